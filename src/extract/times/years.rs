//! Years, decades, centuries.

use chrono::Datelike;

use super::moment::Moment;
use super::view::{View, full_year, number_word, ordinal};
use super::{Context, Hit};
use crate::text::TokenKind;
use crate::vocabulary::Confidence;

pub(super) fn read(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    years(view, at)
        .or_else(|| year(view, context, at))
        .or_else(|| year_in_words(view, at))
        .or_else(|| short_year(view, context, at))
        .or_else(|| beside_year(view, at))
        .or_else(|| decade(view, context, at))
        .or_else(|| century(view, at))
}

/// Words before a bare year.
const BEFORE_YEAR: &[&str] = &[
    "after",
    "before",
    "between",
    "both",
    "by",
    "circa",
    "due",
    "during",
    "early",
    "for",
    "from",
    "in",
    "into",
    "late",
    "mid",
    "of",
    "on",
    "since",
    "through",
    "throughout",
    "till",
    "to",
    "until",
    "year",
];

/// What is numbered with four digits: "Resolution 1973", "Room 2010".
const NUMBERED: &[&str] = &[
    "act",
    "article",
    "battalion",
    "bill",
    "boeing",
    "channel",
    "decree",
    "directive",
    "flight",
    "form",
    "highway",
    "law",
    "no.",
    "nos.",
    "number",
    "order",
    "page",
    "protocol",
    "resolution",
    "resolutions",
    "room",
    "route",
    "rule",
    "section",
    "unit",
    "windows",
];

/// What is counted or measured by four digits, or a line that is called after a year.
const COUNTED: &[&str] = &[
    "border",
    "borders",
    "boundaries",
    "boundary",
    "dollars",
    "euros",
    "feet",
    "frontier",
    "frontiers",
    "gmt",
    "hours",
    "kilometers",
    "kilometres",
    "km",
    "lines",
    "members",
    "men",
    "meters",
    "metres",
    "miles",
    "people",
    "percent",
    "points",
    "pounds",
    "soldiers",
    "tonnes",
    "tons",
    "troops",
    "utc",
    "women",
];

/// "in 2022", "(1998)", "the 2015 accord", "his failed 1996 campaign": a number of four digits is a
/// year only where it stands as one.
fn year(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let year = view.year(at)?;
    let latest = context.published.map_or(2099, |day| day.year().saturating_add(60));
    let usual = (1900..=2099.min(latest)).contains(&year);
    let (before, after) = (view.before(at), view.low(at + 1));
    if COUNTED.binary_search(&after).is_ok()
        || super::Unit::of(after).is_some()
        || NUMBERED.binary_search(&before).is_ok()
        || before == "and" && at > 2 && NUMBERED.binary_search(&view.low(at - 3)).is_ok()
        || matches!(after, "%")
        || before.ends_with('$')
        || matches!(before, "€" | "£" | "¥" | "/" | "#" | ":" | "+")
        || (view.clings(at + 1) && matches!(after, "/" | "-" | "–" | ":"))
        || (view.clings(at) && matches!(before, "-" | "–" | "/"))
    {
        return None;
    }
    let found = |rule| Hit::date(at + 1, Some(Moment::Year(year)), "", rule);
    let word_after = view.kind(at + 1) == Some(TokenKind::Word);
    // "1950 vessels"
    let counted = word_after
        && after.ends_with('s')
        && !view.is_capital(at + 1)
        && !matches!(after, "was" | "is" | "has" | "as" | "'s" | "’s" | "his" | "plus" | "thus");
    // "between 2014 and 2016"
    let second = matches!(before, "and" | "or" | "to") && at > 1 && view.year(at - 2).is_some();
    let told = second || BEFORE_YEAR.binary_search(&before).is_ok();
    if told && (usual || before == "in" && (1500..1900).contains(&year)) {
        return (before != "of" || !counted).then(|| found("bare-year"));
    }
    if !usual {
        return None;
    }
    if matches!(before, "(" | "[" | "," | "and" | "or")
        && matches!(after, ")" | "]" | "," | "." | ";" | "and" | "or" | ":")
    {
        return Some(found("bare-year"));
    }
    // "the 2015 accord", "his failed 1996 campaign": the year names the noun.
    let determined = |at: usize| {
        matches!(
            view.before(at),
            "the" | "a" | "an" | "his" | "her" | "its" | "their" | "this" | "'s" | "’s" | "our"
        )
    };
    let described = || {
        at > 1
            && view.kind(at - 1) == Some(TokenKind::Word)
            && !view.is_capital(at - 1)
            && determined(at - 1)
            && !counted
    };
    let names = word_after && !matches!(after, "said" | "was" | "were" | "is" | "has" | "had");
    if names && (determined(at) || described()) {
        return Some(found("year-of-noun").sure(Confidence::Low));
    }
    // "Expo 2010", "WWDC 2005"
    let event = at > 0
        && view.kind(at - 1) == Some(TokenKind::Word)
        && view.is_capital(at - 1)
        && view.word(at - 1).len() > 2
        && !word_after
        && (1980..=2099).contains(&year);
    event.then(|| found("year-of-name").sure(Confidence::Low))
}

