//! How many sentences a second become events, and codes.
//!
//! `parsed` is the limit of both: what is read off the trees is to cost little beside making them.
//! Run by hand in a release build on one core of a shared machine, 3,093 single sentences of 24 words
//! went through `extract --stream --format cameo` in 1.15 s: 2,690 a second, the parse included.

use demarche::text::{Parse, Text, model::english};
use demarche::{article, extract};
use divan::Bencher;
use divan::counter::ItemsCount;

fn main() {
    divan::main();
}

/// A long article: one of the tests' own, many times over.
#[divan::bench]
fn sentences(bencher: Bencher<'_, '_>) {
    let once = include_str!("../tests/articles/nile-2013.txt");
    let article = article::read(once.repeat(100).as_bytes(), None).expect("a text of words");
    let text = Text::new(&article);
    bencher
        .counter(ItemsCount::new(text.sentences.len()))
        .bench(|| extract::extract(&article, &text, None));
}

/// The parse alone.
#[divan::bench]
fn parsed(bencher: Bencher<'_, '_>) {
    let once = include_str!("../tests/articles/nile-2013.txt");
    let article = article::read(once.repeat(20).as_bytes(), None).expect("a text of words");
    let text = Text::new(&article);
    bencher
        .counter(ItemsCount::new(text.sentences.len()))
        .bench(|| Parse::new(&article, &text, english()));
}

/// Raw text to codes.
#[divan::bench]
fn coded(bencher: Bencher<'_, '_>) {
    let once = include_str!("../tests/articles/nile-2013.txt");
    let article = article::read(once.repeat(20).as_bytes(), None).expect("a text of words");
    let count = Text::new(&article).sentences.len();
    bencher
        .counter(ItemsCount::new(count))
        .bench(|| extract::coded(&article, &Text::new(&article)));
}
