//! What must hold for any timeline, any text and any edit: tests over generated ones.

use std::cell::Cell;

use indexmap::IndexMap;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};

use super::guard::{DEEPEST, guard};
use super::{
    Actor, Date, Document, Edit, Event, Evidence, Extra, Id, Office, Route, Source, Timeline,
    Timing, Value, Version, apply, read, tree, write,
};
use crate::vocabulary::{ActorKind, Confidence, EventType, Modality};

fn runner(cases: u32) -> TestRunner {
    let seed = proptest::test_runner::TestRng::deterministic_rng(
        proptest::test_runner::RngAlgorithm::ChaCha,
    );
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, seed)
}

/// Texts made of what goes wrong in YAML.
fn nasty() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "a",
        "word",
        " ",
        "  ",
        ": ",
        ":",
        " #",
        "#",
        "\"",
        "'",
        "''",
        "\\",
        "\n",
        "\n\n",
        "\r",
        "\r\n",
        "\t",
        "- ",
        "? ",
        "-",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&a",
        "*a",
        "!",
        "|",
        ">",
        "%",
        "@",
        "`",
        "~",
        "null",
        "no",
        "y",
        "22:22",
        "1e3",
        "0x1f",
        "2025-05-11",
        "=",
        "<<",
        "...",
        "---",
        "\u{85}",
        "\u{2028}",
        "\u{2029}",
        "\u{feff}",
        "\u{202e}",
        "\u{0}",
        "\u{1b}",
        "\u{7f}",
        "\u{9f}",
        "é",
        "北京",
        "👩‍⚖️",
        "\u{a0}",
        "\u{fffe}",
        "\u{10ffff}",
        "0",
        "7",
        ".",
        "+",
        "_",
        "e\u{301}",
    ]);
    prop::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat())
}

fn id() -> impl Strategy<Value = Id> {
    prop_oneof![
        4 => "[a-z][a-z0-9]{0,3}(-[a-z0-9]{1,4})?".prop_map(Id),
        1 => select(vec!["no", "2025", "1e3", "~", "null", "true", "x-y", "0x1f", "<<"]).prop_map(Id::from),
        1 => nasty().prop_map(Id),
    ]
}

fn ids() -> impl Strategy<Value = Vec<Id>> {
    prop::collection::vec(id(), 0..4)
}

fn maybe_text() -> impl Strategy<Value = Option<String>> {
    prop::option::of(nasty())
}

fn maybe_date() -> impl Strategy<Value = Option<Date>> {
    let date = prop_oneof![
        select(vec!["2025-05-11", "2025", "[..2025-05-11]", "2025-05-11/2025-05-13", "2025~"])
            .prop_map(Date::new),
        nasty().prop_map(Date::new),
    ];
    prop::option::of(date)
}

fn own_value() -> impl Strategy<Value = serde_yaml::Value> {
    use serde_yaml::Value as Yaml;
    let leaf = prop_oneof![
        Just(Yaml::Null),
        any::<bool>().prop_map(Yaml::Bool),
        any::<i64>().prop_map(|number| Yaml::Number(number.into())),
        (-1000i32..1000).prop_map(|number| Yaml::Number((f64::from(number) / 8.0).into())),
        nasty().prop_map(Yaml::String),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Yaml::Sequence),
            prop::collection::vec((nasty(), inner), 0..3).prop_map(|fields| {
                Yaml::Mapping(
                    fields.into_iter().map(|(key, value)| (Yaml::String(key), value)).collect(),
                )
            }),
        ]
    })
}

fn extra() -> impl Strategy<Value = Extra> {
    let one = (nasty().prop_map(|key| format!("x-{key}")), own_value());
    prop_oneof![3 => Just(Extra::new()), 1 => prop::collection::vec(one, 1..3).prop_map(|all| all.into_iter().collect())]
}

fn by_field<T: Clone + std::fmt::Debug>(
    value: impl Strategy<Value = T>,
) -> impl Strategy<Value = IndexMap<String, T>> {
    prop::collection::vec((nasty(), value), 0..2).prop_map(|all| all.into_iter().collect())
}

