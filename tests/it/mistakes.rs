//! Mistakes seeded into a realistic file: each is found, at its line, with a help that names what
//! mends it; and no mistake hides another.
//!
//! The file is `tests/timelines/harbour/timeline.yaml`, some 320 lines as a person writes them,
//! with the articles it rests on.

#![expect(clippy::disallowed_methods, reason = "tests read the file that is seeded")]
#![expect(clippy::print_stdout, reason = "figures are there to be read")]

use std::fs;
use std::path::{Path, PathBuf};

use demarche::check::{Articles, SavedCopy, everything, mend};
use demarche::diagnostic::{Diagnostic, Lines};
use demarche::graph::Graph;
use demarche::timeline::{Document, Timeline, read};

/// What goes, what comes, the code, the words on whose line it is to be told, and a part of the help.
type Seed = (&'static str, &'static str, &'static str, &'static str, &'static str);

const SEEDS: &[Seed] = &[
    // How YAML is written.
    (
        "title: Lind offers talks about the port",
        "title: Lind: talks about the port",
        "yaml-syntax",
        "title: Lind: talks",
        "put the text in quotes",
    ),
    (
        "title: Brevane welcomes the offer",
        "title: \"Brevane welcomes the offer",
        "yaml-syntax",
        "title: \"Brevane",
        "close it",
    ),
    (
        "title: Dask telephones Lind before the talks",
        "title: 'Dask telephones Lind's office'",
        "yaml-syntax",
        "Lind's office",
        "quote inside quotes",
    ),
    (
        "to: [brevane]\n    place: Port Selma",
        "to: [brevane\n    place: Port Selma",
        "yaml-syntax",
        "to: [brevane\n",
        "close it with `]`",
    ),
    (
        "from: [corland]\n    to: [aldoria, brevane]\n    responds-to",
        "from: [corland]\n    to: [aldoria, brevane]]\n    responds-to",
        "yaml-syntax",
        "to: [aldoria, brevane]]",
        "must go",
    ),
    (
        "place: Vessa\n    responds-to",
        "place Vessa\n    responds-to",
        "yaml-syntax",
        "place Vessa",
        "write `key: value`",
    ),
    (
        "place: Vessa\n    after: [talks-break-off",
        "place: @Vessa\n    after: [talks-break-off",
        "yaml-syntax",
        "place: @Vessa",
        "put the text in quotes",
    ),
    ("    type: demand\n", "\ttype: demand\n", "yaml-syntax", "type: demand", "indent with spaces"),
    (
        "    type: pledge\n",
        "   type: pledge\n",
        "yaml-syntax",
        "date: \"2024-03-18/2024-03-19\"",
        "indent it",
    ),
    (
        "    type: rejection\n    date",
        "    type: rejection\n      date",
        "yaml-syntax",
        "      date: \"2024-03-19\"",
        "indent it",
    ),
    (
        "from: [brevane]\n    to: [corland]",
        "from: - brevane\n    to: [corland]",
        "yaml-syntax",
        "from: - brevane",
        "in brackets",
    ),
    (
        "title: The Union urges both sides",
        "title: \"The Union \\urges both sides",
        "yaml-syntax",
        "\\urges",
        "close it",
    ),
    (
        "title: A truce of 14 days is agreed",
        "title: \"A truce of C:\\days is agreed\"",
        "yaml-syntax",
        "C:\\days",
        "`\\\\`",
    ),
    (
        "from: [straits-union]",
        "from: &u [straits-union]",
        "yaml-feature",
        "from: &u",
        "write the value out",
    ),
    ("kind: organization", "kind: !org organization", "yaml-feature", "kind: !org", "remove it"),
    // Keys and values.
    ("type: mediation", "tpye: mediation", "unknown-field", "tpye", "did you mean `type`?"),
    (
        "place: Port Selma",
        "location: Port Selma",
        "unknown-field",
        "location",
        "did you mean `place`?",
    ),
    (
        "publisher: The Vessa Courier",
        "newspaper: The Vessa Courier",
        "unknown-field",
        "newspaper",
        "did you mean `publisher`?",
    ),
    (
        "modality: possible",
        "modalty: possible",
        "unknown-field",
        "modalty",
        "did you mean `modality`?",
    ),
    (
        "conditional-on: [lind",
        "depends-on: [lind",
        "unknown-field",
        "depends-on",
        "did you mean `conditional-on`?",
    ),
    (
        "    note: |\n      Nobody",
        "    notes: |\n      Nobody",
        "unknown-field",
        "notes: |",
        "did you mean `note`?",
    ),
    ("type: collapse", "type: colapse", "bad-value", "colapse", "did you mean `collapse`?"),
    ("type: ceasefire", "type: cease-fire", "bad-value", "cease-fire", "did you mean `ceasefire`?"),
    ("type: vote", "type: referendum", "bad-value", "referendum", "write one of"),
    ("modality: denied", "modality: deny", "bad-value", "modality: deny", "did you mean `denied`?"),
    ("kind: group", "kind: grup", "bad-value", "kind: grup", "did you mean `group`?"),
    (
        "from: [aldoria, brevane]\n    place: Vessa\n    responds",
        "from: aldoria, brevane\n    place: Vessa\n    responds",
        "bad-value",
        "from: aldoria, brevane",
        "`[aldoria, brevane]`",
    ),
    (
        "title: Lind pledges an inquiry",
        "title: [Lind pledges an inquiry]",
        "bad-value",
        "title: [Lind",
        "in quotes",
    ),
    ("within: P1W", "within: 1 week", "bad-value", "within: 1 week", "P2W"),
    (
        "{after: truce, within: P1W, quote",
        "{after: truce, quote",
        "bad-value",
        "{after: truce, quote",
        "within",
    ),
    (
        "quote: agreed to a truce of 14 days in the bay",
        "quote: \" \"",
        "bad-value",
        "quote: \" \"",
        "quote the words",
    ),
    (
        "    title: Corland proposes a joint commission\n",
        "",
        "missing-field",
        "corland-proposes-commission:",
        "add `title:`",
    ),
    ("    type: concession\n", "", "missing-field", "boats-to-withdraw:", "add `type:`"),
    ("    kind: organization\n", "", "missing-field", "straits-union:", "add `kind:`"),
    (
        "title: The Union urges both sides to keep the fishing grounds open",
        "title: \"\"",
        "missing-field",
        "title: \"\"",
        "write a title",
    ),
    (
        "  lind-addresses-parliament:",
        "  lind-offers-talks:",
        "duplicate-id",
        "  lind-offers-talks:\n    type: address",
        "another id",
    ),
    (
        "    type: appeal\n",
        "    type: appeal\n    type: appeal\n",
        "duplicate-id",
        "type: appeal\n    date",
        "keep one",
    ),
    // Ids.
    ("  union-urges:", "  Union Urges:", "bad-id", "Union Urges", "write `union-urges`"),
    (
        "aka: [harbour-accord]",
        "aka: [harbour_accord]",
        "bad-id",
        "harbour_accord",
        "write `harbour-accord`",
    ),
    ("aka: [harbour-accord]", "aka: [truce]", "duplicate-id", "aka: [truce]", "another id"),
    ("  payment-denied:", "  Truce:", "duplicate-id", "  Truce:", "another id"),
    // Dates.
    (
        "date: \"2024-03-05\"\n    title: Brevane",
        "date: \"2024-02-30\"\n    title: Brevane",
        "bad-date",
        "2024-02-30",
        "2024-02-29",
    ),
    (
        "date: \"2024-04-15\"",
        "date: \"15 April 2024\"",
        "bad-date",
        "15 April 2024",
        "write `2024-04-15`",
    ),
    (
        "date: \"2024-03-16\"",
        "date: \"2024/03/16\"",
        "bad-date",
        "2024/03/16",
        "write `2024-03-16`",
    ),
    (
        "date: \"2024-05-02\"",
        "date: \"02/05/2024\"",
        "bad-date",
        "02/05/2024",
        "if the day stands first",
    ),
    ("published: \"2024-03-12\"", "published: \"2024-13-12\"", "bad-date", "2024-13-12", "month"),
    ("date: \"2024-03\"\n", "date: last week\n", "bad-date", "last week", "year, month, day"),
    (
        "date: \"2024-03-11~\"",
        "date: \"yesterday\"",
        "bad-date",
        "yesterday",
        "write the day itself",
    ),
    ("seen: \"2024-03-12\"", "seen: \"12 March, noon\"", "bad-date", "noon", "write a day"),
    ("from: \"2023-10-02\"", "from: \"2023-10-2\"", "bad-date", "2023-10-2", "2023-10-02"),
    (
        "date: \"2024-03-18/2024-03-19\"",
        "date: \"2024-03-19/2024-03-18\"",
        "date-reversed",
        "2024-03-19/2024-03-18",
        "write `2024-03-18/2024-03-19`",
    ),
    (
        "date: \"[2024-03-04..2024-03-05]\"",
        "date: \"[2024-03-05..2024-03-04]\"",
        "date-reversed",
        "2024-03-05..",
        "write `[2024-03-04..2024-03-05]`",
    ),
    (
        "from: \"2020-01\", to: \"2025-01\"",
        "from: \"2025-01\", to: \"2020-01\"",
        "date-reversed",
        "to: \"2020-01\"",
        "swap the two",
    ),
    (
        "date: \"2024-03-18\"\n    title: Brevane breaks",
        "date: \"2024-03-18T09:00\"\n    title: Brevane breaks",
        "odd-date",
        "T09:00",
        "write \"2024-03-18\"",
    ),
    (
        "date: \"2024-03-16\"",
        "date: \"2024-03-17\"",
        "weekday-mismatch",
        "date: \"2024-03-17\"",
        "2024-03-16",
    ),
    (
        "title: Dask telephones Lind before the talks",
        "title: Dask telephones Lind on Tuesday",
        "weekday-mismatch",
        "date: \"2024-03-11\"\n    title: Dask",
        "2024-03-12",
    ),
    (
        "note: The photograph was taken down a day later.",
        "note: The photograph was taken down on Friday.",
        "",
        "",
        "",
    ),
    (
        "A serious step, so the desk read it.",
        "Read on Monday, 5 March 2024, by the desk.",
        "weekday-mismatch",
        "Monday, 5 March",
        "correct the weekday",
    ),
    ("date: \"2024-05-02\"", "date: \"2024-04-02\"", "planned-but-over", "2024-04-02", "modality"),
    (
        "date: \"2024-03-19\"\n    title: Brevane rejects",
        "date: \"2024-03-29\"\n    title: Brevane rejects",
        "happened-in-future",
        "2024-03-29",
        "modality: planned",
    ),
    // References.
    (
        "from: [oren-dask]\n    to: [mara-lind]",
        "from: [oren-dusk]\n    to: [mara-lind]",
        "unknown-actor",
        "oren-dusk",
        "did you mean `oren-dask`?",
    ),
    (
        "from: [oren-dask]\n    to: [aldoria]",
        "from: [dask]\n    to: [aldoria]",
        "unknown-actor",
        "from: [dask]",
        "did you mean `oren-dask`?",
    ),
    (
        "to: [brevane, fishers-of-selma]",
        "to: [brevane, fishers-of-selma, norvania]",
        "unknown-actor",
        "norvania",
        "introduce the actor",
    ),
    ("of: corland", "of: corlnd", "unknown-actor", "of: corlnd", "did you mean `corland`?"),
    (
        "responds-to: [corland-offers-host]",
        "responds-to: [corland-offer-host]",
        "unknown-event",
        "corland-offer-host",
        "did you mean `corland-offers-host`?",
    ),
    (
        "after: [accord-signed]",
        "after: [harbour-accord]",
        "unknown-event",
        "after: [harbour-accord]",
        "now called `accord-signed`",
    ),
    (
        "{after: truce, within",
        "{after: truse, within",
        "unknown-event",
        "{after: truse",
        "did you mean `truce`?",
    ),
    (
        "responds-to: [accord-signed]",
        "responds-to: [treaty-of-vessa]",
        "unknown-event",
        "treaty-of-vessa",
        "add the event",
    ),
    (
        "- source: ledger-03-05\n        quote: welcomed",
        "- source: ledger-05-03\n        quote: welcomed",
        "unknown-source",
        "ledger-05-03",
        "did you mean `ledger-03-05`?",
    ),
    (
        "responds-to: [corland-proposes-commission]",
        "responds-to: [brevane-rejects-commission]",
        "self-reference",
        "responds-to: [brevane-rejects-commission]",
        "name another event",
    ),
    ("of: brevane", "of: oren-dask", "self-reference", "of: oren-dask", "name the state"),
    // Order.
    (
        "after: [brevane-welcomes-offer]",
        "after: [talks-open]",
        "order-loop",
        "after: [talks-open]\n    evidence:\n      - source: courier-03-12\n        quote: telephoned",
        "drop one of these",
    ),
    (
        "date: \"2024-03-12\"\n    title: A truce",
        "date: \"2024-03-10\"\n    title: A truce",
        "date-order",
        "date: \"2024-03-10\"",
        "correct",
    ),
    (
        "date: \"2024-03-05\"\n    title: Brevane",
        "date: \"2024-03-01\"\n    title: Brevane",
        "date-order",
        "date: \"2024-03-01\"",
        "correct",
    ),
    (
        "date: \"2024-04-15\"",
        "date: \"2024-03-15\"",
        "date-order",
        "date: \"2024-03-15\"",
        "correct",
    ),
    // Actors.
    (
        "name: Union of Straits",
        "name: Brevane",
        "two-names-one-actor",
        "name: Brevane\n    kind: organization",
        "aliases",
    ),
    ("name: Jonas Arkwright", "name: Orem Dask", "", "", ""),
    ("name: Jonas Arkwright", "name: Oren Daskk", "", "", ""),
    (
        "name: Oren Dask",
        "name: Jonas Arkwrigt",
        "two-names-one-actor",
        "name: Jonas Arkwright",
        "aliases",
    ),
    (
        "to: [brevane]\n    responds-to: [trawler-fired-on]\n    evidence",
        "to: [mara-lind]\n    responds-to: [trawler-fired-on]\n    evidence",
        "source-is-target",
        "to: [mara-lind]\n    responds",
        "one side only",
    ),
    ("    of: brevane\n", "", "person-without-state", "oren-dask:", "`of: ID`"),
    (
        "to: [brevane, fishers-of-selma]",
        "to: [brevane]",
        "unused-actor",
        "fishers-of-selma:",
        "name it in",
    ),
    (
        "      - {title: Foreign Minister of Aldoria, from: \"2023-10-02\"}",
        "      - {title: Foreign Minister of Aldoria, from: \"2023-10-02\", to: \"2023-12-01\"}\n      - {title: Foreign Minister of Aldoria, source: ledger-03-05}",
        "office-mismatch",
        "source: ledger-03-05}",
        "put the title right",
    ),
    // Evidence.
    (
        "quote: telephoned Lind before the meeting began",
        "quote: telephoned Lind before the meeting ended",
        "quote-not-in-article",
        "meeting ended",
        "the article goes on",
    ),
    (
        "quote: rejected the proposal as too little, too late",
        "quote: Rejected the proposal, as too little",
        "quote-not-in-article",
        "Rejected",
        "rejected the proposal as too little",
    ),
    (
        "quote: offered to host the talks",
        "quote: would gladly host everybody",
        "quote-not-in-article",
        "gladly",
        "to the letter",
    ),
    (
        "quote: denied that it had paid Corland",
        "quote: the accord",
        "quote-ambiguous",
        "quote: the accord",
        "prefix",
    ),
    (
        "prefix: \"Delegations of Aldoria and Brevane \"",
        "prefix: \"Envoys of Aldoria \"",
        "quote-not-in-article",
        "quote: sat down in Vessa on Monday",
        "copy them again",
    ),
    (
        "[{file: articles/ledger-03-20.md}]",
        "[{file: articles/ledger-20-03.md}]",
        "file-missing",
        "ledger-20-03.md",
        "save the article",
    ),
    (
        "- file: articles/courier-03-12.md",
        "- file: ../courier-03-12.md",
        "bad-path",
        "../courier",
        "in the timeline's folder",
    ),
    (
        "    versions: [{file: articles/ledger-03-20.md}]\n",
        "",
        "source-without-file",
        "ledger-03-20:",
        "save the article",
    ),
    (
        "seen: \"2024-03-05T16:30Z\"",
        "seen: \"2024-03-04T16:30Z\"",
        "version-order",
        "2024-03-04T16:30Z",
        "oldest first",
    ),
    (
        "    evidence:\n      - source: wire-04-16\n        quote: denied that it had paid Corland\n",
        "",
        "event-without-evidence",
        "payment-denied:",
        "say who reported it",
    ),
    (
        "      - {source: courier-03-12, quote: urged both sides to keep the fishing grounds open}",
        "      - {source: ledger-03-05}",
        "",
        "",
        "",
    ),
    // Addresses and characters.
    (
        "url: https://wire.example/accord",
        "url: wire.example/accord",
        "bad-url",
        "url: wire",
        "https://",
    ),
    (
        "url: https://courier.example/2024/03/12/envoys",
        "url: javascript:alert(1)",
        "bad-url",
        "javascript",
        "https://",
    ),
    ("name: Oren Dask", "name: Оren Dask", "hidden-characters", "name: Оren", "one alphabet"),
    (
        "title: Aldoria did not pay",
        "title: Aldoria\u{200b} did not pay",
        "hidden-characters",
        "did not pay",
        "delete it",
    ),
    (
        "note: The photograph",
        "note: The \u{202e}photograph",
        "hidden-characters",
        "photograph",
        "delete it",
    ),
    // Comments that allow.
    (
        "type: talks\n    date: \"2024-04\"",
        "type: talks  # demarche: allow date-order\n    date: \"2024-04\"",
        "unused-allow",
        "allow date-order",
        "drop it",
    ),
    (
        "type: call\n",
        "type: call  # demarche: allow date-ordr\n",
        "unused-allow",
        "date-ordr",
        "did you mean `date-order`?",
    ),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/timelines/harbour")
}

fn base() -> String {
    fs::read_to_string(folder().join("timeline.yaml")).unwrap()
}

fn articles(timeline: &Timeline) -> Articles {
    let mut articles = Articles::new();
    for version in timeline.sources.values().flat_map(|source| &source.versions) {
        let copy = match fs::read(folder().join(&version.file)) {
            Ok(bytes) if version.file.starts_with("articles/") => {
                let article = demarche::article::read(&bytes, Some(&version.file)).unwrap();
                SavedCopy::Text(article.text)
            }
            _ => SavedCopy::Unreadable("no such file".to_owned()),
        };
        articles.insert(version.file.clone(), copy);
    }
    articles
}

fn told(text: &str) -> Vec<Diagnostic> {
    all(&Document::new("timeline.yaml", text))
}

fn all(document: &Document) -> Vec<Diagnostic> {
    let (timeline, remarks) = read(document);
    let articles = articles(&timeline);
    everything(document, (&timeline, &remarks), &Graph::new(&timeline), &articles)
}

/// The base with some seeds in it; `None` where they stand in each other's way.
fn seeded(base: &str, seeds: &[&Seed]) -> Option<String> {
    let mut places: Vec<(usize, &Seed)> = Vec::new();
    for seed in seeds {
        let mut found = base.match_indices(seed.0);
        let (at, _) = found.next().unwrap_or_else(|| panic!("{:?} is not in the file", seed.0));
        assert!(found.next().is_none(), "{:?} is there twice", seed.0);
        places.push((at, seed));
    }
    places.sort_by_key(|(at, _)| *at);
    let apart = places.windows(2).all(|pair| {
        let between = &base[(pair[0].0 + pair[0].1.0.len()).min(pair[1].0)..pair[1].0];
        between.contains("\n\n")
    });
    apart.then(|| {
        let mut text = base.to_owned();
        for (at, seed) in places.iter().rev() {
            text.replace_range(*at..at + seed.0.len(), seed.1);
        }
        text
    })
}

/// The line on which a seed is to be told.
fn line(text: &str, seed: &Seed) -> usize {
    let at = text.rfind(seed.3).unwrap_or_else(|| panic!("{:?} is not in the seeded file", seed.3));
    Lines::new(text).place(at + seed.3.len() - seed.3.trim_start().len()).line
}

/// Of the seeds that are a mistake; the others show that their like is none.
fn mistakes() -> Vec<&'static Seed> {
    SEEDS.iter().filter(|seed| !seed.2.is_empty() && !seed.3.is_empty()).collect()
}

