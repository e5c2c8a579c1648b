//! A real repository: the merge driver, the external diff, textconv and `git log -p`.

#![expect(clippy::disallowed_methods, reason = "tests make files and read them")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const PROGRAM: &str = env!("CARGO_BIN_EXE_demarche");

/// git without the settings of whoever runs the test.
fn git(folder: &Path, arguments: &[&str]) -> Output {
    Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=Test", "-c", "user.email=test@example.org"])
        .args(["-c", "commit.gpgsign=false", "-c", "core.pager=cat", "-c", "color.ui=never"])
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("NO_COLOR", "1")
        .output()
        .expect("git starts")
}

fn well(folder: &Path, arguments: &[&str]) -> String {
    let said = git(folder, arguments);
    let errors = String::from_utf8_lossy(&said.stderr).into_owned();
    assert!(said.status.success(), "git {arguments:?}: {errors}");
    String::from_utf8(said.stdout).unwrap()
}

fn demarche(folder: &Path, arguments: &[&str]) -> (String, Option<i32>) {
    let said = Command::new(PROGRAM).current_dir(folder).args(arguments).output().unwrap();
    let mut text = String::from_utf8(said.stdout).unwrap();
    text.push_str(&String::from_utf8_lossy(&said.stderr));
    (text, said.status.code())
}

const FILE: &str = "timelines/port/timeline.yaml";

const START: &str = r#"title: The port
sources:
  post: {title: Envoys meet}
actors:
  chile: {name: Chile, kind: state}
  peru: {name: Peru, kind: state}
events:
  offer:
    type: proposal
    date: "2024-03-01"
    title: Chile offers talks
    from: [chile]
    to: [peru]
    evidence:
      - {source: post, quote: "offered talks on Friday"}

  talks:
    type: talks
    date: "2024-03-05"   # as the ministry has it
    title: Chile and Peru talk
    modality: planned
    from: [chile, peru]
    evidence:
      - {source: post, quote: "will talk in Lima"}
"#;

fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    well(root, &["init", "-q", "-b", "main"]);
    fs::create_dir_all(root.join("timelines/port")).unwrap();
    fs::write(root.join(FILE), START).unwrap();
    let (said, code) = demarche(root, &["git-setup", "--program", PROGRAM]);
    assert_eq!(code, Some(0), "{said}");
    well(root, &["add", "-A"]);
    well(root, &["commit", "-qm", "start"]);
    folder
}

fn edit(root: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(root.join(FILE)).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(root.join(FILE), text.replace(from, to)).unwrap();
}

/// Two branches, each with one edit, of which `main` is checked out.
fn branches(root: &Path, ours: [&str; 2], theirs: [&str; 2]) {
    well(root, &["checkout", "-qb", "other"]);
    edit(root, theirs[0], theirs[1]);
    well(root, &["commit", "-qam", "theirs"]);
    well(root, &["checkout", "-q", "main"]);
    edit(root, ours[0], ours[1]);
    well(root, &["commit", "-qam", "ours"]);
}

#[test]
fn git_merges_neighbouring_lines_of_one_event() {
    let folder = repository();
    let root = folder.path();
    branches(
        root,
        ["date: \"2024-03-05\"", "date: \"2024-03-06\""],
        ["title: Chile and Peru talk", "title: Chile and Peru talk in Lima"],
    );
    well(root, &["merge", "-q", "--no-edit", "other"]);
    let text = fs::read_to_string(root.join(FILE)).unwrap();
    let expected = START
        .replace("2024-03-05", "2024-03-06")
        .replace("Chile and Peru talk", "Chile and Peru talk in Lima");
    assert_eq!(text, expected);
    // Without the driver, git cannot.
    let other = repository();
    let root = other.path();
    fs::write(root.join(".gitattributes"), "").unwrap();
    well(root, &["commit", "-qam", "no driver"]);
    branches(
        root,
        ["date: \"2024-03-05\"", "date: \"2024-03-06\""],
        ["title: Chile and Peru talk", "title: Chile and Peru talk in Lima"],
    );
    assert!(!git(root, &["merge", "-q", "--no-edit", "other"]).status.success());
}

