//! Edits of files that hands have written: what was meant is what is read, and nothing else moved.

use std::cell::{Cell, RefCell};
use std::fmt::Write as _;

use proptest::prelude::*;

use super::runner;
use crate::timeline::Section;
use crate::timeline::{
    Date, Document, Edit, Event, Evidence, Id, Route, Timeline, Value, apply, fmt, read, rename,
};
use crate::vocabulary::{EventType, Modality};

/// Choices, one after the other.
struct Tape<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Tape<'_> {
    /// One of so many.
    fn pick(&mut self, of: usize) -> usize {
        let byte = self.bytes[self.at % self.bytes.len()];
        // The same choices do not come again when the tape does.
        let again = (self.at / self.bytes.len()).wrapping_mul(31);
        self.at += 1;
        usize::from(byte).wrapping_add(again) % of
    }

    fn chance(&mut self, of: usize) -> bool {
        self.pick(of) == 0
    }

    fn one<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.pick(all.len())]
    }
}

const TEXTS: &[&str] = &[
    "Envoys meet",
    "Zwölf Gesandte: ein Anfang",
    "a # b",
    "it's so",
    "\"no\"",
    "no",
    "22:22",
    "- x",
    "[a]",
    "会談 👩‍⚖️",
    "back\\slash",
    "two\nlines",
    "with: colon\n# and hash\n\nand gap",
    "trailing: ",
    "{x}",
    "~",
];

/// A file as some hand writes it; every comment has a number of its own.
struct Hand<'b> {
    tape: Tape<'b>,
    lines: Vec<String>,
    comments: usize,
}

impl Hand<'_> {
    fn comment(&mut self) -> String {
        self.comments += 1;
        let said = self.tape.one(&["", " 'it", " a: b", " \"x\"", " [", " - y"]);
        format!("# c{}.{said}", self.comments)
    }

    fn line(&mut self, indent: usize, written: &str) {
        let behind =
            if self.tape.chance(4) { format!("  {}", self.comment()) } else { String::new() };
        self.lines.push(format!("{:indent$}{written}{behind}", ""));
    }

    /// Now and then a blank line, or a comment on a line of its own.
    fn between(&mut self, indent: usize) {
        if self.tape.chance(6) {
            self.lines.push(String::new());
        }
        if self.tape.chance(5) {
            let comment = self.comment();
            self.lines.push(format!("{:indent$}{comment}", ""));
        }
    }

    /// A text after its key, in some style.
    fn text(&mut self, indent: usize, key: &str) {
        let plain = self.tape.one(&["Envoys meet", "Zwölf Gesandte", "late in the day", "a b"]);
        match self.tape.pick(7) {
            0 | 1 => self.line(indent, &format!("{key}: {plain}")),
            2 => self.line(indent, &format!("{key}:   \"{plain} \\\"so\\\"\"")),
            3 => self.line(indent, &format!("{key}: '{plain}''s'")),
            4 => {
                let bar = self.tape.one(&["|", "|-", ">-", ">", "|+", "|2"]);
                self.lines.push(format!("{:indent$}{key}: {bar}", ""));
                let step = if bar == "|2" { 2 } else { 1 + self.tape.pick(4) };
                for line in ["one: # no comment", "", "two"] {
                    let indent = if line.is_empty() { 0 } else { indent + step };
                    self.lines.push(format!("{:indent$}{line}", ""));
                }
            }
            5 => {
                self.lines.push(format!("{:indent$}{key}: {plain}", ""));
                let deeper = indent + 1 + self.tape.pick(3);
                self.lines.push(format!("{:deeper$}that goes on", ""));
            }
            _ => {
                self.lines.push(format!("{:indent$}{key}: \"{plain}", ""));
                let deeper = indent + 1;
                self.lines.push(format!("{:deeper$}that goes on\"", ""));
            }
        }
    }

    fn list(&mut self, indent: usize, key: &str) {
        match self.tape.pick(5) {
            0 => self.line(indent, &format!("{key}: [a, b]")),
            1 => {
                let comment = self.comment();
                self.lines.push(format!("{:indent$}{key}: [a,  {comment}", ""));
                let deeper = indent + 2;
                self.line(deeper, "\"b\" ]");
            }
            2 => self.line(indent, &format!("{key}: a")),
            _ => {
                self.line(indent, &format!("{key}:"));
                let dash = indent + self.tape.pick(3);
                for element in ["- a", "-   'b'"] {
                    self.between(dash);
                    self.line(dash, element);
                }
            }
        }
    }

    fn date(&mut self, indent: usize, key: &str) {
        let written =
            self.tape.one(&["\"2025-05-11\"", "'2025-05'", "2025-05-12", "[..2025-05-11]"]);
        self.line(indent, &format!("{key}: {written}"));
    }

    fn event(&mut self, indent: usize, n: usize) {
        self.between(indent);
        if self.tape.chance(8) {
            self.line(
                indent,
                &format!("e{n}: {{type: call, title: In braces, from: [a], x-a: 1}}"),
            );
            return;
        }
        let key = self.tape.one(&["", "", "'", "\""]);
        self.line(indent, &format!("{key}e{n}{key}:"));
        let field = indent + 1 + self.tape.pick(4);
        self.between(field);
        self.line(field, "type: call");
        let first = self.tape.pick(9);
        for n in 0..9 {
            self.between(field);
            match (first + n) % 9 {
                0 => self.text(field, "title"),
                1 => self.date(field, "date"),
                2 => self.list(field, "from"),
                3 if self.tape.chance(2) => self.list(field, "to"),
                4 if self.tape.chance(2) => self.text(field, "note"),
                5 if self.tape.chance(3) => self.line(field, "x-own: {b: [1, 2]}"),
                6 if self.tape.chance(3) => self.line(field, "place:"),
                7 if n > 0 && self.tape.chance(3) => self.line(field, "after: [e0]"),
                8 if self.tape.chance(2) => {
                    self.line(field, "evidence:");
                    let dash = field + self.tape.pick(3);
                    self.line(dash, "- source: s");
                    self.text(dash + 2, "quote");
                }
                _ => {}
            }
        }
    }
}

