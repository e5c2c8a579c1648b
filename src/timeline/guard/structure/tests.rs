use super::*;

fn said(text: &str) -> Vec<(&str, String)> {
    check(text).into_iter().map(|r| (&text[r.labels[0].span.clone()], r.message)).collect()
}

#[test]
fn features_are_told_where_a_value_can_begin() {
    for (text, at, message) in [
        ("a: &x 1", "&x", "anchors (`&`) are not used in timelines"),
        ("&x a: 1", "&x", "anchors (`&`) are not used in timelines"),
        ("a: [b, *x]", "*x", "aliases (`*`) are not used in timelines"),
        ("- *x", "*x", "aliases (`*`) are not used in timelines"),
        ("a: !!binary x", "!!binary", "tags (`!`) are not used in timelines"),
        ("a: {b: !t x}", "!t", "tags (`!`) are not used in timelines"),
        ("a:\n  <<: b", "<<", "merge keys (`<<`) are not used in timelines"),
        ("? a\n: b", "?", "explicit keys (`?`) are not used in timelines"),
        ("%YAML 1.1\n", "%YAML 1.1", "directives (`%`) are not used in timelines"),
        ("a: 1\n---\nb: 1", "---", "a second document in one file"),
        ("---\na: 1\n...\nb: 1", "b", "a second document in one file"),
        ("a:\n\tb: 1", "\t", "a tab in the indent"),
        ("a:\n  \t\tb: 1", "\t\t", "a tab in the indent"),
        ("a: |\n\tb", "\t", "a tab in the indent"),
        ("a:\r\n\tb: 1", "\t", "a tab in the indent"),
        // After text that only looks as if it went on.
        ("a: b #c\nd: &x", "&x", "anchors (`&`) are not used in timelines"),
        ("a: |\n  b\nc: &x", "&x", "anchors (`&`) are not used in timelines"),
        ("a: \"\\\"\" \nc: &x", "&x", "anchors (`&`) are not used in timelines"),
        ("a: 'it''s'\nc: &x", "&x", "anchors (`&`) are not used in timelines"),
        ("a: \"x\\\n  y\"\nc: &x", "&x", "anchors (`&`) are not used in timelines"),
    ] {
        assert_eq!(said(text), [(at, message.to_owned())], "{text:?}");
    }
}

#[test]
fn text_is_only_text() {
    for text in [
        "note: A & B, [sic], wow!, 10:30, a*b, {x}",
        "note: see https://example.org/a?b=c&d=*#e",
        "note: \"&a *b !c [[[[[[[[[[[[[[[[[[[[\"",
        "note: '&a *b !c {{{{{{{{{{{{{{{{{{{{ %'",
        "note: |\n  &a *b\n  <<: x\n  ---\n  \ttab\n  [[[[[[[[[[[[[[[[[[[[[\nb: 1",
        "note: >-\n\n  !x\n\n   *y\n",
        "- note: |2\n    &x\n",
        "note: begins\n  &x - *y\n  ? z\n  [[[[[[[[[[[[[[[[[[[[[[[[[",
        "note: x # &a *b [[[[[[[[[[[[[[[[[[[[[\n# &c\nb: 1\n",
        "a: [b,\n\t c, # &x\n  d e\n &f]",
        "a: -1\nb: -x\nc: ?x\nd: :x\ne: 5<<: 3",
        "---\na: 1\n...\n# the end\n",
        "a:\tb\n",
        "",
        "# only\n",
    ] {
        assert_eq!(said(text), [], "{text:?}");
    }
}

/// The kinds of nesting, each at a given depth.
fn nested(depth: usize) -> [(&'static str, String); 5] {
    let indents: Vec<String> = (0..depth).map(|i| format!("{}a:\n", " ".repeat(i))).collect();
    [
        ("[", "[".repeat(depth)),
        ("{a: ", "{a: ".repeat(depth)),
        ("- ", "- ".repeat(depth)),
        ("indents", indents.concat()),
        ("a: [ in - ", format!("{}{}", "- ".repeat(depth / 2), "[".repeat(depth - depth / 2))),
    ]
}

#[test]
fn nesting_ends_at_sixteen() {
    for depth in [15, 16, 17] {
        for (kind, text) in nested(depth) {
            let refused = check(&text).iter().any(|remark| remark.message.contains("deeper"));
            assert_eq!(refused, depth > 16, "{kind} at {depth}");
        }
    }
}
