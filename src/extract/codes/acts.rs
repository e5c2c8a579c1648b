//! What is done, and what becomes of it when somebody only means, asks, refuses or threatens it.
//!
//! A sentence is read from its root down. Who says something is kept for the pronouns of what is
//! said; verbs that promise, ask or refuse give their turn to the deed below them; of two verbs
//! joined by "and" each has a code of its own.

use super::frames::{self, Frame, is_passive};
use super::modal::{Aux, intend};
use super::parties::{self, Party};
use super::targets;
use super::tree::{Tree, is};
use super::turned::turn;
use crate::lexicon::lexicon;
use crate::vocabulary::EventType;
use crate::vocabulary::cameo::Turn;

/// What somebody does to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Act {
    /// CAMEO.
    pub(super) code: String,
    pub(super) from: Vec<Party>,
    pub(super) to: Vec<Party>,
    /// Both sides do it.
    pub(super) both: bool,
    /// The word that tells it.
    pub(super) at: usize,
    /// The country where it happens, for those of whom no country is told.
    pub(super) place: Option<String>,
}

/// What the words above a clause say for it.
#[derive(Debug, Clone, Default)]
pub(super) struct Above {
    /// Who is "he" or "it", and who asks where somebody "must".
    pub(super) speaker: Vec<Party>,
    /// Who does what has no subject of its own.
    pub(super) subject: Vec<Party>,
}

/// How deep verbs may hang on verbs.
pub(super) const DEEP: usize = 8;

/// The acts that a sentence tells.
pub(super) fn of_sentence(tree: &Tree<'_>) -> Vec<Act> {
    let reader = Reader { tree };
    let mut acts = Vec::new();
    let mut seen = vec![false; tree.len()];
    let above = Above::default();
    reader.clause(tree.root(), &above, 0, &mut seen, &mut acts);
    if acts.is_empty() {
        // The root tells nothing: what hangs on it may.
        for at in 0..tree.len() {
            let predicate = tree.is_predicate(at) && !is(tree.relation(at), "amod");
            if seen[at] || !predicate || reader.undone(at) {
                continue;
            }
            let above = reader.above(at);
            reader.clause(at, &above, 0, &mut seen, &mut acts);
            if !acts.is_empty() {
                break;
            }
        }
    }
    if acts.is_empty() {
        acts.extend((0..tree.len()).filter(|&at| tree.part(at) == "NOUN").find_map(|at| {
            let act = reader.nominal(at, 0)?;
            let named = |list: &[Party]| list.iter().any(|party| !party.country.is_empty());
            (named(&act.from) || named(&act.to)).then_some(act)
        }));
    }
    acts
}

pub(super) struct Reader<'r, 't> {
    pub(super) tree: &'r Tree<'t>,
}

impl Reader<'_, '_> {
    /// A clause and the clauses joined to it.
    fn clause(
        &self,
        at: usize,
        above: &Above,
        depth: usize,
        seen: &mut [bool],
        acts: &mut Vec<Act>,
    ) {
        if depth > DEEP || seen[at] {
            return;
        }
        seen[at] = true;
        let own = self.subject(at, above);
        if let Some(act) = self.act(at, above, depth) {
            acts.push(act);
        }
        let inherited = Above { subject: own, speaker: above.speaker.clone() };
        for other in self.tree.children(at) {
            let joined = self.tree.relation(other) == "conj" && self.tree.is_predicate(other);
            if joined {
                self.clause(other, &inherited, depth + 1, seen, acts);
            }
        }
    }

    /// What the verbs above a clause say for it: "sent experts to investigate".
    fn above(&self, at: usize) -> Above {
        let tree = self.tree;
        let clause = matches!(tree.relation(at), "xcomp" | "ccomp" | "advcl" | "acl" | "conj");
        let mut up = tree.head(at).filter(|_| clause);
        for _ in 0..DEEP {
            let Some(verb) = up else { break };
            let subject = self.subject(verb, &Above::default());
            if tree.is_predicate(verb) && !subject.is_empty() {
                return Above { speaker: subject.clone(), subject };
            }
            up = tree.head(verb);
        }
        Above::default()
    }

    /// Who does what a verb says, or to whom it is done in the passive.
    pub(super) fn subject(&self, at: usize, above: &Above) -> Vec<Party> {
        let subject = self.tree.children(at).find(|&child| is(self.tree.relation(child), "nsubj"));
        let Some(subject) = subject else { return above.subject.clone() };
        self.parties(subject, above)
    }

