//! Where things happened: the places of a timeline under permanent addresses.
//!
//! A place is free text. Its address is made of its letters without their marks; where letters are
//! left that an address cannot hold, a number made of the whole text follows, so that "Київ" and
//! "Львів" lie apart. Places that differ in case, marks or punctuation alone are one.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization as _;

use super::book::{Entry, Rank};
use super::overview::Overview;

/// A place and the events there.
pub(crate) struct Spot<'a> {
    /// As part of an address.
    pub(crate) slug: String,
    /// As it is written first.
    pub(crate) name: &'a str,
    pub(crate) events: Vec<Rank>,
    /// How its events lie in time, once that is asked for.
    pub(crate) overview: OnceLock<Option<Overview>>,
}

/// The places in the order of their addresses.
pub(crate) fn places<'a>(events: &[Entry<'a>]) -> Vec<Spot<'a>> {
    let mut places: BTreeMap<String, Spot<'a>> = BTreeMap::new();
    let mut slugs: HashMap<&str, String> = HashMap::new();
    for (rank, entry) in events.iter().enumerate() {
        let Some(name) = entry.event.place.as_deref().map(str::trim) else { continue };
        if name.is_empty() {
            continue;
        }
        let slug = slugs.entry(name).or_insert_with(|| slug(name));
        if let Some(spot) = places.get_mut(slug) {
            spot.events.push(rank);
        } else {
            let (slug, events) = (slug.clone(), vec![rank]);
            places.insert(slug.clone(), Spot { slug, name, events, overview: OnceLock::new() });
        }
    }
    places.into_values().collect()
}

/// A place as part of an address: "São Tomé" → `sao-tome`.
pub(crate) fn slug(name: &str) -> String {
    const LONGEST: usize = 48;
    let mut slug = String::new();
    let mut lost = false;
    // FNV-1a, 64 bits: short, and the same on every machine.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for c in name.nfkd().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            if slug.len() < LONGEST {
                slug.push(c);
            } else {
                lost = true;
            }
        } else if !c.is_alphanumeric() {
            let mark = unicode_normalization::char::is_combining_mark(c);
            if !mark && !slug.is_empty() && !slug.ends_with('-') && slug.len() < LONGEST {
                slug.push('-');
            }
            continue;
        } else {
            lost = true;
        }
        for byte in c.to_string().bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    let kept = slug.trim_end_matches('-');
    match (kept.is_empty(), lost || kept.is_empty()) {
        (true, _) => format!("p-{:08x}", hash & 0xffff_ffff),
        (false, true) => format!("{kept}-{:08x}", hash & 0xffff_ffff),
        (false, false) => kept.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_an_address_of_plain_letters() {
        for (name, expected) in [
            ("Istanbul", "istanbul"),
            ("  São Tomé ", "sao-tome"),
            ("Washington, D.C.", "washington-d-c"),
            ("WASHINGTON D C", "washington-d-c"),
        ] {
            assert_eq!(slug(name), expected, "{name}");
        }
        let (a, b) = (slug("Київ"), slug("Львів"));
        assert_ne!(a, b);
        for odd in [a, b, slug("<>"), slug(&"x".repeat(500)), slug("../../etc")] {
            assert!(odd.len() <= 64 && !odd.is_empty(), "{odd}");
            assert!(odd.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'), "{odd}");
        }
    }
}
