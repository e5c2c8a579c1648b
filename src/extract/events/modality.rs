//! How an event stands to the facts: happened, planned, conditional, possible, denied.
//!
//! Read off the parse: auxiliaries, negations, what a word completes or hangs on. Phrases that no
//! tree tells ("stopped short of", "on condition that") are looked for beside it.

use super::super::words::Class;
use super::clause::{Clauses, Reading};
use crate::lexicon::lexicon;
use crate::vocabulary::Modality;

/// How an event stands to the facts, the rule that says so, and the word it looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stands {
    pub(super) modality: Modality,
    pub(super) rule: &'static str,
    pub(super) at: usize,
}

fn stands(modality: Modality, rule: &'static str, at: usize) -> Stands {
    Stands { modality, rule, at }
}

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

/// How many verbs a chain of infinitives is followed up: "agreed to ask Malta to promise to send".
const CHAIN: usize = 4;

/// What an infinitive hangs on.
pub(super) fn governor(clauses: &Clauses<'_, '_>, at: usize) -> Option<Governor> {
    governor_in(clauses, at, CHAIN)
}

fn governor_in(clauses: &Clauses<'_, '_>, at: usize, depth: usize) -> Option<Governor> {
    let line = clauses.line;
    // "asked Malta to help resolve it": help is asked for.
    let first = line.parse.first_conjunct(line.first + at).checked_sub(line.first)?;
    let helps = line.head(first).filter(|&verb| {
        verb < at
            && matches!(line.relation(first), "xcomp" | "ccomp")
            && line.lemma(verb) == "help"
            && clauses.reading(verb) == Reading::Infinitive
    });
    if let (Some(verb), Some(depth)) = (helps, depth.checked_sub(1)) {
        return governor_in(clauses, verb, depth);
    }
    let to = (at.saturating_sub(6)..at).rev().find(|&i| line.class(i) == Class::To)?;
    let before = line.before(to)?;
    if line.class(before) == Class::Be {
        return Some(Governor::Be);
    }
    let parse = line.parse;
    let first = parse.first_conjunct(line.first + at);
    // A headline: "Morel to meet Ruiz".
    let headed = parse.head(first).is_some_and(|head| {
        parse.is(head, "root") && clauses.mentions.at[head - line.first].is_some()
    });
    if (parse.is(first, "root") || headed) && clauses.mentions.at[before].is_some() {
        return Some(Governor::Be);
    }
    if parse.is(first, "xcomp")
        && let Some(head) = parse.head(first).map(|head| head - line.first)
        && line.words[head].form.is_some()
        && clauses.reading(head) != Reading::None
    {
        // "asked Malta to send": the object is asked.
        let asks = clauses.objects(head).iter().any(|&object| object < at);
        let promises = matches!(line.lemma(head), "promise" | "offer" | "pledge");
        return Some(if asks && !promises { Governor::Asked } else { Governor::Verb(head) });
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

/// How a verb stands to the facts.
pub(super) fn of_verb(clauses: &Clauses<'_, '_>, at: usize) -> Stands {
    let found = of_chain(clauses, at, CHAIN);
    if found.modality == Modality::Denied {
        return found;
    }
    if let Some(word) = told_untrue(clauses, at) {
        return stands(Modality::Denied, "denied-that", word);
    }
    if let Some(word) = condition(clauses, at) {
        return stands(Modality::Possible, "condition", word);
    }
    if let Some(comma) = inverted(clauses) {
        if at < comma {
            return stands(Modality::Possible, "condition", 0);
        }
        if clauses.group(at) > comma
            && matches!(found.rule, "will" | "would" | "would-have" | "may")
        {
            return stands(Modality::Conditional, "condition-named", 0);
        }
    }
    match depends(clauses, at).filter(|_| found.modality == Modality::Planned) {
        Some(word) => stands(Modality::Conditional, "condition-named", word),
        None => found,
    }
}

/// The verb that tells a clause to be untrue: "denied that it had signed", "dismissed reports that
/// it had signed".
fn told_untrue(clauses: &Clauses<'_, '_>, at: usize) -> Option<usize> {
    let line = clauses.line;
    let parse = line.parse;
    let words = &lexicon().words;
    let first = parse.first_conjunct(line.first + at);
    let inside = |token: usize| token.checked_sub(line.first).filter(|&i| i < line.words.len());
    let over = inside(parse.head(first)?)?;
    let denies =
        |verb: usize| words.denies.contains(line.lemma(verb)) && !parse.negated(line.first + verb);
    match parse.relation(first) {
        "ccomp" if denies(over) => Some(over),
        relation if relation.starts_with("acl") && words.claims.contains(line.lemma(over)) => {
            let marked =
                parse.children_by(first, "mark").any(|mark| &*parse.lemmas[mark] == "that");
            let verb = inside(parse.head(line.first + over)?)?;
            let refuses = denies(verb) || matches!(line.lemma(verb), "dismiss" | "reject");
            (marked && refuses && line.relation(over) == "obj").then_some(verb)
        }
        _ => None,
    }
}

/// "Had Malta refused, Chad would have left", "Should it step down, ...": where a condition that
/// opens a sentence without "if" ends.
fn inverted(clauses: &Clauses<'_, '_>) -> Option<usize> {
    let line = clauses.line;
    let opens = matches!(line.lower(0), Some("had" | "should" | "were"))
        && matches!(line.class(0), Class::Have | Class::Modal | Class::Be)
        && (clauses.mentions.get(1).is_some() || line.class(1) == Class::Determiner);
    let limit = line.words.len().min(24);
    let comma = (2..limit).find(|&i| line.class(i) == Class::Comma).filter(|_| opens)?;
    (comma + 1..line.words.len().min(comma + 16))
        .any(|i| line.class(i) == Class::Modal)
        .then_some(comma)
}

/// The word that opens what a verb depends on: "will meet unless the road is closed".
fn depends(clauses: &Clauses<'_, '_>, at: usize) -> Option<usize> {
    let line = clauses.line;
    let parse = line.parse;
    parse
        .children_by(line.first + at, "advcl")
        .flat_map(|clause| parse.children_by(clause, "mark"))
        .find(|&mark| matches!(&*parse.lemmas[mark], "if" | "unless" | "provided"))
        .map(|mark| mark - line.first)
}

fn of_chain(clauses: &Clauses<'_, '_>, at: usize, depth: usize) -> Stands {
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
            return stands(Modality::Denied, "stopped-short", start - length);
        }
    }
    if let Some((outer, verb)) = outer_verb(clauses, start) {
        // "was thinking of flying", "denied having promised"
        if clauses.reading(at) == Reading::Ing && words.considers.contains(verb) {
            return stands(Modality::Possible, "considered", outer);
        }
        if verb == "deny"
            && (clauses.reading(at) == Reading::Ing || line.lower(start) == Some("having"))
        {
            return stands(Modality::Denied, "denied-doing", outer);
        }
    }
    let found = auxiliaries(clauses, at, start);
    if clauses.reading(at) != Reading::Infinitive || found.modality == Modality::Denied {
        return found;
    }
    match governor(clauses, at) {
        Some(Governor::Be) => stands(Modality::Planned, "is-to", at),
        Some(Governor::Verb(verb)) => governed(clauses, verb, depth),
        Some(Governor::Noun(noun)) => match line.lower(noun) {
            Some("decision" | "move") => stands(Modality::Happened, "decision-to", noun),
            Some("steps" | "plans" | "measures" | "intention" | "preparations") => {
                stands(Modality::Planned, "steps-to", noun)
            }
            Some("failure" | "refusal") => stands(Modality::Denied, "failed-to", noun),
            _ => stands(Modality::Planned, "noun-to", noun),
        },
        _ => found,
    }
}

