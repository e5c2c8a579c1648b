//! CoNLL-U, the format of the Universal Dependencies: reading sentences for training and scoring.

use std::fmt;

/// A word of a treebank.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Word {
    /// As it stands in the text.
    pub form: String,
    /// Dictionary form.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: String,
    /// The treebank's own part of speech.
    pub xpos: String,
    /// Number of the head in the sentence from 1; 0 is the root.
    pub head: usize,
    /// Relation to the head, with subtype.
    pub relation: String,
}

/// A sentence of a treebank.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// The lines that begin with `#`, without line ends.
    pub comments: Vec<String>,
    /// The words; multi-word ranges and empty nodes are left out.
    pub words: Vec<Word>,
}

/// A line that is no CoNLL-U.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// From 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: &'static str,
}

impl fmt::Display for BadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.why)
    }
}

impl std::error::Error for BadLine {}

/// Reads the sentences of a CoNLL-U text.
pub fn read(text: &str) -> Result<Vec<Tree>, BadLine> {
    let mut trees = Vec::new();
    let mut tree = Tree::default();
    for (number, line) in text.lines().enumerate() {
        let bad = |why| BadLine { line: number + 1, why };
        if line.trim().is_empty() {
            if !tree.words.is_empty() {
                close(&mut trees, &mut tree).map_err(bad)?;
            }
        } else if line.starts_with('#') {
            tree.comments.push(line.to_owned());
        } else {
            let fields: Vec<&str> = line.split('\t').collect();
            let [id, form, lemma, upos, xpos, _, head, relation, _, _] = fields[..] else {
                return Err(bad("ten fields parted by tabs are wanted"));
            };
            if id.contains(['-', '.']) {
                continue;
            }
            if id.parse() != Ok(tree.words.len() + 1) {
                return Err(bad("words are numbered from 1 without gaps"));
            }
            // A file without trees has `_` for heads: it is there to be parsed.
            let head = if head == "_" {
                0
            } else {
                head.parse().map_err(|_| bad("the head is no number"))?
            };
            tree.words.push(Word {
                form: form.to_owned(),
                lemma: lemma.to_owned(),
                upos: upos.to_owned(),
                xpos: xpos.to_owned(),
                head,
                relation: relation.to_owned(),
            });
        }
    }
    if !tree.words.is_empty() {
        let line = text.lines().count();
        close(&mut trees, &mut tree).map_err(|why| BadLine { line, why })?;
    }
    Ok(trees)
}

fn close(trees: &mut Vec<Tree>, tree: &mut Tree) -> Result<(), &'static str> {
    if tree.words.iter().any(|word| word.head > tree.words.len()) {
        return Err("a head lies outside its sentence");
    }
    trees.push(std::mem::take(tree));
    Ok(())
}
