//! To whom and where, read off what hangs on a verb and on its noun.

use super::super::actors::{Cast, MentionForm, Who, is_calendar};
use super::super::why::Field;
use super::super::words::Class;
use super::arguments::Arguments;
use super::clause::{Clauses, Reading};
use super::places::{is_place, is_state, place_name, place_of};
use super::trigger::Hit;
use crate::lexicon::lexicon;
use crate::vocabulary::{ActorKind, EventType};

/// Prepositions of place.
pub(super) const PLACES: [&str; 5] = ["in", "at", "near", "outside", "aboard"];

/// Whether an act on a thing is one on whose thing it is: "condemned Malta's attack".
pub(super) fn owner_counts(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Criticism
            | EventType::Rejection
            | EventType::Endorsement
            | EventType::Demand
            | EventType::Sanctions
            | EventType::Attack
            | EventType::Acceptance
            | EventType::Break
    )
}

/// "the attack on Malta", "the invasion of Malta": whom it is done to is not to blame for it.
pub(super) fn is_harm(clauses: &Clauses<'_, '_>, noun: usize) -> bool {
    let attack = |trigger: &crate::lexicon::Trigger| trigger.kind == EventType::Attack;
    (noun.saturating_sub(1)..=noun).any(|at| {
        let word = |i: usize| clauses.line.lower(at + i);
        lexicon().triggers.of_noun(word).is_some_and(|(_, mut list)| list.any(attack))
    })
}

/// Adds whom a verb's act is done to, who does it where it is passive, and where.
pub(super) fn of_verb(
    clauses: &Clauses<'_, '_>,
    cast: &Cast,
    (at, hit): (usize, &Hit<'_>),
    passive: bool,
    found: &mut Arguments,
) {
    let kind = hit.trigger.kind;
    let particle = hit.trigger.particle.last().map(|particle| &**particle);
    let says = matches!(kind, EventType::Statement | EventType::Address);
    // "called for talks", "warned that": the thing follows, no person.
    let direct = !passive && !matches!(particle, Some("for" | "that")) && !says;
    let mut objects = clauses.objects(at);
    if let Some(noun) = hit.noun.filter(|noun| *noun > at)
        && !objects.contains(&noun)
    {
        objects.push(noun);
    }
    for &head in &objects {
        let is_noun = hit.noun.is_some_and(|noun| clauses.phrase(head).contains(&noun));
        if direct && !is_noun {
            let own = |who: &[Who]| !who.is_empty() && who.iter().all(|w| found.from.contains(w));
            let who = match clauses.actors(head) {
                // "thanked Ruiz and invited him": nobody who does it.
                who if own(&who) && matches!(clauses.line.lower(head), Some("him" | "her")) => {
                    other_person(clauses, cast, head, &found.from)
                }
                who if who.is_empty() && owner_counts(kind) => {
                    let by: &[&str] = if kind == EventType::Criticism && is_harm(clauses, head) {
                        &["by", "from"]
                    } else {
                        &["of", "by", "from", "against", "on", "in"]
                    };
                    clauses.owners(head, by)
                }
                who => who,
            };
            add(clauses, found, head, &who);
        } else if says && clauses.line.relation(head) == "iobj" {
            let who = clauses.actors(head);
            add(clauses, found, head, &who);
        }
        if is_noun && owner_counts(kind) && found.to.is_empty() {
            let who: Vec<Who> =
                clauses.owners(head, &[]).into_iter().filter(|w| !found.from.contains(w)).collect();
            add(clauses, found, head, &who);
        }
    }
    // What hangs on the verb, and on the noun that makes the act out of it.
    let subject = hit.noun.filter(|noun| *noun < at && hit.trigger.wants_subject);
    if let Some(noun) = subject {
        // "negotiations in Lima collapsed"
        let places = clauses.obliques(noun).into_iter();
        let mut places = places.filter(|oblique| PLACES.contains(&oblique.preposition.as_str()));
        if let Some(words) = places.find_map(|oblique| place_of(clauses, cast, oblique.head)) {
            found.place = Some(place_name(clauses.line, words.clone()));
            found.rests(Field::Place, "hangs-on-it", words);
        }
    }
    for (of, verb) in std::iter::once((at, true)).chain(objects.iter().map(|&head| (head, false))) {
        for oblique in clauses.obliques(of) {
            let head = oblique.head;
            let preposition = oblique.preposition.as_str();
            let own = verb || hit.noun.is_some() || kind.is_reciprocal();
            let who = clauses.actors(head);
            if verb && particle == Some(preposition) && !who.is_empty() {
                add(clauses, found, head, &who);
            } else if verb && passive && preposition == "by" {
                extend(&mut found.from, &who);
                found.rests(Field::From, "agent", head..head + 1);
                found.words.end = found.words.end.max(end_of(clauses, head));
            } else if verb
                && passive
                && kind == EventType::Sanctions
                && preposition == "from"
                && who.iter().all(|&who| cast.entities[who].kind == ActorKind::Organization)
            {
                // "was suspended from the Union": by those it was a member of.
                extend(&mut found.from, &who);
                found.rests(Field::From, "whose-member", head..head + 1);
                found.words.end = found.words.end.max(end_of(clauses, head));
            } else if verb && passive && kind.is_reciprocal() && preposition == "between" {
                // "a treaty concluded between A and B"
                extend(&mut found.from, &who);
                found.rests(Field::From, "between", head..head + 1);
                found.words.end = found.words.end.max(end_of(clauses, head));
            } else if kind == EventType::Mediation && matches!(preposition, "between" | "among") {
                add(clauses, found, head, &who);
            } else if PLACES.contains(&preposition)
                || preposition == "on" && clauses.line.words[head].capital
            {
                if found.place.is_none()
                    && (verb || !is_said(kind))
                    && is_right_there(clauses, at, head)
                    && let Some(words) = place_of(clauses, cast, head)
                {
                    found.place = Some(place_name(clauses.line, words.clone()));
                    found.rests(Field::Place, "hangs-on-it", words.clone());
                    found.words.end = found.words.end.max(words.end);
                }
                let into = kind == EventType::Attack && found.to.is_empty();
                if into && clauses.mention(head).is_some_and(|m| is_state(cast, m)) {
                    add(clauses, found, head, &who);
                }
            } else if own && hit.trigger.to.iter().any(|to| &**to == preposition) {
                let who =
                    if who.is_empty() { clauses.owners(head, &["of", "by", "from"]) } else { who };
                add(clauses, found, head, &who);
            } else if kind == EventType::Attack
                && matches!(preposition, "into" | "inside" | "across")
                && clauses.mention(head).is_some_and(|m| is_state(cast, m))
            {
                add(clauses, found, head, &who);
            }
        }
    }
    if kind == EventType::Visit && found.place.is_none() {
        let goal = clauses
            .obliques(at)
            .into_iter()
            .find(|oblique| matches!(oblique.preposition.as_str(), "to" | "for" | "in" | "into"));
        let goal = goal.map(|oblique| oblique.head).or_else(|| objects.first().copied());
        found.place = goal.and_then(|head| {
            let mention = clauses.mention(head)?;
            let place = is_place(cast, mention)
                || matches!(mention.form, MentionForm::Seat | MentionForm::Name)
                    && mention.who.is_empty();
            place.then(|| {
                found.rests(Field::Place, "goal", mention.words.clone());
                place_name(clauses.line, mention.words.clone())
            })
        });
    }
}

/// The person named last before a pronoun who is none of those that act.
fn other_person(clauses: &Clauses<'_, '_>, cast: &Cast, pronoun: usize, own: &[Who]) -> Vec<Who> {
    let list = &clauses.mentions.list;
    let before = list.partition_point(|mention| mention.words.start < pronoun);
    let person = |who: &Who| cast.entities[*who].kind == ActorKind::Person && !own.contains(who);
    let near = list[..before].iter().rev().take(8);
    near.filter(|mention| mention.form == MentionForm::Name)
        .find_map(|mention| mention.who.iter().copied().find(person))
        .into_iter()
        .collect()
}

/// "Maltese patrol boats seized": whose boats they are, whatever the parse makes of them.
pub(super) fn forces(
    clauses: &Clauses<'_, '_>,
    kind: EventType,
    group: usize,
    found: &mut Arguments,
) {
    let line = clauses.line;
    if !matches!(kind, EventType::Attack | EventType::Mobilization) {
        return;
    }
    let small = |i: &usize| line.class(*i) == Class::Other && !line.words[*i].capital;
    let noun = (group.saturating_sub(3)..group).rev().take_while(small).last();
    let owner = noun.and_then(|noun| clauses.mentions.get(noun.checked_sub(1)?));
    if let Some(owner) = owner.filter(|owner| owner.form == MentionForm::Adjective) {
        found.from.clone_from(&owner.who);
        found.rests_now(Field::From, "whose-forces", owner.words.start..group);
        found.words.start = found.words.start.min(owner.words.start);
    }
}

/// Whether what somebody says may be about another place than where it is said.
pub(super) fn is_said(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Statement
            | EventType::Criticism
            | EventType::Appeal
            | EventType::Demand
            | EventType::Warning
            | EventType::Endorsement
            | EventType::Rejection
            | EventType::Pledge
            | EventType::Proposal
            | EventType::Acceptance
    )
}

