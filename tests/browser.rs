//! The site in a real browser: whole without scripts, on paper and in the downloads, accessible in
//! every light and direction, silent on the network. The facts are in `tests/browser/check.mjs`.
//!
//! Needs node, chromium, pdftotext and two packages in `target/browser`; `.ci/run` installs them.
//! Where something is missing, the test says what, and passes without having looked.

#![expect(clippy::disallowed_methods, reason = "tests run programs and look at files")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is missing to run the browser.
fn missing(modules: &Path) -> Vec<&'static str> {
    let runs = |program: &str, arg: &str| Command::new(program).arg(arg).output().is_ok();
    let mut missing = Vec::new();
    if !runs("node", "--version") {
        missing.push("node");
    }
    if !runs("pdftotext", "-v") {
        missing.push("pdftotext (package poppler-utils)");
    }
    if !chromium().is_file() {
        missing.push("chromium (or DEMARCHE_CHROMIUM)");
    }
    for package in ["playwright-core", "axe-core"] {
        if !modules.join("node_modules").join(package).is_dir() {
            missing.push(package);
        }
    }
    missing
}

fn chromium() -> PathBuf {
    std::env::var_os("DEMARCHE_CHROMIUM").map_or("/usr/bin/chromium".into(), PathBuf::from)
}

