//! Quotes that are not where they should be: how the article goes on instead, and how it writes
//! the words.

use unicode_normalization::UnicodeNormalization;

/// A text in one style: runs of blanks are one blank, quotation marks, dashes and dots of every
/// style are one style, characters that nobody sees are gone.
#[derive(Debug)]
pub(super) struct Searched(String);

impl Searched {
    pub(super) fn new(text: &str) -> Self {
        Self(folded(text))
    }

    /// The longest run of whole words, from the quote's first one on, that is in the text, and the
    /// words that follow it there.
    pub(super) fn beginning(&self, words: &str) -> Option<(String, String)> {
        let words = folded(words);
        let ends: Vec<usize> = words.match_indices(' ').map(|(at, _)| at).collect();
        // What is not there does not come back when more words follow: search by halves.
        let there = ends.partition_point(|&end| self.0.contains(&words[..end]));
        let end = *ends.get(there.checked_sub(1)?)?;
        // One word alone is in every article.
        (there > 1).then_some(())?;
        let at = self.0.find(&words[..end])? + end;
        Some((last_words(&words[..end], 4), first_words(&self.0[at..], 4)))
    }

    /// The same words as the article writes them, where only case or punctuation differs and they
    /// stand in one place.
    pub(super) fn written(&self, words: &str) -> Option<String> {
        let bare = |text: &str| -> Vec<(usize, char)> {
            let letters = text.char_indices().filter(|(_, c)| c.is_alphanumeric());
            letters.flat_map(|(at, c)| c.to_lowercase().map(move |c| (at, c))).collect()
        };
        let sought: String = bare(words).into_iter().map(|(_, c)| c).collect();
        if sought.chars().count() < 8 {
            return None;
        }
        let places = bare(&self.0);
        let text: String = places.iter().map(|(_, c)| c).collect();
        let mut found = text.match_indices(&sought);
        let (at, _) = found.next().filter(|_| found.next().is_none())?;
        let first = text[..at].chars().count();
        let last = first + sought.chars().count() - 1;
        let (start, end) = (places[first].0, places[last].0);
        let width = self.0[end..].chars().next().map_or(0, char::len_utf8);
        Some(self.0[start..end + width].to_owned())
    }
}

/// The last words before a place, as a `prefix` could say them.
pub(super) fn words_before(text: &str, at: usize) -> String {
    let from = text[..at].char_indices().rev().nth(120).map_or(0, |(from, _)| from);
    last_words(&folded(&text[from..at]), 3)
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
    fn a_quote_that_is_not_there_is_told_how_the_article_goes_on() {
        let article = Searched::new(ARTICLE);
        for (words, beginning) in [
            (
                "said she would never wait",
                Some(("said she would".into(), "\"wait and see\". He".into())),
            ),
            ("Nothing of the kind", None),
            ("talks in Vienna", None),
        ] {
            assert_eq!(article.beginning(words), beginning, "{words}");
        }
    }

    #[test]
    fn a_quote_in_other_letters_is_told_as_the_article_writes_it() {
        let article = Searched::new(ARTICLE);
        for (words, written) in [
            ("talks in vienna", Some("Talks in Vienna")),
            ("would wait, and see.", Some("would \"wait and see")),
            ("would wait", None), // "would “wait" reads the same
            ("said", None),
            ("nothing of the kind", None),
        ] {
            assert_eq!(article.written(words).as_deref(), written, "{words}");
        }
        assert_eq!(words_before(ARTICLE, ARTICLE.find("“wait").unwrap()), "said she would");
    }
}
