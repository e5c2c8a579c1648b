//! Ids: what cannot be an address, and what two things share.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::timeline::{self, Document, Id, Route, Section, Timeline};

pub(super) fn check(document: &Document, timeline: &Timeline) -> Vec<Diagnostic> {
    let none: &[Id] = &[];
    let mut found =
        kind(document, timeline, Section::Sources, timeline.sources.keys().map(|id| (id, none)));
    found.extend(kind(
        document,
        timeline,
        Section::Actors,
        timeline.actors.iter().map(|(id, actor)| (id, actor.aka.as_slice())),
    ));
    found.extend(kind(
        document,
        timeline,
        Section::Events,
        timeline.events.iter().map(|(id, event)| (id, event.aka.as_slice())),
    ));
    found
}

/// So many ids get a fix.
const MENDED: usize = 50;

/// The ids of one kind, each with the ids it went by before.
fn kind<'t>(
    document: &Document,
    timeline: &Timeline,
    section: Section,
    ids: impl Iterator<Item = (&'t Id, &'t [Id])> + Clone,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let (what, key) = (section.one(), section.key());
    // Folded, since a file system may not tell upper from lower case.
    let mut owners: HashMap<String, (Route, &Id)> = HashMap::new();
    let top = || Route::new().key(key);
    let now = ids.clone().map(|(id, _)| (top().name(id.as_str()), id));
    let before = ids.flat_map(|(owner, aka)| {
        aka.iter()
            .enumerate()
            .map(move |(i, id)| (top().key(owner.as_str()).key("aka").index(i), id))
    });
    for (route, id) in now.chain(before) {
        if !id.is_valid() {
            // A fix goes through the whole file.
            let fix = found.len() < MENDED;
            found.push(bad(document, fix.then_some(timeline), section, &route, id));
        }
        let folded = id.as_str().to_lowercase();
        if let Some((first, other)) = owners.get(&folded) {
            let message = if *other == id {
                format!("`{id}` stands for two {key}")
            } else {
                format!("`{id}` and `{other}` differ only in case")
            };
            found.push(
                Diagnostic::new(Code::DuplicateId, message)
                    .label(document.find(&route), "here again")
                    .label(document.find(first), "first here")
                    .help(format!("give one {what} another id")),
            );
        } else {
            owners.insert(folded, (route, id));
        }
    }
    found
}

fn bad(
    document: &Document,
    timeline: Option<&Timeline>,
    section: Section,
    route: &Route,
    id: &Id,
) -> Diagnostic {
    let what = section.one();
    let told = why(id.as_str());
    let better = slug(id.as_str());
    // With every place that names it; an old id is named nowhere.
    let fix = better.as_ref().and_then(|better| {
        let edits = timeline::rename(timeline?, section, id.as_str(), better, false).ok()?;
        timeline::fix(document, format!("write `{better}`"), &edits).map(Fix::certain)
    });
    let help = match better {
        Some(better) => format!("write `{better}`"),
        None => "an id is made of a-z, 0-9 and single hyphens: `kyiv-meeting`".to_owned(),
    };
    Diagnostic::new(Code::BadId, format!("`{id}` cannot be the id of {} {what}", article(what)))
        .label(document.find(route), told)
        .help(help)
        .fixes(fix)
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

/// What stands in the way.
fn why(id: &str) -> &'static str {
    if id.is_empty() {
        "it is empty"
    } else if id.contains(['/', '\\']) || id.contains("..") {
        "an id becomes part of an address, not a path"
    } else if id.chars().any(char::is_uppercase) {
        "ids are written in lower case"
    } else if !id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
        "only a-z, 0-9 and `-` can stand in an id"
    } else if id.starts_with('-') || id.ends_with('-') {
        "an id has no hyphen at either end"
    } else if id.len() > Id::LONGEST {
        "longer than 64 characters"
    } else {
        "some systems keep this name for themselves"
    }
}

/// The id that was probably meant; `None` where nothing is left of it.
fn slug(text: &str) -> Option<String> {
    let mut slug = String::new();
    for c in text.nfd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase) {
        if slug.len() >= Id::LONGEST {
            break;
        }
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') && c != '\'' && c != '’' {
            slug.push('-');
        }
    }
    let mut slug = Id(slug.trim_end_matches('-').to_owned());
    if !slug.is_valid() && !slug.0.is_empty() {
        slug.0.push_str("-1");
    }
    slug.is_valid().then_some(slug.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_better_id_is_near_the_one_that_was_written() {
        for (written, better) in [
            ("Kyiv Meeting", Some("kyiv-meeting")),
            ("élysée_talks", Some("elysee-talks")),
            ("../../etc/passwd", Some("etc-passwd")),
            ("con", Some("con-1")),
            ("-a-", Some("a")),
            ("переговоры", None),
            ("", None),
        ] {
            assert_eq!(slug(written).as_deref(), better, "{written}");
        }
    }
}
