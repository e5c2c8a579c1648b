//! Quality on annotated articles, which are not part of this repository.
//!
//! Where `DEMARCHE_GOLD` points at a folder with `articles/` and `time/`, the program is scored on
//! them and held against `tests/articles/scores.md`; without it the test says that it was skipped.
//! `UPDATE_SCORES=1` writes the file anew.

#![expect(clippy::print_stdout, reason = "figures are there to be read")]
#![expect(
    clippy::disallowed_methods,
    reason = "tests are told where the articles lie, and keep scores"
)]

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a figure may lose before it counts as a loss.
const SLACK: f64 = 0.01;

/// A headline figure: what it is called, where the scorer has it, and whether less is better.
type Headline = (&'static str, &'static str, bool);

const ARTICLES: &[Headline] = &[
    ("core events that are usable as they are", "usable_event_rate", false),
    ("events that are none (less is better)", "noise_rate", true),
    ("events found, precision", "detection/precision", false),
    ("events found, recall of core events", "detection/recall_core", false),
    ("events found, F1", "detection/f1_all", false),
    ("type", "type/exact", false),
    ("date, to the letter", "date/exact", false),
    ("date, overlapping", "date/overlap", false),
    ("modality", "modality", false),
    ("place, where there is one", "place/where_gold_has_one", false),
    ("who does it, F1", "source_actors/f1", false),
    ("to whom, F1", "target_actors/f1", false),
    ("relations, F1", "relations/all/f1", false),
];

const TIMES: &[Headline] = &[
    ("extent, to the letter, F1", "all/strict/F1", false),
    ("extent, overlapping, F1", "all/relaxed/F1", false),
    ("type, F1", "all/type/F1", false),
    ("value, F1", "all/value/F1", false),
];

const CODES: &[Headline] = &[
    ("root, F1", "root/f1", false),
    ("pair of countries, F1", "pair/f1", false),
    ("pair and root, F1", "triple/f1", false),
    ("code to the last digit, F1", "code/f1", false),
];

const ROOTS: &[Headline] = &[("root, recall", "root/r", false)];

/// What was measured: a title, how much was measured on, and the figures from 0 to 1.
struct Scores {
    title: &'static str,
    size: String,
    figures: Vec<(&'static str, f64, bool)>,
}

impl Scores {
    fn new(
        title: &'static str,
        size: String,
        json: &str,
        headlines: &[Headline],
        unit: f64,
    ) -> Self {
        let json: serde_json::Value = serde_json::from_str(json).unwrap();
        let figures = headlines
            .iter()
            .map(|(name, at, less)| {
                let figure = json.pointer(&format!("/{at}")).and_then(serde_json::Value::as_f64);
                (*name, figure.unwrap_or_else(|| panic!("no {at} in {json}")) / unit, *less)
            })
            .collect();
        Self { title, size, figures }
    }

    fn table(&self) -> String {
        let Self { title, size, figures } = self;
        let mut table = format!("## {title}\n\nOn {size}.\n\n| | |\n|---|---|\n");
        for (name, figure, _) in figures {
            writeln!(table, "| {name} | {figure:.3} |").unwrap();
        }
        table
    }

