//! An event that a verb tells.

use super::super::actors::Who;
use super::super::why::Field;
use super::super::words::Class;
use super::clause::{Clauses, Reading};
use super::{
    Scene, Telling, about, arguments, background, dates, modality, places, said, speech, trigger,
};
use crate::lexicon::lexicon;
use crate::vocabulary::{Confidence, EventType, Modality};

/// The event that a verb tells, unless too little is said of it.
pub(super) fn telling(
    scene: &Scene<'_, '_>,
    index: usize,
    clauses: &Clauses<'_, '_>,
    at: usize,
    hit: &trigger::Hit<'_>,
) -> Option<Telling> {
    let line = clauses.line;
    let reading = clauses.reading(at);
    let mut arguments = arguments::of_verb(clauses, scene.cast, at, hit);
    let of_itself = arguments.of_itself;
    let kind = said::kind(clauses, hit, &arguments.from);
    about::named_next(clauses, scene.cast, hit, kind, &mut arguments);
    let mut told = Telling::new(scene, index, hit, arguments);
    told.kind = kind;
    if told.kind != hit.trigger.kind {
        told.grounds.set(Field::Type, "what-is-said", line.span(at, told.words.end));
    }
    let stands = modality::of_verb(clauses, at);
    told.stands(stands.modality, stands.rule, line.span(stands.at, at + 1));
    let purpose = purpose(clauses, at, kind).filter(|_| reading == Reading::Infinitive);
    if let Some(verb) = purpose {
        let over = modality::of_verb(clauses, verb);
        if over.modality == Modality::Happened {
            told.stands(Modality::Planned, "purpose", line.span(verb, verb + 1));
        } else {
            told.stands(over.modality, over.rule, line.span(over.at, over.at + 1));
        }
    } else if reading == Reading::Infinitive && !tells_of_an_act(scene, clauses, at, stands.rule) {
        return None;
    }
    if reading == Reading::Infinitive {
        told.confidence = Confidence::Medium;
    }
    // "Morel spoke with Ruiz and urged him": a pronoun that is read as the speaker.
    let misread = of_itself && (told.kind.is_reciprocal() || told.kind == EventType::Attack);
    if matches!(reading, Reading::Ing) && line.words[at].quoted || misread {
        return None;
    }
    // "we will continue to support": said so, a word is given.
    if told.kind == EventType::Pledge && stands.rule == "will" && is_ours(clauses, at) {
        told.stands(Modality::Happened, "we-will", line.span(stands.at, at + 1));
    }
    told.words = clauses.trimmed(told.words.clone());
    if told.kind == EventType::Statement
        && let Some(who) = background::said_in_a_statement(clauses, at)
    {
        if who.is_empty() {
            return None;
        }
        told.from = who;
        told.from.sort_unstable();
        told.from.dedup();
        told.grounds.set(Field::From, "whose-statement", line.span(at, at + 1));
    }
    if !is_said_of_somebody(scene, clauses, hit, &mut told) {
        return None;
    }
    // "will not threaten force": a promise.
    if told.kind == EventType::Warning
        && told.modality == Modality::Denied
        && line.lemma(at) == "threaten"
    {
        return None;
    }
    // "talks which they say were constructive": said by the way.
    if told.kind == EventType::Statement
        && hit.trigger.named
        && matches!(line.class(hit.words.end), Class::Be | Class::Have | Class::Modal)
        && !clauses.says_at_the_end(at)
    {
        return None;
    }
    // "said it would say"; who did not say a thing said nothing.
    if told.kind == EventType::Statement
        && (stands.rule == "would" || stands.modality == Modality::Denied)
    {
        return None;
    }
    if background::is_silence(clauses, at, told.kind) {
        return None;
    }
    let attributes =
        hit.trigger.named && speech::is_attribution(scene, clauses, at, &told.words, &told.from);
    if attributes && told.kind == hit.trigger.kind {
        return None;
    }
    let last = hit.noun.unwrap_or(at).max(hit.words.end - 1).max(at);
    if told.kind == EventType::Call && hit.noun.is_none() && told.to.is_empty() {
        let alone = hit.trigger.particle.iter().any(|p| &**p == "with");
        if alone {
            return None;
        }
    }
    // "discussed the matter": with whom?
    if told.kind == EventType::Talks
        && hit.noun.is_none()
        && hit.trigger.particle.is_empty()
        && told.from.len() + told.to.len() < 2
    {
        return None;
    }
    let mut words = told.words.clone();
    if told.kind == EventType::Statement {
        words.start = words.start.max(clauses.said_from(at)).min(at);
    }
    told.date = dates::of(scene, clauses, (at, last), &words, (told.kind, false));
    if let Some(verb) = purpose.filter(|_| told.date.is_none()) {
        told.date = dates::of(scene, clauses, (verb, verb), &(verb..at), (told.kind, false));
    }
    // "talks will take place in Lima beginning Tuesday"
    let meets = matches!(told.kind, EventType::Talks | EventType::Meeting);
    if told.date.is_none() && meets && told.modality == Modality::Planned {
        let begins = (last + 1..last + 12)
            .find(|&i| matches!(line.lower(i), Some("beginning" | "starting")));
        told.date = begins.and_then(|i| dates::beginning(scene, line, i));
    }
    // "during a meeting held at the ministry": nothing of when, where and who.
    if meets
        && reading == Reading::Reduced
        && told.date.is_none()
        && told.place.is_none()
        && told.from.is_empty()
        && told.to.is_empty()
    {
        return None;
    }
    // "led the delegation", and nothing of when, where and to whom.
    let leads = hit.noun.is_some_and(|noun| line.lemma(noun) == "delegation");
    let to = told.grounds.of(Field::To).any(|because| because.rule == "hangs-on-it");
    if leads && told.date.is_none() && told.place.is_none() && !to {
        return None;
    }
    // Whoever is accused stands as the subject.
    if background::is_accused(clauses, at) {
        if told.date.is_none() || told.from.is_empty() {
            return None;
        }
        told.grounds.set(Field::From, "accused-of-it", line.span(at, at + 1));
    }
    if background::is_habit(clauses, at)
        || background::is_asked(clauses, at)
        || background::is_passed_over(clauses, at)
        || told.kind == EventType::Statement && background::is_of_a_said_paper(clauses, at)
    {
        return None;
    }
    if told.date.is_none() && background::is_mere(clauses, at, told.kind, stands.rule) {
        return None;
    }
    lies_ahead(scene, &mut told);
    Some(told)
}

