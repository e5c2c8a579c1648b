//! Lengths of time as ISO 8601 writes them, in one unit: `P3D`, `P2W`, `P6M`, `P3Y`.

use std::fmt;
use std::str::FromStr;

/// A length of time in days, weeks, months or years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Length {
    /// How many, 1 to 9999.
    pub count: u32,
    /// Of what.
    pub unit: LengthUnit,
}

/// What a length is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LengthUnit {
    /// `D`
    Day,
    /// `W`
    Week,
    /// `M`
    Month,
    /// `Y`
    Year,
}

/// The most of a unit.
const MOST: u32 = 9999;

impl LengthUnit {
    const ALL: [(Self, char); 4] =
        [(Self::Day, 'D'), (Self::Week, 'W'), (Self::Month, 'M'), (Self::Year, 'Y')];
}

impl Length {
    /// A length; `None` for none of a unit, or more than 9999.
    pub fn new(count: u32, unit: LengthUnit) -> Option<Self> {
        (1..=MOST).contains(&count).then_some(Self { count, unit })
    }

    /// The least and the most days between two events that lie so far apart.
    ///
    /// Days are exact. Whoever counts in weeks, months or years is as exact as half of one: two
    /// weeks are 11 to 17 days.
    pub fn apart(self) -> (i64, i64) {
        let count = i64::from(self.count);
        match self.unit {
            LengthUnit::Day => (count, count),
            LengthUnit::Week => (7 * count - 3, 7 * count + 3),
            LengthUnit::Month => (28 * count - 14, 31 * count + 14),
            LengthUnit::Year => (365 * count - 183, 366 * count + 183),
        }
    }

    /// The least and the most days from the first to the last day of what lasts so long; the
    /// first day may be counted in.
    pub fn lasting(self) -> (i64, i64) {
        let count = i64::from(self.count);
        match self.unit {
            LengthUnit::Day => (count - 1, count),
            LengthUnit::Week => (7 * count - 1, 7 * count),
            LengthUnit::Month => (28 * count - 1, 31 * count),
            LengthUnit::Year => (365 * count - 1, 366 * count),
        }
    }

    /// For people: "3 days", "1 week".
    pub fn words(self) -> String {
        let unit = match self.unit {
            LengthUnit::Day => "day",
            LengthUnit::Week => "week",
            LengthUnit::Month => "month",
            LengthUnit::Year => "year",
        };
        format!("{} {unit}{}", self.count, if self.count == 1 { "" } else { "s" })
    }
}

impl FromStr for Length {
    type Err = ();

    fn from_str(written: &str) -> Result<Self, ()> {
        let rest = written.strip_prefix('P').ok_or(())?;
        let (unit, sign) =
            LengthUnit::ALL.into_iter().find(|(_, sign)| rest.ends_with(*sign)).ok_or(())?;
        let digits = rest.strip_suffix(sign).ok_or(())?;
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(());
        }
        Self::new(digits.parse().map_err(|_| ())?, unit).ok_or(())
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = LengthUnit::ALL.into_iter().find(|(unit, _)| *unit == self.unit);
        write!(f, "P{}{}", self.count, sign.map_or('D', |(_, sign)| sign))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_has_one_unit_and_its_own_exactness() {
        for (written, apart, lasting) in [
            ("P3D", (3, 3), (2, 3)),
            ("P2W", (11, 17), (13, 14)),
            ("P1M", (14, 45), (27, 31)),
            ("P3Y", (912, 1281), (1094, 1098)),
        ] {
            let length: Length = written.parse().expect(written);
            assert_eq!((length.apart(), length.lasting()), (apart, lasting), "{written}");
            assert_eq!(length.to_string(), written);
            assert!(length.words().starts_with(&length.count.to_string()), "{written}");
        }
        for written in ["", "P", "PD", "3D", "P0D", "P1.5D", "P3H", "P1Y2M", "P99999D", "p3d"] {
            assert_eq!(written.parse::<Length>(), Err(()), "{written}");
        }
    }
}
