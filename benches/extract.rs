//! How many sentences a second become events.

use demarche::{article, extract, text::Text};
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
