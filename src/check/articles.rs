//! The saved copies of articles, as the checks are given them.

use std::collections::BTreeMap;

/// The saved copies of a timeline's articles, by their `file` as the timeline writes it.
///
/// A file that is not in here is not remarked on: nobody looked for it.
#[derive(Debug, Clone, Default)]
pub struct Articles(BTreeMap<String, SavedCopy>);

/// What became of looking for a saved copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SavedCopy {
    /// It is there; the words as a reader sees them.
    Text(String),
    /// It cannot be read, and why: "no such file".
    Unreadable(String),
    /// It is a link that leads out of the timeline's folder; it was not followed.
    Outside,
}

impl Articles {
    /// No copies: nothing about quotes or files is checked.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether nobody looked for any.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds what became of a file.
    pub fn insert(&mut self, file: impl Into<String>, copy: SavedCopy) {
        self.0.insert(file.into(), copy);
    }

    /// What became of a file; `None` where nobody looked.
    pub fn get(&self, file: &str) -> Option<&SavedCopy> {
        self.0.get(file)
    }

    /// The text of a file, where it could be read.
    pub fn text(&self, file: &str) -> Option<&str> {
        match self.get(file)? {
            SavedCopy::Text(text) => Some(text),
            SavedCopy::Unreadable(_) | SavedCopy::Outside => None,
        }
    }
}
