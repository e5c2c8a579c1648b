//! Units that are counted: "three days", "two weeks ago", "a 30-day truce", "$2 billion a year".

use super::days::ends_here;
use super::moment::{Moment, Unit, nearest, shift_days};
use super::units::{in_words, open};
use super::view::{View, number_word};
use super::{Context, Hit, Says};
use crate::text::TokenKind;
use crate::vocabulary::Confidence;

pub(super) fn read(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    if view.low(at) == "the" {
        return plural(view, context, at + 1, true)
            .or_else(|| counted(view, context, at + 1, true));
    }
    plural(view, context, at, false)
        .or_else(|| counted(view, context, at, false))
        .or_else(|| hyphenated(view, at))
        .or_else(|| while_(view, at))
}

/// Where a unit is reckoned from, by the words behind it: the day, the direction and the first
/// token after them.
struct Away {
    told: bool,
    sign: i64,
    end: usize,
}

fn away(view: &View<'_>, at: usize) -> Option<Away> {
    let found = |told: bool, sign: i64, words: usize| Some(Away { told, sign, end: at + words });
    match view.low(at) {
        "ago" => found(false, -1, 1),
        "earlier" => found(true, -1, 1),
        "later" | "afterwards" | "afterward" => found(true, 1, 1),
        "before" | "previously" if ends_here(view, at + 1) => found(true, -1, 1),
        "after" if ends_here(view, at + 1) => found(true, 1, 1),
        "from" if view.low(at + 1) == "now" => found(false, 1, 2),
        _ => None,
    }
}

/// "for years", "within weeks", "hours earlier", "days later", "the weeks before the vote".
fn plural(view: &View<'_>, context: &Context, at: usize, the: bool) -> Option<Hit> {
    let (unit, true) = Unit::of(view.low(at))? else { return None };
    let end = at + 1;
    // The article is that of the event: "the weeks before the vote".
    let the = the || view.before(at) == "the";
    if the && context.start < at && view.low(end) != "ahead" {
        return None;
    }
    if the {
        // A length beside an event.
        let tied = matches!(
            view.low(end),
            "before" | "after" | "since" | "ahead" | "following" | "leading" | "preceding"
        ) || view.low(end) == "that"
            && matches!(view.low(end + 1), "followed" | "preceded");
        let end = end + usize::from(view.low(end) == "ahead" && ends_here(view, end + 1));
        return tied.then(|| Hit::new(end, Says::Length(None, unit, None), "length-beside"));
    }
    if let Some(away) = away(view, end) {
        // Hours do not leave the day by much.
        if matches!(unit, Unit::Hour | Unit::Minute | Unit::Second) && away.told {
            let moment = context.reference().map(Moment::AboutDay);
            let hit = Hit::date(away.end, moment, "XXXX-XX-XX", "hours-away");
            return Some(hit.sure(Confidence::Low));
        }
        let vague = if away.sign < 0 { "PAST_REF" } else { "FUTURE_REF" };
        return Some(Hit::new(away.end, Says::Vague(vague), "some-time-away"));
    }
    let length = matches!(view.before(at), "for" | "within" | "over" | "after" | "took" | "in")
        && !matches!(view.low(end), "of" | "-")
        && (matches!(view.before(at), "for" | "within" | "took") || ends_here(view, end));
    length.then(|| Hit::new(end, Says::Length(None, unit, None), "length"))
}

/// "two weeks from today", "a week on Friday", "a week ago Friday": so far from a day that is named,
/// and the first token after it.
fn from_named(
    view: &View<'_>,
    context: &Context,
    count: Option<u32>,
    unit: Unit,
    at: usize,
) -> Option<Hit> {
    let published = context.published?;
    let weekday = view.weekday(at + 1);
    let (from, sign) = match (view.low(at), view.low(at + 1)) {
        ("from", "today") => (published, 1),
        ("from", "tomorrow") => (shift_days(published, 1)?, 1),
        ("from", "yesterday") => (shift_days(published, -1)?, 1),
        ("from" | "on", _) if unit == Unit::Week => (nearest(weekday?, published, true)?, 1),
        ("ago", _) if unit == Unit::Week => (nearest(weekday?, published, false)?, -1),
        ("ago", "today") => (published, -1),
        _ => return None,
    };
    let day = unit.day_away(from, sign * i64::from(count?))?;
    Some(
        Hit::date(at + 2, Some(Moment::Day(day)), "", "units-from-named-day")
            .sure(Confidence::Medium),
    )
}

