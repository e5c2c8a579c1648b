//! What holds for every timeline, tried on many small ones.

use proptest::prelude::*;

use super::tests::timeline;
use super::*;
use crate::calendar::When;
use crate::timeline::Date;

/// A line an event, for [`timeline`]; dates within a fortnight, so that they often meet.
fn lines(events: usize, relations: std::ops::Range<usize>) -> impl Strategy<Value = Vec<String>> {
    let day = || (1_u32..=14).prop_map(|day| format!("2025-05-{day:02}"));
    let date = prop_oneof![
        4 => Just(String::new()),
        4 => day(),
        1 => (day(), 0_u32..5).prop_map(|(first, more)| {
            let first: NaiveDate = first.parse().expect("a day");
            let last = first + chrono::Days::new(u64::from(more));
            format!("[{first}..{last}]")
        }),
        1 => day().prop_map(|day| format!("[{day}..]")),
        1 => day().prop_map(|day| format!("[..{day}]")),
        1 => day().prop_map(|day| format!("{day}/..")),
        1 => day().prop_map(|day| format!("{day}~")),
        1 => day().prop_map(|day| format!("{day}?")),
        1 => Just("2025-05".to_owned()),
    ];
    let kind = prop::sample::select(vec!["statement", "meeting", "talks", "ceasefire"]);
    let modality = prop::sample::select(vec![
        "happened", "happened", "happened", "happened", "planned", "possible", "denied",
    ]);
    let told = prop::sample::select(vec!["", "", "told=early", "told=late,early"]);
    let event = (date, kind, modality, told);
    let relation = (0..events, 0..events, prop::sample::select(Relation::ALL));
    (prop::collection::vec(event, events), prop::collection::vec(relation, relations)).prop_map(
        move |(events, relations)| {
            let mut lines =
                vec!["source early 2025-05-08".to_owned(), "source late 2025-05-12".to_owned()];
            for (at, (date, kind, modality, told)) in events.into_iter().enumerate() {
                let mut line = format!("e{at} {kind} {modality}");
                for part in [date, told.to_owned()] {
                    if !part.is_empty() {
                        line.extend([" ", &part]);
                    }
                }
                for relation in Relation::ALL {
                    let on: Vec<String> = relations
                        .iter()
                        .filter(|(event, _, which)| *event == at && which == relation)
                        .map(|(_, on, _)| format!("e{on}"))
                        .collect();
                    if !on.is_empty() {
                        line.extend([" ", relation.name(), "=", &on.join(",")]);
                    }
                }
                lines.push(line);
            }
            lines
        },
    )
}

/// The constraints of a timeline, written a second time and without any of the network's code:
/// `after[j] - before[i] >= least` over points, the origin first.
struct Matrix {
    points: usize,
    /// Longest known way from one point to another.
    ways: Vec<Vec<Option<i64>>>,
}

const ORIGIN: usize = 0;

fn start(event: usize) -> usize {
    1 + 2 * event
}

fn end(event: usize) -> usize {
    2 + 2 * event
}

