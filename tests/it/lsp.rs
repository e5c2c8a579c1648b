//! `demarche lsp` as a real editor uses it: over standard input and output.

use std::process::Command;

use serde_json::{Value, json};

use crate::client::{Client, after};

/// An editor with one file open.
struct Editor {
    client: Client,
    folder: tempfile::TempDir,
    /// What the editor shows.
    text: String,
    version: i64,
}

const TEXT: &str = "\
title: Ports \u{1f6a2}, 2024
sources:
  ledger: {title: The news, published: \"2024-03-20\"}
actors:
  mara-lind:
    name: Mara Lind
    kind: person
    of: aldoria
    offices:
      - {title: Foreign Minister, from: \"2023-10-02\"}
  aldoria: {name: Aldoria, kind: state}
  brevane: {name: Brevane, kind: state}
events:
  port-talks:
    type: talks
    date: \"2024-03-12\"
    title: Talks \u{1f91d} open
    from: [aldoria, brevane]
    responds-to: [lind-offers]
    evidence:
      - {source: ledger}
  lind-offers:
    type: proposal
    date: \"2024-03-04\"
    title: Lind offers talks
    from: [mara-lind]
    to: [brevane]
    evidence:
      - {source: ledger}
  lind-leaves:
    type: call
    title: Lind leaves
    from: [mara-lind]
    to: [brevane]
    after: [lind-offers]
    timing:
      - {before: port-talks, within: P3D}
    evidence:
      - {source: ledger}
";

impl Editor {
    fn open(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut client = Client::start(Command::new(env!("CARGO_BIN_EXE_demarche")).arg("lsp"));
        let answer = client
            .request("initialize", json!({"processId": null, "rootUri": null, "capabilities": {}}));
        assert_eq!(answer["serverInfo"]["name"], "demarche");
        client.notify("initialized", json!({}));
        let mut editor = Self { client, folder, text: text.to_owned(), version: 1 };
        let document =
            json!({"uri": editor.uri(), "languageId": "yaml", "version": 1, "text": text});
        editor.client.notify("textDocument/didOpen", json!({"textDocument": document}));
        editor
    }

    fn uri(&self) -> String {
        format!("file://{}/timeline.yaml", self.folder.path().display())
    }

    /// Puts something in the place of the first `old`, as an editor sends it.
    fn edit(&mut self, old: &str, new: &str) {
        let start = self.text.find(old).unwrap_or_else(|| panic!("no {old:?}"));
        let range = json!({"start": position(&self.text, start), "end": after(&self.text, old)});
        self.text.replace_range(start..start + old.len(), new);
        self.change(&json!([{"range": range, "text": new}]));
    }

    fn change(&mut self, changes: &Value) {
        self.version += 1;
        let document = json!({"uri": self.uri(), "version": self.version});
        self.client.notify(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": changes}),
        );
    }

    /// The errors in the text as it is now.
    fn remarks(&mut self) -> Vec<Value> {
        let (uri, version) = (self.uri(), self.version);
        let told = self.client.note("textDocument/publishDiagnostics", |told| {
            told["uri"] == uri && told["version"] == version
        });
        let all = told["diagnostics"].as_array().unwrap().iter();
        all.filter(|remark| remark["severity"] == 1).cloned().collect()
    }

    fn codes(&mut self) -> Vec<String> {
        let remarks = self.remarks();
        remarks.iter().map(|remark| remark["code"].as_str().unwrap().to_owned()).collect()
    }

    /// Asks about the end of the first `needle`.
    fn ask(&mut self, what: &str, needle: &str) -> Value {
        self.ask_with(what, needle, json!({}))
    }

    fn ask_with(&mut self, what: &str, needle: &str, mut more: Value) -> Value {
        more["textDocument"] = json!({"uri": self.uri()});
        more["position"] = after(&self.text, needle);
        self.client.request(&format!("textDocument/{what}"), more)
    }

    fn labels(&mut self, needle: &str) -> Vec<String> {
        let result = self.ask("completion", needle);
        let items = result.get("items").unwrap_or(&result).as_array().unwrap();
        items.iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    }

    /// What stands in a range of the text.
    fn shown(&self, range: &Value) -> &str {
        &self.text[byte(&self.text, &range["start"])..byte(&self.text, &range["end"])]
    }

    /// The text after the edits of an answer.
    fn edited(&self, edit: &Value) -> String {
        let mut edits = edit["changes"][self.uri()].as_array().unwrap().clone();
        edits.sort_by_key(|edit| byte(&self.text, &edit["range"]["start"]));
        let mut text = self.text.clone();
        for edit in edits.iter().rev() {
            let range = &edit["range"];
            let span = byte(&self.text, &range["start"])..byte(&self.text, &range["end"]);
            text.replace_range(span, edit["newText"].as_str().unwrap());
        }
        text
    }
}

fn position(text: &str, at: usize) -> Value {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    json!({
        "line": text[..at].matches('\n').count(),
        "character": text[start..at].encode_utf16().count(),
    })
}

/// The byte of a position, counted by hand.
fn byte(text: &str, position: &Value) -> usize {
    let (line, mut left) =
        (position["line"].as_u64().unwrap(), position["character"].as_u64().unwrap());
    let mut start = 0;
    for _ in 0..line {
        start += text[start..].find('\n').map_or(text.len() - start, |newline| newline + 1);
    }
    for (at, c) in text[start..].char_indices() {
        if left == 0 {
            return start + at;
        }
        left -= c.len_utf16() as u64;
    }
    text.len()
}

#[test]
fn remarks_come_as_one_types_and_go_when_they_are_mended() {
    let mut editor = Editor::open(TEXT);
    assert_eq!(editor.codes(), Vec::<String>::new());

    editor.edit("to: [brevane]\n    evidence", "to: [brevana]\n    evidence");
    let remarks = editor.remarks();
    let [remark] = remarks.as_slice() else { panic!("{remarks:?}") };
    assert_eq!(remark["source"], "demarche");
    assert_eq!(editor.shown(&remark["range"]), "brevana", "{remark}");
    assert!(remark["message"].as_str().unwrap().contains("help: "), "{remark}");

    // Behind characters of two units in a line, and with other places that matter.
    editor.edit("brevana", "brevane");
    assert_eq!(editor.codes(), Vec::<String>::new());
    editor.edit("\"2024-03-12\"", "\"2024-03-02\"");
    let remarks = editor.remarks();
    assert_eq!(remarks.len(), 1, "{remarks:?}");
    let others = remarks[0]["relatedInformation"].as_array().unwrap();
    assert!(!others.is_empty(), "{remarks:?}");
    editor.edit("title: Talks \u{1f91d} open", "titel: Talks \u{1f91d} open");
    let remarks = editor.remarks();
    assert!(remarks.iter().any(|remark| editor.shown(&remark["range"]) == "titel"), "{remarks:?}");

    // Broken, and whole again.
    editor.edit("titel", "title");
    editor.edit("\"2024-03-02\"", "\"2024-03-12\"");
    editor.edit("from: [aldoria, brevane]", "from: [aldoria, brevane");
    let remarks = editor.remarks();
    assert!(!remarks.is_empty() && remarks[0]["severity"] == 1, "{remarks:?}");
    editor.edit("from: [aldoria, brevane", "from: [aldoria, brevane]");
    assert_eq!(editor.codes(), Vec::<String>::new());
    let uri = editor.uri();
    editor.client.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    let told = editor.client.note("textDocument/publishDiagnostics", |_| true);
    assert_eq!(told["diagnostics"], json!([]));
    assert_eq!(editor.client.end(), Some(0));
}

#[test]
fn an_id_leads_to_where_it_is_made_and_to_where_it_is_named() {
    let mut editor = Editor::open(TEXT);
    for needle in ["[lind-off", "after: [lind-offers", "  lind-offers", "lind-"] {
        let found = editor.ask("definition", needle);
        assert_eq!(editor.shown(&found["range"]), "lind-offers", "{needle}: {found}");
        assert_eq!(found["range"]["start"]["line"], 21, "{needle}");
    }
    for (needle, count) in [("of: aldoria", 3), ("[mara-lind", 3), ("source: ledger", 4)] {
        let with_own = json!({"context": {"includeDeclaration": true}});
        let all = editor.ask_with("references", needle, with_own);
        assert_eq!(all.as_array().unwrap().len(), count, "{needle}: {all}");
        let named = editor.ask_with("references", needle, json!({"context": {}}));
        assert_eq!(named.as_array().unwrap().len(), count - 1, "{needle}: {named}");
        let marked = editor.ask("documentHighlight", needle);
        assert_eq!(marked.as_array().unwrap().len(), count, "{needle}: {marked}");
    }
    for nowhere in ["title: Ports", "kind: pers", "events:"] {
        assert_eq!(editor.ask("definition", nowhere), Value::Null, "{nowhere}");
    }
}

#[test]
fn renaming_changes_an_id_everywhere_and_keeps_the_old_one() {
    let mut editor = Editor::open(TEXT);
    let asked = editor.ask("prepareRename", "[lind-off");
    assert_eq!(asked["placeholder"], "lind-offers");
    assert_eq!(editor.shown(&asked["range"]), "lind-offers");
    let edit = editor.ask_with("rename", "[lind-off", json!({"newName": "the-offer"}));
    let text = editor.edited(&edit);
    assert_eq!(text.matches("the-offer").count(), 3, "{text}");
    assert!(text.contains("aka: [lind-offers]"), "{text}");
    assert_eq!(text.matches("lind-offers").count(), 1, "{text}");

    for (new, why) in [("port-talks", "already"), ("Not An Id", "cannot be an id"), ("", "id")] {
        let uri = editor.uri();
        let answer = editor.client.answer(
            "textDocument/rename",
            json!({
                "textDocument": {"uri": uri},
                "position": after(TEXT, "[lind-off"),
                "newName": new,
            }),
        );
        let message = answer["error"]["message"].as_str().unwrap_or_default();
        assert!(message.contains(why), "{new:?}: {answer}");
    }
    assert_eq!(editor.ask("prepareRename", "title: Ports"), Value::Null);
}

#[test]
fn hovering_shows_offices_inferred_days_and_what_a_key_is_for() {
    let mut editor = Editor::open(TEXT);
    for (needle, shown) in [
        ("from: [mara-li", "Foreign Minister, from 2023-10-02"),
        ("of: ald", "**Aldoria**, state"),
        ("  lind-leaves", "between 2024-03-0"),
        ("responds-to: [lind-", "Lind offers talks"),
        ("source: led", "The news"),
        ("    responds", "Events this one answers"),
        ("type: tal", "round of negotiations"),
        ("type", "One of `statement`"),
        ("date: \"2024-03-0", "2024-03-04"),
    ] {
        let told = editor.ask("hover", needle);
        let words = told["contents"]["value"].as_str().unwrap_or_default();
        assert!(words.contains(shown), "{needle}: {told}");
    }
    assert_eq!(editor.ask("hover", "Mara"), Value::Null);
}

#[test]
fn keys_choices_and_ids_complete_wherever_they_can_stand() {
    let mut editor = Editor::open(TEXT);
    let line = "    title: Lind leaves\n";
    for (typed, offered, refused) in [
        ("    ", "modality", "title"),
        ("    mo", "modality", "type"),
        ("    modality: ", "planned", "talks"),
        ("    conditional-on: [", "port-talks", "mara-lind"),
        ("    conditional-on: [port-talks, ", "lind-offers", "port-talks"),
        ("    conditional-on: ", "port-talks", "mara-lind"),
        ("    conditional-on:\n      - ", "port-talks", "mara-lind"),
        ("    evidence:\n      - ", "source", "title"),
        ("    evidence:\n      - source: ", "ledger", "aldoria"),
        ("    evidence:\n      - source: ledger\n        ", "quote", "source"),
        ("    evidence:\n      - {source: ledger, ", "quote", "source"),
    ] {
        let new = format!("{line}{typed}");
        editor.edit(line, &format!("{new}\n"));
        let labels = editor.labels(&new);
        assert!(labels.iter().any(|label| label == offered), "{typed:?}: {labels:?}");
        assert!(!labels.iter().any(|label| label == refused), "{typed:?}: {labels:?}");
        editor.edit(&format!("{new}\n"), line);
    }
    for (needle, offered) in [
        ("kind: ", "organization"),
        ("of: ", "brevane"),
        ("type: ", "ceasefire"),
        ("    to: [", "aldoria"),
    ] {
        let labels = editor.labels(needle);
        assert!(labels.iter().any(|label| label == offered), "{needle:?}: {labels:?}");
    }
    assert_eq!(editor.labels("title: Ports"), Vec::<String>::new());
    // What is typed of a word is replaced, hyphens and all.
    editor.edit("after: [lind-offers]", "after: [lind-of]");
    let item = editor.ask("completion", "after: [lind-of")["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["label"] == "lind-offers")
        .unwrap()
        .clone();
    assert_eq!(editor.shown(&item["textEdit"]["range"]), "lind-of", "{item}");
    assert_eq!(item["detail"], "Lind offers talks");
}

#[test]
fn the_table_of_contents_tells_events_by_date() {
    let mut editor = Editor::open(TEXT);
    let uri = editor.uri();
    let symbols =
        editor.client.request("textDocument/documentSymbol", json!({"textDocument": {"uri": uri}}));
    let sections: Vec<&str> =
        symbols.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(sections, ["sources", "actors", "events"]);
    let events = symbols[2]["children"].as_array().unwrap();
    let names: Vec<&str> = events.iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(
        names,
        ["2024-03-04 Lind offers talks", "Lind leaves", "2024-03-12 Talks \u{1f91d} open"]
    );
    for event in events {
        let (whole, key) = (&event["range"], &event["selectionRange"]);
        assert!(editor.shown(whole).starts_with(editor.shown(key)), "{event}");
        assert!(editor.shown(whole).contains("title: "), "{event}");
    }
}

#[test]
fn the_margin_tells_inferred_days_and_links_lead_to_copies() {
    let copies = "  ledger: {title: The news, url: \"https://example.org/n\", versions: [{file: articles/a b.md}, {file: ../x.md}]}";
    let text = TEXT.replace("  ledger: {title: The news, published: \"2024-03-20\"}", copies);
    let mut editor = Editor::open(&text);
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 999, "character": 0}});
    let params = json!({"textDocument": {"uri": editor.uri()}, "range": whole});
    let hints = editor.client.request("textDocument/inlayHint", params.clone());
    let [hint] = hints.as_array().unwrap().as_slice() else { panic!("{hints}") };
    assert_eq!(hint["label"], "(2024-03-09 to 2024-03-12)", "{hint}");
    assert_eq!(hint["position"], after(&text, "  lind-leaves:"));
    let links = editor.client.request("textDocument/documentLink", params);
    let targets: Vec<&str> =
        links.as_array().unwrap().iter().map(|link| link["target"].as_str().unwrap()).collect();
    let beside = editor.uri().replace("timeline.yaml", "articles/a%20b.md");
    assert_eq!(targets, ["https://example.org/n", beside.as_str()], "{links}");
}

