//! What somebody says may ask, demand, refuse, threaten: "said Malta must leave".

use super::super::actors::Who;
use super::super::words::Class;
use super::clause::{Clauses, Reading};
use super::trigger::{self, Hit};
use crate::vocabulary::EventType;

/// What is said: its modal and verb, and whether the speaker is to act.
#[derive(Debug, Clone, Copy)]
struct Said {
    modal: usize,
    /// The verb after it, where the parse has one.
    verb: Option<usize>,
    /// The speaker himself.
    own: bool,
    /// A noun that is nobody in particular.
    noun: bool,
}

/// The kind of an event told by a verb, for one of saying by what is said.
///
/// "should" appeals and "must" demands where somebody else is to act; "we will not" refuses; "it
/// would attack" threatens.
pub(super) fn kind(clauses: &Clauses<'_, '_>, hit: &Hit<'_>, speaker: &[Who]) -> EventType {
    let kind = hit.trigger.kind;
    if kind == EventType::Demand && insists_on_what_was(clauses, hit) {
        return EventType::Statement;
    }
    if kind != EventType::Statement || !hit.trigger.named {
        return kind;
    }
    if is_unwilling(clauses, hit) {
        return EventType::Rejection;
    }
    let Some(said) = content(clauses, hit, speaker).or_else(|| beside(clauses, hit, speaker))
    else {
        return kind;
    };
    let line = clauses.line;
    let refused = line.class(said.modal + 1) == Class::Negation;
    let threatens = said
        .verb
        .and_then(|verb| trigger::verb(clauses, verb))
        .is_some_and(|hit| matches!(hit.trigger.kind, EventType::Attack | EventType::Sanctions));
    match line.lower(said.modal) {
        Some("should") if !said.own || said.noun => EventType::Appeal,
        Some("must") if !said.own || said.noun => EventType::Demand,
        Some("will" | "would" | "wo") if refused && said.own && !said.noun => EventType::Rejection,
        Some("will" | "would") if said.own && threatens && !refused => EventType::Warning,
        // "announced that it would sign"
        Some("will" | "would") if said.own && !refused && promises(clauses, hit, said) => {
            EventType::Pledge
        }
        _ => kind,
    }
}

/// "insisted that fighting prevented their delegates from leaving": says so, and demands nothing.
fn insists_on_what_was(clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> bool {
    let line = clauses.line;
    let at = hit.words.start;
    line.lemma(at) == "insist"
        && line.parse.children_by(line.first + at, "ccomp").any(|verb| {
            verb > line.first + at
                && matches!(line.parse.words[verb].xpos, "VBD" | "VBN")
                && line
                    .parse
                    .auxiliaries(verb)
                    .iter()
                    .all(|&aux| line.parse.words[aux].xpos == "VBG")
        })
}

/// "said he did not want to meet": refused.
fn is_unwilling(clauses: &Clauses<'_, '_>, hit: &Hit<'_>) -> bool {
    let line = clauses.line;
    let parse = line.parse;
    let verb = parse.complements(line.first + hit.words.start).into_iter().next();
    verb.is_some_and(|verb| {
        matches!(&*parse.lemmas[verb], "want" | "wish" | "intend")
            && parse.negated(verb)
            && !parse.complements(verb).is_empty()
    })
}

/// Whether who announces what he or she will do commits to it.
fn promises(clauses: &Clauses<'_, '_>, hit: &Hit<'_>, said: Said) -> bool {
    let line = clauses.line;
    let at = hit.words.start;
    let does = said.verb.is_some_and(|verb| {
        line.part(verb) == "VERB"
            && !matches!(line.lemma(verb), "be" | "say" | "see" | "like" | "prefer" | "consider")
            && !matches!(line.lemma(verb), "continue" | "have" | "remain" | "depend" | "need")
            && !line.words[verb].quoted
    });
    does && line.lemma(at) == "announce" && said.verb.is_some_and(|verb| verb > at)
}

/// What is said by the parse: the clause that completes the verb.
fn content(clauses: &Clauses<'_, '_>, hit: &Hit<'_>, speaker: &[Who]) -> Option<Said> {
    let line = clauses.line;
    let parse = line.parse;
    let verb = parse.complements(line.first + hit.words.start).into_iter().next()?;
    let modal = parse
        .auxiliaries(verb)
        .into_iter()
        .map(|token| token - line.first)
        .find(|&i| line.class(i) == Class::Modal)?;
    let subject = parse.children_by(verb, "nsubj").next()? - line.first;
    let who = clauses.actors(subject);
    let pronoun = line.class(subject) == Class::Pronoun;
    // "Chad said it": the speaker, whatever else the word was taken for.
    let own = matches!(line.lower(subject), Some("it" | "he" | "she" | "we" | "i"))
        || who.is_empty() && pronoun
        || !who.is_empty() && who.iter().all(|who| speaker.contains(who));
    let noun = who.is_empty() && !pronoun;
    Some(Said { modal, verb: Some(verb - line.first), own, noun })
}

/// The same by the first modal after the verb.
fn beside(clauses: &Clauses<'_, '_>, hit: &Hit<'_>, speaker: &[Who]) -> Option<Said> {
    let line = clauses.line;
    let from = hit.words.end;
    let limit = (from + 16).min(line.words.len());
    let modal = (from..limit)
        .take_while(|&i| {
            !matches!(line.class(i), Class::Break)
                && !matches!(line.lower(i), Some("if" | "unless" | "because" | "why" | "."))
        })
        .find(|&i| line.class(i) == Class::Modal)?;
    let own = (from..modal).rev().find_map(|i| clauses.mentions.get(i)).is_none_or(|mention| {
        mention.who.is_empty() || mention.who.iter().all(|who| speaker.contains(who))
    });
    let before = (from..modal).rev().find(|&i| line.class(i) != Class::Quote)?;
    let noun = line.class(before) == Class::Other;
    let pronoun = line.class(before) == Class::Pronoun;
    let verb = (modal + 1..modal + 4).find(|&i| clauses.reading(i) == Reading::Active);
    Some(Said { modal, verb: verb.filter(|_| pronoun), own: own && (pronoun || !noun), noun })
}
