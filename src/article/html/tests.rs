//! Pages of our own, and pages that nobody should send.

use std::time::{Duration, Instant};

use crate::article::{self, ParagraphKind, PublishedBy};

const LEAD: &str = "Envoys of four states met in Vienna on Monday to talk about the border, the \
                    river and the bridge across it.";
const SECOND: &str = "They agreed to meet again on Friday, a spokeswoman said, and to invite the \
                      two towns on the river.";

/// A page like those of news sites.
fn page() -> String {
    format!(
        r#"<!DOCTYPE html><html><head><meta charset="utf-8">
<title>Envoys meet in Vienna | The Example Post</title>
<meta property="og:title" content="Envoys meet in Vienna">
<meta property="og:site_name" content="The Example Post">
<meta property="article:published_time" content="2025-05-13T01:00:00+02:00">
<link rel="canonical" href="https://example.org/world/envoys">
<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [
  {{"@type": "WebSite", "name": "The Example Post"}},
  {{"@type": ["NewsArticle"], "headline": "Envoys meet in Vienna", "datePublished": "2025-05-12T22:30:00-04:00",
    "author": [{{"@type": "Person", "name": "Jane Doe"}}], "publisher": {{"name": "The Example Post"}}}}]}}</script>
<style>p {{ color: red }}</style></head>
<body><header><h1>The Example Post</h1><nav><ul><li><a href="/">Home</a><li><a href="/world">World</a></ul></nav></header>
<div class="has-sidebar wrapper"><article>
<header><h1>Envoys meet in <em>Vienna</em></h1><p class="byline">By <a href="/jane">Jane Doe</a></p>
<time datetime="2025-05-12">May 12, 2025</time></header>
<figure><img src="a.jpg" alt="flags"><figcaption>Flags of the four states before the talks in Vienna.</figcaption></figure>
<p>{LEAD}</p>
<div class="share-buttons"><a href="x">Share</a> <a href="y">Tweet</a></div>
<p>{SECOND}<p>&ldquo;It was time,&rdquo; she said&nbsp;&mdash; and left.
<h2>What comes next</h2>
<ul><li>The two towns answer by the end of the month.</li><li>The bridge opens.</li></ul>
<p>Also Read: <a href="/z">Ministers gather in Tunis</a></p>
<aside><h3>Related</h3><p>Ministers of eleven states gathered in Tunis on Sunday for talks about fish and nets.</p></aside>
<div class="post-tags"><a href="/t">Vienna</a><a href="/u">Talks</a></div>
</article>
<div class="related"><article><h2>Ministers gather</h2><p>Ministers gathered in Tunis.</p></article></div></div>
<footer><p>© 2025 The Example Post. All rights reserved by The Example Post and its partners.</p></footer>
<script>if (a < b && c > d) {{ document.write("<p>no</p>") }}</script></body></html>"#
    )
}

#[test]
fn a_page_is_read_as_a_reader_sees_it() {
    let article = article::read(page().as_bytes(), None).expect("a page");
    let blocks: Vec<_> = article
        .paragraphs
        .iter()
        .filter(|paragraph| paragraph.kind != ParagraphKind::Boilerplate)
        .map(|paragraph| (paragraph.kind, &article.text[paragraph.span.clone()]))
        .collect();
    let expected = [
        (ParagraphKind::Headline, "Envoys meet in Vienna"),
        (ParagraphKind::Byline, "By Jane Doe"),
        (ParagraphKind::Byline, "May 12, 2025"),
        (ParagraphKind::Caption, "Flags of the four states before the talks in Vienna."),
        (ParagraphKind::Body, LEAD),
        (ParagraphKind::Body, SECOND),
        (ParagraphKind::Body, "“It was time,” she said — and left."),
        (ParagraphKind::Heading, "What comes next"),
        (ParagraphKind::Item, "The two towns answer by the end of the month."),
        (ParagraphKind::Item, "The bridge opens."),
    ];
    assert_eq!(blocks, expected);
    assert_eq!(article.headline.as_deref(), Some("Envoys meet in Vienna"));
    assert_eq!(article.author.as_deref(), Some("Jane Doe"));
    assert_eq!(article.publisher.as_deref(), Some("The Example Post"));
    assert_eq!(article.url.as_deref(), Some("https://example.org/world/envoys"));
}

#[test]
fn the_day_is_taken_where_it_is_surest() {
    let whole = page();
    let without =
        |pieces: &[&str]| pieces.iter().fold(whole.clone(), |page, piece| page.replace(piece, ""));
    let (linked, meta, time) =
        ("datePublished", "article:published_time", "datetime=\"2025-05-12\"");
    for (page, day, by) in [
        (whole.clone(), "2025-05-12", PublishedBy::JsonLd), // as printed: the 13th in Vienna
        (without(&[linked]), "2025-05-13", PublishedBy::Metadata),
        (without(&[linked, meta]), "2025-05-12", PublishedBy::Metadata),
        (without(&[linked, meta, time]), "2025-05-12", PublishedBy::Dateline),
    ] {
        let article = article::read(page.as_bytes(), None).expect("a page");
        let published = article.published.expect("a day");
        assert_eq!((published.day.to_string().as_str(), published.by), (day, by));
    }
    let bare = format!("<p>{LEAD}</p><p>{SECOND}</p>");
    let article = article::read(bare.as_bytes(), Some("https://example.org/2025/05/12/a"));
    let published = article.expect("a page").published.expect("a day");
    assert_eq!(
        (published.day.to_string().as_str(), published.by),
        ("2025-05-12", PublishedBy::Url)
    );
}

