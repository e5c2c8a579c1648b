//! Saved copies of an article: from the command line, from a folder, from WARC files.

use std::cmp::Ordering;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::Error;
use super::files::{self, LARGEST_ARTICLE};
use crate::article::warc;

/// No WARC file is larger, unpacked, in bytes.
const LARGEST_ARCHIVE: u64 = 256 << 20;

/// A copy of an article, as it was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Copy {
    /// What to call it.
    pub(super) name: String,
    /// The file it is; `None` for standard input and for a page out of an archive.
    pub(super) path: Option<PathBuf>,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// When it was seen: a day, or a day and time in UTC.
    pub(super) seen: Option<String>,
    /// Where it was fetched from.
    pub(super) url: Option<String>,
}

impl Copy {
    /// How its file ends.
    pub(super) fn ending(&self) -> String {
        let ending = self.path.as_ref().and_then(|path| path.extension());
        let ending = ending.and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
        match ending.as_deref() {
            Some("html" | "htm" | "xhtml") => "html".to_owned(),
            Some("md" | "markdown") => "md".to_owned(),
            Some(_) if self.path.is_some() && !self.looks_like_html() => "txt".to_owned(),
            _ if self.looks_like_html() => "html".to_owned(),
            _ => "txt".to_owned(),
        }
    }

    /// A name by which a reader knows the format.
    pub(super) fn file_name(&self) -> String {
        match &self.path {
            Some(path) => path.to_string_lossy().into_owned(),
            None => format!("copy.{}", self.ending()),
        }
    }

    fn looks_like_html(&self) -> bool {
        let start = &self.bytes[..self.bytes.len().min(512)];
        start.trim_ascii_start().starts_with(b"<")
    }
}

/// The copies named on the command line.
pub(super) fn given(articles: &[String], seen: Option<&str>) -> Result<Vec<Copy>, Error> {
    let mut copies = Vec::new();
    for name in articles {
        if is_archive(Path::new(name)) {
            copies.extend(of_archive(Path::new(name))?);
            continue;
        }
        copies.push(Copy {
            name: name.clone(),
            path: (name != "-").then(|| PathBuf::from(name)),
            bytes: files::article_bytes(name)?,
            seen: seen.map(str::to_owned).or_else(|| moment(name)),
            url: None,
        });
    }
    Ok(copies)
}

/// The copies in a folder, the oldest first: by the moment that a file's name or an archive tells,
/// those without one behind the others, by their names.
pub(super) fn dated(folder: &Path) -> Result<Vec<Copy>, Error> {
    if !folder.is_dir() {
        return Err(Error::new(format!("`{}` is no folder of copies", folder.display())));
    }
    let mut copies = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry
            .map_err(|why| Error::new(format!("cannot read `{}`: {why}", folder.display())))?;
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if !entry.file_type().is_file() || hidden {
            continue;
        }
        if is_archive(path) {
            copies.extend(of_archive(path)?);
            continue;
        }
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let readable = ["html", "htm", "xhtml", "md", "markdown", "txt", "text"];
        if !readable.contains(&ending.to_ascii_lowercase().as_str()) {
            continue;
        }
        let bytes = files::bytes(path, LARGEST_ARTICLE)
            .map_err(|why| Error::file("read", path.display(), &why))?;
        let bytes = bytes.ok_or_else(|| {
            Error::new(format!("cannot read `{}`: larger than 16 MB", path.display()))
        })?;
        let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy();
        copies.push(Copy {
            name: path.display().to_string(),
            path: Some(path.to_path_buf()),
            bytes,
            seen: moment(&name),
            url: None,
        });
    }
    copies.sort_by(|one, other| {
        let undated = one.seen.is_none().cmp(&other.seen.is_none());
        undated
            .then_with(|| one.seen.cmp(&other.seen))
            .then_with(|| natural(&one.name, &other.name))
    });
    if copies.is_empty() {
        return Err(Error::new(format!("there is no article in `{}`", folder.display())));
    }
    Ok(copies)
}

fn is_archive(path: &Path) -> bool {
    let ending = |path: &Path| path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    let is = |path: &Path, wanted: &str| ending(path).is_some_and(|one| one == wanted);
    is(path, "warc")
        || is(path, "gz") && path.file_stem().is_some_and(|stem| is(Path::new(stem), "warc"))
}

