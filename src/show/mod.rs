//! The timeline as text, for the terminal.
//!
//! ```text
//! May 2025
//!   3   ●   2025-05-11  invitation  Zelensky invites Putin to meet in Istanbul
//!                                   Volodymyr Zelensky → Vladimir Putin · Istanbul
//!                                   answers 2, after 1
//! ```
//!
//! The mark before a date says how well it is known, see `glyphs`. Numbers count the whole
//! timeline, so that they mean the same whatever is left out. Titles wrap at the width given,
//! counted as a terminal counts; control characters from the file are escaped.

mod glyphs;
mod lines;

use std::collections::HashMap;

use anstyle::{AnsiColor, Style};

use crate::calendar::{Bounds, NaiveDate};
use crate::diagnostic::visible::visible;
use crate::graph::Graph;
use crate::timeline::{Event, Id};
use crate::vocabulary::{EventType, Modality, Relation};
use lines::{pad, width, wrap};

/// What to show, and how wide.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// Only events in which this actor takes part.
    pub actor: Option<Id>,
    /// Only events of this type.
    pub kind: Option<EventType>,
    /// Only events that can have ended on this day or later.
    pub from: Option<NaiveDate>,
    /// Only events that can have begun on this day or earlier.
    pub to: Option<NaiveDate>,
    /// Columns of the terminal; less than 40 is taken for 40.
    pub width: usize,
    /// No mark of ours beyond ASCII; what the file says stays as it is.
    pub ascii: bool,
}

const HEAD: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();
const KIND: Style = AnsiColor::Cyan.on_default();
const MARK: Style = AnsiColor::Yellow.on_default();

fn paint(style: Style, text: &str) -> String {
    if text.trim().is_empty() { text.to_owned() } else { format!("{style}{text}{style:#}") }
}

/// The events of a timeline in their order, one block each; colours as escape sequences, for the
/// stream to drop where they are not wanted.
pub fn show(graph: &Graph<'_>, view: &View) -> String {
    let timeline = graph.timeline();
    let columns = view.width.max(40);
    let mut out = Vec::new();
    out.extend(wrap(&visible(&timeline.title), columns).iter().map(|line| paint(HEAD, line)));
    if let Some(summary) = &timeline.summary {
        let flat: Vec<String> = summary.split_whitespace().map(visible).collect();
        out.extend(wrap(&flat.join(" "), columns));
    }
    for (id, source) in &timeline.sources {
        let inferred = source.reading.get("published").filter(|rule| rule.starts_with("inferred"));
        if let (Some(published), Some(rule)) = (&source.published, inferred) {
            let line = format!("{}: published {}, {rule}", id.as_str(), published.written);
            out.extend(wrap(&visible(&line), columns).iter().map(|line| paint(FAINT, line)));
        }
    }

    let numbers: HashMap<&str, usize> =
        graph.order().iter().enumerate().map(|(at, id)| (id.as_str(), at + 1)).collect();
    let shown: Vec<(&Id, &Event)> = graph
        .order()
        .iter()
        .filter_map(|id| timeline.events.get_key_value(id.as_str()))
        .filter(|(id, event)| view.takes(event, graph.bounds(id.as_str())))
        .collect();
    let date = |id: &Id, event: &Event| date(graph, id, event, view.ascii);
    // A few long dates push their titles aside; they are no reason to push all.
    let mut of_dates: Vec<usize> =
        shown.iter().map(|(id, event)| width(&date(id, event))).collect();
    of_dates.sort_unstable();
    let usual = of_dates.get(of_dates.len() * 9 / 10).copied().unwrap_or(0);
    let of_dates = of_dates.into_iter().filter(|one| *one <= usual + 3).max().unwrap_or(0);
    let layout = Layout {
        numbers: numbers.len().to_string().len(),
        dates: of_dates.min(columns / 3),
        kinds: shown.iter().map(|(_, event)| event.kind.name().len()).max().unwrap_or(0),
        columns,
    };

    let mut month = None;
    for (id, event) in &shown {
        let this = heading(event, graph.bounds(id.as_str()));
        if month.as_ref() != Some(&this) {
            out.push(String::new());
            out.push(paint(HEAD, &this));
            month = Some(this);
        }
        let number = numbers.get(id.as_str()).copied().unwrap_or_default();
        let mark = glyphs::mark(event, graph.bounds(id.as_str()), view.ascii);
        let narrow = layout.is_narrow();
        let first = [
            format!("{number:>width$}", width = layout.numbers),
            paint(MARK, &pad(mark, 3)),
            pad(&date(id, event), if narrow { 0 } else { layout.dates }),
            paint(KIND, &pad(event.kind.name(), if narrow { 0 } else { layout.kinds })),
        ];
        let indent = layout.indent();
        let room = columns.saturating_sub(indent).max(16);
        let mut lines = Vec::new();
        lines.extend(wrap(&visible(&event.title), room));
        let more = [who(graph, event, view.ascii), hangs_on(event, &numbers)];
        for line in more.into_iter().filter(|line| !line.is_empty()) {
            lines.extend(wrap(&line, room).iter().map(|line| paint(FAINT, line)));
        }
        let mut lines = lines.iter();
        // Beside a date that is longer than most there is less room than below it.
        let long = width(&date(id, event)) > layout.dates;
        let beside = if narrow || long { None } else { lines.next() };
        let beside = beside.map(|line| format!("  {line}")).unwrap_or_default();
        out.push(format!("{}{beside}", first.join("  ")));
        out.extend(lines.map(|line| format!("{}{line}", " ".repeat(indent))));
    }
    let all = timeline.events.len();
    let left_out = all - shown.len();
    out.push(String::new());
    let events = if all == 1 { "event" } else { "events" };
    out.push(paint(
        FAINT,
        &match left_out {
            0 => format!("{all} {events}"),
            _ => format!("{} of {all} {events}", shown.len()),
        },
    ));
    out.push(String::new());
    out.join("\n")
}

