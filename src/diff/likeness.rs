//! How alike two entries look, whatever they are called.
//!
//! Everything costly is done once an entry, and only for one that neither its id nor an equal
//! fingerprint has matched; comparing two of them is a walk over sorted numbers.

use std::cell::OnceCell;
use std::collections::HashMap;

use chrono::Datelike;
use indexmap::IndexMap;
use unicode_normalization::UnicodeNormalization;

use super::matching::{Likeness, Pairs};
use super::stable_hash;
use crate::timeline::{Actor, Event, Id, Source};
use crate::vocabulary::EventType;

/// Which of the two timelines an entry is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    Old,
    New,
}

/// A number for each actor, the same for both ids of a matched pair.
pub(super) struct Numbers<'t> {
    old: HashMap<&'t str, u64>,
    new: HashMap<&'t str, u64>,
}

impl<'t> Numbers<'t> {
    pub(super) fn new(
        old: &'t IndexMap<Id, Actor>,
        new: &'t IndexMap<Id, Actor>,
        pairs: &Pairs,
    ) -> Self {
        let numbered = |map: &'t IndexMap<Id, Actor>, number: &dyn Fn(usize) -> u64| {
            map.keys().enumerate().map(|(at, id)| (id.as_str(), number(at))).collect()
        };
        // Entries without a partner are counted on from where the other side ends.
        let beyond = old.len() as u64;
        Self {
            old: numbered(old, &|at| at as u64),
            new: numbered(new, &|at| {
                pairs.of_new[at].map_or(beyond + at as u64, |partner| partner as u64)
            }),
        }
    }

    /// The number of an actor; one that nobody introduced is known by its id.
    fn get(&self, id: &Id, version: Version) -> u64 {
        let of = if version == Version::Old { &self.old } else { &self.new };
        of.get(id.as_str()).copied().unwrap_or_else(|| stable_hash(id.as_str()) | 1 << 63)
    }
}

/// The pairs of neighbouring letters of a text, sorted: how alike two texts are is how many of
/// them they share. Word order hardly matters, a changed ending costs little.
struct Letters(Vec<u64>);

impl Letters {
    /// Longer texts are compared by their beginning.
    const LONGEST: usize = 400;

    fn new(text: &str) -> Self {
        let mut pairs: Vec<u64> = Vec::new();
        let mut last = ' ';
        for letter in plain(text).take(Self::LONGEST).chain([' ']) {
            if last != ' ' || letter != ' ' {
                pairs.push(u64::from(u32::from(last)) << 32 | u64::from(u32::from(letter)));
            }
            last = letter;
        }
        pairs.sort_unstable();
        Self(pairs)
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn shared(&self, other: &Self) -> usize {
        let (mut i, mut j, mut shared) = (0, 0, 0);
        while let (Some(one), Some(two)) = (self.0.get(i), other.0.get(j)) {
            i += usize::from(one <= two);
            j += usize::from(two <= one);
            shared += usize::from(one == two);
        }
        shared
    }

    /// Twice the shared part over both, 0 to 1.
    fn likeness(&self, other: &Self) -> f64 {
        ratio(2 * self.shared(other), self.0.len() + other.0.len())
    }

    /// The shared part of the shorter one: 1 where one is cut from the other.
    fn containment(&self, other: &Self) -> f64 {
        ratio(self.shared(other), self.0.len().min(other.0.len()).max(12))
    }
}

#[expect(clippy::cast_precision_loss, reason = "lengths of titles and lists")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// How alike two texts are, 0 to 1, without regard to case, marks and spacing.
pub(super) fn text_likeness(old: &str, new: &str) -> f64 {
    Letters::new(old).likeness(&Letters::new(new))
}

/// Letters and digits in lower case, everything else as single spaces.
fn plain(text: &str) -> impl Iterator<Item = char> {
    let mut spaced = true;
    let letters = text.nfkc().flat_map(char::to_lowercase);
    letters.map(|c| if c.is_alphanumeric() { c } else { ' ' }).filter(move |&c| {
        let keep = c != ' ' || !spaced;
        spaced = c == ' ';
        keep
    })
}

fn plain_text(text: &str) -> String {
    let mut plain_text = String::with_capacity(text.len());
    if text.is_ascii() {
        // The same without a look at tables of characters.
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() {
                plain_text.push(char::from(byte.to_ascii_lowercase()));
            } else if !plain_text.is_empty() && !plain_text.ends_with(' ') {
                plain_text.push(' ');
            }
        }
    } else {
        plain_text.extend(plain(text));
    }
    plain_text.truncate(plain_text.trim_end().len());
    plain_text
}

