//! What is said: where its words begin and end, who stands behind them, whom it is about.

use std::ops::Range;

use super::super::actors::{MentionForm, Who};
use super::super::words::{Class, Line, REACH};
use super::clause::{Clauses, Reading};

impl Clauses<'_, '_> {
    /// What is said, where it stands before its verb: "Malta wants peace, the ministry said".
    pub(super) fn content_before(&self, at: usize) -> Option<Range<usize>> {
        let line = self.line;
        let parse = line.parse;
        let verb = line.first + at;
        let content = |&&child: &&usize| {
            child < verb && matches!(parse.relation(child), "ccomp" | "parataxis")
        };
        let child = *parse.children(verb).iter().find(content)?;
        let phrase = self.phrase(self.word(child));
        // What is longer is no quote of one saying.
        (at - phrase.start <= 2 * REACH).then(|| phrase.start..phrase.end.min(at))
    }

    /// Where the words of who says it begin: behind what is said. A day that is spoken of is none of
    /// the saying.
    pub(super) fn said_from(&self, at: usize) -> usize {
        let group = self.group(at);
        let low = group.saturating_sub(REACH);
        let quote = (low..group).rev().find(|&i| self.line.class(i) == Class::Quote);
        let content = self.content_before(at).map_or(0, |content| content.end);
        quote.map_or(0, |quote| quote + 1).max(content).min(group)
    }

    /// Whether what is said stands before a verb of saying: "..., the ministry said".
    pub(super) fn says_at_the_end(&self, at: usize) -> bool {
        let line = self.line;
        let parse = line.parse;
        let verb = line.first + at;
        let before = parse
            .children(verb)
            .iter()
            .any(|&child| child < verb && matches!(parse.relation(child), "ccomp" | "parataxis"));
        let aside = line.relation(at) == "parataxis" && line.head(at).is_some_and(|head| head < at);
        before || aside
    }
}

/// Whom a warning or a demand is about: the subject of what is said, "that Malta must leave".
pub(super) fn addressed(clauses: &Clauses<'_, '_>, from: usize) -> Vec<Who> {
    let line = clauses.line;
    let mut at = from + usize::from(line.lower(from) == Some("that"));
    at += usize::from(line.class(at) == Class::Determiner);
    let Some(mention) = clauses.mentions.get(at).filter(|m| m.words.start == at) else {
        return Vec::new();
    };
    let (who, after) = clauses.list_after(mention);
    let owner = line.class(mention.words.end) == Class::Possessive;
    let verb = (after..after + 4).any(|i| {
        line.class(i) == Class::Modal
            || matches!(clauses.reading(i), Reading::Active | Reading::Passive)
    });
    if owner || verb { who } else { Vec::new() }
}

/// `" said Kerry`, `" Zelensky wrote` has its subject before: only the first is inverted.
pub(super) fn inverted_subject(clauses: &Clauses<'_, '_>, at: usize) -> Option<(Vec<Who>, usize)> {
    let line = clauses.line;
    let before = at.checked_sub(1)?;
    if !matches!(line.class(before), Class::Quote | Class::Comma) {
        return None;
    }
    let mut next = at + 1;
    while matches!(line.class(next), Class::Determiner) {
        next += 1;
    }
    // "Kerry, speaking in Jordan, said Syria is": has its subject.
    if clauses.has_subject_before(at) {
        return None;
    }
    let mention = clauses.mentions.get(next).filter(|m| m.words.start == next)?;
    (mention.form != MentionForm::Adjective).then(|| clauses.list_after(mention))
}

/// Where the quotation before a place begins.
pub(super) fn quotation_before(line: &Line<'_>, at: usize) -> usize {
    let low = at.saturating_sub(2 * REACH);
    let marks: Vec<usize> = (low..at).rev().filter(|&i| line.class(i) == Class::Quote).collect();
    marks.get(1).copied().unwrap_or(at)
}

/// The end of what is said: the closing quotation mark, or the end of the clause.
pub(super) fn content_end(line: &Line<'_>, from: usize) -> usize {
    let limit = (from + 28).min(line.words.len());
    let mut quotes = 0;
    for at in from..limit {
        match line.class(at) {
            Class::Quote => {
                quotes += 1;
                if quotes == 2 {
                    return at + 1;
                }
            }
            Class::Break if quotes == 0 => return at,
            Class::Mark if quotes == 0 && line.lower(at) == Some(".") => return at,
            _ => {}
        }
    }
    limit
}