    /// What was lost against a committed table; `None` where that is of other articles.
    fn losses(&self, committed: &str) -> Option<Vec<String>> {
        let section = committed.split("## ").find(|part| part.starts_with(self.title))?;
        if !section.contains(&format!("\nOn {}.\n", self.size)) {
            return None;
        }
        let lost = |&(name, now, less): &(&str, f64, bool)| {
            let row = section.lines().find_map(|row| row.strip_prefix(&format!("| {name} | ")));
            let before: f64 = row?.strip_suffix(" |")?.parse().ok()?;
            let loss = if less { now - before } else { before - now };
            (loss > SLACK).then(|| format!("{name}: {before:.3} before, {now:.3} now"))
        };
        Some(self.figures.iter().filter_map(lost).collect())
    }
}

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// What a command prints; it is to succeed.
fn output(command: &mut Command) -> String {
    let output = command.stderr(Stdio::inherit()).output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", output.status);
    String::from_utf8(output.stdout).unwrap()
}

fn articles(gold: &Path) -> Scores {
    let json = output(
        Command::new("python3")
            .arg(repository("tests/score_articles.py"))
            .args(["--binary", env!("CARGO_BIN_EXE_demarche"), "--json"])
            .env("DEMARCHE_GOLD", gold),
    );
    let found: serde_json::Value = serde_json::from_str(&json).unwrap();
    let size = format!("{} articles with {} events", found["articles"], found["gold_events"]);
    Scores::new("Articles", size, &json, ARTICLES, 1.0)
}

fn times(gold: &Path) -> Scores {
    let documents = gold.join("time/timex-dev.jsonl");
    let found = tempfile::NamedTempFile::new().unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(["times", "--stream"])
        .stdin(File::open(&documents).unwrap())
        .stdout(found.reopen().unwrap())
        .status();
    assert!(status.unwrap().success());
    let mut score = Command::new("python3");
    let json = output(
        score.arg(gold.join("time/score.py")).arg("--json").arg(&documents).arg(found.path()),
    );
    let counted: serde_json::Value = serde_json::from_str(&json).unwrap();
    let (documents, expressions) = (&counted["all"]["docs"], &counted["all"]["gold"]);
    let size = format!("{documents} documents with {expressions} expressions");
    Scores::new("Expressions of time", size, &json, TIMES, 100.0)
}

/// Sentences with their codes: `options` are the scorer's, which pick a set.
fn codes(gold: &Path, title: &'static str, file: &str, options: &[&str]) -> Scores {
    let sentences = gold.join("events").join(file);
    let found = tempfile::NamedTempFile::new().unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(["extract", "--stream", "--format", "cameo"])
        .stdin(File::open(&sentences).unwrap())
        .stdout(found.reopen().unwrap())
        .status();
    assert!(status.unwrap().success());
    let mut score = Command::new("python3");
    score.arg(gold.join("events/score.py")).arg("--json").args(options);
    let json = output(score.arg(&sentences).arg(found.path()));
    let counted: serde_json::Value = serde_json::from_str(&json).unwrap();
    let size = format!("{} sentences", counted["all"]["sentences"]);
    let json = counted["all"].to_string();
    Scores::new(title, size, &json, if options.contains(&"--merged") { ROOTS } else { CODES }, 1.0)
}

fn relations(gold: &Path) -> Scores {
    let found = crate::relations::measure(gold);
    Scores { title: "Order of events", size: found.size, figures: found.figures }
}

/// Which type an event has and which it was given, where they differ, and how often.
fn confusions(gold: &Path) -> String {
    let shown = output(
        Command::new("python3")
            .arg(repository("tests/score_articles.py"))
            .args(["--binary", env!("CARGO_BIN_EXE_demarche"), "--show"])
            .env("DEMARCHE_GOLD", gold),
    );
    let mut counts = BTreeMap::new();
    for pair in shown.lines().filter_map(|line| line.strip_prefix("  = ")) {
        // "e1 talks 2025-05-15 | the-talks meeting 2025-05-15 A title"
        let (truth, found) = pair.split_once(" | ").unwrap();
        let second = |part: &str| part.split_whitespace().nth(1).unwrap_or("?").to_owned();
        let types = (second(truth), second(found));
        if types.0 != types.1 {
            *counts.entry(types).or_insert(0) += 1;
        }
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_key(|(_, count): &(_, usize)| std::cmp::Reverse(*count));
    let mut table = "## Types confused\n\n| is | taken for | times |\n|---|---|---|\n".to_owned();
    for ((truth, found), count) in rows {
        writeln!(table, "| {truth} | {found} | {count} |").unwrap();
    }
    table
}

#[test]
fn no_figure_is_lost() {
    let Some(gold) = env::var_os("DEMARCHE_GOLD").filter(|gold| !gold.is_empty()) else {
        return println!("skipped: DEMARCHE_GOLD does not say where annotated articles lie");
    };
    if !Command::new("python3").arg("--version").output().is_ok_and(|said| said.status.success()) {
        return println!("skipped: the scorers need python3");
    }
    let gold = PathBuf::from(gold);
    let manual = &["--set", "cameo-manual"];
    let scores = [
        articles(&gold),
        times(&gold),
        codes(&gold, "Codes, the manual's sentences", "coded-dev.jsonl", manual),
        codes(&gold, "Codes, sentences with one marked pair", "plv-dev.jsonl", &["--merged"]),
        relations(&gold),
    ];
    let tables = scores.iter().map(Scores::table).collect::<Vec<_>>().join("\n");
    println!("{tables}");

    let file = repository("tests/articles/scores.md");
    if env::var_os("UPDATE_SCORES").is_some() {
        let head = "# Scores\n\nWritten by `UPDATE_SCORES=1 cargo test score`; see the README.\n";
        fs::write(file, format!("{head}\n{tables}\n{}", confusions(&gold))).unwrap();
        return;
    }
    let committed = fs::read_to_string(file).unwrap();
    for score in scores {
        match score.losses(&committed) {
            None => println!("{}: other ones than those of scores.md, not compared", score.title),
            Some(lost) => assert_eq!(lost, [""; 0], "{} got worse", score.title),
        }
    }
}

#[test]
fn a_loss_is_told_with_both_scores() {
    let scores = |good, bad| Scores {
        title: "Articles",
        size: "2 articles".to_owned(),
        figures: vec![("found", good, false), ("noise", bad, true)],
    };
    let before = format!("# Scores\n\n{}\n", scores(0.7, 0.3).table());
    for (good, bad, lost) in [
        (0.7, 0.3, &[][..]),
        (0.692, 0.308, &[]),
        (0.9, 0.1, &[]),
        (0.68, 0.3, &["found: 0.700 before, 0.680 now"]),
        (0.7, 0.32, &["noise: 0.300 before, 0.320 now"]),
    ] {
        assert_eq!(scores(good, bad).losses(&before).unwrap(), lost, "{good} {bad}");
    }
    assert_eq!(scores(0.1, 0.9).losses("## Articles\n\nOn 3 articles.\n"), None);
}
