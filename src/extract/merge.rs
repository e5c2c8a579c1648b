//! One event told three times becomes one with three quotes, the fullest telling first; what
//! nothing came of, and nothing hangs on, is left out.
//!
//! Two tellings are one where people, place and day agree and either the act is of a kind that
//! one does once ("met"), or a noun names again what a verb tells ("the meeting"), or the words
//! are the same ("showed contempt for ..."). Rather two events than one that is none: a person
//! joins two lines of a file in a moment, and parts one with labour.

use std::collections::BTreeSet;

use super::events::Telling;
use super::order::reaches;
use super::why::Field;
use super::words::{Class, Line};
use crate::calendar::Truth;
use crate::diagnostic::Span;
use crate::vocabulary::{EventType, Modality};

/// How far apart two tellings of one event may stand, counted in events.
const NEAR: usize = 60;

/// How many days before publication are still the day's news.
const NEWS: i64 = 7;

/// Merges tellings of one event.
///
/// - `open`: words for a time that nobody can tell without the day of publication.
pub(crate) fn merge<'a>(
    lines: &[Line<'_>],
    tellings: Vec<Telling>,
    open: impl Fn(&Telling) -> Option<&'a str>,
) -> Vec<Telling> {
    let idle = idle(&tellings);
    let content: Vec<BTreeSet<&str>> = tellings.iter().map(|t| content(lines, t)).collect();
    let mut into: Vec<usize> = (0..tellings.len()).collect();
    let mut rules: Vec<&'static str> = vec![""; tellings.len()];
    for later in 1..tellings.len() {
        let found = (later.saturating_sub(NEAR)..later).find_map(|earlier| {
            let (a, b) = (&tellings[earlier], &tellings[later]);
            let stays = into[earlier] == earlier && !idle[earlier] && !idle[later];
            let rule = match () {
                () if !stays || apart(open(a), open(b)) => return None,
                () if same(lines, a, b) => "told-again",
                () if again(lines, a, b) => "named-again",
                () if by_doing(lines, a, b) => "by-doing",
                () if worded_alike(a, b, &content[earlier], &content[later]) => "same-words",
                () => return None,
            };
            Some((earlier, rule))
        });
        if let Some((earlier, rule)) = found
            && !reaches(&tellings, later, earlier)
            && !reaches(&tellings, earlier, later)
        {
            into[later] = earlier;
            rules[later] = rule;
        }
    }
    // New places in the list of those that stay.
    let mut place: Vec<Option<usize>> = vec![None; tellings.len()];
    let mut count = 0;
    for (index, &target) in into.iter().enumerate() {
        if target == index && !idle[index] {
            place[index] = Some(count);
            count += 1;
        }
    }
    let at = |index: usize| place[into[index]];
    let mut kept: Vec<Telling> = Vec::with_capacity(count);
    for (index, mut telling) in tellings.into_iter().enumerate() {
        let Some(own) = at(index) else { continue };
        for list in [&mut telling.after, &mut telling.responds_to, &mut telling.conditional_on] {
            *list = list.iter().filter_map(|&other| at(other)).collect();
            list.retain(|&other| other != own);
            list.sort_unstable();
            list.dedup();
        }
        telling.timing.retain_mut(|timed| {
            timed.says.other().is_none_or(|other| match at(*other) {
                Some(new) if new != own => {
                    *other = new;
                    true
                }
                _ => false,
            })
        });
        telling.grounds.0.retain_mut(|because| {
            because.other.is_none_or(|other| {
                because.other = at(other).filter(|&new| new != own);
                because.other.is_some()
            })
        });
        if into[index] == index {
            kept.push(telling);
        } else {
            let line = &lines[telling.line];
            let quote = line.span(telling.words.start, telling.words.end);
            let first = &kept[own];
            let earlier = lines[first.line].span(first.words.start, first.words.end);
            join(&mut kept[own], telling, (earlier, quote), rules[index]);
        }
    }
    kept
}

/// What nothing came of and nothing hangs on: a bare condition, a meeting that was only asked for.
fn idle(tellings: &[Telling]) -> Vec<bool> {
    let mut hangs: BTreeSet<usize> = BTreeSet::new();
    for telling in tellings {
        hangs.extend(&telling.after);
        hangs.extend(&telling.responds_to);
        hangs.extend(&telling.conditional_on);
    }
    let bare = |telling: &Telling| {
        let nobody = telling.from.is_empty() && telling.to.is_empty() && telling.place.is_none();
        telling.modality == Modality::Possible
            && (telling.modality_rule == "condition"
                || nobody
                || telling.nominal
                    && matches!(telling.modality_rule, "asked-for" | "hoped-for" | "toward"))
            && telling.date.is_none()
            && telling.also.is_empty()
            && telling.conditional_on.is_empty()
    };
    tellings.iter().enumerate().map(|(i, telling)| bare(telling) && !hangs.contains(&i)).collect()
}

