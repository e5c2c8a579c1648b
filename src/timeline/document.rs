//! The text of a timeline file, and where in it each value stands.

use std::sync::OnceLock;

use super::guard;
use super::places::Places;
use crate::diagnostic::{Diagnostic, Span};

/// A timeline file: its name, its text, and the places of its values.
///
/// Whatever tells a remark names the value by its [`Route`]; the bytes are looked up only then.
#[derive(Debug)]
pub struct Document {
    /// The name to print, as the person gave it.
    pub name: String,
    /// The text, to the byte.
    pub text: String,
    places: OnceLock<Places>,
}

impl Document {
    /// A document from its name and its text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), places: OnceLock::new() }
    }

    /// A document from the bytes of a file.
    ///
    /// The remark tells bytes that are no UTF-8 text (another encoding, a binary file) and files
    /// over 64 MB; it has no place, since there is no text. A byte order mark stays in the text.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Result<Self, Diagnostic> {
        Ok(Self::new(name, guard::decode(bytes)?))
    }

    /// Where the value at the end of a route stands.
    ///
    /// The value as written, quotes included. A route that leads nowhere gives the key of what is
    /// around it, in the end the file's first line. The first call reads the whole text (about
    /// twice the time of [`super::read()`]), each further one takes the depth of its route.
    pub fn find(&self, route: &Route) -> Span {
        self.places().find(&self.text, route)
    }

    /// The places, found out on the first call.
    pub(super) fn places(&self) -> &Places {
        self.places.get_or_init(|| Places::new(&self.text))
    }
}

/// The way to a value from the top of a file: `events.kyiv-meeting.from[0]`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Route(Vec<Step>);

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Step {
    Key(String),
    Index(usize),
    /// The key itself, not its value.
    Name(String),
}

impl Step {
    /// The key of a step that has one.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Key(key) | Self::Name(key) => Some(key),
            Self::Index(_) => None,
        }
    }
}

impl Route {
    /// The top of the file.
    pub fn new() -> Self {
        Self::default()
    }

    /// Down into the value of a key.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.0.push(Step::Key(key.into()));
        self
    }

    /// Down into an element of a list, counted from 0.
    #[must_use]
    pub fn index(mut self, index: usize) -> Self {
        self.0.push(Step::Index(index));
        self
    }

    /// To the key itself instead of its value: where an unknown field is told.
    #[must_use]
    pub fn name(mut self, key: impl Into<String>) -> Self {
        self.0.push(Step::Name(key.into()));
        self
    }

    /// The steps from the top.
    pub(super) fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The way to a field of an event.
    pub fn event(id: &str, field: &str) -> Self {
        Self::new().key("events").key(id).key(field)
    }
}

impl std::fmt::Display for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) | Step::Name(key) if i == 0 => f.write_str(key)?,
                Step::Key(key) | Step::Name(key) => write!(f, ".{key}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