/// The first words of a text, as a key for a block.
fn head(text: &str, words: usize) -> Option<u64> {
    let plain: String = plain(text).take(Letters::LONGEST).collect();
    let head: Vec<&str> = plain.split(' ').take(words).collect();
    (!plain.is_empty()).then(|| stable_hash(&head))
}

/// A sum of weighted answers; what neither side tells does not count.
#[derive(Default)]
struct Score {
    sum: f64,
    weight: f64,
}

impl Score {
    fn add(&mut self, weight: f64, likeness: Option<f64>) {
        if let Some(likeness) = likeness {
            self.sum += weight * likeness;
            self.weight += weight;
        }
    }

    fn total(&self) -> f64 {
        if self.weight == 0.0 { 0.0 } else { self.sum / self.weight }
    }
}

/// Compares two texts that may be absent: half alike where only one of them is there.
fn optional(old: &Letters, new: &Letters) -> Option<f64> {
    match (old.is_empty(), new.is_empty()) {
        (true, true) => None,
        (false, false) => Some(old.likeness(new).max(0.9 * old.containment(new))),
        _ => Some(0.4),
    }
}

/// What an event looks like.
pub(super) struct EventLooks<'t> {
    event: &'t Event,
    kind: EventType,
    /// First and last day that are possible.
    days: Option<(i32, i32)>,
    actors: Vec<u64>,
    /// Who does it, and to whom; sorted.
    roles: [Vec<u64>; 2],
    fingerprint: OnceCell<u64>,
    words: OnceCell<EventWords>,
}

/// What is costly to know of an event, and seldom needed.
struct EventWords {
    place: Letters,
    title: Letters,
    quote: Letters,
    blocks: Vec<u64>,
}

impl EventWords {
    /// Whether both rest on the same words, and not on a few that stand anywhere.
    fn says_the_same(&self, other: &Self) -> bool {
        const FEW: usize = 20;
        self.quote.0.len() > FEW && self.quote.0 == other.quote.0
    }
}

impl<'t> EventLooks<'t> {
    pub(super) fn new(event: &'t Event, numbers: &Numbers<'_>, version: Version) -> Self {
        let bounds = event.when().map(crate::calendar::When::bounds);
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.num_days_from_ce());
        let days = bounds.map(|bounds| {
            (
                day(bounds.earliest_start.or(bounds.earliest_end)).unwrap_or(i32::MIN),
                day(bounds.latest_end.or(bounds.latest_start)).unwrap_or(i32::MAX),
            )
        });
        let roles = [&event.from, &event.to].map(|list| {
            let mut list: Vec<u64> = list.iter().map(|id| numbers.get(id, version)).collect();
            list.sort_unstable();
            list
        });
        let mut actors = roles.concat();
        actors.sort_unstable();
        actors.dedup();
        Self {
            event,
            kind: event.kind,
            days,
            actors,
            roles,
            fingerprint: OnceCell::new(),
            words: OnceCell::new(),
        }
    }

    fn quotes(&self) -> impl Iterator<Item = &str> {
        self.event.evidence.iter().filter_map(|evidence| evidence.quote.as_deref())
    }

    fn words(&self) -> &EventWords {
        self.words.get_or_init(|| {
            let event = self.event;
            let place = event.place.as_deref().unwrap_or_default();
            let mut quotes = event.evidence.iter().filter_map(|one| one.quote.as_deref());
            let quote = quotes.next().unwrap_or_default();
            EventWords {
                place: Letters::new(place),
                title: Letters::new(&event.title),
                quote: Letters::new(quote),
                blocks: blocks(event, self.days, &self.actors, place, quote),
            }
        })
    }

    fn days_likeness(&self, other: &Self) -> Option<f64> {
        let ((first, last), (from, to)) = match (self.days, other.days) {
            (None, None) => return None,
            (Some(one), Some(two)) => (one, two),
            _ => return Some(0.5),
        };
        if (first, last) == (from, to) {
            return Some(1.0);
        }
        let gap = (i64::from(first).max(from.into())) - i64::from(last).min(to.into());
        Some(match gap {
            ..=0 => 0.8,
            1..=3 => 0.6,
            4..=31 => 0.3,
            _ => 0.0,
        })
    }

    fn actors_likeness(&self, other: &Self) -> Option<f64> {
        let shared = self.actors.iter().filter(|actor| other.actors.binary_search(actor).is_ok());
        let shared = shared.count();
        let all = self.actors.len() + other.actors.len() - shared;
        (all > 0).then(|| if self.is_turned(other) { 0.0 } else { ratio(shared, all) })
    }

    /// Whether each does to the other what the other did to it: then the same actors tell that it
    /// is another event, unless both do the same in it.
    fn is_turned(&self, other: &Self) -> bool {
        let [from, to] = &self.roles;
        let mutual = self.kind.is_reciprocal() && other.kind.is_reciprocal();
        !mutual
            && from != to
            && !from.is_empty()
            && [to, from] == [&other.roles[0], &other.roles[1]]
    }
}

