//! Two versions of an article: what their words changed on the timeline.

mod join;

use std::borrow::Cow;

use super::changes::{Changes, Field, FieldChange};
use super::diff_joined;
use super::sense::Sense;
use super::words::{RunKind, TextChange, TextMove, words};
use crate::timeline::{Id, Timeline};
use join::{Join, Side};

/// A version of an article.
#[derive(Debug, Clone, Copy)]
pub struct Telling<'a> {
    /// Its words, in which the quotes of the timeline stand.
    pub text: &'a str,
    /// The timeline that rests on it: what was extracted from it, or one kept by hand; both
    /// versions may share one.
    pub timeline: &'a Timeline,
    /// The article's id in that timeline; `None` takes every quote for one of this article's.
    pub source: Option<&'a str>,
}

/// What changed from one version of an article to another.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct VersionChanges {
    /// Headline, byline, day of publication.
    pub head: Vec<FieldChange>,
    /// Passages told in other words, each with what that did to the timeline; reading order.
    pub passages: Vec<ChangedPassage>,
    /// Passages that stand elsewhere.
    pub moves: Vec<TextMove>,
    /// Sentences that differ in spaces and typographic marks only.
    pub cosmetic: usize,
    /// What changed on the timeline although none of its words did.
    pub elsewhere: Vec<Effect>,
}

impl VersionChanges {
    /// The words that changed an event, by its id in the new timeline: "paragraph 3: “Friday” →
    /// “Thursday”"; `None` where no words did.
    ///
    /// - `old`, `new`: the two texts.
    pub fn words_on(&self, event: &Id, old: &str, new: &str) -> Option<String> {
        let on = |effect: &Effect| match &effect.what {
            What::EventChanged { new, .. } => new == event,
            What::EventAdded { id, .. } => id == event,
            _ => false,
        };
        let passage = self.passages.iter().find(|passage| passage.effects.iter().any(on))?;
        let words = &passage.words;
        let of = |kind: RunKind| {
            let runs = words.runs.iter().filter(|run| run.kind == kind);
            let pieces = runs.flat_map(|run| run.text(old, new).split_whitespace());
            pieces.collect::<Vec<_>>().join(" ")
        };
        let at = words.new.as_ref().or(words.old.as_ref()).map_or(1, |one| one.paragraph);
        Some(match (of(RunKind::Gone), of(RunKind::Come)) {
            (gone, come) if gone.is_empty() => format!("paragraph {at}: “{come}” came"),
            (gone, come) if come.is_empty() => format!("paragraph {at}: “{gone}” went"),
            (gone, come) => format!("paragraph {at}: “{gone}” → “{come}”"),
        })
    }

    /// Nothing differs that a reader would see.
    pub fn is_empty(&self) -> bool {
        self.head.is_empty()
            && self.passages.is_empty()
            && self.moves.is_empty()
            && self.elsewhere.is_empty()
    }
}

/// A passage told in other words.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangedPassage {
    /// The words.
    pub words: TextChange,
    /// What they did to the timeline, the weightiest first; nothing where the text alone changed.
    pub effects: Vec<Effect>,
}

/// A change of the timeline and how it hangs on the words.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// How it hangs on the words that changed.
    pub cause: Cause,
    /// What changed.
    pub what: What,
}

/// How a change of the timeline hangs on a change of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// The words that changed are words it rests on.
    Direct,
    /// Words beside those it rests on changed, in the same passage or paragraph.
    Context,
    /// It follows from another change: a relation to an event that is gone.
    Derived,
    /// The day of publication changed, from which relative dates are counted.
    Publication,
    /// No words changed: look at what read the article, or at the hand that edited the timeline.
    Unexplained,
}

