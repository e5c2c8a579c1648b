//! What changed between two timelines, and because of which words.
//!
//! ```text
//! old, new: Timeline ─ matching ─ fields ─→ Changes ─┐
//!                                                    ├─ versions ─→ VersionChanges ─ print
//! old, new: text ────── words ──→ TextChanges ───────┘
//! ```
//!
//! - [`diff`] compares two timelines entry by entry: `matching` says which entry is which (by id,
//!   then by content), `fields` what differs in it.
//! - [`words()`] compares two texts sentence by sentence and knows nothing of timelines.
//! - [`versions()`] joins both for two versions of an article: each change of words is told once,
//!   with what it did to the timeline. A change of the timeline that no words explain is told as
//!   such.
//! - [`mod@print`] tells any of it as text for the terminal, Markdown or JSON.
//!
//! Nothing in here reads articles or extracts events: it is given texts and timelines. A change
//! has two directions ([`Changes::inverse`]) and can be carried out ([`Changes::apply`]).

mod apply;
mod changes;
mod derived;
mod fields;
mod filter;
mod letters;
mod likeness;
mod matching;
mod offices;
mod order;
pub mod print;
mod sense;
mod splits;
mod versions;
mod words;

pub use changes::{
    Alike, Change, Changed, Changes, Entries, Field, FieldChange, Moved, Placed, Values,
};
pub use derived::{Derived, derived};
pub use filter::{Filter, Severity};
pub use sense::Sense;
pub use versions::{
    Cause, ChangedPassage, Effect, Telling, VersionChanges, What, compare, versions,
};
pub use words::{Passage, Run, RunKind, TextChange, TextChanges, TextMove, words};

use std::hash::{Hash, Hasher};

use indexmap::IndexMap;
use rayon::prelude::*;

use crate::timeline::{Actor, Event, Id, Source, Timeline};
use fields::Names;
use likeness::{ActorLooks, EventLooks, Numbers, SourceLooks};
use matching::{Likeness as _, Pairs, Side, pair_up};

/// What changed from `old` to `new`.
///
/// Entries are matched by id (former ids in `aka` count), unless their content says that the id
/// was given to something else; entries without a partner are then matched by content, so that
/// renumbered ids do not matter. A match that is unsure is told in [`Entries::possible`] and
/// never taken. Lists of ids, names, offices and evidence are compared as sets.
///
/// The result is empty only where both are equal but for the order within such lists.
///
/// ```
/// # use demarche::{diff::diff, timeline::{Date, Event, Timeline}, vocabulary::EventType};
/// let mut old = Timeline::default();
/// let mut talks = Event::new(EventType::Talks, "Delegations meet in Istanbul");
/// talks.date = Some(Date::new("2025-05-15"));
/// old.events.insert("talks".into(), talks.clone());
///
/// talks.date = Some(Date::new("2025-05-16"));
/// let mut new = Timeline::default();
/// new.events.insert("istanbul-talks".into(), talks);
///
/// let changes = diff(&old, &new);
/// assert!(changes.events.added.is_empty(), "the same event under another id");
/// assert_eq!(changes.edits(), 1, "one date");
/// ```
pub fn diff(old: &Timeline, new: &Timeline) -> Changes {
    diff_joined(old, new, &[])
}

/// The same, for events of which some are known to be the same: places of old and new ones.
fn diff_joined(old: &Timeline, new: &Timeline, same: &[(usize, usize)]) -> Changes {
    let sources = pair_up(&source_side(&old.sources), &source_side(&new.sources), &[]);
    let actors = pair_up(&actor_side(&old.actors), &actor_side(&new.actors), &[]);
    let numbers = Numbers::new(&old.actors, &new.actors, &actors);
    // Whose id is on one side only will be asked for its fingerprint: at once, on both cores.
    let side = |events, version, others: &IndexMap<Id, Event>| {
        event_side(events, |id, event| {
            let looks = EventLooks::new(event, &numbers, version);
            if !others.contains_key(id) {
                looks.fingerprint();
            }
            looks
        })
    };
    let (old_events, new_events) = rayon::join(
        || side(&old.events, likeness::Version::Old, &new.events),
        || side(&new.events, likeness::Version::New, &old.events),
    );
    let events = pair_up(&old_events, &new_events, same);
    let names = Names {
        sources: fields::IdMap::new(&old.sources, &new.sources, &sources),
        actors: fields::IdMap::new(&old.actors, &new.actors, &actors),
        events: fields::IdMap::new(&old.events, &new.events, &events),
    };
    let mut changes = Changes {
        head: fields::heads(old, new),
        sources: entries(&old.sources, &new.sources, &sources, |old, new| {
            fields::sources(old, new)
        }),
        actors: entries(&old.actors, &new.actors, &actors, |old, new| {
            fields::actors(old, new, &names)
        }),
        events: entries(&old.events, &new.events, &events, |old, new| {
            fields::events(old, new, &names)
        }),
    };
    splits::find(old, new, &mut changes);
    changes
}

