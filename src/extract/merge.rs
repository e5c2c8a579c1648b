//! One event told twice becomes one with two quotes, the fullest telling first.

use super::events::Telling;
use super::order::reaches;
use crate::calendar::Truth;
use crate::diagnostic::Span;
use crate::vocabulary::{EventType, Modality};

/// How far apart two tellings of one event may stand, counted in events.
const NEAR: usize = 60;

/// Merges tellings of one event. `quote` gives the bytes of a telling's words, `known` tells
/// whether they begin as of something known: "the meeting"; `open` gives words for a time that
/// nobody can tell without the day of publication.
pub(crate) fn merge<'a>(
    tellings: Vec<Telling>,
    quote: impl Fn(&Telling) -> Span,
    known: impl Fn(&Telling) -> bool,
    open: impl Fn(&Telling) -> Option<&'a str>,
) -> Vec<Telling> {
    let mut into: Vec<usize> = (0..tellings.len()).collect();
    for later in 1..tellings.len() {
        let earlier = (later.saturating_sub(NEAR)..later).find(|&earlier| {
            let (a, b) = (&tellings[earlier], &tellings[later]);
            into[earlier] == earlier
                && (same(a, b) || again(a, b, &known))
                && !apart(open(a), open(b))
        });
        if let Some(earlier) = earlier
            && !reaches(&tellings, later, earlier)
            && !reaches(&tellings, earlier, later)
        {
            into[later] = earlier;
        }
    }
    // New places in the list of those that stay.
    let mut place = vec![0; tellings.len()];
    let mut count = 0;
    for (index, &target) in into.iter().enumerate() {
        if target == index {
            place[index] = count;
            count += 1;
        }
    }
    let at = |index: usize| place[into[index]];
    let mut kept: Vec<Telling> = Vec::with_capacity(count);
    for (index, mut telling) in tellings.into_iter().enumerate() {
        let own = at(index);
        for list in [&mut telling.after, &mut telling.responds_to, &mut telling.conditional_on] {
            for other in list.iter_mut() {
                *other = at(*other);
            }
            list.retain(|&other| other != own);
            list.sort_unstable();
            list.dedup();
        }
        telling.timing.retain_mut(|timed| {
            timed.says.other().is_none_or(|other| {
                *other = at(*other);
                *other != own
            })
        });
        if into[index] == index {
            kept.push(telling);
        } else {
            join(&mut kept[own], telling, &quote);
        }
    }
    kept
}

/// Whether two tellings tell one event: same kind, same people, no day against it.
fn same(a: &Telling, b: &Telling) -> bool {
    // What somebody says in one breath is one statement.
    if a.kind == EventType::Statement && b.kind == a.kind {
        return a.paragraph == b.paragraph && a.from == b.from && !a.from.is_empty();
    }
    let speech = matches!(a.kind, EventType::Statement | EventType::Criticism | EventType::Appeal);
    if a.kind != b.kind || speech || a.line == b.line {
        return false;
    }
    if (a.modality == Modality::Denied) != (b.modality == Modality::Denied) {
        return false;
    }
    let mut of_a = [a.from.clone(), a.to.clone()].concat();
    let mut of_b = [b.from.clone(), b.to.clone()].concat();
    of_a.sort_unstable();
    of_b.sort_unstable();
    let people =
        if a.kind.is_reciprocal() { of_a == of_b } else { a.from == b.from && a.to == b.to };
    if !people || of_a.len() < 2 {
        return false;
    }
    agree(a, b)
}

/// Whether a noun names again what is told: "received a call from X", of which "a call from X"
/// is a part; "the meeting" after "A met B".
fn again(a: &Telling, b: &Telling, known: &impl Fn(&Telling) -> bool) -> bool {
    let meets = matches!(
        a.kind,
        EventType::Meeting | EventType::Talks | EventType::Call | EventType::Visit
    ) || a.kind == EventType::Agreement;
    if a.kind != b.kind || !meets || !(a.nominal || b.nominal) {
        return false;
    }
    if (a.modality == Modality::Denied) != (b.modality == Modality::Denied) {
        return false;
    }
    let people = |t: &Telling| [t.from.clone(), t.to.clone()].concat();
    let (of_a, of_b) = (people(a), people(b));
    let (fewer, more) = if b.nominal { (&of_b, &of_a) } else { (&of_a, &of_b) };
    let part = !fewer.is_empty() && fewer.iter().all(|who| more.contains(who));
    let inside = a.line == b.line && (a.words.contains(&b.at) || b.words.contains(&a.at));
    let later = a.line != b.line && b.nominal && (known(b) || a.rule == b.rule && of_a == of_b);
    part && (inside || later) && agree(a, b)
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
            let (x, y) = (x.value.bounds(), y.value.bounds());
            x.before(&y) != Truth::Yes && y.before(&x) != Truth::Yes
        }
        _ => true,
    }
}

/// Adds a telling to another; the fuller one keeps its words.
fn join(into: &mut Telling, other: Telling, quote: &impl Fn(&Telling) -> Span) {
    let weight = |t: &Telling| {
        t.from.len()
            + t.to.len()
            + usize::from(t.place.is_some())
            + usize::from(!t.nominal)
            + 2 * usize::from(t.date.as_ref().is_some_and(|d| d.rule != "published-day"))
    };
    let (mut fuller, lesser) =
        if weight(&other) > weight(into) { (other, into.clone()) } else { (into.clone(), other) };
    fuller.also.push(quote(&lesser));
    fuller.also.extend(lesser.also);
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
