//! What is inferred from texts without a day.

use crate::article;
use crate::extract::{Draft, extract, extract_knowing};
use crate::text::model::english;
use crate::text::{Parse, Text};
use crate::timeline::{Date, Event, Timeline};
use crate::vocabulary::EventType;

fn draft(sentences: &str) -> Draft {
    let text = format!("Envoys and ministers\n\n{sentences}\n");
    let article = article::read(text.as_bytes(), None).expect("a text of words");
    extract(&article, &Text::new(&article), None)
}

#[test]
fn the_text_itself_tells_about_when_it_came_out() {
    for (sentences, days) in [
        // Facts behind, plans ahead.
        (
            "Norway met Iceland in Oslo on May 3, 2024 after Iceland met Malta on May 1, 2024.",
            Some("[2024-05-03..]"),
        ),
        (
            "Norway met Iceland in Oslo on May 3, 2024. It invited Malta on May 1, 2024. \
             Norway will meet Malta on May 9, 2024.",
            Some("[2024-05-03..2024-05-09]"),
        ),
        // A weekday with its date finds the year: May 16 was a Thursday in 2024.
        (
            "Norway met Iceland in Oslo on May 6, 2024. It met Malta on May 7, 2024. Iceland \
             will meet Malta on Thursday, May 16.",
            Some("[2024-05-07..2024-05-16]"),
        ),
        (
            "Norway expelled the envoy of Iceland in March 2022. Iceland will meet Norway on \
             Thursday, May 16.",
            Some("[2024-04-01..2024-05-16]"),
        ),
        // A length counted from what is told.
        (
            "Norway invaded Iceland in May 2001. The war has lasted over three years.",
            Some("[2004-05-01..2005-05-31]"),
        ),
        // Both were in office, if one of the two titles is right; a third one that was held at
        // another time is outvoted. One title alone says nothing.
        (
            "US President Joe Biden met German Chancellor Olaf Scholz in Oslo.",
            Some("[2021-01-17..2025-05-09]"),
        ),
        (
            "US President Joe Biden met German Chancellor Olaf Scholz in Oslo. Italian Prime \
             Minister Matteo Renzi called Norway.",
            Some("[2021-01-17..2025-05-09]"),
        ),
        ("US President Joe Biden met envoys of Norway in Oslo.", None),
        (
            "US President Joe Biden met Norway. Italian Prime Minister Matteo Renzi called \
             Norway.",
            None,
        ),
        ("Norway met Iceland on Monday and will meet Malta on Thursday.", None),
    ] {
        let found = draft(sentences).published.map(|inferred| inferred.when.to_string());
        assert_eq!(found.as_deref(), days, "{sentences}");
    }
}

#[test]
fn a_dateline_without_a_year_is_a_day_once_the_text_tells_the_year() {
    let article = article::read(
        b"Envoys\n\nOSLO, May 8 (Wire) - Norway met Iceland on Tuesday after a call on May 3, 2024.\n\n\
          Norway invited Malta on May 2, 2024.\n",
        None,
    )
    .expect("a text of words");
    let draft = extract(&article, &Text::new(&article), None);
    let inferred = draft.published.expect("a day");
    assert_eq!(inferred.when.to_string(), "2024-05-08");
    let source = &draft.timeline.sources[0];
    assert!(source.reading["published"].starts_with("inferred: \"OSLO, May 8 (Wire)\""));
    let met = draft.timeline.events.values().find(|event| event.kind == EventType::Meeting);
    let date = met.and_then(|met| met.date.as_ref()).map(|date| date.written.as_str());
    assert_eq!(date, Some("2024-05-07"));
}

#[test]
fn what_the_timeline_dates_helps() {
    let mut known = Timeline::default();
    let mut attack = Event::new(EventType::Attack, "Norway invades Iceland");
    attack.date = Some(Date::new("2001-05-03"));
    known.events.insert("attack".into(), attack);
    let article =
        article::read(b"Envoys\n\nThe war has lasted nearly three years.\n", None).expect("text");
    let text = Text::new(&article);
    assert_eq!(extract(&article, &text, None).published, None);
    let parse = Parse::new(&article, &text, english());
    let inferred = extract_knowing(&article, &text, &parse, None, Some(&known)).published;
    let inferred = inferred.expect("a year");
    assert_eq!(inferred.when.to_string(), "[2003-11-03..2004-05-03]");
    assert_eq!(inferred.reasons[0].says, "counts from 2001-05-03: 2003-11-03 to 2004-05-03");
}

#[test]
fn relative_dates_are_as_exact_as_the_run_of_days_leaves_them() {
    // Published from Tuesday the 7th to Thursday the 9th: Monday is the 6th on each.
    let draft = draft(
        "Norway met Iceland in Oslo on May 7, 2024. On Monday it invited Malta. Malta rejected \
         the offer on Wednesday. Iceland will meet Malta on May 9, 2024.",
    );
    let date = |kind| {
        let event = draft.timeline.events.values().find(|event| event.kind == kind);
        event.and_then(|event| Some(event.date.as_ref()?.written.clone()))
    };
    assert_eq!(date(EventType::Invitation).as_deref(), Some("2024-05-06"));
    assert_eq!(date(EventType::Rejection).as_deref(), Some("[2024-05-01..2024-05-08]"));
}

#[test]
fn two_weekdays_are_two_events_though_nobody_knows_which() {
    let draft = draft("Norway met Iceland on Monday. Norway will meet Iceland again on Thursday.");
    let meetings: Vec<_> = draft.timeline.events.keys().collect();
    assert_eq!(meetings.len(), 2, "{meetings:?}");
}
