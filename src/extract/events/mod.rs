//! Words and mentions → events: a trigger, who does it to whom, where, how sure, by which words.
//!
//! - `clause`: which words are verbs, where clauses end, who stands before and after
//! - `trigger`: which words tell which event
//! - `frame`: what the parse says around a word: subject, objects, what hangs on it
//! - `arguments`, `dependents`, `nouns`, `places`: who does it, to whom, where
//! - `about`: whom an act without an object is about
//! - `sides`: "both sides" of a quarrel are not who speaks of it
//! - `modality`: happened, planned, conditional, possible, denied
//! - `dates`: which time belongs to which event
//! - `carry`: dates for what is told without one
//! - `said`: what is asked, demanded, refused in what somebody says
//! - `refer`: "the offer": what was told already
//! - `setting`: place and counterpart of what is told of one meeting
//! - `title`, `line`: one line for the timeline
//!
//! Attribution by nobody in particular ("officials said") makes no event, and there is no
//! fallback: a sentence without a trigger tells nothing.

mod about;
mod arguments;
mod carry;
mod clause;
mod dates;
mod dependents;
mod frame;
mod line;
mod modality;
mod nouns;
mod places;
mod refer;
mod said;
mod setting;
mod sides;
#[cfg(test)]
mod tests;
mod title;
mod trigger;

use std::ops::Range;

pub(in crate::extract) use about::answered;
pub(crate) use clause::{Clauses, Reading};

use super::actors::{Cast, Mentions, Who};
use super::distance::Timed;
use super::found::Found;
use super::times::Time;
use super::words::{Class, Line};
use crate::calendar::{NaiveDate, When};
use crate::diagnostic::Span;
use crate::lexicon::lexicon;
use crate::vocabulary::{ActorKind, Confidence, EventType, Modality};

/// An event as one sentence tells it.
#[derive(Debug, Clone)]
pub(crate) struct Telling {
    pub(crate) kind: EventType,
    /// The trigger as in the lexicon: "call for".
    pub(crate) rule: String,
    /// Index into the lines.
    pub(crate) line: usize,
    /// Index into the article's paragraphs.
    pub(crate) paragraph: usize,
    /// The word that tells it.
    pub(crate) at: usize,
    /// The words of the quote.
    pub(crate) words: Range<usize>,
    /// The trigger, in bytes of the article.
    pub(crate) trigger: Span,
    pub(crate) from: Vec<Who>,
    pub(crate) to: Vec<Who>,
    pub(crate) place: Option<String>,
    pub(crate) date: Option<Found<When>>,
    pub(crate) modality: Modality,
    pub(crate) modality_rule: &'static str,
    pub(crate) title: String,
    /// Told by a noun.
    pub(crate) nominal: bool,
    pub(crate) confidence: Confidence,
    /// Other events, by index: see [`super::order`].
    pub(crate) after: Vec<usize>,
    pub(crate) responds_to: Vec<usize>,
    pub(crate) conditional_on: Vec<usize>,
    /// How far from others, how long: see [`super::distance`].
    pub(crate) timing: Vec<Timed>,
    /// Quotes of further tellings, in bytes of the article.
    pub(crate) also: Vec<Span>,
}

/// What the stage is given.
#[derive(Debug)]
pub(crate) struct Scene<'s, 'a> {
    pub(crate) lines: &'s [Line<'a>],
    pub(crate) mentions: &'s [Mentions],
    pub(crate) cast: &'s Cast,
    pub(crate) times: &'s [Found<Time>],
    pub(crate) published: Option<NaiveDate>,
    /// The city of the dateline: "here".
    pub(crate) here: Option<&'s str>,
}

