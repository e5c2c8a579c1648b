//! Everything by its name: what has a page in a timeline, in alphabetical order and in parts.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::address;
use super::book::Book;
use super::view::{Link, named, title};
use crate::vocabulary::ActorKind;

/// The most names on a page, and the most text of theirs, in bytes.
const LONGEST: usize = 400;
const HEAVIEST: usize = 30_000;

/// A name with what it is sorted by.
pub(crate) struct Name {
    pub(crate) key: String,
    pub(crate) link: Link,
    /// What it is, or when.
    pub(crate) about: String,
    /// Of another name, the one that its page has; else empty.
    pub(crate) of: String,
}

/// The names in parts, at least one.
pub(crate) fn cut(names: &[Name]) -> Vec<&[Name]> {
    let mut parts = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, name) in names.iter().enumerate() {
        let weight = name.link.text.len() + name.of.len() + 40;
        if at - start == LONGEST || (bytes + weight > HEAVIEST && at > start) {
            parts.push(&names[start..at]);
            (start, bytes) = (at, 0);
        }
        bytes += weight;
    }
    parts.push(&names[start..]);
    parts
}

/// The letter under which a name stands.
pub(crate) fn letter(key: &str) -> Option<String> {
    let first = key.chars().next().filter(|c| c.is_alphabetic())?;
    Some(first.to_uppercase().collect())
}

/// Everything that has a page; persons also under the last word of their name, and actors under
/// other names of theirs where those stand under another letter.
pub(crate) fn names(book: &Book<'_>) -> Vec<Name> {
    let say = book.say;
    let mut names = Vec::new();
    let mut push = |text: &str, href: String, about: String, of: &str| {
        let text = text.to_owned();
        let key = key(&text, &say.articles);
        names.push(Name { key, link: Link { text, href }, about, of: of.to_owned() });
    };
    for (rank, entry) in book.events.iter().enumerate() {
        push(title(entry), book.event_path(rank), entry.dated().words.to_owned(), "");
    }
    for cast in &book.actors {
        let about = say.actor_kind(cast.actor.kind);
        let (name, href) = (book.name_of(cast.id).text, address::actor(cast.id));
        push(&name, href.clone(), about.to_owned(), "");
        let person = cast.actor.kind == ActorKind::Person;
        let last = last_word(&name, &say.articles).filter(|_| person);
        if let Some((before, last)) = last {
            push(&format!("{last}, {before}"), href.clone(), about.to_owned(), "");
        }
        for alias in &cast.actor.aliases {
            let key = |text: &str| key(text, &say.articles);
            let first = |text: &str| letter(&key(text));
            let elsewhere = first(alias).is_some() && first(alias) != first(&name);
            if elsewhere && last.is_none_or(|(_, last)| key(last) != key(alias)) {
                push(alias, href.clone(), say.acts_on.trim().to_owned(), &name);
            }
        }
    }
    for shelf in &book.sources {
        let title = named(&shelf.source.title, shelf.id);
        push(title, address::source(shelf.id), shelf.published.clone(), "");
    }
    for spot in &book.places {
        push(spot.name, address::place(&spot.slug, 0), say.place.clone(), "");
    }
    names.sort_by(|a, b| {
        let rank = |name: &Name| letter(&name.key).is_none();
        rank(a).cmp(&rank(b)).then_with(|| a.key.cmp(&b.key))
    });
    names
}

/// The words of a person's name before the last one, and the last one; `None` where that is not
/// what a person is looked up by: a number ("John Paul II"), an addition ("Jr."), a description
/// ("The envoy"), or what is not made of words.
fn last_word<'n>(name: &'n str, articles: &[String]) -> Option<(&'n str, &'n str)> {
    let (before, last) = name.trim().rsplit_once(char::is_whitespace)?;
    let part = |c: char| c.is_alphabetic() || is_combining_mark(c) || "-'’. ".contains(c);
    let described = without_article(name, articles) != name;
    let shouted = last.chars().all(|c| !c.is_alphabetic() || c.is_uppercase());
    let word = last.chars().filter(|c| c.is_alphabetic()).count() > 1 && !last.ends_with('.');
    (name.chars().all(part) && word && !shouted && !described).then_some((before.trim(), last))
}

/// A name without "The" and the like in front.
fn without_article<'n>(name: &'n str, articles: &[String]) -> &'n str {
    match name.split_once(' ') {
        Some((first, rest)) if articles.contains(&first.to_lowercase()) => rest,
        _ => name,
    }
}

/// What a name is sorted by: its letters without their marks, in lower case, without an article in
/// front, and numbers so that 10 comes after 2.
fn key(text: &str, articles: &[String]) -> String {
    const DIGITS: usize = 12;
    let plain: String = (text.nfkd())
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .skip_while(|c| !c.is_alphanumeric())
        .collect();
    let mut key = String::with_capacity(plain.len());
    let mut rest =
        without_article(&plain, articles).trim_start_matches(|c: char| !c.is_alphanumeric());
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let number = &rest[at..];
        let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
        key.push_str(&rest[..at]);
        key.extend(std::iter::repeat_n('0', DIGITS.saturating_sub(end)));
        key.push_str(&number[..end]);
        rest = &number[end..];
    }
    key.push_str(rest);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> Vec<String> {
        ["a", "an", "the"].map(str::to_owned).to_vec()
    }

    #[test]
    fn a_person_is_also_looked_up_by_the_last_word() {
        for (name, found) in [
            ("Mara Lind", Some(("Mara", "Lind"))),
            ("Ana María de la Vega", Some(("Ana María de la", "Vega"))),
            ("J. R. O’Hara-Ray", Some(("J. R.", "O’Hara-Ray"))),
            ("مارا ليند", Some(("مارا", "ليند"))),
            ("Lind", None),
            ("Otto IV", None),
            ("Joss Hale Jr.", None),
            ("The envoy", None),
            ("Agent 7", None),
            ("<b> onclick=x", None),
        ] {
            assert_eq!(last_word(name, &english()), found, "{name}");
        }
    }

    #[test]
    fn names_are_sorted_as_people_look_for_them() {
        let sorted = |mut names: Vec<&'static str>, articles: &[String]| {
            names.sort_by_key(|name| key(name, articles));
            names
        };
        let names = vec!["Town 10", "The Union", "Town 2", "Éire", "A ford", "Theft", "Ford 3"];
        assert_eq!(
            sorted(names.clone(), &english()),
            ["Éire", "A ford", "Ford 3", "Theft", "Town 2", "Town 10", "The Union"]
        );
        // Elsewhere "the" is a word like any other.
        assert_eq!(
            sorted(names, &[]),
            ["A ford", "Éire", "Ford 3", "The Union", "Theft", "Town 2", "Town 10"]
        );
    }
}
