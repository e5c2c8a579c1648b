//! What is exported reads back: JSON and CSV by their own readers, iCalendar and DOT by their
//! grammar.

use demarche::export::{Dot, csv, dot, ics, json};
use demarche::graph::Graph;
use demarche::timeline::{Document, Timeline, read};

const FILE: &str = r#"
title: "Talks; a \"test\", with commas"
sources:
  wire:
    title: "Wire: envoys, talks"
    published: "2025-05-12"
actors:
  envoy: {name: "The envoy, first class", kind: person}
events:
  exact:
    type: talks
    date: "2025-05-15"
    title: "=HYPERLINK(\"http://example.org\";\"talks\")"
    from: [envoy]
    evidence: [{source: wire, quote: "talks\nbegin; at last"}]
  month:
    type: meeting
    date: "2025-03?"
    title: "A meeting whose title is so long that it has to be folded: Türkiye, Ελλάδα, Україна and 日本 meet at last"
    modality: planned
    after: [exact, nobody]
    place: "Ankara, \\ Türkiye"
  span:
    type: visit
    date: "2025-05-11/2025-05-13"
    title: "-2 visits"
    modality: denied
    responds-to: [month]
  open:
    type: ceasefire
    date: "2025-05-11/.."
    title: A truce
    conditional-on: [exact]
  undated:
    type: statement
    title: "@somebody says <b>\\N</b>"
    note: "+1"
"#;

fn text(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
    let mut bytes = Vec::new();
    write(&mut bytes).expect("a vector takes everything");
    String::from_utf8(bytes).expect("every format is text")
}

fn timeline() -> Timeline {
    let (timeline, _) = read(&Document::new("test", FILE));
    assert_eq!(timeline.events.len(), 5);
    timeline
}

#[test]
fn json_reads_back_as_the_same_timeline() {
    let timeline = timeline();
    let text = text(|out| json(&Graph::new(&timeline), out));
    let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let back: Timeline = serde_json::from_value(value["timeline"].clone()).expect("a timeline");
    assert_eq!(back, timeline);
    assert_eq!(value["days"]["exact"]["latest-end"], "2025-05-15");
    assert_eq!(value["order"].as_array().map(Vec::len), Some(5));
}

#[test]
fn csv_reads_back_and_runs_in_no_spreadsheet() {
    let timeline = timeline();
    let text = text(|out| csv(&Graph::new(&timeline), out));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().expect("a head").clone();
    let at = |name: &str| head.iter().position(|column| column == name).expect("a column");
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("CSV");
    assert_eq!(rows.len(), timeline.events.len());
    for row in &rows {
        let event = &timeline.events[&row[at("id")]];
        let title = row[at("title")].strip_prefix('\'').unwrap_or(&row[at("title")]);
        assert_eq!(title, event.title);
        for cell in row {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
        }
    }
    let exact = rows.iter().find(|row| &row[at("id")] == "exact").expect("there");
    assert_eq!(&exact[at("quotes")], "talks\nbegin; at last");
    assert_eq!(&exact[at("from_names")], "The envoy, first class");
}

/// The content lines of an iCalendar file, unfolded; every physical line is checked.
fn content_lines(text: &str) -> Vec<(String, String)> {
    assert!(text.ends_with("\r\n"));
    let mut lines: Vec<String> = Vec::new();
    for line in text.strip_suffix("\r\n").expect("just seen").split("\r\n") {
        assert!(line.len() <= 75, "{} bytes: {line}", line.len());
        assert!(!line.contains(['\r', '\n', '\u{1b}']), "{line:?}");
        match line.strip_prefix(' ') {
            Some(rest) => lines.last_mut().expect("a fold has a line before it").push_str(rest),
            None => lines.push(line.to_owned()),
        }
    }
    let parts = lines.iter().map(|line| {
        let (name, value) = line.split_once(':').expect("name:value");
        let plain = |c: char| c.is_ascii_uppercase() || matches!(c, '-' | ';' | '=');
        assert!(name.chars().all(plain), "{name}");
        (name.to_owned(), value.to_owned())
    });
    parts.collect()
}

