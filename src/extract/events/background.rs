//! What only describes: no event of its own.
//!
//! ```text
//! rebels fighting the government          describes the rebels
//! the truce demanded by Western leaders   describes the truce
//! a draft that would have condemned it    nothing happened
//! the talks are usually held in May       a habit
//! asked whether it had signed             nobody says so
//! an agreement on a withdrawal            what it is about
//! declined to comment                     kept silent
//! accused Chad of breaking the truce      nobody says that it did
//! Malta, which mediates between the two   all the time
//! ```

use super::super::actors::Who;
use super::super::words::Class;
use super::clause::{Clauses, Reading};
use super::trigger;
use crate::lexicon::lexicon;
use crate::vocabulary::EventType;

/// Whether a verb without a day of its own only describes.
///
/// - `rule`: the rule of its modality.
pub(super) fn is_mere(clauses: &Clauses<'_, '_>, at: usize, kind: EventType, rule: &str) -> bool {
    let line = clauses.line;
    let relation = line.relation(at);
    let describes = relation == "acl" && line.head(at).is_some_and(|head| head < at);
    let ing = describes && clauses.reading(at) == Reading::Ing && !is_with(clauses, at);
    let speech = matches!(
        kind,
        EventType::Demand
            | EventType::Appeal
            | EventType::Endorsement
            | EventType::Criticism
            | EventType::Statement
            | EventType::Warning
    );
    let reduced = speech
        && clauses.reading(at) == Reading::Reduced
        && (describes || at > 0 && line.class(at - 1) == Class::Other);
    let unreal = relation == "acl:relcl" && rule == "would-have";
    // "said Morel, head of the team negotiating a deal", wherever the parse hangs it.
    let beside = clauses.reading(at) == Reading::Ing
        && relation == "ccomp"
        && at > 0
        && line.part(at - 1) == "NOUN"
        && line.head(at).is_some_and(|verb| verb + 1 < at);
    beside || ing || reduced || unreal || is_standing(clauses, at, kind)
}

/// "Malta, which mediates between the two": what somebody does all the time.
fn is_standing(clauses: &Clauses<'_, '_>, at: usize, kind: EventType) -> bool {
    let line = clauses.line;
    line.relation(at) == "acl:relcl"
        && matches!(line.tag(at), "VBZ" | "VBP")
        && line.head(at).is_some_and(|head| head < at)
        && kind != EventType::Statement
        && line.parse.auxiliaries(line.first + at).is_empty()
}

/// "declined to comment", "refused to be drawn": who keeps silent refuses nobody anything.
pub(super) fn is_silence(clauses: &Clauses<'_, '_>, at: usize, kind: EventType) -> bool {
    let line = clauses.line;
    if kind != EventType::Rejection {
        return false;
    }
    let what = line.parse.complements(line.first + at).into_iter().map(|token| token - line.first);
    let to = (at + 1..at + 4).find(|&i| line.class(i) == Class::To).map(|to| to + 1);
    let verb = what.filter(|&verb| verb > at).min().or(to);
    verb.is_some_and(|verb| {
        let lemma = line.lemma(verb);
        // "refused to discuss the border" is an answer; "declined to discuss it" may be one.
        let open = matches!(lemma, "discuss" | "talk" | "speak" | "give" | "provide" | "be");
        let keeps = !open
            || line.lemma(at) == "decline"
            || matches!(line.lower(verb + 1), Some("drawn" | "quoted" | "details" | "publicly"))
            || matches!(line.lower(verb + 2), Some("reporters" | "journalists" | "details"));
        lexicon().words.silence.contains(lemma) && keeps
    })
}

/// "Talks will go on, said a statement issued by Malta": whose statement it is; `None` where
/// somebody says it himself.
pub(super) fn said_in_a_statement(clauses: &Clauses<'_, '_>, at: usize) -> Option<Vec<Who>> {
    let line = clauses.line;
    let plain = |i: &usize| matches!(line.class(*i), Class::Determiner | Class::Other);
    let noun = (at + 1..at + 4).take_while(plain).find(|&i| is_paper(line.lower(i)))?;
    let inverted = is_inverted(clauses, at);
    let issued = (noun + 1..noun + 3).find(|&i| clauses.reading(i) == Reading::Reduced);
    let who = issued.map(|verb| {
        let by = clauses.obliques(verb).into_iter().filter(|o| o.preposition == "by");
        by.flat_map(|oblique| clauses.actors(oblique.head)).collect::<Vec<_>>()
    });
    let who = who.filter(|who| !who.is_empty());
    inverted.then(|| who.unwrap_or_else(|| clauses.owners(noun, &["by", "of", "from"])))
}

