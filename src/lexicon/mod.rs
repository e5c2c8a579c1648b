//! Words as data: states, offices, organizations, seats of power, verbs and nouns of events.
