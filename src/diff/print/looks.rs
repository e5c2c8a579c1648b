//! Who is taken for whom by their looks alone, in words.

use crate::diff::changes::{Alike, Entries};

/// What hangs on the looks of entries: those taken for one, those that may be, what was divided
/// and what was put together. How alike, by how much more than anything else, and so how sure.
pub(super) fn by_looks<T>(kind: &str, all: &Entries<T>) -> impl Iterator<Item = String> {
    let percent = |share: f64| format!("{:.0} %", share * 100.0);
    let sure = move |near: &Alike| {
        let next = near.score - near.margin;
        let next = if next > 0.005 {
            format!("the next best {}", percent(next))
        } else {
            "nothing else is".to_owned()
        };
        let confidence = near.confidence().name();
        format!("{} alike, {next}; confidence {confidence}", percent(near.score))
    };
    let alike = all.alike.iter().map(move |near| {
        format!("{kind} {} is taken for {} by its looks: {}", near.new, near.old, sure(near))
    });
    let possible = all
        .possible
        .iter()
        .map(move |near| format!("{kind} {} may be {}: {}", near.new, near.old, sure(near)));
    let split = all.split.iter().filter_map(move |change| {
        let (whole, part) = change.old.as_ref().zip(change.new.as_ref())?;
        Some(format!("{kind} {part} was divided from {whole}"))
    });
    let merged = all.merged.iter().filter_map(move |change| {
        let (part, whole) = change.old.as_ref().zip(change.new.as_ref())?;
        Some(format!("{kind} {part} is a part now of {whole}"))
    });
    alike.chain(possible).chain(split).chain(merged)
}
