//! Which features have a row of the embedding, and sentences as the network takes them.

use std::collections::BTreeMap;

use super::Sentence;
use super::network::Example;
use crate::text::model::features::features;
use crate::text::model::network::UNKNOWN;
use crate::text::model::tagger::Tag;

/// Row and frequency of each feature that has one.
pub(super) type Rows = BTreeMap<u64, (u32, usize)>;

/// Gives a row to every word that comes twice and every other feature that comes four times.
///
/// - `tags`: what the tagger takes the words for, `upos`: the universal half of each tag.
pub(super) fn rows(sentences: &[Sentence], tags: &[Vec<Tag>], upos: &[u8]) -> Rows {
    let mut counts: BTreeMap<u64, (usize, usize)> = BTreeMap::new();
    for (sentence, tags) in sentences.iter().zip(tags) {
        for (seen, &tag) in sentence.seen.iter().zip(tags) {
            let features = features(seen, tag, upos[usize::from(tag)]);
            for (place, feature) in features.into_iter().enumerate() {
                counts.entry(feature).or_insert((0, if place == 0 { 2 } else { 4 })).0 += 1;
            }
        }
    }
    // The first two are the root's and that of words without one.
    let first = u32::from(UNKNOWN) + 1;
    counts
        .into_iter()
        .filter(|(_, (count, enough))| count >= enough)
        .zip(first..)
        .map(|((feature, (count, _)), row)| (feature, (row, count)))
        .collect()
}

/// A sentence as the network takes it.
pub(super) fn example(sentence: &Sentence, tags: &[Tag], rows: &Rows, upos: &[u8]) -> Example {
    let mut example = Example {
        rows: vec![vec![0]],
        doubt: vec![0.0],
        heads: sentence.heads.clone(),
        relations: sentence.relations.clone(),
        tags: std::iter::once(0).chain(sentence.tags.iter().copied()).collect(),
        soft: None,
    };
    for (seen, &tag) in sentence.seen.iter().zip(tags) {
        let [word, parts @ ..] =
            features(seen, tag, upos[usize::from(tag)]).map(|feature| rows.get(&feature));
        let own = word.map_or(u32::from(UNKNOWN), |(row, _)| *row);
        let parts = parts.iter().flatten().map(|(row, _)| *row);
        example.rows.push(std::iter::once(own).chain(parts).collect());
        // Rare words are left out at times, so that the network learns to do without.
        example.doubt.push(word.map_or(0.0, |(_, count)| 0.5 / (0.5 + *count as f32)));
    }
    example
}