fn demarche(desk: &Path, args: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_demarche")).args(args).current_dir(desk).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code().is_some_and(|code| code < 2), "{args:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// A timeline that is split into periods, with a circle and a date that cannot hold in it.
fn long(events: usize) -> String {
    let types = ["meeting", "talks", "statement", "warning", "visit", "agreement", "attack"];
    let mut yaml = String::from("title: The long talks\nsources:\n");
    yaml.push_str("  wire: {title: The wire, url: \"https://example.org/wire\"}\nactors:\n");
    for i in 0..14 {
        writeln!(yaml, "  party-{i}: {{name: Party number {i}, kind: state}}").unwrap();
    }
    yaml.push_str("events:\n");
    for i in 0..events {
        let (year, month, day) = (2019 + i / 60, 1 + i / 5 % 12, 1 + i * 7 % 28);
        writeln!(yaml, "  event-{i}:\n    type: {}", types[i % types.len()]).unwrap();
        writeln!(yaml, "    date: \"{year}-{month:02}-{day:02}\"").unwrap();
        writeln!(yaml, "    title: Parties {} and {} meet, number {i}", i % 14, i * 5 % 14)
            .unwrap();
        writeln!(yaml, "    from: [party-{}]\n    to: [party-{}]", i % 14, (i * 5 + 1) % 14)
            .unwrap();
        if i % 3 == 1 {
            writeln!(yaml, "    responds-to: [event-{}]", i - 1).unwrap();
        }
        if i % 4 == 3 && i > 8 {
            // Days within a month are in no order, so some of these cannot hold.
            writeln!(yaml, "    after: [event-{}]", i - 3).unwrap();
        }
        writeln!(yaml, "    evidence:\n      - {{source: wire, quote: what number {i} said}}")
            .unwrap();
    }
    yaml
}

/// A timeline in which whatever has a name has one of fifty letters, and no blank in it.
fn unbroken(articles: &Path) -> String {
    let word = |c: &str| format!("{}{}", c.to_uppercase(), c.repeat(49));
    for (version, said) in [("v1", word("e")), ("v2", word("u"))] {
        let text = format!("# {}\n\nOn 4 May 2024 they met, said {said}.\n", word("o"));
        fs::write(articles.join(format!("long.{version}.md")), text).unwrap();
    }
    let (a, b) = (word("a"), word("b"));
    let mut yaml = format!("title: The talks of {a} and of all who came to {b} for them\n");
    write!(yaml, "summary: {a} {b}\nsources:\n  long:\n    title: {a}\n    publisher: {b}\n")
        .unwrap();
    write!(yaml, "    author: {a}\n    url: https://example.org/{a}/{b}\n    note: {b}\n").unwrap();
    yaml.push_str("    versions:\n      - {file: articles/long.v1.md, seen: \"2024-05-05\"}\n");
    yaml.push_str("      - {file: articles/long.v2.md, seen: \"2024-05-06\"}\nactors:\n");
    for (id, name) in [("one", &a), ("two", &b)] {
        write!(
            yaml,
            "  {id}:\n    name: Mara {name}\n    kind: person\n    aliases: [{}]\n",
            word("z")
        )
        .unwrap();
        writeln!(yaml, "    offices: [{{title: {b}, from: \"2023\"}}]\n    note: {a}").unwrap();
    }
    yaml.push_str("events:\n");
    for (i, kind) in ["meeting", "talks", "statement", "warning"].into_iter().enumerate() {
        let (from, to) = if i % 2 == 0 { ("one", "two") } else { ("two", "one") };
        write!(yaml, "  event-{i}:\n    type: {kind}\n    date: \"2024-05-{:02}\"\n", 4 + i)
            .unwrap();
        write!(yaml, "    title: They meet {}\n    from: [{from}]\n    to: [{to}]\n", word("c"))
            .unwrap();
        write!(yaml, "    place: {}\n    note: {a}\n", word("d")).unwrap();
        if i > 0 {
            writeln!(yaml, "    modality: planned\n    responds-to: [event-{}]", i - 1).unwrap();
        }
        let quote = if i == 0 { word("u") } else { word("q") };
        writeln!(yaml, "    evidence:\n      - {{source: long, quote: {quote}}}").unwrap();
    }
    yaml
}

/// The pages of `diff` and `history`, each beside the others as a kind of its own.
fn compared(desk: &Path) {
    let diff = demarche(
        desk,
        &["diff", "timelines/story", "timelines/from-the-right", "--format", "html"],
    );
    let history = demarche(desk, &["history", "timelines/story", "--format", "html"]);
    for (name, page) in [("diff", diff), ("history", history)] {
        let folder = desk.join("site").join(name);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.html"), page).unwrap();
    }
}

#[test]
fn the_site_holds_in_a_browser() {
    let modules = std::env::var_os("DEMARCHE_BROWSER").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("target/browser"),
        PathBuf::from,
    );
    let missing = missing(&modules);
    if !missing.is_empty() {
        assert!(std::env::var_os("CI").is_none(), "missing: {}", missing.join(", "));
        // Past the harness, which keeps what passing tests print to itself.
        let _ = writeln!(std::io::stderr(), "browser tests skipped: no {}", missing.join(", "));
        return;
    }
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let desk = tempfile::tempdir().unwrap();
    let timelines = desk.path().join("timelines");
    let story = fs::read_to_string(here.join("story.yaml")).unwrap();
    let from_the_right = format!("lang: ar\n{story}");
    for (name, text) in
        [("from-the-right", &from_the_right), ("long", &long(130)), ("story", &story)]
    {
        fs::create_dir_all(timelines.join(name).join("articles")).unwrap();
        fs::write(timelines.join(name).join("timeline.yaml"), text).unwrap();
    }
    for name in ["from-the-right", "story"] {
        for article in ["ports.v1.md", "ports.v2.md"] {
            let to = timelines.join(name).join("articles").join(article);
            fs::copy(here.join("articles").join(article), to).unwrap();
        }
    }
    let folder = timelines.join("unbroken");
    fs::create_dir_all(folder.join("articles")).unwrap();
    fs::write(folder.join("timeline.yaml"), unbroken(&folder.join("articles"))).unwrap();
    demarche(desk.path(), &["build", "--keep-going"]);
    compared(desk.path());
    let mut command = Command::new("node");
    command.arg(here.join("check.mjs")).arg(desk.path().join("site"));
    for name in ["from-the-right", "long", "story"] {
        let json = demarche(
            desk.path(),
            &["export", "--format", "json", &format!("timelines/{name}/timeline.yaml")],
        );
        let file = desk.path().join(format!("{name}.json"));
        fs::write(&file, json).unwrap();
        command.arg(file);
    }
    let output = command.env("DEMARCHE_BROWSER", modules).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("all hold"),
        "{said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let _ = write!(std::io::stderr(), "{said}");
}
