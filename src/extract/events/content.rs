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

    /// What describes the subject of what is said, behind its name: "of the lake states, which met".
    ///
    /// - `words`: what is said.
    pub(super) fn told_of_subject(&self, at: usize, words: &Range<usize>) -> Option<Range<usize>> {
        let parse = self.line.parse;
        let said = parse.children(self.line.first + at).iter().copied().find(|&child| {
            matches!(parse.relation(child), "ccomp" | "parataxis")
                && words.contains(&self.word(child))
        })?;
        let subject = parse.children_by(said, "nsubj").next()?;
        let several = parse.children_by(subject, "conj").next().is_some();
        let subject = self.word(subject);
        let whole = self.mention(subject).map_or(subject + 1, |mention| mention.words.end);
        let mut end = self.phrase(subject).end.min(self.word(said));
        while end > whole && self.line.class(end - 1) == Class::Comma {
            end -= 1;
        }
        let told = whole..end + usize::from(self.line.class(end) == Class::Comma);
        let joined = self.line.class(told.end) == Class::Conjunction;
        (!several && !joined && words.contains(&subject) && told.end <= words.end && told.len() > 2)
            .then_some(told)
    }

    /// Whom what is said is about: the subject of the clause that completes a verb, or whose it is.
    pub(super) fn told_of(&self, at: usize) -> Vec<Who> {
        let line = self.line;
        let parse = line.parse;
        let verb = line.first + at;
        for &clause in parse.children(verb) {
            if !matches!(parse.relation(clause), "ccomp" | "xcomp" | "advcl") || clause < verb {
                continue;
            }
            let own: Vec<usize> = parse.children_by(clause, "nsubj").collect();
            let Some(&first) = own.first() else { continue };
            let mut heads = own;
            heads.extend(parse.conjuncts(first));
            let who = self.named(heads.iter().map(|&token| self.word(token)));
            return if who.is_empty() { self.owners(self.word(first), &["of", "by"]) } else { who };
        }
        Vec::new()
    }

    /// Whether a clause with a subject of its own follows a verb without "that": "agreed they should
    /// meet".
    pub(super) fn says_clause(&self, at: usize) -> bool {
        let line = self.line;
        let parse = line.parse;
        let verb = line.first + at;
        parse.children_by(verb, "ccomp").any(|clause| {
            clause > verb
                && parse.children_by(clause, "nsubj").any(|subject| {
                    let start = self.phrase(self.word(subject)).start;
                    subject < clause && start == at + 1
                })
        })
    }

    /// Whether a verb of saying has something that is said: a clause, a quotation, "that".
    pub(super) fn says_something(&self, at: usize) -> bool {
        let line = self.line;
        let parse = line.parse;
        let clause = parse.children(line.first + at).iter().any(|&child| {
            matches!(parse.relation(child), "ccomp" | "parataxis")
                || parse.is(child, "xcomp") && parse.children_by(child, "mark").next().is_some()
        });
        let beside = at.saturating_sub(4)..(at + 10).min(line.words.len());
        clause
            || line.relation(at) == "parataxis"
            || (at + 1..at + 4).any(|i| line.lower(i) == Some("that"))
            || beside.into_iter().any(|i| line.class(i) == Class::Quote)
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

    /// Whether what is said stands behind its verb: "Lind said he would leave".
    pub(super) fn says_behind(&self, at: usize) -> bool {
        let verb = self.line.first + at;
        let parse = self.line.parse;
        let clause = |side: fn(usize, usize) -> bool| {
            parse.children_by(verb, "ccomp").any(|child| side(child, verb))
        };
        clause(|child, verb| child > verb) && !clause(|child, verb| child < verb)
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
