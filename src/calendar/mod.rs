//! Days and runs of days, as far as an article tells them.
//!
//! ```text
//! "2025-05-11"              one day
//! "2025-05"                 some day of that month; also "2025", "202X", "19XX", "2025-21" (spring)
//! "2025-05-11/2025-05-13"   from the one to the other
//! "2014/.."                 from then on, and it still goes on;  "2014/" ended nobody knows when
//! "[..2025-05-11]"          that day or earlier
//! "[2025-05-15,2025-05-22]" one of the two
//! "2025-05-11~"             about that day;  "?" doubtful,  "%" both; on each end of an interval
//! ```
//!
//! The notation is EDTF (ISO 8601-2), levels 0 and 1 and one-of sets. A date in an article is
//! rarely a point: we keep what was said ([`When`]) and reckon with what it allows ([`Bounds`]).
//! Comparing two such dates has three answers ([`Truth`]), never two.
//!
//! No clock in here; whoever needs "today" passes the day of publication.
//!
//! Why not a crate: one-of sets with ends of different precision, blanks and doubt, the time of day
//! on either end of an interval, and help that names what was meant are in none; `oracle` holds
//! the table of what `edtf-core` reads otherwise, and the two are tested against each other.
//!
//! - `edtf`: text → [`When`]; `meant`: what somebody meant who wrote something else
//! - `when`: what was said; `unit`: the pieces it is made of
//! - `bounds`: what it allows; `length`: how long, how far apart

mod bad;
mod bounds;
mod edtf;
mod length;
mod meant;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;
mod unit;
mod when;

pub use chrono::NaiveDate;

pub use bad::BadDate;
pub use bounds::{Bounds, Truth};
pub use edtf::{Remark, read};
pub use length::{Length, LengthUnit};
pub use unit::{Doubt, Point, Precision, Season, Unit};
pub use when::{Choice, End, Form, When};