impl Matrix {
    /// - `left_out`: a statement that is not counted
    fn of(
        timeline: &Timeline,
        loops_out: &[Vec<u32>],
        soft: bool,
        left_out: Option<Statement<'_>>,
    ) -> Self {
        let events: Vec<(&Id, &Event)> = timeline.events.iter().collect();
        let points = 1 + 2 * events.len();
        let mut matrix = Self { points, ways: vec![vec![None; points]; points] };
        let mut rank: Vec<&Id> = timeline.events.keys().collect();
        rank.sort();
        let knot = |at: usize| {
            let rank = u32::try_from(rank.binary_search(&events[at].0).expect("it is there"))
                .expect("few");
            loops_out.iter().position(|knot| knot.contains(&rank))
        };
        let is_out = |statement: Statement<'_>| left_out == Some(statement);
        for (at, (id, event)) in events.iter().enumerate() {
            matrix.say(start(at), end(at), 0);
            let lasting = event.when().is_some_and(When::is_interval);
            match event.kind.name() {
                _ if lasting => {}
                "statement" => matrix.say(end(at), start(at), 0),
                "meeting" => matrix.say(end(at), start(at), -3),
                "talks" => matrix.say(end(at), start(at), -14),
                _ => {}
            }
            if let Some(when) = event.when()
                && (soft || !when.is_uncertain())
                && !is_out(Statement::Date { event: id })
            {
                let days = when.widened();
                matrix.within(start(at), days.earliest_start, days.latest_start);
                matrix.within(end(at), days.earliest_end, days.latest_end);
            }
            let published = event.evidence.iter().filter_map(|evidence| {
                let source = timeline.sources.get(&evidence.source)?;
                Some((&evidence.source, source.published.as_ref()?.when.as_ref()?.single_day()?))
            });
            match event.modality.name() {
                "happened" => {
                    for (source, day) in published {
                        if !is_out(Statement::Reported { event: id, source }) {
                            matrix.within(start(at), None, Some(day));
                        }
                    }
                }
                "planned" if soft => {
                    if let Some((source, day)) = published.min_by_key(|(_, day)| *day)
                        && !is_out(Statement::Reported { event: id, source })
                    {
                        matrix.within(start(at), Some(day), None);
                    }
                }
                _ => {}
            }
            for &relation in Relation::ALL {
                for on in event.related(relation) {
                    let before = timeline.events.get_index_of(on).expect("it is there");
                    let first = events[before].1;
                    let modality = (first.modality.name(), event.modality.name());
                    let hard = match modality {
                        ("happened", "happened") => true,
                        ("planned", "planned") => relation == Relation::After,
                        _ => false,
                    };
                    let circle = knot(before).is_some() && knot(before) == knot(at);
                    if before == at
                        || circle
                        || modality.0 == "denied"
                        || modality.1 == "denied"
                        || (relation == Relation::RespondsTo && modality.0 != "happened")
                        || !(hard || soft)
                        || is_out(Statement::Related { relation, event: id, on })
                    {
                        continue;
                    }
                    let waits =
                        relation == Relation::ConditionalOn && first.kind.name() != "ceasefire";
                    matrix.say(if waits { end(before) } else { start(before) }, start(at), 0);
                }
            }
        }
        matrix.close();
        matrix
    }

    fn say(&mut self, from: usize, to: usize, least: i64) {
        let way = &mut self.ways[from][to];
        *way = Some(way.map_or(least, |known| known.max(least)));
    }

    fn within(&mut self, point: usize, first: Option<NaiveDate>, last: Option<NaiveDate>) {
        if let Some(first) = first {
            self.say(ORIGIN, point, i64::from(first.num_days_from_ce()));
        }
        if let Some(last) = last {
            self.say(point, ORIGIN, -i64::from(last.num_days_from_ce()));
        }
    }

    /// Floyd and Warshall.
    fn close(&mut self) {
        for by in 0..self.points {
            for from in 0..self.points {
                for to in 0..self.points {
                    if let (Some(a), Some(b)) = (self.ways[from][by], self.ways[by][to]) {
                        self.say(from, to, a + b);
                    }
                }
            }
        }
    }

    fn is_feasible(&self) -> bool {
        (0..self.points).all(|point| self.ways[point][point].is_none_or(|way| way <= 0))
    }

    /// The days of a point.
    fn days(&self, point: usize) -> (Option<i64>, Option<i64>) {
        (self.ways[ORIGIN][point], self.ways[point][ORIGIN].map(|way| -way))
    }
}

fn number(day: Option<NaiveDate>) -> Option<i64> {
    day.map(|day| i64::from(day.num_days_from_ce()))
}

