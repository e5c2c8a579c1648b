//! What only describes: no event of its own.
//!
//! ```text
//! rebels fighting the government          describes the rebels
//! the truce demanded by Western leaders   describes the truce
//! a draft that would have condemned it    nothing happened
//! the talks are usually held in May       a habit
//! asked whether it had signed             nobody says so
//! an agreement on a withdrawal            what it is about
//! ```

use super::super::words::Class;
use super::clause::{Clauses, Reading};
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
    ing || reduced || unreal
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
    // An actor who does it: "Malta agreeing to".
    cases.any(|case| matches!(&*line.parse.lemmas[case], "with" | "upon" | "on" | "of"))
        && clauses.mention(noun).is_some()
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
