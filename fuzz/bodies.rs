//! What the fuzz targets do with bytes: one function each, which panics on a fault.
//!
//! They are compiled by `fuzz/fuzz_targets` for libFuzzer and by `tests/it/fuzz.rs` for the tests,
//! so that they cannot rot.

use demarche::article::{self, Article};
use demarche::calendar::{self, NaiveDate};
use demarche::diagnostic::Severity;
use demarche::extract::{self, Reading};
use demarche::text::{Parse, Piece, Text, model::english};
use demarche::timeline::{self, Document, Edit, Route, Value};

/// Bytes → article → sentences → trees.
pub(crate) fn parse(bytes: &[u8]) {
    let Ok(article) = article::read(bytes, None) else { return };
    article_holds(&article);
    let text = Text::whole(&article);
    let mut end = 0;
    for token in &text.tokens {
        assert!(token.span.start >= end && !token.span.is_empty(), "{token:?} after byte {end}");
        assert!(article.text.get(token.span.clone()).is_some(), "{token:?} cuts a character");
        end = token.span.end;
    }
    let parse = Parse::new(&article, &text, english());
    let pieces = Piece::all(&article, &text, english());
    for (sentence, pieces) in text.sentences.iter().zip(&pieces) {
        let words = &parse.words[sentence.tokens.clone()];
        is_tree(&words.iter().map(|word| word.head).collect::<Vec<_>>());
        is_tree(&pieces.iter().map(|piece| piece.word.head).collect::<Vec<_>>());
    }
}

/// The first two bytes choose a day of publication in the years 1 to 9999, the rest is an article.
pub(crate) fn times(bytes: &[u8]) {
    let Some((&[high, low], rest)) = bytes.split_first_chunk() else { return };
    let number = u32::from(high) << 8 | u32::from(low);
    let year = i32::try_from(number % 9999 + 1).expect("a year of four digits");
    let published = NaiveDate::from_yo_opt(year, number % 365 + 1);
    let Ok(article) = article::read(rest, None) else { return };
    let text = Text::new(&article);
    for found in extract::times(&article, &text, published) {
        assert!(article.text.get(found.span.clone()).is_some(), "{found:?} cuts a character");
        assert!(!found.value.value.is_empty(), "{found:?} has no value");
        if let Reading::Date(when) = &found.value.reading {
            reads_back(&when.to_string());
        }
        if let Some(when) = found.value.when() {
            reads_back(&when.to_string());
        }
    }
}

/// Bytes that call themselves a page → article.
pub(crate) fn article_html(bytes: &[u8]) {
    if let Ok(article) = article::read(bytes, Some("page.html")) {
        article_holds(&article);
        Text::new(&article);
    }
}

/// Bytes → article → draft, whose file has no mistakes.
pub(crate) fn draft(bytes: &[u8]) {
    let Ok(article) = article::read(bytes, None) else { return };
    let draft = extract::extract(&article, &Text::new(&article), None);
    let file = timeline::write(&draft.timeline);
    let (_, remarks) = timeline::read(&Document::new("draft.yaml", file.as_str()));
    let mistake = remarks.iter().find(|remark| remark.severity == Severity::Error);
    assert!(mistake.is_none(), "{mistake:?} in\n{file}");
}

/// A file of a timeline: remarks lie in it, it is written and read again as it is, and an edit
/// changes what it says and nothing else.
pub(crate) fn timeline_read(bytes: &[u8]) {
    let Ok(file) = std::str::from_utf8(bytes) else { return };
    let document = Document::new("timeline.yaml", file);
    let (read, remarks) = timeline::read(&document);
    for label in remarks.iter().flat_map(|remark| &remark.labels) {
        assert!(file.get(label.span.clone()).is_some(), "{label:?} is not in the file");
    }
    if remarks.iter().any(|remark| remark.severity == Severity::Error) {
        return;
    }
    let written = timeline::write(&read);
    let (again, _) = timeline::read(&Document::new("timeline.yaml", written.as_str()));
    assert_eq!(again, read, "written as\n{written}");
    let Some(id) = read.events.keys().next() else { return };
    let route = Route::event(id.as_str(), "title");
    let title = "Another title: \"so\" # and so";
    let edit = Edit::Set { route, value: Value::Text(title.to_owned()) };
    if let Ok(edited) = timeline::apply(&document, &[edit]) {
        let (edited, _) = timeline::read(&Document::new("timeline.yaml", edited.as_str()));
        let mut expected = read.clone();
        title.clone_into(&mut expected.events[id].title);
        assert_eq!(edited, expected);
    }
}

/// A date in EDTF: what is read is written and read again as it is, within its bounds.
pub(crate) fn edtf(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok((when, _)) = calendar::read(text) {
        reads_back(&when.to_string());
    }
}

fn reads_back(written: &str) {
    let again = calendar::read(written).unwrap_or_else(|bad| panic!("`{written}`: {bad:?}"));
    assert_eq!(again.0.to_string(), written);
}

fn article_holds(article: &Article) {
    let mut end = 0;
    for paragraph in &article.paragraphs {
        assert!(paragraph.span.start >= end && !paragraph.span.is_empty(), "{paragraph:?}");
        assert!(article.text.get(paragraph.span.clone()).is_some(), "{paragraph:?}");
        end = paragraph.span.end;
    }
}

fn is_tree(heads: &[usize]) {
    assert_eq!(heads.iter().filter(|&&head| head == 0).count(), 1, "{heads:?}");
    let mut hangs = vec![false; heads.len() + 1];
    hangs[0] = true;
    for start in 1..=heads.len() {
        let mut path = Vec::new();
        let mut at = start;
        while !hangs[at] {
            assert!(path.len() <= heads.len(), "a circle in {heads:?}");
            path.push(at);
            at = heads[at - 1];
        }
        for at in path {
            hangs[at] = true;
        }
    }
}
