//! `demarche lsp`: the language server, over standard input and output.

use std::path::{Path, PathBuf};
use std::time::Duration;

use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use serde_json::{Value, json};

use super::files;
use super::{Error, Outcome, Streams, schema};
use crate::check::{Articles, paths};
use crate::editor::{Refusal, Server, capabilities};
use crate::timeline::Timeline;

/// Speak with an editor: remarks as you type, completion, renaming, quick fixes
///
/// The Language Server Protocol over standard input and output; an editor starts it for YAML
/// files. Files that are no timelines are left in peace.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Over standard input and output, which is the only way; some editors say so
    #[arg(long)]
    stdio: bool,
}

/// Remarks wait until nobody has typed for so long.
const PAUSE: Duration = Duration::from_millis(60);

pub(crate) fn run(_: &Args, _: &mut Streams<'_>) -> Result<Outcome, Error> {
    let (connection, threads) = Connection::stdio();
    let ended = converse(&connection);
    // The writer ends when nobody can send any more.
    drop(connection);
    let written = threads.join();
    match (ended, written) {
        (Ok(outcome), Ok(())) => Ok(outcome),
        (Err(why), _) => Err(Error::new(format!("the editor cannot be understood: {why}"))),
        (_, Err(why)) => Err(Error::new(format!("the editor cannot be understood: {why}"))),
    }
}

fn converse(connection: &Connection) -> Result<Outcome, String> {
    let (id, _) = match connection.initialize_start() {
        Ok(started) => started,
        // The editor went away without a word.
        Err(why) if why.channel_is_disconnected() => return Ok(Outcome::Clean),
        Err(why) => return Err(why.to_string()),
    };
    let about = json!({
        "capabilities": capabilities(),
        "serverInfo": {"name": "demarche", "version": env!("CARGO_PKG_VERSION")},
    });
    connection.initialize_finish(id, about).map_err(|why| why.to_string())?;

    let mut server = Server::new();
    loop {
        let message = if server.has_news() {
            match connection.receiver.recv_timeout(PAUSE) {
                Ok(message) => Some(message),
                Err(why) if why.is_timeout() => None,
                Err(_) => return Ok(Outcome::Clean),
            }
        } else {
            match connection.receiver.recv() {
                Ok(message) => Some(message),
                Err(_) => return Ok(Outcome::Clean),
            }
        };
        let sent = match message {
            None => tell(connection, &mut server),
            Some(Message::Request(request)) => {
                if connection.handle_shutdown(&request).map_err(|why| why.to_string())? {
                    return Ok(Outcome::Clean);
                }
                // A fix is for the remarks on the text as it is now.
                let first = request.method == "textDocument/codeAction" && server.has_news();
                let told = if first { tell(connection, &mut server) } else { true };
                told && connection.sender.send(answer(&mut server, request).into()).is_ok()
            }
            Some(Message::Notification(note)) => notified(connection, &mut server, note),
            Some(Message::Response(_)) => true,
        };
        if !sent {
            return Ok(Outcome::Clean);
        }
    }
}

fn answer(server: &mut Server, request: Request) -> Response {
    let Request { id, method, params } = request;
    match server.requested(&method, &params) {
        Ok(result) => Response::new_ok(id, result),
        Err(Refusal::Unknown) => {
            let why = format!("`{method}` is not supported");
            Response::new_err(id, ErrorCode::MethodNotFound as i32, why)
        }
        Err(Refusal::Params(why)) => Response::new_err(id, ErrorCode::InvalidParams as i32, why),
        Err(Refusal::Cannot(why)) => Response::new_err(id, ErrorCode::RequestFailed as i32, why),
    }
}

/// Takes in a notification; whether the editor still listens.
fn notified(connection: &Connection, server: &mut Server, note: Notification) -> bool {
    let Notification { method, params } = note;
    let uri = params["textDocument"]["uri"].as_str().map(str::to_owned);
    server.notified(&method, params);
    match (method.as_str(), uri) {
        ("textDocument/didSave", Some(uri)) => {
            if let (Some(path), Some(timeline)) = (path(&uri), server.timeline(&uri)) {
                schema::refresh(&path, timeline);
            }
            true
        }
        // What is closed has no remarks.
        ("textDocument/didClose", Some(uri)) => {
            publish(connection, json!({"uri": uri, "diagnostics": []}))
        }
        _ => true,
    }
}

/// Sends the remarks that are due; whether the editor still listens.
fn tell(connection: &Connection, server: &mut Server) -> bool {
    let mut library = |uri: &str, timeline: &Timeline| articles(uri, timeline);
    server.tell(&mut library).into_iter().all(|params| publish(connection, params))
}

fn publish(connection: &Connection, params: Value) -> bool {
    let method = "textDocument/publishDiagnostics".to_owned();
    connection.sender.send(Notification { method, params }.into()).is_ok()
}

/// The saved copies beside the file that the editor shows; none for what is no file.
fn articles(uri: &str, timeline: &Timeline) -> Articles {
    let mut articles = Articles::new();
    let root = path(uri).and_then(|path| path.parent()?.canonicalize().ok());
    let Some(root) = root else { return articles };
    for version in timeline.sources.values().flat_map(|source| &source.versions) {
        if paths::why_bad(&version.file).is_none() && articles.get(&version.file).is_none() {
            articles.insert(version.file.clone(), files::saved_copy(&root, &version.file));
        }
    }
    articles
}

/// The path of an address of a file on this machine.
fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    let rest = rest.strip_prefix("localhost").unwrap_or(rest);
    if !rest.starts_with('/') {
        return None;
    }
    let mut bytes = Vec::with_capacity(rest.len());
    let mut left = rest.as_bytes();
    while let Some((&byte, after)) = left.split_first() {
        let code = after.get(..2).filter(|_| byte == b'%');
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        if let Some(code) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            bytes.push(code);
            left = &after[2..];
        } else {
            bytes.push(byte);
            left = after;
        }
    }
    let path = String::from_utf8(bytes).ok().filter(|path| !path.contains('\0'))?;
    // `/C:/x` where paths begin with a drive.
    let path = if cfg!(windows) { path.trim_start_matches('/') } else { path.as_str() };
    Some(Path::new(path).to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_path_only_if_it_is_a_file_here() {
        for (uri, expected) in [
            ("file:///tmp/a%20b/t.yaml", Some("/tmp/a b/t.yaml")),
            ("file://localhost/tmp/t.yaml", Some("/tmp/t.yaml")),
            ("file:///tmp/50%/t%2", Some("/tmp/50%/t%2")),
            ("file:///tmp/%C3%A9", Some("/tmp/é")),
            ("file:///tmp/%00", None),
            ("file:///tmp/%FF", None),
            ("file://elsewhere/tmp/t.yaml", None),
            ("untitled:Untitled-1", None),
            ("https://example.org/t.yaml", None),
        ] {
            assert_eq!(path(uri), expected.map(PathBuf::from), "{uri}");
        }
    }
}
