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

use std::collections::{BTreeMap, HashMap};

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
pub(super) trait Likeness {
    /// Equal for entries that say the same.
    fn fingerprint(&self) -> u64;
    /// Whether the fingerprints are equal; may be known without reckoning them.
    fn is_same(&self, other: &Self) -> bool {
        self.fingerprint() == other.fingerprint()
    }
    /// Keys; only entries that share one are compared.
    fn blocks(&self) -> &[u64];
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
    let mut groups: BTreeMap<u64, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (i, looks) in old.looks.iter().enumerate().filter(|(i, _)| pairs.of_old[*i].is_none()) {
        groups.entry(looks.fingerprint()).or_default().0.push(i);
    }
    for (j, looks) in new.looks.iter().enumerate().filter(|(j, _)| pairs.of_new[*j].is_none()) {
        groups.entry(looks.fingerprint()).or_default().1.push(j);
    }
    let even = groups.into_values().filter(|(olds, news)| olds.len() == news.len());
    even.flat_map(|(olds, news)| olds.into_iter().zip(news)).collect()
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
    let mut of_old: HashMap<usize, (f64, usize, f64)> = HashMap::new();
    let mut of_new: HashMap<usize, (f64, usize, f64)> = HashMap::new();
    for near in candidates {
        for (map, key, other) in
            [(&mut of_old, near.old, near.new), (&mut of_new, near.new, near.old)]
        {
            let entry = map.entry(key).or_insert((0.0, other, 0.0));
            if near.score > entry.0 {
                *entry = (near.score, other, entry.0);
            } else {
                entry.2 = entry.2.max(near.score);
            }
        }
    }
    let mutual = candidates.iter().filter_map(|near| {
        let (best, new, next) = of_old[&near.old];
        let (_, old, other_next) = of_new[&near.new];
        ((new, old) == (near.new, near.old))
            .then(|| Near { margin: best - next.max(other_next), ..*near })
    });
    mutual.collect()
}

/// Open entries that share a key and look alike enough, in order of place.
fn candidates<L: Likeness>(old: &Side<'_, L>, new: &Side<'_, L>, pairs: &Pairs) -> Vec<Near> {
    let mut blocks: HashMap<u64, (Vec<usize>, Vec<usize>)> = HashMap::new();
    for (i, looks) in old.looks.iter().enumerate().filter(|(i, _)| pairs.of_old[*i].is_none()) {
        for &key in looks.blocks() {
            blocks.entry(key).or_default().0.push(i);
        }
    }
    for (j, looks) in new.looks.iter().enumerate().filter(|(j, _)| pairs.of_new[*j].is_none()) {
        for &key in looks.blocks() {
            if let Some(block) = blocks.get_mut(&key) {
                block.1.push(j);
            }
        }
    }
    let mut found = Vec::new();
    for (i, looks) in old.looks.iter().enumerate().filter(|(i, _)| pairs.of_old[*i].is_none()) {
        let mut partners: Vec<usize> = looks
            .blocks()
            .iter()
            .filter_map(|key| blocks.get(key))
            .filter(|(olds, news)| olds.len() <= BLOCK && news.len() <= BLOCK)
            .flat_map(|(_, news)| news.iter().copied())
            .collect();
        partners.sort_unstable();
        partners.dedup();
        found.extend(partners.into_iter().filter_map(|j| {
            let score = looks.likeness(&new.looks[j]);
            (score >= FLOOR).then_some(Near { old: i, new: j, score, margin: 0.0 })
        }));
    }
    found
}