/// Whether "we" do it, in the text's own voice.
fn is_ours(clauses: &Clauses<'_, '_>, at: usize) -> bool {
    let line = clauses.line;
    let before = clauses.group(at).checked_sub(1);
    before.is_some_and(|i| line.lower(i) == Some("we") && !line.words[i].quoted)
}

/// What happened on a day to come is planned for it.
pub(super) fn lies_ahead(scene: &Scene<'_, '_>, told: &mut Telling) {
    let Some(date) = &told.date else { return };
    let ahead = date.value.bounds().earliest_start.zip(scene.published);
    if told.modality == Modality::Happened && ahead.is_some_and(|(day, today)| day > today) {
        // "invited Malta to talks next week": the day is that of the talks.
        let line = &scene.lines[told.line];
        if is_speech(told.kind) && !told.nominal && matches!(line.tag(told.at), "VBD" | "VBN") {
            told.date = None;
            return;
        }
        let words = date.span.clone();
        told.stands(Modality::Planned, "day-to-come", words);
    }
}

/// Whether what is said may be of another day than the saying.
fn is_speech(kind: EventType) -> bool {
    super::dependents::is_said(kind)
        || matches!(kind, EventType::Invitation | EventType::Postponement | EventType::Agreement)
}

/// The journey or meeting that an infinitive gives the purpose of: "flew to Lima to mediate".
fn purpose(clauses: &Clauses<'_, '_>, at: usize, kind: EventType) -> Option<usize> {
    let line = clauses.line;
    let first = line.parse.first_conjunct(line.first + at).checked_sub(line.first)?;
    let meets = matches!(
        kind,
        EventType::Mediation | EventType::Talks | EventType::Meeting | EventType::Agreement
    );
    let verb = line.head(first).filter(|&verb| verb < at && meets)?;
    let goes = || {
        trigger::verb(clauses, verb)
            .is_some_and(|hit| matches!(hit.trigger.kind, EventType::Visit | EventType::Mediation))
    };
    (line.relation(first) == "advcl" && goes()).then_some(verb)
}

