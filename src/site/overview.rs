//! How many events fall on which time, drawn as bars: the shape of a timeline at a glance.
//!
//! Long times without events are drawn as breaks of the axis, so that a busy month keeps its shape
//! beside years in which nothing was recorded. The unit is the finest of day, week, month,
//! quarter, year and decade whose bars fit. What is known to the unit stands solid; what is known
//! less exactly stands lighter on top, at the first day it can fall on.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::OnceLock;

use chrono::{Datelike, Days};

use super::book::{Book, Entry, Rank};
use super::language::{Say, fill};
use crate::calendar::{Bounds, NaiveDate};

/// The size of the drawing, in its own units: a page is about as wide in pixels.
const WIDTH: usize = 704;
const TOP: usize = 14;
const BASE: usize = TOP + 48;
const HEIGHT: usize = BASE + 26;
/// The narrowest and the widest bar, each with its gap.
const NARROWEST: usize = 8;
const WIDEST: usize = 32;
/// A break of the axis, how many there may be, and the fewest empty units that it stands for.
const BREAK: usize = 60;
const MOST_BREAKS: usize = 5;
const LEAST_EMPTY: i64 = 7;
/// The room that a letter of a label takes where letters are largest, on a phone.
const LETTER: usize = 13;

/// A drawing of bars.
pub(crate) struct Overview {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Path data of what is known to the unit.
    pub(crate) exact: String,
    /// Path data of the rest.
    pub(crate) loose: String,
    /// The axis, interrupted where time is left out, and the marks of that.
    pub(crate) axis: String,
    pub(crate) breaks: String,
    /// What is written in it: a class, where, what.
    pub(crate) labels: Vec<Label>,
    /// Where each bar leads; empty for a picture without links.
    pub(crate) links: Vec<Link>,
    /// What is counted: "Events a month".
    pub(crate) title: String,
    /// What pale bars are; empty where there are none.
    pub(crate) pale: String,
    /// The drawing in words.
    pub(crate) summary: String,
    /// All that is drawn, as numbers.
    pub(crate) numbers: String,
}

/// Words in the drawing.
pub(crate) struct Label {
    pub(crate) class: &'static str,
    pub(crate) x: usize,
    pub(crate) y: usize,
    pub(crate) text: String,
}

/// A bar that leads to its first event.
pub(crate) struct Link {
    pub(crate) x: usize,
    pub(crate) wide: usize,
    pub(crate) href: String,
    /// "March 2024: 6 events".
    pub(crate) title: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
}

const UNITS: [Unit; 6] =
    [Unit::Day, Unit::Week, Unit::Month, Unit::Quarter, Unit::Year, Unit::Decade];

impl Unit {
    /// The number of the unit in which a day lies, counted from some beginning.
    fn number(self, day: NaiveDate) -> i64 {
        let months = i64::from(day.year()) * 12 + i64::from(day.month0());
        match self {
            Self::Day => i64::from(day.num_days_from_ce()),
            Self::Week => (i64::from(day.num_days_from_ce()) - 1).div_euclid(7),
            Self::Month => months,
            Self::Quarter => months.div_euclid(3),
            Self::Year => i64::from(day.year()),
            Self::Decade => i64::from(day.year()).div_euclid(10),
        }
    }

    /// A day as the label of its unit.
    fn label(self, day: NaiveDate, say: &Say) -> String {
        match self {
            Self::Day | Self::Week => say.short_day(day),
            Self::Month | Self::Quarter => say.short_month(day.year(), day.month()),
            Self::Decade if day.year() > 0 => {
                fill(&say.decade_title, &[("y", &(day.year() / 10 * 10).to_string())])
            }
            Self::Year | Self::Decade => say.year(day.year()),
        }
    }

    /// The unit that a run of days fills from its first to its last day; days where none does.
    fn filled(first: NaiveDate, last: NaiveDate) -> Self {
        let fills = |unit: &Self| {
            let number = Some(unit.number(first));
            unit.number(last) == unit.number(first)
                && first.pred_opt().map(|day| unit.number(day)) != number
                && last.succ_opt().map(|day| unit.number(day)) != number
        };
        [Self::Month, Self::Year, Self::Decade].into_iter().find(fills).unwrap_or(Self::Day)
    }

