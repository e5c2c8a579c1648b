//! A difference told as text: for the terminal, as Markdown, as JSON.
//!
//! What is told is put into words here, once (`Line`); each format only sets it.

mod columns;
mod html;
mod human;
mod json;
mod looks;
mod markdown;
mod patch;

use super::changes::{Change, Changes, Entries, FieldChange, Values};
use super::derived::Derived;
use super::filter::Severity;
use super::versions::{Cause, Effect, VersionChanges, What};
use super::words::{Run, RunKind, TextChange};
use crate::diagnostic::visible::visible;
use crate::timeline::{Conflict, Event, Evidence, Id, Office, Timing, Version};

pub use json::{SCHEMA, VERSION};
pub use patch::patch;

/// What is told: two timelines, or two versions of an article.
#[derive(Debug, Clone, Copy)]
pub enum Told<'c> {
    /// What changed from one timeline to the other.
    Timelines {
        /// The changes.
        changes: &'c Changes,
        /// What follows from them.
        derived: &'c [Derived],
    },
    /// What changed from one version of an article to the other.
    Versions {
        /// The changes.
        changes: &'c VersionChanges,
        /// The old text, in which the old spans lie.
        old: &'c str,
        /// The new text, in which the new spans lie.
        new: &'c str,
    },
}

impl Told<'_> {
    /// For the terminal: signs, words as `[-old-]` and `{+new+}`; colours as escape sequences,
    /// for the stream to drop where they are not wanted. Text from files has no control
    /// characters left.
    ///
    /// - `width`: columns of the terminal; where there are enough, old and new words stand side by
    ///   side.
    pub fn human(&self, width: Option<usize>) -> String {
        human::render(self, width)
    }

    /// A page of its own: one file, without scripts, that loads nothing.
    pub fn html(&self) -> String {
        html::render(self)
    }

    /// A paragraph an editor can paste; text from files cannot become markup.
    pub fn markdown(&self) -> String {
        markdown::render(self)
    }

    /// For programs: one object, its shape numbered by [`VERSION`].
    pub fn json(&self) -> String {
        json::render(self)
    }

    /// One line on top: "2 events changed, 1 removed".
    fn summary(&self) -> String {
        match self {
            Self::Timelines { changes, .. } => timelines_summary(changes),
            Self::Versions { changes, .. } => versions_summary(changes),
        }
    }
}

/// What one version of an article changed.
#[derive(Debug, Clone, Copy)]
pub struct Step<'c> {
    /// The file of the version before; may be empty.
    pub from: &'c str,
    /// The file of the version.
    pub to: &'c str,
    /// When it was seen, as written; may be empty.
    pub seen: &'c str,
    /// What it changed.
    pub told: Told<'c>,
}

impl Step<'_> {
    fn heading(&self) -> String {
        let from = if self.from.is_empty() { String::new() } else { format!("{} → ", self.from) };
        let seen =
            if self.seen.is_empty() { String::new() } else { format!(", seen {}", self.seen) };
        flat(&format!("{from}{}{seen}", self.to))
    }
}

/// A format for a terminal, a note, a browser or a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// See [`Told::human`].
    Human {
        /// Columns of the terminal.
        width: Option<usize>,
    },
    /// See [`Told::markdown`].
    Markdown,
    /// See [`Told::html`].
    Html,
    /// See [`Told::json`].
    Json,
}