/// Several keys, of which two versions of an event share at least one whatever was edited.
fn blocks(
    event: &Event,
    days: Option<(i32, i32)>,
    actors: &[u64],
    place: &str,
    quote: &str,
) -> Vec<u64> {
    let mut keys = Vec::new();
    keys.extend(head(quote, 4).map(|head| stable_hash(&("quote", head))));
    keys.extend(head(&event.title, 3).map(|head| stable_hash(&("title", head))));
    // The rarest words are most often the longest: they survive a title that is told anew.
    for text in [event.title.as_str(), quote] {
        let plain = plain_text(text);
        let mut words: Vec<&str> = plain.split(' ').take(60).filter(|w| w.len() > 4).collect();
        words.sort_unstable_by_key(|word| (std::cmp::Reverse(word.len()), *word));
        words.dedup();
        words.truncate(3);
        for (i, one) in words.iter().enumerate() {
            keys.extend(words[i + 1..].iter().map(|two| stable_hash(&("words", one, two))));
        }
    }
    let day = days.and_then(|(first, last)| {
        if first == i32::MIN { None } else { Some(first) }.or(if last == i32::MAX {
            None
        } else {
            Some(last)
        })
    });
    let halves: Vec<Option<i32>> = match day {
        Some(day) => (-1..=1).map(|step| Some(day.div_euclid(15) + step)).collect(),
        None => vec![None],
    };
    for half in halves {
        keys.push(stable_hash(&("actors", event.kind, actors, half)));
        if !place.is_empty() {
            keys.push(stable_hash(&("place", plain_text(place), actors, half)));
        }
        for actor in actors.iter().take(8) {
            keys.push(stable_hash(&("actor", actor, event.kind, half)));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

impl Likeness for EventLooks<'_> {
    fn fingerprint(&self) -> u64 {
        *self.fingerprint.get_or_init(|| {
            let place = self.event.place.as_deref().unwrap_or_default();
            let mut quotes: Vec<String> = self.quotes().map(plain_text).collect();
            quotes.sort_unstable();
            stable_hash(&(
                self.kind,
                self.event.when().map(crate::calendar::When::bounds),
                plain_text(place),
                &self.actors,
                plain_text(&self.event.title),
                quotes,
            ))
        })
    }

    fn is_same(&self, other: &Self) -> bool {
        let (one, two) = (self.event, other.event);
        let to_the_letter = self.kind == other.kind
            && self.actors == other.actors
            && one.date == two.date
            && one.title == two.title
            && one.place == two.place
            && self.quotes().eq(other.quotes());
        to_the_letter || self.fingerprint() == other.fingerprint()
    }

    fn blocks(&self) -> &[u64] {
        &self.words().blocks
    }

    fn likeness(&self, other: &Self) -> f64 {
        let (one, two) = (self.words(), other.words());
        let kin = || {
            let roots = other.kind.cameo_roots();
            self.kind.cameo_roots().iter().any(|root| roots.contains(root))
        };
        let kind = if self.kind == other.kind {
            1.0
        } else if kin() {
            0.5
        } else {
            0.0
        };
        let mut score = Score::default();
        score.add(0.20, Some(kind));
        score.add(0.20, self.actors_likeness(other));
        score.add(0.15, self.days_likeness(other));
        score.add(0.10, optional(&one.place, &two.place));
        score.add(0.20, Some(one.title.likeness(&two.title)));
        // The same words to the letter are hardly those of two events.
        let quoted = if one.says_the_same(two) { 0.30 } else { 0.15 };
        score.add(quoted, optional(&one.quote, &two.quote));
        score.total()
    }
}

/// What an actor looks like.
pub(super) struct ActorLooks {
    /// The name, then the aliases.
    names: Vec<Letters>,
    kind: u64,
    code: Letters,
    fingerprint: u64,
    blocks: Vec<u64>,
}

impl ActorLooks {
    /// Of an actor with more names, the first ones are compared.
    const NAMES: usize = 12;

    pub(super) fn new(actor: &Actor) -> Self {
        let names: Vec<&str> = std::iter::once(&actor.name)
            .chain(&actor.aliases)
            .take(Self::NAMES)
            .map(String::as_str)
            .collect();
        let code = actor.code.as_deref().unwrap_or_default();
        let mut blocks: Vec<u64> = names
            .iter()
            .flat_map(|name| {
                let plain = plain_text(name);
                plain.split(' ').map(stable_hash).collect::<Vec<_>>()
            })
            .collect();
        blocks.sort_unstable();
        blocks.dedup();
        Self {
            fingerprint: stable_hash(&(plain_text(&actor.name), actor.kind, plain_text(code))),
            kind: stable_hash(&actor.kind),
            code: Letters::new(code),
            names: names.into_iter().map(Letters::new).collect(),
            blocks,
        }
    }
}

impl Likeness for ActorLooks {
    fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    fn blocks(&self) -> &[u64] {
        &self.blocks
    }

    fn likeness(&self, other: &Self) -> f64 {
        // Two people may share a surname and two states a capital, so an alias counts only where
        // it is the other one's full name, and a name that is half alike is not alike.
        let name = match (self.names.first(), other.names.first()) {
            (Some(old), Some(new)) => old.likeness(new).powi(2),
            _ => 0.0,
        };
        let alias = |of: &Self, name: Option<&Letters>| {
            let known = of.names.iter().skip(1);
            name.is_some_and(|name| known.into_iter().any(|alias| alias.likeness(name) > 0.95))
        };
        let alias = alias(self, other.names.first()) || alias(other, self.names.first());
        let name = if alias { name.max(0.95) } else { name };
        let mut score = Score::default();
        score.add(0.70, Some(name));
        score.add(0.15, Some(f64::from(u8::from(self.kind == other.kind))));
        score.add(0.15, optional(&self.code, &other.code));
        score.total()
    }
}

/// What an article looks like.
pub(super) struct SourceLooks {
    title: Letters,
    publisher: Letters,
    url: Option<String>,
    published: Option<String>,
    fingerprint: u64,
    blocks: Vec<u64>,
}

impl SourceLooks {
    pub(super) fn new(source: &Source) -> Self {
        let day = source.published.as_ref().map(|date| date.written.clone());
        let publisher = source.publisher.as_deref().unwrap_or_default();
        let url = source.url.clone();
        let mut blocks = Vec::new();
        blocks.extend(url.as_ref().map(|url| stable_hash(&("url", url))));
        blocks.extend(day.as_ref().map(|day| stable_hash(&("day", day, publisher))));
        blocks.extend(head(&source.title, 3).map(|head| stable_hash(&("title", head))));
        Self {
            fingerprint: stable_hash(&(plain_text(&source.title), publisher, &url, &day)),
            title: Letters::new(&source.title),
            publisher: Letters::new(publisher),
            url,
            published: day,
            blocks,
        }
    }
}

impl Likeness for SourceLooks {
    fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    fn blocks(&self) -> &[u64] {
        &self.blocks
    }

    fn likeness(&self, other: &Self) -> f64 {
        let equal = |old: &Option<String>, new: &Option<String>| match (old, new) {
            (None, None) => None,
            (Some(old), Some(new)) => Some(f64::from(u8::from(old == new))),
            _ => Some(0.5),
        };
        let mut score = Score::default();
        score.add(0.35, equal(&self.url, &other.url));
        score.add(0.35, Some(self.title.likeness(&other.title)));
        score.add(0.15, optional(&self.publisher, &other.publisher));
        score.add(0.15, equal(&self.published, &other.published));
        score.total()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_alike_whatever_their_marks_case_and_order() {
        for (old, new, least, most) in [
            ("Zelensky invites Putin", "Zelensky invites Putin", 1.0, 1.0),
            ("Zelensky invites Putin", "ZELENSKY  invites “Putin”", 1.0, 1.0),
            ("Zelensky invites Putin", "Putin is invited by Zelenskyy", 0.6, 0.9),
            ("Zelensky invites Putin", "Grain ships leave Odesa", 0.0, 0.25),
            ("", "Grain ships leave Odesa", 0.0, 0.0),
        ] {
            let found = text_likeness(old, new);
            assert!((least..=most).contains(&found), "{old} / {new}: {found}");
            assert!((found - text_likeness(new, old)).abs() < 1e-12, "{old} / {new}, turned round");
        }
    }
}
