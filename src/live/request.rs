//! Bytes from a socket → what is asked, or why it is not answered.
//!
//! `httparse` reads the head. Beyond it: one Host, of this machine, with our port (a page
//! elsewhere can make its own name point here, and would then be let in); no body; GET and HEAD.

use core::net::{IpAddr, SocketAddr};

use super::answer::Status;

/// The longest head, in bytes.
pub(crate) const LONGEST_HEAD: usize = 8 << 10;
/// The most header lines.
const MOST_HEADERS: usize = 64;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Request {
    /// Only the head of the answer is wanted.
    pub(crate) head_only: bool,
    /// From `/` on, without the query; as sent, nothing decoded.
    pub(crate) path: String,
    /// Behind the `?`.
    pub(crate) query: String,
    /// Whether the connection stays open for more.
    pub(crate) keep: bool,
    /// The page that asks is one of ours, or it is no page.
    pub(crate) own: bool,
}

/// What the bytes so far are.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    /// The beginning of a head.
    More,
    /// A request, and how many bytes it took.
    Request(Request, usize),
    /// Nothing that is answered; the connection is closed.
    Refused(Status),
}

/// The names under which this server is known.
#[derive(Debug, Clone)]
pub(crate) struct Hosts {
    names: Vec<String>,
    port: u16,
}

impl Hosts {
    /// The names of this machine, the address listened on, and what else was allowed.
    pub(crate) fn new(address: SocketAddr, allowed: &[String]) -> Self {
        let mut names = vec!["localhost".to_owned(), "127.0.0.1".to_owned(), "[::1]".to_owned()];
        match address.ip() {
            IpAddr::V4(ip) if !ip.is_unspecified() => names.push(ip.to_string()),
            IpAddr::V6(ip) if !ip.is_unspecified() => names.push(format!("[{ip}]")),
            _ => {}
        }
        names.extend(allowed.iter().map(|name| name.to_ascii_lowercase()));
        Self { names, port: address.port() }
    }

    /// Whether a Host header means us.
    pub(crate) fn know(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let colon = host.rfind(':').filter(|&at| !host[at..].contains(']'));
        let (name, port) = match colon {
            Some(at) => (&host[..at], &host[at + 1..]),
            None => (host.as_str(), "80"),
        };
        port == self.port.to_string() && self.names.iter().any(|known| known == name)
    }
}

/// Reads a request from the bytes that have come so far.
pub(crate) fn hear(bytes: &[u8], hosts: &Hosts) -> Heard {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut head = httparse::Request::new(&mut headers);
    let length = match head.parse(bytes) {
        Ok(httparse::Status::Complete(length)) if length <= LONGEST_HEAD => length,
        Ok(httparse::Status::Partial) if bytes.len() < LONGEST_HEAD => return Heard::More,
        Ok(_) | Err(httparse::Error::TooManyHeaders) => {
            return Heard::Refused(Status::HeadTooLarge);
        }
        Err(httparse::Error::Version) => return Heard::Refused(Status::Version),
        Err(_) => return Heard::Refused(Status::BadRequest),
    };
    match judge(&head, hosts) {
        Ok(request) => Heard::Request(request, length),
        Err(status) => Heard::Refused(status),
    }
}

