//! Remarks for people, drawn under the lines they are about.
//!
//! ```text
//! error[date-order]: `e2` comes after `e1` but ends before it begins
//!  --> timelines/istanbul/timeline.yaml:7:11
//!   |
//! 4 |     date: "2025-05-15"
//!   |           ------------ begins 2025-05-15
//! ...
//! 7 |     date: "2025-05-11"
//!   |           ^^^^^^^^^^^^ ends 2025-05-11
//!   |
//!   = help: correct one of the dates, or drop `e1` from `after`
//! ```
//!
//! Only an excerpt goes to the drawing: the lines with labels and their neighbours, a long line as
//! a window around its label. So a remark costs the same in a file of any size.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::lines::boundary;
use super::visible::{self, visible};
use super::{Diagnostic, Lines, Severity, Span};

/// Lines further apart than this are drawn apart.
const FAR: usize = 1000;
/// A line longer than this, in bytes, is shown as a window.
const WIDE: usize = 240;
/// What a window shows before the label and, at the least, after its start, in bytes.
const AROUND: (usize, usize) = (60, 120);

/// The remark as a drawing, several lines, followed by an empty one.
///
/// `styled` adds colours as ANSI escape sequences; nothing else in the result is an escape.
pub fn render(name: &str, lines: &Lines<'_>, remark: &Diagnostic, styled: bool) -> String {
    let level = match remark.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group =
        Group::with_title(level.primary_title(visible(&remark.message)).id(remark.code.name()));
    let labels = labels(lines, remark);
    let parts = together(&labels);
    if parts.is_empty() {
        group = group.element(Origin::path(visible(name)));
    }
    for part in &parts {
        group = group.element(snippet(lines, part).path(visible(name)));
    }
    if let Some(help) = &remark.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    with_columns(&renderer.render(&[group]), &visible(name), lines, &parts) + "\n\n"
}

/// The drawing with the columns of the file: those of the excerpt are off where a line was cut or
/// a hidden character spelled out.
fn with_columns(drawing: &str, name: &str, lines: &Lines<'_>, parts: &[Vec<Mark>]) -> String {
    let mut out = String::with_capacity(drawing.len());
    let mut rest = drawing;
    for part in parts {
        let primary = |mark: &&Mark| mark.kind == AnnotationKind::Primary;
        let Some(told) = part.iter().find(primary).or(part.first()) else { continue };
        let place = lines.place(told.span.start);
        let start = format!("{name}:{}:", place.line);
        let Some(at) = rest.find(&start) else { continue };
        let (before, after) = rest.split_at(at + start.len());
        out.push_str(before);
        out.push_str(&place.column.to_string());
        rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    out + rest
}

/// A label on one line.
#[derive(Clone)]
struct Mark {
    line: usize,
    span: Span,
    text: String,
    kind: AnnotationKind,
}

/// The labels, each held to the first line of its place.
fn labels(lines: &Lines<'_>, remark: &Diagnostic) -> Vec<Mark> {
    let marks = remark.labels.iter().enumerate().map(|(i, label)| {
        let text = lines.text();
        let start = boundary(text, label.span.start);
        let line = lines.place(start).line;
        let whole = lines.line(line);
        // A place at a line's break stands at the end of the line.
        let start = start.min(whole.end);
        let end = boundary(text, label.span.end).clamp(start, whole.end);
        let end = start + text[start..end].trim_end().len();
        let kind = if i == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
        Mark { line, span: start..end, text: visible(&label.text), kind }
    });
    marks.collect()
}

/// The labels in the order of the file, parted where they stand far from each other; the part
/// with the first label leads.
fn together(labels: &[Mark]) -> Vec<Vec<Mark>> {
    let mut sorted = labels.to_vec();
    sorted.sort_by_key(|mark| (mark.line, mark.span.start));
    let mut parts: Vec<Vec<Mark>> = Vec::new();
    for mark in sorted {
        match parts.last_mut() {
            Some(part) if part.last().is_some_and(|last| mark.line - last.line <= FAR) => {
                part.push(mark);
            }
            _ => parts.push(vec![mark]),
        }
    }
    parts.sort_by_key(|part| !part.iter().any(|mark| mark.kind == AnnotationKind::Primary));
    parts
}

fn snippet<'a>(lines: &Lines<'_>, near: &[Mark]) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let first = near.first().map_or(1, |mark| mark.line);
    let last = near.last().map_or(1, |mark| mark.line);
    let mut source = String::new();
    let mut annotations = Vec::new();
    let mut marks = near;
    for line in first..=last {
        let here = marks.iter().take_while(|mark| mark.line == line).count();
        let (on_this, later) = marks.split_at(here);
        marks = later;
        if here > 0 {
            draw_line(lines, line, on_this, &mut source, &mut annotations);
        } else if near.iter().any(|mark| mark.line.abs_diff(line) <= 2) {
            draw_line(lines, line, &[], &mut source, &mut annotations);
        }
        source.push('\n');
    }
    Snippet::source(source).line_start(first).annotations(annotations)
}