/// Finds the events of all sentences that `wanted` picks, in reading order.
pub(crate) fn find(scene: &Scene<'_, '_>, wanted: impl Fn(&Line<'_>) -> bool) -> Vec<Telling> {
    let mut tellings: Vec<Telling> = Vec::new();
    for (index, line) in scene.lines.iter().enumerate() {
        if wanted(line) {
            let clauses = Clauses::new(line, &scene.mentions[index]);
            let mut here = sentence(scene, index, &clauses);
            here.sort_by_key(|telling| (telling.at, telling.nominal));
            tellings.append(&mut here);
        }
    }
    sides::turn(scene, &mut tellings);
    sides::lend(scene, &mut tellings);
    refer::leave_out(scene, &mut tellings);
    let story = carry::carry(scene, &mut tellings);
    setting::lend(scene, &mut tellings, story == carry::Story::Account);
    for here in tellings.chunk_by_mut(|one, next| one.line == next.line) {
        let line = here[0].line;
        let clauses = Clauses::new(&scene.lines[line], &scene.mentions[line]);
        for telling in here {
            telling.title = title::title(&clauses, scene.cast, telling);
        }
    }
    tellings
}

fn sentence(scene: &Scene<'_, '_>, index: usize, clauses: &Clauses<'_, '_>) -> Vec<Telling> {
    let words = clauses.line.words.len();
    let mut taken = vec![false; words];
    let mut tellings = Vec::new();
    for at in 0..words {
        if taken[at] {
            continue;
        }
        if let Some(hit) = trigger::verb(clauses, at)
            && let Some(telling) = verb_telling(scene, index, clauses, at, &hit)
        {
            for word in hit.words.clone() {
                taken[word] = true;
            }
            if let Some(noun) = hit.noun {
                taken[noun] = true;
            }
            tellings.push(telling);
        }
    }
    for at in 0..words {
        if taken[at] || clauses.reading(at) != Reading::None {
            continue;
        }
        if let Some(hit) = trigger::noun(clauses, at)
            && let Some(telling) = noun_telling(scene, index, clauses, &hit)
        {
            for word in hit.words.clone() {
                taken[word] = true;
            }
            tellings.push(telling);
        }
    }
    leave_out_wrappers(clauses, &mut tellings);
    lend_actors(clauses, &mut tellings);
    tellings
}

/// What a speaker says of an act of his own is told by the act: "said he had talked to Lavrov".
fn leave_out_wrappers(clauses: &Clauses<'_, '_>, tellings: &mut Vec<Telling>) {
    let mut inner: Vec<(usize, Vec<Who>)> = tellings
        .iter()
        .filter(|t| t.kind != EventType::Statement && !t.nominal)
        .map(|t| (t.at, t.from.clone()))
        .collect();
    inner.sort_by_key(|(at, _)| *at);
    tellings.retain(|telling| {
        let quoted = telling.words.clone().any(|word| clauses.line.class(word) == Class::Quote);
        let next = inner.partition_point(|(at, _)| *at <= telling.at);
        telling.kind != EventType::Statement
            || quoted
            || !inner[next..]
                .iter()
                .take_while(|(at, _)| *at < telling.at + 12)
                .any(|(_, from)| *from == telling.from)
    });
}

/// "invited Putin to talks in Istanbul": the talks are theirs.
fn lend_actors(clauses: &Clauses<'_, '_>, tellings: &mut [Telling]) {
    let offers: Vec<(usize, usize, Vec<Who>, Vec<Who>)> = tellings
        .iter()
        .filter(|t| {
            !t.nominal
                && matches!(
                    t.kind,
                    EventType::Invitation | EventType::Proposal | EventType::Acceptance
                )
        })
        .map(|t| (t.at, clauses.end(t.at + 1), t.from.clone(), t.to.clone()))
        .collect();
    for telling in tellings.iter_mut().filter(|t| t.nominal) {
        let meets = matches!(telling.kind, EventType::Talks | EventType::Meeting | EventType::Call);
        if !meets || !telling.from.is_empty() || !telling.to.is_empty() {
            continue;
        }
        let next = offers.partition_point(|(at, ..)| *at < telling.at);
        let offer = offers[next.saturating_sub(4)..next]
            .iter()
            .find(|(at, end, ..)| *at < telling.at && telling.at < *end);
        if let Some((_, _, from, to)) = offer {
            telling.from.clone_from(from);
            telling.to.clone_from(to);
            if telling.modality == Modality::Happened {
                telling.modality = Modality::Planned;
                telling.modality_rule = "offered";
            }
        }
    }
}

fn verb_telling(
    scene: &Scene<'_, '_>,
    index: usize,
    clauses: &Clauses<'_, '_>,
    at: usize,
    hit: &trigger::Hit<'_>,
) -> Option<Telling> {
    let line = clauses.line;
    let reading = clauses.reading(at);
    let mut arguments = arguments::of_verb(clauses, scene.cast, at, hit);
    let kind = said::kind(clauses, hit, &arguments.from);
    about::named_next(clauses, scene.cast, hit, kind, &mut arguments);
    let (mut modality, modality_rule) = modality::of_verb(clauses, at);
    let mut confidence = Confidence::High;
    if reading == Reading::Infinitive {
        match modality::governor(clauses, at) {
            // "urged Ukraine to accept": the urging is the event.
            Some(modality::Governor::Asked | modality::Governor::Noun(_)) | None => {
                let decision = modality_rule == "decision-to";
                if !decision {
                    return None;
                }
            }
            Some(modality::Governor::Verb(verb)) => {
                let tells = lexicon()
                    .triggers
                    .of_verb(line.words[verb].form.map_or(usize::MAX, |form| form.verb));
                let speech = tells.into_iter().any(|t| {
                    t.particle.last().is_some_and(|p| &**p == "to")
                        || matches!(
                            t.kind,
                            EventType::Rejection
                                | EventType::Pledge
                                | EventType::Warning
                                | EventType::Proposal
                                | EventType::Demand
                        )
                });
                let dated = dates::inside(scene, line, at..clauses.end(at)).is_some();
                if speech && !dated {
                    return None;
                }
            }
            Some(modality::Governor::Be) => {}
        }
        confidence = Confidence::Medium;
    }
    if matches!(reading, Reading::Ing) && line.words[at].quoted {
        return None;
    }
    let named = |who: &Who| !scene.cast.entities[*who].unnamed;
    if arguments.from.is_empty() {
        let agentless = arguments.to.is_empty() || kind == EventType::Statement;
        let subjectless = matches!(
            kind,
            EventType::Collapse
                | EventType::Meeting
                | EventType::Talks
                | EventType::Ceasefire
                | EventType::Attack
                | EventType::Postponement
        ) && (hit.trigger.wants_subject || hit.noun.is_some());
        if agentless && !subjectless {
            return None;
        }
        confidence = Confidence::Low;
    }
    if hit.trigger.named && !arguments.from.iter().any(named) {
        return None;
    }
    if hit.trigger.weak && arguments.from.is_empty() {
        return None;
    }
    // A reciprocal act wants a second side, a place or a body that meets.
    if modality == Modality::Planned && modality_rule == "would" && kind == EventType::Statement {
        return None;
    }
    if kind == EventType::Statement && modality == Modality::Denied && hit.trigger.name != "deny" {
        modality = Modality::Denied;
    }
    if arguments.of_itself {
        return None;
    }
    let words = clauses.trimmed(arguments.words.clone());
    if hit.trigger.named && is_attribution(scene, clauses, at, &words, &arguments.from) {
        return None;
    }
    let last = hit.noun.unwrap_or(at).max(hit.words.end - 1).max(at);
    if kind == EventType::Call && hit.noun.is_none() && arguments.to.is_empty() {
        let alone = hit.trigger.particle.iter().any(|p| &**p == "with");
        if alone {
            return None;
        }
    }
    let date = dates::of(scene, clauses, (at, last), &words, false);
    let future = date.as_ref().and_then(|d| d.value.bounds().earliest_start);
    if let (Modality::Happened, Some(day), Some(published)) = (modality, future, scene.published)
        && day > published
    {
        modality = Modality::Planned;
    }
    Some(Telling {
        kind,
        rule: hit.trigger.name.clone(),
        line: index,
        paragraph: line.paragraph,
        at,
        trigger: line.span(hit.words.start, hit.words.end),
        from: arguments.from,
        to: arguments.to,
        place: arguments.place,
        date,
        modality,
        modality_rule,
        title: String::new(),
        nominal: false,
        confidence,
        after: Vec::new(),
        responds_to: Vec::new(),
        conditional_on: Vec::new(),
        timing: Vec::new(),
        also: Vec::new(),
        words,
    })
}

/// Whether saying something is only where the words come from: "officials said", and at the end
/// of a sentence "the ministry said".
fn is_attribution(
    scene: &Scene<'_, '_>,
    clauses: &Clauses<'_, '_>,
    at: usize,
    words: &Range<usize>,
    from: &[Who],
) -> bool {
    let line = clauses.line;
    let speaker = words.start..clauses.group(at).max(words.start);
    let nobody = speaker.clone().any(|i| {
        clauses.mentions.at[i].is_some()
            && matches!(
                line.lower(i),
                Some("officials" | "official" | "sources" | "source" | "diplomats" | "witnesses")
            )
    });
    let trailing = !line.words[words.start].quoted
        && line.class(words.start) != Class::Quote
        && words.start > 0
        && (words.start.saturating_sub(2)..words.start).any(|i| line.class(i) == Class::Comma)
        && words.end <= at + 4;
    let person = |who: &Who| scene.cast.entities[*who].kind == ActorKind::Person;
    let pronoun = speaker.len() <= 2
        && speaker.clone().any(|i| line.class(i) == Class::Pronoun)
        && matches!(
            line.words[at].form.map(|form| lexicon().verbs.lemma(form.verb)),
            Some("add" | "note" | "explain")
        );
    let trailing = trailing
        || clauses.says_at_the_end(at)
            && line.class(words.start) != Class::Quote
            && !words.clone().any(|i| line.words[i].quoted);
    nobody || pronoun || trailing && !from.iter().any(person)
}

fn noun_telling(
    scene: &Scene<'_, '_>,
    index: usize,
    clauses: &Clauses<'_, '_>,
    hit: &trigger::Hit<'_>,
) -> Option<Telling> {
    let line = clauses.line;
    let at = hit.words.start;
    let kind = hit.trigger.kind;
    let arguments = nouns::of_noun(clauses, scene.cast, hit);
    let mut words = clauses.trimmed(arguments.words.clone());
    let last = hit.words.end - 1;
    let mut date = dates::of(scene, clauses, (last, last), &words, true);
    if kind == EventType::Ceasefire && date.is_none() {
        date = dates::beginning(scene, line, hit.words.end);
    }
    if let Some(date) = &date {
        // "talks in Istanbul, scheduled for Thursday": the day belongs to the quote.
        let last = (words.end..line.words.len().min(words.end + 8))
            .find(|&i| line.words[i].span.end >= date.span.end);
        if let Some(last) = last.filter(|_| date.span.start >= line.words[words.end - 1].span.end) {
            words.end = last + 1;
        }
    }
    let own_date = date.is_some();
    let actors = arguments.from.len() + arguments.to.len();
    // A trace that wants more than an adjective: "Russian airstrikes".
    let trace = matches!(
        kind,
        EventType::Attack
            | EventType::Concession
            | EventType::Ceasefire
            | EventType::Sanctions
            | EventType::Endorsement
            | EventType::Criticism
            | EventType::Aid
    );
    // "a truce beginning Monday": who keeps it may be told elsewhere.
    let begins = date.as_ref().is_some_and(|date| date.rule == "beginning");
    let supported = begins
        || actors > usize::from(trace)
        || actors > 0 && own_date
        || arguments.place.is_some() && own_date;
    if !supported || hit.trigger.weak && !own_date && actors < 2 {
        return None;
    }
    let (mut modality, modality_rule) = modality::of_noun(clauses, arguments.phrase, at, words.end);
    let future = date.as_ref().and_then(|d| d.value.bounds().earliest_start);
    if let (Modality::Happened, Some(day), Some(published)) = (modality, future, scene.published)
        && day > published
    {
        modality = Modality::Planned;
    }
    Some(Telling {
        kind,
        rule: hit.trigger.name.clone(),
        line: index,
        paragraph: line.paragraph,
        at,
        trigger: line.span(hit.words.start, hit.words.end),
        from: arguments.from,
        to: arguments.to,
        place: arguments.place,
        date,
        modality,
        modality_rule,
        title: String::new(),
        nominal: true,
        confidence: Confidence::Medium,
        after: Vec::new(),
        responds_to: Vec::new(),
        conditional_on: Vec::new(),
        timing: Vec::new(),
        also: Vec::new(),
        words,
    })
}
