//! Which words tell which event.

use std::ops::Range;

use super::super::actors::is_calendar;
use super::super::words::{Class, Line};
use super::clause::{Clauses, Reading};
use crate::lexicon::{Phrases, Trigger, lexicon};

/// A trigger at its place.
#[derive(Debug)]
pub(super) struct Hit<'t> {
    pub(super) trigger: &'t Trigger,
    /// The verb with its particle, or the noun.
    pub(super) words: Range<usize>,
    /// The noun that makes the event out of the verb: "talks" in "held talks".
    pub(super) noun: Option<usize>,
    /// What the trigger wanted beside its own words, and where it stands.
    pub(super) given: Vec<(&'static str, usize)>,
}

impl Hit<'_> {
    /// The frame as a person reads it: `object "talks"`.
    pub(super) fn frame(&self, line: &Line<'_>) -> String {
        let mut told = String::new();
        for (what, at) in &self.given {
            if !told.is_empty() {
                told.push_str(", ");
            }
            told.extend([what, " \"", line.words[*at].text, "\""]);
        }
        told
    }
}

/// How far a verb's noun may stand from it, in words.
const NEAR: usize = 12;

/// The event that a verb tells.
pub(super) fn verb(clauses: &Clauses<'_, '_>, at: usize) -> Option<Hit<'static>> {
    let reading = clauses.reading(at);
    if reading == Reading::None {
        return None;
    }
    let lexicon = lexicon();
    let word = &clauses.line.words[at];
    let verb = match word.form {
        Some(form) => form.verb,
        None => lexicon.verbs.index("be")?,
    };
    lexicon.triggers.of_verb(verb).find_map(|trigger| fits(clauses, at, reading, trigger))
}

fn fits(
    clauses: &Clauses<'_, '_>,
    at: usize,
    reading: Reading,
    trigger: &'static Trigger,
) -> Option<Hit<'static>> {
    let line = clauses.line;
    let mut end = at + 1;
    if !trigger.particle.is_empty() {
        // "called urgently for", "is also ready to"
        while matches!(line.class(end), Class::Adverb) && end < at + 3 {
            end += 1;
        }
        // "announced on Friday that", "offered last week to"
        let first = trigger.particle.first().map(|first| &**first);
        // "agreed their ministers should meet"
        let unsaid = first == Some("that")
            && trigger.particle.len() == 1
            && line.lower(end) != first
            && clauses.says_clause(at);
        if unsaid {
            end = at + 1;
        } else if line.lower(end) != first || is_calendar(line.lower(end + 1).unwrap_or_default()) {
            // "left Khartoum for Addis Ababa"
            let left = || {
                let from =
                    clauses.mentions.get(end).filter(|mention| mention.words.start == end)?;
                let leaves = matches!(line.lemma(at), "leave" | "depart") && first == Some("for");
                (leaves && line.lower(from.words.end) == first).then_some(from.words.end)
            };
            end =
                after_day(line, end).or_else(left).or_else(|| after_place(clauses, end, first))?;
        }
        for particle in trigger.particle.iter().filter(|_| !unsaid) {
            if line.lower(end) != Some(particle) {
                return None;
            }
            end += 1;
        }
    }
    // "offered a dinner to the guests": no offer to do something.
    let offers = line.lemma(at) == "offer" && trigger.particle.last().is_some_and(|p| &**p == "to");
    if offers {
        let verb = end + usize::from(line.class(end) == Class::Adverb);
        if line.tag(verb) != "VB" && !line.words.get(verb).is_some_and(|w| w.class == Class::Be) {
            return None;
        }
    }
    // "recognizes that the truce is no peace": says so.
    if matches!(line.lemma(at), "recognize" | "recognise")
        && line.parse.children_by(line.first + at, "ccomp").next().is_some()
        && !trigger.wants_clause
        && trigger.particle.is_empty()
    {
        return None;
    }
    // "met a deadline": nobody.
    if line.lemma(at) == "meet" && trigger.particle.is_empty() {
        let thing = |head: usize| {
            clauses.mentions.at[head].is_none() && lexicon().words.met.contains(line.lemma(head))
        };
        let subject = line.parse.children_by(line.first + at, "nsubj").next();
        let subject = subject.and_then(|token| token.checked_sub(line.first));
        let done = matches!(reading, Reading::Passive) && subject.is_some_and(thing);
        if done || clauses.objects(at).into_iter().any(thing) {
            return None;
        }
    }
    // "was left out": another verb.
    if trigger.particle.is_empty() && line.relation(at + 1) == "compound:prt" {
        return None;
    }
    let passive = matches!(reading, Reading::Passive | Reading::Reduced);
    let mut noun = None;
    let mut given = Vec::new();
    if trigger.wants_object {
        noun = if passive {
            let found = before(clauses, clauses.group(at), &trigger.object);
            // "talks, a suggestion rejected by Malta": something else was.
            found.filter(|&noun| {
                reading == Reading::Passive && clauses.may_be_subject(at, noun)
                    || reading == Reading::Reduced
                        && (noun..at).all(|i| {
                            line.class(i) != Class::Comma || line.class(i + 1) != Class::Determiner
                        })
            })
        } else {
            after(clauses, end, &trigger.object).or_else(|| described(clauses, at, &trigger.object))
        };
        given.push(("object", noun?));
    }
    if trigger.wants_subject {
        let found = before(clauses, clauses.group(at), &trigger.subject)?;
        // "aimed at ending the war"
        let aimed = reading == Reading::Ing && at > 0 && line.class(at - 1) == Class::Preposition;
        // "talks began to bog down": something else began.
        let starts = matches!(line.lemma(at), "begin" | "start" | "continue")
            && line.class(end) == Class::To
            && clauses.reading(end + 1) == Reading::Infinitive
            && trigger.particle.is_empty();
        if aimed || starts || !clauses.may_be_subject(at, found) {
            return None;
        }
        given.push(("subject", found));
        noun = noun.or(Some(found));
    }
    if trigger.wants_clause && !clauses.says_something(at) {
        return None;
    }
    if trigger.wants_then {
        let limit = (end + NEAR).min(line.words.len());
        let follows = (end..limit).find_map(|i| {
            trigger.then.longest(|n| line.lower(i + n)).map(|(length, ())| i + length)
        })?;
        given.push(("then", follows - 1));
        if trigger.particle.is_empty() && !trigger.wants_object && !trigger.wants_subject {
            noun = Some(follows - 1);
        }
    }
    Some(Hit { trigger, words: at..end, noun, given })
}