/// How many, where two numbers are told: "12 to 18", "two or three"; the latter counts.
fn amount(view: &View<'_>, at: usize) -> Option<(Option<u32>, usize)> {
    let (count, after) = view.amount(at)?;
    if count.is_some_and(|count| count > 1 || view.low(at) == "one")
        && matches!(view.low(after), "to" | "or" | "-" | "–")
        && let Some((Some(second), end)) = view.amount(after + 1)
        && count < Some(second)
    {
        return Some((Some(second), end));
    }
    Some((count, after))
}

/// "three days", "two weeks ago", "a day later", "48 more hours".
fn counted(view: &View<'_>, context: &Context, at: usize, the: bool) -> Option<Hit> {
    if matches!(view.low(at), "per" | "each" | "every") {
        return None;
    }
    if let Some(hit) = halved(view, context, at) {
        return Some(hit);
    }
    let (count, mut after) = amount(view, at)?;
    if matches!(
        view.low(after),
        "more"
            | "additional"
            | "other"
            | "straight"
            | "consecutive"
            | "full"
            | "long"
            | "short"
            | "whole"
            | "entire"
            | "successive"
    ) {
        after += 1;
    }
    let (unit, plural) = Unit::of(view.low(after))?;
    let bare = matches!(view.low(at), "a" | "an");
    if !plural && !bare && count != Some(1) {
        // "a five year low", not "the two year groups"
        let noun = view.kind(after + 1) == Some(TokenKind::Word) && count.is_some();
        let length = Hit::new(after + 1, Says::Length(count, unit, None), "length-of-noun");
        return (noun && !the && after == at + 1).then(|| length.sure(Confidence::Medium));
    }
    // A fourth of something.
    if plural && count == Some(1) && bare || unit == Unit::Quarter && count == Some(1) {
        return None;
    }
    let mut end = after + 1;
    // "24 hours a day", "five days a week": how hard, not when.
    if view.low(end) == "a" && Unit::of(view.low(end + 1)).is_some() && plural {
        return Some(Hit::new(end + 2, Says::Name, "round-the-clock"));
    }
    if view.low(end) == "old" {
        return None;
    }
    let and_half = in_words(view, end, &["and", "a", "half"]);
    let or_so = in_words(view, end, &["or", "so"]) || in_words(view, end, &["or", "more"]);
    let tail = end + if and_half { 3 } else { 2 * usize::from(or_so) };
    if let Some(hit) = from_named(view, context, count, unit, tail) {
        return Some(hit);
    }
    if let Some(away) = away(view, tail) {
        return reckoned(view, context, count, unit, &away);
    }
    // "a week after the vote": a length beside an event.
    if bare && !the && unit != Unit::Quarter && is_beside(view, end) {
        return Some(Hit::new(end, Says::Length(count, unit, None), "length-beside"));
    }
    if and_half {
        return Some(Hit::new(tail, half_more(count, unit), "length"));
    }
    if view.before(context.start) == "in"
        && !the
        && let Some(count) = count
        && context.is_ahead(view, end)
        && let Some(hit) = ahead(context, count, unit, end)
    {
        return Some(hit);
    }
    if bare && !the && !is_length(view, context.start, end) {
        return rate(view, at, unit, end);
    }
    if the && !plural {
        return None;
    }
    end = tail;
    Some(Hit::new(end, Says::Length(count, unit, None), "length"))
}

/// "half a year", "two and a half years", "2 1/2 years", "half-hour".
fn halved(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let low = view.low(at);
    if low == "half" && matches!(view.low(at + 1), "a" | "an") {
        let (unit, false) = Unit::of(view.low(at + 2))? else { return None };
        return Some(Hit::new(at + 3, half_more(Some(0), unit), "length"));
    }
    let (count, after) = view.amount(at)?;
    let half = in_words(view, after, &["and", "a", "half"])
        || in_words(view, after, &["1", "/", "2"]) && view.clings(after + 1);
    let after = if half { after + 3 } else { return None };
    let (unit, true) = Unit::of(view.low(after))? else { return None };
    if let Some(away) = away(view, after + 1) {
        return reckoned(view, context, count, unit, &away);
    }
    Some(Hit::new(after + 1, half_more(count, unit), "length"))
}

