//! What stands in titles before names, and around quotations.

#[cfg(test)]
use std::collections::BTreeMap;
use std::collections::HashSet;

use serde::Deserialize;

use super::read;

/// Words in lower case.
#[derive(Debug, Deserialize)]
pub(crate) struct Titles {
    /// "affairs": the field of an office ends with it.
    pub(crate) fields: HashSet<String>,
    /// "special", "foreign": in a title before an office.
    pub(crate) before: HashSet<String>,
    /// "assembly": no name of a person.
    pub(crate) things: HashSet<String>,
    /// "said", "warns": quotations hang on it.
    pub(crate) says: HashSet<String>,
    /// "told", "assure": somebody is told that something is so.
    pub(crate) tells: HashSet<String>,
}

impl Titles {
    pub(super) fn new() -> Self {
        read("titles.yaml", include_str!("data/titles.yaml"))
    }
}

/// The sentences of the file, words apart.
#[cfg(test)]
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sentences {
    /// The titles that are found in each, parted by `|`.
    pub(crate) titled: BTreeMap<String, String>,
    /// A quotation hangs on one of the verbs.
    pub(crate) says: Vec<String>,
    /// The verb of what somebody is told.
    pub(crate) tells: BTreeMap<String, String>,
    /// The same, where it is told by no verb of the list.
    pub(crate) tells_not: BTreeMap<String, String>,
}

#[cfg(test)]
impl Sentences {
    pub(crate) fn new() -> Self {
        let text = include_str!("data/titles.yaml");
        super::sentences("titles.yaml", text)
    }
}

/// Members of a list that none of some words is.
#[cfg(test)]
pub(crate) fn missing<'m>(list: &'m HashSet<String>, words: &[String]) -> Vec<&'m String> {
    let mut missing: Vec<&String> = list.iter().filter(|member| !words.contains(member)).collect();
    missing.sort();
    missing
}
