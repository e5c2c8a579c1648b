//! What tagger and parser see of a word: hashes of its form, its ends and its shape.

use super::hash;

/// A word as numbers. 0 stands for "there is none" everywhere.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seen {
    /// The form to the letter.
    pub(super) exact: u64,
    /// Lower-cased, every digit a 0.
    pub(super) lower: u64,
    /// The last 1 to 5 letters, lower-cased.
    pub(super) suffixes: [u64; 5],
    /// The first 1 to 4 letters, lower-cased.
    pub(super) prefixes: [u64; 4],
    /// Upper, lower, digit, other, runs collapsed: "Xx", "X-Xx", "0".
    pub(super) shape: u64,
}

/// The longest part of a word that is looked at, in bytes: a word of a megabyte is still one word.
const LONGEST: usize = 64;

impl Seen {
    /// Looks at a form.
    ///
    /// - `capitals`: the whole sentence is in capitals, so that they say nothing.
    pub(super) fn new(form: &str, capitals: bool) -> Self {
        let form = clip(form);
        let mut letters = ['\0'; LONGEST];
        let mut count = 0;
        let mut shape = hash::start(u64::from(capitals) + 1);
        let mut last = 0_u64;
        let mut lower_hash = hash::start(3);
        for c in form.chars() {
            let class = match c {
                _ if c.is_lowercase() => 1,
                _ if c.is_uppercase() => 2,
                _ if c.is_numeric() => 3,
                _ if c.is_alphabetic() => 4,
                _ => 16 + u64::from(u32::from(c)),
            };
            if class != last {
                shape = hash::add(shape, class);
                last = class;
            }
            for c in c.to_lowercase() {
                let c = if c.is_numeric() { '0' } else { c };
                lower_hash = hash::add(lower_hash, u64::from(u32::from(c)));
                if let Some(slot) = letters.get_mut(count) {
                    *slot = c;
                    count += 1;
                }
            }
        }
        let letters = &letters[..count];
        let mut suffixes = [0; 5];
        let mut part = hash::start(1);
        for (slot, &c) in suffixes.iter_mut().zip(letters.iter().rev()) {
            part = hash::add(part, u64::from(u32::from(c)));
            *slot = hash::finish(part);
        }
        let mut prefixes = [0; 4];
        let mut part = hash::start(2);
        for (slot, &c) in prefixes.iter_mut().zip(letters) {
            part = hash::add(part, u64::from(u32::from(c)));
            *slot = hash::finish(part);
        }
        Self {
            exact: hash::text(form),
            lower: hash::finish(lower_hash),
            suffixes,
            prefixes,
            shape: hash::finish(shape),
        }
    }
}

/// The head of a form, cut at a character.
fn clip(form: &str) -> &str {
    if form.len() <= LONGEST {
        return form;
    }
    let mut end = LONGEST;
    while !form.is_char_boundary(end) {
        end -= 1;
    }
    &form[..end]
}

/// Whether the letters of a sentence are capitals throughout, as in a shouted headline.
pub(super) fn all_capitals<'a>(forms: impl Iterator<Item = &'a str>) -> bool {
    let mut upper = 0_usize;
    for c in forms.flat_map(str::chars) {
        if c.is_lowercase() {
            return false;
        }
        upper += usize::from(c.is_uppercase());
    }
    upper > 3
}
