//! Our reading of EDTF beside that of `edtf-core`, which knows levels 0 to 2.
//!
//! Where both read a date they must give the same first and last day. Where only one reads it,
//! the table says why; it is why timelines have a calendar of their own.

use edtf_core::{Bound, Edtf};

use super::*;

/// First and last day, or `None` if it is not read.
type Days = Option<(Option<String>, Option<String>)>;

fn ours(text: &str) -> Days {
    let bounds = text.parse::<When>().ok()?.bounds();
    let day = |day: NaiveDate| day.to_string().trim_start_matches('+').to_owned();
    Some((bounds.earliest_start.map(day), bounds.latest_end.map(day)))
}

fn theirs(text: &str) -> Days {
    let bounds = text.parse::<Edtf>().ok()?.bounds();
    let day = |bound| match bound {
        Bound::Date(day) => Some(day.to_string()),
        Bound::NegativeInfinity | Bound::PositiveInfinity | Bound::Unknown => None,
    };
    Some((day(bounds.earliest), day(bounds.latest)))
}

const PIECES: [&str; 16] = [
    "2025",
    "2025-05",
    "2025-05-11",
    "2024-02-29",
    "202X",
    "19XX",
    "2025-XX",
    "2025-05-XX",
    "2025-XX-XX",
    "2022-21",
    "2022-24",
    "0000",
    "-0044",
    "-0044-03-15",
    "Y17000",
    "Y-17000",
];

#[test]
fn levels_0_and_1_and_sets_are_read_alike() {
    let mut both = 0;
    for a in PIECES {
        for sign in ["", "?", "~", "%"] {
            let mut texts = vec![
                format!("{a}{sign}"),
                format!("{a}{sign}/"),
                format!("{a}{sign}/.."),
                format!("/{a}{sign}"),
                format!("../{a}{sign}"),
            ];
            for b in PIECES {
                texts.push(format!("{a}{sign}/{b}"));
                texts.push(format!("{a}/{b}{sign}"));
            }
            for text in texts {
                assert_eq!(ours(&text), theirs(&text), "{text}");
                both += usize::from(ours(&text).is_some());
            }
        }
        let mut texts =
            vec![format!("[{a}]"), format!("[..{a}]"), format!("[{a}..]"), format!("[..{a}?]")];
        texts.extend(PIECES.iter().map(|b| format!("[{a},{b}]")));
        for text in texts {
            assert_eq!(ours(&text), theirs(&text), "{text}");
            both += usize::from(ours(&text).is_some());
        }
    }
    assert!(both > 1500, "most of them are dates: {both}");
}

#[test]
fn what_is_no_date_is_none_to_both() {
    for text in [
        "",
        "..",
        "/",
        "../..",
        "[]",
        "[..]",
        "2025-5-3",
        "25",
        "+2025",
        "-0000",
        "2025-13",
        "2025-00",
        "2025-05-00",
        "2025-05-32",
        "2025-02-29",
        "2025-22-01",
        "20250511",
        "2025-W20",
        "2025-132",
        "2025-05-14/2025-05-12",
        "2025/2024",
        "[2025..2024]",
        "Y2025",
        "Y02025",
        "2025-05-11?~",
        "2025 ",
        " 2025",
        "2025-05-11/2025-05-12/2025-05-13",
        "2025-05-12T25:00:00",
        "202x",
        "2025-05-12T24:00:01",
        "[2025-05-11]~",
        "..2025",
        "2025..",
        "Y",
        "-",
        "X",
        "２０２５",
    ] {
        assert_eq!((ours(text), theirs(text)), (None, None), "{text}");
    }
}

#[test]
fn where_the_two_differ_there_is_a_reason() {
    const MIXED: &str = "deadlines are told as coarsely as the source tells them";
    const SURE: &str = "the end of a range may be as doubtful as any date";
    const BLANK: &str = "the standard's own examples have a blank there";
    const TIME: &str = "news gives hours and minutes, and for both ends; only the day is kept";
    const LEVEL2: &str = "level 2: refused, and the help names the range to write";
    const TWO: &str = "all of them: that is two events";
    for (text, we_read_it, why) in [
        ("[2025-05-11..2025-06]", true, MIXED),
        ("[2025-05..2025-06-30]", true, MIXED),
        ("[2025-05-11~..2025-05-13]", true, SURE),
        ("[202X..203X]", true, MIXED),
        ("[2025-05-15, 2025-05-22]", true, BLANK),
        ("2025-05-12T10", true, TIME),
        ("2025-05-12T06:10Z", true, TIME),
        ("2025-05-12T06:10/2025-05-13T06:10", true, TIME),
        ("2025-33", false, LEVEL2),
        ("2025-41", false, LEVEL2),
        ("2025-25", false, LEVEL2),
        ("XXXX", false, LEVEL2),
        ("202X-05", false, LEVEL2),
        ("2025-XX-12", false, LEVEL2),
        ("2025-1X", false, LEVEL2),
        ("1X25", false, LEVEL2),
        ("Y17E3", false, LEVEL2),
        ("Y17000S2", false, LEVEL2),
        ("1950S2", false, LEVEL2),
        ("?2025-05-11", false, LEVEL2),
        ("2025-?05-11", false, LEVEL2),
        ("2025?-05", false, LEVEL2),
        ("{2025-05-11,2025-05-13}", false, TWO),
        ("{2025-05-11..2025-05-13}", false, TWO),
    ] {
        let (ours, theirs) = (ours(text), theirs(text));
        assert_eq!((ours.is_some(), theirs.is_some()), (we_read_it, !we_read_it), "{text}: {why}");
    }
}
