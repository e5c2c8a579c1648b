//! A sentence as the forms see it: its words in lower case, and the numbers and names in them.

use std::borrow::Cow;
use std::cell::OnceCell;

use chrono::{Datelike, Weekday};

use crate::article::{Article, printed};
use crate::text::{Text, Token, TokenKind};

/// A sentence.
pub(super) struct View<'a> {
    article: &'a Article,
    pub(super) tokens: &'a [Token],
    low: Vec<Cow<'a, str>>,
    text: &'a Text,
    money: OnceCell<bool>,
    spoken: OnceCell<Option<usize>>,
}

impl<'a> View<'a> {
    pub(super) fn new(article: &'a Article, text: &'a Text, tokens: &'a [Token]) -> Self {
        let low = tokens.iter().map(|token| token.lower(article)).collect();
        Self { article, tokens, low, text, money: OnceCell::new(), spoken: OnceCell::new() }
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether the sentence tells of money or shares of a hundred: a business report does.
    pub(super) fn money(&self) -> bool {
        *self.money.get_or_init(|| {
            self.low.iter().any(|low| {
                // "C$5"
                low.ends_with('$')
                    || matches!(
                        low.as_ref(),
                        "$" | "%"
                            | "€"
                            | "£"
                            | "¥"
                            | "#"
                            | "percent"
                            | "cents"
                            | "million"
                            | "billion"
                            | "trillion"
                            | "profit"
                            | "profits"
                            | "loss"
                            | "losses"
                            | "earnings"
                            | "revenue"
                            | "revenues"
                            | "sales"
                            | "shipments"
                            | "income"
                            | "results"
                            | "dividend"
                            | "dividends"
                    )
            })
        })
    }

    /// Whether a clause begins with a word: a pronoun, an article.
    pub(super) fn begins_clause(&self, at: usize) -> bool {
        matches!(
            self.low(at),
            "he" | "she"
                | "it"
                | "they"
                | "we"
                | "i"
                | "the"
                | "a"
                | "an"
                | "his"
                | "her"
                | "its"
                | "their"
                | "both"
        )
    }

    /// Whether a date or a named day may begin with a word.
    pub(super) fn day_begins(&self, at: usize) -> bool {
        self.month(at).is_some()
            || self.day_of_month(at).is_some()
            || self.weekday(at).is_some()
            || self.is_capital(at) && super::holidays::may_begin(self.low(at))
    }

    /// Whether a word stands within quotation marks.
    pub(super) fn is_quoted(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| self.text.quotation_at(token.span.start).is_some())
    }

    /// The weekday on which the sentence says that somebody spoke: "he said on Monday".
    pub(super) fn spoken(&self) -> Option<usize> {
        *self.spoken.get_or_init(|| {
            (1..self.len()).find(|&at| {
                self.weekday(at).is_some()
                    && !self.is_quoted(at)
                    && (at.saturating_sub(4)..at + 5).any(|at| {
                        let low = self.low(at);
                        matches!(
                            low,
                            "said"
                                | "says"
                                | "told"
                                | "wrote"
                                | "added"
                                | "announced"
                                | "declared"
                                | "warned"
                                | "asked"
                                | "tweeted"
                                | "insisted"
                        )
                    })
            })
        })
    }

    /// A word in lower case; nothing beyond the ends.
    pub(super) fn low(&self, at: usize) -> &str {
        self.low.get(at).map_or("", |low| low)
    }