/// The pages of a WARC file.
fn of_archive(path: &Path) -> Result<Vec<Copy>, Error> {
    let failed = |why: std::io::Error| Error::file("read", path.display(), &why);
    let too_large = || Error::new(format!("cannot read `{}`: too large", path.display()));
    let bytes = files::bytes(path, LARGEST_ARCHIVE).map_err(failed)?.ok_or_else(too_large)?;
    let bytes = if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut plain = Vec::new();
        let packed = flate2::read::MultiGzDecoder::new(bytes.as_slice());
        packed.take(LARGEST_ARCHIVE + 1).read_to_end(&mut plain).map_err(failed)?;
        if plain.len() as u64 > LARGEST_ARCHIVE {
            return Err(too_large());
        }
        plain
    } else {
        bytes
    };
    let pages = warc::pages(&bytes);
    Ok(pages
        .into_iter()
        .enumerate()
        .map(|(at, page)| Copy {
            name: format!("{} (page {})", path.display(), at + 1),
            path: None,
            bytes: page.body,
            // To the minute, as the file format writes it.
            seen: page.seen.as_deref().and_then(moment),
            url: page.url,
        })
        .collect())
}

/// The moment in a name: `2025-05-12T06-10`, `20250512061000`, `article.2025-05-12.html`.
pub(super) fn moment(name: &str) -> Option<String> {
    let bytes = name.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let (mut start, mut found) = (0, None);
    while start < bytes.len() && found.is_none() {
        let free = start == 0 || !digit(start - 1);
        if free && digit(start) {
            found = moment_at(&bytes[start..]);
        }
        start += 1;
    }
    found
}

/// A day and perhaps a time at the beginning of some bytes.
fn moment_at(bytes: &[u8]) -> Option<String> {
    let mut at = 0;
    let mut number = |width: usize, marks: &[u8]| -> Option<String> {
        let mut from = at;
        if bytes.get(from).is_some_and(|byte| marks.contains(byte)) {
            from += 1;
        }
        let digits = bytes.get(from..from + width)?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        at = from + width;
        Some(String::from_utf8_lossy(digits).into_owned())
    };
    let year = number(4, b"")?;
    let month = number(2, b"-_.")?;
    let day = number(2, b"-_.")?;
    let day = format!("{year}-{month}-{day}");
    day.parse::<chrono::NaiveDate>().ok()?;
    let time = number(2, b"T_- ").and_then(|hour| Some((hour, number(2, b":-_.")?)));
    let time = time.filter(|(hour, minute)| hour.as_str() < "24" && minute.as_str() < "60");
    Some(time.map_or_else(|| day.clone(), |(hour, minute)| format!("{day}T{hour}:{minute}Z")))
}

/// Names in the order of people: `v2` before `v10`.
fn natural(one: &str, other: &str) -> Ordering {
    let (mut one_rest, mut other_rest) = (one, other);
    loop {
        let number = |text: &'_ str| {
            text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len()
        };
        let (n, m) = (number(one_rest), number(other_rest));
        let order = if n > 0 && m > 0 {
            let (first, second) = (&one_rest[..n], &other_rest[..m]);
            let (first, second) = (first.trim_start_matches('0'), second.trim_start_matches('0'));
            (one_rest, other_rest) = (&one_rest[n..], &other_rest[m..]);
            first.len().cmp(&second.len()).then_with(|| first.cmp(second))
        } else {
            let (mut first, mut second) = (one_rest.chars(), other_rest.chars());
            let order = match (first.next(), second.next()) {
                (None, None) => return one.cmp(other),
                (first, second) => first.cmp(&second),
            };
            (one_rest, other_rest) = (first.as_str(), second.as_str());
            order
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_the_moment() {
        for (name, told) in [
            ("20250512061000.html", Some("2025-05-12T06:10Z")),
            ("article-2025-05-12T06-10.html", Some("2025-05-12T06:10Z")),
            ("article.2025-05-12.md", Some("2025-05-12")),
            ("2025-05-12T06:10:33Z", Some("2025-05-12T06:10Z")),
            ("article.v2.md", None),
            ("99999999.html", None),
            ("2025-13-12.html", None),
            ("", None),
        ] {
            assert_eq!(moment(name).as_deref(), told, "{name}");
        }
    }

    #[test]
    fn ten_comes_after_two() {
        let mut names = ["v10", "v2", "v1", "a", "v02"];
        names.sort_by(|one, other| natural(one, other));
        assert_eq!(names, ["a", "v1", "v02", "v2", "v10"]);
    }
}
