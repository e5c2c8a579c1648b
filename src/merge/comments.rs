//! Comments: where they stand, to which entry they belong, and how they come into another file.

use std::collections::{BTreeMap, BTreeSet};

use super::entries::SECTIONS;
use super::identity::Identity;
use crate::diagnostic::{Severity, Span};
use crate::timeline::{self, Conflict, Document, Id, Route, Timeline, Value};

/// By these words a comment of ours is known.
const MARK: &str = "# CONFLICT ";

/// A comment and what it stands at.
#[derive(Debug, Clone)]
struct Comment {
    /// From its `#` to the end of the line.
    text: String,
    /// The section and the entry it belongs to, where it belongs to one.
    entry: Option<(String, Id)>,
    /// The keys from the top to the field it stands above or beside; empty at the end of the file.
    at: Vec<Step>,
    /// On the line of that field.
    beside: bool,
    /// Its first byte in the file.
    place: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Key(String),
    Index(usize),
}

/// All comments of a file.
#[derive(Debug, Clone, Default)]
pub(super) struct Comments {
    all: Vec<Comment>,
}

/// Entries, by section.
pub(super) struct Touched(BTreeSet<(String, Id)>);

impl Touched {
    pub(super) fn holds(&self, section: &str, id: &Id) -> bool {
        self.0.contains(&(section.to_owned(), id.clone()))
    }
}

/// A key of the file: where it stands and the way to it.
struct Key {
    start: usize,
    at: Vec<Step>,
}

impl Comments {
    /// Finds the comments of a file; `timeline` is what stands in it.
    pub(super) fn new(document: &Document, timeline: &Timeline) -> Self {
        let text = document.text.as_str();
        if !text.contains('#') {
            return Self::default();
        }
        let mut keys = Vec::new();
        let mut scalars: Vec<Span> = Vec::new();
        walk(document, &Value::from(timeline), &mut Vec::new(), &mut keys, &mut scalars);
        keys.sort_by_key(|key| key.start);
        scalars.sort_by_key(|span| span.start);
        let inside = |at: usize| {
            let next = scalars.partition_point(|span| span.start <= at);
            next.checked_sub(1).is_some_and(|before| at < scalars[before].end)
        };
        let mut all = Vec::new();
        let mut line_start = 0;
        for line in text.split_inclusive('\n') {
            let content = line.trim_end_matches(['\n', '\r']);
            let mut found = content.match_indices('#').map(|(at, _)| at).filter(|&at| {
                let free = content[..at].chars().next_back().is_none_or(char::is_whitespace);
                free && !inside(line_start + at)
            });
            if let Some(at) = found.next() {
                let beside = !content[..at].trim_start_matches('\u{feff}').trim().is_empty();
                all.push(Self::comment(&keys, text, line_start + at, at, beside, &content[at..]));
            }
            line_start += line.len();
        }
        Self { all }
    }

    fn comment(
        keys: &[Key],
        text: &str,
        at: usize,
        column: usize,
        beside: bool,
        comment: &str,
    ) -> Comment {
        let next = keys.partition_point(|key| key.start < at);
        let before = next.checked_sub(1).map(|before| &keys[before]);
        let after = keys.get(next);
        let column_of =
            |key: &Key| key.start - text[..key.start].rfind('\n').map_or(0, |at| at + 1);
        // Indented further than what follows, it belongs to what stands above it.
        let above = after.is_some_and(|key| column <= column_of(key)) && !beside;
        let owner = if above { after } else { before };
        let entry = owner.and_then(|key| match key.at.as_slice() {
            [Step::Key(section), Step::Key(id), ..] if SECTIONS.contains(&section.as_str()) => {
                Some((section.clone(), Id(id.clone())))
            }
            _ => None,
        });
        let place = at;
        let key = if beside { before } else { after };
        let at = key.map(|key| key.at.clone()).unwrap_or_default();
        Comment { text: comment.trim_end().to_owned(), entry, at, beside, place }
    }

    /// The entries with comments whose text is of a kind; our own marks do not count.
    pub(super) fn entries(&self, kind: impl Fn(&str) -> bool) -> Touched {
        let by_hand = self.all.iter().filter(|one| !one.text.starts_with(MARK) && kind(&one.text));
        Touched(by_hand.filter_map(|one| one.entry.clone()).collect())
    }

