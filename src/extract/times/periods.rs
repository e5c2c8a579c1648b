//! Months and seasons.

use chrono::Datelike;

use super::moment::{Moment, Season};
use super::view::{View, full_year};
use super::{Context, Hit, Says};
use crate::text::TokenKind;
use crate::vocabulary::Confidence;

pub(super) fn read(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    month(view, context, at)
        .or_else(|| super::years::read(view, context, at))
        .or_else(|| season(view, context, at))
        .or_else(|| super::fiscal::read(view, context, at))
        .or_else(|| middle(view, context, at))
}

/// "March 2022", "in March", "last March", "March-June 2022".
fn month(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let shift = view.low(at);
    let shifted = matches!(shift, "last" | "next" | "this" | "that");
    let from =
        at + usize::from(shifted) + usize::from((shift, view.low(at + 1)) == ("that", "same"));
    let number = view.month(from)?;
    let mut end = from + 1;
    let mut until = None;
    if (view.is_dash(end) || (view.low(end) == "and" && view.year(end + 2).is_some()))
        && let Some(other) = view.month(end + 1)
    {
        until = Some(other);
        end += 2;
    }
    let comma = usize::from(matches!(view.low(end), "," | "of"));
    let written = view
        .year(end + comma)
        .filter(|_| !view.clings(end + comma + 1) || view.low(end + comma + 1) != "-");
    if written.is_some() {
        end += comma + 1;
    } else if let Some(two) = short_year(view, context, end) {
        return made(number, until, two, end + 2, "month-year");
    } else if !shifted && !is_month(view, from, context.start) {
        return None;
    }
    if let Some(year) = written {
        return made(number, until, year, end, "month-year");
    }
    if let Some((year, after)) = super::dates::told_year(view, context, end) {
        return made(number, until, year, after, "month-year");
    }
    if let Some(year) = context.year.filter(|_| !shifted) {
        return made(number, until, year, end, "month-of-told-year")
            .map(|hit| hit.sure(Confidence::Medium));
    }
    // "that December": of the year that was told last.
    if shift == "that"
        && let Some(year) = super::units::told_year(context)
    {
        return made(number, until, year, end, "that-month")
            .map(|hit| hit.sure(Confidence::Medium));
    }
    let Some(published) = context.published else {
        return Some(Hit::date(end, None, &format!("XXXX-{number:02}"), "bare-month"));
    };
    let (year, now) = (published.year(), published.month());
    let year = match shift {
        "last" => year - i32::from(number >= now),
        "next" => year + i32::from(number <= now),
        "this" => year,
        _ if context.is_ahead(view, end) => year + i32::from(number < now),
        _ => year - i32::from(number > now),
    };
    made(number, until, year, end, "bare-month").map(|hit| hit.sure(Confidence::Medium))
}

fn made(month: u32, until: Option<u32>, year: i32, end: usize, rule: &'static str) -> Option<Hit> {
    if !(1..=9999).contains(&year) {
        return None;
    }
    let moment = match until {
        None => Moment::Month(year, month),
        Some(last) if last >= month => Moment::Months((year, month), (year, last)),
        Some(last) => Moment::Months((year - 1, month), (year, last)),
    };
    Some(Hit::date(end, Some(moment), "", rule))
}

/// "March '22"
fn short_year(view: &View<'_>, context: &Context, at: usize) -> Option<i32> {
    let two = view.digits(at + 1, 2..=2).filter(|_| matches!(view.low(at), "'" | "’"))?;
    Some(full_year(i32::try_from(two).ok()?, context.published))
}

/// Whether a capitalised month without a number is one: some are names and verbs as well.
fn is_month(view: &View<'_>, at: usize, start: usize) -> bool {
    let low = view.low(at);
    // "Mar. went"
    if low.len() <= 5 && low.ends_with('.') || matches!(low, "mar" | "jan" | "dec") {
        return low.ends_with('.') && low != "mar.";
    }
    if !matches!(low, "may" | "march" | "april" | "june" | "august") {
        return !view.is_capital(at + 1) || at == 0 || !view.is_capital(at - 1);
    }
    if start < at {
        return true;
    }
    let told = matches!(
        view.before(at),
        "in" | "since"
            | "until"
            | "till"
            | "by"
            | "from"
            | "last"
            | "next"
            | "this"
            | "of"
            | "during"
            | "before"
            | "after"
            | "through"
            | "between"
            | "early"
            | "late"
            | "to"
            | "for"
            | "every"
            | "each"
            | "mid"
            | "and"
            | "or"
            | "-"
            | "–"
    );
    // "by May", but "by Theresa May", "of March 1 Movement".
    told && !(view.is_capital(at + 1) && view.kind(at + 1) == Some(TokenKind::Word))
}

