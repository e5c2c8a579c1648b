//! Whose ways cross when: lines side by side, reordered so that whoever acts together is adjacent.
//!
//! ```text
//! Aldoria ──●──╮ ╭──●──     column by column, each an event: its actors stand next to
//! Brevane ──●── ╳ ──┼──     each other, the rest keeps its order
//! Corland ─────╯ ╰──●──
//! ```
//!
//! The fewest crossings are NP-hard to find (Gronemann and others 2016); then the fewest turns.
//! A beam of the best orders goes over the columns forwards, backwards and forwards again, each
//! way beginning where the other ended. On small stories it is compared with all orders.

/// How many orders are followed at a time.
const BEAM: usize = 12;
/// Ways over the columns.
const WAYS: usize = 5;

/// The lines in order, column by column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Storyline {
    /// By column: the lines from top to bottom.
    pub(crate) orders: Vec<Vec<usize>>,
    /// How often two lines cross.
    pub(crate) crossings: usize,
    /// How far lines move, in places, all together.
    pub(crate) wiggle: usize,
}

/// An order that was reached, and at what cost.
#[derive(Debug, Clone, Copy)]
struct Reached {
    crossings: usize,
    wiggle: usize,
    /// Which order of the column before it comes from.
    from: usize,
}

/// The number of a line; orders are compared and copied all the time, and should be short.
type Line = u16;

/// The best orders of a column, one behind the other: a few hundred thousand of them are written
/// out for a long timeline.
#[derive(Debug, Default)]
struct Beam {
    reached: Vec<Reached>,
    orders: Vec<Line>,
}

impl Beam {
    /// The `at`-th order of so many lines.
    fn order(&self, at: usize, lines: usize) -> &[Line] {
        &self.orders[at * lines..(at + 1) * lines]
    }
}

/// Orders so many lines.
///
/// - `columns`: who acts together, column by column; numbers of lines, each once.
/// - `seed`: the order to begin with; what crosses nothing keeps it, so that a new event moves
///   little.
pub(crate) fn arrange(columns: &[Vec<usize>], seed: &[usize]) -> Storyline {
    let mut best: Option<Storyline> = None;
    let mut start = seed.to_vec();
    let backwards: Vec<Vec<usize>> = columns.iter().rev().cloned().collect();
    for way in 0..WAYS {
        let forwards = way % 2 == 0;
        let mut found = go(if forwards { columns } else { &backwards }, &start);
        let Some(last) = found.orders.last() else { return found };
        start.clone_from(last);
        if !forwards {
            found.orders.reverse();
        }
        let better = best
            .as_ref()
            .is_none_or(|best| (found.crossings, found.wiggle) < (best.crossings, best.wiggle));
        if better {
            best = Some(found);
        } else if way >= 2 {
            break;
        }
    }
    best.unwrap_or_default()
}

/// Once over the columns, from an order that costs nothing to begin with.
fn go(columns: &[Vec<usize>], start: &[usize]) -> Storyline {
    let lines = start.len();
    let first = Beam {
        reached: vec![Reached { crossings: 0, wiggle: 0, from: 0 }],
        orders: start.iter().map(|&line| short(line)).collect(),
    };
    let mut beams: Vec<Beam> = Vec::with_capacity(columns.len());
    let mut acts = vec![false; lines];
    let mut ways = Ways::default();
    for (at, together) in columns.iter().enumerate() {
        for &line in together {
            acts[line] = true;
        }
        let before = if at == 0 { &first } else { &beams[at - 1] };
        ways.clear();
        for (from, reached) in before.reached.iter().enumerate() {
            ways.gather(*reached, before.order(from, lines), &acts, from);
        }
        // The first column may begin anywhere.
        if at == 0 {
            for one in &mut ways.steps {
                (one.crossings, one.wiggle) = (0, 0);
            }
        }
        beams.push(ways.best(lines, together.len()));
        for &line in together {
            acts[line] = false;
        }
    }
    let Some(end) = beams.last().and_then(|beam| beam.reached.first()) else {
        return Storyline::default();
    };
    let (crossings, wiggle) = (end.crossings, end.wiggle);
    let mut orders = Vec::with_capacity(columns.len());
    let mut at = 0;
    for beam in beams.iter().rev() {
        orders.push(beam.order(at, lines).iter().map(|&line| usize::from(line)).collect());
        at = beam.reached[at].from;
    }
    orders.reverse();
    Storyline { orders, crossings, wiggle }
}

