//! Feature → weights of classes, read straight from the bytes of the model file.
//!
//! ```text
//! bits u8 · decode 256 × i32 · offsets (2^bits + 1) × u32 · rows
//! row: fingerprint u16 · n u8 · n × (class u8, weight u8)
//! ```
//!
//! The high bits of a feature's hash name its bucket, sixteen others tell it from its neighbours
//! there. A bucket holds about three rows, so a look-up is two touches of memory; nothing is
//! decoded at the start. Weights are bytes on a curve (frequent features weigh a hundred times the
//! median, so equal steps would lose the small ones); `decode` has the number for each.

/// A table of weights inside a model file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table<'m> {
    bits: u32,
    decode: [i32; 256],
    offsets: &'m [u8],
    rows: &'m [u8],
}

/// The bytes are no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Malformed;

impl<'m> Table<'m> {
    /// Looks at the bytes of a section; rows are trusted to be whole only as far as look-ups check.
    pub(super) fn new(bytes: &'m [u8]) -> Result<Self, Malformed> {
        let (&bits, rest) = bytes.split_first().ok_or(Malformed)?;
        let (decode_bytes, rest) = rest.split_at_checked(1024).ok_or(Malformed)?;
        if bits > 28 {
            return Err(Malformed);
        }
        let mut decode = [0; 256];
        for (number, bytes) in decode.iter_mut().zip(decode_bytes.chunks_exact(4)) {
            *number = i32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        }
        let (offsets, rows) = rest.split_at_checked(((1 << bits) + 1) * 4).ok_or(Malformed)?;
        Ok(Self { bits: u32::from(bits), decode, offsets, rows })
    }

    /// Adds the weights of features to the scores of the classes.
    ///
    /// Memory is far, but can bring many things at once: all features are looked for in step.
    pub(super) fn add(&self, features: &[u64], scores: &mut [i32; 256]) {
        const AT_ONCE: usize = 64;
        for features in features.chunks(AT_ONCE) {
            let mut buckets = [(0_usize, 0_usize); AT_ONCE];
            for (bucket, &feature) in buckets.iter_mut().zip(features) {
                *bucket = self.bucket(feature).unwrap_or_default();
            }
            let mut first = [[0_u8; 2]; AT_ONCE];
            for (first, bucket) in first.iter_mut().zip(&buckets[..features.len()]) {
                if let Some(row) = self.rows.get(bucket.0..bucket.0 + 2) {
                    first.copy_from_slice(row);
                }
            }
            for ((&feature, bucket), first) in features.iter().zip(buckets).zip(first) {
                let Some(rows) = self.rows.get(bucket.0..bucket.1) else { continue };
                self.scan(rows, first, fingerprint(feature), scores);
            }
        }
    }

    /// Where the rows of a feature's bucket begin and end.
    #[inline]
    fn bucket(&self, feature: u64) -> Option<(usize, usize)> {
        let at = place(feature, self.bits) * 4;
        let bounds = self.offsets.get(at..at + 8)?;
        let first = u32::from_le_bytes([bounds[0], bounds[1], bounds[2], bounds[3]]);
        let last = u32::from_le_bytes([bounds[4], bounds[5], bounds[6], bounds[7]]);
        Some((first as usize, last as usize))
    }

    /// Adds the weights of the row with a fingerprint, if there is one.
    #[inline]
    fn scan(&self, mut rows: &[u8], first: [u8; 2], wanted: u16, scores: &mut [i32; 256]) {
        let wanted = wanted.to_le_bytes();
        let mut found = first;
        while let [_, _, n, rest @ ..] = rows {
            let length = usize::from(*n) * 2;
            let Some((weights, next)) = rest.split_at_checked(length) else { return };
            if found == wanted {
                for &[class, weight] in weights.as_chunks().0 {
                    let score = &mut scores[usize::from(class)];
                    *score = score.wrapping_add(self.decode[usize::from(weight)]);
                }
                return;
            }
            rows = next;
            let [low, high, ..] = rows else { return };
            found = [*low, *high];
        }
    }
}

