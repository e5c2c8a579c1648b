//! Which pronoun may stand for somebody.

use std::collections::HashSet;

use serde::Deserialize;

use super::{fold, read};

/// First names and words of titles that go with one pronoun only.
#[derive(Debug)]
pub(crate) struct People {
    he: List,
    she: List,
}

/// The pronoun that stands for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pronoun {
    He,
    She,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    titles: HashSet<String>,
    names: HashSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    he: List,
    she: List,
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "what the lists are held to"))]
    examples: Vec<Example>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), expect(dead_code, reason = "what the lists are held to"))]
struct Example {
    name: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    he: bool,
    #[serde(default)]
    she: bool,
}

fn file() -> File {
    read("people.yaml", include_str!("data/people.yaml"))
}

impl People {
    pub(super) fn new() -> Self {
        let File { he, she, .. } = file();
        Self { he, she }
    }

    /// By a word of a title, in lower case: "spokeswoman", "king".
    pub(crate) fn titled(&self, word: &str) -> Option<Pronoun> {
        self.one(|list| list.titles.contains(word))
    }

    /// By a full name: its first word tells, a surname alone does not.
    pub(crate) fn named(&self, name: &str) -> Option<Pronoun> {
        let (first, _) = name.split_once(' ')?;
        let first = fold(first);
        self.one(|list| list.names.contains(&first))
    }

    fn one(&self, has: impl Fn(&List) -> bool) -> Option<Pronoun> {
        match (has(&self.he), has(&self.she)) {
            (true, false) => Some(Pronoun::He),
            (false, true) => Some(Pronoun::She),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_or_a_title_tells_the_pronoun_or_nothing() {
        let people = People::new();
        for Example { name, title, he, she } in file().examples {
            let wanted = match (he, she) {
                (true, _) => Some(Pronoun::He),
                (_, true) => Some(Pronoun::She),
                _ => None,
            };
            let by_title = title.split(' ').find_map(|word| people.titled(&word.to_lowercase()));
            assert_eq!(by_title.or_else(|| people.named(&name)), wanted, "{title} {name}");
        }
    }

    #[test]
    fn no_word_goes_both_ways() {
        let File { he, she, .. } = file();
        let both = |a: &HashSet<String>, b: &HashSet<String>| a.intersection(b).cloned().collect();
        let wrong: Vec<String> = both(&he.names, &she.names);
        assert!(wrong.is_empty(), "{wrong:?}");
        let wrong: Vec<String> = both(&he.titles, &she.titles);
        assert!(wrong.is_empty(), "{wrong:?}");
        for name in he.names.iter().chain(&she.names) {
            assert_eq!(&fold(name), name, "as it is looked up");
        }
    }
}