/// "in nineteen ninety-eight", "the year two thousand and three": speech written down.
fn year_in_words(view: &View<'_>, at: usize) -> Option<Hit> {
    let year_named = view.before(at) == "year";
    let told = year_named || matches!(view.before(at), "in" | "since" | "until" | "by" | "of");
    let below_hundred = |at: usize| {
        let first = number_word(view.low(at)).filter(|number| *number < 100)?;
        let tens = first >= 20 && first.is_multiple_of(10);
        let unit = number_word(view.low(at + 1)).filter(|unit| tens && (1..=9).contains(unit));
        Some((first + unit.unwrap_or(0), at + 1 + usize::from(unit.is_some())))
    };
    let (year, end) = match (view.low(at), view.low(at + 1)) {
        ("two", "thousand") => {
            let and = usize::from(view.low(at + 2) == "and");
            let (rest, end) = below_hundred(at + 2 + and).unwrap_or((0, at + 2));
            // "two thousand troops" are no year.
            let noun = view.kind(end) == Some(TokenKind::Word) && !year_named && rest == 0;
            if noun {
                return None;
            }
            (2000 + rest, end)
        }
        (century @ ("eighteen" | "nineteen" | "twenty"), _) => {
            let (rest, end) = below_hundred(at + 1).filter(|(rest, _)| *rest >= 10)?;
            let hundreds = number_word(century)?;
            (hundreds * 100 + rest, end)
        }
        _ => return None,
    };
    let counted = super::Unit::of(view.low(end)).is_some();
    let year = i32::try_from(year).ok().filter(|_| told && !counted)?;
    Some(Hit::date(end, Some(Moment::Year(year)), "", "year-in-words").sure(Confidence::Medium))
}

/// "in '98"
fn short_year(view: &View<'_>, context: &Context, at: usize) -> Option<Hit> {
    let told = matches!(view.before(at), "in" | "since" | "of" | "until" | "from" | "by");
    let mark = matches!(view.low(at), "'" | "’" | "‘") && view.clings(at + 1);
    let two = view.digits(at + 1, 2..=2).filter(|_| told && mark)?;
    let year = full_year(i32::try_from(two).ok()?, context.published);
    Some(Hit::date(at + 2, Some(Moment::Year(year)), "", "bare-year").sure(Confidence::Medium))
}

/// "post-1959", "pre-2014": the year of a time that begins or ends with it.
fn beside_year(view: &View<'_>, at: usize) -> Option<Hit> {
    let (before, year) = view.low(at).split_once('-')?;
    let year = year.parse().ok().filter(|year| (1900..=2099).contains(year) && before.len() < 6)?;
    let beside =
        matches!(before, "post" | "pre") && COUNTED.binary_search(&view.low(at + 1)).is_err();
    beside.then(|| {
        Hit::date(at + 1, Some(Moment::Year(year)), "", "year-beside").sure(Confidence::Low)
    })
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
    // "the 1990's"
    let tens = low.strip_suffix("0s").or_else(|| low.strip_suffix("0's"));
    let tens = tens.or_else(|| low.strip_suffix("0’s"));
    if let Some(digits) = tens.filter(|digits| digits.len() == 3)
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
    let decade = (0..10)
        .map(|back| now - back)
        .find(|decade| decade.rem_euclid(10) == two && *decade > 0)?;
    Some(Hit::date(end, Some(Moment::Decade(decade)), "", "decade").sure(Confidence::Medium))
}

/// "the 19th century"
fn century(view: &View<'_>, at: usize) -> Option<Hit> {
    let from = at + usize::from(view.low(at) == "the");
    let named = view.low(from);
    let named = named.strip_prefix("mid-").unwrap_or(named);
    // "twenty-first" is the only one beyond the words of an ordinal.
    let number = if named == "twenty-first" { 21 } else { ordinal(named)? };
    let number = i32::try_from(number).ok()?;
    let ancient = matches!(view.low(from + 2), "bc" | "b.c." | "bce" | "b.c.e.");
    (view.low(from + 1) == "century" && (1..=21).contains(&number) && !ancient)
        .then(|| Hit::date(from + 2, Some(Moment::Century(number - 1)), "", "century"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_lists_are_in_order() {
        for list in [BEFORE_YEAR, NUMBERED, COUNTED] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
