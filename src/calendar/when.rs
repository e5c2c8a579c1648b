//! What was said about a date, kept apart from what it allows.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::bounds::Bounds;
use super::unit::{Point, Precision, Run, Season, Unit};

/// A date as far as it is known; made by reading EDTF or by the functions below.
///
/// Equal if the canonical spelling is equal: `2025-05` and `2025-05-01/2025-05-31` are not, since
/// the one is a moment in May and the other the whole of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct When(Form);

/// The shape of a date; to look at, since only [`When`] makes them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Form {
    /// Some time in one piece of the calendar: `2025-05~`.
    Point(Point),
    /// From somewhere in the one to somewhere in the other: `2025-05-11/..`. At least one end is
    /// an [`End::At`].
    Interval(End, End),
    /// Some time in one of these: `[2025-05-11..2025-05-13]`, `[2025,2027]`. In order, none twice.
    OneOf(Vec<Choice>),
}

/// An end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum End {
    /// Some time in that.
    At(Point),
    /// `..`: there is none, it always was or still goes on.
    Open,
    /// Nothing: there is one, nobody knows it.
    Unknown,
}

/// A member of a one-of set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Choice {
    /// That one.
    One(Point),
    /// Any day from the one to the other; at least one of them is there.
    Range(Option<Point>, Option<Point>),
}

/// The last year with four digits, either way.
const FOUR_DIGITS: i32 = 9999;

impl When {
    /// Exactly that day.
    ///
    /// EDTF has no days outside the years -9999 to 9999; such a day becomes its year.
    pub fn day(day: NaiveDate) -> Self {
        Self::of(if day.year().abs() <= FOUR_DIGITS {
            Unit::Day(day)
        } else {
            Unit::Year(i64::from(day.year()))
        })
    }