#[test]
fn a_conflict_leaves_a_file_that_reads_and_a_path_that_is_unmerged() {
    let folder = repository();
    let root = folder.path();
    branches(root, ["\"2024-03-05\"", "\"2024-03-06\""], ["\"2024-03-05\"", "\"2024-03-07\""]);
    assert!(!git(root, &["merge", "--no-edit", "other"]).status.success());
    assert!(well(root, &["status", "--short"]).contains(&format!("UU {FILE}")));
    let (said, code) = demarche(root, &["check"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("warning[conflict]: `date` of `talks` was changed in two ways"),
        "{said}"
    );
    let (said, code) = demarche(root, &["build"]);
    assert_eq!(code, Some(0), "{said}");

    let (said, code) = demarche(root, &["resolve", "c1", "--theirs"]);
    assert_eq!(code, Some(0), "{said}");
    let text = fs::read_to_string(root.join(FILE)).unwrap();
    assert_eq!(text, START.replace("2024-03-05", "2024-03-07"));
    let (said, code) = demarche(root, &["check"]);
    assert_eq!((said.contains("conflict"), code), (false, Some(0)), "{said}");
    well(root, &["add", FILE]);
    well(root, &["commit", "-q", "--no-edit"]);
}

#[test]
fn git_diff_and_git_log_tell_events() {
    let folder = repository();
    let root = folder.path();
    edit(root, "modality: planned", "modality: happened");
    edit(root, "\"2024-03-05\"", "\"2024-03-06\"");
    let said = well(root, &["diff"]);
    assert!(said.contains(&format!("timeline {FILE}")), "{said}");
    assert!(said.contains("~ event talks"), "{said}");
    assert!(said.contains("planned → happened"), "{said}");
    assert!(!said.contains("@@"), "{said}");

    well(root, &["commit", "-qam", "later"]);
    let said = well(root, &["log", "-p", "-1"]);
    for line in [
        "event talks  Chile and Peru talk",
        "-  date            2024-03-05",
        "+  date            2024-03-06",
        "-  modality        planned",
        "+  modality        happened",
    ] {
        assert!(said.contains(line), "{line} is missing in\n{said}");
    }
    // The commit that made the file, and one that ends it.
    assert!(well(root, &["log", "-p"]).contains("+event offer  Chile offers talks"));
    fs::remove_file(root.join(FILE)).unwrap();
    assert!(well(root, &["diff"]).contains("− event talks"), "a file that is gone");

    let (said, code) = demarche(
        root,
        &["diff", "git:HEAD~1:timelines/port", "git:HEAD:timelines/port/timeline.yaml"],
    );
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("2024-03-05 → 2024-03-06"), "{said}");
    for bad in ["git:nobody:timelines/port", "git:--all:x", "git:HEAD"] {
        let (said, code) = demarche(root, &["diff", bad, "git:HEAD:timelines/port"]);
        assert_eq!(code, Some(2), "{bad}: {said}");
    }
}

#[test]
fn setting_up_twice_changes_nothing() {
    let folder = repository();
    let root = folder.path();
    let before = fs::read_to_string(root.join(".gitattributes")).unwrap();
    let (said, code) = demarche(root, &["git-setup", "--program", PROGRAM]);
    assert_eq!(
        (code, fs::read_to_string(root.join(".gitattributes")).unwrap()),
        (Some(0), before),
        "{said}"
    );
    let outside = tempfile::tempdir().unwrap();
    let said = Command::new(PROGRAM)
        .current_dir(outside.path())
        .env("GIT_CEILING_DIRECTORIES", outside.path().parent().unwrap())
        .arg("git-setup")
        .output()
        .unwrap();
    assert_eq!(said.status.code(), Some(2));
}

const BROKEN: &str = "title: The port\nevents:\n  talks: [\n";

#[test]
fn what_git_diff_cannot_tell_by_events_it_does_not_hide() {
    let folder = repository();
    let root = folder.path();
    edit(root, "# as the ministry has it", "# as Lima has it");
    let said = well(root, &["diff"]);
    assert!(said.contains("only comments or layout differ"), "{said}");
    assert!(said.contains("git diff --no-ext-diff"), "{said}");
    assert!(!said.contains("no differences"), "{said}");

    edit(root, "\"2024-03-05\"", "\"2024-03-06\"");
    let said = well(root, &["diff"]);
    assert!(said.contains("2024-03-05 → 2024-03-06"), "{said}");
    assert!(said.contains("comments differ, too"), "{said}");

    fs::write(root.join(FILE), START.replace("    type: talks\n", "    type: [talks\n")).unwrap();
    let said = well(root, &["diff"]);
    assert!(said.contains(&format!("b/{FILE}:")), "the place: {said}");
    assert!(said.contains("error["), "{said}");
    assert!(said.contains("git diff --no-ext-diff"), "{said}");
    assert!(!said.contains("no differences"), "{said}");
    well(root, &["commit", "-qam", "broken"]);
    let said = well(root, &["log", "-p", "-1"]);
    assert!(said.contains("+    type: [talks"), "a line that cannot be read is shown: {said}");

    fs::write(root.join(FILE), "not a timeline\n").unwrap();
    let said = well(root, &["diff"]);
    assert!(said.contains(&format!("`b/{FILE}` cannot be read as a timeline")), "{said}");
}

