//! Words that tie events: nouns that refer to one told before, verbs of an answer, words of order.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::{Phrases, read};
use crate::vocabulary::EventType;

/// Words that tie events, in lower case.
#[derive(Debug)]
pub(crate) struct References {
    /// "offer": which types an event may have that is called so; none for "move": any.
    nouns: HashMap<String, Vec<EventType>>,
    /// "respond".
    pub(crate) answering: HashSet<String>,
    /// "the following day".
    pub(crate) sequence: Phrases<()>,
    /// "followed".
    pub(crate) following: HashSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    nouns: Vec<Nouns>,
    any: Vec<String>,
    answering: HashSet<String>,
    sequence: Vec<String>,
    following: HashSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nouns {
    types: Vec<EventType>,
    nouns: Vec<String>,
}

impl References {
    pub(super) fn new() -> Self {
        let file: File = read("references.yaml", include_str!("data/references.yaml"));
        let mut nouns = HashMap::new();
        for row in file.nouns {
            for noun in row.nouns {
                nouns.insert(noun, row.types.clone());
            }
        }
        nouns.extend(file.any.into_iter().map(|noun| (noun, Vec::new())));
        let mut sequence = Phrases::default();
        for phrase in &file.sequence {
            sequence.insert(phrase, ());
        }
        Self { nouns, sequence, answering: file.answering, following: file.following }
    }

    /// The types of event that a noun, singular or plural, can stand for; empty for any.
    pub(crate) fn types(&self, noun: &str) -> Option<&[EventType]> {
        let singular = || noun.strip_suffix('s').and_then(|one| self.nouns.get(one));
        self.nouns.get(noun).or_else(singular).map(Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_noun_stands_for_events_of_its_types() {
        let references = References::new();
        for (noun, types) in [
            ("offer", Some(vec![EventType::Proposal, EventType::Invitation, EventType::Pledge])),
            ("treaties", None),
            ("attacks", Some(vec![EventType::Attack])),
            ("move", Some(vec![])),
            ("bridge", None),
        ] {
            assert_eq!(references.types(noun), types.as_deref(), "{noun}");
        }
    }
}
