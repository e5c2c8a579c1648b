//! Who stands behind what a noun names, by the act that speaks of it.
//!
//! ```text
//! invited Peru to talks in Lima                    the talks are theirs
//! warned that a refusal would lead to sanctions    those of who warns
//! ```

use std::collections::BTreeMap;

use super::super::actors::Who;
use super::super::why::Field;
use super::super::words::Class;
use super::clause::{Clauses, Reading};
use super::dependents::is_said;
use super::{Scene, Telling};
use crate::diagnostic::Span;
use crate::lexicon::lexicon;
use crate::vocabulary::{Confidence, EventType, Modality};

/// An act that speaks of others.
struct Lender {
    at: usize,
    /// Where its clause, or what it warns of, ends.
    end: usize,
    kind: EventType,
    from: Vec<Who>,
    to: Vec<Who>,
    words: Span,
}

/// How many of them before a noun are looked at.
const NEAR: usize = 4;

/// Lends actors to what nouns of a sentence name.
pub(super) fn lend(clauses: &Clauses<'_, '_>, tellings: &mut [Telling]) {
    let line = clauses.line;
    let mut lenders: Vec<Lender> = tellings
        .iter()
        .filter(|t| {
            !t.nominal
                && matches!(
                    t.kind,
                    EventType::Invitation
                        | EventType::Proposal
                        | EventType::Acceptance
                        | EventType::Warning
                )
        })
        .map(|t| Lender {
            at: t.at,
            end: match t.kind {
                EventType::Warning => clauses.phrase(t.at).end.min(t.at + 32),
                _ => clauses.end(t.at + 1),
            },
            kind: t.kind,
            from: t.from.clone(),
            to: t.to.clone(),
            words: line.span(t.at, t.at + 1),
        })
        .collect();
    lenders.sort_by_key(|lender| lender.at);
    for telling in tellings.iter_mut().filter(|t| t.nominal) {
        if !telling.from.is_empty() {
            continue;
        }
        let next = lenders.partition_point(|lender| lender.at < telling.at);
        let mut near = lenders[next.saturating_sub(NEAR)..next]
            .iter()
            .filter(|lender| lender.at < telling.at && telling.at < lender.end);
        let meets = matches!(telling.kind, EventType::Talks | EventType::Meeting | EventType::Call);
        if meets && telling.to.is_empty() {
            let offer = near.find(|lender| lender.kind != EventType::Warning);
            if let Some(offer) = offer {
                telling.from.clone_from(&offer.from);
                telling.to.clone_from(&offer.to);
                telling.grounds.set(Field::From, "of-what-offers-it", offer.words.clone());
                telling.grounds.set(Field::To, "of-what-offers-it", offer.words.clone());
                if telling.modality == Modality::Happened {
                    telling.stands(Modality::Planned, "offered", offer.words.clone());
                }
            }
        } else if is_consequence(telling) {
            let Some(warns) = near.find(|lender| lender.kind == EventType::Warning) else {
                continue;
            };
            telling.from.clone_from(&warns.from);
            telling.grounds.set(Field::From, "of-who-warns", warns.words.clone());
            // "failure to comply could result in sanctions": only if.
            let refused = (warns.at..telling.at).find(|&i| {
                lexicon().words.conditions.longest(|n| line.lower(i + n)).is_some()
                    || matches!(line.lower(i), Some("failure" | "refusal" | "any" | "violation"))
            });
            if let Some(refused) = refused {
                let words = line.span(refused, refused + 1);
                telling.stands(Modality::Conditional, "condition-named", words);
            }
        }
    }
}

/// "discussed the truce in phone talks": one call of those who discussed it.
pub(super) fn by_phone(clauses: &Clauses<'_, '_>, tellings: &mut Vec<Telling>) {
    let line = clauses.line;
    let mut verbs: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, other) in tellings.iter().enumerate() {
        if !other.nominal && matches!(other.kind, EventType::Talks | EventType::Meeting) {
            verbs.entry(other.at).or_insert(index);
        }
    }
    let mut calls = BTreeMap::new();
    for (index, call) in tellings.iter().enumerate() {
        if !call.nominal || call.kind != EventType::Call {
            continue;
        }
        let head = (call.at..line.words.len().min(call.at + 4))
            .find(|&i| matches!(line.relation(i), "obl" | "nmod"))
            .and_then(|i| line.head(i));
        // "discussed Syria with his counterpart during a phone call", whatever the parse hangs it on.
        let low = call.at.saturating_sub(3);
        let during = (low..call.at).any(|i| matches!(line.lower(i), Some("during" | "in" | "by")));
        let before = || {
            let (&at, &near) = verbs.range(..call.at).next_back()?;
            (during && call.at - at < 30).then_some(near)
        };
        let talks = head.and_then(|head| verbs.get(&head)).copied().or_else(before);
        let theirs =
            |talks: &usize| call.from.iter().all(|who| tellings[*talks].from.contains(who));
        calls.extend(talks.filter(theirs).map(|talks| (index, talks)));
    }
    for (&call, &talks) in &calls {
        tellings[talks].kind = EventType::Call;
        let end = tellings[call].words.end;
        let told = &mut tellings[talks];
        told.words.end = told.words.end.max(end);
    }
    let mut index = 0;
    tellings.retain(|_| {
        index += 1;
        !calls.contains_key(&(index - 1))
    });
}

