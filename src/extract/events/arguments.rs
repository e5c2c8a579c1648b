//! Who does it, to whom, where, and which words say so.

use std::ops::Range;

use super::super::actors::{Cast, Mention, MentionForm, Who};
use super::super::why::Field;
use super::super::words::{Class, REACH};
use super::background;
use super::clause::{Clauses, Reading};
use super::content::{addressed, content_end, inverted_subject, quotation_before};
use super::dependents;
use super::modality::{Governor, governor};
use super::nouns::is_between_others;
use super::places::{around, is_place, is_state, place_name, place_words, visited};
use super::trigger::Hit;
use crate::lexicon::lexicon;
use crate::vocabulary::EventType;

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
    /// Which rule gave a field, and the words it rests on.
    pub(super) because: Vec<(Field, &'static str, Range<usize>)>,
    /// From the first to the last word that belongs to it.
    pub(super) words: Range<usize>,
}

impl Arguments {
    /// Puts down what a field rests on; what was put down first stays.
    pub(super) fn rests(&mut self, field: Field, rule: &'static str, words: Range<usize>) {
        if !self.because.iter().any(|(known, ..)| *known == field) {
            self.because.push((field, rule, words));
        }
    }

    /// Puts down the same in place of what it rested on.
    pub(super) fn rests_now(&mut self, field: Field, rule: &'static str, words: Range<usize>) {
        self.because.retain(|(known, ..)| *known != field);
        self.because.push((field, rule, words));
    }
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

