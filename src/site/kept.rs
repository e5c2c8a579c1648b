//! The kept copy of an article, in portions that a page can hold, with the passages on which
//! events rest.
//!
//! A portion ends where it is long enough or has enough marks; a paragraph longer than a portion
//! is cut between words. Words that are not in the copy, and sources without one, follow after it.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::book::{Entry, Rank};
use crate::diagnostic::Span;
use crate::timeline::Id;
use crate::timeline::passages::{self, Quote};

/// Roughly how much of a text stands on a page, in bytes.
const LONGEST_TEXT: usize = 40_000;
/// The longest piece of a paragraph that is never cut, in bytes.
const LONGEST_BLOCK: usize = 6_000;
/// About how many elements a page may have.
const HEAVIEST: usize = 2_000;
/// The most events that are listed for a passage, and the most that are named beside it.
pub(crate) const MOST_LISTED: usize = 20;
pub(crate) const MOST_NAMED: usize = 4;

/// What a source's pages show.
pub(crate) struct Kept<'a> {
    /// In the order of the text.
    pub(crate) passages: Vec<Passage>,
    /// At least one.
    pub(crate) parts: Vec<Part>,
    /// What is not in the text, or has no words.
    pub(crate) loose: Vec<(Option<&'a str>, Vec<Rank>)>,
    /// By event and the number of its evidence: the passage.
    of: HashMap<(Rank, usize), usize>,
    /// Ends of passages in order, with the passage.
    ends: Vec<(usize, usize)>,
    /// Where the text is marked.
    marked: Vec<Span>,
}

/// Words of the article and the events that rest on them.
pub(crate) struct Passage {
    pub(crate) span: Span,
    pub(crate) events: Vec<Rank>,
    /// From 1.
    pub(crate) paragraph: usize,
    pub(crate) part: usize,
}

/// A page.
#[derive(Default)]
pub(crate) struct Part {
    /// Paragraphs, or as much of a very long one as a page holds.
    pub(crate) blocks: Vec<Span>,
    pub(crate) passages: Range<usize>,
    pub(crate) loose: Range<usize>,
}

/// A run of words.
pub(crate) struct Run<'k> {
    pub(crate) text: &'k str,
    pub(crate) marked: bool,
    /// The passages that begin and end with it.
    pub(crate) begins: Vec<usize>,
    pub(crate) ends: Vec<usize>,
}

