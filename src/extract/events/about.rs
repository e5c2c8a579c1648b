//! Whom an act is about that has no object of its own: whoever its words name next, and whoever it
//! answers.
//!
//! ```text
//! Malta condemned the raids on the Chadian port      Chad is not condemned, but it is told of
//! Malta warned that new attacks by Chad would end it  the warning is about Chad
//! Malta proposed talks. Chad rejected the offer.      proposed to Chad, rejected Malta's
//! ```

use super::super::actors::{Cast, MentionForm, Who};
use super::super::why::Field;
use super::super::words::Class;
use super::Telling;
use super::arguments::Arguments;
use super::clause::{Clauses, Reading};
use super::dependents::is_harm;
use super::trigger::Hit;
use crate::vocabulary::{ActorKind, EventType};

/// How far after its trigger whoever an act is about may be named, in words.
const FAR: usize = 28;

/// Whether an act has somebody whom it is about, nearly always.
fn is_about_somebody(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Appeal
            | EventType::Attack
            | EventType::Criticism
            | EventType::Demand
            | EventType::Endorsement
            | EventType::Mediation
            | EventType::Pledge
            | EventType::Proposal
            | EventType::Rejection
            | EventType::Acceptance
            | EventType::Sanctions
            | EventType::Warning
    )
}

/// Adds whom an act is about, where nobody is its object: who is named next in what it says.
pub(super) fn named_next(
    clauses: &Clauses<'_, '_>,
    cast: &Cast,
    hit: &Hit<'_>,
    kind: EventType,
    found: &mut Arguments,
) {
    if found.to.is_empty() && !found.from.is_empty() && is_about_somebody(kind) {
        let that = hit.trigger.particle.last().is_some_and(|word| &**word == "that");
        found.to = next(clauses, cast, (hit.words.end, that), kind, &found.from);
        let end = (hit.words.end + FAR).min(clauses.line.words.len());
        found.rests(Field::To, "named-next", hit.words.start..end);
    }
}

/// - `from`: where to begin, and whether "that" stands before it.
fn next(
    clauses: &Clauses<'_, '_>,
    cast: &Cast,
    (from, that): (usize, bool),
    kind: EventType,
    own: &[Who],
) -> Vec<Who> {
    let line = clauses.line;
    let mut at = from;
    let mut seen_that = that;
    let several = own.iter().any(|who| cast.entities[*who].kind == ActorKind::Group);
    while at < line.words.len().min(from + FAR) {
        match line.class(at) {
            Class::Break => break,
            Class::Mark if line.lower(at) == Some(".") => break,
            Class::Subordinator => {
                let says = matches!(line.lower(at), Some("that" | "which" | "who"));
                if !says && !seen_that {
                    break;
                }
                seen_that = true;
            }
            // "rejected the plan, the ministry said": who tells it.
            Class::Comma if is_told_by(clauses, at + 1) => break,
            // "the truce of March, negotiated by Malta": told of it by the way.
            Class::Comma if clauses.reading(at + 1) == Reading::Reduced => break,
            // "rejected it and met the envoy": another act.
            Class::Conjunction if goes_on(clauses, at) => break,
            // "proposed amendments, including Malta": who proposed them.
            Class::Preposition if several && line.lower(at) == Some("including") => break,
            _ => {}
        }
        let Some(mention) = clauses.mentions.get(at) else {
            at += 1;
            continue;
        };
        let (who, after) = clauses.list_after(mention);
        let place = matches!(clauses.governor(mention), Some("in" | "at" | "near" | "outside"))
            && mention.form != MentionForm::Adjective;
        let fits = |who: &Who| {
            let entity = &cast.entities[*who];
            let of = |own: &Who| cast.entities[*own].of;
            !own.contains(who)
                && entity.of.is_none_or(|of| !own.contains(&of))
                && !own.iter().any(|one| of(one) == Some(*who))
                && !entity.unnamed
        };
        // "condemned the bombing of Malta"
        let start = mention.words.start;
        let harmed = kind == EventType::Criticism
            && matches!(clauses.governor(mention), Some("on" | "of" | "against"))
            && (start.saturating_sub(4)..start).any(|at| is_harm(clauses, at));
        if !place && !harmed && mention.form != MentionForm::Pronoun {
            let who: Vec<Who> = who.into_iter().filter(fits).collect();
            // "invaded from Malta", "a Malta-mediated accord"
            let way = kind == EventType::Attack && clauses.governor(mention) == Some("from");
            let led =
                line.words.get(mention.words.end).is_some_and(|word| word.text.starts_with('-'));
            if !who.is_empty() && !way && !led {
                return who;
            }
        }
        at = after.max(mention.words.end).max(at + 1);
    }
    Vec::new()
}

