//! An event that a noun tells.

use super::clause::Clauses;
use super::{Scene, Telling, background, dates, lend, modality, nouns, trigger, verbal};
use crate::vocabulary::{Confidence, EventType, Modality};

/// The event that a noun tells, unless too little is said of it.
pub(super) fn telling(
    scene: &Scene<'_, '_>,
    index: usize,
    clauses: &Clauses<'_, '_>,
    hit: &trigger::Hit<'_>,
) -> Option<Telling> {
    let line = clauses.line;
    let at = hit.words.start;
    let kind = hit.trigger.kind;
    let head = hit.words.end - 1;
    let arguments = nouns::of_noun(clauses, scene.cast, hit);
    let phrase = arguments.phrase;
    let mut told = Telling::new(scene, index, hit, arguments);
    told.nominal = true;
    told.confidence = Confidence::Medium;
    told.words = clauses.trimmed(told.words.clone());
    told.date = dates::of(scene, clauses, (head, head), &told.words, (kind, true));
    if kind == EventType::Ceasefire && told.date.is_none() {
        told.date = dates::beginning(scene, line, hit.words.end);
    }
    let lasts = matches!(kind, EventType::Sanctions | EventType::Ceasefire);
    if lasts && told.date.is_none() {
        told.date = dates::since(scene, line, hit.words.end);
    }
    if let Some(date) = &told.date {
        // "talks in Istanbul, scheduled for Thursday": the day belongs to the quote.
        let end = told.words.end;
        let last =
            (end..line.words.len().min(end + 8)).find(|&i| line.words[i].span.end >= date.span.end);
        if let Some(last) = last.filter(|_| date.span.start >= line.words[end - 1].span.end) {
            told.words.end = last + 1;
        }
    }
    let stands = modality::of_noun(clauses, phrase, at, told.words.end);
    told.stands(stands.modality, stands.rule, line.span(stands.at, stands.at + 1));
    if !is_supported(scene, clauses, hit, &told)
        || told.date.is_none() && background::is_topic(clauses, head)
    {
        return None;
    }
    verbal::lies_ahead(scene, &mut told);
    Some(told)
}

/// Whether enough is said of what a noun names: who, when, where.
fn is_supported(
    scene: &Scene<'_, '_>,
    clauses: &Clauses<'_, '_>,
    hit: &trigger::Hit<'_>,
    told: &Telling,
) -> bool {
    let line = clauses.line;
    let actors = told.from.len() + told.to.len();
    let dated = told.date.is_some();
    // A trace that wants more than an adjective: "Russian airstrikes".
    let trace = matches!(
        told.kind,
        EventType::Attack
            | EventType::Concession
            | EventType::Ceasefire
            | EventType::Sanctions
            | EventType::Endorsement
            | EventType::Criticism
            | EventType::Aid
    );
    if hit.trigger.weak && !dated && actors < 2 {
        return false;
    }
    // "The Geneva Summit": a name, told as an event where it has a day.
    if clauses.mentions.get(hit.words.start).is_some_and(|mention| !mention.who.is_empty()) {
        return dated;
    }
    // "a truce beginning Monday": who keeps it may be told elsewhere.
    let begins = told.date.as_ref().is_some_and(|date| date.rule == "beginning");
    let meets = matches!(told.kind, EventType::Talks | EventType::Meeting | EventType::Call);
    // "talks in Lima, scheduled for Friday", whatever Friday is.
    let scheduled = meets
        && told.modality_rule == "scheduled"
        && (told.place.is_some() || scene.published.is_some() && dated);
    let struck = told.kind == EventType::Attack
        && told.place.is_some()
        && matches!(line.relation(hit.words.end - 1), "nsubj" | "obl" | "nmod" | "nsubj:pass");
    // "The deal followed talks in Dubai"
    let followed = meets
        && told.place.is_some()
        && line.head(hit.words.end - 1).is_some_and(|head| line.lemma(head) == "follow");
    // "there will be a ceasefire"
    let exists = told.modality == Modality::Planned
        && matches!(told.kind, EventType::Ceasefire | EventType::Talks | EventType::Meeting)
        && line.relation(hit.words.end - 1) == "nsubj"
        && line.head(hit.words.end - 1).is_some_and(|head| line.by(head, "expl").next().is_some());
    begins
        || exists
        || followed
        || dated && told.kind == EventType::Attack
        || lend::is_consequence(told)
        || actors > usize::from(trace)
        || actors > 0 && dated
        || told.place.is_some() && dated
        || meets && dated && told.modality == Modality::Happened
        || scheduled
        || struck
}
