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
mod summary;

use super::changes::{Change, Changes, FieldChange, Values};
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
            Self::Timelines { changes, .. } => summary::timelines(changes),
            Self::Versions { changes, .. } => summary::versions(changes),
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

/// The effects that a reader is told: minor ones only where there is nothing weightier; what
/// follows from those and changes more than words is at least counted.
fn effects_told(effects: &[Effect]) -> Vec<Line> {
    let minor_only = effects.iter().all(Effect::is_minor);
    let (told, left): (Vec<&Effect>, Vec<&Effect>) =
        effects.iter().partition(|effect| minor_only || !effect.is_minor());
    let mut lines: Vec<Line> = told.into_iter().flat_map(effect).collect();
    let left: Vec<&Effect> = left.into_iter().filter(|effect| is_more(effect)).collect();
    if !left.is_empty() {
        let follows = if left.len() == 1 { "follows" } else { "follow" };
        lines.push(Line {
            sign: Sign::Changed,
            label: format!("and {} more that {follows}", left.len()),
            old: None,
            new: Some(
                left.iter().take(NAMED).map(|one| briefly(one)).collect::<Vec<_>>().join(", "),
            ),
            note: None,
        });
    }
    lines
}

/// So many of what follows are named.
const NAMED: usize = 3;

/// Whether an effect that is minor says more than that words changed: it follows from another.
fn is_more(effect: &Effect) -> bool {
    let (What::EventChanged { fields, .. } | What::ActorChanged { fields, .. }) = &effect.what
    else {
        return false;
    };
    fields.iter().any(|change| Severity::from(change.sense()) >= Severity::Expected)
}

/// What changed of whom: "to of “Envoys invite the army”".
fn briefly(effect: &Effect) -> String {
    let (What::EventChanged { title: of, fields, .. }
    | What::ActorChanged { name: of, fields, .. }) = &effect.what
    else {
        return String::new();
    };
    let more = fields.iter().filter(|one| Severity::from(one.sense()) >= Severity::Expected);
    let names: Vec<_> = more.map(|change| change.field.name()).collect();
    format!("{} of “{of}”", names.join(" and "))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::changes::Field;
    use crate::timeline::Id;

    fn changed(cause: Cause, title: &str, field: Field, values: Values) -> Effect {
        let id = Id::from("e");
        let fields = vec![FieldChange { field, values }];
        let what = What::EventChanged { old: id.clone(), new: id, title: title.to_owned(), fields };
        Effect { cause, what }
    }

    #[test]
    fn what_follows_from_a_change_is_at_least_counted() {
        let to = || Values::Ids(vec![Change::both(Id::from("army"), Id::from("spokesman"))]);
        let words = Values::Text(Change::both("a".to_owned(), "b".to_owned()));
        let gone = Effect {
            cause: Cause::Direct,
            what: What::EventRemoved { id: Id::from("no"), title: "Army says no".to_owned() },
        };
        let invites = changed(Cause::Derived, "Eide invites the army", Field::To, to());
        let reworded = changed(Cause::Direct, "They meet", Field::Title, words);
        let lines = |effects: &[Effect]| -> Vec<String> {
            let line = |line: Line| [Some(line.label), line.new].into_iter().flatten();
            effects_told(effects)
                .into_iter()
                .map(|one| line(one).collect::<Vec<_>>().join(": "))
                .collect()
        };
        let follows = "and 1 more that follows: to of “Eide invites the army”";
        assert_eq!(
            lines(&[gone.clone(), invites.clone(), reworded.clone()]),
            ["no longer there", follows]
        );
        // Where it stands alone, it is told itself.
        assert_eq!(
            lines(std::slice::from_ref(&invites)),
            ["to of “Eide invites the army”: spokesman"]
        );
        assert_eq!(lines(&[gone.clone(), reworded]), ["no longer there"]);
        let many = [vec![gone], vec![invites; 5]].concat();
        let said = lines(&many);
        assert!(said[1].starts_with("and 5 more that follow: to of"), "{said:?}");
        assert_eq!(said[1].matches("Eide").count(), NAMED, "{said:?}");
    }
}
