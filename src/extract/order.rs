//! How events hang on each other, by the words that connect them: after, in answer to, only if.
//!
//! ```text
//! talks resumed after the truce             a connective between two events
//! The ban followed talks with Chad          a verb of order between two nouns
//! They met in Lima. Two days later ...      a word of order in the next sentence
//! Peru rejected the offer                   an answer and what it answers: see `answers`
//! ```
//!
//! What is tied stands in one sentence, or the words refer to it; never in a circle.

use super::answers;
use super::events::{Clauses, Scene, Telling};
use super::reference::{self, Referent};
use super::why::Field;
use super::words::{Class, Line};
use crate::diagnostic::Span;
use crate::lexicon::lexicon;
use crate::vocabulary::{EventType, Modality, Relation};

/// How many events lie between two that are tied, at most.
pub(super) const NEAR: usize = 24;

/// Ties the events.
pub(crate) fn order(scene: &Scene<'_, '_>, tellings: &mut [Telling]) {
    let mut start = 0;
    while start < tellings.len() {
        let line = tellings[start].line;
        let end = start + tellings[start..].iter().take_while(|t| t.line == line).count();
        connectives(scene, tellings, start..end);
        follows(scene, tellings, start..end);
        sequence(scene, tellings, start..end);
        earlier(scene, tellings, start..end);
        purpose(scene, tellings, start..end);
        for index in start..end {
            answers::answers(scene, tellings, index);
        }
        start = end;
    }
}

/// What a connective says of the two that it connects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// The first depends on the second.
    Condition,
    /// The first answers the second.
    Answer,
    /// The first comes after the second.
    After,
    /// The second comes after the first.
    Before,
}

/// The connective at a place, and its length in words.
fn connective(line: &Line<'_>, at: usize) -> Option<(Tie, usize)> {
    let words = &lexicon().words;
    [
        (&words.conditions, Tie::Condition),
        (&words.answers, Tie::Answer),
        (&words.before, Tie::Before),
        (&words.after, Tie::After),
    ]
    .into_iter()
    .filter_map(|(phrases, tie)| {
        phrases.longest(|n| line.lower(at + n)).map(|(length, ())| (tie, length))
    })
    .max_by_key(|(_, length)| *length)
}

/// "B after A", "After A, B", "A before B", "B if A": a connective between two of a sentence.
fn connectives(scene: &Scene<'_, '_>, tellings: &mut [Telling], events: std::ops::Range<usize>) {
    let line = &scene.lines[tellings[events.start].line];
    let mut at = 0;
    while at < line.words.len() {
        let Some((tie_as, length)) = connective(line, at) else {
            at += 1;
            continue;
        };
        let after = at + length;
        if let Some((mut main, second)) = pair(scene, tellings, events.clone(), at, after) {
            // "added that his coming was contingent upon": what was said depends, not the saying.
            if tie_as == Tie::Condition && tellings[main].kind == EventType::Statement {
                let seek = Referent { scene, tellings, of: main };
                main = seek.planned(at).unwrap_or(main);
            }
            let words = line.span(at, after);
            settle(tellings, (tie_as, words), line.lower(at) == Some("since"), main, second);
        } else if tie_as == Tie::Answer
            && (after == line.words.len()
                || matches!(line.class(after), Class::Mark | Class::Comma))
            && let Some(main) = events.clone().find(|&i| tellings[i].at < at)
        {
            // "recalled its envoy in response": to what others did before.
            let seek = Referent { scene, tellings, of: main };
            if let Some(earlier) = seek.aimed_at_me(&[]).or_else(|| seek.done_by_others()) {
                tie(
                    tellings,
                    (main, earlier),
                    Relation::RespondsTo,
                    "in-response",
                    line.span(at, after),
                );
            }
        } else if tie_as == Tie::Condition && length > 1 {
            // "his coming was contingent upon a truce": what is planned stands in another sentence.
            let second =
                events.clone().find(|&i| tellings[i].at >= after && tellings[i].at < after + 12);
            let seek = Referent { scene, tellings, of: events.start };
            if let Some((main, second)) = seek.planned(at).zip(second) {
                let words = line.span(at, after);
                settle(tellings, (tie_as, words), false, main, second);
            }
        }
        at = after;
    }
}

