//! Makes a model file from treebanks: fixed seeds, sums in a fixed order, the same bytes on every
//! run and every machine.
//!
//! ```text
//! mod       what is in the treebanks, the order of work, scores
//! tags      the tagger: learner, an averaged perceptron
//! lemmas    edits of words and of their ends
//! rows      which features the network knows
//! teach     the order of work for the network: teachers, then the one that they teach
//! network   forward, backward, Adam: matrix, slopes
//! pack      the network in whole numbers
//! ```
#![expect(
    clippy::cast_precision_loss,
    reason = "counts of words and weights of a network are far from the ends of their types"
)]

mod learner;
mod lemmas;
mod matrix;
mod network;
mod pack;
mod rows;
mod slopes;
mod tags;
mod teach;

use std::collections::BTreeMap;

use super::conllu::Tree;
use super::tagger::Tag;
use super::word::{self, Seen};
use super::{MAGIC, Model, Scratch, halves, is_verb, table};

/// How to train.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Passes of the tagger over the text.
    pub tagger_epochs: usize,
    /// Mistakes a feature of the tagger must take part in before it speaks.
    pub patience: u32,
    /// Averaged weights of the tagger that are nearer to 0 are dropped.
    pub cut: f64,
    /// Passes of the network over the text.
    pub epochs: usize,
    /// Sentences between two steps of the network.
    pub batch: usize,
    /// Length of the network's steps at the start; it falls to 0.
    pub rate: f32,
    /// Share of a layer's input that is left out while it learns.
    pub dropout: f32,
    /// Networks that are trained first, to teach the one of the file; 0: it learns alone.
    pub teachers: u64,
    /// Passes of a network that has teachers, over the text and as much again of theirs.
    pub taught_epochs: usize,
    /// How much a teacher's word counts beside the treebank's, from 0 to 1.
    pub trust: f32,
    /// Share of the nouns, verbs and adjectives that are changed for others for teachers to judge.
    pub changed: f32,
    /// First number of all that is random.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            tagger_epochs: 4,
            patience: 2,
            cut: 0.05,
            epochs: 14,
            batch: 24,
            rate: 0.002,
            dropout: 0.2,
            teachers: 0,
            taught_epochs: 8,
            trust: 0.8,
            changed: 0.3,
            seed: 1,
        }
    }
}

/// Shares of right answers, in percent.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Scores {
    /// Words.
    pub words: usize,
    /// Universal tags.
    pub upos: f64,
    /// Treebank tags.
    pub xpos: f64,
    /// Dictionary forms.
    pub lemmas: f64,
    /// Dictionary forms of verbs and auxiliaries.
    pub verbs: f64,
    /// Heads.
    pub uas: f64,
    /// Heads with their relations, subtypes stripped; punctuation counts.
    pub las: f64,
}

/// Compares the model's own tags and trees with those of a treebank, on the treebank's words.
pub fn evaluate<'t>(model: &Model<'_>, trees: impl IntoIterator<Item = &'t Tree>) -> Scores {
    let mut scratch = Scratch::default();
    let (mut words, mut verbs) = (0_usize, 0_usize);
    let mut right = [0_usize; 6];
    for tree in trees {
        let forms: Vec<&str> = tree.words.iter().map(|word| word.form.as_str()).collect();
        for (ours, gold) in model.analyse(&forms, &mut scratch).iter().zip(&tree.words) {
            words += 1;
            let head = ours.head == gold.head;
            let lemma = model.lemma(&gold.form, ours) == gold.lemma;
            let verb = is_verb(&gold.upos);
            verbs += usize::from(verb);
            let facts = [
                ours.upos == gold.upos,
                ours.xpos == gold.xpos,
                lemma,
                lemma && verb,
                head,
                head && plain(ours.relation) == plain(&gold.relation),
            ];
            right.iter_mut().zip(facts).for_each(|(sum, fact)| *sum += usize::from(fact));
        }
    }
    let share = |count: usize, all: usize| 100.0 * count as f64 / all.max(1) as f64;
    Scores {
        words,
        upos: share(right[0], words),
        xpos: share(right[1], words),
        lemmas: share(right[2], words),
        verbs: share(right[3], verbs),
        uas: share(right[4], words),
        las: share(right[5], words),
    }
}

/// A relation without its subtype.
fn plain(relation: &str) -> &str {
    relation.split(':').next().unwrap_or(relation)
}

/// Trains a model and returns the bytes of its file.
///
/// - `say`: takes a line on how far it is.
pub fn train(trees: &[Tree], settings: &Settings, mut say: impl FnMut(&str) + Send) -> Vec<u8> {
    let inventory = Inventory::new(trees);
    let sentences: Vec<Sentence> =
        trees.iter().map(|tree| Sentence::new(tree, &inventory)).collect();
    let given = tags::unseen(&sentences, &inventory, settings, &mut say);
    let everything: Vec<usize> = (0..sentences.len()).collect();
    let (list, weights) = tags::learn(&sentences, &everything, &inventory, settings);
    let net = teach::parse(&sentences, &given, &inventory, settings, &mut say);
    let entries: Vec<lemmas::Entry<'_>> = trees
        .iter()
        .flat_map(|tree| &tree.words)
        .map(|word| lemmas::Entry {
            form: &word.form,
            lemma: &word.lemma,
            tag: inventory.tag(&word.upos, &word.xpos),
            verb: is_verb(&word.upos),
        })
        .collect();

    let mut file = MAGIC.to_vec();
    let mut section = |name: &str, bytes: &[u8]| {
        let length = u32::try_from(bytes.len()).expect("sections are small");
        file.extend_from_slice(&length.to_le_bytes());
        file.extend_from_slice(bytes);
        say(&format!("{name}: {length} bytes"));
    };
    let tags: Vec<String> = inventory.tags.iter().map(|(u, x)| format!("{u} {x}")).collect();
    section("tags", tags.join("\n").as_bytes());
    section("relations", inventory.relations.join("\n").as_bytes());
    section("words", &list);
    section("tagger", &table::pack(weights.rows(settings.cut)));
    section("lemmas", &lemmas::pack(&entries));
    for (name, bytes) in ["rows", "embedding", "network"].iter().zip(&net) {
        section(name, bytes);
    }
    file
}

