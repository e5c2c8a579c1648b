//! What is right, as shares, and the slopes of the loss: its test reckons them in another way.

use super::matrix::exp;

/// What teachers think of a sentence: shares that sum to 1 in every row but the root's.
#[derive(Debug, Clone, Default)]
pub(super) struct Soft {
    /// How much their word counts beside the treebank's, from 0 to 1.
    pub(super) weight: f32,
    /// Of each word, the heads it may have.
    pub(super) arcs: Vec<f32>,
    /// Of each word, the relations to its head in the treebank.
    pub(super) labels: Vec<f32>,
    /// Of each word, its tags.
    pub(super) tags: Vec<f32>,
}

impl Soft {
    pub(super) fn arcs(&self, child: usize, size: usize) -> &[f32] {
        &self.arcs[child * size..][..size]
    }

    pub(super) fn labels(&self, child: usize, relations: usize) -> &[f32] {
        &self.labels[child * relations..][..relations]
    }

    pub(super) fn tags(&self, child: usize, tags: usize) -> &[f32] {
        &self.tags[child * tags..][..tags]
    }

    /// Adds what one more teacher thinks; `share`: one by the number of teachers.
    pub(super) fn add(&mut self, other: &Soft, share: f32) {
        for (to, from) in [
            (&mut self.arcs, &other.arcs),
            (&mut self.labels, &other.labels),
            (&mut self.tags, &other.tags),
        ] {
            to.resize(from.len(), 0.0);
            to.iter_mut().zip(from).for_each(|(to, from)| *to += from * share);
        }
    }
}

/// Scores become shares that sum to 1.
pub(super) fn shares(scores: &mut [f32]) {
    softmax(scores, 1.0);
}

/// Scores become the slopes of the loss.
///
/// - `soft`: what teachers think, and how much that counts.
pub(super) fn slopes(scores: &mut [f32], gold: usize, soft: Option<(f32, &[f32])>, scale: f32) {
    softmax(scores, scale);
    let mut rest = scale;
    if let Some((weight, soft)) = soft {
        scores.iter_mut().zip(soft).for_each(|(x, share)| *x -= scale * weight * share);
        rest -= scale * weight;
    }
    scores[gold] -= rest;
}

/// Scores become shares that sum to `scale`.
fn softmax(scores: &mut [f32], scale: f32) {
    let most = scores.iter().fold(f32::MIN, |a, &b| a.max(b));
    let mut sum = 0.0;
    for x in scores.iter_mut() {
        *x = exp(*x - most);
        sum += *x;
    }
    let factor = scale / sum;
    for x in scores.iter_mut() {
        *x *= factor;
    }
}

#[cfg(test)]
mod tests {
    use crate::text::model::train::network::{Example, Net};

    /// What the slopes are the slopes of: the mean of minus the logarithms of what is right.
    fn loss(net: &Net, batch: &[&Example]) -> f64 {
        let (mut sum, mut words) = (0.0, 0.0);
        for one in batch {
            let ours = net.think(one);
            let size = one.rows.len();
            let soft = one.soft.as_ref();
            let mut add = |ours: &[f32], gold: usize, soft: Option<(f32, &[f32])>, factor: f64| {
                let weight = soft.map_or(0.0, |soft| soft.0);
                for (at, &share) in ours.iter().enumerate().filter(|(_, share)| **share > 0.0) {
                    let right = if at == gold { 1.0 - weight } else { 0.0 };
                    let right = right + soft.map_or(0.0, |soft| weight * soft.1[at]);
                    sum -= factor * f64::from(right) * f64::from(share).ln();
                }
            };
            for child in 1..size {
                let arcs = soft.map(|soft| (soft.weight, soft.arcs(child, size)));
                add(ours.arcs(child, size), one.heads[child] as usize, arcs, 1.0);
                let labels = soft.map(|soft| (soft.weight, soft.labels(child, net.relations)));
                let gold = usize::from(one.relations[child]);
                add(ours.labels(child, net.relations), gold, labels, 1.0);
                let tags = soft.map(|soft| (soft.weight, soft.tags(child, net.tags)));
                add(ours.tags(child, net.tags), usize::from(one.tags[child]), tags, 0.5);
                words += 1.0;
            }
        }
        sum / words
    }

    /// Two sentences of five words that nobody has said.
    fn examples() -> Vec<Example> {
        let one = |shift: u32, heads: [u32; 6]| Example {
            rows: (0..6).map(|at| if at == 0 { vec![0] } else { vec![at + shift, 9] }).collect(),
            doubt: vec![0.0; 6],
            heads: heads.to_vec(),
            relations: vec![0, 1, 2, 0, 1, 2],
            tags: vec![0, 3, 1, 2, 0, 1],
            soft: None,
        };
        vec![one(1, [0, 2, 0, 2, 5, 3]), one(3, [0, 0, 1, 2, 3, 1])]
    }

    #[test]
    fn slopes_are_those_of_the_loss() {
        let mut net = Net::new(10, 3, 4, 5);
        let mut examples = examples();
        let mut soft = Net::new(10, 3, 4, 6).think(&examples[0]);
        soft.weight = 0.7;
        examples[0].soft = Some(soft);
        let batch: Vec<&Example> = examples.iter().collect();
        let run = net.forward(&batch, None);
        net.backward(&batch, &run);
        for number in 0..net.all().len() {
            let slopes = std::mem::take(&mut net.all()[number].slope);
            // The steepest slopes, for those of the others drown in the noise of floats.
            let mut steepest: Vec<usize> = (0..slopes.len()).collect();
            steepest.sort_by(|&a, &b| slopes[b].abs().total_cmp(&slopes[a].abs()));
            for &at in steepest.iter().take(4) {
                let moved = |by: f32| {
                    let mut net = net.clone();
                    net.all()[number].now[at] += by;
                    loss(&net, &batch)
                };
                let step = 1.0 / 256.0;
                let found = (moved(step) - moved(-step)) / f64::from(2.0 * step);
                let slope = f64::from(slopes[at]);
                let near = 1e-4 + 0.02 * slope.abs();
                assert!((found - slope).abs() < near, "weights {number}, {at}: {found}, {slope}");
            }
        }
    }
}
