//! What does not hold together in a timeline → remarks.
//!
//! Each file looks at one thing and is a function from values to remarks:
//!
//! ```text
//! ids         names that cannot be addresses, or that two things share
//! text        empty titles, characters that hide
//! dates       what is no date, spans with swapped ends, plans that are over
//! references  names nobody introduced, things nothing names
//! timing      distances and lengths that say nothing
//! actors      one name for two, one actor on both sides
//! offices     what articles call people, against the register of offices
//! order       circles and contradictions, from the graph; `suspects`: dates that share several
//! weekdays    weekdays that do not fall on their date
//! urls        addresses on the web
//! paths       files of saved copies, in the order they were seen
//! evidence    quotes against the articles
//! ```
//!
//! What a comment allows ([`silence`]) is taken away in the end; `mend` applies what mends itself.
//!
//! Nothing here opens a file: the texts of the saved articles are given ([`Articles`]). How the
//! file is written (unknown fields, shapes) has been told by [`crate::timeline::read`] before.

mod actors;
mod allow;
mod articles;
mod conflicts;
mod dates;
mod evidence;
mod ids;
mod mend;
mod nearest;
mod offices;
mod order;
pub(crate) mod paths;
mod quotes;
mod references;
mod suspects;
mod text;
mod timing;
mod urls;
mod weekdays;

pub use allow::silence;
pub use articles::{Articles, SavedCopy};
pub use mend::{Mended, mend};

use crate::diagnostic::{self, Code, Diagnostic};
use crate::graph::Graph;
use crate::timeline::{Document, Timeline};

/// Everything that does not hold together, in the order of the file.
///
/// - `document`: the file the timeline was read from; remarks point into it.
/// - `graph`: of the same timeline.
/// - `articles`: the saved copies; what is not among them is not looked at.
pub fn check(
    document: &Document,
    timeline: &Timeline,
    graph: &Graph<'_>,
    articles: &Articles,
) -> Vec<Diagnostic> {
    let mut found = ids::check(document, timeline);
    found.extend(text::check(document, timeline));
    found.extend(conflicts::check(document, timeline));
    found.extend(dates::check(document, timeline));
    found.extend(references::check(document, timeline));
    found.extend(actors::check(document, timeline));
    found.extend(timing::check(document, timeline));
    found.extend(offices::check(document, timeline));
    found.extend(order::check(document, graph));
    found.extend(weekdays::check(document, timeline));
    found.extend(urls::check(document, timeline));
    found.extend(paths::check(document, timeline, articles));
    found.extend(evidence::check(document, timeline, articles));
    diagnostic::sort(&mut found);
    found
}

/// Everything there is to say about a file: how it is written, what does not hold together, less
/// what its comments allow; in the order of the file.
///
/// - `read`: what [`crate::timeline::read`] gave for the same document.
pub fn everything(
    document: &Document,
    (timeline, told): (&Timeline, &[Diagnostic]),
    graph: &Graph<'_>,
    articles: &Articles,
) -> Vec<Diagnostic> {
    let mut remarks = check(document, timeline, graph, articles);
    remarks.extend_from_slice(told);
    let blind = articles.is_empty();
    let mut remarks = silence(document, remarks, |code| {
        let in_articles = matches!(
            code,
            Code::QuoteNotInArticle | Code::QuoteAmbiguous | Code::FileMissing | Code::BadPath
        );
        !(blind && in_articles)
    });
    diagnostic::sort(&mut remarks);
    remarks
}