/// The widths of the columns.
struct Layout {
    numbers: usize,
    dates: usize,
    kinds: usize,
    columns: usize,
}

impl Layout {
    /// Where titles begin: beside date and type, or below them where the terminal is narrow.
    fn indent(&self) -> usize {
        if self.is_narrow() { self.numbers + 2 + 3 + 2 } else { self.full() }
    }

    fn full(&self) -> usize {
        self.numbers + 2 + 3 + 2 + self.dates + 2 + self.kinds + 2
    }

    fn is_narrow(&self) -> bool {
        self.full() * 2 > self.columns + 24
    }
}

impl View {
    fn takes(&self, event: &Event, bounds: Bounds) -> bool {
        let actor = self.actor.as_ref();
        actor.is_none_or(|id| event.from.contains(id) || event.to.contains(id))
            && self.kind.is_none_or(|kind| event.kind == kind)
            && self.from.is_none_or(|day| bounds.latest_end.is_none_or(|last| last >= day))
            && self.to.is_none_or(|day| bounds.earliest_start.is_none_or(|first| first <= day))
    }
}

/// The month that an event is listed under: the first one it can lie in.
fn heading(event: &Event, bounds: Bounds) -> String {
    let day = bounds.earliest_start.or(bounds.earliest_end).or(bounds.latest_end);
    match day {
        Some(day) if event.date.is_some() || bounds.latest_end.is_some() => {
            day.format("%B %Y").to_string()
        }
        Some(day) => format!("{} or later", day.format("%B %Y")),
        None => "undated".to_owned(),
    }
}

/// The date as written, or in brackets the days that its neighbours leave.
fn date(graph: &Graph<'_>, id: &Id, event: &Event, ascii: bool) -> String {
    if let Some(date) = &event.date {
        return visible(&date.written);
    }
    let bounds = graph.bounds(id.as_str());
    let (from, to, between) = if ascii { (">=", "<=", "..") } else { ("≥", "≤", "–") };
    match (bounds.earliest_start, bounds.latest_end) {
        (Some(first), Some(last)) if first == last => format!("({first})"),
        (Some(first), Some(last)) => format!("({first}{between}{last})"),
        (Some(first), None) => format!("({from} {first})"),
        (None, Some(last)) => format!("({to} {last})"),
        (None, None) => String::new(),
    }
}

/// Who to whom, where, and how it stands to the facts.
fn who(graph: &Graph<'_>, event: &Event, ascii: bool) -> String {
    let actors = &graph.timeline().actors;
    let names = |ids: &[Id]| {
        let name = |id: &Id| {
            visible(actors.get(id.as_str()).map_or(id.as_str(), |actor| actor.name.as_str()))
        };
        ids.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    let (arrow, dot) = match (ascii, event.kind.is_reciprocal()) {
        (false, false) => (" → ", " · "),
        (false, true) => (" ↔ ", " · "),
        (true, false) => (" -> ", " | "),
        (true, true) => (" <-> ", " | "),
    };
    let mut parts = Vec::new();
    match (event.from.is_empty(), event.to.is_empty()) {
        (false, true) => parts.push(names(&event.from)),
        (true, true) => {}
        _ => parts.push(format!("{}{arrow}{}", names(&event.from), names(&event.to))),
    }
    parts.extend(event.place.as_deref().map(visible));
    if event.modality != Modality::Happened {
        parts.push(event.modality.name().to_uppercase());
    }
    parts.join(dot).trim().to_owned()
}

/// What it hangs on, by the numbers shown: "answers 2, after 1; 3 days after 1; lasts 2 days".
fn hangs_on(event: &Event, numbers: &HashMap<&str, usize>) -> String {
    let word = |relation| match relation {
        Relation::After => "after",
        Relation::RespondsTo => "answers",
        Relation::ConditionalOn => "only if",
    };
    let told = [Relation::RespondsTo, Relation::After, Relation::ConditionalOn].map(|relation| {
        let there = event.related(relation).iter();
        let there: Vec<String> =
            there.filter_map(|id| numbers.get(id.as_str())).map(ToString::to_string).collect();
        if there.is_empty() {
            String::new()
        } else {
            format!("{} {}", word(relation), there.join(", "))
        }
    });
    let timed = event.timing.iter().filter_map(|timing| {
        let words = timing.words()?;
        match timing.on() {
            Some(on) => Some(format!("{words} {}", numbers.get(on.as_str())?)),
            None => Some(words),
        }
    });
    let told: Vec<String> = told.into_iter().filter(|told| !told.is_empty()).chain(timed).collect();
    told.join("; ")
}
