//! Tables of dates: how they print, what they allow, what is told about the wrong ones.

use proptest::prelude::*;

use super::*;

fn date(text: &str) -> When {
    text.parse().unwrap_or_else(|error: BadDate| panic!("{text}: {error}"))
}

fn show(bounds: Bounds) -> String {
    let day = |day: Option<NaiveDate>| day.map_or("-".to_owned(), |day| day.to_string());
    let Bounds { earliest_start, latest_start, earliest_end, latest_end } = bounds;
    format!(
        "{} {} {} {}",
        day(earliest_start),
        day(latest_start),
        day(earliest_end),
        day(latest_end)
    )
}

#[test]
fn a_date_prints_in_its_canonical_spelling() {
    for (written, canonical) in [
        ("2025-05-11", "2025-05-11"),
        ("2025-05", "2025-05"),
        ("2025", "2025"),
        ("0000", "0000"),
        ("-0044-03-15", "-0044-03-15"),
        ("Y17000", "Y17000"),
        ("Y-17000", "Y-17000"),
        ("202X", "202X"),
        ("19XX~", "19XX~"),
        ("2025-XX", "2025"),
        ("2025-XX-XX?", "2025?"),
        ("2025-05-XX", "2025-05"),
        ("2022-24", "2022-24"),
        ("2025-05-11%", "2025-05-11%"),
        ("2025-05-12T10:00:00Z", "2025-05-12"),
        ("2025-05-12T06:10+02:00", "2025-05-12"),
        ("2014/..", "2014/.."),
        ("2014/", "2014/"),
        ("../2025-06~", "../2025-06~"),
        ("/2025-06", "/2025-06"),
        ("2025-05-11?/2025-05~", "2025-05-11?/2025-05~"),
        ("2022-21/2022-23", "2022-21/2022-23"),
        ("[..2025-05-11]", "[..2025-05-11]"),
        ("[2025-05-11..]", "[2025-05-11..]"),
        ("[2025-05-22, 2025-05-15]", "[2025-05-15,2025-05-22]"),
        ("[2025-05-15,2025-05-15]", "2025-05-15"),
        ("[2025-05..2025-05]", "2025-05"),
        ("[2025-05-11]", "2025-05-11"),
        ("[2020,2022..2024,..1999]", "[..1999,2020,2022..2024]"),
    ] {
        assert_eq!(date(written).to_string(), canonical, "{written}");
        assert_eq!(date(canonical), date(written), "{written}");
    }
}

#[test]
fn a_date_is_four_days() {
    for (written, days) in [
        ("2025-05-11", "2025-05-11 2025-05-11 2025-05-11 2025-05-11"),
        ("2025-02", "2025-02-01 2025-02-28 2025-02-01 2025-02-28"),
        ("2024", "2024-01-01 2024-12-31 2024-01-01 2024-12-31"),
        ("202X", "2020-01-01 2029-12-31 2020-01-01 2029-12-31"),
        ("19XX", "1900-01-01 1999-12-31 1900-01-01 1999-12-31"),
        ("2023-24", "2023-12-01 2024-02-29 2023-12-01 2024-02-29"), // winter ends in a leap year
        ("2025-05-11/2025-05-13", "2025-05-11 2025-05-11 2025-05-13 2025-05-13"),
        ("2025-05/2025-05-12", "2025-05-01 2025-05-12 2025-05-12 2025-05-12"),
        ("2025-05-12/2025-05", "2025-05-12 2025-05-12 2025-05-12 2025-05-31"),
        ("2014/..", "2014-01-01 2014-12-31 2014-01-01 -"),
        ("2014/", "2014-01-01 2014-12-31 2014-01-01 -"),
        ("../2025-06", "- 2025-06-30 2025-06-01 2025-06-30"),
        ("[..2025-05-11]", "- 2025-05-11 - 2025-05-11"),
        ("[2025-05-15,2025-05-22]", "2025-05-15 2025-05-22 2025-05-15 2025-05-22"),
        ("[2020,2022-02..]", "2020-01-01 - 2020-01-01 -"),
        ("-0001", "-0001-01-01 -0001-12-31 -0001-01-01 -0001-12-31"),
        ("Y170000002", "+262142-12-31 - +262142-12-31 -"),
    ] {
        assert_eq!(show(date(written).bounds()), days, "{written}");
    }
}

