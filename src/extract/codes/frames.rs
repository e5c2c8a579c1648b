//! Which trigger of the lexicon a predicate or a noun of the tree is.
//!
//! The entries are those of the timeline's reader, with what only a coder wants; where that one
//! looks for an object among the next words, this one looks where the tree has it.

use super::tree::{Tree, is};
use super::turned::turn;
use crate::lexicon::{Phrases, Trigger, lexicon};

/// How far the words of a particle may stand from their verb.
const NEAR: usize = 8;

/// A trigger at its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub(super) trigger: &'static Trigger,
    /// The noun that makes the act out of the verb: "talks" in "held talks".
    pub(super) noun: Option<usize>,
}

impl Frame {
    /// The code of the deed, as far as the trigger and its type tell.
    pub(super) fn code(&self) -> Option<&'static str> {
        self.trigger.cameo.as_deref().or_else(|| self.trigger.kind.cameo())
    }
}

/// The trigger that a verb is.
pub(super) fn of_verb(tree: &Tree<'_>, at: usize) -> Option<Frame> {
    let triggers = lexicon().triggers.coded_verb(tree.lemma(at));
    let fitting = triggers.filter_map(|trigger| fits(tree, at, trigger));
    // "called on Chad to withdraw": asks for what follows.
    let leads = tree.children(at).any(|child| {
        matches!(tree.relation(child), "xcomp" | "ccomp")
            || tree.relation(child) == "advcl" && tree.is_infinitive(child)
    });
    // The most demanding; of two alike the one with the longer noun, then the one that says what
    // becomes of the act that follows, then the one that knows.
    let mut best: Option<(Frame, _)> = None;
    for (frame, length) in fitting {
        let trigger = frame.trigger;
        let lists = [trigger.wants_object, trigger.wants_subject, trigger.wants_then];
        let lists = lists.iter().filter(|wanted| **wanted).count();
        let turns = leads && turn(trigger).is_some();
        let rank = (lists, trigger.particle.len(), length, turns, trigger.cameo.is_some());
        if best.as_ref().is_none_or(|(_, other)| rank > *other) {
            best = Some((frame, rank));
        }
    }
    best.map(|(frame, _)| frame)
}

/// Whether a verb is done to its subject.
pub(super) fn is_passive(tree: &Tree<'_>, at: usize) -> bool {
    let told = tree.children(at).any(|child| {
        matches!(tree.relation(child), "nsubj:pass" | "aux:pass" | "csubj:pass" | "obl:agent")
    });
    told || tree.tag(at) == "VBN" && tree.relation(at) == "acl"
}

/// The trigger if it fits, and how many words its noun has.
fn fits(tree: &Tree<'_>, at: usize, trigger: &'static Trigger) -> Option<(Frame, usize)> {
    if !trigger.particle.is_empty() && !has_particle(tree, at, &trigger.particle) {
        return None;
    }
    let passive = is_passive(tree, at);
    let mut noun = None;
    let mut length = 0;
    if trigger.wants_object {
        let (object, words) = object(tree, at, passive, trigger)?;
        noun = Some(object);
        length = words;
    }
    if trigger.wants_subject {
        let found = tree
            .children(at)
            .filter(|&child| is(tree.relation(child), "nsubj"))
            .find(|&subject| heads(tree, subject, &trigger.subject).is_some())?;
        noun = noun.or(Some(found));
    }
    if trigger.wants_then {
        let limit = (at + 13).min(tree.len());
        (at + 1..limit).find(|&i| trigger.then.longest(|n| tree.lower(i + n)).is_some())?;
    }
    Some((Frame { trigger, noun }, length))
}

/// "for", "off", "out of", "to": right after the verb, or before what hangs on it.
fn has_particle(tree: &Tree<'_>, at: usize, particle: &[Box<str>]) -> bool {
    let mut next = at + 1;
    while next < at + 3 && tree.lower(next).is_some() && tree.part(next) == "ADV" {
        let first = tree.lower(next) == particle.first().map(AsRef::as_ref);
        if first {
            break;
        }
        next += 1;
    }
    let follows = |from: usize| {
        particle.iter().enumerate().all(|(i, word)| tree.lower(from + i) == Some(word))
    };
    if follows(next) {
        return true;
    }
    let limit = (at + NEAR).min(tree.len());
    (at + 1..limit).any(|from| {
        let hangs = tree.head(from).is_some_and(|head| {
            head == at
                || tree.head(head) == Some(at)
                    && matches!(tree.relation(head), "obl" | "xcomp" | "ccomp" | "advcl")
        });
        // "return the statues to" is no "return to".
        let part = tree.relation(from) == "compound:prt";
        let alone = tree.by(at, "obj").next().is_none();
        let marks = matches!(tree.relation(from), "case" | "mark" | "advmod") && alone;
        hangs && (part || marks) && follows(from)
    })
}

