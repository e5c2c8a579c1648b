//! What a name stands for: states, their people and cities, seats of power, organizations, media.

use std::collections::HashMap;

use serde::Deserialize;

use super::{Phrases, read};

/// Names and what they stand for.
#[derive(Debug)]
pub(crate) struct Names {
    states: Vec<State>,
    organizations: Vec<Organization>,
    phrases: Phrases<Name>,
    /// "Franco", "Sino": the first half of an adjective of two states.
    prefixes: HashMap<String, usize>,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name {
    /// A state: "Turkey", "the US".
    State(usize),
    /// An adjective of a state: "Turkish".
    Adjective(usize),
    /// The people of a state: "the Turks".
    People(usize),
    /// A city that stands for its government: "Ankara".
    Capital(usize),
    /// A building or street that stands for a government: "the Kremlin".
    Seat(usize),
    /// A parliament or another organ of a state that acts on its own: "the Knesset".
    Organ(usize),
    /// An organization: "NATO".
    Organization(usize),
    /// A newspaper, an agency, a sea, a war: never an actor.
    Medium,
}

/// A state.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    /// As a timeline writes it.
    pub(crate) name: String,
    /// ISO 3166-1 alpha-3.
    pub(crate) code: String,
    /// Prose wants the article: "the Netherlands".
    #[serde(default)]
    pub(crate) the: bool,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    adj: Vec<String>,
    #[serde(default)]
    people: Vec<String>,
    #[serde(default)]
    capital: Vec<String>,
    /// Before a hyphen: "Franco-German".
    #[serde(default)]
    prefix: Vec<String>,
}

/// An organization.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Organization {
    /// As a timeline writes it.
    pub(crate) name: String,
    /// Other names.
    #[serde(default)]
    also: Vec<String>,
    /// Usual abbreviations, the first one is its code.
    #[serde(default)]
    pub(crate) acronym: Vec<String>,
    /// Prose wants the article.
    #[serde(default)]
    pub(crate) the: bool,
    /// Code of the state that it acts for or in.
    #[serde(default)]
    pub(crate) of: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seats {
    of: String,
    /// Acts on its own instead of standing for the government.
    #[serde(default)]
    organ: bool,
    names: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Media {
    media: Vec<String>,
    nobody: Vec<String>,
}

impl Names {
    pub(super) fn new() -> Self {
        let states: Vec<State> = read("states.yaml", include_str!("data/states.yaml"));
        let organizations: Vec<Organization> =
            read("organizations.yaml", include_str!("data/organizations.yaml"));
        let seats: Vec<Seats> = read("seats.yaml", include_str!("data/seats.yaml"));
        let Media { media, nobody } = read("groups.yaml", include_str!("data/groups.yaml"));

        let mut phrases = Phrases::default();
        // Of two meanings the first one added stays: a state before its capital of the same name.
        for (i, state) in states.iter().enumerate() {
            phrases.insert(&state.name, Name::State(i));
            for name in &state.also {
                phrases.insert(name, Name::State(i));
            }
        }
        for (i, organization) in organizations.iter().enumerate() {
            phrases.insert(&organization.name, Name::Organization(i));
            for name in organization.also.iter().chain(&organization.acronym) {
                phrases.insert(name, Name::Organization(i));
            }
        }
        for (i, state) in states.iter().enumerate() {
            for name in &state.adj {
                phrases.insert(name, Name::Adjective(i));
            }
            for name in &state.people {
                phrases.insert(name, Name::People(i));
            }
            for name in &state.capital {
                phrases.insert(name, Name::Capital(i));
            }
        }
        for seat in &seats {
            let state = states
                .iter()
                .position(|state| state.code == seat.of)
                .expect("a seat's `of` is the code of a state in states.yaml");
            for name in &seat.names {
                let meaning = if seat.organ { Name::Organ(state) } else { Name::Seat(state) };
                phrases.insert(name, meaning);
            }
        }
        for medium in media.iter().chain(&nobody) {
            phrases.insert(medium, Name::Medium);
        }
        let prefixes = (states.iter().enumerate())
            .flat_map(|(i, state)| state.prefix.iter().map(move |prefix| (prefix.clone(), i)))
            .collect();
        Self { states, organizations, phrases, prefixes }
    }

    /// The longest name that begins at word 0, capitals and all.
    pub(crate) fn longest<'w>(
        &self,
        word: impl Fn(usize) -> Option<&'w str>,
    ) -> Option<(usize, Name)> {
        self.phrases.longest(word).map(|(words, name)| (words, *name))
    }

    /// The two of a hyphenated word: "Franco-German", "US-China", "Israel-Hamas".
    pub(crate) fn pair(&self, word: &str) -> Option<[Name; 2]> {
        let (first, second) = word.split_once(['-', '–'])?;
        let one = |part| self.longest(|i| (i == 0).then_some(part)).map(|(_, name)| name);
        let prefix = self.prefixes.get(first).map(|&state| Name::Adjective(state));
        Some([prefix.or_else(|| one(first))?, one(second)?])
    }

    pub(crate) fn state(&self, index: usize) -> &State {
        &self.states[index]
    }

    pub(crate) fn organization(&self, index: usize) -> &Organization {
        &self.organizations[index]
    }

    /// The state with a code.
    pub(crate) fn state_by_code(&self, code: &str) -> Option<usize> {
        self.states.iter().position(|state| state.code == code)
    }
}

