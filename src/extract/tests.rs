//! The stages together: sentences in, events out.

use proptest::prelude::*;

use super::{Draft, extract};
use crate::article::{self, Published, PublishedBy};
use crate::calendar::NaiveDate;
use crate::text::Text;
use crate::timeline::Event;

/// What is read from a text, published on Monday 2025-05-12.
fn read(text: &str) -> Draft {
    let mut article = article::read(text.as_bytes(), None).expect("a text of words");
    let day = NaiveDate::from_ymd_opt(2025, 5, 12).expect("a day");
    article.published = Some(Published { day, by: PublishedBy::Given });
    extract(&article, &Text::new(&article), None)
}

/// The events of a sentence: type, modality, date, from → to, place.
fn events(sentence: &str) -> Vec<String> {
    let draft = read(&format!("News\n\n{sentence}\n"));
    draft
        .timeline
        .events
        .values()
        .map(|event| {
            let ids = |ids: &[crate::timeline::Id]| {
                ids.iter().map(crate::timeline::Id::as_str).collect::<Vec<_>>().join(" ")
            };
            let date = event.date.as_ref().map_or("-", |date| date.written.as_str());
            let place = event.place.as_deref().unwrap_or("-");
            format!(
                "{} {} {date} [{}] -> [{}] {place}",
                event.kind,
                event.modality,
                ids(&event.from),
                ids(&event.to)
            )
        })
        .collect()
}

#[test]
fn every_word_list_finds_its_own_examples() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (kind, found, sentence) in crate::lexicon::examples() {
        count += 1;
        let events = events(&sentence);
        let has = events.iter().any(|event| event.split(' ').next() == Some(kind.name()));
        if has != found {
            let want = if found { "want" } else { "unwanted" };
            wrong.push(format!("{want} {kind}: {sentence} {events:?}"));
        }
    }
    assert!(count > 300, "{count} sentences");
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn sides_date_place_and_modality_are_read_from_the_clause() {
    for (sentence, expected) in [
        (
            "Kenyan President Ana Otieno met Uganda's foreign minister in Kampala on Friday.",
            "meeting happened 2025-05-09 [ana-otieno] -> [ugandas-foreign-minister] Kampala",
        ),
        (
            "Chile will host Peru and Bolivia in Lima on Thursday.",
            "meeting planned 2025-05-15 [chile] -> [peru bolivia] Lima",
        ),
        (
            "The proposal was rejected by Sudan in March 2019.",
            "rejection happened 2019-03 [sudan] -> [] -",
        ),
        ("Norway did not sign the treaty.", "agreement denied - [norway] -> [] -"),
        (
            "Talks between Serbia and Kosovo collapsed in March 1999.",
            "collapse happened 1999-03 [serbia kosovo] -> [] -",
        ),
        (
            "Vanuatu said on Wednesday it had accepted an offer by Fiji to host talks on the reef, two \
             days after patrol boats exchanged fire there.",
            "acceptance happened 2025-05-07 [vanuatu] -> [fiji] -",
        ),
        (
            "\"We can end this before Friday,\" the president of Kenya, Ana Otieno, said.",
            "statement happened 2025-05-12~ [ana-otieno] -> [] -",
        ),
    ] {
        assert!(
            events(sentence).iter().any(|event| event == expected),
            "{sentence} {:?}",
            events(sentence)
        );
    }
}

#[test]
fn attribution_makes_no_event() {
    for sentence in ["The road is closed, officials said.", "Sources said on Monday it had rained."]
    {
        assert_eq!(events(sentence), Vec::<String>::new(), "{sentence}");
    }
}

#[test]
fn a_surname_and_a_pronoun_are_the_same_person() {
    let draft = read(
        "Talks\n\nFrench President Jeanne Morel invited Italy to talks in Nice. Morel condemned the \
         raid. She urged Spain to attend.\n",
    );
    let from: Vec<_> = draft.timeline.events.values().filter_map(|e| e.from.first()).collect();
    assert!(from.iter().all(|id| id.as_str() == "jeanne-morel"), "{from:?}");
    assert!(from.len() >= 3, "{from:?}");
    assert_eq!(draft.claims[0].title, "French President");
}