/// Whether nothing that is said or done by others stands between a verb and the head of a place:
/// "said that the talks in Lima had failed" was not said in Lima. Nor does a month lead to one: "said
/// in May the bank".
pub(super) fn is_right_there(clauses: &Clauses<'_, '_>, at: usize, head: usize) -> bool {
    let line = clauses.line;
    (at + 1..head).all(|i| {
        clauses.reading(i) == Reading::None
            && !matches!(
                line.class(i),
                Class::Modal | Class::Subordinator | Class::Quote | Class::Break | Class::Be
            )
            && (line.relation(i) == "case" || !is_calendar(&line.words[i].lower) || i + 1 < head)
    }) && head
        .checked_sub(2)
        .is_none_or(|i| !is_calendar(&line.words[i].lower) || line.relation(i + 1) == "case")
}

fn add(clauses: &Clauses<'_, '_>, found: &mut Arguments, head: usize, who: &[Who]) {
    if who.is_empty() {
        return;
    }
    extend(&mut found.to, who);
    found.rests(Field::To, "hangs-on-it", head..end_of(clauses, head));
    found.words.end = found.words.end.max(end_of(clauses, head));
}

fn end_of(clauses: &Clauses<'_, '_>, head: usize) -> usize {
    clauses.mentions.get(head).map_or(head + 1, |mention| mention.words.end)
}

fn extend(list: &mut Vec<Who>, more: &[Who]) {
    for &who in more {
        if !list.contains(&who) {
            list.push(who);
        }
    }
}