    /// The word before a place, in lower case.
    pub(super) fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |at| self.low(at))
    }

    /// The word as it stands.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.text(self.article))
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.capital)
    }

    pub(super) fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// Whether a token follows the one before it without a space.
    pub(super) fn clings(&self, at: usize) -> bool {
        at > 0 && at < self.len() && self.tokens[at].span.start == self.tokens[at - 1].span.end
    }

    pub(super) fn is_dash(&self, at: usize) -> bool {
        matches!(self.low(at), "-" | "–" | "—" | "to" | "through")
    }

    /// Whether an expression of time may begin here: cheap, and wrong only towards yes.
    pub(super) fn may_begin(&self, at: usize) -> bool {
        match self.kind(at) {
            None => false,
            Some(TokenKind::Number) => true,
            Some(TokenKind::Mark) => matches!(self.low(at), "'" | "’" | "‘"),
            Some(TokenKind::Word) => {
                let low = self.low(at);
                if self.is_capital(at) && (self.month(at).is_some() || self.weekday(at).is_some()) {
                    return true;
                }
                low.contains('-')
                    || self.is_capital(at) && (low.starts_with("fy") || low.ends_with("days"))
                    || self.is_capital(at) && super::holidays::may_begin(low)
                    || low.starts_with(|c: char| c.is_ascii_digit())
                    || self.amount(at).is_some()
                    || super::Unit::of(low).is_some()
                    || BEGINNINGS.binary_search(&low).is_ok()
            }
        }
    }

    /// The month (1 to 12) that a capitalised word names, with or without its full stop.
    pub(super) fn month(&self, at: usize) -> Option<u32> {
        let word = self.word(at);
        if !self.is_capital(at) {
            return None;
        }
        printed::month(word.strip_suffix('.').unwrap_or(word))
    }

    /// The weekday that a capitalised word names; short forms need a full stop, a comma or a date
    /// after them.
    pub(super) fn weekday(&self, at: usize) -> Option<Weekday> {
        if !self.is_capital(at) {
            return None;
        }
        let low = self.low(at);
        Some(match low {
            "monday" => Weekday::Mon,
            "tuesday" => Weekday::Tue,
            "wednesday" => Weekday::Wed,
            "thursday" => Weekday::Thu,
            "friday" => Weekday::Fri,
            "saturday" => Weekday::Sat,
            "sunday" => Weekday::Sun,
            _ => {
                let dated = || {
                    let next = at + 1 + usize::from(self.low(at + 1) == ",");
                    self.month(next).is_some() || self.day_of_month(next).is_some()
                };
                let short = match low.strip_suffix('.').unwrap_or(low) {
                    "mon" => Weekday::Mon,
                    "tue" | "tues" => Weekday::Tue,
                    "wed" => Weekday::Wed,
                    "thu" | "thur" | "thurs" => Weekday::Thu,
                    "fri" => Weekday::Fri,
                    "sat" => Weekday::Sat,
                    "sun" => Weekday::Sun,
                    _ => return None,
                };
                return dated().then_some(short);
            }
        })
    }

    /// A plain number of at most so many digits.
    pub(super) fn digits(&self, at: usize, length: std::ops::RangeInclusive<usize>) -> Option<u32> {
        let word = self.word(at);
        let plain = length.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
        word.parse().ok().filter(|_| plain)
    }

    /// A year of four digits.
    pub(super) fn year(&self, at: usize) -> Option<i32> {
        let year = self.digits(at, 4..=4).filter(|year| (1000..=2199).contains(year))?;
        i32::try_from(year).ok()
    }

    /// A day of a month: "9", "9th".
    pub(super) fn day_of_month(&self, at: usize) -> Option<u32> {
        let low = self.low(at);
        let digits = ["st", "nd", "rd", "th"]
            .iter()
            .find_map(|ending| low.strip_suffix(ending))
            .unwrap_or(low);
        let plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        digits.parse().ok().filter(|day| plain && (1..=31).contains(day))
    }

    /// How many: "30", "2,014", "two", "twenty-five", "a couple of", "several"; and the first token
    /// after it. `None` inside is an unknown number.
    pub(super) fn amount(&self, at: usize) -> Option<(Option<u32>, usize)> {
        let low = self.low(at);
        if self.kind(at) == Some(TokenKind::Number) {
            let digits: String = low.chars().filter(|&c| c != ',').collect();
            return digits.parse().ok().map(|number| (Some(number), at + 1));
        }
        match low {
            "several" | "few" | "many" | "some" => return Some((None, at + 1)),
            "a" | "an" => {
                return Some(match (self.low(at + 1), self.low(at + 2)) {
                    ("couple" | "pair", "of") => (Some(2), at + 3),
                    ("few" | "number" | "handful", next) => {
                        (None, at + if next == "of" { 3 } else { 2 })
                    }
                    ("dozen", _) => (Some(12), at + 2),
                    ("hundred", _) => (Some(100), at + 2),
                    _ => (Some(1), at + 1),
                });
            }
            _ => {}
        }
        let number = number_word(low)?;
        // "twenty four", "two hundred"
        let next = self.low(at + 1);
        Some(match (number, number_word(next)) {
            (20 | 30 | 40 | 50 | 60 | 70 | 80 | 90, Some(unit @ 1..=9)) => {
                (Some(number + unit), at + 2)
            }
            (1..=9, None) if next == "hundred" => (Some(number * 100), at + 2),
            _ => (Some(number), at + 1),
        })
    }
}

