//! Who, to whom and where of an event that a noun tells.

use super::super::actors::{Cast, MentionForm, Who};
use super::super::words::{Class, REACH};
use super::arguments::{Arguments, phrase_start, tidy};
use super::clause::{Clauses, Reading};
use super::places::{called_by, is_place, place_name, place_words};
use super::trigger::Hit;
use crate::vocabulary::{ActorKind, EventType};

/// What belongs to a noun.
pub(super) fn of_noun(clauses: &Clauses<'_, '_>, cast: &Cast, hit: &Hit<'_>) -> Arguments {
    let line = clauses.line;
    let kind = hit.trigger.kind;
    let at_noun = hit.words.end - 1;
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
    let meets = matches!(
        kind,
        EventType::Talks | EventType::Meeting | EventType::Agreement | EventType::Collapse
    );
    if found.place.is_none()
        && meets
        && let Some(words) = called_by(clauses, hit.words.start)
    {
        found.place = Some(place_name(line, words));
    }
    if found.place.is_none() {
        // "the invasion of Malta", "Malta's elections"
        let state = |list: &[Who]| match list {
            [one] if cast.entities[*one].kind == ActorKind::State => {
                Some(cast.entities[*one].name.clone())
            }
            _ => None,
        };
        found.place = match (kind, line.lower(at_noun)) {
            (EventType::Attack, Some("invasion" | "incursion")) => state(&found.to),
            (EventType::Vote, Some("election" | "elections" | "referendum")) => state(&found.from),
            _ => None,
        };
    }
    // "left for talks with B": with those who left.
    let meets = matches!(kind, EventType::Talks | EventType::Meeting | EventType::Call);
    if meets && found.from.is_empty() && !found.to.is_empty() {
        let verb = (start.saturating_sub(REACH / 2)..start)
            .rev()
            .find(|&i| matches!(clauses.reading(i), Reading::Active));
        let between = |verb: usize| {
            (verb + 1..start).all(|i| {
                !matches!(line.class(i), Class::Break | Class::Subordinator | Class::Modal)
            })
        };
        let under = start.checked_sub(1).and_then(|i| line.lower(i));
        if matches!(under, Some("for" | "in" | "during" | "after" | "before" | "to"))
            && let Some((who, _)) =
                verb.filter(|&verb| between(verb)).and_then(|verb| clauses.subject(verb, 0))
        {
            found.from = who;
        }
    }
    if kind == EventType::Visit
        && found.place.is_none()
        && let Some(&who) = found.to.first()
    {
        found.place = Some(cast.entities[who].name.clone());
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
