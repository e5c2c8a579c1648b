//! Token → words as the treebanks cut them, where those are smaller.
//!
//! ```text
//! 30-day → 30 - day      pro-Western → pro-Western      U.S.-led → U.S. - led
//! cannot → can not       6:00am → 6:00 am               10m → 10 m
//! ```
//!
//! The extractor reads a compound as one word; the model has never seen one whole.

/// They stay with the word after their hyphen.
const PREFIXES: &[&str] = &[
    "anti", "arch", "bi", "co", "counter", "cross", "de", "e", "ex", "extra", "hyper", "inter",
    "intra", "macro", "mega", "micro", "mid", "mini", "mis", "multi", "neo", "non", "over", "para",
    "post", "pre", "pro", "proto", "pseudo", "psycho", "re", "semi", "socio", "sub", "super",
    "trans", "tri", "ultra", "un", "under",
];

/// They stay with the word before their hyphen.
const SUFFIXES: &[&str] = &["esque", "wise"];

/// What is measured, right after its number.
const UNITS: &[&str] = &[
    "am", "bn", "cm", "ft", "g", "k", "kg", "km", "kph", "kW", "lb", "lbs", "m", "mg", "mi", "ml",
    "mm", "mph", "M", "MW", "pm", "tn", "AM", "B", "K", "PM", "GW",
];

/// Two words that are written as one, and where the first ends.
const PAIRS: &[(&str, usize)] = &[("cannot", 3), ("gonna", 3), ("gotta", 3), ("wanna", 3)];

/// The lengths of a token's pieces in bytes; one for nearly all.
pub(super) fn lengths(token: &str) -> Vec<usize> {
    if let Some(&(_, first)) = PAIRS.iter().find(|(pair, _)| token.eq_ignore_ascii_case(pair)) {
        return vec![first, token.len() - first];
    }
    if token.starts_with(|c: char| c.is_ascii_digit())
        && let Some(unit) = token.find(|c: char| c.is_ascii_alphabetic())
        && UNITS.contains(&&token[unit..])
    {
        return vec![unit, token.len() - unit];
    }
    let is_hyphen = |c: char| matches!(c, '-' | '\u{2010}' | '\u{2011}');
    let within = |at: usize, c: char| at > 0 && at + c.len_utf8() < token.len();
    if !token.chars().any(is_hyphen) || !token.chars().any(char::is_alphabetic) || is_address(token)
    {
        return vec![token.len()];
    }
    let mut lengths = Vec::new();
    let mut start = 0;
    // Where the part between two hyphens begins.
    let mut part = 0;
    for (at, c) in token.char_indices().filter(|&(at, c)| is_hyphen(c) && within(at, c)) {
        let after = at + c.len_utf8();
        let next = token[after..].split(is_hyphen).next().unwrap_or_default();
        let stays =
            part == start && (at > part + 1 || part == 0) && is_one_of(PREFIXES, &token[part..at])
                || is_one_of(SUFFIXES, next);
        part = after;
        if stays || at == start {
            continue;
        }
        lengths.extend([at - start, c.len_utf8()]);
        start = after;
    }
    lengths.push(token.len() - start);
    lengths
}

/// The parts of a form that stands for the token with these lengths; it may have other letters.
pub(super) fn parts<'a>(form: &'a str, lengths: &[usize]) -> impl Iterator<Item = &'a str> {
    let mut rest = form;
    let count = lengths.len();
    lengths.iter().enumerate().map(move |(number, &length)| {
        if number + 1 == count {
            return std::mem::take(&mut rest);
        }
        let mut end = length.min(rest.len());
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let (part, after) = rest.split_at(end);
        rest = after;
        part
    })
}

fn is_one_of(words: &[&str], part: &str) -> bool {
    words.iter().any(|word| word.eq_ignore_ascii_case(part))
}

/// Of the web or of mail.
fn is_address(token: &str) -> bool {
    token.contains("://")
        || token.contains('@')
        || token.starts_with("www.")
        || token.contains('.') && token.contains('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_cut_as_a_treebank_would() {
        for (token, expected) in [
            ("day", "day"),
            ("30-day", "30|-|day"),
            ("cease-fire", "cease|-|fire"),
            ("12-year-old", "12|-|year|-|old"),
            ("al-Awsat", "al|-|Awsat"),
            ("Jong-un", "Jong|-|un"),
            ("pro-Western", "pro-Western"),
            ("Non-proliferation", "Non-proliferation"),
            ("mid-1980s", "mid-1980s"),
            ("re-elected", "re-elected"),
            ("e-mail", "e-mail"),
            ("non-English-speaking", "non-English|-|speaking"),
            ("anti-missile-defence", "anti-missile|-|defence"),
            ("clock-wise", "clock-wise"),
            ("COVID-19", "COVID|-|19"),
            ("F-16s", "F|-|16s"),
            ("T\u{2011}72", "T|\u{2011}|72"),
            ("Hizb-e-Islami", "Hizb|-|e|-|Islami"),
            ("cannot", "can|not"),
            ("Cannot", "Can|not"),
            ("6:00am", "6:00|am"),
            ("10m", "10|m"),
            ("10th", "10th"),
            ("1990s", "1990s"),
            ("https://a-b.example.org", "https://a-b.example.org"),
            ("a-b@example.org", "a-b@example.org"),
            ("--", "--"),
            ("é-é", "é|-|é"),
        ] {
            let lengths = lengths(token);
            let parts: Vec<&str> = parts(token, &lengths).collect();
            assert_eq!(parts.join("|"), expected, "{token}");
            assert_eq!(lengths.iter().sum::<usize>(), token.len(), "{token}");
        }
    }

    #[test]
    fn another_form_has_as_many_parts() {
        assert_eq!(parts("i̇-day", &lengths("İ-day")).collect::<Vec<_>>().len(), 3);
        assert!(parts("", &lengths("30-day")).all(str::is_empty));
    }
}
