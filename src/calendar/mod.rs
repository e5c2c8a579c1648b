//! Days and runs of days, as far as an article tells them.
//!
//! ```text
//! "2025-05-11"              one day
//! "2025-05"                 some day of that month
//! "2025-05-11/2025-05-13"   from the one to the other
//! "[..2025-05-11]"          that day or earlier
//! "[2025-05-15,2025-05-22]" one of the two
//! "2025-05-11~"             about that day;  "?" doubtful,  "%" both
//! ```
//!
//! The notation is EDTF (ISO 8601-2), levels 0 and 1 and one-of sets. A date in an article is
//! rarely a point: we keep what was said ([`When`]) and reckon with what it allows ([`Bounds`]).
//! Comparing two such dates has three answers ([`Truth`]), never two.
//!
//! No clock in here; whoever needs "today" passes the day of publication.

pub use chrono::NaiveDate;

/// A date as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct When(String, Bounds);

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

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadDate {
    /// What is wrong, in the manner of a diagnostic: "`2025-13` has no month 13".
    pub message: String,
    /// What was probably meant: "write `2025-05-03`".
    pub help: Option<String>,
    /// The two ends are swapped.
    pub reversed: bool,
}

impl std::str::FromStr for When {
    type Err = BadDate;

    fn from_str(text: &str) -> Result<Self, BadDate> {
        let bad =
            || BadDate { message: format!("`{text}` is no date"), help: None, reversed: false };
        let day: NaiveDate = text.parse().map_err(|_| bad())?;
        Ok(Self::day(day))
    }
}

impl std::fmt::Display for When {
    /// In canonical spelling.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.0)
    }
}

impl When {
    /// Exactly that day.
    pub fn day(day: NaiveDate) -> Self {
        let some = Some(day);
        let bounds = Bounds {
            earliest_start: some,
            latest_start: some,
            earliest_end: some,
            latest_end: some,
        };
        Self(day.to_string(), bounds)
    }

    /// The days it allows; `~` and `?` do not widen them.
    pub fn bounds(&self) -> Bounds {
        self.1
    }

    /// The day, where it is known to the day and has no other end.
    pub fn single_day(&self) -> Option<NaiveDate> {
        self.1.earliest_start.filter(|_| self.1.earliest_start == self.1.latest_end)
    }

    /// Marked as about (`~` or `%`).
    pub fn is_approximate(&self) -> bool {
        false
    }

    /// Marked as doubtful (`?` or `%`).
    pub fn is_uncertain(&self) -> bool {
        false
    }
}

impl Bounds {
    /// Whether one is over before the other begins.
    pub fn before(&self, other: &Self) -> Truth {
        match (self.latest_end, other.earliest_start) {
            (Some(end), Some(start)) if end < start => Truth::Yes,
            _ => match (self.earliest_start, other.latest_start) {
                (Some(start), Some(end)) if start >= end => Truth::No,
                _ => Truth::Maybe,
            },
        }
    }
}
