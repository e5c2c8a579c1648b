//! The schema in a real editor's language server: what it completes, shows and marks.
//!
//! `yaml-language-server` is installed by `.ci/run` into `tests/editor`; without it, or without
//! node, the tests say so and are skipped.

#![expect(clippy::disallowed_methods, reason = "tests read a timeline")]
#![expect(clippy::print_stdout, reason = "what is skipped is told")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::client::{Client, after};

/// A folder with a new timeline, and a server that looks at it.
struct Editor {
    client: Client,
    folder: tempfile::TempDir,
    version: u64,
}

/// The server's program, where it is installed.
fn server() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/editor/node_modules");
    let program = root.join("yaml-language-server/bin/yaml-language-server");
    let node = Command::new("node").arg("--version").stdout(Stdio::null()).status();
    if !node.is_ok_and(|status| status.success()) {
        println!("skipped: completion, hover and remarks by schema, since there is no node");
        return None;
    }
    if !program.is_file() {
        println!(
            "skipped: completion, hover and remarks by schema, since tests/editor has no \
             yaml-language-server; run `npm install` there"
        );
        return None;
    }
    Some(program)
}

impl Editor {
    fn start() -> Option<Self> {
        let program = server()?;
        let folder = tempfile::tempdir().unwrap();
        let made = Command::new(env!("CARGO_BIN_EXE_demarche"))
            .args(["new", "port"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        let mut client = Client::start(Command::new("node").arg(program).arg("--stdio"));
        // No shop of schemas on the web: ours is found by the comment alone.
        client.settings = json!({
            "validate": true, "hover": true, "completion": true,
            "schemaStore": {"enable": false}, "kubernetesCRDStore": {"enable": false},
        });
        let root = format!("file://{}", folder.path().display());
        client.request(
            "initialize",
            json!({
                "processId": null, "rootUri": root, "capabilities": {
                    "workspace": {"configuration": true},
                    "textDocument": {"hover": {"contentFormat": ["markdown"]}},
                },
                "workspaceFolders": [{"uri": root, "name": "port"}],
            }),
        );
        client.notify("initialized", json!({}));
        Some(Self { client, folder, version: 0 })
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("timelines/port/timeline.yaml")
    }

    fn uri(&self) -> String {
        format!("file://{}", self.path().display())
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.path()).unwrap()
    }

    /// Shows the server a text; gives what it remarks.
    fn open(&mut self, text: &str) -> Vec<String> {
        self.version += 1;
        let (uri, version) = (self.uri(), self.version);
        if version == 1 {
            let document =
                json!({"uri": uri, "languageId": "yaml", "version": version, "text": text});
            self.client.notify("textDocument/didOpen", json!({"textDocument": document}));
        } else {
            self.client.notify(
                "textDocument/didChange",
                json!({
                    "textDocument": {"uri": uri, "version": version},
                    "contentChanges": [{"text": text}],
                }),
            );
        }
        self.client.notes.clear();
        let told = self.client.note("textDocument/publishDiagnostics", |told| told["uri"] == uri);
        let all = told["diagnostics"].as_array().unwrap().iter();
        all.map(|one| one["message"].as_str().unwrap().to_owned()).collect()
    }

    fn completed(&mut self, text: &str, needle: &str) -> Vec<String> {
        self.open(text);
        let at = json!({"textDocument": {"uri": self.uri()}, "position": after(text, needle)});
        let result = self.client.request("textDocument/completion", at);
        let items = result.get("items").unwrap_or(&result).as_array().cloned().unwrap_or_default();
        items.iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    }

    fn hovered(&mut self, text: &str, needle: &str) -> String {
        let at = json!({"textDocument": {"uri": self.uri()}, "position": after(text, needle)});
        let result: Value = self.client.request("textDocument/hover", at);
        let contents = &result["contents"];
        contents["value"].as_str().map_or_else(|| contents.to_string(), str::to_owned)
    }
}

#[test]
fn the_list_of_what_npm_installs_names_no_place_on_the_web() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/editor");
    let package = std::fs::read_to_string(folder.join("package.json")).unwrap();
    let package: Value = serde_json::from_str(&package).unwrap();
    assert!(!package.to_string().contains("://"), "{package}");
    let version = package["dependencies"]["yaml-language-server"].as_str().unwrap();
    assert!(version.split('.').all(|part| part.parse::<u32>().is_ok()), "one version: {version}");
    for resolved in ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock"] {
        assert!(!folder.join(resolved).exists(), "{resolved}");
    }
}

