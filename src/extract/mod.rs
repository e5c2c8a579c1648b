//! Text → draft of a timeline: actors, times, events, how they hang together.

mod found;
mod times;

pub use found::Found;
pub use times::{Anchor, Reading, Time, TimeKind, Unit, times};
