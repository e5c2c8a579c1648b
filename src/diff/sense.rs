//! What a change amounts to, beyond "a value is another one".

use super::changes::{Field, FieldChange, Values};
use crate::timeline::Evidence;
use crate::vocabulary::{EventType, Modality};

/// What a change of a field amounts to for somebody who follows the events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sense {
    /// Things went as announced: what was planned has happened.
    Expected,
    /// What is told has changed.
    News,
    /// The same is told in other words or in more detail.
    Wording,
    /// Nothing that is told has changed: spelling of a date, the machine's own notes, old ids.
    Housekeeping,
}

impl FieldChange {
    /// What the change amounts to.
    pub fn sense(&self) -> Sense {
        match (&self.field, &self.values) {
            (Field::Confidence(_) | Field::Reading(_) | Field::Aka | Field::Conflicts, _) => {
                Sense::Housekeeping
            }
            (_, Values::Modality(change)) => match (change.old, change.new) {
                (Some(old), Some(new)) => modality(old, new),
                _ => Sense::News,
            },
            (_, Values::Type(change)) => match (change.old, change.new) {
                (Some(old), Some(new)) => event_type(old, new),
                _ => Sense::News,
            },
            (_, Values::Date(change)) => match (&change.old, &change.new) {
                (Some(old), Some(new)) if old.when == new.when && old.when.is_some() => {
                    Sense::Housekeeping
                }
                _ => Sense::News,
            },
            (_, Values::Text(change)) => match (&change.old, &change.new) {
                (Some(old), Some(new)) if super::fields::same_words(old, new) => {
                    Sense::Housekeeping
                }
                _ if self.field == Field::Place => Sense::News,
                _ => Sense::Wording,
            },
            // Words that are gone are news; other words for the same thing are not.
            (_, Values::Evidence(list)) => list
                .iter()
                .map(|change| match (&change.old, &change.new) {
                    (Some(old), Some(new)) if quoted_the_same(old, new) => Sense::Housekeeping,
                    (Some(_), None) => Sense::News,
                    _ => Sense::Wording,
                })
                .min()
                .unwrap_or(Sense::Housekeeping),
            (Field::Name | Field::Aliases | Field::Note | Field::Code | Field::Versions, _)
            | (_, Values::Own(_)) => Sense::Wording,
            _ => Sense::News,
        }
    }

    /// A verb for the change where there is one: "postponed", "collapsed", "confirmed".
    pub fn verb(&self) -> Option<&'static str> {
        match &self.values {
            Values::Modality(change) => match (change.old?, change.new?) {
                (Modality::Happened, Modality::Denied) => Some("denied"),
                (Modality::Happened, _) => Some("in doubt again"),
                (_, Modality::Happened) => Some("has happened"),
                (_, Modality::Denied) => Some("off"),
                (Modality::Planned, Modality::Conditional | Modality::Possible) => {
                    Some("less sure")
                }
                (_, Modality::Planned) => Some("scheduled"),
                _ => None,
            },
            Values::Type(change) => match (change.old?, change.new?) {
                (_, EventType::Collapse) => Some("collapsed"),
                (_, EventType::Postponement) => Some("postponed"),
                (_, EventType::Agreement) => Some("agreed"),
                (EventType::Proposal | EventType::Invitation, EventType::Acceptance) => {
                    Some("accepted")
                }
                (EventType::Proposal | EventType::Invitation, EventType::Rejection) => {
                    Some("rejected")
                }
                _ => None,
            },
            Values::Date(change) => {
                let (old, new) = (change.old.as_ref()?, change.new.as_ref()?);
                let (old, new) = (old.when.as_ref()?.bounds(), new.when.as_ref()?.bounds());
                let inside = |inner: crate::calendar::Bounds, outer: crate::calendar::Bounds| {
                    inner != outer
                        && inner.earliest_start >= outer.earliest_start
                        && inner.latest_end.is_some()
                        && outer.latest_end.is_none_or(|last| inner.latest_end <= Some(last))
                };
                if old == new {
                    None
                } else if inside(new, old) {
                    Some("more exact")
                } else if inside(old, new) {
                    Some("less exact")
                } else if new.earliest_start? > old.earliest_start? {
                    Some("later")
                } else if new.earliest_start? < old.earliest_start? {
                    Some("earlier")
                } else {
                    None
                }
            }
            _ => None,
        }
    }
}