/// The two events that a connective at `at..after` connects.
pub(super) fn pair(
    scene: &Scene<'_, '_>,
    tellings: &[Telling],
    events: std::ops::Range<usize>,
    at: usize,
    after: usize,
) -> Option<(usize, usize)> {
    let line = &scene.lines[tellings[events.start].line];
    let fronted = at < 2 || is_opening(scene, line, at);
    let comma =
        (after..line.words.len()).find(|&i| line.class(i) == Class::Comma).unwrap_or(usize::MAX);
    let stops = |i: usize| {
        matches!(line.class(i), Class::Break | Class::Mark) || line.lower(i) == Some("that")
    };
    let limit = if fronted { comma.min(after + 24) } else { after + 16 };
    let limit = (after..limit.min(line.words.len())).find(|&i| stops(i)).unwrap_or(limit);
    let second = events
        .clone()
        .filter(|&i| tellings[i].at >= after && tellings[i].at < limit)
        // The verb of the clause; a noun only where no verb comes first.
        .min_by_key(|&i| (tellings[i].nominal && tellings[i].at > after + 6, tellings[i].at))
        .or_else(|| {
            let told = reference::noun(line, after..limit.min(after + 6))?;
            Referent { scene, tellings, of: events.start }.find(&told, None)
        })?;
    let main = if fronted {
        events
            .clone()
            .find(|&i| tellings[i].at > comma && comma != usize::MAX && !tellings[i].nominal)
    } else {
        events
            .clone()
            .filter(|&i| tellings[i].at < at)
            .min_by_key(|&i| (tellings[i].nominal, at - tellings[i].at))
    }?;
    (main != second).then_some((main, second))
}

/// Whether only a length stands before a word: "Three days after ...".
fn is_opening(scene: &Scene<'_, '_>, line: &Line<'_>, at: usize) -> bool {
    if at > 5 {
        return false;
    }
    let (start, end) = (line.words[0].span.start, line.words[at - 1].span.end);
    let first = scene.times.partition_point(|time| time.span.start < start);
    scene.times.get(first).is_some_and(|time| {
        time.span.end == end && line.words.get(2).is_some_and(|w| time.span.start < w.span.start)
    })
}

/// Ties two events as their connective says.
fn settle(
    tellings: &mut [Telling],
    (as_what, words): (Tie, Span),
    since: bool,
    main: usize,
    second: usize,
) {
    let rule = "connective";
    match as_what {
        Tie::Condition => {
            tie(tellings, (main, second), Relation::ConditionalOn, rule, words.clone());
            if tellings[main].modality == Modality::Planned {
                tellings[main].stands(Modality::Conditional, "condition-named", words.clone());
            }
            if tellings[second].modality == Modality::Planned {
                tellings[second].stands(Modality::Possible, "condition", words);
            }
        }
        Tie::Answer => tie(tellings, (main, second), Relation::RespondsTo, rule, words),
        // "since" gives a reason, too; a reason is no plan.
        Tie::After if !since || tellings[second].modality == Modality::Happened => {
            tie(tellings, (main, second), Relation::After, rule, words);
        }
        Tie::After => {}
        Tie::Before => tie(tellings, (second, main), Relation::After, rule, words),
    }
}

/// "This came after ...", "The ban followed ...": what the sentence begins with is the later one.
fn follows(scene: &Scene<'_, '_>, tellings: &mut [Telling], events: std::ops::Range<usize>) {
    let index = events.start;
    let line = &scene.lines[tellings[index].line];
    let following = &lexicon().references.following;
    let begins = |verb: usize| if verb < 10 { 0 } else { verb - 4 };
    let known = |verb: usize| {
        let told = reference::noun(line, begins(verb)..verb);
        let first = matches!(line.lower(0), Some("this" | "that" | "it")) && verb < 4;
        told.as_ref().is_some_and(|told| told.definite) || first
    };
    let Some(verb) = (1..line.words.len()).find(|&i| {
        let order = line.lower(i).is_some_and(|w| following.contains(w))
            && line.lower(i + 1) != Some("by")
            || matches!(line.lower(i), Some("came" | "comes" | "come"))
                && (i + 1..i + 5).any(|k| matches!(line.lower(k), Some("after" | "following")));
        order && known(i)
    }) else {
        return;
    };
    let seek = Referent { scene, tellings, of: index };
    let later = match reference::noun(line, begins(verb)..verb) {
        Some(told) => seek.find(&told, None),
        None => seek.news(verb).or_else(|| seek.latest_act(1)),
    };
    let earlier = events.clone().find(|&i| tellings[i].at > verb).or_else(|| {
        reference::noun(line, verb + 1..verb + 8).and_then(|told| seek.find(&told, None))
    });
    if let (Some(later), Some(earlier)) = (later, earlier) {
        let words = line.span(verb, verb + 1);
        tie(tellings, (later, earlier), Relation::After, "verb-of-order", words);
    }
}