/// What "has", "will", "did not" before a verb say; those it shares with the verb before it, too.
fn auxiliaries(clauses: &Clauses<'_, '_>, at: usize, start: usize) -> Stands {
    let line = clauses.line;
    let words = &lexicon().words;
    let parse = line.parse;
    let verb = line.first + at;
    let mut before: Vec<usize> = (start..at).collect();
    for token in parse.auxiliaries(verb) {
        let shared = token.checked_sub(line.first).filter(|&i| i < at);
        let bare = line.tag(at) == "VB" || line.class(token - line.first) != Class::Modal;
        before.extend(shared.filter(|i| bare && !(start..at).contains(i)));
    }
    before.sort_unstable();
    let mut found = stands(Modality::Happened, "told", at);
    // "suggested that talks be held": asked for.
    if let Some(be) = subjunctive(clauses, at) {
        found = stands(Modality::Planned, "asked-for", be);
    }
    if parse.negated(verb) {
        return stands(Modality::Denied, "negated", at);
    }
    for &i in &before {
        let word = line.lower(i).unwrap_or_default();
        if words.negations.contains(word) {
            return stands(Modality::Denied, "negated", i);
        }
        if words.planned.contains(word) {
            found = stands(Modality::Planned, "will", i);
        } else if (words.would.contains(word) || words.possible.contains(word))
            && line.class(i + 1) == Class::Have
        {
            return stands(Modality::Possible, "would-have", i);
        } else if words.possible.contains(word) {
            found = stands(Modality::Possible, "may", i);
        } else if words.would.contains(word) || matches!(word, "should" | "must") {
            found = stands(Modality::Planned, "would", i);
        }
    }
    found
}

