//! Plain text: the file is the article, so its text stays as it is, byte for byte.
//!
//! Paragraphs are parted by blank lines; a line too long to have been wrapped by a person is a
//! paragraph of its own. The first short block is the headline; byline and date may stand above it.

use chrono::{Datelike, NaiveDate, Weekday};

use super::{Article, Paragraph, ParagraphKind, Published, PublishedBy, boilerplate, printed};
use crate::diagnostic::Span;

/// A line longer than this, in bytes, was not broken to fit a page.
const WRAPPED: usize = 140;
/// The longest headline and the longest heading, in bytes.
const HEADLINE: usize = 240;
const HEADING: usize = 100;
/// How many blocks at the top may hold byline and date.
const TOP: usize = 6;
/// How many blocks are looked through for a later date than the one at the top.
const REST: usize = 60;

/// Reads a plain text.
pub(super) fn read(text: String) -> Article {
    let paragraphs: Vec<Paragraph> = blocks(&text)
        .into_iter()
        .map(|(span, item)| {
            let kind = if item { ParagraphKind::Item } else { ParagraphKind::Body };
            Paragraph { span, kind }
        })
        .collect();
    finish(Article { text, paragraphs, ..Article::default() })
}

/// Gives the blocks of any article their kinds and reads headline, author and day from them, as
/// far as they are not known from elsewhere.
pub(super) fn finish(mut article: Article) -> Article {
    let known = article.paragraphs.iter().any(|p| p.kind == ParagraphKind::Headline);
    if !known {
        find_headline(&mut article);
    }
    classify(&mut article);
    if article.headline.is_none() {
        article.headline = article
            .paragraphs
            .iter()
            .find(|paragraph| paragraph.kind == ParagraphKind::Headline)
            .map(|paragraph| one_line(&article.text[paragraph.span.clone()]));
    }
    if article.published.is_none() {
        article.published = find_day(&article);
    }
    article
}

/// The first block is the headline if it is short, no sentence, and not all there is. A byline or
/// a date above it is none.
fn find_headline(article: &mut Article) {
    let text = &article.text;
    let above = |paragraph: &Paragraph| {
        let block = &text[paragraph.span.clone()];
        is_bare_date(block) || byline(block).is_some()
    };
    let first = article.paragraphs.iter().take(TOP).position(|paragraph| !above(paragraph));
    let last = article.paragraphs.len().saturating_sub(1);
    if let Some(at) = first.filter(|&at| at < last) {
        let first = &mut article.paragraphs[at];
        let block = &text[first.span.clone()];
        let short = block.len() <= HEADLINE && block.lines().count() <= 2;
        let told = article.headline.as_deref().is_some_and(|headline| same(headline, block));
        if first.kind == ParagraphKind::Body
            && (told || (short && !block.ends_with('.') && !boilerplate::is_furniture(block)))
        {
            first.kind = ParagraphKind::Headline;
        }
    }
}

fn classify(article: &mut Article) {
    let Article { text, paragraphs, headline, author, .. } = article;
    let headline = paragraphs
        .iter()
        .find(|paragraph| paragraph.kind == ParagraphKind::Headline)
        .map(|paragraph| text[paragraph.span.clone()].to_owned())
        .or_else(|| headline.clone());
    // Everything after the last running text is the tail's, if the tail begins there.
    let last_prose = paragraphs
        .iter()
        .rposition(|p| boilerplate::is_running_text(&text[p.span.clone()]))
        .unwrap_or(0);
    let mut prose = 0;
    let mut tail = false;
    for (at, paragraph) in paragraphs.iter_mut().enumerate() {
        let block = &text[paragraph.span.clone()];
        if paragraph.kind == ParagraphKind::Headline {
            continue;
        }
        tail = tail || (at > last_prose && at > 0 && boilerplate::begins_tail(block));
        if tail || boilerplate::is_furniture(block) {
            paragraph.kind = ParagraphKind::Boilerplate;
            continue;
        }
        if at <= TOP && prose == 0 {
            if headline.as_deref().is_some_and(|headline| same(headline, block)) {
                paragraph.kind = ParagraphKind::Boilerplate;
                continue;
            }
            if let Some(name) = byline(block) {
                author.get_or_insert(name);
                paragraph.kind = ParagraphKind::Byline;
                continue;
            }
            if is_date_line(block) {
                paragraph.kind = ParagraphKind::Byline;
                continue;
            }
        }
        // Below the line that sums an article up.
        if at <= TOP && prose == 1 && is_bare_date(block) {
            paragraph.kind = ParagraphKind::Byline;
            continue;
        }
        if paragraph.kind == ParagraphKind::Body && is_heading(block) {
            paragraph.kind = ParagraphKind::Heading;
        }
        prose += usize::from(paragraph.kind == ParagraphKind::Body);
    }
}

