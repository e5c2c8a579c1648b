//! Actors: one name for two of them, one of them on both sides.

use std::collections::HashMap;

use indexmap::IndexMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::diagnostic::{Code, Diagnostic};
use crate::timeline::{self, Actor, Document, Edit, Id, Route, Timeline};
use crate::vocabulary::ActorKind;

pub(super) fn check(document: &Document, timeline: &Timeline) -> Vec<Diagnostic> {
    let mut found = shared_names(document, timeline);
    found.extend(near_names(document, timeline));
    found.extend(stateless(document, timeline));
    found.extend(both_sides(document, timeline));
    found
}

/// People whose names differ in one letter of one word: one of the two is most likely misspelled.
fn near_names(document: &Document, timeline: &Timeline) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    // By all words of the name but one, with its place.
    let mut alike: HashMap<(usize, String), Vec<Named<'_>>> = HashMap::new();
    let people = timeline.actors.iter().filter(|(_, actor)| actor.kind == ActorKind::Person);
    for (id, actor) in people {
        let name = as_heard(&actor.name);
        let words: Vec<&str> = name.split(' ').collect();
        if !(2..=8).contains(&words.len()) {
            continue;
        }
        for (i, word) in words.iter().enumerate() {
            let others: Vec<&str> = words
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != i)
                .map(|(_, word)| *word)
                .collect();
            let others = alike.entry((i, others.join(" "))).or_default();
            let near = others.iter().take(NEAR).find(|(_, _, other)| {
                word.chars().count().min(other.chars().count()) >= 5
                    && strsim::osa_distance(word, other) == 1
            });
            if let Some((other, first, _)) = near {
                let name = |id: &Id| Route::new().key("actors").key(id.as_str()).key("name");
                found.push(
                    Diagnostic::new(
                        Code::TwoNamesOneActor,
                        format!("`{}` and `{}` differ in one letter", first.name, actor.name),
                    )
                    .label(document.find(&name(id)), "")
                    .label(document.find(&name(other)), format!("the name of `{other}`"))
                    .help(
                        "if they are one, keep one of the two and give it the other's name as one \
                         of its `aliases`",
                    ),
                );
            }
            others.push((id, actor, (*word).to_owned()));
        }
    }
    found
}

/// An actor, and the word of its name that may be misspelled.
type Named<'t> = (&'t Id, &'t Actor, String);

/// With how many others of the same surname a name is compared.
const NEAR: usize = 50;

/// People who do something, and for whom the file does not say for whom.
fn stateless(document: &Document, timeline: &Timeline) -> Vec<Diagnostic> {
    let mut first: IndexMap<&Id, Route> = IndexMap::new();
    for (id, event) in &timeline.events {
        for (side, actors) in [("from", &event.from), ("to", &event.to)] {
            for (i, actor) in actors.iter().enumerate() {
                let alone = timeline
                    .actors
                    .get(actor)
                    .is_some_and(|one| one.kind == ActorKind::Person && one.of.is_none());
                if alone && !first.contains_key(actor) {
                    first.insert(actor, Route::event(id.as_str(), side).index(i));
                }
            }
        }
    }
    let told = first.into_iter().map(|(id, acts)| {
        Diagnostic::new(Code::PersonWithoutState, format!("`{id}` acts, but for nobody"))
            .label(document.find(&Route::new().key("actors").name(id.as_str())), "no `of`")
            .label(document.find(&acts), "acts here")
            .help("say for which state or organization: `of: ID`")
    });
    told.collect()
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
            let drop = Edit::RemoveFromList {
                route: Route::event(id.as_str(), "to"),
                text: actor.0.clone(),
            };
            found.push(
                Diagnostic::new(
                    Code::SourceIsTarget,
                    format!("`{actor}` stands on both sides of `{id}`"),
                )
                .label(document.find(&Route::event(id.as_str(), "to").index(i)), "the target")
                .label(document.find(&Route::event(id.as_str(), "from").index(first)), "the source")
                .help("name each actor on one side only: who does it in `from`, to or with whom in `to`")
                .fixes(timeline::fix(document, format!("drop `{actor}` from `to`"), &[drop])),
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