/// "Two days later", "then", "in turn": after what the sentence before, or this one, told last.
fn sequence(scene: &Scene<'_, '_>, tellings: &mut [Telling], events: std::ops::Range<usize>) {
    let line = &scene.lines[tellings[events.start].line];
    let sequence = &lexicon().references.sequence;
    for at in 0..line.words.len() {
        let Some((length, ())) = sequence.longest(|n| line.lower(at + n)) else { continue };
        let next = line.lower(at + length);
        // "later this week", "immediately after", "the then president"
        if matches!(next, Some("this" | "on" | "in" | "after" | "before" | "than"))
            || line.class(at + length) == Class::Number
            || at > 0 && matches!(line.class(at - 1), Class::Determiner | Class::To)
            || line.lower(0) == Some("if")
        {
            continue;
        }
        // A single word stands first or beside its verb.
        let reach = if length > 1 { 12 } else { 2 };
        let first = at < 3 && length > 1 || at == 0;
        let later = events
            .clone()
            .filter(|&i| !tellings[i].nominal)
            .filter(|&i| tellings[i].at.abs_diff(at) <= reach || first && tellings[i].at > at)
            .min_by_key(|&i| tellings[i].at.abs_diff(at));
        let Some(later) = later.filter(|&i| tellings[i].modality == Modality::Happened) else {
            continue;
        };
        let here = (events.start..later).rev().find(|&i| is_act(&tellings[i]));
        let seek = Referent { scene, tellings, of: events.start };
        if let Some(earlier) = here.or_else(|| seek.latest_act(1)) {
            let words = line.span(at, at + length);
            tie(tellings, (later, earlier), Relation::After, "word-of-order", words);
        }
    }
}

/// "Earlier, Chad had ...", "Chad previously announced": before the news that was told last.
fn earlier(scene: &Scene<'_, '_>, tellings: &mut [Telling], events: std::ops::Range<usize>) {
    let line = &scene.lines[tellings[events.start].line];
    let Some(first) = events.clone().find(|&i| !tellings[i].nominal) else { return };
    let at = tellings[first].at;
    let beside = (at.saturating_sub(4)..at).any(|i| line.lower(i) == Some("previously"));
    let opens = matches!(line.lower(0), Some("earlier" | "previously"))
        && !matches!(line.lower(1), Some("this" | "in"));
    if !(beside || opens) || tellings[first].modality != Modality::Happened {
        return;
    }
    let seek = Referent { scene, tellings, of: first };
    let later = seek.news(0).or_else(|| seek.latest_act(1));
    if let Some(later) = later.filter(|&i| tellings[i].paragraph + 2 >= tellings[first].paragraph) {
        let words = line.span(0, at);
        tie(tellings, (later, first), Relation::After, "earlier", words);
    }
}

/// "flew to Lima for talks", "invited Peru to talks": the talks come after what leads to them.
fn purpose(scene: &Scene<'_, '_>, tellings: &mut [Telling], events: std::ops::Range<usize>) {
    let line = &scene.lines[tellings[events.start].line];
    let clauses = Clauses::new(line, &scene.mentions[tellings[events.start].line]);
    for index in events.clone() {
        let talks = matches!(tellings[index].kind, EventType::Talks | EventType::Meeting);
        if !talks || !tellings[index].nominal {
            continue;
        }
        let start = tellings[index].words.start;
        let under = start.checked_sub(1).and_then(|i| line.lower(i));
        let leads = |kind: EventType| match kind {
            EventType::Visit => under == Some("for"),
            EventType::Invitation => matches!(under, Some("for" | "to")),
            _ => false,
        };
        let earlier = (events.start..index).rev().find(|&i| {
            leads(tellings[i].kind)
                && !tellings[i].nominal
                && tellings[index].at < clauses.end(tellings[i].at + 1)
        });
        if let Some(earlier) = earlier {
            let words = line.span(start.saturating_sub(1), start + 1);
            tie(tellings, (index, earlier), Relation::After, "purpose", words);
        }
    }
}

