//! What people and attackers feed the program: each gets a clear remark with its place or a clear
//! error, in bounded time, and nothing is written.
//!
//! Exit codes: 0 clean or warnings, 1 errors in what was read, 2 it could not run.

#![expect(clippy::disallowed_methods, reason = "tests lay out files to read")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Nothing here takes a tenth of it, even without optimisation on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A folder with a timeline that may be anything, and one that is in order.
struct Desk {
    folder: tempfile::TempDir,
}

/// What a run has left.
struct Ended {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().unwrap() };
        for name in ["bad", "good"] {
            fs::create_dir_all(desk.path(&format!("timelines/{name}"))).unwrap();
        }
        fs::write(desk.path("timelines/good/timeline.yaml"), sound(&event("one", ""))).unwrap();
        desk
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn put(&self, bytes: impl AsRef<[u8]>) {
        fs::write(self.path("timelines/bad/timeline.yaml"), bytes).unwrap();
    }

    /// Runs the program; fails where it takes too long or panics.
    fn run(&self, args: &[&str]) -> Ended {
        // Into files: a pipe that nobody reads would hold up the program.
        let [out, err] = ["stdout", "stderr"].map(|name| self.path(name));
        let mut child = Command::new(env!("CARGO_BIN_EXE_demarche"))
            .args(args)
            .current_dir(self.folder.path())
            .env_remove("CLICOLOR_FORCE")
            .stdin(Stdio::null())
            .stdout(File::create(&out).unwrap())
            .stderr(File::create(&err).unwrap())
            .spawn()
            .unwrap();
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if begun.elapsed() > PATIENCE {
                child.kill().unwrap();
                panic!("{args:?} takes more than {PATIENCE:?}");
            }
            std::thread::sleep(Duration::from_millis(2));
        };
        let text = |path: &Path| String::from_utf8(fs::read(path).unwrap()).unwrap();
        let ended = Ended { code: status.code(), out: text(&out), err: text(&err) };
        for said in [&ended.out, &ended.err] {
            assert!(!said.contains("panicked"), "{args:?}: {said}");
            assert!(!said.contains(['\u{1b}', '\0']), "{args:?} lets controls out");
            // What is exported is kept to the letter.
            let kept = args[0] == "export" && said == &ended.out;
            assert!(kept || !said.contains('\u{202e}'), "{args:?} lets bidi controls out");
        }
        ended
    }
}

/// A timeline around some events.
fn sound(events: &str) -> String {
    format!(
        "title: T\nsources:\n  post: {{title: P, published: \"2025-05-12\"}}\nevents:\n{events}"
    )
}

/// An event of three lines, its id on the first, its title on the second, then what is added.
fn event(id: &str, more: &str) -> String {
    format!(
        "  {id}:\n    {{type: meeting, title: Envoys meet,\n    evidence: [{{source: post}}]{more}}}\n"
    )
}

/// A timeline with one event, and something in it on line 7.
fn with(more: &str) -> Vec<u8> {
    sound(&event("one", &format!(", {more}"))).into_bytes()
}

/// A timeline whose source has a field more, on line 3.
fn source(more: &str) -> Vec<u8> {
    sound(&event("one", "")).replace("title: P,", &format!("title: P, {more},")).into_bytes()
}

fn named(id: &str) -> Vec<u8> {
    sound(&event(id, "")).into_bytes()
}

fn titled(title: &str) -> Vec<u8> {
    sound(&event("one", "")).replace("Envoys meet", title).into_bytes()
}

/// A name for the row, the bytes, and the line and the code of the first remark.
type Row = (&'static str, Vec<u8>, (usize, &'static str));

