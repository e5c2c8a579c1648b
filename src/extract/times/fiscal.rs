//! Quarters, halves and business years.
//!
//! ```text
//! the third quarter       Q3 2024       the second half of 2022       fiscal 1989
//! the latest quarter, the quarter       the one that was told last, else the last that is over
//! the year-earlier quarter              the one that was told last, a year before
//! ```
//!
//! Quarters are those of the calendar: whose year begins in October, the words do not say.

use chrono::{Datelike, NaiveDate};

use super::moment::{Moment, Unit};
use super::view::{View, ordinal};
use super::{Context, Hit, Says};
use crate::text::TokenKind;
use crate::vocabulary::Confidence;

pub(super) fn read(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    numbered(view, context, at)
        .or_else(|| told_quarter(view, context, at))
        .or_else(|| year_before(view, context, at))
        .or_else(|| business_year(view, context, at))
        .or_else(|| end_of_year(view, context, at))
}

/// A quarter or a half by its number, and the first token after it.
fn name(view: &View<'_>, at: usize) -> Option<(u32, bool, usize)> {
    let low = view.low(at);
    let digit = |digits: &str| digits.parse().ok().filter(|number| (1..=4).contains(number));
    if low.len() == 2 {
        if let Some(quarter) = low.strip_prefix('q').or(low.strip_suffix('q')) {
            return Some((digit(quarter)?, false, at + 1));
        }
        if let Some(half) = low.strip_prefix('h').filter(|_| view.is_capital(at)) {
            return Some((digit(half).filter(|&half| half <= 2)?, true, at + 1));
        }
    }
    if let Some((first, kind @ ("quarter" | "half" | "period"))) = low.split_once('-') {
        let (first, half) = (part_of_year(first)?, kind == "half");
        return (!half || first <= 2).then_some((first, half, at + 1));
    }
    let skip = usize::from(matches!(low, "fiscal" | "financial"));
    let first = match low.strip_prefix("fiscal-") {
        Some(first) => part_of_year(first)?,
        None => part_of_year(view.low(at + skip))?,
    };
    match view.low(at + skip + 1) {
        "quarter" => Some((first, false, at + skip + 2)),
        "half" if first <= 2 => Some((first, true, at + skip + 2)),
        _ => None,
    }
}

fn part_of_year(word: &str) -> Option<u32> {
    ordinal(word).filter(|number| *number <= 4)
}

/// "the third quarter", "Q3 2024", "next year's first quarter",
/// "the first half of 2022", "third-quarter results".
fn numbered(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let mut from = at;
    let mut year = None;
    if let (shift @ ("last" | "this" | "next"), "year") = (view.low(at), view.low(at + 1))
        && matches!(view.low(at + 2), "'s" | "’s")
    {
        let by = match shift {
            "last" => -1,
            "next" => 1,
            _ => 0,
        };
        year = Some(context.published.map(|day| day.year() + by));
        from = at + 3;
    } else if view.low(at) == "the" {
        // "the third-quarter results": the article is that of the results.
        let of_noun = view.low(at + 1).ends_with("-quarter") && view.low(at + 2) != "of";
        from = at + usize::from(!of_noun);
    }
    // "the 1988 second quarter"
    if year.is_none()
        && let Some(told) = view.year(from)
        && name(view, from + 1).is_some_and(|(_, _, end)| view.low(end) != "of")
    {
        year = Some(Some(told));
        from += 1;
    }
    // "the last half of 1989"
    let last_half = (view.low(from), view.low(from + 1)) == ("last", "half");
    let (number, half, mut end) = match name(view, from) {
        Some(named) => named,
        None if last_half && view.low(from + 2) == "of" => (2, true, from + 2),
        None => return None,
    };
    let of = usize::from(matches!(view.low(end), "of" | ","));
    let of = of + usize::from(view.low(end + of) == "fiscal");
    if let Some(told) = view.year(end + of) {
        end += of + 1;
        year = Some(Some(told));
    } else if let Some((told, after)) = super::dates::told_year(view, context, end + of) {
        end = after;
        year = Some(Some(told));
    } else if half && year.is_none() && !takes_half(view, from, end) {
        return None;
    } else if view.low(end) == "of"
        && !(end + 1..end + 5).any(|at| matches!(view.low(at), "year" | "fiscal" | "season"))
    {
        // "the first quarter of the town"
        return None;
    }
    let year = year.unwrap_or_else(|| {
        context.published.map(|published| {
            let begins = if half { number * 6 - 5 } else { number * 3 - 2 };
            // The quarter that comes next is not the one of nine months ago.
            let next = begins <= published.month() + 3;
            let ahead = next || context.is_ahead(view, end);
            published.year() - i32::from(!ahead)
        })
    });
    let moment = year
        .filter(|year| (1..=9999).contains(year))
        .map(|year| if half { Moment::Half(year, number) } else { Moment::Quarter(year, number) });
    let open = if half { "XXXX-HX" } else { "XXXX-QX" };
    Some(Hit::date(end, moment, open, "quarter").sure(Confidence::Medium))
}

