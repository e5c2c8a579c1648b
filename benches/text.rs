//! Article to sentences and tokens.

use demarche::article::read;
use demarche::text::Text;
use divan::Bencher;
use divan::counter::BytesCount;

const LINE: &str = "Envoys of the U.S. and three other states met in Vienna on Sept. 30. \"We can't \
                    wait,\" Gen. Ana Lind said. The 30-day truce costs 2,014.5 million a day.";

fn main() {
    divan::main();
}

#[divan::bench(args = [16, 4096])]
fn sentences(bencher: Bencher<'_, '_>, paragraphs: usize) {
    let text = format!("Envoys meet\n\n{}", format!("{LINE}\n\n").repeat(paragraphs));
    let article = read(text.as_bytes(), Some("a.txt")).expect("it is text");
    bencher.counter(BytesCount::of_str(&text)).bench(|| Text::new(divan::black_box(&article)));
}
