//! Markdown → the words that a reader sees.
//!
//! ```text
//! ---                                       the front matter: `key: value`, a line each
//! title: Envoys meet
//! date: 2025-05-12
//! ---
//! # Envoys meet                             a heading; the first one of the first rank is the headline
//! They **met** in [Vienna](https://...).    "They met in Vienna."
//! - One                                     an item
//! ```
//!
//! Code, tables, HTML and pictures are no reporting and are left out. Line by line and mark by
//! mark, without backtracking: time is linear in the text.

use super::{Article, Paragraph, ParagraphKind, Published, PublishedBy, plain, printed};

/// The longest front matter that is looked at, in bytes.
const FRONT_MATTER: usize = 64 << 10;

/// Whether a text is Markdown: by its name, or by its front matter.
pub(super) fn is_markdown(text: &str, name: Option<&str>) -> bool {
    let ending =
        name.and_then(|name| name.rsplit_once('.')).map(|(_, end)| end.to_ascii_lowercase());
    match ending.as_deref() {
        Some("md" | "markdown" | "mdown") => true,
        Some("txt" | "html" | "htm") => false,
        _ => front_matter(text).is_some_and(|(front, _)| front.contains(':')),
    }
}

/// Reads Markdown.
pub(super) fn read(text: &str) -> Article {
    let (front, body) = front_matter(text).unwrap_or(("", text));
    let mut article = Article::default();
    for line in front.lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        // An indented line belongs to something nested, which is nobody's headline.
        if key.starts_with([' ', '\t', '-', '#']) {
            continue;
        }
        let value = unquoted(value);
        if value.is_empty() {
            continue;
        }
        let field = match key.trim().to_ascii_lowercase().as_str() {
            "title" | "headline" => &mut article.headline,
            "author" | "authors" | "byline" => &mut article.author,
            "publisher" | "site" | "source" => &mut article.publisher,
            "url" | "canonical" | "link" | "canonical_url" => &mut article.url,
            "date" | "published" | "publishdate" | "pubdate" => {
                let day = printed::day_of_stamp(&value);
                let published = day.map(|day| Published { day, by: PublishedBy::Metadata });
                article.published = article.published.or(published);
                continue;
            }
            _ => continue,
        };
        field.get_or_insert(value);
    }
    Body::default().read(body, &mut article);
    plain::finish(article)
}