fn no_timelines() -> Vec<Row> {
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain("title: T\n".bytes().flat_map(|b| [b, 0])).collect();
    let all_bytes: Vec<u8> = (0..=255).collect();
    vec![
        ("empty", vec![], (1, "missing-field")),
        ("blank", b" \n\n".to_vec(), (1, "missing-field")),
        ("a comment only", b"# later\n".to_vec(), (1, "missing-field")),
        ("null", b"~\n".to_vec(), (1, "missing-field")),
        ("a list", b"- a\n- b\n".to_vec(), (1, "bad-value")),
        ("a text", b"hello\n".to_vec(), (1, "bad-value")),
        ("a number", b"42\n".to_vec(), (1, "bad-value")),
        ("every byte", all_bytes.repeat(8), (3, "not-text")),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), (1, "not-text")),
        ("UTF-16", utf16, (1, "not-text")),
        ("Latin-1", b"title: T\nsummary: caf\xe9\n".to_vec(), (2, "not-text")),
        ("NUL", b"title: T\nsummary: a\0b\n".to_vec(), (2, "not-text")),
        ("an escape sequence", b"title: \"a\x1b[2Jb\"\n".to_vec(), (1, "not-text")),
        ("a C1 control", "title: a\u{9b}b\n".into(), (1, "not-text")),
        ("a line separator", "title: a\u{2028}b\n".into(), (1, "not-text")),
        ("a lone carriage return", b"title: T\revents: {}\r".to_vec(), (1, "not-text")),
        ("two documents", b"title: T\n---\ntitle: U\n".to_vec(), (2, "yaml-feature")),
        (
            "an unfinished merge",
            b"title: T\n<<<<<<< ours\nsummary: a\n=======\nsummary: b\n>>>>>>> theirs\n".to_vec(),
            (2, "yaml-syntax"),
        ),
        ("a tab as indent", b"title: T\nevents:\n\ta: {}\n".to_vec(), (3, "yaml-syntax")),
        ("an open quote", b"title: \"T\n".to_vec(), (1, "yaml-syntax")),
        ("an open bracket", b"title: T\nevents: {a: [\n".to_vec(), (2, "yaml-syntax")),
        ("a bracket too many", b"title: T\nevents: {}}\n".to_vec(), (2, "yaml-syntax")),
        ("a tag", b"title: !!python/object:os.system T\n".to_vec(), (1, "yaml-feature")),
        ("a merge key", b"title: T\n<<: {a: 1}\n".to_vec(), (2, "yaml-feature")),
        ("an explicit key", b"title: T\n? [a, b]\n: x\n".to_vec(), (2, "yaml-feature")),
    ]
}

fn bombs() -> Vec<Row> {
    let indents: Vec<u8> =
        (0..3000).flat_map(|n| [" ".repeat(n), "a:\n".into()].concat().into_bytes()).collect();
    let many = [
        b"title: &t ".to_vec(),
        b"x".repeat(100_000),
        b"\nx-a: [".to_vec(),
        b"*t,".repeat(20_000),
        b"*t]\n".to_vec(),
    ];
    vec![
        (
            "aliases of aliases",
            b"title: T\nx-a: &a [x,x]\nx-b: &b [*a,*a]\nx-c: [*b,*b]\n".to_vec(),
            (2, "yaml-feature"),
        ),
        ("one alias many times", many.concat(), (1, "yaml-feature")),
        (
            "brackets",
            [b"title: T\nsummary: ".to_vec(), b"[".repeat(200_000)].concat(),
            (2, "yaml-feature"),
        ),
        (
            "braces",
            [b"title: T\nsummary: ".to_vec(), b"{a: ".repeat(100_000)].concat(),
            (2, "yaml-feature"),
        ),
        ("dashes", b"- ".repeat(100_000), (1, "yaml-feature")),
        ("indents", indents, (17, "yaml-feature")),
        (
            "a line of 10 MB",
            [b"title: T\nsummary: ".to_vec(), b"x ".repeat(5_000_000), b"\nevnts: {}\n".to_vec()]
                .concat(),
            (3, "unknown-field"),
        ),
        (
            "a key of 10 MB",
            [b"title: T\n".to_vec(), b"k".repeat(10_000_000), b": 1\n".to_vec()].concat(),
            (2, "yaml-syntax"),
        ),
        ("an id of a thousand characters", named(&"a-".repeat(500)), (5, "bad-id")),
        ("brackets in a date", with(&format!("date: \"{}\"", "[".repeat(50_000))), (7, "bad-date")),
    ]
}

