//! WARC files: saved pages, each with its address and the moment it was seen (ISO 28500).
//!
//! ```text
//! WARC/1.0 ⏎ WARC-Type: response ⏎ WARC-Target-URI: … ⏎ WARC-Date: … ⏎ Content-Length: n ⏎ ⏎
//! HTTP/1.1 200 OK ⏎ Content-Type: text/html ⏎ ⏎ <html>…
//! ```
//!
//! Only pages that were answered with success are given; requests, metadata, pictures and scripts
//! are not. A record whose length is a lie ends the reading, not the program. A compressed file is
//! unpacked by whoever reads it.

/// No lines before a block are longer, in bytes; beyond that nobody looks for their end, so that
/// the time stays linear.
const LARGEST_HEAD: usize = 64 << 10;

/// A page out of a WARC file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The address it was fetched from.
    pub url: Option<String>,
    /// When it was seen, as written: `2025-05-12T06:10:00Z`.
    pub seen: Option<String>,
    /// The page.
    pub body: Vec<u8>,
}

/// The pages of a WARC file, in its order.
pub fn pages(bytes: &[u8]) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut rest = bytes;
    while let Some(start) = find(rest, b"WARC/") {
        rest = &rest[start..];
        let Some((head, block)) = parted(rest) else { break };
        let head = Head::new(head);
        let length = head.get("content-length").and_then(|length| length.parse::<usize>().ok());
        let Some(length) = length.filter(|length| *length <= block.len()) else { break };
        let (block, after) = block.split_at(length);
        rest = after;
        let body = match head.get("warc-type") {
            Some("response") => answered(block),
            Some("resource") if is_page(head.get("content-type")) => Some(block.to_vec()),
            _ => None,
        };
        pages.extend(body.map(|body| {
            Page {
                url: head
                    .get("warc-target-uri")
                    .map(|url| url.trim_start_matches('<').trim_end_matches('>').to_owned()),
                seen: head.get("warc-date").map(str::to_owned),
                body,
            }
        }));
    }
    pages
}

/// The page of an HTTP answer; `None` where it failed or is no page.
fn answered(block: &[u8]) -> Option<Vec<u8>> {
    let (head, body) = parted(block)?;
    let head = Head::new(head);
    let status = head.first.split_whitespace().nth(1)?;
    if status != "200" || !is_page(head.get("content-type")) {
        return None;
    }
    let chunked =
        head.get("transfer-encoding").is_some_and(|how| how.eq_ignore_ascii_case("chunked"));
    Some(if chunked { unchunked(body).unwrap_or_else(|| body.to_vec()) } else { body.to_vec() })
}

fn is_page(kind: Option<&str>) -> bool {
    kind.is_none_or(|kind| {
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        matches!(kind.as_str(), "text/html" | "application/xhtml+xml" | "text/plain")
    })
}

/// A body in chunks, put together; `None` where it is no such body (some archives unpack it and
/// keep the header).
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = find(body, b"\r\n")?;
        let size = std::str::from_utf8(&body[..end]).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        body = &body[end + 2..];
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(body.get(..size)?);
        body = body.get(size..)?.strip_prefix(b"\r\n")?;
    }
}

/// What stands before and after the first blank line.
fn parted(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let top = &bytes[..bytes.len().min(LARGEST_HEAD)];
    let crlf = find(top, b"\r\n\r\n").map(|at| (at, at + 4));
    let lf = find(top, b"\n\n").map(|at| (at, at + 2));
    let (end, next) = crlf.into_iter().chain(lf).min()?;
    Some((&bytes[..end], &bytes[next..]))
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// The lines before a block.
struct Head {
    first: String,
    fields: Vec<(String, String)>,
}

impl Head {
    fn new(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let mut lines = text.lines();
        let first = lines.next().unwrap_or_default().to_owned();
        let fields = lines.filter_map(|line| line.split_once(':'));
        let fields =
            fields.map(|(key, value)| (key.trim().to_ascii_lowercase(), value.trim().to_owned()));
        Self { first, fields: fields.collect() }
    }

    fn get(&self, key: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == key).map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, block: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <https://example.org/a>\r\n\
             WARC-Date: 2025-05-12T06:10:00Z\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    }

    #[test]
    fn pages_are_found_between_all_else() {
        let html = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Hi</p>";
        let chunks = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\
                      \r\n3\r\n<p>\r\n6;x=y\r\nHi</p>\r\n0\r\n\r\n";
        let gone = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>No</p>";
        let picture = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx";
        let file = [
            record("warcinfo", "software: x"),
            record("request", "GET / HTTP/1.1\r\n\r\n"),
            record("response", html),
            record("response", gone),
            record("response", picture),
            record("response", chunks),
        ];
        let found = pages(file.concat().as_bytes());
        let bodies: Vec<_> = found.iter().map(|page| String::from_utf8_lossy(&page.body)).collect();
        assert_eq!(bodies, ["<p>Hi</p>", "<p>Hi</p>"]);
        assert_eq!(found[0].url.as_deref(), Some("https://example.org/a"));
        assert_eq!(found[0].seen.as_deref(), Some("2025-05-12T06:10:00Z"));
    }

    #[test]
    fn a_length_that_lies_ends_the_reading() {
        for file in [
            "WARC/1.0\r\nContent-Length: 99999999999\r\n\r\nx",
            "WARC/1.0\r\nContent-Length: -1\r\n\r\nx",
            "WARC/1.0\r\n",
            "no such file",
            "",
        ] {
            assert_eq!(pages(file.as_bytes()), [], "{file}");
        }
    }
}
