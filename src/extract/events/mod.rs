//! Words and mentions → events: a trigger, who does it to whom, where, how sure, by which words.
//!
//! - `clause`: which words are verbs, where clauses end, who stands before and after
//! - `trigger`: which words tell which event
//! - `frame`: what the parse says around a word: subject, objects, what hangs on it
//! - `lists`: names that stand joined
//! - `arguments`, `dependents`, `nouns`, `places`: who does it, to whom, where
//! - `content`: what is said, and who stands behind it
//! - `about`: whom an act without an object is about
//! - `sides`: "both sides" of a quarrel are not who speaks of it
//! - `modality`: happened, planned, conditional, possible, denied
//! - `dates`, `other_clause`: which time belongs to which event
//! - `carry`: dates for what is told without one
//! - `verbal`, `nominal`: one event from a verb, from a noun
//! - `said`: what is asked, demanded, refused, threatened in what somebody says
//! - `speech`: where saying is only attribution
//! - `refer`: "the offer": what was told already
//! - `lend`: actors for what a noun names, from the act that speaks of it
//! - `background`: what only describes
//! - `setting`: place and counterpart of what is told of one meeting
//! - `title`, `line`: one line for the timeline
//!
//! Attribution by nobody in particular ("officials said") makes no event, and there is no
//! fallback: a sentence without a trigger tells nothing.

mod about;
mod arguments;
mod background;
mod carry;
mod clause;
mod content;
mod dates;
mod dependents;
mod frame;
mod lend;
mod line;
mod lists;
mod modality;
mod nominal;
mod nouns;
mod other_clause;
mod places;
mod refer;
mod said;
mod saying;
mod setting;
mod sides;
mod speech;
#[cfg(test)]
mod tests;
mod title;
mod trigger;
mod verbal;

use std::ops::Range;

pub(in crate::extract) use about::answered;
pub(crate) use clause::{Clauses, Reading};

use super::actors::{Cast, Mentions, Who};
use super::distance::Timed;
use super::found::Found;
use super::times::Time;
use super::why::{Field, Grounds};
use super::words::{Class, Line};
use crate::calendar::{NaiveDate, When};
use crate::diagnostic::Span;
use crate::vocabulary::{Confidence, EventType, Modality};

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
    /// What a trigger wanted besides its own words, and which words gave it.
    pub(crate) frame: String,
    /// Which rule gave which field.
    pub(crate) grounds: Grounds,
}

impl Telling {
    /// What a trigger tells, before anything is known of it but its arguments.
    ///
    /// - `index`: of the line.
    fn new(
        scene: &Scene<'_, '_>,
        index: usize,
        hit: &trigger::Hit<'_>,
        arguments: arguments::Arguments,
    ) -> Self {
        let line = &scene.lines[index];
        let trigger = line.span(hit.words.start, hit.words.end);
        let mut telling = Self {
            kind: hit.trigger.kind,
            rule: hit.trigger.name.clone(),
            line: index,
            paragraph: line.paragraph,
            at: hit.words.start,
            words: arguments.words,
            from: arguments.from,
            to: arguments.to,
            place: arguments.place,
            date: None,
            modality: Modality::Happened,
            modality_rule: "told",
            title: String::new(),
            nominal: false,
            confidence: Confidence::High,
            after: Vec::new(),
            responds_to: Vec::new(),
            conditional_on: Vec::new(),
            timing: Vec::new(),
            also: Vec::new(),
            frame: hit.frame(line),
            grounds: Grounds::default(),
            trigger: trigger.clone(),
        };
        telling.grounds.set(Field::Type, "frame", trigger);
        for (field, rule, words) in arguments.because {
            let empty = match field {
                Field::From => telling.from.is_empty(),
                Field::To => telling.to.is_empty(),
                Field::Place => telling.place.is_none(),
                _ => false,
            };
            let end = words.end.min(line.words.len());
            if !empty && words.start < end {
                telling.grounds.set(field, rule, line.span(words.start, end));
            }
        }
        telling
    }

