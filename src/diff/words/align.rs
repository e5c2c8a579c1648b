//! Which sentence of the one text is which of the other.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::split::Split;
use crate::diagnostic::Span;
use crate::diff::order;
use crate::diff::stable_hash;

/// Sentences that belong together: one each, or more where one was cut in two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    /// Range of indices into the old sentences.
    pub(super) old: Span,
    /// Range of indices into the new sentences.
    pub(super) new: Span,
    /// The same words.
    pub(super) equal: bool,
    /// Stands elsewhere among the others.
    pub(super) moved: bool,
}

/// Half of the words have to be the same.
const ALIKE: f64 = 0.5;
/// A sentence may be told anew rather freely where its neighbours stayed.
const ALIKE_IN_PLACE: f64 = 0.3;
/// A word that stands in more sentences than that tells nothing.
const COMMON: usize = 16;
/// No sentence is compared with more than that.
const PARTNERS: usize = 24;

/// Pairs of sentences in the new order; what is in no pair was added or removed.
pub(super) fn align(old: &Split<'_>, new: &Split<'_>) -> Vec<Pair> {
    let old_keys = keys(old);
    let new_keys = keys(new);
    let mut partners =
        Partners { of_old: vec![None; old_keys.len()], of_new: vec![None; new_keys.len()] };
    partners.equal(&old_keys, &new_keys);
    partners.alike(old, new);

    let mut pairs: Vec<Pair> = partners
        .of_new
        .iter()
        .enumerate()
        .filter_map(|(j, i)| {
            let i = (*i)?;
            let equal = old_keys[i] == new_keys[j];
            Some(Pair { old: i..i + 1, new: j..j + 1, equal, moved: false })
        })
        .collect();
    let order: Vec<(usize, usize)> =
        pairs.iter().map(|pair| (pair.old.start, pair.new.start)).collect();
    let moved = order::moved(&order);
    let mut moved = moved.iter().peekable();
    for (pair, place) in pairs.iter_mut().zip(&order) {
        pair.moved = moved.next_if_eq(&place).is_some();
    }
    partners.take_in(old, new, &mut pairs);
    pairs
}

/// What a sentence says, as one number.
fn keys(split: &Split<'_>) -> Vec<u64> {
    let tokens = |span: &Span| -> Vec<u64> {
        split.tokens[span.clone()].iter().map(|token| token.key).collect()
    };
    split.sentences.iter().map(|sentence| stable_hash(&tokens(&sentence.tokens))).collect()
}

/// The words of a sentence without its marks, sorted.
fn words(split: &Split<'_>, sentence: usize) -> Vec<u64> {
    let tokens = &split.tokens[split.sentences[sentence].tokens.clone()];
    let mut words: Vec<u64> =
        tokens.iter().filter(|token| token.is_word).map(|token| token.key).collect();
    words.sort_unstable();
    words
}

/// How many words two sorted lists share.
fn shared(one: &[u64], two: &[u64]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while let (Some(a), Some(b)) = (one.get(i), two.get(j)) {
        i += usize::from(a <= b);
        j += usize::from(b <= a);
        count += usize::from(a == b);
    }
    count
}

#[expect(clippy::cast_precision_loss, reason = "a sentence has few words")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

struct Partners {
    of_old: Vec<Option<usize>>,
    of_new: Vec<Option<usize>>,
}

impl Partners {
    fn join(&mut self, i: usize, j: usize) {
        self.of_old[i] = Some(j);
        self.of_new[j] = Some(i);
    }

    fn is_open(&self, i: usize, j: usize) -> bool {
        self.of_old.get(i) == Some(&None) && self.of_new.get(j) == Some(&None)
    }

    /// Equal sentences: those that occur once, their equal neighbours, then one after the other.
    fn equal(&mut self, old: &[u64], new: &[u64]) {
        let mut groups: BTreeMap<u64, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (i, key) in old.iter().enumerate() {
            groups.entry(*key).or_default().0.push(i);
        }
        for (j, key) in new.iter().enumerate() {
            groups.entry(*key).or_default().1.push(j);
        }
        for (olds, news) in groups.values() {
            if let ([i], [j]) = (olds.as_slice(), news.as_slice()) {
                self.join(*i, *j);
            }
        }
        let anchors: Vec<(usize, usize)> =
            self.of_old.iter().enumerate().filter_map(|(i, j)| Some((i, (*j)?))).collect();
        for (mut i, mut j) in anchors.iter().copied() {
            while self.is_open(i + 1, j + 1) && old[i + 1] == new[j + 1] {
                (i, j) = (i + 1, j + 1);
                self.join(i, j);
            }
        }
        for (mut i, mut j) in anchors.iter().copied().rev() {
            while i > 0 && j > 0 && self.is_open(i - 1, j - 1) && old[i - 1] == new[j - 1] {
                (i, j) = (i - 1, j - 1);
                self.join(i, j);
            }
        }
        for (olds, news) in groups.into_values() {
            let olds: Vec<_> = olds.into_iter().filter(|i| self.of_old[*i].is_none()).collect();
            let news: Vec<_> = news.into_iter().filter(|j| self.of_new[*j].is_none()).collect();
            for (i, j) in olds.into_iter().zip(news) {
                self.join(i, j);
            }
        }
    }

