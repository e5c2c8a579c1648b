//! Times reckoned from a run of days instead of one.

use super::super::found::Found;
use super::super::times::{Reading, Time, times};
use super::{Inferred, is_unsettled};
use crate::article::Article;
use crate::calendar::When;
use crate::diagnostic::Span;
use crate::text::Text;
use crate::vocabulary::Confidence;

/// The longest run of days from which relative dates are reckoned.
const LONGEST: i64 = 45;

/// The expressions of time as far as any day of the run leaves them one reading, or a run of days.
///
/// - `open`: as they are without a day of publication.
pub(in super::super) fn blurred(
    article: &Article,
    text: &Text,
    inferred: &Inferred,
    open: Vec<Found<Time>>,
) -> Vec<Found<Time>> {
    let bounds = inferred.when.bounds();
    let (Some(first), Some(last)) = (bounds.earliest_start, bounds.latest_end) else {
        return open;
    };
    if (last - first).num_days() > LONGEST {
        return open;
    }
    let early = times(article, text, Some(first));
    if first == last {
        return early;
    }
    let late = times(article, text, Some(last));
    let find = |list: &[Found<Time>], span: &Span| -> Option<Found<Time>> {
        let at = list.partition_point(|time| time.span.start < span.start);
        list.get(at).filter(|time| time.span == *span).cloned()
    };
    let blur = |time: Found<Time>| {
        let both = find(&early, &time.span).zip(find(&late, &time.span));
        let Some((one, other)) = both.filter(|_| is_unsettled(article, &time)) else {
            return time;
        };
        if one.value == other.value {
            return one;
        }
        let (Reading::Date(a), Reading::Date(b)) = (&one.value.reading, &other.value.reading)
        else {
            return time;
        };
        let (a, b) = (a.bounds(), b.bounds());
        let first = a.earliest_start.zip(b.earliest_start).map(|(a, b)| a.min(b));
        let last = a.latest_end.zip(b.latest_end).map(|(a, b)| a.max(b));
        let Some(when) = first.and(last).and_then(|_| When::between(first, last)) else {
            return time;
        };
        let value = Time { reading: Reading::Date(when), ..time.value.clone() };
        Found { value, confidence: Confidence::Low, ..time }
    };
    open.into_iter().map(blur).collect()
}