    /// Sets how it stands to the facts, by a rule and the words it looked at.
    pub(crate) fn stands(&mut self, modality: Modality, rule: &'static str, words: Span) {
        self.modality = modality;
        self.modality_rule = rule;
        self.grounds.set(Field::Modality, rule, words);
    }
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
        if wanted(line) && !asks(line) {
            let clauses = Clauses::new(line, &scene.mentions[index]);
            let mut here = sentence(scene, index, &clauses);
            here.sort_by_key(|telling| (telling.at, telling.nominal));
            tellings.append(&mut here);
        }
    }
    sides::turn(scene, &mut tellings);
    sides::lend(scene, &mut tellings);
    lend::who_met(scene, &mut tellings);
    refer::join(scene, &mut tellings);
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

/// Whether a sentence asks if something is so: "Will Malta sign?". "Why did Malta sign?" tells that
/// it did.
fn asks(line: &Line<'_>) -> bool {
    let mark = line.words.iter().rev().take(3).any(|word| word.text == "?");
    let open = matches!(line.class(0), Class::Be | Class::Have | Class::Do | Class::Modal)
        || line.lower(0) == Some("who");
    mark && open
}

/// What the events of verbs have made of a word.
#[derive(Debug, Clone, Copy, Default)]
struct Used {
    /// It tells an event.
    taken: bool,
    /// As the noun after the verb.
    object: bool,
    /// As the noun that does it: "talks began".
    subject: bool,
    /// The event that a verb tells of it.
    tells: Option<EventType>,
}

fn sentence(scene: &Scene<'_, '_>, index: usize, clauses: &Clauses<'_, '_>) -> Vec<Telling> {
    let words = clauses.line.words.len();
    let mut used = vec![Used::default(); words];
    let mut tellings = Vec::new();
    for at in 0..words {
        if used[at].taken {
            continue;
        }
        // "talks, which began on Monday, ended without success": told once.
        let again = |hit: &trigger::Hit<'_>| {
            hit.trigger.wants_subject && hit.noun.is_some_and(|noun| used[noun].subject)
        };
        if let Some(hit) = trigger::verb(clauses, at).filter(|hit| !again(hit))
            && let Some(telling) = verbal::telling(scene, index, clauses, at, &hit)
        {
            for word in hit.words.clone() {
                used[word].taken = true;
            }
            if let Some(noun) = hit.noun {
                let noun = &mut used[noun];
                noun.taken = true;
                noun.object = hit.noun > Some(at);
                noun.subject |= hit.trigger.wants_subject;
                noun.tells = Some(telling.kind);
            }
            tellings.push(telling);
        }
    }
    for at in 0..words {
        if used[at].taken || clauses.reading(at) != Reading::None {
            continue;
        }
        // "lifted its travel ban", "a second round of talks, which began": told by the verb.
        let told = |hit: &trigger::Hit<'_>| {
            let mut words = used[hit.words.clone()].iter();
            words.any(|word| word.object || word.tells == Some(hit.trigger.kind))
        };
        if let Some(hit) = trigger::noun(clauses, at).filter(|hit| !told(hit)) {
            let telling = nominal::telling(scene, index, clauses, &hit);
            // "cessation of hostilities" tells of no hostilities, whether it is told or not.
            if telling.is_some() || hit.words.len() > 1 {
                for word in hit.words.clone() {
                    used[word].taken = true;
                }
            }
            tellings.extend(telling);
        }
    }
    lend::by_phone(clauses, &mut tellings);
    speech::leave_out(clauses, &mut tellings);
    lend::lend(clauses, &mut tellings);
    lend::objects(clauses, &mut tellings);
    lend::invited(clauses, &mut tellings);
    // What may follow is told only where somebody warns of it.
    tellings.retain(|t| !t.nominal || !t.from.is_empty() || !lend::is_consequence(t));
    tellings
}