/// "The meeting urged both": whoever met.
pub(super) fn who_met(scene: &Scene<'_, '_>, tellings: &mut [Telling]) {
    for index in 0..tellings.len() {
        let telling = &tellings[index];
        if telling.nominal || !telling.from.is_empty() || !is_said(telling.kind) {
            continue;
        }
        let line = &scene.lines[telling.line];
        let subject = line.parse.subjects(line.first + telling.at).into_iter().next();
        let meeting = subject.and_then(|token| token.checked_sub(line.first)).is_some_and(|word| {
            scene.mentions[telling.line].get(word).is_none()
                && matches!(
                    &*line.lemma(word).to_lowercase(),
                    "meeting" | "summit" | "conference" | "session"
                )
        });
        if !meeting {
            continue;
        }
        let met = tellings[..index].iter().rev().take(4 * NEAR).find(|other| {
            matches!(other.kind, EventType::Meeting | EventType::Talks)
                && other.modality == Modality::Happened
                && !other.from.is_empty()
                && !other.from.iter().any(|who| telling.to.contains(who))
        });
        if let Some(who) = met.map(|met| met.from.clone()) {
            let words = telling.trigger.clone();
            tellings[index].from = who;
            tellings[index].confidence = Confidence::Low;
            tellings[index].grounds.set(Field::From, "who-met", words);
        }
    }
}

/// "Morel is on a visit at the invitation of Malta": who visits was invited.
pub(super) fn invited(clauses: &Clauses<'_, '_>, tellings: &mut [Telling]) {
    let line = clauses.line;
    for index in 0..tellings.len().min(NEAR * 4) {
        let telling = &tellings[index];
        let low = telling.words.start.saturating_sub(2);
        let at_it = (low..telling.at)
            .any(|i| matches!(line.lower(i), Some("at" | "on" | "upon" | "following")));
        if telling.kind != EventType::Invitation || !telling.to.is_empty() || !at_it {
            continue;
        }
        let visit = tellings.iter().take(NEAR * 4).find(|other| {
            matches!(other.kind, EventType::Visit | EventType::Meeting)
                && !other.from.is_empty()
                && !other.from.iter().any(|who| telling.from.contains(who))
        });
        let Some((who, words)) = visit.map(|visit| (visit.from.clone(), visit.trigger.clone()))
        else {
            continue;
        };
        tellings[index].to = who;
        tellings[index].grounds.set(Field::To, "who-visits", words);
    }
}

/// "suspended aid to Malta, accusing it of aggression": whom the pronoun stands for is whom the act
/// beside it is done to, not who does both.
pub(super) fn objects(clauses: &Clauses<'_, '_>, tellings: &mut [Telling]) {
    let line = clauses.line;
    for index in 0..tellings.len() {
        let telling = &tellings[index];
        let at = telling.at;
        let says_it = (at + 1..at + 3).find(|&i| {
            matches!(line.lower(i), Some("it" | "him" | "her" | "them"))
                && line.class(i) != Class::Possessive
        });
        let Some(pronoun) = says_it.filter(|_| !telling.nominal) else { continue };
        if clauses.reading(at) != Reading::Ing {
            continue;
        }
        let verb = line.head(at).filter(|&head| head < at);
        let act = verb.and_then(|verb| {
            tellings[index.saturating_sub(8)..index]
                .iter()
                .find(|other| other.at == verb && !other.nominal)
        });
        let Some(to) = act.map(|act| act.to.clone()) else { continue };
        if !to.is_empty() && !to.iter().any(|who| tellings[index].from.contains(who)) {
            let telling = &mut tellings[index];
            telling.to = to;
            telling.grounds.set(
                Field::To,
                "whom-the-act-is-done-to",
                line.span(pronoun, pronoun + 1),
            );
        }
    }
}

/// Whether a noun names what may follow: sanctions, a break, an attack that did not happen.
pub(super) fn is_consequence(telling: &Telling) -> bool {
    matches!(telling.kind, EventType::Sanctions | EventType::Break)
        && matches!(telling.modality, Modality::Possible | Modality::Planned)
        && telling.modality_rule != "asked-for"
}
