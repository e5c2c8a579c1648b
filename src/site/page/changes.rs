//! What changed between the versions of an article, and which events rest on words that changed.

use askama::Template;

use crate::site::book::Book;
use crate::site::language::{Say, fill};
use crate::site::view::{Frame, Line, Link, named};
use crate::site::{Altered, Pages, Piece, Revision, address};

/// The changes of a source, the newest first.
#[derive(Template)]
#[template(path = "changes.html")]
pub(crate) struct Changes<'p> {
    frame: Frame,
    source: Link,
    steps: Vec<Step<'p>>,
}

/// From one version to the next.
struct Step<'p> {
    title: String,
    old: String,
    new: String,
    touched: Vec<Told<'p>>,
    renamed: Vec<(Link, &'p str, &'p str)>,
    blocks: Vec<Block<'p>>,
    /// "2 paragraphs changed".
    count: String,
}

/// An event that is told otherwise.
struct Told<'p> {
    link: Link,
    /// Of an event of the timeline.
    line: Option<Line<'p>>,
    how: &'p str,
    fields: &'p [Altered],
}

impl Told<'_> {
    fn classes(&self) -> String {
        self.line.as_ref().map(Line::classes).unwrap_or_default()
    }
}

/// Paragraphs that changed stand open, what stayed is folded between them.
enum Block<'p> {
    Changed(&'p [Piece]),
    /// How many, and their texts.
    Kept(String, Vec<&'p str>),
}

impl<'p> Changes<'p> {
    pub(crate) fn new(pages: &Pages<'_>, book: &'p Book<'p>, at: usize) -> Self {
        let shelf = &book.sources[at];
        let title = named(&shelf.source.title, shelf.id);
        let say = book.say;
        let versions = say.count(&say.n_versions, shelf.revisions.len() + 1);
        let steps = shelf
            .revisions
            .iter()
            .enumerate()
            .rev()
            .map(|(i, revision)| step(book, i, revision))
            .collect();
        Self {
            frame: pages
                .frame_in(
                    book,
                    &fill(&say.changes_to, &[("title", title)]),
                    &address::changes(shelf.id),
                )
                .about(&fill(&say.changes_said, &[("n", &versions), ("title", title)])),
            source: Link { text: title.to_owned(), href: address::source(shelf.id) },
            steps,
        }
    }
}

fn step<'p>(book: &'p Book<'p>, i: usize, revision: &'p Revision) -> Step<'p> {
    let say = book.say;
    let mut blocks: Vec<Block<'p>> = Vec::new();
    let mut changed = 0;
    for paragraph in &revision.paragraphs {
        match (paragraph.as_slice(), blocks.last_mut()) {
            ([Piece::Kept(text)], Some(Block::Kept(_, texts))) => texts.push(text),
            ([Piece::Kept(text)], _) => blocks.push(Block::Kept(String::new(), vec![text])),
            (pieces, _) => {
                changed += 1;
                blocks.push(Block::Changed(pieces));
            }
        }
    }
    let mut count = say.count(&say.n_changed, changed);
    if revision.moved > 0 {
        count.push_str(", ");
        count.push_str(&say.count(&say.n_moved, revision.moved));
    }
    for block in &mut blocks {
        if let Block::Kept(said, texts) = block {
            *said = say.count(&say.n_unchanged, texts.len());
        }
    }
    Step {
        title: fill(&say.version_step, &[("a", &(i + 1).to_string()), ("b", &(i + 2).to_string())]),
        old: seen(&revision.old, say),
        new: say.moment(&revision.new),
        touched: revision
            .touched
            .iter()
            .map(|one| {
                let told = one.event.as_ref().and_then(|id| Some(book.line(book.rank(id)?)));
                let link = match &told {
                    Some(line) => Link { text: line.title.to_owned(), href: line.href.clone() },
                    None => Link { text: one.title.clone(), href: String::new() },
                };
                Told { link, line: told, how: &one.how, fields: &one.fields }
            })
            .collect(),
        renamed: revision
            .renamed
            .iter()
            .map(|one| {
                let said = |office: &'p Option<String>| office.as_deref().unwrap_or(&say.no_office);
                (book.name_of(&one.actor), said(&one.old), said(&one.new))
            })
            .collect(),
        blocks,
        count,
    }
}

/// "seen 12 May 2025"; empty where nobody says.
fn seen(written: &str, say: &Say) -> String {
    if written.is_empty() {
        return String::new();
    }
    fill(&say.seen, &[("when", &say.moment(written))])
}
