//! Whether somebody held an office on a day, as far as the register knows.
//!
//! A remark needs certainty on both sides: the person is in the register, the office too, the day
//! lies outside of all of the person's terms by more than [`SLACK`], and somebody else is known to
//! have been in office. Otherwise nothing is said.

use chrono::Days;

use super::{Book, Office, Status, Term, Title, book, books};
use crate::calendar::NaiveDate;
use crate::lexicon::fold;

/// Days around a change of office on which either is passed over: papers print what was so when
/// they were written.
pub(super) const SLACK: u64 = 3;

/// What the register has where it does not have what an article says: "Joe Biden as President of
/// the United States from 2021-01-20 to 2025-01-20, and Donald Trump from 2025-01-20".
///
/// - `person`, `title`: as the article writes them.
/// - `of`: code of the state or name of the organization that the person acts for, where the title
///   names none.
/// - `days`: the first and the last day that may be the article's.
///
/// `None` where it has the same, or does not know.
///
/// ```text
/// judge("Joe Biden", "US President", None, 2025-05-12)        Joe Biden ... to 2025-01-20
/// judge("Joe Biden", "former US President", None, 2025-05-12) None
/// judge("Joe Biden", "baker", None, 2025-05-12)               None
/// ```
pub(crate) fn judge(
    person: &str,
    title: &str,
    of: Option<&str>,
    days: (NaiveDate, NaiveDate),
) -> Option<String> {
    let title = Title::read(title)?;
    let name = Name::new(person)?;
    let of = title.of.as_deref().or(of);
    let Some(of) = of else { return judge_anywhere(&name, &title, days) };
    judge_in(book(of)?, of, &name, &title, days)
}

/// Where no state is named, a full name must tell it: of all states, one has somebody so called in
/// an office so called.
fn judge_anywhere(name: &Name, title: &Title, days: (NaiveDate, NaiveDate)) -> Option<String> {
    if name.words.len() < 2 {
        return None;
    }
    let mut of: Option<(&'static Book, &str)> = None;
    for book in books() {
        for office in book.offices.iter().filter(|office| office.titles.contains(&title.office)) {
            if !office.terms.iter().any(|term| name.is(term)) {
                continue;
            }
            if of.is_some_and(|(_, other)| other != office.of) {
                return None;
            }
            of = Some((book, &office.of));
        }
    }
    let (book, of) = of?;
    judge_in(book, of, name, title, days)
}

fn judge_in(
    book: &'static Book,
    of: &str,
    name: &Name,
    title: &Title,
    days: (NaiveDate, NaiveDate),
) -> Option<String> {
    let offices = || book.offices.iter().filter(|office| office.of == of);
    if title.status == Status::Opposition {
        // Whoever leads the state does not lead its opposition.
        let held = held(offices(), name).find(|(_, term)| term.includes(days));
        return held.map(|(office, term)| has(office, term));
    }
    let called = || offices().filter(|office| office.titles.contains(&title.office));
    let mut own: Vec<(&Office, &Term)> = held(called(), name).collect();
    own.sort_by_key(|(_, term)| term.distance(days));
    let other = || called().find_map(|office| Some((office, office.on(days)?)));
    match title.status {
        Status::Now if own.iter().any(|(_, term)| !term.excludes(days)) => None,
        Status::Now => {
            let (_, holder) = other()?;
            let &(office, term) = match own.first() {
                Some(nearest) => nearest,
                None => &elsewhere(book, of, name, days)?,
            };
            Some(format!("{}, and {} {}", has(office, term), holder.name, holder.term()))
        }
        Status::Former => {
            let now = own.iter().find(|(_, term)| term.includes(days));
            let yet = own.iter().all(|(_, term)| term.begins_after(days));
            now.or(own.first().filter(|_| yet)).map(|(office, term)| has(office, term))
        }
        Status::Then => {
            let yet = own.iter().all(|(_, term)| term.begins_after(days));
            own.first().filter(|_| yet).map(|(office, term)| has(office, term))
        }
        Status::Next => {
            let over = own.iter().all(|(_, term)| term.ends_before(days));
            own.first().filter(|_| over).map(|(office, term)| has(office, term))
        }
        Status::Acting | Status::Opposition => None,
    }
}

/// Somebody known by exactly that name who holds or held another office of the state, or holds one
/// of another state on the day.
fn elsewhere(
    book: &'static Book,
    of: &str,
    name: &Name,
    days: (NaiveDate, NaiveDate),
) -> Option<(&'static Office, &'static Term)> {
    if name.words.len() < 2 {
        return None;
    }
    let exactly = |term: &Term| term.spellings.contains(&name.folded);
    let terms = |book: &'static Book| {
        book.offices.iter().flat_map(|office| office.terms.iter().map(move |term| (office, term)))
    };
    let own = terms(book).filter(|(office, term)| office.of == of && exactly(term));
    own.min_by_key(|(_, term)| term.distance(days))
        .or_else(|| books().flat_map(terms).find(|(_, term)| exactly(term) && term.includes(days)))
}

