//! Roles of actors: what a common noun says of who acts, in the codes of CAMEO.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;

use super::{Phrases, read};

/// Roles by the words of actors.
#[derive(Debug)]
#[expect(clippy::struct_field_names, reason = "of all words with a role, most are common nouns")]
pub(crate) struct Roles {
    /// By word or phrase, singular, in lower case.
    roles: HashMap<String, &'static str>,
    weak: HashSet<String>,
    movements: Phrases<()>,
    charities: Phrases<()>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    roles: BTreeMap<String, Vec<String>>,
    weak: HashSet<String>,
    movements: Vec<String>,
    charities: Vec<String>,
}

/// Every role of the list; the key of a second list of one role ends with a full stop.
const CODES: [&str; 21] = [
    "GOV", "MIL", "REB", "OPP", "COP", "JUD", "LEG", "REF", "MED", "BUS", "EDU", "LAB", "CVL",
    "ELI", "SPY", "UAF", "CRM", "REL", "NGO", "MOD", "IMG",
];

impl Roles {
    pub(super) fn new() -> Self {
        let file: File = read("roles.yaml", include_str!("data/roles.yaml"));
        let mut roles = HashMap::new();
        for (key, words) in &file.roles {
            let code = CODES
                .iter()
                .find(|code| **code == key.trim_end_matches('.'))
                .expect("every role of roles.yaml is in the table");
            for word in words {
                roles.entry(word.clone()).or_insert(*code);
            }
        }
        let phrases = |list: &[String]| {
            let mut phrases = Phrases::default();
            for phrase in list {
                phrases.insert(phrase, ());
            }
            phrases
        };
        Self {
            roles,
            weak: file.weak,
            movements: phrases(&file.movements),
            charities: phrases(&file.charities),
        }
    }

    /// The role that a word or phrase has, and whether others come before it.
    pub(crate) fn of(&self, words: &str) -> Option<(&'static str, bool)> {
        let known = |words: &str| {
            let role = self.roles.get(words)?;
            Some((*role, self.weak.contains(words)))
        };
        known(words)
            .or_else(|| known(words.strip_suffix("men").map(|stem| format!("{stem}man"))?.as_str()))
            .or_else(|| known(words.strip_suffix("ies").map(|stem| format!("{stem}y"))?.as_str()))
            .or_else(|| known(words.strip_suffix('s')?))
    }

    /// Every list of roles, those words by their role, and the phrases of each with what they are of.
    #[cfg(test)]
    pub(crate) fn lists() -> (BTreeMap<String, Vec<String>>, BTreeMap<String, Vec<String>>) {
        #[derive(Deserialize)]
        struct Lists {
            roles: BTreeMap<String, Vec<String>>,
            weak: Vec<String>,
            movements: Vec<String>,
            charities: Vec<String>,
        }
        let text = include_str!("data/roles.yaml");
        let Lists { mut roles, weak, movements, charities } = read("roles.yaml", text);
        roles.insert("weak".to_owned(), weak);
        roles.insert("movements".to_owned(), movements);
        roles.insert("charities".to_owned(), charities);
        (roles, super::sentences("roles.yaml", text))
    }

    /// How many words at a place name a movement that fights.
    pub(crate) fn movement<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<usize> {
        self.movements.longest(word).map(|(words, ())| words)
    }

    /// How many words at a place name a body that no government stands behind.
    pub(crate) fn charity<'w>(&self, word: impl Fn(usize) -> Option<&'w str>) -> Option<usize> {
        self.charities.longest(word).map(|(words, ())| words)
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexicon;

    #[test]
    fn words_of_actors_have_roles() {
        for (word, role) in [
            ("minister", "GOV"),
            ("rebels", "REB"),
            ("authorities", "GOV"),
            ("policemen", "COP"),
            ("air force", "MIL"),
            ("refugees", "REF"),
            ("doctors", "MED"),
        ] {
            assert_eq!(lexicon().roles.of(word).map(|(role, _)| role), Some(role), "{word}");
        }
        assert_eq!(lexicon().roles.of("table"), None);
        assert_eq!(lexicon().roles.of("leader"), Some(("GOV", true)));
    }
}
