//! Words whose full stop is not (only) the end of a sentence.

/// Before a name or a number; the sentence always goes on. Without the full stop.
const BEFORE_NAME: &[&str] = &[
    "Adm", "Amb", "Atty", "Brig", "Capt", "Cmdr", "Col", "Cpl", "Dr", "Drs", "Fr", "Gen", "Gov",
    "Hon", "Insp", "Lt", "Maj", "Messrs", "Mr", "Mrs", "Ms", "Mt", "Pres", "Prof", "Pvt", "Rep",
    "Reps", "Rev", "Sen", "Sens", "Sgt", "Spc", "St", "Ste", "Supt",
];

/// A number follows, or the full stop was one.
const BEFORE_NUMBER: &[&str] = &[
    "Apr", "Art", "Aug", "Dec", "Feb", "Fig", "Jan", "Jul", "Jun", "Mar", "No", "Nos", "Nov",
    "Oct", "Sec", "Sep", "Sept", "pp", "No", "no",
];

/// Ends a sentence only where another one visibly begins.
const ANYWHERE: &[&str] = &[
    "Ariz", "Ave", "Bros", "Calif", "Co", "Colo", "Conn", "Corp", "Dept", "Fla", "Fri", "Inc",
    "Jr", "Ltd", "Mass", "Mich", "Minn", "Mon", "Okla", "Ore", "Pa", "Sat", "Sr", "Sun", "Tenn",
    "Thu", "Thurs", "Tue", "Tues", "Va", "Vt", "Wash", "Wed", "Wis", "approx", "dept", "est",
    "etc", "al",
];

/// The sentence goes on, whatever follows.
const INSIDE: &[&str] = &["v", "vs", "cf", "viz", "ca", "e.g.", "i.e."];

/// Words that begin a sentence far more often than a name.
const STARTERS: &[&str] = &[
    "A",
    "About",
    "According",
    "After",
    "All",
    "Also",
    "Although",
    "Among",
    "An",
    "And",
    "Another",
    "Any",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "Despite",
    "During",
    "Each",
    "Earlier",
    "Every",
    "For",
    "From",
    "Had",
    "He",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Instead",
    "Is",
    "It",
    "Its",
    "Last",
    "Later",
    "Many",
    "Meanwhile",
    "More",
    "Most",
    "My",
    "No",
    "Nor",
    "Not",
    "Now",
    "Officials",
    "On",
    "Once",
    "One",
    "Only",
    "Or",
    "Other",
    "Our",
    "Over",
    "She",
    "Since",
    "So",
    "Some",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Three",
    "Thus",
    "To",
    "Today",
    "Two",
    "Under",
    "Until",
    "Was",
    "We",
    "What",
    "When",
    "Where",
    "Whether",
    "While",
    "Who",
    "Why",
    "With",
    "Would",
    "Yet",
    "You",
];

/// What the full stop of an abbreviation may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// Never ends the sentence.
    Inside,
    /// Ends it unless a number follows.
    BeforeNumber,
    /// Ends it where a starter follows.
    Weak,
}

/// What the full stop of a word does if the word, given without it, is an abbreviation.
///
/// Acronyms with stops inside (`U.S`, `a.m`) and initials (`J`) are known by their shape.
pub(super) fn stop_of(word: &str) -> Option<Stop> {
    let mut letters = word.chars();
    if let (Some(first), None) = (letters.next(), letters.next()) {
        return if first.is_uppercase() && first != 'I' {
            Some(Stop::Inside)
        } else {
            INSIDE.contains(&word).then_some(Stop::Inside)
        };
    }
    if word.len() > 8 {
        return None;
    }
    if matches!(word, "e.g" | "i.e") || BEFORE_NAME.contains(&word) || INSIDE.contains(&word) {
        return Some(Stop::Inside);
    }
    if BEFORE_NUMBER.contains(&word) {
        return Some(Stop::BeforeNumber);
    }
    let acronym = word.contains('.')
        && word.split('.').all(|part| part.chars().count() <= 2 && !part.is_empty());
    (acronym || ANYWHERE.contains(&word)).then_some(Stop::Weak)
}

/// Whether a word begins a sentence far more often than a name.
pub(super) fn is_starter(word: &str) -> bool {
    STARTERS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starters_are_in_order() {
        assert!(STARTERS.is_sorted());
    }

    #[test]
    fn a_full_stop_is_known_by_its_word() {
        for (word, stop) in [
            ("Gen", Some(Stop::Inside)),
            ("J", Some(Stop::Inside)),
            ("I", None),
            ("Sept", Some(Stop::BeforeNumber)),
            ("U.S", Some(Stop::Weak)),
            ("a.m", Some(Stop::Weak)),
            ("Inc", Some(Stop::Weak)),
            ("war", None),
            ("sun", None),
            ("May", None),
        ] {
            assert_eq!(stop_of(word), stop, "{word}");
        }
    }
}
