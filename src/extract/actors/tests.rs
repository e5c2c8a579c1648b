//! Who is named in a sentence, and who is not.

use serde::Deserialize;

use super::super::{extract, words};
use super::{Cast, Mentions, Who, find};
use crate::article::{self, Published, PublishedBy};
use crate::lexicon::{Examples, Names, Offices, lexicon};
use crate::text::model::english;
use crate::text::{Parse, Text};
use crate::vocabulary::ActorKind;

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

/// Who is named by a mention that holds some name, for each such mention.
fn by_name(
    text: &str,
    names: &[&String],
    is: impl Fn(&Cast, &[Who]) -> bool,
) -> Vec<(String, bool)> {
    let (cast, mentions, words) = read(text);
    let mut found = Vec::new();
    for (mentions, words) in mentions.iter().zip(&words) {
        for mention in &mentions.list {
            let spelled = format!(" {} ", words[mention.words.clone()].join(" "));
            let small = spelled.to_lowercase();
            let split = |name: &String| {
                let words: Vec<&str> = crate::lexicon::split(name).collect();
                format!(" {} ", words.join(" "))
            };
            let longest = (names.iter())
                .filter(|name| small.contains(&split(name).to_lowercase()))
                .max_by_key(|name| (name.len(), spelled.contains(&split(name))));
            if let Some(name) = longest {
                found.push(((*name).clone(), is(&cast, &mention.who)));
            }
        }
    }
    found
}

#[test]
fn an_organization_is_named_in_its_own_sentences_and_no_others() {
    let mut wrong = Vec::new();
    let (mut yes, mut no) = (0, 0);
    for organization in lexicon().names.organizations() {
        let own = std::iter::once(&organization.name).chain(&organization.also);
        let own: Vec<&String> = own.chain(&organization.acronym).collect();
        let is = |cast: &Cast, who: &[Who]| {
            // Itself, or somebody by an office in it: "the leader of al-Qaeda".
            let known = cast.known(&organization.name);
            known.is_some()
                && matches!(who, &[who] if known == Some(who) || known == cast.entities[who].of)
        };
        if organization.yes.is_empty() {
            wrong.push(format!("{} has no sentence", organization.name));
        }
        for text in &organization.yes {
            yes += 1;
            if !by_name(text, &own, is).iter().any(|(_, is)| *is) {
                wrong.push(format!("{}: {text} {:?}", organization.name, named(text)));
            }
        }
        for text in &organization.no {
            no += 1;
            let (cast, mentions, _) = read(text);
            let mut all = mentions.iter().flat_map(|mentions| &mentions.list);
            let who = cast.known(&organization.name);
            if who.is_some_and(|who| all.any(|mention| mention.who.contains(&who))) {
                wrong.push(format!("not {}: {text} {:?}", organization.name, named(text)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {yes} + {no}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn each_name_of_a_seat_is_named_in_a_sentence_and_means_its_state() {
    let names = &lexicon().names;
    let mut wrong = Vec::new();
    for seat in &Names::seats() {
        let own: Vec<&String> = seat.names.iter().collect();
        let state = names.state(names.state_by_code(&seat.of).expect("a state's code"));
        let is = |cast: &Cast, who: &[Who]| match who {
            // Nobody speaks for a part of a state.
            [] => seat.region,
            &[who] if seat.organ => {
                cast.entities[who].kind != ActorKind::State
                    && cast.entities[who].of == cast.known_state(&state.code)
            }
            // Itself, or somebody by an office in it: "the Vatican's envoy".
            &[who] => {
                let known = cast.known_state(&state.code);
                known.is_some() && (known == Some(who) || known == cast.entities[who].of)
            }
            _ => false,
        };
        let mut missing = own.clone();
        for text in &seat.yes {
            let found = by_name(text, &own, is);
            if !found.iter().any(|(_, is)| *is) {
                wrong.push(format!("{} {}: {text} {:?}", seat.of, seat.names[0], named(text)));
            }
            missing.retain(|name| !found.iter().any(|(found, is)| *is && found == *name));
        }
        for name in missing {
            wrong.push(format!("{} {name}: no sentence names it", seat.of));
        }
        for text in &seat.no {
            let (cast, mentions, _) = read(text);
            let known = cast.known_state(&state.code);
            let mut all = mentions.iter().flat_map(|mentions| &mentions.list);
            if known.is_some_and(|who| all.any(|mention| mention.who.contains(&who))) {
                wrong.push(format!("not {} {}: {text} {:?}", seat.of, seat.names[0], named(text)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

/// Members of a list that stand in some words, of two at one place the longer.
fn held<'m>(words: &[String], members: &'m [String]) -> Vec<&'m String> {
    let small: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < small.len() {
        let here = |member: &&String| {
            let lower = member.to_lowercase();
            let mut words = crate::lexicon::split(&lower).enumerate();
            words.all(|(i, word)| small.get(at + i).is_some_and(|one| one == word))
        };
        let longest = members.iter().filter(here).max_by_key(|member| member.len());
        // "AP", "ap": of those that are spelled alike, both.
        let alike = |member: &&String| {
            longest.is_some_and(|one| one.to_lowercase() == member.to_lowercase())
        };
        found.extend(members.iter().filter(alike));
        at += longest.map_or(1, |member| crate::lexicon::split(member).count());
    }
    found
}

#[test]
fn each_member_of_the_lists_of_groups_and_offices_is_read_in_a_sentence() {
    let mut wrong = Vec::new();
    for (list, members, Examples { yes, no, nobody }) in Offices::lists() {
        let mut missing: Vec<&String> = members.iter().collect();
        for (text, name) in &yes {
            let (cast, mentions, words) = read(text);
            let mut named_so = false;
            for (mentions, words) in mentions.iter().zip(&words) {
                for mention in &mentions.list {
                    let who: Vec<&str> =
                        mention.who.iter().map(|&who| cast.entities[who].name.as_str()).collect();
                    if who.join("+") == *name {
                        let held = held(&words[mention.words.clone()], &members);
                        named_so |= !held.is_empty();
                        missing.retain(|member| !held.contains(member));
                    }
                }
            }
            if !named_so {
                wrong.push(format!("{list}: {text} = {name} {:?}", named(text)));
            }
        }
        for (text, name) in &no {
            if named(text).iter().any(|one| one.split_once('=').is_some_and(|(_, who)| who == name))
            {
                wrong.push(format!("{list}, not {name}: {text} {:?}", named(text)));
            }
        }
        for (text, name) in &nobody {
            let (_, mentions, words) = read(text);
            let name: Vec<&str> = crate::lexicon::split(name).collect();
            let mut found = false;
            let mut tied = false;
            for (mentions, words) in mentions.iter().zip(&words) {
                let places =
                    words.windows(name.len()).enumerate().filter(|(_, some)| *some == name);
                for (at, some) in places {
                    found = true;
                    let held = held(some, &members);
                    missing.retain(|member| !held.contains(member));
                    tied |= mentions.list.iter().any(|mention| {
                        !mention.who.is_empty()
                            && mention.words.start < at + name.len()
                            && at < mention.words.end
                    });
                }
            }
            if !found || tied {
                wrong.push(format!("{list}, nobody: {text} {name:?} {:?}", named(text)));
            }
        }
        wrong.extend(missing.iter().map(|member| format!("{list}: no sentence reads {member}")));
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
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
