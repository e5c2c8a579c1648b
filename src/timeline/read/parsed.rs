//! Text → tree, by whichever parser is sure of it.
//!
//! ```text
//! scanner ── sure ──────────────────────────────→ its tree
//!    ├─ mistakes: the guard, or libyaml, refuses the file too → its tree, and the mistakes
//!    └─ unsure, or alone with its refusal ───────→ foreign: the parsers of all of YAML
//! ```

use super::syntax;
use crate::diagnostic::{self, Code, Diagnostic};
use crate::timeline::guard::{self, LARGEST};
use crate::timeline::tree::{self, Node, Scanned};

/// What a text turned out to be.
#[derive(Debug)]
pub(in crate::timeline) struct Parsed {
    pub(super) kind: Kind,
    pub(in crate::timeline) root: Option<Node>,
    /// Mistakes of form.
    pub(super) remarks: Vec<Diagnostic>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Read by the scanner, whatever mistakes there are.
    Scanned,
    /// For the parsers of all of YAML.
    Foreign,
    /// Not to be read at all.
    Refused,
}

/// Larger files are not given to a second parser, in bytes: it takes seventeen times their size.
const SECOND_OPINION: usize = 4 << 20;

impl Parsed {
    pub(in crate::timeline) fn new(text: &str) -> Self {
        if text.len() > LARGEST {
            return Self { kind: Kind::Refused, root: None, remarks: guard::guard(text) };
        }
        let Scanned { root, mut remarks, sure } = tree::scan(text);
        let characters = guard::characters(text);
        if sure && characters.is_empty() {
            return Self { kind: Kind::Scanned, root, remarks };
        }
        let guarded = if characters.is_empty() { guard::structure(text) } else { characters };
        let recovered = root.as_ref().is_some_and(|root| is_timeline(root, text));
        if !guarded.is_empty() {
            if !recovered || guard::is_hostile(&guarded) {
                return Self { kind: Kind::Refused, root, remarks: guarded };
            }
            // Both tell tabs and open brackets.
            remarks.retain(|remark| !guarded.iter().any(|other| same(remark, other)));
            remarks.extend(guarded);
            diagnostic::sort(&mut remarks);
            return Self { kind: Kind::Scanned, root, remarks };
        }
        if remarks.is_empty() || root.is_none() {
            return Self { kind: Kind::Foreign, root: tree::parse(text), remarks: Vec::new() };
        }
        if text.len() <= SECOND_OPINION {
            let body = text.strip_prefix('\u{feff}').unwrap_or(text);
            match serde_yaml::from_str::<serde::de::IgnoredAny>(body) {
                Ok(_) => {
                    let root = tree::parse(text);
                    return Self { kind: Kind::Foreign, root, remarks: Vec::new() };
                }
                Err(_) if recovered => {}
                Err(error) => {
                    // One mistake says as much as many where nothing else can be read.
                    let remark = syntax::remark(text, &error);
                    return Self { kind: Kind::Refused, root, remarks: vec![remark] };
                }
            }
        }
        Self { kind: Kind::Scanned, root, remarks }
    }
}

/// Whether what was read looks like a timeline, so that its mistakes are worth telling one by one.
fn is_timeline(root: &Node, text: &str) -> bool {
    root.as_map().is_some_and(|map| {
        let known = ["title", "sources", "actors", "events"];
        map.entries.iter().any(|entry| known.contains(&&*entry.key.text(text)))
    })
}

fn same(one: &Diagnostic, other: &Diagnostic) -> bool {
    let place = |remark: &Diagnostic| remark.labels.first().map(|label| label.span.start);
    one.code == Code::YamlSyntax && one.code == other.code && place(one) == place(other)
}
