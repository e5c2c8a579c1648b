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

#[test]
fn a_sentence_ends_where_a_reader_stops() {
    // "|" marks the ends.
    for marked in [
        "The envoys met on Sept. 30.| They agreed.",
        "The U.S. envoy came.| The U.N. did not.",
        "He flew to the U.S.| The talks went on.",
        "Gen. Ana Lind met Dr. Omar.| Mr. P. J. Roe was late.",
        "It was signed at 10 a.m. on Monday.| It took effect at 6 p.m.| The border opened.",
        "\"We will wait.\"| The minister left.",
        "“Will they come?” Lind asked.| Nobody knew.",
        "“Stop!” he said.| They stopped.",
        "He said: “We agreed.| We signed.”| Then he left.", // sentences inside a quotation count
        "They waited ... and waited.| Then it rained.",
        "Inflation rose 3.5 percent to 2,014.75 dinars.| It fell later.",
        "They signed (after a long night).| The rest is known.[2]| It held.",
        "Is it over?| Yes!| It is.",
        "Resolution No. 242 was passed.| He said no.| They left.",
        "It cost $30.| 40 people came.",
        "The case Roe v. Wade was named.",
        "They came in Sept.| The envoys left.",
        "The war.The peace.",
    ] {
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        assert_eq!(sentences(&marked.replace('|', "")), expected, "{marked}");
    }
}

#[test]
fn a_word_is_cut_as_a_grammarian_would() {
    for (words, expected) in [
        ("They can't and won’t.", "They|ca|n't|and|wo|n’t|."),
        ("Putin's, the leaders' and O'Brien's", "Putin|'s|,|the|leaders|'|and|O'Brien|'s"),
        ("The U.S. a.m. J. Roe", "The|U.S.|a.m.|J.|Roe"),
        ("cease-fire, 30-day, COVID-19", "cease-fire|,|30-day|,|COVID-19"),
        ("12-14 May, 2014–15, 2025-05-12", "12|-|14|May|,|2014|–|15|,|2025|-|05|-|12"),
        ("2,014.5 at 10:30 (90%)", "2,014.5|at|10:30|(|90|%|)"),
        ("the 1990s, the 10th, the '90s", "the|1990s|,|the|10th|,|the|'|90s"),
        ("See https://example.org/a?b=c.", "See|https://example.org/a?b=c|."),
        ("wait... what -- “so”", "wait|...|what|--|“|so|”"),
        ("AT&T and example.org", "AT&T|and|example.org"),
        ("Türkiye’s naïve İstanbul", "Türkiye|’s|naïve|İstanbul"),
    ] {
        let article = body(words);
        let text = Text::new(&article);
        let cut: Vec<&str> = text.tokens.iter().map(|token| token.text(&article)).collect();
        assert_eq!(cut.join("|"), expected, "{words}");
    }
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

/// What must hold for any article.
fn holds_together(article: &Article) {
    let text = Text::new(article);
    let mut end = 0;
    for token in &text.tokens {
        assert!(token.span.start >= end && !token.span.is_empty(), "{token:?}");
        assert!(article.text.get(token.span.clone()).is_some(), "{token:?}");
        let between = &article.text[end..token.span.start];
        let prose = article.paragraphs.first().map_or(0, |p| p.span.start);
        assert!(between.trim().is_empty() || end < prose, "{between:?} is in no token");
        end = token.span.end;
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

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

#[test]
fn time_is_linear_in_the_text() {
    for (what, piece) in [
        ("one sentence", "the envoys met in the town and "),
        ("dots", "."),
        ("spaced dots", ". "),
        ("quotes", "\""),
        ("opening quotes", "“"),
        ("apostrophes", "a'"),
        ("acronym", "U."),
        ("hyphens", "a-"),
        ("dashes", "–"),
        ("brackets", ".[1]"),
        ("addresses", "http://"),
        ("numbers", "1,"),
    ] {
        let time = |times: usize| {
            let article = body(&piece.repeat(times));
            let start = Instant::now();
            let text = Text::new(&article);
            assert!(!text.tokens.is_empty());
            start.elapsed()
        };
        let times = 400_000 / piece.len();
        // Twice the text may take a little more than twice the time, and a machine may be busy.
        let fits = (0..4).any(|_| {
            let (one, two) = (time(times), time(2 * times));
            two < one * 3 + Duration::from_millis(30)
        });
        assert!(fits, "{what}");
    }
}
