//! Words that tell when: found, and read from the day of publication.
//!
//! ```text
//! Envoys met on Thursday, two weeks after ...     published 2025-05-14
//!               ^^^^^^^^ 2025-05-08
//!                         ^^^^^^^^^ a length of two weeks; it dates nothing
//! ```
//!
//! - `view`: a sentence, its words in lower case and what they name
//! - `dates`, `days`, `holidays`, `units`, `counted`, `periods`, `fiscal`, `inside`, `clock`, `vague`: the forms, each
//!   a function from a place to a [`Hit`]
//! - `moment`: what a form stands for, as EDTF and as a TIMEX3 value
//! - `direction`: whether the words around look back or ahead
//!
//! Without a day of publication what needs one stays [`Reading::Open`]. Nothing here decides which
//! event a time belongs to.

mod anchor;
mod clock;
mod counted;
mod dates;
mod days;
mod direction;
mod fiscal;
mod holidays;
mod inside;
mod moment;
mod periods;
mod units;
mod vague;
mod view;
mod years;

use chrono::{Datelike, NaiveDate};

pub use anchor::Anchor;
pub use moment::Unit;

use super::found::Found;
use crate::article::Article;
use crate::calendar::When;
use crate::text::Text;
use crate::vocabulary::Confidence;
use moment::{Moment, Part};
use view::View;

/// What an expression of time says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// What it stands for.
    pub reading: Reading,
    /// How what happens hangs on it: on that day, since it, until it ...
    pub anchor: Anchor,
    /// The TIMEX3 value: `2025-05-08`, `1998-W08`, `P2W`, `PRESENT_REF`.
    pub value: String,
    /// The TIMEX3 type.
    pub kind: TimeKind,
    /// How far it lies from what was told before: "two days later".
    pub from_told: Option<FromTold>,
}

/// How far a date lies from what was told before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FromTold {
    /// As ISO 8601 writes it: `P2D`.
    pub length: String,
    /// Later, not earlier.
    pub later: bool,
    /// The day it is reckoned from; `None` where no day had been told, so that only the event told
    /// before it could date it. The TIMEX3 value is then reckoned from the day of publication.
    pub day: Option<NaiveDate>,
}

/// What an expression of time stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// A day or a run of days.
    Date(When),
    /// A day or a run of days that only the day of publication could tell.
    Open,
    /// How long something lasts, or how far off it is; dates nothing by itself.
    Duration {
        /// How many units; `None` for "several", "some", "a few".
        count: Option<u32>,
        /// Of what.
        unit: Unit,
    },
    /// How often something happens: "daily", "every Tuesday".
    Set,
    /// An hour of the day.
    Clock,
    /// "Now", "recently", "the future".
    Vague,
}

/// The types of TIMEX3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeKind {
    /// A day or something longer.
    Date,
    /// Part of a day.
    Time,
    /// How long.
    Duration,
    /// How often.
    Set,
}