/// Appends a line as it can be shown, and where its labels went.
fn draw_line(
    lines: &Lines<'_>,
    line: usize,
    marks: &[Mark],
    source: &mut String,
    annotations: &mut Vec<annotate_snippets::Annotation<'_>>,
) {
    let text = lines.text();
    let shown = window(text, &lines.line(line), marks);
    if shown.start > lines.line(line).start {
        source.push('…');
    }
    let mut places: Vec<(Option<usize>, Option<usize>)> = vec![(None, None); marks.len()];
    for (at, c) in text[shown.clone()].char_indices() {
        let at = shown.start + at;
        for (place, mark) in places.iter_mut().zip(marks) {
            if place.0.is_none() && at >= mark.span.start {
                place.0 = Some(source.len());
            }
            if place.1.is_none() && at >= mark.span.end {
                place.1 = Some(source.len());
            }
        }
        match c {
            '\t' => source.push('\t'),
            c => visible::push(source, c),
        }
    }
    let end = source.len();
    for ((from, to), mark) in places.into_iter().zip(marks) {
        let from = from.unwrap_or(end);
        let annotation = mark.kind.span(from..to.unwrap_or(end).max(from));
        annotations.push(if mark.text.is_empty() {
            annotation
        } else {
            annotation.label(mark.text.clone())
        });
    }
    if shown.end < lines.line(line).end {
        source.push('…');
    }
}

/// The part of a line that is shown: all of it, or what surrounds its most telling label.
fn window(text: &str, line: &Span, marks: &[Mark]) -> Span {
    if line.len() <= WIDE {
        return line.clone();
    }
    let told = marks
        .iter()
        .find(|mark| mark.kind == AnnotationKind::Primary)
        .or(marks.first())
        .map_or(line.start..line.start, |mark| mark.span.clone());
    let start = told.start.saturating_sub(AROUND.0).max(line.start);
    let end = told.end.clamp(told.start + AROUND.1, told.start + WIDE).min(line.end);
    boundary(text, start)..boundary(text, end)
}

#[cfg(test)]
mod tests {
    use super::super::{Code, Label};
    use super::*;

    fn drawn(text: &str, marks: &[(&str, &str)]) -> String {
        let mut remark = Diagnostic::new(Code::DateOrder, "what does not hold");
        for (words, label) in marks {
            let start = text.find(words).unwrap();
            remark.labels.push(Label { span: start..start + words.len(), text: (*label).into() });
        }
        render("t.yaml", &Lines::new(text), &remark.help("mend it"), false)
    }

    #[test]
    fn labels_are_drawn_under_their_lines() {
        let text = "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\ng: 7\n";
        insta::assert_snapshot!(drawn(text, &[("g: 7", "ends"), ("b: 2", "begins")]), @r"
        error[date-order]: what does not hold
         --> t.yaml:7:1
          |
        2 | b: 2
          | ---- begins
        ...
        7 | g: 7
          | ^^^^ ends
          |
          = help: mend it
        ");
    }

    #[test]
    fn a_place_far_away_is_drawn_apart() {
        let text = "a: 1\n".to_owned() + &"x: 0\n".repeat(5000) + "b: 2\n";
        insta::assert_snapshot!(drawn(&text, &[("b: 2", "ends"), ("a: 1", "begins")]), @r#"
        error[date-order]: what does not hold
            --> t.yaml:5002:1
             |
        5002 | b: 2
             | ^^^^ ends
             |
            ::: t.yaml:1:1
             |
           1 | a: 1
             | ---- begins
             |
             = help: mend it
        "#);
    }

    #[test]
    fn a_long_line_is_a_window_and_keeps_its_column() {
        let text = "note: ".to_owned() + &"é ".repeat(3_000_000) + "HERE" + &" ü".repeat(1000);
        insta::assert_snapshot!(drawn(&text, &[("HERE", "this")]), @r"
        error[date-order]: what does not hold
         --> t.yaml:1:6000007
          |
        1 | …é é é é é é é é é é é é é é é é é é é é HERE ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü ü …
          |                                          ^^^^ this
          |
          = help: mend it
        ");
    }

    #[test]
    fn what_hides_in_a_line_is_shown_and_moves_no_label() {
        let text = "title: \"a\u{1b}[2J\u{202e}b\" # c\r\nx: 1\r\n";
        let drawing = drawn(text, &[("b\"", "here")]);
        insta::assert_snapshot!(drawing, @r#"
        error[date-order]: what does not hold
         --> t.yaml:1:15
          |
        1 | title: "a\u{1b}[2J\u{202e}b" # c
          |                           ^^ here
          |
          = help: mend it
        "#);
        assert!(!drawing.contains('\u{1b}') && !drawing.contains('\u{202e}'));
    }

    #[test]
    fn no_place_and_odd_places_are_drawn_too() {
        let text = "é: 1\n";
        let lines = Lines::new(text);
        for span in [0..0, 1..1, 5..5, 5..6, 6..6, 99..200] {
            let remark = Diagnostic::new(Code::BadDate, "x").label(span.clone(), "");
            assert!(render("t", &lines, &remark, true).contains("t:"), "{span:?}");
        }
        let remark = Diagnostic::new(Code::BadDate, "x");
        assert!(render("t", &Lines::new(""), &remark, false).contains("--> t"));
    }
}
