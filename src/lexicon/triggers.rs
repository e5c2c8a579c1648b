//! Which words tell an event: verbs with their particles and objects, nouns.
//!
//! An entry may list several words that share a frame; it brings the sentences that show what it
//! finds (`yes`) and what it must leave alone (`no`).

use std::collections::HashMap;

use indexmap::IndexMap;
use serde::Deserialize;

use super::{Phrases, Verbs, read, split};
use crate::vocabulary::EventType;

/// All triggers.
#[derive(Debug)]
pub(crate) struct Triggers {
    list: Vec<Trigger>,
    /// By the index of the verb; the most demanding first.
    verbs: HashMap<usize, Vec<usize>>,
    /// All triggers by the base form of the verb, for who codes deeds.
    coded_verbs: HashMap<Box<str>, Vec<usize>>,
    /// The triggers of one noun that tell events of a timeline, in the order of the lists.
    nouns: Phrases<Vec<usize>>,
    /// All triggers of one noun.
    coded_nouns: Phrases<Vec<usize>>,
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
    /// A clause that says what, or a quotation, must belong to the verb: "claimed that".
    pub(crate) wants_clause: bool,
    /// Prepositions that lead to whom it is done.
    pub(crate) to: Vec<Box<str>>,
    /// Only where somebody named does it.
    pub(crate) named: bool,
    /// A trace of an event that wants more support than others.
    pub(crate) weak: bool,
    /// The CAMEO code of the deed, where it is another than that of the type.
    pub(crate) cameo: Option<Box<str>>,
    /// Only who codes deeds wants it; no timeline shows it.
    pub(crate) coded_only: bool,
}

/// An entry as it stands in a list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the list by itself")]
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
    #[serde(default)]
    clause: bool,
    to: Option<Vec<String>>,
    #[serde(default)]
    named: bool,
    #[serde(default)]
    weak: bool,
    cameo: Option<String>,
    #[serde(default)]
    coded_only: bool,
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "sentences are for the tests"))]
    yes: Vec<String>,
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "sentences are for the tests"))]
    no: Vec<String>,
}

/// Names of lists with their text.
macro_rules! lists {
    ($($name:literal)+) => {
        [$((
            concat!("events/", $name, ".yaml"),
            include_str!(concat!("data/events/", $name, ".yaml")),
        )),+]
    };
}

/// A list for each type, and those of deeds that only coders want.
const FILES: &[(&str, &str)] = &lists![
    "statement" "address" "proposal" "invitation" "appeal" "demand" "pledge" "acceptance" "rejection" "endorsement" "criticism" "warning" "meeting" "call" "visit" "talks" "mediation" "agreement" "ceasefire" "concession" "aid" "sanctions" "break" "collapse" "postponement" "vote" "mobilization" "attack" "coded/yielding" "coded/cooperating" "coded/protesting" "coded/coercing" "coded/giving"
];

fn entries() -> impl Iterator<Item = Entry> {
    FILES.iter().flat_map(|(file, text)| read::<Vec<Entry>>(file, text))
}

impl Triggers {
    pub(super) fn new(verbs: &mut Verbs, all: &mut Verbs) -> Self {
        let mut triggers = Vec::new();
        let mut by_verb: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut nouns: IndexMap<String, Vec<usize>> = IndexMap::new();
        let mut coded_verbs: HashMap<Box<str>, Vec<usize>> = HashMap::new();
        for entry in entries() {
            for verb in &entry.verb {
                let mut words = split(verb);
                let base = words.next().expect("a verb in the lists has letters");
                all.add(base);
                coded_verbs.entry(Box::from(base)).or_default().push(triggers.len());
                if !entry.coded_only {
                    by_verb.entry(verbs.add(base)).or_default().push(triggers.len());
                }
                triggers.push(entry.trigger(verb, words.map(Box::from).collect()));
            }
            for noun in &entry.noun {
                let index = triggers.len();
                triggers.push(entry.trigger(noun, Vec::new()));
                for form in std::iter::once(noun.clone()).chain(plural(noun)) {
                    nouns.entry(form).or_default().push(index);
                }
            }
        }
        let demands = |index: &usize| {
            let trigger: &Trigger = &triggers[*index];
            let lists = [
                trigger.wants_object,
                trigger.wants_subject,
                trigger.wants_then,
                trigger.wants_clause,
            ];
            (trigger.particle.len(), lists.iter().filter(|wanted| **wanted).count())
        };
        for indices in by_verb.values_mut().chain(coded_verbs.values_mut()) {
            indices.sort_by_key(|index| std::cmp::Reverse(demands(index)));
        }
        let mut phrases = Phrases::default();
        let mut coded = Phrases::default();
        for (noun, indices) in nouns {
            let told: Vec<usize> =
                indices.iter().copied().filter(|&i| !triggers[i].coded_only).collect();
            if !told.is_empty() {
                phrases.insert(&noun, told);
            }
            coded.insert(&noun, indices);
        }
        Self { list: triggers, verbs: by_verb, coded_verbs, nouns: phrases, coded_nouns: coded }
    }

    /// The triggers of a verb that tell events of a timeline, the most demanding first.
    pub(crate) fn of_verb(&self, verb: usize) -> impl Iterator<Item = &Trigger> {
        self.verbs.get(&verb).into_iter().flatten().map(|&index| &self.list[index])
    }

    /// All triggers of a verb by its base form, the most demanding first.
    pub(crate) fn coded_verb(&self, lemma: &str) -> impl Iterator<Item = &Trigger> {
        self.coded_verbs.get(lemma).into_iter().flatten().map(|&index| &self.list[index])
    }

