//! The network in whole numbers: what is in the model file, run over a sentence.
//!
//! ```text
//! word → rows of the embedding, summed, and a part of its neighbours'
//!      → layers that read from the left and from the right, each with a memory
//!      → tag · what the word is as a child · what it is as a head
//! child × head → score of the arc → tree → relation of each arc
//! ```
//!
//! A layer's memory is a mean that forgets: `cell = forget · cell + (1 - forget) · candidate`, and
//! what it shows is `output · cell`; the three depend on the layer's input alone (Bradbury and
//! others 2017), so nearly all work is products of matrices. Arcs are scored as in Dozat and
//! Manning (2017).
//!
//! Weights and words are numbers of 16 bits with [`POINT`] of them behind the point, sums have 32
//! bits and may wrap: every machine gets the same numbers, however wide its vectors are.

use super::decode;
use super::dict::Dict;
use super::table::Malformed;

/// Width of a word's embedding.
pub(super) const EMBEDDING: usize = 128;
/// How much of each neighbour's embedding a word sees beside its own.
pub(super) const CONTEXT: usize = 32;
/// Units of a layer that read from one side.
pub(super) const UNITS: usize = 96;
/// Width of a layer, and of the first one's input.
pub(super) const WIDTH: usize = 2 * UNITS;
/// Width of a word as a child or as a head.
pub(super) const ROLE: usize = 64;
/// Layers.
pub(super) const LAYERS: usize = 3;
/// Candidate, forget and output of both directions.
pub(super) const GATES: usize = 6 * UNITS;
/// Classes of distance between a word and its head.
pub(super) const DISTANCES: usize = 17;
const _: () = assert!(EMBEDDING + 2 * CONTEXT == WIDTH);

/// Bits behind the point of weights and of what flows between layers.
pub(super) const POINT: u32 = 12;
/// Bits behind the point of words as children and heads, and of scores of arcs.
pub(super) const ROLE_POINT: u32 = 10;
/// Bits behind the point of a gate.
pub(super) const GATE_POINT: u32 = 14;
/// Steps of the table of the logistic function: from -8 to 8.
pub(super) const STEPS: usize = 4096;

/// The row of a word that has none of its own; row 0 is the root of the sentence.
pub(super) const UNKNOWN: u16 = 1;

/// Words that are looked at together; a longer sentence is cut, for trees take time.
const LONGEST: usize = 120;

/// The class of the distance from a word to a head; the root is as far as can be.
pub(super) fn distance(child: usize, head: usize) -> usize {
    if head == 0 {
        return 8;
    }
    let class = match child.abs_diff(head) {
        near @ 0..=5 => near,
        6..=8 => 6,
        9..=15 => 7,
        _ => 8,
    };
    if head < child { 8 - class } else { 8 + class }
}

/// A product of matrices with a sum of its own for each column.
#[derive(Debug, Clone, Default)]
struct Dense {
    /// Column by column.
    weights: Vec<i16>,
    bias: Vec<i32>,
}

/// A network inside the bytes of a model file.
#[derive(Debug)]
pub(super) struct Network<'m> {
    /// Feature → row of the embedding.
    rows: Dict<'m>,
    /// A signed byte each.
    embedding: &'m [u8],
    /// What a step of those bytes is worth, with 28 bits behind the point.
    step: i32,
    layers: Vec<Dense>,
    roles: Dense,
    arc: Dense,
    distance: Vec<i32>,
    label: Dense,
    logistic: Vec<i16>,
    tags: usize,
    /// The relation of the one word that hangs on the root.
    root: u8,
    /// The relation of a later piece of a sentence that is too long.
    later: u8,
}

/// What the network says of a sentence; words from 0.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    /// Numbers of tags.
    pub(super) tags: Vec<u8>,
    /// From 1; 0 is the root.
    pub(super) heads: Vec<u32>,
    /// Numbers of relations.
    pub(super) relations: Vec<u8>,
}

/// Room for work that is kept from sentence to sentence.
#[derive(Debug, Default)]
pub(super) struct Room {
    words: Vec<i16>,
    input: Vec<i16>,
    output: Vec<i16>,
    sums: Vec<i32>,
    children: Vec<i16>,
    heads: Vec<i16>,
    asked: Vec<i16>,
    scores: Vec<i32>,
}

