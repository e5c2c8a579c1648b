//! Hostile timeline files: each is refused in a moment, with its place.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use demarche::diagnostic::Code;
use demarche::timeline::{Document, Route, read};

/// What one file may take; without optimization everything is some ten times slower.
const MOMENT: Duration = Duration::from_millis(if cfg!(debug_assertions) { 2000 } else { 200 });

/// Reads a file, looks for a place in it, and gives the codes of the remarks.
fn codes(name: &str, text: &str) -> Vec<Code> {
    let begin = Instant::now();
    let document = Document::new(name, text);
    let (_, remarks) = read(&document);
    document.find(&Route::event("a", "date"));
    assert!(begin.elapsed() < MOMENT, "{name} took {:?}", begin.elapsed());
    for remark in &remarks {
        for label in &remark.labels {
            assert!(text.get(label.span.clone()).is_some(), "{name}: {label:?}");
        }
    }
    remarks.into_iter().map(|remark| remark.code).collect()
}

#[test]
fn no_bomb_goes_off() {
    const MANY: usize = 100_000;
    let mut indents = String::new();
    for level in 0..2_000 {
        writeln!(indents, "{:level$}a:", "").unwrap();
    }
    let mut aliases = String::from("a0: &a0 [x]\n");
    for level in 1..10 {
        let before = format!("*a{}, ", level - 1).repeat(9);
        writeln!(aliases, "a{level}: &a{level} [{before}]").unwrap();
    }
    let long_alias = format!("a: &a \"{}\"\nb: [{}]\n", "x".repeat(MANY), "*a, ".repeat(20_000));
    for (name, text) in [
        ("[", "[".repeat(2 * MANY)),
        ("{", "{".repeat(2 * MANY)),
        ("{a: ", "{a: ".repeat(MANY)),
        ("[{a: ", "[{a: ".repeat(MANY)),
        ("- ", "- ".repeat(MANY)),
        ("- [", "- [".repeat(MANY)),
        ("? ", "? ".repeat(MANY)),
        ("[? ", "[? ".repeat(MANY)),
        ("? - ", "? - ".repeat(MANY)),
        ("indents", indents),
        ("aliases of aliases", aliases),
        ("one long alias", long_alias),
        ("&a", "&a ".repeat(MANY)),
        ("!a", "!a ".repeat(MANY)),
        ("a: *a", "a: *a\n".repeat(MANY)),
        ("---", "---\n".repeat(MANY)),
        ("%a", "%a\n".repeat(MANY)),
        ("tabs", "\t\n".repeat(MANY)),
        ("<<<<<<< a", "<<<<<<< a\n".repeat(MANY)),
        ("NUL", "\0".repeat(MANY)),
        ("after a text", format!("a: b\nc: {}", "[".repeat(MANY))),
        ("after a block", format!("a: |\n  b\nc: {}", "[".repeat(MANY))),
        ("after quotes", format!("a: \"\\\"\"\nc: {}", "{b: ".repeat(MANY))),
        ("after a comment", format!("a: b #\n{}", "- ".repeat(MANY))),
    ] {
        let codes = codes(name, &text);
        assert!(!codes.is_empty() && codes.len() <= 20, "{name}: {}", codes.len());
        assert!(
            codes.iter().all(|code| {
                matches!(code, Code::YamlFeature | Code::YamlSyntax | Code::NotText)
            }),
            "{name}: {codes:?}"
        );
    }
}

#[test]
fn size_alone_is_no_mistake() {
    let long = "x ".repeat(if cfg!(debug_assertions) { 1_000_000 } else { 5_000_000 });
    for (name, text) in [
        ("a long line", format!("title: {long}\n")),
        ("a long line in quotes", format!("title: \"{long}\"\n")),
        ("a long comment", format!("title: a # {long}\n")),
        ("many brackets in quotes", format!("title: '{}'\n", "[".repeat(200_000))),
        ("many blank lines", format!("title: a\n{}summary: b\n", "\n".repeat(200_000))),
    ] {
        assert_eq!(codes(name, &text), [], "{name}");
    }
    assert_eq!(codes("65 MB", &" ".repeat(65 << 20)), [Code::TooLarge]);
}

#[test]
fn many_mistakes_are_told_without_delay() {
    let mut text = String::from("title: T\nevents:\n");
    for event in 0..2_000 {
        writeln!(text, "  e{}: {{type: call, title: t, form: [a], x-a: \"\\u0041\"}}", event / 2)
            .unwrap();
    }
    let codes = codes("mistakes", &text);
    let count = |wanted: Code| codes.iter().filter(|code| **code == wanted).count();
    assert_eq!((count(Code::UnknownField), count(Code::DuplicateId)), (1_000, 1_000));
}

#[test]
fn bytes_that_are_no_text_are_told() {
    for bytes in [
        b"\xff\xfet\0i\0t\0l\0e\0".to_vec(),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff".to_vec(),
        b"title: caf\xe9\n".to_vec(),
    ] {
        let remark = Document::from_bytes("t.yaml", bytes).expect_err("no text");
        assert_eq!(remark.code, Code::NotText);
    }
    let document = Document::from_bytes("t.yaml", b"title: \x1b[31m\n".to_vec()).unwrap();
    let (_, remarks) = read(&document);
    assert_eq!(remarks[0].code, Code::NotText);
}
