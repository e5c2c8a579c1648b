//! `# demarche: allow CODE`: a remark that somebody has looked at and lets stand.
//!
//! ```text
//! date: "2025-05-09"   # demarche: allow date-order     this line, and what is indented below it
//! # demarche: allow quote-ambiguous, unused-source      the line that follows, and what is below it
//! ```
//!
//! Mistakes of form cannot be allowed: what cannot be read cannot stand.

use crate::diagnostic::{Code, Diagnostic, Fix, Lines, Span};
use crate::timeline::Document;

/// What a comment must begin with.
const ALLOW: &str = "demarche: allow";

/// A code in a comment.
struct Allow<'t> {
    word: &'t str,
    place: Span,
    /// The bytes of the file in which it holds.
    holds: Span,
    used: bool,
}

/// Takes away the remarks that comments allow, and tells comments that allow nothing.
///
/// - `looked`: whether a code was looked for at all; of others nobody can say that they are gone.
pub fn silence(
    document: &Document,
    remarks: Vec<Diagnostic>,
    looked: impl Fn(Code) -> bool,
) -> Vec<Diagnostic> {
    if !document.text.contains(ALLOW) {
        return remarks;
    }
    let mut allows = allows(document);
    let mut left: Vec<Diagnostic> = Vec::with_capacity(remarks.len());
    for remark in remarks {
        let at = remark.labels.first().map(|label| label.span.start);
        let mut silent = false;
        for allow in &mut allows {
            if allow.word == remark.code.name()
                && !remark.code.is_form()
                && at.is_some_and(|at| allow.holds.contains(&at))
            {
                allow.used = true;
                silent = true;
            }
        }
        if !silent {
            left.push(remark);
        }
    }
    let unused = allows.iter().filter(|allow| !allow.used);
    left.extend(unused.filter_map(|allow| idle(document, allow, &looked)));
    left
}

/// What is to be said about a code that allows nothing.
fn idle(
    document: &Document,
    allow: &Allow<'_>,
    looked: impl Fn(Code) -> bool,
) -> Option<Diagnostic> {
    let word = allow.word;
    let remark = |message: String| Diagnostic::new(Code::UnusedAllow, message);
    let remark = match Code::named(word) {
        None => {
            let remark = remark(format!("there is no remark `{word}` to allow"))
                .label(allow.place.clone(), "no code goes by that name");
            match Code::nearest(word) {
                Some(code) => remark.help(format!("did you mean `{code}`?")).fix(Fix::replace(
                    format!("write `{code}`"),
                    allow.place.clone(),
                    code.name(),
                )),
                None => remark.help("`demarche explain` lists them all"),
            }
        }
        Some(code) if code.is_form() => remark(format!("`{code}` cannot be allowed"))
            .label(allow.place.clone(), "what cannot be read cannot stand")
            .help("mend what it tells, and drop this"),
        Some(code) if !looked(code) => return None,
        Some(code) => remark(format!("nothing here earns `{code}`"))
            .label(allow.place.clone(), "allows nothing")
            .help("drop it"),
    };
    // The whole comment goes where nothing else stands in it.
    let whole = whole(document, allow);
    Some(match whole {
        Some(span) if remark.fixes.is_empty() => {
            remark.fix(Fix::replace("remove the comment", span, ""))
        }
        _ => remark,
    })
}

/// The bytes of a comment that holds this code and nothing else, with the blanks before it, or
/// its whole line.
fn whole(document: &Document, allow: &Allow<'_>) -> Option<Span> {
    let text = document.text.as_str();
    let start = text[..allow.place.start].rfind('#')?;
    let end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
    let said = text[start + 1..end].trim().strip_prefix(ALLOW)?.trim();
    if said != allow.word {
        return None;
    }
    let before = text[..start].trim_end_matches([' ', '\t']).len();
    let alone = before == 0 || text[..before].ends_with('\n');
    if alone {
        return Some(before..(end + 1).min(text.len()));
    }
    Some(before..start + text[start..end].trim_end().len())
}

/// The codes in the comments of a file.
fn allows(document: &Document) -> Vec<Allow<'_>> {
    let text = document.text.as_str();
    let lines = Lines::new(text);
    let mut found = Vec::new();
    for comment in document.comments() {
        let said = &text[comment.clone()];
        let Some(rest) = said.trim_start_matches('#').trim_start().strip_prefix(ALLOW) else {
            continue;
        };
        let mut line = lines.place(comment.start).line;
        let alone =
            text[lines.line(line).start..comment.start].trim_matches(['\u{feff}', ' ']).is_empty();
        if alone {
            // The next line that says something.
            line += 1;
            while line <= lines.count() && says_nothing(&text[lines.line(line)]) {
                line += 1;
            }
        }
        let holds = if line > lines.count() { 0..0 } else { below(&lines, line) };
        let from = comment.end - rest.len();
        for word in rest.split([',', ' ']).filter(|word| !word.is_empty()) {
            // Whatever else the comment says comes after a dash or in brackets.
            if !word.starts_with(|c: char| c.is_ascii_lowercase()) {
                break;
            }
            let start = from + (word.as_ptr() as usize - rest.as_ptr() as usize);
            let place = start..start + word.len();
            found.push(Allow { word, place, holds: holds.clone(), used: false });
        }
    }
    found
}

fn says_nothing(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#')
}

/// A line and all that is indented below it.
fn below(lines: &Lines<'_>, line: usize) -> Span {
    let text = lines.text();
    let indent = |line: usize| {
        let written = text[lines.line(line)].trim_start_matches('\u{feff}');
        written.len() - written.trim_start_matches([' ', '-']).len()
    };
    let least = indent(line);
    let first = lines.line(line);
    let mut end = first.end;
    for next in line + 1..=lines.count() {
        let written = lines.line(next);
        if !says_nothing(&text[written.clone()]) {
            if indent(next) <= least {
                break;
            }
            end = written.end;
        }
    }
    first.start..end + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_allow_holds_for_its_line_and_what_is_below_it() {
        let text = "title: x # demarche: allow odd-date\n# demarche: allow unused-actor, bad-date\n\n\
                    actors:\n  a: 1\n  b: 2\nevents: 3\n";
        let document = Document::new("t.yaml", text);
        let told: Vec<(&str, &str)> = allows(&document)
            .into_iter()
            .map(|allow| (allow.word, text[allow.holds].lines().next().unwrap_or("")))
            .collect();
        assert_eq!(
            told,
            [
                ("odd-date", "title: x # demarche: allow odd-date"),
                ("unused-actor", "actors:"),
                ("bad-date", "actors:")
            ]
        );
        let remark = |code: Code, words: &str| {
            let at = text.find(words).unwrap();
            Diagnostic::new(code, "").label(at..at + 1, "")
        };
        let left = silence(
            &document,
            vec![
                remark(Code::UnusedActor, "a: 1"),
                remark(Code::UnusedActor, "events"),
                remark(Code::OddDate, "a: 1"),
            ],
            |_| true,
        );
        let codes: Vec<Code> = left.iter().map(|remark| remark.code).collect();
        assert_eq!(codes, [Code::UnusedActor, Code::OddDate, Code::UnusedAllow, Code::UnusedAllow]);
    }

    #[test]
    fn a_reason_may_follow_the_codes() {
        let document =
            Document::new("t.yaml", "title: x # demarche: allow odd-date (the treaty is old)\n");
        assert_eq!(allows(&document).len(), 1);
    }
}
