//! The timeline for other programs: what there is to download.

use askama::Template;

use crate::site::Pages;
use crate::site::book::Book;
use crate::site::language::fill;
use crate::site::view::{Frame, Link};

/// The files of a timeline.
#[derive(Template)]
#[template(path = "data.html")]
pub(crate) struct Data<'p> {
    frame: Frame,
    /// Link and what it is for.
    files: Vec<(Link, &'p str)>,
    feeds: Vec<(Link, &'p str)>,
    /// How another page shows this one.
    embed: String,
}

impl<'p> Data<'p> {
    pub(crate) fn new(pages: &Pages<'_>, book: &'p Book<'p>) -> Self {
        let say = book.say;
        let said = fill(&say.data_said, &[("title", book.title())]);
        let file = |name: &str, about: &'static str, folder: &str| {
            let href = format!("{folder}{name}");
            (Link { text: name.to_owned(), href }, say.format(about))
        };
        let address = match &pages.settings.url {
            Some(url) => format!("{url}{}/embed/", book.name),
            None => format!("{}/embed/index.html", book.name),
        };
        Self {
            frame: pages.frame_in(book, &say.data, "data/index.html").about(&said),
            files: (pages.settings.downloads.iter())
                .map(|(name, about)| file(name, about, "data/"))
                .collect(),
            feeds: vec![file("atom.xml", "atom", ""), file("feed.json", "feed", "")],
            embed: format!(
                "<iframe src=\"{address}\" title=\"{}\" width=\"100%\" height=\"600\" \
                 loading=\"lazy\"></iframe>",
                book.title().replace('&', "&amp;").replace('"', "&quot;")
            ),
        }
    }
}
