use super::*;
use crate::timeline::{Document, read};

/// Writes a summary, reads it again, and gives the text after the key.
fn summary(content: &str) -> String {
    let mut timeline = Timeline { title: "T".to_owned(), ..Timeline::default() };
    timeline.summary = Some(content.to_owned());
    let text = write(&timeline);
    let (again, remarks) = read(&Document::new("t.yaml", text.as_str()));
    assert_eq!(remarks, [], "{text}");
    assert_eq!(again, timeline, "{text}");
    text.strip_prefix("title: T\nsummary: ").expect("the summary").trim_end().to_owned()
}

#[test]
fn a_text_is_bare_where_every_reader_takes_it_for_a_text() {
    for bare in [
        "Zelensky invites Putin",
        "30-day ceasefire",
        "A & B",
        "wow!",
        "it's",
        "a:b",
        "http://x.y/z#a",
        "北京",
        "[sic] at the end is fine, not at the start".trim_start_matches("[sic] "),
        "no way",
        "1,000 people",
        "nullify",
        "a, b [c] {d}",
        "émigré",
        "5 o'clock",
    ] {
        assert_eq!(summary(bare), bare);
    }
}

#[test]
fn what_some_reader_would_make_something_of_is_quoted() {
    for (content, written) in [
        ("no", "\"no\""),
        ("NO", "\"NO\""),
        ("y", "\"y\""),
        ("Off", "\"Off\""),
        ("null", "\"null\""),
        ("~", "\"~\""),
        ("", "\"\""),
        ("22:22", "\"22:22\""),
        ("1e3", "\"1e3\""),
        ("0x1f", "\"0x1f\""),
        ("0o17", "\"0o17\""),
        ("1_000", "\"1_000\""),
        ("2025-05-11", "\"2025-05-11\""),
        (".5", "\".5\""),
        ("2025-05-12T06:10Z", "\"2025-05-12T06:10Z\""),
        ("+1", "\"+1\""),
        (".inf", "\".inf\""),
        ("=", "\"=\""),
        ("<<", "\"<<\""),
        ("- a", "\"- a\""),
        ("a: b", "\"a: b\""),
        ("a:", "\"a:\""),
        ("a #b", "\"a #b\""),
        (" a", "\" a\""),
        ("a ", "\"a \""),
        ("@a", "\"@a\""),
        ("[sic]", "\"[sic]\""),
        ("---", "\"---\""),
        ("'a'", "\"'a'\""),
        ("\"a\"", "'\"a\"'"),
        ("\"a\" 'b'", "\"\\\"a\\\" 'b'\""),
        ("a\\: b", "'a\\: b'"),
        ("a\tb", "\"a\\tb\""),
        ("a\rb", "\"a\\rb\""),
        ("a\u{85}b", "\"a\\x85b\""),
        ("\u{2028}", "\"\\u2028\""),
        ("a\u{202e}b", "\"a\\u202Eb\""),
        ("\u{feff}", "\"\\uFEFF\""),
        ("\u{0}\u{1b}", "\"\\x00\\x1B\""),
        ("a\n\nb ", "\"a\\n\\nb \""),
        (" a\nb", "\" a\\nb\""),
        ("a\n", "\"a\\n\""),
        ("\n", "\"\\n\""),
        ("a\nb\n\n", "\"a\\nb\\n\\n\""),
        ("a\n\tb", "\"a\\n\\tb\""),
        ("%a", "\"%a\""),
        ("{a}", "\"{a}\""),
    ] {
        assert_eq!(summary(content), written, "{content:?}");
    }
}

#[test]
fn several_lines_are_a_block() {
    assert_eq!(summary("a\nb: # c\n\n  d"), "|-\n  a\n  b: # c\n\n    d");
    assert_eq!(summary("a\n- b\n"), "|\n  a\n  - b");
    assert_eq!(summary("👩‍⚖️ é\n[[["), "|-\n  👩‍⚖️ é\n  [[[");
}

#[test]
fn a_comment_on_top_names_the_schema() {
    let text = write_with_schema(
        &Timeline { title: "T".to_owned(), ..Timeline::default() },
        "../timeline.schema.json\nx: y",
    );
    assert_eq!(text, "# yaml-language-server: $schema=../timeline.schema.jsonx: y\ntitle: T\n");
}
