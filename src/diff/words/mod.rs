//! Which words of a text changed: sentences aligned first, then words inside them.
//!
//! ```text
//! old  … which would begin in Istanbul on [-Friday-].
//! new  … which would begin in Istanbul on {+Thursday+}.
//! ```
//!
//! Spaces, line ends, and the style of quotation marks, apostrophes and dashes are cosmetic: they
//! are counted, not told. So is where a paragraph ends. A sentence that stands elsewhere has
//! moved; that is no change of words.

mod align;
mod split;

use similar::{Algorithm, DiffOp, capture_diff_slices_by_key};

use crate::diagnostic::Span;
use align::{Pair, align};
use split::{Sentence, Split, Token};

/// What changed between two texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextChanges {
    /// Sentences that are told in other words, came or went, in the order of the new text;
    /// what went stands where it stood.
    pub changes: Vec<TextChange>,
    /// Sentences that stand elsewhere, in the order of the new text.
    pub moves: Vec<TextMove>,
    /// Sentences that differ in spaces and typographic marks only.
    pub cosmetic: usize,
}

impl TextChanges {
    /// The same words in the same order.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.moves.is_empty()
    }
}

/// A passage that changed. At least one of the two is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextChange {
    /// Where it stood; `None` for a new one.
    pub old: Option<Passage>,
    /// Where it stands; `None` for one that went.
    pub new: Option<Passage>,
    /// What stayed, went and came within it, in reading order; at least one.
    pub runs: Vec<Run>,
}

/// Sentences that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Bytes of the text.
    pub span: Span,
    /// In which paragraph it begins, from 1.
    pub paragraph: usize,
}

/// Words that stayed, went, or came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Which of the three.
    pub kind: RunKind,
    /// Bytes of the old text; empty, at the place where it would be, for what came.
    pub old: Span,
    /// Bytes of the new text; empty, at the place where it was, for what went.
    pub new: Span,
    /// Whether a space parts it from what stands before it.
    pub spaced: bool,
}

/// What became of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RunKind {
    /// In both, but for cosmetic differences.
    Kept,
    /// Only in the old text.
    Gone,
    /// Only in the new text.
    Come,
}

/// Sentences that stand elsewhere, with the same words or with others (then they are a
/// [`TextChange`], too).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextMove {
    /// Where they stood.
    pub old: Passage,
    /// Where they stand.
    pub new: Passage,
}

impl Run {
    /// The words, from the text they are in.
    pub fn text<'t>(&self, old: &'t str, new: &'t str) -> &'t str {
        match self.kind {
            RunKind::Gone => &old[self.old.clone()],
            RunKind::Kept | RunKind::Come => &new[self.new.clone()],
        }
    }
}

/// Compares two texts; paragraphs are parted by a blank line.
///
/// Linear in the length of the texts, whatever they are.
///
/// ```
/// # use demarche::diff::{words, RunKind};
/// let old = "The envoys “meet” on Friday. Nobody else will come.";
/// let new = "The envoys \"meet\" on Thursday.\n\nNobody else will come.";
/// let changes = words(old, new);
/// assert_eq!(changes.changes.len(), 1);
/// let come = changes.changes[0].runs.iter().find(|run| run.kind == RunKind::Come).unwrap();
/// assert_eq!(come.text(old, new), "Thursday");
/// ```
pub fn words(old: &str, new: &str) -> TextChanges {
    if old == new {
        return TextChanges::default();
    }
    let (old, new) = (Split::new(old), Split::new(new));
    let pairs = align(&old, &new);
    let mut changes = Vec::new();
    let mut moves: Vec<TextMove> = Vec::new();
    let mut cosmetic = 0;
    let mut last_moved: Option<&Pair> = None;
    for pair in &pairs {
        let (from, to) = (tokens(&old, &pair.old), tokens(&new, &pair.new));
        if pair.equal {
            let spaces =
                |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            cosmetic += usize::from(spaces(old.slice(&from)) != spaces(new.slice(&to)));
        } else {
            changes.push(TextChange {
                old: Some(passage(&old, &pair.old)),
                new: Some(passage(&new, &pair.new)),
                runs: runs(&old, &from, &new, &to),
            });
        }
        if pair.moved {
            let goes_on = last_moved.is_some_and(|last| {
                (last.old.end, last.new.end) == (pair.old.start, pair.new.start)
            });
            let (old, new) = (passage(&old, &pair.old), passage(&new, &pair.new));
            match moves.last_mut() {
                Some(last) if goes_on => {
                    last.old.span.end = old.span.end;
                    last.new.span.end = new.span.end;
                }
                _ => moves.push(TextMove { old, new }),
            }
            last_moved = Some(pair);
        }
    }
    let mut in_old = vec![None; old.sentences.len()];
    let mut in_new = vec![false; new.sentences.len()];
    for pair in &pairs {
        in_old[pair.old.clone()].fill(Some(pair.new.clone()));
        in_new[pair.new.clone()].fill(true);
    }
    changes.extend(added(&new, &in_new));
    let removed = removed(&old, &new, &in_old);

    // What went is told where its predecessor stands now.
    let mut placed: Vec<(usize, usize, TextChange)> = changes
        .into_iter()
        .map(|change| (change.new.as_ref().map_or(0, |passage| passage.span.start), 0, change))
        .chain(removed.into_iter().map(|(at, change)| (at, 1, change)))
        .collect();
    placed.sort_by_key(|(at, rank, _)| (*at, *rank));
    let changes = placed.into_iter().map(|(_, _, change)| change).collect();
    TextChanges { changes, moves, cosmetic }
}

