//! "Both sides" are those who were told to face each other, not whoever was named last: not the
//! speaker, and not who mediates between them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::actors::{Mention, MentionForm, Who};
use super::super::why::Field;
use super::super::words::{Class, Line};
use super::{Scene, Telling};
use crate::diagnostic::Span;
use crate::lexicon::lexicon;
use crate::vocabulary::{ActorKind, Confidence, EventType};

/// Puts those who face each other in place of the two who were named last: "both sides" of talks
/// are not the speaker, nor who mediates between them.
pub(super) fn turn(scene: &Scene<'_, '_>, tellings: &mut [Telling]) {
    /// How far back, in pairs, two sides are still "both sides".
    const NEAR: usize = 6;
    let mut counted: Option<Vec<Who>> = None;
    let mut pairs: Vec<[Who; 2]> = Vec::new();
    let mut third: BTreeSet<Who> = BTreeSet::new();
    for index in 0..tellings.len() {
        // Who was only named last is no pair yet.
        let mut known = true;
        if let Some(both) = both(scene, &tellings[index]) {
            known = false;
            let telling = &tellings[index];
            // Who speaks of both sides, or made the offer that they answer, or is named beside
            // them: "both countries moved troops to their borders with Malta".
            let mut apart: Vec<Who> =
                if both.subject { offered(tellings, index) } else { telling.from.clone() };
            if both.subject {
                apart.extend(beside(scene, telling));
            } else if calls_on(telling.kind) {
                // Who once called on both sides is neither for the rest of the article.
                let states = telling.from.iter().filter_map(|&who| scene.cast.entities[who].of);
                let free = |who: &Who| !pairs.iter().any(|pair| pair.contains(who));
                third.extend(telling.from.iter().copied().chain(states).filter(free));
            }
            let near =
                |who: Who| third.contains(&who) || apart.iter().any(|&one| is_of(scene, one, who));
            let told = pairs.iter().rev().take(NEAR).find(|pair| !pair.iter().any(|&w| near(w)));
            let wrong = both.who.len() != 2 || both.who.iter().any(|&who| near(who));
            let two: Option<Vec<Who>> = match told {
                Some(pair) => Some(pair.to_vec()),
                None if wrong => {
                    let counted = counted.get_or_insert_with(|| parties(scene));
                    let two: Vec<Who> =
                        counted.iter().filter(|&&who| !near(who)).copied().take(2).collect();
                    (two.len() == 2).then_some(two)
                }
                None => None,
            };
            if let Some(two) = two {
                let telling = &mut tellings[index];
                let field = if both.subject { Field::From } else { Field::To };
                let list = if both.subject { &mut telling.from } else { &mut telling.to };
                if *list != two {
                    *list = two;
                    telling.grounds.set(field, "parties-of-the-article", both.words);
                }
            }
        }
        if let Some(pair) = facing(scene, &tellings[index]).filter(|_| known) {
            pairs.push(pair);
        }
    }
}

/// "Both sides" among the actors of an event.
struct Both {
    who: Vec<Who>,
    /// Whether they do it.
    subject: bool,
    words: Span,
}

fn both(scene: &Scene<'_, '_>, telling: &Telling) -> Option<Both> {
    let line = &scene.lines[telling.line];
    let fits = |mention: &&Mention| {
        mention.form == MentionForm::Pronoun
            && mention.words.len() > 1
            && mention.who.len() < 3
            && !mention.who.iter().any(|&who| scene.cast.entities[who].kind == ActorKind::Person)
            && !matches!(
                line.lower(mention.words.end - 1),
                Some("leaders" | "men" | "women" | "presidents" | "ministers" | "pair" | "others")
            )
    };
    let words = telling.words.clone();
    let list = &scene.mentions[telling.line].list;
    let first = list.partition_point(|mention| mention.words.start < words.start);
    let inside = list[first..].iter().take_while(|mention| mention.words.end <= words.end);
    let mention = inside.filter(fits).find(|mention| {
        let list = if mention.words.start < telling.at { &telling.from } else { &telling.to };
        *list == mention.who
            || list.len() < 2
                && !mention.who.is_empty()
                && list.iter().all(|who| mention.who.contains(who))
            || mention.who.is_empty()
                && (list.is_empty() && mention.words.start <= telling.at + 4
                    || mention.words.start < telling.at && mention.words.end + 3 > telling.at)
    })?;
    let reciprocal = telling.kind.is_reciprocal() && mention.words.start > telling.at;
    (!reciprocal).then(|| Both {
        who: mention.who.clone(),
        subject: mention.words.start < telling.at,
        words: line.span(mention.words.start, mention.words.end),
    })
}

