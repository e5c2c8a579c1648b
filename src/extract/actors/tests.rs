//! Who is named in a sentence, and who is not.

use serde::Deserialize;

use super::super::{extract, words};
use super::{Cast, Mentions, find};
use crate::article::{self, Published, PublishedBy};
use crate::text::model::english;
use crate::text::{Parse, Text};

/// Who is named in a text, in order, each mention as "words=name": `the Kremlin=Russia`.
fn named(text: &str) -> Vec<String> {
    let (cast, mentions, words) = read(text);
    let mut found = Vec::new();
    for (mentions, words) in mentions.iter().zip(&words) {
        for mention in mentions.list.iter().filter(|mention| !mention.who.is_empty()) {
            let spelled = words[mention.words.clone()].join(" ");
            let who: Vec<&str> =
                mention.who.iter().map(|&who| cast.entities[who].name.as_str()).collect();
            found.push(format!("{spelled}={}", who.join("+")));
        }
    }
    found
}

fn read(text: &str) -> (Cast, Vec<Mentions>, Vec<Vec<String>>) {
    let article = article::read(format!("News\n\n{text}\n").as_bytes(), None).expect("words");
    let text = Text::new(&article);
    let parse = Parse::new(&article, &text, english());
    let lines = words::lines(&article, &text, &parse);
    let (cast, mentions) = find(&lines, |line| line.paragraph == 0, None);
    let words = lines
        .iter()
        .map(|line| line.words.iter().map(|word| word.text.to_owned()).collect())
        .collect();
    (cast, mentions, words)
}

#[test]
fn a_name_is_tied_to_whom_it_means() {
    let mut wrong = Vec::new();
    for (text, expected) in [
        // Cities that are surnames, states that are first names.
        ("Chilean President Ana Lagos spoke in Lima. Lagos said no.", "Lagos=Ana Lagos"),
        ("Lagos rejected the offer.", "Lagos=Nigeria"),
        ("Chad Osgood met reporters. Osgood said no.", "Osgood=Chad Osgood"),
        ("Chad rejected the offer.", "Chad=Chad"),
        // Two in one word.
        ("A Franco-German proposal was made.", "Franco-German=France+Germany"),
        // A name after a noun.
        (
            "Kenya banned Ugandan airline Lake Wings on Monday.",
            "Ugandan airline Lake Wings=Lake Wings",
        ),
        ("Envoys met Kenyan lawmaker Ana Otieno.", "Kenyan lawmaker Ana Otieno=Ana Otieno"),
        // Groups are no states.
        (
            "The Malian rebel coalition known as the High Council rejected it.",
            "Malian rebel coalition known as the High Council=High Council",
        ),
    ] {
        let found = named(text);
        if !found.iter().any(|one| one == expected) {
            wrong.push(format!("{text}\n{expected}\n{found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_only_looks_like_a_state_is_none() {
    for (text, name) in [
        ("The tanker left the Gulf of Oman.", "Oman"),
        ("He moved to New Jersey last year.", "Jersey"),
        ("The Washington Post said so.", "United States"),
        ("Paris Hilton smiled.", "France"),
        ("He roasted the turkey.", "Turkey"),
        ("The baker sold a Kyiv cake.", "Ukraine"),
        ("The story was told by Reuters and TASS.", "Russia"),
        ("She ate a guinea pig.", "Guinea"),
    ] {
        let found = named(text);
        let state = found.iter().any(|one| one.split('=').nth(1) == Some(name));
        assert!(!state, "{text}\n{found:?}");
    }
}

#[test]
fn organizations_and_seats_are_named_in_their_own_sentences_and_no_others() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (organization, is, text) in crate::lexicon::lexicon().names.examples() {
        count += 1;
        let (cast, ..) = read(text);
        let has = cast.known(&organization.name).is_some();
        if has != is {
            wrong.push(format!("{}: {text} {:?}", organization.name, named(text)));
        }
    }
    for (state, is, text) in crate::lexicon::lexicon().names.seat_examples() {
        count += 1;
        let (cast, ..) = read(&text);
        if cast.entities.iter().any(|entity| entity.code.as_ref() == Some(&state.code)) != is {
            wrong.push(format!("{}: {text} {:?}", state.name, named(&text)));
        }
    }
    assert!(count > 150, "{count}");
    assert!(wrong.is_empty(), "{} of {count}\n{}", wrong.len(), wrong.join("\n"));
}

/// A sentence and who does what to whom in the last event that it tells.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Acting {
    text: String,
    /// Of publication.
    #[serde(default)]
    day: Option<String>,
    #[serde(default)]
    from: Vec<String>,
    #[serde(default)]
    to: Vec<String>,
    /// It tells no event.
    #[serde(default)]
    none: bool,
}

#[test]
fn who_does_it_and_to_whom_is_read_from_the_sentence() {
    let corpus: Vec<Acting> = serde_yaml::from_str(include_str!("corpus.yaml")).unwrap();
    let mut wrong = Vec::new();
    for Acting { text, day, from, to, none } in &corpus {
        let mut article = article::read(format!("News\n\n{text}\n").as_bytes(), None).unwrap();
        let day = day.as_deref().unwrap_or("2025-05-12").parse().unwrap();
        article.published = Some(Published { day, by: PublishedBy::Given });
        let timeline = extract(&article, &Text::new(&article), None).timeline;
        let names = |list: &[crate::timeline::Id]| -> Vec<String> {
            list.iter().map(|who| timeline.actors[who].name.clone()).collect()
        };
        let found = timeline.events.values().next_back();
        let found = found.map(|event| (names(&event.from), names(&event.to)));
        let expected = (!none).then(|| (from.clone(), to.clone()));
        if found != expected {
            wrong.push(format!("{text}\n  {expected:?}\n  {found:?}"));
        }
    }
    assert!(corpus.len() > 40, "{}", corpus.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
