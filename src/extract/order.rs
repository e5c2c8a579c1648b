//! How events hang on each other, by the words that connect them: after, in answer to, only if.
//!
//! Only events of one sentence or of neighbouring ones are tied, and never in a circle.

use super::events::{Clauses, Reading, Scene, Telling};
use super::words::Class;
use crate::lexicon::lexicon;
use crate::vocabulary::{EventType, Modality};

/// Ties the events.
pub(crate) fn order(scene: &Scene<'_, '_>, tellings: &mut [Telling]) {
    for index in 0..tellings.len() {
        within_sentence(scene, tellings, index);
        answers(scene, tellings, index);
        opening(scene, tellings, index);
    }
}

/// "B after A", "A before B", "B if A": a connective between two events of a sentence.
fn within_sentence(scene: &Scene<'_, '_>, tellings: &mut [Telling], index: usize) {
    let words = &lexicon().words;
    let line = &scene.lines[tellings[index].line];
    let at = tellings[index].at;
    // The connective right before this event's clause.
    let low = at.saturating_sub(16);
    for i in (low..at).rev() {
        if matches!(line.class(i), Class::Break | Class::Mark)
            || matches!(line.lower(i), Some("that"))
        {
            return;
        }
        let Some(main) = main_before(tellings, index, i) else { continue };
        let found = |phrases: &crate::lexicon::Phrases<()>| {
            phrases.longest(|n| line.lower(i + n)).is_some_and(|(length, ())| i + length <= at)
        };
        let temporal_since = line.lower(i) != Some("since")
            || tellings[index].date.is_some()
            || tellings[index].modality == Modality::Happened;
        if found(&words.conditions) {
            tie(tellings, main, index, |t| &mut t.conditional_on);
            if tellings[main].modality == Modality::Planned {
                tellings[main].modality = Modality::Conditional;
                tellings[main].modality_rule = "condition-named";
            }
            if tellings[index].modality == Modality::Planned {
                tellings[index].modality = Modality::Possible;
            }
            return;
        }
        if found(&words.answers) {
            tie(tellings, main, index, |t| &mut t.responds_to);
            return;
        }
        if found(&words.after) && temporal_since {
            tie(tellings, main, index, |t| &mut t.after);
            return;
        }
        if found(&words.before) {
            tie(tellings, index, main, |t| &mut t.after);
            return;
        }
    }
}

/// The last event before a connective in the same sentence; the main one, not an inner noun.
fn main_before(tellings: &[Telling], index: usize, connective: usize) -> Option<usize> {
    let line = tellings[index].line;
    (0..index)
        .rev()
        .take(12)
        .take_while(|&i| tellings[i].line == line)
        .filter(|&i| tellings[i].at < connective)
        .min_by_key(|&i| (tellings[i].nominal, connective - tellings[i].at))
}

/// "This came after ...", "The proposal follows ...": the sentence before is the later one.
fn opening(scene: &Scene<'_, '_>, tellings: &mut [Telling], index: usize) {
    let line = &scene.lines[tellings[index].line];
    let at = tellings[index].at;
    let follows = (0..at.min(8)).any(|i| {
        matches!(line.lower(i), Some("came" | "comes" | "follows" | "followed"))
            && (i > 0)
            && (line.lower(i).is_some_and(|w| w.starts_with("follow"))
                || line.lower(i + 1) == Some("after"))
    });
    let demonstrative = matches!(line.lower(0), Some("this" | "the" | "these" | "that"));
    let first =
        index.checked_sub(1).is_none_or(|before| tellings[before].line != tellings[index].line);
    if !follows || !demonstrative || !first {
        return;
    }
    let paragraph = line.paragraph;
    let earlier = (0..index).rev().take(8).find(|&i| {
        let before = &scene.lines[tellings[i].line];
        !tellings[i].nominal
            && tellings[i].line < tellings[index].line
            && before.paragraph + 1 >= paragraph
            && tellings[i].kind != EventType::Statement
    });
    if let Some(later) = earlier {
        tie(tellings, later, index, |t| &mut t.after);
    }
}

