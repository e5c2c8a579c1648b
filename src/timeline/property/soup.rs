//! Texts that look like YAML here and there, and what the parsers make of them.

use std::cell::Cell;

use super::runner;
use crate::diagnostic::Severity;
use crate::timeline::guard::{DEEPEST, guard};
use crate::timeline::read::untyped;
use crate::timeline::{Document, Route, read, tree};
use proptest::prelude::*;
use proptest::sample::select;

/// Text that looks like YAML here and there.
fn soup() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "a",
        "b",
        "key",
        ": ",
        ":",
        ":\n",
        "\n",
        "\n  ",
        "\n    ",
        "\n ",
        "- ",
        "-",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ",",
        "\"",
        "'",
        "\"x\"",
        "'y'",
        " #c",
        "# c\n",
        "|",
        "|\n",
        ">-\n",
        "|2\n",
        "\\",
        "?",
        "? ",
        "&x ",
        "*x",
        "!t ",
        "<<",
        "\t",
        "\r\n",
        "---\n",
        "...",
        "%",
        "é",
        "1",
        "~",
        "a: b\n",
        "- c\n",
        "\n\n",
        "  key: |\n    text\n\n",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

#[test]
fn no_text_makes_a_parser_stumble() {
    fn depth(value: &serde_yaml::Value) -> usize {
        use serde_yaml::Value as Yaml;
        match value {
            Yaml::Sequence(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
            Yaml::Mapping(fields) => 1 + fields.values().map(depth).max().unwrap_or(0),
            _ => 0,
        }
    }
    let agreed = Cell::new(0);
    let parted = Cell::new(0);
    runner(20_000)
        .run(&soup(), |text| {
            let document = Document::new("t.yaml", text.as_str());
            let (_, remarks) = read(&document);
            for remark in &remarks {
                for label in &remark.labels {
                    prop_assert!(text.get(label.span.clone()).is_some(), "{:?}", remark);
                }
            }
            document.find(&Route::event("a", "b"));
            if guard(&text).is_empty()
                && let Ok(value) = serde_yaml::from_str::<serde_yaml::Value>(&text)
            {
                prop_assert!(depth(&value) <= 2 * DEEPEST);
                let root = tree::parse(&text);
                match root.and_then(|root| untyped(&text, &root)) {
                    Some(other) => {
                        prop_assert_eq!(other, value);
                        agreed.set(agreed.get() + 1);
                    }
                    // Comments alone have no tree.
                    None if value.is_null() => {}
                    None => parted.set(parted.get() + 1),
                }
            }
            Ok(())
        })
        .unwrap();
    // The guard refuses most of it; of the rest the two parsers read nearly all alike.
    assert!(agreed.get() > 1000, "{} agreed", agreed.get());
    assert!(parted.get() * 20 < agreed.get(), "{} of {} parted", parted.get(), agreed.get());
}

/// Lines of a timeline, some of them mistaken, at indents that may be anyone's.
fn lines() -> impl Strategy<Value = String> {
    let line = select(vec![
        "title: a",
        "title: a: b",
        "events:",
        "actors: {}",
        "e1:",
        "\"e2\":",
        "type: call",
        "title: \"x\"",
        "title: 'it''s' # c",
        "title: 'it's'",
        "title: \"x",
        "title: \"x\\q\"",
        "from: [a, b]",
        "from: [a, b",
        "from: [a,",
        "  b]",
        "from: [a b] c",
        "from: {a: b, c: [d]}",
        "from: {a: b c: d}",
        "from:",
        "- a",
        "-",
        "- b: c",
        "- - d",
        "- \"e: f\"",
        "note: |",
        "note: >-",
        "note: |2",
        "note: | x",
        "a text",
        "a text: with a colon",
        "# comment",
        "",
        "   ",
        "x-a: 1",
        "x-a: @b",
        "x-a: - b",
        "x-a: ]",
        "x-a: b # c",
        "x-a: b#c",
        "é: ü",
        "key : value",
        "k:v",
        "k: v:",
        "&a b: c",
        "b: *a",
        "\tx: y",
    ]);
    let indented = (select(vec![0usize, 0, 2, 2, 2, 4, 4, 4, 6, 1, 3]), line)
        .prop_map(|(indent, line)| format!("{:indent$}{line}", ""));
    (prop::collection::vec(indented, 1..10), any::<bool>(), any::<bool>()).prop_map(
        |(lines, crlf, last)| {
            let end = if crlf { "\r\n" } else { "\n" };
            lines.join(end) + if last { end } else { "" }
        },
    )
}

/// What the scanner made of texts, in numbers of them.
#[derive(Debug)]
struct Scanned {
    /// Read for sure.
    sure: usize,
    /// Mistakes told, and libyaml or the guard refuses the text.
    mistaken: usize,
    /// Not read, and refused by the guard: nobody reads on.
    refused: usize,
    /// Left to a parser of all of YAML.
    unsure: usize,
    /// Mistakes told that nobody else finds.
    alone: usize,
}

/// The scanner is held against libyaml: what it is sure of, libyaml reads the same; what it tells
/// a mistake of, libyaml or the guard refuses.
fn held_against_libyaml(cases: u32, texts: impl Strategy<Value = String>) -> Scanned {
    let [sure, mistaken, refused, unsure, alone] = [const { Cell::new(0) }; 5];
    let add = |count: &Cell<usize>| count.set(count.get() + 1);
    runner(cases)
        .run(&texts, |text| {
            let scanned = tree::scan(&text);
            let guarded = !guard(&text).is_empty();
            let parsed = serde_yaml::from_str::<serde_yaml::Value>(&text);
            for remark in &scanned.remarks {
                for label in &remark.labels {
                    prop_assert!(text.get(label.span.clone()).is_some(), "{:?} {:?}", text, remark);
                }
            }
            if scanned.sure {
                prop_assert!(!guarded, "the guard refuses {:?}", text);
                match (&scanned.root, parsed) {
                    (None, Ok(serde_yaml::Value::Null)) => {}
                    (Some(root), Ok(value)) => {
                        let seen = super::super::read::any(&text, root);
                        prop_assert_eq!(seen, value, "{:?}", text);
                    }
                    // A key twice: to whoever reads fields to tell.
                    (_, Err(why)) if why.to_string().contains("duplicate") => {}
                    (_, other) => prop_assert!(false, "{:?} is {:?}", text, other),
                }
                add(&sure);
            } else if scanned.root.is_some() && !scanned.remarks.is_empty() {
                let is_none =
                    guarded || serde_yaml::from_str::<serde::de::IgnoredAny>(&text).is_err();
                add(if is_none { &mistaken } else { &alone });
            } else {
                add(if guarded { &refused } else { &unsure });
            }
            Ok(())
        })
        .unwrap();
    Scanned {
        sure: sure.get(),
        mistaken: mistaken.get(),
        refused: refused.get(),
        unsure: unsure.get(),
        alone: alone.get(),
    }
}

#[test]
fn the_scanner_reads_as_libyaml_does_or_says_that_it_is_unsure() {
    let soup = held_against_libyaml(20_000, soup());
    assert!(soup.sure > 3_000 && soup.mistaken > 5_000, "{soup:?}");
    assert!(soup.alone * 100 < soup.mistaken, "{soup:?}");
    let lines = held_against_libyaml(20_000, lines());
    // Of nine texts in ten the scanner knows what they say, or what is wrong with them.
    assert!(lines.sure > 2_000 && lines.mistaken > 14_000, "{lines:?}");
    assert!(lines.unsure * 10 < 20_000 && lines.refused * 10 < 20_000, "{lines:?}");
    assert!(lines.alone * 100 < lines.mistaken, "{lines:?}");
}

#[test]
fn a_text_with_mistakes_has_an_error() {
    runner(4_000)
        .run(&lines(), |text| {
            let (_, remarks) = read(&Document::new("t.yaml", text.as_str()));
            let is_yaml = serde_yaml::from_str::<serde::de::IgnoredAny>(&text).is_ok();
            let told = remarks.iter().any(|remark| remark.severity == Severity::Error);
            prop_assert!(is_yaml || told, "{:?}", text);
            Ok(())
        })
        .unwrap();
}
