//! Remarks on a file: what, where, and what to do about it.
//!
//! A [`Diagnostic`] carries byte ranges; [`Lines`] makes lines and columns of them when somebody
//! reads it: a person ([`human`]), a person in a hurry ([`short`]), a program ([`json`], [`sarif`])
//! or a pull request ([`github`]). What is quoted from a file is made harmless first
//! ([`visible`]): no control character, no escape sequence, no bidi control reaches a terminal.
//!
//! Each [`Code`] has a page in `explain/`, printed by `demarche explain CODE`.

mod code;
pub mod fix;
pub mod github;
pub mod human;
pub mod json;
mod lines;
pub mod sarif;
pub mod short;
pub mod visible;

use std::ops::Range;

pub use code::Code;
pub use fix::{Fix, Replacement};
pub use lines::{Lines, Place};

/// Byte range, from 0, end excluded.
pub type Span = Range<usize>;

/// A remark on a file.
///
/// The message is lower case, without full stop, quotes what the person wrote and blames nobody.
/// The help is something to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which remark it is; `demarche explain CODE` tells the rest.
    pub code: Code,
    /// Usually the code's own.
    pub severity: Severity,
    /// What does not hold together, in one line.
    pub message: String,
    /// The places that matter, the first one is where it is told.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
    /// Changes of the file, each of which does it; the likeliest first. Often none.
    pub fixes: Vec<Fix>,
}

/// A place in the file and what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where, in bytes of the file.
    pub span: Span,
    /// What about it; may be empty.
    pub text: String,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth a look; the timeline stands.
    Warning,
    /// The timeline does not stand as written.
    Error,
}

impl Diagnostic {
    /// A remark with the severity of its code and no place yet.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            labels: Vec::new(),
            help: None,
            fixes: Vec::new(),
        }
    }

    /// Adds a place; the first one added is where the remark is told.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a change of the file that mends it.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }

    /// Adds changes of the file each of which mends it, the likeliest first.
    #[must_use]
    pub fn fixes(mut self, fixes: impl IntoIterator<Item = Fix>) -> Self {
        self.fixes.extend(fixes);
        self
    }
}

/// Puts remarks in the order of the places they are told at; the same input gives the same order.
pub fn sort(remarks: &mut [Diagnostic]) {
    remarks.sort_by(|a, b| {
        let place = |remark: &Diagnostic| remark.labels.first().map_or((0, 0), Label::ends);
        place(a)
            .cmp(&place(b))
            .then_with(|| a.code.cmp(&b.code))
            .then_with(|| a.message.cmp(&b.message))
    });
}

impl Label {
    fn ends(&self) -> (usize, usize) {
        (self.span.start, self.span.end)
    }
}

impl Severity {
    /// The word it goes by: `error`, `warning`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}
