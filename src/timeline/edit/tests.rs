use super::*;
use crate::timeline::{Date, Event, Timing};
use crate::vocabulary::EventType;

const FILE: &str = "\
# A file by hand.
title: Talks   # the title

actors:
    ukraine: {name: Ukraine, kind: state}   # a state
    'russia':
        name: Russia
        kind: state

# What happened.
events:
    kyiv-meeting:   # in Kyiv
        type: meeting
        date: '2025-05-10'   # a Saturday
        title: Leaders meet
        from: [ukraine,   # first
               russia]
        to:
        -   ukraine
        -   russia   # second
        evidence:
        - source: post
          quote: \"they met\"
        note: |
            One line.

            Another one.
        # said of the meeting

    # about the talks
    talks:
        type: talks
        title: \"Talks in Istanbul\"
        date: 2025-05-15
";

fn edited(text: &str, edits: &[Edit]) -> Result<String, Refused> {
    apply(&Document::new("t.yaml", text), edits)
}

/// The lines that an edit takes and gives, as a diff shows them.
fn changes(text: &str, edits: &[Edit]) -> String {
    let new = match edited(text, edits) {
        Ok(new) => new,
        Err(refused) => return format!("refused: {refused}\n"),
    };
    let diff = similar::TextDiff::from_lines(text, new.as_str());
    diff.iter_all_changes()
        .filter(|change| change.tag() != similar::ChangeTag::Equal)
        .map(|change| format!("{}{}", change.tag(), change.value()))
        .collect::<Vec<_>>()
        .concat()
}

fn set(route: Route, value: Value) -> Edit {
    Edit::Set { route, value }
}

fn kyiv(field: &str) -> Route {
    Route::event("kyiv-meeting", field)
}

fn date(text: &str) -> Value {
    Value::from(&Date::new(text))
}

#[test]
fn only_what_is_meant_changes() {
    let ids = |ids: &[&str]| Value::List(ids.iter().map(|id| Value::from(*id)).collect());
    for (edit, expected) in [
        (
            set(kyiv("date"), date("2025-05-11")),
            "-        date: '2025-05-10'   # a Saturday\n+        date: '2025-05-11'   # a Saturday\n",
        ),
        (
            set(Route::event("talks", "date"), date("2025-05-16")),
            "-        date: 2025-05-15\n+        date: '2025-05-16'\n",
        ),
        (
            set(Route::event("talks", "title"), "No \"talks\"".into()),
            "-        title: \"Talks in Istanbul\"\n+        title: 'No \"talks\"'\n",
        ),
        (
            set(Route::new().key("title"), "Talks: a title".into()),
            "-title: Talks   # the title\n+title: 'Talks: a title'   # the title\n",
        ),
        (
            set(kyiv("note"), "Two\nlines.\n".into()),
            "-            One line.\n-\n-            Another one.\n+            Two\n+            lines.\n",
        ),
        (set(kyiv("place"), "Kyiv".into()), "+        place: Kyiv\n"),
        (set(kyiv("after"), ids(&["talks"])), "+        after:\n+        - talks\n"),
        (set(Route::event("talks", "from"), ids(&["ukraine"])), "+        from: [ukraine]\n"),
        (
            set(kyiv("evidence").index(0).key("quote"), "they did".into()),
            "-          quote: \"they met\"\n+          quote: \"they did\"\n",
        ),
        (set(kyiv("evidence").index(0).key("prefix"), "say".into()), "+          prefix: say\n"),
        (
            set(Route::new().key("actors").key("ukraine").key("code"), "UKR".into()),
            "-    ukraine: {name: Ukraine, kind: state}   # a state\n+    ukraine: {name: Ukraine, kind: state, code: UKR}   # a state\n",
        ),
        (
            Edit::AddToList { route: kyiv("from"), value: "france".into() },
            "-               russia]\n+               russia, france]\n",
        ),
        (Edit::AddToList { route: kyiv("to"), value: "no".into() }, "+        - 'no'\n"),
        (
            Edit::RemoveFromList { route: kyiv("to"), text: "ukraine".into() },
            "-        -   ukraine\n",
        ),
        (
            Edit::RemoveFromList { route: kyiv("from"), text: "russia".into() },
            "refused: there is a comment right beside it\n",
        ),
        (
            Edit::Remove { route: kyiv("evidence") },
            "-        evidence:\n-        - source: post\n-          quote: \"they met\"\n",
        ),
        (
            Edit::Remove { route: kyiv("evidence").index(0).key("quote") },
            "-          quote: \"they met\"\n",
        ),
        (
            Edit::Remove { route: Route::new().key("events").key("talks") },
            "-    talks:\n-        type: talks\n-        title: \"Talks in Istanbul\"\n-        date: 2025-05-15\n",
        ),
        (
            Edit::Rename {
                route: Route::new().key("actors").key("russia"),
                to: "the-russia".into(),
            },
            "-    'russia':\n+    'the-russia':\n",
        ),
        (
            Edit::Remove { route: kyiv("type") },
            "refused: the edited file has a mistake: an event has no `type`\n",
        ),
        (
            set(Route::event("nobody", "date"), date("2025")),
            "refused: there is no `events.nobody.date`\n",
        ),
        (set(kyiv("from"), ids(&["a"])), "refused: there may be a comment inside the old value\n"),
    ] {
        assert_eq!(changes(FILE, std::slice::from_ref(&edit)), expected, "{edit:?}");
        let crlf = FILE.replace('\n', "\r\n");
        let expected = edited(FILE, std::slice::from_ref(&edit));
        let outcome = edited(&crlf, std::slice::from_ref(&edit));
        assert_eq!(outcome, expected.map(|text| text.replace('\n', "\r\n")), "CRLF {edit:?}");
        let bom = edited(&format!("\u{feff}{FILE}"), std::slice::from_ref(&edit));
        let expected = edited(FILE, std::slice::from_ref(&edit));
        assert_eq!(bom, expected.map(|text| format!("\u{feff}{text}")), "BOM {edit:?}");
    }
}

