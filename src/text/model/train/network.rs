//! Learns the network: forward, backward and Adam, one thread, sums in a fixed order.

use super::Random;
use super::matrix::{multiply, sigmoid, tanh, transpose};
use super::slopes::{Soft, shares, slopes};
use crate::text::model::network::{
    CONTEXT, DISTANCES, EMBEDDING, GATES, LAYERS, ROLE, UNITS, UNKNOWN, WIDTH, distance,
};

/// Numbers that are learned, with Adam's memory of their slopes.
#[derive(Debug, Clone)]
pub(super) struct Weights {
    pub(super) now: Vec<f32>,
    pub(super) slope: Vec<f32>,
    mean: Vec<f32>,
    square: Vec<f32>,
}

impl Weights {
    fn new(now: Vec<f32>) -> Self {
        let none = vec![0.0; now.len()];
        Self { now, slope: none.clone(), mean: none.clone(), square: none }
    }

    fn random(rows: usize, columns: usize, most: f32, random: &mut Random) -> Self {
        Self::new((0..rows * columns).map(|_| (random.unit() * 2.0 - 1.0) * most).collect())
    }

    fn step(&mut self, range: std::ops::Range<usize>, rate: f32) {
        let now = &mut self.now[range.clone()];
        let slope = &mut self.slope[range.clone()];
        let mean = &mut self.mean[range.clone()];
        let square = &mut self.square[range];
        for (((now, slope), mean), square) in now.iter_mut().zip(slope).zip(mean).zip(square) {
            *mean = *mean * 0.9 + *slope * 0.1;
            *square = *square * 0.99 + *slope * *slope * 0.01;
            *now -= rate * *mean / (square.sqrt() + 1e-8);
            *slope = 0.0;
        }
    }
}

/// A sentence for the network; place 0 is the root everywhere.
#[derive(Debug, Clone, Default)]
pub(super) struct Example {
    /// Rows of the embedding that make up each word; the first is the word's own, if it has one.
    pub(super) rows: Vec<Vec<u32>>,
    /// Chance that a word's own row is left out, in training.
    pub(super) doubt: Vec<f32>,
    pub(super) heads: Vec<u32>,
    pub(super) relations: Vec<u8>,
    pub(super) tags: Vec<u8>,
    /// What teachers think of it, if they have been asked.
    pub(super) soft: Option<Soft>,
}

/// The network with floats, as it is learned.
#[derive(Debug, Clone)]
pub(super) struct Net {
    pub(super) relations: usize,
    pub(super) tags: usize,
    pub(super) embedding: Weights,
    /// Input × (candidate, forget, output of both directions).
    pub(super) layers: Vec<Weights>,
    pub(super) layer_bias: Vec<Weights>,
    /// Width × (child of arc, head of arc, child of label, head of label, tags).
    pub(super) roles: Weights,
    pub(super) role_bias: Weights,
    pub(super) arc: Weights,
    pub(super) arc_bias: Weights,
    pub(super) distance: Weights,
    pub(super) label: Weights,
    pub(super) label_bias: Weights,
}

/// What a run over some sentences leaves behind.
#[derive(Debug, Default)]
pub(super) struct Run {
    starts: Vec<usize>,
    used: Vec<Vec<u32>>,
    inputs: Vec<Vec<f32>>,
    masks: Vec<Vec<f32>>,
    gates: Vec<Vec<f32>>,
    cells: Vec<Vec<f32>>,
    last: Vec<f32>,
    pub(super) roles: Vec<f32>,
    children: Vec<f32>,
    heads: Vec<f32>,
    asked: Vec<f32>,
}

impl Net {
    pub(super) fn new(rows: usize, relations: usize, tags: usize, seed: u64) -> Self {
        let mut random = Random(seed);
        let glorot = |a: usize, b: usize| (6.0 / (a + b) as f32).sqrt();
        let zero = |n| Weights::new(vec![0.0; n]);
        let roles = 4 * ROLE + tags;
        Self {
            relations,
            tags,
            embedding: Weights::random(rows, EMBEDDING, 0.15, &mut random),
            layers: (0..LAYERS)
                .map(|_| Weights::random(WIDTH, GATES, glorot(WIDTH, UNITS), &mut random))
                .collect(),
            layer_bias: (0..LAYERS)
                .map(|_| {
                    let mut bias = vec![0.0; GATES];
                    for side in 0..2 {
                        // Long memory and short memory from the start.
                        for unit in 0..UNITS {
                            bias[(side * 3 + 1) * UNITS + unit] = (unit % 3) as f32 - 0.5;
                        }
                    }
                    Weights::new(bias)
                })
                .collect(),
            roles: Weights::random(WIDTH, roles, glorot(WIDTH, 2 * ROLE), &mut random),
            role_bias: zero(roles),
            arc: Weights::random(ROLE, ROLE, glorot(ROLE, ROLE), &mut random),
            arc_bias: zero(ROLE),
            distance: zero(DISTANCES),
            label: Weights::random(ROLE, relations, glorot(ROLE, relations), &mut random),
            label_bias: zero(relations),
        }
    }