#[cfg(test)]
mod tests {
    use super::super::lexicon;
    use super::*;

    fn meaning(text: &str) -> Option<(usize, Name)> {
        let words: Vec<_> = super::super::split(text).collect();
        lexicon().names.longest(|i| words.get(i).copied())
    }

    #[test]
    fn a_name_means_its_state_people_or_seat() {
        let code = |name| match name {
            Name::State(i)
            | Name::Adjective(i)
            | Name::People(i)
            | Name::Capital(i)
            | Name::Seat(i)
            | Name::Organ(i) => lexicon().names.state(i).code.clone(),
            Name::Organization(i) => lexicon().names.organization(i).name.clone(),
            Name::Medium => "medium".to_owned(),
        };
        for (text, words, expected) in [
            ("Türkiye", 1, "TUR"),
            ("Turkish", 1, "TUR"),
            ("South Korean officials", 2, "KOR"),
            ("New Delhi", 2, "IND"),
            ("Downing Street", 2, "GBR"),
            ("Knesset", 1, "ISR"),
            ("Democratic Republic of the Congo", 5, "COD"),
            ("UN Security Council", 3, "UN Security Council"),
            ("Reuters", 1, "medium"),
        ] {
            let found = meaning(text).map(|(n, name)| (n, code(name)));
            assert_eq!(found, Some((words, expected.to_owned())), "{text}");
        }
        assert_eq!(meaning("turkey"), None, "a bird");
    }

    #[test]
    fn every_name_of_a_state_leads_to_it() {
        let names = &lexicon().names;
        let mut wrong = Vec::new();
        let mut count = 0;
        for (i, state) in names.states.iter().enumerate() {
            let own = std::iter::once(&state.name).chain(&state.also);
            for name in own.chain(&state.adj).chain(&state.people).chain(&state.capital) {
                count += 1;
                let of = match meaning(&format!("{name} rejected it")) {
                    Some((
                        _,
                        Name::State(of)
                        | Name::Adjective(of)
                        | Name::People(of)
                        | Name::Capital(of)
                        | Name::Seat(of),
                    )) => of,
                    _ => usize::MAX,
                };
                if of != i {
                    wrong.push(format!("{name}: {}", state.code));
                }
            }
            for prefix in &state.prefix {
                let pair = names.pair(&format!("{prefix}-Chadian"));
                let of = pair.map(|pair| pair[0]);
                if of != Some(Name::Adjective(i)) {
                    wrong.push(format!("{prefix}-: {}", state.code));
                }
            }
        }
        assert!(count > 1_300, "{count} names");
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn codes_are_three_capitals_and_unique() {
        let names = &lexicon().names;
        let mut codes: Vec<_> = names.states.iter().map(|state| &state.code).collect();
        assert!(codes.len() > 195, "{}", codes.len());
        assert!(codes.iter().all(|c| c.len() == 3 && c.bytes().all(|b| b.is_ascii_uppercase())));
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), names.states.len());
        for organization in &names.organizations {
            if let Some(of) = &organization.of {
                assert!(names.state_by_code(of).is_some(), "{}", organization.name);
            }
        }
    }
}
