//! Products of matrices of whole numbers, by the widest vectors of the machine.
//!
//! Columns lie in strips of sixteen, and a strip lies pair of rows by pair of rows:
//!
//! ```text
//! a0 a1 b0 b1 ... p0 p1 · a2 a3 b2 b3 ... p2 p3 · ...
//! ```
//!
//! So one instruction takes a pair of numbers of a row, multiplies it with the pair of each column
//! and adds the two products: no sum is ever gathered from the lanes of a vector. A tile of several
//! rows and strips keeps all its sums in registers.
//!
//! Sums have 32 bits and may wrap. Every kind of vectors makes the same ones.

use std::array;

/// Columns of a strip.
pub(super) const STRIP: usize = 16;
/// A sum for each column of a strip.
pub(super) type Sums = [i32; STRIP];
/// Two numbers from each column of a strip.
type Pairs = [i16; 2 * STRIP];

/// The right side of a product; the last strip is filled up with columns of nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    strips: Vec<Pairs>,
    /// Pairs of numbers in a column.
    height: usize,
    /// What the sums of each column begin with.
    bias: Vec<Sums>,
}

impl Columns {
    /// Takes columns of an even length, one after the other, with what their sums begin with.
    pub(super) fn new(columns: &[i16], bias: &[i32]) -> Self {
        let mut all = Self::default();
        all.set(columns, columns.len() / bias.len().max(1));
        for (sum, &bias) in all.bias.as_flattened_mut().iter_mut().zip(bias) {
            *sum = bias;
        }
        all
    }

    /// Takes other columns, without a bias.
    pub(super) fn set(&mut self, columns: &[i16], length: usize) {
        self.height = length / 2;
        self.strips.clear();
        self.bias.clear();
        let pairs = columns.as_chunks::<2>().0;
        for columns in pairs.chunks(self.height.max(1) * STRIP) {
            let first = self.strips.len();
            self.strips.resize(first + self.height, [0; 2 * STRIP]);
            self.bias.push([0; STRIP]);
            let strip = &mut self.strips[first..];
            for (place, column) in columns.chunks(self.height).enumerate() {
                for (pairs, pair) in strip.iter_mut().zip(column) {
                    pairs[2 * place..2 * place + 2].copy_from_slice(pair);
                }
            }
        }
    }

    /// Strips in a row of sums.
    pub(super) fn strips(&self) -> usize {
        self.bias.len()
    }

    /// The products of rows, one after the other, with all columns: [`Self::strips`] for each row.
    pub(super) fn times(&self, rows: &[i16], sums: &mut Vec<Sums>) {
        let rows = rows.as_chunks::<2>().0;
        let count = rows.len() / self.height.max(1);
        sums.resize(count * self.strips(), [0; STRIP]);
        with_vectors(Times { rows, columns: self, sums });
    }
}

/// Products that wait for the kind of vectors to reckon with.
struct Times<'a> {
    rows: &'a [[i16; 2]],
    columns: &'a Columns,
    sums: &'a mut [Sums],
}

impl Times<'_> {
    /// Tiles of `R` rows and `C` strips; what is left over, in smaller ones.
    #[expect(clippy::inline_always, reason = "it is compiled anew for each kind of vectors")]
    #[inline(always)]
    fn tiles<V: Vectors, const R: usize, const C: usize>(self, vectors: V) {
        const { assert!(R <= 6) };
        let Self { rows, columns: Columns { strips, height, bias }, sums } = self;
        let (height, stride) = (*height, bias.len());
        if height == 0 || stride == 0 {
            return;
        }
        let mut first = 0;
        // A group of strips meets all rows while it is near.
        while first < stride {
            let wide = first + C <= stride;
            let count = if wide { C } else { 1 };
            let group = Group {
                strips: &strips[first * height..(first + count) * height],
                bias: &bias[first..first + count],
            };
            for (rows, sums) in rows.chunks(R * height).zip(sums.chunks_mut(R * stride)) {
                let tile = Tile { rows, height, sums: &mut sums[first..], stride };
                match rows.len() / height {
                    1 if wide => tile.fill::<V, 1, C>(vectors, &group),
                    2 if wide => tile.fill::<V, 2, C>(vectors, &group),
                    3 if wide => tile.fill::<V, 3, C>(vectors, &group),
                    4 if wide => tile.fill::<V, 4, C>(vectors, &group),
                    5 if wide => tile.fill::<V, 5, C>(vectors, &group),
                    6 if wide => tile.fill::<V, 6, C>(vectors, &group),
                    1 => tile.fill::<V, 1, 1>(vectors, &group),
                    2 => tile.fill::<V, 2, 1>(vectors, &group),
                    3 => tile.fill::<V, 3, 1>(vectors, &group),
                    4 => tile.fill::<V, 4, 1>(vectors, &group),
                    5 => tile.fill::<V, 5, 1>(vectors, &group),
                    6 => tile.fill::<V, 6, 1>(vectors, &group),
                    _ => {}
                }
            }
            first += count;
        }
    }
}