struct Score {
    found: usize,
    lines: usize,
    helps: usize,
    missed: Vec<String>,
}

fn score(text: &str, seeds: &[&Seed]) -> Score {
    let remarks = told(text);
    let lines = Lines::new(text);
    let mut score = Score { found: 0, lines: 0, helps: 0, missed: Vec::new() };
    for seed in seeds {
        let wanted = line(text, seed);
        let at = |remark: &Diagnostic| lines.place(remark.labels[0].span.start).line;
        let of_code = || remarks.iter().filter(|remark| remark.code.name() == seed.2);
        let Some(best) = of_code().min_by_key(|remark| at(remark).abs_diff(wanted)) else {
            let said: Vec<String> = remarks
                .iter()
                .map(|one| format!("{}: {} {}", at(one), one.code, one.message))
                .collect();
            score.missed.push(format!("{} for {:?} at {wanted}: {said:#?}", seed.2, seed.1));
            continue;
        };
        score.found += 1;
        if at(best) == wanted {
            score.lines += 1;
        } else {
            score.missed.push(format!(
                "{} for {:?} at {wanted}: told at {}",
                seed.2,
                seed.1,
                at(best)
            ));
        }
        let here = |remark: &&Diagnostic| at(remark) == at(best);
        if of_code()
            .filter(here)
            .any(|one| one.help.as_ref().is_some_and(|help| help.contains(seed.4)))
        {
            score.helps += 1;
        } else {
            score.missed.push(format!("{} for {:?}: help is {:?}", seed.2, seed.1, best.help));
        }
    }
    score
}

