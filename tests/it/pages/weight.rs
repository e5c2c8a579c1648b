//! What pages weigh.

use demarche::graph::Graph;
use demarche::site::{Edition, Pages, Site};
use demarche::timeline::Id;

use super::{long, parse};

/// Many events with long texts: pages stay light whatever is in them.
#[test]
fn a_page_of_a_list_stays_light() {
    let mut timeline = long(900);
    // xorshift: words that do not repeat, so that they pack no better than those of people.
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let mut words = |n: usize| {
        let mut said = String::new();
        for _ in 0..n {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let mut left = random;
            while left > 1 << 40 {
                said.push(char::from(b'a' + u8::try_from(left % 26).unwrap_or(0)));
                left /= 60;
            }
            said.push(' ');
        }
        said
    };
    for (i, event) in timeline.events.values_mut().enumerate() {
        event.title = format!("{}{i}", words(6 + i % 14));
        event.evidence[0].quote = Some(words(1 + i % 60));
        event.place = Some(format!("Place number {}", i % 40));
    }
    let name = Id::from("sample");
    let graph = Graph::new(&timeline);
    let editions = [Edition::new(&name, &graph)];
    let pages = Pages::new(&Site { editions: &editions, problems: &[] });
    for i in 0..pages.len() {
        let path = pages.path(i);
        if !pages.is_page(i) {
            continue;
        }
        let html = String::from_utf8(pages.render(i)).expect("UTF-8");
        let elements = parse(&html).elements.len();
        assert!(elements <= 3_000, "{path} has {elements} elements");
        let packed = packed(html.as_bytes());
        assert!(packed <= 30_000, "{path}: {packed} bytes compressed");
    }
}

fn packed(bytes: &[u8]) -> usize {
    use std::io::Write as _;
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).expect("memory takes it");
    packer.finish().expect("memory takes it").len()
}
