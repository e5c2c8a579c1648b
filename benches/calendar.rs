//! Reading dates as they stand in timelines, and those that should not.

use demarche::calendar::When;
use divan::Bencher;
use divan::counter::ItemsCount;

fn main() {
    divan::main();
}

const GOOD: [&str; 8] = [
    "2025-05-11",
    "2025-05",
    "2025~",
    "2025-05-11/2025-05-13",
    "2014/..",
    "[..2025-05-11]",
    "[2025-05-15,2025-05-22]",
    "2022-21?",
];

const BAD: [&str; 4] = ["2025-5-3", "12/05/2025", "12 May 2025 to 14 May 2025", "last week"];

#[divan::bench]
fn read(bencher: Bencher<'_, '_>) {
    bencher
        .counter(ItemsCount::new(GOOD.len()))
        .bench_local(|| GOOD.map(|text| text.parse::<When>().is_ok()));
}

/// The peer: levels 0 to 2, bounds not reckoned.
#[divan::bench]
fn edtf_core(bencher: Bencher<'_, '_>) {
    bencher
        .counter(ItemsCount::new(GOOD.len()))
        .bench_local(|| GOOD.map(|text| text.parse::<edtf_core::Edtf>().is_ok()));
}

#[divan::bench]
fn explain(bencher: Bencher<'_, '_>) {
    bencher
        .counter(ItemsCount::new(BAD.len()))
        .bench_local(|| BAD.map(|text| text.parse::<When>().is_err()));
}

#[divan::bench]
fn print(bencher: Bencher<'_, '_>) {
    let dates = GOOD.map(|text| text.parse::<When>().expect(text));
    bencher
        .counter(ItemsCount::new(GOOD.len()))
        .bench_local(|| dates.each_ref().map(When::to_string));
}
