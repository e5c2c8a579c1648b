//! The drawings of a site: what they show, and that they keep still.

use std::collections::BTreeMap;

use demarche::graph::Graph;
use demarche::site::{Edition, Pages, Site};
use demarche::timeline::{Actor, Date, Event, Id, Timeline};
use demarche::vocabulary::{ActorKind, EventType, Modality};
use indexmap::IndexMap;

fn event(kind: EventType, date: &str, title: &str) -> Event {
    Event { date: Some(Date::new(date)), ..Event::new(kind, title) }
}

fn pages(timeline: &Timeline) -> BTreeMap<String, String> {
    let graph = Graph::new(timeline);
    let name = Id::from("t");
    let editions = [Edition::new(&name, &graph)];
    let pages = Pages::new(&Site { editions: &editions, problems: &[] });
    (0..pages.len())
        .map(|i| (pages.path(i).to_owned(), String::from_utf8(pages.render(i)).unwrap()))
        .collect()
}

/// A talk, an answer to it, what depends on that, and its end.
fn thread() -> Timeline {
    let mut timeline = Timeline { title: "Thread".to_owned(), ..Timeline::default() };
    let mut add = |id: &str, event: Event| {
        timeline.events.insert(id.into(), event);
    };
    add("offer", event(EventType::Proposal, "2025-05-01", "An offer"));
    add(
        "answer",
        Event {
            responds_to: vec!["offer".into()],
            ..event(EventType::Acceptance, "2025-05-03", "An answer")
        },
    );
    add(
        "talks",
        Event {
            conditional_on: vec!["answer".into()],
            after: vec!["offer".into()],
            ..event(EventType::Talks, "2025-07-20", "Talks")
        },
    );
    add(
        "end",
        Event {
            after: vec!["talks".into()],
            ..event(EventType::Collapse, "2025-07-25", "The end")
        },
    );
    timeline
}

#[test]
fn each_kind_of_relation_has_its_arrow_and_an_end_its_mark() {
    let page = &pages(&thread())["t/graph/offer/index.html"];
    for class in ["tie answer", "head answer", "tie condition", "head condition", "head after"] {
        assert!(page.contains(&format!("class=\"{class}\"")), "{class}");
    }
    // `talks` after `offer` follows from the answer and its condition.
    let after = page.split("class=\"tie after\" d=\"").nth(2).expect("the drawing's own arrows");
    assert_eq!(after.split('"').next().unwrap().matches('M').count(), 1, "{after}");
    assert!(page.contains("class=\"ends\" d=\"M"), "the collapse is marked");
    assert!(page.contains("3 months without recorded events"), "time that passes is drawn");
}

#[test]
fn what_cannot_all_hold_is_told_where_its_events_are() {
    let mut timeline = thread();
    timeline.events.get_mut("answer").unwrap().date = Some(Date::new("2025-04-20"));
    let pages = pages(&timeline);
    for id in ["offer", "answer"] {
        let page = &pages[&format!("t/e/{id}/index.html")];
        assert!(page.contains("What cannot all hold"), "{id}");
        assert!(page.contains("is dated 20 April 2025"), "{id}: {page}");
    }
    assert!(!pages["t/e/end/index.html"].contains("What cannot all hold"));
    assert!(pages["t/index.html"].contains("b-contested"));
    assert!(pages["t/graph/offer/index.html"].contains("contested"));
}

#[test]
fn every_drawing_has_its_words() {
    for (path, page) in pages(&many(60)) {
        for drawing in page.split("<svg").skip(1) {
            let head = drawing.split('>').next().unwrap();
            let named = head.contains("aria-label=\"") && head.contains("role=\"");
            assert!(named || head.contains("aria-hidden=\"true\""), "{path}: {head}");
        }
    }
}

