//! What somebody says may ask, demand or refuse: "said Malta must leave".

use super::super::actors::Who;
use super::super::words::Class;
use super::Clauses;
use super::trigger::Hit;
use crate::vocabulary::EventType;

/// The kind of an event told by a verb, for one of saying by what is said.
///
/// "should" appeals and "must" demands where somebody else is to act; "we will not" refuses.
pub(super) fn kind(clauses: &Clauses<'_, '_>, hit: &Hit<'_>, speaker: &[Who]) -> EventType {
    let kind = hit.trigger.kind;
    if kind != EventType::Statement || !hit.trigger.named {
        return kind;
    }
    let line = clauses.line;
    let from = hit.words.end;
    let limit = (from + 16).min(line.words.len());
    let modal = (from..limit)
        .take_while(|&i| {
            !matches!(line.class(i), Class::Break)
                && !matches!(line.lower(i), Some("if" | "unless" | "because" | "why" | "."))
        })
        .find(|&i| line.class(i) == Class::Modal);
    let Some(modal) = modal else { return kind };
    let own = (from..modal).rev().find_map(|i| clauses.mentions.get(i)).is_none_or(|mention| {
        mention.who.is_empty() || mention.who.iter().all(|who| speaker.contains(who))
    });
    let refused = line.class(modal + 1) == Class::Negation;
    let before = (from..modal).rev().find(|&i| line.class(i) != Class::Quote);
    let subject = before.map(|i| line.class(i));
    match line.lower(modal) {
        Some("should") if !own || subject == Some(Class::Other) => EventType::Appeal,
        Some("must") if !own || subject == Some(Class::Other) => EventType::Demand,
        Some("will" | "would") if refused && own && subject == Some(Class::Pronoun) => {
            EventType::Rejection
        }
        _ => kind,
    }
}
