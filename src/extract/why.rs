//! Which rule gave which field of an event, and from which words.

use crate::diagnostic::Span;
use crate::timeline::Id;

/// Why an event was found, field by field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// The event.
    pub event: Id,
    /// The trigger, as in the lexicon: "call for".
    pub trigger: String,
    /// What else the trigger wanted, and had: "object talks"; empty where it stands alone.
    pub frame: String,
    /// The grounds of each field that has some, in the order of the file.
    pub grounds: Vec<Ground>,
}

/// What a field of an event rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// The field.
    pub field: Field,
    /// The rule, by a name that does not change: "same-clause".
    pub rule: &'static str,
    /// The words it was read from, in bytes of the article.
    pub words: Span,
    /// The other event, of a relation.
    pub other: Option<Id>,
}

/// A field of an event that a rule fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// `type`
    Type,
    /// `date`
    Date,
    /// `modality`
    Modality,
    /// `from`
    From,
    /// `to`
    To,
    /// `place`
    Place,
    /// `after`
    After,
    /// `responds-to`
    RespondsTo,
    /// `conditional-on`
    ConditionalOn,
    /// `evidence`, beyond the first quote
    Evidence,
}

impl Field {
    /// As the file names it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Date => "date",
            Self::Modality => "modality",
            Self::From => "from",
            Self::To => "to",
            Self::Place => "place",
            Self::After => "after",
            Self::RespondsTo => "responds-to",
            Self::ConditionalOn => "conditional-on",
            Self::Evidence => "evidence",
        }
    }
}

/// The same while events have no ids yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Because {
    pub(crate) field: Field,
    pub(crate) rule: &'static str,
    pub(crate) words: Span,
    /// The other event, by index.
    pub(crate) other: Option<usize>,
}

/// What the fields of an event rest on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Grounds(pub(crate) Vec<Because>);

impl Grounds {
    /// Puts down the grounds of a field in place of what it rested on.
    pub(crate) fn set(&mut self, field: Field, rule: &'static str, words: Span) {
        self.0.retain(|because| because.field != field);
        self.add(field, rule, words, None);
    }

    /// Puts down one more ground of a field.
    pub(crate) fn add(
        &mut self,
        field: Field,
        rule: &'static str,
        words: Span,
        other: Option<usize>,
    ) {
        self.0.push(Because { field, rule, words, other });
    }

    /// The grounds of a field.
    pub(crate) fn of(&self, field: Field) -> impl Iterator<Item = &Because> {
        self.0.iter().filter(move |because| because.field == field)
    }
}
