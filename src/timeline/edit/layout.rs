//! How the neighbours of a new value are written, so that it looks like one of them.

use crate::timeline::tree::{Entry, Map, Node, Shape, Style};
use crate::timeline::write::Layout;

/// How many neighbours are looked at.
const NEIGHBOURS: usize = 20;

/// The column of a byte: how many bytes lie between it and the beginning of its line.
pub(super) fn column(text: &str, at: usize) -> usize {
    let before = &text[..at];
    let line = before.rfind('\n').map_or(0, |newline| newline + 1);
    before[line..].trim_start_matches('\u{feff}').len()
}

/// The layout of the maps around a new value, the nearest first.
pub(super) fn layout(text: &str, around: &[&Map]) -> Layout {
    let mut seen = Seen::default();
    for map in around.iter().rev() {
        for entry in map.entries.iter().rev().take(NEIGHBOURS) {
            seen.entry(text, entry, 0);
        }
    }
    let canonical = Layout::CANONICAL;
    Layout {
        step: seen.step.unwrap_or(canonical.step),
        dash: seen.dash.unwrap_or(canonical.dash),
        quote: seen.date_quote.or(seen.quote).unwrap_or(canonical.quote),
        brackets: seen.brackets.unwrap_or(canonical.brackets),
    }
}

#[derive(Default)]
struct Seen {
    step: Option<usize>,
    dash: Option<usize>,
    quote: Option<char>,
    date_quote: Option<char>,
    brackets: Option<bool>,
}

impl Seen {
    fn entry(&mut self, text: &str, entry: &Entry, depth: usize) {
        match &entry.value.shape {
            Shape::Scalar(style @ (Style::Single | Style::Double)) => {
                let quote = if *style == Style::Single { '\'' } else { '"' };
                self.quote.get_or_insert(quote);
                if matches!(&*entry.key.text(text), "date" | "published" | "seen") {
                    self.date_quote.get_or_insert(quote);
                }
            }
            Shape::Map(map) => {
                if !map.flow && self.step.is_none() {
                    self.step =
                        further(text, &entry.key, entry.value.span().start).filter(|n| *n > 0);
                }
                if depth < 3 {
                    for inner in map.entries.iter().take(NEIGHBOURS) {
                        self.entry(text, inner, depth + 1);
                    }
                }
            }
            Shape::List { flow, items } => {
                let scalars = items.iter().all(|item| matches!(item.value.shape, Shape::Scalar(_)));
                if scalars && !items.is_empty() {
                    self.brackets.get_or_insert(*flow);
                }
                if !flow && self.dash.is_none() {
                    self.dash = further(text, &entry.key, entry.value.span().start);
                }
            }
            _ => {}
        }
    }
}

/// How much further than its key a block stands, where it stands on a line of its own.
fn further(text: &str, key: &Node, block: usize) -> Option<usize> {
    if text[key.span().end..block].contains('\n') {
        column(text, block).checked_sub(column(text, key.span().start))
    } else {
        None
    }
}