/// What changed on the timeline.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// An event that was not told before.
    EventAdded {
        /// Its id in the new timeline.
        id: Id,
        /// Its title.
        title: String,
    },
    /// An event that is told no more.
    EventRemoved {
        /// Its id in the old timeline.
        id: Id,
        /// Its title.
        title: String,
    },
    /// An event that is told otherwise.
    EventChanged {
        /// Its id in the old timeline.
        old: Id,
        /// Its id in the new timeline.
        new: Id,
        /// Its title in the new timeline.
        title: String,
        /// What differs; at least one.
        fields: Vec<FieldChange>,
    },
    /// Somebody who was not named before.
    ActorAdded {
        /// Their id in the new timeline.
        id: Id,
        /// Their name.
        name: String,
    },
    /// Somebody who is named no more.
    ActorRemoved {
        /// Their id in the old timeline.
        id: Id,
        /// Their name.
        name: String,
    },
    /// Somebody of whom something else is said.
    ActorChanged {
        /// Their id in the new timeline.
        id: Id,
        /// Their name in the new timeline.
        name: String,
        /// What differs; at least one.
        fields: Vec<FieldChange>,
    },
    /// Somebody is given another office, by the words before or after the name.
    Office {
        /// Their id.
        actor: Id,
        /// Their name.
        name: String,
        /// The office in the old words; `None` where there was none.
        old: Option<String>,
        /// The office in the new words; `None` where there is none.
        new: Option<String>,
    },
    /// An office is given to somebody else.
    Holder {
        /// The office.
        office: String,
        /// The id and name of who held it.
        old: (Id, String),
        /// The id and name of who holds it.
        new: (Id, String),
    },
    /// An event rests on words that changed, and is told the same all the same.
    Requoted {
        /// Its id in the old timeline.
        id: Id,
        /// Its title.
        title: String,
        /// The words that the article no longer has.
        quote: String,
    },
}

impl Effect {
    /// Whether it says no more than that words changed.
    pub fn is_minor(&self) -> bool {
        match &self.what {
            What::EventChanged { fields, .. } | What::ActorChanged { fields, .. } => {
                self.cause == Cause::Derived
                    || fields.iter().all(|change| change.sense() >= Sense::Wording)
            }
            What::Requoted { .. } | What::ActorAdded { .. } | What::ActorRemoved { .. } => true,
            _ => false,
        }
    }
}

/// Compares two versions of an article and what was made of them.
///
/// Every change of words is told once, with what it did to the timeline; a change of the
/// timeline without changed words is told in [`VersionChanges::elsewhere`]. Ids, order, and what
/// a machine notes on its own readings are no changes here.
pub fn versions(old: &Telling<'_>, new: &Telling<'_>) -> VersionChanges {
    compare(old, new).1
}

/// The same, with all that changed on the timeline, whatever the words.
///
/// Events that stand alone of their type in the same changed sentence are taken for the same one
/// here, however unlike they look.
pub fn compare(old: &Telling<'_>, new: &Telling<'_>) -> (Changes, VersionChanges) {
    let text = words(old.text, new.text);
    let (old_timeline, new_timeline) = (same_source(old, new), new.timeline);
    let join = Join {
        old: Side::new(
            old.text,
            &old_timeline,
            new.source.or(old.source),
            &text.changes,
            |change| change.old.as_ref().map(|passage| passage.span.clone()),
        ),
        new: Side::new(new.text, new_timeline, new.source, &text.changes, |change| {
            change.new.as_ref().map(|passage| passage.span.clone())
        }),
        changes: &text.changes,
    };
    let mut changes = diff_joined(&old_timeline, new_timeline, &[]);
    let same = join.same_place(&changes);
    if !same.is_empty() {
        changes = diff_joined(&old_timeline, new_timeline, &same);
    }
    let (passages, elsewhere) = join.effects(&changes, old, new);
    let head: Vec<FieldChange> =
        changes.sources.changed.iter().flat_map(|source| &source.fields).cloned().collect();
    let kept = |change: &FieldChange| {
        change.sense() < Sense::Housekeeping && change.field != Field::Versions
    };
    let told = VersionChanges {
        head: head.into_iter().filter(kept).collect(),
        passages: text
            .changes
            .into_iter()
            .zip(passages)
            .map(|(words, effects)| ChangedPassage { words, effects })
            .collect(),
        moves: text.moves,
        cosmetic: text.cosmetic,
        elsewhere,
    };
    (changes, told)
}

/// The old timeline with the article under the id that it has in the new one.
fn same_source<'a>(old: &Telling<'a>, new: &Telling<'_>) -> Cow<'a, Timeline> {
    let (Some(from), Some(to)) = (old.source, new.source) else {
        return Cow::Borrowed(old.timeline);
    };
    if from == to || old.timeline.sources.contains_key(to) {
        return Cow::Borrowed(old.timeline);
    }
    let mut timeline = old.timeline.clone();
    if let Some(source) = timeline.sources.shift_remove(from) {
        timeline.sources.insert(to.into(), source);
    }
    for evidence in timeline.events.values_mut().flat_map(|event| &mut event.evidence) {
        if evidence.source.as_str() == from {
            evidence.source = to.into();
        }
    }
    Cow::Owned(timeline)
}
