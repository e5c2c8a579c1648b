//! The bodies of the fuzz targets over a small corpus and mutations of it, always the same ones.
//!
//! `FUZZ_SECONDS=300` mutates for so long, each target by itself.

#![expect(clippy::disallowed_methods, reason = "a test looks how long it may take")]

use std::time::{Duration, Instant};

#[path = "../../fuzz/bodies.rs"]
mod bodies;

/// Whatever once went wrong, and a bit of everything.
const ARTICLES: &[&str] = &[
    "Envoys meet\n\nKYIV, May 12 (Reuters) – \"We won't wait,\" the U.S. envoy said on Sept. 30. He left.",
    "\u{1}\u{2}Kenya condemned Ethiopia on 3 March 2024, two days after the talks; it will answer by Friday.",
    "99Last year, in the 1990s, since 9/11, from 12-14 May to mid-June, at 6:00am, every other Tuesday.",
    "A cease-fire of 30 days, a 12-year-old pact, al-Awsat, a@b.example.org, #talks, cannot, U.S.-led. [2] [3]",
    "- One\n- Two\n\nBy Jane Doe\n\nShare :\n\n„So“, «so», ‘‘so’’, ``so'', (b. 1949) No. 10 p.m. Inc.",
    "<html><body><h1>Talks</h1><p>Envoys met on <b>Monday</b>.<p>&amp;&#x41;<script>x</script><table><tr><td>1</table>",
    "# Talks\n\n*Envoys* met [there](https://example.org/a) and `left`.\n\n> \"No.\"\n",
    "שלום \u{202e}abc\u{202c} \u{200d}\u{200d} a\u{301}\u{301} 🇺🇦 İstanbul ǅ ﬁ",
];

const TIMELINES: &[&str] = &[
    "title: Talks\nactors:\n  kenya:\n    name: Kenya\nevents:\n  e1:\n    type: meet\n    title: They meet\n    \
     date: \"2025-05-11\"\n    from: [kenya]\n  e2:\n    type: reject\n    title: \"No: never\"\n    after: [e1]\n",
    "events: {a: {type: meet, title: x, date: 2025-05/..}}\n",
    "# a remark\nevents:\n  a: # so\n    title: >-\n      long\n      words\n    type: agree\n",
];

const DATES: &[&str] = &[
    "2025-05-11",
    "2025-05",
    "[..2025-05-11]",
    "2025-05-11/..",
    "2025-21",
    "202X",
    "2025-05-1X",
    "-0044-03-15",
    "2025-05~",
    "2025?-05-~11",
    "{2025,2026}",
    "[2025-05-01..2025-05-11]",
    "Y170000002",
    "12 May 2025",
    "../2025",
];

/// What mutations put in.
const WORDS: &[&str] = &[
    "\n\n",
    "\n",
    " ",
    ".",
    "\"",
    "“",
    "-",
    "–",
    "/",
    ":",
    "'s",
    "No. ",
    "U.S.",
    "2024",
    "May",
    "9999",
    "0",
    "on Monday",
    "last ",
    "in ",
    "century",
    "years ago",
    "\u{200d}",
    "\u{301}",
    "\u{202e}",
    "<p>",
    "</",
    "<!--",
    "&",
    "[",
    "]",
    "{",
    "}",
    "#",
    "*a",
    "&a ",
    "- ",
    "  ",
    "\t",
    "\r",
    "X",
    "~",
    "?",
    "..",
    "@a",
    "a@b.c",
];

/// A generator of numbers that is the same everywhere (Marsaglia's xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }

    fn mutated(&mut self, corpus: &[&str]) -> Vec<u8> {
        let mut bytes = corpus[self.below(corpus.len())].as_bytes().to_vec();
        for _ in 0..=self.below(6) {
            let at = self.below(bytes.len() + 1);
            match self.below(6) {
                0 => bytes.insert(at, u8::try_from(self.below(256)).unwrap()),
                1 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                2 => drop(bytes.drain(at..(at + self.below(12)).min(bytes.len()))),
                3 => {
                    let other = corpus[self.below(corpus.len())].as_bytes();
                    let from = self.below(other.len());
                    let to = (from + self.below(40)).min(other.len());
                    drop(bytes.splice(at..at, other[from..to].iter().copied()));
                }
                _ => {
                    let word = WORDS[self.below(WORDS.len())];
                    let times = [1, 1, 1, 2, 9][self.below(5)];
                    drop(bytes.splice(at..at, word.repeat(times).into_bytes()));
                }
            }
        }
        bytes
    }
}

/// Runs a body over a corpus and so many mutations, or for `FUZZ_SECONDS`.
#[expect(clippy::print_stderr, reason = "the text that failed is wanted")]
fn run(body: fn(&[u8]), corpus: &[&str], times: usize) {
    for file in corpus {
        body(file.as_bytes());
    }
    let seconds = std::env::var("FUZZ_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    let begin = Instant::now();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut done = 0;
    while seconds.map_or(done < times, |most| begin.elapsed() < Duration::from_secs(most)) {
        let bytes = dice.mutated(corpus);
        let told = bytes.clone();
        if let Err(fault) = std::panic::catch_unwind(|| body(&bytes)) {
            eprintln!("after {done} mutations: {:?}", String::from_utf8_lossy(&told));
            std::panic::resume_unwind(fault);
        }
        done += 1;
    }
}

#[test]
fn any_bytes_are_parsed() {
    run(bodies::parse, ARTICLES, 10);
}

#[test]
fn any_time_reads_back() {
    run(bodies::times, ARTICLES, 200);
}

#[test]
fn any_page_is_read() {
    run(bodies::article_html, ARTICLES, 500);
}

#[test]
fn any_draft_has_no_mistake() {
    run(bodies::draft, ARTICLES, 60);
}

#[test]
fn any_timeline_is_read_and_edited() {
    run(bodies::timeline_read, TIMELINES, 200);
}

#[test]
fn any_date_reads_back() {
    run(bodies::edtf, DATES, 3000);
}
