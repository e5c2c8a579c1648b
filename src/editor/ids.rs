//! Which values of a timeline name something by its id.

use crate::timeline::Section;

/// The section with that key.
pub(super) fn section(key: &str) -> Option<Section> {
    Section::ALL.into_iter().find(|section| section.key() == key)
}

/// The section that a value names an entry of; elements of lists count as their list.
///
/// - `keys`: the keys on the way to the value, from the top of the file.
pub(super) fn named_by(keys: &[&str]) -> Option<Section> {
    match keys {
        ["actors", _, "offices", "source"] | ["events", _, "evidence", "source"] => {
            Some(Section::Sources)
        }
        ["actors", _, "of"] | ["events", _, "from" | "to"] => Some(Section::Actors),
        ["events", _, "after" | "responds-to" | "conditional-on"]
        | ["events", _, "timing", "after" | "before" | "during"] => Some(Section::Events),
        _ => None,
    }
}