#[test]
fn an_editor_completes_shows_and_marks_by_the_schema_that_new_writes() {
    let Some(mut editor) = Editor::start() else { return };
    let text = editor.text();
    assert_eq!(editor.open(&text), Vec::<String>::new(), "a new timeline has no remarks");

    for (what, shown) in [
        ("    modal", "How it stands to the facts"),
        ("    respon", "Events this one answers"),
        ("    kin", "What kind of actor"),
        ("title", "What the timeline is called"),
        ("publish", "Who published it"),
    ] {
        let hovered = editor.hovered(&text, what);
        assert!(hovered.contains(shown), "{what}: {hovered}");
    }

    let typed = |at: &str, new: &str| text.replacen(at, &format!("{at}{new}\n"), 1);
    let event = "    title: Jane Doe offers Exampleland talks in Vienna\n";
    for (new, offered) in [
        ("    modality: ", "planned"),
        ("    place: x\n    ", "conditional-on"),
        ("    place: x\n    ", "date"),
        ("    after: [", "vienna-talks"),
        ("    after:\n      - ", "vienna-talks"),
        ("    conditional-on: [vienna-talks, ", "doe-offers-talks"),
        ("    timing:\n      - during: ", "vienna-talks"),
    ] {
        let all = editor.completed(&typed(event, new), &format!("{event}{new}"));
        // A key that is there already is not offered again.
        let wanted = offered != "date";
        assert_eq!(all.iter().any(|label| label == offered), wanted, "{new:?}: {all:?}");
    }
    for (at, offered) in [
        ("    of: ", "exampleland"),
        ("    from: [", "jane-doe"),
        ("    to: [", "sampleland"),
        ("{source: ", "sample-post"),
        ("    kind: ", "organization"),
        ("    type: ", "ceasefire"),
    ] {
        let all = editor.completed(&text, at);
        assert!(all.iter().any(|label| label == offered), "{at:?}: {all:?}");
    }

    for (old, new, told) in [
        ("modality: planned", "modality: plannd", "Valid values"),
        ("type: talks", "type: talk", "Valid values"),
        ("kind: person ", "kind: persona ", "Valid values"),
        ("    place: Vienna", "    plaice: Vienna", "plaice"),
        ("    place: Vienna", "    place: [Vienna]", "Incorrect type"),
        ("title: Port\n", "titel: Port\n", "Missing property \"title\""),
        ("date: \"2026-03-01\"", "date: first of March", "pattern"),
    ] {
        assert!(text.contains(old), "{old}");
        let remarks = editor.open(&text.replacen(old, new, 1));
        assert!(remarks.iter().any(|remark| remark.contains(told)), "{new}: {remarks:?}");
    }
    // What the schema does not know yet, and what belongs to the writer, is no mistake.
    for (old, new) in [
        ("from: [jane-doe]", "from: [jane-doe, somebody-new]"),
        ("date: \"2026-03-01\"", "date: 2026"),
        ("date: \"2026-03-01\"", "date: [..2026-03-01]"),
        ("    place: Vienna", "    x-desk: {seen: true}"),
    ] {
        assert!(text.contains(old), "{old}");
        assert_eq!(editor.open(&text.replacen(old, new, 1)), Vec::<String>::new(), "{new}");
    }
}
