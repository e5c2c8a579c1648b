//! One line on top of what is told: "2 events changed, 1 removed".

use super::{flat, is_more, lines};
use crate::diff::changes::{Changes, Entries, FieldChange, Values};
use crate::diff::filter::Severity;
use crate::diff::versions::{Effect, VersionChanges, What};

pub(super) fn counted(n: usize, one: &str, more: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {more}") }
}

pub(super) fn timelines(changes: &Changes) -> String {
    fn kind<T>(told: &mut Vec<String>, entries: &Entries<T>, one: &str) {
        let more = format!("{one}s");
        let counts = [
            (entries.changed.len(), "changed"),
            (entries.added.len(), "added"),
            (entries.removed.len(), "removed"),
            (entries.moved.len(), "moved"),
            (entries.renamed.len(), "under another id"),
        ];
        let counts = counts.into_iter().filter(|(n, _)| *n > 0);
        told.extend(counts.map(|(n, what)| format!("{} {what}", counted(n, one, &more))));
    }
    let mut told = headline(changes);
    kind(&mut told, &changes.events, "event");
    kind(&mut told, &changes.actors, "actor");
    kind(&mut told, &changes.sources, "source");
    if !changes.head.is_empty() {
        told.push("head of the timeline changed".to_owned());
    }
    if told.is_empty() { "no differences".to_owned() } else { told.join(", ") }
}

/// The one or two changes that matter most, by name: "“Talks in Vienna”: planned → denied (off)".
fn headline(changes: &Changes) -> Vec<String> {
    const SHOWN: usize = 2;
    let events = &changes.events;
    // Where everything is news, numbers tell more than names.
    let news = |change: &&FieldChange| Severity::from(change.sense()) >= Severity::Expected;
    let told = events.changed.iter().filter_map(|event| {
        let field = event.fields.iter().filter(news).max_by_key(|change| {
            let said = change.verb().is_some();
            (Severity::from(change.sense()), said)
        })?;
        let line = lines(field).into_iter().next()?;
        let values = match (line.old, line.new) {
            (Some(old), Some(new)) => format!("{old} → {new}"),
            (Some(old), None) => format!("no longer {old}"),
            (None, Some(new)) => new,
            (None, None) => return None,
        };
        let note = line.note.map(|note| format!(" ({note})")).unwrap_or_default();
        let quotes = event.fields.iter().filter_map(|change| match &change.values {
            Values::Evidence(list) => Some(list.iter().filter(|one| one.new.is_none()).count()),
            _ => None,
        });
        let lost: usize = quotes.sum();
        let lost = match lost {
            0 => String::new(),
            n => format!("; {} gone", counted(n, "quote", "quotes")),
        };
        Some(flat(&format!("{} {} {values}{note}{lost}", event.new, line.label)))
    });
    let told: Vec<String> = told.take(SHOWN + 1).collect();
    if told.len() > SHOWN { Vec::new() } else { told }
}

pub(super) fn versions(changes: &VersionChanges) -> String {
    if changes.is_empty() {
        return "no differences".to_owned();
    }
    let mut told = Vec::new();
    let effects = changes.passages.iter().flat_map(|passage| &passage.effects);
    let effects: Vec<&Effect> = effects
        .chain(&changes.elsewhere)
        .filter(|effect| !effect.is_minor() || is_more(effect))
        .collect();
    let count = |of: fn(&What) -> bool| effects.iter().filter(|one| of(&one.what)).count();
    for (n, what) in [
        (count(|what| matches!(what, What::EventChanged { .. })), "changed"),
        (count(|what| matches!(what, What::EventAdded { .. })), "added"),
        (count(|what| matches!(what, What::EventRemoved { .. })), "gone"),
    ] {
        if n > 0 {
            told.push(format!("{} {what}", counted(n, "event", "events")));
        }
    }
    let passages = changes.passages.len();
    let silent = changes.passages.iter().filter(|passage| passage.effects.is_empty()).count();
    if passages > 0 {
        told.push(format!("{} of the text changed", counted(passages, "passage", "passages")));
    }
    if silent > 0 {
        told.push(format!("{silent} of them without an event"));
    }
    if !changes.moves.is_empty() {
        told.push(format!("{} moved", counted(changes.moves.len(), "passage", "passages")));
    }
    if !changes.head.is_empty() {
        let fields: Vec<_> = changes.head.iter().map(|change| change.field.name()).collect();
        told.push(format!("{} changed", fields.join(", ")));
    }
    if !changes.elsewhere.is_empty() {
        let n = counted(changes.elsewhere.len(), "change", "changes");
        told.push(format!("{n} of the timeline that no words explain"));
    }
    told.join(", ")
}
