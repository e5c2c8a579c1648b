//! `extract --into`: a new version of an article, put into a timeline that people edit.

#![expect(clippy::disallowed_methods, reason = "tests make files and read them")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use demarche::timeline::{Document, Timeline, read};

fn demarche(folder: &Path, arguments: &[&str]) -> (String, Option<i32>) {
    let said = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .args(arguments)
        .output()
        .unwrap();
    let mut text = String::from_utf8(said.stdout).unwrap();
    text.push_str(&String::from_utf8_lossy(&said.stderr));
    (text, said.status.code())
}

const FIRST: &str = "---
title: Norway invites Sudan's rivals to Oslo
date: 2024-03-05
url: https://example.org/oslo
---

# Norway invites Sudan's rivals to Oslo

Norway invited Sudan to talks in Oslo on Monday.

Egypt criticised the plan on Tuesday.

Kenya will meet Ethiopia in Nairobi on Friday.
";

/// The date moved, the critic vanished, somebody new.
fn second() -> String {
    FIRST
        .replace("in Nairobi on Friday", "in Nairobi on Thursday")
        .replace("Egypt criticised the plan on Tuesday.\n\n", "")
        + "\nQatar called for a ceasefire in Sudan on Tuesday.\n"
}

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("timelines/oslo")).unwrap();
        fs::write(root.join("timelines/oslo/timeline.yaml"), "# ours\ntitle: Oslo\n").unwrap();
        fs::write(root.join("first.md"), FIRST).unwrap();
        fs::write(root.join("second.md"), second()).unwrap();
        Self { folder }
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn file(&self) -> PathBuf {
        self.root().join("timelines/oslo/timeline.yaml")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    fn timeline(&self) -> Timeline {
        let (timeline, remarks) = read(&Document::new("t", self.text()));
        assert_eq!(remarks, []);
        timeline
    }

    fn put(&self, arguments: &[&str]) -> (String, Option<i32>) {
        let mut all = vec!["extract", "--into", "oslo"];
        all.extend(arguments);
        demarche(self.root(), &all)
    }

    /// The id of the event with these words among its quotes.
    fn event(&self, words: &str) -> Option<String> {
        let timeline = self.timeline();
        let found = timeline.events.iter().find(|(_, event)| {
            event
                .evidence
                .iter()
                .any(|one| one.quote.as_deref().unwrap_or_default().contains(words))
        });
        found.map(|(id, _)| id.0.clone())
    }

    fn edit(&self, from: &str, to: &str) {
        let text = self.text();
        assert!(text.contains(from), "{from} is not in\n{text}");
        fs::write(self.file(), text.replacen(from, to, 1)).unwrap();
    }
}

#[test]
fn what_was_changed_in_two_ways_stands_on_the_site_with_both_values() {
    let place = Place::new();
    place.put(&["first.md"]);
    place.edit("2024-03-08", "2024-03-09");
    let (said, code) = place.put(&["second.md"]);
    assert_eq!(code, Some(1), "{said}");
    let meeting = place.event("Ethiopia").expect("the meeting is found");
    let (said, code) = demarche(place.root(), &["build", "--out", "site"]);
    assert_eq!(code, Some(0), "{said}");
    let page = |path: &str| fs::read_to_string(place.root().join("site/oslo").join(path)).unwrap();
    let own = page(&format!("e/{meeting}/index.html"));
    for one in
        ["2024-03-09", "2024-03-07", "2024-03-08", "“Friday” → “Thursday”", "resolve c1 --theirs"]
    {
        assert!(own.contains(one), "{one} is not in\n{own}");
    }
    let front = page("index.html");
    assert!(front.contains("_unsettled") && front.contains(&format!("e/{meeting}/")), "{front}");
    demarche(place.root(), &["resolve", "c1", "--theirs"]);
    demarche(place.root(), &["build", "--out", "site"]);
    assert!(!page("index.html").contains("_unsettled"));
}

