//! Months, years, decades, centuries, seasons, quarters.

use chrono::Datelike;

use super::moment::{Moment, Season};
use super::view::{View, ordinal};
use super::{Context, Hit, Says};
use crate::text::TokenKind;
use crate::vocabulary::Confidence;

pub(super) fn read(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    month(view, context, at)
        .or_else(|| years(view, at))
        .or_else(|| year(view, at))
        .or_else(|| season(view, context, at))
        .or_else(|| decade(view, context, at))
        .or_else(|| century(view, at))
        .or_else(|| quarter(view, context, at))
        .or_else(|| middle(view, context, at))
}

/// "March 2022", "in March", "last March", "March-June 2022".
fn month(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let shift = view.low(at);
    let shifted = matches!(shift, "last" | "next" | "this");
    let from = at + usize::from(shifted);
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
    } else if !shifted && !is_month(view, from, context.start) {
        return None;
    } else if let Some(two) = short_year(view, end) {
        return made(number, until, two, end + 2, "month-year");
    }
    if let Some(year) = written {
        return made(number, until, year, end, "month-year");
    }
    if let Some((year, after)) = super::days::told_year(view, context, end) {
        return made(number, until, year, after, "month-year");
    }
    if let Some(year) = context.year.filter(|_| !shifted) {
        return made(number, until, year, end, "month-of-told-year")
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
fn short_year(view: &View<'_>, at: usize) -> Option<i32> {
    let two = view.digits(at + 1, 2..=2).filter(|_| matches!(view.low(at), "'" | "’"))?;
    let two = i32::try_from(two).ok()?;
    Some(if two < 50 { 2000 + two } else { 1900 + two })
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
            | "-"
            | "–"
    );
    // "by May", but "by Theresa May", "of March 1 Movement".
    told && !(view.is_capital(at + 1) && view.kind(at + 1) == Some(TokenKind::Word))
}

/// Words before a bare year.
const BEFORE_YEAR: &[&str] = &[
    "after", "before", "between", "by", "during", "for", "from", "in", "into", "of", "on", "since",
    "through", "till", "to", "until", "year",
];

/// "in 2022", "(1998)", "the 2015 accord": a number of four digits is a year only where it stands
/// as one.
fn year(view: &View<'_>, at: usize) -> Option<Hit> {
    let year = view.year(at)?;
    let usual = (1900..=2099).contains(&year);
    let before = view.before(at);
    let after = view.low(at + 1);
    // "1967 borders", "2015 km", "2022%", "Resolution 1973", "$2000"
    if matches!(
        after,
        "%" | "percent"
            | "km"
            | "kilometers"
            | "kilometres"
            | "miles"
            | "meters"
            | "metres"
            | "people"
            | "troops"
            | "soldiers"
            | "dollars"
            | "euros"
            | "tons"
            | "tonnes"
            | "men"
            | "borders"
            | "border"
            | "lines"
            | "boundaries"
            | "frontiers"
            | "points"
            | "hours"
            | "GMT"
            | "gmt"
            | "utc"
    ) || matches!(before, "$" | "€" | "£" | "no." | "nos." | "number" | "/" | "#" | ":")
        || (view.clings(at + 1) && matches!(after, "/" | "-" | "–" | ":"))
        || (view.clings(at) && matches!(before, "-" | "–" | "/"))
        || matches!(
            before,
            "resolution" | "article" | "flight" | "room" | "rule" | "section" | "law" | "act"
        )
    {
        return None;
    }
    // "between 2014 and 2016", "both 1990 and 1991"
    let second = matches!(before, "and" | "or" | "to") && at > 1 && view.year(at - 2).is_some();
    let told = second || before == "both" || BEFORE_YEAR.binary_search(&before).is_ok();
    if told && (usual || before == "in" && (1500..1900).contains(&year)) {
        // "of 2,000" has a comma; "of 1950 vessels" has a noun.
        let counted = before == "of"
            && view.kind(at + 1) == Some(TokenKind::Word)
            && view.low(at + 1).ends_with('s')
            && !matches!(view.low(at + 1), "was" | "is" | "has" | "as" | "'s" | "’s");
        return (!counted).then(|| Hit::date(at + 1, Some(Moment::Year(year)), "", "bare-year"));
    }
    if !usual {
        return None;
    }
    let bracketed = matches!(before, "(" | "[" | "," | "and" | "or")
        && matches!(after, ")" | "]" | "," | "." | ";" | "and" | "or" | ":");
    if bracketed || matches!(before, "early" | "late" | "mid") {
        return Some(Hit::date(at + 1, Some(Moment::Year(year)), "", "bare-year"));
    }
    // "the 2015 accord", "his 1998 visit": the year names the noun.
    let names = view.kind(at + 1) == Some(TokenKind::Word)
        && !matches!(after, "said" | "was" | "were" | "is");
    let determined = matches!(
        before,
        "the" | "a" | "an" | "his" | "her" | "its" | "their" | "this" | "'s" | "’s" | "our"
    );
    if names && determined {
        return Some(
            Hit::date(at + 1, Some(Moment::Year(year)), "", "year-of-noun").sure(Confidence::Low),
        );
    }
    None
}

