//! Scores where sentences and words end against treebanks in CoNLL-U.
//!
//! ```text
//! cargo run --release --example score_boundaries -- [--errors] [--only GENRE] FILE...
//! ```
//!
//! Each document of a treebank is put back into raw text: sentences from `# text`, a blank line
//! before `# newpar`, no space where the last word has `SpaceAfter=No`. That text is read as
//! `demarche parse` reads a file, so a paragraph that is taken for a byline or a share button
//! costs its words too. For each file and each genre that the names of its documents tell:
//!
//! - ends: ends of sentences inside paragraphs (paragraphs with one sentence on both sides say
//!   nothing and are not counted), F1;
//! - sentences: whole sentences from the first letter to the last, F1;
//! - words: syntactic words as the treebank has them ("do" and "n't"), F1;
//! - tokens: the same with the treebank's ranges ("don't") as one, F1;
//! - unread: words of the treebank in text that has no sentences for us, in a thousand.
//!
//! `--errors` prints what differs, with its surroundings, the most frequent words first.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a program of its own, with files and terminal"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::ops::Range;
use std::process::ExitCode;

use demarche::article;
use demarche::text::{Text, word_spans};

/// A run of letters and marks, counted without white space from the document's first.
type Letters = Range<usize>;

/// A document of a treebank as raw text, and what the treebank says of it.
#[derive(Debug, Default)]
struct Document {
    name: String,
    raw: String,
    /// How many letters there are so far.
    letters: usize,
    paragraphs: Vec<usize>,
    sentences: Vec<Letters>,
    words: Vec<Letters>,
    /// Words that the treebank writes as one: "don't", "cannot".
    ranges: Vec<Letters>,
}

impl Document {
    fn push(&mut self, words: &[String]) {
        for word in words {
            let start = self.letters;
            self.letters += letters(word);
            self.words.push(start..self.letters);
        }
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Count {
    right: usize,
    gold: usize,
    found: usize,
}

impl Count {
    fn of<T: Ord>(gold: &BTreeSet<T>, found: &BTreeSet<T>) -> Self {
        Self { right: gold.intersection(found).count(), gold: gold.len(), found: found.len() }
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.gold += other.gold;
        self.found += other.found;
    }

    fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.gold + self.found).max(1) as f64
    }
}

#[derive(Debug, Default)]
struct Scores {
    ends: Count,
    sentences: Count,
    words: Count,
    tokens: Count,
    unread: usize,
    wrong: BTreeMap<String, (usize, String)>,
}

