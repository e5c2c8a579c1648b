//! The pages of a site as a browser would read them: what stands in them, where their links lead,
//! and that nothing a timeline says becomes anything but text.

mod hostile;
mod languages;
mod lists;
mod names;
mod paper;
mod weight;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use demarche::diagnostic::Severity;
use demarche::graph::Graph;
use demarche::site::{
    Altered, Edition, Hand, Pages, Paragraph, Piece, Problem, Renamed, Revision, Settings, Since,
    Site, Touched,
};
use demarche::timeline::{Actor, Date, Event, Evidence, Id, Office, Source, Timeline, Version};
use demarche::vocabulary::{ActorKind, Confidence, EventType, Modality};
use indexmap::IndexMap;
use lol_html::html_content::TextType;
use lol_html::{RewriteStrSettings, element, rewrite_str, text};

/// A page taken apart.
#[derive(Default)]
struct Parsed {
    /// Name and attributes of each element, in order.
    elements: Vec<(String, Vec<(String, String)>)>,
    /// What a reader sees, runs of white space made one.
    text: String,
}

impl Parsed {
    fn attributes(&self, name: &str) -> impl Iterator<Item = &str> {
        self.elements
            .iter()
            .flat_map(|(_, attributes)| attributes)
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The elements with the names of their attributes.
    fn shape(&self) -> Vec<String> {
        self.elements
            .iter()
            .map(|(name, attributes)| {
                let keys: Vec<&str> = attributes.iter().map(|(key, _)| key.as_str()).collect();
                format!("{name} {}", keys.join(" "))
            })
            .collect()
    }
}

fn unescape(text: &str) -> String {
    let mut text = text.to_owned();
    for (escaped, plain) in [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ] {
        text = text.replace(escaped, plain);
    }
    text
}

fn parse(html: &str) -> Parsed {
    let elements = RefCell::new(Vec::new());
    let words = RefCell::new(String::new());
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(element!("*", |element| {
            let attributes = element
                .attributes()
                .iter()
                .map(|one| (one.name(), unescape(&one.value())))
                .collect();
            elements.borrow_mut().push((element.tag_name(), attributes));
            Ok(())
        }))
        .append_element_content_handler(text!("*", |chunk| {
            // What stands in a script is for machines.
            if chunk.text_type() != TextType::ScriptData {
                words.borrow_mut().push_str(chunk.as_str());
            }
            Ok(())
        }));
    rewrite_str(html, settings).expect("our own pages are well-formed");
    let text = unescape(&words.into_inner());
    Parsed {
        elements: elements.into_inner(),
        text: text.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// All pages of a site by their path, without the stylesheet.
fn built(editions: &[Edition<'_>], problems: &[Problem]) -> BTreeMap<String, Parsed> {
    let pages = Pages::new(&Site { editions, problems });
    let mut built = BTreeMap::new();
    for i in 0..pages.len() {
        let html = String::from_utf8(pages.render(i)).expect("pages are UTF-8");
        if pages.is_page(i) {
            let known = built.insert(pages.path(i).to_owned(), parse(&html));
            assert!(known.is_none(), "{} is written twice", pages.path(i));
        }
    }
    built
}

fn one(timeline: &Timeline) -> BTreeMap<String, Parsed> {
    let name = Id::from("sample");
    let graph = Graph::new(timeline);
    built(&[Edition::new(&name, &graph)], &[])
}

/// A timeline in which every text is `said`, and every field has one.
fn everything(said: &str) -> Timeline {
    let text = || Some(said.to_owned());
    let mut timeline = Timeline { title: said.to_owned(), summary: text(), ..Timeline::default() };
    let source = Source {
        title: said.to_owned(),
        publisher: text(),
        author: text(),
        url: text(),
        published: Some(Date::new(said)),
        versions: vec![
            Version { file: said.to_owned(), seen: text(), extra: IndexMap::new() },
            Version { file: said.to_owned(), seen: text(), extra: IndexMap::new() },
        ],
        note: text(),
        ..Source::default()
    };
    timeline.sources.insert("post".into(), source);
    let linked = Source {
        title: said.to_owned(),
        url: Some("https://example.org/a".to_owned()),
        ..Source::default()
    };
    timeline.sources.insert("linked".into(), linked);
    for id in ["envoy", "state"] {
        let actor = Actor {
            name: said.to_owned(),
            kind: ActorKind::Person,
            of: Some(if id == "envoy" { "state".into() } else { said.into() }),
            code: text(),
            aliases: vec![said.to_owned()],
            offices: vec![Office {
                title: said.to_owned(),
                from: Some(Date::new(said)),
                to: Some(Date::new("2025-05")),
                source: None,
                extra: IndexMap::new(),
            }],
            aka: vec![said.into(), "former".into()],
            note: text(),
            extra: IndexMap::new(),
        };
        timeline.actors.insert(id.into(), actor);
    }
    let evidence = |source: &str| Evidence {
        source: source.into(),
        quote: text(),
        prefix: text(),
        suffix: text(),
        extra: IndexMap::new(),
    };
    let dates =
        [Some(Date::new(said)), Some(Date::new("2025-05-11")), Some(Date::new("2025-06~")), None];
    for (i, date) in dates.into_iter().enumerate() {
        let event = Event {
            date,
            modality: Modality::ALL[i],
            from: vec!["envoy".into(), said.into()],
            to: vec!["state".into()],
            place: text(),
            responds_to: vec![said.into()],
            after: (0..i).map(|i| Id(format!("e{i}"))).collect(),
            evidence: vec![evidence("post"), evidence("linked"), evidence(said)],
            aka: vec![said.into(), Id(format!("old-{i}"))],
            confidence: IndexMap::from([(said.to_owned(), Confidence::Low)]),
            reading: IndexMap::from([(said.to_owned(), said.to_owned())]),
            note: text(),
            ..Event::new(EventType::ALL[i * 5], said)
        };
        timeline.events.insert(Id(format!("e{i}")), event);
    }
    timeline
}

/// The whole site of [`everything`], with changes and problems.
fn site_of_everything(said: &str) -> BTreeMap<String, Parsed> {
    let timeline = everything(said);
    let graph = Graph::new(&timeline);
    let name = Id::from("sample");
    let mut edition = Edition::new(&name, &graph);
    edition.texts.insert("post".into(), said.to_owned());
    let text = || Some(said.to_owned());
    let paragraphs: Vec<Paragraph> = vec![
        vec![Piece::Kept(said.to_owned())],
        vec![
            Piece::Kept(said.to_owned()),
            Piece::Removed(said.to_owned()),
            Piece::Added(said.to_owned()),
        ],
    ];
    let revision = Revision {
        old: said.to_owned(),
        new: said.to_owned(),
        paragraphs,
        moved: 1,
        touched: vec![
            Touched {
                event: Some("e1".into()),
                title: said.to_owned(),
                how: said.to_owned(),
                fields: vec![Altered { field: "date", old: text(), new: text(), note: "later" }],
            },
            Touched { title: said.to_owned(), how: said.to_owned(), ..Touched::default() },
        ],
        renamed: vec![Renamed { actor: "envoy".into(), old: text(), new: None }],
    };
    edition.revisions.insert("post".into(), vec![revision]);
    edition.hands.insert("e0".into(), Hand::Written);
    edition.hands.insert("e1".into(), Hand::Edited(vec!["date"]));
    edition.hands.insert("e2".into(), Hand::Confirmed(vec![said.to_owned()]));
    let fields = vec![Altered { field: "date", old: text(), new: text(), note: "later" }];
    edition.since = Some(vec![
        Since { event: "e1".into(), title: said.to_owned(), only: None, fields },
        Since { event: said.into(), title: said.to_owned(), only: Some(false), fields: Vec::new() },
    ]);
    let problem = Problem {
        place: said.to_owned(),
        severity: Severity::Error,
        code: "bad-date",
        message: said.to_owned(),
        help: Some(said.to_owned()),
    };
    built(&[edition], &[problem])
}

#[test]
fn every_page_forbids_what_it_does_not_need() {
    for (path, page) in site_of_everything("Harmless") {
        let policy = page.attributes("content").find(|value| value.contains("default-src"));
        let wanted = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";
        // What leads away from an old address has no script at all.
        let moved = page.attributes("http-equiv").any(|value| value == "refresh");
        let wanted = if moved {
            wanted.replace("script-src 'self'; connect-src 'self'; ", "")
        } else {
            wanted.to_owned()
        };
        assert_eq!(policy, Some(wanted.as_str()), "{path}");
        for (name, attributes) in &page.elements {
            let asks = ["img", "iframe", "object", "embed", "video", "audio", "source"];
            assert!(!asks.contains(&name.as_str()), "{path} has a {name}");
            if name == "script" {
                let ours = attributes.iter().any(|(key, value)| match key.as_str() {
                    "src" => resolve(&path, value) == "demarche.js",
                    "type" => value == "application/ld+json",
                    _ => false,
                });
                assert!(ours, "{path}: a script that is not ours");
            }
            for (key, value) in attributes {
                let script = name == "script" && key == "src";
                assert!(!key.starts_with("on") && key != "style", "{path}: {key}");
                assert!(script || key != "src", "{path}: {key}");
                let away = value.starts_with("http:") || value.starts_with("https:");
                if key == "href" && away && name != "link" {
                    let rel = ("rel".to_owned(), "noopener noreferrer nofollow".to_owned());
                    assert!(name == "a" && attributes.contains(&rel), "{path}: {value}");
                }
            }
        }
        assert!(!page.text.is_empty(), "{path}");
    }
}

fn assert_links_lead_somewhere(site: &BTreeMap<String, Parsed>) {
    for (path, page) in site {
        let mut ids = BTreeSet::new();
        for id in page.attributes("id") {
            assert!(ids.insert(id), "{path} has two elements with the id {id}");
        }
        for link in page.attributes("href").filter(|link| !link.contains("://")) {
            let (file, fragment) = link.split_once('#').unwrap_or((link, ""));
            let target = resolve(path, file);
            if ["style.css", "atom.xml", "feed.json"].iter().any(|end| target.ends_with(end)) {
                continue;
            }
            let Some(there) = site.get(&target) else { panic!("{path} links to {target}") };
            let found = fragment.is_empty() || there.attributes("id").any(|id| id == fragment);
            assert!(found, "{path} links to {target}, where {fragment} is not");
        }
    }
}

/// Where a relative link leads, from the site's folder.
fn resolve(page: &str, link: &str) -> String {
    if link.is_empty() {
        return page.to_owned();
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{page}: {link} leads out of the site"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn every_link_leads_to_a_page_of_the_site() {
    assert_links_lead_somewhere(&site_of_everything("Harmless"));
    assert_links_lead_somewhere(&one(&long(470)));
    assert_links_lead_somewhere(&one(&Timeline::default()));
    assert_links_lead_somewhere(&built(&[], &[]));
}

/// Events over twenty years, most of them in one month.
fn long(events: u32) -> Timeline {
    let mut timeline = Timeline { title: "Long".to_owned(), ..Timeline::default() };
    timeline.sources.insert("paper".into(), Source { title: "Paper".into(), ..Source::default() });
    timeline.actors.insert(
        "envoy".into(),
        Actor {
            name: "The envoy".into(),
            kind: ActorKind::Person,
            of: None,
            code: None,
            aliases: Vec::new(),
            offices: Vec::new(),
            aka: Vec::new(),
            note: None,
            extra: IndexMap::new(),
        },
    );
    for i in 0..events {
        let date = match i % 20 {
            0 => Some(Date::new(format!("{}", 2001 + i % 7))),
            1 => None,
            2..8 => Some(Date::new(format!("{}-0{}", 2005 + i % 9, 1 + i % 9))),
            _ => Some(Date::new(format!("2014-03-{:02}", 1 + i % 31))),
        };
        let event = Event {
            date,
            from: vec!["envoy".into()],
            after: i.checked_sub(7).map(|i| Id(format!("n{i}"))).into_iter().collect(),
            evidence: vec![Evidence {
                source: "paper".into(),
                quote: Some(format!("words number {i}, to the letter")),
                ..Evidence::default()
            }],
            ..Event::new(
                EventType::ALL[i as usize % EventType::ALL.len()],
                format!("Event no. {i}."),
            )
        };
        timeline.events.insert(Id(format!("n{i}")), event);
    }
    timeline
}

#[test]
fn every_event_stands_once_in_the_list_and_on_its_own_page() {
    let timeline = long(470);
    let site = one(&timeline);
    let lists: Vec<_> = site
        .iter()
        .filter(|(_, page)| page.attributes("class").any(|class| class == "spine"))
        .collect();
    for (path, page) in &lists {
        let events = page.attributes("id").filter(|id| id.starts_with('n')).count();
        assert!(events <= 200, "{path} has {events} events");
        assert!(page.elements.len() <= 3_000, "{path} has {} elements", page.elements.len());
    }
    for (id, event) in &timeline.events {
        let on: Vec<_> = lists
            .iter()
            .filter(|(_, page)| page.attributes("id").any(|one| one == id.as_str()))
            .collect();
        let [(path, list)] = on.as_slice() else { panic!("{id} stands on {} pages", on.len()) };
        let own = &site[&format!("sample/e/{id}/index.html")];
        for page in [*list, own] {
            let quote = event.evidence[0].quote.as_deref().unwrap_or_default();
            assert!(page.text.contains(&event.title), "{path}: the title of {id}");
            assert!(page.text.contains(quote), "{path}: the quote of {id}");
            assert!(page.text.contains("The envoy"), "{path}: who does {id}");
        }
    }
}

#[test]
fn an_old_address_leads_to_the_event() {
    let site = site_of_everything("Harmless");
    let page = &site["sample/actor/former/index.html"];
    assert!(page.attributes("href").any(|value| value == "../envoy/index.html"));
    let page = &site["sample/e/old-2/index.html"];
    assert!(page.attributes("content").any(|value| value == "0; url=../e2/index.html"));
    assert!(page.attributes("href").any(|value| value == "../e2/index.html"));
}

#[test]
fn dates_are_said_in_words_and_as_written() {
    for (written, said) in [
        ("2025-05-11", "11 May 2025"),
        ("2025-06-20~", "about 20 June 2025"),
        ("[..2025-05-11]", "on or before 11 May 2025"),
        ("2025-05-11/2025-05-13", "11–13 May 2025"),
    ] {
        let mut timeline = Timeline { title: "T".to_owned(), ..Timeline::default() };
        let mut event = Event::new(EventType::Meeting, "They meet");
        event.date = Some(Date::new(written));
        timeline.events.insert("meet".into(), event);
        let site = one(&timeline);
        for path in ["sample/index.html", "sample/e/meet/index.html"] {
            assert!(site[path].text.contains(said), "{written} in {path}");
        }
        assert!(site["sample/e/meet/index.html"].text.contains(written), "{written}");
    }
}

/// Every event with its date, actors, place and quotes stands in words on its page, in the list and
/// on paper, and its names are found by the search; a machine-read one tells by whose hand it is.
#[test]
fn nothing_is_told_by_a_script_alone() {
    let timeline = everything("Harmless");
    let site = site_of_everything("Harmless");
    let print = &site["sample/print/index.html"].text;
    let list = &site["sample/index.html"].text;
    for (id, event) in &timeline.events {
        let own = &site[&format!("sample/e/{id}/index.html")].text;
        let date = match event.date.as_ref().map(|date| date.written.as_str()) {
            Some("2025-05-11") => "11 May 2025",
            Some("2025-06~") => "about June 2025",
            Some(written) => written,
            None => "no date given",
        };
        for (at, text) in [("its page", own), ("the list", list), ("paper", print)] {
            assert!(text.contains(date), "{id}: {date} on {at}");
            assert!(text.matches("Harmless").count() >= 4, "{id} on {at}");
        }
    }
    for (id, said) in [
        ("e0", "Written by a person"),
        ("e1", "Edited by a person"),
        ("e2", "Confirmed by a person"),
    ] {
        assert!(site[&format!("sample/e/{id}/index.html")].text.contains(said), "{id}");
    }
}

#[test]
fn a_page_is_known_by_its_address() {
    let timeline = everything("Harmless");
    let graph = Graph::new(&timeline);
    let name = Id::from("sample");
    let editions = [Edition::new(&name, &graph)];
    let site = Site { editions: &editions, problems: &[] };
    let settings =
        Settings { url: Some("https://example.org/t/".to_owned()), ..Settings::default() };
    let pages = Pages::with(&site, settings);
    let mut seen = BTreeSet::new();
    for i in 0..pages.len() {
        let path = pages.path(i);
        if !pages.is_page(i) {
            continue;
        }
        let html = String::from_utf8(pages.render(i)).expect("UTF-8");
        let canonical = html.split("rel=\"canonical\" href=\"").nth(1);
        let canonical = canonical.and_then(|rest| rest.split('"').next()).unwrap_or_default();
        assert!(canonical.starts_with("https://example.org/t/"), "{path}: {canonical}");
        let old = path.contains("/old-") || path.contains("/former/");
        assert!(old || seen.insert(canonical.to_owned()), "{path}: {canonical} twice");
        assert!(old || html.contains("property=\"og:url\""), "{path}");
    }
    let map = (0..pages.len()).find(|&i| pages.path(i) == "sitemap.xml").expect("a map");
    let map = String::from_utf8(pages.render(map)).expect("UTF-8");
    for address in ["https://example.org/t/sample/e/e1/", "https://example.org/t/"] {
        assert!(map.contains(&format!("<loc>{address}</loc>")), "{address}");
    }
}
