//! How alike two entries look, whatever they are called.
//!
//! Everything costly is done once an entry, and only for one that neither its id nor an equal
//! fingerprint has matched; comparing two of them is a walk over sorted numbers. Most pairs that
//! share a key need not even that: their types, actors and days alone say that no words could
//! make them alike.

use std::collections::HashMap;
use std::sync::OnceLock;

use chrono::Datelike;
use indexmap::IndexMap;

use super::letters::{Letters, head, plain_text, ratio};
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

// How much each field of an event weighs.
const KIND: f64 = 0.20;
const ACTORS: f64 = 0.20;
const DAYS: f64 = 0.15;
const PLACE: f64 = 0.10;
const TITLE: f64 = 0.20;
const QUOTE: f64 = 0.15;
/// The same words to the letter are hardly those of two events.
const SAME_QUOTE: f64 = 0.30;

/// What an event looks like.
pub(super) struct EventLooks<'t> {
    event: &'t Event,
    kind: EventType,
    has_place: bool,
    has_quote: bool,
    /// First and last day that are possible.
    days: Option<(i32, i32)>,
    actors: Vec<u64>,
    /// Who does it, and to whom; sorted.
    roles: [Vec<u64>; 2],
    fingerprint: OnceLock<u64>,
    words: OnceLock<EventWords>,
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
        self.quote.len() > FEW && self.quote == other.quote
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
            has_place: event.place.as_ref().is_some_and(|place| !place.is_empty()),
            has_quote: event.evidence.iter().any(|evidence| evidence.quote.is_some()),
            days,
            actors,
            roles,
            fingerprint: OnceLock::new(),
            words: OnceLock::new(),
        }
    }

    fn quotes(&self) -> impl Iterator<Item = &str> {
        self.event.evidence.iter().filter_map(|evidence| evidence.quote.as_deref())
    }

    fn words(&self) -> &EventWords {
        self.words.get_or_init(|| {
            let place = plain_text(self.event.place.as_deref().unwrap_or_default());
            let title = plain_text(&self.event.title);
            let quote = plain_text(self.quotes().next().unwrap_or_default());
            EventWords {
                blocks: self.keys(&place, &title, &quote),
                place: Letters::new(&place),
                title: Letters::new(&title),
                quote: Letters::new(&quote),
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
        let turned = shared > 0 && self.is_turned(other);
        (all > 0).then(|| if turned { 0.0 } else { ratio(shared, all) })
    }

    /// What is told without words: the type, the actors, the days.
    fn likeness_but_for_words(&self, other: &Self) -> Score {
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
        score.add(KIND, Some(kind));
        score.add(ACTORS, self.actors_likeness(other));
        score.add(DAYS, self.days_likeness(other));
        score
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

    /// Several keys, of which two versions of an event share at least one whatever was edited.
    ///
    /// - `place`, `title`, `quote`: plain texts.
    fn keys(&self, place: &str, title: &str, quote: &str) -> Vec<u64> {
        let Self { kind, actors, days, .. } = self;
        let mut keys = Vec::with_capacity(24);
        for (of, text, words) in [("quote", quote, 4), ("title", title, 3)] {
            if !text.is_empty() {
                keys.push(stable_hash(&(of, head(text, words))));
            }
        }
        // The rarest words are most often the longest: they survive a title that is told anew.
        for text in [title, quote] {
            let mut words: Vec<&str> = text.split(' ').take(60).filter(|w| w.len() > 4).collect();
            words.sort_unstable_by_key(|word| (std::cmp::Reverse(word.len()), *word));
            words.dedup();
            words.truncate(3);
            for (i, one) in words.iter().enumerate() {
                keys.extend(words[i + 1..].iter().map(|two| stable_hash(&("words", one, two))));
            }
        }
        let told = |day: i32| (day != i32::MIN && day != i32::MAX).then_some(day);
        let day = days.and_then(|(first, last)| told(first).or(told(last)));
        let halves: &[Option<i32>] = match day.map(|day| day.div_euclid(15)) {
            Some(half) => &[Some(half - 1), Some(half), Some(half + 1)],
            None => &[None],
        };
        for half in halves {
            keys.push(stable_hash(&("actors", kind, actors, half)));
            if self.has_place {
                keys.push(stable_hash(&("place", place, actors, half)));
            }
            for actor in actors.iter().take(8) {
                keys.push(stable_hash(&("actor", actor, kind, half)));
            }
        }
        keys
    }
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

    fn may_reach(&self, least: f64, other: &Self) -> bool {
        // Words that may be there are taken to be equal: that never lowers the share.
        let mut most = self.likeness_but_for_words(other);
        if self.has_place || other.has_place {
            most.add(PLACE, Some(1.0));
        }
        most.add(TITLE, Some(1.0));
        if self.has_quote || other.has_quote {
            most.add(SAME_QUOTE, Some(1.0));
        }
        // Sums in another order may differ in their last digits.
        most.total() > least - 1e-9
    }

    fn likeness(&self, other: &Self) -> f64 {
        let (one, two) = (self.words(), other.words());
        let mut score = self.likeness_but_for_words(other);
        score.add(PLACE, one.place.if_told(&two.place));
        score.add(TITLE, Some(one.title.likeness(&two.title)));
        let quoted = if one.says_the_same(two) { SAME_QUOTE } else { QUOTE };
        score.add(quoted, one.quote.if_told(&two.quote));
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
        let names: Vec<String> = std::iter::once(&actor.name)
            .chain(&actor.aliases)
            .take(Self::NAMES)
            .map(|name| plain_text(name))
            .collect();
        let code = plain_text(actor.code.as_deref().unwrap_or_default());
        Self {
            fingerprint: stable_hash(&(&names[0], actor.kind, &code)),
            kind: stable_hash(&actor.kind),
            code: Letters::new(&code),
            blocks: names.iter().flat_map(|name| name.split(' ')).map(stable_hash).collect(),
            names: names.iter().map(|name| Letters::new(name)).collect(),
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
        score.add(0.15, self.code.if_told(&other.code));
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
        let title = plain_text(&source.title);
        if !title.is_empty() {
            blocks.push(stable_hash(&("title", head(&title, 3))));
        }
        Self {
            fingerprint: stable_hash(&(&title, publisher, &url, &day)),
            title: Letters::new(&title),
            publisher: Letters::new(&plain_text(publisher)),
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
        score.add(0.15, self.publisher.if_told(&other.publisher));
        score.add(0.15, equal(&self.published, &other.published));
        score.total()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::{Date, Evidence};

    /// Events that differ in any of their fields.
    fn events() -> Vec<Event> {
        let mut events = Vec::new();
        for (kind, other) in [(EventType::Talks, false), (EventType::Attack, true)] {
            for date in [None, Some("2025-05-11"), Some("2025-05")] {
                for place in [None, Some(""), Some("…"), Some("Istanbul")] {
                    for quote in [None, Some("!"), Some("met in Istanbul"), Some("they met again")]
                    {
                        for title in ["Envoys meet in Istanbul", "Ships leave", ""] {
                            let mut event = Event::new(kind, title);
                            event.date = date.map(Date::new);
                            event.place = place.map(Into::into);
                            let quote = quote.map(|quote| quote.repeat(2));
                            event.evidence = vec![Evidence { quote, ..Evidence::default() }];
                            let (from, to) = if other { ("a", "b") } else { ("b", "c") };
                            event.from = vec![from.into()];
                            event.to = vec![to.into()];
                            events.push(event);
                        }
                    }
                }
            }
        }
        events
    }

    fn looks(event: &Event) -> EventLooks<'_> {
        let none = IndexMap::new();
        let pairs = Pairs { of_old: vec![], of_new: vec![], alike: vec![], possible: vec![] };
        EventLooks::new(event, &Numbers::new(&none, &none, &pairs), Version::Old)
    }

    #[test]
    fn no_two_events_are_more_alike_than_the_quick_answer_allows() {
        let events = events();
        let all: Vec<EventLooks<'_>> = events.iter().map(looks).collect();
        let mut spared = 0;
        for one in &all {
            for two in &all {
                let likeness = one.likeness(two);
                assert!(one.may_reach(likeness, two), "{:?}, {:?}", one.event, two.event);
                spared += usize::from(!one.may_reach(0.6, two));
            }
        }
        assert!(spared > 0, "the quick answer spares nothing");
    }

    #[test]
    fn a_full_stop_hides_no_short_title() {
        let old = Event::new(EventType::Talks, "Truce");
        let new = Event::new(EventType::Attack, "Truce.");
        let (old, new) = (looks(&old), looks(&new));
        assert!(old.blocks().iter().any(|key| new.blocks().contains(key)), "no key in common");
    }
}
