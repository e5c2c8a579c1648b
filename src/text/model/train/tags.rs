//! The tagger's word list and weights; tags as it gives them to text it has not seen.

use std::collections::BTreeMap;

use super::learner::Learner;
use super::{Inventory, Random, Sentence, Settings};
use crate::text::model::dict::{self, Dict};
use crate::text::model::tagger::{self, Scores, Tag};

/// Parts that the training text is cut into; each is tagged by what the others teach.
const FOLDS: usize = 4;
/// Neighbouring sentences that go into the same part: they share their words.
const BLOCK: usize = 20;

/// The tags that a tagger gives which has not seen the sentence.
///
/// The network must learn with the mistakes that it will meet.
pub(super) fn unseen(
    sentences: &[Sentence],
    inventory: &Inventory,
    settings: &Settings,
    say: &mut impl FnMut(&str),
) -> Vec<Vec<Tag>> {
    let mut given: Vec<Vec<Tag>> = vec![Vec::new(); sentences.len()];
    for fold in 0..FOLDS {
        let part = |inside: bool| {
            (0..sentences.len()).filter(move |i| (i / BLOCK % FOLDS == fold) == inside)
        };
        let (list, weights) =
            learn(sentences, &part(false).collect::<Vec<_>>(), inventory, settings);
        let list = Dict::new(&list).expect("we packed it");
        let (mut right, mut all) = (0, 0);
        for i in part(true) {
            let tags = tag(&weights, &list, &sentences[i], inventory);
            all += tags.len();
            right += tags.iter().zip(&sentences[i].tags).filter(|(a, b)| a == b).count();
            given[i] = tags;
        }
        let share = 100.0 * right as f64 / all.max(1) as f64;
        say(&format!("tagger, part {}: {share:.2} % of tags right", fold + 1));
    }
    given
}

/// Tags a sentence.
fn tag(
    scores: &impl Scores,
    list: &Dict<'_>,
    sentence: &Sentence,
    inventory: &Inventory,
) -> Vec<Tag> {
    let known: Vec<_> = sentence.seen.iter().map(|seen| tagger::known(list, seen)).collect();
    let mut room = Default::default();
    tagger::tag(scores, inventory.tags.len(), &sentence.seen, &known, &mut room)
}

/// The word list of some sentences, and the tagger's weights.
pub(super) fn learn(
    sentences: &[Sentence],
    which: &[usize],
    inventory: &Inventory,
    settings: &Settings,
) -> (Vec<u8>, Learner) {
    let mut counts: BTreeMap<u64, BTreeMap<Tag, usize>> = BTreeMap::new();
    for &i in which {
        for (&form, &tag) in sentences[i].exact.iter().zip(&sentences[i].tags) {
            *counts.entry(form).or_default().entry(tag).or_default() += 1;
        }
    }
    let list = counts
        .into_iter()
        .filter_map(|(form, tags)| {
            let all: usize = tags.values().sum();
            if all < 2 {
                return None;
            }
            let (&usual, _) = tags.iter().max_by_key(|(tag, count)| (**count, 255 - **tag))?;
            let mut value = vec![usual];
            if all >= 30 {
                value.extend(
                    tags.iter()
                        .filter(|(_, count)| **count >= 3 || **count * 500 >= all)
                        .map(|(tag, _)| *tag),
                );
            }
            Some((form, value))
        })
        .collect();
    let list = dict::pack(list);
    let words = Dict::new(&list).expect("we packed it");

    let mut learner = Learner::new(settings.patience);
    let mut random = Random(settings.seed);
    let mut order = which.to_vec();
    let mut features = Vec::new();
    let mut scores = Vec::new();
    for _ in 0..settings.tagger_epochs {
        random.order(&mut order);
        for &i in &order {
            let sentence = &sentences[i];
            let known: Vec<_> =
                sentence.seen.iter().map(|seen| tagger::known(&words, seen)).collect();
            let mut tags: Vec<Tag> = Vec::new();
            for at in 0..sentence.seen.len() {
                let guess = if let [only] = known[at].allowed {
                    *only
                } else {
                    tagger::features(&sentence.seen, &known, &tags, at, &mut features);
                    scores.clear();
                    scores.resize(inventory.tags.len(), 0);
                    for &feature in &features {
                        learner.add(feature, &mut scores);
                    }
                    let guess = tagger::best(&scores, known[at].allowed);
                    learner.learn(&features, usize::from(sentence.tags[at]), usize::from(guess));
                    guess
                };
                tags.push(guess);
            }
        }
    }
    (list, learner)
}