/// A file of some events, and how many comments it has.
fn by_hand(bytes: &[u8]) -> (String, usize) {
    let mut hand = Hand { tape: Tape { bytes, at: 0 }, lines: Vec::new(), comments: 0 };
    hand.between(0);
    hand.text(0, "title");
    hand.between(0);
    let step = 1 + hand.tape.pick(4);
    hand.line(0, "sources:");
    hand.line(step, "s:");
    hand.text(2 * step, "title");
    hand.between(0);
    hand.line(0, "events:");
    let step = 1 + hand.tape.pick(4);
    for n in 0..3 + hand.tape.pick(3) {
        hand.event(step, n);
    }
    hand.between(step);
    if hand.tape.chance(4) {
        hand.line(0, "actors: {a: {name: A, kind: state}}");
    }
    let end = if hand.tape.chance(3) { "\r\n" } else { "\n" };
    let mut text = if hand.tape.chance(6) { "\u{feff}".to_owned() } else { String::new() };
    write!(text, "{}", hand.lines.join(end)).unwrap();
    if !hand.tape.chance(5) {
        text.push_str(end);
    }
    (text, hand.comments)
}

/// An edit, what it does to the timeline, and the bytes of the file it may touch.
struct Meant {
    edit: Edit,
    after: Timeline,
    within: std::ops::Range<usize>,
    /// What goes may take its comments along.
    removes: bool,
}

/// The whole lines of an entry, with the blank line before it.
fn lines_of(document: &Document, route: &Route, key: &Route) -> std::ops::Range<usize> {
    let text = &document.text;
    let key = document.find(key).start;
    let start = text[..key].rfind('\n').map_or(0, |newline| newline + 1);
    let end = document.find(route).end.max(key);
    // Comments right below belong to it; blank lines around it may go with it.
    let mut end = text[end..].find('\n').map_or(text.len(), |newline| end + newline + 1);
    for line in text[end..].split_inclusive('\n') {
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            end += line.len();
        } else {
            break;
        }
    }
    start.saturating_sub(2)..end
}

