//! The house kept tidy: who uses whom, what every remark must have, how long a file may be.

#![expect(clippy::disallowed_methods, reason = "tests read the sources")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use demarche::diagnostic::Code;

/// Who may use whom. Two banks and a bridge: nothing on the right of `timeline` knows language,
/// nothing on the left of `extract` knows timelines. `diagnostic` is there for its spans, too.
const MAY_USE: &[(&str, &[&str])] = &[
    ("vocabulary", &[]),
    ("calendar", &[]),
    ("diagnostic", &[]),
    ("lexicon", &["vocabulary", "calendar"]),
    ("article", &["calendar", "diagnostic"]),
    ("text", &["article", "lexicon", "diagnostic"]),
    (
        "extract",
        &["article", "text", "lexicon", "vocabulary", "calendar", "diagnostic", "timeline"],
    ),
    ("timeline", &["vocabulary", "calendar", "diagnostic"]),
    ("graph", &["timeline", "vocabulary", "calendar", "diagnostic"]),
    // The register of offices judges what articles call people.
    ("check", &["graph", "timeline", "lexicon", "vocabulary", "calendar", "diagnostic"]),
    // The words of offices tell which change of an article changed who somebody is.
    ("diff", &["timeline", "graph", "lexicon", "vocabulary", "calendar", "diagnostic"]),
    ("merge", &["timeline", "diff", "vocabulary", "calendar", "diagnostic"]),
    ("site", &["graph", "timeline", "diff", "vocabulary", "calendar", "diagnostic"]),
    ("show", &["graph", "timeline", "vocabulary", "calendar", "diagnostic"]),
    ("export", &["graph", "timeline", "vocabulary", "calendar", "diagnostic"]),
    ("live", &[]),
    ("editor", &["check", "merge", "graph", "timeline", "vocabulary", "calendar", "diagnostic"]),
    (
        "cli",
        &[
            "editor",
            "live",
            "article",
            "text",
            "extract",
            "timeline",
            "graph",
            "check",
            "diff",
            "merge",
            "show",
            "site",
            "export",
            "vocabulary",
            "calendar",
            "lexicon",
            "diagnostic",
        ],
    ),
];

/// Nobody wants to read more at a time, in lines.
const LONGEST_FILE: usize = 600;

/// No smallest file is kept: it would be 64 MB.
const WITHOUT_FILE: &[Code] = &[Code::TooLarge];

/// The Rust files of the crate, with their text, in the order of their paths.
fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().map(Result::unwrap);
    files
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "rs"))
        .map(|entry| {
            let text = fs::read_to_string(entry.path()).unwrap();
            (entry.path().strip_prefix(&root).unwrap().to_path_buf(), text)
        })
        .collect()
}

/// Whether a file holds nothing but tests.
fn is_test(path: &Path) -> bool {
    path.iter().any(|part| part == "tests.rs" || part == "tests")
}

/// The code of a file without its comments and its tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The modules that are named right behind `crate::`.
fn used(code: &str) -> BTreeSet<&str> {
    let mut used = BTreeSet::new();
    let name =
        |text: &'_ str| text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    for (at, found) in code.match_indices("crate::") {
        let rest = &code[at + found.len()..];
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let Some(group) = rest.strip_prefix('{') else {
            used.insert(&rest[..name(rest)]);
            continue;
        };
        // The names in a group, on its outermost level.
        let mut depth = 0;
        let mut expecting = true;
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => expecting = true,
                c if expecting && depth == 0 && c.is_alphabetic() => {
                    used.insert(&group[at..at + name(&group[at..])]);
                    expecting = false;
                }
                _ => {}
            }
        }
    }
    used
}

#[test]
fn nobody_uses_whom_they_should_not() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let first = path.iter().next().and_then(|part| part.to_str()).unwrap_or_default();
        let module = first.trim_end_matches(".rs");
        if matches!(module, "lib" | "main") || is_test(&path) {
            continue;
        }
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
            wrong.push(format!("{}: `{module}` is not in the table", path.display()));
            continue;
        };
        for other in used(&code(&text)) {
            let is_module = MAY_USE.iter().any(|(name, _)| *name == other);
            if is_module && other != module && !allowed.contains(&other) {
                wrong.push(format!("{}: `{module}` uses `{other}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn the_reader_of_imports_sees_groups_and_paths() {
    let code = "use crate::{a::{x, y}, b, c::d};\nlet z = crate::e::f(); use mycrate::g;";
    assert_eq!(used(code), BTreeSet::from(["a", "b", "c", "e"]));
}

#[test]
fn files_and_the_environment_belong_to_cli() {
    let calls = [
        "std::fs",
        "std::env",
        "std::process",
        "std::net",
        "std::io::stdin",
        "io::stdout",
        "File::open",
        "File::create",
        "SystemTime",
        "Instant::now",
        "Utc::now",
        "Local::now",
        "thread_rng",
        "println!(",
        "print!(",
        "eprintln!(",
        "eprint!(",
        "dbg!(",
    ];
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        if path.starts_with("cli") || path == Path::new("main.rs") || is_test(&path) {
            continue;
        }
        let code = code(&text);
        for call in calls.iter().filter(|call| code.contains(**call)) {
            wrong.push(format!("{}: {call}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn a_file_can_be_read_at_one_sitting() {
    let long: Vec<String> = sources()
        .iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST_FILE)
        .map(|(path, lines)| format!("{}: {lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "\n{}\n", long.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for() {
    let without: Vec<String> = sources()
        .iter()
        .filter(|(path, text)| !text.starts_with("//!") && !path.ends_with("tests.rs"))
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert!(without.is_empty(), "\n{}\n", without.join("\n"));
}

#[test]
fn every_code_has_a_page_and_a_smallest_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut wrong = Vec::new();
    let names: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(names.len(), Code::ALL.len(), "two codes share a name");
    for code in Code::ALL {
        let lines: Vec<&str> = code.explanation().lines().collect();
        if lines.first() != Some(&format!("# {code}").as_str()) || lines.len() < 8 {
            wrong.push(format!("explain/{code}.md does not begin with `# {code}`, or says little"));
        }
        if lines.iter().any(|line| line.chars().count() > 110) {
            wrong.push(format!("explain/{code}.md has lines too long for a terminal"));
        }
        for ending in ["yaml", "txt"] {
            let file = root.join(format!("tests/timelines/bad/{code}.{ending}"));
            if !WITHOUT_FILE.contains(code) && !file.is_file() {
                wrong.push(format!("{} is missing", file.display()));
            }
        }
    }
    for folder in ["src/diagnostic/explain", "tests/timelines/bad"] {
        for entry in fs::read_dir(root.join(folder)).unwrap().map(Result::unwrap) {
            let path = entry.path();
            let stem = path.file_stem().unwrap().to_str().unwrap();
            if path.is_file() && !names.contains(stem) {
                wrong.push(format!("{folder}/{stem}: no code goes by that name"));
            }
        }
    }
    wrong.sort();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