/// So many and a half, in the unit below where that makes a whole number.
fn half_more(count: Option<u32>, unit: Unit) -> Says {
    let (below, of) = match unit {
        Unit::Minute => (Unit::Second, 60),
        Unit::Hour => (Unit::Minute, 60),
        Unit::Day => (Unit::Hour, 24),
        Unit::Year => (Unit::Month, 12),
        Unit::Decade => (Unit::Year, 10),
        Unit::Century => (Unit::Year, 100),
        _ => return Says::Length(count, unit, None),
    };
    let whole = count.and_then(|count| count.checked_mul(of)?.checked_add(of / 2));
    Says::Length(whole, below, None)
}

/// "two weeks ago", "a day later": from publication or from the last day that was told.
fn reckoned(
    view: &View<'_>,
    context: &Context,
    count: Option<u32>,
    unit: Unit,
    away: &Away,
) -> Option<Hit> {
    let Some(number) = count else {
        let vague = if away.sign < 0 { "PAST_REF" } else { "FUTURE_REF" };
        return Some(Hit::new(away.end, Says::Vague(vague), "some-time-away"));
    };
    // "up from 50 cents a share a year earlier": of the quarter that is told of.
    if let (1, Unit::Year, -1, Some((year, quarter))) = (number, unit, away.sign, context.quarter)
        && view.money()
        && year > 1
    {
        let moment = Moment::Quarter(year - 1, quarter);
        let hit = Hit::date(away.end, Some(moment), "", "year-earlier");
        return Some(hit.sure(Confidence::Low));
    }
    let from = if away.told { context.reference() } else { context.published };
    let moment = match from {
        Some(from) => {
            let by = away.sign * i64::from(number);
            Some(match unit {
                Unit::Week | Unit::Fortnight => Moment::AboutDay(unit.day_away(from, by)?),
                Unit::Hour | Unit::Minute | Unit::Second => Moment::Day(unit.day_away(from, by)?),
                _ => unit.away(from, by)?,
            })
        }
        None => None,
    };
    let hit = Hit::date(away.end, moment, open(unit), "units-away").sure(Confidence::Medium);
    Some(if away.told { hit.away_from_told(away.sign * i64::from(number), unit) } else { hit })
}

/// "in two weeks", of what is to come.
fn ahead(context: &Context, count: u32, unit: Unit, end: usize) -> Option<Hit> {
    let published = context.published?;
    let day = unit.day_away(published, i64::from(count))?;
    let moment = match unit {
        Unit::Week | Unit::Fortnight => Moment::AboutDay(day),
        Unit::Day | Unit::Hour | Unit::Minute | Unit::Second => Moment::Day(day),
        _ => unit.away(published, i64::from(count))?,
    };
    Some(Hit::date(end, Some(moment), "", "in-units").sure(Confidence::Medium))
}

/// "after the vote", "before he left": what a length is counted from.
fn is_beside(view: &View<'_>, at: usize) -> bool {
    matches!(view.low(at), "after" | "before" | "following")
        && view.kind(at + 1) == Some(TokenKind::Word)
        && !ends_here(view, at + 1)
        || in_words(view, at, &["ahead", "of"])
        || in_words(view, at, &["leading", "up", "to"])
        || in_words(view, at, &["prior", "to"])
}

/// "for a week" is a length, "a week" after a number is a rate, else nobody knows.
fn is_length(view: &View<'_>, at: usize, end: usize) -> bool {
    matches!(
        view.before(at),
        "for"
            | "in"
            | "within"
            | "over"
            | "after"
            | "during"
            | "than"
            | "nearly"
            | "almost"
            | "about"
            | "until"
            | "take"
            | "takes"
            | "took"
            | "last"
            | "lasted"
            | "lasting"
            | "half"
            | "least"
            | "once"
    ) && view.before(at) != "once"
        && view.low(end) != "of"
        || matches!(view.low(at), "more" | "less" | "nearly" | "almost" | "about" | "at" | "over")
}

