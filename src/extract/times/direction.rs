//! Whether the words around an expression of time look back or ahead.
//!
//! The nearest word of planning or of the past in the clause decides, to the left first; a
//! fronted expression ("On Thursday, envoys will meet") has it to its right. Without any, news
//! looks back.

use super::view::View;
use crate::text::TokenKind;

/// How far words are looked at on each side.
const REACH: usize = 14;

/// Words that make what follows or stands beside them a plan.
const PLANS: &[&str] = &[
    "'ll",
    "coming",
    "deadline",
    "due",
    "expected",
    "expects",
    "forthcoming",
    "hope",
    "hopes",
    "intend",
    "intends",
    "might",
    "must",
    "plan",
    "planned",
    "planning",
    "plans",
    "scheduled",
    "shall",
    "slated",
    "starting",
    "tentatively",
    "upcoming",
    "will",
    "wo",
    "would",
    "’ll",
];

/// Before "to" and a verb they make it a plan.
const INTENDING: &[&str] = &[
    "agree",
    "agreed",
    "agrees",
    "are",
    "be",
    "decided",
    "expected",
    "expects",
    "hopes",
    "intends",
    "invited",
    "is",
    "likely",
    "offered",
    "plans",
    "pledged",
    "prepares",
    "preparing",
    "promised",
    "ready",
    "set",
    "supposed",
    "vowed",
    "want",
    "wants",
    "was",
    "were",
    "willing",
];

/// Past forms that do not end in "-ed".
const PAST: &[&str] = &[
    "ago", "became", "began", "broke", "brought", "came", "did", "fell", "flew", "fought", "found",
    "gave", "got", "grew", "had", "has", "have", "held", "hit", "kept", "killed", "knew", "led",
    "left", "lost", "made", "met", "paid", "quit", "ran", "rose", "said", "sat", "saw", "says",
    "sent", "shot", "sold", "sought", "spent", "spoke", "stood", "struck", "swore", "told", "took",
    "was", "went", "were", "withdrew", "won", "wrote",
];

/// "is visiting", "are meeting": movement in the present is a plan.
const MOVING: &[&str] = &[
    "addressing",
    "arriving",
    "attending",
    "coming",
    "convening",
    "flying",
    "going",
    "heading",
    "holding",
    "hosting",
    "joining",
    "leaving",
    "meeting",
    "opening",
    "resuming",
    "returning",
    "signing",
    "travelling",
    "traveling",
    "visiting",
    "voting",
];

/// "Envoys meet on Thursday": so does the plain present, but for headlines.
const MOVES: &[&str] = &[
    "arrive",
    "arrives",
    "convene",
    "convenes",
    "meet",
    "meets",
    "reconvene",
    "reconvenes",
    "resume",
    "resumes",
    "travel",
    "travels",
    "visit",
    "visits",
];

/// Whether what is told of the time between two places is still to come.
pub(super) fn is_ahead(view: &View<'_>, start: usize, end: usize) -> bool {
    if matches!(view.low(start), "next" | "coming") {
        return true;
    }
    match view.before(start) {
        "by" | "until" | "till" | "through" => return !said_past(view, start, end),
        // "a truce beginning Monday", "set for Thursday", "due Friday"
        // "as early as Tuesday"
        "as" if start > 2
            && view.low(start - 3) == "as"
            && matches!(view.low(start - 2), "early" | "soon") =>
        {
            return true;
        }
        "starting" | "beginning" | "due" | "upcoming" | "planned" | "scheduled" => return true,
        // "set for Thursday", "scheduled a vote for Thursday"
        "for"
            if (start.saturating_sub(10)..start - 1).any(|at| {
                matches!(
                    view.low(at),
                    "set"
                        | "scheduled"
                        | "planned"
                        | "slated"
                        | "due"
                        | "expected"
                        | "postponed"
                        | "called"
                        | "convened"
                        | "summoned"
                        | "arranged"
                )
            }) =>
        {
            return true;
        }
        // "postponed to Monday"
        "to" if (start.saturating_sub(6)..start - 1).any(|at| {
            matches!(view.low(at), "postponed" | "delayed" | "moved" | "rescheduled")
        }) =>
        {
            return true;
        }
        _ => {}
    }
    if let Some(ahead) = left(view, start, end) {
        return ahead;
    }
    right(view, end).unwrap_or(false)
}

/// Whether the nearest telling word before the time is one of the past, and none around it is of a
/// plan.
pub(super) fn is_behind(view: &View<'_>, start: usize, end: usize) -> bool {
    let around = start.saturating_sub(REACH)..view.len().min(end + REACH);
    // "payable 15 December"
    view.before(start) == "on"
        && !around.into_iter().any(|at| is_plan(view, at))
        && left(view, start, end) == Some(false)
}

