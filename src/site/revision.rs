//! What changed from one version of an article to the next, ready to be shown.

use similar::{Algorithm, ChangeTag, TextDiff, capture_diff_slices};

use super::{Paragraph, Piece, Revision, Touched};
use crate::timeline::{Id, Timeline};

/// A paragraph is shown as removed and added whole where less of it stayed.
const LEAST_KEPT: f32 = 0.3;

/// Longer paragraphs are compared as a whole, in bytes: nobody reads such a mixture.
const LONGEST: usize = 20_000;

impl Revision {
    /// Compares two versions of a source, each given by when it was seen and its text; paragraphs
    /// are parted by blank lines.
    pub fn between(
        (old_seen, old): (&str, &str),
        (new_seen, new): (&str, &str),
        timeline: &Timeline,
        source: &Id,
    ) -> Self {
        Self {
            old: old_seen.to_owned(),
            new: new_seen.to_owned(),
            paragraphs: paragraphs(old, new),
            touched: touched(old, new, timeline, source),
        }
    }
}

fn paragraphs(old: &str, new: &str) -> Vec<Paragraph> {
    let old: Vec<&str> = split(old);
    let new: Vec<&str> = split(new);
    let mut shown = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &old, &new) {
        let (gone, come) = (&old[op.old_range()], &new[op.new_range()]);
        if op.tag() == similar::DiffTag::Equal {
            shown.extend(come.iter().map(|text| vec![Piece::Kept((*text).to_owned())]));
            continue;
        }
        for i in 0..gone.len().max(come.len()) {
            match (gone.get(i), come.get(i)) {
                (Some(old), Some(new)) => shown.extend(words(old, new)),
                (Some(old), None) => shown.push(vec![Piece::Removed((*old).to_owned())]),
                (None, Some(new)) => shown.push(vec![Piece::Added((*new).to_owned())]),
                (None, None) => {}
            }
        }
    }
    shown
}

fn split(text: &str) -> Vec<&str> {
    text.split("\n\n").map(str::trim).filter(|text| !text.is_empty()).collect()
}

/// One paragraph with what went and came in it, or two where little stayed.
fn words(old: &str, new: &str) -> Vec<Paragraph> {
    let whole = || vec![vec![Piece::Removed(old.to_owned())], vec![Piece::Added(new.to_owned())]];
    if old.len() > LONGEST || new.len() > LONGEST {
        return whole();
    }
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).diff_words(old, new);
    if diff.ratio() < LEAST_KEPT {
        return whole();
    }
    let mut pieces: Paragraph = Vec::new();
    for change in diff.iter_all_changes() {
        let text = change.value();
        match (change.tag(), pieces.last_mut()) {
            (ChangeTag::Equal, Some(Piece::Kept(run)))
            | (ChangeTag::Delete, Some(Piece::Removed(run)))
            | (ChangeTag::Insert, Some(Piece::Added(run))) => run.push_str(text),
            (ChangeTag::Equal, _) => pieces.push(Piece::Kept(text.to_owned())),
            (ChangeTag::Delete, _) => pieces.push(Piece::Removed(text.to_owned())),
            (ChangeTag::Insert, _) => pieces.push(Piece::Added(text.to_owned())),
        }
    }
    vec![pieces]
}

/// The events of a timeline whose quote went or came.
fn touched(old: &str, new: &str, timeline: &Timeline, source: &Id) -> Vec<Touched> {
    let mut touched = Vec::new();
    for (id, event) in &timeline.events {
        let quotes = (event.evidence.iter())
            .filter(|evidence| evidence.source == *source)
            .filter_map(|evidence| evidence.quote.as_deref());
        for quote in quotes {
            let how = match (old.contains(quote), new.contains(quote)) {
                (true, false) => "its words are no longer in the article",
                (false, true) => "its words are new in the article",
                _ => continue,
            };
            touched.push(Touched { event: id.clone(), how: how.to_owned() });
            break;
        }
    }
    touched
}
