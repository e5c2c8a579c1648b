//! Sentences whose events are easily misread.

use super::super::{Draft, extract};
use crate::article::{self, Published, PublishedBy};
use crate::text::Text;

fn read(text: &str, day: &str) -> Draft {
    let mut article = article::read(text.as_bytes(), None).expect("a text of words");
    article.published =
        Some(Published { day: day.parse().expect("a day"), by: PublishedBy::Given });
    extract(&article, &Text::new(&article), None)
}

/// Type, modality, date, place of each event.
fn events(text: &str, day: &str) -> Vec<String> {
    let draft = read(&format!("News\n\n{text}\n"), day);
    let event = |event: &crate::timeline::Event| {
        let date = event.date.as_ref().map_or("-", |date| date.written.as_str());
        let place = event.place.as_deref().unwrap_or("-");
        format!("{} {} {date} {place}", event.kind, event.modality)
    };
    draft.timeline.events.values().map(event).collect()
}

/// Monday.
const DAY: &str = "2031-03-10";

#[test]
fn a_day_belongs_to_the_words_it_stands_with() {
    for (text, expected) in [
        // The day of the talks, not of the invitation.
        (
            "Chilean President Ana Morel has extended an invitation to Peruvian President Luis Ruiz \
             for talks in Lima, scheduled for Friday.",
            &["invitation happened 2031-03-10~ Lima", "talks planned 2031-03-14 Lima"] as &[_],
        ),
        (
            "Talks between Chad and Mali in Accra broke down in May 2019.",
            &["collapse happened 2019-05 -"],
        ),
        (
            "Chile hosted Peru from 3 May until 6 May 1990.",
            &["meeting happened 1990-05-03/1990-05-06 -"],
        ),
        (
            "Chile met Peru in Lima, and on Friday Bolivia recalled its ambassador.",
            &["break happened 2031-03-07 -"],
        ),
        (
            "Chilean President Ana Morel on Friday promised help and blamed Peru.",
            &["criticism happened 2031-03-07 -"],
        ),
    ] {
        let found = events(text, DAY);
        for event in expected {
            assert!(found.iter().any(|one| one == event), "{text} {found:?}");
        }
    }
}

#[test]
fn a_meeting_has_the_place_named_before_where() {
    let text = "The move follows a long meeting in Lima where Chilean President Ana Morel hosted \
                regional leaders, including Peruvian President Luis Ruiz and Bolivian President \
                Eva Soto. Together, they proposed a sixty-day ceasefire at sea.";
    let found = events(text, DAY);
    assert!(
        found.iter().any(|one| one.starts_with("meeting") && one.ends_with(" Lima")),
        "{found:?}"
    );
    assert!(found.iter().any(|one| one.starts_with("proposal happened")), "{found:?}");
}

#[test]
fn a_speech_is_an_address() {
    let text = "Meanwhile, Chilean President Ana Morel signaled some interest in a radio address.";
    let found = events(text, DAY);
    assert!(found.iter().any(|one| one.starts_with("address happened")), "{found:?}");
}

#[test]
fn what_offers_nothing_proposes_nothing() {
    for text in [
        "Chilean spokesperson Ana Morel offered no word on the visit.",
        "The chance of talks between Chile and Peru offers a faint sign of progress.",
    ] {
        let found = events(text, DAY);
        assert!(!found.iter().any(|one| one.starts_with("proposal")), "{text} {found:?}");
    }
}

#[test]
fn words_around_set_how_an_event_stands() {
    for (text, expected) in [
        ("Chilean President Ana Morel was thinking of flying to Lima.", "visit possible - Lima"),
        ("Chilean President Ana Morel denied having given such a promise.", "pledge denied - -"),
        (
            "A meeting between Chile and Peru was possible, but only once the border was open.",
            "meeting conditional - -",
        ),
    ] {
        let found = events(text, DAY);
        assert!(found.iter().any(|one| one == expected), "{text} {found:?}");
    }
    let none = events("The raids demanded from Monday by nobody did not begin.", DAY);
    assert!(!none.iter().any(|one| one.starts_with("demand happened")), "{none:?}");
}

#[test]
fn a_story_of_other_days_gets_no_day_of_publication() {
    let text = "On 4 May 1961 Chile and Peru met in Lima. Chile rejected the terms.\n\n\
                On 9 May 1961 Bolivia invited both to La Paz. Peru accepted the invitation.\n\n\
                On 2 June 1961 Chile and Peru signed a treaty in Lima. Chile praised Bolivia.\n";
    let found = events(text, "2031-03-10");
    assert!(found.len() > 4, "{found:?}");
    assert!(found.iter().all(|one| !one.contains("2031")), "{found:?}");
    assert!(found.contains(&"rejection happened 1961-05-04~ -".to_owned()), "{found:?}");
}

#[test]
fn a_noun_that_points_back_is_no_second_event() {
    let text = "Chile proposed talks on fishing. Peru rejected the Chilean proposal.";
    let found = events(text, DAY);
    let proposals = found.iter().filter(|one| one.starts_with("proposal")).count();
    assert_eq!(proposals, 1, "{found:?}");
}
