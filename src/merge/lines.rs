//! Two files edited from a common one, merged line by line.

use super::three_way;

/// The lines of both sides together; `None` where they get in each other's way.
///
/// Where both add lines in one place, as two people do who append events, those of ours come
/// first. That the outcome says what both meant is for whoever asks to prove.
pub(super) fn merge(base: &str, ours: &str, theirs: &str) -> Option<String> {
    if let Some(text) = three_way::settle(base, ours, theirs) {
        return Some(text.to_owned());
    }
    let lines = |text: &'_ str| text.split_inclusive('\n').map(str::to_owned).collect::<Vec<_>>();
    Some(three_way::merge_with(&lines(base), &lines(ours), &lines(theirs), both)?.concat())
}

/// What both add in one place, the one after the other; `None` where a comment would come to
/// stand at something that it is not about.
fn both(ours: &[String], theirs: &[String]) -> Option<Vec<String>> {
    let orders = [[ours, theirs], [theirs, ours]];
    let fits = |[first, then]: &[&[String]; 2]| !is_about_next(first) && !is_about_last(then);
    orders.into_iter().find(fits).map(|order| order.concat())
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The lines that are not blank, and how far the first of them is indented that is no comment.
fn said(lines: &[String]) -> (Vec<&String>, Option<usize>) {
    let said: Vec<&String> = lines.iter().filter(|line| !line.trim().is_empty()).collect();
    let first = said.iter().find(|line| !is_comment(line)).map(|line| indent(line));
    (said, first)
}

/// Whether lines end in a comment that is about what follows them: it is indented no further than
/// what they begin with.
fn is_about_next(lines: &[String]) -> bool {
    let (said, first) = said(lines);
    let last = said.last().filter(|line| is_comment(line));
    last.is_some_and(|last| first.is_none_or(|first| indent(last) <= first))
}

/// Whether lines begin with a comment that is about what they follow: it is indented further than
/// what comes after it.
fn is_about_last(lines: &[String]) -> bool {
    let (said, first) = said(lines);
    let comment = said.first().filter(|line| is_comment(line));
    comment.is_some_and(|comment| first.is_some_and(|first| indent(comment) > first))
}