/// The states and organizations that the clause of "both sides" names itself.
fn beside(scene: &Scene<'_, '_>, telling: &Telling) -> Vec<Who> {
    let list = &scene.mentions[telling.line].list;
    let first = list.partition_point(|mention| mention.words.start < telling.at);
    let inside = list[first..].iter().take_while(|mention| mention.words.start < telling.words.end);
    let named =
        inside.filter(|mention| matches!(mention.form, MentionForm::Name | MentionForm::Seat));
    let body = |who: &Who| {
        matches!(scene.cast.entities[*who].kind, ActorKind::State | ActorKind::Organization)
    };
    named.flat_map(|mention| mention.who.iter().copied()).filter(body).collect()
}

/// Who made the offer that an answer is for.
fn offered(tellings: &[Telling], index: usize) -> Vec<Who> {
    let answer = &tellings[index];
    let answers = matches!(
        answer.kind,
        EventType::Acceptance | EventType::Rejection | EventType::Endorsement
    );
    let near = tellings[..index].iter().rev().take(4);
    let mut offers = near.filter(|other| {
        other.paragraph == answer.paragraph
            && matches!(other.kind, EventType::Proposal | EventType::Mediation)
    });
    offers.next().filter(|_| answers).map_or_else(Vec::new, |offer| offer.from.clone())
}

/// The two who face each other in an event; people stand for their states.
fn facing(scene: &Scene<'_, '_>, telling: &Telling) -> Option<[Who; 2]> {
    let (one, other) = match (&telling.from[..], &telling.to[..]) {
        ([one, other], []) if telling.kind.is_reciprocal() || is_quarrel(telling.kind) => {
            (one, other)
        }
        ([one], [other]) if telling.kind.is_reciprocal() || is_quarrel(telling.kind) => {
            (one, other)
        }
        // "urged A and B to talk"
        (_, [one, other]) if calls_on(telling.kind) => (one, other),
        _ => return None,
    };
    let side = |who: Who| match scene.cast.entities[who].kind {
        ActorKind::Person => scene.cast.entities[who].of,
        _ => Some(acts_for(scene, who)),
    };
    let (one, other) = (side(*one)?, side(*other)?);
    let apart = !is_of(scene, one, other) && !is_of(scene, other, one);
    apart.then_some([one, other])
}

fn calls_on(kind: EventType) -> bool {
    matches!(kind, EventType::Appeal | EventType::Demand | EventType::Mediation)
}

fn is_quarrel(kind: EventType) -> bool {
    matches!(kind, EventType::Attack | EventType::Break | EventType::Ceasefire)
}

