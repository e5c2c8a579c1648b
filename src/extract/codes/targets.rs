//! To whom something is done, where, and what it is about.

use super::acts::Act;
use super::frames::Frame;
use super::parties::{self, Party};
use super::tree::{Tree, is};

/// The actors of a phrase that is done something to; what somebody owns himself is nobody.
fn parties_of(tree: &Tree<'_>, at: usize, from: &[Party]) -> Vec<Party> {
    let own = tree.by(at, "nmod:poss").any(|owner| tree.part(owner) == "PRON");
    let mut list = parties::of_phrase(tree, at);
    list.retain(|party| {
        let same = |other: &Party| {
            other.country == party.country
                && (party.role.is_empty() || other.role == party.role)
                && !party.country.is_empty()
        };
        !(own && party.country.is_empty() || from.iter().any(same))
    });
    list
}

/// To whom a verb is done: its object, then what hangs on it by a preposition.
pub(super) fn of_verb(tree: &Tree<'_>, at: usize, frame: Frame, from: &[Party]) -> Vec<Party> {
    let passive = super::frames::is_passive(tree, at);
    let mut role_only = Vec::new();
    let mut own = Vec::new();
    let mut take = |list: Vec<Party>| {
        if list.iter().any(|party| !party.country.is_empty()) {
            // "withdrew its inspectors from Iraq": whoever belongs to the source comes last.
            let abroad = list.iter().any(|party| from.iter().all(|f| f.country != party.country));
            if abroad {
                return Some(list);
            }
            if own.is_empty() {
                own = list;
            }
            return None;
        }
        if role_only.is_empty() {
            role_only = list;
        }
        None
    };
    // "withdrew its inspectors from Iraq": it is done to Iraq.
    if frame.trigger.to.iter().any(|to| &**to == "from") {
        for child in tree.by(at, "obl").filter(|&child| tree.case(child) == Some("from")) {
            let list = parties_of(tree, child, from);
            if list.iter().any(|party| !party.country.is_empty()) {
                return list;
            }
        }
    }
    // Who is given something stands before what is given.
    for relation in ["iobj", "obj", "nsubj:pass"] {
        for object in tree.by(at, relation) {
            if relation == "nsubj:pass" && !passive {
                continue;
            }
            if let Some(list) = take(parties_of(tree, object, from)) {
                return list;
            }
        }
    }
    let among = frame.trigger.kind.is_reciprocal() && from.len() > 1;
    let leads = |case: Option<&str>| {
        let case = case?;
        let listed = frame.trigger.to.iter().position(|to| &**to == case);
        listed.or(match case {
            // What talks are about is no side of them.
            "on" | "over" | "about" | "for" | "of" if among => return None,
            "with" | "to" | "against" | "on" | "at" | "for" | "from" | "upon" | "into"
            | "between" | "toward" | "towards" | "over" | "of" | "about" | "among" => Some(10),
            // Where it is done stands for whom it is done to, but not of talks.
            "in" | "inside" | "across" if !frame.trigger.kind.is_reciprocal() => Some(20),
            _ => None,
        })
    };
    let mut oblique: Vec<(usize, usize)> = tree
        .children(at)
        .filter(|&child| is(tree.relation(child), "obl") && tree.relation(child) != "obl:agent")
        .filter_map(|child| Some((leads(tree.case(child))?, child)))
        .collect();
    oblique.sort_unstable();
    for (_, child) in oblique {
        if let Some(list) = take(parties_of(tree, child, from)) {
            return list;
        }
    }
    // "took part in talks with": under the noun that makes the act.
    if let Some(noun) = frame.noun {
        for child in tree.by(noun, "nmod") {
            if among && !matches!(tree.case(child), Some("with" | "between" | "among")) {
                continue;
            }
            if let Some(list) = take(parties_of(tree, child, from)) {
                return list;
            }
        }
    }
    if own.is_empty() { role_only } else { own }
}

/// Who is asked, refused, demanded of.
pub(super) fn asked(tree: &Tree<'_>, at: usize, frame: Frame, from: &[Party]) -> Vec<Party> {
    for relation in ["iobj", "obj"] {
        for object in tree.by(at, relation) {
            let list = parties_of(tree, object, from);
            if list.iter().any(|party| !party.country.is_empty()) {
                return list;
            }
        }
    }
    for child in tree.by(at, "obl") {
        let case = tree.case(child);
        let particle = frame.trigger.particle.last().map(AsRef::as_ref);
        let asks = matches!(case, Some("on" | "upon" | "to" | "from" | "with" | "of" | "against"))
            || case.is_some() && case == particle;
        if asks {
            let list = parties_of(tree, child, from);
            if !list.is_empty() {
                return list;
            }
        }
    }
    Vec::new()
}

