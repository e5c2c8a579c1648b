//! What changed since an earlier edition of a timeline.

use super::Altered;
use super::language::Say;
use super::retold;
use crate::diff::diff;
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
            let fields: Vec<Altered> =
                fields.flat_map(|field| retold::altered(field, [old, new], say)).collect();
            let title = new.events.get(&one.new)?.title.clone();
            let told = Self { event: one.new.clone(), title, only: None, fields };
            (!told.fields.is_empty()).then_some(told)
        });
        added.chain(changed).chain(removed).collect()
    }
}
