//! Where pages lie and how links are written.
//!
//! Every path is made of fixed words and valid ids, so nothing that a file says can lead out of
//! the site. Links end in `index.html`: the site works from a folder, where nobody serves one.

use crate::timeline::Id;

/// Names that no timeline may have, since pages of the site itself lie there.
pub const RESERVED: [&str; 2] = ["about", "problems"];

/// The page of an event, from its timeline's folder.
pub(crate) fn event(id: &Id) -> String {
    below("e/", id)
}

/// The page of an actor, from its timeline's folder.
pub(crate) fn actor(id: &Id) -> String {
    below("actor/", id)
}

/// The page of a source, from its timeline's folder.
pub(crate) fn source(id: &Id) -> String {
    below("source/", id)
}

/// A part of the page of a source, from its timeline's folder; parts count from 0.
pub(crate) fn source_part(id: &Id, part: usize) -> String {
    match part {
        0 => source(id),
        part => format!("source/{id}/{}/index.html", part + 1),
    }
}

/// A part of the page of a type of events, from its timeline's folder.
pub(crate) fn kind(kind: crate::vocabulary::EventType, part: usize) -> String {
    numbered("type", kind.name(), part)
}

/// A part of the page of a place, by its slug, from its timeline's folder.
pub(crate) fn place(slug: &str, part: usize) -> String {
    numbered("place", slug, part)
}

/// A part of a page that has parts of its own, from its timeline's folder.
pub(crate) fn part(folder: &str, part: usize) -> String {
    match part {
        0 => format!("{folder}/index.html"),
        part => format!("{folder}/{}/index.html", part + 1),
    }
}

fn numbered(folder: &str, name: &str, part: usize) -> String {
    self::part(&format!("{folder}/{name}"), part)
}

/// The changes between the versions of a source, from its timeline's folder.
pub(crate) fn changes(id: &Id) -> String {
    debug_assert!(id.is_valid());
    format!("source/{id}/changes/index.html")
}

fn below(folder: &str, id: &Id) -> String {
    debug_assert!(id.is_valid(), "{id:?} must not become a path");
    let mut path = String::with_capacity(folder.len() + id.as_str().len() + 11);
    path.push_str(folder);
    path.push_str(id.as_str());
    path.push_str("/index.html");
    path
}

/// An address on the web that may be linked: http or https with a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Web<'a>(&'a str);

/// An address as one that may be linked.
///
/// Anything else (`javascript:`, `data:`, `//host`) is printed as text and not linked.
pub(crate) fn web(url: &str) -> Option<Web<'_>> {
    let parsed = fluent_uri::Iri::parse(url).ok()?;
    let scheme = parsed.scheme().as_str();
    let good = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let host = parsed.authority().is_some_and(|authority| !authority.host().is_empty());
    (good && host).then_some(Web(url))
}

impl<'a> Web<'a> {
    pub(crate) fn as_str(self) -> &'a str {
        self.0
    }

    /// The link that opens an article at a passage (a text fragment of the URL).
    ///
    /// A quote over 300 bytes, or over several lines, is named by its first and last words, since
    /// a fragment must lie within one block of the page on either side; without any words the link
    /// opens the article. Source: WICG, "URL Fragment Text Directives".
    pub(crate) fn passage(self, prefix: Option<&str>, quote: &str, suffix: Option<&str>) -> String {
        let Self(url) = self;
        let quote = quote.trim();
        if quote.is_empty() {
            return url.to_owned();
        }
        let mut link = String::with_capacity(url.len() + quote.len() * 3 / 2 + 24);
        link.push_str(url);
        link.push_str(if url.contains('#') { ":~:text=" } else { "#:~:text=" });
        if let Some(prefix) = last_line(prefix) {
            encode(&mut link, prefix);
            link.push_str("-,");
        }
        if quote.len() > 300 || quote.contains('\n') {
            let first = quote.lines().next().unwrap_or(quote);
            let last = quote.lines().next_back().unwrap_or(quote);
            encode(&mut link, words(first, 6, Side::Start));
            link.push(',');
            encode(&mut link, words(last, 6, Side::End));
        } else {
            encode(&mut link, quote);
        }
        if let Some(suffix) = first_line(suffix) {
            link.push_str(",-");
            encode(&mut link, suffix);
        }
        link
    }
}

fn last_line(text: Option<&str>) -> Option<&str> {
    text?.lines().next_back().map(str::trim).filter(|line| !line.is_empty())
}

fn first_line(text: Option<&str>) -> Option<&str> {
    text?.lines().next().map(str::trim).filter(|line| !line.is_empty())
}

#[derive(Clone, Copy)]
enum Side {
    Start,
    End,
}

/// The first or last `n` words of a text, at most 100 bytes where words are not parted.
fn words(text: &str, n: usize, side: Side) -> &str {
    let text = text.trim();
    match side {
        Side::Start => {
            let end = text.match_indices(' ').nth(n - 1).map_or(text.len(), |(at, _)| at);
            &text[..(0..=end.min(100)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)]
        }
        Side::End => {
            let start = text.rmatch_indices(' ').nth(n - 1).map_or(0, |(at, _)| at + 1);
            let least = start.max(text.len().saturating_sub(100));
            &text[(least..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())..]
        }
    }
}

/// Percent-encodes all but letters, digits, `.`, `_` and `~`: `-` and `,` mean something here.
fn encode(out: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => {
                out.push('%');
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_linked() {
        for (url, linked) in [
            ("https://example.org/a", true),
            ("HTTP://example.org", true),
            ("https://example.org/é", true),
            ("javascript:alert(1)", false),
            ("java\tscript:alert(1)", false),
            (" https://example.org", false),
            ("//example.org/a", false),
            ("data:text/html,x", false),
            ("https:///path", false),
            ("https:example.org", false),
            ("file:///etc/passwd", false),
            ("", false),
        ] {
            assert_eq!(web(url).is_some(), linked, "{url}");
        }
    }

    #[test]
    fn a_passage_is_named_so_that_only_it_is_meant() {
        let url = "https://example.org/a";
        for (prefix, quote, suffix, link) in [
            (None, "in Istanbul", None, "#:~:text=in%20Istanbul"),
            (Some("go, "), "in-depth", None, "#:~:text=go%2C-,in%2Ddepth"),
            (None, "talks", Some(" on Thursday"), "#:~:text=talks,-on%20Thursday"),
            (None, "one two\nthree four", None, "#:~:text=one%20two,three%20four"),
        ] {
            let made = web(url).map(|web| web.passage(prefix, quote, suffix));
            assert_eq!(made.as_deref(), Some(format!("{url}{link}").as_str()), "{quote}");
        }
        assert_eq!(web("javascript:x").map(|web| web.passage(None, "quote", None)), None);
        for (url, quote, link) in [
            ("https://example.org/#top", "x", "https://example.org/#top:~:text=x"),
            ("https://example.org/#top", " ", "https://example.org/#top"),
        ] {
            let made = web(url).map(|web| web.passage(None, quote, None));
            assert_eq!(made.as_deref(), Some(link), "{quote}");
        }
    }
}