/// The words that tell what it is about, in dictionary forms.
fn content<'l>(lines: &'l [Line<'_>], telling: &Telling) -> BTreeSet<&'l str> {
    let line = &lines[telling.line];
    let words = telling.words.start..telling.words.end.min(line.words.len());
    words
        .filter(|&i| i != telling.at && matches!(line.class(i), Class::Other | Class::Number))
        .map(|i| line.lemma(i))
        .collect()
}

/// Whether two tellings by the same actor say the same in nearly the same words.
fn worded_alike(a: &Telling, b: &Telling, of_a: &BTreeSet<&str>, of_b: &BTreeSet<&str>) -> bool {
    let shared = of_a.intersection(of_b).count();
    let fewer = of_a.len().min(of_b.len());
    let speaks = !a.from.is_empty() && a.from.iter().any(|who| b.from.contains(who));
    let toward = a.to.is_empty() || b.to.is_empty() || a.to.iter().any(|who| b.to.contains(who));
    a.kind == b.kind
        && a.line != b.line
        && speaks
        && toward
        && denied_alike(a, b)
        && shared >= 4
        && shared * 3 >= fewer * 2
        && agree(a, b)
}

/// Whether two tellings tell one event: same kind, same people, no day against it.
fn same(lines: &[Line<'_>], a: &Telling, b: &Telling) -> bool {
    // What somebody says in one breath is one statement.
    if a.kind == EventType::Statement && b.kind == a.kind {
        return a.paragraph == b.paragraph && a.from == b.from && !a.from.is_empty();
    }
    let speech = matches!(a.kind, EventType::Statement | EventType::Criticism | EventType::Appeal);
    // "met", and then "the talks"
    let talks = is_talk(a.kind) && is_talk(b.kind) && is_known(lines, b);
    // "met on Monday ... will meet again": one over, one to come.
    let ahead = |t: &Telling| t.modality == Modality::Planned && !t.nominal;
    let over = |t: &Telling| t.modality == Modality::Happened;
    if talks && (over(a) && ahead(b) || ahead(a) && over(b)) {
        return false;
    }
    if a.kind != b.kind && !talks || speech || a.line == b.line || !denied_alike(a, b) {
        return false;
    }
    let mut of_a = [a.from.clone(), a.to.clone()].concat();
    let mut of_b = [b.from.clone(), b.to.clone()].concat();
    of_a.sort_unstable();
    of_b.sort_unstable();
    if answers_again(lines, a, b) {
        return agree(a, b);
    }
    let people =
        if a.kind.is_reciprocal() { of_a == of_b } else { a.from == b.from && a.to == b.to };
    people && of_a.len() >= 2 && agree(a, b)
}

/// "Chad has accepted an offer ... Chad had accepted the offer": told again of what is known.
fn answers_again(lines: &[Line<'_>], a: &Telling, b: &Telling) -> bool {
    let line = &lines[b.line];
    let had = (b.at.saturating_sub(3)..b.at).any(|i| line.lower(i) == Some("had"));
    let offer = (b.at..b.words.end.min(b.at + 6)).any(|i| {
        matches!(line.lower(i), Some("the" | "that" | "this"))
            && (i + 1..i + 3).any(|i| {
                matches!(
                    line.lower(i),
                    Some("proposal" | "plan" | "offer" | "invitation" | "deal" | "terms" | "draft")
                )
            })
    });
    matches!(a.kind, EventType::Acceptance | EventType::Rejection)
        && a.from == b.from
        && !a.from.is_empty()
        && b.date.is_none()
        && had
        && offer
}

fn is_talk(kind: EventType) -> bool {
    matches!(kind, EventType::Meeting | EventType::Talks)
}

/// Whether a telling begins as of something known: "the meeting".
fn is_known(lines: &[Line<'_>], telling: &Telling) -> bool {
    matches!(
        lines[telling.line].lower(telling.words.start),
        Some("the" | "this" | "these" | "that" | "those" | "their" | "his" | "her")
    )
}

fn denied_alike(a: &Telling, b: &Telling) -> bool {
    (a.modality == Modality::Denied) == (b.modality == Modality::Denied)
}

/// Whether a noun names again what is told: "received a call from X", of which "a call from X"
/// is a part; "met for a summit"; "the meeting" after "A met B".
fn again(lines: &[Line<'_>], a: &Telling, b: &Telling) -> bool {
    // "tried to mediate during talks in Lima"
    let setting = a.kind == EventType::Mediation && is_talk(b.kind) && b.from.is_empty();
    let kinds = setting
        || a.kind == b.kind
            && (is_talk(a.kind)
                || matches!(a.kind, EventType::Call | EventType::Visit | EventType::Agreement))
        || is_talk(a.kind) && is_talk(b.kind);
    if !kinds || !(a.nominal || b.nominal) || !denied_alike(a, b) {
        return false;
    }
    let people = |t: &Telling| [t.from.clone(), t.to.clone()].concat();
    let (of_a, of_b) = (people(a), people(b));
    let (fewer, more) = if b.nominal { (&of_b, &of_a) } else { (&of_a, &of_b) };
    let part = fewer.iter().all(|who| more.contains(who));
    // "met in Lima for a summit", "held talks at a meeting": hangs on the verb.
    let line = &lines[b.line];
    let hangs = a.line == b.line
        && b.nominal
        && !a.nominal
        && is_talk(b.kind)
        && line.head(b.at) == Some(a.at)
        && line.relation(b.at).starts_with("obl");
    let inside = a.line == b.line && (a.words.contains(&b.at) || b.words.contains(&a.at));
    let known = is_known(lines, b);
    let exact = a.kind == b.kind;
    let later = exact
        && a.line != b.line
        && b.nominal
        && !fewer.is_empty()
        && (known || a.rule == b.rule && of_a == of_b);
    part && (hangs || exact && inside && !fewer.is_empty() || later) && agree(a, b)
}

/// Whether one telling says how the other is done: "retaliated by firing".
fn by_doing(lines: &[Line<'_>], a: &Telling, b: &Telling) -> bool {
    let line = &lines[b.line];
    a.line == b.line
        && a.kind == b.kind
        && !a.nominal
        && !b.nominal
        && line.tag(b.at) == "VBG"
        && line.head(b.at) == Some(a.at)
        && (a.from == b.from || b.from.is_empty())
        && agree(a, b)
}

/// Whether two times that are not told yet are two for sure: "on Monday" and "on Thursday".
fn apart(one: Option<&str>, other: Option<&str>) -> bool {
    let weekday = |words: &str| -> Option<chrono::Weekday> {
        words
            .split(|c: char| !c.is_alphabetic())
            .find_map(|word| (word.len() > 5).then(|| word.parse().ok()).flatten())
    };
    let both = one.and_then(weekday).zip(other.and_then(weekday));
    both.is_some_and(|(one, other)| one != other)
}

/// Whether nothing in place and date is against their being one.
fn agree(a: &Telling, b: &Telling) -> bool {
    if let (Some(place), Some(other)) = (&a.place, &b.place)
        && place != other
    {
        return false;
    }
    match (&a.date, &b.date) {
        (Some(x), Some(y)) => {
            let (first, second) = (x.value.bounds(), y.value.bounds());
            let far = first.before(&second) == Truth::Yes || second.before(&first) == Truth::Yes;
            // The day of the news is no day that anybody told: it gives way to one near it.
            let assumed = [&x.rule, &y.rule].map(|rule| matches!(*rule, "published-day"));
            let near = first
                .latest_end
                .zip(second.latest_end)
                .is_some_and(|(one, other)| (one - other).num_days().abs() <= NEWS);
            !far || near && assumed[0] != assumed[1]
        }
        _ => true,
    }
}

/// How much a telling says.
fn weight(telling: &Telling) -> usize {
    telling.from.len()
        + telling.to.len()
        + usize::from(telling.place.is_some())
        + usize::from(!telling.nominal)
        + 2 * usize::from(telling.date.as_ref().is_some_and(|d| d.rule != "published-day"))
}

/// Adds a telling to another; the fuller one keeps its words, the other's become a further quote.
///
/// - `quotes`: of both, in bytes of the article.
fn join(into: &mut Telling, other: Telling, quotes: (Span, Span), rule: &'static str) {
    let (mut fuller, lesser, words) = if weight(&other) > weight(into) {
        (other, into.clone(), quotes.0)
    } else {
        (into.clone(), other, quotes.1)
    };
    fuller.also.push(words.clone());
    fuller.also.extend(lesser.also);
    fuller.also.sort_by_key(|span| (span.start, span.end));
    fuller.also.dedup();
    let borrowed = |field: Field| match field {
        Field::Place => fuller.place.is_none() && lesser.place.is_some(),
        Field::After | Field::RespondsTo | Field::ConditionalOn | Field::Evidence => true,
        _ => false,
    };
    let more: Vec<_> =
        lesser.grounds.0.into_iter().filter(|because| borrowed(because.field)).collect();
    fuller.grounds.0.extend(more);
    fuller.grounds.add(Field::Evidence, rule, words, None);
    fuller.place = fuller.place.or(lesser.place);
    fuller.date = fuller.date.or(lesser.date);
    for (list, more) in [
        (&mut fuller.after, lesser.after),
        (&mut fuller.responds_to, lesser.responds_to),
        (&mut fuller.conditional_on, lesser.conditional_on),
    ] {
        list.extend(more);
        list.sort_unstable();
        list.dedup();
    }
    for timed in lesser.timing {
        if !fuller.timing.iter().any(|known| known.says == timed.says) {
            fuller.timing.push(timed);
        }
    }
    *into = fuller;
}