#[test]
fn an_office_is_whose_who_is_named_with_it_later() {
    let draft = read(
        "Talks\n\nFiji's foreign minister rejected the plan. Foreign Minister Sela Naiva invited Chad \
         to talks in Suva.\n",
    );
    let from: Vec<_> = draft.timeline.events.values().filter_map(|e| e.from.first()).collect();
    assert_eq!(from.iter().filter(|id| id.as_str() == "sela-naiva").count(), 2, "{from:?}");
    let of = draft.timeline.actors["sela-naiva"].of.as_ref();
    assert_eq!(of.map(crate::timeline::Id::as_str), Some("fiji"));
}

#[test]
fn a_long_sentence_takes_time_in_proportion() {
    let time = |n: usize| {
        let text = format!("News\n\n{}\n", "Chile and Peru met in Lima and ".repeat(n));
        let start = std::time::Instant::now();
        let events = read(&text).timeline.events.len();
        assert!(events > 0, "{n}");
        start.elapsed().as_secs_f64()
    };
    // The quicker of two: other work on the machine only ever adds.
    let best = |n| (0..2).map(|_| time(n)).fold(f64::INFINITY, f64::min);
    let (short, long) = (best(50), best(200));
    assert!(long < short * 4.0 * 1.8 + 0.2, "{short} s for 50, {long} s for 200");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_text_is_too_strange(words in prop::collection::vec(
        prop_oneof![
            Just("Chile".to_owned()), Just("met".to_owned()), Just("to".to_owned()), Just(",".to_owned()),
            Just("“".to_owned()), Just("said".to_owned()), Just("President".to_owned()), Just("’s".to_owned()),
            Just("and".to_owned()), Just("by".to_owned()), Just("talks".to_owned()), Just("he".to_owned()),
            Just("after".to_owned()), Just("on Thursday".to_owned()), Just("the".to_owned()),
            Just("(".to_owned()), Just("scheduled".to_owned()), Just("Kim".to_owned()), Just(".".to_owned()),
            "\\PC{0,6}",
        ],
        0..80,
    )) {
        let text = format!("Head\n\n{}", words.join(" "));
        let draft = read(&text);
        for (id, event) in &draft.timeline.events {
            prop_assert!(id.is_valid(), "{id}");
            prop_assert!(event.title.chars().count() <= 90, "{}", event.title);
            for evidence in &event.evidence {
                let quote = evidence.quote.as_deref().unwrap_or_default();
                prop_assert!(!quote.is_empty() && text.contains(quote), "{quote}");
            }
            for actor in event.from.iter().chain(&event.to) {
                prop_assert!(draft.timeline.actors.contains_key(actor), "{actor}");
            }
        }
    }
}

