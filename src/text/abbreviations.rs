//! Words whose full stop is not (only) the end of a sentence.

/// Before a name or a number; the sentence always goes on. Without the full stop.
const BEFORE_NAME: &[&str] = &[
    "Adj", "Adm", "Ald", "Amb", "Archbp", "Assoc", "Asst", "Atty", "Bp", "Brig", "Capt", "Cdr",
    "Cllr", "Cmdr", "Col", "Cols", "Comdr", "Cpl", "Dep", "Dr", "Drs", "Ens", "Fr", "Ft", "Gen",
    "Gens", "Gov", "Govs", "Hon", "Insp", "Lieut", "Lt", "Maj", "Messrs", "Mgr", "Mlle", "Mme",
    "Mr", "Mrs", "Ms", "Msgr", "Mt", "Mts", "Pfc", "Pres", "Prof", "Profs", "Pvt", "Rep", "Reps",
    "Rev", "Sen", "Sens", "Sgt", "Spc", "Spec", "Sra", "Ste", "Supt",
];

/// A number follows, or the full stop was one.
const BEFORE_NUMBER: &[&str] = &[
    "Apr", "Art", "Arts", "Aug", "Dec", "Feb", "Fig", "Figs", "Jan", "Jul", "Jun", "Mar", "No",
    "Nos", "Nov", "Oct", "Para", "Paras", "Res", "Rs", "Sec", "Sep", "Sept", "Vol", "Vols", "no",
    "nos", "para", "paras", "pp", "vol", "vols",
];

/// An abbreviation only where a number or a month follows: "(b. 1949)", "c. 347", "p. 5".
const NUMBER_ONLY: &[&str] = &["b", "c", "ch", "d", "div", "fl", "m", "p", "r"];

/// Ends a sentence only where another one visibly begins.
const ANYWHERE: &[&str] = &[
    "Ala", "Alta", "Ariz", "Ark", "Assn", "Ave", "Bldg", "Blvd", "Bros", "Calif", "Co", "Colo",
    "Conn", "Corp", "Cos", "Del", "Dept", "Dist", "Esq", "Fla", "Fri", "Ga", "Gov't", "Govt",
    "Hwy", "Ill", "Inc", "Ind", "Inst", "Int'l", "Intl", "Jr", "Kan", "Ky", "La", "Ltd", "Mass",
    "Md", "Mfg", "Mich", "Minn", "Miss", "Mo", "Mon", "Mont", "Natl", "Neb", "Nev", "Okla", "Ont",
    "Ore", "Pa", "Penn", "Pty", "Que", "Rd", "Rte", "Sask", "Sat", "Sq", "Sr", "St", "Sun", "Tenn",
    "Tex", "Thu", "Thur", "Thurs", "Tue", "Tues", "Univ", "Va", "Vt", "Wash", "Wed", "Wis", "Wyo",
    "al", "approx", "dept", "depts", "dist", "ed", "eds", "est", "etc", "excl", "ft", "hrs",
    "incl", "lb", "lbs", "max", "min", "misc", "oz", "pct", "plc", "sq", "univ", "yd", "yds", "yr",
    "yrs",
];

/// The sentence goes on, whatever follows.
const INSIDE: &[&str] = &["ca", "cf", "i.e", "e.g", "v", "viz", "vs"];

/// Words that begin a sentence far more often than a name.
const STARTERS: &[&str] = &[
    "A",
    "About",
    "According",
    "Addressing",
    "After",
    "Against",
    "Ahead",
    "All",
    "Along",
    "Alongside",
    "Also",
    "Although",
    "Amid",
    "Among",
    "An",
    "Analysts",
    "And",
    "Another",
    "Any",
    "Are",
    "Around",
    "As",
    "Asked",
    "At",
    "Authorities",
    "Because",
    "Before",
    "Besides",
    "Between",
    "Beyond",
    "Both",
    "But",
    "By",
    "Can",
    "Could",
    "Critics",
    "Despite",
    "Did",
    "Diplomats",
    "Do",
    "Does",
    "During",
    "Each",
    "Earlier",
    "Even",
    "Every",
    "Everyone",
    "Everything",
    "Experts",
    "Few",
    "Finally",
    "Five",
    "Following",
    "For",
    "Four",
    "From",
    "Further",
    "Furthermore",
    "Given",
    "Had",
    "Has",
    "Have",
    "Having",
    "He",
    "Hence",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Indeed",
    "Inside",
    "Instead",
    "Is",
    "It",
    "Its",
    "Just",
    "Last",
    "Later",
    "Let",
    "Like",
    "Many",
    "Meanwhile",
    "Might",
    "More",
    "Moreover",
    "Most",
    "Much",
    "Must",
    "My",
    "Nearly",
    "Neither",
    "Never",
    "Nevertheless",
    "No",
    "Nobody",
    "None",
    "Nonetheless",
    "Nor",
    "Not",
    "Nothing",
    "Now",
    "Observers",
    "Officials",
    "Often",
    "On",
    "Once",
    "One",
    "Only",
    "Or",
    "Other",
    "Otherwise",
    "Our",
    "Outside",
    "Over",
    "Perhaps",
    "Police",
    "Protesters",
    "Rather",
    "Reporters",
    "Residents",
    "Responding",
    "Separately",
    "Several",
    "She",
    "Shortly",
    "Should",
    "Similarly",
    "Since",
    "Six",
    "So",
    "Some",
    "Sources",
    "Speaking",
    "Still",
    "Subsequently",
    "Such",
    "Ten",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "Therefore",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Three",
    "Through",
    "Throughout",
    "Thus",
    "To",
    "Today",
    "Together",
    "Toward",
    "Towards",
    "Two",
    "Under",
    "Unless",
    "Unlike",
    "Until",
    "Upon",
    "Via",
    "Was",
    "We",
    "Were",
    "What",
    "Whatever",
    "When",
    "Whenever",
    "Where",
    "Whether",
    "Which",
    "Whichever",
    "While",
    "Who",
    "Whoever",
    "Whose",
    "Why",
    "With",
    "Within",
    "Without",
    "Witnesses",
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
    /// Belongs to the word only if a number or a month follows, and then never ends it.
    Number,
    /// Ends it where a starter follows.
    Weak,
}

/// What the full stop of a word does if the word, given without it, is an abbreviation.
///
/// Acronyms with stops inside (`U.S`, `a.m`) and initials (`J`) are known by their shape.
pub(super) fn stop_of(word: &str) -> Option<Stop> {
    let mut letters = word.chars();
    if let (Some(first), None) = (letters.next(), letters.next())
        && first.is_uppercase()
    {
        return (first != 'I').then_some(Stop::Weak);
    }
    if word.len() > 8 {
        return None;
    }
    if BEFORE_NAME.contains(&word) || INSIDE.contains(&word) {
        return Some(Stop::Inside);
    }
    if BEFORE_NUMBER.contains(&word) {
        return Some(Stop::BeforeNumber);
    }
    if NUMBER_ONLY.contains(&word) {
        return Some(Stop::Number);
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
            ("J", Some(Stop::Weak)),
            ("I", None),
            ("Sept", Some(Stop::BeforeNumber)),
            ("U.S", Some(Stop::Weak)),
            ("a.m", Some(Stop::Weak)),
            ("Inc", Some(Stop::Weak)),
            ("Ph.D", Some(Stop::Weak)),
            ("p", Some(Stop::Number)),
            ("war", None),
            ("sun", None),
            ("May", None),
        ] {
            assert_eq!(stop_of(word), stop, "{word}");
        }
    }
}