    /// Some day of that month. `None` if there is no such month, or a year beyond four digits.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        (year.abs() <= FOUR_DIGITS && (1..=12).contains(&month))
            .then(|| Self::of(Unit::Month { year, month }))
    }

    /// Some day of that season; winter begins in the year given. `None` beyond four digits.
    pub fn season(year: i32, season: Season) -> Option<Self> {
        (year.abs() <= FOUR_DIGITS).then(|| Self::of(Unit::Season { year, season }))
    }

    /// Some day of that year.
    pub fn year(year: i32) -> Self {
        Self::of(Unit::Year(i64::from(year)))
    }

    /// Some day of the ten years that the year lies in. `None` outside the years 0 to 9999.
    pub fn decade(year: i32) -> Option<Self> {
        (0..=FOUR_DIGITS).contains(&year).then(|| Self::of(Unit::Decade(year - year % 10)))
    }

    /// Some day of the hundred years that the year lies in. `None` outside the years 0 to 9999.
    pub fn century(year: i32) -> Option<Self> {
        (0..=FOUR_DIGITS).contains(&year).then(|| Self::of(Unit::Century(year - year % 100)))
    }

    /// From the one to the other; both are days, months, seasons or years, in any mixture. From
    /// a day to itself is that day.
    ///
    /// `None` if it would end before it begins, or if one of them is itself an interval or a set.
    ///
    /// ```
    /// # use demarche::calendar::When;
    /// let stay = When::interval(When::month(2022, 3).unwrap(), When::year(2022)).unwrap();
    /// assert_eq!(stay.to_string(), "2022-03/2022");
    /// ```
    pub fn interval(start: impl Into<Self>, end: impl Into<Self>) -> Option<Self> {
        match (start.into().0, end.into().0) {
            (Form::Point(start), Form::Point(end)) if start == end && start.is_day() => {
                Some(Self(Form::Point(start)))
            }
            (Form::Point(start), Form::Point(end)) => {
                Self::from_ends(End::At(start), End::At(end)).ok()
            }
            _ => None,
        }
    }

    /// From then on, still going on: `2014/..`. `None` if it is no point.
    pub fn since(start: impl Into<Self>) -> Option<Self> {
        match start.into().0 {
            Form::Point(start) => Some(Self(Form::Interval(End::At(start), End::Open))),
            _ => None,
        }
    }

    /// From a day that nobody tells up to then: `/2025-06`. `None` if it is no point.
    pub fn until(end: impl Into<Self>) -> Option<Self> {
        match end.into().0 {
            Form::Point(end) => Some(Self(Form::Interval(End::Unknown, End::At(end)))),
            _ => None,
        }
    }

    /// Once within these days, both included: `[2025-05-12..2025-05-18]`; `None` leaves a side
    /// open, as in a deadline.
    ///
    /// There is no such date if both sides are open, or the last day lies before the first.
    ///
    /// ```
    /// # use demarche::calendar::{NaiveDate, When};
    /// let friday = NaiveDate::from_ymd_opt(2025, 5, 16);
    /// assert_eq!(When::between(None, friday).unwrap().to_string(), "[..2025-05-16]");
    /// assert_eq!(When::between(friday, friday).unwrap().to_string(), "2025-05-16");
    /// ```
    pub fn between(first: Option<NaiveDate>, last: Option<NaiveDate>) -> Option<Self> {
        let point = |day: NaiveDate| match Self::day(day).0 {
            Form::Point(point) => Some(point),
            _ => None,
        };
        let range = Choice::Range(first.and_then(point), last.and_then(point));
        (first.is_some() || last.is_some()).then_some(())?;
        Self::from_choices(vec![range]).ok()
    }

    /// One of these. `None` if there are none, or one of them is an interval.
    pub fn one_of(choices: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut all = Vec::new();
        for choice in choices {
            match choice.0 {
                Form::Point(point) => all.push(Choice::One(point)),
                Form::OneOf(choices) => all.extend(choices),
                Form::Interval(..) => return None,
            }
        }
        (!all.is_empty()).then_some(())?;
        Self::from_choices(all).ok()
    }

    /// The same, only about right (`~`).
    #[must_use]
    pub fn approximately(self) -> Self {
        self.map(|point| point.doubt.approximate = true)
    }

    /// The same, doubtful (`?`).
    #[must_use]
    pub fn doubtful(self) -> Self {
        self.map(|point| point.doubt.uncertain = true)
    }

    /// The shape of what was said.
    pub fn form(&self) -> &Form {
        &self.0
    }

    /// The days it allows; `~` and `?` do not widen them.
    pub fn bounds(&self) -> Bounds {
        self.bounds_by(|point| point.unit.days())
    }

    /// The days it allows if "about" is taken at its word: what is marked `~` reaches three days,
    /// one month, one season, one year ... further either way, as it is told to the day, the
    /// month, the season, the year.
    ///
    /// For finding contradictions only: what is told as about right must not be called wrong.
    pub fn widened(&self) -> Bounds {
        self.bounds_by(Point::widened)
    }

    /// The day, where it is known to the day and has no other end.
    pub fn single_day(&self) -> Option<NaiveDate> {
        match self.0 {
            Form::Point(Point { unit: Unit::Day(day), .. }) => Some(day),
            _ => None,
        }
    }

    /// Whether it was told as lasting: an interval, whatever its ends.
    pub fn is_interval(&self) -> bool {
        matches!(self.0, Form::Interval(..))
    }

    /// Marked as about (`~` or `%`), in any part.
    pub fn is_approximate(&self) -> bool {
        self.points().any(|point| point.doubt.approximate)
    }

    /// Marked as doubtful (`?` or `%`), in any part.
    pub fn is_uncertain(&self) -> bool {
        self.points().any(|point| point.doubt.uncertain)
    }

    /// How finely it is told: as finely as its coarsest part.
    pub fn precision(&self) -> Precision {
        self.points().map(|point| point.unit.precision()).max().unwrap_or(Precision::Day)
    }

    /// An interval; the error is that it ends before it begins.
    pub(super) fn from_ends(start: End, end: End) -> Result<Self, Reversed> {
        if let (End::At(a), End::At(b)) = (start, end)
            && is_reversed(Some(a), Some(b))
        {
            return Err(Reversed);
        }
        Ok(Self(Form::Interval(start, end)))
    }

    /// A one-of set in canonical form: in order, none twice, a single point as itself.
    pub(super) fn from_choices(mut choices: Vec<Choice>) -> Result<Self, Reversed> {
        for choice in &mut choices {
            if let Choice::Range(first, last) = *choice {
                if is_reversed(first, last) {
                    return Err(Reversed);
                }
                if let (Some(one), true) = (first, first == last) {
                    *choice = Choice::One(one);
                }
            }
        }
        choices.sort_by_key(|choice| choice.key());
        choices.dedup();
        Ok(match choices[..] {
            [Choice::One(point)] => Self(Form::Point(point)),
            _ => Self(Form::OneOf(choices)),
        })
    }

    pub(super) fn from_point(point: Point) -> Self {
        Self(Form::Point(point))
    }

    fn of(unit: Unit) -> Self {
        Self(Form::Point(Point::sure(unit)))
    }

    /// Every piece of the calendar that is named.
    pub(super) fn points(&self) -> impl Iterator<Item = Point> {
        let (ends, choices): (Vec<Option<Point>>, &[Choice]) = match &self.0 {
            Form::Point(point) => (vec![Some(*point)], &[]),
            Form::Interval(start, end) => (vec![start.point(), end.point()], &[]),
            Form::OneOf(choices) => (Vec::new(), choices),
        };
        let choices = choices.iter().flat_map(|choice| match *choice {
            Choice::One(point) => [Some(point), None],
            Choice::Range(first, last) => [first, last],
        });
        ends.into_iter().chain(choices).flatten()
    }

    fn map(mut self, change: impl Fn(&mut Point)) -> Self {
        match &mut self.0 {
            Form::Point(point) => change(point),
            Form::Interval(start, end) => {
                for end in [start, end] {
                    if let End::At(point) = end {
                        change(point);
                    }
                }
            }
            Form::OneOf(choices) => {
                for choice in choices {
                    match choice {
                        Choice::One(point) => change(point),
                        Choice::Range(first, last) => {
                            first.iter_mut().chain(last).for_each(&change);
                        }
                    }
                }
            }
        }
        self
    }

    fn bounds_by(&self, days: impl Fn(Point) -> Run) -> Bounds {
        match &self.0 {
            Form::Point(point) => {
                let (first, last) = days(*point);
                Bounds::point(first, last)
            }
            Form::Interval(start, end) => {
                let (earliest_start, mut latest_start) = start.point().map_or((None, None), &days);
                let (mut earliest_end, latest_end) = end.point().map_or((None, None), &days);
                // "2025-05/2025-05-12" began by the 12th, "2025-05-12/2025-05" ended from it on.
                if let Some(end) = latest_end {
                    latest_start = Some(latest_start.map_or(end, |start| start.min(end)));
                }
                earliest_end = earliest_end.max(earliest_start);
                Bounds { earliest_start, latest_start, earliest_end, latest_end }
            }
            Form::OneOf(choices) => {
                let runs = choices.iter().map(|choice| match *choice {
                    Choice::One(point) => days(point),
                    Choice::Range(first, last) => {
                        (first.and_then(|p| days(p).0), last.and_then(|p| days(p).1))
                    }
                });
                let (mut first, mut last) = (Some(NaiveDate::MAX), Some(NaiveDate::MIN));
                for (a, b) in runs {
                    first = first.min(a);
                    last = last.zip(b).map(|(last, b)| last.max(b));
                }
                Bounds::point(first, last)
            }
        }
    }
}