fn tokens(split: &Split<'_>, sentences: &Span) -> Span {
    split.sentences[sentences.start].tokens.start..split.sentences[sentences.end - 1].tokens.end
}

fn passage(split: &Split<'_>, sentences: &Span) -> Passage {
    Passage {
        span: split.bytes(&tokens(split, sentences)),
        paragraph: split.sentences[sentences.start].paragraph + 1,
    }
}

/// Runs of sentences of one paragraph for which `open` holds.
fn open_runs<'s>(
    sentences: &'s [Sentence],
    open: impl Fn(usize) -> bool + 's,
) -> impl Iterator<Item = Span> + 's {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < sentences.len() && !open(at) {
            at += 1;
        }
        let start = at;
        while at < sentences.len()
            && open(at)
            && sentences[at].paragraph == sentences[start].paragraph
        {
            at += 1;
        }
        (start < at).then_some(start..at)
    })
}

fn added(new: &Split<'_>, in_new: &[bool]) -> Vec<TextChange> {
    let runs = open_runs(&new.sentences, |at| !in_new[at]);
    let change = |run: Span| {
        let passage = passage(new, &run);
        let span = passage.span.clone();
        TextChange {
            old: None,
            new: Some(passage),
            runs: vec![Run { kind: RunKind::Come, old: 0..0, new: span, spaced: false }],
        }
    };
    runs.map(change).collect()
}

/// What went, with the place in the new text where it would stand.
fn removed(old: &Split<'_>, new: &Split<'_>, in_old: &[Option<Span>]) -> Vec<(usize, TextChange)> {
    let runs = open_runs(&old.sentences, |at| in_old[at].is_none());
    let mut last = (0, 0);
    let change = |run: Span| {
        // The place is the end of the nearest sentence before it that is still there.
        for sentences in in_old[last.0..run.start].iter().flatten() {
            last.1 = new.bytes(&tokens(new, sentences)).end;
        }
        last.0 = run.start;
        let passage = passage(old, &run);
        let span = passage.span.clone();
        let place = last.1;
        let run = Run { kind: RunKind::Gone, old: span, new: place..place, spaced: false };
        (place, TextChange { old: Some(passage), new: None, runs: vec![run] })
    };
    runs.map(change).collect()
}

/// What stayed, went and came between two passages.
fn runs(old: &Split<'_>, from: &Span, new: &Split<'_>, to: &Span) -> Vec<Run> {
    let (olds, news) = (&old.tokens[from.clone()], &new.tokens[to.clone()]);
    let ops = capture_diff_slices_by_key(Algorithm::Myers, olds, news, |token| token.key);
    let mut pieces: Vec<(RunKind, Span, Span)> = Vec::new();
    for op in smooth(&ops, olds) {
        let (old_range, new_range) = (op.old_range(), op.new_range());
        if let DiffOp::Equal { .. } = op {
            pieces.push((RunKind::Kept, old_range, new_range));
            continue;
        }
        let (between, after) = (new_range.start..new_range.start, old_range.end..old_range.end);
        if !old_range.is_empty() {
            pieces.push((RunKind::Gone, old_range, between));
        }
        if !new_range.is_empty() {
            pieces.push((RunKind::Come, after, new_range));
        }
    }
    let bytes = |tokens: &[Token], text: &str, range: &Span| -> Span {
        if range.is_empty() {
            let place = match range.start.checked_sub(1) {
                Some(before) => tokens.get(before).map(|token| token.span.end),
                None => tokens.first().map(|token| token.span.start),
            };
            let place = place.unwrap_or(text.len());
            place..place
        } else {
            tokens[range.start].span.start..tokens[range.end - 1].span.end
        }
    };
    let spaced = |tokens: &[Token], range: &Span| {
        range.start > 0
            && tokens
                .get(range.start)
                .is_some_and(|token| token.span.start > tokens[range.start - 1].span.end)
    };
    pieces
        .into_iter()
        .map(|(kind, old_range, new_range)| Run {
            kind,
            spaced: match kind {
                RunKind::Gone => spaced(olds, &old_range),
                RunKind::Kept | RunKind::Come => spaced(news, &new_range),
            },
            old: bytes(olds, old.text, &old_range),
            new: bytes(news, new.text, &new_range),
        })
        .collect()
}

