//! What goes back: a status line, headers that keep it here, and the body.

use std::fmt::Write as _;

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// 200
    Fine,
    /// 301
    Moved,
    /// 400
    BadRequest,
    /// 403
    Forbidden,
    /// 404
    NotFound,
    /// 405
    MethodNotAllowed,
    /// 408
    Timeout,
    /// 413
    BodyTooLarge,
    /// 421: asked under a name that is not ours
    Misdirected,
    /// 431
    HeadTooLarge,
    /// 503
    Busy,
    /// 505
    Version,
}

impl Status {
    /// The number and the words of the status line.
    pub(crate) const fn line(self) -> &'static str {
        match self {
            Self::Fine => "200 OK",
            Self::Moved => "301 Moved Permanently",
            Self::BadRequest => "400 Bad Request",
            Self::Forbidden => "403 Forbidden",
            Self::NotFound => "404 Not Found",
            Self::MethodNotAllowed => "405 Method Not Allowed",
            Self::Timeout => "408 Request Timeout",
            Self::BodyTooLarge => "413 Content Too Large",
            Self::Misdirected => "421 Misdirected Request",
            Self::HeadTooLarge => "431 Request Header Fields Too Large",
            Self::Busy => "503 Service Unavailable",
            Self::Version => "505 HTTP Version Not Supported",
        }
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    /// How it ended.
    pub(crate) status: Status,
    /// What the body is; `None` where there is none.
    pub(crate) kind: Option<&'static str>,
    /// The policy that a browser holds a page to.
    pub(crate) policy: String,
    /// Where it is instead: a path of ours.
    pub(crate) location: Option<String>,
    /// What was asked for.
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// A body of a kind.
    pub(crate) fn new(status: Status, kind: &'static str, body: Vec<u8>) -> Self {
        let policy = "default-src 'none'; frame-ancestors 'none'".to_owned();
        Self { status, kind: Some(kind), policy, location: None, body }
    }

    /// A refusal, in its own words.
    pub(crate) fn refusal(status: Status) -> Self {
        Self::new(status, TEXT, format!("{}\n", status.line()).into_bytes())
    }

    /// The way to a path of ours.
    pub(crate) fn moved(location: String) -> Self {
        Self { location: Some(location), ..Self::refusal(Status::Moved) }
    }

    /// The bytes of it; with `head_only` without the body, which its length still tells.
    pub(crate) fn bytes(&self, head_only: bool, keep: bool) -> Vec<u8> {
        let mut head = self.head();
        let _ = write!(head, "Content-Length: {}\r\n", self.body.len());
        head.push_str(if keep {
            "Connection: keep-alive\r\n\r\n"
        } else {
            "Connection: close\r\n\r\n"
        });
        let mut bytes = head.into_bytes();
        if !head_only {
            bytes.extend_from_slice(&self.body);
        }
        bytes
    }

    /// The head of a stream of events, which ends when the connection does.
    pub(crate) fn stream() -> Vec<u8> {
        let mut head = Self::new(Status::Fine, "text/event-stream", Vec::new()).head();
        head.push_str("Connection: close\r\n\r\n");
        head.into_bytes()
    }

    fn head(&self) -> String {
        let mut head = format!("HTTP/1.1 {}\r\n", self.status.line());
        if let Some(kind) = self.kind {
            let _ = write!(head, "Content-Type: {kind}\r\n");
        }
        if let Some(location) = &self.location {
            let _ = write!(head, "Location: {location}\r\n");
        }
        if self.status == Status::MethodNotAllowed {
            head.push_str("Allow: GET, HEAD\r\n");
        }
        let _ = write!(head, "Content-Security-Policy: {}\r\n", self.policy);
        // No CORS header: what stands here is for pages from here.
        head.push_str(
            "Cache-Control: no-store\r\n\
             X-Content-Type-Options: nosniff\r\n\
             Cross-Origin-Resource-Policy: same-origin\r\n\
             Referrer-Policy: no-referrer\r\n",
        );
        head
    }
}

/// Plain text.
pub(crate) const TEXT: &str = "text/plain; charset=utf-8";
/// A page.
pub(crate) const HTML: &str = "text/html; charset=utf-8";

/// What a file of a site is, by its ending.
pub(crate) fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" | "jsonld" => "application/json; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "ics" => "text/calendar; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "atom" | "xml" | "graphml" | "gexf" => "application/xml; charset=utf-8",
        "yaml" | "txt" | "dot" | "md" => TEXT,
        _ => "application/octet-stream",
    }
}