#[test]
fn a_side_that_cannot_be_read_is_merged_by_lines_and_loses_nothing() {
    for (ours, theirs, of) in [(START, BROKEN, "theirs"), (BROKEN, START, "ours")] {
        let folder = repository();
        let root = folder.path();
        let more = |text: &str, note: &str| text.replace("title: The port", note);
        well(root, &["checkout", "-qb", "other"]);
        fs::write(root.join(FILE), more(theirs, "title: Their port")).unwrap();
        well(root, &["commit", "-qam", "theirs"]);
        well(root, &["checkout", "-q", "main"]);
        fs::write(root.join(FILE), more(ours, "title: Our port")).unwrap();
        well(root, &["commit", "-qam", "ours"]);
        let said = git(root, &["merge", "--no-edit", "other"]);
        assert!(!said.status.success());
        let said = String::from_utf8_lossy(&said.stderr).into_owned();
        assert!(said.contains(&format!("{FILE} ({of}):")), "the place of the mistake: {said}");
        assert!(said.contains("line by line"), "{said}");
        assert!(!said.contains(".merge_file"), "{said}");
        let text = fs::read_to_string(root.join(FILE)).unwrap();
        for line in ["<<<<<<< ours", "Our port", "=======", "Their port", ">>>>>>> theirs"] {
            assert!(text.contains(line), "{line}: {text}");
        }
        assert!(well(root, &["status", "--short"]).contains(&format!("UU {FILE}")));
    }
}

#[test]
fn a_merge_by_hand_of_a_file_with_mistakes_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for (name, bytes) in [
        ("base.yaml", START.as_bytes()),
        ("ours.yaml", START.as_bytes()),
        ("theirs.yaml", BROKEN.as_bytes()),
        // In another encoding; read as it is not, it would come out as other letters.
        ("latin.yaml", b"title: Le caf\xe9\n"),
    ] {
        fs::write(root.join(name), bytes).unwrap();
    }
    for theirs in ["theirs.yaml", "latin.yaml"] {
        let arguments = ["merge", "--write", "base.yaml", "ours.yaml", theirs];
        let (said, code) = demarche(root, &arguments);
        assert_eq!(code, Some(2), "{theirs}: {said}");
        assert!(said.contains("theirs has mistakes; nothing is written"), "{theirs}: {said}");
        assert_eq!(fs::read_to_string(root.join("ours.yaml")).unwrap(), START, "{theirs}");
    }
}

#[test]
fn a_folder_of_timelines_is_compared_as_git_has_it() {
    let folder = repository();
    let root = folder.path();
    fs::create_dir_all(root.join("timelines/bay/articles")).unwrap();
    fs::write(root.join("timelines/bay/timeline.yaml"), "title: The bay\n").unwrap();
    fs::create_dir_all(root.join("timelines/no-timeline")).unwrap();
    fs::write(root.join("timelines/no-timeline/x.txt"), "x").unwrap();
    edit(root, "\"2024-03-05\"", "\"2024-03-06\"");
    well(root, &["add", "-A"]);
    well(root, &["commit", "-qm", "later"]);
    let inside = root.join("timelines");
    let port = inside.join("port");
    for (here, old, new) in [
        (root, "git:HEAD~1:timelines", "git:HEAD:timelines"),
        (root, "git:HEAD~1:timelines/", "timelines"),
        (&port, "git:HEAD~1:timelines", "git:HEAD:./.."),
        // Not at the top: from here.
        (&inside, "git:HEAD~1:port", "git:HEAD:timelines/port/timeline.yaml"),
        (&inside, "git:HEAD~1:./port/timeline.yaml", "git:HEAD:port"),
    ] {
        let (said, code) = demarche(here, &["diff", old, new]);
        assert_eq!(code, Some(1), "{old} {new}: {said}");
        assert!(said.contains("2024-03-05 → 2024-03-06"), "{old} {new}: {said}");
    }
    let (said, code) = demarche(root, &["diff", "git:HEAD:timelines", "git:HEAD:timelines"]);
    assert_eq!((said.as_str(), code), ("no differences\n", Some(0)));
    let empty = ["diff", "git:HEAD:timelines/no-timeline", "git:HEAD:timelines"];
    let (said, code) = demarche(root, &empty);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("no timeline in `git:HEAD:timelines/no-timeline`"), "{said}");
    let missing = ["diff", "git:HEAD:timelines/prot", "git:HEAD:timelines"];
    let (said, code) = demarche(root, &missing);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("git has no `HEAD:timelines/prot`"), "{said}");
}
