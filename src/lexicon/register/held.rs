//! The days on which a title was somebody's.

use chrono::Days;

use super::judge::{Name, SLACK};
use super::{Status, Title, book};
use crate::calendar::NaiveDate;

/// From the first to the last day on which a title can have been somebody's, a few days of change
/// around it; `None` where there is no such end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Term {
    /// The first day.
    pub(crate) from: Option<NaiveDate>,
    /// The last day.
    pub(crate) to: Option<NaiveDate>,
    /// As a person reads it: "from 2021-01-20 to 2025-01-20".
    pub(crate) written: String,
}

impl Term {
    /// A term from its first to its last day.
    pub(crate) fn new(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Self {
        let part = |day: Option<NaiveDate>, word: &str| day.map(|day| format!("{word} {day}"));
        let parts: Vec<String> =
            [part(from, "from"), part(to, "to")].into_iter().flatten().collect();
        let slack = Days::new(SLACK);
        Self {
            from: from.and_then(|day| day.checked_sub_days(slack)),
            to: to.and_then(|day| day.checked_add_days(slack)),
            written: parts.join(" "),
        }
    }
}

/// The terms of somebody in the office that a title names, by the register, in order; none where it
/// does not know, and for titles that are not held now ("former", "acting").
///
/// - `of`: code of the state or name of the organization that the person acts for, where the title
///   names none.
pub(crate) fn terms(person: &str, title: &str, of: Option<&str>) -> Vec<Term> {
    let Some(title) = Title::read(title).filter(|title| title.status == Status::Now) else {
        return Vec::new();
    };
    let (Some(name), Some(of)) = (Name::new(person), title.of.as_deref().or(of)) else {
        return Vec::new();
    };
    let Some(book) = book(of) else { return Vec::new() };
    let mut terms: Vec<Term> = (book.offices.iter())
        .filter(|office| office.of == of && office.titles.contains(&title.office))
        .flat_map(|office| office.terms.iter().filter(|term| name.is(term)))
        .map(|term| Term::new(term.bounds.earliest_start, term.bounds.latest_end))
        .collect();
    terms.sort_by_key(|term| term.from);
    terms.dedup();
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_has_its_days() {
        for (person, title, of, written) in [
            ("Joe Biden", "US President", None, "from 2021-01-20 to 2025-01-20"),
            ("Angela Merkel", "Chancellor", Some("DEU"), "from 2005-11-22 to 2021-12-08"),
        ] {
            let terms = terms(person, title, of);
            let written_all: Vec<_> = terms.iter().map(|term| term.written.as_str()).collect();
            assert_eq!(written_all, [written], "{person}");
        }
        for (person, title) in [("Joe Biden", "former US President"), ("Joe Biden", "US baker")] {
            assert_eq!(terms(person, title, None), [], "{title}");
        }
    }
}
