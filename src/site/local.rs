//! The neighbourhood of an event as a drawing: what it rests on at the left, what followed from it
//! at the right. The same relations stand beside it as lists; the drawing cuts titles short.

use super::view::{Group, Line};

/// The most neighbours drawn on a side.
const MOST: usize = 4;

/// A box and the gap between two, in units of the drawing.
const WIDE: usize = 208;
const TALL: usize = 60;
const GAP: usize = 12;
const BETWEEN: usize = 48;

/// A drawing of three columns.
pub(crate) struct Local {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) boxes: Vec<Node>,
    /// Path data of the lines and their points, by kind of relation.
    pub(crate) solid: String,
    pub(crate) dashed: String,
    pub(crate) points: String,
}

/// A box with its text.
pub(crate) struct Node {
    pub(crate) x: usize,
    pub(crate) y: usize,
    /// Empty for the event itself.
    pub(crate) href: String,
    /// As a class; empty for what happened.
    pub(crate) modality: String,
    /// "answers · 11 May 2025".
    pub(crate) over: String,
    pub(crate) first: String,
    pub(crate) second: String,
}

/// Draws an event among its neighbours; `None` where it has none.
pub(crate) fn draw(this: &Line<'_>, before: &[Group<'_>], next: &[Group<'_>]) -> Option<Local> {
    let [before, next] = [before, next]
        .map(|groups| groups.iter().flat_map(|group| &group.lines).take(MOST).collect::<Vec<_>>());
    if before.is_empty() && next.is_empty() {
        return None;
    }
    let rows = before.len().max(next.len()).max(1);
    let height = rows * TALL + (rows - 1) * GAP;
    let middle = if before.is_empty() { 0 } else { WIDE + BETWEEN };
    let right = middle + WIDE + BETWEEN;
    let width = if next.is_empty() { middle + WIDE } else { right + WIDE };
    let mut local = Local {
        width,
        height,
        boxes: Vec::new(),
        solid: String::new(),
        dashed: String::new(),
        points: String::new(),
    };
    let centre = height / 2;
    for (i, line) in before.iter().enumerate() {
        let y = row(i, before.len(), height);
        local.boxes.push(node(0, y, line));
        local.edge(line.tie, (WIDE, y + TALL / 2), (middle, centre));
    }
    local.boxes.push(Node { href: String::new(), ..node(middle, centre - TALL / 2, this) });
    for (i, line) in next.iter().enumerate() {
        let y = row(i, next.len(), height);
        local.boxes.push(node(right, y, line));
        local.edge(line.tie, (middle + WIDE, centre), (right, y + TALL / 2));
    }
    Some(local)
}

impl Local {
    fn edge(&mut self, tie: &str, (x, y): (usize, usize), (to_x, to_y): (usize, usize)) {
        use std::fmt::Write as _;
        let bend = usize::midpoint(x, to_x);
        let path = match tie {
            "depends on" | "condition for" => &mut self.dashed,
            _ => &mut self.solid,
        };
        let _ = write!(path, "M{x} {y}C{bend} {y} {bend} {to_y} {} {to_y}", to_x - 8);
        let _ = write!(self.points, "M{to_x} {to_y}l-9 -5v10z");
    }
}

fn row(i: usize, of: usize, height: usize) -> usize {
    let used = of * TALL + (of - 1) * GAP;
    (height - used) / 2 + i * (TALL + GAP)
}

fn node(x: usize, y: usize, line: &Line<'_>) -> Node {
    let over = match line.tie {
        "" => "this event".to_owned(),
        tie if line.when.written.is_empty() => tie.to_owned(),
        tie => format!("{tie} · {}", line.when.words),
    };
    let (first, second) = two_lines(line.title, 25);
    let (over, modality) = match line.modality {
        "" => (over, String::new()),
        modality => {
            let tie = if line.tie.is_empty() { "this event" } else { line.tie };
            (format!("{modality} · {tie}"), format!("m-{modality}"))
        }
    };
    Node { x, y, href: line.href.clone(), modality, over: cut(&over, 32), first, second }
}

/// A title on two lines of so many characters, cut short where it does not fit.
fn two_lines(title: &str, room: usize) -> (String, String) {
    let (mut first, mut second) = (String::new(), String::new());
    for word in title.split_whitespace() {
        let fits = |line: &String| line.chars().count() + word.chars().count() < room;
        if second.is_empty() && (first.is_empty() || fits(&first)) {
            push(&mut first, word);
        } else {
            push(&mut second, word);
            if second.chars().count() > room {
                break;
            }
        }
    }
    (cut(&first, room), cut(&second, room))
}

fn push(line: &mut String, word: &str) {
    if !line.is_empty() {
        line.push(' ');
    }
    line.push_str(word);
}

fn cut(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(room - 1).collect();
    short.push('…');
    short
}
