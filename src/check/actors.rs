//! Actors: one name for two of them, one of them on both sides.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::diagnostic::{Code, Diagnostic};
use crate::timeline::{Document, Id, Route, Timeline};

pub(super) fn check(document: &Document, timeline: &Timeline) -> Vec<Diagnostic> {
    let mut found = shared_names(document, timeline);
    found.extend(both_sides(document, timeline));
    found
}

/// Two actors of which a reader would say that they are one.
fn shared_names(document: &Document, timeline: &Timeline) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut owners: HashMap<String, (&Id, Route, &str)> = HashMap::new();
    for (id, actor) in &timeline.actors {
        let top = || Route::new().key("actors").key(id.as_str());
        let aliases = actor.aliases.iter().enumerate();
        let names = std::iter::once((top().key("name"), actor.name.as_str()))
            .chain(aliases.map(|(i, alias)| (top().key("aliases").index(i), alias.as_str())));
        for (route, name) in names {
            let key = as_heard(name);
            if key.is_empty() {
                continue;
            }
            match owners.get(&key) {
                None => {
                    owners.insert(key, (id, route, name));
                }
                Some((other, ..)) if *other == id => {}
                Some((other, first, spelled)) => {
                    let also = if *spelled == name {
                        "the same name".to_owned()
                    } else {
                        format!("reads like `{spelled}`")
                    };
                    found.push(
                        Diagnostic::new(
                            Code::TwoNamesOneActor,
                            format!("`{other}` and `{id}` both go by the name `{name}`"),
                        )
                        .label(document.find(&route), also)
                        .label(document.find(first), format!("the name of `{other}`"))
                        .help("keep one of the two and give it the other's names as `aliases`"),
                    );
                }
            }
        }
    }
    found
}

/// A name without what a reader's eye or ear passes over: case, accents, punctuation, and letters
/// of other alphabets that look like Latin ones.
fn as_heard(name: &str) -> String {
    let mut heard = String::with_capacity(name.len());
    for c in name.nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            heard.push(latin_look(c));
        } else if !heard.ends_with(' ') && !matches!(c, '\'' | '’' | '.') {
            heard.push(' ');
        }
    }
    heard.trim().to_owned()
}

/// The Latin letter that a Cyrillic or Greek one is mistaken for.
///
/// The lower-case part of the confusables of Unicode UTS 39 that are alike in common fonts.
pub(super) const fn latin_look(c: char) -> char {
    match c {
        'а' | 'α' => 'a',
        'в' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ε' => 'e',
        'һ' => 'h',
        'і' | 'ι' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' => 'm',
        'н' => 'n',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' => 'u',
        'ν' => 'v',
        'ԝ' => 'w',
        'х' | 'χ' => 'x',
        'у' => 'y',
        c => c,
    }
}

/// Events whose source is their target.
fn both_sides(document: &Document, timeline: &Timeline) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (id, event) in &timeline.events {
        let from: HashMap<&Id, usize> =
            event.from.iter().enumerate().map(|(i, actor)| (actor, i)).collect();
        for (i, actor) in event.to.iter().enumerate() {
            let Some(&first) = from.get(actor) else { continue };
            found.push(
                Diagnostic::new(
                    Code::SourceIsTarget,
                    format!("`{actor}` stands on both sides of `{id}`"),
                )
                .label(document.find(&Route::event(id.as_str(), "to").index(i)), "the target")
                .label(document.find(&Route::event(id.as_str(), "from").index(first)), "the source")
                .help("name each actor on one side only: who does it in `from`, to or with whom in `to`"),
            );
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_read_alike_are_one_name() {
        for (one, other, alike) in [
            ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan", true),
            ("U.S.", "us", true),
            ("Keir  Starmer", "keir starmer", true),
            ("Putin", "Рutin", true), // a Cyrillic Р
            ("O’Brien", "O'Brien", true),
            ("Al-Thani", "Al Thani", true),
            ("France", "Finance", false),
            ("Volodymyr", "Vladimir", false),
        ] {
            assert_eq!(as_heard(one) == as_heard(other), alike, "{one} / {other}");
        }
    }
}
