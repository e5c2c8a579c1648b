//! What the search looks through: a script beside the pages, since a page that is opened from a
//! folder may load a script and must not fetch a file.
//!
//! ```text
//! demarcheIndex([["e/x/index.html", "Title", "3 May 2024 · talks", "what else is searched"], …])
//! ```
//!
//! Every text is written as JSON that may stand in a page, see [`super::linked::quote`].

use super::address;
use super::book::Book;
use super::linked::quote;
use super::view::named;

/// The index of a timeline.
pub(crate) fn index(book: &Book<'_>) -> String {
    let mut out = String::from("demarcheIndex([\n");
    let mut row = |cells: [&str; 4]| {
        out.push('[');
        for (i, cell) in cells.into_iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            quote(&mut out, cell);
        }
        out.push_str("],\n");
    };
    for (rank, entry) in book.events.iter().enumerate() {
        let line = book.line(rank);
        let mut more = String::new();
        for id in entry.event.from.iter().chain(&entry.event.to) {
            more.push_str(&book.name_of(id).text);
            more.push(' ');
        }
        more.push_str(entry.event.place.as_deref().unwrap_or_default());
        for evidence in &entry.event.evidence {
            more.push(' ');
            more.push_str(evidence.quote.as_deref().unwrap_or_default());
        }
        let about = format!("{} · {}", line.when.words, line.said());
        row([&line.href, line.title, &about, &more]);
    }
    for cast in &book.actors {
        let name = book.name_of(cast.id).text;
        let more = cast.actor.aliases.join(" ");
        row([&address::actor(cast.id), &name, book.say.actor_kind(cast.actor.kind), &more]);
    }
    for shelf in &book.sources {
        // Isolated: a publisher in another script must not turn the date around.
        let publisher = shelf.source.publisher.iter().filter(|text| !text.is_empty());
        let mut about: Vec<String> =
            publisher.map(|text| format!("\u{2068}{text}\u{2069}")).collect();
        about.extend((!shelf.published.is_empty()).then(|| shelf.published.clone()));
        let title = named(&shelf.source.title, shelf.id);
        let author = shelf.source.author.as_deref().unwrap_or_default();
        row([&address::source(shelf.id), title, &about.join(&book.say.comma), author]);
    }
    for spot in &book.places {
        row([&address::place(&spot.slug, 0), spot.name, &book.say.place, ""]);
    }
    out.push_str("]);\n");
    out
}
