use super::*;

fn remarks(text: &str) -> Vec<(String, String, String)> {
    let (_, remarks) = read(&Document::new("t.yaml", text));
    remarks
        .into_iter()
        .map(|remark| {
            let at = remark.labels[0].span.clone();
            let line = text[..at.start].matches('\n').count() + 1;
            let place = format!("{line}: {}", &text[at]);
            (remark.code.name().to_owned(), place, remark.message)
        })
        .collect()
}

fn told(text: &str) -> String {
    remarks(text)
        .into_iter()
        .map(|(code, place, message)| format!("{code} @ {place} | {message}\n"))
        .collect::<Vec<_>>()
        .concat()
}

const CLEAN: &str = "\
title: Talks
events:
  kyiv-meeting:
    type: meeting
    date: \"2025-05-10\"
    title: Leaders meet in Kyiv
    from: [a, b]
    x-mine: [1]
";

#[test]
fn a_clean_file_is_read_without_remark() {
    let (timeline, remarks) = read(&Document::new("t.yaml", CLEAN));
    assert_eq!(remarks, []);
    assert_eq!(timeline.events["kyiv-meeting"].from.len(), 2);
}

#[test]
fn both_ways_of_reading_agree() {
    for text in [
        CLEAN,
        "title: 'it''s'\nactors:\n  no: {name: \"\\u0041\", kind: state, aliases: [~, 1e3, 0x1f, yes]}\n",
        "title: x\nevents:\n  2025:\n    type: talks\n    title: >-\n      two\n      lines\n\n      three\n    note: |+\n      a\n       b\n\n    date: [..2025-05-11]\n    from:\n    place: ~\n  1e3:\n    title: many\n      words\n    type: call\n    date: 2025\n",
        "title: x\nx-a:\n  - {b: no, c: 1.5, \"d\": \"1\"}\n  - |2\n      e\n  -\nsources: {s: {title: t, versions: [{file: a, x-y: ~}], confidence: {date: low}}}\n",
        "\u{feff}title: x\r\nsummary: |\r\n  a\r\n\r\n  b\r\nevents:\r\n  a: {type: call, title: t, evidence: [{source: s, quote: \"q\r\n    r\"}]}\r\n",
    ] {
        let (long, found) = read(&Document::new("t.yaml", text));
        assert_eq!(found, [], "{text}");
        assert!(crate::timeline::tree::scan(text).sure, "{text}");
        let short: Timeline = serde_yaml::from_str(text.trim_start_matches('\u{feff}')).unwrap();
        assert_eq!(long, short, "{text}");
    }
}

#[test]
fn five_mistakes_are_five_remarks() {
    let text = "\
tilte: Talks
title: Talks
events:
  a:
    type: summit
    title: [x]
    from: {b: c}
    date: \"2025\"
  b:
    tpye: call
    title: B
  a:
    type: call
    title: again
  c: text
actors:
  x: {name: X, kind: persn}
";
    assert_eq!(
        told(text),
        "\
unknown-field @ 1: tilte | `tilte` is no field of a timeline
bad-value @ 5: summit | `summit` is no type of event
bad-value @ 6: [x] | `title` is a text, not a list
bad-value @ 7: {b: c} | `from` is a list of ids, not a map
unknown-field @ 10: tpye | `tpye` is no field of an event
duplicate-id @ 12: a | the event `a` is there twice
bad-value @ 15: text | an event is a map of fields, not a text
bad-value @ 17: persn | `persn` is no kind of actor
"
    );
    let (timeline, _) = read(&Document::new("t.yaml", text));
    assert_eq!(timeline.title, "Talks");
    assert_eq!(timeline.events.len(), 2);
    assert_eq!(timeline.events["a"].date.as_ref().unwrap().written, "2025");
    assert_eq!(timeline.events["a"].title, "a");
}