/// Something done, told by a verb or a date of its own.
pub(super) fn is_act(telling: &Telling) -> bool {
    telling.kind != EventType::Statement
        && telling.modality == Modality::Happened
        && (!telling.nominal || telling.date.is_some())
}

/// Ties two events unless that closes a circle.
///
/// - `rule`, `words`: what ties them, in bytes of the article.
pub(super) fn tie(
    tellings: &mut [Telling],
    (later, earlier): (usize, usize),
    relation: Relation,
    rule: &'static str,
    words: Span,
) {
    if later == earlier || reaches(tellings, earlier, later) {
        return;
    }
    let telling = &mut tellings[later];
    let (list, field) = match relation {
        Relation::After => (&mut telling.after, Field::After),
        Relation::RespondsTo => (&mut telling.responds_to, Field::RespondsTo),
        Relation::ConditionalOn => (&mut telling.conditional_on, Field::ConditionalOn),
    };
    if !list.contains(&earlier) && list.len() < 8 {
        list.push(earlier);
        telling.grounds.add(field, rule, words, Some(earlier));
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

#[cfg(test)]
mod tests {
    use crate::article;
    use crate::extract::extract;
    use crate::text::Text;
    use crate::timeline::Id;

    /// What is tied, by types: "rejection responds-to proposal".
    fn ties(sentences: &str) -> Vec<String> {
        let text = format!("News\n\n{sentences}\n");
        let article = article::read(text.as_bytes(), None).expect("a text of words");
        let events = extract(&article, &Text::new(&article), None).timeline.events;
        let mut ties = Vec::new();
        for event in events.values() {
            let mut list = |word: &str, others: &[Id]| {
                ties.extend(
                    others.iter().map(|o| format!("{} {word} {}", event.kind, events[o].kind)),
                );
            };
            list("after", &event.after);
            list("responds-to", &event.responds_to);
            list("conditional-on", &event.conditional_on);
        }
        ties
    }

    #[test]
    fn words_tie_events() {
        for (sentences, tied) in [
            (
                "Norway proposed talks with Iceland. Iceland rejected the proposal.",
                "rejection responds-to proposal",
            ),
            (
                "Kenya invited Uganda to a summit. Uganda accepted the invitation.",
                "acceptance responds-to invitation",
            ),
            (
                "Chile condemned Peru’s decision to expel the Bolivian ambassador.",
                "criticism responds-to break",
            ),
            (
                "Sudan expelled the Egyptian envoy after Egypt imposed sanctions on Sudan.",
                "break after sanctions",
            ),
            (
                "After Egypt imposed sanctions on Sudan, Sudan expelled the Egyptian envoy.",
                "break after sanctions",
            ),
            (
                "Ghana recalled its ambassador from Togo. Two days later Togo imposed sanctions on Ghana.",
                "sanctions after break",
            ),
            (
                "Togo expelled Ghana’s ambassador. The expulsion came after Ghana accused Togo of spying.",
                "break after criticism",
            ),
            (
                "Iraq will sign the treaty only if Syria withdraws its troops.",
                "agreement conditional-on concession",
            ),
            (
                "Chile did not endorse the 30-day truce. Peru and Bolivia proposed a 30-day truce.",
                "endorsement responds-to proposal",
            ),
            (
                "Chad and Mali signed a truce. Togo criticized the army. Sweden welcomed the move.",
                "endorsement responds-to agreement",
            ),
            (
                "Talks between Chad and Mali collapsed in March. Norway offered talks to Chad. \
                 Sweden welcomed the move.",
                "endorsement responds-to proposal",
            ),
        ] {
            assert!(
                ties(sentences).iter().any(|tie| tie == tied),
                "{sentences} {:?}",
                ties(sentences)
            );
        }
    }

    #[test]
    fn words_that_only_look_like_it_tie_nothing() {
        for sentences in [
            "Norway proposed talks with Iceland. Iceland condemned the weather.",
            "Chile recalled its ambassador from Peru. Peru will sign the treaty later this week.",
            "Kenya expelled the Ugandan envoy. Uganda condemned an attack by gunmen in 1998.",
        ] {
            let ties = ties(sentences);
            assert!(
                !ties.iter().any(|tie| tie.contains("after") || tie.contains("break")),
                "{sentences} {ties:?}"
            );
        }
    }
}
