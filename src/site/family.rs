//! Eight families of types: as many hues as an eye tells apart.
//!
//! The hue never stands alone: the type's own word is beside it, and each family has a shape.

use super::language::Say;
use crate::vocabulary::EventType;

/// Types that belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Family {
    /// Said, not yet done.
    Words,
    /// Something is put on the table.
    Offers,
    /// Somebody is to do something.
    Pressure,
    /// Yes or no to something.
    Answers,
    /// People come together.
    Contacts,
    /// What both sides hold to, and what eases.
    Accords,
    /// What is broken off, put off or cut.
    Ruptures,
    /// Arms.
    Force,
}

impl Family {
    pub(crate) const ALL: [Self; 8] = [
        Self::Words,
        Self::Offers,
        Self::Pressure,
        Self::Answers,
        Self::Contacts,
        Self::Accords,
        Self::Ruptures,
        Self::Force,
    ];

    pub(crate) const fn of(kind: EventType) -> Self {
        use EventType as T;
        match kind {
            T::Statement | T::Address => Self::Words,
            T::Proposal | T::Invitation | T::Pledge => Self::Offers,
            T::Appeal | T::Demand | T::Criticism | T::Warning => Self::Pressure,
            T::Acceptance | T::Rejection | T::Endorsement | T::Vote => Self::Answers,
            T::Meeting | T::Call | T::Visit | T::Talks | T::Mediation => Self::Contacts,
            T::Agreement | T::Ceasefire | T::Concession | T::Aid => Self::Accords,
            T::Sanctions | T::Break | T::Collapse | T::Postponement => Self::Ruptures,
            T::Mobilization | T::Attack => Self::Force,
        }
    }

    /// The class that gives the hue and the shape.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Words => "k-words",
            Self::Offers => "k-offers",
            Self::Pressure => "k-pressure",
            Self::Answers => "k-answers",
            Self::Contacts => "k-contacts",
            Self::Accords => "k-accords",
            Self::Ruptures => "k-ruptures",
            Self::Force => "k-force",
        }
    }

    /// What it is called.
    pub(crate) fn name(self, say: &Say) -> &str {
        let key = self.class().trim_start_matches("k-");
        say.families.get(key).map_or(key, String::as_str)
    }
}
