//! A change of words right beside a name: who holds which office, and who holds it now.
//!
//! ```text
//! German [-opposition leader-] {+Chancellor+} Friedrich Merz     the office of Friedrich Merz
//! {+former+} US President Donald Trump                           the office of Donald Trump
//! Keith Kellogg, the special [-envoy-] {+adviser+},              the office of Keith Kellogg
//! US President [-Joe Biden-] {+Donald Trump+}                    another holder of the office
//! ```

use super::words::{Run, RunKind, TextChange};
use crate::lexicon::lexicon;
use crate::timeline::{Actor, Id, Timeline};
use crate::vocabulary::ActorKind;

/// What a passage says anew about an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// The same person, in another office.
    Office { actor: Id, name: String, old: Option<String>, new: Option<String> },
    /// The same office, another person.
    Holder { office: String, old: (Id, String), new: (Id, String) },
}

/// What actors are called in a text, the longest names first.
pub(super) struct CalledIn<'t>(Vec<(&'t str, &'t Id, &'t Actor)>);

impl<'t> CalledIn<'t> {
    pub(super) fn new(timelines: [&'t Timeline; 2]) -> Self {
        let mut names = Vec::new();
        for (id, actor) in timelines.into_iter().flat_map(|timeline| &timeline.actors) {
            let full = std::iter::once(&actor.name).chain(&actor.aliases);
            names.extend(full.map(|name| (name.as_str(), id, actor)));
            if actor.kind == ActorKind::Person {
                let last = actor.name.rsplit(' ').next().unwrap_or_default();
                names.push((last, id, actor));
            }
        }
        names.retain(|(name, ..)| !name.trim().is_empty());
        names.sort_by_key(|(name, id, _)| (std::cmp::Reverse(name.len()), *name, *id));
        names.dedup_by_key(|(name, id, _)| (*name, *id));
        Self(names)
    }

    /// Who is called at the beginning of a text.
    fn at_start(&self, text: &str) -> Option<(&'t Id, &'t Actor, usize)> {
        let called = self.0.iter().find(|(name, ..)| {
            text.strip_prefix(name).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        });
        called.map(|(name, id, actor)| (*id, *actor, name.len()))
    }

    /// Who is called by exactly these words.
    fn whole(&self, text: &str) -> Option<(&'t Id, &'t Actor)> {
        self.at_start(text).filter(|found| found.2 == text.len()).map(|(id, actor, _)| (id, actor))
    }

    /// Everybody who is called somewhere in a text.
    pub(super) fn within(&self, text: &str) -> Vec<&'t Id> {
        let starts = text
            .char_indices()
            .filter(|(at, c)| c.is_alphanumeric() && !text[..*at].ends_with(char::is_alphanumeric));
        let mut found: Vec<&Id> =
            starts.filter_map(|(at, _)| self.at_start(&text[at..])).map(|(id, ..)| id).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// What a changed passage says anew about offices, in reading order.
pub(super) fn offices(
    change: &TextChange,
    old_text: &str,
    new_text: &str,
    called: &CalledIn<'_>,
) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let text = |run: &Run| run.text(old_text, new_text).to_owned();
    let mut at = 0;
    while at < change.runs.len() {
        let kept = |at: Option<usize>| {
            let run = at.and_then(|at| change.runs.get(at));
            run.filter(|run| run.kind == RunKind::Kept).map(text).unwrap_or_default()
        };
        let start = at;
        let (mut gone, mut come) = (String::new(), String::new());
        while let Some(run) = change.runs.get(at).filter(|run| run.kind != RunKind::Kept) {
            let words = if run.kind == RunKind::Gone { &mut gone } else { &mut come };
            words.push_str(run.text(old_text, new_text));
            at += 1;
        }
        if at == start {
            at += 1;
            continue;
        }
        let (before, after) = (kept(start.checked_sub(1)), kept(Some(at)));
        let swap = Swap { before: &before, gone: gone.trim(), come: come.trim(), after: &after };
        let one = swap.holder(called).or_else(|| swap.before_name(called));
        if let Some(one) =
            one.or_else(|| swap.after_name(called)).filter(|one| !found.contains(one))
        {
            found.push(one);
        }
    }
    found
}

/// Words that gave way to others, between words that stayed.
struct Swap<'w> {
    before: &'w str,
    gone: &'w str,
    come: &'w str,
    after: &'w str,
}

/// An office has no more words than that.
const WORDS: usize = 9;

