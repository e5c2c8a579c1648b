//! What a name stands for: states, their people and cities, seats of power, organizations, media.

use std::collections::{HashMap, HashSet};

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
    /// First and last year in which a city was the seat of its state's government, for those that
    /// were it for a time.
    years: HashMap<String, (i32, i32)>,
    /// First words of names that begin with a small letter: "anti-balaka", "10 Downing
    /// Street".
    small: HashSet<String>,
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
    /// A part of a state, or a territory that others hold: "Scotland", "the West Bank".
    Region(usize),
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
    /// Names of former times: "Zaire".
    #[serde(default)]
    pub(crate) once: Vec<String>,
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
    pub(crate) also: Vec<String>,
    /// Usual abbreviations, the first one is its code.
    #[serde(default)]
    pub(crate) acronym: Vec<String>,
    /// Abbreviations that are words or stand for much else: they count once the text has the name.
    #[serde(default)]
    pub(crate) shy: Vec<String>,
    /// Prose wants the article.
    #[serde(default)]
    pub(crate) the: bool,
    /// Code of the state that it acts for or in.
    #[serde(default)]
    pub(crate) of: Option<String>,
    /// Sentences that name it.
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "sentences are for the tests"))]
    pub(crate) yes: Vec<String>,
    /// Sentences that do not, though they look like it.
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "sentences are for the tests"))]
    pub(crate) no: Vec<String>,
}

/// Buildings, streets and organs of a state, or parts of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Seats {
    /// Code of the state.
    pub(crate) of: String,
    /// Acts on its own instead of standing for the government.
    #[serde(default)]
    pub(crate) organ: bool,
    /// A part of the state, that stands for nobody's government.
    #[serde(default)]
    pub(crate) region: bool,
    pub(crate) names: Vec<String>,
    /// Sentences that name one of them.
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "sentences are for the tests"))]
    pub(crate) yes: Vec<String>,
    /// Sentences that do not, though they look like it.
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "sentences are for the tests"))]
    pub(crate) no: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Capital {
    of: String,
    city: String,
    years: String,
}

impl Capital {
    /// First and last year.
    fn years(&self) -> (i32, i32) {
        let (from, to) = self.years.split_once('/').expect("years are FROM/TO");
        let year = |text: &str, open| match text {
            ".." => open,
            year => year.parse().expect("a year in capitals.yaml is a number"),
        };
        (year(from, i32::MIN), year(to, i32::MAX))
    }
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
        let capitals: Vec<Capital> = read("capitals.yaml", include_str!("data/capitals.yaml"));
        let Media { media, nobody } = read("groups.yaml", include_str!("data/groups.yaml"));

        let mut phrases = Phrases::default();
        // Of two meanings the first one added stays: a state before its capital of the same name.
        for (i, state) in states.iter().enumerate() {
            phrases.insert(&state.name, Name::State(i));
            for name in state.also.iter().chain(&state.once) {
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
        let state = |code: &str| {
            states
                .iter()
                .position(|state| state.code == code)
                .expect("`of` is the code of a state in states.yaml")
        };
        let mut years: HashMap<String, (i32, i32)> = HashMap::new();
        for capital in &capitals {
            phrases.insert(&capital.city, Name::Capital(state(&capital.of)));
            years.insert(capital.city.clone(), capital.years());
        }
        for seat in &seats {
            let state = state(&seat.of);
            for name in &seat.names {
                let meaning = match (seat.organ, seat.region) {
                    (true, _) => Name::Organ(state),
                    (_, true) => Name::Region(state),
                    _ => Name::Seat(state),
                };
                phrases.insert(name, meaning);
            }
        }
        for medium in media.iter().chain(&nobody) {
            phrases.insert(medium, Name::Medium);
        }
        // "Nato", "Farc": acronyms that are spoken as words. A place of that name stays one.
        for (i, organization) in organizations.iter().enumerate() {
            for acronym in organization.acronym.iter().filter(|acronym| acronym.len() > 3) {
                let (first, rest) = acronym.split_at(1);
                if acronym.bytes().all(|byte| byte.is_ascii_uppercase()) {
                    let spoken = format!("{first}{}", rest.to_ascii_lowercase());
                    phrases.insert(&spoken, Name::Organization(i));
                }
            }
        }
        let small = (organizations.iter())
            .flat_map(|organization| std::iter::once(&organization.name).chain(&organization.also))
            .chain(seats.iter().flat_map(|seat| &seat.names))
            .filter(|name| !name.starts_with(char::is_uppercase))
            .filter_map(|name| super::split(name).next().map(str::to_owned))
            .collect();
        let prefixes = (states.iter().enumerate())
            .flat_map(|(i, state)| state.prefix.iter().map(move |prefix| (prefix.clone(), i)))
            .collect();
        Self { states, organizations, phrases, prefixes, years, small }
    }

    /// The longest name that begins at word 0, capitals and all.
    pub(crate) fn longest<'w>(
        &self,
        word: impl Fn(usize) -> Option<&'w str>,
    ) -> Option<(usize, Name)> {
        self.phrases.longest(word).map(|(words, name)| (words, *name))
    }

