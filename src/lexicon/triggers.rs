//! Which words tell an event: verbs with their particles and objects, nouns.
//!
//! An entry may list several words that share a frame; it brings the sentences that show what it
//! finds (`yes`) and what it must leave alone (`no`).

use std::collections::HashMap;

use serde::Deserialize;

use super::{Phrases, Verbs, read, split};
use crate::vocabulary::EventType;

/// All triggers.
#[derive(Debug)]
pub(crate) struct Triggers {
    list: Vec<Trigger>,
    /// By the index of the verb; the most demanding first.
    verbs: HashMap<usize, Vec<usize>>,
    /// All triggers of one noun, in the order of the lists.
    nouns: Phrases<Vec<usize>>,
}

/// Words that tell an event.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each says whether a list or a demand is there")]
pub(crate) struct Trigger {
    /// What event they tell.
    pub(crate) kind: EventType,
    /// As in the list: "call for", "hold … talks".
    pub(crate) name: String,
    /// After a verb, before anything else: "for", "out of".
    pub(crate) particle: Vec<Box<str>>,
    /// One of these nouns must follow a verb, or stand before a passive.
    pub(crate) object: Phrases<()>,
    /// Whether there is a list of objects.
    pub(crate) wants_object: bool,
    /// One of these nouns must stand before.
    pub(crate) subject: Phrases<()>,
    /// Whether there is a list of subjects.
    pub(crate) wants_subject: bool,
    /// One of these must follow, anywhere in the clause for a verb, right away for a noun.
    pub(crate) then: Phrases<()>,
    /// Whether there is a list of what follows.
    pub(crate) wants_then: bool,
    /// Prepositions that lead to whom it is done.
    pub(crate) to: Vec<Box<str>>,
    /// Only where somebody named does it.
    pub(crate) named: bool,
    /// A trace of an event that wants more support than others.
    pub(crate) weak: bool,
}

/// An entry as it stands in a list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    #[serde(default)]
    verb: Vec<String>,
    #[serde(default)]
    noun: Vec<String>,
    #[serde(rename = "type")]
    kind: EventType,
    #[serde(default)]
    object: Vec<String>,
    #[serde(default)]
    subject: Vec<String>,
    #[serde(default)]
    then: Vec<String>,
    to: Option<Vec<String>>,
    #[serde(default)]
    named: bool,
    #[serde(default)]
    weak: bool,
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "sentences are for the tests"))]
    yes: Vec<String>,
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "sentences are for the tests"))]
    no: Vec<String>,
}

const FILES: [(&str, &str); 3] = [
    ("events/saying.yaml", include_str!("data/events/saying.yaml")),
    ("events/meeting.yaml", include_str!("data/events/meeting.yaml")),
    ("events/deeds.yaml", include_str!("data/events/deeds.yaml")),
];

fn entries() -> impl Iterator<Item = Entry> {
    FILES.iter().flat_map(|(file, text)| read::<Vec<Entry>>(file, text))
}

impl Triggers {
    pub(super) fn new(verbs: &mut Verbs) -> Self {
        let mut triggers = Vec::new();
        let mut by_verb: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut nouns: Vec<(String, Vec<usize>)> = Vec::new();
        for entry in entries() {
            for verb in &entry.verb {
                let mut words = split(verb);
                let lemma = verbs.add(words.next().expect("a verb in the lists has letters"));
                by_verb.entry(lemma).or_default().push(triggers.len());
                triggers.push(entry.trigger(verb, words.map(Box::from).collect()));
            }
            for noun in &entry.noun {
                let index = triggers.len();
                triggers.push(entry.trigger(noun, Vec::new()));
                let plural = format!("{noun}s");
                for form in [noun, &plural] {
                    if form == &plural && noun.ends_with('s') {
                        continue;
                    }
                    match nouns.iter_mut().find(|(known, _)| known == form) {
                        Some((_, indices)) => indices.push(index),
                        None => nouns.push((form.clone(), vec![index])),
                    }
                }
            }
        }
        let demands = |index: &usize| {
            let trigger: &Trigger = &triggers[*index];
            let lists = [trigger.wants_object, trigger.wants_subject, trigger.wants_then];
            (trigger.particle.len(), lists.iter().filter(|wanted| **wanted).count())
        };
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted on its own")]
        for indices in by_verb.values_mut() {
            indices.sort_by_key(|index| std::cmp::Reverse(demands(index)));
        }
        let mut phrases = Phrases::default();
        for (noun, indices) in nouns {
            phrases.insert(&noun, indices);
        }
        Self { list: triggers, verbs: by_verb, nouns: phrases }
    }

    /// The triggers of a verb, the most demanding first.
    pub(crate) fn of_verb(&self, verb: usize) -> impl Iterator<Item = &Trigger> {
        self.verbs.get(&verb).into_iter().flatten().map(|&index| &self.list[index])
    }

    /// The triggers of the longest noun that begins at word 0, and how many words it has.
    pub(crate) fn of_noun<'w>(
        &self,
        word: impl Fn(usize) -> Option<&'w str>,
    ) -> Option<(usize, impl Iterator<Item = &Trigger>)> {
        let (words, indices) = self.nouns.longest(word)?;
        Some((words, indices.iter().map(|&index| &self.list[index])))
    }
}

impl Entry {
    fn trigger(&self, name: &str, particle: Vec<Box<str>>) -> Trigger {
        let phrases = |list: &[String]| {
            let mut phrases = Phrases::default();
            for phrase in list {
                phrases.insert(phrase, ());
            }
            phrases
        };
        let to = match &self.to {
            Some(prepositions) => prepositions.iter().map(|p| Box::from(p.as_str())).collect(),
            None => ["with", "to", "against"].map(Box::from).to_vec(),
        };
        Trigger {
            kind: self.kind,
            name: name.to_owned(),
            particle,
            object: phrases(&self.object),
            wants_object: !self.object.is_empty(),
            subject: phrases(&self.subject),
            wants_subject: !self.subject.is_empty(),
            then: phrases(&self.then),
            wants_then: !self.then.is_empty(),
            to,
            named: self.named,
            weak: self.weak,
        }
    }
}

/// The sentences that the lists bring: type, whether it must be found, sentence.
#[cfg(test)]
pub(crate) fn examples() -> Vec<(EventType, bool, String)> {
    entries()
        .flat_map(|entry| {
            let kind = entry.kind;
            let yes = entry.yes.into_iter().map(move |sentence| (kind, true, sentence));
            let no = entry.no.into_iter().map(move |sentence| (kind, false, sentence));
            yes.chain(no).collect::<Vec<_>>()
        })
        .collect()
}
