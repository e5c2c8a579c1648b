//! What changed between the versions of an article, and which events rest on words that changed.

use askama::Template;

use crate::site::book::Book;
use crate::site::view::{Frame, Line, Link, named};
use crate::site::{Pages, Piece, Revision, address, words};

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
    touched: Vec<(Line<'p>, &'p str)>,
    renamed: Vec<(Link, &'p str, &'p str)>,
    blocks: Vec<Block<'p>>,
    /// "2 paragraphs changed".
    count: String,
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
        let steps = shelf
            .revisions
            .iter()
            .enumerate()
            .rev()
            .map(|(i, revision)| step(book, i, revision))
            .collect();
        Self {
            frame: pages.frame_in(book, &format!("Changes to “{title}”"), 3),
            source: Link { text: title.to_owned(), href: address::source(shelf.id) },
            steps,
        }
    }
}

fn step<'p>(book: &'p Book<'p>, i: usize, revision: &'p Revision) -> Step<'p> {
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
    let mut count = words::count(changed, "paragraph changed", "paragraphs changed");
    if revision.moved > 0 {
        count.push_str(", ");
        count.push_str(&words::count(revision.moved, "passage moved", "passages moved"));
    }
    for block in &mut blocks {
        if let Block::Kept(said, texts) = block {
            *said = words::count(texts.len(), "unchanged paragraph", "unchanged paragraphs");
        }
    }
    Step {
        title: format!("Version {} → version {}", i + 1, i + 2),
        old: words::moment(&revision.old),
        new: words::moment(&revision.new),
        touched: revision
            .touched
            .iter()
            .filter_map(|one| Some((book.line(book.rank(&one.event)?), one.how.as_str())))
            .collect(),
        renamed: revision
            .renamed
            .iter()
            .map(|one| {
                let said = |office: &'p Option<String>| office.as_deref().unwrap_or("no office");
                (book.name_of(&one.actor), said(&one.old), said(&one.new))
            })
            .collect(),
        blocks,
        count,
    }
}