/// "accepted the proposal": an answer to the last such event.
fn answers(scene: &Scene<'_, '_>, tellings: &mut [Telling], index: usize) {
    let telling = &tellings[index];
    let answer = matches!(
        telling.kind,
        EventType::Acceptance
            | EventType::Rejection
            | EventType::Endorsement
            | EventType::Criticism
    );
    if !answer || telling.nominal {
        return;
    }
    let line = &scene.lines[telling.line];
    let asked: &[EventType] = match telling.kind {
        EventType::Acceptance | EventType::Rejection => &[
            EventType::Proposal,
            EventType::Invitation,
            EventType::Appeal,
            EventType::Demand,
            EventType::Ceasefire,
        ],
        _ => &[],
    };
    // An event in its own object: "condemned the attack on", "accept Russia's offer".
    let clauses = Clauses::new(line, &scene.mentions[telling.line]);
    let end = clauses.end(telling.at + 1);
    let inside = (index + 1..tellings.len().min(index + 4)).find(|&i| {
        tellings[i].line == telling.line
            && tellings[i].at < end
            && tellings[i].nominal
            && clauses.reading(tellings[i].at) == Reading::None
    });
    if let Some(object) = inside {
        tie(tellings, index, object, |t| &mut t.responds_to);
        return;
    }
    let names = |word: &str| {
        (telling.at..end)
            .any(|i| line.lower(i).is_some_and(|w| w == word || w.strip_suffix('s') == Some(word)))
    };
    let named: Option<&[EventType]> = [
        ("proposal", &[EventType::Proposal] as &[EventType]),
        ("plan", &[EventType::Proposal]),
        ("offer", &[EventType::Proposal, EventType::Invitation]),
        ("invitation", &[EventType::Invitation]),
        ("demand", &[EventType::Demand]),
        ("appeal", &[EventType::Appeal]),
        ("request", &[EventType::Appeal]),
        ("summit", &[EventType::Meeting, EventType::Proposal]),
        ("decision", &[EventType::Rejection, EventType::Sanctions, EventType::Endorsement]),
        ("attack", &[EventType::Attack]),
        ("agreement", &[EventType::Agreement]),
        ("deal", &[EventType::Agreement]),
        ("ceasefire", &[EventType::Ceasefire, EventType::Proposal]),
        ("announcement", &[EventType::Statement]),
        ("initiative", &[EventType::Proposal]),
    ]
    .into_iter()
    .find(|(word, _)| names(word))
    .map(|(_, kinds)| kinds);
    let kinds = named.unwrap_or(asked);
    let earlier = (0..index).rev().take(16).find(|&i| {
        kinds.contains(&tellings[i].kind)
            && tellings[i].from != telling.from
            && (named.is_some() || tellings[i].line + 1 >= telling.line)
    });
    if let Some(earlier) = earlier {
        tie(tellings, index, earlier, |t| &mut t.responds_to);
    }
}

/// Ties two events unless that closes a circle.
fn tie(
    tellings: &mut [Telling],
    later: usize,
    earlier: usize,
    list: impl Fn(&mut Telling) -> &mut Vec<usize>,
) {
    if later != earlier && !reaches(tellings, earlier, later) {
        let list = list(&mut tellings[later]);
        if !list.contains(&earlier) && list.len() < 8 {
            list.push(earlier);
        }
    }
}

/// Whether one event comes after another by what is tied so far.
pub(crate) fn reaches(tellings: &[Telling], from: usize, to: usize) -> bool {
    let mut seen = vec![from];
    let mut next = 0;
    // Ties lead to neighbours, so a circle is short; a long walk counts as one.
    while next < seen.len() && seen.len() < 256 {
        let telling = &tellings[seen[next]];
        for &other in
            telling.after.iter().chain(&telling.responds_to).chain(&telling.conditional_on)
        {
            if other == to {
                return true;
            }
            if !seen.contains(&other) {
                seen.push(other);
            }
        }
        next += 1;
    }
    seen.len() >= 256
}