impl<'m> Network<'m> {
    /// Looks at the sections of a file: rows, embedding, the rest.
    pub(super) fn new(
        rows: &'m [u8],
        embedding: &'m [u8],
        dense: &'m [u8],
        tags: usize,
        relations: &[&str],
    ) -> Result<Self, Malformed> {
        let mut numbers = Numbers(dense);
        let number = |name: &str| {
            let at = relations.iter().position(|relation| *relation == name).ok_or(Malformed)?;
            u8::try_from(at).map_err(|_| Malformed)
        };
        let roles = 4 * ROLE + tags;
        let layers = (0..LAYERS).map(|_| numbers.dense(WIDTH, GATES)).collect::<Result<_, _>>()?;
        let (step, embedding) = embedding.split_first_chunk().ok_or(Malformed)?;
        if embedding.len() < 2 * EMBEDDING {
            return Err(Malformed);
        }
        Ok(Self {
            rows: Dict::new(rows)?,
            embedding,
            step: i32::from_le_bytes(*step),
            layers,
            roles: numbers.dense(WIDTH, roles)?,
            arc: numbers.dense(ROLE, ROLE)?,
            label: numbers.dense(ROLE, relations.len())?,
            distance: numbers.long(DISTANCES)?,
            logistic: numbers.short(STEPS)?,
            tags,
            root: number("root")?,
            later: number("parataxis")?,
        })
    }

    /// Tags and parses a sentence, given the features of its words.
    ///
    /// A sentence of more than a hundred words or so is parsed in pieces; the roots of the later
    /// ones hang on that of the first.
    pub(super) fn analyse<const N: usize>(&self, words: &[[u64; N]], room: &mut Room) -> Verdict {
        let mut verdict = Verdict::default();
        let mut root = 0;
        for piece in words.chunks(LONGEST) {
            let before = u32::try_from(verdict.tags.len()).expect("a text of less than 4 GB");
            self.piece(piece, room, &mut verdict);
            let first = before as usize;
            for at in first..verdict.heads.len() {
                if verdict.heads[at] > 0 {
                    verdict.heads[at] += before;
                } else if root > 0 {
                    (verdict.heads[at], verdict.relations[at]) = (root, self.later);
                } else {
                    root = u32::try_from(at + 1).expect("a text of less than 4 GB");
                }
            }
        }
        verdict
    }

    fn piece<const N: usize>(&self, words: &[[u64; N]], room: &mut Room, verdict: &mut Verdict) {
        let size = words.len() + 1;
        self.embed(words, room);
        room.output.clear();
        room.output.resize(size * WIDTH, 0);
        for (number, layer) in self.layers.iter().enumerate() {
            layer.times::<WIDTH>(&room.input, &mut room.sums);
            self.remember(room, number > 0);
            std::mem::swap(&mut room.input, &mut room.output);
        }
        self.roles.times::<WIDTH>(&room.input, &mut room.sums);
        let columns = 4 * ROLE + self.tags;
        room.children.clear();
        room.heads.clear();
        let relu = |&sum: &i32| short(sum.max(0) >> (2 * POINT - ROLE_POINT));
        for (at, row) in room.sums.chunks_exact(columns).enumerate() {
            room.children.extend(row[..ROLE].iter().map(relu));
            room.heads.extend(row[ROLE..2 * ROLE].iter().map(relu));
            if at > 0 {
                verdict.tags.push(best(&row[4 * ROLE..]));
            }
        }
        self.arc.times::<ROLE>(&room.children, &mut room.scores);
        room.asked.clear();
        room.asked.extend(room.scores.iter().map(|&sum| short(sum >> POINT)));
        products::<ROLE>(&room.asked, &room.heads, &mut room.scores);
        for (child, row) in room.scores.chunks_exact_mut(size).enumerate() {
            for (head, score) in row.iter_mut().enumerate() {
                *score = (*score >> ROLE_POINT).wrapping_add(self.distance[distance(child, head)]);
            }
        }
        let heads = decode::tree(&room.scores, words.len());
        room.children.clear();
        for (child, &head) in heads.iter().enumerate().skip(1) {
            let mine = &room.sums[child * columns + 2 * ROLE..][..ROLE];
            let its = &room.sums[head as usize * columns + 3 * ROLE..][..ROLE];
            let pair = mine.iter().zip(its).map(|(mine, its)| relu(&mine.wrapping_add(*its)));
            room.children.extend(pair);
        }
        self.label.times::<ROLE>(&room.children, &mut room.scores);
        let root = usize::from(self.root);
        for (row, &head) in room.scores.chunks_exact_mut(self.label.bias.len()).zip(&heads[1..]) {
            row[root] = if head == 0 { i32::MAX } else { i32::MIN };
            verdict.relations.push(best(row));
        }
        verdict.heads.extend(&heads[1..]);
    }