    /// The unit by which a bar is named: a longer one where only that is known.
    fn known(self, bar: &Bar) -> Self {
        if bar.exact > 0 { self } else { self.max(Self::filled(bar.day, bar.last)) }
    }

    /// Where a bar lies, as far as it is known: "May 2025", "1990", "between 3 and 9 May 2025".
    fn called(self, bar: &Bar, say: &Say) -> String {
        let known = self.known(bar);
        let open = bar.exact == 0 && known == self;
        let bounds = Bounds {
            earliest_start: Some(bar.day),
            latest_end: Some(bar.last),
            ..Bounds::default()
        };
        open.then(|| say.bounds(&bounds)).flatten().unwrap_or_else(|| known.label(bar.day, say))
    }

    /// What is pale: "pale: the day is not known".
    fn pale(self, say: &Say) -> String {
        let unit = match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Decade => "decade",
        };
        say.pale.get(unit).cloned().unwrap_or_default()
    }

    /// A day's unit within a sentence: "in May 2025".
    fn said(self, day: NaiveDate, say: &Say) -> String {
        let one = |pattern: &str, name: &str, text: &str| fill(pattern, &[(name, text)]);
        match self {
            Self::Day => one(&say.on_day, "day", &say.day(day)),
            Self::Week => {
                let since = Days::new(u64::from(day.weekday().num_days_from_monday()));
                let monday = day.checked_sub_days(since).unwrap_or(day);
                one(&say.in_week, "day", &say.day(monday))
            }
            Self::Month => one(&say.in_month, "month", &say.month(day.year(), day.month())),
            Self::Quarter => {
                let quarter = (day.month0() / 3 + 1).to_string();
                fill(&say.in_quarter, &[("q", &quarter), ("y", &say.year(day.year()))])
            }
            Self::Year => one(&say.in_year, "y", &say.year(day.year())),
            Self::Decade => one(&say.in_decade, "y", &(day.year().div_euclid(10) * 10).to_string()),
        }
    }

    fn title(self, say: &Say) -> String {
        let title = match self {
            Self::Day => &say.per_day,
            Self::Week => &say.per_week,
            Self::Month => &say.per_month,
            Self::Quarter => &say.per_quarter,
            Self::Year => &say.per_year,
            Self::Decade => &say.per_decade,
        };
        title.clone()
    }
}

/// The events that begin in a unit.
#[derive(Debug, Clone, Copy)]
struct Bar {
    /// The number of the unit.
    at: i64,
    exact: usize,
    loose: usize,
    /// The first day on which one begins, and the last on which one does that is not known to the
    /// unit.
    day: NaiveDate,
    last: NaiveDate,
    /// The first of them, in the order in which events were given.
    first: usize,
    /// Where it is drawn.
    x: usize,
}

/// When an event can begin, at the earliest and at the latest, and its number.
type Start = (NaiveDate, NaiveDate, usize);

/// Draws the events that have a beginning; `None` where they do not spread over time.
pub(crate) fn draw<'e, 'a: 'e>(
    events: impl Iterator<Item = &'e Entry<'a>>,
    say: &Say,
) -> Option<Overview> {
    linked(events, say, |_| None)
}

/// The same, kept for the next part of a list that has several.
pub(crate) fn kept<'k>(
    kept: &'k OnceLock<Option<Overview>>,
    book: &Book<'_>,
    ranks: &[Rank],
) -> Option<&'k Overview> {
    kept.get_or_init(|| draw(ranks.iter().map(|&rank| &book.events[rank]), book.say)).as_ref()
}