fn source() -> impl Strategy<Value = Source> {
    let version = (nasty(), maybe_text(), extra()).prop_map(|(file, seen, extra)| Version {
        file,
        seen,
        extra,
    });
    (
        (nasty(), maybe_text(), maybe_text(), maybe_text(), maybe_date()),
        prop::collection::vec(version, 0..3),
        by_field(select(Confidence::ALL)),
        by_field(nasty()),
        maybe_text(),
        extra(),
    )
        .prop_map(
            |(
                (title, publisher, author, url, published),
                versions,
                confidence,
                reading,
                note,
                extra,
            )| {
                Source {
                    title,
                    publisher,
                    author,
                    url,
                    published,
                    versions,
                    confidence,
                    reading,
                    note,
                    extra,
                }
            },
        )
}

fn actor() -> impl Strategy<Value = Actor> {
    let office = (nasty(), maybe_date(), maybe_date(), prop::option::of(id()), extra())
        .prop_map(|(title, from, to, source, extra)| Office { title, from, to, source, extra });
    (
        (nasty(), select(ActorKind::ALL), prop::option::of(id()), maybe_text()),
        prop::collection::vec(nasty(), 0..3),
        prop::collection::vec(office, 0..3),
        ids(),
        maybe_text(),
        extra(),
    )
        .prop_map(|((name, kind, of, code), aliases, offices, aka, note, extra)| Actor {
            name,
            kind,
            of,
            code,
            aliases,
            offices,
            aka,
            note,
            extra,
        })
}

fn event() -> impl Strategy<Value = Event> {
    let evidence = (id(), maybe_text(), maybe_text(), maybe_text(), extra()).prop_map(
        |(source, quote, prefix, suffix, extra)| Evidence { source, quote, prefix, suffix, extra },
    );
    let timing =
        (prop::option::of(id()), prop::option::of(id()), maybe_text(), maybe_text(), extra())
            .prop_map(|(after, during, by, quote, extra)| Timing {
                after,
                during,
                by,
                quote,
                extra,
                ..Timing::default()
            });
    (
        (select(EventType::ALL), maybe_date(), nasty(), select(Modality::ALL), maybe_text()),
        (ids(), ids(), ids(), ids(), ids(), ids()),
        prop::collection::vec(timing, 0..3),
        prop::collection::vec(evidence, 0..3),
        by_field(select(Confidence::ALL)),
        by_field(nasty()),
        maybe_text(),
        extra(),
    )
        .prop_map(
            |(
                (kind, date, title, modality, place),
                (from, to, responds_to, after, conditional_on, aka),
                timing,
                evidence,
                confidence,
                reading,
                note,
                extra,
            )| Event {
                kind,
                date,
                title,
                modality,
                from,
                to,
                place,
                responds_to,
                after,
                conditional_on,
                timing,
                evidence,
                aka,
                confidence,
                reading,
                note,
                extra,
            },
        )
}

fn section<T: Clone + std::fmt::Debug>(
    entry: impl Strategy<Value = T>,
) -> impl Strategy<Value = IndexMap<Id, T>> {
    prop::collection::vec((id(), entry), 0..4).prop_map(|all| all.into_iter().collect())
}

fn timeline() -> impl Strategy<Value = Timeline> {
    let head = (nasty(), maybe_text(), maybe_text());
    (head, section(source()), section(actor()), section(event()), extra()).prop_map(
        |((title, summary, lang), sources, actors, events, extra)| Timeline {
            title,
            summary,
            lang,
            sources,
            actors,
            events,
            extra,
        },
    )
}

