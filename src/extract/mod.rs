//! Text → draft of a timeline: actors, times, events, how they hang together.

mod found;

pub use found::Found;
