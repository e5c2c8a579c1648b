//! What a merge could not settle: what stands, the other value, where it comes from, and how to
//! decide.

use crate::site::book::Book;
use crate::site::view::Link;
use crate::timeline::Conflict;

/// No longer value is told, in characters; the file has the rest.
const LONGEST: usize = 300;
/// So many stand on the first page of a timeline.
pub(crate) const FEW: usize = 20;

/// A conflict of the file, in words.
pub(crate) struct Dispute<'p> {
    /// What it is called where it is settled: `c1`.
    pub(crate) id: &'p str,
    /// The entry it is about, where that has a page; else its id.
    pub(crate) about: Option<Link>,
    /// The field; empty where it is the whole entry.
    pub(crate) field: &'p str,
    /// The values; nothing where there is none.
    pub(crate) here: String,
    pub(crate) other: String,
    pub(crate) before: String,
    /// The words of the article that brought it about.
    pub(crate) why: &'p str,
}

impl Dispute<'_> {
    /// On the page of the entry itself, which needs no link.
    pub(crate) fn at_home(self) -> Self {
        Self { about: None, ..self }
    }
}

/// The conflicts of a timeline that are about certain entries, in the order of the file.
pub(crate) fn disputes<'p>(
    book: &'p Book<'p>,
    about: impl Fn(&Conflict) -> bool,
) -> Vec<Dispute<'p>> {
    let conflicts = book.timeline.conflicts.iter().filter(|one| about(one));
    conflicts.map(|conflict| dispute(book, conflict)).collect()
}

fn dispute<'p>(book: &'p Book<'p>, conflict: &'p Conflict) -> Dispute<'p> {
    let event = conflict.event.as_ref().map(|id| match book.rank(id) {
        Some(rank) => Link { text: book.title_of(rank).to_owned(), href: book.event_path(rank) },
        None => Link { text: id.to_string(), href: String::new() },
    });
    let actor = conflict.actor.as_ref().map(|id| book.name_of(id));
    let source =
        conflict.source.as_ref().map(|id| Link { text: id.to_string(), href: String::new() });
    let said = |value: &Option<serde_yaml::Value>| value.as_ref().map(told).unwrap_or_default();
    Dispute {
        id: &conflict.id,
        about: event.or(actor).or(source),
        field: conflict.field.as_deref().map(|field| book.say.field(field)).unwrap_or_default(),
        here: said(&conflict.ours),
        other: said(&conflict.theirs),
        before: said(&conflict.base),
        why: conflict.why.as_deref().unwrap_or_default(),
    }
}

/// A value of the file in a line: an entry by its title or name, a list by its elements.
fn told(value: &serde_yaml::Value) -> String {
    use serde_yaml::Value as Yaml;
    let text = match value {
        Yaml::String(text) => text.clone(),
        Yaml::Sequence(items) => items.iter().map(told).collect::<Vec<_>>().join(", "),
        Yaml::Mapping(fields) => match fields.get("title").or_else(|| fields.get("name")) {
            Some(Yaml::String(name)) => name.clone(),
            _ => serde_yaml::to_string(value).unwrap_or_default(),
        },
        other => serde_yaml::to_string(other).unwrap_or_default(),
    };
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match flat.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &flat[..at]),
        None => flat,
    }
}