fn source_side(sources: &IndexMap<Id, Source>) -> Side<'_, SourceLooks> {
    let looks = sources.values().map(SourceLooks::new).collect();
    Side::new(sources.keys().collect(), Vec::new(), looks)
}

fn actor_side(actors: &IndexMap<Id, Actor>) -> Side<'_, ActorLooks> {
    let aka = actors.values().map(|actor| actor.aka.as_slice()).collect();
    Side::new(actors.keys().collect(), aka, actors.values().map(ActorLooks::new).collect())
}

fn event_side<'t>(
    events: &'t IndexMap<Id, Event>,
    looks: impl Fn(&'t Id, &'t Event) -> EventLooks<'t>,
) -> Side<'t, EventLooks<'t>> {
    let aka = events.values().map(|event| event.aka.as_slice()).collect();
    let looks = events.iter().map(|(id, event)| looks(id, event)).collect();
    Side::new(events.keys().collect(), aka, looks)
}

/// Sorts matched and unmatched entries into what changed.
fn entries<T: Clone + Sync>(
    old: &IndexMap<Id, T>,
    new: &IndexMap<Id, T>,
    pairs: &Pairs,
    compare: impl Fn(&T, &T) -> Vec<FieldChange> + Sync,
) -> Entries<T> {
    let placed = |map: &IndexMap<Id, T>, partners: &[Option<usize>]| -> Vec<Placed<T>> {
        let alone = map.iter().enumerate().filter(|(at, _)| partners[*at].is_none());
        alone.map(|(at, (id, entry))| Placed { id: id.clone(), at, entry: entry.clone() }).collect()
    };
    let mut result = Entries {
        removed: placed(old, &pairs.of_old),
        added: placed(new, &pairs.of_new),
        ..Entries::default()
    };
    let id_at = |map: &IndexMap<Id, T>, at: usize| {
        map.get_index(at).map(|(id, _)| id.clone()).expect("a pair's index is in its map")
    };
    let partners = pairs.of_new.iter().enumerate();
    let permutation: Vec<(usize, usize)> =
        partners.filter_map(|(at, from)| Some(((*from)?, at))).collect();
    let compared: Vec<Vec<FieldChange>> =
        permutation.par_iter().map(|&(from, at)| compare(&old[from], &new[at])).collect();
    for (&(from, at), fields) in permutation.iter().zip(compared) {
        if old.get_index(from).map(|(id, _)| id) != new.get_index(at).map(|(id, _)| id) {
            result.renamed.push(Change::both(id_at(old, from), id_at(new, at)));
        }
        if !fields.is_empty() {
            result.changed.push(Changed { old: id_at(old, from), new: id_at(new, at), fields });
        }
    }
    result.moved = order::moved(&permutation)
        .into_iter()
        .map(|(from, to)| Moved { old: id_at(old, from), new: id_at(new, to), from, to })
        .collect();
    let alike = |near: &matching::Near| Alike {
        old: id_at(old, near.old),
        new: id_at(new, near.new),
        score: near.score,
        margin: near.margin,
    };
    result.alike = pairs.alike.iter().map(alike).collect();
    result.possible = pairs.possible.iter().map(alike).collect();
    result
}

/// A hash that is the same in every run. No order of output may hang on it.
fn stable_hash(value: &(impl Hash + ?Sized)) -> u64 {
    let mut mix = Mix(0);
    value.hash(&mut mix);
    mix.0
}

/// Multiplies each eight bytes in and folds the product (as wyhash does). The standard hasher
/// takes three times as long for the many short things that are hashed here; that it withstands
/// values made to collide is no help, since the content of whatever is matched by a hash is
/// compared anyway.
struct Mix(u64);

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        // The length tells "a" from "a\0".
        self.write_usize(bytes.len());
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(byte.into());
    }

    fn write_u32(&mut self, word: u32) {
        self.write_u64(word.into());
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }

    #[expect(clippy::cast_possible_truncation, reason = "both halves are taken")]
    fn write_u64(&mut self, word: u64) {
        let product =
            u128::from(self.0 ^ word ^ 0x9E37_79B9_7F4A_7C15) * 0xD6E8_FEB8_6659_FD93_u128;
        self.0 = product as u64 ^ (product >> 64) as u64;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
