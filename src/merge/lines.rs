//! Two files edited from a common one, merged line by line.

use super::three_way;

/// The lines of both sides together; `None` where they get in each other's way.
///
/// That the outcome says what both meant is for whoever asks to prove.
pub(super) fn merge(base: &str, ours: &str, theirs: &str) -> Option<String> {
    if let Some(text) = three_way::settle(base, ours, theirs) {
        return Some(text.to_owned());
    }
    let lines = |text: &'_ str| text.split_inclusive('\n').map(str::to_owned).collect::<Vec<_>>();
    Some(three_way::merge(&lines(base), &lines(ours), &lines(theirs))?.concat())
}