/// Gives their sides to talks, truces and deals that are told without: "the talks broke down" are
/// those told of before, else those between the two parties of the article.
pub(super) fn lend(scene: &Scene<'_, '_>, tellings: &mut [Telling]) {
    /// How far back, in events, talks are still "the talks".
    const NEAR: usize = 12;
    let mut counted: Option<Vec<Who>> = None;
    for index in 0..tellings.len() {
        let telling = &tellings[index];
        let has_sides = matches!(
            telling.kind,
            EventType::Talks | EventType::Collapse | EventType::Ceasefire | EventType::Agreement
        );
        if !has_sides || !telling.from.is_empty() {
            continue;
        }
        let to = telling.to.clone();
        let told = tellings[index.saturating_sub(NEAR)..index].iter().rev().find_map(|other| {
            let meets = match other.kind {
                EventType::Meeting | EventType::Call => other.line == telling.line,
                EventType::Ceasefire => true,
                kind => kind.is_reciprocal(),
            };
            let all: Vec<Who> = other.from.iter().chain(&other.to).copied().collect();
            let few = all.len() < 4 || other.kind == telling.kind;
            (meets && few && all.len() > 1 && to.iter().all(|who| all.contains(who))).then_some(all)
        });
        let sides = told.or_else(|| {
            let counted = counted.get_or_insert_with(|| parties(scene));
            let two: Vec<Who> = counted.iter().copied().take(2).collect();
            (two.len() == 2 && to.iter().all(|who| two.contains(who))).then_some(two)
        });
        if let Some(mut sides) = sides {
            // "negotiations collapsed in 2022": those who lead today may not have led then.
            if telling.date.as_ref().is_some_and(|date| date.rule != "carried-over") {
                for who in &mut sides {
                    let of = scene.cast.entities[*who].of;
                    let person = scene.cast.entities[*who].kind == ActorKind::Person;
                    *who = of.filter(|_| person).unwrap_or(*who);
                }
                let mut seen = Vec::new();
                sides.retain(|who| {
                    let new = !seen.contains(who);
                    seen.push(*who);
                    new
                });
            }
            sides.retain(|who| !to.contains(who));
            tellings[index].from = sides;
            let words = tellings[index].trigger.clone();
            tellings[index].confidence = Confidence::Low;
            tellings[index].grounds.set(Field::From, "sides-told-before", words);
        }
    }
}

fn is_of(scene: &Scene<'_, '_>, from: Who, who: Who) -> bool {
    from == who || scene.cast.entities[from].of == Some(who)
}

/// The states and organizations of the article, those named most often first.
fn parties(scene: &Scene<'_, '_>) -> Vec<Who> {
    let mut times: BTreeMap<Who, usize> = BTreeMap::new();
    let all = scene.lines.iter().zip(scene.mentions);
    for (line, mention) in all.flat_map(|(line, list)| list.list.iter().map(move |m| (line, m))) {
        if mention.form != MentionForm::Pronoun && !is_place(line, mention) {
            for &who in &mention.who {
                let who = acts_for(scene, who);
                let kind = scene.cast.entities[who].kind;
                // It hosts talks and ends them, and is seldom a party.
                let hosts = scene.cast.entities[who].name.starts_with("United Nations")
                    || scene.cast.entities[who].name.starts_with("UN ");
                if !hosts && matches!(kind, ActorKind::State | ActorKind::Organization) {
                    *times.entry(who).or_default() += 1;
                }
            }
        }
    }
    let mut list: Vec<(Who, usize)> = times.into_iter().collect();
    list.sort_by_key(|&(who, times)| (std::cmp::Reverse(times), who));
    // Of three named as often nobody knows which two face each other.
    let tied = matches!(list[..], [_, (_, second), (_, third), ..] if second == third);
    let least = if tied { list[1].1 } else { 1 };
    list.into_iter().filter(|(_, times)| *times > least).map(|(who, _)| who).collect()
}

/// A body of a state speaks for it: "the Maltese navy".
fn acts_for(scene: &Scene<'_, '_>, who: Who) -> Who {
    let entity = &scene.cast.entities[who];
    let name = entity.name.to_lowercase();
    let words: Vec<&str> = name.split(' ').collect();
    let from = words.len().saturating_sub(2)..words.len();
    let bodies = &lexicon().offices.bodies;
    let body = from.into_iter().any(|at| {
        let found = bodies.longest(|i| words.get(at + i).copied());
        found.is_some_and(|(count, ())| at + count == words.len())
    });
    let against = matches!(words.last(), Some(&("rebels" | "opposition" | "forces" | "troops")));
    match entity.of {
        Some(of) if body && !against && entity.kind == ActorKind::Organization => of,
        _ => who,
    }
}

/// "in Switzerland", "to Geneva, Switzerland": where it is, no party to it.
fn is_place(line: &Line<'_>, mention: &Mention) -> bool {
    let before = (0..mention.words.start).rev().find(|&i| line.class(i) != Class::Determiner);
    before
        .is_some_and(|i| matches!(line.lower(i), Some("in" | "at" | "near" | "around" | "outside")))
        || line.lower(mention.words.end + 1) == Some("capital")
}
