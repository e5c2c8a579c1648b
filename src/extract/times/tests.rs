//! Readings and non-readings, in our own sentences: the table of all forms lies in `corpus/`.

mod corpus;
mod timex3;

use super::*;
use crate::article::{Paragraph, ParagraphKind};

/// The article of a sentence.
fn sentence(words: &str) -> Article {
    let paragraphs = vec![Paragraph { span: 0..words.len(), kind: ParagraphKind::Body }];
    Article { text: words.to_owned(), paragraphs, ..Article::default() }
}

/// What is told in a text, as "words = date".
fn told(words: &str, published: Option<&str>) -> Vec<String> {
    let article = sentence(words);
    let text = Text::new(&article);
    let published = published.map(|day| day.parse().expect("a day"));
    times(&article, &text, published)
        .into_iter()
        .map(|found| {
            let date = found.value.when().map_or_else(
                || match &found.value.reading {
                    Reading::Open => "open".to_owned(),
                    _ => found.value.value.clone(),
                },
                |when| when.to_string(),
            );
            format!("{} = {date}", &words[found.span])
        })
        .collect()
}

/// A Wednesday.
const DAY: Option<&str> = Some("2025-05-14");

#[test]
fn later_words_are_reckoned_from_earlier_ones() {
    for (words, expected) in [
        (
            "They met on 3 March 2022. The following day they signed.",
            ["3 March 2022 = 2022-03-03", "The following day = 2022-03-04"],
        ),
        (
            "They met on 3 March 2022, and signed two days later.",
            ["3 March 2022 = 2022-03-03", "two days later = 2022-03-05"],
        ),
        ("In 2014 they talked. In March they signed.", ["2014 = 2014", "March = 2014-03"]),
        ("They met on May 3. He left on the 9th.", ["May 3 = 2025-05-03", "the 9th = 2025-05-09"]),
    ] {
        assert_eq!(told(words, DAY), expected, "{words}");
    }
}

#[test]
fn without_a_day_of_publication_only_full_dates_are_read() {
    for (words, expected) in [
        ("They met on Thursday.", "Thursday = open"),
        ("They met yesterday.", "yesterday = open"),
        ("They met last week.", "last week = open"),
        ("They met on May 12.", "May 12 = open"),
        ("They met in March.", "March = open"),
        ("They met two weeks ago.", "two weeks ago = open"),
        ("They met in March 2022.", "March 2022 = 2022-03"),
        ("They met on 12 May 2025.", "12 May 2025 = 2025-05-12"),
    ] {
        assert_eq!(told(words, None), [expected], "{words}");
    }
}

#[test]
fn days_that_no_calendar_has_are_no_dates() {
    for words in ["It was 31 February 2025.", "It was February 30.", "It was 2025-13-40."] {
        assert!(told(words, DAY).iter().all(|told| !told.contains("2025-02-3")), "{words}");
    }
    // At the ends of what can be written, nothing overflows.
    for published in ["0001-01-01", "9999-12-31"] {
        told(
            "Last week, next century, 4000000000 years ago, in 90 decades, tomorrow.",
            Some(published),
        );
    }
}

/// What can be said of a text whatever it is.
fn holds(words: &str, published: Option<NaiveDate>) {
    let article = sentence(words);
    let mut end = 0;
    for found in times(&article, &Text::new(&article), published) {
        assert!(found.span.start >= end && article.text.get(found.span.clone()).is_some());
        end = found.span.end;
        let time = &found.value;
        assert!(
            timex3::is_valid(time.kind, &time.value),
            "{} is no {}: {words:?} on {published:?}",
            time.value,
            time.kind.name()
        );
        // What is told has been read by the parser of dates, and its bounds can be reckoned.
        if let Some(when) = time.when() {
            let again: When = when.to_string().parse().expect("a date");
            assert_eq!(again.bounds(), when.bounds(), "{words:?}");
        }
    }
}

proptest::proptest! {
    #[test]
    fn any_words_have_times_in_bounds(
        words in "((Mon|Tues|on|the|last|next|early|mid|two|half a|1[0-9]{3}|May|Sept\\.|[0-9]{1,5}|-|–|/|,|days?|weeks?|weekend|ago|later|earlier|in|of|since|from|to|a|'90s|'[0-9]{2}|mid-May|will|quarter|first|fiscal|year|spring|century|decades?|19th|:|every|hours?|a\\.m\\.|p\\.m\\.|GMT|\\$|Easter|Ramadan|Passover|Christmas|\"|said|tomorrow|that|same|FY)(day)? ?){0,30}",
        year in 1_i32..=9999, day in 1_u32..=366
    ) {
        holds(&words, NaiveDate::from_yo_opt(year, day));
        holds(&words, None);
    }

    #[test]
    fn any_text_has_times_in_bounds(words in "\\PC{0,80}", year in 1_i32..=9999, day in 1_u32..=366) {
        holds(&words, NaiveDate::from_yo_opt(year, day));
    }
}

#[test]
fn the_ends_of_time_hold() {
    for published in ["0001-01-01", "0001-12-31", "9999-01-01", "9999-12-31", "2024-02-29"] {
        let published = published.parse().ok();
        for words in [
            "Next Thursday, last Friday, Thursday, on Sunday they will meet.",
            "last week, next week, this weekend, next month, last month, last year, next year",
            "last spring, next winter, this summer, in December, in January, by year-end",
            "the latest quarter, a year earlier, the third quarter; sales fell to $5 million",
            "a century ago, two decades ago, 9999 years ago, 9999 weeks later, in 90 decades",
            "Christmas, New Year's Eve, Easter, Ramadan, Passover, Yom Kippur, Thanksgiving",
            "Nov. 3, January 1, December 31, February 29, 29 February",
            "in '98, in '05, FY23, the '50s, the nineties, 12/05/99",
            "yesterday, tomorrow, the day after tomorrow, the following day, the day before",
        ] {
            holds(words, published);
        }
    }
}

#[test]
fn time_is_linear_in_the_text() {
    for piece in [
        "on Thursday ",
        "last ",
        "the ",
        "May ",
        "2014-",
        "12 - ",
        "two ",
        "a few of ",
        "to go by ",
    ] {
        let time = |times_over: usize| {
            let article = sentence(&piece.repeat(times_over));
            let text = Text::new(&article);
            let start = std::time::Instant::now();
            let _ = times(&article, &text, DAY.map(|day| day.parse().expect("a day")));
            start.elapsed()
        };
        let often = 60_000 / piece.len();
        let fits = (0..4).any(|_| {
            let (one, two) = (time(often), time(2 * often));
            two < one * 3 + std::time::Duration::from_millis(30)
        });
        assert!(fits, "{piece}");
    }
}