fn short(line: usize) -> Line {
    Line::try_from(line).expect("a drawing has fewer lines than that")
}

/// An order that can be reached, not yet written out: most are never followed.
#[derive(Debug, Clone, Copy)]
struct Step {
    crossings: usize,
    wiggle: usize,
    from: usize,
    /// How many of the others stand above those who act.
    place: usize,
}

/// The orders that can be reached in a column from those of the one before it.
#[derive(Debug, Default)]
struct Ways {
    steps: Vec<Step>,
    /// The orders they come from, one behind the other: first the others, then those who act.
    parted: Vec<Line>,
    /// Of one order, by line that acts: how many of the others stand above it.
    above: Vec<usize>,
    /// Of one order, by other line: how many who act stand above it.
    acted_above: Vec<usize>,
    acting: Vec<Line>,
}

impl Ways {
    fn clear(&mut self) {
        self.steps.clear();
        self.parted.clear();
    }

    /// Every order in which those who act stand together, all else kept as it is.
    fn gather(&mut self, reached: Reached, order: &[Line], acts: &[bool], from: usize) {
        self.above.clear();
        self.acted_above.clear();
        self.acting.clear();
        for &line in order {
            if acts[usize::from(line)] {
                self.above.push(self.acted_above.len());
                self.acting.push(line);
            } else {
                self.acted_above.push(self.above.len());
                self.parted.push(line);
            }
        }
        self.parted.extend_from_slice(&self.acting);
        let Reached { crossings, wiggle, .. } = reached;
        let (Some(&highest), Some(&lowest)) = (self.above.first(), self.above.last()) else {
            self.steps.push(Step { crossings, wiggle, from, place: 0 });
            return;
        };
        // One of the others moves up by those who acted above it where it now stands above them,
        // and down by those who acted below it where it now stands below.
        let many = self.above.len();
        let (up, down) = self.acted_above.split_at(highest);
        let mut others = up.iter().sum::<usize>();
        others += down.iter().map(|above| many - above).sum::<usize>();
        for place in highest..=lowest {
            // Who acts moves by as many places as others are crossed.
            let crossed: usize = self.above.iter().map(|&one| place.abs_diff(one)).sum();
            self.steps.push(Step {
                crossings: crossings + crossed,
                wiggle: wiggle + others + crossed,
                from,
                place,
            });
            if let Some(&above) = self.acted_above.get(place) {
                others = others + above - (many - above);
            }
        }
    }