fn event(title: &str) -> Event {
    let mut event = Event::new(EventType::Call, title);
    event.date = Some(Date::new("2025-05-12"));
    event.from = vec!["ukraine".into()];
    event
}

fn insert(after: Option<&str>, ids: &[&str]) -> Edit {
    Edit::Insert {
        section: "events".to_owned(),
        after: after.map(Id::from),
        entries: ids.iter().map(|id| (Id::from(*id), Value::from(&event(id)))).collect(),
    }
}

#[test]
fn a_timing_is_written_read_and_taken_away() {
    let mut talks = Event::new(EventType::Talks, "Talks".to_owned());
    talks.timing = vec![
        Timing {
            after: Some("kyiv-meeting".into()),
            by: Some("P5D".to_owned()),
            quote: Some("five days after".to_owned()),
            ..Timing::default()
        },
        Timing { lasts: Some("P2D".to_owned()), ..Timing::default() },
    ];
    let Value::Map(fields) = Value::from(&talks) else { panic!("an event is a map") };
    let value = fields.into_iter().find(|(key, _)| key == "timing").expect("it has a timing").1;
    let route = || Route::event("talks", "timing");
    let written = edited(FILE, &[set(route(), value)]).expect("a sound edit");
    let (read, remarks) = crate::timeline::read(&Document::new("t.yaml", &*written));
    assert!(remarks.is_empty(), "{remarks:?}");
    assert_eq!(read.events["talks"].timing, talks.timing);
    assert_eq!(edited(&written, &[Edit::Remove { route: route() }]).expect("a sound edit"), FILE);
}

#[test]
fn a_new_entry_looks_like_its_neighbours() {
    let added = "+\n+    call:\n+        type: call\n+        date: '2025-05-12'\n+        title: call\n+        modality: happened\n+        from: [ukraine]\n";
    assert_eq!(changes(FILE, &[insert(None, &["call"])]), added);
    let new = edited(FILE, &[insert(Some("kyiv-meeting"), &["call"])]).unwrap();
    assert!(new.contains("        # said of the meeting\n\n    call:\n"), "{new}");
    assert!(
        new.contains("        from: [ukraine]\n\n    # about the talks\n    talks:\n"),
        "{new}"
    );
}

#[test]
fn a_section_may_be_empty_or_absent() {
    for (text, expected) in [
        ("title: T\n", "title: T\n\nevents:\n  call:\n"),
        ("title: T", "title: T\n\nevents:\n  call:\n"),
        ("title: T\nevents:\n", "title: T\nevents:\n  call:\n"),
        ("title: T\nevents: {}  # none\n", "title: T\nevents:  # none\n  call:\n"),
        ("title: T\nevents: ~\nx-a: 1\n", "title: T\nevents:\n  call:\n"),
        ("{title: T}\n", "{title: T, events: {call: {"),
        (
            "title: T\nevents: {a: {type: call, title: A}}\n",
            "title: T\nevents: {a: {type: call, title: A}, call: {",
        ),
    ] {
        let new = edited(text, &[insert(None, &["call"])]).unwrap();
        assert!(new.starts_with(expected), "{text:?} became {new:?}");
    }
}

#[test]
fn many_edits_go_together() {
    let edits = [
        insert(Some("kyiv-meeting"), &["a", "b"]),
        insert(Some("b"), &["c"]),
        set(Route::event("c", "title"), "See".into()),
        Edit::AddToList { route: kyiv("to"), value: "x".into() },
        Edit::AddToList { route: kyiv("to"), value: "y".into() },
        Edit::Remove { route: Route::event("talks", "date") },
        Edit::Remove { route: Route::event("talks", "title") },
        set(Route::event("talks", "title"), "Again".into()),
    ];
    let new = edited(FILE, &edits).unwrap();
    let (timeline, _) = read(&Document::new("t.yaml", new));
    let ids: Vec<&str> = timeline.events.keys().map(Id::as_str).collect();
    assert_eq!(ids, ["kyiv-meeting", "a", "b", "c", "talks"]);
    assert_eq!(timeline.events["c"].title, "See");
    assert_eq!(timeline.events["kyiv-meeting"].to.len(), 4);
    assert_eq!(timeline.events["talks"].title, "Again");
}

#[test]
fn a_file_with_mistakes_is_left_alone() {
    for (text, why) in [
        ("title: T\nevnts:\n", "the file has a mistake: `evnts` is no field of a timeline"),
        ("title: &a T\n", "the file has a mistake: anchors (`&`) are not used in timelines"),
    ] {
        assert_eq!(edited(text, &[insert(None, &["call"])]), Err(Refused::new(why)));
    }
}