#[test]
fn the_file_that_is_seeded_has_nothing_to_remark() {
    let text = base();
    assert_eq!(told(&text), []);
    assert!(text.lines().count() > 300);
    for seed in SEEDS.iter().filter(|seed| seed.2.is_empty()) {
        assert_eq!(told(&seeded(&text, &[seed]).unwrap()), [], "{:?} is no mistake", seed.1);
    }
}

#[test]
fn each_seeded_mistake_is_found_at_its_line_with_a_help_that_mends_it() {
    let base = base();
    let seeds = mistakes();
    assert!(seeds.len() >= 80, "{} mistakes", seeds.len());
    let (mut found, mut lines, mut helps, mut missed) = (0, 0, 0, Vec::new());
    for &seed in &seeds {
        let text = seeded(&base, &[seed]).unwrap();
        let score = score(&text, &[seed]);
        found += score.found;
        lines += score.lines;
        helps += score.helps;
        missed.extend(score.missed);
    }
    let told = format!(
        "of {}: {found} found, {lines} at their line, {helps} with the right help\n{}",
        seeds.len(),
        missed.join("\n")
    );
    println!("{told}");
    assert_eq!(found, seeds.len(), "{told}");
    assert_eq!(lines, seeds.len(), "{told}");
    assert!(helps * 100 >= seeds.len() * 95, "{told}");
}