/// An interval or a range that ends before it begins.
#[derive(Debug)]
pub(super) struct Reversed;

fn is_reversed(first: Option<Point>, last: Option<Point>) -> bool {
    match (first.and_then(|point| point.unit.days().0), last.and_then(|p| p.unit.days().1)) {
        (Some(first_day), Some(last_day)) => first_day > last_day,
        // Far beyond the calendar only the years can tell.
        _ => first.zip(last).is_some_and(|(first, last)| first.unit.year() > last.unit.year()),
    }
}

impl End {
    /// The piece of the calendar it names.
    pub fn point(self) -> Option<Point> {
        match self {
            Self::At(point) => Some(point),
            Self::Open | Self::Unknown => None,
        }
    }
}

impl Choice {
    /// By first day, then last day, then as written.
    fn key(self) -> impl Ord {
        let (first, last) = match self {
            Self::One(point) => (Some(point), Some(point)),
            Self::Range(first, last) => (first, last),
        };
        let days = (first.and_then(|p| p.unit.days().0), last.and_then(|p| p.unit.days().1));
        (days, first, last)
    }
}

impl From<NaiveDate> for When {
    fn from(day: NaiveDate) -> Self {
        Self::day(day)
    }
}

impl fmt::Display for When {
    /// In canonical spelling; what is printed reads back as the same date.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let written = match &self.0 {
            Form::Point(point) => point.to_string(),
            Form::Interval(start, end) => format!("{start}/{end}"),
            Form::OneOf(choices) => {
                let choices: Vec<String> = choices.iter().map(Choice::to_string).collect();
                format!("[{}]", choices.join(","))
            }
        };
        f.pad(&written)
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(point) => point.fmt(f),
            Self::Open => f.write_str(".."),
            Self::Unknown => Ok(()),
        }
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(point) => point.fmt(f),
            Self::Range(first, last) => {
                if let Some(first) = first {
                    first.fmt(f)?;
                }
                f.write_str("..")?;
                last.map_or(Ok(()), |last| last.fmt(f))
            }
        }
    }
}
