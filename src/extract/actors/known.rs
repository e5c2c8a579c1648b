//! Names of the lexicon in a sentence, and what has a capital without being one.

use crate::extract::words::{Class, Line, Word};
use crate::lexicon::{Name, lexicon};

/// The longest name of the lexicon at a place.
pub(super) fn named(line: &Line<'_>, at: usize) -> Option<(usize, Name)> {
    let word = line.words.get(at)?;
    let small = || word.text.starts_with("al-") || lexicon().names.begins_small(word.text);
    if !word.capital && !small() || is_calendar(&word.lower) {
        return None;
    }
    let found = lexicon().names.longest(|i| line.words.get(at + i).map(|word| word.text));
    let found = found.or_else(|| full_name(line, at));
    if found.is_some() || !line.shouts {
        return found;
    }
    // "KREMLIN DENIES PLAN"
    let small = |word: &Word<'_>| {
        let mut letters = word.lower.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string());
        first.unwrap_or_default() + letters.as_str()
    };
    let words: Vec<String> = line.words[at..].iter().take(8).map(small).collect();
    lexicon().names.longest(|i| words.get(i).map(String::as_str))
}

/// "the Islamic Republic of Malta": a state by its form and its name.
fn full_name(line: &Line<'_>, at: usize) -> Option<(usize, Name)> {
    let words = &lexicon().words;
    let text = |i: usize| line.words.get(at + i).map_or("", |word| word.text);
    let kinds = (0..5).take_while(|&i| {
        words.state_kinds.contains(text(i)) || i > 0 && line.class(at + i) == Class::Possessive
    });
    let form = kinds.count();
    if !words.state_forms.contains(text(form)) || line.lower(at + form + 1) != Some("of") {
        return None;
    }
    let the = usize::from(line.lower(at + form + 2) == Some("the"));
    let start = form + 2 + the;
    let found = lexicon().names.longest(|i| line.words.get(at + start + i).map(|word| word.text));
    found
        .filter(|(_, name)| matches!(name, Name::State(_)))
        .map(|(words, name)| (start + words, name))
}

/// Days, months, and what else has a capital without being somebody.
pub(crate) fn is_calendar(lower: &str) -> bool {
    const WORDS: &[&str] = &[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "jan.",
        "feb",
        "feb.",
        "aug",
        "aug.",
        "sept",
        "sept.",
        "oct",
        "oct.",
        "nov",
        "nov.",
        "dec",
        "dec.",
        "christmas",
        "easter",
        "ramadan",
        "gmt",
        "utc",
    ];
    WORDS.contains(&lower)
}