/// "2014-2021", "2014-15", "2021/22"
fn years(view: &View<'_>, at: usize) -> Option<Hit> {
    let first = view.year(at).filter(|year| (1500..=2099).contains(year))?;
    if !matches!(view.low(at + 1), "-" | "–" | "/") || !view.clings(at + 1) || !view.clings(at + 2)
    {
        return None;
    }
    let last = match view.digits(at + 2, 2..=4) {
        Some(short @ 0..=99) if view.word(at + 2).len() == 2 => {
            first - first.rem_euclid(100) + i32::try_from(short).ok()?
        }
        _ => view.year(at + 2)?,
    };
    // Another dash makes it a day: 2014-05-12.
    if last <= first || view.clings(at + 3) && view.low(at + 3) == "-" {
        return None;
    }
    Some(Hit::date(at + 3, Some(Moment::Years(first, last)), "", "years"))
}

/// "the 1990s", "the '90s", "the nineties"
fn decade(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let from = at + usize::from(view.low(at) == "the");
    let low = view.low(from);
    if let Some(digits) = low.strip_suffix("0s").filter(|digits| digits.len() == 3)
        && let Ok(decade @ 100..=219) = digits.parse()
    {
        return Some(Hit::date(from + 1, Some(Moment::Decade(decade)), "", "decade"));
    }
    let (two, end) = if matches!(low, "'" | "’" | "‘") && view.clings(from + 1) {
        (view.low(from + 1).strip_suffix("0s")?.parse().ok()?, from + 2)
    } else {
        let tens = match low {
            "fifties" => 5,
            "sixties" => 6,
            "seventies" => 7,
            "eighties" => 8,
            "nineties" => 9,
            _ => return None,
        };
        (tens, from + 1)
    };
    let now = context.published.map_or(202, |day| day.year().div_euclid(10));
    // The latest such decade that has begun.
    let decade = (0..10).map(|back| now - back).find(|decade| decade.rem_euclid(10) == two)?;
    Some(Hit::date(end, Some(Moment::Decade(decade)), "", "decade").sure(Confidence::Medium))
}

/// "the 19th century"
fn century(view: &View<'_>, at: usize) -> Option<Hit> {
    let from = at + usize::from(view.low(at) == "the");
    if view.low(from + 1) != "century" {
        return None;
    }
    let number: i32 = match view.low(from) {
        "nineteenth" => 19,
        "twentieth" => 20,
        "eighteenth" => 18,
        digits => digits.get(..digits.len().checked_sub(2)?)?.parse().ok()?,
    };
    (1..=21)
        .contains(&number)
        .then(|| Hit::date(from + 2, Some(Moment::Century(number - 1)), "", "century"))
}