fn meant(document: &Document, timeline: &Timeline, tape: &mut Tape<'_>) -> Option<Meant> {
    let n = tape.pick(timeline.events.len().max(1));
    let (id, event) = timeline.events.get_index(n)?;
    let id = id.clone();
    let top = Route::new().key("events").key(id.as_str());
    let within = lines_of(document, &top, &Route::new().key("events").name(id.as_str()));
    let mut after = timeline.clone();
    let new = after.events.get_mut(&id)?;
    let text = tape.one(TEXTS).to_owned();
    let value = Value::Text(text.clone());
    let mut removes = false;
    let edit = match tape.pick(12) {
        0 | 1 => {
            new.title.clone_from(&text);
            Edit::Set { route: top.key("title"), value }
        }
        2 => {
            new.note = Some(text);
            Edit::Set { route: top.key("note"), value }
        }
        3 => {
            new.place = Some(text);
            Edit::Set { route: top.key("place"), value }
        }
        4 => {
            let date = tape.one(&["2025-06-01", "2025", "[..2025-06-01]"]);
            new.date = Some(Date::new(date));
            Edit::Set { route: top.key("date"), value: Value::Quoted(date.to_owned()) }
        }
        5 => {
            new.modality = Modality::Planned;
            Edit::Set { route: top.key("modality"), value: Value::from("planned") }
        }
        6 | 7 => {
            let element = format!("n{}", tape.pick(100));
            let list = tape.one(&["from", "to", "after"]);
            let ids = match list {
                "from" => &mut new.from,
                "to" => &mut new.to,
                _ => &mut new.after,
            };
            ids.push(Id(element.clone()));
            Edit::AddToList { route: top.key(list), value: Value::Text(element) }
        }
        8 => {
            let gone = event.from.get(tape.pick(event.from.len().max(1)))?.clone();
            let place = new.from.iter().position(|other| *other == gone)?;
            new.from.remove(place);
            removes = true;
            Edit::RemoveFromList { route: top.key("from"), text: gone.0 }
        }
        9 => {
            removes = true;
            if tape.chance(2) {
                after.events.shift_remove(&id);
                Edit::Remove { route: top }
            } else {
                new.note.as_ref()?;
                new.note = None;
                Edit::Remove { route: top.key("note") }
            }
        }
        10 => {
            let mut inserted = Event::new(EventType::Meeting, text);
            inserted.date = Some(Date::new("2025-06-02"));
            inserted.evidence = vec![Evidence {
                source: Id::from("s"),
                quote: Some("so it is".to_owned()),
                ..Evidence::default()
            }];
            let new_id = Id(format!("new-{}", tape.at));
            let entries = vec![(new_id.clone(), Value::from(&inserted))];
            let place = after.events.get_index_of(&id)? + 1;
            after.events.shift_insert(place, new_id, inserted);
            Edit::Insert { section: "events".to_owned(), after: Some(id), entries }
        }
        _ => {
            let to = format!("renamed-{}", tape.at);
            let place = after.events.get_index_of(&id)?;
            let (_, fields) = after.events.shift_remove_index(place)?;
            after.events.shift_insert(place, Id(to.clone()), fields);
            Edit::Rename { route: top, to }
        }
    };
    Some(Meant { edit, after, within, removes })
}

fn numbers(document: &Document) -> Vec<String> {
    let comments = document.comments().into_iter();
    comments.map(|place| document.text[place].to_owned()).collect()
}