/// "in the first half": of a year, unless it is of a game.
fn takes_half(view: &View<'_>, from: usize, end: usize) -> bool {
    view.low(end) != "of" && view.money() && !view.low(from).contains('-')
}

/// "the quarter", "the latest period", "that quarter", "the comparable year-earlier quarter".
fn told_quarter(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let the = view.low(at);
    if !matches!(the, "the" | "that" | "a") {
        return None;
    }
    let mut end = at + 1;
    let (mut latest, mut before) = (false, false);
    for _ in 0..3 {
        match view.low(end) {
            "latest" | "just-ended" | "most-recent" => latest = true,
            "most" if view.low(end + 1) == "recent" => {
                latest = true;
                end += 1;
            }
            "year-earlier" | "year-ago" | "prior-year" => before = true,
            "comparable" | "same" | "corresponding" | "like" => {}
            _ => break,
        }
        end += 1;
    }
    let alone = end == at + 1;
    match view.low(end) {
        "quarter" => {}
        // "in the period" is any time.
        "period" if latest || before => {}
        "period" | "quarter-period" if !alone && the == "the" => {
            // "the same period last year"
            tail(view, context, end + 1)?;
        }
        _ => return None,
    }
    if the == "a" && !before || alone && !stands_alone(view, end) {
        return None;
    }
    end += 1;
    let mut years = i32::from(before);
    if !alone && let Some((by, after)) = tail(view, context, end) {
        years = by;
        end = after;
    }
    let told = context.quarter.or_else(|| context.published.map(latest_over));
    let moment = told
        .filter(|(year, _)| *year > years)
        .map(|(year, quarter)| Moment::Quarter(year - years, quarter));
    let rule = if years > 0 { "year-earlier" } else { "told-quarter" };
    Some(Hit::date(end, moment, "XXXX-QX", rule).sure(Confidence::Medium))
}

/// "last year", "of last year", "a year earlier" after a quarter: how many years back, and the
/// first token after it.
fn tail(view: &View<'_>, context: &Context, at: usize) -> Option<(i32, usize)> {
    if let Some((_, end)) = super::dates::told_year(view, context, at) {
        let back = view.low(end - 2) == "last";
        return Some((i32::from(back), end));
    }
    let from = at + usize::from(view.low(at) == "of");
    let two = (view.low(from), view.low(from + 1));
    match (two, view.low(from + 2)) {
        (("a", "year"), "earlier" | "ago" | "before") | (("the", "year"), "before") => {
            Some((1, from + 3))
        }
        _ => None,
    }
}

/// Not a part of a town, a coin or a game: "the quarter ended June 30", "during the quarter."
fn stands_alone(view: &View<'_>, at: usize) -> bool {
    let next = view.low(at + 1);
    let goes_on = view.kind(at + 1) == Some(TokenKind::Word)
        && !matches!(
            next,
            "ended"
                | "ending"
                | "was"
                | "were"
                | "to"
                | "as"
                | "and"
                | "by"
                | "from"
                | "when"
                | "because"
                | "after"
                | "with"
                | "on"
                | "compared"
                | "through"
                | "but"
                | "that"
                | "included"
        );
    !goes_on
        && (view.money()
            || matches!(next, "ended" | "ending")
            || view.low(at - 1) == "that"
            || matches!(
                view.before(at - 1),
                "for" | "in" | "during" | "of" | "over" | "throughout"
            ))
}

