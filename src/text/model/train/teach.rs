//! The order of work for the network: some are trained as teachers, then one learns from the
//! treebanks and from what the teachers make of other sentences (Hinton and others 2015).
//!
//! Teachers differ in their random numbers alone; their mean is nearly a point better than one of
//! them. Of the training text they only know by heart what is right, so they judge a copy of it in
//! which words have been changed for others with the same tag.

use std::collections::BTreeMap;
use std::sync::Mutex;

use rayon::prelude::*;

use super::network::{Example, Net};
use super::slopes::Soft;
use super::{Inventory, Random, Sentence, Settings, pack, rows};
use crate::text::model::tagger::Tag;

/// Trains the network; its three sections.
///
/// Teachers are trained side by side, each as if it were alone.
pub(super) fn parse(
    sentences: &[Sentence],
    given: &[Vec<Tag>],
    inventory: &Inventory,
    settings: &Settings,
    say: &mut (impl FnMut(&str) + Send),
) -> [Vec<u8>; 3] {
    let rows = rows::rows(sentences, given, &inventory.upos);
    let mut examples: Vec<Example> = sentences
        .iter()
        .zip(given)
        .map(|(sentence, tags)| rows::example(sentence, tags, &rows, &inventory.upos))
        .collect();
    let say = Mutex::new(say);
    let one = |name: &str, examples: &[Example], epochs: usize, seed: u64| {
        let net = Net::new(rows.len() + 2, inventory.relations.len(), inventory.tags.len(), seed);
        let settings = Settings { epochs, seed, ..*settings };
        learn(net, examples, &settings, |line| {
            say.lock().expect("saying does not fail")(&format!("{name}, {line}"));
        })
    };
    let teachers: Vec<Net> = (0..settings.teachers)
        .into_par_iter()
        .map(|teacher| {
            let name = format!("teacher {}", teacher + 1);
            one(&name, &examples, settings.epochs, settings.seed + 10 * (teacher + 1))
        })
        .collect();
    let mut epochs = settings.epochs;
    if !teachers.is_empty() {
        examples.extend(judged(&teachers, &examples, inventory, settings));
        epochs = settings.taught_epochs;
    }
    pack::pack(&one("network", &examples, epochs, settings.seed), &rows)
}

/// Passes over all examples with steps that grow shorter.
fn learn(mut net: Net, examples: &[Example], settings: &Settings, say: impl Fn(&str)) -> Net {
    let mut random = Random(settings.seed + 1);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let batches = order.len().div_ceil(settings.batch);
    let steps = settings.epochs * batches;
    let mut step = 0;
    for epoch in 1..=settings.epochs {
        random.order(&mut order);
        let mut wrong = 0.0;
        for batch in order.chunks(settings.batch) {
            let batch: Vec<_> = batch.iter().map(|&i| &examples[i]).collect();
            // The first steps are short, for nothing is known yet of the slopes.
            let start = (step as f32 / 300.0).min(1.0);
            let end = (1.0 - step as f32 / steps as f32).max(0.02);
            wrong += net.learn(&batch, &mut random, settings.dropout, settings.rate * start * end);
            step += 1;
        }
        say(&format!("pass {epoch}: {:.2} % of heads wrong", 100.0 * wrong / batches as f32));
    }
    net
}

/// A copy of the examples with other words, and with what the teachers think of them.
fn judged(
    teachers: &[Net],
    examples: &[Example],
    inventory: &Inventory,
    settings: &Settings,
) -> Vec<Example> {
    // Where each tag is found, so that frequent words are drawn often.
    let mut places: BTreeMap<Tag, Vec<(usize, usize)>> = BTreeMap::new();
    for (number, one) in examples.iter().enumerate() {
        for (at, &tag) in one.tags.iter().enumerate().skip(1) {
            let (upos, _) = &inventory.tags[usize::from(tag)];
            if matches!(upos.as_str(), "NOUN" | "PROPN" | "VERB" | "ADJ" | "ADV" | "NUM") {
                places.entry(tag).or_default().push((number, at));
            }
        }
    }
    let mut random = Random(settings.seed + 2);
    let mut changed = examples.to_vec();
    for one in &mut changed {
        for at in 1..one.tags.len() {
            if let Some(places) = places.get(&one.tags[at])
                && random.unit() < settings.changed
            {
                let (number, place) = places[(random.next() % places.len() as u64) as usize];
                one.rows[at].clone_from(&examples[number].rows[place]);
                one.doubt[at] = examples[number].doubt[place];
            }
        }
    }
    let share = 1.0 / teachers.len() as f32;
    changed.par_iter_mut().for_each(|one| {
        let mut soft = Soft { weight: settings.trust, ..Soft::default() };
        for teacher in teachers {
            soft.add(&teacher.think(one), share);
        }
        one.soft = Some(soft);
    });
    changed
}