#[test]
fn a_remark_that_can_be_mended_offers_its_fix() {
    let mut editor = Editor::open(TEXT);
    editor.edit("type: call", "type: callt");
    let remarks = editor.remarks();
    let remark = remarks.iter().find(|one| editor.shown(&one["range"]) == "callt").unwrap();
    let params = json!({
        "textDocument": {"uri": editor.uri()},
        "range": remark["range"],
        "context": {"diagnostics": [remark]},
    });
    let actions = editor.client.request("textDocument/codeAction", params);
    let fix = actions
        .as_array()
        .unwrap()
        .iter()
        .find(|action| action["kind"] == "quickfix")
        .unwrap_or_else(|| panic!("no fix for {remark}: {actions}"));
    assert_eq!(editor.edited(&fix["edit"]), TEXT, "{fix}");
}

#[test]
fn a_conflict_is_settled_either_way_from_its_record_and_from_its_field() {
    let record = "\
conflicts:
  - {id: c1, event: lind-offers, field: date, base: \"2024-03-03\", ours: \"2024-03-04\", theirs: \"2024-03-05\"}
";
    let text = TEXT.replace("events:\n", &format!("{record}events:\n"));
    for (needle, title, expected) in [
        ("id: c1", "keep 2024-03-04 (settles c1)", TEXT.to_owned()),
        ("id: c1", "take 2024-03-05 (settles c1)", TEXT.replace("2024-03-04", "2024-03-05")),
        ("date: \"2024-03-04\"", "keep 2024-03-04 (settles c1)", TEXT.to_owned()),
    ] {
        let mut editor = Editor::open(&text);
        editor.remarks();
        let at = after(&text, needle);
        let params = json!({
            "textDocument": {"uri": editor.uri()},
            "range": {"start": at, "end": at},
            "context": {"diagnostics": []},
        });
        let actions = editor.client.request("textDocument/codeAction", params);
        let all = actions.as_array().unwrap();
        let fix = all.iter().find(|action| action["title"] == title);
        let fix = fix.unwrap_or_else(|| panic!("no {title} at {needle}: {actions}"));
        assert_eq!(editor.edited(&fix["edit"]), expected, "{fix}");
    }
}

#[test]
fn a_timeline_typed_letter_by_letter_is_helped_with_all_the_way() {
    let mut editor = Editor::open("");
    let (mut typed, mut offered) = (String::new(), 0);
    for c in TEXT.chars() {
        let at = position(&typed, typed.len());
        typed.push(c);
        editor.text.push(c);
        let range = json!({"start": at, "end": at});
        editor.change(&json!([{"range": range, "text": c.to_string()}]));
        let here = json!({
            "textDocument": {"uri": editor.uri()},
            "position": position(&typed, typed.len()),
        });
        let items = editor.client.request("textDocument/completion", here.clone());
        offered += items["items"].as_array().map_or(0, Vec::len);
        if c == '\n' {
            editor.client.request("textDocument/documentSymbol", here.clone());
            editor.client.request("textDocument/hover", here);
        }
    }
    assert!(offered > 1_000, "{offered} items");
    assert_eq!(editor.codes(), Vec::<String>::new());
}

#[test]
fn changes_bit_by_bit_end_where_the_whole_text_does() {
    let mut editor = Editor::open(TEXT);
    // A generator of our own, so that a failure comes again.
    let mut state: u64 = 7;
    let mut draw = |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below.max(1)
    };
    let pieces = [
        "",
        "x",
        "\n",
        "  ",
        "[",
        "]",
        "{",
        "}",
        ": ",
        "- ",
        "\"",
        "'",
        "\u{1f6a2}",
        "é",
        "\0",
        "\u{202e}",
        "&a",
        "*a",
        "!t",
        "|\n",
        "\t",
        "#",
        "\u{feff}",
        "events:\n",
    ];
    for round in 0..200 {
        let ends: Vec<usize> =
            editor.text.char_indices().map(|(at, _)| at).chain([editor.text.len()]).collect();
        let from = draw(ends.len());
        let to = (from + draw(6)).min(ends.len() - 1);
        let new = pieces[draw(pieces.len())];
        let (start, end) = (ends[from], ends[to]);
        let range =
            json!({"start": position(&editor.text, start), "end": position(&editor.text, end)});
        editor.text.replace_range(start..end, new);
        editor.change(&json!([{"range": range, "text": new}]));
        if round % 10 == 0 {
            let bit_by_bit = editor.remarks();
            let text = editor.text.clone();
            editor.change(&json!([{"text": text}]));
            assert_eq!(bit_by_bit, editor.remarks(), "round {round}: {:?}", editor.text);
        }
        let here = json!({
            "textDocument": {"uri": editor.uri()},
            "position": position(&editor.text, start),
        });
        for what in ["completion", "hover", "definition", "prepareRename", "documentSymbol"] {
            editor.client.request(&format!("textDocument/{what}"), here.clone());
        }
    }
    assert_eq!(editor.client.end(), Some(0));
}