impl TimeKind {
    /// As TIMEX3 writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

impl Time {
    /// The date that the words give to what they go with, the preposition included: "since March"
    /// is `2025-03/..`, "by Friday" is `[..2025-05-16]`.
    ///
    /// `None` where the words date nothing: lengths, repetitions, "now", open dates, "within", and
    /// what lies so far from an event that no day is told of.
    pub fn when(&self) -> Option<When> {
        if self.from_told.as_ref().is_some_and(|told| told.day.is_none()) {
            return None;
        }
        match &self.reading {
            Reading::Date(when) => self.anchor.apply(when),
            _ => None,
        }
    }
}

/// The expressions of time in the prose and the headlines of an article, in reading order.
///
/// - `published`: the day of publication, in the article's own time zone. Without it relative
///   expressions are found but stay [`Reading::Open`].
///
/// A bare weekday is the latest such day, the day of publication included, unless the verb or noun
/// it goes with is a plan; a month and day without a year is the nearest one. Datelines are left
/// out: they date the writing. Time is linear in the text.
pub fn times(article: &Article, text: &Text, published: Option<NaiveDate>) -> Vec<Found<Time>> {
    let mut context = Context { published, ..Context::default() };
    let mut paragraph = None;
    let mut found = Vec::new();
    for sentence in &text.sentences {
        if sentence.dateline {
            continue;
        }
        if paragraph != Some(sentence.paragraph) {
            paragraph = Some(sentence.paragraph);
            // A text without a day, of history mostly, goes on in the year it named last.
            context.year = context.year.filter(|_| published.is_none());
            context.carried = context.year.is_some();
        }
        let view = View::new(article, text, &text.tokens[sentence.tokens.clone()]);
        read_sentence(&view, &mut context, &mut found);
    }
    found
}

/// A time no further than this many days from publication is news.
const FRESH: i64 = 60;

/// What has been told so far.
#[derive(Debug, Clone, Copy, Default)]
struct Context {
    /// The day of publication.
    published: Option<NaiveDate>,
    /// The last day that was told.
    reference: Option<NaiveDate>,
    /// The last run of days that was told, whatever its grain.
    told: Option<(NaiveDate, NaiveDate)>,
    /// The last day that the sentence has told so far.
    day_of_sentence: Option<NaiveDate>,
    /// The quarter that business results are told of.
    quarter: Option<(i32, u32)>,
    /// The year that the paragraph is about, where it named one.
    year: Option<i32>,
    /// That year was named in a paragraph before this one.
    carried: bool,
    /// The year of the last full date, where it lies years before publication.
    old_year: Option<i32>,
    /// Whether a time about the day of publication was told: the article is news.
    fresh: bool,
    /// Where the expression that is read begins.
    start: usize,
}

impl Context {
    /// The last day that was told, else the day of publication.
    fn reference(&self) -> Option<NaiveDate> {
        self.reference.or(self.published)
    }

    /// The year that a month and a day without one go on in: that of the paragraph, or, in an
    /// account of days long gone, that of the last full date.
    fn year_told(&self) -> Option<i32> {
        self.year.or(self.old_year.filter(|_| !self.fresh))
    }

    /// The last run of days that was told.
    fn told(&self) -> Option<(NaiveDate, NaiveDate)> {
        self.told
    }

    /// Whether the words around the expression, which ends before `end`, look ahead.
    fn is_ahead(&self, view: &View<'_>, end: usize) -> bool {
        direction::is_ahead(view, self.start, end)
    }