/// The day beside the byline, or the only full date at the top of the text.
fn find_day(article: &Article) -> Option<Published> {
    let top =
        || article.paragraphs.iter().filter(|p| p.kind != ParagraphKind::Boilerplate).take(TOP);
    for paragraph in top().filter(|p| p.kind == ParagraphKind::Byline) {
        if let Some(day) = printed::publication(&article.text[paragraph.span.clone()]) {
            return Some(Published { day, by: PublishedBy::Dateline });
        }
    }
    let lead = top().find(|paragraph| paragraph.kind == ParagraphKind::Body)?;
    let block = &article.text[lead.span.clone()];
    let dates = printed::full_dates(block);
    let (day, span) = dates.first()?;
    if is_dateline(&block[..span.start], &block[span.end..]) {
        return Some(Published { day: *day, by: PublishedBy::Dateline });
    }
    // An account of several days or years, or a dateline whose year is still to be found, needs
    // more.
    let mut rest = article.paragraphs.iter().filter(|p| p.kind.is_prose()).skip(1).take(REST);
    let only = dates.iter().all(|(other, _)| other == day)
        && printed::dateline(block).is_none()
        && rest.all(|paragraph| {
            let others = printed::full_dates(&article.text[paragraph.span.clone()]);
            others.iter().all(|(other, _)| other <= day)
        })
        && !names_a_later_year(article, *day);
    only.then_some(Published { day: *day, by: PublishedBy::Text })
}

/// Whether the prose has a year after a day's, as an account of that day from later times has.
fn names_a_later_year(article: &Article, day: NaiveDate) -> bool {
    let later = day.year() + 1..=day.year() + 150;
    article.paragraphs.iter().filter(|p| p.kind.is_prose()).take(REST).any(|paragraph| {
        article.text[paragraph.span.clone()]
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.len() == 4)
            .any(|word| word.parse().is_ok_and(|year: i32| later.contains(&year)))
    })
}

/// Whether a date stands in a dateline: a town in capitals before it ("KYIV, Ukraine, "), or
/// names only, and an agency in brackets or a dash behind.
fn is_dateline(before: &str, after: &str) -> bool {
    let mut words = before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let Some(town) = words.next() else { return false };
    let named = |word: &str| word.chars().next().is_some_and(|c| !c.is_lowercase());
    if before.len() > 60 || !named(town) || !words.all(named) {
        return false;
    }
    let after = after.trim_start_matches([' ', ',']);
    let ends = after.starts_with(['(', '–', '—', '-', '/', '|', ':']);
    ends || town.chars().count() > 1 && !town.chars().any(char::is_lowercase)
}

/// Who wrote it, from "By Jane Doe" and "By Jane Doe, May 12, 2025".
fn byline(block: &str) -> Option<String> {
    let rest = block.strip_prefix("By ").or_else(|| block.strip_prefix("BY "))?;
    if block.len() > 160 || boilerplate::ends_sentence(block) {
        return None;
    }
    let end = rest.find(['|', ',', '\n', '•', '·', ';']).unwrap_or(rest.len());
    let name = rest[..end].trim();
    let capital = name.chars().next().is_some_and(char::is_uppercase);
    (capital && name.split_whitespace().count() <= 8).then(|| name.to_owned())
}

/// Whether a block is nothing but a date with a word or two beside it: "Published: 12 May 2025".
fn is_date_line(block: &str) -> bool {
    if block.len() > 120 {
        return false;
    }
    if boilerplate::ends_sentence(block) && !says_published(block) {
        return false;
    }
    let dates = printed::full_dates(block);
    let rest: usize = block.len() - dates.iter().map(|(_, span)| span.len()).sum::<usize>();
    !dates.is_empty() && rest <= 60
}