/// Events of twelve actors in threads, a few days apart.
fn many(events: u32) -> Timeline {
    let mut timeline = Timeline { title: "Many".to_owned(), ..Timeline::default() };
    for i in 0..12 {
        let actor = Actor {
            name: format!("Party {i}"),
            kind: ActorKind::State,
            of: None,
            code: None,
            aliases: Vec::new(),
            offices: Vec::new(),
            aka: Vec::new(),
            note: None,
            extra: IndexMap::new(),
        };
        timeline.actors.insert(Id(format!("party-{i}")), actor);
    }
    for i in 0..events {
        let day = chrono::NaiveDate::from_ymd_opt(2024, 1, 1)
            .and_then(|first| first.checked_add_days(chrono::Days::new(u64::from(i * 5))))
            .unwrap();
        let mut event = event(
            EventType::ALL[(i * 7) as usize % EventType::ALL.len()],
            &day.to_string(),
            &format!("Event number {i}"),
        );
        event.from = vec![Id(format!("party-{}", i * 5 % 12))];
        event.to = vec![Id(format!("party-{}", (i * i + 1) % 12))];
        event.after = i.checked_sub(3).map(|one| Id(format!("e{one}"))).into_iter().collect();
        timeline.events.insert(Id(format!("e{i}")), event);
    }
    timeline
}

/// Where each box of a drawing stands, by where it leads.
fn boxes(page: &str) -> BTreeMap<String, (i64, i64)> {
    page.split("<a class=\"node")
        .skip(1)
        .map(|node| {
            let href = node.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
            let there = node.split("translate(").nth(1).unwrap().split(')').next().unwrap();
            let (x, y) = there.split_once(' ').unwrap();
            (href.to_owned(), (x.parse().unwrap(), y.parse().unwrap()))
        })
        .collect()
}

#[test]
fn an_event_more_moves_little() {
    let before = many(60);
    let mut after = before.clone();
    let mut one = event(EventType::Meeting, "2024-10-30", "One more");
    one.from = vec!["party-1".into()];
    one.to = vec!["party-2".into()];
    one.after = vec!["e50".into()];
    after.events.insert("one-more".into(), one);
    let (before, after) = (pages(&before), pages(&after));

    let [old, new] = [&before, &after].map(|pages| boxes(&pages["t/graph/e2/index.html"]));
    assert_eq!((old.len(), new.len()), (20, 21), "the thread of e50");
    let moved = old.iter().filter(|(id, (x, y))| {
        let (there_x, there_y) = new[*id];
        (there_x - x).abs() > 1 || (there_y - y).abs() > 1
    });
    assert!(moved.count() * 20 <= old.len(), "{old:?}\n{new:?}");

    // Lanes: only the staves from the new event on.
    let [old, new] = [&before, &after].map(|pages| {
        let page = &pages["t/lanes/index.html"];
        let staves = page.split("<path class=\"way\" d=\"").skip(1);
        staves.map(|stave| stave.split('"').next().unwrap().to_owned()).collect::<Vec<_>>()
    });
    assert!(old.len() > 1, "it takes several staves");
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    assert!(same + 1 >= old.len(), "{same} of {} staves are as they were", old.len());
}

/// What stands in the boxes of a drawing: the line above, and the lines of the title.
fn written(page: &str) -> Vec<[String; 3]> {
    let drawing = page.split("<div class=\"scroll\"").nth(1).expect("a drawing");
    let texts = |node: &str| -> Vec<String> {
        let texts = node.split("<text").skip(1);
        texts.map(|text| text.split(['>', '<']).nth(1).unwrap().to_owned()).collect()
    };
    drawing
        .split("class=\"node")
        .skip(1)
        .map(|node| texts(node)[..3].to_vec().try_into().unwrap())
        .collect()
}

#[test]
fn a_box_says_all_of_its_date_before_its_type() {
    let mut timeline = thread();
    let mut add = |id: &str, after: &str, event: Event| {
        timeline.events.insert(id.into(), Event { after: vec![after.into()], ..event });
    };
    add("letter", "offer", Event::new(EventType::Statement, "A letter without a day"));
    add("round", "end", event(EventType::Mediation, "[2025-09-11..2025-09-15]", "A round"));
    add("truce", "round", event(EventType::Ceasefire, "2025-10-20/..", "A truce that holds"));
    add("stay", "truce", event(EventType::Visit, "2025-11-12/2026-11", "A long stay"));
    let denied = event(EventType::Collapse, "2025-11-28/2025-12-04", "It is said to have failed");
    add("failed", "truce", Event { modality: Modality::Denied, ..denied });
    timeline.events.get_mut("talks").unwrap().after.push("letter".into());
    let pages = pages(&timeline);
    let boxes = written(&pages["t/graph/offer/index.html"]);
    let over: Vec<&str> = boxes.iter().map(|lines| lines[0].as_str()).collect();
    for said in [
        "1 May 2025 · proposal",
        "inferred: 1 May – 20 July 2025",
        "between 11 and 15 Sept 2025",
        "20 Oct 2025 – … · ceasefire",
        "Nov 2025 – Nov 2026 · visit",
        "28 Nov – 4 Dec 2025",
    ] {
        assert!(over.contains(&said), "{said}: {over:#?}");
    }
}

