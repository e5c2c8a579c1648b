//! Features as 64-bit numbers: the same on every machine, for ever.

/// A word or a part of one.
pub(super) fn text(text: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    finish(hash)
}

/// Begins a feature of a template.
#[inline]
pub(super) const fn start(template: u64) -> u64 {
    template.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Adds a value to a feature; the order of values matters.
#[inline]
pub(super) const fn add(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(23) ^ value).wrapping_mul(0xff51_afd7_ed55_8ccd)
}

/// Ends a feature: all bits depend on all values.
#[inline]
pub(super) const fn finish(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 29)
}