fn is_within(day: i64, first: Option<i64>, last: Option<i64>) -> bool {
    first.is_none_or(|first| first <= day) && last.is_none_or(|last| day <= last)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn days_are_those_of_the_full_matrix(lines in lines(6, 0..9)) {
        // Facts only: what is certain flows both ways.
        let lines: Vec<String> = lines
            .into_iter()
            .filter(|line| !["planned", "possible", "denied"].iter().any(|word| line.contains(word)))
            .collect();
        let mut timeline = timeline(&lines.join("\n"));
        let known: Vec<Id> = timeline.events.keys().cloned().collect();
        for event in timeline.events.values_mut() {
            for list in [&mut event.after, &mut event.responds_to, &mut event.conditional_on] {
                list.retain(|on| known.contains(on));
            }
        }
        let graph = Graph::new(&timeline);
        let matrix = Matrix::of(&timeline, &graph.knots, false, None);
        let hard: Vec<_> = graph.contradictions().into_iter().filter(|one| !one.soft).collect();
        prop_assert_eq!(matrix.is_feasible(), hard.is_empty());
        if matrix.is_feasible() {
            let days = graph.rules.network.settle(Scope::Hard, &[]);
            for (at, id) in timeline.events.keys().enumerate() {
                let event = graph.find(id.as_str()).expect("it is there");
                let left = left(&graph.rules, &days, event).expect("feasible");
                let ends = [number(left.earliest_start), number(left.latest_start)];
                prop_assert_eq!(ends, <[_; 2]>::from(matrix.days(start(at))), "start of {}", id);
                let ends = [number(left.earliest_end), number(left.latest_end)];
                prop_assert_eq!(ends, <[_; 2]>::from(matrix.days(end(at))), "end of {}", id);
            }
        }
    }

    #[test]
    fn bounds_admit_every_feasible_schedule(lines in lines(6, 0..9), dice in prop::collection::vec(0_i64..40, 13)) {
        let timeline = timeline(&lines.join("\n"));
        let graph = Graph::new(&timeline);
        let mut matrix = Matrix::of(&timeline, &graph.knots, false, None);
        // Choose a day for one point after the other, each within what the others leave.
        for point in (1..matrix.points).filter(|_| true) {
            if !matrix.is_feasible() {
                return Ok(());
            }
            let (first, last) = matrix.days(point);
            let early = number(NaiveDate::from_ymd_opt(2025, 4, 20)).expect("a day");
            let (first, last) = match (first, last) {
                (Some(first), Some(last)) => (first, last),
                (Some(first), None) => (first, first + 40),
                (None, Some(last)) => (last - 40, last),
                (None, None) => (early, early + 40),
            };
            let day = first + dice[point % dice.len()] % (last - first + 1);
            matrix.say(ORIGIN, point, day);
            matrix.say(point, ORIGIN, -day);
            matrix.close();
        }
        for (at, (id, event)) in timeline.events.iter().enumerate() {
            // A schedule of facts; a plan's bounds hold only if the facts it hangs on do.
            if event.modality.name() != "happened" {
                continue;
            }
            let said = event.when().map(When::bounds).unwrap_or_default();
            let bounds = graph.bounds(id.as_str());
            for (point, said, first, last) in [
                (start(at), (said.earliest_start, said.latest_start), bounds.earliest_start, bounds.latest_start),
                (end(at), (said.earliest_end, said.latest_end), bounds.earliest_end, bounds.latest_end),
            ] {
                let (day, _) = matrix.days(point);
                let day = day.expect("chosen");
                // `~` and `?` let a schedule leave what was said; then it must not be compared.
                if is_within(day, number(said.0), number(said.1)) {
                    prop_assert!(is_within(day, number(first), number(last)), "{}: {}", id, day);
                }
            }
        }
    }

    #[test]
    fn no_statement_of_a_contradiction_can_be_spared(lines in lines(7, 3..14)) {
        let whole = timeline(&lines.join("\n"));
        let graph = Graph::new(&whole);
        for told in graph.contradictions() {
            // Only what it rests on, and nothing else.
            let mut only = whole.clone();
            let has = |step: Statement<'_>| told.steps.contains(&step);
            for (id, event) in &mut only.events {
                if !has(Statement::Date { event: id }) {
                    // How long it lasts is not for the date to say, but a length follows from it.
                    let lasting = event.when().is_some_and(When::is_interval);
                    event.date = lasting.then(|| Date::new("/9999"));
                }
                event.after.retain(|on| has(Statement::Related { relation: Relation::After, event: id, on }));
                event.responds_to.retain(|on| has(Statement::Related { relation: Relation::RespondsTo, event: id, on }));
                event.conditional_on.retain(|on| has(Statement::Related { relation: Relation::ConditionalOn, event: id, on }));
                event.evidence.retain(|one| has(Statement::Reported { event: id, source: &one.source }));
            }
            prop_assert!(!Matrix::of(&only, &[], told.soft, None).is_feasible());
            for (at, step) in told.steps.iter().enumerate() {
                prop_assert!(!told.steps[..at].contains(step), "twice");
                prop_assert!(Matrix::of(&only, &[], told.soft, Some(*step)).is_feasible(), "{:?}", step);
            }
            prop_assert!(told.short_by > 0);
        }
    }

    #[test]
    fn without_contradictions_everything_fits(lines in lines(6, 0..10)) {
        let timeline = timeline(&lines.join("\n"));
        let graph = Graph::new(&timeline);
        let told = graph.contradictions();
        for soft in [false, true] {
            let none = told.iter().all(|one| one.soft && !soft);
            let matrix = Matrix::of(&timeline, &graph.knots, soft, None);
            prop_assert_eq!(matrix.is_feasible(), none);
        }
    }

    #[test]
    fn a_loop_is_closed_and_as_short_as_any(lines in lines(6, 4..14)) {
        let timeline = timeline(&lines.join("\n"));
        let graph = Graph::new(&timeline);
        for told in graph.loops() {
            let next = told.steps.iter().cycle().skip(1);
            for (step, next) in told.steps.iter().zip(next) {
                let (Statement::Related { event, .. }, Statement::Related { on, .. }) = (step, next) else {
                    panic!("pure order")
                };
                prop_assert_eq!(*event, *on);
            }
        }
        // As many as there are knots, each as short as the shortest way from any of it to itself.
        for (knot, told) in graph.knots.iter().zip(graph.loops()) {
            let mut ways = vec![vec![usize::MAX / 4; knot.len()]; knot.len()];
            for (earlier, later, _) in &graph.relations {
                if let (Ok(a), Ok(b)) = (knot.binary_search(earlier), knot.binary_search(later)) {
                    ways[a][b] = 1;
                }
            }
            for by in 0..knot.len() {
                for from in 0..knot.len() {
                    for to in 0..knot.len() {
                        ways[from][to] = ways[from][to].min(ways[from][by] + ways[by][to]);
                    }
                }
            }
            let least = (0..knot.len()).map(|at| ways[at][at]).min();
            prop_assert_eq!(Some(told.steps.len()), least);
        }
    }

    #[test]
    fn the_order_of_the_file_changes_nothing_but_ties(lines in lines(7, 0..14), turn in 0_usize..7) {
        let mut turned = lines.clone();
        turned.reverse();
        turned.rotate_left(turn);
        let (one, other) = (timeline(&lines.join("\n")), timeline(&turned.join("\n")));
        let (one, other) = (Graph::new(&one), Graph::new(&other));
        prop_assert_eq!(one.contradictions(), other.contradictions());
        prop_assert_eq!(one.loops(), other.loops());
        for id in one.order() {
            prop_assert_eq!(one.bounds(id.as_str()), other.bounds(id.as_str()));
        }
    }

    #[test]
    fn the_order_follows_days_and_then_relations(lines in lines(7, 0..10)) {
        let timeline = timeline(&lines.join("\n"));
        let graph = Graph::new(&timeline);
        prop_assert_eq!(graph.order().len(), timeline.events.len());
        let dated: Vec<i32> = graph
            .order()
            .iter()
            .filter(|id| timeline.events[id.as_str()].when().is_some())
            .map(|id| graph.bounds(id.as_str()))
            .filter(|bounds| bounds.earliest_start.is_some())
            .map(|bounds| bounds.sort_key().0)
            .collect();
        prop_assert!(dated.is_sorted());
    }
}