/// Words in lower case that begin some form; months, weekdays, holidays and numbers are known
/// otherwise.
const BEGINNINGS: &[&str] = &[
    "1q",
    "2q",
    "3q",
    "4q",
    "annual",
    "annually",
    "at",
    "autumn",
    "christmas",
    "coming",
    "current",
    "currently",
    "daily",
    "day",
    "daylong",
    "each",
    "eighth",
    "eighties",
    "every",
    "fall",
    "fifth",
    "fifties",
    "financial",
    "first",
    "fiscal",
    "following",
    "fourth",
    "future",
    "fy",
    "h1",
    "h2",
    "half",
    "his",
    "its",
    "last",
    "lately",
    "latest",
    "midday",
    "midnight",
    "monthlong",
    "monthly",
    "more",
    "next",
    "nineties",
    "ninth",
    "noon",
    "now",
    "nowadays",
    "our",
    "overnight",
    "past",
    "per",
    "preceding",
    "previous",
    "prior",
    "q1",
    "q2",
    "q3",
    "q4",
    "recent",
    "recently",
    "same",
    "second",
    "seventh",
    "seventies",
    "sixth",
    "sixties",
    "some",
    "spring",
    "summer",
    "tenth",
    "that",
    "the",
    "their",
    "third",
    "this",
    "today",
    "tomorrow",
    "tonight",
    "twice",
    "weeklong",
    "weekly",
    "while",
    "winter",
    "year",
    "year-ago",
    "year-earlier",
    "year-end",
    "yearlong",
    "yearly",
    "yesterday",
];

/// A number in words, up to ninety-nine.
pub(super) fn number_word(word: &str) -> Option<u32> {
    if let Some((tens, units)) = word.split_once('-') {
        let (tens, units) = (number_word(tens)?, number_word(units)?);
        return (tens >= 20 && tens % 10 == 0 && (1..=9).contains(&units)).then_some(tens + units);
    }
    Some(match word {
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        "hundred" => 100,
        _ => return None,
    })
}

/// First to twentieth in words, or any in digits.
pub(super) fn ordinal(word: &str) -> Option<u32> {
    const WORDS: [&str; 20] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        let ending = ["st", "nd", "rd", "th"].into_iter().find_map(|end| word.strip_suffix(end));
        return ending?.parse().ok().filter(|number| *number > 0);
    }
    (1..).zip(WORDS).find_map(|(number, name)| (name == word).then_some(number))
}

/// The year that two digits stand for: the latest one that is at most ten years after publication.
pub(super) fn full_year(two: i32, published: Option<chrono::NaiveDate>) -> i32 {
    let latest = published.map_or(2035, |day| (day.year() + 10).min(9999));
    let year = latest - latest.rem_euclid(100) + two;
    let year = if year > latest { year - 100 } else { year };
    year.max(two).max(1)
}

#[cfg(test)]
mod tests {
    #[test]
    fn beginnings_are_in_order() {
        assert!(super::BEGINNINGS.is_sorted());
    }
}