#[test]
fn what_makes_no_sense_is_answered_and_survived() {
    let mut editor = Editor::open(TEXT);
    let uri = editor.uri();
    for (method, params, code) in [
        ("textDocument/foldingRange", json!({"textDocument": {"uri": uri}}), -32601),
        ("demarche/unheard-of", json!(null), -32601),
        ("textDocument/hover", json!({}), -32602),
        ("textDocument/hover", json!({"textDocument": {"uri": "file:///other.yaml"}}), -32602),
        ("textDocument/hover", json!({"textDocument": {"uri": uri}, "position": "x"}), -32602),
    ] {
        let answer = editor.client.answer(method, params);
        assert_eq!(answer["error"]["code"], code, "{method}: {answer}");
    }
    for far in
        [json!({"line": 4_000_000, "character": 0}), json!({"line": 0, "character": 4_000_000})]
    {
        let here = json!({"textDocument": {"uri": uri}, "position": far});
        editor.client.request("textDocument/hover", here.clone());
        editor.client.request("textDocument/completion", here);
    }
    editor.client.notify("textDocument/didChange", json!({"nonsense": true}));
    editor.client.notify("$/setTrace", json!({"value": "off"}));
    let other = json!({"uri": "file:///compose.yaml", "languageId": "yaml", "version": 1, "text": "services: [\n"});
    editor.client.notify("textDocument/didOpen", json!({"textDocument": other}));
    let told = editor
        .client
        .note("textDocument/publishDiagnostics", |told| told["uri"] == "file:///compose.yaml");
    assert_eq!(told["diagnostics"], json!([]), "other YAML is left in peace");
    assert_eq!(editor.client.end(), Some(0));
}

#[test]
fn an_editor_that_goes_or_speaks_nonsense_ends_it() {
    let start = || Client::start(Command::new(env!("CARGO_BIN_EXE_demarche")).arg("lsp"));
    assert_eq!(start().wait(), Some(0), "no word at all");
    let mut editor = Editor::open(TEXT);
    assert_eq!(editor.client.wait(), Some(0), "gone in the middle");
    for nonsense in [
        &b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"[..],
        b"Content-Length: 5\r\n\r\n{\"a\":",
        b"Content-Length: x\r\n\r\n",
        b"\xff\xfe\0\0",
    ] {
        let mut client = start();
        client.raw(nonsense);
        let code = client.wait();
        assert!(matches!(code, Some(0 | 2)), "{nonsense:?}: {code:?}");
    }
}