/// Whether another act begins with a conjunction: "and later approved", "but Chad".
fn goes_on(clauses: &Clauses<'_, '_>, at: usize) -> bool {
    let line = clauses.line;
    let verb = at + 1 + usize::from(line.class(at + 1) == Class::Adverb);
    line.lower(at) == Some("but")
        || matches!(clauses.reading(verb), Reading::Active | Reading::Passive | Reading::Reduced)
}

/// Whether a name with a verb of its own begins at a place: "the ministry said".
fn is_told_by(clauses: &Clauses<'_, '_>, from: usize) -> bool {
    let line = clauses.line;
    let end = (from..from + 10)
        .find(|&i| matches!(line.class(i), Class::Comma | Class::Mark | Class::Break))
        .unwrap_or(from + 10);
    let named = (from..end).any(|i| clauses.mentions.at.get(i).is_some_and(Option::is_some));
    named
        && !matches!(line.class(from), Class::Subordinator | Class::Conjunction)
        && (from..end).any(|i| clauses.reading(i) == Reading::Active)
}

/// Adds who made an offer to what accepts or rejects it, and who answers to the offer.
///
/// Whoever is asked to talk and talked of, but not told to whom, is who answers.
pub(in crate::extract) fn answered(cast: &Cast, tellings: &mut [Telling]) {
    let answers = |kind| matches!(kind, EventType::Acceptance | EventType::Rejection);
    let offers = |kind| {
        matches!(
            kind,
            EventType::Proposal | EventType::Invitation | EventType::Demand | EventType::Appeal
        )
    };
    let related = |one: Who, other: Who| {
        one == other || cast.entities[one].of == Some(other) || cast.entities[other].of == Some(one)
    };
    for index in 0..tellings.len() {
        let Some(&offer) = tellings[index].responds_to.first() else { continue };
        // "dismissed the charge", "brushed off the threat": whose it was.
        let blames = matches!(tellings[offer].kind, EventType::Criticism | EventType::Warning)
            && tellings[index].kind == EventType::Rejection;
        if !answers(tellings[index].kind) || !offers(tellings[offer].kind) && !blames {
            continue;
        }
        let (made, answering) = (tellings[offer].from.clone(), tellings[index].from.clone());
        let apart = !made.iter().any(|&one| answering.iter().any(|&other| related(one, other)));
        if !apart || made.is_empty() || answering.is_empty() {
            continue;
        }
        let guessed = tellings[index].grounds.of(Field::To).all(|ground| {
            matches!(ground.rule, "named-next" | "nearest-after" | "parties-of-the-article")
        });
        if tellings[index].to.is_empty() || guessed {
            let words = tellings[offer].trigger.clone();
            tellings[index].grounds.set(Field::To, "who-offered", words);
            tellings[index].to = made;
        }
        let alone = matches!(
            answering[..],
            [one] if cast.entities[one].kind != ActorKind::Group
        );
        if tellings[offer].to.is_empty() && alone && !blames {
            let words = tellings[index].trigger.clone();
            tellings[offer].grounds.set(Field::To, "who-answers", words);
            tellings[offer].to = answering;
        }
    }
}