/// "spring 2022", "last autumn", "this summer", "the winter of 1994"
fn season(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let shift = view.low(at);
    let from = at + usize::from(matches!(shift, "last" | "next" | "this" | "the"));
    let season = Season::of(view.low(from))?;
    let of = usize::from(matches!(view.low(from + 1), "of" | ","));
    if let Some(year) = view.year(from + 1 + of) {
        let mut end = from + 2 + of;
        // "the winter of 2014-15"
        if matches!(view.low(end), "-" | "–" | "/")
            && view.clings(end)
            && view.clings(end + 1)
            && view.digits(end + 1, 2..=4).is_some()
        {
            end += 2;
        }
        return Some(Hit::date(end, Some(Moment::Season(year, season)), "", "season-year"));
    }
    // "the spring and early summer of 1978": one run of months, since no range has seasons for ends.
    if view.low(from + 1) == "and" {
        let early = view.low(from + 2) == "early";
        let other = from + 2 + usize::from(matches!(view.low(from + 2), "early" | "late" | "the"));
        let of = usize::from(view.low(other + 1) == "of");
        if let Some(last) = Season::of(view.low(other))
            .filter(|last| *last != Season::Winter && last.month() > season.month())
            && let Some(year) = view.year(other + 1 + of)
        {
            let end = last.month() + if early { 0 } else { 2 };
            return made(season.month(), Some(end), year, other + 2 + of, "seasons-year");
        }
    }
    let end = from + 1;
    // "fall" and "spring" are verbs and nouns of other things.
    let told = matches!(shift, "last" | "next" | "this")
        || matches!(view.before(from), "early" | "late")
        || {
            let the = usize::from(view.before(from) == "the");
            matches!(
                view.before(from - the),
                "in" | "by"
                    | "over"
                    | "during"
                    | "into"
                    | "through"
                    | "throughout"
                    | "since"
                    | "until"
                    | "for"
                    | "before"
                    | "after"
                    | "of"
            ) && (the == 1 || !matches!(view.before(from), "for" | "of" | "over"))
        };
    if !told || view.is_capital(from + 1) {
        return None;
    }
    let Some(published) = context.published else {
        let open = format!("XXXX-{}", season.name());
        return Some(Hit::date(end, None, &open, "season"));
    };
    // A winter goes on in the year after.
    let going_on = season == Season::Winter && published.month() < 3;
    let year = published.year() - i32::from(going_on);
    let begun = going_on || season.month() <= published.month();
    let year = match shift {
        "last" => {
            // The one that is over: within it or right after it, the latest that has begun before.
            let within = going_on || published.month().abs_diff(season.month()) < 3 && begun;
            year - i32::from(!begun || within)
        }
        "next" => year + i32::from(begun),
        "this" => year,
        _ if context.is_ahead(view, end) => {
            year + i32::from(begun && published.month() > season.month() + 2)
        }
        _ => year - i32::from(!begun),
    };
    if !(1..=9999).contains(&year) {
        return None;
    }
    Some(Hit::date(end, Some(Moment::Season(year, season)), "", "season").sure(Confidence::Medium))
}

/// "mid-May", "mid-2022", "the mid-1990s"
fn middle(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let the = usize::from(view.low(at) == "the" && view.low(at + 1).ends_with("0s"));
    let at = at + the;
    let low = view.low(at);
    let rest = low.strip_prefix("mid-")?;
    if let Ok(year @ 1900..=2099) = rest.parse() {
        return Some(Hit::date(at + 1, Some(Moment::Year(year)), "", "bare-year"));
    }
    if let Some(Ok(decade @ 190..=209)) = rest.strip_suffix("0s").map(str::parse) {
        return Some(Hit::date(at + 1, Some(Moment::Decade(decade)), "", "decade"));
    }
    let number = crate::article::printed::month(rest)?;
    let mut end = at + 1;
    let year = view.year(end).inspect(|_| end += 1).or(context.year).or_else(|| {
        let ahead = context.is_ahead(view, end);
        context.published.map(|day| {
            if ahead {
                day.year() + i32::from(number < day.month())
            } else {
                day.year() - i32::from(number > day.month())
            }
        })
    });
    let moment =
        year.filter(|year| (1..=9999).contains(year)).map(|year| Moment::Month(year, number));
    let hit = Hit::date(end, moment, &format!("XXXX-{number:02}"), "bare-month");
    Some(match hit.says {
        Says::Open(_) => hit,
        _ => hit.sure(Confidence::Medium),
    })
}
