//! Words that say how far one event lies from another: "three days after", "on the eve of".

use std::collections::HashSet;

use serde::Deserialize;

use super::{Phrases, read};

/// Words between two events, in lower case.
#[derive(Debug)]
pub(crate) struct Distances {
    /// "after", behind a length.
    pub(crate) after: Phrases<()>,
    /// "ahead of", behind a length.
    pub(crate) before: Phrases<()>,
    /// "within", before a length: no further away.
    pub(crate) at_most: Phrases<()>,
    /// "more than", before a length: no bound that we write.
    pub(crate) open: Phrases<()>,
    /// "on the eve of": length and connective in one.
    pub(crate) fixed: Phrases<Fixed>,
    /// "on the sidelines of".
    pub(crate) during: Phrases<()>,
    /// "open": its date is that of what opens.
    pub(crate) taking_place: HashSet<String>,
}

/// A phrase that is a length and a connective.
#[derive(Debug, Clone)]
pub(crate) struct Fixed {
    /// As ISO 8601 writes it.
    pub(crate) length: String,
    /// What follows came first.
    pub(crate) after: bool,
    /// No further away than that.
    pub(crate) at_most: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    after: Vec<String>,
    before: Vec<String>,
    at_most: Vec<String>,
    open: Vec<String>,
    fixed: Vec<Row>,
    during: Vec<String>,
    taking_place: HashSet<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "for the tests"))]
    must: Vec<Says>,
    #[cfg_attr(not(test), expect(dead_code, reason = "for the tests"))]
    must_not: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    phrases: Vec<String>,
    after: Option<String>,
    before: Option<String>,
    #[serde(default)]
    at_most: bool,
}

/// A sentence and what it must say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), expect(dead_code, reason = "for the tests"))]
pub(crate) struct Says {
    pub(crate) text: String,
    pub(crate) says: String,
}

fn file() -> File {
    read("distances.yaml", include_str!("data/distances.yaml"))
}

/// The sentences of the list: what must be said, and those that say nothing.
#[cfg(test)]
pub(crate) fn sentences() -> (Vec<Says>, Vec<String>) {
    let file = file();
    (file.must, file.must_not)
}

impl Distances {
    pub(super) fn new() -> Self {
        let file = file();
        let phrases = |list: &[String]| {
            let mut phrases = Phrases::default();
            for phrase in list {
                phrases.insert(phrase, ());
            }
            phrases
        };
        let mut fixed = Phrases::default();
        for row in &file.fixed {
            let length = row.after.as_ref().or(row.before.as_ref()).expect("a row has a length");
            for phrase in &row.phrases {
                let (length, at_most) = (length.clone(), row.at_most);
                fixed.insert(phrase, Fixed { length, after: row.after.is_some(), at_most });
            }
        }
        Self {
            after: phrases(&file.after),
            before: phrases(&file.before),
            at_most: phrases(&file.at_most),
            open: phrases(&file.open),
            during: phrases(&file.during),
            fixed,
            taking_place: file.taking_place,
        }
    }
}