fn mistakes() -> Vec<Row> {
    let twice = |one: &str, other: &str| sound(&(event(one, "") + &event(other, ""))).into_bytes();
    let two =
        |one: &str, other: &str| sound(&(event("one", one) + &event("two", other))).into_bytes();
    vec![
        ("a field twice", b"title: T\ntitle: U\n".to_vec(), (2, "duplicate-id")),
        ("an id twice", twice("one", "one"), (8, "duplicate-id")),
        (
            "an id a thousand times",
            sound(&event("one", "").repeat(1000)).into_bytes(),
            (8, "duplicate-id"),
        ),
        ("ids that differ in case", twice("kyiv", "Kyiv"), (8, "bad-id")),
        ("an unknown field", with("autor: me"), (7, "unknown-field")),
        ("no title", b"events: {}\n".to_vec(), (1, "missing-field")),
        ("an empty title", titled("\"\""), (6, "missing-field")),
        ("a blank title", titled("\" \""), (6, "missing-field")),
        (
            "an event without type",
            b"title: T\nevents:\n  a: {title: A}\n".to_vec(),
            (3, "missing-field"),
        ),
        (
            "an unknown type",
            sound(&event("one", "")).replace("meeting", "summit").into_bytes(),
            (6, "bad-value"),
        ),
        ("events as a list", b"title: T\nevents: [a, b]\n".to_vec(), (2, "bad-value")),
        ("an event as a text", b"title: T\nevents: {a: hello}\n".to_vec(), (2, "bad-value")),
        ("a title as a map", b"title: {a: b}\n".to_vec(), (1, "bad-value")),
        ("30 February", with("date: \"2025-02-30\""), (7, "bad-date")),
        ("a year of twelve digits", with("date: \"999999999999-01-01\""), (7, "bad-date")),
        ("swapped ends", with("date: \"2025-05-11/2025-05-09\""), (7, "date-reversed")),
        ("an unknown actor", with("from: [nobody]"), (7, "unknown-actor")),
        ("an unknown event", with("after: [nothing]"), (7, "unknown-event")),
        (
            "an unknown source",
            sound(&event("one", "")).replace("source: post", "source: pots").into_bytes(),
            (7, "unknown-source"),
        ),
        ("an event after itself", with("after: [one]"), (7, "self-reference")),
        ("a length of nothing", with("timing: [{lasts: P0D}]"), (7, "bad-value")),
        ("a length in words", with("timing: [{lasts: three days}]"), (7, "bad-value")),
        ("a length of many digits", with("timing: [{lasts: P99999999999D}]"), (7, "bad-value")),
        ("a timing that says nothing", with("timing: [{quote: soon}]"), (7, "bad-value")),
        (
            "a timing that says two things",
            two("", ", timing: [{lasts: P3D, during: one}]"),
            (10, "bad-value"),
        ),
        ("a distance from nobody", with("timing: [{by: P3D}]"), (7, "bad-value")),
        ("an unknown event in a timing", with("timing: [{during: nothing}]"), (7, "unknown-event")),
        ("an event timed by itself", with("timing: [{during: one}]"), (7, "self-reference")),
        ("a circle", two(", after: [two]", ", after: [one]"), (7, "order-loop")),
        (
            "dates against their order",
            two(", date: \"2025-05-11\"", ", date: \"2025-05-09\", after: [one]"),
            (10, "date-order"),
        ),
        ("a script as address", source("url: \"javascript:alert(1)\""), (3, "bad-url")),
        ("data as address", source("url: \"data:text/html,<script>\""), (3, "bad-url")),
        ("an address without scheme", source("url: //evil.example/x"), (3, "bad-url")),
        ("a tab in a scheme", source("url: \"java\\tscript:alert(1)\""), (3, "bad-url")),
        ("a file from the root", source("versions: [{file: /etc/passwd}]"), (3, "bad-path")),
        ("a file outside", source("versions: [{file: articles/../../x.md}]"), (3, "bad-path")),
        ("a file on a drive", source("versions: [{file: \"C:\\\\x.md\"}]"), (3, "bad-path")),
        ("a path as id", named("../../x"), (5, "bad-id")),
        ("a reserved name as id", named("con"), (5, "bad-id")),
        ("a device as id", named("COM1"), (5, "bad-id")),
        ("an empty id", named("\"\""), (5, "bad-id")),
        ("a long id", named(&"a".repeat(65)), (5, "bad-id")),
        ("a bidi control in an id", named("a\u{202e}b"), (5, "bad-id")),
    ]
}