#[test]
fn five_mistakes_in_a_file_are_all_told() {
    let base = base();
    let seeds = mistakes();
    let (mut files, mut told, mut lines, mut missed) = (0, 0, 0, Vec::new());
    for start in 0..seeds.len() {
        for step in [7, 11, 19, 23, 29, 37] {
            let five: Vec<&Seed> =
                (0..5).map(|n| seeds[(start + n * step) % seeds.len()]).collect();
            let Some(text) = seeded(&base, &five) else { continue };
            // A renamed or removed thing changes what others are told about it.
            if five.iter().any(|seed| !text.contains(seed.3)) {
                continue;
            }
            files += 1;
            let score = score(&text, &five);
            told += score.found;
            lines += score.lines;
            if score.found < 5 {
                missed.extend(score.missed);
            }
        }
    }
    println!("{files} files with five mistakes: {told} told, {lines} at their line");
    assert!(files >= 40, "{files} files");
    assert_eq!(told, 5 * files, "{}", missed.join("\n"));
    assert!(lines * 100 >= told * 95, "{lines} of {told} at their line");
}

#[test]
fn what_is_certain_is_mended_and_brings_nothing_new() {
    let base = base();
    let clean = told(&base);
    let mut mended_whole = 0;
    for seed in mistakes() {
        let text = seeded(&base, &[seed]).unwrap();
        let document = Document::new("timeline.yaml", text.as_str());
        let mended = mend(&document, all);
        if mended.text == text {
            continue;
        }
        let left = told(&mended.text);
        assert!(left.len() < told(&text).len(), "{:?}: {left:#?}", seed.1);
        mended_whole += usize::from(left == clean);
    }
    assert!(mended_whole >= 18, "{mended_whole} seeds are mended whole");
}
