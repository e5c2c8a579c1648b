//! A language server for timelines: messages in, messages out.
//!
//! Most requests are answered from the outline of the text, which there always is; names, days and
//! remarks come from reading it, and from the last state that could be read while it cannot.

mod complete;
mod fixes;
mod hover;
mod ids;
mod margin;
mod remarks;
mod symbols;

use std::collections::BTreeMap;

use lsp_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, Position,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::ids::section;
use super::outline::Outline;
use super::position::Text;
use crate::check::Articles;
use crate::diagnostic::Diagnostic;
use crate::timeline::{self, Document, Timeline};

/// Gives the saved articles of a timeline, by the address of its file.
pub type Library<'l> = dyn FnMut(&str, &Timeline) -> Articles + 'l;

/// A language server and what is open in its editor.
#[derive(Debug, Default)]
pub struct Server {
    open: BTreeMap<String, Open>,
}

/// A file that is open.
#[derive(Debug)]
struct Open {
    text: Text,
    version: i32,
    /// What reading it gave; `None` where it has changed since.
    read: Option<Read>,
    /// The last timeline that could be read.
    last: Timeline,
    /// Its remarks are not told yet.
    due: bool,
}

#[derive(Debug)]
struct Read {
    document: Document,
    timeline: Timeline,
    /// Of form.
    told: Vec<Diagnostic>,
    /// All of them, once they have been asked for.
    remarks: Vec<Diagnostic>,
}

/// Why a request gets no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The method is not ours.
    Unknown,
    /// It is, but not with these parameters.
    Params(String),
    /// It cannot be done, and why.
    Cannot(String),
}

/// What an editor is told that we can do.
pub fn capabilities() -> Value {
    json!({
        "positionEncoding": "utf-16",
        "textDocumentSync": {"openClose": true, "change": 2, "save": {"includeText": false}},
        "completionProvider": {"triggerCharacters": [":", " ", "[", ",", "-"]},
        "hoverProvider": true,
        "definitionProvider": true,
        "referencesProvider": true,
        "documentHighlightProvider": true,
        "documentSymbolProvider": true,
        "renameProvider": {"prepareProvider": true},
        "inlayHintProvider": true,
        "documentLinkProvider": {"resolveProvider": false},
        "codeActionProvider": {"codeActionKinds": ["quickfix", "source.fixAll"]},
    })
}

impl Server {
    /// A server with nothing open.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in what the editor tells; parameters that make no sense are passed over, as the
    /// protocol has no answer to them.
    pub fn notified(&mut self, method: &str, params: Value) {
        match method {
            "textDocument/didOpen" => {
                let Ok(DidOpenTextDocumentParams { text_document: opened }) = of(params) else {
                    return;
                };
                let open = Open {
                    text: Text::new(opened.text),
                    version: opened.version,
                    read: None,
                    last: Timeline::default(),
                    due: true,
                };
                self.open.insert(opened.uri.as_str().to_owned(), open);
            }
            "textDocument/didChange" => {
                let Ok(DidChangeTextDocumentParams { text_document, content_changes }) = of(params)
                else {
                    return;
                };
                if let Some(open) = self.open.get_mut(text_document.uri.as_str()) {
                    for change in content_changes {
                        open.text.change(change.range, &change.text);
                    }
                    open.version = text_document.version;
                    open.read = None;
                    open.due = true;
                }
            }
            "textDocument/didSave" => {
                // An article may have been saved with it.
                for open in self.open.values_mut() {
                    open.due = true;
                }
            }
            "textDocument/didClose" => {
                let Ok(DidCloseTextDocumentParams { text_document }) = of(params) else { return };
                self.open.remove(text_document.uri.as_str());
            }
            _ => {}
        }
    }

    /// Whether there is something to tell that nobody asked for; see [`Server::tell`].
    pub fn has_news(&self) -> bool {
        self.open.values().any(|open| open.due)
    }

    /// The remarks on files that have changed, as parameters of `textDocument/publishDiagnostics`.
    pub fn tell(&mut self, library: &mut Library<'_>) -> Vec<Value> {
        let mut told = Vec::new();
        for (uri, open) in &mut self.open {
            if std::mem::take(&mut open.due) {
                told.push(remarks::publish(uri, open, library));
            }
        }
        told
    }

