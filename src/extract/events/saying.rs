//! What somebody says, as a part of a line: from its first word, without what describes its subject
//! where the verb would be cut off.

use std::ops::Range;

use super::super::actors::{Cast, MentionForm};
use super::super::words::{Class, Line};
use super::Telling;
use super::clause::Clauses;
use super::line::{Piece, fits, pieces};

/// What is said, short enough for a line: without what describes its subject, where it would be cut
/// before its verb.
pub(super) fn said(
    clauses: &Clauses<'_, '_>,
    cast: &Cast,
    telling: &Telling,
    words: Range<usize>,
) -> Vec<Piece> {
    let line = clauses.line;
    let mut words = words;
    // "said today, the state is ready"
    let now = matches!(line.lower(words.start), Some("today" | "yesterday" | "now" | "meanwhile"));
    if now && line.class(words.start + 1) == Class::Comma {
        words.start += 2;
    }
    // "said it was no threat, telling reporters"
    let tells = |i: usize| {
        line.class(i) == Class::Comma
            && line.tag(i + 1) == "VBG"
            && matches!(line.lemma(i + 1), "tell" | "add" | "say" | "note" | "insist")
    };
    words.end = words.clone().find(|&i| tells(i)).unwrap_or(words.end);
    let mut whole = pieces(clauses, cast, telling, words.clone());
    small(clauses, words.start, &mut whole);
    if fits(&whole) {
        return whole;
    }
    let Some(told) = clauses.told_of_subject(telling.at, &words) else { return whole };
    // "the president of Malta"
    let short = clauses.line.lower(told.start) == Some("of")
        && told.len() < 5
        && told.clone().skip(1).all(|i| {
            !matches!(clauses.line.class(i), Class::Preposition | Class::Comma | Class::Conjunction)
        });
    if short {
        return whole;
    }
    let mut list = pieces(clauses, cast, telling, words.start..told.start);
    small(clauses, words.start, &mut list);
    list.extend(pieces(clauses, cast, telling, told.end..words.end));
    list
}

/// What was said before its speaker is named.
pub(super) fn said_before(clauses: &Clauses<'_, '_>, cast: &Cast, telling: &Telling) -> Vec<Piece> {
    let line = clauses.line;
    let group = clauses.group(telling.at);
    let marks = |before: usize, class: Class| {
        (telling.words.start..before).rev().find(|&i| line.class(i) == class)
    };
    // "Both sides want peace, the minister said": up to the comma before who says it.
    let speaker = clauses.subject_words(telling.at).map_or(group, |words| words.start.min(group));
    let close = marks(group, Class::Quote)
        .or_else(|| marks(speaker, Class::Comma).filter(|_| clauses.says_at_the_end(telling.at)))
        .unwrap_or(telling.words.start);
    let mut start = telling.words.start;
    // "Malta expelled two envoys, the minister said on Friday": what the sentence is about.
    if line.relation(telling.at) == "parataxis"
        && let Some(head) = line.head(telling.at).filter(|&head| head < start)
        && close <= start
    {
        let close = marks_from(line, head..speaker);
        return said(clauses, cast, telling, clauses.phrase(head).start..close);
    }
    while start < close
        && matches!(line.class(start), Class::Quote | Class::Comma | Class::Conjunction)
    {
        start += 1;
    }
    said(clauses, cast, telling, start..close)
}

/// "We are ready" within a line: a small letter, but for names.
fn small(clauses: &Clauses<'_, '_>, first: usize, list: &mut [Piece]) {
    let line = clauses.line;
    let first = (first..first + 2).find(|&i| line.class(i) != Class::Quote);
    let (Some(at), Some(piece)) = (first, list.first_mut()) else { return };
    let name = clauses.mentions.get(at).is_some_and(|m| m.form != MentionForm::Pronoun)
        || line.part(at) == "PROPN"
        || piece.text.chars().skip(1).any(char::is_uppercase)
        || piece.text == "I";
    if !name && line.words.get(at).is_some_and(|word| word.text == piece.text) {
        piece.text = piece.text.to_lowercase();
    }
}

/// Where the last comma of some words stands, else where they end.
fn marks_from(line: &Line<'_>, words: Range<usize>) -> usize {
    words.clone().rev().find(|&i| line.class(i) == Class::Comma).unwrap_or(words.end)
}