    /// The first layer's input.
    fn embed<const N: usize>(&self, words: &[[u64; N]], room: &mut Room) {
        let find = |feature: u64| match self.rows.get(feature) {
            Some(&[low, high]) => Some(u16::from_le_bytes([low, high])),
            _ => None,
        };
        room.words.resize((words.len() + 1) * EMBEDDING, 0);
        let (root, rest) = room.words.split_at_mut(EMBEDDING);
        self.sum(std::iter::once(0), root);
        for (word, sum) in words.iter().zip(rest.chunks_exact_mut(EMBEDDING)) {
            let own = find(word[0]).unwrap_or(UNKNOWN);
            let parts = word[1..].iter().filter_map(|&feature| find(feature));
            self.sum(std::iter::once(own).chain(parts), sum);
        }
        room.input.clear();
        let words = |at: usize| room.words.get(at * EMBEDDING..(at + 1) * EMBEDDING);
        for at in 0..room.words.len() / EMBEDDING {
            let none = [0; EMBEDDING];
            let before = at.checked_sub(1).and_then(words).unwrap_or(&none);
            let after = words(at + 1).unwrap_or(&none);
            room.input.extend_from_slice(words(at).unwrap_or(&none));
            room.input.extend_from_slice(&before[..CONTEXT]);
            room.input.extend_from_slice(&after[CONTEXT..2 * CONTEXT]);
        }
    }

    /// The sum of rows of the embedding.
    fn sum(&self, rows: impl Iterator<Item = u16>, word: &mut [i16]) {
        let mut sum = [0_i16; EMBEDDING];
        for row in rows {
            let at = usize::from(row) * EMBEDDING;
            let Some(row) = self.embedding.get(at..at + EMBEDDING) else { continue };
            for (sum, &x) in sum.iter_mut().zip(row) {
                *sum = sum.wrapping_add(i16::from(x.cast_signed()));
            }
        }
        for (word, sum) in word.iter_mut().zip(sum) {
            *word = short(i32::from(sum).wrapping_mul(self.step) >> (28 - POINT));
        }
    }

    /// From the sums of a layer's gates to its output, from both sides.
    fn remember(&self, room: &mut Room, residual: bool) {
        let words = room.sums.len() / GATES;
        for side in 0..2 {
            let mut cell = [0_i32; UNITS];
            for step in 0..words {
                let at = if side == 0 { step } else { words - 1 - step };
                let gates = &room.sums[at * GATES + side * 3 * UNITS..][..3 * UNITS];
                let (candidate, rest) = gates.split_at(UNITS);
                let (forget, output) = rest.split_at(UNITS);
                let place = at * WIDTH + side * UNITS;
                let input = &room.input[place..][..UNITS];
                let shown = &mut room.output[place..][..UNITS];
                for unit in 0..UNITS {
                    // tanh(x) is 2 · logistic(2x) - 1.
                    let z =
                        2 * self.logistic(candidate[unit].saturating_mul(2)) - (1 << GATE_POINT);
                    let kept = self.logistic(forget[unit]);
                    cell[unit] = z + (((cell[unit] - z) * kept) >> GATE_POINT);
                    let out =
                        (cell[unit] * self.logistic(output[unit])) >> (2 * GATE_POINT - POINT);
                    shown[unit] = short(out + if residual { i32::from(input[unit]) } else { 0 });
                }
            }
        }
    }

