//! Which entry of the one timeline is which of the other.
//!
//! 1. Equal id and equal fingerprint: the same, nothing changed.
//! 2. Equal fingerprint, unique on both sides, and *one* of the ids stands for something else on
//!    the other side: the ids were given out anew, the content wins.
//! 3. Equal id (or a former one): the same, if they look at least a little alike.
//! 4. Equal fingerprint under another id: the same.
//! 5. Alike by score, each the other's best by a margin: the same. Without the margin: possible.
//!
//! No step looks at the order of entries or at which timeline is the older one, so that the way
//! back finds the same pairs.

use std::cmp::Ordering;
use std::collections::HashMap;

use rayon::prelude::*;

use crate::timeline::Id;

/// Two entries look so unlike that even an equal id makes them no pair.
const SANITY: f64 = 0.25;
/// From here on two entries may be a pair by their looks alone.
const FLOOR: f64 = 0.60;
/// By so much the best partner has to be better than the next one.
pub(super) const MARGIN: f64 = 0.10;
/// More entries under one key tell nothing; others of their keys will.
const BLOCK: usize = 64;
/// Each round settles what the last one left open; chains longer than this stay open.
const ROUNDS: usize = 32;

/// What can be matched by its looks.
pub(super) trait Likeness: Sync {
    /// Equal for entries that say the same.
    fn fingerprint(&self) -> u64;
    /// Whether the fingerprints are equal; may be known without reckoning them.
    fn is_same(&self, other: &Self) -> bool {
        self.fingerprint() == other.fingerprint()
    }
    /// Keys; only entries that share one are compared.
    fn blocks(&self) -> &[u64];
    /// Whether [`Self::likeness`] may be so much: a quick answer, `false` only where it is not.
    fn may_reach(&self, _least: f64, _other: &Self) -> bool {
        true
    }
    /// How alike two entries are, 0 to 1; the same in both directions.
    fn likeness(&self, other: &Self) -> f64;
}

/// The entries of one timeline.
pub(super) struct Side<'t, L> {
    ids: Vec<&'t Id>,
    aka: Vec<&'t [Id]>,
    looks: Vec<L>,
    at: HashMap<&'t str, usize>,
}

impl<'t, L> Side<'t, L> {
    /// - `aka`: former ids of each entry, or nothing at all for entries that have none.
    pub(super) fn new(ids: Vec<&'t Id>, aka: Vec<&'t [Id]>, looks: Vec<L>) -> Self {
        let at = ids.iter().enumerate().map(|(at, id)| (id.as_str(), at)).collect();
        Self { ids, aka, looks, at }
    }

    fn find(&self, id: &Id) -> Option<usize> {
        self.at.get(id.as_str()).copied()
    }

    fn len(&self) -> usize {
        self.ids.len()
    }
}

/// Who is whom.
pub(super) struct Pairs {
    /// For each old entry, the place of its partner.
    pub(super) of_old: Vec<Option<usize>>,
    /// For each new entry, the place of its partner.
    pub(super) of_new: Vec<Option<usize>>,
    /// Those that are a pair by their looks alone.
    pub(super) alike: Vec<Near>,
    /// Those that may be a pair, but were not taken.
    pub(super) possible: Vec<Near>,
}

/// Two entries that look alike.
#[derive(Clone, Copy)]
pub(super) struct Near {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) score: f64,
    pub(super) margin: f64,
}

impl Pairs {
    fn join(&mut self, old: usize, new: usize) {
        debug_assert!(self.is_open(old, new), "nobody has two partners");
        self.of_old[old] = Some(new);
        self.of_new[new] = Some(old);
    }

    fn is_open(&self, old: usize, new: usize) -> bool {
        self.of_old[old].is_none() && self.of_new[new].is_none()
    }
}

