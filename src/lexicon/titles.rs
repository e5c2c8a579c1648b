//! What stands in titles before names, and around quotations.

use std::collections::HashSet;

use serde::Deserialize;

use super::read;

/// Words in lower case; the file's sentences are for a test.
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

/// The sentences of the file, words apart, and the titles that are found in each, parted by `|`.
#[cfg(test)]
pub(crate) fn titled() -> Vec<(String, String)> {
    #[derive(Deserialize)]
    struct Example {
        sentence: String,
        #[serde(default)]
        title: String,
    }
    #[derive(Deserialize)]
    struct File {
        examples: Vec<Example>,
    }
    let file: File = read("titles.yaml", include_str!("data/titles.yaml"));
    file.examples.into_iter().map(|one| (one.sentence, one.title)).collect()
}