/// The bucket of a feature.
#[inline]
fn place(feature: u64, bits: u32) -> usize {
    usize::try_from((feature >> 32) >> (32 - bits)).expect("at most 28 bits")
}

/// What tells a feature from the others in its bucket.
#[inline]
fn fingerprint(feature: u64) -> u16 {
    (feature & 0xffff) as u16
}

/// A feature with the weights of its classes, before it is packed.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) feature: u64,
    pub(super) weights: Vec<(u8, f64)>,
}

/// Packs rows into the bytes that [`Table::new`] reads.
pub(super) fn pack(mut rows: Vec<Row>) -> Vec<u8> {
    rows.sort_by_key(|row| row.feature);
    let bits = (0..28).find(|bits| rows.len() >> bits <= 3).unwrap_or(28);
    let largest = rows
        .iter()
        .flat_map(|row| row.weights.iter())
        .fold(1.0_f64, |most, (_, weight)| most.max(weight.abs()));
    let mut bytes = vec![u8::try_from(bits).expect("at most 28")];
    // Steps grow with the square: byte b stands for sign · (|b| / 127)² · largest, in 1/64.
    for byte in 0..=255_u8 {
        let step = f64::from(byte.cast_signed()) / 127.0;
        let number = step * step.abs() * largest * 64.0;
        bytes.extend_from_slice(&(number.round() as i32).to_le_bytes());
    }
    let mut offsets = Vec::with_capacity(((1 << bits) + 1) * 4);
    let mut packed = Vec::new();
    let mut rest = rows.as_slice();
    for bucket in 0..1_usize << bits {
        offsets.extend_from_slice(&length(&packed).to_le_bytes());
        let here = rest.partition_point(|row| place(row.feature, bits) <= bucket);
        for row in &rest[..here] {
            packed.extend_from_slice(&fingerprint(row.feature).to_le_bytes());
            packed.push(u8::try_from(row.weights.len()).expect("at most 255 classes"));
            for &(class, weight) in &row.weights {
                let step = (weight.abs() / largest).sqrt() * 127.0;
                let step = (step.round() as i8).max(1);
                packed.push(class);
                packed.push((if weight < 0.0 { -step } else { step }).cast_unsigned());
            }
        }
        rest = &rest[here..];
    }
    offsets.extend_from_slice(&length(&packed).to_le_bytes());
    bytes.extend_from_slice(&offsets);
    bytes.extend_from_slice(&packed);
    bytes
}

fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).expect("a model of less than 4 GB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_come_back_nearly() {
        let feature = |n: u64| super::super::hash::finish(super::super::hash::start(n));
        let rows: Vec<Row> = (0..2000_u32)
            .map(|n| Row {
                feature: feature(n.into()),
                weights: vec![(3, f64::from(n) / 10.0 + 1.0), (7, -2.0)],
            })
            .collect();
        let bytes = pack(rows);
        let table = Table::new(&bytes).unwrap();
        for n in [0, 1, 999, 1999_u32] {
            let mut scores = [0; 256];
            table.add(&[feature(n.into())], &mut scores);
            let expected = (f64::from(n) / 10.0 + 1.0) * 64.0;
            assert!(
                (f64::from(scores[3]) - expected).abs() < 0.02 * expected + 64.0,
                "{n}: {scores:?}"
            );
            assert!(scores[7] < 0, "{n}: {scores:?}");
        }
        let mut scores = [0; 256];
        table.add(&[feature(5000)], &mut scores);
        assert_eq!(scores, [0; 256]);
    }

    #[test]
    fn no_bytes_are_too_bad() {
        let bytes = pack(vec![Row { feature: 1 << 40, weights: vec![(200, 1.0)] }]);
        for end in 0..bytes.len() {
            if let Ok(table) = Table::new(&bytes[..end]) {
                table.add(&[1 << 40], &mut [0; 256]);
            }
        }
        assert!(Table::new(&[60; 4000]).is_err());
    }
}