/// Every command on every row: the remark, its line, its code, the exit code, nothing written.
fn judge(rows: Vec<Row>) {
    let desk = Desk::new();
    for (name, bytes, (line, code)) in rows {
        desk.put(&bytes);
        let check = desk.run(&["check", "timelines/bad", "--format", "short"]);
        assert_eq!(check.code, Some(1), "check, {name}: {}", check.out);
        let place = format!("timelines/bad/timeline.yaml:{line}:");
        let told = check
            .out
            .lines()
            .any(|l| l.starts_with(&place) && l.contains(&format!("error[{code}]: ")));
        assert!(
            told,
            "check, {name}: no {code} on line {line}\n{}",
            check.out.chars().take(500).collect::<String>()
        );
        assert_eq!(check.err, "", "check, {name}");

        let build = desk.run(&["build", "timelines/bad", "--out", "site"]);
        assert_eq!(build.code, Some(1), "build, {name}: {}", build.err);
        assert!(build.err.contains(&format!("[{code}]")), "build, {name}: {}", build.err);
        assert!(!desk.path("site").exists(), "build, {name}: something was written");

        read_by_others(&desk, name, code);

        // As an article it may be anything, but it comes to an end. A text of megabytes takes its
        // time without optimisation, so the longest are left out here.
        if bytes.len() < 1_000_000 {
            let extract = desk.run(&["extract", "timelines/bad/timeline.yaml"]);
            let draft = extract.out.starts_with("title: ");
            let refused = extract.err.starts_with("demarche: cannot read `timelines/bad/");
            assert!(
                (extract.code == Some(0) && draft && !refused)
                    || (extract.code == Some(2) && extract.out.is_empty() && refused),
                "extract, {name}: {:?} {}",
                extract.code,
                extract.err
            );
        }
        let left = names(desk.folder.path());
        assert_eq!(left, ["stderr", "stdout", "timelines"], "{name}");
    }
}

