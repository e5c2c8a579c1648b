//! Quotes: finding words in an article the way a person would.

use unicode_normalization::UnicodeNormalization;

/// A text in which words are looked up: runs of blanks are one blank, quotation marks, dashes and
/// dots of every style are one style, characters that nobody sees are gone.
#[derive(Debug)]
pub(super) struct Searched(String);

/// Words as somebody quoted them, with what stands around them.
#[derive(Debug)]
pub(super) struct Quote {
    words: String,
    prefix: String,
    suffix: String,
}

/// What became of looking a quote up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// In one place.
    Once,
    /// In several places, with the words before the first two: what a `prefix` could say.
    Often(usize, Vec<String>),
    /// The words are there, but not between this prefix and this suffix.
    Elsewhere,
    /// Nowhere; with the longest beginning that is there, and how the article goes on after it.
    Nowhere(Option<(String, String)>),
}

impl Quote {
    pub(super) fn new(words: &str, prefix: Option<&str>, suffix: Option<&str>) -> Self {
        Self {
            words: folded(words),
            prefix: folded(prefix.unwrap_or_default()),
            suffix: folded(suffix.unwrap_or_default()),
        }
    }

    /// Whether there is no word in it.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

impl Searched {
    pub(super) fn new(text: &str) -> Self {
        Self(folded(text))
    }

    /// How much there is to search, in bytes.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn find(&self, quote: &Quote) -> Found {
        let words = quote.words.as_str();
        let mut anywhere = false;
        let mut places = Vec::new();
        let mut times = 0;
        for (at, _) in self.0.match_indices(words) {
            anywhere = true;
            let (before, after) =
                (self.0[..at].trim_end(), self.0[at + words.len()..].trim_start());
            if before.ends_with(&quote.prefix) && after.starts_with(&quote.suffix) {
                times += 1;
                if places.len() < 2 {
                    places.push(at);
                }
            }
        }
        match times {
            1 => Found::Once,
            0 if anywhere => Found::Elsewhere,
            0 => Found::Nowhere(self.beginning(words)),
            _ => {
                Found::Often(times, places.iter().map(|&at| last_words(&self.0[..at], 3)).collect())
            }
        }
    }

    /// The longest run of whole words, from the quote's first one on, that is in the text, and the
    /// words that follow it there.
    fn beginning(&self, words: &str) -> Option<(String, String)> {
        let ends: Vec<usize> = words.match_indices(' ').map(|(at, _)| at).collect();
        // What is not there does not come back when more words follow: search by halves.
        let there = ends.partition_point(|&end| self.0.contains(&words[..end]));
        let end = *ends.get(there.checked_sub(1)?)?;
        // One word alone is in every article.
        (there > 1).then_some(())?;
        let at = self.0.find(&words[..end])? + end;
        Some((last_words(&words[..end], 4), first_words(&self.0[at..], 4)))
    }
}

fn first_words(text: &str, n: usize) -> String {
    text.split(' ').filter(|word| !word.is_empty()).take(n).collect::<Vec<_>>().join(" ")
}

fn last_words(text: &str, n: usize) -> String {
    let mut words: Vec<&str> = text.rsplit(' ').filter(|w| !w.is_empty()).take(n).collect();
    words.reverse();
    words.join(" ")
}

/// The text in one style.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        match c {
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' => out.push('"'),
            '‘' | '’' | '‚' | '‛' | '′' | '`' => out.push('\''),
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => out.push('-'),
            '…' => out.push_str("..."),
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str = "Talks  in\nVienna.\n\nShe said she would “wait and see”. He said he would \
                           wait too — for the minister’s answer… The minister said no.";

    #[test]
    fn a_quote_is_found_as_a_person_would_find_it() {
        let article = Searched::new(ARTICLE);
        for (words, prefix, suffix, found) in [
            ("Talks in Vienna.", None, None, Found::Once),
            ("would \"wait and see\"", None, None, Found::Once),
            ("wait too - for the minister's answer...", None, None, Found::Once),
            ("wait", None, Some("too"), Found::Once),
            ("wait", Some("he would"), None, Found::Once), // a quotation mark follows "she would"
            (
                "would",
                None,
                None,
                Found::Often(2, vec!["She said she".into(), "He said he".into()]),
            ),
            ("would", Some("She said she "), None, Found::Once),
            ("would", Some("they"), None, Found::Elsewhere),
            (
                "said she would never wait",
                None,
                None,
                Found::Nowhere(Some(("said she would".into(), "\"wait and see\". He".into()))),
            ),
            ("Nothing of the kind", None, None, Found::Nowhere(None)),
            ("talks in Vienna", None, None, Found::Nowhere(None)), // case counts
        ] {
            assert_eq!(article.find(&Quote::new(words, prefix, suffix)), found, "{words}");
        }
    }
}
