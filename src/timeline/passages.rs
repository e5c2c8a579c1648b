//! Where quotes stand in an article: all of them found in one pass over its text.
//!
//! Blanks, styles of quotation marks and dashes, and characters that nobody sees make no
//! difference. The search is an automaton of all quotes (Aho and Corasick, 1975) that notes every
//! place once, so that neither many quotes nor quotes within quotes make it slow.

use crate::diagnostic::Span;

/// Words that somebody quoted, with what stands right before and after them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quote<'q> {
    pub(crate) words: &'q str,
    pub(crate) prefix: &'q str,
    pub(crate) suffix: &'q str,
}

/// What became of looking a quote up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// How often it stands between its prefix and its suffix.
    pub(crate) times: usize,
    /// The first two of these places, as bytes of the text.
    pub(crate) places: Vec<Span>,
    /// The first place of the words alone.
    pub(crate) anywhere: Option<Span>,
}

/// The first place of each quote, as bytes of the text: between its prefix and its suffix where
/// there is such a place, else anywhere; `None` where it is not.
pub(crate) fn find(text: &str, quotes: &[Quote<'_>]) -> Vec<Option<Span>> {
    let found = count(text, quotes).into_iter();
    found.map(|found| found.places.into_iter().next().or(found.anywhere)).collect()
}

/// How often each quote stands in a text, and where; one pass over the text for all of them.
///
/// A quote without words is nowhere.
pub(crate) fn count(text: &str, quotes: &[Quote<'_>]) -> Vec<Found> {
    if text.is_empty() {
        return vec![Found::default(); quotes.len()];
    }
    let mut automaton = Automaton::new();
    let sought: Vec<[Sought; 2]> = quotes
        .iter()
        .map(|quote| {
            let [prefix, words, suffix] = [quote.prefix, quote.words, quote.suffix].map(bare);
            if words.is_empty() {
                return [Sought::NONE; 2];
            }
            let alone = Sought { node: automaton.add(&words), words: words.len(), after: 0 };
            if prefix.is_empty() && suffix.is_empty() {
                return [alone, alone];
            }
            let node = automaton.add(&[prefix, words, suffix.clone()].concat());
            [Sought { node, after: suffix.len(), ..alone }, alone]
        })
        .collect();
    if automaton.nodes.len() == 1 {
        return vec![Found::default(); quotes.len()];
    }

    let mut plain = Vec::with_capacity(text.len());
    let mut places: Vec<u32> = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        fold(c, &mut plain);
        places.resize(plain.len(), u32::try_from(at).unwrap_or(u32::MAX));
    }
    let seen = automaton.run(&plain);
    let span = |sought: &Sought, end: u32| {
        let end = end as usize - sought.after;
        let last = places[end - 1] as usize;
        let width = text[last..].chars().next().map_or(0, char::len_utf8);
        places[end - sought.words] as usize..last + width
    };
    let found = sought.iter().map(|[whole, alone]| {
        let here = &seen[whole.node as usize];
        let ends = here.ends.iter().filter(|&&end| end != NEVER && whole.node != 0);
        let anywhere = seen[alone.node as usize].ends[0];
        Found {
            times: if whole.node == 0 { 0 } else { here.times as usize },
            places: ends.map(|&end| span(whole, end)).collect(),
            anywhere: (alone.node != 0 && anywhere != NEVER).then(|| span(alone, anywhere)),
        }
    });
    found.collect()
}

/// No place in a text.
const NEVER: u32 = u32::MAX;

/// Where the words of a node end in a text.
#[derive(Debug, Clone, Copy)]
struct Seen {
    times: u32,
    /// The first two ends, in bytes of the folded text.
    ends: [u32; 2],
}

impl Seen {
    const NOT: Self = Self { times: 0, ends: [NEVER; 2] };

    fn add(&mut self, other: &Self) {
        self.times += other.times;
        let [a, b] = self.ends;
        let [c, d] = other.ends;
        self.ends = if a < c { [a, b.min(c)] } else { [c, d.min(a)] };
    }
}

/// What is looked for: a node of the automaton, and where in its words the quote lies.
#[derive(Debug, Clone, Copy)]
struct Sought {
    node: u32,
    words: usize,
    after: usize,
}

impl Sought {
    /// The root, which is never found.
    const NONE: Self = Self { node: 0, words: 0, after: 0 };
}

fn bare(text: &str) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    text.chars().for_each(|c| fold(c, &mut plain));
    plain
}

/// Appends what is left of a character.
fn fold(c: char, out: &mut Vec<u8>) {
    match c {
        c if c.is_whitespace() => {}
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => out.push(b'"'),
        '‘' | '’' | '‚' | '‛' | '′' => out.push(b'\''),
        '‐'..='―' | '−' => out.push(b'-'),
        '…' => out.extend(b"..."),
        c => out.extend(c.encode_utf8(&mut [0; 4]).as_bytes()),
    }
}

/// A tree of all quotes, with a way from each node to the longest beginning that is its end.
struct Automaton {
    nodes: Vec<Node>,
    /// The children of the root, by their byte.
    first: [u32; 256],
}

/// Numbers are nodes; 0, the root, stands for none.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    byte: u8,
    child: u32,
    sibling: u32,
    back: u32,
}