    /// Sentences that share enough words, the most alike first.
    fn alike(&mut self, old: &Split<'_>, new: &Split<'_>) {
        let open = |partners: &[Option<usize>]| -> Vec<usize> {
            partners.iter().enumerate().filter(|(_, p)| p.is_none()).map(|(at, _)| at).collect()
        };
        let (olds, news) = (open(&self.of_old), open(&self.of_new));
        let old_words: HashMap<usize, Vec<u64>> =
            olds.iter().map(|&i| (i, words(old, i))).collect();
        let new_words: HashMap<usize, Vec<u64>> =
            news.iter().map(|&j| (j, words(new, j))).collect();
        let mut index: HashMap<u64, Vec<usize>> = HashMap::new();
        for &j in &news {
            let mut last = None;
            for &word in &new_words[&j] {
                if last.replace(word) != Some(word) {
                    index.entry(word).or_default().push(j);
                }
            }
        }
        let gaps = self.gaps();
        let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
        for &i in &olds {
            let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
            for word in &old_words[&i] {
                for &j in index.get(word).filter(|list| list.len() <= COMMON).into_iter().flatten()
                {
                    *counts.entry(j).or_default() += 1;
                }
            }
            if let Some(j) = gaps.get(&i) {
                counts.entry(*j).or_default();
            }
            let mut counts: Vec<(usize, usize)> = counts.into_iter().collect();
            counts.sort_by_key(|&(j, count)| (std::cmp::Reverse(count), i.abs_diff(j), j));
            for (j, _) in counts.into_iter().take(PARTNERS) {
                let (one, two) = (&old_words[&i], &new_words[&j]);
                let score = share(2 * shared(one, two), one.len() + two.len());
                let floor = if gaps.get(&i) == Some(&j) { ALIKE_IN_PLACE } else { ALIKE };
                if score >= floor {
                    candidates.push((score, i, j));
                }
            }
        }
        candidates.sort_by(|(one, i, j), (two, k, l)| {
            two.total_cmp(one).then((i.abs_diff(*j), i, j).cmp(&(k.abs_diff(*l), k, l)))
        });
        for (_, i, j) in candidates {
            if self.is_open(i, j) {
                self.join(i, j);
            }
        }
    }

    /// Open sentences that stand alone between the same neighbours.
    fn gaps(&self) -> HashMap<usize, usize> {
        let mut found = HashMap::new();
        for i in 0..self.of_old.len() {
            // The sentence before, `None` at the beginning; outside only where there is none.
            let before = i.checked_sub(1).map(|before| self.of_old[before]);
            let j = match before {
                None => 0,
                Some(Some(j)) => j + 1,
                Some(None) => continue,
            };
            let after = match self.of_old.get(i + 1) {
                None => self.of_new.len() == j + 1,
                Some(after) => *after == Some(j + 1),
            };
            if after && self.is_open(i, j) {
                found.insert(i, j);
            }
        }
        found
    }

    /// A sentence cut in two, or two made one: what stands beside a changed pair and whose words
    /// are mostly in it joins the pair.
    fn take_in(&self, old: &Split<'_>, new: &Split<'_>, pairs: &mut [Pair]) {
        let mut old_taken: HashSet<usize> = HashSet::new();
        let mut new_taken: HashSet<usize> = HashSet::new();
        for pair in pairs.iter_mut().filter(|pair| !pair.equal && !pair.moved) {
            let (i, j) = (pair.old.start, pair.new.start);
            let (one, two) = (words(old, i), words(new, j));
            let rest = |whole: &[u64], part: &[u64]| {
                let (mut rest, mut at) = (Vec::new(), 0);
                for word in whole {
                    while part.get(at).is_some_and(|other| other < word) {
                        at += 1;
                    }
                    if part.get(at) == Some(word) {
                        at += 1;
                    } else {
                        rest.push(*word);
                    }
                }
                rest
            };
            let inside = |words: &[u64], rest: &[u64]| {
                words.len() > 3 && share(shared(words, rest), words.len()) >= 0.6
            };
            let new_rest = rest(&two, &one);
            let old_rest = rest(&one, &two);
            let beside = |at: usize, count: usize| {
                [Some(at + 1).filter(|at| *at < count), at.checked_sub(1)].into_iter().flatten()
            };
            let cut = beside(i, self.of_old.len())
                .filter(|at| self.of_old[*at].is_none() && !old_taken.contains(at))
                .find(|&at| inside(&words(old, at), &new_rest));
            if let Some(at) = cut {
                old_taken.insert(at);
                pair.old = at.min(i)..at.max(i) + 1;
                continue;
            }
            let cut = beside(j, self.of_new.len())
                .filter(|at| self.of_new[*at].is_none() && !new_taken.contains(at))
                .find(|&at| inside(&words(new, at), &old_rest));
            if let Some(at) = cut {
                new_taken.insert(at);
                pair.new = at.min(j)..at.max(j) + 1;
            }
        }
    }
}