/// The last quarter of the calendar that is over on a day.
fn latest_over(day: NaiveDate) -> (i32, u32) {
    match day.month0() / 3 {
        0 => (day.year() - 1, 4),
        quarter => (day.year(), quarter),
    }
}

/// "year-earlier results", "the year-ago period": of the quarter that is told of, else the year.
fn year_before(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    if !matches!(view.low(at), "year-earlier" | "year-ago") {
        return None;
    }
    let moment = context.published.map(|day| match context.quarter {
        Some((year, quarter)) => Moment::Quarter(year - 1, quarter),
        None => Moment::Year(day.year() - 1),
    });
    let moment = moment.filter(|moment| !matches!(moment, Moment::Year(0) | Moment::Quarter(0, _)));
    Some(Hit::date(at + 1, moment, "XXXX", "year-earlier").sure(Confidence::Low))
}

/// "fiscal 1989", "fiscal year 2024", "FY23", "the fiscal year", "the full year",
/// "the year ended March 31".
fn business_year(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let low = view.low(at);
    if let Some(digits) = low.strip_prefix("fy").filter(|_| view.is_capital(at)) {
        let digits = digits.trim_start_matches(['-', '\'', '’']);
        let year = match (digits.len(), digits.parse::<i32>()) {
            (2, Ok(year)) => super::view::full_year(year, context.published),
            (4, Ok(year)) => year,
            _ => return None,
        };
        return Some(Hit::date(at + 1, Some(Moment::Year(year)), "", "fiscal"));
    }
    if matches!(low, "fiscal" | "financial") {
        let skip = usize::from(view.low(at + 1) == "year");
        let year = view.year(at + 1 + skip).filter(|year| (1900..=2199).contains(year))?;
        return Some(Hit::date(at + 2 + skip, Some(Moment::Year(year)), "", "fiscal"));
    }
    if !matches!(low, "the" | "its" | "this" | "last" | "next") {
        return None;
    }
    let mut end = at + 1;
    let mut by = match low {
        "last" => -1,
        "next" => 1,
        _ => 0,
    };
    let mut named = false;
    for _ in 0..2 {
        match view.low(end) {
            "latest" | "last" | "previous" | "past" if low != "last" => by = -1,
            "current" => by = 0,
            "next" | "coming" => by = 1,
            "fiscal" | "financial" => named = true,
            "full" if low == "the" => named = true,
            _ => break,
        }
        end += 1;
    }
    if view.low(end) != "year" {
        return None;
    }
    end += 1;
    let closes = matches!(view.low(end), "ended" | "ending" | "to")
        && (view.month(end + 1).is_some() || view.low(end) != "to");
    if low == "the" && closes {
        return Some(Hit::new(end, Says::Length(Some(1), Unit::Year, None), "year-of-business"));
    }
    if !named {
        return None;
    }
    let moment = match context.published {
        Some(published) => Some(Unit::Year.away(published, by)?),
        None => None,
    };
    Some(Hit::date(end, moment, "XXXX", "year-of-business").sure(Confidence::Low))
}

/// "by year-end", "at year end".
fn end_of_year(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let end = match (view.low(at), view.low(at + 1)) {
        ("year-end" | "year-ends", _) => at + 1,
        ("year", "end") => at + 2,
        _ => return None,
    };
    let moment = context.published.map(|day| Moment::Year(day.year()));
    Some(Hit::date(end, moment, "XXXX", "year-end").sure(Confidence::Medium))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_quarter_is_over() {
        for (day, expected) in [
            ("2025-01-02", (2024, 4)),
            ("2025-03-31", (2024, 4)),
            ("2025-04-01", (2025, 1)),
            ("2025-12-31", (2025, 3)),
        ] {
            assert_eq!(latest_over(day.parse().expect("a day")), expected, "{day}");
        }
    }
}