    /// The actors of a phrase; pronouns are who speaks, or who acted.
    pub(super) fn parties(&self, at: usize, above: &Above) -> Vec<Party> {
        let tree = self.tree;
        if tree.part(at) == "PRON" || tree.tag(at) == "WDT" {
            let pronoun = matches!(
                tree.lower(at),
                Some("he" | "she" | "it" | "they" | "we" | "i" | "who" | "which" | "that" | "him")
            );
            if matches!(tree.lower(at), Some("who" | "which" | "that"))
                && let Some(noun) = tree
                    .head(at)
                    .filter(|&verb| tree.relation(verb) == "acl:relcl")
                    .and_then(|verb| tree.head(verb))
            {
                return parties::of_phrase(tree, noun);
            }
            return match (pronoun, above.speaker.is_empty()) {
                (true, false) => above.speaker.clone(),
                (true, true) => above.subject.clone(),
                (false, _) => Vec::new(),
            };
        }
        parties::of_phrase(tree, at)
    }

    /// What a predicate tells.
    pub(super) fn act(&self, at: usize, above: &Above, depth: usize) -> Option<Act> {
        if depth > DEEP {
            return None;
        }
        let tree = self.tree;
        let aux = self.aux(at);
        let frame = frames::of_verb(tree, at);
        let said = frame.is_some_and(|frame| {
            matches!(frame.trigger.kind, EventType::Statement | EventType::Address)
                && frame.trigger.cameo.is_none()
        });
        // "the paper said" beside what it said.
        let speaker = self.beside(at);
        let above = &match speaker {
            Some(speaker) if above.speaker.is_empty() => {
                Above { speaker, subject: above.subject.clone() }
            }
            _ => above.clone(),
        };
        let mut act = match frame {
            Some(_) if said => return self.said(at, above, depth),
            Some(frame) => self.framed(at, frame, above, depth)?,
            None => match self.governed(at, above, depth) {
                Some(act) => act,
                None => return self.owed(at, aux, above),
            },
        };
        Self::modal(aux, above, &mut act)?;
        Some(act)
    }

    /// "said that Chad must open its ports": something is asked of Chad, whatever it is.
    fn owed(&self, at: usize, aux: Aux, above: &Above) -> Option<Act> {
        let turn = match aux {
            _ if above.speaker.is_empty() => return None,
            Aux { must: true, .. } => Turn::Demand,
            Aux { should: true, .. } => Turn::Ask,
            _ => return None,
        };
        let who = self.subject(at, &Above::default());
        let other = who.iter().any(|party| !party.country.is_empty()) && who != above.speaker;
        other.then(|| self.told(at, turn.of(None), above.speaker.clone(), who))
    }

    /// Who says what a predicate tells, where the saying hangs on it.
    fn beside(&self, at: usize) -> Option<Vec<Party>> {
        let tree = self.tree;
        let says = tree.by(at, "parataxis").find(|&p| tree.is_predicate(p))?;
        let subject = tree.by(says, "nsubj").next()?;
        Some(parties::of_phrase(tree, subject))
    }

    /// What somebody says is what counts, if it is an act.
    fn said(&self, at: usize, above: &Above, depth: usize) -> Option<Act> {
        let tree = self.tree;
        let who = self.subject(at, above);
        let below = Above { speaker: who.clone(), subject: who };
        let contents = ["ccomp", "xcomp", "parataxis"];
        for relation in contents {
            for content in tree.by(at, relation) {
                let act = self.act(content, &below, depth + 1).or_else(|| {
                    tree.by(content, "conj").find_map(|c| self.act(c, &below, depth + 1))
                });
                if act.is_some() {
                    return act;
                }
            }
        }
        let object = tree.by(at, "obj").next()?;
        let mut act = self.nominal(object, depth + 1)?;
        if act.from.is_empty() {
            act.from = below.speaker;
        }
        Some(act)
    }