/// "suggested that talks be held on Monday": a bare "be" that no other word calls for.
fn subjunctive(clauses: &Clauses<'_, '_>, at: usize) -> Option<usize> {
    let line = clauses.line;
    let parse = line.parse;
    let auxiliaries = parse.auxiliaries(line.first + at);
    let inside = |token: usize| token.checked_sub(line.first).filter(|&i| i < at);
    let be =
        auxiliaries.iter().copied().filter_map(inside).find(|&i| line.lower(i) == Some("be"))?;
    let called_for =
        auxiliaries.iter().copied().filter_map(inside).any(|i| line.class(i) == Class::Modal);
    let to = (be.saturating_sub(3)..be)
        .any(|i| matches!(line.class(i), Class::To | Class::Modal | Class::Do));
    (!called_for && !to).then_some(be)
}

/// How an infinitive stands by the verb that it completes: "failed to", "plans to", "will try to".
fn governed(clauses: &Clauses<'_, '_>, verb: usize, depth: usize) -> Stands {
    let line = clauses.line;
    let words = &lexicon().words;
    let lemma = match line.words[verb].form {
        Some(form) => lexicon().verbs.lemma(form.verb),
        None => &line.words[verb].lower,
    };
    if words.fails.contains(lemma) {
        return stands(Modality::Denied, "failed-to", verb);
    }
    let outer = match depth.checked_sub(1) {
        Some(depth) => of_chain(clauses, verb, depth),
        None => stands(Modality::Happened, "told", verb),
    };
    if outer.modality == Modality::Denied {
        return stands(Modality::Denied, "negated-governor", verb);
    }
    if words.carries_out.contains(lemma) {
        // "decided to leave", but "may decide to leave"
        return match outer.modality {
            Modality::Happened => stands(Modality::Happened, "governed", verb),
            modality => stands(modality, outer.rule, outer.at),
        };
    }
    if matches!(lemma, "want" | "hope" | "wish") {
        return stands(Modality::Possible, "wanted", verb);
    }
    match outer.modality {
        Modality::Possible => outer,
        _ => stands(Modality::Planned, "planned-to", verb),
    }
}

/// The word or phrase of a condition that a verb stands under: "if", "unless", "only after".
fn condition(clauses: &Clauses<'_, '_>, at: usize) -> Option<usize> {
    let line = clauses.line;
    let words = &lexicon().words;
    let start = clauses.group(at);
    let low = start.saturating_sub(14);
    for i in (low..start).rev() {
        if matches!(line.class(i), Class::Break) || matches!(line.lower(i), Some("that" | ";")) {
            return None;
        }
        // "If we meet," he said: the condition is of what is said.
        if line.words[i].quoted && !line.words[at].quoted {
            continue;
        }
        let Some((length, ())) = words.conditions.longest(|n| line.lower(i + n)) else { continue };
        if i + length > at {
            continue;
        }
        // "if the goal is peace, they should leave": the condition is of its own clause.
        let clause = line.head(i).filter(|_| line.relation(i) == "mark");
        let own = clause.is_none_or(|clause| clauses.phrase(clause).contains(&at));
        if own {
            return Some(i);
        }
    }
    None
}

/// The base form of the verb right before a group, a preposition between them left out.
fn outer_verb(clauses: &Clauses<'_, '_>, start: usize) -> Option<(usize, &'static str)> {
    let line = clauses.line;
    let mut at = start.checked_sub(1)?;
    if line.class(at) == Class::Preposition {
        at = at.checked_sub(1)?;
    }
    Some((at, lexicon().verbs.lemma(line.words[at].form?.verb)))
}

