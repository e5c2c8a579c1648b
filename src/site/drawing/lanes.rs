//! A line for each actor, bundled at the events they share: the storyline of a period.
//!
//! The lines run in staves, as music does, so that the drawing fits the column and the page
//! scrolls one way. Each event is a column; time that passes unrecorded is drawn as a gap and
//! told. An actor who was there before or comes again goes on as a thin line; for whoever is new, dots
//! lead from the name to where the line begins.

use super::text::{fit, path, wide};
use super::{marks, storyline};
use crate::calendar::NaiveDate;
use crate::site::book::{Book, Rank};
use crate::site::language::{Say, fill};

/// The size of the drawing, in its own units.
const WIDTH: usize = 760;
/// Where names stand.
const GUTTER: usize = 164;
/// From line to line.
const PITCH: usize = 24;
/// The room of a name.
const NAME: usize = 146;
/// Above the lines: silences, months, days.
const HEAD: usize = 48;
/// The most columns of a stave, and the widest.
const COLUMNS: usize = 24;
const WIDEST: usize = 56;
/// A gap in time, and the shortest that is drawn, in days.
const GAP: usize = 44;
const LEAST_GAP: usize = 14;
/// The room that the words of a gap take.
const TOLD: usize = 62;
const SILENCE: i64 = 28;
/// The most lines; whoever acts less is counted, not drawn.
const LINES: usize = 25;
/// The room a date takes above the lines.
const LABEL: usize = 66;

/// The drawing of a period.
pub(crate) struct Lanes {
    pub(crate) staves: Vec<Stave>,
    /// The drawing in words.
    pub(crate) summary: String,
}