    /// A verb that is no trigger: what it leads to counts.
    fn governed(&self, at: usize, above: &Above, depth: usize) -> Option<Act> {
        let tree = self.tree;
        let coding = &lexicon().coding;
        let lemma = tree.lemma(at).to_lowercase();
        let subject = self.subject(at, above);
        let below = Above { speaker: subject.clone(), subject };
        let next = tree
            .children(at)
            .find(|&c| {
                matches!(tree.relation(c), "xcomp" | "ccomp")
                    || tree.relation(c) == "advcl" && tree.is_infinitive(c)
            })
            .filter(|&c| tree.is_predicate(c));
        if coding.fails.contains(&lemma) {
            return None;
        }
        let object = tree.by(at, "obj").next();
        if coding.wants.contains(&lemma) {
            let other = object.map(|object| self.parties(object, above));
            if let Some(next) = next {
                let inner = self.act(next, &below, depth + 1);
                let code = inner.as_ref().map(|act| act.code.clone());
                let other = other.filter(|other| !other.is_empty());
                let turn = if other.is_some() { Turn::Ask } else { Turn::Intend };
                let to = other.or_else(|| inner.map(|act| act.to)).unwrap_or_default();
                return Some(self.told(at, turn.of(code.as_deref()), below.speaker, to));
            }
            return None;
        }
        if coding.intends.contains(&lemma)
            && let Some(next) = next
        {
            if let Some(mut act) = self.act(next, &below, depth + 1) {
                intend(&mut act);
                return Some(act);
            }
            // Whoever is willing does something good, whatever it is.
            let good = matches!(&*lemma, "ready" | "willing" | "prepared" | "keen" | "eager");
            let to = targets::anywhere(tree, at, &below.speaker);
            return good.then(|| self.told(at, "030", below.speaker, to));
        }
        if coding.through.contains(&lemma) {
            if let Some(next) = next {
                return self.act(next, &below, depth + 1);
            }
            let Some(object) = object else {
                // "Clashes between Chad and Mali continued": what goes on is the deed.
                let goes_on = tree.by(at, "nsubj").find(|&noun| tree.part(noun) == "NOUN")?;
                return self.nominal(goes_on, depth + 1);
            };
            let mut act = self.nominal(object, depth + 1)?;
            if act.from.is_empty() {
                act.from = below.speaker;
            }
            return Some(act);
        }
        None
    }

    /// Whether a clause stands under what was not done: "failed to renew the embargo".
    fn undone(&self, at: usize) -> bool {
        let tree = self.tree;
        let ups = std::iter::successors(tree.head(at), |&up| tree.head(up)).take(DEEP);
        ups.into_iter().any(|up| lexicon().coding.fails.contains(&tree.lemma(up).to_lowercase()))
    }

    /// A verb that is a trigger.
    fn framed(&self, at: usize, frame: Frame, above: &Above, depth: usize) -> Option<Act> {
        let tree = self.tree;
        let subject = self.subject(at, above);
        let passive = is_passive(tree, at);
        let from = if passive { self.agent(at, above) } else { subject.clone() };
        if let Some(turn) = turn(frame.trigger) {
            return Some(self.turned(at, frame, turn, from, depth));
        }
        let code = frame.code()?;
        let mut to = targets::of_verb(tree, at, frame, &from);
        if passive && to.is_empty() {
            to = subject.into_iter().filter(|party| !from.contains(party)).collect();
        }
        let among = frame.trigger.kind.is_reciprocal() && from.len() > 1;
        if to.is_empty() && !among {
            to = targets::anywhere(tree, at, &from);
        }
        // "talks between A and B began": the sides of the noun.
        let mut from = from;
        if frame.trigger.wants_subject
            && let Some(noun) = frame.noun.filter(|&noun| noun < at)
        {
            let sides = targets::sides(tree, noun);
            if !sides.is_empty() {
                from = sides;
                to.clear();
            }
        }
        Some(self.told(at, code, from, to))
    }

    fn agent(&self, at: usize, above: &Above) -> Vec<Party> {
        let tree = self.tree;
        let agent = tree.children(at).find(|&child| {
            tree.relation(child) == "obl:agent"
                || tree.relation(child) == "obl" && tree.case(child) == Some("by")
        });
        agent.map(|agent| self.parties(agent, above)).unwrap_or_default()
    }

    pub(super) fn told(&self, at: usize, code: &str, from: Vec<Party>, to: Vec<Party>) -> Act {
        let both = matches!(code.get(..2), Some("04")) && code != "045"
            || matches!(code, "057" | "164")
            || matches!(code, "036" | "037" | "050" | "060" | "061" | "062")
                && to.is_empty()
                && several(&from);
        let place = targets::place(self.tree, at);
        Act { code: code.to_owned(), from, to, both, at, place }
    }
}

/// Whether they are of more than one country.
pub(super) fn several(parties: &[Party]) -> bool {
    let mut countries = parties.iter().map(|party| &party.country);
    countries.next().is_some_and(|first| {
        countries.any(|country| !country.is_empty() && !first.is_empty() && country != first)
    })
}