/// "twice a week", "three times a year", "50 a day", "$2 billion a year".
fn rate(view: &View<'_>, at: usize, unit: Unit, end: usize) -> Option<Hit> {
    let before = view.before(at);
    let noun = || {
        view.kind(at - 1) == Some(TokenKind::Word)
            && before.len() > 3
            && before.ends_with('s')
            && !matches!(before, "this" | "less" | "minus" | "plus" | "across" | "always")
            && (at.saturating_sub(4)..at - 1).any(|at| {
                view.kind(at) == Some(TokenKind::Number)
                    || number_word(view.low(at)).is_some()
                    || matches!(view.low(at), "dozens" | "hundreds" | "thousands" | "millions")
            })
    };
    let often = matches!(before, "once" | "twice" | "times")
        || matches!(before, "million" | "billion" | "trillion" | "thousand" | "%" | "percent")
        || at > 0 && (view.kind(at - 1) == Some(TokenKind::Number) || noun());
    let value = || Says::Set(unit.length(Some(1)));
    (often && !matches!(unit, Unit::Minute)).then(|| Hit::new(end, value(), "rate"))
}

/// "30-day", "two-week", "a 90-minute call": a length on its noun.
fn hyphenated(view: &View<'_>, at: usize) -> Option<Hit> {
    if view.kind(at) != Some(TokenKind::Word) {
        return None;
    }
    let low = view.low(at);
    // "five-year-old" is an age, "month-long" and "two-year-long" are lengths.
    let low = low.strip_suffix("-long").unwrap_or(low);
    let low = low.strip_suffix("-old").filter(|_| !ages(view, at, low)).unwrap_or(low);
    if let Some((unit, true)) = Unit::of(low).filter(|_| low.len() < view.low(at).len()) {
        // "years-long"
        return Some(Hit::new(at + 1, Says::Length(None, unit, None), "length-of-noun"));
    }
    let low = low.strip_suffix("long").filter(|low| Unit::of(low).is_some()).unwrap_or(low);
    let (count, unit) = low.rsplit_once('-').unwrap_or(("single", low));
    let (unit, plural) = Unit::of(unit)?;
    if plural || low.len() == view.low(at).len() && !view.low(at).contains('-') {
        return None;
    }
    let count = match count {
        "several" | "multi" => None,
        "single" => Some(1),
        "half" => return None,
        number => Some(number.parse().ok().or_else(|| number_word(number))?),
    };
    Some(Hit::new(at + 1, Says::Length(count, unit, None), "length-of-noun"))
}

/// "a three-year-old girl": an age of somebody; "the three-year-old war" is a length.
fn ages(view: &View<'_>, at: usize, low: &str) -> bool {
    let years = low.ends_with("year-old");
    let state = |word: &str| {
        matches!(
            word,
            "war"
                | "conflict"
                | "dispute"
                | "truce"
                | "ceasefire"
                | "cease-fire"
                | "insurgency"
                | "rebellion"
                | "embargo"
                | "blockade"
                | "siege"
                | "occupation"
                | "agreement"
                | "treaty"
                | "pact"
                | "feud"
                | "crisis"
                | "strike"
                | "ban"
                | "campaign"
                | "alliance"
                | "standoff"
                | "stand-off"
                | "stalemate"
                | "border"
                | "row"
                | "rivalry"
                | "uprising"
                | "government"
                | "coalition"
                | "moratorium"
                | "sanctions"
                | "policy"
                | "deal"
                | "offensive"
                | "intifada"
                | "peace"
                | "armistice"
                | "partnership"
                | "friendship"
        )
    };
    let person = |word: &str| {
        matches!(
            word,
            "girl" | "boy" | "baby" | "infant" | "child" | "son" | "daughter" | "twins" | "," | "."
        )
    };
    let near = |is: &dyn Fn(&str) -> bool| (at + 1..at + 3).any(|at| is(view.low(at)));
    if years { !near(&state) } else { near(&person) }
}

/// "a while", "some time": nobody knows of what.
fn while_(view: &View<'_>, at: usize) -> Option<Hit> {
    let low = |offset: usize| view.low(at + offset);
    let end = match (low(0), low(1), low(2)) {
        ("a", "while", next) if next != "back" => at + 2,
        ("some", "time", next) if view.before(at) == "for" && next != "when" => at + 2,
        _ => return None,
    };
    Some(Hit::new(end, Says::UnknownLength, "length"))
}