    let subject = match reading {
        Reading::Reduced => None,
        Reading::Infinitive => decided(clauses, at).or_else(|| clauses.subject(at, 0)),
        Reading::Ing if background::is_accused(clauses, at) => {
            group.checked_sub(1).and_then(|before| clauses.blamed_for(at, before))
        }
        // "the Maltese ultimatum to Chad demanding a retreat"
        Reading::Ing if line.relation(at) == "acl" => {
            let noun = line.head(at).filter(|&noun| noun < at);
            let owners = noun.map(|noun| (clauses.owners(noun, &["by", "of", "from"]), noun));
            match owners {
                Some((who, noun)) if !who.is_empty() && line.part(noun) == "NOUN" => {
                    Some((who, group))
                }
                _ => clauses.subject(at, 0),
            }
        }
        _ => clauses.subject(at, 0),
    };
    let mut inverted = None;
    if !passive && kind == EventType::Statement {
        inverted = inverted_subject(clauses, at);
    }
    if let Some((who, end)) = &inverted {
        found.from.clone_from(who);
        found.rests(Field::From, "subject-behind", at + 1..*end);
        found.words.end = found.words.end.max(*end);
        found.words.start = quotation_before(line, group);
    } else if let Some((who, start)) = subject {
        found.words.start = start.min(group);
        let side = if passive { Field::To } else { Field::From };
        let rule = match clauses.parsed_subject(at) {
            Some((parsed, _)) if parsed.iter().any(|one| who.contains(one)) => "subject",
            _ => "nearest-before",
        };
        let words = clauses.subject_words(at).filter(|_| rule == "subject");
        found.rests(side, rule, words.unwrap_or(start.min(at)..group.max(start + 1)));
        match (passive, hit.noun) {
            // "the speech was delivered": the thing stands before, and nobody it is done to.
            (true, Some(noun)) if noun < at => {}
            (true, _) => found.to = who,
            (false, _) => found.from = who,
        }
    }
    if hit.trigger.wants_subject || passive && hit.noun.is_some() {
        // "talks between A and B collapsed": the talks' own sides.
        if let Some(noun) = hit.noun.filter(|noun| *noun < at) {
            let (who, start) = sides(clauses, noun, group);
            if hit.trigger.wants_subject && !who.is_empty() {
                found.from.clear();
                found.to.clear();
            }
            if !who.is_empty() {
                found.rests_now(Field::From, "sides-of-the-noun", start..group);
            }
            found.from.extend(who);
            found.words.start = start;
        }
    }
    if reading == Reading::Reduced && group > 0 && line.class(group - 1) == Class::Other {
        found.words.start = found.words.start.min(phrase_start(clauses, group - 1));
    }
    let end = clauses.end(hit.words.end);
    if line.words[at].form.is_some_and(|form| lexicon().verbs.lemma(form.verb) == "receive")
        && hit.noun.is_some()
        && !passive
    {
        // "A received a call from B": B gave it, to A.
        found.to = std::mem::take(&mut found.from);
        found.rests_now(Field::To, "receives", found.words.start..at + 1);
        let giver = (hit.words.end..end).find_map(|i| {
            let mention = clauses.mentions.get(i).filter(|m| m.words.start == i)?;
            (clauses.governor(mention) == Some("from")).then_some(mention)
        });
        if let Some(giver) = giver {
            let (who, after) = clauses.list_after(giver);
            found.from = who;
            found.rests_now(Field::From, "receives-from", giver.words.start..after);
            found.words.end = found.words.end.max(after);
        }
    } else if inverted.is_none() {
        dependents::of_verb(clauses, cast, (at, hit), passive, &mut found);
        if found.to.is_empty() || found.place.is_none() {
            // What the parse hangs elsewhere: whoever stands nearest.
            let mut near = Arguments { words: found.words.clone(), ..Arguments::default() };
            right(clauses, cast, hit, hit.words.end, end, passive, &mut near);
            let reach = hit.words.end..near.words.end.max(hit.words.end + 1);
            // "said on a visit to Malta": the visit is to Malta.
            let of_noun = kind == EventType::Statement
                && mentions_in(clauses, at + 1..at + REACH).any(|mention| {
                    mention.who == near.to
                        && mention.words.clone().any(|i| line.relation(i) == "nmod")
                });
            if found.to.is_empty() && !near.to.is_empty() && !of_noun {
                found.rests_now(Field::To, "nearest-after", reach.clone());
                found.to = near.to;
            }
            if found.from.is_empty() && !near.from.is_empty() {
                found.rests_now(Field::From, "nearest-after", reach.clone());
                found.from = near.from;
            }
            let near_place = near.place.filter(|_| !dependents::is_said(kind));
            if near_place.is_some() {
                found.rests(Field::Place, "nearest-after", reach);
            }
            found.place = found.place.or(near_place);
            found.words.end = found.words.end.max(near.words.end);
        }
    }
    // "its army was put on alert": whoever's forces they are moved them.
    if passive && kind == EventType::Mobilization && found.from.is_empty() {
        found.from = std::mem::take(&mut found.to);
        found.rests_now(Field::From, "whose-forces", found.words.start..at);
    }
    if found.from.is_empty() && !passive {
        dependents::forces(clauses, kind, group, &mut found);
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
        found.words.end = found.words.end.max(simple_end(
            clauses,
            found.words.end,
            end,
            hit.trigger.wants_subject,
        ));
    }
    let that = matches!(line.lower(hit.words.end), Some("that"))
        || hit.trigger.particle.last().is_some_and(|p| &**p == "that");
    if found.to.is_empty()
        && matches!(
            kind,
            EventType::Warning | EventType::Demand | EventType::Criticism | EventType::Appeal
        )
    {
        found.to = clauses.told_of(at);
        found.to.retain(|who| !found.from.contains(who));
        found.rests_now(Field::To, "said-of", hit.words.end..end);
    }
    if found.to.is_empty()
        && that
        && matches!(kind, EventType::Warning | EventType::Demand | EventType::Criticism)
    {
        found.to = addressed(clauses, hit.words.end);
        found.to.retain(|who| !found.from.contains(who));
        found.rests_now(Field::To, "said-of", hit.words.end..end);
    }
    if found.place.is_none() {
        found.place = around(clauses, cast, &found.words);
        found.rests(Field::Place, "in-front", 0..found.words.start);
    }
    found.of_itself = !found.to.is_empty()
        && found.to.iter().all(|who| found.from.contains(who))
        && !hit.trigger.wants_subject;
    // "It calls on Malta", "in censuring Malta": whoever is read into it does not.
    if found.of_itself
        && !kind.is_reciprocal()
        && kind != EventType::Attack
        && !clauses.has_named_subject(at)
        && mentions_in(clauses, hit.words.end..found.words.end).any(|mention| {
            matches!(mention.form, MentionForm::Name | MentionForm::Seat)
                && line.class(mention.words.end) != Class::Possessive
                && mention.who == found.to
        })
    {
        found.from.clear();
        found.of_itself = false;
    }
    if kind == EventType::Statement && inverted.is_none() {
        let mut start = found.words.start;
        while start > 0 && line.class(start - 1) == Class::Determiner {
            start -= 1;
        }
        if start > 0 && line.class(start - 1) == Class::Quote {
            found.words.start = quotation_before(line, start);
        }
    }
    if kind == EventType::Statement
        && let Some(content) = clauses.content_before(at)
        && !(found.words.start..at).any(|i| line.class(i) == Class::Quote)
    {
        found.words.start = found.words.start.min(content.start);
    }
    if found.to.is_empty() && kind.is_reciprocal() && passive {
        found.words.start = found.words.start.min(group);
    }
    tidy(&mut found);
    found
}

