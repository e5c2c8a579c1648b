//! Article to tags, lemmas and trees, stage by stage, over the articles of the tests; items are
//! sentences.
//!
//! `bytes_seen_once` is what memory allows: each byte is looked at, and nothing is made of it.

use demarche::article::{Article, read};
use demarche::text::model::{Scratch, english};
use demarche::text::{Parse, Text};
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};

const ARTICLES: &[&str] = &[
    include_str!("../tests/articles/harbour-wire.txt"),
    include_str!("../tests/articles/lake-live.txt"),
    include_str!("../tests/articles/lima-1998.txt"),
    include_str!("../tests/articles/ministry-statement.txt"),
    include_str!("../tests/articles/nile-2013.txt"),
    include_str!("../tests/articles/sound-2031.txt"),
    include_str!("../tests/articles/strait-history.txt"),
];

fn main() {
    divan::main();
}

fn articles() -> Vec<(Article, Text)> {
    ARTICLES
        .iter()
        .map(|raw| {
            let article = read(raw.as_bytes(), Some("a.txt")).expect("it is text");
            let text = Text::new(&article);
            (article, text)
        })
        .collect()
}

/// The words of every sentence.
fn sentences(articles: &[(Article, Text)]) -> Vec<Vec<&str>> {
    let mut sentences = Vec::new();
    for (article, text) in articles {
        for sentence in &text.sentences {
            let tokens = &text.tokens[sentence.tokens.clone()];
            sentences.push(tokens.iter().map(|token| token.text(article)).collect());
        }
    }
    sentences
}

/// Bytes of the articles and sentences in them.
fn size(articles: &[(Article, Text)]) -> (BytesCount, ItemsCount) {
    let bytes: usize = ARTICLES.iter().map(|raw| raw.len()).sum();
    let sentences: usize = articles.iter().map(|(_, text)| text.sentences.len()).sum();
    (BytesCount::new(bytes), ItemsCount::new(sentences))
}

#[divan::bench]
fn bytes_seen_once(bencher: Bencher<'_, '_>) {
    let (bytes, items) = size(&articles());
    let all = ARTICLES.concat();
    bencher.counter(bytes).counter(items).bench(|| {
        divan::black_box(&all).bytes().fold(0_u32, |sum, byte| sum.wrapping_add(u32::from(byte)))
    });
}

#[divan::bench]
fn raw_text_to_words(bencher: Bencher<'_, '_>) {
    let (bytes, items) = size(&articles());
    bencher.counter(bytes).counter(items).bench(articles);
}

#[divan::bench]
fn words_to_tags_and_trees(bencher: Bencher<'_, '_>) {
    let articles = articles();
    let (bytes, items) = size(&articles);
    let sentences = sentences(&articles);
    let mut scratch = Scratch::default();
    bencher.counter(bytes).counter(items).bench_local(|| {
        for words in &sentences {
            divan::black_box(english().analyse(divan::black_box(words), &mut scratch));
        }
    });
}

#[divan::bench]
fn words_to_lemmas(bencher: Bencher<'_, '_>) {
    let articles = articles();
    let (bytes, items) = size(&articles);
    let sentences = sentences(&articles);
    let mut scratch = Scratch::default();
    let analyses: Vec<_> =
        sentences.iter().map(|words| english().analyse(words, &mut scratch)).collect();
    bencher.counter(bytes).counter(items).bench(|| {
        for (words, analyses) in sentences.iter().zip(&analyses) {
            for (word, analysis) in words.iter().zip(analyses) {
                divan::black_box(english().lemma(divan::black_box(word), analysis));
            }
        }
    });
}

#[divan::bench]
fn raw_text_to_parse(bencher: Bencher<'_, '_>) {
    let (bytes, items) = size(&articles());
    bencher.counter(bytes).counter(items).bench(|| {
        for (article, text) in articles() {
            divan::black_box(Parse::new(&article, &text, english()));
        }
    });
}

#[divan::bench]
fn a_line_of_a_hundred_thousand_marks(bencher: Bencher<'_, '_>) {
    let raw = format!("Envoys meet.\n\n{}", "\" ".repeat(100_000));
    let article = read(raw.as_bytes(), Some("a.txt")).expect("it is text");
    let text = Text::new(&article);
    bencher.counter(BytesCount::of_str(&raw)).bench(|| Parse::new(&article, &text, english()));
}
