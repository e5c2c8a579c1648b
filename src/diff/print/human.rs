//! For the terminal.

use std::collections::HashMap;

use anstyle::{AnsiColor, Style};

use super::columns::{folded, side_by_side};
use super::looks::by_looks;
use super::{Line, Sign, Step, Told, block_of, effect, event, flat, lines, pieces, place, sign_of};
use crate::diagnostic::visible::visible;
use crate::diff::changes::{Changed, Entries, FieldChange};
use crate::diff::derived::Derived;
use crate::diff::words::RunKind;
use crate::timeline::Id;

const GONE: Style = AnsiColor::Red.on_default();
const COME: Style = AnsiColor::Green.on_default();
const CHANGED: Style = AnsiColor::Yellow.on_default();
const STRONG: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

fn sign(sign: Sign) -> String {
    let style = match sign {
        Sign::Gone => GONE,
        Sign::Come => COME,
        Sign::Changed => CHANGED,
    };
    paint(style, sign.text())
}

/// From so many columns on, old and new words stand side by side.
const WIDE: usize = 120;
/// A terminal with fewer columns is taken for one with so many.
const NARROWEST: usize = 40;

pub(super) fn history(source: &str, steps: &[Step<'_>], width: Option<usize>) -> String {
    let heading = |text: &str| set(paint(STRONG, &visible(text)), width);
    let mut out = vec![format!("{}\n", heading(source))];
    for step in steps {
        out.push(format!("\n{}\n", heading(&step.heading())));
        out.push(render(&step.told, width));
    }
    out.concat()
}

pub(super) fn render(told: &Told<'_>, width: Option<usize>) -> String {
    let wide = width.filter(|width| *width >= WIDE);
    let mut out = Vec::new();
    out.push(paint(STRONG, &visible(&told.summary())));
    match told {
        Told::Timelines { changes, derived } => {
            if !changes.head.is_empty() {
                out.push(format!("\n{} timeline", sign(Sign::Changed)));
                fields(&mut out, &changes.head);
            }
            entries(&mut out, "event", &changes.events, event, derived);
            entries(&mut out, "actor", &changes.actors, |actor| actor.name.clone(), &[]);
            entries(&mut out, "source", &changes.sources, |source| source.title.clone(), &[]);
        }
        Told::Versions { changes, old, new } => {
            if !changes.head.is_empty() {
                out.push(format!("\n{} article", sign(Sign::Changed)));
                fields(&mut out, &changes.head);
            }
            for passage in &changes.passages {
                let words = &passage.words;
                out.push(format!("\n{} {}", sign(sign_of(words)), paint(FAINT, &place(words))));
                let mut text = String::from("    ");
                let pieces = pieces(words, old, new);
                if let Some(width) = wide {
                    out.extend(side_by_side(&pieces, width, [GONE, COME]));
                }
                for (kind, spaced, piece) in pieces {
                    if spaced {
                        text.push(' ');
                    }
                    text.push_str(&match kind {
                        RunKind::Kept => piece,
                        RunKind::Gone => paint(GONE, &format!("[-{piece}-]")),
                        RunKind::Come => paint(COME, &format!("{{+{piece}+}}")),
                    });
                }
                if wide.is_none() {
                    out.push(text);
                }
                for effect in super::effects_told(&passage.effects) {
                    out.push(line("  ", &effect));
                }
                if passage.effects.is_empty() {
                    out.push(format!("    {}", paint(FAINT, "text only: no event rests on it")));
                }
            }
            for moved in &changes.moves {
                let (from, to) = (moved.old.paragraph, moved.new.paragraph);
                let text = visible(&flat(&new[moved.new.span.clone()]));
                out.push(format!("\n↕ {}", paint(FAINT, &format!("paragraph {from} → {to}"))));
                out.push(format!("    {text}"));
            }
            if !changes.elsewhere.is_empty() {
                out.push(format!("\n{} timeline, without changed words", sign(Sign::Changed)));
                for effect in changes.elsewhere.iter().flat_map(effect) {
                    out.push(line("", &effect));
                }
            }
            if changes.cosmetic > 0 {
                let n = super::summary::counted(changes.cosmetic, "sentence", "sentences");
                let text = format!("{n} with other spaces or typographic marks only");
                out.push(format!("\n{}", paint(FAINT, &text)));
            }
        }
    }
    out.push(String::new());
    set(out.join("\n"), width)
}

/// Lines no wider than the terminal, where there is one.
fn set(text: String, width: Option<usize>) -> String {
    let Some(width) = width else { return text };
    let lines = text.split('\n').flat_map(|line| folded(line, width.max(NARROWEST)));
    lines.collect::<Vec<_>>().join("\n")
}

/// So many entries that look alike are told; JSON tells all.
const DOUBTS: usize = 8;

fn entries<T>(
    out: &mut Vec<String>,
    kind: &str,
    all: &Entries<T>,
    told: impl Fn(&T) -> String,
    derived: &[Derived],
) {
    let mut because: HashMap<&Id, Vec<&Derived>> = HashMap::new();
    for one in derived {
        because.entry(&one.because).or_default().push(one);
    }
    let follows = |out: &mut Vec<String>, id: &Id| {
        if let Some(derived) = because.get(id) {
            follows(out, derived);
        }
    };
    for Changed { old, new, fields: changed } in &all.changed {
        out.push(format!("\n{} {kind} {}", sign(Sign::Changed), paint(STRONG, &both(old, new))));
        fields(out, changed);
        follows(out, new);
    }
    if !all.added.is_empty() || !all.removed.is_empty() {
        out.push(String::new());
    }
    for (list, of) in [(&all.removed, Sign::Gone), (&all.added, Sign::Come)] {
        for placed in list {
            let id = paint(STRONG, &visible(&placed.id.0));
            out.push(format!("{} {kind} {id}  {}", sign(of), visible(&told(&placed.entry))));
            follows(out, &placed.id);
        }
    }
    let doubts = by_looks(kind, all);
    let mut doubts = doubts.peekable();
    if doubts.peek().is_some() {
        out.push(String::new());
    }
    for told in doubts.take(DOUBTS) {
        out.push(paint(FAINT, &format!("? {}", visible(&told))));
    }
    let count = all.alike.len() + all.possible.len() + all.split.len() + all.merged.len();
    if let Some(more) = count.checked_sub(DOUBTS + 1) {
        out.push(paint(FAINT, &format!("? and {} more", more + 1)));
    }
    if !all.moved.is_empty() {
        let ids = some(&all.moved, |moved| visible(&moved.new.0));
        out.push(format!("\n↕ {kind}s that stand elsewhere: {ids}"));
    }
    if !all.renamed.is_empty() {
        let ids = some(&all.renamed, |change| match (&change.old, &change.new) {
            (Some(old), Some(new)) => both(old, new),
            (one, other) => one.iter().chain(other).map(|id| visible(&id.0)).collect(),
        });
        out.push(format!("\n= {kind}s under another id: {ids}"));
    }
}

/// What follows from a change, folded under it.
fn follows(out: &mut Vec<String>, derived: &[&Derived]) {
    const SHOWN: usize = 3;
    let more = derived.len().saturating_sub(SHOWN);
    for one in derived.iter().take(SHOWN) {
        let mut told = block_of(one);
        told.label = format!("so the days of {}", one.event);
        out.push(paint(FAINT, &line("  ", &told)));
    }
    if more > 0 {
        out.push(paint(FAINT, &format!("      and those of {more} more")));
    }
}

/// The first few; the rest as a number.
fn some<T>(list: &[T], told: impl Fn(&T) -> String) -> String {
    const FEW: usize = 8;
    let more = list.len().saturating_sub(FEW);
    let first = list.iter().take(FEW).map(told).collect::<Vec<_>>().join(", ");
    if more == 0 { first } else { format!("{first} and {more} more") }
}

fn both(old: &Id, new: &Id) -> String {
    if old == new {
        visible(&new.0)
    } else {
        format!("{} → {}", visible(&old.0), visible(&new.0))
    }
}

fn fields(out: &mut Vec<String>, changes: &[FieldChange]) {
    let all: Vec<Line> = changes.iter().flat_map(lines).collect();
    let width = all.iter().map(|line| line.label.chars().count()).max().unwrap_or_default();
    for mut one in all {
        let missing = width - one.label.chars().count();
        one.label.push_str(&" ".repeat(missing));
        out.push(line("  ", &one));
    }
}

/// `  ~ date  2025-05-15 → 2025-05-16 (later)`.
fn line(indent: &str, line: &Line) -> String {
    let text = |text: &Option<String>| text.as_deref().map(|text| visible(&flat(text)));
    let values = match (text(&line.old), text(&line.new)) {
        (Some(old), Some(new)) => format!("  {} → {}", paint(GONE, &old), paint(COME, &new)),
        (Some(old), None) => format!("  {}", paint(GONE, &old)),
        (None, Some(new)) => format!("  {}", paint(COME, &new)),
        (None, None) => String::new(),
    };
    let note = line.note.map(|note| paint(FAINT, &format!("  ({note})"))).unwrap_or_default();
    format!("{indent}  {} {}{values}{note}", sign(line.sign), visible(&line.label))
}
