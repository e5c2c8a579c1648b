//! How an event stands to the facts: happened, planned, conditional, possible, denied.

use super::super::words::Class;
use super::clause::{Clauses, Reading};
use crate::lexicon::lexicon;
use crate::vocabulary::Modality;

/// What governs an infinitive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Governor {
    /// "agreed to meet": another verb, here.
    Verb(usize),
    /// "urged Ukraine to accept": what somebody is asked for.
    Asked,
    /// "decision to reject": a noun.
    Noun(usize),
    /// "is to meet".
    Be,
}

/// What an infinitive hangs on.
pub(super) fn governor(clauses: &Clauses<'_, '_>, at: usize) -> Option<Governor> {
    let line = clauses.line;
    let to = (at.saturating_sub(6)..at).rev().find(|&i| line.class(i) == Class::To)?;
    let before = line.before(to)?;
    if line.class(before) == Class::Be {
        return Some(Governor::Be);
    }
    if line.words[before].form.is_some() && clauses.reading(before) != Reading::None {
        return Some(Governor::Verb(before));
    }
    // "expected to", "due to", "ready to"
    if line.lower(before).is_some_and(|word| lexicon().words.plans.contains(word))
        || line.words[before].form.is_some_and(|f| f.participle)
    {
        return Some(Governor::Verb(before));
    }
    if clauses.mentions.at[before].is_some() {
        return Some(Governor::Asked);
    }
    Some(Governor::Noun(before))
}

/// How a verb stands to the facts, and the rule that says so.
pub(super) fn of_verb(clauses: &Clauses<'_, '_>, at: usize) -> (Modality, &'static str) {
    let line = clauses.line;
    let words = &lexicon().words;
    let start = clauses.group(at);
    // "stopped short of endorsing", "without signing"
    for length in 1..=3 {
        if start >= length
            && words
                .stops
                .longest(|i| line.lower(start - length + i))
                .is_some_and(|(found, ())| found == length)
        {
            return (Modality::Denied, "stopped-short");
        }
    }
    if let Some(outer) = outer_verb(clauses, start) {
        // "was thinking of flying", "denied having promised"
        if clauses.reading(at) == Reading::Ing && words.considers.contains(outer) {
            return (Modality::Possible, "considered");
        }
        if outer == "deny"
            && (clauses.reading(at) == Reading::Ing || line.lower(start) == Some("having"))
        {
            return (Modality::Denied, "denied-doing");
        }
    }
    let mut modality = (Modality::Happened, "told");
    for i in start..at {
        let word = line.lower(i).unwrap_or_default();
        if words.negations.contains(word) {
            return (Modality::Denied, "negated");
        }
        if words.planned.contains(word) {
            modality = (Modality::Planned, "will");
        } else if (words.would.contains(word) || words.possible.contains(word))
            && line.class(i + 1) == Class::Have
        {
            modality = (Modality::Possible, "would-have");
            break;
        } else if words.possible.contains(word) {
            modality = (Modality::Possible, "may");
        } else if words.would.contains(word) || matches!(word, "should" | "must") {
            modality = (Modality::Planned, "would");
        }
    }
    if clauses.reading(at) == Reading::Infinitive {
        let lemma = |i: usize| {
            line.words[i].form.map_or_else(
                || line.words[i].lower.to_string(),
                |f| lexicon().verbs.lemma(f.verb).to_owned(),
            )
        };
        modality = match governor(clauses, at) {
            Some(Governor::Be) => (Modality::Planned, "is-to"),
            Some(Governor::Verb(verb)) => {
                let (outer, _) = of_verb_shallow(clauses, verb);
                let lemma = lemma(verb);
                if words.fails.contains(&lemma) {
                    (Modality::Denied, "failed-to")
                } else if outer == Modality::Denied {
                    (Modality::Denied, "negated-governor")
                } else if matches!(
                    lemma.as_str(),
                    "continue"
                        | "begin"
                        | "start"
                        | "decide"
                        | "go"
                        | "come"
                        | "seek"
                        | "attempt"
                        | "try"
                        | "help"
                        | "manage"
                ) {
                    (Modality::Happened, "governed")
                } else if matches!(lemma.as_str(), "want" | "hope" | "wish") {
                    (Modality::Possible, "wanted")
                } else {
                    (Modality::Planned, "planned-to")
                }
            }
            Some(Governor::Noun(noun)) => match line.lower(noun) {
                Some("decision" | "move") => (Modality::Happened, "decision-to"),
                Some("failure") => (Modality::Denied, "failed-to"),
                _ => (Modality::Planned, "noun-to"),
            },
            _ => modality,
        };
    }
    // "if", "unless", "only after" open the clause it stands in.
    let low = start.saturating_sub(14);
    for i in (low..start).rev() {
        if matches!(line.class(i), Class::Break) || matches!(line.lower(i), Some("that" | ";")) {
            break;
        }
        // "If we meet," he said: the condition is of what is said.
        if line.words[i].quoted && !line.words[at].quoted {
            continue;
        }
        if let Some((length, ())) = words.conditions.longest(|n| line.lower(i + n))
            && i + length <= at
            && modality.0 != Modality::Denied
        {
            return (Modality::Possible, "condition");
        }
    }
    modality
}