/// "spring 2022", "last autumn", "this summer", "the winter of 1994"
fn season(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let shift = view.low(at);
    let from = at + usize::from(matches!(shift, "last" | "next" | "this" | "the"));
    let season = Season::of(view.low(from))?;
    let of = usize::from(matches!(view.low(from + 1), "of" | ","));
    if let Some(year) = view.year(from + 1 + of) {
        let end = from + 2 + of;
        return Some(Hit::date(end, Some(Moment::Season(year, season)), "", "season-year"));
    }
    let end = from + 1;
    // "fall" and "spring" are verbs and nouns of other things.
    let told = matches!(shift, "last" | "next" | "this")
        || (view.before(from) == "the"
            && matches!(view.before(from.saturating_sub(1)), "in" | "by"))
        || matches!(view.before(from), "in" | "since" | "by" | "until" | "early" | "late");
    if !told || view.is_capital(from + 1) {
        return None;
    }
    let Some(published) = context.published else {
        return Some(Hit::date(end, None, "XXXX", "season"));
    };
    let (year, begun) = (published.year(), season.month() <= published.month());
    let year = match shift {
        "last" => {
            // The one that is over: within it or right after it, the latest that has begun before.
            let within = published.month().abs_diff(season.month()) < 3 && begun;
            year - i32::from(!begun || within)
        }
        "next" => year + i32::from(begun),
        "this" => year,
        _ if context.is_ahead(view, end) => {
            year + i32::from(begun && published.month() > season.month() + 2)
        }
        _ => year - i32::from(!begun),
    };
    Some(Hit::date(end, Some(Moment::Season(year, season)), "", "season").sure(Confidence::Medium))
}

/// "the third quarter", "Q3 2024", "the first half of 2022", "third-quarter results"
fn quarter(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let from = at + usize::from(view.low(at) == "the");
    let low = view.low(from);
    let (number, half, mut end) = if let Some(digit) = low.strip_prefix('q') {
        (digit.parse().ok().filter(|quarter| (1..=4).contains(quarter))?, false, from + 1)
    } else if let Some((first, "quarter" | "half")) = low.split_once('-') {
        (ordinal(first)?, low.ends_with("half"), from + 1)
    } else {
        let skip = usize::from(low == "fiscal");
        let number = ordinal(view.low(from + skip))?;
        match view.low(from + skip + 1) {
            "quarter" => (number, false, from + skip + 2),
            "half" if number <= 2 => (number, true, from + skip + 2),
            _ => return None,
        }
    };
    let of = usize::from(view.low(end) == "of") + usize::from(view.low(end + 1) == "fiscal");
    let latest = |published: chrono::NaiveDate| {
        let begins = if half { number * 6 - 5 } else { number * 3 - 2 };
        published.year() - i32::from(begins > published.month())
    };
    let year = if let Some(year) = view.year(end + of) {
        end += of + 1;
        Some(year)
    } else {
        match (view.low(end + 1), view.low(end + 2), view.low(end)) {
            (shift @ ("last" | "this" | "next"), "year", "of") => {
                end += 3;
                let by = match shift {
                    "last" => -1,
                    "next" => 1,
                    _ => 0,
                };
                context.published.map(|day| day.year() + by)
            }
            _ if half && view.low(end) != "of" => return None,
            _ => context.published.map(latest),
        }
    };
    let moment = year
        .map(|year| if half { Moment::Half(year, number) } else { Moment::Quarter(year, number) });
    Some(Hit::date(end, moment, "XXXX-QX", "quarter").sure(Confidence::Medium))
}

/// "mid-May", "mid-2022", "fiscal 1989", "year-earlier"
fn middle(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let low = view.low(at);
    if low == "fiscal" {
        let year = view.year(at + 1)?;
        return Some(Hit::date(at + 2, Some(Moment::Year(year)), "", "fiscal"));
    }
    if matches!(low, "year-earlier" | "year-ago") {
        let moment = context.published.map(|day| Moment::Year(day.year() - 1));
        return Some(Hit::date(at + 1, moment, "XXXX", "year-earlier").sure(Confidence::Low));
    }
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
    let moment = year.map(|year| Moment::Month(year, number));
    let hit = Hit::date(end, moment, &format!("XXXX-{number:02}"), "bare-month");
    Some(match hit.says {
        Says::Open(_) => hit,
        _ => hit.sure(Confidence::Medium),
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_before_a_year_are_in_order() {
        assert!(super::BEFORE_YEAR.is_sorted());
    }
}