    /// Whether the words before the expression, which ends before `end`, tell it as past.
    fn is_behind(&self, view: &View<'_>, end: usize) -> bool {
        direction::is_behind(view, self.start, end)
    }
}

/// What a form has read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Hit {
    /// The first token after it.
    end: usize,
    /// What it says.
    says: Says,
    /// The rule's name.
    rule: &'static str,
    /// How sure the rule is.
    confidence: Confidence,
    /// Units from what was told last, negative for earlier.
    from_told: Option<(i64, Unit)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Says {
    /// A date, with what TIMEX3 wants beyond it: "TMO" for the morning.
    Moment(Moment, String),
    /// A date which needs the day of publication, and its TIMEX3 value without it.
    Open(String),
    /// A length; with the days it covers where they are told ("the past three weeks").
    Length(Option<u32>, Unit, Option<(NaiveDate, NaiveDate)>),
    /// A length of which nobody tells even the unit.
    UnknownLength,
    /// A repetition, by its TIMEX3 value.
    Set(String),
    /// An hour, `T18:00Z`, and the day where one is told beside it.
    Clock(String, Option<NaiveDate>),
    /// `PAST_REF`, `PRESENT_REF` or `FUTURE_REF`.
    Vague(&'static str),
    /// No time: the name of an event, "the September 11 attacks". What it holds is not read.
    Name,
}

impl Hit {
    fn new(end: usize, says: Says, rule: &'static str) -> Self {
        Self { end, says, rule, confidence: Confidence::High, from_told: None }
    }

    /// A date, or, without the day it is reckoned from, what is known of it.
    fn date(end: usize, moment: Option<Moment>, open: &str, rule: &'static str) -> Self {
        let says = moment.map_or_else(
            || Says::Open(open.to_owned()),
            |moment| Says::Moment(moment, String::new()),
        );
        Self::new(end, says, rule)
    }

    fn sure(self, confidence: Confidence) -> Self {
        Self { confidence, ..self }
    }

    /// Reckoned from what was told last.
    fn away_from_told(self, by: i64, unit: Unit) -> Self {
        Self { from_told: Some((by, unit)).filter(|(by, _)| *by != 0), ..self }
    }

    /// The same words as a name, which tells no time.
    fn into_name(self) -> Self {
        Self { says: Says::Name, ..self }
    }
}

fn read_sentence(view: &View<'_>, context: &mut Context, found: &mut Vec<Found<Time>>) {
    context.day_of_sentence = None;
    let mut at = 0;
    while at < view.len() {
        let Some((hit, part)) = read_at(view, context, at) else {
            at += 1;
            continue;
        };
        let span = view.tokens[at].span.start..view.tokens[hit.end - 1].span.end;
        let anchor = anchor::before(view, at);
        if hit.says == Says::Name {
            at = hit.end;
            continue;
        }
        // Of a week or a month beside what was told, a year that was told is enough.
        let told = context.told().map(|(first, _)| first);
        let day = if hit.rule == "beside-told" { told } else { context.reference };
        remember(&hit, at, context);
        at = hit.end;
        let (rule, confidence) = (hit.rule, hit.confidence);
        let from_told = hit.from_told.and_then(|(by, unit)| {
            let length = unit.length(Some(u32::try_from(by.unsigned_abs()).ok()?));
            Some(FromTold { length, later: by > 0, day })
        });
        let value = Time { from_told, ..time(hit, part, anchor, context) };
        found.push(Found { value, span, rule, confidence });
    }
}

/// Every form at a place, the ones with the most words first.
fn read_at(view: &View<'_>, context: &Context, at: usize) -> Option<(Hit, Part)> {
    let (part, after) = moment::part(view, at);
    if !view.may_begin(after) {
        return None;
    }
    let context = Context { start: at, ..*context };
    let look = |from: usize| {
        days::read(view, &context, from)
            .or_else(|| holidays::read(view, &context, from))
            .or_else(|| fiscal::read(view, &context, from))
            .or_else(|| inside::read(view, &context, from))
            .or_else(|| units::read(view, &context, from))
            .or_else(|| counted::read(view, &context, from))
            .or_else(|| periods::read(view, &context, from))
            .or_else(|| vague::read(view, &context, from))
    };
    if after > at
        && let Some(hit) = look(after)
        && (part.fits(&hit.says))
    {
        return Some((hit, part));
    }
    if after > at && !view.may_begin(at) {
        return None;
    }
    look(at)
        .map(|hit| (if names_a_line(view, at, &hit) { hit.into_name() } else { hit }, Part::Whole))
}

/// "the June 4, 1967 borders", "the ceasefire lines of 1949": a line called after a day or a year.
fn names_a_line(view: &View<'_>, at: usize, hit: &Hit) -> bool {
    let line = |word: &str| {
        matches!(
            word,
            "border"
                | "borders"
                | "boundaries"
                | "boundary"
                | "frontier"
                | "frontiers"
                | "line"
                | "lines"
        )
    };
    let dated =
        matches!(hit.says, Says::Moment(Moment::Day(_) | Moment::Year(_), _) | Says::Open(_));
    // "the 5 May border incident" has its day.
    let attribute = |at: usize| {
        !view.low(at).ends_with('s') && view.kind(at + 1) == Some(crate::text::TokenKind::Word)
    };
    let behind = line(view.low(hit.end)) && !attribute(hit.end)
        || matches!(view.low(hit.end), "armistice" | "ceasefire" | "cease-fire" | "international")
            && line(view.low(hit.end + 1));
    // "agreed on the border of 4 June 1967"; "crossed the line on 4 June 1967" is a day.
    let before = view.before(at) == "of" && at > 1 && line(view.low(at - 2));
    dated && !hit.rule.contains("weekday") && (behind || before)
}

/// Later expressions are reckoned from this one, which begins at a token of its sentence.
fn remember(hit: &Hit, at: usize, context: &mut Context) {
    if let Says::Length(Some(6 | 9), Unit::Month, _) = hit.says {
        context.quarter = None;
    }
    let Says::Moment(moment, _) = &hit.says else { return };
    if hit.from_told.is_some() && context.reference.is_none() {
        return;
    }
    context.told = Some(moment.days());
    if let Moment::Day(day) | Moment::AboutDay(day) = moment {
        context.reference = Some(*day);
        context.day_of_sentence = Some(*day);
    } else if let Moment::Quarter(year, quarter) = moment {
        if !matches!(hit.rule, "year-earlier") {
            context.quarter = Some((*year, *quarter));
        }
    } else if let Moment::Half(..) = moment {
        context.quarter = None;
    } else if let Moment::Span(_, last) = moment {
        context.reference = Some(*last);
    }
    if let Some(published) = context.published {
        let (first, last) = moment.days();
        context.fresh |=
            (published - first).num_days() <= FRESH && (last - published).num_days() <= FRESH;
        if hit.rule == "full-date-year" {
            context.old_year = Some(first.year()).filter(|year| year + 1 < published.year());
        }
    }
    // "In 2014 they talked. In March they signed." A year further on is a remark.
    if hit.rule.ends_with("-year") && (at <= 1 || context.published.is_none()) {
        let (first, _) = moment.days();
        let own = context.published.map(|day| day.year());
        context.year = Some(first.year()).filter(|year| Some(*year) != own);
        context.carried = false;
    }
}

fn time(hit: Hit, part: Part, anchor: Anchor, context: &Context) -> Time {
    let (reading, value, kind) = match hit.says {
        Says::Moment(moment, hour) => {
            let edtf = moment.edtf(part, context.published);
            let reading = edtf.parse().map_or(Reading::Open, Reading::Date);
            let kind = if hour.is_empty() { TimeKind::Date } else { TimeKind::Time };
            (reading, format!("{}{hour}", moment.value()), kind)
        }
        Says::Open(value) => (Reading::Open, value, TimeKind::Date),
        Says::Length(count, unit, window) => {
            let reading = window
                .and_then(|(first, last)| {
                    // "over the past four years": as exact as its unit.
                    let years = matches!(unit, Unit::Year | Unit::Decade | Unit::Century)
                        && first.year() < last.year();
                    let written = if years {
                        format!("{:04}/{:04}", first.year(), last.year())
                    } else {
                        format!("{first}/{last}")
                    };
                    written.parse().ok()
                })
                .map_or(Reading::Duration { count, unit }, Reading::Date);
            (reading, unit.length(count), TimeKind::Duration)
        }
        Says::Set(value) => (Reading::Set, value, TimeKind::Set),
        Says::UnknownLength => {
            let reading = Reading::Duration { count: None, unit: Unit::Day };
            (reading, "PXX".to_owned(), TimeKind::Duration)
        }
        Says::Clock(value, day) => {
            let day = day.or(context.published);
            let day = day.map_or("XXXX-XX-XX".to_owned(), |day| day.to_string());
            (Reading::Clock, format!("{day}{value}"), TimeKind::Time)
        }
        Says::Vague(value) => (Reading::Vague, value.to_owned(), TimeKind::Date),
        // Names are never told.
        Says::Name => (Reading::Vague, "PAST_REF".to_owned(), TimeKind::Date),
    };
    Time { reading, anchor, value, kind, from_told: None }
}

#[cfg(test)]
mod tests;
