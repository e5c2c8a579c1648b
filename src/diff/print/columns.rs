//! Old and new words side by side, for a wide terminal.

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use crate::diagnostic::visible::visible;
use crate::diff::words::RunKind;

/// A word and how it is painted.
struct Word {
    text: String,
    style: Option<Style>,
}

/// The lines of a passage: on the left what it was, on the right what it is.
///
/// - `width`: of the terminal, in columns;
/// - `styles`: of what went and of what came.
pub(super) fn side_by_side(
    pieces: &[(RunKind, bool, String)],
    width: usize,
    styles: [Style; 2],
) -> Vec<String> {
    let column = (width - 4 - 3) / 2;
    let side = |left_out: RunKind, changed: RunKind, style: Style| {
        let mut words: Vec<Word> = Vec::new();
        for (kind, spaced, text) in pieces.iter().filter(|(kind, ..)| *kind != left_out) {
            let style = (*kind == changed).then_some(style);
            for (at, word) in text.split_whitespace().enumerate() {
                let word = Word { text: visible(word), style };
                match words.last_mut() {
                    // A full stop stays at its word.
                    Some(last) if at == 0 && !spaced && last.style == style => {
                        last.text.push_str(&word.text);
                    }
                    _ => words.push(word),
                }
            }
        }
        wrapped(&words, column)
    };
    let old = side(RunKind::Come, RunKind::Gone, styles[0]);
    let new = side(RunKind::Gone, RunKind::Come, styles[1]);
    let count = old.len().max(new.len());
    let line = |lines: &[(String, usize)], at: usize| lines.get(at).cloned().unwrap_or_default();
    (0..count)
        .map(|at| {
            let (left, used) = line(&old, at);
            let (right, _) = line(&new, at);
            let gap = " ".repeat(column.saturating_sub(used));
            format!("    {left}{gap} │ {right}").trim_end().to_owned()
        })
        .collect()
}

/// Lines of at most so many columns, each with the columns it takes; a longer word has one alone.
fn wrapped(words: &[Word], column: usize) -> Vec<(String, usize)> {
    let mut lines: Vec<(String, usize)> = Vec::new();
    for word in words {
        let wide = word.text.width();
        let painted = match word.style {
            Some(style) => format!("{style}{}{style:#}", word.text),
            None => word.text.clone(),
        };
        match lines.last_mut() {
            Some((line, used)) if *used + 1 + wide <= column => {
                line.push(' ');
                line.push_str(&painted);
                *used += 1 + wide;
            }
            _ => lines.push((painted, wide)),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_stands_left_and_what_came_right() {
        let piece = |kind, text: &str| (kind, true, text.to_owned());
        let pieces = [
            piece(RunKind::Kept, "Talks begin on"),
            piece(RunKind::Gone, "Friday"),
            piece(RunKind::Come, "Thursday"),
            (RunKind::Kept, false, ".".to_owned()),
        ];
        let lines = side_by_side(&pieces, 57, [Style::new(); 2]);
        assert_eq!(lines, ["    Talks begin on Friday .   │ Talks begin on Thursday ."]);
        let lines = side_by_side(&pieces, 27, [Style::new(); 2]);
        assert_eq!(lines.len(), 3, "{lines:#?}");
    }
}