    /// The triggers of the longest noun that begins at word 0, and how many words it has.
    pub(crate) fn of_noun<'w>(
        &self,
        word: impl Fn(usize) -> Option<&'w str>,
    ) -> Option<(usize, impl Iterator<Item = &Trigger>)> {
        let (words, indices) = self.nouns.longest(word)?;
        Some((words, indices.iter().map(|&index| &self.list[index])))
    }

    /// The same for who codes deeds.
    pub(crate) fn coded_noun<'w>(
        &self,
        word: impl Fn(usize) -> Option<&'w str>,
    ) -> Option<(usize, impl Iterator<Item = &Trigger>)> {
        let (words, indices) = self.coded_nouns.longest(word)?;
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
        // "expelled an envoy", "expelled three envoys"
        let things = |list: &[String]| {
            let mut things = phrases(list);
            for plural in list.iter().filter_map(|noun| plural(noun)) {
                things.insert(&plural, ());
            }
            things
        };
        let to = match &self.to {
            Some(prepositions) => prepositions.iter().map(|p| Box::from(p.as_str())).collect(),
            None => ["with", "to", "against"].map(Box::from).to_vec(),
        };
        Trigger {
            kind: self.kind,
            name: name.to_owned(),
            particle,
            object: things(&self.object),
            wants_object: !self.object.is_empty(),
            subject: things(&self.subject),
            wants_subject: !self.subject.is_empty(),
            then: phrases(&self.then),
            wants_then: !self.then.is_empty(),
            wants_clause: self.clause,
            to,
            named: self.named,
            weak: self.weak,
            cameo: self.cameo.as_deref().map(Box::from),
            coded_only: self.coded_only,
        }
    }
}

/// Many of a thing: "treaties", "truces"; `None` where the word may be many already.
fn plural(noun: &str) -> Option<String> {
    let stem = noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    match noun {
        _ if noun.ends_with('s') => None,
        _ if noun.ends_with("ch") || noun.ends_with("sh") || noun.ends_with('x') => {
            Some(format!("{noun}es"))
        }
        _ => Some(stem.map_or_else(|| format!("{noun}s"), |stem| format!("{stem}ies"))),
    }
}

/// The sentences that the lists of a timeline's events bring: type, whether it must be found,
/// sentence.
#[cfg(test)]
pub(crate) fn examples() -> Vec<(EventType, bool, String)> {
    let told = entries().filter(|entry| !entry.coded_only);
    told.flat_map(|entry| {
        let kind = entry.kind;
        entry.sentences().map(move |(found, sentence)| (kind, found, sentence)).collect::<Vec<_>>()
    })
    .collect()
}

/// The sentences of entries that know their code: code, whether it must be found, sentence.
#[cfg(test)]
pub(crate) fn coded_examples() -> Vec<(String, bool, String)> {
    entries()
        .filter_map(|mut entry| Some((entry.cameo.take()?, entry)))
        // PLOVER leaves statements out.
        .filter(|(code, _)| !code.starts_with("01"))
        .flat_map(|(code, entry)| {
            let sentences = entry.sentences();
            sentences.map(|(found, text)| (code.clone(), found, text)).collect::<Vec<_>>()
        })
        .collect()
}

#[cfg(test)]
impl Entry {
    fn sentences(self) -> impl Iterator<Item = (bool, String)> {
        let yes = self.yes.into_iter().map(|sentence| (true, sentence));
        yes.chain(self.no.into_iter().map(|sentence| (false, sentence)))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    #[test]
    fn every_entry_is_alive_and_shows_it() {
        let mut wrong = Vec::new();
        let mut known = BTreeSet::new();
        for entry in entries() {
            let name = format!("{:?}{:?} {}", entry.verb, entry.noun, entry.kind);
            if entry.verb.is_empty() && entry.noun.is_empty() {
                wrong.push(format!("{name}: no words"));
            }
            if entry.yes.is_empty() || entry.no.is_empty() {
                wrong.push(format!("{name}: no sentences"));
            }
            for word in entry.verb.iter().chain(&entry.noun) {
                let noun = entry.noun.contains(word);
                let lists = [&entry.object, &entry.subject, &entry.then];
                let frame = (word.clone(), noun, lists.map(Clone::clone), entry.coded_only);
                if !known.insert(frame) {
                    wrong.push(format!("{name}: `{word}` stands twice in the same frame"));
                }
            }
            let digits = entry.cameo.as_ref().is_none_or(|code| {
                (2..=4).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit())
            });
            if !digits || entry.coded_only && entry.cameo.is_none() {
                wrong.push(format!("{name}: code {:?}", entry.cameo));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// Distinct expressions: a verb with its particle, or a noun, counts once for a type and once
    /// more for each list of objects or subjects that makes another act of it.
    #[test]
    #[expect(clippy::print_stdout, reason = "figures are there to be read")]
    fn there_are_triggers_for_every_type() {
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for entry in entries() {
            let count = counts.entry(entry.kind.name()).or_default();
            let words = entry.verb.len() + entry.noun.len();
            if entry.coded_only { count.1 += words } else { count.0 += words }
        }
        println!("| type | triggers | only for coders |\n|---|---|---|");
        for (kind, (told, coded)) in &counts {
            println!("| {kind} | {told} | {coded} |");
        }
        let told: usize = counts.values().map(|count| count.0).sum();
        println!("| all | {told} | {} |", counts.values().map(|count| count.1).sum::<usize>());
        assert_eq!(counts.len(), EventType::ALL.len());
        assert!(told >= 2_400, "{told}");
    }
}