    /// Whether a name may begin with this word though it has no capital.
    pub(crate) fn begins_small(&self, word: &str) -> bool {
        self.small.contains(word)
    }

    /// The two of a hyphenated word: "Franco-German", "US-China", "Israel-Hamas".
    pub(crate) fn pair(&self, word: &str) -> Option<[Name; 2]> {
        let (first, second) = word.split_once(['-', '–'])?;
        let one = |part| self.longest(|i| (i == 0).then_some(part)).map(|(_, name)| name);
        let prefix = self.prefixes.get(first).map(|&state| Name::Adjective(state));
        Some([prefix.or_else(|| one(first))?, one(second)?])
    }

    /// Whether a city that stands for a government did so in a year.
    pub(crate) fn is_capital_in(&self, city: &str, year: i32) -> bool {
        self.years.get(city).is_none_or(|&(first, last)| (first..=last).contains(&year))
    }

    pub(crate) fn state(&self, index: usize) -> &State {
        &self.states[index]
    }

    pub(crate) fn organization(&self, index: usize) -> &Organization {
        &self.organizations[index]
    }

    /// Every organization, with its sentences.
    #[cfg(test)]
    pub(crate) fn organizations(&self) -> &[Organization] {
        &self.organizations
    }

    /// Every entry of the seats, with its sentences.
    #[cfg(test)]
    pub(crate) fn seats() -> Vec<Seats> {
        read("seats.yaml", include_str!("data/seats.yaml"))
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
            | Name::Region(i)
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
            let own = std::iter::once(&state.name).chain(&state.also).chain(&state.once);
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
    fn every_organization_and_seat_has_the_names_that_its_entry_lists() {
        let names = &lexicon().names;
        let mut wrong = Vec::new();
        for (i, organization) in names.organizations.iter().enumerate() {
            let own = std::iter::once(&organization.name).chain(&organization.also);
            for name in own.chain(&organization.acronym) {
                let words = super::super::split(name).count();
                if meaning(&format!("{name} rejected it")) != Some((words, Name::Organization(i))) {
                    wrong.push(format!("{name}: {}", organization.name));
                }
                // "who said", "the quad bike": without capitals it is a word.
                let small = name.to_lowercase();
                let other = meaning(&format!("{small} rejected it"));
                if small != *name && other.is_some_and(|(_, it)| it != Name::Organization(i)) {
                    wrong.push(format!("{small}: {other:?}"));
                }
            }
        }
        for seat in &Names::seats() {
            let state = names.state_by_code(&seat.of).expect("a state");
            let wanted = match (seat.organ, seat.region) {
                (true, _) => Name::Organ(state),
                (_, true) => Name::Region(state),
                _ => Name::Seat(state),
            };
            for name in &seat.names {
                let words = super::super::split(name).count();
                if meaning(&format!("{name} rejected it")) != Some((words, wanted)) {
                    wrong.push(format!("{name}: {}", seat.of));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_capital_that_moved_is_one_in_its_years() {
        let names = &lexicon().names;
        for (city, year, is) in [
            ("Bonn", 1985, true),
            ("Bonn", 2005, false),
            ("Berlin", 1985, false),
            ("Lagos", 1980, true),
            ("Lagos", 2020, false),
            ("Astana", 2024, true),
            ("Nur-Sultan", 2020, true),
            ("Nur-Sultan", 2024, false),
            ("Paris", 1900, true),
        ] {
            assert_eq!(names.is_capital_in(city, year), is, "{city} {year}");
        }
    }

    #[test]
    fn the_years_of_capitals_are_years_of_cities() {
        let capitals: Vec<Capital> = read("capitals.yaml", include_str!("data/capitals.yaml"));
        for capital in capitals {
            let (first, last) = capital.years();
            assert!(first <= last, "{}", capital.city);
            let Some((_, Name::Capital(of))) = meaning(&format!("{} said", capital.city)) else {
                panic!("{} is no capital", capital.city);
            };
            assert_eq!(lexicon().names.state(of).code, capital.of, "{}", capital.city);
        }
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