    /// Runs over sentences; with `learning`, parts are left out at random.
    pub(super) fn forward(&self, batch: &[&Example], learning: Option<(&mut Random, f32)>) -> Run {
        let mut run = Run::default();
        let mut random = learning;
        let mut at = 0;
        for one in batch {
            run.starts.push(at);
            at += one.rows.len();
        }
        run.starts.push(at);
        let n = at;
        let mut words = vec![0.0_f32; n * EMBEDDING];
        let mut at = 0;
        for one in batch {
            for (rows, &doubt) in one.rows.iter().zip(&one.doubt) {
                let mut rows = rows.clone();
                if let Some((random, _)) = &mut random
                    && random.unit() < doubt
                {
                    rows[0] = u32::from(UNKNOWN);
                }
                let sum = &mut words[at * EMBEDDING..][..EMBEDDING];
                for &row in &rows {
                    let row = &self.embedding.now[row as usize * EMBEDDING..][..EMBEDDING];
                    sum.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
                }
                run.used.push(rows);
                at += 1;
            }
        }
        let mut input = vec![0.0_f32; n * WIDTH];
        for sentence in run.starts.windows(2) {
            for t in sentence[0]..sentence[1] {
                let row = &mut input[t * WIDTH..][..WIDTH];
                row[..EMBEDDING].copy_from_slice(&words[t * EMBEDDING..][..EMBEDDING]);
                if t > sentence[0] {
                    row[EMBEDDING..EMBEDDING + CONTEXT]
                        .copy_from_slice(&words[(t - 1) * EMBEDDING..][..CONTEXT]);
                }
                if t + 1 < sentence[1] {
                    row[EMBEDDING + CONTEXT..]
                        .copy_from_slice(&words[(t + 1) * EMBEDDING + CONTEXT..][..CONTEXT]);
                }
            }
        }
        let mut mask = |x: &mut Vec<f32>, starts: &[usize]| -> Vec<f32> {
            let Some((random, rate)) = &mut random else { return Vec::new() };
            let mut masks = Vec::with_capacity(starts.len() * WIDTH);
            for sentence in starts.windows(2) {
                let keep: Vec<f32> = (0..WIDTH)
                    .map(|_| if random.unit() < *rate { 0.0 } else { 1.0 / (1.0 - *rate) })
                    .collect();
                for row in x[sentence[0] * WIDTH..sentence[1] * WIDTH].chunks_exact_mut(WIDTH) {
                    row.iter_mut().zip(&keep).for_each(|(x, keep)| *x *= keep);
                }
                masks.extend(keep);
            }
            masks
        };
        for layer in 0..LAYERS {
            let residual = (layer > 0).then(|| input.clone());
            let masks = mask(&mut input, &run.starts);
            let mut gates = repeat(&self.layer_bias[layer].now, n);
            multiply(&input, &self.layers[layer].now, &mut gates, WIDTH, GATES);
            let mut cells = vec![0.0_f32; n * WIDTH];
            let mut output = vec![0.0_f32; n * WIDTH];
            for gates in gates.chunks_exact_mut(3 * UNITS) {
                gates[..UNITS].iter_mut().for_each(|x| *x = tanh(*x));
                gates[UNITS..].iter_mut().for_each(|x| *x = sigmoid(*x));
            }
            for sentence in run.starts.windows(2) {
                for side in 0..2 {
                    let mut cell = [0.0_f32; UNITS];
                    for t in order(sentence, side) {
                        let gates = &gates[t * GATES + side * 3 * UNITS..][..3 * UNITS];
                        let (z, rest) = gates.split_at(UNITS);
                        let (f, o) = rest.split_at(UNITS);
                        let place = t * WIDTH + side * UNITS;
                        for unit in 0..UNITS {
                            cell[unit] = f[unit] * cell[unit] + (1.0 - f[unit]) * z[unit];
                            cells[place + unit] = cell[unit];
                            output[place + unit] = o[unit] * cell[unit];
                        }
                    }
                }
            }
            if let Some(residual) = residual {
                output.iter_mut().zip(residual).for_each(|(x, r)| *x += r);
            }
            run.inputs.push(std::mem::replace(&mut input, output));
            run.masks.push(masks);
            run.gates.push(gates);
            run.cells.push(cells);
        }
        run.masks.push(mask(&mut input, &run.starts));
        let columns = 4 * ROLE + self.tags;
        let mut roles = repeat(&self.role_bias.now, n);
        multiply(&input, &self.roles.now, &mut roles, WIDTH, columns);
        run.last = input;
        run.children = vec![0.0; n * ROLE];
        run.heads = vec![0.0; n * ROLE];
        for (t, row) in roles.chunks_exact(columns).enumerate() {
            for unit in 0..ROLE {
                run.children[t * ROLE + unit] = row[unit].max(0.0);
                run.heads[t * ROLE + unit] = row[ROLE + unit].max(0.0);
            }
        }
        run.roles = roles;
        run.asked = repeat(&self.arc_bias.now, n);
        multiply(&run.children, &self.arc.now, &mut run.asked, ROLE, ROLE);
        run
    }

