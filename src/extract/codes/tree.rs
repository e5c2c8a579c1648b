//! A sentence as a coder reads it: its words and their tree, and when it was published.

use std::ops::Deref;

use super::super::words::Line;
pub(super) use super::super::words::is;
use crate::calendar::NaiveDate;
use crate::lexicon::lexicon;

/// The tree of a sentence; words count from 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tree<'t> {
    line: &'t Line<'t>,
    /// When it was published, where that is known.
    pub(super) day: Option<NaiveDate>,
}

impl<'t> Tree<'t> {
    pub(super) fn new(line: &'t Line<'t>, day: Option<NaiveDate>) -> Self {
        Self { line, day }
    }

    /// The base form; the list of verbs knows better than the model where it knows the word.
    pub(super) fn lemma(&self, at: usize) -> &'t str {
        let verbs = &lexicon().coded_verbs;
        match verbs.form(&self.line.words[at].lower) {
            Some(form) if matches!(self.line.part(at), "VERB" | "AUX") => verbs.lemma(form.verb),
            _ => self.line.lemma(at),
        }
    }
}

impl<'t> Deref for Tree<'t> {
    type Target = Line<'t>;

    fn deref(&self) -> &Line<'t> {
        self.line
    }
}
