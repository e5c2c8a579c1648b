//! Sentences to expressions of time.

use demarche::article::read;
use demarche::extract::times;
use demarche::text::Text;
use divan::Bencher;
use divan::counter::BytesCount;

const LINE: &str = "Envoys of four states, who had met two weeks ago, will meet on Thursday. In March \
                    2022 their talks had collapsed; the 30-day truce of 12 May 2025 ended last week.";

fn main() {
    divan::main();
}

#[divan::bench(args = [16, 4096])]
fn read_times(bencher: Bencher<'_, '_>, paragraphs: usize) {
    let text = format!("Envoys meet\n\n{}", format!("{LINE}\n\n").repeat(paragraphs));
    let article = read(text.as_bytes(), Some("a.txt")).expect("it is text");
    let cut = Text::new(&article);
    let published = "2025-05-14".parse().ok();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| times(divan::black_box(&article), &cut, published));
}
