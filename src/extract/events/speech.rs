//! What somebody says: an event of its own, or only where the words come from.
//!
//! ```text
//! Malta said Chad had recalled its envoy      the recall; who tells it is no event
//! Malta met Chad, saying it would help        part of the meeting
//! the monitors said                           they watch, and take no part
//! Malta made the announcement on Monday       told already: see `refer`
//! ```

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::actors::Who;
use super::super::words::Class;
use super::clause::{Clauses, Reading};
use super::{Scene, Telling};
use crate::lexicon::lexicon;
use crate::vocabulary::{ActorKind, EventType, Modality};

/// Whether saying something is only where the words come from: "officials said", "the observatory
/// said", and at the end of a sentence "the ministry said".
pub(super) fn is_attribution(
    scene: &Scene<'_, '_>,
    clauses: &Clauses<'_, '_>,
    at: usize,
    words: &Range<usize>,
    from: &[Who],
) -> bool {
    let line = clauses.line;
    let observers = &lexicon().words.observers;
    let speaker = words.start..clauses.group(at).max(words.start);
    let named = |i: usize| clauses.mentions.at[i].is_some();
    let nobody = speaker.clone().any(|i| {
        named(i)
            && matches!(
                line.lower(i),
                Some("officials" | "official" | "sources" | "source" | "diplomats" | "witnesses")
            )
    });
    let last_word = |who: &Who| {
        let name = scene.cast.entities[*who].name.to_lowercase();
        name.split(' ').any(|word| observers.contains(word))
            && scene.cast.entities[*who].kind != ActorKind::Person
    };
    let watches = !from.is_empty() && from.iter().all(last_word)
        || speaker.clone().any(|i| {
            line.relation(i).starts_with("nsubj")
                && !line.words[i].capital
                && line.lower(i).is_some_and(|word| observers.contains(word))
        });
    let quoted = words.clone().any(|i| line.words[i].quoted || line.class(i) == Class::Quote);
    let trailing = !line.words[words.start].quoted
        && line.class(words.start) != Class::Quote
        && words.start > 0
        && (words.start.saturating_sub(2)..words.start).any(|i| line.class(i) == Class::Comma)
        && words.end <= at + 4;
    let person = |who: &Who| scene.cast.entities[*who].kind == ActorKind::Person;
    let pronoun = speaker.len() <= 2
        && speaker.clone().any(|i| line.class(i) == Class::Pronoun)
        && matches!(
            line.words[at].form.map(|form| lexicon().verbs.lemma(form.verb)),
            Some("add" | "note" | "explain")
        );
    // Whoever announces at the end of a sentence acts; who tells the papers does not.
    let says = matches!(line.lemma(at), "tell" | "add" | "note" | "explain");
    let at_the_end = clauses.says_at_the_end(at) && !quoted && (says || !from.iter().any(person));
    nobody || watches || pronoun || at_the_end || trailing && !from.iter().any(person)
}

/// How far apart, in words, a quotation and its speaker may begin.
const REACH: usize = 60;

/// The events of a sentence by the word that tells them, so that a long sentence takes no more than
/// its length times a bound.
struct Told<'t> {
    list: &'t [Telling],
    at: BTreeMap<usize, Vec<usize>>,
}

impl<'t> Told<'t> {
    fn new(list: &'t [Telling]) -> Self {
        let mut at: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, telling) in list.iter().enumerate() {
            at.entry(telling.at).or_default().push(index);
        }
        Self { list, at }
    }

    /// Those that words of a range tell, but for one of them.
    fn within(&self, words: Range<usize>, but: usize) -> impl Iterator<Item = &'t Telling> {
        let list = self.list;
        let indices = self.at.range(words).flat_map(|(_, indices)| indices);
        indices.filter(move |&&index| index != but).map(move |&index| &list[index])
    }

    /// Those that one word tells.
    fn by(&self, word: usize, but: usize) -> impl Iterator<Item = &'t Telling> {
        self.within(word..word + 1, but)
    }
}

