//! Quotations that are sentences within a longer one, and the verb of saying beside them.

use crate::lexicon::lexicon;

/// Shorter quotations are no trouble.
const SHORTEST: usize = 8;

/// How far from a quotation the verb of saying may stand, in words.
const REACH: usize = 6;

/// What stands between the halves of a quotation has no more words.
const LONGEST_BREAK: usize = 12;

/// What is said and by which verb.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Spoken {
    /// Places of words that are parsed together, with the relation to the verb of saying. Marks
    /// and the comma before the end are included.
    pub(super) parts: Vec<(Vec<usize>, &'static str)>,
    /// Place of the verb of saying.
    pub(super) verb: usize,
}

/// Finds what is quoted in a sentence.
///
/// - `"A," said Lind.` and `Lind said: "A."`
/// - `"A," said Lind, "B."`: where B goes on with a small letter, it is one sentence with A.
/// - `A," said Lind.` and `Lind said: "A.`: the rest of the quotation is in other sentences.
pub(super) fn spoken(forms: &[&str]) -> Option<Spoken> {
    let mut marks = (0..forms.len()).filter(|&at| is_mark(forms[at]));
    let first = marks.next()?;
    let marks = (first, marks.next(), marks.next(), marks.next(), marks.next());
    let whole = |from: usize, to: usize, verb: usize| {
        let parts = vec![((from..to).collect(), "ccomp")];
        (to - from > SHORTEST).then_some(Spoken { parts, verb })
    };
    match marks {
        (mark, None, ..) => {
            if let Some(verb) = says_before(forms, mark) {
                return whole(mark, forms.len(), verb);
            }
            let verb = says_after(forms, mark, forms.len()).filter(|_| forms[mark] != "“")?;
            whole(0, mark + 1, verb)
        }
        (open, Some(close), None, ..) => {
            if !forms[open + 1].starts_with(char::is_uppercase) {
                return None;
            }
            if open == 0 {
                return whole(open, close + 1, says_after(forms, close, forms.len())?);
            }
            let full = matches!(forms[close - 1], "." | "?" | "!")
                || matches!(forms.get(close + 1), Some(&"."));
            let verb = says_before(forms, open).filter(|_| full && close + 2 >= forms.len())?;
            whole(open, close + 1, verb)
        }
        (0, Some(close), Some(again), Some(end), None) => {
            let verb = says_after(forms, close, again)?;
            if forms[again - 1] != ","
                || again - close > LONGEST_BREAK
                || close + end - again < SHORTEST
                || end + 2 < forms.len()
            {
                return None;
            }
            let (mut one, two) = ((0..=close).collect::<Vec<_>>(), again..=end);
            let parts = if forms[again + 1].starts_with(char::is_lowercase) {
                one.extend(two);
                vec![(one, "ccomp")]
            } else {
                vec![(one, "ccomp"), (two.collect(), "parataxis")]
            };
            Some(Spoken { parts, verb })
        }
        _ => None,
    }
}

fn is_mark(form: &str) -> bool {
    matches!(form, "\"" | "“" | "”" | "``" | "''")
}

fn says(form: &str) -> bool {
    lexicon().titles.says.contains(form)
}

/// The verb of saying after the mark that closes a quotation.
fn says_after(forms: &[&str], close: usize, end: usize) -> Option<usize> {
    let ends = close > 0 && matches!(forms[close - 1], "," | "?" | "!");
    (close + 1..end.min(close + 1 + REACH)).find(|&at| ends && says(forms[at]))
}

/// The verb of saying before the mark that opens a quotation.
fn says_before(forms: &[&str], open: usize) -> Option<usize> {
    let opens = open > 0
        && matches!(forms[open - 1], "," | ":")
        && forms.get(open + 1).is_some_and(|form| form.starts_with(char::is_uppercase));
    (open.saturating_sub(REACH)..open).rev().find(|&at| opens && says(forms[at]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{Sentences, missing};

    #[test]
    fn a_quotation_is_a_sentence_with_a_verb_of_saying_beside_it() {
        for (sentence, found) in [
            (
                "\" We are ready to talk about it , \" Lind said .",
                "ccomp \" We are ready to talk about it , \"",
            ),
            (
                "Lind said : \" We are ready to talk about it . \"",
                "ccomp \" We are ready to talk about it . \"",
            ),
            (
                "\" We are ready to talk , \" he said , \" about it . \"",
                "ccomp \" We are ready to talk , \" \" about it . \"",
            ),
            (
                "\" We are ready to talk , \" he said , \" They know it . \"",
                "ccomp \" We are ready to talk , \" | parataxis \" They know it . \"",
            ),
            (
                "They know that we are ready to talk , \" he said .",
                "ccomp They know that we are ready to talk , \"",
            ),
            (
                "He said : \" They know that we are ready to talk .",
                "ccomp \" They know that we are ready to talk .",
            ),
            ("\" We are ready , \" Lind said .", ""), // short
            ("Lind called it \" a very big step that nobody wanted \" .", ""),
            ("\" We are ready to talk about it , \" a sign read .", ""),
            ("\"", ""),
        ] {
            let forms: Vec<&str> = sentence.split(' ').collect();
            let parts = spoken(&forms).map_or_else(Vec::new, |spoken| spoken.parts);
            let parts: Vec<String> = parts
                .into_iter()
                .map(|(places, relation)| {
                    let words: Vec<&str> = places.into_iter().map(|at| forms[at]).collect();
                    format!("{relation} {}", words.join(" "))
                })
                .collect();
            assert_eq!(parts.join(" | "), found, "{sentence}");
        }
    }

    #[test]
    fn a_quotation_hangs_on_each_verb_of_the_list() {
        let mut wrong = Vec::new();
        let mut verbs = Vec::new();
        for sentence in Sentences::new().says {
            let forms: Vec<&str> = sentence.split(' ').collect();
            match spoken(&forms) {
                Some(spoken) => verbs.push(forms[spoken.verb].to_owned()),
                None => wrong.push(sentence),
            }
        }
        let missing = missing(&lexicon().titles.says, &verbs);
        wrong.extend(missing.iter().map(|verb| format!("no quotation hangs on {verb}")));
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