/// A part of it, as wide as the column.
pub(crate) struct Stave {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// From when to when.
    pub(crate) title: String,
    /// Path data: lines of those who act, and where they do not.
    pub(crate) lines: String,
    pub(crate) absent: String,
    /// Path data of what leads from a name to a line that begins later.
    pub(crate) leads: String,
    /// Path data of what joins those who act together.
    pub(crate) joints: String,
    /// Path data of the gaps in time.
    pub(crate) gaps: String,
    /// Path data of marks by class.
    pub(crate) marks: Vec<([&'static str; 2], String)>,
    pub(crate) labels: Vec<Label>,
    pub(crate) names: Vec<Name>,
    pub(crate) columns: Vec<Column>,
}

/// Words in the drawing.
pub(crate) struct Label {
    pub(crate) class: &'static str,
    pub(crate) x: usize,
    pub(crate) y: usize,
    pub(crate) text: String,
}

/// Whose line it is.
pub(crate) struct Name {
    pub(crate) x: usize,
    pub(crate) y: usize,
    pub(crate) text: String,
    /// From the timeline's folder.
    pub(crate) href: String,
}

/// The strip of an event, to point at.
pub(crate) struct Column {
    pub(crate) x: usize,
    pub(crate) wide: usize,
    pub(crate) href: String,
    /// "11 May 2025: They meet".
    pub(crate) title: String,
}

/// An event and who of the lines takes part in it.
struct Act {
    rank: Rank,
    from: Vec<usize>,
    to: Vec<usize>,
    day: Option<NaiveDate>,
}

/// Draws the events of a period, given in order; `None` where no two actors share any.
///
/// - `mirrored`: time runs from right to left.
pub(crate) fn draw(book: &Book<'_>, ranks: &[Rank], mirrored: bool) -> Option<Lanes> {
    let actors = cast(book, ranks);
    let acts = acts(book, ranks, &actors);
    let meetings = acts.iter().filter(|act| act.from.len() + act.to.len() > 1).count();
    if meetings == 0 {
        return None;
    }
    let mut staves = Vec::new();
    let mut seed: Vec<usize> = (0..actors.len()).collect();
    for acts in staved(&acts) {
        staves.push(stave(book, &actors, acts, &mut seed, mirrored));
    }
    let say = book.say;
    let summary = fill(
        &say.lanes_counts,
        &[
            ("events", &say.count(&say.n_events, acts.len())),
            ("actors", &say.count(&say.n_actors, actors.len())),
            ("n", &meetings.to_string()),
        ],
    );
    let others = ranks.len() - acts.len();
    let summary = match others {
        0 => summary,
        others => {
            let others = say.count(&say.n_events, others);
            fill(&say.lanes_without, &[("said", &summary), ("events", &others)])
        }
    };
    Some(Lanes { staves, summary })
}

/// The actors with lines, in the order of the file: the most frequent of them.
fn cast(book: &Book<'_>, ranks: &[Rank]) -> Vec<usize> {
    let mut often = vec![0_usize; book.actors.len()];
    for &rank in ranks {
        let event = book.events[rank].event;
        let mut those: Vec<usize> =
            event.from.iter().chain(&event.to).filter_map(|id| book.actor_number(id)).collect();
        those.sort_unstable();
        those.dedup();
        for actor in those {
            often[actor] += 1;
        }
    }
    let mut actors: Vec<usize> = (0..often.len()).filter(|&actor| often[actor] > 0).collect();
    actors.sort_by_key(|&actor| std::cmp::Reverse(often[actor]));
    actors.truncate(LINES);
    actors.sort_unstable();
    actors
}

fn acts(book: &Book<'_>, ranks: &[Rank], actors: &[usize]) -> Vec<Act> {
    let lines = |ids: &[crate::timeline::Id]| {
        let mut lines: Vec<usize> = ids
            .iter()
            .filter_map(|id| actors.binary_search(&book.actor_number(id)?).ok())
            .collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    };
    let mut acts = Vec::with_capacity(ranks.len());
    for &rank in ranks {
        let entry = &book.events[rank];
        let from = lines(&entry.event.from);
        let mut to = lines(&entry.event.to);
        to.retain(|line| !from.contains(line));
        let bounds = entry.event.when().map(crate::calendar::When::bounds);
        let day = bounds.and_then(|bounds| bounds.earliest_start.or(bounds.latest_start));
        if !from.is_empty() || !to.is_empty() {
            acts.push(Act { rank, from, to, day });
        }
    }
    acts
}

/// Days without events before an act, where that is worth a gap.
fn silence(before: &Act, act: &Act) -> Option<i64> {
    let days = (act.day? - before.day?).num_days();
    (days >= SILENCE).then_some(days)
}

/// Cuts the acts into staves, each at the longest silence of its second half.
fn staved(mut acts: &[Act]) -> Vec<&[Act]> {
    let mut staves = Vec::new();
    while acts.len() > COLUMNS {
        let at = (COLUMNS / 2..=COLUMNS)
            .max_by_key(|&at| {
                let days = acts[at].day.zip(acts[at - 1].day);
                (days.map_or(0, |(day, before)| (day - before).num_days()), at)
            })
            .unwrap_or(COLUMNS);
        let (stave, rest) = acts.split_at(at);
        staves.push(stave);
        acts = rest;
    }
    staves.push(acts);
    staves
}

fn stave(
    book: &Book<'_>,
    actors: &[usize],
    acts: &[Act],
    seed: &mut [usize],
    mirrored: bool,
) -> Stave {
    let present: Vec<bool> = (0..actors.len())
        .map(|line| acts.iter().any(|act| act.from.contains(&line) || act.to.contains(&line)))
        .collect();
    // Lines of this stave, in the order in which the one before it ended.
    let lines: Vec<usize> = seed.iter().copied().filter(|&line| present[line]).collect();
    let mut number = vec![0; actors.len()];
    for (at, &line) in lines.iter().enumerate() {
        number[line] = at;
    }
    let together: Vec<Vec<usize>> = acts
        .iter()
        .map(|act| act.from.iter().chain(&act.to).map(|&line| number[line]).collect())
        .collect();
    let told = storyline::arrange(&together, &(0..lines.len()).collect::<Vec<_>>());
    if let Some(last) = told.orders.last() {
        let mut ended = last.iter().map(|&at| lines[at]);
        for place in seed.iter_mut().filter(|line| present[**line]) {
            *place = ended.next().unwrap_or(*place);
        }
    }
    let mut y = vec![vec![0; acts.len()]; lines.len()];
    for (column, order) in told.orders.iter().enumerate() {
        for (place, &line) in order.iter().enumerate() {
            y[line][column] = HEAD + PITCH / 2 + place * PITCH;
        }
    }
    let gaps: Vec<Option<i64>> = (0..acts.len())
        .map(|at| at.checked_sub(1).and_then(|before| silence(&acts[before], &acts[at])))
        .collect();
    // Gaps take two fifths of the stave at most.
    let room = WIDTH - GUTTER - 16;
    let silent = gaps.iter().flatten().count();
    let gap = (room * 2 / 5 / silent.max(1)).clamp(LEAST_GAP, GAP);
    let step = (room.saturating_sub(gap * silent) / acts.len().max(1)).clamp(12, WIDEST);
    let mut pen = Pen::new(lines.len(), mirrored, book.say);
    let mut x = GUTTER + step / 2;
    let mut xs = Vec::with_capacity(acts.len());
    for silence in &gaps {
        x += if silence.is_some() { gap } else { 0 };
        xs.push(x);
        x += step;
    }
    pen.stave.width = (x + 8).max(WIDTH);
    for (line, y) in y.iter().enumerate() {
        let first = together.iter().position(|one| one.contains(&line)).unwrap_or(0);
        let last = together.iter().rposition(|one| one.contains(&line)).unwrap_or(0);
        let actor = &book.actors[actors[lines[line]]];
        // Whether it takes part before this stave, and behind it.
        let ranks = [acts.first(), acts.last()].map(|act| act.map(|act| act.rank));
        let known = (
            actor.events.first().zip(ranks[0]).is_some_and(|(&one, rank)| one < rank),
            actor.events.last().zip(ranks[1]).is_some_and(|(&one, rank)| one > rank),
        );
        pen.line(&xs, y, (first, last), known);
        let link = book.name_of(actor.id);
        pen.name(y[0], &link.text, link.href);
    }
    for (column, act) in acts.iter().enumerate() {
        let at = |line: &usize| y[number[*line]][column];
        pen.act(book, act, xs[column], step, (&act.from, &act.to), at);
        if let Some(days) = gaps[column] {
            pen.gap(xs[column] - step / 2 - gap / 2, days);
        }
    }
    pen.dates(acts, &xs);
    pen.days(book, acts, &xs);
    pen.stave.title =
        match (acts.iter().find_map(|act| act.day), acts.iter().rev().find_map(|act| act.day)) {
            (Some(first), Some(last)) => book.say.stretch(first, last),
            _ => String::new(),
        };
    pen.stave
}

/// Draws into a stave, mirrored where time runs the other way.
struct Pen {
    stave: Stave,
    mirrored: bool,
    /// Where the last gap was told.
    told: usize,
    say: &'static Say,
}

impl Pen {
    fn new(lines: usize, mirrored: bool, say: &'static Say) -> Self {
        let stave = Stave {
            width: WIDTH,
            height: HEAD + lines * PITCH + 6,
            title: String::new(),
            lines: String::new(),
            absent: String::new(),
            leads: String::new(),
            joints: String::new(),
            gaps: String::new(),
            marks: Vec::new(),
            labels: Vec::new(),
            names: Vec::new(),
            columns: Vec::new(),
        };
        Self { stave, mirrored, told: 0, say }
    }

    fn x(&self, x: usize) -> usize {
        if self.mirrored { self.stave.width.saturating_sub(x) } else { x }
    }

    /// The line of an actor, from its first to its last event here.
    ///
    /// - `known`: it goes on as a thin line, from the left and to the right.
    fn line(&mut self, xs: &[usize], y: &[usize], ends: (usize, usize), known: (bool, bool)) {
        let (first, last) = ends;
        let (begin, end) = (self.x(GUTTER - 6), self.x(xs[xs.len() - 1] + 10));
        let start = [("M", begin), (" ", y[0]), ("H", self.x(xs[0]))];
        let [enter, leave] = [first, last].map(|at| [("M", self.x(xs[at])), (" ", y[at])]);
        let way = self.bends(xs, y, 0, first);
        if known.0 || first > 0 {
            let stave = &mut self.stave;
            let before = if known.0 { &mut stave.absent } else { &mut stave.leads };
            path(before, &start);
            before.push_str(&way);
        }
        if first < last {
            path(&mut self.stave.lines, &enter);
            let way = self.bends(xs, y, first, last);
            self.stave.lines.push_str(&way);
        }
        if known.1 {
            path(&mut self.stave.absent, &leave);
            let way = self.bends(xs, y, last, xs.len() - 1);
            self.stave.absent.push_str(&way);
            path(&mut self.stave.absent, &[("H", end)]);
        }
    }

    /// From column to column; a line that keeps its place is drawn in one stroke.
    fn bends(&self, xs: &[usize], y: &[usize], from: usize, to: usize) -> String {
        let mut way = String::new();
        let mut at = from;
        while at < to {
            let mut end = at + 1;
            if y[at] == y[end] {
                while end < to && y[end + 1] == y[at] {
                    end += 1;
                }
                path(&mut way, &[("H", self.x(xs[end]))]);
            } else {
                let (x, then) = (self.x(xs[at]), self.x(xs[end]));
                let bend = usize::midpoint(x, then);
                let (y, to) = (y[at], y[end]);
                let curve = [("C", bend), (" ", y), (" ", bend), (" ", to), (" ", then), (" ", to)];
                path(&mut way, &curve);
            }
            at = end;
        }
        way
    }

    fn name(&mut self, y: usize, text: &str, href: String) {
        let x = self.x(GUTTER - 12);
        self.stave.names.push(Name { x, y: y + 4, text: fit(text, NAME), href });
    }

    fn act(
        &mut self,
        book: &Book<'_>,
        act: &Act,
        x: usize,
        step: usize,
        (from, to): (&[usize], &[usize]),
        at: impl Fn(&usize) -> usize,
    ) {
        let middle = self.x(x);
        let all = from.iter().chain(to).map(&at);
        let (top, bottom) = (all.clone().min().unwrap_or(0), all.max().unwrap_or(0));
        if bottom > top {
            path(&mut self.stave.joints, &[("M", middle), (" ", top), ("V", bottom)]);
        }
        let event = book.events[act.rank].event;
        let class = marks::class(event);
        let known = self.stave.marks.iter().position(|(one, _)| *one == class);
        let known = known.unwrap_or_else(|| {
            self.stave.marks.push((class, String::new()));
            self.stave.marks.len() - 1
        });
        let marks = &mut self.stave.marks[known].1;
        let [large, small] = marks::shapes(event);
        for (lines, shape) in [(from, large), (to, small)] {
            for line in lines {
                path(marks, &[("M", middle), (" ", at(line))]);
                marks.push_str(shape);
            }
        }
        let (line, entry) = (book.written(act.rank), &book.events[act.rank]);
        let left =
            if self.mirrored { middle.saturating_sub(step - step / 2) } else { x - step / 2 };
        self.stave.columns.push(Column {
            x: left,
            wide: step,
            href: line.href.clone(),
            title: format!("{}: {}", entry.dated().words, line.title),
        });
    }

    fn gap(&mut self, x: usize, days: i64) {
        let (at, bottom) = (self.x(x), self.stave.height - 4);
        path(&mut self.stave.gaps, &[("M", at), (" ", HEAD - 4), ("V", bottom)]);
        // Told as far as there is room for words.
        if x >= self.told + TOLD {
            self.told = x;
            let text = self.say.span(days);
            self.stave.labels.push(Label { class: "silence", x: at, y: 11, text });
        }
    }

    /// The month where it changes, as far as there is room.
    fn dates(&mut self, acts: &[Act], xs: &[usize]) {
        use chrono::Datelike as _;
        let mut last: Option<(i32, u32)> = None;
        let mut free = 0;
        for (act, &x) in acts.iter().zip(xs) {
            let Some(day) = act.day else { continue };
            let month = (day.year(), day.month());
            if last == Some(month) || x < free {
                continue;
            }
            last = Some(month);
            free = x + LABEL;
            let text = self.say.short_month(month.0, month.1);
            // The last one ends at the edge at the latest.
            let edge = self.stave.width.saturating_sub(LABEL);
            let at = self.x(x.saturating_sub(6).min(edge));
            self.stave.labels.push(Label { class: "when", x: at, y: HEAD - 22, text });
        }
    }

    /// The day of the month where it changes, as far as there is room; none where it is not known.
    fn days(&mut self, book: &Book<'_>, acts: &[Act], xs: &[usize]) {
        use chrono::Datelike as _;
        let mut last = None;
        let mut free = 0;
        for (act, &x) in acts.iter().zip(xs) {
            let bounds = book.events[act.rank].event.when().map(crate::calendar::When::bounds);
            let day = bounds.filter(|one| one.earliest_start == one.latest_start);
            let Some(day) = day.and_then(|bounds| bounds.earliest_start) else {
                last = None;
                continue;
            };
            let text = day.day().to_string();
            let wide = wide(&text);
            if last == Some(day) || x < free + wide / 2 {
                continue;
            }
            last = Some(day);
            free = x + wide / 2 + 3;
            let at = self.x(x);
            self.stave.labels.push(Label { class: "day", x: at, y: HEAD - 7, text });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(day: u32) -> Act {
        let day = NaiveDate::from_ymd_opt(2024, 1, 1)
            .and_then(|first| first.checked_add_days(chrono::Days::new(day.into())));
        Act { rank: 0, from: vec![0], to: Vec::new(), day }
    }

    #[test]
    fn staves_break_where_least_is_torn_apart() {
        let acts: Vec<Act> = (0..40).map(|i| act(if i < 17 { i } else { 100 + i })).collect();
        let lengths: Vec<usize> = staved(&acts).iter().map(|stave| stave.len()).collect();
        assert_eq!(lengths, [17, 23]);
        assert!(staved(&acts[..COLUMNS]).len() == 1);
    }
}