/// What stands between `---` on the first line and the next `---`, and what follows.
fn front_matter(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("---")?;
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'))?;
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if at > FRONT_MATTER {
            return None;
        }
        if matches!(line.trim_end(), "---" | "...") {
            return Some((&rest[..at], &rest[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

/// A plain or quoted scalar of one line, or a list of them in brackets.
fn unquoted(value: &str) -> String {
    let value = value.trim();
    let list = value.strip_prefix('[').and_then(|value| value.strip_suffix(']'));
    if let Some(list) = list {
        return list.split(',').map(unquoted).collect::<Vec<_>>().join(", ");
    }
    let quoted = |mark: char| value.strip_prefix(mark).and_then(|value| value.strip_suffix(mark));
    if let Some(inner) = quoted('"') {
        return inner.replace("\\\"", "\"").replace("\\\\", "\\");
    }
    if let Some(inner) = quoted('\'') {
        return inner.replace("''", "'");
    }
    value.split(" #").next().unwrap_or_default().trim().to_owned()
}

/// The paragraph that is being read.
#[derive(Debug, Default)]
struct Body {
    lines: String,
    kind: Option<ParagraphKind>,
    headline: bool,
    /// The fence that ends a block of code.
    fence: Option<&'static str>,
}

impl Body {
    fn read(mut self, text: &str, article: &mut Article) {
        for line in text.lines() {
            self.line(line, article);
        }
        self.end(article);
    }

    fn line(&mut self, line: &str, article: &mut Article) {
        let trimmed = line.trim();
        let fence = ["```", "~~~"].into_iter().find(|fence| trimmed.starts_with(fence));
        if let Some(open) = self.fence {
            if fence == Some(open) {
                self.fence = None;
            }
            return;
        }
        if fence.is_some() {
            self.end(article);
            self.fence = fence;
            return;
        }
        // A quotation's marks are those of its paragraphs.
        let trimmed = trimmed.trim_start_matches(['>', ' ']);
        let ruled = trimmed.len() >= 3
            && trimmed.bytes().all(|b| matches!(b, b'=' | b'-' | b'*' | b'_' | b' '));
        let rank = trimmed.bytes().take_while(|&b| b == b'#').count();
        if trimmed.is_empty() {
            self.end(article);
        } else if ruled {
            // Under words it makes them a heading.
            if self.kind == Some(ParagraphKind::Body) && !trimmed.contains(['*', '_', ' ']) {
                let first = trimmed.starts_with('=');
                self.kind = Some(self.heading(first, article));
            }
            self.end(article);
        } else if (1..=6).contains(&rank) && trimmed[rank..].starts_with([' ', '\t']) {
            self.end(article);
            self.kind = Some(self.heading(rank == 1, article));
            self.lines.push_str(trimmed[rank..].trim().trim_end_matches('#').trim_end());
            self.end(article);
        } else if let Some(item) = item(trimmed) {
            self.end(article);
            self.kind = Some(ParagraphKind::Item);
            self.lines.push_str(item);
        } else if trimmed.starts_with('|') || is_definition(trimmed) || trimmed.starts_with('<') {
            self.end(article);
        } else {
            self.kind.get_or_insert(ParagraphKind::Body);
            if !self.lines.is_empty() {
                self.lines.push(' ');
            }
            self.lines.push_str(trimmed);
        }
    }

    /// The first heading of the first rank, before any text, is the headline.
    fn heading(&mut self, first: bool, article: &Article) -> ParagraphKind {
        let text = article.paragraphs.iter().any(|p| p.kind == ParagraphKind::Body);
        if first && !self.headline && !text {
            self.headline = true;
            ParagraphKind::Headline
        } else {
            ParagraphKind::Heading
        }
    }

    fn end(&mut self, article: &mut Article) {
        let lines = std::mem::take(&mut self.lines);
        let Some(kind) = self.kind.take() else { return };
        let words = inline(&lines);
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        if !article.text.is_empty() {
            article.text.push_str("\n\n");
        }
        let start = article.text.len();
        article.text.push_str(words);
        article.paragraphs.push(Paragraph { span: start..article.text.len(), kind });
    }
}

/// The words of a list's item: after "- ", "* ", "+ ", "1. ", "1) ".
fn item(line: &str) -> Option<&str> {
    if let Some(rest) = ["- ", "* ", "+ "].iter().find_map(|bullet| line.strip_prefix(bullet)) {
        return Some(rest.trim_start());
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let rest = line[digits..].strip_prefix(['.', ')'])?;
    rest.strip_prefix(' ').map(str::trim_start)
}

/// A line that says where the links of a name go is no text.
fn is_definition(line: &str) -> bool {
    line.starts_with('[')
        && line.find("]:").is_some_and(|at| !line[..at].contains(' ') || line[at..].contains("://"))
}

/// A line without its marks: emphasis, code, links and pictures, escapes.
fn inline(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let bytes = line.as_bytes();
    // Whether a bracket that is open here is closed, and by a link, is asked of what lies ahead only
    // once: the places of the closing brackets are known beforehand.
    let targets = link_targets(line);
    let mut next_target = 0;
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        let after = at + c.len_utf8();
        let next = bytes.get(after).copied().unwrap_or(b' ');
        let before = plain.chars().next_back().unwrap_or(' ');
        while targets.get(next_target).is_some_and(|target| target.0 < at) {
            next_target += 1;
        }
        match c {
            '\\' if next.is_ascii_punctuation() => {
                plain.push(char::from(next));
                at = after + 1;
                continue;
            }
            '*' | '`' if next == bytes[at] || next != b' ' || before != ' ' => {}
            // Inside a word it is the word's own.
            '_' if !before.is_alphanumeric() || !next.is_ascii_alphanumeric() => {}
            '!' if next == b'[' => {
                // A picture goes with its words.
                let close = targets.iter().skip(next_target).find(|target| target.1 == after);
                if let Some(&(_, _, end)) = close {
                    at = end;
                    continue;
                }
                plain.push(c);
            }
            '[' if targets.iter().skip(next_target).take(8).any(|target| target.1 == at) => {}
            ']' => {
                if let Some(&(_, _, end)) = targets.get(next_target).filter(|target| target.0 == at)
                {
                    at = end;
                    continue;
                }
                plain.push(c);
            }
            _ => plain.push(c),
        }
        at = after;
    }
    plain
}

/// The links of a line, in the order of their ends: the closing bracket, the opening one, and the
/// end of `(address)` or `[name]` after it.
fn link_targets(line: &str) -> Vec<(usize, usize, usize)> {
    let bytes = line.as_bytes();
    let mut open = Vec::new();
    let mut targets = Vec::new();
    // Where the next `)` and `]` are is only asked going forward.
    let mut closes = [0_usize; 2];
    for at in 0..bytes.len() {
        match bytes[at] {
            b'[' => open.push(at),
            b']' => {
                let Some(start) = open.pop() else { continue };
                let (which, mark) = match bytes.get(at + 1) {
                    Some(b'(') => (0, b')'),
                    Some(b'[') => (1, b']'),
                    _ => continue,
                };
                if closes[which] <= at + 1 {
                    let ahead = bytes[at + 2..].iter().position(|&byte| byte == mark);
                    closes[which] = ahead.map_or(usize::MAX, |ahead| at + 2 + ahead);
                }
                if closes[which] != usize::MAX {
                    targets.push((at, start, closes[which] + 1));
                }
            }
            _ => {}
        }
    }
    targets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_tells_who_when_and_where() {
        let article = read(
            "---\ntitle: \"Envoys meet\"\ndate: 2025-05-12T22:00:00-04:00\nauthor: [Jane Doe, J. Roe]\n\
             publisher: The Example Post # daily\nurl: https://example.org/a\nnested:\n  title: no\n---\n\
             They met.\n",
        );
        assert_eq!(article.headline.as_deref(), Some("Envoys meet"));
        assert_eq!(article.author.as_deref(), Some("Jane Doe, J. Roe"));
        assert_eq!(article.publisher.as_deref(), Some("The Example Post"));
        assert_eq!(article.url.as_deref(), Some("https://example.org/a"));
        assert_eq!(article.published.map(|p| p.day.to_string()).as_deref(), Some("2025-05-12"));
        assert_eq!(article.text, "They met.");
    }

    #[test]
    fn marks_are_not_words() {
        for (written, read) in [
            ("They **met** in *Vienna*.", "They met in Vienna."),
            ("They [met](https://example.org/a_b) in [Vienna][v].", "They met in Vienna."),
            ("A ![flag](flag.png) flew.", "A  flew."),
            ("Snake_case stays, _this_ goes.", "Snake_case stays, this goes."),
            ("2 \\* 2 and 2 * 2", "2 * 2 and 2 * 2"),
            ("The [sic] stays.", "The [sic] stays."),
            ("Run `demarche` now.", "Run demarche now."),
        ] {
            assert_eq!(inline(written), read, "{written}");
        }
    }

    #[test]
    fn blocks_have_their_kinds() {
        use ParagraphKind::{Body, Heading, Headline, Item};
        let article = read(
            "# Envoys meet #\n\nThey met\nin Vienna.\n\n## Then\n\n- One\n- Two\n\n> They agreed.\n\n\
             ```\ncode\n```\n\nLater\n-----\n\n1. First\n\n[v]: https://example.org\n",
        );
        let blocks: Vec<_> =
            article.paragraphs.iter().map(|p| (p.kind, &article.text[p.span.clone()])).collect();
        let expected = [
            (Headline, "Envoys meet"),
            (Body, "They met in Vienna."),
            (Heading, "Then"),
            (Item, "One"),
            (Item, "Two"),
            (Body, "They agreed."),
            (Heading, "Later"),
            (Item, "First"),
        ];
        assert_eq!(blocks, expected);
    }
}
