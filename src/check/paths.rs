//! Files of saved copies: inside the timeline's folder, there, in the order they were seen.

use super::articles::{Articles, SavedCopy};
use crate::calendar::NaiveDate;
use crate::diagnostic::{Code, Diagnostic};
use crate::timeline::{Document, Id, Route, Source, Timeline};

pub(super) fn check(
    document: &Document,
    timeline: &Timeline,
    articles: &Articles,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (id, source) in &timeline.sources {
        for (i, version) in source.versions.iter().enumerate() {
            let route = || version_route(id, i).key("file");
            let file = &version.file;
            let bad = |why: &str| {
                Diagnostic::new(Code::BadPath, format!("`{file}` is no file of this timeline"))
                    .label(document.find(&route()), why)
                    .help("save the article in the timeline's folder: `articles/NAME.md`")
            };
            match (why_bad(file), articles.get(file)) {
                (Some(why), _) => found.push(bad(why)),
                (None, Some(SavedCopy::Outside)) => {
                    found.push(bad("a link that leads out of the timeline's folder"));
                }
                (None, Some(SavedCopy::Unreadable(why))) => found.push(
                    Diagnostic::new(Code::FileMissing, format!("cannot read `{file}`: {why}"))
                        .label(document.find(&route()), "quotes are not looked up in it")
                        .help("save the article there, or drop this version"),
                ),
                (None, Some(SavedCopy::Text(_)) | None) => {}
            }
        }
        found.extend(order(document, id, source));
    }
    found
}

fn version_route(source: &Id, version: usize) -> Route {
    Route::new().key("sources").key(source.as_str()).key("versions").index(version)
}

/// Why a path may not be opened, if so: it must be relative and stay below the timeline's folder
/// on every system. Links are another matter: see [`SavedCopy::Outside`].
pub(crate) fn why_bad(path: &str) -> Option<&'static str> {
    let bytes = path.as_bytes();
    if path.trim().is_empty() {
        Some("it is empty")
    } else if path.chars().any(char::is_control) {
        Some("it holds a control character")
    } else if path.contains('\\') {
        Some("folders are parted by `/`")
    } else if path.starts_with(['/', '~']) {
        Some("a path begins in the timeline's folder")
    } else if bytes.len() > 1 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':' {
        Some("a path names no drive")
    } else if path.split('/').any(|part| part == "..") {
        Some("it leads out of the timeline's folder")
    } else {
        None
    }
}

/// Versions that were seen before the one above them, and times that are none.
fn order(document: &Document, id: &Id, source: &Source) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut latest: Option<(usize, Seen, &str)> = None;
    for (i, version) in source.versions.iter().enumerate() {
        let Some(written) = &version.seen else { continue };
        let route = version_route(id, i).key("seen");
        let Some(seen) = Seen::read(written) else {
            found.push(
                Diagnostic::new(Code::BadDate, format!("`{written}` is no day or time"))
                    .label(document.find(&route), "")
                    .help("write a day, or a day and time: \"2025-05-12T06:10Z\""),
            );
            continue;
        };
        match &latest {
            Some((above, last, spelled)) if seen.is_before(last) => found.push(
                Diagnostic::new(
                    Code::VersionOrder,
                    format!("a version of `{id}` was seen before the one above it"),
                )
                .label(document.find(&route), format!("seen {written}"))
                .label(
                    document.find(&version_route(id, *above).key("seen")),
                    format!("seen {spelled}"),
                )
                .help("put the versions in the order they were seen, the oldest first"),
            ),
            _ => latest = Some((i, seen, written)),
        }
    }
    found
}

/// When a version was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Seen {
    day: NaiveDate,
    /// In minutes since the day's begin in UTC; may leave the day.
    minutes: Option<i32>,
}

impl Seen {
    /// Reads `2025-05-12`, or with a time `T06:10`, `T06:10:30`, and a zone `Z`, `+03:00` or none.
    fn read(text: &str) -> Option<Self> {
        let (day, time) = match text.split_once(['T', ' ']) {
            Some((day, time)) => (day, Some(time)),
            None => (text, None),
        };
        let digits = |text: &str, most: i32| {
            (text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit()))
                .then(|| text.parse().ok().filter(|n| *n <= most))
                .flatten()
        };
        let day = (day.len() == 10).then(|| day.parse().ok()).flatten()?;
        let Some(time) = time else { return Some(Self { day, minutes: None }) };
        let (clock, zone) = match time.find(['Z', '+', '-']) {
            Some(at) => time.split_at(at),
            None => (time, "Z"),
        };
        let mut parts = clock.split(':');
        let minutes = digits(parts.next()?, 23)? * 60 + digits(parts.next()?, 59)?;
        if parts.next().is_some_and(|seconds| digits(seconds, 60).is_none())
            || parts.next().is_some()
        {
            return None;
        }
        let ahead = match zone.strip_prefix(['+', '-']) {
            None => (zone == "Z").then_some(0)?,
            Some(offset) => {
                let (hours, rest) =
                    offset.split_once(':').or_else(|| offset.split_at_checked(2))?;
                let ahead =
                    digits(hours, 14)? * 60 + if rest.is_empty() { 0 } else { digits(rest, 59)? };
                if zone.starts_with('-') { -ahead } else { ahead }
            }
        };
        Some(Self { day, minutes: Some(minutes - ahead) })
    }

    /// Whether it was surely seen before the other one.
    fn is_before(&self, other: &Self) -> bool {
        let apart = (other.day - self.day).num_days();
        match (self.minutes, other.minutes) {
            (Some(mine), Some(others)) => i64::from(others) + apart * 1440 > i64::from(mine),
            _ => apart > 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_in_the_folder() {
        for path in ["articles/a.v1.md", "a.md", "./a.md", "a..b/c.md", "статья.html"] {
            assert_eq!(why_bad(path), None, "{path}");
        }
        for path in [
            "",
            " ",
            "/etc/passwd",
            "../a.md",
            "articles/../../a.md",
            "..",
            "C:/a.md",
            "c:a.md",
            "a\\b.md",
            "..\\a.md",
            "~/a.md",
            "a\0.md",
            "a\n.md",
        ] {
            assert!(why_bad(path).is_some(), "{path:?}");
        }
    }

    #[test]
    fn times_are_compared_as_far_as_they_are_told() {
        for (one, other, before) in [
            ("2025-05-12", "2025-05-13", true),
            ("2025-05-12", "2025-05-12T06:10Z", false),
            ("2025-05-12T06:10Z", "2025-05-12T06:11Z", true),
            ("2025-05-12T09:00+03:00", "2025-05-12T07:00Z", true),
            ("2025-05-12T23:30-02:00", "2025-05-13T01:00Z", false),
            ("2025-05-12 06:10:59", "2025-05-12T06:10", false),
        ] {
            let read = |text| Seen::read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(read(one).is_before(&read(other)), before, "{one} < {other}");
        }
        for text in [
            "",
            "yesterday",
            "2025-02-30",
            "2025-05-12T",
            "2025-05-12T25:00Z",
            "2025-05-12T06:10X",
            "2025-05-12T06:10:10:10",
            "2025-05-12T06:10+é",
            "25-5-1",
        ] {
            assert_eq!(Seen::read(text), None, "{text}");
        }
    }
}