#[test]
fn what_is_no_timeline_is_told_in_a_persons_words() {
    for (text, expected) in [
        ("", "missing-field @ 1:  | the file holds no timeline\n"),
        ("# only\n\n# comments\n", "missing-field @ 1:  | the file holds no timeline\n"),
        ("---\n", "missing-field @ 1:  | the file holds no timeline\n"),
        ("- a\n- b\n", "bad-value @ 1: - a | a timeline is a map of fields, not a list\n"),
        ("text\n", "bad-value @ 1: text | a timeline is a map of fields, not a text\n"),
        ("{}\n", "missing-field @ 1: {} | a timeline has no `title`\n"),
        ("title:\n", "missing-field @ 1: title: | a timeline has no `title`\n"),
        ("title: ~\n", "missing-field @ 1: title: ~ | a timeline has no `title`\n"),
        ("title: ''\n", "missing-field @ 1: '' | the `title` of a timeline is empty\n"),
        (
            "title: null\nsummary: a\n",
            "missing-field @ 1: title: null | a timeline has no `title`\n",
        ),
        (
            "title: a\nevents:\n  - id: x\n",
            "bad-value @ 3: - id: x | `events` is a map from ids to events, not a list\n",
        ),
        ("title: a\nevents: {e: {type: call, title: t, from: b, to: b c}}\n", ""),
        (
            "title: a\nevents: {e: {type: call, title: t, from: [[b], {c: d}]}}\n",
            "bad-value @ 2: [b] | an element of `from` is an id, not a list\nbad-value @ 2: {c: d} | an element of `from` is an id, not a map\n",
        ),
        (
            "title: a\nevents:\n  e:\n    type: call\n    title: t\n    from: b, c\n",
            "bad-value @ 6: b, c | `from` is a list of ids, not a text\n",
        ),
        ("title: a\nevents: ~\nactors:\nsources: {}\n", ""),
        ("title: a\ntitle: b\n", "duplicate-id @ 2: title | the field `title` is there twice\n"),
        ("title: a\nx-y: {b: 1, b: 2}\n", "duplicate-id @ 2: b | the field `b` is there twice\n"),
        ("title: a\n[b]: c\n", "bad-value @ 2: [b] | a key is a text, not a list\n"),
        (
            "title: Talks: a beginning\n",
            "yaml-syntax @ 1: : | a colon with a space after it, inside a text or below a value\n",
        ),
        (
            "\u{feff}title: é: a\n",
            "yaml-syntax @ 1: : | a colon with a space after it, inside a text or below a value\n",
        ),
        (
            "title: \"x\nb: 1\n",
            "yaml-syntax @ 1: \" | a quote that is never closed\nunknown-field @ 2: b | `b` is no field of a timeline\n",
        ),
        ("title: x\nevents: {a: [\n", "yaml-syntax @ 2: [ | a `[` that is never closed\n"),
        (
            "title: x\nevents:\n  a:\n    type: call\n    title: t\n    from: [b, c\n    to: [d]\n",
            "yaml-syntax @ 6: [ | a `[` that is never closed\n",
        ),
        ("title: x\nevents: {a: b\n", "yaml-syntax @ 2: { | a `{` that is never closed\n"),
        ("title: x\nevents: {a: [\"}\n", "yaml-syntax @ 2: \" | a quote that is never closed\n"),
        ("title: x\nevents: ]\n", "yaml-syntax @ 2: ] | a bracket that closes nothing\n"),
        (
            "title: x\nevents: [, a]\n",
            "bad-value @ 2: [, a] | `events` is a map from ids to events, not a list\nyaml-syntax @ 2: , | a comma with nothing before it\n",
        ),
        ("title: x\nfoo\n", "yaml-syntax @ 2: foo | a line without a key\n"),
        ("title: @x\n", "yaml-syntax @ 1: @ | a character that text cannot begin with\n"),
        ("title: &a x\n", "yaml-feature @ 1: &a | anchors (`&`) are not used in timelines\n"),
    ] {
        assert_eq!(told(text), expected, "{text:?}");
    }
}

#[test]
fn help_names_what_was_meant() {
    for (text, help) in [
        ("title: a\nevent: {}\n", "did you mean `events`?"),
        ("title: a\nevents: {e: {type: meting, title: t}}\n", "did you mean `meeting`?"),
        (
            "title: a\nevents: {e: {type: call, title: t, modality: sure}}\n",
            "write one of happened, planned, conditional, possible, denied",
        ),
        ("title: a\nevents: {e: {type: call, title: t, where: x}}\n", "did you mean `place`?"),
        (
            "title: a\nevents: {e: {type: call, title: t, qqqqq: x}}\n",
            "the fields are type, title, date, modality, from, to, place, responds-to, after, conditional-on, timing, evidence, aka, confidence, reading, note; one of your own begins with `x-`",
        ),
    ] {
        let (_, remarks) = read(&Document::new("t.yaml", text));
        assert_eq!(remarks.len(), 1, "{text}");
        assert_eq!(remarks[0].help.as_deref(), Some(help), "{text}");
    }
}