/// The same, each bar with a link to its first event.
///
/// - `href`: where the event of a number is listed; numbers count in `events`.
pub(crate) fn linked<'e, 'a: 'e>(
    events: impl Iterator<Item = &'e Entry<'a>>,
    say: &Say,
    href: impl Fn(usize) -> Option<String>,
) -> Option<Overview> {
    let starts: Vec<Start> = (events.enumerate())
        .filter_map(|(number, entry)| {
            let bounds = entry.event.when()?.bounds();
            let first = bounds.earliest_start.or(bounds.latest_start)?;
            Some((first, bounds.latest_start.unwrap_or(first), number))
        })
        .collect();
    let (unit, mut bars) = UNITS
        .into_iter()
        .filter_map(|unit| Some((unit, bars(unit, &starts)?)))
        .find(|(_, bars)| step(bars).is_some())?;
    if bars.len() < 2 {
        return None;
    }
    let step = step(&bars)?.min(WIDEST);
    let mut overview = lay_out(unit, &mut bars, step, &starts, say);
    let link = |bar: &Bar| {
        let events = say.count(&say.n_events, bar.exact + bar.loose);
        let title = format!("{}: {events}", unit.called(bar, say));
        Some(Link { x: bar.x, wide: step, href: href(bar.first)?, title })
    };
    overview.links = bars.iter().filter_map(link).collect();
    Some(overview)
}

/// The bars of a unit in their order; `None` where there are more than fit in any case.
fn bars(unit: Unit, starts: &[Start]) -> Option<Vec<Bar>> {
    let mut bars: BTreeMap<i64, Bar> = BTreeMap::new();
    for &(day, last, first) in starts {
        let at = unit.number(day);
        let bar = Bar { at, exact: 0, loose: 0, day, last, first, x: 0 };
        let bar = bars.entry(at).or_insert(bar);
        bar.day = bar.day.min(day);
        bar.last = bar.last.max(last);
        if at == unit.number(last) {
            bar.exact += 1;
        } else {
            bar.loose += 1;
        }
        if bars.len() > WIDTH / NARROWEST {
            return None;
        }
    }
    Some(bars.into_values().collect())
}

/// Whether time is left out between two bars.
fn broken(pair: &[Bar]) -> bool {
    pair[1].at - pair[0].at > LEAST_EMPTY
}

/// How wide a bar can be; `None` where there are too many of them, or too many breaks.
fn step(bars: &[Bar]) -> Option<usize> {
    let breaks = bars.windows(2).filter(|pair| broken(pair)).count();
    let between = bars.windows(2).filter(|pair| !broken(pair));
    let units: i64 = between.map(|pair| pair[1].at - pair[0].at).sum();
    let columns = usize::try_from(units).ok()? + breaks + 1;
    let room = WIDTH.checked_sub(breaks * BREAK)?;
    (breaks <= MOST_BREAKS).then_some(room / columns).filter(|&step| step >= NARROWEST)
}

