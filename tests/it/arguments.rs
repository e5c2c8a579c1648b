//! Who does what to whom: the model's trees against our own sentences of diplomacy.

use std::fmt::Write as _;
use std::ops::Range;

use demarche::article;
use demarche::text::model::{Analysis, Scratch, english};
use demarche::text::{Piece, Text, analyse};

/// Predicates whose subjects, objects and complements must all be right, and no others, in percent.
const PREDICATES: usize = 87;
/// Phrases with a preposition that must hang on their predicate, in percent.
const OBLIQUES: usize = 88;

const TABLE: &str = include_str!("../language/arguments.txt");

#[test]
fn predicates_have_their_arguments() {
    let (mut predicates, mut right) = (0, 0);
    let (mut obliques, mut found) = (0, 0);
    let mut wrong = String::new();
    let text: Vec<&str> = TABLE.lines().filter(|line| !line.starts_with('#')).collect();
    for block in text.split(|line| line.is_empty()).filter(|block| !block.is_empty()) {
        let (sentence, body) = block[0].split_once(" || ").unwrap_or((block[0], ""));
        let forms: Vec<&str> = sentence.split(' ').collect();
        let words = if body.is_empty() {
            analyse(english(), &forms, &mut Scratch::default())
        } else {
            first_of_article(sentence, body)
        };
        assert_eq!(words.len(), forms.len(), "{sentence}");
        for line in &block[1..] {
            let mut parts = line.split(" | ");
            let predicate = place(&forms, parts.next().expect("a predicate")).start + 1;
            let mut gold = Vec::new();
            for part in parts {
                let (class, phrase) = part.split_once(' ').expect("a relation and a phrase");
                gold.push((class, place(&forms, phrase)));
            }
            let ours = arguments(&words, predicate);
            for (_, phrase) in gold.iter().filter(|(class, _)| *class == "obl") {
                obliques += 1;
                found += usize::from(hangs(&words, predicate, phrase));
            }
            gold.retain(|(class, _)| *class != "obl");
            predicates += 1;
            let same = |one: &(&str, usize), (class, phrase): &(&str, Range<usize>)| {
                class.trim_end_matches('?') == one.0 && phrase.contains(&one.1)
            };
            let wanted = gold.iter().all(|gold| {
                gold.0.ends_with('?') || ours.iter().filter(|one| same(one, gold)).count() == 1
            });
            if wanted && ours.iter().all(|one| gold.iter().any(|gold| same(one, gold))) {
                right += 1;
            } else {
                let ours: Vec<_> =
                    ours.iter().map(|(class, at)| format!("{class} {}", forms[*at])).collect();
                writeln!(wrong, "{}\n  {line}\n  {}", block[0], ours.join(" | "))
                    .expect("a string takes all");
            }
        }
    }
    assert!(right * 100 >= predicates * PREDICATES, "{wrong}predicates: {right} of {predicates}");
    assert!(found * 100 >= obliques * OBLIQUES, "{wrong}obliques: {found} of {obliques}");
}

/// What is said of the words of an article's first sentence.
fn first_of_article(sentence: &str, body: &str) -> Vec<Analysis<'static>> {
    let text = format!("{sentence}\n\n{body}\n");
    let article = article::read(text.as_bytes(), None).expect("an article");
    let pieces = Piece::all(&article, &Text::new(&article), english()).swap_remove(0);
    pieces.into_iter().map(|piece| piece.word).collect()
}

/// Where a phrase stands in a sentence, in words.
fn place(forms: &[&str], phrase: &str) -> Range<usize> {
    let phrase: Vec<&str> = phrase.split(' ').collect();
    let at = forms.windows(phrase.len()).position(|window| window == phrase);
    let at = at.unwrap_or_else(|| panic!("{phrase:?} in {forms:?}"));
    at..at + phrase.len()
}

/// The core arguments of the word with that number.
fn arguments(words: &[Analysis<'_>], predicate: usize) -> Vec<(&'static str, usize)> {
    let children = words.iter().enumerate().filter(|(_, word)| word.head == predicate);
    children
        .filter_map(|(at, word)| {
            let class = match word.relation.split(':').next()? {
                "nsubj" | "csubj" => "subj",
                "obj" | "iobj" => "obj",
                "ccomp" | "xcomp" => "comp",
                _ => return None,
            };
            Some((class, at))
        })
        .collect()
}

/// Whether a word of the phrase hangs on the predicate as an oblique.
fn hangs(words: &[Analysis<'_>], predicate: usize, phrase: &Range<usize>) -> bool {
    words[phrase.clone()]
        .iter()
        .any(|word| word.head == predicate && word.relation.starts_with("obl"))
}
