//! How well a date is known, as a mark of at most three columns.
//!
//! ```text
//! ●    *     a day                    ◀    <     that day or earlier
//! ▐█▌  [=]   some day of a month …    ▶    >     that day or later, or still going on
//! ├─┤  |-|   from one day to another  ░●░  ~*~   about then
//! ◇    <>    known by order only      ●?   *?    doubtful
//! ```

use crate::calendar::Bounds;
use crate::timeline::Event;
use crate::vocabulary::Relation;

/// The mark of an event.
///
/// - `bounds`: what the graph leaves of its days.
pub(super) fn mark(event: &Event, bounds: Bounds, ascii: bool) -> &'static str {
    let pick = |mark: &'static str, plain: &'static str| if ascii { plain } else { mark };
    let Some(when) = event.when() else {
        let known = bounds.earliest_start.is_some()
            || bounds.latest_end.is_some()
            || Relation::ALL.iter().any(|relation| !event.related(*relation).is_empty());
        return if known { pick("◇", "<>") } else { "" };
    };
    let said = when.bounds();
    let day = when.single_day().is_some();
    let doubtful = when.is_uncertain();
    if when.is_approximate() {
        return if day { pick("░●░", "~*~") } else { pick("░█░", "~=~") };
    }
    match (said.earliest_start, said.latest_end) {
        (None, _) => pick("◀", "<"),
        (_, None) => pick("▶", ">"),
        _ if day && doubtful => pick("●?", "*?"),
        _ if day => pick("●", "*"),
        _ if when.is_interval() => pick("├─┤", "|-|"),
        _ if doubtful => pick("▐█?", "[=?"),
        _ => pick("▐█▌", "[=]"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::Date;
    use crate::vocabulary::EventType;

    #[test]
    fn a_mark_says_how_well_a_date_is_known() {
        for (date, mark_, plain) in [
            ("2025-05-11", "●", "*"),
            ("2025-05-11?", "●?", "*?"),
            ("2025-05-11~", "░●░", "~*~"),
            ("2025-05", "▐█▌", "[=]"),
            ("2025-05?", "▐█?", "[=?"),
            ("2025~", "░█░", "~=~"),
            ("2025-05-11/2025-05-13", "├─┤", "|-|"),
            ("2025-05-11/..", "▶", ">"),
            ("[..2025-05-11]", "◀", "<"),
            ("[2025-05-11..]", "▶", ">"),
            ("[2025-05-11,2025-05-13]", "▐█▌", "[=]"),
            ("soon", "", ""),
        ] {
            let mut event = Event::new(EventType::Talks, "Talks");
            event.date = Some(Date::new(date));
            assert_eq!(mark(&event, Bounds::default(), false), mark_, "{date}");
            assert_eq!(mark(&event, Bounds::default(), true), plain, "{date} in ASCII");
        }
    }
}
