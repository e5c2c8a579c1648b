//! What changed since an earlier edition of a timeline.

use super::Altered;
use super::language::Say;
use super::retold;
use crate::diff::{Change, Field, Values, diff};
use crate::timeline::{Id, Timeline};

/// An event that came, went, or is told otherwise than in an earlier edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    /// Its id in the edition that has it; the new one where both do.
    pub event: Id,
    /// Its title there.
    pub title: String,
    /// It is only in the new edition (`true`) or only in the old one (`false`).
    pub only: Option<bool>,
    /// What is told otherwise.
    pub fields: Vec<Altered>,
}

impl Since {
    /// The events that differ between two editions: what came, what changed, what went.
    pub fn between(old: &Timeline, new: &Timeline) -> Vec<Self> {
        let say = Say::of(new.lang.as_deref());
        let events = diff(old, new).events;
        let only = |new: bool| {
            move |one: &crate::diff::Placed<crate::timeline::Event>| Self {
                event: one.id.clone(),
                title: one.entry.title.clone(),
                only: Some(new),
                fields: Vec::new(),
            }
        };
        let added = events.added.iter().map(only(true));
        let removed = events.removed.iter().map(only(false));
        let changed = events.changed.iter().filter_map(|one| {
            let fields = one.fields.iter();
            let fields: Vec<Altered> = fields
                .flat_map(|field| match (&field.field, &field.values) {
                    // Between editions a title is a statement of its own; between readings of an
                    // article it only follows from the words.
                    (Field::Title, Values::Text(Change { old, new })) => {
                        let (old, new) = (old.clone(), new.clone());
                        vec![Altered { field: "title", old, new, note: "" }]
                    }
                    _ => retold::altered(field, [old, new], say),
                })
                .collect();
            let title = new.events.get(&one.new)?.title.clone();
            let told = Self { event: one.new.clone(), title, only: None, fields };
            (!told.fields.is_empty()).then_some(told)
        });
        added.chain(changed).chain(removed).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::Event;
    use crate::vocabulary::EventType;

    #[test]
    fn another_title_is_told_between_editions() {
        let edition = |title: &str| {
            let event = Event::new(EventType::Talks, title);
            Timeline {
                events: [("talks".into(), event)].into_iter().collect(),
                ..Timeline::default()
            }
        };
        let (old, new) = (edition("Talks in Oslo fail"), edition("Talks in Oslo end"));
        let told = Since::between(&old, &new);
        assert_eq!(told.len(), 1, "{told:?}");
        let [title] = told[0].fields.as_slice() else { panic!("{told:?}") };
        assert_eq!(title.field, "title");
        assert_eq!(title.old.as_deref(), Some("Talks in Oslo fail"));
        assert_eq!(title.new.as_deref(), Some("Talks in Oslo end"));
        assert!(Since::between(&new, &new).is_empty());
    }
}
