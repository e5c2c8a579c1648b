//! Old and new words side by side, for a wide terminal.

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use crate::diagnostic::visible::visible;
use crate::diff::words::RunKind;

/// A word and how it is painted.
struct Word {
    text: String,
    style: Option<Style>,
    /// Whether it belongs right behind the one before it, as a full stop does.
    glued: bool,
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
                let glued = at == 0 && !spaced && !words.is_empty();
                words.push(Word { text: visible(word), style, glued });
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
    for (at, word) in words.iter().enumerate() {
        let wide = word.text.width();
        // What is glued to it has to fit beside it.
        let glued = words[at + 1..].iter().take_while(|next| next.glued);
        let needed = wide + glued.map(|next| next.text.width()).sum::<usize>();
        let painted = match word.style {
            Some(style) => format!("{style}{}{style:#}", word.text),
            None => word.text.clone(),
        };
        let gap = usize::from(!word.glued);
        match lines.last_mut() {
            Some((line, used)) if word.glued || *used + gap + needed <= column => {
                line.push_str(&" ".repeat(gap));
                line.push_str(&painted);
                *used += gap + wide;
            }
            _ => lines.push((painted, wide)),
        }
    }
    lines
}

/// A painted line in lines of at most so many columns, broken at spaces; what goes on stands
/// further right than where it began. A longer word has a line alone.
pub(super) fn folded(line: &str, width: usize) -> Vec<String> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let hang = " ".repeat((indent + 4).min(width / 2));
    let mut lines: Vec<String> = Vec::new();
    let (mut current, mut used, mut gap) = (" ".repeat(indent), indent, 0);
    let mut begun = false;
    for word in line[indent..].split(' ') {
        if word.is_empty() {
            gap += 1;
            continue;
        }
        let wide = unpainted(word);
        if begun && used + gap + wide > width {
            lines.push(std::mem::replace(&mut current, hang.clone()));
            (used, gap) = (hang.len(), 0);
        }
        current.push_str(&" ".repeat(gap));
        current.push_str(word);
        used += gap + wide;
        (begun, gap) = (true, 1);
    }
    lines.push(current);
    lines
}

/// The columns of a text without its escape sequences.
fn unpainted(text: &str) -> usize {
    let mut columns = 0;
    for (at, part) in text.split('\u{1b}').enumerate() {
        let shown = if at == 0 { part } else { part.split_once('m').map_or("", |(_, rest)| rest) };
        columns += shown.width();
    }
    columns
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
        assert_eq!(lines, ["    Talks begin on Friday.    │ Talks begin on Thursday."]);
        let lines = side_by_side(&pieces, 27, [Style::new(); 2]);
        assert_eq!(lines.len(), 3, "{lines:#?}");
    }

    #[test]
    fn a_line_goes_on_below_and_its_colours_take_no_room() {
        for (line, width, expected) in [
            ("  ~ date  2024 → 2025  (later)", 40, vec!["  ~ date  2024 → 2025  (later)"]),
            ("  ~ date  2024 → 2025  (later)", 24, vec!["  ~ date  2024 → 2025", "      (later)"]),
            ("\u{1b}[31m2024\u{1b}[0m later", 10, vec!["\u{1b}[31m2024\u{1b}[0m later"]),
            ("", 24, vec![""]),
        ] {
            assert_eq!(folded(line, width), expected, "{line} in {width}");
        }
    }
}