/// What reads a timeline without judging it: mistakes of form are told on stderr, and a file that
/// is no timeline gives no result.
fn read_by_others(desk: &Desk, name: &str, code: &str) {
    let show = desk.run(&["show", "timelines/bad"]);
    let of_form = show.code == Some(1);
    let readable = !show.out.is_empty();
    assert!(of_form || show.code == Some(0), "show, {name}: {:?}", show.code);
    assert!(of_form || readable, "show, {name}: neither shown nor told");
    assert_eq!(
        show.err.contains(&format!("error[{code}]: ")),
        of_form,
        "show, {name}: {}",
        show.err
    );

    for format in ["json", "csv", "ics", "dot"] {
        let to = ["export", "timelines/bad", "--format", format];
        let export = desk.run(&to);
        assert_eq!((export.code, &export.err), (show.code, &show.err), "{format}, {name}");
        assert_eq!(!export.out.is_empty(), readable, "{format}, {name}: {}", export.out);
    }
    if !readable {
        desk.run(&["export", "timelines/bad", "--format", "json", "--out", "out.json"]);
        assert!(!desk.path("out.json").exists(), "export --out, {name}");
    }

    for [old, new] in [["bad", "good"], ["good", "bad"]] {
        let diff = desk.run(&["diff", &format!("timelines/{old}"), &format!("timelines/{new}")]);
        if readable {
            // A mistake of sense may be no difference at all.
            let least = i32::from(of_form);
            assert!((least..=1).contains(&diff.code.unwrap()), "diff, {name}: {}", diff.err);
        } else {
            assert_eq!((diff.code, diff.out.as_str()), (Some(2), ""), "diff, {name}");
            assert!(diff.err.contains(&format!("error[{code}]: ")), "diff, {name}: {}", diff.err);
            let said =
                "demarche: nothing to compare: `timelines/bad/timeline.yaml` is no timeline\n";
            assert!(diff.err.ends_with(said), "diff, {name}: {}", diff.err);
        }
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = walkdir::WalkDir::new(folder).min_depth(1).max_depth(1).sort_by_file_name();
    entries.into_iter().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn what_is_no_timeline_is_told_with_its_place() {
    judge(no_timelines());
}

#[test]
fn bombs_are_told_with_their_place() {
    judge(bombs());
}

#[test]
fn mistakes_are_told_with_their_place() {
    judge(mistakes());
}

#[test]
fn what_only_looks_bad_passes() {
    let desk = Desk::new();
    let good = sound(&event("one", ""));
    for (name, bytes) in [
        ("a byte order mark", format!("\u{feff}{good}").into_bytes()),
        ("CRLF", good.replace('\n', "\r\n").into_bytes()),
        ("no line break at the end", good.trim_end().into()),
        ("a script in a title", titled("\"<script>alert(1)</script>\"")),
        ("a title that looks like YAML", titled("\"&a *b !c <<: {d}\"")),
        ("a title in Arabic", titled("محادثات في فيينا")),
        ("an emoji family", titled("👩\u{200d}👩\u{200d}👧 meet")),
        ("a key of one's own", with("x-mine: {deep: [1, 2]}")),
    ] {
        desk.put(&bytes);
        let check = desk.run(&["check", "timelines/bad"]);
        assert_eq!(
            (check.code, check.out.as_str()),
            (Some(0), "nothing to remark in 1 timeline\n"),
            "{name}"
        );
    }
    desk.put(titled("\"<script>alert(1)</script>\""));
    assert_eq!(desk.run(&["build", "timelines/bad", "--out", "site"]).code, Some(0));
    let pages = walkdir::WalkDir::new(desk.path("site")).into_iter().map(Result::unwrap);
    for page in pages.filter(|entry| entry.path().extension().is_some_and(|e| e == "html")) {
        let html = fs::read_to_string(page.path()).unwrap();
        assert!(!html.contains("<script>alert"), "{}", page.path().display());
    }
}

#[test]
fn what_hides_is_a_warning_and_is_spelled_out() {
    let desk = Desk::new();
    for (name, title, shown) in [
        ("a bidi control", "a \u{202e} b", "U+202E"),
        ("a zero-width space", "a\u{200b}b", "U+200B"),
        ("an escaped escape", "\"a\\e[2Jb\"", "U+001B"),
        ("two alphabets", "Рutin speaks", "two alphabets"),
    ] {
        desk.put(titled(title));
        let check = desk.run(&["check", "timelines/bad"]);
        assert_eq!(check.code, Some(0), "{name}");
        assert!(
            check.out.contains("timeline.yaml:6:") && check.out.contains(shown),
            "{name}: {}",
            check.out
        );
        assert_eq!(desk.run(&["check", "timelines/bad", "--strict"]).code, Some(1), "{name}");
    }
}

#[test]
fn what_cannot_be_read_is_exit_2_with_its_path() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("empty")).unwrap();
    fs::create_dir_all(desk.path("odd/timeline.yaml")).unwrap();
    for (path, said) in [
        ("missing.yaml", "missing.yaml"),
        ("timelines/missing", "timelines/missing"),
        ("empty", "no timeline in `empty`"),
        ("odd/timeline.yaml", "no timeline in `odd/timeline.yaml`"),
        ("odd", "odd/timeline.yaml"),
        ("timelines/good/timeline.yaml/x", "timeline.yaml/x"),
    ] {
        for command in [&["check"][..], &["build", "--out", "site"][..]] {
            let ended = desk.run(&[command, &[path]].concat());
            assert_eq!(ended.code, Some(2), "{command:?} {path}: {}", ended.out);
            assert!(
                ended.err.starts_with("demarche: ") && ended.err.contains(said),
                "{path}: {}",
                ended.err
            );
            assert!(!desk.path("site").exists(), "{command:?} {path}");
        }
    }
}