impl Automaton {
    fn new() -> Self {
        Self { nodes: vec![Node::default()], first: [0; 256] }
    }

    fn child(&self, node: u32, byte: u8) -> Option<u32> {
        if node == 0 {
            let child = self.first[usize::from(byte)];
            return (child != 0).then_some(child);
        }
        let mut child = self.nodes[node as usize].child;
        while child != 0 && self.nodes[child as usize].byte != byte {
            child = self.nodes[child as usize].sibling;
        }
        (child != 0).then_some(child)
    }

    /// The node at which these words end.
    fn add(&mut self, words: &[u8]) -> u32 {
        let mut node = 0;
        for &byte in words {
            node = self.child(node, byte).unwrap_or_else(|| {
                let new = u32::try_from(self.nodes.len()).expect("a timeline is at most 64 MB");
                let sibling = std::mem::replace(&mut self.nodes[node as usize].child, new);
                self.nodes.push(Node { byte, sibling, ..Node::default() });
                if node == 0 {
                    self.first[usize::from(byte)] = new;
                }
                new
            });
        }
        node
    }

    fn step(&self, mut node: u32, byte: u8) -> u32 {
        loop {
            match self.child(node, byte) {
                Some(child) => return child,
                None if node == 0 => return 0,
                None => node = self.nodes[node as usize].back,
            }
        }
    }

    /// Where the words of each node end.
    ///
    /// While the text is read, each end is noted at the longest node only; what is an end of it
    /// ends there, too, and is told afterwards, from the longest to the shortest.
    fn run(&mut self, text: &[u8]) -> Vec<Seen> {
        let order = self.link();
        let mut seen = vec![Seen::NOT; self.nodes.len()];
        let mut node = 0;
        for (at, &byte) in (1..).zip(text) {
            node = self.step(node, byte);
            seen[node as usize].add(&Seen { times: 1, ends: [at, NEVER] });
        }
        for &node in order.iter().rev() {
            let here = seen[node as usize];
            seen[self.nodes[node as usize].back as usize].add(&here);
        }
        seen
    }

    /// Fills in the ways back, level by level; gives the nodes in that order, without the root.
    fn link(&mut self) -> Vec<u32> {
        let mut order = Vec::with_capacity(self.nodes.len());
        let mut next = 0;
        let mut node = 0;
        loop {
            let mut child = self.nodes[node as usize].child;
            while child != 0 {
                let Node { byte, sibling, .. } = self.nodes[child as usize];
                if node != 0 {
                    let back = self.step(self.nodes[node as usize].back, byte);
                    self.nodes[child as usize].back = back;
                }
                order.push(child);
                child = sibling;
            }
            let Some(&following) = order.get(next) else { return order };
            node = following;
            next += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(text: &'t str, prefix: &str, words: &str, suffix: &str) -> Option<&'t str> {
        let quotes = [
            Quote { words: "never there", prefix: "", suffix: "" },
            Quote { words, prefix, suffix },
        ];
        find(text, &quotes)[1].clone().map(|span| &text[span])
    }

    #[test]
    fn words_are_found_as_a_reader_would_find_them() {
        let text = "He said “no”.\nShe — for once — said\n“no” as well: it’s over …";
        for (prefix, words, suffix, there) in [
            ("", "She", "", Some("She")),
            ("", "said \"no\"", "", Some("said “no”")),
            ("once —", "said \"no\"", "", Some("said\n“no”")),
            ("once — ", "said", " \"no\" as", Some("said")),
            ("nobody", "She", "", Some("She")),
            ("", "it's over ...", "", Some("it’s over …")),
            ("", "yes", "", None),
            ("", "", "", None),
            ("", " ", "x", None),
        ] {
            assert_eq!(found(text, prefix, words, suffix), there, "{prefix}[{words}]{suffix}");
        }
    }

    #[test]
    fn each_place_is_counted() {
        let text = "no, no, no: not now; none of it";
        let quote = |words, prefix| Quote { words, prefix, suffix: "" };
        let quotes = [
            quote("no", ""),
            quote("no", "no,"),
            quote("not now", ""),
            quote("no", "yes"),
            quote("", ""),
        ];
        let found = count(text, &quotes);
        let told: Vec<_> = found
            .iter()
            .map(|one| (one.times, one.places.first().cloned(), one.anywhere.clone()))
            .collect();
        assert_eq!(
            told,
            [
                (6, Some(0..2), Some(0..2)),
                (2, Some(4..6), Some(0..2)),
                (1, Some(12..19), Some(12..19)),
                (0, None, Some(0..2)),
                (0, None, None),
            ]
        );
        assert_eq!(found[1].places, [4..6, 8..10]);
    }

    #[test]
    fn quotes_within_quotes_are_all_found() {
        let text = "x".repeat(2_000);
        let words: Vec<String> = (1..=1_500).map(|n| "x".repeat(n)).collect();
        let quotes: Vec<Quote<'_>> =
            words.iter().map(|words| Quote { words, prefix: "", suffix: "" }).collect();
        let found = find(&text, &quotes);
        for (words, span) in words.iter().zip(&found) {
            assert_eq!(*span, Some(0..words.len()));
        }
    }
}