#[test]
fn what_a_new_version_would_change_can_be_seen_before() {
    let place = Place::new();
    place.put(&["first.md"]);
    let before = place.text();
    let articles = || fs::read_dir(place.root().join("timelines/oslo/articles")).unwrap().count();
    let kept = articles();
    let (shown, code) = place.put(&["second.md", "--diff"]);
    assert_eq!(code, Some(1), "{shown}");
    assert_eq!((place.text(), articles()), (before.clone(), kept), "nothing is written");
    let (_, code) = place.put(&["second.md"]);
    assert_eq!(code, Some(0));
    // What was shown is what was done.
    let done: Vec<String> = similar::TextDiff::from_lines(before.as_str(), place.text().as_str())
        .iter_all_changes()
        .filter(|change| change.tag() != similar::ChangeTag::Equal)
        .map(|change| format!("{}{}", change.tag(), change.value()))
        .collect();
    assert!(!done.is_empty());
    for line in done {
        assert!(shown.contains(&line), "{line} is not in\n{shown}");
    }
}

#[test]
fn a_new_version_changes_what_nobody_touched_and_nothing_else() {
    let place = Place::new();
    let (said, code) = place.put(&["first.md"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(place.text().starts_with("# ours\ntitle: Oslo\n"), "{}", place.text());
    let before = place.timeline();
    assert_eq!(before.sources.len(), 1);
    let invitation = place.event("invited Sudan").expect("the invitation is found");
    let meeting = place.event("will meet Ethiopia").or_else(|| place.event("meet Ethiopia"));
    let meeting = meeting.expect("the meeting is found");
    let critic = place.event("criticised").expect("the criticism is found");
    assert_eq!(before.events[meeting.as_str()].date.as_ref().unwrap().written, "2024-03-08");

    // A person retitles one, and says so.
    let title = before.events[invitation.as_str()].title.clone();
    place.edit(&format!("title: {title}\n"), "title: Oslo calls Khartoum  # our style\n");
    let (said, code) = place.put(&["second.md"]);
    assert_eq!(code, Some(0), "{said}");
    let after = place.timeline();
    assert_eq!(after.events[invitation.as_str()].title, "Oslo calls Khartoum");
    assert!(place.text().contains("title: Oslo calls Khartoum  # our style\n"), "{}", place.text());
    assert_eq!(after.events[meeting.as_str()].date.as_ref().unwrap().written, "2024-03-07");
    assert!(!after.events.contains_key(critic.as_str()), "the article dropped it");
    assert!(place.event("called for a ceasefire").is_some(), "the article added it");
    let source = after.sources.values().next().unwrap();
    assert_eq!(source.versions.len(), 2);
    for version in &source.versions {
        assert!(place.root().join("timelines/oslo").join(&version.file).is_file());
    }
    // The quotes of what stayed are those of the new version.
    let (said, code) = demarche(place.root(), &["check", "--strict", "timelines/oslo"]);
    assert!(!said.contains("quote-not-in-article"), "{said} {code:?}");

    // Once more: nothing.
    let text = place.text();
    let (said, code) = place.put(&["second.md"]);
    assert_eq!((code, place.text()), (Some(0), text.clone()), "{said}");
    let (said, code) = place.put(&["first.md"]);
    assert_eq!((code, place.text()), (Some(0), text), "the older one is kept already: {said}");
}

#[test]
fn what_a_person_deleted_stays_away_and_what_they_dated_stays() {
    let place = Place::new();
    assert_eq!(place.put(&["first.md"]).1, Some(0));
    let timeline = place.timeline();
    let invitation = place.event("invited Sudan").unwrap();
    let meeting = place.event("meet Ethiopia").unwrap();
    // The invitation goes, the meeting gets a day of the person's own.
    let text = place.text();
    let start = text.find(&format!("  {invitation}:\n")).unwrap();
    let end = text[start + 3..].find("\n  ").map_or(text.len(), |_| {
        let rest: Vec<&str> = text[start..].split_inclusive('\n').collect();
        let lines = rest
            .iter()
            .skip(1)
            .take_while(|line| line.starts_with("    ") || line.trim().is_empty());
        start + rest[0].len() + lines.map(|line| line.len()).sum::<usize>()
    });
    fs::write(place.file(), format!("{}{}", &text[..start], &text[end..])).unwrap();
    place.edit("\"2024-03-08\"", "\"2024-03-09\"");
    // Whatever named the invitation names it no more.
    let without: String = place
        .text()
        .split_inclusive('\n')
        .filter(|line| !line.contains(&format!("[{invitation}]")))
        .collect();
    fs::write(place.file(), without).unwrap();
    assert!(!place.timeline().events.contains_key(invitation.as_str()));

    let (said, code) = place.put(&["second.md"]);
    assert_eq!(code, Some(1), "a conflict: {said}");
    let after = place.timeline();
    assert!(place.event("invited Sudan").is_none(), "{}", place.text());
    assert_eq!(after.events[meeting.as_str()].date.as_ref().unwrap().written, "2024-03-09");
    let [conflict] = after.conflicts.as_slice() else { panic!("{:?}", after.conflicts) };
    assert_eq!(conflict.event.as_ref().unwrap().0, meeting);
    assert_eq!(conflict.field.as_deref(), Some("date"));
    let why = conflict.why.as_deref().unwrap_or_default();
    assert!(why.contains("“Friday” → “Thursday”"), "{why}");
    let value = |value: &Option<serde_yaml::Value>| {
        value.as_ref().and_then(|one| one.as_str()).map(str::to_owned)
    };
    assert_eq!(value(&conflict.base).as_deref(), Some("2024-03-08"));
    assert_eq!(value(&conflict.theirs).as_deref(), Some("2024-03-07"));
    let (said, code) = demarche(place.root(), &["check"]);
    assert!(said.contains("warning[conflict]"), "{said}");
    assert_eq!(code, Some(0));
    let (said, code) = demarche(place.root(), &["resolve", "c1", "--value", "2024-03-10"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(place.timeline().conflicts.is_empty());
    assert_eq!(
        place.timeline().events[meeting.as_str()].date.as_ref().unwrap().written,
        "2024-03-10"
    );
    assert!(!place.text().contains("CONFLICT"), "{}", place.text());
    drop(timeline);
}

#[test]
fn a_timeline_with_mistakes_and_one_that_is_not_there_are_left_alone() {
    let place = Place::new();
    fs::write(place.file(), "title: Oslo\nevnts: {}\n").unwrap();
    let (said, code) = place.put(&["first.md"]);
    assert_eq!((code, place.text().as_str()), (Some(1), "title: Oslo\nevnts: {}\n"), "{said}");
    assert!(!place.root().join("timelines/oslo/articles").exists());
    let (said, code) = demarche(place.root(), &["extract", "--into", "bergen", "first.md"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("demarche new bergen"), "{said}");
}

fn page(body: &str) -> String {
    let paragraphs: Vec<String> = body
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| format!("<p>{line}</p>"))
        .collect();
    format!(
        "<!doctype html><html><head><title>Norway invites Sudan's rivals to Oslo</title>\
         <meta property=\"article:published_time\" content=\"2024-03-05\"></head><body><article>\
         <h1>Norway invites Sudan's rivals to Oslo</h1>{}</article></body></html>",
        paragraphs.concat()
    )
}

fn body(markdown: &str) -> &str {
    markdown.rsplit_once("---\n").map_or(markdown, |(_, body)| body)
}

fn record(seen: &str, html: &str) -> String {
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{html}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/oslo\r\n\
         WARC-Date: {seen}\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
        answer.len()
    )
}

#[test]
fn a_folder_of_saved_copies_gives_the_history() {
    let place = Place::new();
    let copies = place.root().join("copies");
    fs::create_dir_all(&copies).unwrap();
    let (first, second) = (page(body(FIRST)), page(body(&second())));
    fs::write(copies.join("oslo-20240305T0600.html"), &first).unwrap();
    // The page around the article changed, the article did not.
    let again = first.replace("</article>", "</article><footer><p>Most read today</p></footer>");
    fs::write(copies.join("oslo-20240305T0900.html"), again).unwrap();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let late = record("2024-03-06T07:00:00Z", &second);
    packed.write_all(record("2024-03-05T12:00:00Z", &second).as_bytes()).unwrap();
    packed.write_all(late.as_bytes()).unwrap();
    fs::write(copies.join("later.warc.gz"), packed.finish().unwrap()).unwrap();
    fs::write(copies.join("notes.pdf"), "no article").unwrap();

    let (said, code) = place.put(&["--versions", "copies"]);
    assert_eq!(code, Some(0), "{said}");
    let timeline = place.timeline();
    let (id, source) = timeline.sources.first().unwrap();
    let seen: Vec<_> = source.versions.iter().map(|one| one.seen.clone().unwrap()).collect();
    assert_eq!(seen, ["2024-03-05T06:00Z", "2024-03-05T12:00Z"], "{said}");
    assert!(place.event("called for a ceasefire").is_some(), "{}", place.text());
    assert!(place.event("criticised").is_none());
    let text = place.text();
    let (said, code) = place.put(&["--versions", "copies"]);
    assert_eq!((code, place.text()), (Some(0), text), "once more: {said}");

    for format in ["human", "markdown", "html", "json"] {
        let (said, code) =
            demarche(place.root(), &["history", "oslo", id.as_str(), "--format", format]);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("Thursday"), "{format}: {said}");
    }
    let (said, code) = demarche(place.root(), &["diff", "oslo", "v1..v2", "--source", id.as_str()]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("[-Friday-]") && said.contains("{+Thursday+}"), "{said}");
    let (said, code) = demarche(place.root(), &["diff", "oslo", "v1..v7", "--source", id.as_str()]);
    assert_eq!(code, Some(2), "{said}");
}

/// An article that does not print its day.
const UNDATED: &str = "# A week of diplomacy

Egypt met Kenya in Cairo on Monday.

Ghana met Chad in Accra on Tuesday.
";

#[test]
fn a_day_that_is_given_later_dates_what_was_open() {
    let place = Place::new();
    fs::write(place.root().join("open.md"), UNDATED).unwrap();
    place.put(&["open.md"]);
    assert!(place.timeline().events.values().all(|event| event.date.is_none()));
    let (said, code) = place.put(&["open.md"]);
    assert!(said.contains("nothing to do") && code == Some(0), "{said}");

    let (said, code) = place.put(&["open.md", "--published", "2024-03-06"]);
    assert_eq!(code, Some(0), "{said}");
    let timeline = place.timeline();
    let dates = |timeline: &Timeline| -> Vec<String> {
        timeline
            .events
            .values()
            .filter_map(|one| Some(one.date.as_ref()?.written.clone()))
            .collect()
    };
    assert_eq!(dates(&timeline), ["2024-03-04", "2024-03-05"], "{said}");
    assert_eq!(timeline.sources.len(), 1);
    assert_eq!(timeline.sources[0].versions.len(), 1, "no second copy of the same text");
    let (said, _) = place.put(&["open.md", "--published", "2024-03-06"]);
    assert!(said.contains("nothing to do"), "{said}");

    // A date that a person took out stays out, as long as the rest was read with this day.
    place.edit("date: \"2024-03-04\"", "note: When was it?");
    let (said, _) = place.put(&["open.md", "--published", "2024-03-06"]);
    assert!(said.contains("nothing to do"), "{said}");

    // A person wrote the day into the file of what was read without one.
    place.edit("date: \"2024-03-05\"", "note: And this?");
    let (said, code) = place.put(&["open.md", "--published", "2024-03-06"]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(dates(&place.timeline()), ["2024-03-04", "2024-03-05"], "{said}");
}

#[test]
fn the_name_of_a_saved_copy_is_no_new_day_of_publication() {
    let place = Place::new();
    let text = |town: &str| UNDATED.replace("in Cairo", town);
    fs::write(place.root().join("2024-03-06.md"), text("in Cairo")).unwrap();
    fs::write(place.root().join("2024-03-13.md"), text("in Luxor")).unwrap();
    place.put(&["2024-03-06.md"]);
    let before = place.timeline();
    let (said, code) = place.put(&["2024-03-13.md"]);
    assert_eq!(code, Some(0), "{said}");
    let after = place.timeline();
    let told = |timeline: &Timeline| {
        let dates: Vec<_> = timeline.events.values().map(|event| event.date.clone()).collect();
        (timeline.sources[0].published.clone(), dates)
    };
    assert_eq!(told(&after), told(&before), "{said}");
    assert_eq!(after.sources[0].versions.len(), 2, "{said}");
}

#[test]
fn a_mistyped_source_does_not_tell_everything_twice() {
    let place = Place::new();
    place.put(&["first.md"]);
    let before = place.text();
    let (said, code) = place.put(&["first.md", "--source", "nope"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("no source `nope`"), "{said}");
    assert_eq!(place.text(), before);
}
