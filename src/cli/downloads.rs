//! The files of a site: its pages, and each timeline in the formats that other programs read.

use std::io::{self, Write};

use clap::ValueEnum as _;

use super::export::Format;
use super::files::Input;
use super::publish::Files;
use crate::export::Dot;
use crate::site::{Edition, Pages};

/// File name, name in the texts of a language, and the format; the file itself comes first.
const FILES: [(&str, &str, &str); 10] = [
    ("timeline.json", "json", "json"),
    ("timeline.csv", "csv", "csv"),
    ("timeline.ics", "ics", "ics"),
    ("timeline.jsonld", "jsonld", "jsonld"),
    ("timeline.dot", "dot", "dot"),
    ("timeline.graphml", "graphml", "graphml"),
    ("timeline.gexf", "gexf", "gexf"),
    ("timelinejs.json", "timelinejs", "timelinejs"),
    ("cameo.csv", "cameo", "cameo"),
    ("plover.jsonl", "plover", "plover"),
];

/// What each timeline's `data` folder holds, for the page that lists it.
pub(super) fn listed() -> Vec<(String, &'static str)> {
    let mut all = vec![("timeline.yaml".to_owned(), "yaml")];
    all.extend(FILES.iter().map(|(file, said, _)| ((*file).to_owned(), *said)));
    all
}

/// Pages and downloads as one.
pub(super) struct Whole<'p> {
    pages: Pages<'p>,
    editions: &'p [Edition<'p>],
    inputs: &'p [&'p Input],
    /// Path, which timeline, and which format; none for the file itself.
    files: Vec<(String, usize, Option<Format>)>,
}

impl<'p> Whole<'p> {
    /// `inputs` are those of the editions, in the same order.
    pub(super) fn new(
        pages: Pages<'p>,
        editions: &'p [Edition<'p>],
        inputs: &'p [&'p Input],
    ) -> Self {
        let mut files = Vec::new();
        for (i, edition) in editions.iter().enumerate() {
            let mut add = |file: &str, format| {
                files.push((format!("{}/data/{file}", edition.name), i, format));
            };
            add("timeline.yaml", None);
            for (file, _, name) in FILES {
                let format = Format::from_str(name, false).expect("each is a value of `--format`");
                add(file, Some(format));
            }
        }
        Self { pages, editions, inputs, files }
    }

    /// How many of the files are pages.
    pub(super) fn pages(&self) -> usize {
        let pages = 0..self.pages.len();
        pages.filter(|&i| self.pages.is_page(i)).count()
    }
}

impl Files for Whole<'_> {
    fn count(&self) -> usize {
        self.pages.len() + self.files.len()
    }

    fn path(&self, i: usize) -> &str {
        match i.checked_sub(self.pages.len()) {
            None => self.pages.path(i),
            Some(i) => &self.files[i].0,
        }
    }

    fn text(&self, i: usize, out: &mut String) {
        if i < self.pages.len() {
            return self.pages.render_into(i, out);
        }
        out.clear();
        let bytes = self.bytes(i);
        out.push_str(&String::from_utf8_lossy(&bytes));
    }

    fn is_long(&self, i: usize) -> bool {
        i >= self.pages.len()
    }

    fn write(&self, i: usize, out: &mut dyn Write) -> io::Result<()> {
        let Some(i) = i.checked_sub(self.pages.len()) else {
            return out.write_all(&self.pages.render(i));
        };
        let (_, at, format) = &self.files[i];
        match format {
            None => out.write_all(self.inputs[*at].document.text.as_bytes()),
            Some(format) => {
                let name = self.editions[*at].name.as_str();
                format.write(self.editions[*at].graph, name, Dot::default(), out)
            }
        }
    }
}