#[test]
fn about_reaches_a_little_further() {
    for (written, days) in [
        ("2025-05-11~", "2025-05-08 2025-05-14 2025-05-08 2025-05-14"),
        ("2025-05~", "2025-04-01 2025-06-30 2025-04-01 2025-06-30"),
        ("2025~", "2024-01-01 2026-12-31 2024-01-01 2026-12-31"),
        ("2025-02%", "2025-01-01 2025-03-31 2025-01-01 2025-03-31"),
        ("2022-22~", "2022-03-01 2022-11-30 2022-03-01 2022-11-30"),
        ("2025-05-11?", "2025-05-11 2025-05-11 2025-05-11 2025-05-11"),
        ("2025-05-11~/2025-05-13", "2025-05-08 2025-05-13 2025-05-13 2025-05-13"),
    ] {
        assert_eq!(show(date(written).widened()), days, "{written}");
    }
}

#[test]
fn a_wrong_date_is_told_with_what_was_meant() {
    for (written, message, help) in [
        ("2025-5-3", "is no date that can be read", "write `2025-05-03`"),
        ("2025/05/12", "is no date that can be read", "write `2025-05-12`"),
        ("2025/05", "is no date that can be read", "write `2025-05`"),
        ("20250512", "is no date that can be read", "write `2025-05-12`"),
        ("12 May 2025", "is no date that can be read", "write `2025-05-12`"),
        ("Mon, May 12th, 2025", "is no date that can be read", "write `2025-05-12`"),
        ("Sept. 2025", "is no date that can be read", "write `2025-09`"),
        ("25.12.2025", "is no date that can be read", "write `2025-12-25`"),
        ("12/25/2025", "is no date that can be read", "write `2025-12-25`"),
        ("05/05/2025", "is no date that can be read", "write `2025-05-05`"),
        (
            "12/05/2025",
            "can be read two ways",
            "write `2025-05-12` if the day stands first, `2025-12-05` if the month does",
        ),
        ("12/05/25", "has no year of four digits", "write year, month, day, such as `2025-05-11`"),
        ("2025–05–12", "is no date that can be read", "write `2025-05-12`"),
        ("2025-05-12 10:00", "is no date that can be read", "write `2025-05-12`"),
        ("202x", "is no date that can be read", "write `202X`"),
        ("1990s", "is no date that can be read", "write `199X`"),
        ("ca. 2025", "is no date that can be read", "write `2025~`"),
        ("2025?~", "is no date that can be read", "write `2025%`"),
        ("spring 2025", "is no date that can be read", "write `2025-21`"),
        ("2025-Q2", "is no date that can be read", "write `2025-04/2025-06`"),
        ("2025-W20", "is no date that can be read", "write `2025-05-12/2025-05-18`"),
        ("2025-W20-3", "is no date that can be read", "write `2025-05-14`"),
        ("2025-132", "is no date that can be read", "write `2025-05-12`"),
        ("2025-5-11/2025-5-13", "is no date that can be read", "write `2025-05-11/2025-05-13`"),
        (
            "12 May 2025 to 14 May 2025",
            "is no date that can be read",
            "write `2025-05-12/2025-05-14`",
        ),
        (
            "2025-05-11..2025-05-13",
            "is no date that can be read",
            "write `[2025-05-11..2025-05-13]`",
        ),
        ("by May 16, 2025", "is no date that can be read", "write `[..2025-05-16]`"),
        ("since March 2014", "is no date that can be read", "write `2014-03/..`"),
        (
            "2025-?05-12",
            "has `~`, `?` or `%` inside, which timelines do not use",
            "put it at the end of the date; it then holds for all of it",
        ),
        (
            "2025-02-30",
            "has a day 30, but February 2025 has 28",
            "the last day of that month is `2025-02-28`",
        ),
        ("2025-13-05", "has no month 13", "year, month, day: `2025-05-13`"),
        ("2025-00", "has no month 00", "write `2025` if the month is not known"),
        ("2025-05-14/2025-05-12", "ends before it begins", "write `2025-05-12/2025-05-14`"),
        ("[2025-06..2025-05]", "ends before it begins", "write `[2025-05..2025-06]`"),
        (
            "2025-33",
            "has a quarter, which timelines do not use",
            "write the range, `2025-01/2025-03`",
        ),
        (
            "2025-41",
            "has half a year, which timelines do not use",
            "write the range, `2025-07/2025-12`",
        ),
        (
            "202X-05",
            "has an `X` anywhere but in the last places, which timelines do not use",
            "write the first and the last day it can be, as `[A..B]`",
        ),
        (
            "{2025-05-11,2025-05-13}",
            "names several dates for one event",
            "make one event of each, or write `[A,B]` if it was one of them",
        ),
        ("tomorrow", "depends on the day it is read", "write the day itself, such as `2025-05-11`"),
        ("", "is empty", "leave the date out where nobody says when"),
        ("[..]", "allows every day", "leave the date out where nobody says when"),
        (
            "../..",
            "has neither a beginning nor an end",
            "leave the date out where nobody says when",
        ),
        ("Y2025", "has a `Y` in front of four digits or fewer", "write `2025`"),
        (
            "2025-05-12T25:00",
            "has no time of day in `25:00`",
            "write the day alone; the time of day is not used",
        ),
        (
            "last week",
            "is no date that can be read",
            "write year, month, day, such as `2025-05-11`, `2025-05` or `2025`",
        ),
    ] {
        let error = written.parse::<When>().expect_err(written);
        assert_eq!(error.message, format!("`{written}` {message}"));
        assert_eq!(error.help.as_deref(), Some(help), "{written}");
        assert_eq!(error.reversed, message == "ends before it begins", "{written}");
    }
}