    /// The logistic function of a sum.
    #[inline]
    fn logistic(&self, sum: i32) -> i32 {
        // 16 from end to end, in STEPS steps.
        let step = (sum >> (2 * POINT - 8)) + STEPS as i32 / 2;
        i32::from(self.logistic[step.clamp(0, STEPS as i32 - 1) as usize])
    }
}

impl Dense {
    /// The products of rows of width `K` with all columns, and the columns' own sums.
    fn times<const K: usize>(&self, rows: &[i16], sums: &mut Vec<i32>) {
        products::<K>(rows, &self.weights, sums);
        for row in sums.chunks_exact_mut(self.bias.len().max(1)) {
            row.iter_mut().zip(&self.bias).for_each(|(sum, bias)| *sum = sum.wrapping_add(*bias));
        }
    }
}

/// The products of rows and columns of width `K`, row by row.
///
/// Nearly all time goes here, so the widest vectors of the machine are used, whichever it was
/// built for; whole numbers make the same sums in all of them.
fn products<const K: usize>(rows: &[i16], columns: &[i16], sums: &mut Vec<i32>) {
    let (rows, columns) = (rows.as_chunks::<K>().0, columns.as_chunks::<K>().0);
    sums.clear();
    sums.resize(rows.len() * columns.len(), 0);
    pulp::Arch::new().dispatch(Products { rows, columns, sums });
}

/// Products of rows and columns that wait for the kind of vectors to reckon with.
struct Products<'a, const K: usize> {
    rows: &'a [[i16; K]],
    columns: &'a [[i16; K]],
    sums: &'a mut [i32],
}

impl<const K: usize> pulp::NullaryFnOnce for Products<'_, K> {
    type Output = ();

    #[expect(clippy::inline_always, reason = "it is compiled anew for each kind of vectors")]
    #[inline(always)]
    fn call(self) {
        let Self { rows, columns, sums } = self;
        // A column meets all rows while it is near, four of them at a time.
        let (fours, rest) = rows.as_chunks::<4>();
        for (place, column) in columns.iter().enumerate() {
            let mut places = sums[place..].iter_mut().step_by(columns.len());
            for four in fours {
                let mut four_sums = [0_i32; 4];
                for at in 0..K {
                    let weight = i32::from(column[at]);
                    for (sum, row) in four_sums.iter_mut().zip(four) {
                        *sum = sum.wrapping_add(i32::from(row[at]) * weight);
                    }
                }
                four_sums.into_iter().zip(places.by_ref()).for_each(|(sum, place)| *place = sum);
            }
            for (row, place) in rest.iter().zip(places) {
                let products = row.iter().zip(column).map(|(&a, &b)| i32::from(a) * i32::from(b));
                *place = products.fold(0, i32::wrapping_add);
            }
        }
    }
}

/// To 16 bits; what is too large stays as large as can be.
#[inline]
fn short(sum: i32) -> i16 {
    sum.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16
}

/// The place of the highest score, the first among equals.
fn best(scores: &[i32]) -> u8 {
    let best = (0..scores.len()).max_by_key(|&at| (scores[at], std::cmp::Reverse(at)));
    u8::try_from(best.unwrap_or(0)).expect("fewer than 256 classes")
}

/// The numbers of a section, read from the front.
struct Numbers<'m>(&'m [u8]);

impl<'m> Numbers<'m> {
    fn bytes(&mut self, count: usize) -> Result<&'m [u8], Malformed> {
        let (bytes, rest) = self.0.split_at_checked(count).ok_or(Malformed)?;
        self.0 = rest;
        Ok(bytes)
    }

    fn short(&mut self, count: usize) -> Result<Vec<i16>, Malformed> {
        let bytes = self.bytes(count * 2)?.as_chunks::<2>().0;
        Ok(bytes.iter().map(|&bytes| i16::from_le_bytes(bytes)).collect())
    }

    fn long(&mut self, count: usize) -> Result<Vec<i32>, Malformed> {
        let bytes = self.bytes(count * 4)?.as_chunks::<4>().0;
        Ok(bytes.iter().map(|&bytes| i32::from_le_bytes(bytes)).collect())
    }

    fn dense(&mut self, rows: usize, columns: usize) -> Result<Dense, Malformed> {
        Ok(Dense { weights: self.short(rows * columns)?, bias: self.long(columns)? })
    }
}
