//! What must hold for any timeline, any text and any edit: tests over generated ones.

mod edits;
mod soup;

use indexmap::IndexMap;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};

use super::{
    Actor, Conflict, Date, Document, Event, Evidence, Extra, Id, Office, Source, Timeline, Timing,
    Version, read, write,
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

fn conflict() -> impl Strategy<Value = Conflict> {
    let value =
        || prop::option::of(own_value()).prop_map(|value| value.filter(|one| !one.is_null()));
    let about = (prop::option::of(id()), prop::option::of(id()), prop::option::of(id()));
    (nasty(), about, maybe_text(), [value(), value(), value()], maybe_text(), extra()).prop_map(
        |(id, (source, actor, event), field, [base, ours, theirs], why, extra)| Conflict {
            id,
            source,
            actor,
            event,
            field,
            base,
            ours,
            theirs,
            why,
            extra,
        },
    )
}

fn timeline() -> impl Strategy<Value = Timeline> {
    let conflicts = prop::collection::vec(conflict(), 0..2);
    let head = (nasty(), maybe_text(), maybe_text(), conflicts);
    (head, section(source()), section(actor()), section(event()), extra()).prop_map(
        |((title, summary, lang, conflicts), sources, actors, events, extra)| Timeline {
            title,
            summary,
            lang,
            conflicts,
            sources,
            actors,
            events,
            extra,
        },
    )
}

/// The timeline as serde reads it, without a tree.
fn typed(text: &str) -> Timeline {
    serde_yaml::from_str(text).unwrap_or_else(|why| panic!("{why}: {text}"))
}

#[test]
fn what_is_written_reads_back_as_itself() {
    runner(400)
        .run(&timeline(), |timeline| {
            let text = write(&timeline);
            let (again, remarks) = read(&Document::new("t.yaml", text.as_str()));
            prop_assert_eq!(&remarks, &[], "{}", text);
            prop_assert_eq!(&again, &timeline, "{}", text);
            prop_assert_eq!(&typed(&text), &timeline, "{}", text);
            prop_assert_eq!(write(&again), text);
            Ok(())
        })
        .unwrap();
}