/// "issued" after "said a statement": the saying tells it.
pub(super) fn is_of_a_said_paper(clauses: &Clauses<'_, '_>, at: usize) -> bool {
    let line = clauses.line;
    let noun = line.head(at).filter(|&noun| noun < at && is_paper(line.lower(noun)));
    noun.is_some_and(|noun| (noun.saturating_sub(3)..noun).any(|i| is_inverted(clauses, i)))
}

/// ", said": whoever says it stands behind.
fn is_inverted(clauses: &Clauses<'_, '_>, at: usize) -> bool {
    let line = clauses.line;
    let mark = at.checked_sub(1).map(|i| line.class(i));
    line.lemma(at) == "say" && matches!(mark, Some(Class::Comma | Class::Quote))
}

fn is_paper(word: Option<&str>) -> bool {
    matches!(
        word,
        Some("statement" | "communique" | "communiqué" | "declaration" | "release" | "note")
    )
}

/// "accused Malta of breaking the truce": nobody says that it did.
pub(super) fn is_accused(clauses: &Clauses<'_, '_>, at: usize) -> bool {
    let line = clauses.line;
    let before = line.before(clauses.group(at));
    let of = before.is_some_and(|i| matches!(line.lower(i), Some("of" | "for")));
    let verb = line.head(at).filter(|&head| head < at);
    clauses.reading(at) == Reading::Ing
        && of
        && verb.and_then(|verb| trigger::verb(clauses, verb)).is_some_and(|hit| {
            matches!(hit.trigger.kind, EventType::Criticism | EventType::Warning)
        })
}

/// "would rather be bombed than give up the province": what somebody will not do.
pub(super) fn is_passed_over(clauses: &Clauses<'_, '_>, at: usize) -> bool {
    let line = clauses.line;
    let before = clauses.group(at).checked_sub(1);
    let to =
        before.filter(|&i| line.class(i) == Class::To).and_then(|i| i.checked_sub(1)).or(before);
    to.is_some_and(|i| line.lower(i) == Some("than"))
}

/// "asked whether Malta had signed": nobody says so.
pub(super) fn is_asked(clauses: &Clauses<'_, '_>, at: usize) -> bool {
    let line = clauses.line;
    let first = line.parse.first_conjunct(line.first + at);
    let mut marks = line.parse.children_by(first, "mark");
    marks.any(|mark| &*line.parse.lemmas[mark] == "whether")
}

/// "with both sides agreeing to meet": a clause of its own.
fn is_with(clauses: &Clauses<'_, '_>, at: usize) -> bool {
    let line = clauses.line;
    let Some(noun) = line.head(at) else { return false };
    let mut cases = line.parse.children_by(line.first + noun, "case");
    // "head of the team negotiating a deal": what the team does is no news.
    let titled = line.head(noun).is_some_and(|over| {
        let office = line.lower(over).is_some_and(|word| lexicon().offices.offices.has(word));
        office || clauses.mentions.at[over].is_some()
    });
    // An actor who does it: "Malta agreeing to".
    cases.any(|case| match &*line.parse.lemmas[case] {
        "of" => !titled,
        case => matches!(case, "with" | "upon" | "on"),
    }) && clauses.mention(noun).is_some()
}

/// "is usually held": told of no single time.
pub(super) fn is_habit(clauses: &Clauses<'_, '_>, at: usize) -> bool {
    let line = clauses.line;
    let habitual = &lexicon().words.habitual;
    let adverb = line
        .parse
        .children_by(line.first + at, "advmod")
        .any(|adverb| habitual.contains(&*line.parse.lemmas[adverb]));
    let past = (clauses.group(at)..=at)
        .any(|i| matches!(line.tag(i), "VBD") || line.class(i) == Class::Modal);
    adverb && !past
}

/// Whether a noun is only what something is about, or the subject of a habit: "an agreement on a
/// withdrawal", "with regard to the withdrawal".
pub(super) fn is_topic(clauses: &Clauses<'_, '_>, noun: usize) -> bool {
    let line = clauses.line;
    let parse = line.parse;
    let first = parse.first_conjunct(line.first + noun);
    let Some(over) = parse.head(first) else { return false };
    let over = over - line.first;
    if parse.is(first, "nsubj") {
        return is_habit(clauses, over);
    }
    let about = parse.children_by(first, "case").any(|case| {
        matches!(&*parse.lemmas[case], "about" | "regarding" | "concerning" | "toward" | "towards")
            || matches!(&*parse.lemmas[case], "to" | "on")
                && matches!(
                    line.lemma(over),
                    "regard" | "respect" | "agreement" | "position" | "view" | "stance"
                )
    });
    let regard = parse.children_by(first, "case").any(|case| {
        case >= line.first + 2 && matches!(&*parse.lemmas[case - 1], "regard" | "respect")
    });
    about || regard
}