    /// Scores of heads in a sentence of the run: a word's row holds all heads.
    pub(super) fn arcs(&self, run: &Run, sentence: usize) -> Vec<f32> {
        let (from, to) = (run.starts[sentence], run.starts[sentence + 1]);
        let size = to - from;
        let heads = transpose(&run.heads[from * ROLE..to * ROLE], ROLE);
        let mut scores = vec![0.0; size * size];
        multiply(&run.asked[from * ROLE..to * ROLE], &heads, &mut scores, ROLE, size);
        for child in 0..size {
            for head in 0..size {
                scores[child * size + head] += self.distance.now[distance(child, head)];
            }
        }
        scores
    }

    /// What the labels of an arc are judged by, before they are weighed.
    fn pair(&self, run: &Run, child: usize, head: usize) -> [f32; ROLE] {
        let columns = 4 * ROLE + self.tags;
        let mine = &run.roles[child * columns + 2 * ROLE..][..ROLE];
        let its = &run.roles[head * columns + 3 * ROLE..][..ROLE];
        std::array::from_fn(|unit| (mine[unit] + its[unit]).max(0.0))
    }

    /// What the network thinks of a sentence, with nothing left out.
    pub(super) fn think(&self, one: &Example) -> Soft {
        let run = self.forward(&[one], None);
        let size = one.rows.len();
        let mut arcs = self.arcs(&run, 0);
        let mut labels = vec![0.0; self.relations];
        let mut tags = vec![0.0; self.tags];
        for child in 1..size {
            let row = &mut arcs[child * size..][..size];
            row[child] = -1e9;
            shares(row);
            let place = child * (4 * ROLE + self.tags) + 4 * ROLE;
            tags.extend_from_slice(&run.roles[place..place + self.tags]);
            shares(&mut tags[child * self.tags..]);
            labels.extend_from_slice(&self.label_bias.now);
            let pair = self.pair(&run, child, one.heads[child] as usize);
            let row = &mut labels[child * self.relations..];
            multiply(&pair, &self.label.now, row, ROLE, self.relations);
            shares(row);
        }
        Soft { weight: 0.0, arcs, labels, tags }
    }

    /// One step: the slopes of some sentences, and Adam. Returns the share of wrong heads.
    pub(super) fn learn(
        &mut self,
        batch: &[&Example],
        random: &mut Random,
        dropout: f32,
        rate: f32,
    ) -> f32 {
        let run = self.forward(batch, Some((random, dropout)));
        let wrong = self.backward(batch, &run);
        let mut rows: Vec<u32> = run.used.iter().flatten().copied().collect();
        rows.sort_unstable();
        rows.dedup();
        for row in rows {
            let from = row as usize * EMBEDDING;
            self.embedding.step(from..from + EMBEDDING, rate);
        }
        for weights in self.all().into_iter().skip(1) {
            weights.step(0..weights.now.len(), rate);
        }
        wrong
    }

    /// All weights, the embedding first.
    pub(super) fn all(&mut self) -> Vec<&mut Weights> {
        let some = [
            &mut self.embedding,
            &mut self.roles,
            &mut self.role_bias,
            &mut self.arc,
            &mut self.arc_bias,
            &mut self.distance,
            &mut self.label,
            &mut self.label_bias,
        ];
        some.into_iter().chain(&mut self.layers).chain(&mut self.layer_bias).collect()
    }