/// Which tags and relations there are.
struct Inventory {
    tags: Vec<(String, String)>,
    upos: Vec<u8>,
    relations: Vec<String>,
}

impl Inventory {
    fn new(trees: &[Tree]) -> Self {
        let mut tags: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut relations: BTreeMap<String, usize> = BTreeMap::new();
        for word in trees.iter().flat_map(|tree| &tree.words) {
            *tags.entry((word.upos.clone(), word.xpos.clone())).or_default() += 1;
            *relations.entry(word.relation.clone()).or_default() += 1;
        }
        tags.retain(|_, count| *count >= 3);
        // A rare subtype counts as its relation.
        relations.retain(|relation, count| *count >= 5 || !relation.contains(':'));
        let tags: Vec<(String, String)> = tags.into_keys().collect();
        let pairs: Vec<(&str, &str)> = tags.iter().map(|(u, x)| (u.as_str(), x.as_str())).collect();
        let upos = halves(&pairs);
        Self { upos, tags, relations: relations.into_keys().collect() }
    }

    fn tag(&self, upos: &str, xpos: &str) -> Tag {
        let exact = self.tags.iter().position(|(u, x)| u == upos && x == xpos);
        let at = exact.or_else(|| self.tags.iter().position(|(u, _)| u == upos)).unwrap_or(0);
        u8::try_from(at).expect("fewer than 256 tags")
    }

    fn relation(&self, relation: &str) -> u8 {
        let find = |wanted: &str| self.relations.iter().position(|one| one == wanted);
        let at = find(relation).or_else(|| find(plain(relation))).unwrap_or(0);
        u8::try_from(at).expect("fewer than 128 relations")
    }
}

/// A sentence as numbers.
struct Sentence {
    seen: Vec<Seen>,
    exact: Vec<u64>,
    tags: Vec<Tag>,
    /// From 1, the root's place 0 unused.
    heads: Vec<u32>,
    relations: Vec<u8>,
}

impl Sentence {
    fn new(tree: &Tree, inventory: &Inventory) -> Self {
        let capitals = word::all_capitals(tree.words.iter().map(|word| word.form.as_str()));
        let seen: Vec<Seen> =
            tree.words.iter().map(|word| Seen::new(&word.form, capitals)).collect();
        let mut heads = vec![0];
        let mut relations = vec![0];
        for word in &tree.words {
            heads.push(u32::try_from(word.head).expect("sentences are short"));
            relations.push(inventory.relation(&word.relation));
        }
        Self {
            exact: seen.iter().map(|seen| seen.exact).collect(),
            seen,
            tags: tree.words.iter().map(|word| inventory.tag(&word.upos, &word.xpos)).collect(),
            heads,
            relations,
        }
    }
}

/// Random numbers that are the same everywhere: `SplitMix64`.
#[derive(Debug, Clone)]
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to 1, 1 excluded.
    fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / 16_777_216.0
    }

    /// Shuffles.
    fn order(&mut self, order: &mut [usize]) {
        for i in (1..order.len()).rev() {
            order.swap(i, (self.next() % (i as u64 + 1)) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::model::read;

    const TEXT: &str = "\
1\tEnvoys\tenvoy\tNOUN\tNNS\t_\t2\tnsubj\t_\t_
2\theld\thold\tVERB\tVBD\t_\t0\troot\t_\t_
3\ttalks\ttalk\tNOUN\tNNS\t_\t2\tobj\t_\t_

1\tTalks\ttalk\tNOUN\tNNS\t_\t2\tnsubj\t_\t_
2\tfailed\tfail\tVERB\tVBD\t_\t0\troot\t_\t_
3\t,\t,\tPUNCT\t,\t_\t5\tpunct\t_\t_
4\the\the\tPRON\tPRP\t_\t5\tnsubj\t_\t_
5\tsaid\tsay\tVERB\tVBD\t_\t2\tparataxis\t_\t_
";

    #[test]
    fn the_same_text_makes_the_same_model() {
        let trees: Vec<Tree> = read(TEXT).unwrap().into_iter().cycle().take(40).collect();
        let settings = Settings { epochs: 16, batch: 4, ..Settings::default() };
        let model = train(&trees, &settings, |_| {});
        assert!(model == train(&trees, &settings, |_| {}));
        let scores = evaluate(&Model::new(&model).unwrap(), &trees[..2]);
        assert_eq!((scores.las, scores.upos, scores.lemmas), (100.0, 100.0, 100.0));
    }

    #[test]
    fn teachers_side_by_side_make_the_same_model() {
        let trees: Vec<Tree> = read(TEXT).unwrap().into_iter().cycle().take(24).collect();
        let settings =
            Settings { epochs: 3, batch: 4, teachers: 2, taught_epochs: 3, ..Settings::default() };
        let model = train(&trees, &settings, |_| {});
        assert!(model == train(&trees, &settings, |_| {}));
        assert!(model != train(&trees, &Settings { teachers: 0, ..settings }, |_| {}));
    }
}