/// "By Friday" of something that was over: "by Friday they had left".
fn said_past(view: &View<'_>, start: usize, end: usize) -> bool {
    let planned = (start.saturating_sub(REACH)..start).any(|at| is_plan(view, at));
    match left(view, start, end) {
        Some(ahead) => !ahead && !planned,
        None => right(view, end) == Some(false),
    }
}

fn is_plan(view: &View<'_>, at: usize) -> bool {
    // "began, as planned, on Saturday"
    let kept = matches!(view.low(at), "planned" | "scheduled" | "expected")
        && matches!(view.before(at), "as" | "previously" | "originally" | "initially" | "than");
    PLANS.binary_search(&view.low(at)).is_ok() && !kept
}

/// What the nearest telling word on the left says.
fn left(view: &View<'_>, start: usize, end: usize) -> Option<bool> {
    for at in (start.saturating_sub(REACH)..start).rev() {
        let low = view.low(at);
        if view.kind(at) == Some(TokenKind::Mark) {
            if matches!(low, ";" | ":" | "–" | "—" | "--") {
                return None;
            }
            continue;
        }
        // "had been scheduled after talks in January": those were held.
        if low == "after" && matches!(view.before(at), "scheduled" | "set" | "planned" | "canceled")
        {
            return Some(false);
        }
        // "to be published", "proposed that talks be held"
        let called_for = matches!(
            view.before(at),
            "can"
                | "could"
                | "may"
                | "might"
                | "must"
                | "never"
                | "not"
                | "n't"
                | "n’t"
                | "should"
                | "would"
                | "will"
                | "also"
                | "only"
                | "then"
        );
        if is_plan(view, at) || low == "be" && !called_for {
            return Some(true);
        }
        // "since seizing power in May"
        if low.ends_with("ing") && view.before(at) == "since" {
            return Some(false);
        }
        // "ahead of talks on Thursday", "they may meet on Thursday"
        if low == "ahead" && view.low(at + 1) == "of" || low == "may" && !view.is_capital(at) {
            return Some(true);
        }
        // "could visit on Saturday"; "could not agree on Saturday" is over.
        if low == "could" && !matches!(view.low(at + 1), "not" | "n't" | "n’t" | "have" | "only")
        {
            return Some(true);
        }
        if is_moving(view, at) {
            return Some(true);
        }
        if view.before(at) == "be" {
            continue;
        }
        if low == "to" && is_verb_after_to(view, at) {
            let intends = (at.saturating_sub(4)..at).rev().find_map(|before| {
                let word = view.low(before);
                if INTENDING.binary_search(&word).is_ok() {
                    return Some(true);
                }
                is_past(view, before).then_some(false)
            });
            match intends {
                Some(true) => return Some(true),
                // A headline: "Minister to visit Oslo on Friday".
                // Not "the first state to join on Friday was".
                None if !(at.saturating_sub(REACH)..at).any(|before| is_past(view, before))
                    && right(view, end) != Some(false) =>
                {
                    return Some(true);
                }
                _ => {}
            }
        }
        if is_past(view, at) {
            return Some(false);
        }
    }
    None
}

/// "is visiting", and in running text "envoys meet".
fn is_moving(view: &View<'_>, at: usize) -> bool {
    let low = view.low(at);
    let before = view.before(at);
    if MOVING.contains(&low) {
        return matches!(before, "is" | "are" | "'re" | "’re" | "'s" | "’s" | "am" | "also");
    }
    // What follows a name or a noun in the plural is a verb; a headline has no full stop.
    let subject = at > 0
        && view.kind(at - 1) == Some(TokenKind::Word)
        && (view.is_capital(at - 1) || low.ends_with('s') || before.ends_with('s'))
        && !matches!(before, "'s" | "’s" | "his" | "its" | "previous" | "this");
    subject && MOVES.contains(&low) && view.low(view.len() - 1) == "."
}

/// What the first telling word on the right says.
fn right(view: &View<'_>, end: usize) -> Option<bool> {
    (end..view.len().min(end + REACH)).find_map(|at| {
        if view.low(at) == ";" {
            return Some(false);
        }
        if is_plan(view, at) {
            return Some(true);
        }
        is_past(view, at).then_some(false)
    })
}

fn is_verb_after_to(view: &View<'_>, at: usize) -> bool {
    view.kind(at + 1) == Some(TokenKind::Word)
        && !view.is_capital(at + 1)
        && !matches!(
            view.low(at + 1),
            "the" | "a" | "an" | "his" | "her" | "its" | "their" | "this"
        )
}

fn is_past(view: &View<'_>, at: usize) -> bool {
    let low = view.low(at);
    if view.is_capital(at) && at > 0 {
        return false;
    }
    (low.len() > 4 && low.ends_with("ed") && low != "hundred" && low != "indeed")
        || PAST.binary_search(&low).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_lists_are_in_order() {
        for list in [PLANS, INTENDING, PAST, MOVES] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