/// The base form of the verb right before a group, a preposition between them left out.
fn outer_verb(clauses: &Clauses<'_, '_>, start: usize) -> Option<&'static str> {
    let line = clauses.line;
    let mut at = start.checked_sub(1)?;
    if line.class(at) == Class::Preposition {
        at = at.checked_sub(1)?;
    }
    Some(lexicon().verbs.lemma(line.words[at].form?.verb))
}

/// The words right before a verb, and nothing further up: no recursion.
fn of_verb_shallow(clauses: &Clauses<'_, '_>, at: usize) -> (Modality, &'static str) {
    let words = &lexicon().words;
    let start = clauses.group(at);
    let denied =
        (start..at).any(|i| clauses.line.lower(i).is_some_and(|w| words.negations.contains(w)));
    if denied { (Modality::Denied, "negated") } else { (Modality::Happened, "told") }
}

/// How an event told by a noun stands to the facts.
pub(super) fn of_noun(
    clauses: &Clauses<'_, '_>,
    from: usize,
    at: usize,
    end: usize,
) -> (Modality, &'static str) {
    let line = clauses.line;
    let words = &lexicon().words;
    for i in from..at {
        let word = line.lower(i).unwrap_or_default();
        if words.nouns_planned.contains(word) {
            return (Modality::Planned, "planned-noun");
        }
        if words.nouns_possible.contains(word) {
            return (Modality::Possible, "possible-noun");
        }
        if words.nouns_denied.contains(word) {
            return (Modality::Denied, "no-noun");
        }
    }
    // "talks in Istanbul, scheduled for Thursday"; "talks will take place"
    for i in at..end {
        let word = line.lower(i).unwrap_or_default();
        if matches!(word, "scheduled" | "planned" | "slated" | "due" | "will") {
            return (Modality::Planned, "scheduled");
        }
    }
    // "a meeting was possible, but only once ..."
    let limit = (end + 6).min(line.words.len());
    let be = (at..limit).find(|&i| line.class(i) == Class::Be);
    if be.is_some_and(|be| {
        (be + 1..be + 3).any(|i| line.lower(i).is_some_and(|w| words.nouns_possible.contains(w)))
    }) {
        let condition = (limit.saturating_sub(4)..(end + 20).min(line.words.len()))
            .any(|i| words.conditions.longest(|n| line.lower(i + n)).is_some());
        return if condition {
            (Modality::Conditional, "possible-if")
        } else {
            (Modality::Possible, "possible-noun")
        };
    }
    // "possibility of", "hopes for", "invitation to ... for": not there yet.
    let low = from.saturating_sub(3);
    let ahead = (low..from).any(|i| {
        matches!(
            line.lower(i),
            Some(
                "possibility"
                    | "prospect"
                    | "chance"
                    | "hopes"
                    | "hope"
                    | "call"
                    | "calls"
                    | "demand"
                    | "demands"
                    | "offer"
                    | "proposal"
                    | "propose"
                    | "proposed"
                    | "toward"
                    | "towards"
                    | "for"
                    | "seek"
                    | "seeks"
                    | "wants"
            )
        )
    });
    if ahead { (Modality::Possible, "hoped-for") } else { (Modality::Happened, "told") }
}
