//! Text → draft of a timeline: actors, times, events, how they hang together.