#[test]
fn every_way_to_mark_up_the_day_is_read() {
    for (head, above) in [
        (r#"<meta property="article:published_time" content="2025-05-12T06:10:00Z">"#, ""),
        (r#"<meta name="pubdate" content="20250512">"#, ""),
        (r#"<meta name="DC.date.issued" content="2025-05-12">"#, ""),
        (r#"<meta itemprop="datePublished" content="May 12, 2025">"#, ""),
        (r#"<meta name="date" content="Mon, 12 May 2025 06:10:00 GMT">"#, ""),
        (
            r#"<script type="application/ld+json">{"@graph": [{"@type": "WebPage"},
            {"@type": ["NewsArticle"], "datePublished": "2025-05-12T23:10-04:00"}]}</script>"#,
            "",
        ),
        (
            r#"<script type="application/ld+json">{"@type": "BlogPosting", "dateCreated": "2025-05-12"}</script>"#,
            "",
        ),
        (
            "",
            r#"<time class="updated" datetime="2025-05-13">13 May</time><time datetime="2025-05-12">12 May</time>"#,
        ),
        (
            "",
            r#"<time datetime="2025-05-13">now</time><time itemprop="datePublished" datetime="2025-05-12">12 May</time>"#,
        ),
        ("", "<p>Published 12 May 2025</p>"),
        ("", "<p class=byline>By Jane Doe, 12 May 2025</p>"),
        ("", "<span class=date>Monday, 12 May 2025</span>"),
    ] {
        let page = format!(
            "<html><head>{head}</head><body><article><h1>Envoys meet</h1>{above}<p>{LEAD}</p>\
             <p>{SECOND}</p></article></body></html>"
        );
        let published = article::read(page.as_bytes(), None).expect("a page").published;
        let day = published.map(|published| published.day.to_string());
        assert_eq!(day.as_deref(), Some("2025-05-12"), "{head}{above}");
    }
}

#[test]
fn a_page_without_structure_still_has_its_text() {
    for (what, page) in [
        ("paragraphs alone", format!("<p>{LEAD}<p>{SECOND}")),
        ("boxes", format!("<body><div><div>{LEAD}</div><div>{SECOND}</div></div>")),
        ("breaks", format!("<body><div>{LEAD}<br><br>{SECOND}</div>")),
        ("careless class", format!("<body><div class=sidebar><p>{LEAD}</p><p>{SECOND}</p></div>")),
        ("main", format!("<main><section><p>{LEAD}</p></section><p>{SECOND}</p></main>")),
        ("cells", format!("<table><tr><td>{LEAD}<tr><td>{SECOND}</table>")),
    ] {
        let article = article::read(page.as_bytes(), Some("a.html")).expect(what);
        assert!(
            article.text.contains(LEAD) && article.text.contains(SECOND),
            "{what}: {}",
            article.text
        );
    }
}

#[test]
fn a_page_without_words_is_told() {
    for page in ["<html></html>", "<!doctype html><script>var a = 1;</script>", "<p> &nbsp; </p>"] {
        assert_eq!(article::read(page.as_bytes(), None), Err(article::Unreadable::Empty), "{page}");
    }
}

#[test]
fn no_page_takes_more_than_its_length() {
    let shapes: [(&str, &str, &str); 14] = [
        ("boxes in boxes", "<div>", ""),
        ("bold in italics", "<b><i>", ""),
        ("lists in lists", "<ul><li>", ""),
        ("paragraphs left open", "<p>word ", ""),
        ("ends of nothing", "</p></div>", ""),
        ("boxes and ends of nothing", "<div></p>", ""),
        ("attributes", " a=b", "<p"),
        ("angle brackets", "<", ""),
        ("ampersands", "&", "<p>"),
        ("comments left open", "<!--", ""),
        ("tables in cells", "<table><tr><td>", ""),
        ("articles in articles", "<article><p>Some words of it.", ""),
        ("quotes", "<a href=\"", ""),
        ("links", "<a href=x>word</a> ", ""),
    ];
    for (what, piece, before) in shapes {
        let time = |bytes: usize| {
            let page = format!("<!doctype html>{before}{}", piece.repeat(bytes / piece.len()));
            let start = Instant::now();
            let _ = article::read(page.as_bytes(), None);
            start.elapsed()
        };
        let fits = (0..4).any(|_| {
            let (one, two) = (time(100_000), time(200_000));
            two < one * 3 + Duration::from_millis(40)
        });
        assert!(fits, "{what}");
    }
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(
        pieces in "(<(p|div|a|article|main|h1|li|script|/p|/div|/a|time datetime=2025|br|title)>?|[a-zé&;\"' .]{0,9}|&amp;|&#6[0-9];|By |May 1, 2025|\\n\\n|# |\\[|\\]\\(|\\*|_){0,40}",
        name in "(a\\.md|a\\.html|a\\.txt)"
    ) {
        if let Ok(article) = article::read(pieces.as_bytes(), Some(&name)) {
            let mut end = 0;
            for paragraph in &article.paragraphs {
                let words = article.text.get(paragraph.span.clone()).expect("on characters");
                assert!(!words.is_empty() && words.trim() == words && paragraph.span.start >= end);
                end = paragraph.span.end;
            }
        }
    }
}
