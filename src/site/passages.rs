//! Where quotes stand in an article: all of them found in one pass over its text.
//!
//! Blanks, styles of quotation marks and dashes, and characters that nobody sees make no
//! difference. The search is an automaton of all quotes (Aho and Corasick, 1975) that keeps the
//! first place of each, so that neither many quotes nor quotes within quotes make it slow.

use crate::diagnostic::Span;

/// Words that somebody quoted, with what stands right before and after them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quote<'q> {
    pub(crate) words: &'q str,
    pub(crate) prefix: &'q str,
    pub(crate) suffix: &'q str,
}

/// The first place of each quote, as bytes of the text: between its prefix and its suffix where
/// there is such a place, else anywhere; `None` where it is not.
pub(crate) fn find(text: &str, quotes: &[Quote<'_>]) -> Vec<Option<Span>> {
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
                return [alone, Sought::NONE];
            }
            let node = automaton.add(&[prefix, words, suffix.clone()].concat());
            [Sought { node, after: suffix.len(), ..alone }, alone]
        })
        .collect();
    if automaton.nodes.len() == 1 {
        return vec![None; quotes.len()];
    }

    let mut plain = Vec::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        fold(c, &mut plain);
        places.resize(plain.len(), at);
    }
    let found = automaton.run(&plain);
    let span = |sought: &Sought| {
        let end = found[sought.node as usize]? - sought.after;
        let last = places[end - 1];
        let width = text[last..].chars().next().map_or(0, char::len_utf8);
        Some(places[end - sought.words]..last + width)
    };
    sought.iter().map(|ways| ways.iter().find_map(span)).collect()
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
}

/// Numbers are nodes; 0, the root, stands for none.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    byte: u8,
    /// A quote ends here.
    ends: bool,
    child: u32,
    sibling: u32,
    back: u32,
    /// The nearest node on the way back at which a quote ends.
    shorter: u32,
}

impl Automaton {
    fn new() -> Self {
        Self { nodes: vec![Node::default()] }
    }

    fn child(&self, node: u32, byte: u8) -> Option<u32> {
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
                new
            });
        }
        self.nodes[node as usize].ends = true;
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

    /// Where each node's quote ends for the first time, in bytes.
    fn run(&mut self, text: &[u8]) -> Vec<Option<usize>> {
        self.link();
        let mut found = vec![None; self.nodes.len()];
        let mut node = 0;
        for (at, &byte) in text.iter().enumerate() {
            node = self.step(node, byte);
            let here = self.nodes[node as usize];
            let mut ending = if here.ends { node } else { here.shorter };
            // Whatever is found already has had its shorter ones found with it.
            while ending != 0 && found[ending as usize].is_none() {
                found[ending as usize] = Some(at + 1);
                ending = self.nodes[ending as usize].shorter;
            }
        }
        found
    }

    /// Fills in the ways back, level by level.
    fn link(&mut self) {
        let mut queue = std::collections::VecDeque::from([0u32]);
        while let Some(node) = queue.pop_front() {
            let mut child = self.nodes[node as usize].child;
            while child != 0 {
                let Node { byte, sibling, .. } = self.nodes[child as usize];
                if node != 0 {
                    let back = self.step(self.nodes[node as usize].back, byte);
                    let behind = self.nodes[back as usize];
                    self.nodes[child as usize].back = back;
                    self.nodes[child as usize].shorter =
                        if behind.ends { back } else { behind.shorter };
                }
                queue.push_back(child);
                child = sibling;
            }
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
