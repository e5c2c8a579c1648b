//! Trains the language model from treebanks in CoNLL-U.
//!
//! ```text
//! cargo run --release --example train_model -- train MODEL FILE...
//! cargo run --release --example train_model -- teach MODEL FILE...
//! cargo run --release --example train_model -- score MODEL FILE...
//! ```
//!
//! `train` writes the model file, the same to the byte from the same files on every machine; with
//! `RUSTFLAGS="-C target-cpu=native"` it is ready sooner. `teach` trains four networks first, which
//! teach that of the file. `score` says how often the model is
//! right, for each file and for each genre that the names of a file's sentences tell.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a program of its own, with files and terminal"
)]

use std::collections::BTreeMap;
use std::error::Error;
use std::process::ExitCode;
use std::time::Instant;

use demarche::text::model::{self, Model, Tree, train};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let result = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["train", out, first, ref rest @ ..] => {
            learn(out, &[&[first], rest].concat(), &train::Settings::default())
        }
        ["teach", out, first, ref rest @ ..] => {
            let settings = train::Settings { teachers: 4, ..train::Settings::default() };
            learn(out, &[&[first], rest].concat(), &settings)
        }
        ["score", path, first, ref rest @ ..] => score(path, &[&[first], rest].concat()),
        _ => {
            eprintln!("usage: train_model train|teach|score MODEL FILE...");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("train_model: {error}");
            ExitCode::from(2)
        }
    }
}

fn learn(out: &str, files: &[&str], settings: &train::Settings) -> Result<(), Box<dyn Error>> {
    let mut trees = Vec::new();
    for path in files {
        trees.extend(read(path)?);
    }
    let began = Instant::now();
    let bytes = train::train(&trees, settings, |line| {
        eprintln!("{:5.0} s  {line}", began.elapsed().as_secs_f64());
    });
    std::fs::write(out, &bytes).map_err(|why| format!("cannot write `{out}`: {why}"))?;
    Ok(())
}

fn score(path: &str, files: &[&str]) -> Result<(), Box<dyn Error>> {
    let bytes = std::fs::read(path).map_err(|why| format!("cannot read `{path}`: {why}"))?;
    let model = Model::new(&bytes)?;
    println!(
        "| text | sentences | words | UPOS | XPOS | lemmas | of verbs | UAS | LAS | sentences/s |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for path in files {
        let trees = read(path)?;
        let all: Vec<&Tree> = trees.iter().collect();
        line(&model, path.rsplit('/').next().unwrap_or(path), &all);
        let mut genres: BTreeMap<&str, Vec<&Tree>> = BTreeMap::new();
        for tree in &trees {
            genres.entry(genre(tree)).or_default().push(tree);
        }
        for (genre, trees) in genres.iter().filter(|_| genres.len() > 1) {
            line(&model, &format!("– {genre}"), trees);
        }
    }
    Ok(())
}

fn line(model: &Model<'_>, name: &str, trees: &[&Tree]) {
    let began = Instant::now();
    let scores = train::evaluate(model, trees.iter().copied());
    let speed = trees.len() as f64 / began.elapsed().as_secs_f64();
    let train::Scores { words, upos, xpos, lemmas, verbs, uas, las } = scores;
    println!(
        "| {name} | {} | {words} | {upos:.2} | {xpos:.2} | {lemmas:.2} | {verbs:.2} | {uas:.2} | {las:.2} | {speed:.0} |",
        trees.len()
    );
}

/// `news` from `GUM_news_taxes-3`, `weblog` from `weblog-blogspot.com_...`.
fn genre(tree: &Tree) -> &str {
    let name = tree.comments.iter().find_map(|line| line.strip_prefix("# sent_id = "));
    let name = name.unwrap_or_default();
    let name = name.strip_prefix("GUM_").unwrap_or(name);
    name.split(['_', '-']).next().unwrap_or(name)
}

fn read(path: &str) -> Result<Vec<Tree>, Box<dyn Error>> {
    let text =
        std::fs::read_to_string(path).map_err(|why| format!("cannot read `{path}`: {why}"))?;
    Ok(model::read(&text).map_err(|why| format!("`{path}`, {why}"))?)
}
