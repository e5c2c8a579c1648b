//! What the network sees of a word: numbers that may have a row of its embedding.

use super::hash::{add, finish, start};
use super::tagger::Tag;
use super::word::Seen;

/// Features of a word; those without a row say nothing.
pub(super) const COUNT: usize = 11;

/// The features of a word, the word itself first.
///
/// - `tag`: what the tagger takes it for, `upos`: the number of that tag's universal half.
pub(super) fn features(seen: &Seen, tag: Tag, upos: u8) -> [u64; COUNT] {
    let values = [
        seen.lower,
        seen.suffixes[0],
        seen.suffixes[1],
        seen.suffixes[2],
        seen.suffixes[3],
        seen.suffixes[4],
        seen.prefixes[1],
        seen.prefixes[2],
        seen.shape,
        u64::from(tag),
        u64::from(upos),
    ];
    let mut template = 500;
    values.map(|value| {
        template += 1;
        finish(add(start(template), value))
    })
}
