//! `demarche extract`: from where it reads, in which forms it writes, what it tells on the side.

#![expect(clippy::disallowed_methods, reason = "tests lay out files to read")]

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

const LAGOON: &str =
    "Lagoon talks\n\nKenya invited Uganda to talks in Kisumu. Uganda accepted the invitation.\n";
const RIDGE: &str = "Ridge talks\n\nKenya condemned Ethiopia on 3 March 2024.\n";

/// Runs `extract` in a folder with two articles, something on its stdin: stdout and stderr.
fn extract(args: &[&str], stdin: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("lagoon.txt"), LAGOON).unwrap();
    fs::write(folder.path().join("ridge.txt"), RIDGE).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .arg("extract")
        .args(args)
        .current_dir(folder.path())
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(stdin.as_bytes()).unwrap();
    let ended = child.wait_with_output().unwrap();
    assert!(ended.status.success(), "{args:?} {}", String::from_utf8_lossy(&ended.stderr));
    (String::from_utf8(ended.stdout).unwrap(), String::from_utf8(ended.stderr).unwrap())
}

#[test]
fn an_article_on_stdin_reads_as_from_a_file() {
    let (file, _) = extract(&["lagoon.txt", "--published", "2024-03-12"], "");
    let (stdin, told) = extract(&["-", "--published", "2024-03-12"], LAGOON);
    let without = |draft: &str| {
        draft
            .lines()
            .filter(|line| !line.contains("file:") && !line.contains("versions:"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert_eq!(without(&file), without(&stdin));
    assert!(file.contains("lagoon.txt") && !stdin.contains("lagoon.txt"));
    assert_eq!(told, "");
}

#[test]
fn several_articles_make_one_timeline() {
    let (draft, _) =
        extract(&["lagoon.txt", "ridge.txt", "--published", "2024-03-12", "--format", "json"], "");
    let draft: serde_json::Value = serde_json::from_str(&draft).unwrap();
    assert_eq!(draft["sources"].as_object().unwrap().len(), 2);
    let kenyas = draft["actors"].as_object().unwrap().values().filter(|a| a["name"] == "Kenya");
    assert_eq!(kenyas.count(), 1, "the same state is one actor");
    let kinds: Vec<_> = draft["events"]
        .as_object()
        .unwrap()
        .values()
        .map(|e| e["type"].as_str().unwrap())
        .collect();
    assert!(kinds.contains(&"invitation") && kinds.contains(&"criticism"), "{kinds:?}");
}

#[test]
fn json_lines_hold_an_event_each() {
    let (lines, _) = extract(&["lagoon.txt", "--published", "2024-03-12", "--format", "jsonl"], "");
    let (whole, _) = extract(&["lagoon.txt", "--published", "2024-03-12", "--format", "json"], "");
    let whole: serde_json::Value = serde_json::from_str(&whole).unwrap();
    let events = whole["events"].as_object().unwrap();
    assert_eq!(lines.lines().count(), events.len());
    for line in lines.lines() {
        let mut event: serde_json::Value = serde_json::from_str(line).unwrap();
        let id = event.as_object_mut().unwrap().remove("id").unwrap();
        assert_eq!(event, events[id.as_str().unwrap()], "{id}");
    }
}

#[test]
fn why_tells_the_words_and_the_rule_of_each_field() {
    let (_, why) = extract(&["lagoon.txt", "--published", "2024-03-12", "--why"], "");
    for line in [
        "kenya-invites-uganda-to-talks-in-kisumu",
        "  type            invitation by `invite` in \"invited\"",
        "  from            kenya by `subject` in \"Kenya\"",
        "  to              uganda by `hangs-on-it` in \"Uganda\"",
        "  responds-to     kenya-invites-uganda-to-talks-in-kisumu by `noun-refers` in \"accepted \
         the invitation\"",
    ] {
        assert!(why.lines().any(|told| told == line), "{line}\n{why}");
    }
}

#[test]
fn an_article_outside_is_told_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("away.txt");
    fs::write(&path, RIDGE).unwrap();
    let (draft, told) = extract(&[path.to_str().unwrap(), "--published", "2024-03-12"], "");
    assert!(!draft.contains("away.txt"), "{draft}");
    assert!(told.contains("copy it beside the timeline"), "{told}");
}