/// Anybody else below a verb.
pub(super) fn anywhere(tree: &Tree<'_>, at: usize, from: &[Party]) -> Vec<Party> {
    let words = tree.phrase(at, |child| {
        is(tree.relation(child), "nsubj")
            || matches!(tree.relation(child), "parataxis" | "conj")
            || tree.relation(child) == "advcl" && !tree.is_infinitive(child)
    });
    for &word in &words {
        if word <= at || !matches!(tree.part(word), "PROPN" | "ADJ" | "NOUN") {
            continue;
        }
        if matches!(tree.relation(word), "compound" | "amod" | "flat") {
            continue;
        }
        let mut list = parties_of(tree, word, from);
        list.retain(|party| !party.country.is_empty());
        if !list.is_empty() {
            return list;
        }
    }
    // "Rebels demanded the removal of the president": of their own state.
    let home =
        |party: &Party| !matches!(party.role, "GOV" | "MIL" | "") && party.country.len() == 3;
    if from.is_empty() || !from.iter().all(home) {
        return Vec::new();
    }
    let state = |party: &Party| matches!(party.role, "GOV" | "MIL" | "LEG" | "COP" | "JUD");
    let below = |&word: &usize| word > at && matches!(tree.part(word), "PROPN" | "NOUN");
    let found = words.iter().copied().filter(below).find_map(|word| {
        let list = parties_of(tree, word, from);
        list.iter().any(state).then_some(list)
    });
    found.unwrap_or_default()
}

/// Who does what a noun tells, and to whom: "Chad's attack on Mali".
pub(super) fn of_noun(tree: &Tree<'_>, noun: usize) -> (Vec<Party>, Vec<Party>) {
    let mut from = Vec::new();
    let mut to = Vec::new();
    for child in tree.children(noun) {
        match tree.relation(child) {
            "nmod:poss" | "amod" | "compound" => {
                let list = parties::of_phrase(tree, child);
                if from.is_empty() && list.iter().any(|party| !party.country.is_empty()) {
                    from = list;
                }
            }
            "nmod" => match tree.case(child) {
                Some("by" | "between" | "among") => from = parties::of_phrase(tree, child),
                Some(_) if to.is_empty() => to = parties::of_phrase(tree, child),
                _ => {}
            },
            _ => {}
        }
    }
    (from, to)
}

/// The sides of talks: "talks between A and B", "A's talks with B".
pub(super) fn sides(tree: &Tree<'_>, noun: usize) -> Vec<Party> {
    let (mut from, to) = of_noun(tree, noun);
    from.extend(to);
    from
}

/// The country where a verb's deed is done.
pub(super) fn place(tree: &Tree<'_>, at: usize) -> Option<String> {
    let here = |at: usize| {
        tree.children(at).find_map(|child| {
            let there = is(tree.relation(child), "obl") || tree.relation(child) == "nmod";
            let case = matches!(
                tree.case(child),
                Some(
                    "in" | "at"
                        | "near"
                        | "outside"
                        | "inside"
                        | "across"
                        | "throughout"
                        | "of"
                        | "around"
                )
            );
            let place = there && case;
            place.then(|| parties::of_phrase(tree, child)).and_then(|list| {
                list.into_iter().map(|party| party.country).find(|c| !c.is_empty())
            })
        })
    };
    here(at).or_else(|| {
        // The place of the object, or of the verb above.
        let objects = ["obj", "nsubj", "nsubj:pass"];
        objects.iter().find_map(|relation| tree.by(at, relation).find_map(here))
    })
}

/// What an act is about, in PLOVER's words.
pub(super) fn context(tree: &Tree<'_>, act: &Act) -> Option<&'static str> {
    const ABOUT: &[(&str, &[&str])] = &[
        (
            "cbrn",
            &[
                "nuclear",
                "chemical",
                "biological",
                "uranium",
                "plutonium",
                "warhead",
                "weapons of mass destruction",
            ],
        ),
        ("peacekeeping", &["peacekeeper", "peacekeepers", "peacekeeping"]),
        ("terrorism", &["terrorist", "terrorists", "terrorism", "terror", "bombers", "hijackers"]),
        ("election", &["election", "elections", "vote", "voting", "ballot", "referendum"]),
        ("human_rights", &["rights", "torture", "massacre", "atrocities", "genocide"]),
        ("migration", &["refugees", "refugee", "migrants", "asylum", "immigrants", "immigration"]),
        ("intelligence", &["spy", "spies", "spying", "espionage", "intelligence"]),
        ("legal", &["court", "trial", "judge", "prosecutor", "tribunal", "indicted", "prison"]),
        (
            "territory",
            &[
                "border",
                "borders",
                "territory",
                "annexation",
                "independence",
                "secession",
                "autonomy",
            ],
        ),
        ("legislative", &["parliament", "law", "bill", "senate", "constitution", "resolution"]),
        (
            "economic",
            &[
                "trade",
                "economic",
                "oil",
                "gas",
                "loan",
                "debt",
                "exports",
                "imports",
                "tariffs",
                "investment",
                "dollars",
                "financial",
            ],
        ),
        (
            "military",
            &[
                "troops",
                "military",
                "army",
                "weapons",
                "arms",
                "soldiers",
                "forces",
                "missile",
                "missiles",
                "rebels",
                "guerrillas",
                "war",
                "ceasefire",
                "truce",
            ],
        ),
        (
            "diplomatic",
            &[
                "talks",
                "summit",
                "ambassador",
                "embassy",
                "diplomatic",
                "treaty",
                "envoy",
                "negotiations",
                "peace",
            ],
        ),
    ];
    let words = tree.phrase(act.at, |child| tree.relation(child) == "parataxis");
    ABOUT.iter().find_map(|(context, list)| {
        let found = words.iter().any(|&at| tree.lower(at).is_some_and(|w| list.contains(&w)));
        found.then_some(*context)
    })
}