#[test]
fn a_title_uses_the_room_of_its_box() {
    let mut timeline = thread();
    let title =
        "Illicit little bills still fill it till all <b>will</b> fit in: filled until it is full";
    timeline.events.get_mut("answer").unwrap().title = title.to_owned();
    let pages = pages(&timeline);
    let boxes = written(&pages["t/graph/offer/index.html"]);
    let [_, first, second] = boxes.iter().find(|lines| lines[1].starts_with("Illicit")).unwrap();
    assert_eq!(
        (first.as_str(), second.as_str()),
        (
            "Illicit little bills still fill it till",
            "all &#60;b&#62;will&#60;/b&#62; fit in: filled …"
        ),
    );
}

#[test]
fn boxes_are_turned_where_the_page_is() {
    let mut timeline = thread();
    let english = pages(&timeline);
    timeline.lang = Some("ar".to_owned());
    let arabic = pages(&timeline);
    for (pages, bar, x, cross) in [(&english, "M0 0h4", "12", 191), (&arabic, "M204 0h4", "196", 8)]
    {
        let page = &pages["t/graph/offer/index.html"];
        let drawing = page.split("<div class=\"scroll\"").nth(1).expect("a drawing");
        assert_eq!(drawing.matches(&format!("class=\"hue\" d=\"{bar}")).count(), 4, "{bar}");
        assert_eq!(drawing.matches(&format!("class=\"over\" x=\"{x}\"")).count(), 4, "{x}");
        // The cross stands where the words end.
        let number = |text: &str, before: &str| -> usize {
            let rest = text.split(before).nth(1).unwrap();
            rest.split(' ').next().unwrap().parse().unwrap()
        };
        let end = drawing.split("class=\"node").find(|node| node.contains("t-collapse")).unwrap();
        let from = number(end, "translate(");
        assert_eq!(number(drawing, "class=\"ends\" d=\"M"), from + cross);
    }
}

#[test]
fn what_leads_out_is_named_above_all_lines() {
    let page = &pages(&many(60))["t/graph/e2/index.html"];
    let legend = page.split("<ul class=\"legend\">").nth(1).unwrap().split("</ul>").next().unwrap();
    assert!(legend.contains("class=\"far\""), "what it means is told");
    for drawing in page.split("<div class=\"scroll\"").skip(1) {
        let last_line = drawing.rfind("<path class=\"tie").unwrap_or(0);
        let last_head = drawing.rfind("<path class=\"head").unwrap_or(0);
        assert!(drawing.find("class=\"far\"").is_none_or(|at| at > last_line.max(last_head)));
    }
}

/// The data of the paths of a class, in all drawings of a page.
fn paths(page: &str, class: &str) -> String {
    let before = format!("class=\"{class}\" d=\"");
    let drawings = page.split("<div class=\"scroll\"").skip(1);
    let data = drawings.flat_map(|drawing| drawing.split(&before).skip(1));
    data.map(|data| data.split('"').next().unwrap()).collect()
}

/// Four of twelve actors in three events: an offer, a plan and a denied meeting.
fn three() -> Timeline {
    let mut timeline = Timeline { actors: many(0).actors, ..thread() };
    timeline.events.clear();
    for (id, kind, date, modality, from, to) in [
        ("a", EventType::Proposal, "2024-05-03", Modality::Happened, "party-0", "party-1"),
        ("b", EventType::Proposal, "2024-05-03", Modality::Planned, "party-1", "party-2"),
        ("c", EventType::Agreement, "2024-05-14", Modality::Denied, "party-1", "party-3"),
        ("d", EventType::Statement, "2024-06", Modality::Happened, "party-1", "party-0"),
    ] {
        let (from, to) = (vec![from.into()], vec![to.into()]);
        let event = Event { modality, from, to, ..event(kind, date, id) };
        timeline.events.insert(id.into(), event);
    }
    timeline
}

