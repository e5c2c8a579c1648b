//! Commands that write into a person's file: `check --fix`, `fmt`, `rename`.

#![expect(clippy::disallowed_methods, reason = "tests look at the files")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// A folder with one file, and what a command did in it.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new(text: &str) -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        fs::write(desk.file(), text).unwrap();
        desk
    }

    fn file(&self) -> std::path::PathBuf {
        self.0.path().join("t.yaml")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    /// What is printed to stdout and stderr, and the exit code.
    fn run(&self, args: &[&str]) -> (String, String, i32) {
        let output = Command::new(env!("CARGO_BIN_EXE_demarche"))
            .args(args)
            .current_dir(self.0.path())
            .output()
            .unwrap();
        let left = fs::read_dir(self.0.path()).unwrap().count();
        assert_eq!(left, 1, "{args:?} leaves something beside the file");
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(output.stdout), text(output.stderr), output.status.code().unwrap())
    }
}

const MISTAKEN: &str = "\
title: Talks: a beginning   # kept
sources:
  post: {title: P}

events:
  # the first
  one:
    tpye: meeting
    title: Envoys meet
    date: 11 May 2025
    evidence: [{source: pots}]
";

#[test]
fn what_is_certain_is_mended_in_place_and_shown_before() {
    let desk = Desk::new(MISTAKEN);
    let (diff, said, code) = desk.run(&["check", "--fix", "--diff", "t.yaml"]);
    assert_eq!((said.as_str(), code, desk.text().as_str()), ("", 1, MISTAKEN));
    insta::assert_snapshot!(diff, @r#"
    --- a/t.yaml
    +++ b/t.yaml
    @@ -1,11 +1,11 @@
    -title: Talks: a beginning   # kept
    +title: "Talks: a beginning"   # kept
     sources:
       post: {title: P}
     
     events:
       # the first
       one:
    -    tpye: meeting
    +    type: meeting
         title: Envoys meet
    -    date: 11 May 2025
    +    date: "2025-05-11"
         evidence: [{source: pots}]
    "#);
    let (out, said, code) = desk.run(&["check", "--fix", "--format", "short", "t.yaml"]);
    assert_eq!(code, 1);
    assert_eq!(
        said,
        "t.yaml: mended yaml-syntax: put the text in quotes\nt.yaml: mended unknown-field: write `type`\n\
         t.yaml: mended bad-date: write \"2025-05-11\"\n"
    );
    assert!(out.contains("t.yaml:11:25: error[unknown-source]"), "{out}");
    assert!(!out.contains("yaml-syntax"), "{out}");
    assert!(desk.text().starts_with("title: \"Talks: a beginning\"   # kept\n"));
    // Nothing is left to mend.
    assert_eq!(desk.run(&["check", "--diff", "t.yaml"]), (String::new(), String::new(), 0));
    let (_, said, code) = desk.run(&["check", "--fix", "-"]);
    assert_eq!((code, said.contains("--diff")), (2, true), "{said}");
}

#[test]
fn a_file_that_is_no_text_is_not_touched() {
    let desk = Desk::new("");
    let bytes = b"tilte: caf\xe9\nsources: {}\n";
    fs::write(desk.file(), bytes).unwrap();
    for args in [&["check", "--fix", "t.yaml"][..], &["fmt", "t.yaml"]] {
        assert_eq!(desk.run(args).2, 1, "{args:?}");
        assert_eq!(fs::read(desk.file()).unwrap(), bytes, "{args:?}");
    }
}

#[test]
fn allowed_remarks_are_silent_and_strict_makes_errors() {
    let text = "title: T\nevents:\n  # demarche: allow event-without-evidence (seen by us)\n  one:\n    \
                type: call\n    title: One\n";
    let desk = Desk::new(text);
    assert_eq!(desk.run(&["check", "t.yaml"]).0, "nothing to remark in 1 timeline\n");
    let desk =
        Desk::new(&text.replace("  # demarche: allow event-without-evidence (seen by us)\n", ""));
    let (out, _, code) = desk.run(&["check", "--format", "short", "t.yaml"]);
    assert!(code == 0 && out.contains(": warning[event-without-evidence]"), "{out}");
    let (out, _, code) = desk.run(&["check", "--strict", "--format", "short", "t.yaml"]);
    assert!(code == 1 && out.contains(": error[event-without-evidence]"), "{out}");
}

#[test]
fn fmt_orders_fields_and_says_what_is_not_in_order() {
    let desk =
        Desk::new("# top\nevents:\n  one:\n    title: One   # so\n    type: call\ntitle: T\n");
    assert_eq!(desk.run(&["fmt", "--check", "t.yaml"]), ("t.yaml\n".into(), String::new(), 1));
    assert!(desk.run(&["fmt", "--diff", "t.yaml"]).0.contains("+title: T\n"));
    assert_eq!(desk.run(&["fmt", "t.yaml"]).2, 0);
    assert_eq!(
        desk.text(),
        "# top\ntitle: T\nevents:\n  one:\n    type: call\n    title: One   # so\n"
    );
    assert_eq!(desk.run(&["fmt", "--check", "t.yaml"]), (String::new(), String::new(), 0));
    let desk = Desk::new("title: T\nevnts: {}\n");
    let (_, said, code) = desk.run(&["fmt", "t.yaml"]);
    assert_eq!(
        (said.as_str(), code),
        ("t.yaml: left alone, the file has a mistake: `evnts` is no field of a timeline\n", 1)
    );
}

#[test]
fn rename_goes_everywhere_and_refuses_what_is_taken() {
    let text = "title: T\nactors:\n  a: {name: A, kind: state}\n  p: {name: P, kind: person, of: a} # p\n\
                events:\n  a:\n    type: call\n    title: One\n    from: [p]\n  two:\n    type: call\n    \
                title: Two\n    after: a   # first\n    timing: [{after: a, by: P3D}]\n    from: [a, p]\n";
    let desk = Desk::new(text);
    let refused = |args: &[&str], why: &str| {
        let (_, said, code) = desk.run(args);
        assert!(code == 2 && said.contains(why), "{args:?}: {said}");
        assert_eq!(desk.text(), text);
    };
    refused(
        &["rename", "a", "b", "t.yaml"],
        "`a` is the id of actor and of event; say which with --of",
    );
    refused(&["rename", "p", "a", "t.yaml"], "there is an actor `a` already");
    refused(&["rename", "q", "b", "t.yaml"], "nothing in it has the id `q`");
    refused(&["rename", "p", "B C", "t.yaml"], "cannot be an id");
    let (_, said, code) = desk.run(&["rename", "a", "first-call", "t.yaml", "--of", "event"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(said, "t.yaml: the event `a` is now `first-call`; 2 places name it\n");
    assert_eq!(
        desk.text(),
        "title: T\nactors:\n  a: {name: A, kind: state}\n  p: {name: P, kind: person, of: a} # p\n\
         events:\n  first-call:\n    type: call\n    title: One\n    from: [p]\n    aka: [a]\n  two:\n    \
         type: call\n    title: Two\n    after: first-call   # first\n    timing: [{after: first-call, by: P3D}]\n    \
         from: [a, p]\n"
    );
    // Back again: the old id is no old id any more.
    assert_eq!(
        desk.run(&["rename", "first-call", "a", "t.yaml", "--forget", "--of", "event"]).2,
        0
    );
    assert_eq!(desk.text(), text);
}

#[test]
fn the_timelines_of_the_repository_are_in_canonical_form_and_clean() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for args in [&["fmt", "--check", "timelines"][..], &["check", "timelines", "--strict"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_demarche"))
            .args(args)
            .current_dir(root)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{args:?}: {said}");
    }
}

const UNSETTLED: &str = "\
title: Talks
actors:
  chile: {name: Chile, kind: state}
  peru: {name: Peru, kind: state}
sources:
  post: {title: P}
events:
  talks:
    type: talks
    # CONFLICT c1: date is \"2024-03-07\" in theirs
    date: \"2024-03-06\"   # as told
    title: They talk
    from: [chile, peru]
    after: [offer]
    evidence: [{source: post}]
  offer:
    type: proposal
    date: \"2024-03-05\"
    title: Chile offers talks
    from: [chile]
    evidence: [{source: post}]
conflicts:
  - id: c1
    event: talks
    field: date
    ours: \"2024-03-06\"
    theirs: \"2024-03-07\"
  - id: c2
    event: talks
    field: from
    ours: [chile, peru]
    theirs: [peru]
";

#[test]
fn a_conflict_is_not_settled_with_what_its_field_cannot_take() {
    let desk = Desk::new(UNSETTLED);
    for (id, value, why) in [
        ("c1", "2026-03-99", "2026-03-99"),
        ("c1", "[a", "[a"),
        ("c1", "next week", "next week"),
        ("c1", "{a: b}", "does not fit"),
        ("c2", "[chile, pero]", "did you mean `peru`?"),
        ("c2", "[chile", "[chile"),
    ] {
        let (out, said, code) = desk.run(&["resolve", id, "t.yaml", "--value", value]);
        assert_eq!((out.as_str(), code), ("", 2), "{value}: {said}");
        assert!(said.contains(why) && said.contains("nothing is written"), "{value}: {said}");
        assert_eq!(desk.text(), UNSETTLED, "{value}");
    }
    let (_, said, code) = desk.run(&["resolve", "c2", "t.yaml", "--value", "[chile]"]);
    assert_eq!((said.as_str(), code), ("", 0));
    // What only does not agree with other fields is told, since those may be mended next.
    let (_, said, code) = desk.run(&["resolve", "c1", "t.yaml", "--value", "2024-03-01"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("error[date-order]"), "{said}");
    assert!(desk.text().contains("date: \"2024-03-01\"   # as told"), "{}", desk.text());
}