/// The object of the list that hangs on a verb.
fn object(tree: &Tree<'_>, at: usize, passive: bool, trigger: &Trigger) -> Option<(usize, usize)> {
    let is_object = |child: usize| match tree.relation(child) {
        "obj" | "iobj" => true,
        "nsubj:pass" => passive,
        // "engaged in talks": under the particle that the trigger has.
        "obl" => {
            let last = trigger.particle.last().map(AsRef::as_ref);
            last.is_some() && tree.by(child, "case").any(|case| tree.lower(case) == last)
        }
        "xcomp" => tree.part(child) == "NOUN",
        _ => false,
    };
    for child in tree.children(at) {
        if !is_object(child) {
            continue;
        }
        let list = std::iter::once(child).chain(tree.by(child, "conj"));
        let found =
            list.into_iter().find_map(|one| Some((one, heads(tree, one, &trigger.object)?)));
        if found.is_some() {
            return found;
        }
    }
    // "the talks that they held"
    let noun = tree.head(at).filter(|_| tree.relation(at) == "acl:relcl" || passive)?;
    let owns = matches!(tree.relation(at), "acl:relcl" | "acl");
    heads(tree, noun, &trigger.object).filter(|_| owns).map(|length| (noun, length))
}

/// Whether a phrase of a list is what a noun phrase is about: its head, what the head counts or
/// packs ("part of a programme", "a shipment of arms").
fn heads(tree: &Tree<'_>, head: usize, phrases: &Phrases<()>) -> Option<usize> {
    let found = ends_at(tree, head, phrases);
    if found.is_some() {
        return found;
    }
    // "$90 million", "20 million euros"
    if is_money(tree, head) && phrases.has("money") {
        return Some(1);
    }
    let lemma = tree.lemma(head);
    if lexicon().coding.packs.contains(lemma) {
        let inside = tree
            .children(head)
            .filter(|&child| {
                matches!(tree.relation(child), "compound" | "amod")
                    || tree.relation(child) == "nmod" && tree.case(child) == Some("of")
            })
            .find_map(|child| {
                ends_at(tree, child, phrases).or_else(|| {
                    let packed = lexicon().coding.packs.contains(tree.lemma(child));
                    let mut inside = tree.children(child).filter(|_| packed);
                    inside.find_map(|inner| ends_at(tree, inner, phrases))
                })
            });
        return inside;
    }
    None
}

/// Whether a noun is a sum: what it is in, or a number of it with the sign before.
fn is_money(tree: &Tree<'_>, head: usize) -> bool {
    let currency = |at: usize| {
        let word = tree.lower(at).unwrap_or_default();
        lexicon().coding.currencies.contains(word)
            || word.starts_with(['$', '€', '£', '¥'])
            || word.ends_with(['$', '€', '£', '¥'])
    };
    currency(head) || tree.children(head).any(currency)
}

/// How many words the longest phrase of a list has that ends at a word; its base form counts.
fn ends_at(tree: &Tree<'_>, head: usize, phrases: &Phrases<()>) -> Option<usize> {
    for length in (1..=3).rev() {
        let Some(from) = (head + 1).checked_sub(length) else { continue };
        let word = |i: usize| (i < length).then(|| tree.lower(from + i)).flatten();
        if phrases.longest(word).is_some_and(|(found, ())| found == length) {
            return Some(length);
        }
    }
    // "state of emergency" goes on after its head.
    if let Some((length, ())) = phrases.longest(|i| tree.lower(head + i)).filter(|(n, ())| *n > 1) {
        return Some(length);
    }
    let lemma = tree.lemma(head).to_lowercase();
    phrases.has(&lemma).then_some(1)
}

/// The trigger that a noun is, the longest phrase that ends at it.
pub(super) fn of_noun(tree: &Tree<'_>, at: usize) -> Option<Frame> {
    let triggers = &lexicon().triggers;
    for length in (1..=3).rev() {
        let Some(from) = (at + 1).checked_sub(length) else { continue };
        let word = |i: usize| (i < length).then(|| tree.lower(from + i)).flatten();
        let Some((found, mut list)) = triggers.coded_noun(word) else { continue };
        if found != length {
            continue;
        }
        let trigger = list.find(|trigger| {
            !trigger.wants_then || trigger.then.longest(|n| tree.lower(at + 1 + n)).is_some()
        });
        if let Some(trigger) = trigger {
            return Some(Frame { trigger, noun: Some(at) });
        }
    }
    None
}
