//! Addresses: only what leads to a page on the web, and shows where it leads.

use fluent_uri::Iri;

use crate::diagnostic::{Code, Diagnostic};
use crate::timeline::{self, Document, Edit, Route, Timeline, Value};

pub(super) fn check(document: &Document, timeline: &Timeline) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (id, source) in &timeline.sources {
        let Some(url) = &source.url else { continue };
        let Some((why, help)) = why_bad(url) else { continue };
        let route = Route::new().key("sources").key(id.as_str()).key("url");
        let fix = meant(url).and_then(|better| {
            let edit = Edit::Set { route: route.clone(), value: Value::Text(better.clone()) };
            timeline::fix(document, format!("write `{better}`"), &[edit])
        });
        found.push(
            Diagnostic::new(Code::BadUrl, format!("`{url}` is no web address"))
                .label(document.find(&route), why)
                .help(help)
                .fixes(fix),
        );
    }
    found
}

/// The address with what is missing in front, where it is one then.
fn meant(url: &str) -> Option<String> {
    let rest = url.trim().trim_start_matches("https:").trim_start_matches("http:");
    let better = format!("https://{}", rest.trim_start_matches('/'));
    let host = better.split('/').nth(2).unwrap_or("");
    (host.contains('.') && !rest.contains(':') && why_bad(&better).is_none()).then_some(better)
}

/// Why a text is no web address, and what to do; `None` where it is one.
///
/// An address is an `http` or `https` IRI (RFC 3987) with a host and without a user's name, which
/// would hide the host behind an `@`.
fn why_bad(url: &str) -> Option<(String, &'static str)> {
    let whole = "write the whole address, with `https://`";
    if url.trim().is_empty() {
        return Some(("it is empty".to_owned(), "write the address, or drop `url`"));
    }
    if url.chars().any(|c| c.is_whitespace() || crate::diagnostic::visible::is_hidden(c)) {
        return Some(("it holds blanks or hidden characters".to_owned(), "remove them"));
    }
    let Ok(iri) = Iri::parse(url) else {
        let why = if url.starts_with("//") || !url.contains("://") {
            "it has no `https://` in front"
        } else {
            "it holds characters that no address has"
        };
        return Some((why.to_owned(), whole));
    };
    let scheme = iri.scheme().as_str();
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return Some(("only `http` and `https` lead to a page".to_owned(), whole));
    }
    match iri.authority() {
        Some(authority) if authority.userinfo().is_some() => {
            Some(("the true host stands behind the `@`".to_owned(), "drop what is before the `@`"))
        }
        Some(authority) if !authority.host().is_empty() => None,
        _ => Some(("it names no host".to_owned(), whole)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_http_or_https_with_a_host() {
        for url in [
            "https://example.org/a?b=c#d",
            "HTTP://EXAMPLE.ORG",
            "https://ru.wikipedia.org/wiki/Стамбул",
            "http://127.0.0.1:8080/",
            "https://[2001:db8::1]/",
        ] {
            assert_eq!(why_bad(url), None, "{url}");
        }
        for url in [
            "",
            " ",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "data:text/html,<script>",
            "vbscript:x",
            "file:///etc/passwd",
            "ftp://example.org/",
            "mailto:a@example.org",
            "//example.org/x",
            "/x",
            "example.org",
            "https:example.org",
            "https://",
            "https:///x",
            "https://example.org@evil.example/",
            "http://a b/",
            "https://example.org/\u{202e}gpj",
            "https://example.org/\"onclick=x",
            "\u{1}https://a.b",
            "https://example.org/<script>",
            "https\u{200b}://example.org",
        ] {
            assert!(why_bad(url).is_some(), "{url:?}");
        }
    }
}