/// The versions of an article one after the other.
pub fn history(source: &str, steps: &[Step<'_>], format: Format) -> String {
    match format {
        Format::Human { width } => human::history(source, steps, width),
        Format::Markdown => markdown::history(source, steps),
        Format::Html => html::history(source, steps),
        Format::Json => json::history(source, steps),
    }
}

/// A derived change as a line.
fn block_of(derived: &Derived) -> Line {
    Line {
        sign: Sign::Changed,
        label: "possible days".to_owned(),
        old: Some(Derived::days(&derived.old)),
        new: Some(Derived::days(&derived.new)),
        note: None,
    }
}

fn counted(n: usize, one: &str, more: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {more}") }
}

fn timelines_summary(changes: &Changes) -> String {
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

fn versions_summary(changes: &VersionChanges) -> String {
    if changes.is_empty() {
        return "no differences".to_owned();
    }
    let mut told = Vec::new();
    let effects = changes.passages.iter().flat_map(|passage| &passage.effects);
    let effects: Vec<&Effect> =
        effects.chain(&changes.elsewhere).filter(|effect| !effect.is_minor()).collect();
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

/// One line of what changed.
struct Line {
    /// `+`, `−` or `~`.
    sign: Sign,
    /// Which field, or what about whom.
    label: String,
    old: Option<String>,
    new: Option<String>,
    /// A word on what it amounts to.
    note: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Gone,
    Come,
    Changed,
}

impl Sign {
    fn of<T>(change: &Change<T>) -> Self {
        match (&change.old, &change.new) {
            (Some(_), None) => Self::Gone,
            (None, _) => Self::Come,
            (Some(_), Some(_)) => Self::Changed,
        }
    }

    const fn text(self) -> &'static str {
        match self {
            Self::Gone => "−",
            Self::Come => "+",
            Self::Changed => "~",
        }
    }
}

/// The lines of a field: one, or one for each element of a list.
fn lines(change: &FieldChange) -> Vec<Line> {
    fn all<T>(label: &str, changes: &[Change<T>], told: impl Fn(&T) -> String) -> Vec<Line> {
        changes.iter().map(|change| one(label.to_owned(), change, None, &told)).collect()
    }
    let label = change.field.name().into_owned();
    let note = change.verb();
    match &change.values {
        Values::Text(text) => vec![one(label, text, note, String::clone)],
        Values::Date(date) => vec![one(label, date, note, |date| date.written.clone())],
        Values::Type(kind) => vec![one(label, kind, note, ToString::to_string)],
        Values::Modality(modality) => vec![one(label, modality, note, ToString::to_string)],
        Values::Kind(kind) => vec![one(label, kind, note, ToString::to_string)],
        Values::Ids(ids) => all(&label, ids, ToString::to_string),
        Values::Names(names) => all(&label, names, String::clone),
        Values::Offices(offices) => all(&label, offices, office),
        Values::Evidence(list) => all(&label, list, evidence),
        Values::Timing(list) => all(&label, list, timing),
        Values::Versions(versions) => all(&label, versions, version),
        Values::Conflicts(conflicts) => all(&label, conflicts, conflict),
        Values::Own(value) => vec![one(label, value, note, |value| {
            let text = serde_yaml::to_string(value).unwrap_or_default();
            text.trim_end().to_owned()
        })],
    }
}

fn one<T>(
    label: String,
    change: &Change<T>,
    note: Option<&'static str>,
    told: impl Fn(&T) -> String,
) -> Line {
    let (old, new) = (change.old.as_ref().map(&told), change.new.as_ref().map(&told));
    // "denied (denied)" tells nothing more.
    let note = note.filter(|note| new.as_deref() != Some(note));
    Line { sign: Sign::of(change), label, old, new, note }
}

fn office(office: &Office) -> String {
    let day = |date: &Option<crate::timeline::Date>| {
        date.as_ref().map_or("?", |date| date.written.as_str()).to_owned()
    };
    match (&office.from, &office.to) {
        (None, None) => office.title.clone(),
        _ => format!("{} ({} to {})", office.title, day(&office.from), day(&office.to)),
    }
}

fn evidence(evidence: &Evidence) -> String {
    match &evidence.quote {
        Some(quote) => format!("“{quote}” ({})", evidence.source),
        None => evidence.source.to_string(),
    }
}

fn timing(timing: &Timing) -> String {
    let id = |id: &Option<Id>| id.as_ref().map(ToString::to_string);
    let said: Vec<String> = [
        ("after", id(&timing.after)),
        ("before", id(&timing.before)),
        ("during", id(&timing.during)),
        ("lasts", timing.lasts.clone()),
        ("by", timing.by.clone()),
        ("within", timing.within.clone()),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some(format!("{key} {}", value?)))
    .collect();
    said.join(", ")
}

fn conflict(conflict: &Conflict) -> String {
    let ids = [&conflict.source, &conflict.actor, &conflict.event];
    let of = ids.into_iter().flatten().map(ToString::to_string).chain(conflict.field.clone());
    format!("{}: {}", conflict.id, of.collect::<Vec<_>>().join(" "))
}

fn version(version: &Version) -> String {
    match &version.seen {
        Some(seen) => format!("{}, seen {seen}", version.file),
        None => version.file.clone(),
    }
}

/// The day and the title of an event.
fn event(event: &Event) -> String {
    match &event.date {
        Some(date) => format!("{}  {}", date.written, event.title),
        None => event.title.clone(),
    }
}

/// What an effect says, as lines.
fn effect(effect: &Effect) -> Vec<Line> {
    let note = match effect.cause {
        Cause::Direct => None,
        Cause::Context => Some("its own words are the same"),
        Cause::Derived => Some("follows from it"),
        Cause::Publication => Some("counted from the day of publication"),
        Cause::Unexplained => Some("no words changed"),
    };
    let whole = |sign, label: &str, title: &String| {
        let (old, new) = match sign {
            Sign::Gone => (Some(format!("“{title}”")), None),
            _ => (None, Some(format!("“{title}”"))),
        };
        vec![Line { sign, label: label.to_owned(), old, new, note }]
    };
    let fields = |of: &str, fields: &[FieldChange]| {
        let mut all: Vec<Line> = fields.iter().flat_map(lines).collect();
        for line in &mut all {
            line.label = format!("{} of “{of}”", line.label);
            line.note = line.note.or(note);
        }
        all
    };
    match &effect.what {
        What::EventAdded { title, .. } => whole(Sign::Come, "event", title),
        What::EventRemoved { title, .. } => whole(Sign::Gone, "no longer there", title),
        What::ActorAdded { name, .. } => whole(Sign::Come, "actor", name),
        What::ActorRemoved { name, .. } => whole(Sign::Gone, "no longer named", name),
        What::EventChanged { title, fields: changed, .. } => fields(title, changed),
        What::ActorChanged { name, fields: changed, .. } => fields(name, changed),
        What::Office { name, old, new, .. } => vec![Line {
            sign: Sign::Changed,
            label: format!("office of {name}"),
            old: Some(old.clone().unwrap_or_else(|| "none".to_owned())),
            new: Some(new.clone().unwrap_or_else(|| "none".to_owned())),
            note,
        }],
        What::Holder { office, old, new } => vec![Line {
            sign: Sign::Changed,
            label: format!("holder of the office “{office}”"),
            old: Some(old.1.clone()),
            new: Some(new.1.clone()),
            note,
        }],
        What::Requoted { title, .. } => vec![Line {
            sign: Sign::Changed,
            label: format!("words of “{title}”"),
            old: None,
            new: None,
            note: Some("told the same on the timeline"),
        }],
    }
}

/// The effects that a reader is told: minor ones only where there is nothing weightier.
fn weighty(effects: &[Effect]) -> impl Iterator<Item = &Effect> {
    let minor_only = effects.iter().all(Effect::is_minor);
    effects.iter().filter(move |effect| minor_only || !effect.is_minor())
}

/// A passage in pieces: what stayed is cut to its words next to a change.
fn pieces(change: &TextChange, old: &str, new: &str) -> Vec<(RunKind, bool, String)> {
    let last = change.runs.len().saturating_sub(1);
    let piece = |(at, run): (usize, &Run)| {
        let text = run.text(old, new);
        let text = match run.kind {
            RunKind::Kept => shorten(text, at > 0, at < last),
            RunKind::Gone | RunKind::Come => flat(text),
        };
        (run.kind, run.spaced, text)
    };
    change.runs.iter().enumerate().map(piece).collect()
}

/// On one line, controls escaped, of any length.
fn flat(text: &str) -> String {
    let mut flat = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !flat.is_empty() {
            flat.push(' ');
        }
        flat.push_str(&visible(word));
    }
    flat
}

/// The words beside a change; those further off as `…`.
fn shorten(text: &str, change_before: bool, change_after: bool) -> String {
    const BESIDE: usize = 7;
    let words: Vec<&str> = text.split_whitespace().collect();
    let head = if change_before { BESIDE } else { 0 };
    let tail = if change_after { BESIDE } else { 0 };
    if words.len() <= head + tail + 2 {
        return flat(text);
    }
    let (first, rest) = words.split_at(head);
    let (_, end) = rest.split_at(rest.len() - tail);
    let mut kept: Vec<String> = first.iter().map(|word| visible(word)).collect();
    kept.push("…".to_owned());
    kept.extend(end.iter().map(|word| visible(word)));
    kept.join(" ")
}

/// Where a passage stands: "paragraph 3".
fn place(change: &TextChange) -> String {
    match (&change.old, &change.new) {
        (Some(old), Some(new)) if old.paragraph != new.paragraph => {
            format!("paragraph {} → {}", old.paragraph, new.paragraph)
        }
        (_, Some(passage)) | (Some(passage), None) => format!("paragraph {}", passage.paragraph),
        (None, None) => "text".to_owned(),
    }
}

fn sign_of(change: &TextChange) -> Sign {
    match (&change.old, &change.new) {
        (Some(_), None) => Sign::Gone,
        (None, _) => Sign::Come,
        _ => Sign::Changed,
    }
}
