//! What the sources of a timeline changed, the newest first, and the feeds that tell it: Atom (RFC
//! 4287) and JSON Feed 1.1.
//!
//! No clock is asked: an entry has the moment at which a version was seen, or the day on which a
//! source came out. What has neither stands on the page, and not in the feeds.

use std::fmt::Write as _;

use super::book::{Book, Rank, Shelf};
use super::language::fill;
use super::linked::quote;
use super::settings::Settings;
use super::view::{named, title};
use super::{Revision, address};

/// The most entries of a feed.
const MOST: usize = 50;

/// A source that came, or a new version of one.
pub(crate) struct Entry<'b> {
    pub(crate) shelf: &'b Shelf<'b>,
    /// The moment, as files have it; empty where nobody says.
    pub(crate) when: &'b str,
    /// The version that came, counted from 1, and what it changed; nothing for a new source.
    pub(crate) step: Option<(usize, &'b Revision)>,
}

/// Everything that came, the newest first.
pub(crate) fn entries<'b>(book: &'b Book<'b>) -> Vec<Entry<'b>> {
    let mut entries = Vec::new();
    for shelf in &book.sources {
        let seen = shelf.source.versions.first().and_then(|version| version.seen.as_deref());
        let published = shelf.source.published.as_ref().map(|date| date.written.as_str());
        let when = seen.or(published).unwrap_or_default();
        entries.push(Entry { shelf, when, step: None });
        for (i, revision) in shelf.revisions.iter().enumerate() {
            entries.push(Entry { shelf, when: &revision.new, step: Some((i + 2, revision)) });
        }
    }
    // Stable: what has the same moment stays in the order of the file. What has none is last.
    entries.sort_by_key(|one| std::cmp::Reverse(stamp(one.when)));
    entries
}

impl Entry<'_> {
    /// The events that it tells, or tells otherwise.
    pub(crate) fn events(&self, book: &Book<'_>) -> Vec<Rank> {
        match self.step {
            None => self.shelf.events.clone(),
            Some((_, revision)) => {
                let touched = revision.touched.iter().filter_map(|one| one.event.as_ref());
                let mut ranks: Vec<Rank> = touched.filter_map(|id| book.rank(id)).collect();
                ranks.dedup();
                ranks
            }
        }
    }

    /// Where to read it, from the timeline's folder.
    pub(crate) fn href(&self) -> String {
        match self.step {
            None => address::source(self.shelf.id),
            Some(_) => address::changes(self.shelf.id),
        }
    }

    /// "New source: Ports open again".
    pub(crate) fn said(&self, book: &Book<'_>) -> String {
        let what = match self.step {
            None => &book.say.new_source,
            Some(_) => &book.say.new_version,
        };
        format!("{what}: {}", named(&self.shelf.source.title, self.shelf.id))
    }

    fn name(&self, book: &Book<'_>, settings: &Settings) -> String {
        let version = self.step.map_or(1, |(version, _)| version);
        let name = settings.name(&format!("{}/source/{}", book.name, self.shelf.id));
        format!("{name}{}v{version}", if settings.url.is_some() { "#" } else { ":" })
    }

    /// What it tells, in a paragraph.
    fn summary(&self, book: &Book<'_>) -> String {
        let ranks = self.events(book);
        let titles: Vec<&str> = ranks.iter().map(|&rank| title(&book.events[rank])).collect();
        let count = book.say.count(&book.say.n_events, ranks.len());
        match titles.as_slice() {
            [] => count,
            titles => format!("{count}: {}", titles.join("; ")),
        }
    }
}

/// A moment of a file as RFC 3339 wants it; `None` where it is none.
fn stamp(written: &str) -> Option<String> {
    let (date, time) = written.split_once('T').unwrap_or((written, ""));
    let day: crate::calendar::NaiveDate = date.parse().ok()?;
    if !(0..=9999).contains(&chrono::Datelike::year(&day)) {
        return None;
    }
    let digits = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    let clock = time.get(..5).filter(|clock| {
        clock.split_once(':').is_some_and(|(h, m)| digits(h) && digits(m) && h < "24" && m < "60")
    });
    let Some(clock) = clock else { return Some(format!("{day}T00:00:00Z")) };
    let zone = &time[5..];
    let zone = zone.trim_start_matches(|c: char| c == ':' || c == '.' || c.is_ascii_digit());
    let good = zone.strip_prefix(['+', '-']).and_then(|zone| zone.split_once(':'));
    let zone = match good {
        Some((h, m)) if digits(h) && digits(m) && h < "24" && m < "60" => zone,
        _ => "Z",
    };
    Some(format!("{day}T{clock}:00{zone}"))
}

