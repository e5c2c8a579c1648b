//! To whom and where, read off what hangs on a verb and on its noun.

use super::super::actors::{Cast, MentionForm, Who};
use super::super::why::Field;
use super::arguments::Arguments;
use super::clause::Clauses;
use super::places::{is_place, is_state, place_name, place_of};
use super::trigger::Hit;
use crate::lexicon::lexicon;
use crate::vocabulary::EventType;

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
            let who = match clauses.actors(head) {
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
