//! What becomes of a deed that somebody promises, asks for, refuses or threatens.

use super::acts::{Above, Act, DEEP, Reader, several};
use super::frames::{self, Frame};
use super::parties::Party;
use super::targets;
use super::tree::is;
use crate::lexicon::{Trigger, lexicon};
use crate::vocabulary::EventType;
use crate::vocabulary::cameo::Turn;

impl Reader<'_, '_> {
    /// A verb that promises, asks, refuses, threatens: what is below it decides.
    pub(super) fn turned(
        &self,
        at: usize,
        frame: Frame,
        turn: Turn,
        from: Vec<Party>,
        depth: usize,
    ) -> Act {
        let tree = self.tree;
        let objects: Vec<usize> = ["obj", "iobj", "nsubj:pass"]
            .iter()
            .flat_map(|relation| tree.by(at, relation))
            .collect();
        let asked: Vec<Party> = targets::asked(tree, at, frame, &from);
        let below = Above {
            speaker: from.clone(),
            subject: match turn {
                Turn::Ask | Turn::Demand if !asked.is_empty() => asked.clone(),
                _ => from.clone(),
            },
        };
        let mut inner: Option<Act> = None;
        let mut who: Vec<Party> = Vec::new();
        let clauses = tree.children(at).filter(|&child| {
            let relation = tree.relation(child);
            matches!(relation, "xcomp" | "ccomp")
                || is(relation, "advcl")
                    && (tree.is_infinitive(child)
                        || tree.by(child, "mark").any(|m| tree.lower(m) == Some("that")))
        });
        for clause in clauses {
            inner = self.act(clause, &below, depth + 1);
            who = self.subject(clause, &Above::default());
            if inner.is_some() || !who.is_empty() {
                break;
            }
        }
        let mut nouns =
            objects.iter().copied().chain(frame.noun).chain(tree.by(at, "obl").filter(|&obl| {
                matches!(tree.case(obl), Some("for" | "to" | "of" | "on" | "with" | "in"))
            }));
        if inner.is_none() {
            inner = nouns.find_map(|noun| self.complement(noun, &below, depth + 1));
        }
        let mut code = turn.of(inner.as_ref().map(|act| &*act.code)).to_owned();
        // What the entry knows itself is better than nothing.
        if inner.is_none()
            && let Some(own) = frame.trigger.cameo.as_deref()
        {
            own.clone_into(&mut code);
        }
        if inner.is_none() && turn == Turn::Intend && frame.trigger.kind == EventType::Invitation {
            "036".clone_into(&mut code);
        }
        let mut to = match turn {
            Turn::Ask | Turn::Demand => {
                let mut to = asked;
                if to.is_empty() {
                    to = who;
                }
                to
            }
            Turn::Refuse => asked,
            Turn::Intend | Turn::Threaten => Vec::new(),
        };
        to.retain(|party| !from.contains(party));
        if to.is_empty()
            && let Some(inner) = &inner
        {
            to.clone_from(&inner.to);
            if to.is_empty() || matches!(turn, Turn::Ask | Turn::Demand) {
                let mut others = inner.from.clone();
                others.retain(|party| !from.contains(party) && !party.country.is_empty());
                if !others.is_empty() {
                    to = others;
                }
            }
            to.retain(|party| !from.contains(party));
        }
        if to.is_empty() {
            to = targets::of_verb(tree, at, frame, &from);
        }
        if to.is_empty() {
            to = targets::anywhere(tree, at, &from);
        }
        // "Chad and Mali agreed to a truce": each with the other.
        let together = frame.trigger.kind == EventType::Acceptance && to.is_empty();
        let mutual = inner.as_ref().is_some_and(|act| act.both);
        // "Chad agreed to send aid to Mali" binds one side; "agreed with Mali to", "on a pact" both.
        let with = tree.by(at, "obl").any(|obl| tree.case(obl) == Some("with"));
        let binds = inner.is_none() || mutual || with || several(&from);
        let both = code.starts_with("036") && mutual
            || frame.trigger.kind == EventType::Agreement && binds
            || together && several(&from);
        Act { both, ..self.told(at, &code, from, to) }
    }

    /// What a noun under a verb of asking or refusing is: a deed, or an offer or a call for one.
    fn complement(&self, noun: usize, above: &Above, depth: usize) -> Option<Act> {
        if depth > DEEP {
            return None;
        }
        let tree = self.tree;
        if let Some(act) = self.nominal(noun, depth) {
            return Some(act);
        }
        // "permission to deploy", "a ban on flights"
        let clause = tree.children(noun).find(|&c| tree.relation(c) == "acl" && c > noun);
        if let Some(act) = clause.and_then(|clause| self.act(clause, above, depth + 1)) {
            return Some(act);
        }
        let packed = lexicon().coding.packs.contains(tree.lemma(noun));
        let of = tree.by(noun, "nmod").find(|&n| tree.case(n) == Some("of")).filter(|_| packed)?;
        self.complement(of, above, depth + 1)
    }

    /// What a noun tells: "the release of prisoners", "a call for talks".
    pub(super) fn nominal(&self, noun: usize, depth: usize) -> Option<Act> {
        if depth > DEEP {
            return None;
        }
        let tree = self.tree;
        let frame = frames::of_noun(tree, noun)?;
        let (from, to) = targets::of_noun(tree, noun);
        let own = frame.trigger.cameo.as_deref();
        let Some(turn) = turn(frame.trigger) else {
            return Some(self.told(noun, frame.code()?, from, to));
        };
        let below = Above { speaker: from.clone(), subject: from.clone() };
        let inner = tree.children(noun).find_map(|child| match tree.relation(child) {
            "acl" | "acl:relcl" | "ccomp" | "xcomp" => self.act(child, &below, depth + 1),
            "nmod" => self.complement(child, &below, depth + 1),
            _ => None,
        });
        let code = turn.of(inner.as_ref().map(|act| &*act.code));
        let code = match (&inner, own) {
            (None, Some(own)) => own,
            _ => code,
        };
        let to = if to.is_empty() { inner.map(|act| act.to).unwrap_or_default() } else { to };
        Some(self.told(noun, code, from, to))
    }
}

/// Whether a code says no more than the turn: what is asked, refused or meant decides.
fn is_open(code: &str) -> bool {
    code.len() < 3 || code.ends_with('0') && code.len() == 3
}

/// What a verb or a noun makes of the act below it: by its type, else by a code that leaves the
/// act open ("030", means to do something).
pub(super) fn turn(trigger: &Trigger) -> Option<Turn> {
    let own = trigger.cameo.as_deref();
    let by_type = match trigger.kind {
        EventType::Pledge | EventType::Acceptance | EventType::Proposal | EventType::Invitation => {
            Some(Turn::Intend)
        }
        EventType::Appeal => Some(Turn::Ask),
        EventType::Demand => Some(Turn::Demand),
        EventType::Rejection => Some(Turn::Refuse),
        EventType::Warning => Some(Turn::Threaten),
        _ => None,
    };
    by_type.filter(|_| own.is_none_or(is_open)).or(match own {
        Some("030") => Some(Turn::Intend),
        Some("020") => Some(Turn::Ask),
        Some("100") => Some(Turn::Demand),
        Some("120") => Some(Turn::Refuse),
        Some("130") => Some(Turn::Threaten),
        _ => None,
    })
}