/// How an event told by a noun stands to the facts.
///
/// - `from..end`: the phrase of the noun, which stands at `at`.
pub(super) fn of_noun(clauses: &Clauses<'_, '_>, from: usize, at: usize, end: usize) -> Stands {
    let line = clauses.line;
    let words = &lexicon().words;
    for i in from..at {
        let word = line.lower(i).unwrap_or_default();
        if words.nouns_planned.contains(word) {
            return stands(Modality::Planned, "planned-noun", i);
        }
        if words.nouns_possible.contains(word) {
            return stands(Modality::Possible, "possible-noun", i);
        }
        if words.nouns_denied.contains(word) {
            return stands(Modality::Denied, "no-noun", i);
        }
    }
    // "talks in Istanbul, scheduled for Thursday"; "talks will take place"
    for i in at..(end + 2).min(line.words.len()) {
        let word = line.lower(i).unwrap_or_default();
        let within = i < end || line.class(i - 1) == Class::Comma;
        if within && matches!(word, "scheduled" | "planned" | "slated" | "due" | "will") {
            return stands(Modality::Planned, "scheduled", i);
        }
    }
    // "the meeting was originally scheduled to open"
    let verb = line.head(at).filter(|_| line.relation(at).starts_with("nsubj"));
    if let Some(verb) = verb
        && matches!(
            line.lower(verb),
            Some("scheduled" | "planned" | "slated" | "due" | "set" | "expected")
        )
        && matches!(line.tag(verb), "VBN" | "JJ" | "VBD")
        && line
            .parse
            .auxiliaries(line.first + verb)
            .iter()
            .any(|&word| &*line.parse.lemmas[word] == "be")
    {
        return stands(Modality::Planned, "scheduled", verb);
    }
    // "a meeting was possible, but only once ..."
    let limit = (end + 6).min(line.words.len());
    let be = (at..limit).find(|&i| line.class(i) == Class::Be);
    let maybe = be.and_then(|be| {
        (be + 1..be + 3).find(|&i| line.lower(i).is_some_and(|w| words.nouns_possible.contains(w)))
    });
    if let Some(maybe) = maybe {
        let condition = (limit.saturating_sub(4)..(end + 20).min(line.words.len()))
            .any(|i| words.conditions.longest(|n| line.lower(i + n)).is_some());
        return if condition {
            stands(Modality::Conditional, "possible-if", maybe)
        } else {
            stands(Modality::Possible, "possible-noun", maybe)
        };
    }
    match above(clauses, at) {
        Some(found) => found,
        None => hoped_for(clauses, from).map_or(stands(Modality::Happened, "told", at), |i| {
            stands(Modality::Possible, "hoped-for", i)
        }),
    }
}

/// How a noun stands by what it hangs on: "will hold talks", "a call for talks", "talks could
/// begin".
fn above(clauses: &Clauses<'_, '_>, at: usize) -> Option<Stands> {
    let line = clauses.line;
    let parse = line.parse;
    let words = &lexicon().words;
    let first = parse.first_conjunct(line.first + at);
    let over = parse.head(first)? - line.first;
    let lemma = line.lemma(over);
    let verb = clauses.reading(over) != Reading::None;
    let by_verb = || {
        let found = of_verb(clauses, over);
        (found.modality != Modality::Happened).then_some(found)
    };
    match parse.relation(first) {
        // "talks could begin", not "the talks did not mention".
        "nsubj" | "nsubj:pass"
            if verb
                && (words.carrying.contains(lemma)
                    || lexicon().distances.taking_place.contains(lemma)) =>
        {
            by_verb()
        }
        "obj" if words.asks_for.contains(lemma) => {
            Some(stands(Modality::Possible, "asked-for", over))
        }
        "obj" if words.plans.contains(lemma) && lemma != "mean" => {
            Some(stands(Modality::Planned, "planned-to", over))
        }
        // "met to discuss last week's coup": a topic.
        "obj" if matches!(lemma, "discuss" | "review" | "address" | "examine" | "mark") => None,
        "obj" if verb => by_verb()
            .filter(|found| found.modality != Modality::Denied || words.carrying.contains(lemma)),
        "obl" | "nmod" => {
            let case = parse.children_by(first, "case").next()?;
            match &*parse.lemmas[case] {
                "for" if words.asks_for.contains(lemma) => {
                    Some(stands(Modality::Possible, "asked-for", over))
                }
                "of" if words.hopes.contains(lemma) => {
                    Some(stands(Modality::Possible, "hoped-for", over))
                }
                // "met for talks": they took place; "flew to Malta for talks": they are to come.
                "for"
                    if verb && matches!(lemma, "meet" | "gather" | "convene" | "host" | "join") =>
                {
                    Some(stands(Modality::Happened, "met-for", over))
                }
                "toward" | "towards" => Some(stands(Modality::Possible, "toward", over)),
                // "scheduled after talks in January": those were held.
                "after" if matches!(lemma, "schedule" | "set" | "plan" | "cancel" | "postpone") => {
                    None
                }
                // "no agreement was reached in their talks": they were held.
                "in" | "at" | "during" | "after" | "to" if verb => {
                    by_verb().filter(|found| found.modality != Modality::Denied)
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// "possibility of", "hopes for", "invitation to ... for": not there yet.
fn hoped_for(clauses: &Clauses<'_, '_>, from: usize) -> Option<usize> {
    let line = clauses.line;
    let words = &lexicon().words;
    (from.saturating_sub(3)..from).find(|&i| {
        line.lower(i).is_some_and(|word| {
            words.hopes.contains(line.lemma(i))
                || words.asks_for.contains(line.lemma(i))
                || matches!(word, "toward" | "towards" | "for")
        })
    })
}
