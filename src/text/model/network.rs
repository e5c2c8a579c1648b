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
use super::products::{Columns, STRIP, Sums};
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

/// A network inside the bytes of a model file.
#[derive(Debug)]
pub(super) struct Network<'m> {
    /// Feature → row of the embedding.
    rows: Dict<'m>,
    /// A signed byte each.
    embedding: &'m [u8],
    /// What a step of those bytes is worth, with 28 bits behind the point.
    step: i32,
    layers: Vec<Columns>,
    roles: Columns,
    arc: Columns,
    distance: Vec<i32>,
    label: Columns,
    /// How many relations there are.
    labels: usize,
    logistic: Box<[i16; STEPS]>,
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
    /// Rows of the embedding, and where those of each word end.
    rows: Vec<u16>,
    ends: Vec<usize>,
    words: Vec<i16>,
    input: Vec<i16>,
    output: Vec<i16>,
    sums: Vec<Sums>,
    children: Vec<i16>,
    heads: Vec<i16>,
    /// The heads of a sentence, as columns.
    columns: Columns,
    asked: Vec<i16>,
    scores: Vec<Sums>,
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
            labels: relations.len(),
            distance: numbers.long(DISTANCES)?,
            logistic: numbers.short(STEPS)?.try_into().map_err(|_| Malformed)?,
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
            layer.times(&room.input, &mut room.sums);
            let sums = room.sums.as_flattened().as_chunks().0;
            let input = room.input.as_chunks().0;
            pulp::Arch::new().dispatch(Remember {
                sums: sums.as_chunks().0,
                residual: (number > 0).then_some(input.as_chunks().0),
                output: room.output.as_chunks_mut().0.as_chunks_mut().0,
                logistic: &self.logistic,
            });
            std::mem::swap(&mut room.input, &mut room.output);
        }
        self.roles.times(&room.input, &mut room.sums);
        let columns = STRIP * self.roles.strips();
        room.children.clear();
        room.heads.clear();
        let relu = |&sum: &i32| short(sum.max(0) >> (2 * POINT - ROLE_POINT));
        for (at, row) in room.sums.as_flattened().chunks_exact(columns).enumerate() {
            room.children.extend(row[..ROLE].iter().map(relu));
            room.heads.extend(row[ROLE..2 * ROLE].iter().map(relu));
            if at > 0 {
                verdict.tags.push(best(&row[4 * ROLE..][..self.tags]));
            }
        }
        self.arc.times(&room.children, &mut room.scores);
        room.asked.clear();
        room.asked.extend(room.scores.as_flattened().iter().map(|&sum| short(sum >> POINT)));
        room.columns.set(&room.heads, ROLE);
        room.columns.times(&room.asked, &mut room.scores);
        let wide = STRIP * room.columns.strips();
        for (child, row) in room.scores.as_flattened_mut().chunks_exact_mut(wide).enumerate() {
            for (head, score) in row[..size].iter_mut().enumerate() {
                *score = (*score >> ROLE_POINT).wrapping_add(self.distance[distance(child, head)]);
            }
        }
        let heads = decode::tree(room.scores.as_flattened(), wide, words.len());
        room.children.clear();
        let sums = room.sums.as_flattened();
        for (child, &head) in heads.iter().enumerate().skip(1) {
            let mine = &sums[child * columns + 2 * ROLE..][..ROLE];
            let its = &sums[head as usize * columns + 3 * ROLE..][..ROLE];
            let pair = mine.iter().zip(its).map(|(mine, its)| relu(&mine.wrapping_add(*its)));
            room.children.extend(pair);
        }
        self.label.times(&room.children, &mut room.scores);
        let root = usize::from(self.root);
        let rows = room.scores.chunks_exact_mut(self.label.strips());
        for (row, &head) in rows.zip(&heads[1..]) {
            let row = &mut row.as_flattened_mut()[..self.labels];
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
        // All rows are known before the first is read: memory is far, but can bring many at once.
        room.rows.clear();
        room.ends.clear();
        room.rows.push(0);
        room.ends.push(1);
        for word in words {
            room.rows.push(find(word[0]).unwrap_or(UNKNOWN));
            room.rows.extend(word[1..].iter().filter_map(|&feature| find(feature)));
            room.ends.push(room.rows.len());
        }
        room.words.resize((words.len() + 1) * EMBEDDING, 0);
        let mut first = 0;
        for (&end, word) in room.ends.iter().zip(room.words.chunks_exact_mut(EMBEDDING)) {
            self.sum(&room.rows[first..end], word);
            first = end;
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
    fn sum(&self, rows: &[u16], word: &mut [i16]) {
        let mut sum = [0_i16; EMBEDDING];
        for &row in rows {
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
}

/// A layer between the sums of its gates and what it shows.
struct Remember<'a> {
    /// For each word the candidate, forget and output of both sides.
    sums: &'a [[[i32; 3 * UNITS]; 2]],
    /// What it shows is added to this.
    residual: Option<&'a [[[i16; UNITS]; 2]]>,
    output: &'a mut [[[i16; UNITS]; 2]],
    logistic: &'a [i16; STEPS],
}

impl pulp::NullaryFnOnce for Remember<'_> {
    type Output = ();

    #[expect(clippy::inline_always, reason = "it is compiled anew for each kind of vectors")]
    #[inline(always)]
    fn call(self) {
        let words = self.sums.len();
        for side in 0..2 {
            let mut cell = [0_i32; UNITS];
            for step in 0..words {
                let at = if side == 0 { step } else { words - 1 - step };
                let gates = logistic(self.logistic, &self.sums[at][side]);
                let mut shown = [0_i32; UNITS];
                for unit in 0..UNITS {
                    // tanh(x) is 2 · logistic(2x) - 1.
                    let z = 2 * i32::from(gates[unit]) - (1 << GATE_POINT);
                    let forget = i32::from(gates[UNITS + unit]);
                    cell[unit] = z + (((cell[unit] - z) * forget) >> GATE_POINT);
                    let output = i32::from(gates[2 * UNITS + unit]);
                    shown[unit] = (cell[unit] * output) >> (2 * GATE_POINT - POINT);
                }
                if let Some(residual) = self.residual {
                    let before = &residual[at][side];
                    shown.iter_mut().zip(before).for_each(|(sum, &x)| *sum += i32::from(x));
                }
                let places = self.output[at][side].iter_mut();
                places.zip(shown).for_each(|(place, sum)| *place = short(sum));
            }
        }
    }
}

/// The logistic function of the sums of a word's gates, of the candidate's twice over.
#[inline(always)]
fn logistic(table: &[i16; STEPS], sums: &[i32; 3 * UNITS]) -> [i16; 3 * UNITS] {
    // 16 from end to end, in STEPS steps.
    const STEP: u32 = 2 * POINT - 8;
    const HALF: i32 = STEPS as i32 / 2;
    let mut places = [0_u16; 3 * UNITS];
    for (at, (place, &sum)) in places.iter_mut().zip(sums).enumerate() {
        let step = sum >> if at < UNITS { STEP - 1 } else { STEP };
        *place = (step.clamp(-HALF, HALF - 1) + HALF) as u16;
    }
    places.map(|place| table[usize::from(place) % STEPS])
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

    fn dense(&mut self, rows: usize, columns: usize) -> Result<Columns, Malformed> {
        Ok(Columns::new(&self.short(rows * columns)?, &self.long(columns)?))
    }
}
