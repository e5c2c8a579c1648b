//! Readings and non-readings, in our own sentences.

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
fn a_form_has_its_reading() {
    for (words, expected) in [
        // Full dates, in all orders.
        ("They met on 12 May 2025.", "12 May 2025 = 2025-05-12"),
        ("They met on May 12, 2025, in Oslo.", "May 12, 2025 = 2025-05-12"),
        ("They met on the 9th of May 2025.", "the 9th of May 2025 = 2025-05-09"),
        ("They met on 2025-05-12.", "2025-05-12 = 2025-05-12"),
        ("They met on 13/05/2025.", "13/05/2025 = 2025-05-13"),
        ("They met on Sept. 30, 2024.", "Sept. 30, 2024 = 2024-09-30"),
        ("They met on Monday, May 12.", "Monday, May 12 = 2025-05-12"),
        // Without a year: the nearest one.
        ("They met on Nov. 25.", "Nov. 25 = 2024-11-25"),
        ("They met on June 3.", "June 3 = 2025-06-03"),
        ("They met on 9 May.", "9 May = 2025-05-09"),
        // Weekdays.
        ("They met on Thursday.", "Thursday = 2025-05-08"),
        ("They met on Wednesday.", "Wednesday = 2025-05-14"),
        ("Thursday's talks ended early.", "Thursday = 2025-05-08"),
        ("They will meet on Thursday.", "Thursday = 2025-05-15"),
        ("On Thursday, envoys of both sides will meet.", "Thursday = 2025-05-15"),
        ("Talks are scheduled for Thursday.", "Thursday = 2025-05-15"),
        ("He said they would meet on Thursday.", "Thursday = 2025-05-15"),
        ("They agreed to meet on Friday.", "Friday = 2025-05-16"),
        ("He wants a truce beginning Monday.", "Monday = 2025-05-19/.."),
        ("The envoy, who will resign, said on Thursday.", "Thursday = 2025-05-08"),
        ("They met last Thursday.", "last Thursday = 2025-05-08"),
        ("They meet next Friday.", "next Friday = 2025-05-16"),
        ("They must answer by Friday.", "Friday = [..2025-05-16]"),
        // Around the day of publication.
        ("They met today.", "today = 2025-05-14"),
        ("They met yesterday.", "yesterday = 2025-05-13"),
        ("They meet tomorrow.", "tomorrow = 2025-05-15"),
        ("They fought overnight.", "overnight = 2025-05-13/2025-05-14"),
        ("They met this morning.", "this morning = 2025-05-14"),
        ("They met last night.", "last night = 2025-05-13"),
        // Ranges.
        ("They met on 12-14 May.", "12-14 May = 2025-05-12/2025-05-14"),
        ("They met on May 12–14, 2024.", "May 12–14, 2024 = 2024-05-12/2024-05-14"),
        ("They met from 30 April-2 May.", "30 April-2 May = 2025-04-30/2025-05-02"),
        ("It lasted from 2014–2021.", "2014–2021 = 2014/2021"),
        ("In March-June 2022 they talked.", "March-June 2022 = 2022-03/2022-06"),
        // Units.
        ("They met last week.", "last week = [2025-05-05..2025-05-11]"),
        ("They meet next month.", "next month = 2025-06"),
        ("They met earlier this week.", "earlier this week = [2025-05-12..2025-05-13]"),
        ("They meet later this month.", "later this month = [2025-05-15..2025-05-31]"),
        ("They met at the weekend.", "the weekend = [2025-05-10..2025-05-11]"),
        ("They met two days ago.", "two days ago = 2025-05-12"),
        ("They met two weeks ago.", "two weeks ago = 2025-04-30~"),
        ("They met three years ago.", "three years ago = 2022"),
        ("In the past three weeks they met.", "the past three weeks = 2025-04-23/2025-05-14"),
        // Months, years, seasons.
        ("They met in March 2022.", "March 2022 = 2022-03"),
        ("They met in March.", "March = 2025-03"),
        ("They met in December.", "December = 2024-12"),
        ("They will meet in March.", "March = 2026-03"),
        ("They met in early March 2022.", "early March 2022 = 2022-03~"),
        ("They met in mid-March.", "mid-March = 2025-03"),
        ("They met at the end of 2022.", "the end of 2022 = 2022~"),
        ("They met in 2022.", "2022 = 2022"),
        ("The war of the 1990s ended.", "the 1990s = 199X"),
        ("They met last autumn.", "last autumn = 2024-23"),
        ("They met in spring 2022.", "spring 2022 = 2022-21"),
        (
            "They met in the third quarter of 2024.",
            "the third quarter of 2024 = [2024-07..2024-09]",
        ),
        // Anchors.
        ("They have talked since March.", "March = 2025-03/.."),
        ("They will stay until Friday.", "Friday = ../2025-05-16"),
        ("It takes effect from 1 June.", "1 June = 2025-06-01/.."),
        ("They fled before 9 May.", "9 May = [..2025-05-08]"),
    ] {
        assert_eq!(told(words, DAY), [expected], "{words}");
    }
}

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
fn what_dates_nothing_is_a_length_or_a_repetition() {
    for (words, expected) in [
        ("They fought for three years.", "three years = P3Y"),
        ("They offered a 30-day truce.", "30-day = P30D"),
        ("It must end within 48 hours.", "48 hours = PT48H"),
        ("They fought for more than a decade.", "more than a decade = P10Y"),
        ("They meet every Tuesday.", "every Tuesday = XXXX-WXX-2"),
        ("They meet twice a year.", "a year = P1Y"),
        ("They talk daily.", "daily = P1D"),
        ("They now agree.", "now = PRESENT_REF"),
    ] {
        assert_eq!(told(words, DAY), [expected], "{words}");
    }
}

#[test]
fn what_looks_like_a_time_stays_alone() {
    for words in [
        "Theresa May said so.",
        "May they live long.",
        "They may meet.",
        "Protesters march to the palace.",
        "March said he knew nothing.",
        "The second envoy left.",
        "He seconded the motion.",
        "The Sun wrote about it.",
        "He sat down.",
        "They sent 2,014 troops.",
        "They had 2014 soldiers.",
        "The council passed Resolution 2231.",
        "The council passed Resolution 1973.",
        "The G20 met.",
        "After 9/11 all changed.",
        "A state within the 1967 borders.",
        "Prices fall, and spring into action.",
        "Article 5 was invoked.",
        "It cost $2000.",
        "The Minsk-2 accord failed.",
        "He asked for 1,950 tonnes.",
    ] {
        assert_eq!(told(words, DAY), [""; 0], "{words}");
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

proptest::proptest! {
    #[test]
    fn any_words_have_times_in_bounds(
        words in "((Mon|Tues|on|the|last|next|early|two|1[0-9]{3}|May|Sept\\.|[0-9]{1,5}|-|–|/|,|days?|weeks?|ago|later|in|a|of|'90s|mid-May|will|quarter|first|spring|century|19th|:|every|p\\.m\\.)(day)? ?){0,30}",
        year in 1_i32..9999, day in 1_u32..366
    ) {
        let article = sentence(&words);
        let published = NaiveDate::from_yo_opt(year, day);
        let mut end = 0;
        for found in times(&article, &Text::new(&article), published) {
            assert!(found.span.start >= end && article.text.get(found.span.clone()).is_some());
            end = found.span.end;
            let _ = found.value.when();
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