/// The mentions that begin within some words.
fn mentions_in<'c>(
    clauses: &'c Clauses<'_, '_>,
    words: Range<usize>,
) -> impl Iterator<Item = &'c Mention> {
    let list = &clauses.mentions.list;
    let first = list.partition_point(|mention| mention.words.start < words.start);
    list[first..].iter().take_while(move |mention| mention.words.start < words.end)
}

/// "Malta's decision to reject": whose decision it is.
fn decided(clauses: &Clauses<'_, '_>, at: usize) -> Option<(Vec<Who>, usize)> {
    let Some(Governor::Noun(noun)) = governor(clauses, at) else { return None };
    let start = phrase_start(clauses, noun);
    let owner = (start..noun).rev().find_map(|i| {
        let mention = clauses.mentions.get(i)?;
        (clauses.line.class(mention.words.end) == Class::Possessive
            || mention.form == MentionForm::Adjective)
            .then_some(mention)
    })?;
    Some((owner.who.clone(), owner.words.start))
}

pub(super) fn tidy(found: &mut Arguments) {
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

/// The end of the object and its nearest phrase, where no name ends it.
fn simple_end(clauses: &Clauses<'_, '_>, from: usize, limit: usize, intransitive: bool) -> usize {
    let line = clauses.line;
    for at in from..limit.min(from + 16) {
        // "the summit that began on Monday was held": the verb of another clause.
        let verb = intransitive
            && at > from
            && matches!(line.class(at), Class::Be | Class::Modal)
            && line.class(at - 1) != Class::To;
        if matches!(line.class(at), Class::Comma | Class::Mark | Class::Break) || verb {
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
        // "talks mediated by Malta"
        let others = (noun..at).any(|i| is_between_others(line.lemma(i)));
        let under = under.filter(|under| !(others && *under == "by"));
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
pub(super) fn phrase_start(clauses: &Clauses<'_, '_>, noun: usize) -> usize {
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
    let owner_counts = dependents::owner_counts(kind);
    let mut preposition: Option<&str> = None;
    let mut direct = !passive
        && (kind == EventType::Visit
            || !hit.trigger.particle.iter().any(|p| matches!(&**p, "for" | "that")))
        && kind != EventType::Statement
        && kind != EventType::Address;
    let mut at = from;
    while at < end {
        if let Some(mention) = clauses.mentions.get(at) {
            let (who, after) = clauses.list_after(mention);
            let owner = line.class(mention.words.end) == Class::Possessive;
            let plain = mention.form != MentionForm::Adjective && !owner;
            match preposition {
                // "led the Maltese delegation": whose it is, not whom it is done to.
                None if kind.is_reciprocal() && hit.noun.is_some_and(|noun| at < noun) => {}
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
                // "fired into Malta"
                Some("in" | "into" | "inside" | "across")
                    if kind == EventType::Attack
                        && found.to.is_empty()
                        && plain
                        && is_state(cast, mention)
                        && !who.iter().any(|one| found.from.contains(one)) =>
                {
                    found.to.extend(who);
                    found.place.get_or_insert_with(|| place_name(line, mention.words.clone()));
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
                // An infinitive begins what is asked for or promised; talks go on in it.
                if clauses.reading(at + 1) == Reading::Infinitive {
                    if !matches!(kind, EventType::Talks) || !found.to.is_empty() {
                        break;
                    }
                    direct = false;
                    at += 2;
                    continue;
                }
                // "according to Malta": whose word it is.
                if at > 0 && line.lower(at - 1) == Some("according") {
                    break;
                }
                preposition = Some("to");
                direct = false;
            }
            Class::Comma | Class::Conjunction => preposition = None,
            // Who said it stands behind what is said.
            Class::Quote if from > 0 && line.words[from - 1].quoted => break,
            _ => {}
        }
        at += 1;
    }
    if kind == EventType::Visit && found.place.is_none() {
        found.place = visited(clauses, hit.words.end, end);
    }
}