/// Leaves out what is said where the sentence tells the act itself, and the reverse.
pub(super) fn leave_out(clauses: &Clauses<'_, '_>, tellings: &mut Vec<Telling>) {
    let told = Told::new(tellings);
    let keeps: Vec<bool> = (0..tellings.len())
        .map(|i| {
            let says = tellings[i].kind == EventType::Statement && !tellings[i].nominal;
            !(is_threatened(clauses, &told, i)
                || is_in_a_quotation(clauses, &told, i)
                || is_a_mere_plan(clauses, &told, i)
                || says && (wraps(clauses, &told, i) || elaborates(clauses, &told, i)))
        })
        .collect();
    let mut keeps = keeps.iter();
    tellings.retain(|_| *keeps.next().expect("one for each telling"));
}

/// Whether what is said is an act that is told itself: "said Chad had recalled its envoy", "said he
/// had talked to Lavrov".
fn wraps(clauses: &Clauses<'_, '_>, told: &Told<'_>, index: usize) -> bool {
    let line = clauses.line;
    let says = &told.list[index];
    if says.words.clone().any(|word| line.class(word) == Class::Quote) {
        return false;
    }
    let acts = |act: &&Telling| !act.nominal && act.kind != EventType::Statement;
    let own = told
        .within(says.at + 1..says.at + 12, index)
        .filter(acts)
        .any(|act| act.from == says.from && !line.words[act.at].quoted);
    let content = line.parse.complements(line.first + says.at);
    // What stands before the saying is for `is_attribution`.
    let after = content.iter().map(|token| token - line.first).filter(|&word| word > says.at);
    own || after.into_iter().any(|word| told.by(word, index).any(|act| acts(&act)))
}

/// Whether an undated act stands in a quotation whose speaker is told: "there will be no truce
/// while they occupy homes," he said.
fn is_in_a_quotation(clauses: &Clauses<'_, '_>, told: &Told<'_>, index: usize) -> bool {
    let words = &clauses.line.words;
    let act = &told.list[index];
    !act.nominal
        && act.date.is_none()
        && words[act.at].quoted
        && told
            .within(act.at.saturating_sub(REACH)..act.at + REACH, index)
            .any(|other| !words[other.at].quoted && other.words.contains(&act.at))
}

/// Whether a plan is told by what is planned: "plans to send a delegation on Monday".
fn is_a_mere_plan(clauses: &Clauses<'_, '_>, told: &Told<'_>, index: usize) -> bool {
    let line = clauses.line;
    let plan = &told.list[index];
    if plan.kind != EventType::Pledge || !matches!(line.lemma(plan.at), "plan" | "intend") {
        return false;
    }
    let what = line.parse.complements(line.first + plan.at);
    what.iter().any(|token| told.by(token - line.first, index).next().is_some())
}

/// Whether an act is only what a warning threatens with: "said it would attack".
fn is_threatened(clauses: &Clauses<'_, '_>, told: &Told<'_>, index: usize) -> bool {
    let line = clauses.line;
    let act = &told.list[index];
    if act.kind != EventType::Attack || act.modality == Modality::Happened || act.date.is_some() {
        return false;
    }
    let over = line.parse.complement_of(line.first + act.at);
    over.is_some_and(|token| {
        told.by(token - line.first, index).any(|other| other.kind == EventType::Warning)
    })
}

/// Whether a saying only goes on with what its clause tells: "met Chad, saying ...", "issued a
/// statement saying".
fn elaborates(clauses: &Clauses<'_, '_>, told: &Told<'_>, index: usize) -> bool {
    let line = clauses.line;
    let says = &told.list[index];
    if clauses.reading(says.at) != Reading::Ing {
        return false;
    }
    let Some(over) = line.parse.clause_of(line.first + says.at).map(|token| token - line.first)
    else {
        return false;
    };
    let head = line.head(says.at).unwrap_or(over);
    let speaks =
        |act: &Telling| act.from == says.from || says.from.is_empty() || act.from.is_empty();
    told.by(over, index).chain(told.by(head, index)).any(speaks)
        || told
            .within(head.saturating_sub(REACH)..head + REACH, index)
            .any(|act| speaks(act) && act.words.contains(&head))
}