#[test]
fn what_is_no_article_is_exit_2_with_its_path() {
    let desk = Desk::new();
    let large = vec![b'a'; 17 << 20];
    for (name, bytes, said) in [
        ("empty.txt", &b""[..], "there is no text in it"),
        ("blank.md", b" \n\n", "there is no text in it"),
        ("empty.html", b"<html><body><script>1</script></body></html>", "there is no text in it"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "it is no text"),
        ("paper.pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", "it is no UTF-8 text"),
        ("large.txt", &large, "larger than 16 MB"),
    ] {
        fs::write(desk.path(name), bytes).unwrap();
        for command in [&["extract", name][..], &["diff", name, name]] {
            let ended = desk.run(command);
            assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""), "{command:?}");
            assert!(
                ended.err.starts_with(&format!("demarche: cannot read `{name}`")),
                "{}",
                ended.err
            );
            assert!(ended.err.contains(said), "{command:?}: {}", ended.err);
        }
    }
    fs::create_dir_all(desk.path("folder")).unwrap();
    for (path, said) in [("folder", "it is a folder"), ("missing.txt", "no such file")] {
        let ended = desk.run(&["extract", path]);
        let expected = format!("demarche: cannot read `{path}`: {said}\n");
        assert_eq!((ended.code, ended.err, ended.out), (Some(2), expected, String::new()));
    }
    // One that is no article leaves no half of a draft behind.
    fs::write(desk.path("good.txt"), "Mara Lind met Tomas Brev on Monday.").unwrap();
    let ended = desk.run(&["extract", "good.txt", "empty.txt"]);
    assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""));
}

#[cfg(unix)]
#[test]
fn nothing_outside_the_folder_is_opened() {
    use std::os::unix::fs::symlink;

    let desk = Desk::new();
    fs::write(desk.path("secret.md"), "A secret text.").unwrap();
    fs::create_dir_all(desk.path("timelines/bad/articles")).unwrap();
    symlink(desk.path("secret.md"), desk.path("timelines/bad/articles/a.md")).unwrap();
    desk.put(source("versions: [{file: articles/a.md}]"));
    let check = desk.run(&["check", "timelines/bad", "--format", "short"]);
    assert!(check.out.contains(":3:") && check.out.contains("error[bad-path]"), "{}", check.out);

    // A folder is no article, and a pipe would wait for a writer for ever.
    desk.put(source("versions: [{file: articles}]"));
    let check = desk.run(&["check", "timelines/bad", "--format", "short"]);
    assert!(check.out.contains("warning[file-missing]"), "{}", check.out);
    let made = Command::new("mkfifo").arg(desk.path("timelines/bad/articles/pipe.md")).status();
    if made.is_ok_and(|status| status.success()) {
        desk.put(source("versions: [{file: articles/pipe.md}]"));
        let check = desk.run(&["check", "timelines/bad", "--format", "short"]);
        assert!(check.out.contains("warning[file-missing]"), "{}", check.out);
    }

    // A timeline that is a link out of the folder that was named.
    fs::create_dir_all(desk.path("elsewhere/x")).unwrap();
    fs::write(desk.path("elsewhere/x/timeline.yaml"), named("one")).unwrap();
    symlink(desk.path("elsewhere/x"), desk.path("timelines/x")).unwrap();
    let check = desk.run(&["check", "timelines"]);
    assert_eq!(check.code, Some(2));
    assert!(check.err.contains("leads out of `timelines`"), "{}", check.err);
    assert_eq!(desk.run(&["check", "timelines/x"]).code, Some(0), "named itself, it is read");
}

#[cfg(unix)]
#[expect(clippy::print_stdout, reason = "what a test could not show is said")]
fn skipped(why: &str) {
    println!("skipped: {why}");
}

/// Without permission for a user; for a superuser, who has them all, a file whose first byte the
/// system refuses to give.
#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_exit_2() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let desk = Desk::new();
    let file = desk.path("timelines/good/timeline.yaml");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    if File::open(&file).is_ok() {
        let refused = Path::new("/proc/self/mem");
        if !refused.exists() {
            return skipped("a superuser may read everything here");
        }
        fs::remove_file(&file).unwrap();
        symlink(refused, &file).unwrap();
    }
    let path = "timelines/good/timeline.yaml";
    for command in ["check", "build", "show", "extract"] {
        let ended = desk.run(&[command, path]);
        assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""), "{command}");
        let said = format!("demarche: cannot read `{path}`: ");
        assert!(ended.err.starts_with(&said), "{command}: {}", ended.err);
    }
    assert!(!desk.path("site").exists());
}
