//! Who does it, to whom, where, and which words say so.

use std::ops::Range;

use super::super::actors::{Cast, Mention, MentionForm, Who};
use super::super::words::{Class, Line, REACH};
use super::clause::{Clauses, Reading};
use super::trigger::Hit;
use crate::vocabulary::{ActorKind, EventType};

/// What belongs to a trigger.
#[derive(Debug, Default)]
pub(super) struct Arguments {
    pub(super) from: Vec<Who>,
    pub(super) to: Vec<Who>,
    pub(super) place: Option<String>,
    /// All it would be done to are those who do it: misread.
    pub(super) of_itself: bool,
    /// Where the phrase of a noun begins.
    pub(super) phrase: usize,
    /// From the first to the last word that belongs to it.
    pub(super) words: Range<usize>,
}

/// What belongs to a verb.
pub(super) fn of_verb(
    clauses: &Clauses<'_, '_>,
    cast: &Cast,
    at: usize,
    hit: &Hit<'_>,
) -> Arguments {
    let line = clauses.line;
    let reading = clauses.reading(at);
    let passive = matches!(reading, Reading::Passive | Reading::Reduced);
    let kind = hit.trigger.kind;
    let group = clauses.group(at);
    let mut found = Arguments { words: group..hit.words.end, ..Arguments::default() };

    let subject = if reading == Reading::Reduced { None } else { clauses.subject(at, 0) };
    let mut inverted = None;
    if !passive && kind == EventType::Statement {
        inverted = inverted_subject(clauses, at);
    }
    if let Some((who, end)) = &inverted {
        found.from.clone_from(who);
        found.words.end = found.words.end.max(*end);
        found.words.start = quotation_before(line, group);
    } else if let Some((who, start)) = subject {
        found.words.start = start.min(group);
        if passive { found.to = who } else { found.from = who }
    }
    if hit.trigger.wants_subject || passive && hit.noun.is_some() {
        // "talks between A and B collapsed": the talks' own sides.
        if let Some(noun) = hit.noun.filter(|noun| *noun < at) {
            let (who, start) = sides(clauses, noun, group);
            if hit.trigger.wants_subject && !who.is_empty() {
                found.from.clear();
                found.to.clear();
            }
            found.from.extend(who);
            found.words.start = start;
        }
    }
    if reading == Reading::Reduced && group > 0 && line.class(group - 1) == Class::Other {
        found.words.start = found.words.start.min(phrase_start(clauses, group - 1));
    }
    let end = clauses.end(hit.words.end);
    if inverted.is_none() {
        right(clauses, cast, hit, hit.words.end, end, passive, &mut found);
    }
    if let Some(noun) = hit.noun {
        found.words.end = found.words.end.max(noun + 1);
        found.words.start = found.words.start.min(noun);
    }
    // What is said belongs to the saying, as far as the clause goes.
    if matches!(kind, EventType::Statement) && inverted.is_none() {
        let mut content = end;
        if matches!(line.class(content), Class::Subordinator | Class::Break | Class::Comma) {
            content = content_end(line, content + 1);
        }
        found.words.end = found.words.end.max(content);
    } else if reading != Reading::Reduced {
        found.words.end = found.words.end.max(simple_end(clauses, found.words.end, end));
    }
    found.of_itself = !found.to.is_empty()
        && found.to.iter().all(|who| found.from.contains(who))
        && !hit.trigger.wants_subject;
    if kind == EventType::Statement
        && inverted.is_none()
        && found.words.start > 0
        && line.class(found.words.start - 1) == Class::Quote
    {
        found.words.start = quotation_before(line, found.words.start);
    }
    if found.to.is_empty() && kind.is_reciprocal() && passive {
        found.words.start = found.words.start.min(group);
    }
    tidy(&mut found);
    found
}

fn tidy(found: &mut Arguments) {
    for list in [&mut found.from, &mut found.to] {
        let mut seen = Vec::new();
        list.retain(|who| {
            let new = !seen.contains(who);
            seen.push(*who);
            new
        });
        list.truncate(40);
    }
    let from = found.from.clone();
    found.to.retain(|who| !from.contains(who));
}

/// `" said Kerry`, `" Zelensky wrote` has its subject before: only the first is inverted.
fn inverted_subject(clauses: &Clauses<'_, '_>, at: usize) -> Option<(Vec<Who>, usize)> {
    let line = clauses.line;
    let before = at.checked_sub(1)?;
    if !matches!(line.class(before), Class::Quote | Class::Comma) {
        return None;
    }
    let mut next = at + 1;
    while matches!(line.class(next), Class::Determiner) {
        next += 1;
    }
    let mention = clauses.mentions.get(next).filter(|m| m.words.start == next)?;
    (mention.form != MentionForm::Adjective).then(|| clauses.list_after(mention))
}