    /// The timeline of an open file, if it can be read as it is; for what lies beside it.
    pub fn timeline(&mut self, uri: &str) -> Option<&Timeline> {
        let open = self.open.get_mut(uri)?;
        let read = open.read();
        let is_good = read.told.is_empty();
        is_good.then_some(&read.timeline)
    }

    /// The result of a request.
    pub fn requested(&mut self, method: &str, params: &Value) -> Result<Value, Refusal> {
        let known = [
            "textDocument/completion",
            "textDocument/hover",
            "textDocument/definition",
            "textDocument/references",
            "textDocument/documentHighlight",
            "textDocument/documentSymbol",
            "textDocument/prepareRename",
            "textDocument/rename",
            "textDocument/codeAction",
            "textDocument/inlayHint",
            "textDocument/documentLink",
        ];
        if !known.contains(&method) {
            return Err(Refusal::Unknown);
        }
        let uri = params["textDocument"]["uri"]
            .as_str()
            .ok_or_else(|| Refusal::Params("`textDocument.uri` is missing".to_owned()))?
            .to_owned();
        let Some(open) = self.open.get_mut(&uri) else {
            return Err(Refusal::Params(format!("`{uri}` is not open")));
        };
        match method {
            "textDocument/documentSymbol" => return Ok(symbols::symbols(open)),
            "textDocument/documentLink" => return Ok(margin::links(&uri, open)),
            "textDocument/inlayHint" => {
                let range: lsp_types::Range = of(params["range"].clone())?;
                return Ok(margin::hints(open, range));
            }
            "textDocument/codeAction" => {
                let range: lsp_types::Range = of(params["range"].clone())?;
                return Ok(fixes::actions(&uri, open, range));
            }
            _ => {}
        }
        let position: Position = of(params["position"].clone())?;
        let at = open.text.offset(position);
        Ok(match method {
            "textDocument/completion" => complete::complete(open, at),
            "textDocument/hover" => hover::hover(open, at),
            "textDocument/definition" => ids::definition(&uri, open, at),
            "textDocument/references" => {
                let with_own = params["context"]["includeDeclaration"].as_bool().unwrap_or(false);
                ids::references(&uri, open, at, with_own)
            }
            "textDocument/documentHighlight" => ids::highlights(open, at),
            "textDocument/prepareRename" => ids::prepare(open, at),
            _ => {
                let new = params["newName"].as_str().unwrap_or_default().to_owned();
                ids::rename(&uri, open, at, &new).map_err(Refusal::Cannot)?
            }
        })
    }
}

/// Parameters of a type.
fn of<T: DeserializeOwned>(params: Value) -> Result<T, Refusal> {
    serde_json::from_value(params).map_err(|why| Refusal::Params(why.to_string()))
}

impl Open {
    /// What reading the text as it is gives.
    fn read(&mut self) -> &Read {
        if self.read.is_none() {
            let document = Document::new("", self.text.as_str());
            let (timeline, told) = timeline::read(&document);
            if !timeline.events.is_empty() || !timeline.actors.is_empty() {
                self.last = timeline.clone();
            }
            self.read = Some(Read { document, timeline, told, remarks: Vec::new() });
        }
        self.read.as_ref().expect("it has just been read")
    }

    /// The timeline as it is, or as it was when it could last be read.
    fn timeline(&mut self) -> &Timeline {
        let is_empty = {
            let timeline = &self.read().timeline;
            timeline.events.is_empty() && timeline.actors.is_empty()
        };
        if is_empty { &self.last } else { &self.read.as_ref().expect("it was read").timeline }
    }

    fn outline(&self) -> Outline {
        Outline::new(self.text.as_str())
    }

    /// Whether it is one of ours: an editor may send any YAML.
    fn is_timeline(&self, uri: &str, outline: &Outline) -> bool {
        if uri.ends_with("/timeline.yaml") {
            return true;
        }
        let text = self.text.as_str();
        let tops = outline.spots.iter().filter(|spot| spot.is_key && spot.parent.is_none());
        tops.filter(|spot| section(&text[spot.span.clone()]).is_some()).count() >= 2
    }
}

#[cfg(test)]
mod tests;