/// Whether a block is a date, with a weekday or "Published" before it: no headline about a day.
fn is_bare_date(block: &str) -> bool {
    is_date_line(block)
        && (says_published(block)
            || printed::full_dates(block).iter().all(|(_, span)| {
                let before = block[..span.start].trim_matches(|c: char| !c.is_alphanumeric());
                before.is_empty() || before.parse::<Weekday>().is_ok()
            }))
}

fn says_published(block: &str) -> bool {
    let first = block.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let said = ["published", "posted", "updated", "issued", "date", "dated", "released"];
    said.iter().any(|word| word.eq_ignore_ascii_case(first))
}

fn is_heading(block: &str) -> bool {
    block.len() <= HEADING
        && !block.contains('\n')
        && !block.ends_with([',', ';', ':', '.', '!', '…', '"', '”', '’', ')'])
        && block.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric())
        && block.split_whitespace().count() <= 14
}

fn same(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

fn one_line(block: &str) -> String {
    block.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The blocks of a text, trimmed, and whether each is an item of a list.
fn blocks(text: &str) -> Vec<(Span, bool)> {
    let mut blocks: Vec<(Span, bool)> = Vec::new();
    // A block may grow by the next line.
    let mut open = false;
    for line in lines(text) {
        let trimmed = trim(text, line);
        if trimmed.is_empty() {
            open = false;
            continue;
        }
        let words = &text[trimmed.clone()];
        let item = is_item(words);
        match blocks.last_mut() {
            Some((last, _)) if open && !item && trimmed.len() <= WRAPPED => last.end = trimmed.end,
            _ => {
                let start = if item { after_bullet(words) } else { 0 };
                blocks.push((trimmed.start + start..trimmed.end, item));
            }
        }
        open = words.len() <= WRAPPED;
    }
    blocks
}

/// Lines without their ends: LF, CR LF, lone CR and Unicode's own.
fn lines(text: &str) -> impl Iterator<Item = Span> {
    const ENDS: [char; 6] = ['\n', '\r', '\u{2028}', '\u{2029}', '\u{c}', '\u{85}'];
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let length = rest.find(ENDS).unwrap_or(rest.len());
        let span = start..start + length;
        let end = &rest[length..];
        let after =
            if end.starts_with("\r\n") { 2 } else { end.chars().next().map_or(0, char::len_utf8) };
        start = span.end + after;
        Some(span)
    })
}

fn trim(text: &str, span: Span) -> Span {
    let inner = &text[span.clone()];
    let start = span.start + inner.len() - inner.trim_start().len();
    start..start + inner.trim().len()
}

/// "- ", "* ", "• ", "– " before the words.
fn is_item(line: &str) -> bool {
    after_bullet(line) > 0
}

