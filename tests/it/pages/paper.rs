//! A timeline on paper.

use demarche::graph::Graph;
use demarche::site::{Edition, Pages, Site};
use demarche::timeline::{Document, Id, read};

fn print(yaml: &str, path: &str) -> String {
    let (timeline, _) = read(&Document::new("t.yaml", yaml));
    let graph = Graph::new(&timeline);
    let name = Id::from("t");
    let editions = [Edition::new(&name, &graph)];
    let pages = Pages::new(&Site { editions: &editions, problems: &[] });
    let i = (0..pages.len()).find(|&i| pages.path(i) == path).unwrap();
    String::from_utf8(pages.render(i)).unwrap()
}

const TALKS: &str = "
title: T
sources:
  wire:
    title: The wire
    publisher: The River Courier
    url: https://example.org/wire#top
    published: \"2024-03-06\"
  leaflet: {title: A leaflet, url: \"ftp://example.org/leaflet\"}
events:
  a:
    type: talks
    date: \"2024-05-01\"
    title: They talk
    note: Nobody knows for how long.
    evidence: [{source: wire, quote: they talked}, {source: leaflet, quote: so it was}]
  b:
    type: talks
    date: \"2024-05-02\"
    title: They talk again
    evidence: [{source: wire, quote: once more}]
";

#[test]
fn the_print_view_tells_notes_publishers_and_each_address_once() {
    let html = print(TALKS, "t/print/index.html");
    assert!(html.contains("Nobody knows for how long."), "{html}");
    assert_eq!(html.matches("The River Courier").count(), 2, "{html}");
    assert_eq!(html.matches(">https://example.org/wire#top<").count(), 1, "{html}");
    // What may not be linked is not told as an address either.
    assert!(!html.contains("ftp:"), "{html}");
}

#[test]
fn on_its_page_an_event_has_the_address_without_the_passage() {
    let html = print(TALKS, "t/e/a/index.html");
    assert!(
        html.contains(" <span class=\"at\" dir=\"ltr\">https://example.org/wire#top<"),
        "{html}"
    );
    let linked = html.matches("https://example.org/wire#top:~:text=").count();
    assert_eq!(
        linked,
        html.matches("href=\"https://example.org/wire#top:~:text=").count(),
        "{html}"
    );
}

/// A day in Arabic beside an English name would be turned around.
#[test]
fn a_day_stands_apart_from_a_name_in_another_script() {
    let yaml = format!("lang: ar{TALKS}");
    for path in ["t/print/index.html", "t/e/a/index.html"] {
        let html = print(&yaml, path);
        assert!(
            html.contains("<bdi>The River Courier</bdi>، <bdi>6 مارس 2024</bdi>"),
            "{path}: {html}"
        );
    }
}
