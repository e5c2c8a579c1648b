//! What changed from one version of an article to the next, ready to be shown: the newer version
//! paragraph by paragraph, with what went and what came marked in it.

use super::kept::paragraphs as spans;
use super::{Paragraph, Piece, Renamed, Revision, Version, retold};
use crate::diagnostic::Span;
use crate::diff::{RunKind, Telling, TextChange, What, versions};
use crate::timeline::{Id, Timeline};

/// A passage is shown as removed and added whole where less of it stayed, in hundredths.
const LEAST_KEPT: usize = 30;

impl Revision {
    /// Compares two versions of a source on which a timeline rests.
    pub fn between(old: Version<'_>, new: Version<'_>, timeline: &Timeline, source: &Id) -> Self {
        let telling = |text| Telling { text, timeline, source: Some(source.as_str()) };
        let changes = versions(&telling(old.text), &telling(new.text));
        let effects = changes.passages.iter().flat_map(|passage| &passage.effects);
        let words: Vec<&TextChange> =
            changes.passages.iter().map(|passage| &passage.words).collect();
        Self {
            old: old.seen.to_owned(),
            new: new.seen.to_owned(),
            paragraphs: paragraphs(old.text, new.text, &words),
            moved: changes.moves.len(),
            touched: retold::touched(old, new, timeline, source),
            renamed: effects.filter_map(|effect| renamed(&effect.what)).collect(),
        }
    }
}

fn renamed(what: &What) -> Option<Renamed> {
    match what {
        What::Office { actor, old, new, .. } => {
            Some(Renamed { actor: actor.clone(), old: old.clone(), new: new.clone() })
        }
        _ => None,
    }
}

/// Lays the changes, which are in the order of the newer version, into its paragraphs.
fn paragraphs(old: &str, new: &str, changes: &[&TextChange]) -> Vec<Paragraph> {
    let mut shown = Vec::new();
    let mut changes = changes.iter().copied().peekable();
    // What stood before everything that is left.
    while let Some(change) = changes.next_if(|change| change.new.is_none() && place(change) == 0) {
        shown.push(whole(old, new, change));
    }
    let mut done = 0;
    for paragraph in spans(new) {
        if paragraph.end <= done {
            continue;
        }
        let mut pieces: Paragraph = Vec::new();
        let mut apart = Vec::new();
        done = done.max(paragraph.start);
        while let Some(change) = changes.next_if(|change| place(change) <= paragraph.end) {
            let start = place(change);
            if start > done {
                keep(&mut pieces, &new[done..start]);
                done = start;
            }
            match &change.new {
                Some(passage) => {
                    pieces.extend(told(old, new, change));
                    done = done.max(passage.span.end);
                }
                None if stands_alone(old, change) => apart.push(whole(old, new, change)),
                None => pieces.extend(
                    whole(old, new, change)
                        .into_iter()
                        .map(|piece| if start == paragraph.start { piece } else { spaced(piece) }),
                ),
            }
        }
        if paragraph.end > done {
            keep(&mut pieces, &new[done..paragraph.end]);
            done = paragraph.end;
        }
        if !pieces.is_empty() {
            shown.push(pieces);
        }
        shown.append(&mut apart);
    }
    shown.extend(changes.map(|change| whole(old, new, change)));
    shown
}

/// Where a change stands in the newer version.
fn place(change: &TextChange) -> usize {
    match &change.new {
        Some(passage) => passage.span.start,
        None => change.runs.first().map_or(0, |run| run.new.start),
    }
}

/// Whether what went was a paragraph of its own.
fn stands_alone(old: &str, change: &TextChange) -> bool {
    change.old.as_ref().is_some_and(|passage| {
        let line_ends = |text: &str, count: usize| text.matches('\n').count() >= count;
        let before = &old[..passage.span.start];
        let after = &old[passage.span.end..];
        let gap_before = &before[before.trim_end().len()..];
        let gap_after = &after[..after.len() - after.trim_start().len()];
        (gap_before.len() == before.len() || line_ends(gap_before, 2))
            && (gap_after.len() == after.len() || line_ends(gap_after, 2))
    })
}