impl<'a> Kept<'a> {
    pub(crate) fn new(text: &str, source: &Id, events: &[Entry<'a>], ranks: &[Rank]) -> Self {
        let mut quotes = Vec::new();
        let mut wanted = Vec::new();
        let mut wordless = Vec::new();
        for &rank in ranks {
            for (i, evidence) in events[rank].event.evidence.iter().enumerate() {
                let around = |text: &'a Option<String>| text.as_deref().unwrap_or_default();
                match evidence.quote.as_deref() {
                    _ if evidence.source != *source => {}
                    Some(words) => {
                        let (prefix, suffix) = (around(&evidence.prefix), around(&evidence.suffix));
                        quotes.push((rank, i, words));
                        wanted.push(Quote { words, prefix, suffix });
                    }
                    None => wordless.push((None, vec![rank])),
                }
            }
        }
        let mut there: BTreeMap<(usize, usize), Vec<(Rank, usize)>> = BTreeMap::new();
        let mut loose: Vec<(Option<&str>, Vec<Rank>)> = Vec::new();
        let mut known: HashMap<&str, usize> = HashMap::new();
        for ((rank, i, words), span) in quotes.into_iter().zip(passages::find(text, &wanted)) {
            match (span, known.get(words)) {
                (Some(span), _) => there.entry((span.start, span.end)).or_default().push((rank, i)),
                (None, Some(&at)) => loose[at].1.push(rank),
                (None, None) => {
                    known.insert(words, loose.len());
                    loose.push((Some(words), vec![rank]));
                }
            }
        }
        loose.extend(wordless);
        for (_, ranks) in &mut loose {
            ranks.dedup();
        }

        let mut kept = Self {
            passages: Vec::new(),
            parts: vec![Part::default()],
            loose,
            of: HashMap::new(),
            ends: Vec::new(),
            marked: Vec::new(),
        };
        for (n, ((start, end), evidence)) in there.into_iter().enumerate() {
            let mut events: Vec<Rank> = evidence.iter().map(|&(rank, _)| rank).collect();
            events.dedup();
            kept.of.extend(evidence.into_iter().map(|place| (place, n)));
            match kept.marked.last_mut() {
                Some(last) if start <= last.end => last.end = last.end.max(end),
                _ => kept.marked.push(start..end),
            }
            kept.ends.push((end, n));
            kept.passages.push(Passage { span: start..end, events, paragraph: 0, part: 0 });
        }
        kept.ends.sort_unstable();
        kept.lay_out(text);
        kept
    }

    /// Puts the text, then what is loose, on pages.
    fn lay_out(&mut self, text: &str) {
        let mut part = Part::default();
        let (mut long, mut heavy, mut next, mut parts) = (0, 0, 0, Vec::new());
        for (n, paragraph) in paragraphs(text).enumerate() {
            for span in cuts(text, paragraph) {
                if long + span.len() > LONGEST_TEXT || heavy > HEAVIEST {
                    let begin = next;
                    parts.push(std::mem::replace(
                        &mut part,
                        Part { passages: begin..begin, ..Part::default() },
                    ));
                    (long, heavy) = (0, 0);
                }
                while let Some(passage) = self.passages.get_mut(next)
                    && passage.span.start < span.end
                {
                    (passage.paragraph, passage.part) = (n + 1, parts.len());
                    let events = passage.events.len();
                    heavy += 2 + 2 * events.min(MOST_NAMED) + 10 * events.min(MOST_LISTED);
                    next += 1;
                }
                part.passages.end = next;
                long += span.len();
                heavy += 1;
                part.blocks.push(span);
            }
        }
        for at in 0..self.loose.len() {
            if heavy > HEAVIEST {
                let new = Part { passages: next..next, loose: at..at, ..Part::default() };
                parts.push(std::mem::replace(&mut part, new));
                heavy = 0;
            }
            if part.loose.is_empty() {
                part.loose.start = at;
            }
            part.loose.end = at + 1;
            heavy += 5 + 10 * self.loose[at].1.len().min(MOST_LISTED);
        }
        parts.push(part);
        self.parts = parts;
    }

    /// The passage of a piece of evidence.
    pub(crate) fn passage(&self, rank: Rank, evidence: usize) -> Option<usize> {
        self.of.get(&(rank, evidence)).copied()
    }

    /// A block in runs of words.
    pub(crate) fn runs<'k>(&self, text: &'k str, block: &Span) -> Vec<Run<'k>> {
        let (start, end) = (block.start, block.end);
        let first = self.passages.partition_point(|passage| passage.span.start < start);
        let last = self.passages.partition_point(|passage| passage.span.start < end);
        let (begins, ends) = (first..last, {
            let first = self.ends.partition_point(|&(at, _)| at <= start);
            first..self.ends.partition_point(|&(at, _)| at <= end)
        });
        let mut bounds: Vec<usize> = (self.passages[begins.clone()].iter())
            .map(|passage| passage.span.start)
            .chain(self.ends[ends.clone()].iter().map(|&(at, _)| at))
            .chain([start, end])
            .collect();
        bounds.sort_unstable();
        bounds.dedup();
        let (mut begins, mut ends) = (begins.peekable(), self.ends[ends].iter().peekable());
        let mut runs = Vec::with_capacity(bounds.len());
        for pair in bounds.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            let over = self.marked.partition_point(|span| span.end <= from);
            let mut run = Run {
                text: &text[from..to],
                marked: self.marked.get(over).is_some_and(|span| span.start <= from),
                begins: Vec::new(),
                ends: Vec::new(),
            };
            while let Some(n) = begins.next_if(|&n| self.passages[n].span.start == from) {
                run.begins.push(n);
            }
            while let Some(&(_, n)) = ends.next_if(|(at, _)| *at == to) {
                run.ends.push(n);
            }
            runs.push(run);
        }
        runs
    }
}

/// The paragraphs of a text, trimmed, without the empty ones.
pub(crate) fn paragraphs(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    text.split("\n\n").filter_map(move |paragraph| {
        let start = at + paragraph.len() - paragraph.trim_start().len();
        let end = start.max(at + paragraph.trim_end().len());
        at += paragraph.len() + 2;
        (start < end).then_some(start..end)
    })
}

/// A paragraph in blocks, cut after a blank where there is one.
fn cuts(text: &str, paragraph: Span) -> Vec<Span> {
    let Span { mut start, end } = paragraph;
    let mut blocks = Vec::new();
    while end - start > LONGEST_BLOCK {
        let limit = (start..=start + LONGEST_BLOCK).rev().find(|&at| text.is_char_boundary(at));
        let limit = limit.expect("a character is at most four bytes");
        let blank = text[start..limit].rfind([' ', '\n']).map(|at| start + at + 1);
        let cut = blank.filter(|&at| at > start + LONGEST_BLOCK / 2).unwrap_or(limit);
        blocks.push(start..cut);
        start = cut;
    }
    blocks.push(start..end);
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_paragraph_is_cut_between_words() {
        for (text, longest) in [("word ".repeat(5_000), 6_000), ("é".repeat(9_000), 6_000)] {
            let blocks = cuts(&text, 0..text.len());
            assert!(blocks.iter().all(|block| block.len() <= longest && !block.is_empty()));
            let joined: String = blocks.into_iter().map(|block| &text[block]).collect();
            assert_eq!(joined, text);
        }
    }
}
