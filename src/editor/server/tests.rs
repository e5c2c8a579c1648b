use super::*;
use crate::diagnostic::{Code, Fix};

const URI: &str = "file:///talks/timeline.yaml";
const TEXT: &str = "title: \u{1f91d} Talks
actors:
  a: {name: Aldoria, kind: state}
events:
  talks: {type: talkz, title: Talks, from: [a]}
  more: {type: talkz, title: More, from: [a]}
";

fn opened(text: &str) -> Server {
    let mut server = Server::new();
    let document = json!({"uri": URI, "languageId": "yaml", "version": 3, "text": text});
    server.notified("textDocument/didOpen", json!({"textDocument": document}));
    server
}

fn told(server: &mut Server) -> Vec<Value> {
    server.tell(&mut |_, _| Articles::new())
}

fn asked(server: &mut Server, what: &str, needle: &str) -> Value {
    let text = server.open[URI].text.clone();
    let byte = text.as_str().find(needle).unwrap() + needle.len();
    let params = json!({"textDocument": {"uri": URI}, "position": text.position(byte)});
    server.requested(&format!("textDocument/{what}"), &params).unwrap()
}

#[test]
fn remarks_are_told_once_for_each_state() {
    let mut server = opened(TEXT);
    assert!(server.has_news());
    let first = told(&mut server);
    assert_eq!((first.len(), &first[0]["version"]), (1, &json!(3)));
    assert!(!server.has_news());
    assert_eq!(told(&mut server), Vec::<Value>::new());
    server.notified("textDocument/didSave", json!({"textDocument": {"uri": URI}}));
    assert_eq!(told(&mut server), first, "an article may have been saved with it");
}

#[test]
fn a_fix_is_offered_where_its_remark_is_told_and_all_that_are_certain_together() {
    let mut server = opened(TEXT);
    told(&mut server);
    let spans: Vec<_> = TEXT.match_indices("talkz").map(|(at, word)| at..at + word.len()).collect();
    let read = server.open.get_mut(URI).unwrap().read.as_mut().unwrap();
    read.remarks = spans
        .iter()
        .map(|span| {
            let fix = Fix::replace("write `talks`", span.clone(), "talks").certain();
            Diagnostic::new(Code::BadValue, "no type").label(span.clone(), "").fix(fix)
        })
        .collect();
    let text = Text::new(TEXT.to_owned());
    let range = text.range(&spans[0]);
    let params = json!({"textDocument": {"uri": URI}, "range": range, "context": {}});
    let actions = server.requested("textDocument/codeAction", &params).unwrap();
    let [one, all] = actions.as_array().unwrap().as_slice() else { panic!("{actions}") };
    assert_eq!((&one["title"], &one["isPreferred"]), (&json!("write `talks`"), &json!(true)));
    assert_eq!(one["edit"]["changes"][URI], json!([{"range": range, "newText": "talks"}]));
    assert_eq!(all["kind"], "source.fixAll");
    assert_eq!(all["edit"]["changes"][URI].as_array().map(Vec::len), Some(2));
    let nowhere = json!({"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}});
    let params = json!({"textDocument": {"uri": URI}, "range": nowhere, "context": {}});
    let actions = server.requested("textDocument/codeAction", &params).unwrap();
    assert_eq!(actions.as_array().map(Vec::len), Some(1), "only what is for the whole file");
}

#[test]
fn a_broken_text_is_helped_with_from_what_could_last_be_read() {
    let mut server = opened(TEXT);
    told(&mut server);
    let broken = TEXT.replace("from: [a]}\n  more", "from: [a\n  more");
    let change = json!({
        "textDocument": {"uri": URI, "version": 4},
        "contentChanges": [{"text": broken}],
    });
    server.notified("textDocument/didChange", change);
    let errors = told(&mut server);
    assert_eq!(errors[0]["diagnostics"][0]["severity"], 1, "{errors:?}");
    assert!(
        asked(&mut server, "hover", "from: [a")["contents"]["value"]
            .as_str()
            .is_some_and(|words| words.contains("Aldoria"))
    );
    let items = asked(&mut server, "completion", "from: [a");
    assert_eq!(items["items"][0]["detail"], "Aldoria", "{items}");
    assert_ne!(asked(&mut server, "definition", "from: [a"), Value::Null);
    assert!(server.timeline(URI).is_none(), "nothing is written beside a broken file");
}

#[test]
fn what_the_file_says_is_no_markup() {
    let text = TEXT.replace("Aldoria", "\"*A* <b> [x](y) \\u202e\"");
    let mut server = opened(&text);
    let told = asked(&mut server, "hover", "from: [a");
    let words = told["contents"]["value"].as_str().unwrap_or_default();
    assert!(words.contains("\\*A\\* \\<b\\> \\[x\\]"), "{told}");
    assert!(!words.contains('\u{202e}'), "{told}");
}