    pub(super) fn backward(&mut self, batch: &[&Example], run: &Run) -> f32 {
        let n = run.starts[batch.len()];
        let columns = 4 * ROLE + self.tags;
        let scale = 1.0 / (n - batch.len()) as f32;
        let mut wrong = 0.0;
        let mut d_roles = vec![0.0_f32; n * columns];
        let mut d_asked = vec![0.0_f32; n * ROLE];
        let mut d_heads = vec![0.0_f32; n * ROLE];
        let mut pairs = Vec::with_capacity(n * ROLE);
        let mut ends = Vec::with_capacity(n);
        for (sentence, one) in batch.iter().enumerate() {
            let (from, to) = (run.starts[sentence], run.starts[sentence + 1]);
            let size = to - from;
            let mut scores = self.arcs(run, sentence);
            scores[..size].fill(0.0);
            for child in 1..size {
                let row = &mut scores[child * size..][..size];
                row[child] = -1e9;
                let gold = one.heads[child] as usize;
                wrong += f32::from(u8::from(row.iter().any(|&x| x > row[gold])));
                let soft = one.soft.as_ref().map(|soft| (soft.weight, soft.arcs(child, size)));
                slopes(row, gold, soft, scale);
                row[child] = 0.0;
                for (head, &d) in row.iter().enumerate() {
                    self.distance.slope[distance(child, head)] += d;
                }
                pairs.extend(self.pair(run, from + child, from + gold));
                let soft = one.soft.as_ref();
                let soft = soft.map(|soft| (soft.weight, soft.labels(child, self.relations)));
                ends.push((from + child, from + gold, one.relations[child], soft));
                let place = (from + child) * columns + 4 * ROLE;
                let mut tags = run.roles[place..place + self.tags].to_vec();
                let soft = one.soft.as_ref().map(|soft| (soft.weight, soft.tags(child, self.tags)));
                slopes(&mut tags, usize::from(one.tags[child]), soft, 0.5 * scale);
                d_roles[place..place + self.tags].copy_from_slice(&tags);
            }
            let heads = &run.heads[from * ROLE..to * ROLE];
            multiply(&scores, heads, &mut d_asked[from * ROLE..to * ROLE], size, ROLE);
            let turned = transpose(&scores, size);
            let asked = &run.asked[from * ROLE..to * ROLE];
            multiply(&turned, asked, &mut d_heads[from * ROLE..to * ROLE], size, ROLE);
        }
        // Labels.
        let mut scores = repeat(&self.label_bias.now, ends.len());
        multiply(&pairs, &self.label.now, &mut scores, ROLE, self.relations);
        for (row, end) in scores.chunks_exact_mut(self.relations).zip(&ends) {
            slopes(row, usize::from(end.2), end.3, scale);
        }
        add_rows(&scores, &mut self.label_bias.slope);
        multiply(
            &transpose(&pairs, ROLE),
            &scores,
            &mut self.label.slope,
            ends.len(),
            self.relations,
        );
        let mut d_pairs = vec![0.0; pairs.len()];
        let turned = transpose(&self.label.now, self.relations);
        multiply(&scores, &turned, &mut d_pairs, self.relations, ROLE);
        for ((d, pair), end) in d_pairs.chunks_exact(ROLE).zip(pairs.chunks_exact(ROLE)).zip(&ends)
        {
            for unit in 0..ROLE {
                if pair[unit] > 0.0 {
                    d_roles[end.0 * columns + 2 * ROLE + unit] += d[unit];
                    d_roles[end.1 * columns + 3 * ROLE + unit] += d[unit];
                }
            }
        }
        // Arcs.
        add_rows(&d_asked, &mut self.arc_bias.slope);
        multiply(&transpose(&run.children, ROLE), &d_asked, &mut self.arc.slope, n, ROLE);
        let mut d_children = vec![0.0; n * ROLE];
        multiply(&d_asked, &transpose(&self.arc.now, ROLE), &mut d_children, ROLE, ROLE);
        for t in 0..n {
            for unit in 0..ROLE {
                if run.children[t * ROLE + unit] > 0.0 {
                    d_roles[t * columns + unit] = d_children[t * ROLE + unit];
                }
                if run.heads[t * ROLE + unit] > 0.0 {
                    d_roles[t * columns + ROLE + unit] = d_heads[t * ROLE + unit];
                }
            }
        }
        add_rows(&d_roles, &mut self.role_bias.slope);
        multiply(&transpose(&run.last, WIDTH), &d_roles, &mut self.roles.slope, n, columns);
        let mut d_output = vec![0.0; n * WIDTH];
        multiply(&d_roles, &transpose(&self.roles.now, columns), &mut d_output, columns, WIDTH);
        unmask(&mut d_output, &run.masks[LAYERS], &run.starts);
        // Layers.
        for layer in (0..LAYERS).rev() {
            let gates = &run.gates[layer];
            let cells = &run.cells[layer];
            let mut d_gates = vec![0.0_f32; n * GATES];
            for sentence in run.starts.windows(2) {
                for side in 0..2 {
                    let mut d_cell = [0.0_f32; UNITS];
                    let steps: Vec<usize> = order(sentence, side).collect();
                    for (step, &t) in steps.iter().enumerate().rev() {
                        let at = t * GATES + side * 3 * UNITS;
                        let (z, rest) = gates[at..at + 3 * UNITS].split_at(UNITS);
                        let (f, o) = rest.split_at(UNITS);
                        let (d_z, rest) = d_gates[at..at + 3 * UNITS].split_at_mut(UNITS);
                        let (d_f, d_o) = rest.split_at_mut(UNITS);
                        let place = t * WIDTH + side * UNITS;
                        let none = [0.0; UNITS];
                        let before = match step {
                            0 => &none[..],
                            _ => &cells[steps[step - 1] * WIDTH + side * UNITS..][..UNITS],
                        };
                        for unit in 0..UNITS {
                            let d = d_output[place + unit];
                            let cell = cells[place + unit];
                            let (z, f, o) = (z[unit], f[unit], o[unit]);
                            d_o[unit] = d * cell * o * (1.0 - o);
                            let dc = d_cell[unit] + d * o;
                            d_f[unit] = dc * (before[unit] - z) * f * (1.0 - f);
                            d_z[unit] = dc * (1.0 - f) * (1.0 - z * z);
                            d_cell[unit] = dc * f;
                        }
                    }
                }
            }
            add_rows(&d_gates, &mut self.layer_bias[layer].slope);
            let turned = transpose(&run.inputs[layer], WIDTH);
            multiply(&turned, &d_gates, &mut self.layers[layer].slope, n, GATES);
            let mut d_input = vec![0.0; n * WIDTH];
            multiply(
                &d_gates,
                &transpose(&self.layers[layer].now, GATES),
                &mut d_input,
                GATES,
                WIDTH,
            );
            unmask(&mut d_input, &run.masks[layer], &run.starts);
            if layer > 0 {
                d_input.iter_mut().zip(&d_output).for_each(|(d, r)| *d += r);
            }
            d_output = d_input;
        }
        // Embeddings.
        let mut d_words = vec![0.0_f32; n * EMBEDDING];
        for sentence in run.starts.windows(2) {
            for t in sentence[0]..sentence[1] {
                let row = &d_output[t * WIDTH..][..WIDTH];
                add(&row[..EMBEDDING], &mut d_words[t * EMBEDDING..][..EMBEDDING]);
                if t > sentence[0] {
                    add(
                        &row[EMBEDDING..EMBEDDING + CONTEXT],
                        &mut d_words[(t - 1) * EMBEDDING..][..CONTEXT],
                    );
                }
                if t + 1 < sentence[1] {
                    let place = (t + 1) * EMBEDDING + CONTEXT;
                    add(&row[EMBEDDING + CONTEXT..], &mut d_words[place..][..CONTEXT]);
                }
            }
        }
        for (rows, d) in run.used.iter().zip(d_words.chunks_exact(EMBEDDING)) {
            for &row in rows {
                add(d, &mut self.embedding.slope[row as usize * EMBEDDING..][..EMBEDDING]);
            }
        }
        wrong * scale
    }
}

/// The places of a sentence from left to right (0) or from right to left (1).
fn order(sentence: &[usize], side: usize) -> impl Iterator<Item = usize> + use<> {
    let (from, to) = (sentence[0], sentence[1]);
    (from..to).map(move |t| if side == 0 { t } else { from + to - 1 - t })
}

fn repeat(row: &[f32], n: usize) -> Vec<f32> {
    row.iter().copied().cycle().take(row.len() * n).collect()
}

fn add(from: &[f32], to: &mut [f32]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
}

fn add_rows(rows: &[f32], sum: &mut [f32]) {
    let width = sum.len();
    rows.chunks_exact(width).for_each(|row| add(row, sum));
}

fn unmask(d: &mut [f32], masks: &[f32], starts: &[usize]) {
    for (sentence, mask) in starts.windows(2).zip(masks.chunks_exact(WIDTH)) {
        for row in d[sentence[0] * WIDTH..sentence[1] * WIDTH].chunks_exact_mut(WIDTH) {
            row.iter_mut().zip(mask).for_each(|(d, mask)| *d *= mask);
        }
    }
}
