//! Evidence: every event rests on something, and every quote stands in its article.

use std::collections::HashMap;

use super::articles::Articles;
use super::quotes::{Found, Quote, Searched};
use super::references::is_lost;
use crate::diagnostic::{Code, Diagnostic};
use crate::timeline::{Document, Evidence, Id, Route, Source, Timeline};

/// How much text is searched in one check, in bytes: minutes of nothing else are not worth the
/// quotes of a file that no person wrote.
const MOST: usize = 4 << 30;

pub(super) fn check(
    document: &Document,
    timeline: &Timeline,
    articles: &Articles,
) -> Vec<Diagnostic> {
    let mut found = without(document, timeline);
    let mut copies = Copies { articles, folded: HashMap::new(), searched: 0 };
    for (id, event) in &timeline.events {
        for (i, evidence) in event.evidence.iter().enumerate() {
            let Some(source) = timeline.sources.get(&evidence.source) else { continue };
            if copies.searched > MOST {
                found.push(
                    Diagnostic::new(
                        Code::QuoteNotInArticle,
                        "too many quotes in too long articles: from here on they are not looked up",
                    )
                    .label(document.find(&Route::event(id.as_str(), "evidence")), "")
                    .help("divide the timeline"),
                );
                return found;
            }
            let route = Route::event(id.as_str(), "evidence").index(i);
            found.extend(quoted(document, &route, evidence, source, &mut copies));
        }
    }
    found
}

/// Events that rest on nothing; a timeline without any source is told so once.
fn without(document: &Document, timeline: &Timeline) -> Vec<Diagnostic> {
    if timeline.sources.is_empty() && is_lost(document, "sources") {
        return Vec::new();
    }
    if timeline.sources.is_empty() && timeline.events.len() > 1 {
        let place = document.find(&Route::new().name("events"));
        return vec![
            Diagnostic::new(
                Code::EventWithoutEvidence,
                format!("none of the {} events rests on a source", timeline.events.len()),
            )
            .label(place, "")
            .help("list the articles under `sources` and name them in the `evidence` of events"),
        ];
    }
    let bare = timeline.events.iter().filter(|(_, event)| event.evidence.is_empty());
    bare.map(|(id, _)| {
        Diagnostic::new(Code::EventWithoutEvidence, format!("`{id}` rests on no source"))
            .label(document.find(&Route::new().key("events").name(id.as_str())), "")
            .help("say who reported it: `evidence: [{source: ID, quote: \"...\"}]`")
    })
    .collect()
}

/// The saved copies, each made ready for searching once.
struct Copies<'a> {
    articles: &'a Articles,
    folded: HashMap<&'a str, Searched>,
    searched: usize,
}

impl<'a> Copies<'a> {
    fn find(&mut self, file: &'a str, quote: &Quote) -> Option<Found> {
        let text = self.articles.text(file)?;
        let copy = self.folded.entry(file).or_insert_with(|| Searched::new(text));
        self.searched += copy.len();
        Some(copy.find(quote))
    }
}

/// A quote that is not in its article, or there more than once.
fn quoted<'a>(
    document: &Document,
    route: &Route,
    evidence: &Evidence,
    source: &'a Source,
    copies: &mut Copies<'a>,
) -> Option<Diagnostic> {
    let words = evidence.quote.as_deref()?;
    let quote = Quote::new(words, evidence.prefix.as_deref(), evidence.suffix.as_deref());
    let place = document.find(&route.clone().key("quote"));
    if quote.is_empty() {
        return Some(
            Diagnostic::new(Code::BadValue, "the quote is empty")
                .label(place, "")
                .help("quote the words of the article, or drop `quote`"),
        );
    }
    // The newest copy that could be read.
    let mut versions = source.versions.iter().rev();
    let (file, latest) = versions
        .by_ref()
        .find_map(|version| Some((&version.file, copies.find(&version.file, &quote)?)))?;
    let id = &evidence.source;
    match latest {
        Found::Once => None,
        Found::Often(times, before) => Some(
            Diagnostic::new(
                Code::QuoteAmbiguous,
                format!("the quote stands in `{file}` {times} times"),
            )
            .label(place, "which of them?")
            .help(which(&before)),
        ),
        Found::Elsewhere | Found::Nowhere(_) => {
            let older = versions.find(|v| {
                matches!(copies.find(&v.file, &quote), Some(Found::Once | Found::Often(..)))
            });
            Some(
                missing(id, file, &latest, older.map(|v| v.file.as_str()))
                    .label(place, "not there"),
            )
        }
    }
}

fn which(before: &[String]) -> String {
    let mut prefixes: Vec<String> = before
        .iter()
        .filter(|words| !words.is_empty())
        .map(|words| format!("`prefix: \"{words}\"`"))
        .collect();
    prefixes.dedup();
    match prefixes.as_slice() {
        [one, other] => format!("say what stands before it: {one} or {other}"),
        _ => "add `prefix` or `suffix`: the words before or after it".to_owned(),
    }
}

/// The remark on a quote that the newest copy does not have.
fn missing(source: &Id, file: &str, latest: &Found, older: Option<&str>) -> Diagnostic {
    let remark = |message: String| Diagnostic::new(Code::QuoteNotInArticle, message);
    match (older, latest) {
        (Some(older), _) => remark(format!(
            "the quote is gone from `{source}`; last seen in `{older}`"
        ))
        .help(format!(
            "the article was changed: compare the copies, `demarche diff {older} {file}`"
        )),
        (None, Found::Elsewhere) => {
            remark(format!("the quote stands in `{file}`, but not with this prefix and suffix"))
                .help("copy them again from the article, or drop them")
        }
        (None, Found::Nowhere(Some((upto, then)))) => {
            remark(format!("the quote is not in `{file}`"))
                .help(format!("after \"{upto}\" the article goes on: \"{then}\""))
        }
        (None, _) => remark(format!("the quote is not in `{file}`"))
            .help("copy the words from the article to the letter"),
    }
}