/// Finds the pairs; see the head of this file.
///
/// - `same`: places of old and new entries that are known to be pairs; nobody is in two of them.
pub(super) fn pair_up<L: Likeness>(
    old: &Side<'_, L>,
    new: &Side<'_, L>,
    same: &[(usize, usize)],
) -> Pairs {
    let mut pairs = Pairs {
        of_old: vec![None; old.len()],
        of_new: vec![None; new.len()],
        alike: Vec::new(),
        possible: Vec::new(),
    };
    for &(i, j) in same {
        pairs.join(i, j);
    }
    let mut kept = 0;
    for (i, id) in old.ids.iter().enumerate() {
        if let Some(j) =
            new.find(id).filter(|&j| pairs.is_open(i, j) && old.looks[i].is_same(&new.looks[j]))
        {
            pairs.join(i, j);
            kept += 1;
        }
    }

    let equal = equal_fingerprints(old, new, &pairs);
    let mut reused = 0;
    for &(i, j) in &equal {
        if old.find(new.ids[j]).is_some() || new.find(old.ids[i]).is_some() {
            pairs.join(i, j);
            reused += 1;
        }
    }

    // Where a good part of the ids has been given out anew, an id says nothing any more.
    if reused * 4 <= kept {
        for (i, j) in equal_ids(old, new) {
            if pairs.is_open(i, j) && old.looks[i].likeness(&new.looks[j]) >= SANITY {
                pairs.join(i, j);
            }
        }
    }
    for (i, j) in equal {
        if pairs.is_open(i, j) {
            pairs.join(i, j);
        }
    }
    by_likeness(old, new, &mut pairs);
    pairs
}

/// Pairs of open entries whose fingerprint occurs nowhere else, or equally often on both sides.
fn equal_fingerprints<L: Likeness>(
    old: &Side<'_, L>,
    new: &Side<'_, L>,
    pairs: &Pairs,
) -> Vec<(usize, usize)> {
    let old = keyed(old, &pairs.of_old, |looks| [looks.fingerprint()]);
    let new = keyed(new, &pairs.of_new, |looks| [looks.fingerprint()]);
    let even = shared(&old, &new).filter(|(olds, news)| olds.len() == news.len());
    even.flat_map(|(olds, news)| olds.iter().map(|key| key.1).zip(news.iter().map(|key| key.1)))
        .collect()
}

/// Pairs with the same id, then those of which one went by the other's id before.
fn equal_ids<L>(old: &Side<'_, L>, new: &Side<'_, L>) -> Vec<(usize, usize)> {
    let same = old.ids.iter().enumerate().filter_map(|(i, id)| Some((i, new.find(id)?)));
    let renamed = new.aka.iter().enumerate().flat_map(|(j, aka)| {
        aka.iter()
            .filter(|id| new.find(id).is_none())
            .filter_map(move |id| Some((old.find(id)?, j)))
    });
    let renamed_back = old.aka.iter().enumerate().flat_map(|(i, aka)| {
        aka.iter()
            .filter(|id| old.find(id).is_none())
            .filter_map(move |id| Some((i, new.find(id)?)))
    });
    same.chain(renamed).chain(renamed_back).collect()
}

/// Matches what is left: the best partner of each other, by a margin.
fn by_likeness<L: Likeness>(old: &Side<'_, L>, new: &Side<'_, L>, pairs: &mut Pairs) {
    let mut candidates = candidates(old, new, pairs);
    for _ in 0..ROUNDS {
        candidates.retain(|near| pairs.is_open(near.old, near.new));
        let sure = best(&candidates);
        let before = candidates.len();
        for near in sure.iter().filter(|near| near.margin >= MARGIN) {
            pairs.join(near.old, near.new);
            pairs.alike.push(*near);
        }
        candidates.retain(|near| pairs.is_open(near.old, near.new));
        if candidates.len() == before {
            break;
        }
    }
    pairs.alike.sort_by_key(|near| near.new);
    pairs.possible = best(&candidates);
}

