//! [`Timeline`] → text: a fresh file in canonical form.

use super::Timeline;

/// Writes a timeline as a fresh file.
pub fn write(timeline: &Timeline) -> String {
    serde_yaml::to_string(timeline).expect("a timeline is maps, lists and text, which YAML can say")
}
