//! A date that another clause of the sentence tells: "since", "when".

use super::super::found::Found;
use super::super::times::Time;
use super::super::words::{Line, REACH};
use super::Scene;
use super::dates::{inside, within};

/// "has been frozen since the vote was held last month": the state began with what the clause
/// dates.
pub(super) fn since<'s>(
    scene: &'s Scene<'_, '_>,
    line: &Line<'_>,
    at: usize,
) -> Option<&'s Found<Time>> {
    let parse = line.parse;
    let verb = line.first + at;
    let last = line.first + line.words.len();
    // "has been frozen"; who "has arrived for the first time since" came now.
    let auxiliaries = parse.auxiliaries(verb);
    let has = |lemma: &str| auxiliaries.iter().any(|&word| &*parse.lemmas[word] == lemma);
    let perfect = has("have") && has("be");
    let clause = parse.children_by(verb, "advcl").find(|&clause| {
        parse.children_by(clause, "mark").any(|mark| &*parse.lemmas[mark] == "since")
    })?;
    let words = parse.subtree(clause);
    let (low, high) = (words.start.max(line.first), words.end.min(last));
    (perfect && low < high)
        .then(|| inside(scene, line, low - line.first..high - line.first))
        .flatten()
}

/// "Ties normalized in May when parliament dropped the claim": what happened then is of one time,
/// whichever clause tells it.
pub(super) fn when<'s>(
    scene: &'s Scene<'_, '_>,
    line: &Line<'_>,
    at: usize,
) -> Option<&'s Found<Time>> {
    let parse = line.parse;
    let inside = |token: usize| token.checked_sub(line.first).filter(|&i| i < line.words.len());
    let opens = |clause: usize| {
        parse.is(clause, "advcl")
            && parse
                .children_by(clause, "mark")
                .chain(parse.children_by(clause, "advmod"))
                .any(|word| word < clause && &*parse.lemmas[word] == "when")
    };
    let past = |verb: usize| {
        parse.words[verb].xpos == "VBD"
            || parse.auxiliaries(verb).iter().any(|&word| parse.words[word].xpos == "VBD")
    };
    let verb = line.first + at;
    let first = parse.first_conjunct(verb);
    let (other, clause) = if opens(first) {
        (parse.head(first)?, first)
    } else {
        let clause = parse.children_by(verb, "advcl").find(|&clause| opens(clause))?;
        (clause, clause)
    };
    if !past(other) || !past(verb) {
        return None;
    }
    let words = parse.subtree(other);
    let (low, high) = (inside(words.start)?, inside(words.end - 1)? + 1);
    // A longer one is no clause of one time.
    if high - low > 8 * REACH {
        return None;
    }
    let clause = parse.subtree(clause);
    within(scene, line, low..high).find(|time| {
        let word = line.words.partition_point(|word| word.span.start < time.span.start);
        let token = line.first + word;
        parse.clause_of(token) == Some(other)
            && (other == first || clause.contains(&token) == (clause.contains(&other)))
    })
}
