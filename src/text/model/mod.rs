//! The language model: parts of speech, lemmas and dependencies of English, from one file.
//!
//! [`Model`] reads the file's bytes nearly as they lie, and nothing in it is a float, so every
//! machine gives the same parse. [`train`] makes the file from treebanks; [`english()`] is ours.
//!
//! ```text
//! word → what is seen of it → tagger → network → tags, scores of arcs → tree, relations
//!                             dict     features                         decode
//!                             table    dict                           → lemmas
//! ```

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "numbers of words, rows and classes are far from the ends of their types"
)]
#![expect(
    clippy::many_single_char_names,
    clippy::similar_names,
    reason = "matrices and gates have the letters that the papers give them"
)]

mod conllu;
mod decode;
mod dict;
mod english;
mod features;
mod hash;
mod lemma;
mod network;
mod products;
mod table;
mod tagger;
pub mod train;
mod verbs;
mod word;

pub use conllu::{BadLine, Tree, Word, read};
pub use english::english;

use dict::Dict;
use network::{Network, Room};
use table::Table;
use word::Seen;

/// The first bytes of a model file, with the version of its format.
const MAGIC: &[u8] = b"demarche language model 2\n";

/// A language model inside the bytes of its file.
#[derive(Debug)]
pub struct Model<'m> {
    /// Universal and treebank tag of each number.
    tags: Vec<(&'m str, &'m str)>,
    /// Of each tag, the number of its universal half.
    upos: Vec<u8>,
    relations: Vec<&'m str>,
    words: Dict<'m>,
    tagger: Table<'m>,
    lemmas: Dict<'m>,
    network: Network<'m>,
}

/// Why bytes are no model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoModel;

impl std::fmt::Display for NoModel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("these bytes are no language model of this version")
    }
}

impl std::error::Error for NoModel {}

/// What the model says of a word in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Analysis<'m> {
    /// Number of the tag in the model.
    tag: u8,
    /// Universal part of speech.
    pub upos: &'m str,
    /// Treebank part of speech.
    pub xpos: &'m str,
    /// Number of the head in the sentence from 1; 0 is the root.
    pub head: usize,
    /// Relation to the head, with subtype.
    pub relation: &'m str,
}

/// Room for work that is kept from sentence to sentence.
#[derive(Debug, Default)]
pub struct Scratch {
    buffers: (Vec<u64>, Vec<i32>),
    room: Room,
}

impl<'m> Model<'m> {
    /// Looks at the bytes of a model file.
    pub fn new(bytes: &'m [u8]) -> Result<Self, NoModel> {
        let mut rest = bytes.strip_prefix(MAGIC).ok_or(NoModel)?;
        let mut section = || -> Result<&'m [u8], NoModel> {
            let (length, after) = rest.split_at_checked(4).ok_or(NoModel)?;
            let length = u32::from_le_bytes([length[0], length[1], length[2], length[3]]);
            let (section, after) = after.split_at_checked(length as usize).ok_or(NoModel)?;
            rest = after;
            Ok(section)
        };
        let text = |bytes| std::str::from_utf8(bytes).map_err(|_| NoModel);
        let tags: Vec<_> = text(section()?)?
            .lines()
            .map(|line| line.split_once(' ').ok_or(NoModel))
            .collect::<Result<_, _>>()?;
        let relations: Vec<_> = text(section()?)?.lines().collect();
        if tags.is_empty() || tags.len() > 255 || relations.is_empty() || relations.len() > 127 {
            return Err(NoModel);
        }
        let words = Dict::new(section()?).map_err(|_| NoModel)?;
        let tagger = Table::new(section()?).map_err(|_| NoModel)?;
        let lemmas = Dict::new(section()?).map_err(|_| NoModel)?;
        let (rows, embedding, dense) = (section()?, section()?, section()?);
        let network =
            Network::new(rows, embedding, dense, tags.len(), &relations).map_err(|_| NoModel)?;
        let upos = halves(&tags);
        Ok(Self { tags, upos, relations, words, tagger, lemmas, network })
    }

    /// Tags and parses a sentence.
    ///
    /// The tree has one root. Time grows with the length of the sentence, whatever is in it.
    pub fn analyse(&self, forms: &[&str], scratch: &mut Scratch) -> Vec<Analysis<'m>> {
        let capitals = word::all_capitals(forms.iter().copied());
        let seen: Vec<Seen> = forms.iter().map(|form| Seen::new(form, capitals)).collect();
        let known: Vec<_> = seen.iter().map(|seen| tagger::known(&self.words, seen)).collect();
        let buffers = &mut scratch.buffers;
        let tags = tagger::tag(&self.tagger, self.tags.len(), &seen, &known, buffers);
        let words: Vec<_> = seen
            .iter()
            .zip(&tags)
            .map(|(seen, &tag)| features::features(seen, tag, self.upos[usize::from(tag)]))
            .collect();
        let verdict = self.network.analyse(&words, &mut scratch.room);
        verdict
            .tags
            .into_iter()
            .zip(verdict.heads)
            .zip(verdict.relations)
            .map(|((tag, head), relation)| {
                let (upos, xpos) = self.tags[usize::from(tag)];
                let relation = self.relations[usize::from(relation)];
                Analysis { tag, upos, xpos, head: head as usize, relation }
            })
            .collect()
    }

    /// The dictionary form of a word: "held" is of "hold", "Talks" of "talk", "Paris" itself.
    pub fn lemma(&self, form: &str, analysis: &Analysis<'_>) -> String {
        lemma::lemma(&self.lemmas, form, analysis.tag, is_verb(analysis.upos))
    }
}

