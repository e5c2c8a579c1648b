//! How alike two texts are, letter by letter.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// How alike two texts are, 0 to 1, without regard to case, marks and spacing.
pub(super) fn text_likeness(old: &str, new: &str) -> f64 {
    Letters::new(&plain_text(old)).likeness(&Letters::new(&plain_text(new)))
}

/// Letters and digits in lower case, everything else as single spaces between them.
pub(super) fn plain_text(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut push = |letter: char, is_alphanumeric: bool| {
        if is_alphanumeric {
            plain.push(letter);
        } else if !plain.is_empty() && !plain.ends_with(' ') {
            plain.push(' ');
        }
    };
    // To look characters up in the tables of Unicode takes most of the time: what can do without
    // them does.
    if text.is_ascii() {
        for byte in text.bytes() {
            push(char::from(byte.to_ascii_lowercase()), byte.is_ascii_alphanumeric());
        }
    } else if is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        text.chars().flat_map(char::to_lowercase).for_each(|c| push(c, c.is_alphanumeric()));
    } else {
        text.nfkc().flat_map(char::to_lowercase).for_each(|c| push(c, c.is_alphanumeric()));
    }
    plain.truncate(plain.trim_end().len());
    plain
}

/// The first words of a plain text; all of it where there are no more.
pub(super) fn head(plain: &str, words: usize) -> &str {
    let end = plain.match_indices(' ').nth(words - 1).map_or(plain.len(), |(at, _)| at);
    &plain[..end]
}

/// The pairs of neighbouring letters of a text, sorted: how alike two texts are is how many of
/// them they share. Word order hardly matters, a changed ending costs little.
#[derive(PartialEq)]
pub(super) struct Letters(Vec<u32>);

impl Letters {
    /// Longer texts are compared by their beginning.
    const LONGEST: usize = 400;

    /// - `plain`: what [`plain_text`] made of the text.
    pub(super) fn new(plain: &str) -> Self {
        let mut pairs: Vec<u32> = Vec::with_capacity(plain.len().min(Self::LONGEST) + 1);
        let mut last = ' ';
        for letter in plain.chars().take(Self::LONGEST).chain([' ']) {
            if last != ' ' || letter != ' ' {
                // Each pair of the letters in use has a number of its own; those beyond the first
                // 65,536 may share one with another pair, which makes no text another one.
                pairs.push(u32::from(last) << 16 ^ u32::from(letter));
            }
            last = letter;
        }
        pairs.sort_unstable();
        Self(pairs)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    fn shared(&self, other: &Self) -> usize {
        let (mut i, mut j, mut shared) = (0, 0, 0);
        while let (Some(one), Some(two)) = (self.0.get(i), other.0.get(j)) {
            i += usize::from(one <= two);
            j += usize::from(two <= one);
            shared += usize::from(one == two);
        }
        shared
    }

    /// Twice the shared part over both, 0 to 1.
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        ratio(2 * self.shared(other), self.len() + other.len())
    }

    /// How alike two texts are of which one may be cut from the other; half alike where only one
    /// of them is there, `None` where neither is.
    pub(super) fn if_told(&self, other: &Self) -> Option<f64> {
        match (self.len(), other.len()) {
            (0, 0) => None,
            (0, _) | (_, 0) => Some(0.4),
            (one, two) => {
                let shared = self.shared(other);
                let of_shorter = ratio(shared, one.min(two).max(12));
                Some(ratio(2 * shared, one + two).max(0.9 * of_shorter))
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "lengths of titles and lists")]
pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_alike_whatever_their_marks_case_and_order() {
        for (old, new, least, most) in [
            ("Zelensky invites Putin", "Zelensky invites Putin", 1.0, 1.0),
            ("Zelensky invites Putin", "ZELENSKY  invites “Putin”", 1.0, 1.0),
            ("Zelensky invites Putin", "Putin is invited by Zelenskyy", 0.6, 0.9),
            ("Zelensky invites Putin", "Grain ships leave Odesa", 0.0, 0.25),
            ("", "Grain ships leave Odesa", 0.0, 0.0),
        ] {
            let found = text_likeness(old, new);
            assert!((least..=most).contains(&found), "{old} / {new}: {found}");
            assert!((found - text_likeness(new, old)).abs() < 1e-12, "{old} / {new}, turned round");
        }
    }

    #[test]
    fn a_plain_text_has_words_and_single_spaces() {
        for (text, plain) in [
            ("  Zelensky's call: \"30 days\"! ", "zelensky s call 30 days"),
            ("Żeleński — “30 днів”…", "żeleński 30 днів"), // needs no normal form
            ("Z\u{307}elen\u{301}ski ３０", "żeleński 30"),
            ("…", ""),
        ] {
            assert_eq!(plain_text(text), plain, "{text}");
        }
    }

    #[test]
    fn a_head_is_some_first_words() {
        for (plain, words, expected) in
            [("one two three", 2, "one two"), ("one two", 2, "one two"), ("one", 2, "one")]
        {
            assert_eq!(head(plain, words), expected, "{plain}");
        }
    }
}