/// Applies edits one after the other, and looks at each; how many were done, how many refused, and
/// what was held back by the gate because it would have said something else.
fn edited(cases: u32) -> (usize, usize, Vec<String>) {
    let (done, refused, held_back) = (Cell::new(0), Cell::new(0), RefCell::new(Vec::new()));
    let tape =
        (prop::collection::vec(any::<u8>(), 64..200), prop::collection::vec(any::<u8>(), 64));
    runner(cases)
        .run(&tape, |(bytes, choices)| {
            let (mut text, comments) = by_hand(&bytes);
            let mut choices = Tape { bytes: &choices, at: 0 };
            let first = Document::new("t.yaml", text.as_str());
            prop_assert_eq!(numbers(&first).len(), comments, "{}", text);
            for _ in 0..10 {
                let document = Document::new("t.yaml", text.as_str());
                let (timeline, remarks) = read(&document);
                prop_assert_eq!(&remarks, &[], "{}", text);
                let Some(meant) = meant(&document, &timeline, &mut choices) else { continue };
                let new = match apply(&document, std::slice::from_ref(&meant.edit)) {
                    Ok(new) => new,
                    Err(why) => {
                        // The gate held back what the plan got wrong: the file is as it was.
                        if why.why.contains("the edited file") {
                            let told = format!("{:?}\n{why}\n{text}", meant.edit);
                            held_back.borrow_mut().push(told);
                        } else {
                            refused.update(|count| count + 1);
                        }
                        continue;
                    }
                };
                done.set(done.get() + 1);
                let after = Document::new("t.yaml", new.as_str());
                let told = format!("{:?}\n{text}\n-->\n{new}", meant.edit);
                // The model as meant.
                let (outcome, remarks) = read(&after);
                prop_assert_eq!(&remarks, &[], "{}", &told);
                prop_assert_eq!(&outcome, &meant.after, "{}", &told);
                let order =
                    |timeline: &Timeline| timeline.events.keys().cloned().collect::<Vec<_>>();
                prop_assert_eq!(order(&outcome), order(&meant.after), "{}", &told);
                // The bytes outside of it.
                let (old, new_bytes) = (text.as_bytes(), new.as_bytes());
                let same = old.iter().zip(new_bytes).take_while(|(a, b)| a == b).count();
                let left = old.len().min(new_bytes.len()) - same;
                let tail = old.iter().rev().zip(new_bytes.iter().rev()).take(left);
                let tail = tail.take_while(|(a, b)| a == b).count();
                // What is alike before and behind may be counted to either side.
                let late = old.iter().rev().zip(new_bytes.iter().rev());
                let late = late.take_while(|(a, b)| a == b).count();
                let left = old.len().min(new_bytes.len()) - late;
                let early =
                    old.iter().zip(new_bytes).take(left).take_while(|(a, b)| a == b).count();
                // Any place between the two extremes tells the same change.
                let length = (old.len() - tail).saturating_sub(same);
                let first = early.max(meant.within.start);
                let last = same.min(meant.within.end.saturating_sub(length));
                prop_assert!(
                    text == new || first <= last,
                    "{}..{} of {:?} changed: {}",
                    same,
                    old.len() - tail,
                    meant.within,
                    &told
                );
                // Every comment.
                let (was, is) = (numbers(&document), numbers(&after));
                if meant.removes {
                    prop_assert!(is.iter().all(|comment| was.contains(comment)), "{}", &told);
                    for gone in was.iter().filter(|comment| !is.contains(comment)) {
                        let at = text.find(gone.as_str()).unwrap();
                        prop_assert!(meant.within.contains(&at), "{} {}", gone, &told);
                    }
                } else {
                    prop_assert_eq!(was, is, "{}", &told);
                }
                let bare = new.replace("\r\n", "").contains('\n');
                prop_assert!(!(bare && text.contains("\r\n")), "{}", &told);
                prop_assert_eq!(text.starts_with('\u{feff}'), new.starts_with('\u{feff}'));
                text = new;
            }
            Ok(())
        })
        .unwrap();
    (done.get(), refused.get(), held_back.into_inner())
}

#[test]
fn ten_thousand_edits_do_what_was_meant_and_nothing_else() {
    let (done, refused, held_back) = edited(1_400);
    let told = format!("{done} done, {refused} refused, {} held back", held_back.len());
    assert!(done >= 10_000 && refused * 10 < done, "{told}");
    assert!(held_back.is_empty(), "{told}, the first is {}", held_back[0]);
}

#[test]
fn the_canonical_form_says_the_same_and_is_its_own() {
    runner(300)
        .run(&prop::collection::vec(any::<u8>(), 64..200), |bytes| {
            let (text, comments) = by_hand(&bytes);
            let document = Document::new("t.yaml", text.as_str());
            let once =
                fmt(&document).map_err(|why| TestCaseError::fail(format!("{why}: {text}")))?;
            let again = Document::new("t.yaml", once.as_str());
            prop_assert_eq!(numbers(&again).len(), comments, "{}\n{}", text, once);
            prop_assert_eq!(fmt(&again).unwrap(), once.as_str(), "{}", text);
            Ok(())
        })
        .unwrap();
}

#[test]
fn another_id_stands_wherever_the_old_one_stood() {
    runner(200)
        .run(&prop::collection::vec(any::<u8>(), 64..200), |bytes| {
            let (text, _) = by_hand(&bytes);
            let document = Document::new("t.yaml", text.as_str());
            let (timeline, _) = read(&document);
            let edits = rename(&timeline, Section::Events, "e0", "talks", true).unwrap();
            let Ok(new) = apply(&document, &edits) else { return Ok(()) };
            let (renamed, remarks) = read(&Document::new("t.yaml", new.as_str()));
            prop_assert_eq!(&remarks, &[], "{}", new);
            prop_assert_eq!(&renamed.events["talks"].aka, &[Id::from("e0")]);
            prop_assert!(
                renamed.events.values().all(|event| !event.after.contains(&Id::from("e0"))),
                "{}",
                new
            );
            Ok(())
        })
        .unwrap();
}