/// Strips that are used together.
struct Group<'a> {
    strips: &'a [Pairs],
    bias: &'a [Sums],
}

/// Rows that are used together, and where their sums go.
struct Tile<'a> {
    rows: &'a [[i16; 2]],
    height: usize,
    sums: &'a mut [Sums],
    stride: usize,
}

impl Tile<'_> {
    #[expect(clippy::inline_always, reason = "it is compiled anew for each kind of vectors")]
    #[inline(always)]
    fn fill<V: Vectors, const R: usize, const C: usize>(self, vectors: V, group: &Group<'_>) {
        let height = self.height;
        let rows: [_; R] = array::from_fn(|row| &self.rows[row * height..][..height]);
        let strips: [_; C] = array::from_fn(|strip| &group.strips[strip * height..][..height]);
        let bias: [_; C] = array::from_fn(|strip| vectors.sums(&group.bias[strip]));
        let mut sums = [bias; R];
        for at in 0..height {
            for row in 0..R {
                let pair = vectors.splat(rows[row][at]);
                for strip in 0..C {
                    sums[row][strip] = vectors.add(sums[row][strip], pair, &strips[strip][at]);
                }
            }
        }
        for (row, places) in self.sums.chunks_mut(self.stride).take(R).enumerate() {
            for strip in 0..C {
                places[strip] = vectors.store(sums[row][strip]);
            }
        }
    }
}

/// What a kind of vectors does with the sums of a strip.
trait Vectors: Copy {
    /// The sums of a strip.
    type Sums: Copy;
    /// A pair of numbers in all lanes.
    type Pair: Copy;

    fn sums(self, from: &Sums) -> Self::Sums;
    fn splat(self, pair: [i16; 2]) -> Self::Pair;
    /// Adds the two products of each column.
    fn add(self, sums: Self::Sums, pair: Self::Pair, strip: &Pairs) -> Self::Sums;
    fn store(self, sums: Self::Sums) -> Sums;
}