    /// Whether there is a comment with this text.
    pub(super) fn hold(&self, text: &str) -> bool {
        self.all.iter().any(|one| one.text == text)
    }

    /// Those that do not belong to some entries.
    pub(super) fn without(&self, gone: impl Fn(&str, &Id) -> bool) -> Self {
        let stays =
            |one: &&Comment| one.entry.as_ref().is_none_or(|(section, id)| !gone(section, id));
        Self { all: self.all.iter().filter(stays).cloned().collect() }
    }

    /// Those that stand outside of some stretches of the file, which are in any order.
    pub(super) fn outside(&self, spans: &[Span]) -> Self {
        let mut spans: Vec<&Span> = spans.iter().collect();
        spans.sort_by_key(|span| span.start);
        let inside = |place: usize| {
            let next = spans.partition_point(|span| span.start <= place);
            next.checked_sub(1).is_some_and(|at| place < spans[at].end)
        };
        Self { all: self.all.iter().filter(|one| !inside(one.place)).cloned().collect() }
    }

    /// Whether each of them is there, as often as here.
    pub(super) fn are_all_in(&self, other: &Self) -> bool {
        let count = |comments: &Self| {
            let mut count: BTreeMap<String, usize> = BTreeMap::new();
            for one in &comments.all {
                *count.entry(one.text.clone()).or_default() += 1;
            }
            count
        };
        let there = count(other);
        count(self).iter().all(|(text, n)| there.get(text).is_some_and(|m| m >= n))
    }

    /// Those that are here more often than there.
    fn beyond(&self, other: &Self) -> Self {
        let mut left: BTreeMap<&str, usize> = BTreeMap::new();
        for one in &other.all {
            *left.entry(&one.text).or_default() += 1;
        }
        let new = |one: &&Comment| match left.get_mut(one.text.as_str()) {
            Some(n) if *n > 0 => {
                *n -= 1;
                false
            }
            _ => true,
        };
        Self { all: self.all.iter().filter(new).cloned().collect() }
    }
}

/// The keys and the scalars of a file.
fn walk(
    document: &Document,
    value: &Value,
    at: &mut Vec<Step>,
    keys: &mut Vec<Key>,
    scalars: &mut Vec<Span>,
) {
    match value {
        Value::Map(fields) | Value::Braces(fields) => {
            for (key, value) in fields {
                let start = document.find(&route(at).name(key.as_str())).start;
                at.push(Step::Key(key.clone()));
                keys.push(Key { start, at: at.clone() });
                walk(document, value, at, keys, scalars);
                at.pop();
            }
        }
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                at.push(Step::Index(index));
                walk(document, item, at, keys, scalars);
                at.pop();
            }
        }
        _ => scalars.push(document.find(&route(at))),
    }
}

fn route(at: &[Step]) -> Route {
    at.iter().fold(Route::new(), |route, step| match step {
        Step::Key(key) => route.key(key.as_str()),
        Step::Index(index) => route.index(*index),
    })
}

/// The place of the key at the end of a way, or of what is around it.
fn key_place(document: &Document, at: &[Step]) -> Option<usize> {
    let keys = at.iter().rposition(|step| matches!(step, Step::Key(_)))?;
    let Step::Key(key) = &at[keys] else { return None };
    Some(document.find(&route(&at[..keys]).name(key.as_str())).start)
}

/// A text with a line of comment above the line of a byte.
fn above(text: &str, place: usize, comment: &str) -> String {
    let start = text[..place].rfind('\n').map_or(0, |newline| newline + 1);
    let start = if text[start..].starts_with('\u{feff}') { start + 3 } else { start };
    let line = &text[start..];
    let indent = line.len() - line.trim_start_matches(' ').len();
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    format!("{}{}{comment}{end}{line}", &text[..start], " ".repeat(indent))
}

fn start_of_line(text: &str, place: usize) -> usize {
    text[..place].rfind('\n').map_or(0, |newline| newline + 1)
}

fn end_of_line(text: &str, place: usize) -> usize {
    place + text[place..].find(['\n', '\r']).unwrap_or(text.len() - place)
}

/// A text with a comment at the end of the line of a byte, where there is none yet.
fn beside_of(text: &str, place: usize, comment: &str) -> Option<String> {
    let end = end_of_line(text, place);
    if text[start_of_line(text, place)..end].contains('#') {
        return None;
    }
    Some(format!("{}  {comment}{}", &text[..end], &text[end..]))
}