fn main() -> ExitCode {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let errors =
        files.iter().position(|arg| arg == "--errors").map(|at| files.remove(at)).is_some();
    let only = files.iter().position(|arg| arg == "--only").map(|at| {
        let mut both = files.drain(at..(at + 2).min(files.len()));
        both.nth(1).unwrap_or_default()
    });
    if files.is_empty() {
        eprintln!("usage: score_boundaries [--errors] [--only GENRE] FILE...");
        return ExitCode::from(2);
    }
    match run(&files, only.as_deref(), errors) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("score_boundaries: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(files: &[String], only: Option<&str>, errors: bool) -> Result<(), Box<dyn Error>> {
    println!("| text | ends | F1 | sentences | words | F1 | tokens | unread ‰ |");
    println!("|---|---|---|---|---|---|---|---|");
    for path in files {
        let text =
            std::fs::read_to_string(path).map_err(|why| format!("cannot read `{path}`: {why}"))?;
        let mut genres: BTreeMap<String, Scores> = BTreeMap::new();
        for document in documents(&text) {
            let genre = genre(&document.name);
            if only.is_none_or(|only| only == genre) {
                score(&document, genres.entry(genre.to_owned()).or_default())?;
            }
        }
        println!("| {} | | | | | | | |", path.rsplit('/').next().unwrap_or(path));
        for (genre, scores) in &genres {
            let Scores { ends, sentences, words, tokens, unread, wrong } = scores;
            println!(
                "| – {genre} | {} | {:.2} | {:.2} | {} | {:.2} | {:.2} | {:.1} |",
                ends.gold,
                ends.f1(),
                sentences.f1(),
                words.gold,
                words.f1(),
                tokens.f1(),
                *unread as f64 * 1000.0 / words.gold as f64,
            );
            if errors {
                let mut wrong: Vec<_> = wrong.iter().collect();
                wrong.sort_by_key(|(kind, (times, _))| (std::cmp::Reverse(*times), *kind));
                for (kind, (times, example)) in wrong {
                    println!("{times:5}  {kind}   in   {example}");
                }
            }
        }
    }
    Ok(())
}

/// `news` from `GUM_news_taxes`, `weblog` from `weblog-blogspot.com_...`.
fn genre(name: &str) -> &str {
    let name = name.strip_prefix("GUM_").unwrap_or(name);
    name.split(['_', '-']).next().unwrap_or(name)
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// The documents of a treebank in CoNLL-U.
fn documents(text: &str) -> Vec<Document> {
    let mut documents: Vec<Document> = Vec::new();
    let mut new_paragraph = true;
    let mut space = false;
    // The last word of the range that is being read, and the range's words so far.
    let mut range: Option<(usize, String, Vec<String>)> = None;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("# newdoc id = ") {
            documents.push(Document { name: name.to_owned(), ..Document::default() });
            (new_paragraph, space) = (true, false);
            continue;
        }
        if line.starts_with("# newpar") {
            new_paragraph = true;
            continue;
        }
        let Some(document) = documents.last_mut() else { continue };
        if let Some(words) = line.strip_prefix("# text = ") {
            if new_paragraph {
                document.paragraphs.push(document.letters);
                if !document.raw.is_empty() {
                    document.raw.push_str("\n\n");
                }
            } else if space {
                document.raw.push(' ');
            }
            new_paragraph = false;
            document.raw.push_str(words.trim());
            let start = document.letters;
            document.sentences.push(start..start + letters(words));
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        if line.starts_with('#') || fields.len() != 10 || fields[0].contains('.') {
            continue;
        }
        let (id, form) = (fields[0], fields[1]);
        let after = !fields[9].split('|').any(|one| one == "SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            range = Some((last.parse().unwrap_or(0), form.to_owned(), Vec::new()));
            space = after;
            continue;
        }
        if let Some((last, whole, words)) = &mut range {
            words.push(form.to_owned());
            if id.parse::<usize>().ok() == Some(*last) {
                let apart = words.concat() == *whole;
                let start = document.letters;
                document.push(if apart { words } else { std::slice::from_ref(whole) });
                document.ranges.push(start..document.letters);
                range = None;
            }
        } else {
            document.push(&[form.to_owned()]);
            space = after;
        }
    }
    documents
}

fn score(document: &Document, scores: &mut Scores) -> Result<(), Box<dyn Error>> {
    let raw = &document.raw;
    let article =
        article::read(raw.as_bytes(), None).map_err(|why| format!("{}: {why}", document.name))?;
    if article.text != *raw {
        return Err(format!("{}: it is not read as plain text", document.name).into());
    }
    let text = Text::whole(&article);
    // Bytes → letters before them, and back.
    let mut before = vec![0; raw.len() + 1];
    let mut bytes = Vec::new();
    for (at, c) in raw.char_indices() {
        if !c.is_whitespace() {
            bytes.push(at);
        }
        before[at + 1..=at + c.len_utf8()].fill(bytes.len());
    }
    bytes.push(raw.len());
    let place = |span: &Range<usize>| (before[span.start], before[span.end]);
    let pair = |span: &Letters| (span.start, span.end);

    let starts: BTreeSet<usize> = document.paragraphs.iter().copied().collect();
    let inside = |end: usize| end < document.letters && !starts.contains(&end);
    let gold: BTreeSet<_> = document.sentences.iter().map(pair).collect();
    // What only an item's bullet or a byline leaves out is no end of a sentence.
    let found: BTreeSet<_> = text.sentences.iter().map(|one| place(&one.span)).collect();
    let gold_ends: BTreeSet<_> =
        gold.iter().map(|span| span.1).filter(|&end| inside(end)).collect();
    let found_ends: BTreeSet<_> =
        found.iter().map(|span| span.1).filter(|&end| inside(end)).collect();
    scores.ends.add(Count::of(&gold_ends, &found_ends));
    scores.sentences.add(Count::of(&gold, &found));

    let gold_words: BTreeSet<_> = document.words.iter().map(pair).collect();
    let found_words: BTreeSet<_> = word_spans(&article, &text).map(|span| place(&span)).collect();
    scores.words.add(Count::of(&gold_words, &found_words));
    let (gold_tokens, found_tokens) =
        (joined(&gold_words, &document.ranges), joined(&found_words, &document.ranges));
    scores.tokens.add(Count::of(&gold_tokens, &found_tokens));
    let mut read = vec![false; document.letters + 1];
    for word in &found_words {
        read[word.0] = true;
    }
    scores.unread += document
        .words
        .iter()
        .filter(|word| !(word.start..word.end).any(|at| read[at]) && !covered(word, &found_words))
        .count();

    let around = |from: usize, to: usize| {
        let from = bytes[from.saturating_sub(25)];
        let to = bytes[(to + 25).min(document.letters)];
        raw[from..to].replace('\n', "⏎")
    };
    let mut wrong = |kind: String, from: usize, to: usize| {
        scores.wrong.entry(kind).or_insert_with(|| (0, around(from, to))).0 += 1;
    };
    for &end in gold_ends.symmetric_difference(&found_ends) {
        let kind = if gold_ends.contains(&end) { "missed" } else { "false" };
        wrong(
            format!("END {kind} {}⏐{}", &raw[bytes[end.saturating_sub(6)]..bytes[end]], ""),
            end,
            end,
        );
    }
    // Runs of words that differ.
    for word in gold_words.difference(&found_words) {
        let found: Vec<_> = found_words
            .range((word.0.saturating_sub(60), 0)..(word.1, 0))
            .filter(|other| other.1 > word.0)
            .map(|other| raw[bytes[other.0]..bytes[other.1]].trim())
            .collect();
        let gold = raw[bytes[word.0]..bytes[word.1]].trim();
        wrong(format!("WORD {gold:?} found as {}", found.join(" ")), word.0, word.1);
    }
    Ok(())
}

fn covered(word: &Letters, found: &BTreeSet<(usize, usize)>) -> bool {
    found.range(..(word.start + 1, 0)).next_back().is_some_and(|other| other.1 > word.start)
}

/// The words, those within a range made one where both its ends are ends of words.
fn joined(words: &BTreeSet<(usize, usize)>, ranges: &[Letters]) -> BTreeSet<(usize, usize)> {
    let mut joined = words.clone();
    for range in ranges {
        let inside: Vec<_> = words.range((range.start, 0)..(range.end, 0)).copied().collect();
        let whole = inside.first().is_some_and(|first| first.0 == range.start)
            && inside.last().is_some_and(|last| last.1 == range.end);
        if whole {
            for part in inside {
                joined.remove(&part);
            }
            joined.insert((range.start, range.end));
        }
    }
    joined
}