/// Articles in the manner of a wire, a live page, a history, a ministry. They end in what an editor
/// would want of them, and in how much of it is found: the number may only grow.
///
/// - `expect: TYPE MODALITY DATE ACTOR [>WHOM] [@PLACE]`; `-` is any, or nobody
/// - `tie: TYPE RELATION TYPE`
/// - `none: TYPE ACTOR [>WHOM]`: what no careful reader would tell
#[test]
fn our_own_articles_tell_what_they_told_before() {
    for (name, whole) in [
        ("lima-1998", include_str!("../../tests/articles/lima-1998.txt")),
        ("sound-2031", include_str!("../../tests/articles/sound-2031.txt")),
        ("nile-2013", include_str!("../../tests/articles/nile-2013.txt")),
        ("harbour-wire", include_str!("../../tests/articles/harbour-wire.txt")),
        ("lake-live", include_str!("../../tests/articles/lake-live.txt")),
        ("strait-history", include_str!("../../tests/articles/strait-history.txt")),
        ("ministry-statement", include_str!("../../tests/articles/ministry-statement.txt")),
        ("isthmus-1984", include_str!("../../tests/articles/isthmus-1984.txt")),
        ("naivasha-2004", include_str!("../../tests/articles/naivasha-2004.txt")),
        ("temple-2011", include_str!("../../tests/articles/temple-2011.txt")),
        ("swap-2001", include_str!("../../tests/articles/swap-2001.txt")),
        ("assembly-1983", include_str!("../../tests/articles/assembly-1983.txt")),
        ("camp-2008", include_str!("../../tests/articles/camp-2008.txt")),
        ("crossing-2017", include_str!("../../tests/articles/crossing-2017.txt")),
        ("recognition-1971", include_str!("../../tests/articles/recognition-1971.txt")),
        ("convoy-2019", include_str!("../../tests/articles/convoy-2019.txt")),
        ("dakar-2020", include_str!("../../tests/articles/dakar-2020.txt")),
        ("bissau-2012", include_str!("../../tests/articles/bissau-2012.txt")),
        ("canal-history", include_str!("../../tests/articles/canal-history.txt")),
        ("bay-2035", include_str!("../../tests/articles/bay-2035.txt")),
        ("lagoon-2021", include_str!("../../tests/articles/lagoon-2021.txt")),
        ("plateau-1999", include_str!("../../tests/articles/plateau-1999.txt")),
        ("quay-2019", include_str!("../../tests/articles/quay-2019.txt")),
        ("delta-1994", include_str!("../../tests/articles/delta-1994.txt")),
        ("bloc-2016", include_str!("../../tests/articles/bloc-2016.txt")),
        ("isle-2017", include_str!("../../tests/articles/isle-2017.txt")),
        ("chateau-history", include_str!("../../tests/articles/chateau-history.txt")),
    ] {
        let (text, expected) = whole.split_once("\nexpect: ").expect("expectations");
        let expected = format!("expect: {expected}");
        let mut article = article::read(text.as_bytes(), None).expect("a text of words");
        let day = text.lines().find_map(|line| line.strip_prefix("Published: ")).expect("a day");
        let day = day.parse().expect("a day");
        article.published = Some(Published { day, by: PublishedBy::Given });
        let events = extract(&article, &Text::new(&article), None).timeline.events;
        let is = |event: &Event, who: &str, extra: &[&str]| {
            (who == "-" || event.from.iter().any(|id| id.as_str() == who))
                && extra.iter().all(|word| match word.split_at(1) {
                    (">", whom) => event.to.iter().any(|id| id.as_str() == whom),
                    (_, place) => event.place.as_deref() == Some(&*place.replace('_', " ")),
                })
        };
        let tells = |line: &str| {
            let words: Vec<_> = line.split(' ').collect();
            let [kind, modality, date, who, extra @ ..] = &words[..] else {
                panic!("{name}: {line}")
            };
            events.values().any(|event| {
                event.kind.name() == *kind
                    && (*modality == "-" || event.modality.name() == *modality)
                    && (*date == "-" || event.date.as_ref().is_some_and(|d| d.written == **date))
                    && is(event, who, extra)
            })
        };
        let invents = |line: &str| {
            let words: Vec<_> = line.split(' ').collect();
            let [kind, who, extra @ ..] = &words[..] else { panic!("{name}: {line}") };
            events.values().any(|event| event.kind.name() == *kind && is(event, who, extra))
        };
        let ties = |line: &str| {
            let words: Vec<_> = line.split(' ').collect();
            let [kind, relation, other] = words[..] else { panic!("{name}: {line}") };
            events.values().filter(|event| event.kind.name() == kind).any(|event| {
                let list = match relation {
                    "after" => &event.after,
                    "responds-to" => &event.responds_to,
                    _ => &event.conditional_on,
                };
                list.iter().any(|id| events[id].kind.name() == other)
            })
        };
        let (mut all, mut missed, mut least) = (0, Vec::new(), None);
        for line in expected.lines() {
            let found = match line.split_once(": ") {
                Some(("expect", line)) => tells(line),
                Some(("tie", line)) => ties(line),
                Some(("none", line)) => !invents(line),
                Some(("found", count)) => {
                    least = count.parse::<usize>().ok();
                    continue;
                }
                _ => panic!("{name}: {line}"),
            };
            all += 1;
            if !found {
                missed.push(line);
            }
        }
        let least = least.unwrap_or(all);
        let titles: Vec<_> = events.values().map(|e| (&e.title, &e.from)).collect();
        assert!(all - missed.len() >= least, "{name}: missed {missed:#?}\n{titles:#?}");
    }
}