/// Whether a text says the same as before.
fn says(name: &str, text: &str, timeline: &Timeline) -> bool {
    let (read, remarks) = timeline::read(&Document::new(name, text));
    read == *timeline && remarks.iter().all(|remark| remark.severity != Severity::Error)
}

/// A text with comments above the lines of some bytes, in the order given where they meet.
fn all_above(text: &str, comments: &[(usize, String)]) -> String {
    let mut places: Vec<(usize, &String)> = comments
        .iter()
        .map(|(place, comment)| (text[..*place].rfind('\n').map_or(0, |at| at + 1), comment))
        .collect();
    places.sort_by_key(|(start, _)| *start);
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut out = String::with_capacity(text.len() + comments.len() * 80);
    let mut at = 0;
    for (start, comment) in places {
        let start = if text[start..].starts_with('\u{feff}') { start + 3 } else { start };
        out.push_str(&text[at..start]);
        let line = &text[start..];
        let indent = line.len() - line.trim_start_matches(' ').len();
        out.extend(std::iter::repeat_n(' ', indent));
        out.push_str(comment);
        out.push_str(end);
        at = start;
    }
    out.push_str(&text[at..]);
    out
}

/// A mark at each place where the file has a conflict; where none can stand, there is none.
pub(super) fn mark(name: &str, mut text: String, conflicts: &[Conflict]) -> String {
    if conflicts.is_empty() {
        return text;
    }
    let document = Document::new(name, text.as_str());
    let (timeline, _) = timeline::read(&document);
    let marks: Vec<(Vec<Step>, String)> =
        conflicts.iter().map(|conflict| (way(conflict), told(conflict))).collect();
    let placed: Vec<(usize, String)> = marks
        .iter()
        .filter_map(|(at, mark)| Some((key_place(&document, at)?, mark.clone())))
        .collect();
    let marked = all_above(&text, &placed);
    if says(name, &marked, &timeline) {
        return marked;
    }
    // Somewhere a comment cannot stand; of few, each is tried by itself, and farther out.
    for (mut at, mark) in marks.into_iter().take(FEW) {
        let document = Document::new(name, text.as_str());
        while !at.is_empty() {
            let marked = key_place(&document, &at).map(|place| above(&text, place, &mark));
            if let Some(marked) = marked.filter(|marked| says(name, marked, &timeline)) {
                text = marked;
                break;
            }
            at.pop();
        }
    }
    text
}

/// More comments than that are not tried one by one: each try reads the file.
const FEW: usize = 200;

/// The keys from the top to what a conflict is about.
fn way(conflict: &Conflict) -> Vec<Step> {
    let ids =
        [("sources", &conflict.source), ("actors", &conflict.actor), ("events", &conflict.event)];
    let mut at = Vec::new();
    for (section, id) in ids {
        if let Some(id) = id {
            at.extend([Step::Key(section.to_owned()), Step::Key(id.0.clone())]);
        }
    }
    at.extend(conflict.field.clone().map(Step::Key));
    at
}

/// The mark of a conflict: on one line, whatever its values are.
fn told(conflict: &Conflict) -> String {
    const LONGEST: usize = 160;
    let what = conflict.field.as_deref().unwrap_or("the entry");
    let says = match &conflict.theirs {
        None => format!("{what} is gone in theirs"),
        Some(value) => format!("{what} is {} in theirs", brief(value)),
    };
    let line: String = says.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mut line: String = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > LONGEST {
        line = line.chars().take(LONGEST).chain(['…']).collect();
    }
    format!("{MARK}{}: {line}", conflict.id)
}

/// A value in a few words.
pub(super) fn brief(value: &serde_yaml::Value) -> String {
    use serde_yaml::Value as Yaml;
    match value {
        Yaml::String(text) => format!("\"{text}\""),
        Yaml::Sequence(items) => {
            format!("[{}]", items.iter().map(brief).collect::<Vec<_>>().join(", "))
        }
        Yaml::Mapping(fields) => {
            let title = ["title", "name", "quote", "file"].iter().find_map(|key| fields.get(*key));
            title.map_or_else(|| "an entry".to_owned(), brief)
        }
        other => serde_yaml::to_string(other).unwrap_or_default().trim_end().to_owned(),
    }
}

/// A text without the mark of a conflict.
pub(super) fn unmark(text: &str, id: &str) -> String {
    let mark = format!("{MARK}{id}: ");
    text.split_inclusive('\n').filter(|line| !line.trim_start().starts_with(&mark)).collect()
}

