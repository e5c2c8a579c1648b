//! Which event answers which: acceptance, rejection, praise and blame of what is told elsewhere.
//!
//! ```text
//! Chile condemned the attack on Peru       judges an event of its own sentence
//! Peru rejected the offer                  a noun refers to what was told: see `reference`
//! Peru responded with a ban                a verb of an answer
//! ```

use super::events::{Clauses, Reading, Scene, Telling};
use super::order::tie;
use super::reference::{self, Referent};
use crate::vocabulary::{EventType, Modality, Relation};

/// Answers: acceptance, rejection, praise and blame of what is told elsewhere, and whoever
/// "responded".
pub(super) fn answers(scene: &Scene<'_, '_>, tellings: &mut [Telling], index: usize) {
    let telling = &tellings[index];
    if telling.nominal {
        return;
    }
    let line = &scene.lines[telling.line];
    let clauses = Clauses::new(line, &scene.mentions[telling.line]);
    let seek = Referent { scene, tellings, of: index };
    let at = telling.at;
    if reference::is_answering(line, &clauses, at) {
        let back = (at.saturating_sub(5)..=at).any(|i| line.words[i].lower.starts_with("retaliat"));
        let told = reference::noun(line, at + 1..at + 16);
        let types = told.as_ref().map_or(&[][..], |told| told.types);
        let earlier = Some(types)
            .filter(|types| !types.is_empty())
            .and_then(|types| seek.aimed_at_me(types))
            .or_else(|| told.as_ref().and_then(|told| seek.find(told, Some(&telling.from))))
            .or_else(|| seek.aimed_at_me(&[]))
            .or_else(|| if back { seek.done_by_others() } else { None });
        if let Some(earlier) = earlier {
            let words = line.span(at, told.map_or(at, |told| told.at) + 1);
            let pair = (index, earlier);
            tie(tellings, pair, Relation::RespondsTo, "verb-of-answer", words.clone());
            if back {
                tie(tellings, pair, Relation::After, "verb-of-answer", words);
            }
        }
        return;
    }
    // "expelled two envoys on Saturday in retaliation"
    let limit = (clauses.end(at + 1) + 1).min(line.words.len());
    let alone = (at + 1..limit.saturating_sub(1)).find(|&i| {
        line.lower(i) == Some("in")
            && matches!(line.lower(i + 1), Some("retaliation" | "reprisal" | "response" | "reply"))
            && !matches!(line.lower(i + 2), Some("to" | "for" | "against"))
    });
    if let Some(phrase) = alone {
        let earlier = seek.aimed_at_me(&[]).or_else(|| seek.done_by_others());
        if let Some(earlier) = earlier {
            let words = line.span(phrase, phrase + 2);
            tie(tellings, (index, earlier), Relation::RespondsTo, "in-retaliation", words.clone());
            tie(tellings, (index, earlier), Relation::After, "in-retaliation", words);
        }
        return;
    }
    let kind = telling.kind;
    let judges = matches!(
        kind,
        EventType::Acceptance
            | EventType::Rejection
            | EventType::Endorsement
            | EventType::Criticism
    );
    let end = if telling.rule.starts_with("be ") {
        clauses.phrase(line.head(at).unwrap_or(at)).end.min(at + 40)
    } else {
        clauses.end(at + 1).min(at + 16)
    };
    // "urged Oslo to accept the offer"
    let takes_up = |i: usize| matches!(line.lemma(i), "accept" | "reject" | "back" | "endorse");
    if kind == EventType::Appeal
        && let Some(verb) = (at + 1..(at + 12).min(line.words.len())).find(|&i| takes_up(i))
    {
        let told = reference::noun(line, verb + 1..verb + 10);
        let earlier = told.as_ref().and_then(|told| seek.find(told, Some(&telling.from)));
        if let Some(earlier) = earlier {
            let words = line.span(verb, told.map_or(verb, |told| told.at) + 1);
            tie(tellings, (index, earlier), Relation::RespondsTo, "takes-up", words);
        }
        return;
    }
    // "urged both to resolve this incident"
    let asks = matches!(kind, EventType::Appeal | EventType::Demand);
    if asks
        && let Some(told) = reference::noun(line, at + 1..(at + 18).min(line.words.len()))
        && (told.at.saturating_sub(3)..told.at)
            .any(|i| matches!(line.lower(i), Some("this" | "these")))
        && let Some(earlier) = seek.find(&told, Some(&telling.from))
    {
        let words = line.span(told.at.saturating_sub(1), told.at + 1);
        tie(tellings, (index, earlier), Relation::RespondsTo, "noun-refers", words);
        return;
    }
    if !judges && kind != EventType::Statement {
        return;
    }
    // "is concerned by recent developments, including the arrest of": a judgement, too.
    let judges = judges || telling.rule.starts_with("be ");
    // An event in its own object: "condemned the attack on", "accept Russia's offer".
    let inside = (index + 1..tellings.len().min(index + 5)).find(|&i| {
        let other = &tellings[i];
        judges
            && other.line == telling.line
            && other.at < end
            && other.kind != EventType::Statement
            && (other.nominal
                || matches!(clauses.reading(other.at), Reading::Reduced)
                || matches!(clauses.reading(other.at), Reading::Infinitive)
                    && (at..other.at).any(|i| line.lower(i) == Some("decision")))
    });
    let passive = matches!(clauses.reading(at), Reading::Passive);
    let range = if passive { telling.words.start.min(at)..at } else { at + 1..end };
    // What somebody says that others do is no answer.
    let range = match range.clone().find(|&i| line.lower(i) == Some("that")) {
        Some(that) if kind == EventType::Statement => range.start..that,
        _ => range,
    };
    let told = reference::noun(line, range);
    let takes = |kind: EventType| {
        !matches!(telling.kind, EventType::Acceptance | EventType::Rejection)
            || !matches!(kind, EventType::Talks | EventType::Meeting | EventType::Visit)
    };
    let earlier = inside.or_else(|| {
        let told = told.as_ref()?;
        // What is merely spoken of must be called by what it is, and be known; "announced the
        // meeting" tells it.
        let spoken = told.definite && !told.types.is_empty() && telling.rule != "announce";
        if !judges && !spoken {
            return None;
        }
        seek.find(told, Some(&telling.from))
    });
    let earlier = earlier.filter(|&i| takes(tellings[i].kind)).or_else(|| {
        let open = matches!(kind, EventType::Acceptance | EventType::Rejection)
            && told.is_none()
            && telling.modality == Modality::Happened;
        if open { seek.offered() } else { None }
    });
    if let Some(earlier) = earlier {
        let (rule, noun) = match (inside, told) {
            (Some(inside), _) if inside == earlier => ("its-object", tellings[inside].at),
            (_, Some(told)) => ("noun-refers", told.at),
            _ => ("open-offer", at),
        };
        let words = line.span(at.min(noun), at.max(noun) + 1);
        tie(tellings, (index, earlier), Relation::RespondsTo, rule, words);
    }
}
