//! The lists hold together, and say of known days what is known.

use super::{Office, books, judge};
use crate::calendar::NaiveDate;

fn day(day: &str) -> NaiveDate {
    day.parse().expect("a day")
}

fn says(person: &str, title: &str, on: &str) -> Option<String> {
    judge(person, title, None, (day(on), day(on)))
}

fn offices() -> impl Iterator<Item = &'static Office> {
    books().flat_map(|book| &book.offices)
}

#[test]
fn terms_stand_in_order_and_do_not_overlap() {
    let mut wrong = Vec::new();
    for office in offices() {
        for (term, next) in office.terms.iter().zip(office.terms.iter().skip(1)) {
            let (bounds, after) = (term.bounds, next.bounds);
            let begins = bounds.earliest_start.expect("a term has a beginning");
            let order = after.earliest_start.is_some_and(|next| begins <= next);
            // Two may share a day, a month or a year, as far as the lists tell days apart.
            let apart = bounds.latest_end.is_some()
                && bounds
                    .earliest_end
                    .zip(after.latest_start)
                    .is_none_or(|(end, next)| end <= next);
            if !order || !apart && !office.shared {
                wrong.push(format!(
                    "{}: {} {} / {} {}",
                    office.name, term.name, term.when, next.name, next.when
                ));
            }
        }
        for term in &office.terms {
            let reversed = term.bounds.latest_end.zip(term.bounds.earliest_start);
            if !term.when.is_interval() || reversed.is_some_and(|(end, start)| end < start) {
                wrong.push(format!("{}: {} {}", office.name, term.name, term.when));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Nobody is left out, unless the list says so.
#[test]
fn between_two_terms_lies_no_year_that_the_list_does_not_tell_of() {
    const LONGEST: i64 = 366;
    let mut wrong = Vec::new();
    for (_, name, text) in super::FILES {
        let file: super::File = super::read(name, text);
        let vacant: Vec<Vec<(i32, i32)>> = (file.offices.iter())
            .map(|entry| {
                let years = |span: &String| {
                    let (from, to) = span.split_once('/').expect("FROM/TO");
                    (from.parse().expect("a year"), to.parse().expect("a year"))
                };
                entry.vacant.iter().map(years).collect()
            })
            .collect();
        let book = super::Book::new(name, text);
        for (office, vacant) in book.offices.iter().zip(&vacant) {
            for (term, next) in office.terms.iter().zip(office.terms.iter().skip(1)) {
                let between = term.bounds.latest_end.zip(next.bounds.earliest_start);
                let Some((end, start)) = between else { continue };
                let years = (chrono::Datelike::year(&end), chrono::Datelike::year(&start));
                let told = vacant.iter().any(|&(from, to)| from <= years.0 && years.1 <= to);
                if (start - end).num_days() > LONGEST && !told {
                    wrong.push(format!("{}: {end} to {start}", office.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn an_open_term_is_the_last_one_and_known_to_a_day() {
    for office in offices() {
        for (i, term) in office.terms.iter().enumerate() {
            let open = term.bounds.latest_end.is_none();
            let last = i + 1 == office.terms.len();
            assert!(!open || last || office.shared, "{}: {}", office.name, term.name);
            if open {
                assert!(term.bounds.latest_start.is_some_and(|start| start <= term.known));
            }
        }
    }
}

#[test]
fn every_office_belongs_to_something_with_a_name() {
    let names = &crate::lexicon::lexicon().names;
    for office in offices() {
        let known = match office.of.len() {
            3 => names.state_by_code(&office.of).is_some(),
            _ => names.longest(|i| office.of.split(' ').nth(i)).is_some(),
        };
        assert!(known, "{}: {}", office.name, office.of);
        assert!(!office.titles.is_empty() && !office.terms.is_empty(), "{}", office.name);
        assert!(office.titles.iter().all(|t| *t == t.to_lowercase()), "{}", office.name);
    }
}

#[test]
fn a_file_is_listed_under_the_code_of_its_state() {
    for (code, name, text) in super::FILES {
        assert_eq!(super::read::<super::File>(name, text).of, *code, "{name}");
    }
    assert!(super::FILES.is_sorted(), "by code");
}

/// What a list was held against, and up to when; the others rest on one source, and do not claim
/// another.
#[test]
fn a_second_source_says_how_far_it_reaches() {
    let mut confirmed = 0;
    for (_, name, text) in super::FILES {
        let file: super::File = super::read(name, text);
        for entry in &file.offices {
            let Some(second) = &entry.second else { continue };
            confirmed += 1;
            for source in second.split("; ") {
                let year = source.split(' ').next_back().and_then(|year| year.parse::<i32>().ok());
                let known = file.known[..4].parse::<i32>().expect("a year");
                assert!(
                    year.is_some_and(|year| (1945..=known).contains(&year)),
                    "{name}: {source}"
                );
            }
        }
    }
    assert!(confirmed >= 57, "{confirmed}");
}

#[test]
fn every_alias_is_the_name_of_somebody() {
    for (_, name, text) in super::FILES {
        let file: super::File = super::read(name, text);
        for alias in file.aliases.keys() {
            let held = file.offices.iter().any(|o| o.holders.iter().any(|h| h.contains_key(alias)));
            assert!(held, "{name}: {alias}");
        }
    }
}

/// Half of them true of their day, half not.
#[test]
fn of_known_days_it_says_what_is_known() {
    for (person, title, on, right) in [
        ("Joe Biden", "US President", "2023-05-12", true),
        ("Joe Biden", "US President", "2025-05-12", false),
        ("Joe Biden", "former US President", "2025-05-12", true),
        ("Joe Biden", "former US President", "2023-05-12", false),
        ("Joe Biden", "then US Vice President", "2023-05-12", true),
        ("Joe Biden", "US Vice President", "2014-03-02", true),
        ("Joe Biden", "US President", "2014-03-02", false),
        ("Biden", "US President", "2025-05-12", false),
        ("Donald Trump", "US President", "2025-05-12", true),
        ("Donald Trump", "former US President", "2025-05-12", false),
        ("Donald Trump", "former US President", "2023-05-12", true),
        ("Donald Trump", "US President", "2022-05-12", false),
        ("Trump", "U.S. President", "2018-07-16", true),
        ("Friedrich Merz", "German opposition leader", "2025-05-12", false),
        ("Friedrich Merz", "German opposition leader", "2024-05-12", true),
        ("Friedrich Merz", "German Chancellor", "2025-05-12", true),
        ("Friedrich Merz", "German Chancellor", "2024-05-12", false),
        ("Olaf Scholz", "German Chancellor", "2024-05-12", true),
        ("Olaf Scholz", "Chancellor", "2025-06-12", false),
        ("Angela Merkel", "German Chancellor", "2019-01-23", true),
        ("Angela Merkel", "Germany's former chancellor", "2019-01-23", false),
        ("Annalena Baerbock", "German Foreign Minister", "2025-06-20", false),
        ("Keir Starmer", "UK Prime Minister", "2025-05-12", true),
        ("Sir Keir Starmer", "British Prime Minister", "2023-05-12", false),
        ("Keir Starmer", "British opposition leader", "2023-05-12", true),
        ("Keir Starmer", "leader of the opposition of Britain", "2025-05-12", false),
        ("Boris Johnson", "British Foreign Secretary", "2017-05-12", true),
        ("Boris Johnson", "British Foreign Secretary", "2021-05-12", false),
        ("Theresa May", "British Prime Minister", "2018-05-12", true),
        ("Theresa May", "British Prime Minister", "2020-05-12", false),
        ("Emmanuel Macron", "French President", "2025-05-12", true),
        ("Emmanuel Macron", "French President", "2016-05-12", false),
        ("François Hollande", "French ex-President", "2025-05-12", true),
        ("Francois Hollande", "French President", "2015-05-12", true),
        ("Jacques Chirac", "French President", "2005-12-04", true),
        ("Jacques Chirac", "French President", "2008-12-04", false),
        ("Vladimir Putin", "Russian President", "2025-05-12", true),
        ("Vladimir Putin", "Russian Prime Minister", "2025-05-12", false),
        ("Vladimir Putin", "Russian Prime Minister", "2010-05-12", true),
        ("Dmitry Medvedev", "Russian President", "2010-05-12", true),
        ("Dmitri Medvedev", "Russian President", "2014-05-12", false),
        ("Sergey Lavrov", "Russian Foreign Minister", "2016-02-21", true),
        ("Sergei Lavrov", "former Russian Foreign Minister", "2016-02-21", false),
        ("Mikhail Gorbachev", "Soviet leader", "1987-05-12", true),
        ("Mikhail Gorbachev", "Soviet leader", "1984-01-12", false),
        ("Volodymyr Zelenskyy", "Ukrainian President", "2025-05-12", true),
        ("Volodymyr Zelenskyy", "Ukrainian President", "2018-05-12", false),
        ("Petro Poroshenko", "President of Ukraine", "2025-05-12", false),
        ("Petro Poroshenko", "President of Ukraine", "2015-05-12", true),
        ("Dmytro Kuleba", "Ukraine's Foreign Minister", "2025-05-12", false),
        ("Donald Tusk", "Polish Prime Minister", "2025-05-12", true),
        ("Donald Tusk", "Polish Prime Minister", "2018-05-12", false),
        ("Donald Tusk", "European Council President", "2018-05-12", true),
        ("Radoslaw Sikorski", "Polish Foreign Minister", "2025-05-12", true),
        ("Andrzej Duda", "Polish President", "2014-05-12", false),
        ("John Kerry", "U.S. Secretary of State", "2016-02-21", true),
        ("John Kerry", "US Secretary of State", "2019-01-23", false),
        ("Mike Pompeo", "US Secretary of State", "2019-01-23", true),
        ("Antony Blinken", "US Secretary of State", "2025-05-12", false),
        ("Hillary Clinton", "former US Secretary of State", "2010-05-12", false),
        ("Jens Stoltenberg", "NATO Secretary General", "2022-05-12", true),
        ("Jens Stoltenberg", "NATO Secretary General", "2025-05-12", false),
        ("Kofi Annan", "UN Secretary-General", "2003-05-12", true),
        ("Ban Ki-moon", "UN chief", "2003-05-12", false),
        ("Josep Borrell", "EU foreign policy chief", "2025-05-12", false),
        ("Kaja Kallas", "EU foreign policy chief", "2025-05-12", true),
        ("Ursula von der Leyen", "European Commission President", "2025-05-12", true),
    ] {
        let says = says(person, title, on);
        assert_eq!(says.is_none(), right, "{title} {person} on {on}: {says:?}");
    }
}

#[test]
fn it_says_nothing_of_what_it_does_not_know() {
    for (person, title, on) in [
        ("Jane Doe", "US President", "2025-05-12"), // nobody it knows
        ("Joe Biden", "US peace envoy", "2025-05-12"), // an office it does not list
        ("Joe Biden", "president of the club", "2025-05-12"), // of something else
        ("Biden", "President", "2025-05-12"),       // of which state?
        ("Joe Biden", "US President", "2025-01-22"), // printed when it was written
        ("Donald Trump", "US President-elect", "2024-12-12"),
        ("Kamala Harris", "acting US President", "2021-11-19"),
        ("Joe Biden", "US President", "2031-05-12"), // nobody knows yet
        ("Heiko Maas", "German deputy foreign minister", "2025-05-12"),
        ("", "", "2025-05-12"),
    ] {
        assert_eq!(says(person, title, on), None, "{title} {person} on {on}");
    }
}

#[test]
fn it_says_who_held_what_from_when_to_when() {
    let says = |person, title| says(person, title, "2025-05-12").unwrap_or_default();
    assert_eq!(
        says("Friedrich Merz", "German opposition leader"),
        "Friedrich Merz as Chancellor of Germany from 2025-05-06"
    );
    assert_eq!(
        says("Joe Biden", "US President"),
        "Joe Biden as President of the United States from 2021-01-20 to 2025-01-20, \
         and Donald Trump from 2025-01-20"
    );
}
