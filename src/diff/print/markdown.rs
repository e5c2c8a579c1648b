//! As Markdown, to paste into a note or a pull request.

use super::looks::by_looks;
use super::{Line, Step, Told, block_of, effect, event, flat, lines, pieces, place};
use crate::diff::changes::{Entries, FieldChange};
use crate::diff::words::RunKind;

pub(super) fn history(source: &str, steps: &[Step<'_>]) -> String {
    let mut out = vec![format!("# {}\n", escape(&flat(source)))];
    for step in steps {
        out.push(format!("\n## {}\n\n{}", escape(&step.heading()), render(&step.told)));
    }
    out.concat()
}

pub(super) fn render(told: &Told<'_>) -> String {
    let mut out = vec![format!("**{}**", escape(&told.summary())), String::new()];
    match told {
        Told::Timelines { changes, derived } => {
            if !changes.head.is_empty() {
                out.push("- **timeline**".to_owned());
                fields(&mut out, &changes.head);
            }
            entries(&mut out, "event", &changes.events, event);
            for one in *derived {
                let told = line(&block_of(one));
                let (event, because) = (code(&one.event.0), code(&one.because.0));
                out.push(format!("- follows for `{event}`, because `{because}` changed"));
                out.push(told);
            }
            entries(&mut out, "actor", &changes.actors, |actor| actor.name.clone());
            entries(&mut out, "source", &changes.sources, |source| source.title.clone());
        }
        Told::Versions { changes, old, new } => {
            if !changes.head.is_empty() {
                out.push("- **article**".to_owned());
                fields(&mut out, &changes.head);
            }
            for passage in &changes.passages {
                let mut text = format!("- {}: ", escape(&place(&passage.words)));
                for (kind, spaced, piece) in pieces(&passage.words, old, new) {
                    if spaced {
                        text.push(' ');
                    }
                    let piece = escape(&piece);
                    let mark = match kind {
                        RunKind::Kept => "",
                        RunKind::Gone => "~~",
                        RunKind::Come => "**",
                    };
                    text.extend([mark, &piece, mark]);
                }
                out.push(text);
                out.extend(super::effects_told(&passage.effects).iter().map(line));
                if passage.effects.is_empty() {
                    out.push("    - text only: no event rests on it".to_owned());
                }
            }
            for moved in &changes.moves {
                let text = escape(&flat(&new[moved.new.span.clone()]));
                let (from, to) = (moved.old.paragraph, moved.new.paragraph);
                out.push(format!("- moved from paragraph {from} to {to}: {text}"));
            }
            if !changes.elsewhere.is_empty() {
                out.push("- timeline, without changed words".to_owned());
                out.extend(changes.elsewhere.iter().flat_map(effect).map(|one| line(&one)));
            }
        }
    }
    out.push(String::new());
    out.join("\n")
}

fn entries<T>(out: &mut Vec<String>, kind: &str, all: &Entries<T>, told: impl Fn(&T) -> String) {
    for changed in &all.changed {
        out.push(format!("- {kind} `{}` changed", code(&changed.new.0)));
        fields(out, &changed.fields);
    }
    for (list, what) in [(&all.removed, "removed"), (&all.added, "added")] {
        for placed in list {
            let (id, told) = (code(&placed.id.0), escape(&flat(&told(&placed.entry))));
            out.push(format!("- {kind} `{id}` {what}: {told}"));
        }
    }
    out.extend(by_looks(kind, all).map(|told| format!("- {}", escape(&flat(&told)))));
    for moved in &all.moved {
        out.push(format!("- {kind} `{}` stands elsewhere", code(&moved.new.0)));
    }
    for change in &all.renamed {
        if let (Some(old), Some(new)) = (&change.old, &change.new) {
            out.push(format!("- {kind} `{}` is now called `{}`", code(&old.0), code(&new.0)));
        }
    }
}

fn fields(out: &mut Vec<String>, changes: &[FieldChange]) {
    out.extend(changes.iter().flat_map(lines).map(|one| line(&one)));
}

fn line(line: &Line) -> String {
    let text = |text: &Option<String>| text.as_deref().map(|text| escape(&flat(text)));
    let values = match (text(&line.old), text(&line.new)) {
        (Some(old), Some(new)) => format!(": ~~{old}~~ → **{new}**"),
        (Some(old), None) => format!(": ~~{old}~~"),
        (None, Some(new)) => format!(": **{new}**"),
        (None, None) => String::new(),
    };
    let note = line.note.map(|note| format!(" ({note})")).unwrap_or_default();
    format!("    - {}{values}{note}", escape(&line.label))
}

/// Inside backticks: a backtick would end it.
fn code(text: &str) -> String {
    flat(text).replace('`', "'")
}

/// Nothing in the text is taken for markup.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '!' | '&')
        {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