/// Those who are each other's best, with their margin; of several equally good ones the first,
/// which has no margin.
fn best(candidates: &[Near]) -> Vec<Near> {
    /// The best score, whose it is, and the next best score.
    type Best = (f64, usize, f64);
    let ranked = |key: fn(&Near) -> usize, partner: fn(&Near) -> usize| {
        let count = candidates.iter().map(key).max().map_or(0, |last| last + 1);
        let mut ranked: Vec<Best> = vec![(0.0, 0, 0.0); count];
        for near in candidates {
            let (best, whose, next) = &mut ranked[key(near)];
            if near.score > *best {
                (*best, *whose, *next) = (near.score, partner(near), *best);
            } else {
                *next = next.max(near.score);
            }
        }
        ranked
    };
    let of_old = ranked(|near| near.old, |near| near.new);
    let of_new = ranked(|near| near.new, |near| near.old);
    let mutual = candidates.iter().filter_map(|near| {
        let (best, new, next) = of_old[near.old];
        let (_, old, other_next) = of_new[near.new];
        ((new, old) == (near.new, near.old))
            .then(|| Near { margin: best - next.max(other_next), ..*near })
    });
    mutual.collect()
}

/// Open entries that share a key and look alike enough, in order of place.
fn candidates<L: Likeness>(old: &Side<'_, L>, new: &Side<'_, L>, pairs: &Pairs) -> Vec<Near> {
    if !pairs.of_old.contains(&None) || !pairs.of_new.contains(&None) {
        return Vec::new();
    }
    let (old_keys, new_keys) = rayon::join(
        || keyed(old, &pairs.of_old, |looks| looks.blocks().iter().copied()),
        || keyed(new, &pairs.of_new, |looks| looks.blocks().iter().copied()),
    );
    // Each old entry, once for each of its keys, with the new ones that have the key, too.
    let mut met: Vec<(usize, &[Key])> = shared(&old_keys, &new_keys)
        .filter(|(olds, news)| olds.len() <= BLOCK && news.len() <= BLOCK)
        .flat_map(|(olds, news)| olds.iter().map(move |&(_, i)| (i, news)))
        .collect();
    met.sort_unstable_by_key(|(i, _)| *i);
    let of_one = |met: &[(usize, &[Key])]| {
        let i = met[0].0;
        let looks = &old.looks[i];
        let mut partners: Vec<usize> =
            met.iter().flat_map(|(_, news)| news.iter().map(|&(_, j)| j)).collect();
        partners.sort_unstable();
        partners.dedup();
        let near = partners.into_iter().filter_map(move |j| {
            let other = &new.looks[j];
            let score = looks.may_reach(FLOOR, other).then(|| looks.likeness(other))?;
            (score >= FLOOR).then_some(Near { old: i, new: j, score, margin: 0.0 })
        });
        near.collect::<Vec<_>>()
    };
    met.par_chunk_by(|one, next| one.0 == next.0).flat_map_iter(of_one).collect()
}

/// A key, and the place of an entry that has it.
type Key = (u64, usize);

/// The keys of entries without a partner, sorted, each entry once a key.
fn keyed<'l, L, K: IntoIterator<Item = u64>>(
    side: &'l Side<'_, L>,
    partners: &[Option<usize>],
    keys: impl Fn(&'l L) -> K,
) -> Vec<Key> {
    let open = side.looks.iter().enumerate().filter(|(at, _)| partners[*at].is_none());
    let mut keyed: Vec<Key> =
        open.flat_map(|(at, looks)| keys(looks).into_iter().map(move |key| (key, at))).collect();
    keyed.sort_unstable();
    keyed.dedup();
    keyed
}

/// For each key that both sides have, who has it on either side.
fn shared<'k>(
    mut old: &'k [Key],
    mut new: &'k [Key],
) -> impl Iterator<Item = (&'k [Key], &'k [Key])> {
    let first = |keys: &mut &'k [Key]| {
        let run = keys.iter().take_while(|(key, _)| *key == keys[0].0).count();
        let (first, rest) = keys.split_at(run);
        *keys = rest;
        first
    };
    std::iter::from_fn(move || {
        loop {
            match old.first()?.0.cmp(&new.first()?.0) {
                Ordering::Less => _ = first(&mut old),
                Ordering::Greater => _ = first(&mut new),
                Ordering::Equal => return Some((first(&mut old), first(&mut new))),
            }
        }
    })
}