/// The comments that theirs added, on their way into the merged file.
pub(super) struct Carried {
    /// By the common ids.
    new: Comments,
    /// Those of ours that the base does not have.
    ours: Comments,
}

impl Carried {
    pub(super) fn new(
        base: &Comments,
        ours: &Comments,
        theirs: &Comments,
        identity: &Identity,
    ) -> Self {
        let ours_new = ours.beyond(base);
        let mut new = theirs.beyond(base).beyond(&ours_new);
        new.all.retain(|one| !one.text.starts_with(MARK));
        for one in &mut new.all {
            if let [Step::Key(section), Step::Key(id), ..] = one.at.as_slice()
                && let Some(common) = identity.of_theirs(section, &Id(id.clone()))
            {
                let common = common.0.clone();
                one.at[1] = Step::Key(common);
            }
        }
        Self { new, ours: ours_new }
    }

    /// Whether a text has the new comments of both sides.
    pub(super) fn all_in(&self, text: &str, timeline: &Timeline) -> bool {
        let there = Comments::new(&Document::new("", text), timeline);
        self.new.are_all_in(&there) && self.ours.are_all_in(&there)
    }

    /// Writes the new comments of theirs into the merged file.
    pub(super) fn carry(&self, merged: &mut super::Merged) {
        if self.new.all.is_empty() {
            return;
        }
        let text = self.placed_at_once(&merged.text);
        if says("", &text, &merged.timeline) {
            merged.text = text;
            return;
        }
        let (few, many) = self.new.all.split_at(self.new.all.len().min(FEW));
        for one in few {
            let place = key_place(&Document::new("", merged.text.as_str()), &one.at);
            let beside = place.filter(|_| one.beside);
            let beside = beside.and_then(|place| beside_of(&merged.text, place, &one.text));
            let above = place.map(|place| above(&merged.text, place, &one.text));
            // At the end of the file a comment can always stand.
            let last = at_end(&merged.text, std::iter::once(one.text.as_str()));
            let mut texts = beside.into_iter().chain(above).chain([last]);
            if let Some(text) = texts.find(|text| says("", text, &merged.timeline)) {
                merged.text = text;
            }
        }
        let text = at_end(&merged.text, many.iter().map(|one| one.text.as_str()));
        if says("", &text, &merged.timeline) {
            merged.text = text;
        }
    }

    /// All comments above or beside what they stood at, in one go.
    fn placed_at_once(&self, text: &str) -> String {
        let document = Document::new("", text);
        let mut beside: BTreeMap<usize, &str> = BTreeMap::new();
        let mut above = Vec::new();
        let mut last = Vec::new();
        for one in &self.new.all {
            match key_place(&document, &one.at) {
                None => last.push(one.text.as_str()),
                Some(place) => {
                    let end = end_of_line(text, place);
                    let free = !text[start_of_line(text, place)..end].contains('#');
                    if one.beside && free && !beside.contains_key(&end) {
                        beside.insert(end, &one.text);
                    } else {
                        above.push((place, one.text.clone()));
                    }
                }
            }
        }
        // Those at the ends of lines first, from below, so that the places above stay.
        let mut with_beside = String::with_capacity(text.len());
        let mut moved: Vec<(usize, usize)> = Vec::new();
        let mut at = 0;
        for (end, comment) in beside {
            with_beside.push_str(&text[at..end]);
            with_beside.push_str("  ");
            with_beside.push_str(comment);
            moved.push((end, 2 + comment.len()));
            at = end;
        }
        with_beside.push_str(&text[at..]);
        let mut sum = 0;
        let shifts: Vec<(usize, usize)> = moved
            .into_iter()
            .map(|(end, by)| {
                sum += by;
                (end, sum)
            })
            .collect();
        for (place, _) in &mut above {
            let before = shifts.partition_point(|(end, _)| end < place);
            *place += before.checked_sub(1).map_or(0, |at| shifts[at].1);
        }
        let text = all_above(&with_beside, &above);
        if last.is_empty() { text } else { at_end(&text, last.into_iter()) }
    }
}

fn at_end<'c>(text: &str, comments: impl Iterator<Item = &'c str>) -> String {
    let mut text = text.to_owned();
    for comment in comments {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(comment);
        text.push('\n');
    }
    text
}
