use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::editor::ids::named_by;
use crate::editor::schema::EXAMPLE;
use crate::timeline::{Document, Id, Route, Section, read, references};

/// Every key and value with its way, a line each.
fn drawn(text: &str) -> String {
    let outline = Outline::new(text);
    let line = |at: At| {
        let spot = &outline.spots[at];
        let mark = if spot.is_key { ":" } else { "=" };
        let mut way = outline.way(text, at);
        way.push(mark);
        format!("{} {}", way.join(" "), &text[spot.span.clone()])
    };
    (0..outline.spots.len()).map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn keys_and_values_are_found_however_they_are_written() {
    let text = "\u{feff}# a comment\r
title: \"Talks: one\"  # another\r
events:\r
    'kyiv':   # a third\r
        to:\r
        - a   # x\r
        -   \"b, c\"\r
        note: |\r
            First: line\r
\r
            # no comment\r
        from: [ä, \"b\",  # c\r
          {c: d}]\r
        evidence:\r
          - source: s\r
            quote: q r\r
          -\r
            source: t\r
        place:\r
    two: {type: talks, title: x y , from: [a]}\r
url: https://example.org/a:b\r
";
    let expected = "\
: title
title = Talks: one
: events
events : kyiv
events kyiv : to
events kyiv to = a
events kyiv to = b, c
events kyiv : note
events kyiv : from
events kyiv from = ä
events kyiv from = b
events kyiv from : c
events kyiv from c = d
events kyiv : evidence
events kyiv evidence : source
events kyiv evidence source = s
events kyiv evidence : quote
events kyiv evidence quote = q r
events kyiv evidence : source
events kyiv evidence source = t
events kyiv : place
events : two
events two : type
events two type = talks
events two : title
events two title = x y
events two : from
events two from = a
: url
url = https://example.org/a:b";
    assert_eq!(drawn(text), expected);
}

#[test]
fn what_is_open_ends_before_the_next_entry() {
    for (open, expected) in [
        ("    from: [a, b\n", "events e from = b"),
        ("    from: [\n", "events e : from"),
        ("    evidence:\n      - {source: s, quote: \"x\n", "events e evidence quote = x"),
        ("    title: \"never closed\n", "events e title = never closed"),
        ("    mod\n", "events : e"),
        ("    - \n", "events : e"),
        ("    title: 'it''s\n", "events e title = it''s"),
        ("    from: [a, {b: [c\n", "events e from b = c"),
    ] {
        let text = format!("events:\n  e:\n{open}    to: [z]\n  f:\n    to: [y]\n");
        let drawn = drawn(&text);
        let after = drawn.split_once(expected).unwrap_or_else(|| panic!("{open:?}:\n{drawn}")).1;
        assert!(after.contains("to = z"), "{open:?}:\n{drawn}");
        assert!(
            drawn.ends_with("events : f\nevents f : to\nevents f to = y"),
            "{open:?}:\n{drawn}"
        );
    }
}

#[test]
fn it_finds_the_ids_where_the_tree_of_the_file_has_them() {
    let folded =
        EXAMPLE.replace("from: [aldoria, brevane]", "from:\n    - aldoria\n    - 'brevane'");
    let deeper =
        EXAMPLE.replace("from: [aldoria, brevane]", "from: [aldoria,\n      \"brevane\"  ]");
    let sample = include_str!("../../cli/new/timeline.yaml");
    for text in [EXAMPLE, &folded, &deeper, &EXAMPLE.replace('\n', "\r\n"), sample] {
        let document = Document::new("t.yaml", text);
        let (timeline, remarks) = read(&document);
        assert_eq!(remarks, []);
        let outline = Outline::new(text);
        let mut count = 0;
        for section in Section::ALL {
            let ids: Vec<&str> = match section {
                Section::Sources => timeline.sources.keys().map(Id::as_str).collect(),
                Section::Actors => timeline.actors.keys().map(Id::as_str).collect(),
                Section::Events => timeline.events.keys().map(Id::as_str).collect(),
            };
            for id in ids {
                let plain = |route: &Route| {
                    let span = document.find(route);
                    let quoted = text[span.clone()].starts_with(['"', '\'']);
                    if quoted { span.start + 1..span.end - 1 } else { span }
                };
                let mut wanted: Vec<_> =
                    references(&timeline, section, id).iter().map(plain).collect();
                wanted.push(plain(&Route::new().key(section.key()).name(id)));
                wanted.sort_by_key(|span| span.start);
                let is_id = |at: &At| {
                    let spot = &outline.spots[*at];
                    let way = outline.way(text, *at);
                    let own = spot.is_key && way.as_slice() == [section.key()];
                    &text[spot.span.clone()] == id
                        && (own || (!spot.is_key && named_by(&way) == Some(section)))
                };
                let found: Vec<_> = (0..outline.spots.len())
                    .filter(is_id)
                    .map(|at| outline.spots[at].span.clone())
                    .collect();
                assert_eq!(found, wanted, "{id}");
                count += found.len();
            }
        }
        assert!(count > 10, "{count} ids");
    }
}

/// Where a text ends, in words: what can be written, under which keys, and what is there of it.
fn end(text: &str) -> String {
    let (outline, end) = Outline::typed(text);
    let way = |at: Option<At>| at.map(|at| outline.below(text, at).join(" ")).unwrap_or_default();
    match end {
        End::Key { under, from, .. } => format!("key under [{}] {:?}", way(under), &text[from..]),
        End::Value { of, from } => format!("value of [{}] {:?}", way(Some(of)), &text[from..]),
        End::Element { of, from } => format!("element of [{}] {:?}", way(Some(of)), &text[from..]),
        End::Elsewhere => "elsewhere".to_owned(),
    }
}

#[test]
fn the_end_of_a_text_says_what_can_be_written_there() {
    let event = "events:\n  e:\n    type: talks\n";
    for (typed, expected) in [
        ("", "key under [] \"\""),
        ("ti", "key under [] \"ti\""),
        ("# a comment ", "elsewhere"),
        ("title: \"a ", "value of [title] \"a \""),
        ("title: \"a\"", "elsewhere"),
        ("title:", "elsewhere"),
        ("events:\n  ", "key under [events] \"\""),
        (&format!("{event}    "), "key under [events e] \"\""),
        (&format!("{event}    mod"), "key under [events e] \"mod\""),
        (&format!("{event}    modality: "), "value of [events e modality] \"\""),
        (&format!("{event}    modality: pl"), "value of [events e modality] \"pl\""),
        (&format!("{event}    from: ["), "element of [events e from] \"\""),
        (&format!("{event}    from: [a, b"), "element of [events e from] \"b\""),
        (&format!("{event}    from: [a, b "), "elsewhere"),
        (&format!("{event}    from: [a, \"b"), "element of [events e from] \"\\\"b\""),
        (&format!("{event}    from: [a]"), "elsewhere"),
        (&format!("{event}    from:\n      - "), "element of [events e from] \"\""),
        (&format!("{event}    from:\n    - a\n    - b"), "element of [events e from] \"b\""),
        (&format!("{event}    evidence:\n      - "), "element of [events e evidence] \"\""),
        (&format!("{event}    evidence:\n      - so"), "element of [events e evidence] \"so\""),
        (
            &format!("{event}    evidence:\n      - source: s\n        "),
            "key under [events e evidence] \"\"",
        ),
        (&format!("{event}    evidence:\n      - {{"), "key under [events e evidence] \"\""),
        (
            &format!("{event}    evidence:\n      - {{source: s, quo"),
            "key under [events e evidence] \"quo\"",
        ),
        (
            &format!("{event}    evidence:\n      - {{source: "),
            "value of [events e evidence source] \"\"",
        ),
        (&format!("{event}    note: |\n      words "), "elsewhere"),
        (&format!("{event}  "), "key under [events] \"\""),
    ] {
        assert_eq!(end(typed), expected, "{typed:?}");
    }
}

#[test]
fn any_text_has_an_outline() {
    let pieces = vec![
        "a",
        "events",
        "é\u{1f600}",
        " ",
        "  ",
        "\n",
        "\n  ",
        "\r\n    ",
        "\r",
        "\t",
        ": ",
        ":",
        "- ",
        "-",
        "[",
        "]",
        "{",
        "}",
        ",",
        "\"",
        "'",
        "\\",
        "#",
        " #",
        "|",
        ">",
        "&a",
        "!",
        "---",
        "\u{feff}",
        "\0",
        "? ",
    ];
    let text = proptest::collection::vec(select(pieces), 0..40).prop_map(|pieces| pieces.concat());
    let seed = proptest::test_runner::RngAlgorithm::ChaCha;
    let rng = proptest::test_runner::TestRng::deterministic_rng(seed);
    let config = ProptestConfig { cases: 4_000, failure_persistence: None, ..Default::default() };
    let mut runner = proptest::test_runner::TestRunner::new_with_rng(config, rng);
    let outcome = runner.run(&text, |text| {
        let outline = Outline::new(&text);
        let mut last = 0;
        for (at, spot) in outline.spots.iter().enumerate() {
            prop_assert!(text.get(spot.span.clone()).is_some(), "{:?}", spot);
            prop_assert!(spot.span.start >= last, "{:?}", spot);
            prop_assert!(spot.parent.is_none_or(|parent| parent < at), "{:?}", spot);
            last = spot.span.start;
        }
        for (byte, _) in text.char_indices() {
            Outline::typed(&text[..byte]);
            outline.at(byte);
        }
        Ok(())
    });
    assert!(outcome.is_ok(), "{outcome:?}");
}

#[test]
fn deep_texts_cost_no_more_than_flat_ones() {
    for piece in ["[", "{", "{a: ", "- ", "a: [", "[{", "\"", "- a:\n "] {
        let text = piece.repeat(50_000);
        let outline = Outline::new(&text);
        let longest = (0..outline.spots.len()).map(|at| outline.way(&text, at).len()).max();
        assert!(longest.unwrap_or(0) <= DEEPEST, "{piece}");
    }
}
