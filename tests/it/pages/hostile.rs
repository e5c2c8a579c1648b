//! What people put into texts to make a page do something: it stays text.

use std::collections::{BTreeMap, BTreeSet};

use demarche::graph::Graph;
use demarche::site::{Edition, Pages, Revision, Settings, Site};
use demarche::timeline::Id;

use super::{Parsed, everything, site_of_everything};

#[test]
fn whatever_a_timeline_says_stays_text() {
    let harmless = site_of_everything("Harmless");
    for payload in payloads() {
        let site = site_of_everything(&payload);
        assert!(paths(&site).eq(&paths(&harmless)), "{payload}: other files");
        for ((path, page), known) in site.iter().zip(harmless.values()) {
            assert_eq!(page.shape(), known.shape(), "{payload}: {path}");
            for link in page.attributes("href") {
                let file = link.split('#').next().unwrap_or_default();
                let ends = ["index.html", "style.css", "atom.xml", "feed.json"];
                let within = ends.iter().any(|end| file.ends_with(end));
                let near =
                    file.is_empty() || (within && !file.contains(':') && !file.starts_with('/'));
                assert!(
                    near || link.starts_with("https://example.org/a"),
                    "{payload}: {path} links to {link}"
                );
            }
        }
    }
}

/// The paths of a site; places have addresses made of what they are called.
fn paths(site: &BTreeMap<String, Parsed>) -> Vec<String> {
    let path = |path: &String| match path.split_once("/place/") {
        Some((before, _)) => format!("{before}/place"),
        None => path.clone(),
    };
    site.keys().map(path).collect()
}

/// What people have put into fields to make a page run it: ways out of a text, an attribute, an
/// element, a comment, a script, a style, JSON, XML and a template, each with things to run.
fn payloads() -> Vec<String> {
    let alone = [
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "\u{1}javascript:alert(1)",
        "vbscript:msgbox(1)",
        "data:text/html,<script>alert(1)</script>",
        "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
        "//example.org/x",
        "\\\\example.org\\x",
        "https:javascript:alert(1)",
        "https://example.org\" onclick=alert(1) x=\"",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;script&#62;alert(1)&#60;/script&#62;",
        "&#x3c;img src=x onerror=alert(1)&#x3e;",
        "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
        "{{ 7 * 7 }}{% include \"x\" %}",
        "${alert(1)}#{alert(1)}<%= alert(1) %>",
        "\u{202e}txet desrever",
        "\u{0}\u{1}\u{1b}[31m\u{7f}\u{85}",
        "a\u{2028}b\u{2029}c",
        "../../../etc/passwd",
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "\u{fe64}script\u{fe65}alert(1)",
        "\u{ff1c}script\u{ff1e}alert(1)\u{ff1c}/script\u{ff1e}",
    ];
    let outs = [
        "",
        "\">",
        "'>",
        "</title>",
        "</style>",
        "</script>",
        "-->",
        "]]>",
        "</textarea>",
        "\"]);",
        "</svg>",
        "</summary>",
    ];
    let runs = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "<base href=https://example.org>",
        "<meta http-equiv=refresh content=0>",
        "<iframe srcdoc='<script>alert(1)</script>'>",
        "<plaintext>",
        "<!--",
    ];
    let attributes =
        ["\" onmouseover=\"alert(1)", "' style='x:expression(1)", "` onfocus=alert(1) autofocus `"];
    let mut all: Vec<String> =
        alone.iter().chain(&attributes).map(|one| (*one).to_owned()).collect();
    for out in outs {
        all.extend(runs.iter().map(|run| format!("{out}{run}")));
    }
    all
}

#[test]
fn there_are_enough_payloads_to_mean_something() {
    let all = payloads();
    let distinct: BTreeSet<&String> = all.iter().collect();
    assert_eq!(distinct.len(), all.len());
    assert!(all.len() >= 120, "{}", all.len());
}

/// What is no page: feeds, index and map stay what they are whatever a timeline says.
#[test]
fn what_other_programs_read_keeps_its_shape() {
    let whole = |said: &str| {
        let timeline = everything(said);
        let graph = Graph::new(&timeline);
        let name = Id::from("sample");
        let mut edition = Edition::new(&name, &graph);
        edition.revisions.insert("post".into(), vec![Revision::default()]);
        let url = Some("https://example.org/".to_owned());
        let settings = Settings { url, ..Settings::default() };
        let editions = [edition];
        let pages = Pages::with(&Site { editions: &editions, problems: &[] }, settings);
        let text = |path: &str| {
            let i = (0..pages.len()).find(|&i| pages.path(i) == path).expect("it is there");
            String::from_utf8(pages.render(i)).expect("UTF-8")
        };
        ["sample/atom.xml", "sitemap.xml", "sample/feed.json", "sample/search.js"].map(text)
    };
    let tags = |xml: &str| -> Vec<String> {
        let tags = xml.split('<').skip(1);
        tags.map(|tag| tag.split(['>', ' ']).next().unwrap_or_default().to_owned()).collect()
    };
    let keys = |json: &str| -> Vec<String> {
        let value: serde_json::Value = serde_json::from_str(json).expect("JSON");
        let items = value["items"].as_array().expect("items").iter();
        items.flat_map(|item| item.as_object().expect("an item").keys().cloned()).collect()
    };
    let [atom, map, feed, search] = whole("2025-05-12");
    for payload in payloads() {
        let payload = format!("2025-05-12{payload}");
        let [one, pages, items, index] = whole(&payload);
        // Feeds hold what has a moment: the harmless text is one, a payload is none.
        let known = tags(&atom);
        assert!(tags(&one).iter().all(|tag| known.contains(tag)), "{payload}: atom");
        assert_eq!(tags(&pages).len(), tags(&map).len(), "{payload}: map");
        let known = keys(&feed);
        assert!(keys(&items).iter().all(|key| known.contains(key)), "{payload}: feed");
        let rows = |js: &str| -> Vec<usize> {
            let json = js.strip_prefix("demarcheIndex(").and_then(|js| js.strip_suffix(");\n"));
            let json = json.expect("one call").replace(",\n]", "]");
            let rows: Vec<Vec<String>> = serde_json::from_str(&json).expect("rows of texts");
            rows.iter().map(Vec::len).collect()
        };
        assert_eq!(rows(&index), rows(&search), "{payload}: search");
        assert!(!index.contains(['<', '\u{2028}']), "{payload}: search");
    }
}
