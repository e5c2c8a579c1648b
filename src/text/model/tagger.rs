//! Parts of speech, greedily from left to right.
//!
//! A tag is the pair of universal and treebank tag, such as `PROPN|NNP`. A form that the training
//! text has often may only take tags that it took there; with one such tag nothing is scored.

use super::dict::Dict;
use super::hash::{add, finish, start};
use super::table::Table;
use super::word::Seen;

/// The number of a tag in the model, from 0.
pub(super) type Tag = u8;

/// What the word list knows of a form.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known<'m> {
    /// Its most frequent tag plus 1; 0 where the form is not listed.
    pub(super) usual: u8,
    /// The tags it may take; empty: any.
    pub(super) allowed: &'m [Tag],
}

/// Where the tagger gets its scores: the packed model, or the weights while they are learned.
pub(super) trait Scores {
    /// Adds the weights of a feature to the scores of the classes.
    fn add(&self, feature: u64, scores: &mut [i32]);

    /// Adds the weights of several to 256 scores.
    fn add_all(&self, features: &[u64], scores: &mut [i32]) {
        for &feature in features {
            self.add(feature, scores);
        }
    }
}

impl Scores for Table<'_> {
    fn add(&self, feature: u64, scores: &mut [i32]) {
        self.add_all(&[feature], scores);
    }

    fn add_all(&self, features: &[u64], scores: &mut [i32]) {
        let scores = scores.first_chunk_mut().expect("a score for every byte");
        Table::add(self, features, scores);
    }
}

/// Looks forms up in the word list.
pub(super) fn known<'m>(list: &Dict<'m>, seen: &Seen) -> Known<'m> {
    match list.get(seen.exact) {
        Some([usual, allowed @ ..]) => Known { usual: usual + 1, allowed },
        _ => Known::default(),
    }
}

/// The features of the word at `at`.
///
/// - `tags`: the tags given so far, those before `at`.
pub(super) fn features(
    words: &[Seen],
    known: &[Known<'_>],
    tags: &[Tag],
    at: usize,
    found: &mut Vec<u64>,
) {
    found.clear();
    let word = |offset: isize| -> (u64, u64, u64, u64) {
        match at.checked_add_signed(offset).filter(|&i| i < words.len()) {
            Some(i) => {
                (words[i].lower, u64::from(known[i].usual), words[i].shape, words[i].suffixes[2])
            }
            None => (1, 999, 1, 1),
        }
    };
    let tag = |back: usize| at.checked_sub(back).map_or(999, |i| u64::from(tags[i]) + 1);
    let me = &words[at];
    let (w, k, shape, s3) = (me.lower, u64::from(known[at].usual), me.shape, me.suffixes[2]);
    let (w_1, k_1, shape_1, s3_1) = word(-1);
    let (w_2, k_2, _, _) = word(-2);
    let (w1, k1, shape1, s31) = word(1);
    let (w2, k2, _, _) = word(2);
    let (_, k3, _, _) = word(3);
    let (t1, t2) = (tag(1), tag(2));
    let mut template = 0_u64;
    let mut put = |values: &[u64]| {
        template += 1;
        let hash = values.iter().fold(start(template), |hash, &value| add(hash, value));
        found.push(finish(hash));
    };
    put(&[]);
    put(&[w]);
    put(&[me.exact]);
    put(&[w_1]);
    put(&[w_2]);
    put(&[w1]);
    put(&[w2]);
    put(&[w_1, w]);
    put(&[w, w1]);
    put(&[t1]);
    put(&[t1, t2]);
    put(&[t1, w]);
    put(&[t1, t2, w]);
    put(&[t1, w1]);
    put(&[t1, k, k1]);
    put(&[t1, t2, k]);
    put(&[t1, k1]);
    put(&[k_1, k, k1]);
    put(&[k, k1]);
    put(&[k, k1, k2]);
    put(&[k1, k2]);
    put(&[k1, k2, k3]);
    put(&[k_2, k_1, k]);
    put(&[t1, k, k1, k2]);
    put(&[w, k1]);
    put(&[w, k1, k2]);
    put(&[w, t1, k1]);
    put(&[me.suffixes[0]]);
    put(&[me.suffixes[1]]);
    put(&[s3]);
    put(&[me.suffixes[3]]);
    put(&[me.suffixes[4]]);
    put(&[me.prefixes[0]]);
    put(&[me.prefixes[1]]);
    put(&[me.prefixes[2]]);
    put(&[me.prefixes[3]]);
    put(&[me.suffixes[1], t1]);
    put(&[s3, t1]);
    put(&[s3, k1]);
    put(&[s3, t1, k1]);
    put(&[me.suffixes[1], shape]);
    put(&[s3, shape]);
    put(&[me.suffixes[1], k1, t1]);
    put(&[s3_1, t1]);
    put(&[s31]);
    put(&[s3, s31]);
    put(&[shape]);
    put(&[shape, u64::from(at == 0)]);
    put(&[shape, shape_1, shape1]);
    put(&[shape, t1]);
    put(&[shape, shape1]);
    put(&[shape, k, u64::from(at == 0)]);
    put(&[shape, t1, k1]);
}

/// Tags a sentence.
pub(super) fn tag(
    scorer: &impl Scores,
    classes: usize,
    words: &[Seen],
    known: &[Known<'_>],
    scratch: &mut (Vec<u64>, Vec<i32>),
) -> Vec<Tag> {
    let mut tags = Vec::with_capacity(words.len());
    for at in 0..words.len() {
        let best = match known[at].allowed {
            [only] => *only,
            allowed => {
                let (found, scores) = (&mut scratch.0, &mut scratch.1);
                features(words, known, &tags, at, found);
                scores.clear();
                scores.resize(256, 0);
                scorer.add_all(found, scores);
                best(&scores[..classes], allowed)
            }
        };
        tags.push(best);
    }
    tags
}

/// The allowed class with the highest score; the lowest number among equals.
pub(super) fn best(scores: &[i32], allowed: &[Tag]) -> Tag {
    let all = 0..scores.len();
    let pick = |best: Option<usize>, class: usize| match best {
        Some(other) if scores[other] >= scores[class] => Some(other),
        _ => Some(class),
    };
    let found = if allowed.is_empty() {
        all.fold(None, pick)
    } else {
        allowed.iter().map(|&tag| usize::from(tag)).filter(|tag| all.contains(tag)).fold(None, pick)
    };
    u8::try_from(found.unwrap_or(0)).expect("at most 256 tags")
}