fn lay_out(unit: Unit, bars: &mut [Bar], step: usize, starts: &[Start], say: &Say) -> Overview {
    let tallest = bars.iter().max_by_key(|bar| (bar.exact + bar.loose, -bar.at));
    let (most, peak) = tallest.map_or((1, 0), |bar| (bar.exact + bar.loose, bar.at));
    let label = |bar: &Bar| unit.known(bar).label(bar.day, say);
    let (mut exact, mut loose) = (String::new(), String::new());
    let (mut axis, mut breaks) = (String::from("M0"), String::new());
    let mut labels = Labels::default();
    let mut silences = Vec::new();
    let _ = write!(axis, " {BASE}");
    let mut x = 0;
    for i in 0..bars.len() {
        let bar = bars[i];
        if i > 0 {
            if broken(&bars[i - 1..=i]) {
                let silence = say.span((bar.day - bars[i - 1].day).num_days());
                let (from, to) = (x + step, x + step + BREAK);
                let _ = write!(axis, "H{from}M{to} {BASE}");
                for at in [from + 4, to - 10] {
                    let _ = write!(breaks, "M{at} {}l6 -12", BASE + 6);
                }
                labels.push("silence", from + BREAK / 2, BASE - 10, silence.clone());
                silences.push(silence);
                x = to;
                labels.starts.push((x, label(&bar)));
            } else {
                let units = usize::try_from(bar.at - bars[i - 1].at).unwrap_or(1);
                x += step * units;
                if label(&bar) != label(&bars[i - 1]) {
                    labels.further.push((x, label(&bar)));
                }
            }
        } else {
            labels.starts.push((x, label(&bar)));
        }
        bars[i].x = x;
        let tall = |n: usize| if n == 0 { 0 } else { (n * (BASE - TOP) / most).max(2) };
        let (solid, all) = (tall(bar.exact), tall(bar.exact + bar.loose));
        for (path, from, to) in [(&mut exact, 0, solid), (&mut loose, solid, all)] {
            if to > from {
                let (wide, tall) = (step - 2, to - from);
                let _ = write!(path, "M{} {}h{wide}v{tall}h-{wide}z", x + 1, BASE - to);
            }
        }
        if bar.at == peak {
            labels.push("peak", x + step / 2, TOP - 3, most.to_string());
        }
    }
    let _ = write!(axis, "H{}", x + step);
    let each = bars.iter().map(|bar| {
        let all = bar.exact + bar.loose;
        format!("{}: {all}", unit.called(bar, say))
    });
    let busiest =
        bars.iter().find(|bar| bar.at == peak).map(|bar| unit.known(bar).said(bar.day, say));
    Overview {
        width: WIDTH,
        height: HEIGHT,
        exact,
        axis,
        breaks,
        pale: if loose.is_empty() { String::new() } else { unit.pale(say) },
        loose,
        links: Vec::new(),
        labels: labels.placed(),
        title: unit.title(say),
        numbers: each.collect::<Vec<_>>().join(" · "),
        summary: summary(starts, most, &busiest.unwrap_or_default(), &silences, say),
    }
}

/// Labels as far as there is room for them.
#[derive(Default)]
struct Labels {
    done: Vec<Label>,
    /// Where the axis begins anew.
    starts: Vec<(usize, String)>,
    further: Vec<(usize, String)>,
}

impl Labels {
    fn push(&mut self, class: &'static str, x: usize, y: usize, text: String) {
        self.done.push(Label { class, x, y, text });
    }

    /// The beginnings first, then what fits between them.
    fn placed(mut self) -> Vec<Label> {
        let mut taken: Vec<(usize, usize)> = Vec::new();
        for (x, text) in std::mem::take(&mut self.starts).into_iter().chain(self.further) {
            let wide = text.chars().count() * LETTER;
            let (from, to, class) = if x + wide > WIDTH {
                (WIDTH.saturating_sub(wide), WIDTH, "when end")
            } else {
                (x, x + wide, "when")
            };
            if taken.iter().all(|&(a, b)| to + LETTER <= a || b + LETTER <= from) {
                taken.push((from, to));
                let x = if class == "when" { from } else { to };
                self.done.push(Label { class, x, y: HEIGHT - 5, text });
            }
        }
        self.done
    }
}

fn summary(starts: &[Start], most: usize, busiest: &str, silences: &[String], say: &Say) -> String {
    let left_out = match silences {
        [] => String::new(),
        silences => fill(&say.left_out, &[("list", &silences.join(&say.comma))]),
    };
    // The first and the last of them; of those on the same day, one whose day is known.
    let said = |&(day, last, _): &Start| match Unit::filled(day, last) {
        Unit::Month => say.month(day.year(), day.month()),
        Unit::Day => say.day(day),
        unit => unit.label(day, say),
    };
    let first = starts.iter().min_by_key(|(day, last, _)| (*day, *last));
    let last = starts.iter().max_by_key(|(day, last, _)| (*day, std::cmp::Reverse(*last)));
    fill(
        &say.overview_said,
        &[
            ("events", &say.count(&say.n_dated, starts.len())),
            ("a", &first.map_or_else(String::new, said)),
            ("b", &last.map_or_else(String::new, said)),
            ("n", &most.to_string()),
            ("busiest", busiest),
            ("left_out", &left_out),
        ],
    )
}
