//! Text → a few bytes, read straight from the bytes of the model file.
//!
//! ```text
//! bits u8 · offsets (2^bits + 1) × u32 · rows
//! row: fingerprint u32 · n u8 · n bytes
//! ```

use super::table::Malformed;

/// A dictionary inside a model file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dict<'m> {
    bits: u32,
    offsets: &'m [u8],
    rows: &'m [u8],
}

impl<'m> Dict<'m> {
    /// Looks at the bytes of a section.
    pub(super) fn new(bytes: &'m [u8]) -> Result<Self, Malformed> {
        let (&bits, rest) = bytes.split_first().ok_or(Malformed)?;
        if bits > 28 {
            return Err(Malformed);
        }
        let (offsets, rows) = rest.split_at_checked(((1 << bits) + 1) * 4).ok_or(Malformed)?;
        Ok(Self { bits: u32::from(bits), offsets, rows })
    }

    /// What stands under a key's hash.
    #[inline]
    pub(super) fn get(&self, key: u64) -> Option<&'m [u8]> {
        let at = place(key, self.bits) * 4;
        let bounds = self.offsets.get(at..at + 8)?;
        let first = u32::from_le_bytes([bounds[0], bounds[1], bounds[2], bounds[3]]) as usize;
        let last = u32::from_le_bytes([bounds[4], bounds[5], bounds[6], bounds[7]]) as usize;
        let mut rows = self.rows.get(first..last)?;
        let wanted = fingerprint(key);
        while let [a, b, c, d, n, rest @ ..] = rows {
            let (value, next) = rest.split_at_checked(usize::from(*n))?;
            if u32::from_le_bytes([*a, *b, *c, *d]) == wanted {
                return Some(value);
            }
            rows = next;
        }
        None
    }
}

#[inline]
fn place(key: u64, bits: u32) -> usize {
    usize::try_from((key >> 32) >> (32 - bits)).expect("at most 28 bits")
}

#[inline]
fn fingerprint(key: u64) -> u32 {
    (key & 0xffff_ffff) as u32
}

/// Packs entries into the bytes that [`Dict::new`] reads; of two with one key the first stays.
pub(super) fn pack(mut entries: Vec<(u64, Vec<u8>)>) -> Vec<u8> {
    entries.sort_by_key(|entry| entry.0);
    entries.dedup_by_key(|entry| entry.0);
    let bits = (0..28).find(|bits| entries.len() >> bits <= 4).unwrap_or(28);
    let mut bytes = vec![u8::try_from(bits).expect("at most 28")];
    let mut rows = Vec::new();
    let mut rest = entries.as_slice();
    for bucket in 0..1_usize << bits {
        bytes.extend_from_slice(&length(&rows).to_le_bytes());
        let here = rest.partition_point(|entry| place(entry.0, bits) <= bucket);
        for (key, value) in &rest[..here] {
            rows.extend_from_slice(&fingerprint(*key).to_le_bytes());
            rows.push(u8::try_from(value.len()).expect("values are short"));
            rows.extend_from_slice(value);
        }
        rest = &rest[here..];
    }
    bytes.extend_from_slice(&length(&rows).to_le_bytes());
    bytes.extend_from_slice(&rows);
    bytes
}

fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).expect("a model of less than 4 GB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_is_found() {
        let key = |n: u64| super::super::hash::finish(super::super::hash::start(n));
        let bytes = pack((0..500).map(|n| (key(n), vec![n as u8; n as usize % 9])).collect());
        let dict = Dict::new(&bytes).unwrap();
        for n in 0..500 {
            assert_eq!(dict.get(key(n)), Some(&vec![n as u8; n as usize % 9][..]), "{n}");
        }
        assert_eq!(dict.get(key(501)), None);
        for end in 0..bytes.len() {
            if let Ok(dict) = Dict::new(&bytes[..end]) {
                dict.get(key(7));
            }
        }
    }
}
