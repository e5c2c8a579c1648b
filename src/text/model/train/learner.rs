//! The averaged perceptron: integer weights that are learned by mistakes.
//!
//! A feature is silent until it has taken part in a number of mistakes, and is dropped at the end
//! if it never has: that keeps the model small at no loss. Weights are averaged over all
//! steps (Freund and Schapire 1999), lazily.

use crate::text::model::table::Row;
use crate::text::model::tagger::Scores;

/// Weights under way.
#[derive(Debug)]
pub(super) struct Learner {
    /// Open addressing: place of the row plus 1, and the feature.
    slots: Vec<(u64, u32)>,
    rows: Vec<Weights>,
    /// Steps so far.
    time: u32,
    /// Mistakes that a feature must take part in before it speaks.
    patience: u32,
}

#[derive(Debug, Default)]
struct Weights {
    mistakes: u32,
    classes: Vec<Weight>,
}

#[derive(Debug)]
struct Weight {
    sum: i64,
    now: i32,
    since: u32,
    class: u8,
}

impl Scores for Learner {
    #[inline]
    fn add(&self, feature: u64, scores: &mut [i32]) {
        if let Some(row) = self.row(feature)
            && row.mistakes >= self.patience
        {
            for weight in &row.classes {
                scores[usize::from(weight.class)] += weight.now;
            }
        }
    }
}

impl Learner {
    pub(super) fn new(patience: u32) -> Self {
        Self { slots: vec![(0, 0); 1 << 16], rows: Vec::new(), time: 0, patience }
    }

    /// A step: if the guess was wrong, its weights fall and those of the right class rise.
    pub(super) fn learn(&mut self, features: &[u64], right: usize, guess: usize) {
        self.time += 1;
        if right == guess {
            return;
        }
        let time = self.time;
        for &feature in features {
            let row = self.row_mut(feature);
            row.mistakes += 1;
            row.change(right, 1, time);
            row.change(guess, -1, time);
        }
    }

    /// The averaged weights of the features that speak; those nearer to 0 than `cut` are dropped.
    pub(super) fn rows(&self, cut: f64) -> Vec<Row> {
        let mut rows = Vec::new();
        for &(feature, place) in self.slots.iter().filter(|slot| slot.1 > 0) {
            let row = &self.rows[place as usize - 1];
            if row.mistakes < self.patience {
                continue;
            }
            let weights: Vec<(u8, f64)> = row
                .classes
                .iter()
                .map(|one| {
                    let sum = one.sum + i64::from(one.now) * i64::from(self.time - one.since);
                    (one.class, sum as f64 / f64::from(self.time.max(1)))
                })
                .filter(|(_, weight)| weight.abs() >= cut)
                .collect();
            if !weights.is_empty() {
                rows.push(Row { feature, weights });
            }
        }
        rows.sort_by_key(|row| row.feature);
        rows
    }

    fn row(&self, feature: u64) -> Option<&Weights> {
        let mask = self.slots.len() - 1;
        let mut at = feature as usize & mask;
        loop {
            match self.slots[at] {
                (_, 0) => return None,
                (key, place) if key == feature => return Some(&self.rows[place as usize - 1]),
                _ => at = (at + 1) & mask,
            }
        }
    }

    fn row_mut(&mut self, feature: u64) -> &mut Weights {
        if self.rows.len() * 2 > self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut at = feature as usize & mask;
        loop {
            match self.slots[at] {
                (_, 0) => {
                    self.rows.push(Weights::default());
                    let place = u32::try_from(self.rows.len()).expect("fewer than 2^32 features");
                    self.slots[at] = (feature, place);
                    return self.rows.last_mut().expect("just pushed");
                }
                (key, place) if key == feature => return &mut self.rows[place as usize - 1],
                _ => at = (at + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.slots);
        self.slots = vec![(0, 0); old.len() * 2];
        let mask = self.slots.len() - 1;
        for slot in old.into_iter().filter(|slot| slot.1 > 0) {
            let mut at = slot.0 as usize & mask;
            while self.slots[at].1 > 0 {
                at = (at + 1) & mask;
            }
            self.slots[at] = slot;
        }
    }
}

impl Weights {
    fn change(&mut self, class: usize, by: i32, time: u32) {
        let class = u8::try_from(class).expect("at most 256 classes");
        let at = self.classes.iter().position(|one| one.class == class);
        let at = at.unwrap_or_else(|| {
            self.classes.push(Weight { sum: 0, now: 0, since: time, class });
            self.classes.len() - 1
        });
        let weight = &mut self.classes[at];
        weight.sum += i64::from(weight.now) * i64::from(time - weight.since);
        weight.since = time;
        weight.now += by;
    }
}
