//! Article to tags, lemmas and trees, stage by stage; items are sentences.

use demarche::article::read;
use demarche::text::model::{Scratch, english};
use demarche::text::{Parse, Text};
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};

const LINE: &str = "The foreign ministers of both states met in Vienna on Sept. 30, two days after \
                    shelling had stopped near the border. \"We cannot wait for another round,\" the \
                    envoy told reporters, adding that an exchange of prisoners was being prepared. \
                    A spokeswoman for the alliance declined to comment on the plan.";

fn main() {
    divan::main();
}

fn news(paragraphs: usize) -> String {
    format!("Envoys meet\n\n{}", format!("{LINE}\n\n").repeat(paragraphs))
}

#[divan::bench]
fn raw_text_to_parse(bencher: Bencher<'_, '_>) {
    let raw = news(256);
    let sentences = 256_usize * 3 + 1;
    bencher.counter(BytesCount::of_str(&raw)).counter(ItemsCount::new(sentences)).bench(|| {
        let article = read(divan::black_box(raw.as_bytes()), Some("a.txt")).expect("it is text");
        let text = Text::new(&article);
        Parse::new(&article, &text, english())
    });
}

#[divan::bench]
fn tags_and_trees(bencher: Bencher<'_, '_>) {
    let forms: Vec<&str> = LINE.split(' ').take(21).collect();
    let mut scratch = Scratch::default();
    bencher
        .counter(ItemsCount::new(1_usize))
        .bench_local(|| english().analyse(divan::black_box(&forms), &mut scratch));
}

#[divan::bench]
fn a_line_of_a_hundred_thousand_marks(bencher: Bencher<'_, '_>) {
    let raw = format!("Envoys meet.\n\n{}", "\" ".repeat(100_000));
    let article = read(raw.as_bytes(), Some("a.txt")).expect("it is text");
    let text = Text::new(&article);
    bencher.counter(BytesCount::of_str(&raw)).bench(|| Parse::new(&article, &text, english()));
}
