//! The four days of a date, and comparing them without a false yes or no.

use chrono::{Datelike, NaiveDate};

/// The four days of a date. `None` is open or unknown: no bound on that side.
///
/// A point in time that is known to its month has `earliest_start == earliest_end` on the first
/// and `latest_start == latest_end` on the last day of the month; a stay "from the 11th to the
/// 13th" has its starts on the 11th and its ends on the 13th.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// First day on which it can have begun.
    pub earliest_start: Option<NaiveDate>,
    /// Last day on which it can have begun.
    pub latest_start: Option<NaiveDate>,
    /// First day on which it can have ended.
    pub earliest_end: Option<NaiveDate>,
    /// Last day on which it can have ended.
    pub latest_end: Option<NaiveDate>,
}

/// An answer that may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// However the open days fall.
    Yes,
    /// It depends on how the open days fall.
    Maybe,
    /// However the open days fall, not.
    No,
}

impl Bounds {
    /// Something that begins and ends on one day out of a run; `None` leaves a side open.
    pub const fn point(first: Option<NaiveDate>, last: Option<NaiveDate>) -> Self {
        Self { earliest_start: first, latest_start: last, earliest_end: first, latest_end: last }
    }

    /// Whether no day of it is known.
    pub fn is_unknown(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it is over on a day before the other one begins.
    ///
    /// - `Yes` if even its latest end lies before the other's earliest start;
    /// - `No` if even its earliest end does not lie before the other's latest start.
    ///
    /// ```
    /// # use demarche::calendar::{Truth, When};
    /// let may: When = "2025-05".parse()?;
    /// let eleventh: When = "2025-05-11".parse()?;
    /// let june: When = "2025-06".parse()?;
    /// assert_eq!(may.bounds().before(&june.bounds()), Truth::Yes);
    /// assert_eq!(may.bounds().before(&eleventh.bounds()), Truth::Maybe);
    /// assert_eq!(june.bounds().before(&may.bounds()), Truth::No);
    /// # Ok::<(), demarche::calendar::BadDate>(())
    /// ```
    pub fn before(&self, other: &Self) -> Truth {
        less(self.earliest_end, self.latest_end, other.earliest_start, other.latest_start)
    }

    /// Whether it begins on a day before the other one begins; both may go on for a while.
    pub fn starts_before(&self, other: &Self) -> Truth {
        less(self.earliest_start, self.latest_start, other.earliest_start, other.latest_start)
    }

    /// Whether some day belongs to both.
    pub fn overlaps(&self, other: &Self) -> Truth {
        match (self.before(other), other.before(self)) {
            (Truth::Yes, _) | (_, Truth::Yes) => Truth::No,
            (Truth::No, Truth::No) => Truth::Yes,
            _ => Truth::Maybe,
        }
    }

    /// What both allow; `None` where no day is left.
    pub fn intersect(&self, other: &Self) -> Option<Self> {
        let both = Self {
            earliest_start: later(self.earliest_start, other.earliest_start),
            latest_start: earlier(self.latest_start, other.latest_start),
            earliest_end: later(self.earliest_end, other.earliest_end),
            latest_end: earlier(self.latest_end, other.latest_end),
        };
        both.is_possible().then_some(both)
    }

    /// Whether a start and an end can be chosen, the end no earlier than the start.
    fn is_possible(&self) -> bool {
        let order =
            |a: Option<NaiveDate>, b: Option<NaiveDate>| a.zip(b).is_none_or(|(a, b)| a <= b);
        order(self.earliest_start, self.latest_start)
            && order(self.earliest_end, self.latest_end)
            && order(self.earliest_start, self.latest_end)
    }

    /// Where it belongs among others: by its earliest start, the more exact one first.
    ///
    /// An open or unknown start counts as the earliest end that is known, failing that as the
    /// latest start or end; a date without any day comes last. Units: days from the year 1.
    pub fn sort_key(&self) -> (i32, i32) {
        let number = |day: Option<NaiveDate>| day.map(|day| day.num_days_from_ce());
        let first = [self.earliest_start, self.earliest_end, self.latest_start, self.latest_end];
        (
            first.into_iter().find_map(number).unwrap_or(i32::MAX),
            number(self.latest_end).unwrap_or(i32::MAX),
        )
    }

    /// The same for something undated, whose days are inferred: the middle of the days on which
    /// it can have begun, the nearest of them if they have an end on one side only.
    pub fn sort_key_inferred(&self) -> (i32, i32) {
        let (near, last) = self.sort_key();
        match (self.earliest_start, self.latest_start) {
            (Some(first), Some(last_start)) => {
                let (first, end) = (first.num_days_from_ce(), last_start.num_days_from_ce());
                (first + (end - first) / 2, last)
            }
            _ => (near, last),
        }
    }
}

/// Whether a day out of the first run lies before one out of the second, whichever they are.
fn less(
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
    other_first: Option<NaiveDate>,
    other_last: Option<NaiveDate>,
) -> Truth {
    match (last, other_first) {
        (Some(last), Some(other)) if last < other => Truth::Yes,
        _ => match (first, other_last) {
            (Some(first), Some(other)) if first >= other => Truth::No,
            _ => Truth::Maybe,
        },
    }
}

fn later(a: Option<NaiveDate>, b: Option<NaiveDate>) -> Option<NaiveDate> {
    // `None` is less than any day.
    a.max(b)
}

fn earlier(a: Option<NaiveDate>, b: Option<NaiveDate>) -> Option<NaiveDate> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, None) | (None, one) => one,
    }
}