#[test]
fn what_is_odd_is_remarked_once() {
    for (written, remarks) in [
        ("2025-05-12", &[][..]),
        ("2025-05-12T10:00", &[Remark::TimeOfDay]),
        ("2025-05-12T10:00/2025-05-13T11", &[Remark::TimeOfDay]),
        ("0000", &[Remark::FarYear]),
        ("-0044-03-15/Y10000", &[Remark::FarYear]),
        ("0001/9999", &[]),
    ] {
        assert_eq!(read(written).expect(written).1, remarks, "{written}");
    }
}

/// Every form of a date, some of them impossible.
fn any_date() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9]{4}",
        "[0-9]{4}-(0[1-9]|1[0-2])",
        "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
        "[0-9]{4}-2[1-4]",
        "[0-9]{3}X",
        "[0-9]{2}XX",
        "-[0-9]{4}(-0[1-9])?",
        "Y-?[1-9][0-9]{4,17}",
        "20[0-9]{2}-XX(-XX)?",
        "20[0-9]{2}-0[1-9]-XX",
        "20[0-9]{2}-0[1-9]-1[0-9]T[01][0-9]:[0-5][0-9](Z|[+]0[0-9]:00)?",
    ];
    let point = (piece, "[?~%]?").prop_map(|(piece, sign)| piece + &sign);
    let pair = || (prop_oneof![3 => point.clone(), 1 => Just(String::new())], point.clone());
    prop_oneof![
        point.clone(),
        pair().prop_map(|(a, b)| format!("{a}/{b}")),
        pair().prop_map(|(a, b)| format!("{b}/{a}")),
        point.clone().prop_map(|a| format!("../{a}")),
        pair().prop_map(|(a, b)| format!("[{a}..{b}]")),
        prop::collection::vec(pair(), 1..5).prop_map(|pairs| {
            let members: Vec<String> = pairs
                .into_iter()
                .map(|(a, b)| if a.len() % 2 == 0 { format!("{a}..{b}") } else { b })
                .collect();
            format!("[{}]", members.join(","))
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_reads_back(text in any_date()) {
        if let Ok(when) = text.parse::<When>() {
            let printed = when.to_string();
            let again = printed.parse::<When>();
            prop_assert_eq!(again.as_ref(), Ok(&when), "{} -> {}", text, printed);
            prop_assert_eq!(again.map(|again| again.to_string()), Ok(printed));
        }
    }

    #[test]
    fn the_four_days_are_in_order(text in any_date()) {
        if let Ok(when) = text.parse::<When>() {
            for bounds in [when.bounds(), when.widened()] {
                let ordered = |a: Option<NaiveDate>, b: Option<NaiveDate>| {
                    a.zip(b).is_none_or(|(a, b)| a <= b)
                };
                prop_assert!(ordered(bounds.earliest_start, bounds.latest_start), "{}", when);
                prop_assert!(ordered(bounds.earliest_end, bounds.latest_end), "{}", when);
                prop_assert!(ordered(bounds.earliest_start, bounds.earliest_end), "{}", when);
                prop_assert!(ordered(bounds.latest_start, bounds.latest_end), "{}", when);
                prop_assert_eq!(bounds.intersect(&bounds), Some(bounds), "{}", when);
            }
            prop_assert_eq!(when.bounds().intersect(&when.widened()), Some(when.bounds()), "{}", when);
        }
    }

    #[test]
    fn no_text_is_too_odd(text in "[-0-9XY/.,~?%\\[\\]{}TZ: a-z–é]{0,70}") {
        if let Err(error) = text.parse::<When>() {
            prop_assert!(!error.message.is_empty());
            // What the help says to write can be written.
            let help = error.help.unwrap_or_default();
            if let Some(meant) = help.strip_prefix("write `").and_then(|help| help.split('`').next()) {
                prop_assert!(meant.parse::<When>().is_ok() || meant == "[A,B]", "{}: {}", text, meant);
            }
        }
    }

    #[test]
    fn every_date_misspelt_is_understood(year in 1900_i32..2100, month in 1_u32..=12, day in 1_u32..=28) {
        let right = format!("write `{year:04}-{month:02}-{day:02}`");
        let name = bad::MONTHS[month as usize - 1];
        for wrong in [
            format!("{year}/{month}/{day}"),
            format!("{year}.{month}.{day}"),
            format!("{day}.{month}.{year}"),
            format!("{name} {day}, {year}"),
            format!("{day} {name} {year}"),
            format!("{day}-{}-{year}", &name[..3]),
            format!("{year}–{month:02}–{day:02}"),
            format!("{year}{month:02}{day:02}"),
        ] {
            let error = wrong.parse::<When>().expect_err("misspelt");
            prop_assert_eq!(error.help.as_deref(), Some(right.as_str()), "{}", wrong);
        }
    }

    #[test]
    fn comparing_has_three_answers(a in any_date(), b in any_date()) {
        if let (Ok(a), Ok(b)) = (a.parse::<When>(), b.parse::<When>()) {
            let (a, b) = (a.bounds(), b.bounds());
            prop_assert!((a.before(&b), b.before(&a)) != (Truth::Yes, Truth::Yes));
            prop_assert_eq!(a.overlaps(&b), b.overlaps(&a));
            if a.before(&b) == Truth::Yes {
                prop_assert_eq!(a.starts_before(&b), Truth::Yes);
                prop_assert_eq!(a.overlaps(&b), Truth::No);
            }
        }
    }
}

#[test]
fn a_text_of_any_length_is_refused_in_no_time() {
    for piece in ["2025-", "[", "2025,", "/", "..", "~", "X", "é", "12 May 2025 to "] {
        let long = piece.repeat(1_000_000 / piece.len());
        for text in [long.clone(), format!("[{long}]"), format!("{long}/2025")] {
            let error = text.parse::<When>().expect_err("no date");
            assert!(error.message.len() < 300, "{}", error.message);
        }
    }
    let many = format!("[{}2025]", "2025-05-11,".repeat(100_000));
    assert_eq!(date(&many).to_string(), "[2025,2025-05-11]");
}

#[test]
fn dates_are_made_as_they_are_written() {
    let day = |text: &str| text.parse::<NaiveDate>().expect(text);
    let (a, b) = (day("2025-05-11"), day("2025-05-13"));
    for (made, written) in [
        (Some(When::day(a)), "2025-05-11"),
        (Some(When::day(a).approximately()), "2025-05-11~"),
        (Some(When::day(a).approximately().doubtful()), "2025-05-11%"),
        (When::month(2022, 3), "2022-03"),
        (When::month(2022, 13), ""),
        (Some(When::year(2022)), "2022"),
        (Some(When::year(12000)), "Y12000"),
        (When::season(2022, Season::Autumn), "2022-23"),
        (When::decade(1994), "199X"),
        (When::century(1994), "19XX"),
        (When::decade(-5), ""),
        (When::interval(a, b), "2025-05-11/2025-05-13"),
        (When::interval(a, a), "2025-05-11"),
        (When::interval(b, a), ""),
        (When::since(a), "2025-05-11/.."),
        (When::until(When::year(2025)), "/2025"),
        (When::between(Some(a), Some(b)), "[2025-05-11..2025-05-13]"),
        (When::between(None, Some(b)).map(When::doubtful), "[..2025-05-13?]"),
        (When::between(Some(b), Some(a)), ""),
        (When::between(None, None), ""),
        (When::one_of([b.into(), a.into()]), "[2025-05-11,2025-05-13]"),
        (When::one_of([]), ""),
        (Some(When::day(NaiveDate::MAX)), "Y262142"),
    ] {
        assert_eq!(made.map_or(String::new(), |when| when.to_string()), written);
        assert!(written.is_empty() || date(written).to_string() == written, "{written}");
    }
}

#[test]
fn dates_stand_in_order() {
    let order = [
        "[..2024-12-31]",
        "2025",
        "2025-05",
        "2025-05-11",
        "2025-05-11/..",
        "2025-05-12",
        "/2025-05-13",
    ];
    let keys: Vec<(i32, i32)> = order.iter().map(|text| date(text).bounds().sort_key()).collect();
    let mut sorted = keys.clone();
    sorted.sort_unstable();
    // A year ends later than a month of it, so the month, more exact, comes first only where both
    // begin on one day.
    assert_eq!(keys, sorted);
    assert!(date("2025-01").bounds().sort_key() < date("2025").bounds().sort_key());
    assert_eq!(
        date("[2025-05-10..2025-05-14]").bounds().sort_key_inferred().0,
        date("2025-05-12").bounds().sort_key().0
    );
}