/// Where the quotation before a place begins.
fn quotation_before(line: &Line<'_>, at: usize) -> usize {
    let low = at.saturating_sub(2 * REACH);
    let marks: Vec<usize> = (low..at).rev().filter(|&i| line.class(i) == Class::Quote).collect();
    marks.get(1).copied().unwrap_or(at)
}

/// The end of what is said: the closing quotation mark, or the end of the clause.
fn content_end(line: &Line<'_>, from: usize) -> usize {
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

/// The end of the object and its nearest phrase, where no name ends it.
fn simple_end(clauses: &Clauses<'_, '_>, from: usize, limit: usize) -> usize {
    let line = clauses.line;
    for at in from..limit.min(from + 16) {
        if matches!(line.class(at), Class::Comma | Class::Mark | Class::Break) {
            return at;
        }
    }
    limit.min(from + 16)
}

/// The sides of talks that stand before their verb: "talks between A and B", "A's talks with B".
fn sides(clauses: &Clauses<'_, '_>, noun: usize, until: usize) -> (Vec<Who>, usize) {
    let line = clauses.line;
    let mut who = Vec::new();
    let start = phrase_start(clauses, noun);
    let mut open = false;
    for at in start..until {
        let Some(mention) = clauses.mentions.get(at).filter(|m| m.words.start == at) else {
            continue;
        };
        let under = clauses.governor(mention);
        let side = matches!(under, Some("between" | "with" | "by" | "of" | "and"))
            || at < noun
                && (mention.form == MentionForm::Adjective
                    || line.class(mention.words.end) == Class::Possessive);
        // "between A and B": the second stands under no preposition of its own.
        let joined = open
            && at > 0
            && matches!(line.class(at - 1), Class::Conjunction | Class::Comma | Class::Determiner);
        let side = side || joined;
        open = side;
        if side && !matches!(mention.form, MentionForm::Seat) {
            let (list, _) = clauses.list_after(mention);
            for one in list {
                if !who.contains(&one) {
                    who.push(one);
                }
            }
        }
    }
    (who, start)
}

/// Where the phrase of a noun begins: "the second round of direct" before "talks".
fn phrase_start(clauses: &Clauses<'_, '_>, noun: usize) -> usize {
    let line = clauses.line;
    let mut start = noun;
    while start > 0 && noun - start < 9 {
        let at = start - 1;
        let belongs = match line.class(at) {
            Class::Determiner | Class::Possessive | Class::Number => true,
            Class::Other => !matches!(
                clauses.reading(at),
                Reading::Active | Reading::Infinitive | Reading::Passive
            ),
            Class::Quote => noun - start < 3,
            _ => false,
        };
        if !belongs {
            break;
        }
        // "the Zelensky" belongs only as an owner or an adjective.
        if let Some(mention) = clauses.mentions.get(at) {
            let owner = line.class(mention.words.end) == Class::Possessive;
            let attached = mention.words.end == start || owner;
            if !attached {
                break;
            }
            start = mention.words.start;
            continue;
        }
        start = at;
    }
    start
}

/// Who and where to the right of a verb.
fn right(
    clauses: &Clauses<'_, '_>,
    cast: &Cast,
    hit: &Hit<'_>,
    from: usize,
    end: usize,
    passive: bool,
    found: &mut Arguments,
) {
    let line = clauses.line;
    let kind = hit.trigger.kind;
    let owner_counts = matches!(
        kind,
        EventType::Criticism
            | EventType::Rejection
            | EventType::Endorsement
            | EventType::Demand
            | EventType::Sanctions
            | EventType::Attack
            | EventType::Acceptance
            | EventType::Break
    );
    let mut preposition: Option<&str> = None;
    let mut direct = !passive
        && !hit.trigger.particle.iter().any(|p| matches!(&**p, "for" | "that"))
        && kind != EventType::Statement
        && kind != EventType::Address;
    let mut at = from;
    while at < end {
        if let Some(mention) = clauses.mentions.get(at) {
            let (who, after) = clauses.list_after(mention);
            let owner = line.class(mention.words.end) == Class::Possessive;
            let plain = mention.form != MentionForm::Adjective && !owner;
            match preposition {
                None if direct && (plain || owner_counts) => {
                    found.to.extend(who);
                    direct = false;
                    found.words.end = found.words.end.max(after);
                }
                Some("by") if passive && plain => {
                    found.from.extend(who);
                    found.words.end = found.words.end.max(after);
                }
                Some("between" | "among") if kind == EventType::Mediation => {
                    found.to.extend(who);
                    found.words.end = found.words.end.max(after);
                }
                Some(p @ ("in" | "at" | "near" | "outside" | "aboard")) => {
                    let place = match kind {
                        EventType::Visit if p == "in" && found.to.is_empty() && direct => true,
                        _ => is_place(cast, mention),
                    };
                    if place && found.place.is_none() && plain {
                        found.place = Some(place_name(line, mention.words.clone()));
                        found.words.end = found.words.end.max(after);
                    }
                }
                Some(p)
                    if hit.trigger.to.iter().any(|to| &**to == p)
                        && (plain || owner_counts)
                        && found.to.len() < 12 =>
                {
                    found.to.extend(who);
                    found.words.end = found.words.end.max(after);
                }
                _ => {}
            }
            at = after.max(at + 1);
            preposition = None;
            continue;
        }
        match line.class(at) {
            Class::Preposition => {
                preposition = line.lower(at);
                direct = direct && preposition == Some("of");
                if let (None, Some(words)) = (&found.place, place_words(clauses, at)) {
                    found.place = Some(place_name(line, words.clone()));
                    found.words.end = found.words.end.max(words.end);
                }
            }
            Class::To => {
                // An infinitive begins what is asked for or promised.
                if clauses.reading(at + 1) == Reading::Infinitive {
                    break;
                }
                preposition = Some("to");
                direct = false;
            }
            Class::Comma | Class::Conjunction => preposition = None,
            _ => {}
        }
        at += 1;
    }
    if kind == EventType::Visit && found.place.is_none() {
        found.place = visited(clauses, hit.words.end, end);
    }
}

/// Where a visit goes.
fn visited(clauses: &Clauses<'_, '_>, from: usize, end: usize) -> Option<String> {
    let mention = (from..end.min(from + 6)).find_map(|at| clauses.mentions.get(at))?;
    let place = matches!(mention.form, MentionForm::Seat | MentionForm::Name);
    place.then(|| place_name(clauses.line, mention.words.clone()))
}

fn is_place(cast: &Cast, mention: &Mention) -> bool {
    let state = |who: &Who| cast.entities[*who].kind == ActorKind::State;
    mention.form == MentionForm::Seat
        || mention.who.is_empty() && mention.form == MentionForm::Noun
        || mention.form == MentionForm::Name && mention.who.iter().all(state)
}

/// A capitalised place that nobody knows: "in Istanbul".
fn place_words(clauses: &Clauses<'_, '_>, preposition: usize) -> Option<Range<usize>> {
    let line = clauses.line;
    if !matches!(line.lower(preposition), Some("in" | "at" | "near" | "outside" | "aboard")) {
        return None;
    }
    let mut start = preposition + 1;
    if line.class(start) == Class::Determiner {
        start += 1;
    }
    let known = clauses.mentions.get(start);
    if known.is_some_and(|mention| !mention.who.is_empty()) {
        return None;
    }
    let mut end = start;
    while line.words.get(end).is_some_and(|w| {
        w.capital && w.class == Class::Other && !super::super::actors::is_calendar(&w.lower)
    }) && end - start < 5
    {
        end += 1;
    }
    (end > start).then_some(start..end)
}

/// A place as the timeline writes it.
fn place_name(line: &Line<'_>, words: Range<usize>) -> String {
    let mut name = String::new();
    for (i, word) in line.words[words].iter().enumerate() {
        if i > 0 && !word.text.starts_with(['\'', '’']) && word.class != Class::Comma {
            name.push(' ');
        }
        name.push_str(word.text);
    }
    name
}

/// What belongs to a noun.
pub(super) fn of_noun(clauses: &Clauses<'_, '_>, cast: &Cast, hit: &Hit<'_>) -> Arguments {
    let line = clauses.line;
    let kind = hit.trigger.kind;
    let start = phrase_start(clauses, hit.words.start);
    let mut found =
        Arguments { words: start..hit.words.end, phrase: start, ..Arguments::default() };
    for at in start..hit.words.start {
        if let Some(mention) = clauses.mentions.get(at).filter(|m| m.words.start == at) {
            let owner = line.class(mention.words.end) == Class::Possessive;
            if owner || mention.form == MentionForm::Adjective {
                found.from.extend(mention.who.iter().copied());
            }
        } else if line.class(at) == Class::Possessive {
            found.from.extend(owner(clauses, cast, at));
        }
    }
    let mut preposition: Option<&str> = None;
    let end = clauses.end(hit.words.end).min(hit.words.end + 18);
    let mut at = hit.words.end;
    let mut gap = 0;
    while at < end {
        if clauses.reading(at) != Reading::None
            || gap > 7
            || matches!(line.class(at), Class::Modal | Class::Have | Class::Be)
        {
            break;
        }
        if let Some(mention) = clauses.mentions.get(at) {
            let (who, after) = clauses.list_after(mention);
            let plain = mention.form != MentionForm::Adjective
                && line.class(mention.words.end) != Class::Possessive;
            let mut used = plain;
            match preposition {
                Some("by" | "between" | "among") if plain => found.from.extend(who),
                Some("with") if plain => found.to.extend(who),
                Some("in" | "at" | "near" | "aboard") if plain && is_place(cast, mention) => {
                    found.place.get_or_insert_with(|| place_name(line, mention.words.clone()));
                }
                Some(p) if plain && hit.trigger.to.iter().any(|to| &**to == p) => {
                    found.to.extend(who);
                }
                Some("of") if plain && found.from.is_empty() => found.from.extend(who),
                _ => used = false,
            }
            if used {
                found.words.end = found.words.end.max(after);
            }
            at = after.max(at + 1);
            preposition = None;
            gap = 0;
            continue;
        }
        match line.class(at) {
            Class::Preposition => {
                preposition = line.lower(at);
                gap = 0;
                if let (None, Some(words)) = (&found.place, place_words(clauses, at)) {
                    found.place = Some(place_name(line, words.clone()));
                    found.words.end = found.words.end.max(words.end);
                }
            }
            Class::To => preposition = Some("to"),
            Class::Comma => {
                let ahead = matches!(
                    line.lower(at + 1),
                    Some("scheduled" | "planned" | "due" | "held" | "set")
                );
                if !ahead {
                    break;
                }
            }
            Class::Break | Class::Mark => break,
            _ => gap += 1,
        }
        at += 1;
    }
    if kind == EventType::Visit && found.place.is_none() {
        if let Some(&who) = found.to.first() {
            found.place = Some(cast.entities[who].name.clone());
        }
    }
    // "In a televised address, X": who acts in the clause gives it.
    if matches!(kind, EventType::Address) && found.from.is_empty() {
        let under = start.checked_sub(1).and_then(|i| line.lower(i));
        if under == Some("in") {
            let verb = (start.saturating_sub(20)..start)
                .rev()
                .find(|&i| matches!(clauses.reading(i), Reading::Active));
            let after = || {
                let at = hit.words.end + usize::from(line.class(hit.words.end) == Class::Comma);
                clauses.mentions.get(at).map(|m| m.who.clone())
            };
            let before = verb.and_then(|v| clauses.subject(v, 0));
            if let Some((who, first)) = before {
                found.from = who;
                found.words.start = found.words.start.min(first);
            } else if let Some(who) = after() {
                found.from = who;
            }
        }
    }
    tidy(&mut found);
    found
}

/// Whom "his" or "their" stands for.
fn owner(clauses: &Clauses<'_, '_>, cast: &Cast, at: usize) -> Vec<Who> {
    let wanted: &[ActorKind] = match clauses.line.lower(at) {
        Some("his" | "her") => &[ActorKind::Person],
        Some("its") => &[ActorKind::State, ActorKind::Organization],
        Some("their") => {
            &[ActorKind::Group, ActorKind::State, ActorKind::Person, ActorKind::Organization]
        }
        _ => return Vec::new(),
    };
    let plural = clauses.line.lower(at) == Some("their");
    let low = at.saturating_sub(REACH);
    for i in (low..at).rev() {
        let Some(mention) = clauses.mentions.get(i).filter(|m| m.words.end == i + 1) else {
            continue;
        };
        if mention.form == MentionForm::Adjective {
            continue;
        }
        let (list, _) = clauses.list_before(mention);
        let fits = list.iter().all(|&who| wanted.contains(&cast.entities[who].kind));
        if fits && !list.is_empty() && (!plural || list.len() > 1) {
            return if plural { list } else { vec![list[list.len() - 1]] };
        }
    }
    Vec::new()
}