impl Swap<'_> {
    fn holder(&self, called: &CalledIn<'_>) -> Option<Found> {
        let (old, was) = called.whole(self.gone)?;
        let (new, is) = called.whole(self.come)?;
        let office = last_capitals(self.before);
        (was.name != is.name && is_office(&office)).then(|| Found::Holder {
            office,
            old: (old.clone(), was.name.clone()),
            new: (new.clone(), is.name.clone()),
        })
    }

    /// The words that changed end in a name: "former US President X".
    fn before_name(&self, called: &CalledIn<'_>) -> Option<Found> {
        let mut rest = self.after.trim_start();
        let mut between: Vec<&str> = Vec::new();
        let (id, actor) = loop {
            if let Some((id, actor, _)) = called.at_start(rest) {
                break (id, actor);
            }
            let (word, next) = rest.split_once(char::is_whitespace)?;
            if between.len() == 4 || !in_title(word) {
                return None;
            }
            between.push(word);
            rest = next.trim_start();
        };
        if !self.is_of_titles() {
            return None;
        }
        let left = last_capitals(self.before);
        let between = between.join(" ");
        office(id, actor, &[&left, self.gone, &between], &[&left, self.come, &between])
    }

    /// Whether the words that changed can be part of a title: a verb before a name ("will meet"
    /// that became "met") says nothing of the office behind it.
    fn is_of_titles(&self) -> bool {
        [self.gone, self.come].into_iter().any(is_office)
            || [self.gone, self.come]
                .into_iter()
                .all(|words| words.split_whitespace().all(in_title))
    }

    /// The words that changed follow a name and a comma: "X, the special envoy,".
    fn after_name(&self, called: &CalledIn<'_>) -> Option<Found> {
        let comma = self.before.rfind(',')?;
        let between = self.before[comma + 1..].trim();
        if between.split_whitespace().count() > 5 || between.contains(['.', ';', ':', '”', '"']) {
            return None;
        }
        let named = self.before[..comma].trim_end();
        let starts = named.char_indices().rev().filter(|(at, c)| {
            c.is_alphanumeric() && !named[..*at].ends_with(char::is_alphanumeric)
        });
        // Of several names that end there the longest.
        let (id, actor) = starts.take(4).filter_map(|(at, _)| called.whole(&named[at..])).last()?;
        let right: Vec<&str> = self
            .after
            .split([',', '.', ';', ':'])
            .next()
            .unwrap_or_default()
            .split_whitespace()
            .collect();
        let right = if right.len() > 4 { String::new() } else { right.join(" ") };
        office(id, actor, &[between, self.gone, &right], &[between, self.come, &right])
    }
}

fn office(id: &Id, actor: &Actor, old: &[&str], new: &[&str]) -> Option<Found> {
    if actor.kind != ActorKind::Person {
        return None;
    }
    let phrase = |parts: &[&str]| {
        let words: Vec<&str> = parts.iter().flat_map(|part| part.split_whitespace()).collect();
        let words = match words.split_first() {
            Some((&("the" | "The" | "a" | "an"), rest)) => rest,
            _ => &words,
        };
        (words.len() <= WORDS).then(|| words.join(" "))
    };
    let (old, new) = (phrase(old)?, phrase(new)?);
    let known = |phrase: &str| {
        is_office(phrase) || actor.offices.iter().any(|office| office.title == phrase)
    };
    let some = |phrase: String| (!phrase.is_empty()).then_some(phrase);
    ((known(&old) || known(&new)) && old != new).then(|| Found::Office {
        actor: id.clone(),
        name: actor.name.clone(),
        old: some(old),
        new: some(new),
    })
}

/// Whether words between a change and a name can belong to a title.
fn in_title(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && !word.ends_with([',', '.', ';', ':', ')'])
        || matches!(word, "of" | "for" | "and" | "the")
        || lexicon().offices.offices.has(word)
}

/// The capitalised words that a text ends in, three at the most: "… received German".
///
/// The first word of a sentence is capitalised whatever it means, so it does not count.
fn last_capitals(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let capitals = words.iter().skip(1).rev().take(3).take_while(|word| {
        word.starts_with(char::is_uppercase) && word.ends_with(char::is_alphanumeric)
    });
    let mut capitals: Vec<&str> = capitals.copied().collect();
    capitals.reverse();
    capitals.join(" ")
}

/// Whether some of the words are an office ("foreign minister") or stand before one ("former").
fn is_office(phrase: &str) -> bool {
    let lower = phrase.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let lists = &lexicon().offices;
    (0..words.len()).any(|at| {
        lists.before.contains(words[at])
            || lists.offices.longest(|i| words.get(at + i).copied()).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::words::words;

    fn timeline() -> Timeline {
        let mut timeline = Timeline::default();
        for name in ["Donald Trump", "Joe Biden", "Friedrich Merz", "Keith Kellogg"] {
            let id = Id(name.to_lowercase().replace(' ', "-"));
            let yaml = format!("name: {name}\nkind: person");
            timeline.actors.insert(id, serde_yaml::from_str(&yaml).expect("an actor"));
        }
        timeline
    }

    #[test]
    fn words_beside_a_name_are_an_office() {
        for (old, new, expected) in [
            (
                "It came after US President Donald Trump spoke.",
                "It came after former US President Donald Trump spoke.",
                "Donald Trump: US President → former US President",
            ),
            (
                "Then President Trump spoke.",
                "Then former President Trump spoke.",
                "Donald Trump: President → former President",
            ),
            (
                "He met German opposition leader Friedrich Merz in Kyiv.",
                "He met German Chancellor Friedrich Merz in Kyiv.",
                "Friedrich Merz: German opposition leader → German Chancellor",
            ),
            (
                "Keith Kellogg, the US envoy for Ukraine, agreed.",
                "Keith Kellogg, the US ambassador for Ukraine, agreed.",
                "Keith Kellogg: US envoy for Ukraine → US ambassador for Ukraine",
            ),
            (
                "He called US President Joe Biden.",
                "He called US President Donald Trump.",
                "US President: Joe Biden → Donald Trump",
            ),
            ("Yesterday Trump spoke to the press.", "Today Trump spoke to the press.", ""),
            ("He met Friedrich Merz on Friday.", "He met Friedrich Merz on Monday.", ""),
            ("The president spoke on Friday.", "The chancellor spoke on Friday.", ""),
        ] {
            let timeline = timeline();
            let called = CalledIn::new([&timeline, &timeline]);
            let told: Vec<String> = words(old, new)
                .changes
                .iter()
                .flat_map(|change| offices(change, old, new, &called))
                .map(|found| match found {
                    Found::Office { name, old, new, .. } => {
                        format!("{name}: {} → {}", old.unwrap_or_default(), new.unwrap_or_default())
                    }
                    Found::Holder { office, old, new } => {
                        format!("{office}: {} → {}", old.1, new.1)
                    }
                })
                .collect();
            assert_eq!(told.join("; "), expected, "{new}");
        }
    }
}
