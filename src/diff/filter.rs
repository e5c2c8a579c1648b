//! Only what somebody wants to see.

use super::changes::{Changes, Entries, FieldChange};
use super::sense::Sense;
use super::versions::{Effect, VersionChanges, What};

/// How much a change matters, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Severity {
    /// Spelling, ids, order in the file, the machine's own notes.
    #[default]
    Trivial,
    /// The same in other words or in more detail.
    Wording,
    /// Things went as announced.
    Expected,
    /// What is told has changed; an entry came or went.
    News,
}

impl From<Sense> for Severity {
    fn from(sense: Sense) -> Self {
        match sense {
            Sense::Housekeeping => Self::Trivial,
            Sense::Wording => Self::Wording,
            Sense::Expected => Self::Expected,
            Sense::News => Self::News,
        }
    }
}

/// What to leave in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Fields by their names in the file; empty is all. Entries that came or went are left in
    /// only where this is empty.
    pub only: Vec<String>,
    /// Nothing that matters less.
    pub least: Severity,
}

impl Filter {
    fn keeps(&self, change: &FieldChange) -> bool {
        if *self == Self::default() {
            return true;
        }
        let name = change.field.name();
        let named = |only: &String| {
            *only == name || name.split_once('.').is_some_and(|(group, _)| group == only)
        };
        (self.only.is_empty() || self.only.iter().any(named))
            && Severity::from(change.sense()) >= self.least
    }

    fn keeps_entries(&self) -> bool {
        self.only.is_empty()
    }
}

impl Changes {
    /// Only what a filter leaves in.
    #[must_use]
    pub fn filtered(mut self, filter: &Filter) -> Self {
        self.head.retain(|change| filter.keeps(change));
        self.sources.filter(filter, Severity::Wording);
        self.actors.filter(filter, Severity::Wording);
        self.events.filter(filter, Severity::News);
        self
    }

    /// How much the weightiest change matters; `None` where there is none.
    pub fn severity(&self) -> Option<Severity> {
        let head = self.head.iter().map(|change| change.sense().into()).max();
        let parts = [
            head,
            self.sources.severity(Severity::Wording),
            self.actors.severity(Severity::Wording),
            self.events.severity(Severity::News),
        ];
        parts.into_iter().flatten().max()
    }
}

impl<T> Entries<T> {
    fn filter(&mut self, filter: &Filter, of_entries: Severity) {
        for entry in &mut self.changed {
            entry.fields.retain(|change| filter.keeps(change));
        }
        self.changed.retain(|entry| !entry.fields.is_empty());
        if !filter.keeps_entries() || filter.least > of_entries {
            self.added.clear();
            self.removed.clear();
            self.alike.clear();
            self.possible.clear();
            self.split.clear();
            self.merged.clear();
        }
        if !filter.keeps_entries() || filter.least > Severity::Trivial {
            self.moved.clear();
            self.renamed.clear();
        }
    }

    fn severity(&self, of_entries: Severity) -> Option<Severity> {
        let fields = self.changed.iter().flat_map(|entry| &entry.fields);
        let fields = fields.map(|change| Severity::from(change.sense())).max();
        let entries = (!self.added.is_empty() || !self.removed.is_empty()).then_some(of_entries);
        let order =
            (!self.moved.is_empty() || !self.renamed.is_empty()).then_some(Severity::Trivial);
        fields.into_iter().chain(entries).chain(order).max()
    }
}

impl VersionChanges {
    /// Only what a filter leaves in: passages without an effect that stays go, too, where anything
    /// is filtered at all.
    #[must_use]
    pub fn filtered(mut self, filter: &Filter) -> Self {
        if *filter == Filter::default() {
            return self;
        }
        self.head.retain(|change| filter.keeps(change));
        for passage in &mut self.passages {
            passage.effects.retain_mut(|effect| keeps(filter, effect));
        }
        self.passages.retain(|passage| !passage.effects.is_empty());
        self.elsewhere.retain_mut(|effect| keeps(filter, effect));
        if filter.least > Severity::Trivial || !filter.keeps_entries() {
            self.moves.clear();
            self.cosmetic = 0;
        }
        self
    }
}

fn keeps(filter: &Filter, effect: &mut Effect) -> bool {
    match &mut effect.what {
        What::EventChanged { fields, .. } | What::ActorChanged { fields, .. } => {
            fields.retain(|change| filter.keeps(change));
            !fields.is_empty()
        }
        What::Requoted { .. } | What::ActorAdded { .. } | What::ActorRemoved { .. } => {
            filter.keeps_entries() && filter.least <= Severity::Wording
        }
        What::Office { .. } | What::Holder { .. } => {
            filter.only.is_empty() || filter.only.iter().any(|field| field == "offices")
        }
        What::EventAdded { .. } | What::EventRemoved { .. } => filter.keeps_entries(),
    }
}