fn after_bullet(line: &str) -> usize {
    ["- ", "* ", "• ", "· ", "▪ ", "– "]
        .iter()
        .find(|bullet| line.starts_with(**bullet))
        .map_or(0, |bullet| line.len() - line[bullet.len()..].trim_start().len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ParagraphKind::{Body, Boilerplate, Byline, Heading, Headline, Item};

    fn kinds(text: &str) -> Vec<(ParagraphKind, String)> {
        let article = read(text.to_owned());
        let block = |p: &Paragraph| (p.kind, article.text[p.span.clone()].to_owned());
        article.paragraphs.iter().map(block).collect()
    }

    #[test]
    fn blocks_of_a_text_have_their_kinds() {
        let told = kinds(
            "Envoys meet in Vienna\r\n\r\nEnvoys meet in Vienna\r\n\r\nBy Jane Doe, 12 May 2025\r\n\r\n\
             The envoys of four states met\r\nin Vienna on Monday.\r\n\r\nA long road\r\n\r\n- One.\r\n\
             - Two.\r\n\r\nTags :\r\n\r\nJane Doe\r\n\r\nLeave a Reply\r\n",
        );
        let expected = [
            (Headline, "Envoys meet in Vienna"),
            (Boilerplate, "Envoys meet in Vienna"),
            (Byline, "By Jane Doe, 12 May 2025"),
            (Body, "The envoys of four states met\r\nin Vienna on Monday."),
            (Heading, "A long road"),
            (Item, "One."),
            (Item, "Two."),
            (Boilerplate, "Tags :"),
            (Boilerplate, "Jane Doe"),
            (Boilerplate, "Leave a Reply"),
        ];
        let expected = expected.map(|(kind, block)| (kind, block.to_owned()));
        assert_eq!(told, expected);
    }

    #[test]
    fn a_date_above_the_headline_is_none() {
        let told = kinds("Published: 12 May 2025\n\nEnvoys meet\n\nThey met on Monday.");
        let expected = [
            (Byline, "Published: 12 May 2025"),
            (Headline, "Envoys meet"),
            (Body, "They met on Monday."),
        ];
        assert_eq!(told, expected.map(|(kind, block)| (kind, block.to_owned())));
    }

    #[test]
    fn one_block_is_no_headline() {
        assert_eq!(kinds("Iran accepts"), [(Heading, "Iran accepts".to_owned())]);
        assert_eq!(kinds("Iran accepted."), [(Body, "Iran accepted.".to_owned())]);
    }

    #[test]
    fn the_day_is_found_where_it_is_printed() {
        for (text, day, by) in [
            (
                "Envoys meet\n\nMonday, May 12, 2025\n\nThey met.",
                Some("2025-05-12"),
                Some(PublishedBy::Dateline),
            ),
            (
                "Envoys meet\n\nVIENNA, 12 May 2025 (AP) - They met.",
                Some("2025-05-12"),
                Some(PublishedBy::Dateline),
            ),
            (
                "Envoys meet\n\nKYIV, Ukraine, May 12, 2025 (AP) — They met.",
                Some("2025-05-12"),
                Some(PublishedBy::Dateline),
            ),
            (
                "Envoys meet\n\nVienna, 12 May 2025 – They met on 11 May 2025.",
                Some("2025-05-12"),
                Some(PublishedBy::Dateline),
            ),
            (
                "Envoys meet\n\nPublished 12 May 2025.\n\nThey met.",
                Some("2025-05-12"),
                Some(PublishedBy::Dateline),
            ),
            (
                "Envoys meet\n\nBy Jane Doe, 12 May 2025\n\nThey met on 11 May 2025.",
                Some("2025-05-12"),
                Some(PublishedBy::Dateline),
            ),
            (
                "Envoys meet\n\nUpdated 13.05.2025, published 12.05.2025\n\nThey met.",
                Some("2025-05-12"),
                Some(PublishedBy::Dateline),
            ),
            (
                "Envoys meet\n\nThey met on 12 May 2025 in Vienna.",
                Some("2025-05-12"),
                Some(PublishedBy::Text),
            ),
            ("Envoys meet\n\nThey met on 12 May 2025, not on 11 May 2025.", None, None),
            ("Envoys meet\n\nThey met on Monday.", None, None),
            (
                "Envoys meet\n\nThey met on 12 May 2025.\n\nBy 2031 the pact was forgotten.",
                None,
                None,
            ),
            (
                "Published: 12 May 2025\n\nEnvoys meet\n\nThey met.",
                Some("2025-05-12"),
                Some(PublishedBy::Dateline),
            ),
            (
                "Date: May 12, 2025\n\nVIENNA - They met on Monday.",
                Some("2025-05-12"),
                Some(PublishedBy::Dateline),
            ),
            ("Envoys meet on 12 May 2025\n\nThe king met them.", None, None),
            (
                "By Jane Doe\n\n12 May 2025\n\nEnvoys meet\n\nThey met.",
                Some("2025-05-12"),
                Some(PublishedBy::Dateline),
            ),
        ] {
            let published = read(text.to_owned()).published;
            assert_eq!(published.map(|p| p.day.to_string()).as_deref(), day, "{text}");
            assert_eq!(published.map(|p| p.by), by, "{text}");
        }
    }

    #[test]
    fn a_text_without_blank_lines_has_a_paragraph_a_line() {
        let long = "The envoys of four states met in Vienna on Monday to talk about the border, the \
                    river and the bridge across it, as their ministries had announced a week before.";
        assert_eq!(read(format!("{long}\n{long}\n{long}")).paragraphs.len(), 3);
    }
}