    /// The cheapest orders, each once.
    fn best(&mut self, lines: usize, acting: usize) -> Beam {
        self.steps.sort_unstable_by_key(|one| (one.crossings, one.wiggle, one.from, one.place));
        let mut beam = Beam::default();
        for &Step { crossings, wiggle, from, place } in &self.steps {
            let kept = beam.reached.len();
            if kept == BEAM {
                break;
            }
            let (others, acts) =
                self.parted[from * lines..(from + 1) * lines].split_at(lines - acting);
            let (over, under) = others.split_at(place);
            for part in [over, acts, under] {
                beam.orders.extend_from_slice(part);
            }
            let order = beam.order(kept, lines);
            if (0..kept).all(|other| beam.order(other, lines) != order) {
                beam.reached.push(Reached { crossings, wiggle, from });
            } else {
                beam.orders.truncate(kept * lines);
            }
        }
        beam
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that are the same on every run.
    fn numbers(seed: u64) -> impl FnMut(usize) -> usize {
        let mut random = seed;
        move |below| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695);
            (random >> 33) as usize % below
        }
    }

    fn story(lines: usize, columns: usize, seed: u64) -> Vec<Vec<usize>> {
        let mut next = numbers(seed);
        (0..columns)
            .map(|_| {
                let mut together: Vec<usize> = (0..2 + next(2)).map(|_| next(lines)).collect();
                together.sort_unstable();
                together.dedup();
                together
            })
            .collect()
    }

    fn crossings(one: &[usize], other: &[usize]) -> usize {
        let mut found = 0;
        for (i, a) in one.iter().enumerate() {
            for b in &one[i + 1..] {
                let place = |line: &usize| other.iter().position(|one| one == line);
                found += usize::from(place(a) > place(b));
            }
        }
        found
    }

    /// How far lines move from one order to the next, in places.
    fn moved(one: &[usize], other: &[usize]) -> usize {
        let place = |line: &usize| one.iter().position(|one| one == line).unwrap();
        other.iter().enumerate().map(|(at, line)| place(line).abs_diff(at)).sum()
    }

    fn adjacent(order: &[usize], together: &[usize]) -> bool {
        let places: Vec<usize> =
            (0..order.len()).filter(|&at| together.contains(&order[at])).collect();
        places.windows(2).all(|pair| pair[1] == pair[0] + 1)
    }

    #[test]
    fn who_acts_together_stands_together_and_costs_are_true() {
        for seed in 0..20 {
            let columns = story(8, 20, seed);
            let told = arrange(&columns, &(0..8).collect::<Vec<_>>());
            for (order, together) in told.orders.iter().zip(&columns) {
                assert!(adjacent(order, together), "{order:?} {together:?}");
            }
            let counted: usize =
                told.orders.windows(2).map(|pair| crossings(&pair[0], &pair[1])).sum();
            assert_eq!(told.crossings, counted, "seed {seed}");
            let moved: usize = told.orders.windows(2).map(|pair| moved(&pair[0], &pair[1])).sum();
            assert_eq!(told.wiggle, moved, "seed {seed}");
        }
    }

    /// The fewest crossings of all orders, by trying them all.
    fn fewest(columns: &[Vec<usize>], lines: usize) -> usize {
        let mut orders: Vec<Vec<usize>> = vec![Vec::new()];
        for line in 0..lines {
            orders = (orders.iter())
                .flat_map(|order| {
                    (0..=order.len()).map(move |at| {
                        let mut order = order.clone();
                        order.insert(at, line);
                        order
                    })
                })
                .collect();
        }
        let between: Vec<Vec<usize>> =
            orders.iter().map(|a| orders.iter().map(|b| crossings(a, b)).collect()).collect();
        let mut costs: Vec<Option<usize>> = vec![Some(0); orders.len()];
        for (at, together) in columns.iter().enumerate() {
            costs = (0..orders.len())
                .map(|to| {
                    if !adjacent(&orders[to], together) {
                        return None;
                    }
                    if at == 0 {
                        return Some(0);
                    }
                    (0..orders.len())
                        .filter_map(|from| Some(costs[from]? + between[from][to]))
                        .min()
                })
                .collect();
        }
        costs.into_iter().flatten().min().unwrap()
    }

    #[test]
    fn crossings_are_within_15_percent_of_the_fewest() {
        let (mut ours, mut best) = (0, 0);
        for seed in 0..12 {
            let columns = story(5, 15, 100 + seed);
            ours += arrange(&columns, &[0, 1, 2, 3, 4]).crossings;
            best += fewest(&columns, 5);
        }
        assert!(best > 50, "the stories are too easy: {best}");
        assert!(ours * 100 <= best * 115, "{ours} crossings, {best} would do");
    }

    #[test]
    fn what_crosses_nothing_keeps_its_order() {
        let columns = vec![vec![0, 1], vec![2, 3], vec![1, 2]];
        let told = arrange(&columns, &[0, 1, 2, 3]);
        assert_eq!((told.crossings, told.wiggle), (0, 0));
        assert!(told.orders.iter().all(|order| order == &[0, 1, 2, 3]));
        assert_eq!(arrange(&[], &[]), Storyline::default());
    }
}