/// Takes a lonely word or mark that stayed between two changes into them: "[-on Friday,-] {+on
/// the+}" reads better than three changes around a comma.
fn smooth(ops: &[DiffOp], olds: &[Token]) -> Vec<DiffOp> {
    let mut smooth: Vec<DiffOp> = Vec::new();
    for (at, op) in ops.iter().enumerate() {
        let between = at > 0 && at + 1 < ops.len();
        let is_change = |op: &DiffOp| !matches!(op, DiffOp::Equal { .. });
        let lonely = matches!(op, DiffOp::Equal { old_index, len: 1, .. }
            if between && !olds[*old_index].is_word);
        let joins = lonely || (is_change(op) && smooth.last().is_some_and(is_change));
        match smooth.last_mut() {
            Some(last) if joins && is_change(last) => {
                let (old, new) = (last.old_range(), last.new_range());
                *last = DiffOp::Replace {
                    old_index: old.start,
                    old_len: op.old_range().end - old.start,
                    new_index: new.start,
                    new_len: op.new_range().end - new.start,
                };
            }
            _ => smooth.push(*op),
        }
    }
    smooth
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The changes with `[-…-]` and `{+…+}`, one a line; moves with their paragraphs.
    fn told(old: &str, new: &str) -> String {
        let changes = words(old, new);
        let mut told = String::new();
        for change in &changes.changes {
            for run in &change.runs {
                if run.spaced {
                    told.push(' ');
                }
                let text = run.text(old, new);
                match run.kind {
                    RunKind::Kept => told.push_str(text),
                    RunKind::Gone => told.extend(["[-", text, "-]"]),
                    RunKind::Come => told.extend(["{+", text, "+}"]),
                }
            }
            told.push('\n');
        }
        for moved in &changes.moves {
            let text = &new[moved.new.span.clone()];
            let (from, to) = (moved.old.paragraph.to_string(), moved.new.paragraph.to_string());
            told.extend([&from, " → ", &to, ": ", text, "\n"]);
        }
        told
    }

    #[test]
    fn only_what_changed_is_told() {
        for (case, old, new, expected) in [
            (
                "a word",
                "They meet on Friday.",
                "They meet on Thursday.",
                "They meet on [-Friday-] {+Thursday+}.\n",
            ),
            ("nothing", "They meet.", "They meet.", ""),
            ("marks and spaces", "“They” – he said – meet.", "\"They\" -  he said\n- meet.", ""),
            ("a line end", "They\nmeet.", "They meet.", ""),
            (
                "a new word",
                "They met President X.",
                "They met former President X.",
                "They met {+former+} President X.\n",
            ),
            (
                "a sentence gone",
                "A came. B went home early. C slept.",
                "A came. C slept.",
                "[-B went home early.-]\n",
            ),
            (
                "the last one gone",
                "A came. B went home early.",
                "A came.",
                "[-B went home early.-]\n",
            ),
            (
                "a sentence more",
                "A came. C slept.",
                "A came. B went home. C slept.",
                "{+B went home.+}\n",
            ),
            ("all gone", "A came.", "", "[-A came.-]\n"),
            (
                "a paragraph moved",
                "A came first of all.\n\nB was late.\n\nC slept.",
                "B was late.\n\nC slept.\n\nA came first of all.",
                "1 → 3: A came first of all.\n",
            ),
            ("a paragraph parted", "A came. B went.", "A came.\n\nB went.", ""),
            (
                "quite another sentence",
                "A came.",
                "Nobody knows what the ministers will do next.",
                "{+Nobody knows what the ministers will do next.+}\n[-A came.-]\n",
            ),
            (
                "one made of two",
                "The ministers met in Kyiv. They agreed on a long truce.",
                "The ministers met in Kyiv and agreed on a long truce.",
                "The ministers met in Kyiv[-. They-] {+and+} agreed on a long truce.\n",
            ),
            (
                "a genitive",
                "Putin's offer stands.",
                "Moscow's offer stands.",
                "[-Putin-]{+Moscow+}'s offer stands.\n",
            ),
        ] {
            assert_eq!(told(old, new), expected, "{case}");
        }
    }

    #[test]
    fn the_way_back_swaps_gone_and_come() {
        let (old, new) = ("A met B in Kyiv. C slept.", "A met D in Kyiv. E spoke to the press.");
        let there = words(old, new);
        let back = words(new, old);
        let spans = |changes: &TextChanges, kind| -> Vec<Span> {
            let runs = changes.changes.iter().flat_map(|change| &change.runs);
            let mut spans: Vec<Span> = runs
                .filter(|run| run.kind == kind)
                .map(|run| if kind == RunKind::Gone { run.old.clone() } else { run.new.clone() })
                .collect();
            spans.sort_by_key(|span| span.start);
            spans
        };
        assert_eq!(spans(&there, RunKind::Gone), spans(&back, RunKind::Come));
        assert_eq!(spans(&there, RunKind::Come), spans(&back, RunKind::Gone));
    }

    #[test]
    fn any_text_is_compared_and_rebuilt() {
        let texts =
            ["", " ", "\n\n", "a", "a. b", "é\u{301}. “x”", "\u{200b}", "…", "1.5, 2", "\0"];
        for old in texts {
            for new in texts {
                for change in words(old, new).changes {
                    for run in change.runs {
                        assert!(old.get(run.old.clone()).is_some(), "{old:?} {run:?}");
                        assert!(new.get(run.new.clone()).is_some(), "{new:?} {run:?}");
                    }
                }
            }
        }
    }
}