/// Whether two pieces of evidence differ in spaces and typographic marks only.
fn quoted_the_same(old: &Evidence, new: &Evidence) -> bool {
    let words = |one: &Evidence| one.quote.clone().unwrap_or_default();
    old.extra == new.extra && super::fields::same_words(&words(old), &words(new))
}

/// What is announced may come true; anything else about how sure an event is, is news.
fn modality(old: Modality, new: Modality) -> Sense {
    match (old, new) {
        (Modality::Planned, Modality::Happened)
        | (Modality::Conditional, Modality::Planned | Modality::Happened)
        | (Modality::Possible, Modality::Planned) => Sense::Expected,
        _ => Sense::News,
    }
}

/// A round of talks that becomes a meeting is the same round; one that collapses is news.
fn event_type(old: EventType, new: EventType) -> Sense {
    const GATHERINGS: [EventType; 4] =
        [EventType::Meeting, EventType::Talks, EventType::Visit, EventType::Call];
    const WORDS: [EventType; 2] = [EventType::Statement, EventType::Address];
    let within = |family: &[EventType]| family.contains(&old) && family.contains(&new);
    match (old, new) {
        _ if within(&GATHERINGS) || within(&WORDS) => Sense::Wording,
        (EventType::Talks | EventType::Mediation, EventType::Agreement)
        | (EventType::Proposal | EventType::Invitation, EventType::Acceptance) => Sense::Expected,
        _ => Sense::News,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::Change;
    use crate::timeline::Date;

    #[test]
    fn what_was_planned_may_happen_and_what_collapses_is_news() {
        use Modality::{Conditional, Denied, Happened, Planned, Possible};
        for (old, new, sense, verb) in [
            (Planned, Happened, Sense::Expected, Some("has happened")),
            (Conditional, Planned, Sense::Expected, Some("scheduled")),
            (Planned, Denied, Sense::News, Some("off")),
            (Planned, Conditional, Sense::News, Some("less sure")),
            (Happened, Planned, Sense::News, Some("in doubt again")),
            (Happened, Denied, Sense::News, Some("denied")),
            (Possible, Conditional, Sense::News, None),
        ] {
            let change = FieldChange {
                field: Field::Modality,
                values: Values::Modality(Change::both(old, new)),
            };
            assert_eq!((change.sense(), change.verb()), (sense, verb), "{old} → {new}");
        }
    }

    #[test]
    fn a_type_has_its_verb() {
        for (old, new, sense, verb) in [
            (EventType::Talks, EventType::Collapse, Sense::News, Some("collapsed")),
            (EventType::Talks, EventType::Meeting, Sense::Wording, None),
            (EventType::Visit, EventType::Postponement, Sense::News, Some("postponed")),
            (EventType::Talks, EventType::Agreement, Sense::Expected, Some("agreed")),
        ] {
            let change =
                FieldChange { field: Field::Type, values: Values::Type(Change::both(old, new)) };
            assert_eq!((change.sense(), change.verb()), (sense, verb), "{old} → {new}");
        }
    }

    #[test]
    fn a_date_moves_one_way_or_the_other() {
        for (old, new, sense, verb) in [
            ("2025-05-15", "2025-05-16", Sense::News, Some("later")),
            ("2025-05-15", "2025-05-11", Sense::News, Some("earlier")),
        ] {
            let change = FieldChange {
                field: Field::Date,
                values: Values::Date(Change::both(Date::new(old), Date::new(new))),
            };
            assert_eq!((change.sense(), change.verb()), (sense, verb), "{old} → {new}");
        }
    }
}
