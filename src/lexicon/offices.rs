//! Titles and offices, bodies of states, groups.

#[cfg(test)]
use std::collections::BTreeMap;
use std::collections::HashSet;

use serde::Deserialize;

use super::{Phrases, read};

/// Who stands behind a title or a common noun.
#[derive(Debug)]
#[expect(clippy::struct_field_names, reason = "of all titles, these are the offices")]
pub(crate) struct Offices {
    /// "foreign minister", singular and plural; whoever holds one is a person.
    pub(crate) offices: Phrases<()>,
    /// "former", "deputy": may stand before an office.
    pub(crate) before: HashSet<String>,
    /// "Affairs", "Trade": the last word of what a minister is for.
    pub(crate) portfolios: HashSet<String>,
    /// "Mr", "Sir": only before a name.
    pub(crate) honorifics: HashSet<String>,
    /// "Ministry", "Union": makes a name an organization.
    pub(crate) organizations: HashSet<String>,
    /// "Accords", "Summit": a name that is no actor.
    pub(crate) things: HashSet<String>,
    /// "leaders", "rebels".
    pub(crate) groups: HashSet<String>,
    /// "gunmen", "donors": actors without anybody whose they are.
    pub(crate) acting: HashSet<String>,
    /// "both sides".
    pub(crate) both: Phrases<()>,
    /// "foreign ministry", "parliament".
    pub(crate) bodies: Phrases<()>,
    /// "Chad", "Paris": names of states and cities that people are called by.
    pub(crate) given: HashSet<String>,
    /// "airline", "newspaper": the name after it is an organization's.
    pub(crate) firms: HashSet<String>,
    /// "lawmaker", "cleric": the name after it is a person's.
    pub(crate) trades: HashSet<String>,
    /// "correspondent": the name after it is a reporter's.
    pub(crate) reporters: HashSet<String>,
    /// "officials", "sources": speak for nobody by name.
    pub(crate) unnamed: HashSet<String>,
    /// " news agency": a name that ends so is a medium's.
    pub(crate) outlets: Vec<String>,
    /// "country": "the country" is the state that was spoken of last.
    pub(crate) countries: HashSet<String>,
    /// "group": "the group" is the organization that was spoken of last.
    pub(crate) groupings: HashSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfficeFile {
    before: HashSet<String>,
    offices: Vec<String>,
    portfolios: HashSet<String>,
    honorifics: HashSet<String>,
    organizations: HashSet<String>,
    things: HashSet<String>,
}

/// Sentences for a list, and who is named in each; several are joined by `+`.
#[cfg(test)]
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Examples {
    /// Who is named by words that hold a member of the list.
    pub(crate) yes: BTreeMap<String, String>,
    /// Who is not named.
    pub(crate) no: BTreeMap<String, String>,
    /// Words of the sentence, a member of the list among them, that are nobody.
    pub(crate) nobody: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
struct GroupFile {
    groups: HashSet<String>,
    acting: HashSet<String>,
    both: Vec<String>,
    bodies: Vec<String>,
    given: HashSet<String>,
    firms: HashSet<String>,
    trades: HashSet<String>,
    unnamed: HashSet<String>,
    reporters: HashSet<String>,
    outlets: Vec<String>,
    countries: HashSet<String>,
    groupings: HashSet<String>,
}

impl Offices {
    pub(super) fn new() -> Self {
        let file: OfficeFile = read("offices.yaml", include_str!("data/offices.yaml"));
        let groups: GroupFile = read("groups.yaml", include_str!("data/groups.yaml"));
        let phrases = |list: &[String]| {
            let mut phrases = Phrases::default();
            for phrase in list {
                phrases.insert(phrase, ());
            }
            phrases
        };
        Self {
            offices: phrases(&file.offices),
            before: file.before,
            portfolios: file.portfolios,
            honorifics: file.honorifics,
            organizations: file.organizations,
            things: file.things,
            groups: groups.groups,
            acting: groups.acting,
            both: phrases(&groups.both),
            bodies: phrases(&groups.bodies),
            given: groups.given,
            firms: groups.firms,
            trades: groups.trades,
            unnamed: groups.unnamed,
            reporters: groups.reporters,
            outlets: groups.outlets.iter().map(|outlet| format!(" {outlet}")).collect(),
            countries: groups.countries,
            groupings: groups.groupings,
        }
    }

    /// Every list with its members and its sentences.
    #[cfg(test)]
    pub(crate) fn lists() -> Vec<(String, Vec<String>, Examples)> {
        let groups = include_str!("data/groups.yaml");
        let offices = include_str!("data/offices.yaml");
        let mut all = Vec::new();
        for (file, text) in [("groups.yaml", groups), ("offices.yaml", offices)] {
            let lists: BTreeMap<String, Vec<String>> = read(file, text);
            let mut sentences: BTreeMap<String, Examples> = super::sentences(file, text);
            all.extend(lists.into_iter().map(|(list, members)| {
                let own = sentences.remove(&list).unwrap_or_default();
                (list, members, own)
            }));
            assert!(sentences.is_empty(), "{file}: sentences of no list: {:?}", sentences.keys());
        }
        all
    }
}