/// Whether an infinitive tells an act of its own: "agreed to meet", not "urged Malta to accept".
fn tells_of_an_act(
    scene: &Scene<'_, '_>,
    clauses: &Clauses<'_, '_>,
    at: usize,
    rule: &'static str,
) -> bool {
    let line = clauses.line;
    match modality::governor(clauses, at) {
        // The urging is the event.
        Some(modality::Governor::Asked | modality::Governor::Noun(_)) | None => {
            matches!(rule, "decision-to" | "steps-to")
        }
        Some(modality::Governor::Verb(verb)) => {
            let form = line.words[verb].form;
            let to = form.is_some_and(|form| {
                let mut triggers = lexicon().triggers.of_verb(form.verb);
                triggers.any(|t| t.particle.last().is_some_and(|p| &**p == "to"))
            });
            let speech = to
                || trigger::verb(clauses, verb).is_some_and(|hit| {
                    matches!(
                        hit.trigger.kind,
                        EventType::Rejection
                            | EventType::Pledge
                            | EventType::Warning
                            | EventType::Proposal
                            | EventType::Demand
                    )
                });
            // "agreed to meet in Lima": a plan of its own where it says where or when.
            let end = clauses.end(at);
            let meets = trigger::verb(clauses, at).is_some_and(|hit| {
                matches!(hit.trigger.kind, EventType::Meeting | EventType::Talks)
            });
            let place = || (at..end).any(|i| places::place_at(clauses, scene.cast, i).is_some());
            !speech || dates::inside(scene, line, at..end).is_some() || meets && place()
        }
        Some(modality::Governor::Be) => true,
    }
}

/// Whether people whom nothing names do something that counts by itself: "donors suspended aid".
/// What they say is talk.
fn by_the_unnamed(clauses: &Clauses<'_, '_>, told: &Telling) -> bool {
    let deed = told.kind.is_reciprocal()
        || matches!(
            told.kind,
            EventType::Agreement
                | EventType::Vote
                | EventType::Attack
                | EventType::Sanctions
                | EventType::Aid
                | EventType::Concession
                | EventType::Break
                | EventType::Mobilization
        );
    deed && clauses.reading(told.at) == Reading::Active && clauses.has_unnamed_subject(told.at)
}

/// Whether enough is said of who does it.
fn is_said_of_somebody(
    scene: &Scene<'_, '_>,
    clauses: &Clauses<'_, '_>,
    hit: &trigger::Hit<'_>,
    told: &mut Telling,
) -> bool {
    let named = |who: &Who| !scene.cast.entities[*who].unnamed;
    if told.from.is_empty() {
        let agentless = told.to.is_empty() || told.kind == EventType::Statement;
        let without = matches!(
            told.kind,
            EventType::Collapse
                | EventType::Meeting
                | EventType::Talks
                | EventType::Ceasefire
                | EventType::Attack
                | EventType::Postponement
        ) && hit.noun.is_some();
        let subjectless = hit.trigger.wants_subject || without || by_the_unnamed(clauses, told);
        // "was urged to", "have been blamed": by whom?
        let speech = matches!(
            told.kind,
            EventType::Criticism
                | EventType::Appeal
                | EventType::Demand
                | EventType::Endorsement
                | EventType::Warning
                | EventType::Pledge
        ) && matches!(clauses.reading(told.at), Reading::Passive | Reading::Reduced);
        // "The accord was signed in May. It calls for elections": what a paper says is no act.
        let paper =
            matches!(told.kind, EventType::Criticism | EventType::Appeal | EventType::Demand)
                && clauses
                    .subject_words(told.at)
                    .is_some_and(|words| clauses.line.lower(words.start) == Some("it"));
        if agentless && !subjectless || hit.trigger.weak || speech || paper {
            return false;
        }
        told.confidence = Confidence::Low;
        let line = clauses.line;
        told.grounds.set(Field::From, "nobody-named", line.span(told.at, told.at + 1));
    }
    !hit.trigger.named || told.from.iter().any(named)
}