/// Whether a universal tag is that of a verb or an auxiliary.
fn is_verb(upos: &str) -> bool {
    matches!(upos, "VERB" | "AUX")
}

/// Numbers the universal halves of tags in the order in which they first come.
fn halves(tags: &[(&str, &str)]) -> Vec<u8> {
    let mut found: Vec<&str> = Vec::new();
    tags.iter()
        .map(|(upos, _)| {
            let at = found.iter().position(|one| one == upos).unwrap_or_else(|| {
                found.push(upos);
                found.len() - 1
            });
            u8::try_from(at).expect("fewer halves than tags")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(forms: &[&str]) {
        let words = english().analyse(forms, &mut Scratch::default());
        assert_eq!(words.len(), forms.len());
        let heads: Vec<u32> =
            std::iter::once(0).chain(words.iter().map(|word| word.head as u32)).collect();
        assert!(forms.is_empty() || decode::is_tree(&heads), "{heads:?}");
        for word in &words {
            assert_eq!(word.head == 0, word.relation == "root");
        }
        for (form, word) in forms.iter().zip(&words) {
            assert!(!english().lemma(form, word).is_empty() || form.is_empty(), "{form}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        #[test]
        fn any_words_make_a_tree(forms in prop::collection::vec("\\PC{0,12}", 0..150)) {
            check(&forms.iter().map(String::as_str).collect::<Vec<_>>());
        }

        #[test]
        fn any_bytes_are_a_model_or_none(at in 0..7_000_000_usize, byte in any::<u8>()) {
            let mut bytes = include_bytes!("english/model.bin").to_vec();
            let at = at % bytes.len();
            bytes[at] = byte;
            if let Ok(model) = Model::new(&bytes) {
                model.analyse(&["Envoys", "met", "in", "Vienna", "."], &mut Scratch::default());
            }
            assert!(Model::new(&bytes[..at]).is_err());
        }
    }

    #[test]
    fn long_and_odd_sentences_are_parsed() {
        let long = "a".repeat(1 << 20);
        check(&[&long]);
        check(&["\u{200d}", "\u{202e}", "", "שלום", "\u{fffd}"]);
        check(&vec!["\""; 3000]);
        check(&["."; 500]);
    }

    #[test]
    fn a_sentence_of_news_is_understood() {
        let forms = ["The", "envoy", "said", "that", "the", "talks", "had", "failed", "."];
        let words = english().analyse(&forms, &mut Scratch::default());
        let found: Vec<_> =
            words.iter().map(|word| (word.upos, word.head, word.relation)).collect();
        assert_eq!(found[1], ("NOUN", 3, "nsubj"));
        assert_eq!(found[2], ("VERB", 0, "root"));
        assert_eq!(found[5], ("NOUN", 8, "nsubj"));
        assert_eq!(found[7], ("VERB", 3, "ccomp"));
    }
}