/// Where a day between a verb and its particle ends: "on Friday", "last week", "in March 1990".
fn after_day(line: &Line<'_>, from: usize) -> Option<usize> {
    let word = |at: usize| line.lower(at).unwrap_or_default();
    let mut at = from + usize::from(matches!(word(from), "on" | "in" | "late" | "early"));
    at += usize::from(matches!(word(at), "late" | "early"));
    let unit = |at: usize| {
        matches!(word(at), "week" | "month" | "year" | "night" | "spring" | "summer" | "autumn")
    };
    if is_calendar(word(at)) {
        at += 1;
        while at < from + 6
            && (line.class(at) == Class::Number
                || matches!(word(at), "morning" | "afternoon" | "evening" | "night"))
        {
            at += 1;
        }
        return Some(at);
    }
    match word(at) {
        "today" | "yesterday" | "overnight" => Some(at + 1),
        "last" | "this" if unit(at + 1) || is_calendar(word(at + 1)) => Some(at + 2),
        "earlier" if word(at + 1) == "this" && unit(at + 2) => Some(at + 3),
        _ => None,
    }
}

/// Where what stands between a verb and its particle ends: "agreed at talks in Lima on", "called in
/// a letter for".
fn after_place(clauses: &Clauses<'_, '_>, from: usize, particle: Option<&str>) -> Option<usize> {
    let line = clauses.line;
    let stands = matches!(line.lower(from), Some("at" | "in" | "during" | "after"));
    let wanted = particle.filter(|word| matches!(*word, "on" | "for" | "that" | "to"))?;
    let plain = |i: usize| {
        clauses.reading(i) == Reading::None
            && !matches!(
                line.class(i),
                Class::Comma | Class::Break | Class::Quote | Class::Conjunction | Class::Pronoun
            )
    };
    let end = (from + 2..from + 9).take_while(|&i| (from..i).all(plain)).find(|&i| {
        line.lower(i) == Some(wanted)
            && line.words.get(i + 1).is_some_and(|next| {
                next.class == Class::Determiner
                    || wanted == "that"
                    || clauses.mentions.at[i + 1].is_some()
            })
            && !is_calendar(line.lower(i + 1).unwrap_or_default())
    })?;
    // "on the table in Lima": hangs on the verb.
    let own = line.head(end).and_then(|head| line.head(head)).is_some_and(|head| head < from);
    (stands && (own || wanted == "that")).then_some(end)
}