/// The terms of somebody in some offices.
fn held<'b>(
    offices: impl Iterator<Item = &'b Office>,
    name: &Name,
) -> impl Iterator<Item = (&'b Office, &'b Term)> {
    offices.flat_map(move |office| {
        office.terms.iter().filter(|term| name.is(term)).map(move |term| (office, term))
    })
}

/// "Joe Biden as President of the United States from 2021-01-20 to 2025-01-20".
fn has(office: &Office, term: &Term) -> String {
    format!("{} as {} {}", term.name, office.name, term.term())
}

/// A name as an article writes it.
pub(super) struct Name {
    folded: String,
    words: Vec<String>,
}

impl Name {
    pub(super) fn new(name: &str) -> Option<Self> {
        const BEFORE: &[&str] = &[
            "sir",
            "dame",
            "lord",
            "mr",
            "mrs",
            "ms",
            "dr",
            "king",
            "queen",
            "prince",
            "emperor",
            "pope",
            "sheikh",
            "sultan",
            "emir",
            "general",
            "gen",
            "colonel",
            "col",
            "ayatollah",
            "marshal",
        ];
        let folded = fold(name);
        let mut words: Vec<String> = folded.split(' ').map(str::to_owned).collect();
        while words.len() > 1 && BEFORE.contains(&words[0].as_str()) {
            words.remove(0);
        }
        let long = words.iter().all(|word| !word.is_empty());
        long.then(|| Self { folded: words.join(" "), words })
    }

    /// Whether it can be the name of whoever held a term: the same, a part with the surname, or
    /// fuller than the register's.
    pub(super) fn is(&self, term: &Term) -> bool {
        term.spellings.iter().any(|spelling| {
            if *spelling == self.folded {
                return true;
            }
            let known: Vec<&str> = spelling.split(' ').collect();
            let (first, last) = (known.first().copied(), known.last().copied());
            match &self.words[..] {
                // Surnames come last, and in China, Korea and Vietnam first.
                [word] => Some(word.as_str()) == last || Some(word.as_str()) == first,
                words => {
                    words.iter().all(|word| known.contains(&word.as_str()))
                        || known.len() > 1
                            && known.iter().all(|word| words.iter().any(|w| w == word))
                }
            }
        })
    }
}

impl Office {
    /// Whoever certainly held it on a day.
    fn on(&self, days: (NaiveDate, NaiveDate)) -> Option<&Term> {
        self.terms.iter().find(|term| term.includes(days))
    }
}

impl Term {
    /// Whether it certainly goes on all through these days, its first days left out.
    pub(super) fn includes(&self, (first, last): (NaiveDate, NaiveDate)) -> bool {
        let goes_on = self.bounds.latest_end.is_none();
        let end = self.bounds.earliest_end.filter(|_| !goes_on).unwrap_or(self.known);
        self.bounds.latest_start.is_some_and(|start| later(start) <= first) && last <= end
    }

    /// Whether none of these days lies within it or near its ends.
    pub(super) fn excludes(&self, days: (NaiveDate, NaiveDate)) -> bool {
        self.begins_after(days) || self.ends_before(days)
    }

    fn begins_after(&self, (_, last): (NaiveDate, NaiveDate)) -> bool {
        self.bounds.earliest_start.is_some_and(|start| later(last) < start)
    }

    fn ends_before(&self, (first, _): (NaiveDate, NaiveDate)) -> bool {
        self.bounds.latest_end.is_some_and(|end| later(end) < first)
    }

    /// How far off it is, in days.
    fn distance(&self, (first, last): (NaiveDate, NaiveDate)) -> i64 {
        let before = self.bounds.latest_end.map_or(0, |end| (first - end).num_days());
        let after = self.bounds.earliest_start.map_or(0, |start| (start - last).num_days());
        before.max(after).max(0)
    }

    /// "from 2021-01-20 to 2025-01-20".
    fn term(&self) -> String {
        let written = self.when.to_string();
        match written.split_once('/') {
            Some((from, "..")) => format!("from {from}"),
            Some((from, to)) => format!("from {from} to {to}"),
            None => format!("in {written}"),
        }
    }
}

fn later(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(SLACK)).unwrap_or(day)
}
