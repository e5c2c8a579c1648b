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

#[test]
fn what_only_describes_is_no_event() {
    for (text, kind) in [
        ("Chile praised rebels fighting the Peruvian army.", "attack"),
        ("Chile set out the terms demanded by Peru.", "demand"),
        ("Peru opposed a draft that would have condemned Chile.", "criticism"),
        ("Chile usually condemns Peru in May.", "criticism"),
        ("Talks between Chile and Peru are generally held in Lima.", "talks"),
        ("The standoff in Chile has claimed sixty lives.", "statement"),
        ("Chile, which claims the northern strip, met Peru.", "statement"),
        ("The Lima Observatory said the blasts were large.", "statement"),
        ("Chilean President Ana Morel said Peru had expelled the Bolivian envoy.", "statement"),
        ("Chile condemned Peru, saying the raid was an outrage.", "statement"),
    ] {
        let found = events(text, DAY);
        assert!(!found.iter().any(|one| one.starts_with(kind)), "{text} {found:?}");
    }
}

#[test]
fn a_chain_of_infinitives_tells_what_its_first_verb_tells() {
    for (text, expected) in [
        ("Chile agreed to ask Peru to send troops.", &["acceptance happened"] as &[_]),
        ("Chile will try to mediate between Peru and Bolivia.", &["mediation planned"]),
        ("Chile failed to sign the treaty.", &["agreement denied"]),
        ("Chile urged Peru to accept the plan.", &["appeal happened"]),
    ] {
        let found = events(text, DAY);
        let found: Vec<_> = found
            .iter()
            .map(|one| one.splitn(3, ' ').take(2).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn whoever_stands_in_a_list_is_named() {
    let text = "Chilean President Ana Morel hosted regional leaders, including Peruvian President \
                Luis Ruiz, Bolivian President Eva Soto, opposition leader Max Frei, and \
                Ecuadorian Prime Minister Juan Paz.";
    let draft = read(&format!("News\n\n{text}\n"), DAY);
    let event = draft.timeline.events.values().next().expect("a meeting");
    let to: Vec<_> = event.to.iter().map(crate::timeline::Id::as_str).collect();
    for name in ["luis-ruiz", "eva-soto", "max-frei", "juan-paz"] {
        assert!(to.contains(&name), "{name} {to:?}");
    }
}

#[test]
fn what_follows_a_refusal_is_that_of_who_warns() {
    let text = "Chilean President Ana Morel warned that Peru’s failure to comply could result in \
                sanctions on its banks.";
    let draft = read(&format!("News\n\n{text}\n"), DAY);
    let sanctions = draft
        .timeline
        .events
        .values()
        .find(|event| event.kind == crate::vocabulary::EventType::Sanctions)
        .expect("sanctions");
    assert_eq!(sanctions.modality, crate::vocabulary::Modality::Conditional);
    assert_eq!(sanctions.from[0].as_str(), "ana-morel");
}

#[test]
fn each_field_has_its_rule_and_words() {
    use super::super::Field;
    let text = "News\n\nOn Friday Chile rejected the plan of Peru in Lima.\n";
    let draft = read(text, DAY);
    let why = &draft.why[0];
    assert_eq!(why.trigger, "reject");
    for (field, words) in [
        (Field::Type, "rejected"),
        (Field::Date, "On Friday"),
        (Field::Modality, "rejected"),
        (Field::From, "Chile"),
        (Field::To, "Peru"),
    ] {
        let ground = why.grounds.iter().find(|ground| ground.field == field);
        let ground = ground.unwrap_or_else(|| panic!("no grounds for {}", field.name()));
        assert!(text[ground.words.clone()].contains(words.trim_start_matches("On ")), "{words}");
        assert!(!ground.rule.is_empty());
    }
}

#[test]
fn one_event_told_three_times_has_three_quotes() {
    let text = "News\n\nChile met Peru on Friday. Chilean President Ana Morel met Peruvian \
                President Luis Ruiz in Lima on Saturday to discuss the border.\n\nThe talks between \
                Morel and Ruiz lasted an hour. Morel met Ruiz in Lima for the first time.\n";
    let draft = read(text, DAY);
    let meetings: Vec<_> = draft
        .timeline
        .events
        .values()
        .filter(|event| event.from.iter().any(|id| id.as_str() == "ana-morel"))
        .collect();
    assert_eq!(meetings.len(), 1, "{meetings:?}");
    let quotes: Vec<_> =
        meetings[0].evidence.iter().filter_map(|one| one.quote.as_deref()).collect();
    assert!(quotes.len() >= 2 && quotes[0].contains("Saturday"), "{quotes:?}");
}

#[test]
fn a_question_tells_nothing_that_it_asks() {
    for (text, tells) in [
        ("Will Chile sign the treaty with Peru?", false),
        ("Did Chile expel the Peruvian envoy?", false),
        ("Peru asked whether Chile had expelled the Bolivian envoy.", false),
        ("Why did Chile expel the Peruvian envoy?", true),
    ] {
        let found = events(text, DAY);
        let told = found.iter().any(|one| !one.starts_with("appeal"));
        assert_eq!(told, tells, "{text} {found:?}");
    }
}

#[test]
fn a_headline_tells_where_the_prose_does_not() {
    for (headline, prose, expected) in [
        ("Chile to meet Peru in Lima", "The weather is fine.", "meeting planned"),
        ("Chile expels Peruvian envoy", "The weather is fine.", "break happened"),
        ("Chile expels Peruvian envoy", "Chile condemned Peru.", "criticism happened"),
    ] {
        let draft = read(&format!("{headline}\n\n{prose}\n"), DAY);
        let found: Vec<_> = draft
            .timeline
            .events
            .values()
            .map(|event| format!("{} {}", event.kind, event.modality))
            .collect();
        assert_eq!(found, [expected], "{headline}");
    }
}

#[test]
fn what_is_said_may_ask_demand_refuse_or_threaten() {
    for (text, expected) in [
        ("Chilean President Ana Morel said Peru should leave the strip.", "appeal"),
        ("Ana Morel of Chile said if peace is the goal, Peru must leave the strip.", "demand"),
        ("Chile said it would not sign.", "rejection"),
        ("Chile said it would attack the island.", "warning"),
        ("Chile said the border was long.", "statement"),
    ] {
        let found = events(text, DAY);
        let kinds: Vec<_> = found.iter().filter_map(|one| one.split(' ').next()).collect();
        assert_eq!(kinds, [expected], "{text}");
    }
}

#[test]
fn a_sentence_that_the_parse_leaves_without_a_verb_has_one() {
    for (text, expected) in [
        ("Chile, which also claims the strip, called for restraint.", "appeal"),
        ("Chile praised a treaty concluded between Peru and Bolivia in May 1999.", "agreement"),
        ("Lawmakers in Lima voted on Friday to leave the bloc.", "vote"),
    ] {
        let found = events(text, DAY);
        assert!(found.iter().any(|one| one.starts_with(expected)), "{text} {found:?}");
    }
}

#[test]
fn what_stands_in_a_quotation_is_said_and_no_more() {
    let text = "“There will be no truce while Peru occupies the strip,” Chilean President Ana \
                Morel told parliament.";
    let found = events(text, DAY);
    assert!(!found.iter().any(|one| one.starts_with("attack")), "{found:?}");
}