fn judge(head: &httparse::Request<'_, '_>, hosts: &Hosts) -> Result<Request, Status> {
    let all = |name: &str| {
        let name = name.to_owned();
        let named = move |header: &&httparse::Header<'_>| header.name.eq_ignore_ascii_case(&name);
        head.headers.iter().filter(named).map(|header| header.value.trim_ascii())
    };
    let text = |name: &str| all(name).next().and_then(|value| std::str::from_utf8(value).ok());
    match (all("host").count(), text("host")) {
        (1, Some(host)) if hosts.know(host) => {}
        (1, _) => return Err(Status::Misdirected),
        _ => return Err(Status::BadRequest),
    }
    if all("transfer-encoding").next().is_some()
        || all("content-length")
            .any(|length| length.is_empty() || length.iter().any(|&b| b != b'0'))
    {
        return Err(Status::BodyTooLarge);
    }
    let head_only = match head.method {
        Some("GET") => false,
        Some("HEAD") => true,
        _ => return Err(Status::MethodNotAllowed),
    };
    let target = head.path.filter(|path| path.starts_with('/')).ok_or(Status::BadRequest)?;
    let (path, query) = target.split_once('?').unwrap_or((target, ""));

    let site = text("sec-fetch-site");
    let elsewhere = matches!(site, Some(site) if site != "same-origin" && site != "none");
    let origin = text("origin").or(all("origin").next().map(|_| "null"));
    let own_origin =
        |origin: &str| origin.strip_prefix("http://").is_some_and(|host| hosts.know(host));
    // A link elsewhere may lead here; nothing elsewhere may show or read what is here.
    if elsewhere && text("sec-fetch-mode") != Some("navigate") {
        return Err(Status::Forbidden);
    }
    let closes = text("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"));
    Ok(Request {
        head_only,
        path: path.to_owned(),
        query: query.to_owned(),
        keep: head.version == Some(1) && !closes,
        own: !elsewhere && origin.is_none_or(own_origin),
    })
}