/// The head noun after a verb: within its object, before the next clause.
fn after(clauses: &Clauses<'_, '_>, from: usize, nouns: &Phrases<()>) -> Option<usize> {
    let line = clauses.line;
    let limit = (from + NEAR).min(line.words.len());
    let mut commas = 0;
    for at in from..limit {
        let stop = match line.class(at) {
            Class::Break | Class::Subordinator | Class::Modal => true,
            // "released them"
            Class::Pronoun => nouns.longest(|n| line.lower(at + n)).is_none(),
            // "presented to Malta a plan", but "offered to hold talks"
            Class::To => clauses.mentions.get(at + 1).is_none(),
            Class::Preposition => line.lower(at) != Some("of"),
            Class::Comma => {
                commas += 1;
                commas > 2
            }
            // "severed ties": the noun looked for may look like a verb.
            _ => {
                nouns.longest(|n| line.lower(at + n)).is_none()
                    && matches!(
                        clauses.reading(at),
                        Reading::Active | Reading::Ing | Reading::Reduced
                    )
            }
        };
        if stop {
            return None;
        }
        if let Some((length, ())) = nouns.longest(|n| line.lower(at + n)) {
            // "scrapped a news conference": papers were to be told.
            if matches!(at.checked_sub(1).and_then(|i| line.lower(i)), Some("news" | "press")) {
                return None;
            }
            // The head of the phrase: not "sanctions" in "sanctions relief".
            let compound = line.words.get(at + length).is_some_and(|word| {
                word.class == Class::Other
                    && !word.capital
                    && word.form.is_none()
                    && !is_measure(line, at + length)
                    && clauses.mentions.at[at + length].is_none()
            });
            if !compound {
                return Some(at + length - 1);
            }
        }
    }
    None
}

/// The noun that a relative clause describes, where it is the object there: "the treaty that Malta
/// had signed".
fn described(clauses: &Clauses<'_, '_>, at: usize, nouns: &Phrases<()>) -> Option<usize> {
    let line = clauses.line;
    let first = line.parse.first_conjunct(line.first + at).checked_sub(line.first)?;
    let head = line.head(first).filter(|&head| head < at)?;
    let other =
        |&object: &usize| object != head && !matches!(line.lower(object), Some("that" | "which"));
    if !line.relation(first).starts_with("acl") || clauses.objects(at).iter().any(other) {
        return None;
    }
    // The subject of the clause is another: it is no "treaty that binds Malta".
    let other = clauses.subject_words(at).is_some_and(|words| {
        words.start > head && !matches!(line.lower(words.start), Some("that" | "which" | "who"))
    });
    let ends = |length: usize| {
        let start = (head + 1).checked_sub(length)?;
        nouns.longest(|n| line.lower(start + n)).filter(|(found, ())| *found == length)
    };
    (other && (1..=3).any(|length| ends(length).is_some())).then_some(head)
}

/// "expelled the envoy two days later", "held talks next week", "brought soldiers home": no part
/// of the noun before.
fn is_measure(line: &Line<'_>, at: usize) -> bool {
    line.part(at) == "NUM"
        || matches!(line.lower(at), Some("next" | "last" | "late" | "early" | "home"))
}

/// The head noun of the subject before a verb.
fn before(clauses: &Clauses<'_, '_>, start: usize, nouns: &Phrases<()>) -> Option<usize> {
    let line = clauses.line;
    let low = start.saturating_sub(2 * NEAR);
    for at in (low..start).rev() {
        if matches!(line.class(at), Class::Break)
            || matches!(clauses.reading(at), Reading::Active | Reading::Passive)
            || matches!(line.lower(at), Some("because" | "if" | "while" | "since" | "as"))
        {
            return None;
        }
        if nouns.longest(|n| line.lower(at + n).filter(|_| at + n < start)).is_some() {
            return Some(at);
        }
    }
    None
}

/// The event that a noun tells.
pub(super) fn noun(clauses: &Clauses<'_, '_>, at: usize) -> Option<Hit<'static>> {
    let line = clauses.line;
    let (length, mut triggers) = lexicon().triggers.of_noun(|n| line.lower(at + n))?;
    let end = at + length;
    // "at a news conference": papers are told.
    if matches!(at.checked_sub(1).and_then(|i| line.lower(i)), Some("news" | "press"))
        && line.lemma(at) == "conference"
    {
        return None;
    }
    // "The Geneva Summit" is a name and an event, "the Labour Party Conference Hall" is not.
    let inside = clauses.mentions.get(at).filter(|m| !m.who.is_empty());
    if inside.is_some_and(|m| !line.words[at].capital || m.words.end != end || m.words.len() < 2) {
        return None;
    }
    // The head of a compound tells, not what stands before it: "meeting rooms", "truce talks".
    let next = line.words.get(end).filter(|_| !is_measure(line, end));
    let compound = next.is_some_and(|word| {
        word.class == Class::Other
            && !word.capital
            && !(word.form.is_none() && word.lower.ends_with("ed"))
            && clauses.reading(end) == Reading::None
            && clauses.mentions.at[end].is_none()
            && word.form.is_none_or(|form| form.base && !form.past)
    });
    // "summit talks"
    let compound = compound
        || line.relation(end - 1) == "compound"
            && line.head(end - 1) == Some(end)
            && line.part(end) == "NOUN"
            && lexicon().triggers.of_noun(|n| line.lower(end + n)).is_some();
    if compound {
        return None;
    }
    let trigger = triggers.find(|trigger| {
        !trigger.wants_then || trigger.then.longest(|n| line.lower(end + n)).is_some()
    })?;
    Some(Hit { trigger, words: at..end, noun: None, given: Vec::new() })
}