#[test]
fn what_is_written_reads_back_as_itself() {
    runner(400)
        .run(&timeline(), |timeline| {
            let text = write(&timeline);
            let (again, remarks) = read(&Document::new("t.yaml", text.as_str()));
            prop_assert_eq!(&remarks, &[], "{}", text);
            prop_assert_eq!(&again, &timeline, "{}", text);
            prop_assert_eq!(write(&again), text);
            Ok(())
        })
        .unwrap();
}

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
                match root.and_then(|root| read::untyped(&text, &root)) {
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

/// How somebody writes: indent, dashes, quotes, brackets, line ends, comments.
type Hand = (usize, usize, usize, bool, bool, bool);

/// A file of five events as one hand writes it; each comment has a number of its own.
fn by_hand((step, dash, quote, brackets, crlf, comments): Hand) -> (String, usize) {
    let mut lines = vec!["title: T".to_owned(), "events:".to_owned()];
    let quote = ["\"", "'", ""][quote];
    let mut count = 0;
    let mut comment = |before: &str| {
        if comments {
            count += 1;
            format!("{before}# c{count}.")
        } else {
            String::new()
        }
    };
    let (key, field) = (" ".repeat(step), " ".repeat(2 * step));
    let item = " ".repeat(2 * step + dash);
    for event in 0..5 {
        lines.push(comment(&key));
        lines.push(format!("{key}e{event}:{}", comment("  ")));
        lines.push(format!("{field}type: call"));
        lines.push(format!("{field}date: {quote}2025-05-1{event}{quote}{}", comment(" ")));
        lines.push(format!("{field}title: {quote}Zwölf {event}{quote}"));
        if brackets {
            lines.push(format!("{field}from: [a,{}", comment(" ")));
            lines.push(format!("{field}  b]{}", comment(" ")));
        } else {
            lines.push(format!("{field}from:"));
            lines.push(format!("{item}- a{}", comment(" ")));
            lines.push(format!("{item}-  b"));
        }
        lines.push(format!("{field}note: |-"));
        lines.push(format!("{field}  one: # no comment"));
        lines.push(String::new());
        lines.push(format!("{field}  two"));
        if event % 2 == 0 {
            lines.push(comment(&field));
            lines.push(format!("{field}place: Kyiv"));
        }
    }
    let end = if crlf { "\r\n" } else { "\n" };
    (lines.join(end) + end, count)
}

fn edit() -> impl Strategy<Value = Edit> {
    let after = (0..5).prop_map(|event| format!("e{event}"));
    let text_field = select(vec!["title", "place", "note", "x-own"]);
    let target = || (0..5).prop_map(|event| Route::new().key("events").key(format!("e{event}")));
    prop_oneof![
        (target(), text_field, nasty()).prop_map(|(at, field, text)| Edit::Set {
            route: at.key(field),
            value: Value::Text(text)
        }),
        (target(), select(vec!["2025", "2025-06-01"])).prop_map(|(at, date)| Edit::Set {
            route: at.key("date"),
            value: Value::Quoted(date.to_owned()),
        }),
        (target(), select(vec!["from", "to"]), nasty()).prop_map(|(at, list, text)| {
            Edit::AddToList { route: at.key(list), value: Value::Text(text) }
        }),
        (after, event(), "[a-z]{9}").prop_map(|(after, event, id)| Edit::Insert {
            section: "events".to_owned(),
            after: Some(Id(after)),
            entries: vec![(Id(id), Value::from(&event))],
        }),
        target().prop_map(|at| Edit::Remove { route: at.key("note") }),
        (target(), select(vec!["a", "b"])).prop_map(|(at, text)| Edit::RemoveFromList {
            route: at.key("from"),
            text: text.to_owned()
        }),
    ]
}

#[test]
fn an_edit_keeps_every_comment_and_every_line_end() {
    let hand = (1..5usize, 0..3usize, 0..3usize, any::<bool>(), any::<bool>(), any::<bool>());
    let (done, refused) = (Cell::new(0), Cell::new(0));
    runner(600)
        .run(&(hand, prop::collection::vec(edit(), 1..4)), |(hand, edits)| {
            let (text, comments) = by_hand(hand);
            match apply(&Document::new("t.yaml", text.as_str()), &edits) {
                Err(why) => {
                    prop_assert!(
                        !why.why.contains("the edited file"),
                        "{}\n{}\n{:?}",
                        why,
                        text,
                        edits
                    );
                    refused.set(refused.get() + 1);
                }
                Ok(new) => {
                    done.set(done.get() + 1);
                    // What goes away may take the comment of its own line along.
                    let removes = edits.iter().any(|edit| {
                        matches!(edit, Edit::Remove { .. } | Edit::RemoveFromList { .. })
                    });
                    for number in 1..=comments {
                        prop_assert!(
                            removes || new.contains(&format!("# c{number}.")),
                            "{}\n{}",
                            text,
                            new
                        );
                    }
                    let bare = new.replace("\r\n", "").contains('\n');
                    prop_assert!(if hand.4 { !bare } else { !new.contains('\r') }, "{:?}", new);
                }
            }
            Ok(())
        })
        .unwrap();
    assert!(refused.get() * 4 < done.get(), "{} refused, {} done", refused.get(), done.get());
}
