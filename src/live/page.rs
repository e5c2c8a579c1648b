//! A page of the site as it is served while one works on it.
//!
//! The page itself stays as `build` makes it, but for two things: its policy goes from a `<meta>`
//! to the header and lets in our own script, and a banner tells what does not hold together.

use askama::Template;

/// What does not hold together, on top of the last pages that did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Template)]
#[template(path = "banner.html")]
pub(crate) struct Banner {
    /// What it is about: "2 errors: ...".
    pub(crate) headline: String,
    /// Remarks, the first ones.
    pub(crate) remarks: Vec<Remark>,
    /// How many more there are.
    pub(crate) more: usize,
}

/// A remark on a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Remark {
    /// File, line and column.
    pub(crate) place: String,
    /// `error[date-order]`
    pub(crate) code: String,
    /// What it says.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) help: String,
    /// The line it is about.
    pub(crate) line: String,
}

/// Where the script lies.
pub(crate) const SCRIPT_PATH: &str = "/-/live.js";
/// Where the style of the banner lies.
pub(crate) const STYLE_PATH: &str = "/-/live.css";
/// Where pages hear of changes.
pub(crate) const EVENTS_PATH: &str = "/-/events";
/// Reloads a page when the server says so.
pub(crate) const SCRIPT: &str = include_str!("live.js");
/// How the banner looks.
pub(crate) const STYLE: &str = include_str!("live.css");

/// A page as it is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dressed {
    /// The policy for the header.
    pub(crate) policy: String,
    /// The page.
    pub(crate) body: String,
    /// Says whether a page is still the same: the same mark, the same words.
    pub(crate) mark: String,
}

/// Adds to a page what reloads it, and the banner where there is one.
///
/// - `path`: its path, by which it asks whether it has changed; a path of the site.
/// - `token`: only who was given it hears of changes.
pub(crate) fn dress(html: &str, path: &str, token: &str, banner: Option<&Banner>) -> Dressed {
    let banner = banner.map_or_else(String::new, |banner| {
        banner.render().expect("writing to a string does not fail")
    });
    let mark = format!("{:016x}", fnv(html.bytes().chain(banner.bytes())));
    let (html, policy) = without_policy(html);
    let tags = format!(
        "<link rel=\"stylesheet\" href=\"{STYLE_PATH}\">\n<script src=\"{SCRIPT_PATH}\" defer \
         data-page=\"{path}\" data-mark=\"{mark}\" data-token=\"{token}\"></script>\n"
    );
    let mut body = String::with_capacity(html.len() + tags.len() + banner.len());
    let head = html.find("</head>").unwrap_or(0);
    body.push_str(&html[..head]);
    body.push_str(&tags);
    let rest = &html[head..];
    // Behind the tag that opens the body; a page without one shows it on top.
    let opened =
        rest.find("<body").and_then(|at| Some(at + rest[at..].find('>')? + 1)).unwrap_or(0);
    body.push_str(&rest[..opened]);
    body.push_str(&banner);
    body.push_str(&rest[opened..]);
    Dressed { policy: opened_for_us(&policy), body, mark }
}

/// A page without the policy in its head, and the policy.
fn without_policy(html: &str) -> (String, String) {
    const BEGIN: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
    let found = html.find(BEGIN).and_then(|at| {
        let inside = at + BEGIN.len();
        let end = inside + html[inside..].find("\">")?;
        Some((at, inside, end))
    });
    match found {
        Some((at, inside, end)) => {
            let policy = html[inside..end].replace("&#39;", "'").replace("&#x27;", "'");
            (format!("{}{}", &html[..at], &html[end + 2..]), policy)
        }
        None => (html.to_owned(), "default-src 'none'".to_owned()),
    }
}

/// The policy with our script, our style and our stream of events let in.
fn opened_for_us(policy: &str) -> String {
    let mut rules: Vec<(String, Vec<String>)> = policy
        .split(';')
        .filter_map(|rule| {
            let mut words = rule.split_whitespace().map(str::to_owned);
            Some((words.next()?, words.collect()))
        })
        .collect();
    for what in ["script-src", "style-src", "connect-src"] {
        match rules.iter_mut().find(|(name, _)| name == what) {
            Some((_, from)) => {
                from.retain(|one| one != "'none'");
                if !from.iter().any(|one| one == "'self'") {
                    from.push("'self'".to_owned());
                }
            }
            None => rules.push((what.to_owned(), vec!["'self'".to_owned()])),
        }
    }
    rules.push(("frame-ancestors".to_owned(), vec!["'none'".to_owned()]));
    let rules = rules.into_iter().map(|(name, from)| format!("{name} {}", from.join(" ")));
    rules.collect::<Vec<_>>().join("; ")
}

/// FNV-1a: the same on every machine and in every version, which nothing here depends on for
/// safety.
fn fnv(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The page for what is not there; it reloads, too, once it is.
pub(crate) fn missing() -> &'static str {
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Not found</title>\n\
     </head>\n<body>\n<main>\n<h1>No such page</h1>\n<p><a href=\"/\">All timelines</a></p>\n\
     </main>\n</body>\n</html>\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!DOCTYPE html>\n<html>\n<head>\n<meta http-equiv=\"Content-Security-Policy\" \
        content=\"default-src 'none'; style-src 'self'; base-uri 'none'\">\n<title>x</title>\n</head>\n\
        <body class=\"a\">\n<p>words</p>\n</body>\n</html>\n";

    #[test]
    fn a_page_gets_our_script_and_keeps_its_words() {
        let dressed = dress(PAGE, "/talks/", "t0", None);
        assert!(!dressed.body.contains("http-equiv"), "{}", dressed.body);
        assert!(dressed.body.contains("data-page=\"/talks/\""), "{}", dressed.body);
        assert!(dressed.body.contains("<body class=\"a\">\n<p>words</p>"), "{}", dressed.body);
        assert_eq!(
            dressed.policy,
            "default-src 'none'; style-src 'self'; base-uri 'none'; script-src 'self'; \
             connect-src 'self'; frame-ancestors 'none'"
        );
        // What it is marked by does not depend on who asks.
        assert_eq!(dressed.mark, dress(PAGE, "/other/", "t1", None).mark);
        assert_ne!(dressed.mark, dress(&PAGE.replace("words", "word"), "/talks/", "t0", None).mark);
    }

    #[test]
    fn a_policy_of_the_page_is_only_opened_for_us() {
        let page =
            PAGE.replace("style-src", "script-src 'sha256-x'; connect-src 'none'; style-src");
        let policy = dress(&page, "/", "t", None).policy;
        assert!(policy.contains("script-src 'sha256-x' 'self'; connect-src 'self'"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
    }

    #[test]
    fn a_banner_stands_on_top_and_is_only_text() {
        let remark = Remark { message: "`<script>` & co".to_owned(), ..Remark::default() };
        let banner = Banner { headline: "1 error".to_owned(), remarks: vec![remark], more: 0 };
        let dressed = dress(PAGE, "/", "t", Some(&banner));
        let at = dressed.body.find("1 error").unwrap();
        assert!(at < dressed.body.find("words").unwrap());
        assert!(!dressed.body.contains("`<script>`"), "{}", dressed.body);
        assert_ne!(dressed.mark, dress(PAGE, "/", "t", None).mark);
        for odd in ["", "<body", "words", "<body>", "</head>"] {
            assert!(dress(odd, "/", "t", Some(&banner)).body.contains("1 error"), "{odd}");
        }
    }
}
