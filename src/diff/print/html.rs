//! As a page of its own: one file, no script, nothing loaded.

use askama::Template;
use base64::prelude::{BASE64_STANDARD as STANDARD, Engine as _};
use sha2::{Digest as _, Sha256};

use super::looks::by_looks;
use super::{
    Line, Sign, Step, Told, block_of, effect, effects_told, event, flat, lines, place, sign_of,
};
use crate::diff::changes::{Changed, Entries, FieldChange};
use crate::diff::words::RunKind;

#[derive(Template)]
#[template(path = "diff.html")]
struct Page {
    title: String,
    style: &'static str,
    /// How the page's policy names the style.
    policy: String,
    steps: Vec<Part>,
}

/// The page's one style.
const STYLE: &str = include_str!("../../../templates/diff.css");

/// One comparison.
struct Part {
    heading: Option<String>,
    summary: String,
    blocks: Vec<Block>,
}

/// An entry or a passage.
struct Block {
    class: &'static str,
    heading: String,
    /// The words, where it is a passage: class and text.
    words: Vec<Piece>,
    lines: Vec<Line>,
    note: Option<String>,
}

struct Piece {
    kind: RunKind,
    spaced: bool,
    text: String,
}

impl Piece {
    fn gone(&self) -> bool {
        self.kind == RunKind::Gone
    }

    fn come(&self) -> bool {
        self.kind == RunKind::Come
    }
}

impl Line {
    /// What the sign says to whoever cannot see it.
    fn said(&self) -> &'static str {
        match self.sign {
            Sign::Gone => "gone",
            Sign::Come => "new",
            Sign::Changed => "changed",
        }
    }
}

pub(super) fn render(told: &Told<'_>) -> String {
    page("What changed", vec![part(None, told)])
}

pub(super) fn history(source: &str, steps: &[Step<'_>]) -> String {
    let parts = steps.iter().map(|step| part(Some(step.heading()), &step.told)).collect();
    page(&format!("The versions of {source}"), parts)
}

fn page(title: &str, steps: Vec<Part>) -> String {
    let policy = format!("sha256-{}", STANDARD.encode(Sha256::digest(STYLE)));
    let page = Page { title: title.to_owned(), style: STYLE, policy, steps };
    page.render().expect("writing to a text does not fail")
}

fn part(heading: Option<String>, told: &Told<'_>) -> Part {
    let mut blocks = Vec::new();
    let whole = |heading: &str, fields: &[FieldChange]| Block {
        class: "changed",
        heading: heading.to_owned(),
        words: Vec::new(),
        lines: fields.iter().flat_map(lines).collect(),
        note: None,
    };
    match told {
        Told::Timelines { changes, derived } => {
            if !changes.head.is_empty() {
                blocks.push(whole("The timeline itself", &changes.head));
            }
            entries(&mut blocks, "event", &changes.events, event);
            for one in *derived {
                blocks.push(Block {
                    class: "derived",
                    heading: format!("Follows for “{}”", one.title),
                    words: Vec::new(),
                    lines: vec![block_of(one)],
                    note: Some(format!("because {} changed", one.because)),
                });
            }
            entries(&mut blocks, "actor", &changes.actors, |actor| actor.name.clone());
            entries(&mut blocks, "source", &changes.sources, |source| source.title.clone());
        }
        Told::Versions { changes, old, new } => {
            if !changes.head.is_empty() {
                blocks.push(whole("The article itself", &changes.head));
            }
            for passage in &changes.passages {
                let class = class(sign_of(&passage.words));
                let words = super::pieces(&passage.words, old, new);
                let text_only = passage.effects.is_empty();
                blocks.push(Block {
                    class,
                    heading: place(&passage.words),
                    words: words
                        .into_iter()
                        .map(|(kind, spaced, text)| Piece { kind, spaced, text })
                        .collect(),
                    lines: effects_told(&passage.effects),
                    note: text_only.then(|| "text only: no event rests on it".to_owned()),
                });
            }
            for moved in &changes.moves {
                let text = flat(&new[moved.new.span.clone()]);
                blocks.push(Block {
                    class: "moved",
                    heading: format!(
                        "Moved from paragraph {} to {}",
                        moved.old.paragraph, moved.new.paragraph
                    ),
                    words: vec![Piece { kind: RunKind::Kept, spaced: false, text }],
                    lines: Vec::new(),
                    note: None,
                });
            }
            if !changes.elsewhere.is_empty() {
                blocks.push(Block {
                    class: "changed",
                    heading: "The timeline, without changed words".to_owned(),
                    words: Vec::new(),
                    lines: changes.elsewhere.iter().flat_map(effect).collect(),
                    note: None,
                });
            }
        }
    }
    Part { heading, summary: told.summary(), blocks }
}

const fn class(sign: Sign) -> &'static str {
    match sign {
        Sign::Gone => "gone",
        Sign::Come => "come",
        Sign::Changed => "changed",
    }
}

fn entries<T>(out: &mut Vec<Block>, kind: &str, all: &Entries<T>, told: impl Fn(&T) -> String) {
    let block = |class, heading: String, lines| Block {
        class,
        heading,
        words: Vec::new(),
        lines,
        note: None,
    };
    for Changed { old, new, fields } in &all.changed {
        let ids = if old == new { new.0.clone() } else { format!("{old} → {new}") };
        let lines = fields.iter().flat_map(lines).collect();
        out.push(block("changed", format!("{kind} {ids}"), lines));
    }
    for (list, class, what) in [(&all.removed, "gone", "is gone"), (&all.added, "come", "is new")] {
        for placed in list {
            let heading = format!("{kind} {} {what}: {}", placed.id, flat(&told(&placed.entry)));
            out.push(block(class, heading, Vec::new()));
        }
    }
    for told in by_looks(kind, all) {
        out.push(block("moved", told, Vec::new()));
    }
    for moved in &all.moved {
        out.push(block("moved", format!("{kind} {} stands elsewhere", moved.new), Vec::new()));
    }
    for change in &all.renamed {
        if let (Some(old), Some(new)) = (&change.old, &change.new) {
            out.push(block("moved", format!("{kind} {old} is now called {new}"), Vec::new()));
        }
    }
}