fn xml(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

/// The moment before which nothing is: that of a feed without entries.
const NEVER: &str = "1970-01-01T00:00:00Z";

/// The feed as Atom.
pub(crate) fn atom(book: &Book<'_>, settings: &Settings) -> String {
    let entries = entries(book);
    let dated: Vec<(&Entry<'_>, String)> =
        entries.iter().filter_map(|one| Some((one, stamp(one.when)?))).take(MOST).collect();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let _ = writeln!(
        out,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">",
        book.say.code
    );
    let element = |out: &mut String, name: &str, text: &str| {
        let _ = write!(out, "<{name}>");
        xml(out, text);
        let _ = writeln!(out, "</{name}>");
    };
    let link = |out: &mut String, rel: &str, path: &str| {
        let _ = write!(out, "<link rel=\"{rel}\" href=\"");
        xml(out, &absolute(book, settings, path));
        out.push_str("\"/>\n");
    };
    element(&mut out, "id", &settings.name(&format!("{}/atom.xml", book.name)));
    element(&mut out, "title", &format!("{}: {}", book.title(), book.say.changes));
    element(&mut out, "updated", dated.first().map_or(NEVER, |(_, when)| when));
    out.push_str("<author>");
    element(&mut out, "name", book.title());
    out.push_str("</author>\n");
    link(&mut out, "self", "atom.xml");
    link(&mut out, "alternate", "changes/index.html");
    for (entry, when) in &dated {
        out.push_str("<entry>\n");
        element(&mut out, "id", &entry.name(book, settings));
        element(&mut out, "title", &entry.said(book));
        element(&mut out, "updated", when);
        link(&mut out, "alternate", &entry.href());
        element(&mut out, "summary", &entry.summary(book));
        out.push_str("</entry>\n");
    }
    out.push_str("</feed>\n");
    out
}

/// The feed as JSON Feed.
pub(crate) fn json(book: &Book<'_>, settings: &Settings) -> String {
    let entries = entries(book);
    let mut out = String::from("{\"version\":\"https://jsonfeed.org/version/1.1\"");
    let field = |out: &mut String, key: &str, text: &str| {
        let _ = write!(out, ",\"{key}\":");
        quote(out, text);
    };
    field(&mut out, "title", &format!("{}: {}", book.title(), book.say.changes));
    field(&mut out, "language", &book.say.code);
    field(&mut out, "home_page_url", &absolute(book, settings, "changes/index.html"));
    field(&mut out, "feed_url", &absolute(book, settings, "feed.json"));
    out.push_str(",\"items\":[");
    let dated = entries.iter().filter_map(|one| Some((one, stamp(one.when)?))).take(MOST);
    for (i, (entry, when)) in dated.enumerate() {
        out.push_str(if i > 0 { ",\n{\"id\":" } else { "\n{\"id\":" });
        quote(&mut out, &entry.name(book, settings));
        field(&mut out, "title", &entry.said(book));
        field(&mut out, "url", &absolute(book, settings, &entry.href()));
        field(&mut out, "date_modified", &when);
        field(&mut out, "content_text", &entry.summary(book));
        out.push('}');
    }
    out.push_str("\n]}\n");
    out
}

/// The address of a page of a timeline: whole where it is known, else from the feed.
fn absolute(book: &Book<'_>, settings: &Settings, path: &str) -> String {
    match settings.url {
        Some(_) => settings.canonical(&format!("{}/{path}", book.name)),
        None => path.to_owned(),
    }
}

/// "12 May 2025, 06:10 UTC · version 2".
pub(crate) fn told(book: &Book<'_>, entry: &Entry<'_>) -> String {
    let mut said = Vec::new();
    if !entry.when.is_empty() {
        said.push(book.say.moment(entry.when));
    }
    if let Some((version, revision)) = entry.step {
        said.push(fill(&book.say.version_n, &[("n", &version.to_string())]));
        let is_change = |p: &&super::Paragraph| !matches!(p.as_slice(), [super::Piece::Kept(_)]);
        let changed = revision.paragraphs.iter().filter(is_change).count();
        said.push(book.say.count(&book.say.n_changed, changed));
    }
    said.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_becomes_one_that_feeds_can_hold() {
        for (written, expected) in [
            ("2025-05-12T06:10Z", Some("2025-05-12T06:10:00Z")),
            ("2025-05-12T06:10:33+03:00", Some("2025-05-12T06:10:00+03:00")),
            ("2025-05-12", Some("2025-05-12T00:00:00Z")),
            ("2025-05-12T99:10", Some("2025-05-12T00:00:00Z")),
            ("2025-05-12Té", Some("2025-05-12T00:00:00Z")),
            ("yesterday", None),
            ("", None),
        ] {
            assert_eq!(stamp(written).as_deref(), expected, "{written}");
        }
    }
}
