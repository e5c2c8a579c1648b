//! Bytes to article: plain text, Markdown, pages.

use demarche::article::read;
use divan::Bencher;
use divan::counter::BytesCount;

const LINE: &str = "Envoys of four states met in Vienna on Monday, May 12, to talk about the border, \
                    “the river” and the bridge across it, as they had announced a week before.";

fn main() {
    divan::main();
}

#[divan::bench(args = [64, 4096])]
fn plain(bencher: Bencher<'_, '_>, paragraphs: usize) {
    let text = format!("Envoys meet\n\n{}", format!("{LINE}\n\n").repeat(paragraphs));
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| read(divan::black_box(text.as_bytes()), Some("a.txt")));
}

#[divan::bench(args = [64, 4096])]
fn markdown(bencher: Bencher<'_, '_>, paragraphs: usize) {
    let text =
        format!("# Envoys meet\n\n{}", format!("They **met**. {LINE}\n\n").repeat(paragraphs));
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| read(divan::black_box(text.as_bytes()), Some("a.md")));
}

#[divan::bench(args = [64, 4096])]
fn page(bencher: Bencher<'_, '_>, paragraphs: usize) {
    let piece = format!(
        "<p class=\"text body-copy\">{LINE} <a href=\"https://example.org/a\">More &amp; more</a></p>\n\
         <div class=\"share-buttons\"><ul><li><a href=\"https://example.org/b\">Share</a></li></ul></div>\n"
    );
    let text = format!(
        "<!doctype html><html><body><article><h1>Envoys meet</h1>{}</article></body></html>",
        piece.repeat(paragraphs)
    );
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| read(divan::black_box(text.as_bytes()), Some("a.html")));
}