#[test]
fn marks_and_their_key_say_the_same() {
    let page = &pages(&three())["t/lanes/index.html"];
    let key = page.split("lanes-key").nth(1).unwrap().split("</ul>").next().unwrap();
    assert_eq!(key.matches("<li><svg").count(), 5, "each with its mark: {key}");
    let dot = "a3 3 0 1 0 6 0a3 3 0 1 0-6 0z";
    let struck = |data: &str| data.matches("l13-13").count() + data.matches("l10-10").count();
    for (class, large, dots, strikes) in [
        ("mark k-offers full", "l10 6l-10 6z", 1, 0),
        ("mark k-offers hollow", "l10 6l-10 6z", 1, 0),
        // Whatever is denied looks alike.
        ("mark k-accords hollow m-denied", "a5.5 5.5 0 1 0 11 0", 1, 2),
    ] {
        let data = paths(page, class);
        assert_eq!(data.matches(large).count(), 1, "{class}: {data}");
        assert_eq!(data.matches(dot).count(), dots, "{class}: {data}");
        assert_eq!(struck(&data), strikes, "{class}: {data}");
    }
}

#[test]
fn days_stand_above_where_they_change_and_are_known() {
    let page = &pages(&three())["t/lanes/index.html"];
    let days: Vec<&str> = page
        .split("<text class=\"day\"")
        .skip(1)
        .map(|day| day.split(['>', '<']).nth(1).unwrap())
        .collect();
    assert_eq!(days, ["3", "14"], "no day of the month that only is known");
}

#[test]
fn a_line_begins_with_the_first_event_and_goes_on_where_there_are_more() {
    let page = &pages(&three())["t/lanes/index.html"];
    assert_eq!(paths(page, "absent"), "", "nobody was there before, or comes again");
    // Who comes later has dots from the name: two of the four.
    assert_eq!(paths(page, "lead").matches('M').count(), 2);

    let page = &pages(&many(60))["t/lanes/index.html"];
    let staves: Vec<&str> = page.split("<div class=\"scroll\"").skip(1).collect();
    assert!(staves.len() > 1, "it takes several staves");
    let stave = |at: usize| format!("<div class=\"scroll\"{}", staves[at]);
    let [first, last] = [stave(0), stave(staves.len() - 1)];
    let gutter = |data: &str| data.matches("M158 ").count();
    assert_eq!(gutter(&paths(&first, "absent")), 0, "none comes into the first stave");
    assert!(gutter(&paths(&last, "absent")) > 6, "most come into the last one");
    assert_eq!(paths(&last, "lead"), "", "nobody is new in it");
}

#[test]
fn names_are_parted_as_the_language_parts_them() {
    let mut timeline = three();
    timeline.lang = Some("ar".to_owned());
    assert!(pages(&timeline)["t/lanes/index.html"].contains("Party 0، Party 1</bdi>"));
}

#[test]
fn what_is_pale_is_told_and_no_day_is_made_up() {
    let mut timeline = thread();
    let exact = &pages(&timeline)["t/index.html"];
    assert!(!exact.contains("class=\"pale\"") && !exact.contains("class=\"loose\""));
    for (id, date) in [("year", "2024"), ("set", "[2025-05-20..2025-06-04]"), ("month", "2025-06")]
    {
        timeline.events.insert(id.into(), event(EventType::Visit, date, id));
    }
    let page = &pages(&timeline)["t/index.html"];
    let overview =
        page.split("class=\"overview\"").nth(1).unwrap().split("</figure>").next().unwrap();
    for said in [
        "<p class=\"pale\">pale: the day is not known</p>",
        "7 dated events from 2024 to 25 July 2025;",
        "2024: 1 · 1 May 2025: 1 · 3 May 2025: 1 · between 20 May and 4 June 2025: 1 · June 2025: 1 ",
        "<title>2024: 1 event</title>",
        "<title>June 2025: 1 event</title>",
    ] {
        assert!(overview.contains(said), "{said}: {overview}");
    }
    assert!(!overview.contains("Jan"), "{overview}");
}