#[cfg(target_arch = "x86_64")]
fn with_vectors(times: Times<'_>) {
    use pulp::NullaryFnOnce;
    use pulp::x86::{V1, V3, V4};

    struct On<'a, V>(V, Times<'a>);
    macro_rules! call {
        ($kind: ident, $rows: literal x $strips: literal) => {
            impl NullaryFnOnce for On<'_, $kind> {
                type Output = ();
                #[inline(always)]
                fn call(self) {
                    self.1.tiles::<$kind, $rows, $strips>(self.0);
                }
            }
        };
    }
    call!(V4, 6 x 4);
    call!(V3, 6 x 1);
    call!(V1, 2 x 1);
    if let Some(wide) = V4::try_new() {
        wide.vectorize(On(wide, times));
    } else if let Some(wide) = V3::try_new() {
        wide.vectorize(On(wide, times));
    } else if let Some(narrow) = V1::try_new() {
        narrow.vectorize(On(narrow, times));
    } else {
        times.tiles::<Plain, 2, 1>(Plain);
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn with_vectors(times: Times<'_>) {
    times.tiles::<Plain, 4, 1>(Plain);
}

/// The vectors that the compiler makes of arrays.
#[derive(Clone, Copy)]
struct Plain;

impl Vectors for Plain {
    type Sums = Sums;
    type Pair = [i16; 2];

    #[inline]
    fn sums(self, from: &Sums) -> Sums {
        *from
    }

    #[inline]
    fn splat(self, pair: [i16; 2]) -> [i16; 2] {
        pair
    }

    #[inline]
    fn add(self, mut sums: Sums, [a, b]: [i16; 2], strip: &Pairs) -> Sums {
        for (sum, pair) in sums.iter_mut().zip(strip.as_chunks::<2>().0) {
            let products =
                (i32::from(a) * i32::from(pair[0])).wrapping_add(i32::from(b) * i32::from(pair[1]));
            *sum = sum.wrapping_add(products);
        }
        sums
    }

    #[inline]
    fn store(self, sums: Sums) -> Sums {
        sums
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::{__m128i, __m256i, __m512i};

    use pulp::cast;
    use pulp::x86::{V1, V3, V4};

    use super::{Pairs, Sums, Vectors};

    /// One vector has the sums of a strip, or two have, or four.
    macro_rules! vectors {
        ($kind: ident, $vector: ident x $count: literal: $set: ident.$splat: ident, $with: ident.$pairs: ident, $of: ident.$add: ident) => {
            impl Vectors for $kind {
                type Sums = [$vector; $count];
                type Pair = $vector;

                #[inline(always)]
                fn sums(self, from: &Sums) -> Self::Sums {
                    cast(*from)
                }

                #[inline(always)]
                fn splat(self, pair: [i16; 2]) -> $vector {
                    self.$set.$splat(cast(pair))
                }

                #[inline(always)]
                fn add(self, mut sums: Self::Sums, pair: $vector, strip: &Pairs) -> Self::Sums {
                    let strip: [$vector; $count] = cast(*strip);
                    // By number: where a build does not inline what an iterator of an array drops,
                    // the sums would leave their registers at each step.
                    for at in 0..$count {
                        sums[at] = self.$of.$add(sums[at], self.$with.$pairs(pair, strip[at]));
                    }
                    sums
                }

                #[inline(always)]
                fn store(self, sums: Self::Sums) -> Sums {
                    cast(sums)
                }
            }
        };
    }

    vectors!(V4, __m512i x 1: avx512f._mm512_set1_epi32, avx512bw._mm512_madd_epi16, avx512f._mm512_add_epi32);
    vectors!(V3, __m256i x 2: avx._mm256_set1_epi32, avx2._mm256_madd_epi16, avx2._mm256_add_epi32);
    vectors!(V1, __m128i x 4: sse2._mm_set1_epi32, sse2._mm_madd_epi16, sse2._mm_add_epi32);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plainly(rows: &[i16], columns: &[i16], bias: &[i32], length: usize) -> Vec<Vec<i32>> {
        let sum = |row: &[i16], (column, &bias): (&[i16], &i32)| {
            row.iter()
                .zip(column)
                .map(|(&a, &b)| i32::from(a) * i32::from(b))
                .fold(bias, i32::wrapping_add)
        };
        let all = |row| columns.chunks(length).zip(bias).map(|column| sum(row, column)).collect();
        rows.chunks(length).map(all).collect()
    }

    proptest! {
        #[test]
        fn products_are_those_of_the_definition(
            (rows, columns, bias) in (1..20_usize, 1..90_usize, 1..5_usize).prop_flat_map(|(n, m, pairs)| (
                prop::collection::vec(any::<i16>(), n * pairs * 2),
                prop::collection::vec(any::<i16>(), m * pairs * 2),
                prop::collection::vec(any::<i32>(), m),
            ))
        ) {
            let length = columns.len() / bias.len();
            let expected = plainly(&rows, &columns, &bias, length);
            let columns = Columns::new(&columns, &bias);
            let rows_of = |sums: &[Sums]| -> Vec<Vec<i32>> {
                sums.chunks(columns.strips())
                    .map(|row| row.as_flattened()[..bias.len()].to_vec())
                    .collect()
            };
            let mut sums = Vec::new();
            columns.times(&rows, &mut sums);
            prop_assert_eq!(&rows_of(&sums), &expected);
            let rows = rows.as_chunks::<2>().0;
            sums.fill([0; STRIP]);
            Times { rows, columns: &columns, sums: &mut sums }.tiles::<Plain, 3, 2>(Plain);
            prop_assert_eq!(&rows_of(&sums), &expected);
            #[cfg(target_arch = "x86_64")]
            {
                use pulp::x86::{V1, V3};

                sums.fill([0; STRIP]);
                let times = Times { rows, columns: &columns, sums: &mut sums };
                times.tiles::<V1, 2, 1>(V1::try_new().expect("every x86-64 has SSE2"));
                prop_assert_eq!(&rows_of(&sums), &expected);
                if let Some(wide) = V3::try_new() {
                    sums.fill([0; STRIP]);
                    let times = Times { rows, columns: &columns, sums: &mut sums };
                    times.tiles::<V3, 6, 1>(wide);
                    prop_assert_eq!(&rows_of(&sums), &expected);
                }
            }
        }
    }

    #[test]
    fn the_largest_products_wrap() {
        let columns = Columns::new(&[i16::MIN; 4], &[-1]);
        let mut sums = Vec::new();
        columns.times(&[i16::MIN; 4], &mut sums);
        assert_eq!(sums[0][0], -1);
    }
}