#[test]
fn a_calendar_holds_the_events_whose_days_are_known() {
    let timeline = timeline();
    let lines = content_lines(&text(|out| ics(&Graph::new(&timeline), "talks", out)));
    let mut open = Vec::new();
    let mut entries: Vec<Vec<(String, String)>> = Vec::new();
    for (name, value) in lines {
        match name.as_str() {
            "BEGIN" => {
                open.push(value.clone());
                if value == "VEVENT" {
                    entries.push(Vec::new());
                }
            }
            "END" => assert_eq!(open.pop(), Some(value)),
            _ if open.len() == 2 => entries.last_mut().expect("open").push((name, value)),
            _ => {}
        }
    }
    assert!(open.is_empty());
    let told: Vec<String> = entries
        .iter()
        .map(|entry| {
            let get = |name: &str| {
                let mut found = entry.iter().filter(|(n, _)| n == name).map(|(_, value)| value);
                let value = found.next().unwrap_or_else(|| panic!("{name} in {entry:?}"));
                assert_eq!(found.next(), None, "{name} once");
                value.clone()
            };
            format!(
                "{} {} {}-{} {} {}",
                get("UID"),
                get("DTSTAMP"),
                get("DTSTART;VALUE=DATE"),
                get("DTEND;VALUE=DATE"),
                get("STATUS"),
                get("CATEGORIES"),
            )
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r"
    month.talks@demarche 20250301T000000Z 20250301-20250401 TENTATIVE meeting,planned,DAY UNKNOWN,DOUBTFUL
    span.talks@demarche 20250511T000000Z 20250511-20250514 CANCELLED visit,denied
    exact.talks@demarche 20250512T000000Z 20250515-20250516 CONFIRMED talks,happened
    ");
}

/// Reads DOT by a grammar of its own: quoted strings, `[a=b, …]`, `->`, `{ }`, `;`.
fn dot_statements(text: &str) -> Vec<Vec<String>> {
    let mut tokens = Vec::new();
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '"' => {
                let mut string = String::from("\"");
                loop {
                    match letters.next().expect("the string ends") {
                        '"' => break,
                        '\\' => {
                            string.push('\\');
                            string.push(letters.next().expect("something escaped"));
                        }
                        c => string.push(c),
                    }
                }
                tokens.push(string);
            }
            '-' => {
                assert_eq!(letters.next(), Some('>'));
                tokens.push("->".to_owned());
            }
            c if c.is_alphabetic() => {
                let mut word = String::from(c);
                while let Some(c) = letters.next_if(|c| c.is_alphanumeric()) {
                    word.push(c);
                }
                tokens.push(word);
            }
            c if c.is_whitespace() => {}
            c => {
                assert!("{}[]=,;".contains(c), "{c:?}");
                tokens.push(c.to_string());
            }
        }
    }
    let mut depth = 0;
    for token in &tokens {
        depth += i32::from(token == "{") - i32::from(token == "}");
        assert!(depth >= 0);
    }
    assert_eq!(depth, 0);
    tokens.split(|token| token == ";").map(<[String]>::to_vec).collect()
}

#[test]
fn dot_has_a_node_an_event_and_an_edge_a_relation() {
    let timeline = timeline();
    for months in [false, true] {
        let text = text(|out| dot(&Graph::new(&timeline), Dot { months }, out));
        let statements = dot_statements(&text);
        let edges = statements.iter().filter(|one| one.contains(&"->".to_owned())).count();
        assert_eq!(edges, 3, "`nobody` is not there");
        let nodes = statements.iter().filter(|one| one.contains(&"color".to_owned())).count();
        assert_eq!(nodes, 5);
        assert_eq!(text.matches("subgraph").count(), if months { 2 } else { 0 }, "{text}");
    }
}
