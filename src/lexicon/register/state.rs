//! Of which state somebody is who is called by name alone.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Term, books};
use crate::calendar::NaiveDate;
use crate::lexicon::fold;

/// The state that somebody held an office of, as far as the register knows; `None` where two
/// states have somebody so called.
///
/// - `person`: as the article writes it, without titles; a surname alone will do.
/// - `day`: the article's; of several people so called it picks whoever was in office.
///
/// ```text
/// state("Angela Merkel", None)  DEU
/// state("Jane Merkel", None)    None
/// ```
pub(crate) fn state(person: &str, day: Option<NaiveDate>) -> Option<&'static str> {
    let folded = fold(person);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let alone = words.len() == 1;
    let known = words.iter().rev().find_map(|word| PEOPLE.get(*word).filter(|_| word.len() > 2))?;
    let in_office = |term: &Term| day.is_some_and(|day| term.includes((day, day)));
    let called: Vec<&Held> = known
        .iter()
        // A surname alone is a minister's of long ago only by chance.
        .filter(|Held { term, foreign, .. }| !alone || !foreign || in_office(term))
        .filter(|Held { term, .. }| {
            alone
                || term.spellings.iter().any(|spelling| {
                    let mut known = spelling.split(' ');
                    *spelling == folded
                        || known.clone().count() > 1 && known.all(|word| words.contains(&word))
                        || words.iter().all(|word| spelling.split(' ').any(|own| own == *word))
                })
        })
        .collect();
    let now: Vec<&'static str> =
        called.iter().filter(|held| in_office(held.term)).map(|held| held.of).collect();
    let ever: Vec<&'static str> = called.iter().map(|held| held.of).collect();
    one(&now).or_else(|| one(&ever))
}

/// The state of whoever is called by a surname alone and held an office in a year; `None` where two
/// states had somebody so called.
///
/// ```text
/// incumbent("Mitterrand", 1989)  FRA
/// incumbent("Mitterrand", 2009)  None
/// ```
pub(crate) fn incumbent(surname: &str, year: i32) -> Option<&'static str> {
    let known = PEOPLE.get(fold(surname).as_str()).filter(|_| surname.len() > 2)?;
    let days = (NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?);
    let then: Vec<&'static str> =
        (known.iter()).filter(|held| !held.term.excludes(days)).map(|held| held.of).collect();
    one(&then)
}

/// The state of a list, if there is one and no other.
fn one(states: &[&'static str]) -> Option<&'static str> {
    let first = states.first()?;
    states.iter().all(|other| other == first).then_some(*first)
}

/// Somebody's time in an office of a state.
#[derive(Debug)]
struct Held {
    of: &'static str,
    term: &'static Term,
    /// As foreign minister.
    foreign: bool,
}

/// Everybody who held an office of a state, by surname: the last word of a name, in China and
/// Korea the first too.
static PEOPLE: LazyLock<HashMap<&'static str, Vec<Held>>> = LazyLock::new(|| {
    let mut people: HashMap<_, Vec<_>> = HashMap::new();
    let offices = books().flat_map(|book| &book.offices).filter(|office| office.of.len() == 3);
    for office in offices {
        let of = office.of.as_str();
        let foreign = office.titles.iter().any(|title| title == "foreign minister");
        for term in &office.terms {
            for spelling in &term.spellings {
                let last = spelling.split(' ').next_back();
                let first = matches!(of, "CHN" | "KOR" | "PRK" | "TWN" | "VNM")
                    .then(|| spelling.split(' ').next())
                    .flatten();
                for surname in last.into_iter().chain(first) {
                    people.entry(surname).or_default().push(Held { of, term, foreign });
                }
            }
        }
    }
    people
});

#[cfg(test)]
mod tests {
    use super::{incumbent, state};

    #[test]
    fn people_of_the_register_have_a_state() {
        for (person, expected) in [
            ("Angela Merkel", Some("DEU")),
            ("Merkel", Some("DEU")),
            ("Jane Merkel", None),
            ("Sidney Smith", Some("CAN")),
            ("Smith", None), // a minister of long ago, by surname alone
            ("Nobody", None),
            ("", None),
        ] {
            assert_eq!(state(person, None), expected, "{person}");
        }
    }

    #[test]
    fn a_surname_alone_is_that_of_whoever_was_in_office() {
        for (surname, year, expected) in [
            ("Mitterrand", 1989, Some("FRA")),
            ("Mitterrand", 2009, None),
            ("Zelenskyy", 2024, Some("UKR")),
            ("Nobody", 2024, None),
        ] {
            assert_eq!(incumbent(surname, year), expected, "{surname} {year}");
        }
    }
}
