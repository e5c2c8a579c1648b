//! Sentences and tokens of our own sentences, and what must hold for any text at all.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::article::{self, Paragraph};

/// A body paragraph alone.
fn body(words: &str) -> Article {
    let trimmed = words.trim();
    let start = words.len() - words.trim_start().len();
    let span = start..start + trimmed.len();
    let paragraphs = if trimmed.is_empty() {
        Vec::new()
    } else {
        vec![Paragraph { span, kind: ParagraphKind::Body }]
    };
    Article { text: words.to_owned(), paragraphs, ..Article::default() }
}

fn sentences(words: &str) -> Vec<String> {
    let article = body(words);
    let text = Text::new(&article);
    text.sentences.iter().map(|sentence| article.text[sentence.span.clone()].to_owned()).collect()
}

/// The rows of a table: lines that are not empty and no remarks.
fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with("# "))
}

#[test]
fn a_sentence_ends_where_a_reader_stops() {
    let mut wrong = Vec::new();
    for marked in rows(include_str!("tests/sentences.txt")) {
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        let found = sentences(&marked.replace('|', ""));
        if found != expected {
            wrong.push(format!("{marked}\n  {}", found.join("| ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_word_is_cut_as_a_grammarian_would() {
    let mut wrong = Vec::new();
    for row in rows(include_str!("tests/tokens.txt")) {
        let marked = row
            .replace("\\u{301}", "\u{301}")
            .replace("\\u{ad}", "\u{ad}")
            .replace("\\u{200b}", "\u{200b}")
            .replace("\\u{2011}", "\u{2011}");
        let article = body(&marked.replace(['·', '¦'], ""));
        let text = Text::new(&article);
        // Cuts that no white space shows, back into the row.
        let mut found = String::new();
        let mut end = 0;
        for token in &text.tokens {
            let joined = end > 0 && token.span.start == end;
            found.push_str(if joined { "·" } else { &article.text[end..token.span.start] });
            let parts = pieces::lengths(token.text(&article));
            let parts: Vec<&str> = pieces::parts(token.text(&article), &parts).collect();
            found.push_str(&parts.join("¦"));
            end = token.span.end;
        }
        if found != marked {
            wrong.push(format!("{row}\n  {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_dateline_is_parted_off() {
    for (words, expected) in [
        ("KYIV, May 12 (Reuters) – The envoys met.", Some("KYIV, May 12 (Reuters) –")),
        ("TEL AVIV, Israel (AP) — They met.", Some("TEL AVIV, Israel (AP) —")),
        ("Istanbul (AFP) - They met.", Some("Istanbul (AFP) -")),
        ("GENEVA — Envoys met.", Some("GENEVA —")),
        ("NATO — the alliance — said so.", None),
        ("Anna Lind — Sweden's envoy — said so.", None),
        ("The envoys met — Again.", None),
    ] {
        let article = body(words);
        let text = Text::new(&article);
        let dateline = text.sentences.iter().find(|sentence| sentence.dateline);
        let found = dateline.map(|sentence| &article.text[sentence.span.clone()]);
        assert_eq!(found, expected, "{words}");
    }
}

#[test]
fn a_quotation_is_the_outermost() {
    for (words, expected) in [
        ("He said \"yes\" and \"no\".", &["\"yes\"", "\"no\""][..]),
        ("“They said “never” twice,” he said.", &["“They said “never” twice,”"]),
        ("“He said ‘never’,” she said.", &["“He said ‘never’,”"]),
        ("“We go on", &["“We go on"]),
        ("„So“ said he, «so» said she.", &["„So“", "«so»"]),
        ("no” quote", &[]),
    ] {
        let article = body(words);
        let text = Text::new(&article);
        let found: Vec<&str> = text.quotations.iter().map(|q| &words[q.clone()]).collect();
        assert_eq!(found, expected, "{words}");
    }
}

#[test]
fn a_headline_is_one_sentence() {
    let article =
        article::read("Talks fail. Envoys go home\n\nThey left. It rained.".as_bytes(), None)
            .expect("it is text");
    let text = Text::new(&article);
    let cut: Vec<&str> = text.sentences.iter().map(|s| &article.text[s.span.clone()]).collect();
    assert_eq!(cut, ["Talks fail. Envoys go home", "They left.", "It rained."]);
}

/// What must hold for any article and what the model says of it.
fn holds_together(article: &Article) {
    let text = Text::new(article);
    let mut covered = vec![false; article.text.len()];
    let mut end = 0;
    for token in &text.tokens {
        assert!(token.span.start >= end && !token.span.is_empty(), "{token:?}");
        let word = article.text.get(token.span.clone()).expect("a span lies between characters");
        assert_eq!(pieces::lengths(word).iter().sum::<usize>(), word.len(), "{word:?}");
        covered[token.span.clone()].fill(true);
        end = token.span.end;
    }
    for paragraph in &article.paragraphs {
        if matches!(paragraph.kind, ParagraphKind::Byline | ParagraphKind::Boilerplate) {
            continue;
        }
        for (at, c) in article.text[paragraph.span.clone()].char_indices() {
            let at = paragraph.span.start + at;
            assert!(covered[at] || c.is_whitespace(), "{c:?} at {at} is in no token");
        }
    }
    let mut next = 0;
    for sentence in &text.sentences {
        assert_eq!(sentence.tokens.start, next);
        assert!(sentence.tokens.end > sentence.tokens.start);
        assert_eq!(sentence.span.start, text.tokens[sentence.tokens.start].span.start);
        assert_eq!(sentence.span.end, text.tokens[sentence.tokens.end - 1].span.end);
        next = sentence.tokens.end;
    }
    assert_eq!(next, text.tokens.len());
    let mut end = 0;
    for quotation in &text.quotations {
        assert!(quotation.start >= end && article.text.get(quotation.clone()).is_some());
        end = quotation.end;
    }
}

/// Every sentence has one root, from which every token and every piece hangs.
fn is_parsed(article: &Article) {
    let text = Text::new(article);
    let parse = Parse::new(article, &text, model::english());
    assert_eq!((parse.words.len(), parse.lemmas.len()), (text.tokens.len(), text.tokens.len()));
    let pieces = Piece::all(article, &text, model::english());
    assert_eq!(pieces.len(), text.sentences.len());
    for (sentence, pieces) in text.sentences.iter().zip(pieces) {
        let words = &parse.words[sentence.tokens.clone()];
        is_tree(&words.iter().map(|word| word.head).collect::<Vec<_>>());
        is_tree(&pieces.iter().map(|piece| piece.word.head).collect::<Vec<_>>());
        for piece in pieces {
            assert!(article.text.get(piece.span.clone()).is_some_and(|word| !word.is_empty()));
        }
    }
}

fn is_tree(heads: &[usize]) {
    assert_eq!(heads.iter().filter(|&&head| head == 0).count(), 1, "{heads:?}");
    // Words known to hang on the root.
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

/// Pieces of text that have broken programs like this one.
const HOSTILE: &[&str] = &[
    "a ",
    "I ",
    "\"",
    "“",
    "''",
    ".",
    ". ",
    "..",
    "(",
    "[",
    "[1] ",
    "\u{200d}",
    "\u{200d}a",
    "\u{202e}",
    "\u{202e}שלום \u{202c}",
    "a\u{301}",
    "\u{301}",
    "\u{fffd}",
    "U.",
    "U.S",
    "a-",
    "-",
    "1-a ",
    "9/11",
    "a@",
    "a@b.",
    "@a",
    "#",
    "b. ",
    "b.\u{a0}",
    "Ph.",
    "No. ",
    "p.m. ",
    "http://",
    "www.",
    "x.com/",
    "'s",
    "1990's",
    "• ",
    "Photo:",
    "AB:",
    "/A/",
    "(A) –",
    "cannot",
    "İ-",
    "6am",
    "\u{feff}",
    "é",
    "\u{2028}",
    "\u{85}",
    "🇺🇦",
    "👩‍👩‍👧",
    "¿",
    "𝔸",
    "ﬁ",
    "Ǆ",
    "ß",
    "1,",
    "1:",
    "$",
    "A$",
];

#[test]
fn hostile_text_is_parsed() {
    for piece in HOSTILE {
        let article = body(&piece.repeat(12));
        holds_together(&article);
        is_parsed(&article);
    }
    // Together, in many orders.
    for step in [1, 7] {
        let words: String =
            (0..HOSTILE.len()).map(|at| HOSTILE[at * step % HOSTILE.len()]).collect();
        holds_together(&body(&words));
        is_parsed(&body(&words));
    }
}

#[test]
fn bytes_that_are_no_text_are_refused_or_read() {
    for bytes in [
        &b""[..],
        b"\0",
        b"envoys\0met",
        b"\xff\xfe",
        b"\xff\xfea\0b",
        b"\xfe\xff\xd8\x00\x00a",
        b"\xed\xa0\x80",
        b"\xc3",
        b"\xf0\x9f\x92",
        b"\xef\xbb\xbfEnvoys met.",
        b"Envoys \x93met\x94.",
        b"\r\r\r",
        b"<p>\xc3\xa9</p>",
    ] {
        if let Ok(article) = article::read(bytes, None) {
            holds_together(&article);
            is_parsed(&article);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn any_text_is_parsed(words in prop::collection::vec(prop::sample::select(HOSTILE), 0..30)) {
        is_parsed(&body(&words.concat()));
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(article) = article::read(&bytes, None) {
            holds_together(&article);
            is_parsed(&article);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_hostile_text_holds_together(
        words in prop::collection::vec(prop::sample::select(HOSTILE), 0..60)
    ) {
        holds_together(&body(&words.concat()));
    }

    #[test]
    fn any_text_holds_together(words in any::<String>()) {
        holds_together(&body(&words));
    }

    #[test]
    fn any_news_like_text_holds_together(
        words in "([A-Za-zé’'“”\".,:;()\\-–…0-9 \u{a0}]|U\\.S\\. |Sept\\. |n't|\\.\\.\\.|://){0,80}"
    ) {
        holds_together(&body(&words));
    }
}

/// Whether twice the work takes little more than twice the time, on a machine that may be busy.
fn is_linear(time: impl Fn(usize) -> Duration, times: usize) -> bool {
    (0..4).any(|_| {
        let (one, two) = (time(times), time(2 * times));
        two < one * 3 + Duration::from_millis(30)
    })
}

#[test]
fn time_is_linear_in_the_text() {
    let long = ["the envoys met in the town and ", "1 and [1] ", "\u{200d}\u{200d}", "word"];
    for piece in HOSTILE.iter().chain(&long) {
        let time = |times: usize| {
            let article = body(&piece.repeat(times));
            let start = Instant::now();
            let text = Text::new(&article);
            let pieces = word_spans(&article, &text).count();
            assert!(pieces >= text.tokens.len());
            start.elapsed()
        };
        assert!(is_linear(time, 50_000 / piece.len()), "{piece:?}");
    }
}

#[test]
fn time_to_parse_is_linear_in_the_sentence() {
    for piece in ["and ", "a-"] {
        let time = |times: usize| {
            let article = body(&piece.repeat(times));
            let text = Text::new(&article);
            let start = Instant::now();
            Parse::new(&article, &text, model::english());
            start.elapsed()
        };
        assert!(is_linear(time, 300), "{piece:?}");
    }
}

/// Takes a minute without optimisation.
#[test]
#[ignore = "for release builds"]
fn a_megabyte_in_one_sentence_is_parsed() {
    for piece in ["the envoys met and ", "a ", "\"", "(", "\u{200d}", "a-", "a"] {
        is_parsed(&body(&piece.repeat((1 << 20) / piece.len())));
    }
}
