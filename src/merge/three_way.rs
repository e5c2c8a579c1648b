//! Three sequences into one: what both sides left alone, and what either of them changed.

use std::hash::Hash;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Merges element by element; `None` where both sides changed the same stretch in two ways.
///
/// Stretches of the same length on all three sides are merged place by place, so that two changed
/// neighbours do not get in each other's way.
pub(super) fn merge<T: Hash + Eq + Ord + Clone>(
    base: &[T],
    ours: &[T],
    theirs: &[T],
) -> Option<Vec<T>> {
    woven(base, ours, theirs, stretch)
}

/// The same, but where both only add something in one place, `both` puts it together.
pub(super) fn merge_with<T: Hash + Eq + Ord + Clone>(
    base: &[T],
    ours: &[T],
    theirs: &[T],
    both: impl Fn(&[T], &[T]) -> Option<Vec<T>>,
) -> Option<Vec<T>> {
    woven(base, ours, theirs, |base, ours, theirs| {
        let settled = stretch(base, ours, theirs);
        if settled.is_none() && base.is_empty() { both(ours, theirs) } else { settled }
    })
}

fn woven<T: Hash + Eq + Ord + Clone>(
    base: &[T],
    ours: &[T],
    theirs: &[T],
    stretch: impl Fn(&[T], &[T], &[T]) -> Option<Vec<T>>,
) -> Option<Vec<T>> {
    let (of_ours, of_theirs) = (partners(base, ours), partners(base, theirs));
    let mut merged = Vec::with_capacity(ours.len().max(theirs.len()));
    let (mut i, mut j, mut k) = (0, 0, 0);
    loop {
        while i < base.len() && of_ours[i] == Some(j) && of_theirs[i] == Some(k) {
            merged.push(base[i].clone());
            (i, j, k) = (i + 1, j + 1, k + 1);
        }
        let next = (i..base.len()).find_map(|n| {
            let (j, k) = (of_ours[n].filter(|&at| at >= j)?, of_theirs[n].filter(|&at| at >= k)?);
            Some((n, j, k))
        });
        let (n, to, so) = next.unwrap_or((base.len(), ours.len(), theirs.len()));
        merged.extend(stretch(&base[i..n], &ours[j..to], &theirs[k..so])?);
        (i, j, k) = (n, to, so);
        if next.is_none() {
            return Some(merged);
        }
    }
}

fn stretch<T: Eq + Clone>(base: &[T], ours: &[T], theirs: &[T]) -> Option<Vec<T>> {
    if let Some(one) = settle(&base, &ours, &theirs) {
        return Some(one.to_vec());
    }
    if base.len() != ours.len() || base.len() != theirs.len() {
        return None;
    }
    let places = base.iter().zip(ours).zip(theirs);
    places.map(|((base, ours), theirs)| settle(base, ours, theirs).cloned()).collect()
}

/// The side that changed something; `None` where both did, in two ways.
pub(super) fn settle<'a, T: Eq + ?Sized>(base: &T, ours: &'a T, theirs: &'a T) -> Option<&'a T> {
    if ours == theirs || base == theirs {
        Some(ours)
    } else if base == ours {
        Some(theirs)
    } else {
        None
    }
}

/// For each element of the old sequence the place of the one it is equal to.
fn partners<T: Hash + Eq + Ord>(old: &[T], new: &[T]) -> Vec<Option<usize>> {
    let mut partners = vec![None; old.len()];
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            for at in 0..len {
                partners[old_index + at] = Some(new_index + at);
            }
        }
    }
    partners
}

/// Merges prose sentence by sentence; `None` where both changed the same one.
pub(super) fn prose(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let merged = merge(&sentences(base), &sentences(ours), &sentences(theirs))?;
    Some(merged.concat())
}

/// Sentences and the space between them, by turns: a full stop, question or exclamation mark
/// before a space ends one, and so does a line.
fn sentences(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut ended = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_whitespace() && (ended || c == '\n') {
            let mut end = at + c.len_utf8();
            while let Some((next, space)) = chars.next_if(|(_, c)| c.is_whitespace()) {
                end = next + space.len_utf8();
            }
            if start < at {
                pieces.push(&text[start..at]);
            }
            pieces.push(&text[at..end]);
            start = end;
            ended = false;
        } else {
            ended = matches!(c, '.' | '!' | '?')
                || ended && matches!(c, '"' | '\'' | ')' | ']' | '”' | '’');
        }
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_changes_meet_only_where_they_touch_the_same_sentence() {
        let base = "They met. They ate. They left.";
        for (ours, theirs, merged) in [
            (base, "They met. They left.", Some("They met. They left.")),
            ("They talked. They ate. They left.", base, Some("They talked. They ate. They left.")),
            (
                "They talked. They ate. They left.",
                "They met. They dined. They left.",
                Some("They talked. They dined. They left."),
            ),
            (
                "They met. They ate. They left. Then rain.",
                "Once. They met. They ate. They left.",
                Some("Once. They met. They ate. They left. Then rain."),
            ),
            ("They met. They sang. They left.", "They met. They danced. They left.", None),
            ("They met. They sang. They left.", "They met. They left.", None),
        ] {
            assert_eq!(prose(base, ours, theirs).as_deref(), merged, "{ours} / {theirs}");
            assert_eq!(prose(base, theirs, ours).as_deref(), merged, "{theirs} / {ours}");
        }
    }

    #[test]
    fn sentences_joined_again_are_the_text() {
        for text in ["", " ", "A. B", "A.\n\nB? \"C.\" D", "no end", ". . .", "A.\n"] {
            assert_eq!(sentences(text).concat(), text);
        }
    }
}