impl Request {
    /// A value of the query, as sent.
    pub(crate) fn asked(&self, name: &str) -> Option<&str> {
        self.query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts() -> Hosts {
        Hosts::new("127.0.0.1:4000".parse().unwrap(), &["desk.example".to_owned()])
    }

    fn heard(text: &str) -> Heard {
        hear(text.as_bytes(), &hosts())
    }

    #[test]
    fn only_names_of_this_machine_with_our_port_are_known() {
        for (host, known) in [
            ("127.0.0.1:4000", true),
            ("localhost:4000", true),
            ("LocalHost:4000", true),
            ("[::1]:4000", true),
            ("desk.example:4000", true),
            ("localhost", false), // port 80
            ("localhost:4001", false),
            ("localhost:04000", false),
            ("127.0.0.1", false),
            ("127.0.0.2:4000", false),
            ("evil.example:4000", false),
            ("localhost.evil.example:4000", false),
            ("evil.example:4000@localhost:4000", false),
            ("[::1]", false),
            ("::1:4000", false),
            ("", false),
            (":4000", false),
        ] {
            assert_eq!(hosts().know(host), known, "{host}");
        }
    }

    #[test]
    fn a_request_is_its_path_and_whether_more_follows() {
        let text = "GET /a/b?x=1&token=t HTTP/1.1\r\nHost: localhost:4000\r\n\r\nGET /";
        let Heard::Request(request, length) = heard(text) else { panic!("{:?}", heard(text)) };
        assert_eq!((request.path.as_str(), request.asked("token")), ("/a/b", Some("t")));
        assert_eq!((request.asked("to"), length), (None, text.len() - 5));
        assert!(request.keep && request.own && !request.head_only);
        for (more, keep, own) in [
            ("Connection: close", false, true),
            ("Sec-Fetch-Site: none", true, true),
            ("Sec-Fetch-Site: same-origin\r\nOrigin: http://localhost:4000", true, true),
            ("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate", true, false),
            ("Origin: http://evil.example", true, false),
            ("Origin: null", true, false),
            ("Origin: https://localhost:4000", true, false),
        ] {
            let text = format!("GET / HTTP/1.1\r\nHost: localhost:4000\r\n{more}\r\n\r\n");
            let Heard::Request(request, _) = heard(&text) else { panic!("{more}") };
            assert_eq!((request.keep, request.own), (keep, own), "{more}");
        }
    }

    #[test]
    fn any_bytes_are_heard() {
        let pieces: Vec<&[u8]> = vec![
            b"GET",
            b" ",
            b"/",
            b"HTTP/1.1",
            b"\r\n",
            b"\n",
            b"Host:",
            b"localhost:4000",
            b"Content-Length:",
            b"0",
            b"\0",
            b"\xff",
            b"?",
            b"\t",
            b"Origin: null",
            b": ",
            b"%",
            b"HEAD / HTTP/1.1\r\n",
        ];
        let drawn = proptest::collection::vec(proptest::sample::select(pieces), 0..24);
        let algorithm = proptest::test_runner::RngAlgorithm::ChaCha;
        let rng = proptest::test_runner::TestRng::deterministic_rng(algorithm);
        let config = proptest::test_runner::Config {
            cases: 5_000,
            failure_persistence: None,
            ..proptest::test_runner::Config::default()
        };
        let outcome =
            proptest::test_runner::TestRunner::new_with_rng(config, rng).run(&drawn, |drawn| {
                let bytes = drawn.concat();
                match hear(&bytes, &hosts()) {
                    Heard::Request(request, length) => {
                        proptest::prop_assert!(
                            length <= bytes.len() && request.path.starts_with('/')
                        );
                        // What comes behind changes nothing.
                        let longer = [&bytes[..], b"GET /x"].concat();
                        proptest::prop_assert_eq!(
                            hear(&longer, &hosts()),
                            Heard::Request(request, length)
                        );
                    }
                    Heard::More | Heard::Refused(_) => {}
                }
                Ok(())
            });
        assert!(outcome.is_ok(), "{outcome:?}");
    }

    #[test]
    fn what_is_not_answered_says_why() {
        let host = "Host: localhost:4000\r\n";
        let long = "x".repeat(LONGEST_HEAD);
        for (text, status) in [
            (
                format!("GET / HTTP/1.1\r\n{host}Content-Length: 5\r\n\r\nhello"),
                Status::BodyTooLarge,
            ),
            (
                format!("GET / HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\r\n"),
                Status::BodyTooLarge,
            ),
            (format!("POST / HTTP/1.1\r\n{host}\r\n"), Status::MethodNotAllowed),
            (format!("OPTIONS / HTTP/1.1\r\n{host}\r\n"), Status::MethodNotAllowed),
            (format!("get / HTTP/1.1\r\n{host}\r\n"), Status::MethodNotAllowed),
            (format!("GET http://localhost:4000/ HTTP/1.1\r\n{host}\r\n"), Status::BadRequest),
            (format!("GET * HTTP/1.1\r\n{host}\r\n"), Status::BadRequest),
            ("GET / HTTP/1.1\r\n\r\n".to_owned(), Status::BadRequest),
            (format!("GET / HTTP/1.1\r\n{host}{host}\r\n"), Status::BadRequest),
            ("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n".to_owned(), Status::Misdirected),
            ("GET / HTTP/1.1\r\nHost: \u{e9}\r\n\r\n".to_owned(), Status::Misdirected),
            (format!("GET / HTTP/2.0\r\n{host}\r\n"), Status::Version),
            ("\u{16}\u{3}\u{1}".to_owned(), Status::BadRequest),
            (format!("GET / HTTP/1.1\r\n{host}X: {long}\r\n\r\n"), Status::HeadTooLarge),
            (format!("GET /{long}"), Status::HeadTooLarge),
            (
                format!("GET / HTTP/1.1\r\n{host}{}\r\n", "A: b\r\n".repeat(70)),
                Status::HeadTooLarge,
            ),
            (
                format!(
                    "GET / HTTP/1.1\r\n{host}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: cors\r\n\r\n"
                ),
                Status::Forbidden,
            ),
        ] {
            let shown: String = text.chars().take(60).collect();
            assert_eq!(heard(&text), Heard::Refused(status), "{shown:?}");
        }
        assert_eq!(heard("GET / HTTP/1.1\r\nHost: loc"), Heard::More);
    }
}