/// A change as runs of words.
fn told(old: &str, new: &str, change: &TextChange) -> Paragraph {
    let kept: usize =
        (change.runs.iter()).filter(|run| run.kind == RunKind::Kept).map(|run| run.new.len()).sum();
    let length = [&change.old, &change.new]
        .into_iter()
        .flatten()
        .map(|passage| passage.span.len())
        .max()
        .unwrap_or(0);
    if change.old.is_some() && kept * 100 < length * LEAST_KEPT {
        return whole(old, new, change);
    }
    let mut pieces: Paragraph = Vec::new();
    for (i, run) in change.runs.iter().enumerate() {
        let text = run.text(old, new).to_owned();
        let piece = match run.kind {
            RunKind::Kept => Piece::Kept(text),
            RunKind::Gone => Piece::Removed(text),
            RunKind::Come => Piece::Added(text),
        };
        pieces.push(if run.spaced && i > 0 { spaced(piece) } else { piece });
    }
    pieces
}

/// All that stood, and all that stands.
fn whole(old: &str, new: &str, change: &TextChange) -> Paragraph {
    let text = |text: &str, span: &Span| text[span.clone()].trim().to_owned();
    let gone = change.old.as_ref().map(|passage| Piece::Removed(text(old, &passage.span)));
    let come = change.new.as_ref().map(|passage| Piece::Added(text(new, &passage.span)));
    match (gone, come) {
        (Some(gone), Some(come)) => vec![gone, spaced(come)],
        (gone, come) => gone.into_iter().chain(come).collect(),
    }
}

fn keep(pieces: &mut Paragraph, text: &str) {
    if !text.is_empty() {
        pieces.push(Piece::Kept(text.to_owned()));
    }
}

fn spaced(piece: Piece) -> Piece {
    let spaced = |text: String| format!(" {text}");
    match piece {
        Piece::Kept(text) => Piece::Kept(spaced(text)),
        Piece::Removed(text) => Piece::Removed(spaced(text)),
        Piece::Added(text) => Piece::Added(spaced(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The paragraphs with `[-gone-]` and `{+come+}`.
    fn drawn(old: &str, new: &str) -> String {
        let version = |text| Version { seen: "", text, draft: None };
        let changes =
            Revision::between(version(old), version(new), &Timeline::default(), &"a".into());
        let drawn = changes.paragraphs.iter().map(|paragraph| {
            let pieces = paragraph.iter().map(|piece| match piece {
                Piece::Kept(text) => text.clone(),
                Piece::Removed(text) => format!("[-{text}-]"),
                Piece::Added(text) => format!("{{+{text}+}}"),
            });
            pieces.collect::<String>()
        });
        drawn.collect::<Vec<_>>().join("\n\n")
    }

    #[test]
    fn changes_stand_where_they_were_made() {
        let one = "He will come on Friday. She stays.";
        for (old, new, shown) in [
            (one, one, one),
            (
                one,
                "He will come on Thursday. She stays.",
                "He will come on[- Friday-]{+ Thursday+}. She stays.",
            ),
            (one, "She stays.", "[-He will come on Friday.-]\n\nShe stays."),
            (one, "He will come on Friday.", "He will come on Friday.[- She stays.-]"),
            (
                "A one.\n\nB two.\n\nC three.",
                "A one.\n\nC three.",
                "A one.\n\n[-B two.-]\n\nC three.",
            ),
            ("A one.", "A one.\n\nB two.", "A one.\n\n{+B two.+}"),
            ("A one.", "", "[-A one.-]"),
            ("", "A one.", "{+A one.+}"),
        ] {
            assert_eq!(drawn(old, new), shown, "{old} → {new}");
        }
    }
}
