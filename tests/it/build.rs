//! `demarche build` as a program: the same bytes each time, and no way to leave half a site.

#![expect(clippy::disallowed_methods, reason = "tests look at what was written")]
#![expect(clippy::unwrap_used, reason = "a test ends where its desk cannot be set up")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// A folder of its own with a timeline in it.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("timelines/talks")).unwrap();
        let desk = Self { folder };
        desk.write(&["first", "second", "third"]);
        desk
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, events: &[&str]) {
        fs::write(self.path("timelines/talks/timeline.yaml"), yaml(events)).unwrap();
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
        command.arg("build").args(args).current_dir(self.folder.path());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn build(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Builds and takes what was written.
    fn built(&self, args: &[&str]) -> BTreeMap<PathBuf, Vec<u8>> {
        let output = self.build(args);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        tree(&self.path("site"))
    }

    /// What lies beside the timelines, hidden files too.
    fn beside(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

fn yaml(events: &[&str]) -> String {
    let mut yaml = String::from("title: Talks\nsources: {}\nactors: {}\nevents:\n");
    for (i, id) in events.iter().enumerate() {
        let day = 1 + i % 28;
        writeln!(yaml, "  {id}:\n    type: talks\n    date: \"2025-05-{day:02}\"").unwrap();
        writeln!(yaml, "    title: The {id} round").unwrap();
    }
    yaml
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Every file below a folder with its bytes.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| !entry.file_type().is_dir())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_path_buf();
            (path, fs::read(entry.path()).unwrap())
        })
        .collect()
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let desk = Desk::new();
    let first = desk.built(&[]);
    assert!(first.contains_key(Path::new("talks/e/second/index.html")));
    for (name, value) in [
        ("RAYON_NUM_THREADS", "1"),
        ("RAYON_NUM_THREADS", "8"),
        ("LANG", "tr_TR"),
        ("TZ", "Asia/Tokyo"),
    ] {
        let output = desk.command(&[]).env(name, value).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        assert!(tree(&desk.path("site")) == first, "{name}={value}");
    }
    assert_eq!(desk.beside(), ["site", "timelines"]);
}

#[test]
fn a_file_by_itself_is_a_site() {
    let desk = Desk::new();
    fs::write(desk.path("My talks.yaml"), yaml(&["one"])).unwrap();
    let output = desk.build(&["My talks.yaml", "--out", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(desk.path("out/my-talks/e/one/index.html").is_file());
}

#[test]
fn pages_of_what_is_gone_are_gone() {
    let desk = Desk::new();
    desk.built(&[]);
    desk.write(&["first"]);
    let again = desk.built(&[]);
    assert!(!desk.path("site/talks/e/second").exists());
    fs::remove_dir_all(desk.path("site")).unwrap();
    assert!(desk.built(&[]) == again, "as if built for the first time");
}

#[test]
fn a_theme_is_read_with_care() {
    let desk = Desk::new();
    for (css, code, told) in [
        (":root { --paper: #ffffff; }", 0, ""),
        (":root { --soft: #bbbbbb; }", 0, "warning: theme.css: `--soft` on `--paper`"),
        (":root {\n  --papre: #ffffff; }", 2, "theme.css:2: there is no variable `--papre`"),
        ("@import url(https://example.org/x.css);", 2, "theme.css:1: "),
    ] {
        fs::write(desk.path("theme.css"), css).unwrap();
        let output = desk.build(&["--theme", "theme.css"]);
        assert_eq!(output.status.code(), Some(code), "{css}: {}", said(&output));
        assert!(said(&output).contains(told), "{css}: {}", said(&output));
    }
    fs::write(desk.path("theme.css"), ":root { --paper: #fefefe; --column: 33rem }").unwrap();
    desk.built(&["--theme", "theme.css"]);
    let style = fs::read_to_string(desk.path("site/style.css")).unwrap();
    assert!(style.contains("--paper:#fefefe") && style.contains("--column:33rem"));
    let built_in = desk.built(&["--theme", "slate"]);
    assert!(String::from_utf8_lossy(&built_in[Path::new("style.css")]).contains("#10171f"));
    assert_eq!(desk.build(&["--theme", "nowhere.css"]).status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn only_pages_that_changed_are_written() {
    use std::os::unix::fs::MetadataExt as _;
    let desk = Desk::new();
    let names: Vec<String> = (0..120).map(|i| format!("event-{i}")).collect();
    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
    desk.write(&names);
    desk.built(&[]);
    let inodes = || -> BTreeMap<PathBuf, u64> {
        let site = desk.path("site");
        let files = tree(&site).into_keys();
        files.map(|path| (path.clone(), fs::metadata(site.join(path)).unwrap().ino())).collect()
    };
    let before = inodes();

    // Nothing changed: nothing is touched, the folder itself neither.
    let folder = fs::metadata(desk.path("site")).unwrap().ino();
    let output = desk.build(&[]);
    assert!(said(&output).contains("as it was"), "{}", said(&output));
    assert_eq!(fs::metadata(desk.path("site")).unwrap().ino(), folder);
    assert_eq!(inodes(), before);

    // One event has another title: its page, its neighbours', the lists it stands in,
    // and the files that hold the whole timeline.
    let text = fs::read_to_string(desk.path("timelines/talks/timeline.yaml")).unwrap();
    let text = text.replace("The event-60 round", "Another round");
    fs::write(desk.path("timelines/talks/timeline.yaml"), text).unwrap();
    let changed = desk.built(&[]);
    let after = inodes();
    let kept = after.iter().filter(|(path, inode)| before.get(*path) == Some(inode)).count();
    assert!(after.len() - kept < 24, "{} of {} files are new", after.len() - kept, after.len());
    fs::remove_dir_all(desk.path("site")).unwrap();
    assert!(desk.built(&[]) == changed, "as if built for the first time");

    // What somebody did to a page is mended; a page that is a link is replaced, not followed.
    names.truncate(60);
    desk.write(&names);
    let whole = desk.built(&[]);
    let page = desk.path("site/talks/e/event-7/index.html");
    let length = fs::read(&page).unwrap().len();
    fs::write(&page, vec![b'x'; length]).unwrap();
    let other = desk.path("site/talks/e/event-8/index.html");
    fs::rename(&other, desk.path("aside.html")).unwrap();
    std::os::unix::fs::symlink(desk.path("aside.html"), &other).unwrap();
    assert!(desk.built(&[]) == whole);
    assert!(!fs::symlink_metadata(&other).unwrap().is_symlink());
}

#[test]
fn errors_leave_everything_as_it_was() {
    let desk = Desk::new();
    let before = desk.built(&[]);
    let bad = yaml(&["first"]).replace("2025-05-01", "2025-13-01");
    fs::write(desk.path("timelines/talks/timeline.yaml"), bad).unwrap();
    let output = desk.build(&[]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("nothing is written"), "{}", said(&output));
    assert!(tree(&desk.path("site")) == before);
    let output = desk.build(&["--out", "other"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(desk.beside(), ["site", "timelines"]);

    let output = desk.build(&["--keep-going"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    let problems = fs::read_to_string(desk.path("site/problems/index.html")).unwrap();
    assert!(problems.contains("bad-date"), "{problems}");
    assert!(desk.path("site/talks/e/first/index.html").is_file());
}

#[test]
fn what_a_mistyped_word_is_taken_for_is_not_published() {
    let desk = Desk::new();
    let events = yaml(&["first", "second", "third"])
        .replacen("type: talks", "type: tlaks", 1)
        .replacen("    title: The third", "    modality: plannd\n    title: The third", 1);
    fs::write(desk.path("timelines/talks/timeline.yaml"), events).unwrap();
    let output = desk.build(&["--keep-going"]);
    assert!(said(&output).contains("`first` is left out"), "{}", said(&output));
    let told = |id: &str| desk.path(&format!("site/talks/e/{id}/index.html")).is_file();
    assert_eq!([told("first"), told("second"), told("third")], [false, true, false]);
    let problems = fs::read_to_string(desk.path("site/problems/index.html")).unwrap();
    assert!(problems.contains("tlaks") && problems.contains("plannd"), "{problems}");
}

#[test]
fn a_page_says_nothing_of_the_folders_of_a_machine() {
    let desk = Desk::new();
    let whole = desk.path("timelines/talks/timeline.yaml");
    desk.build(&[whole.to_str().unwrap()]);
    let problems = fs::read_to_string(desk.path("site/problems/index.html")).unwrap();
    assert!(problems.contains("<code>talks/timeline.yaml:"), "{problems}");
    assert!(!problems.contains(desk.folder.path().to_str().unwrap()), "{problems}");
}

#[test]
fn what_nobody_touched_is_not_edited() {
    let desk = Desk::new();
    let article = "Envoys meet in Oslo\n\nNorway invited Chad to talks in Oslo on Monday.\n\n\
                   Chad rejected the invitation on Tuesday.\n";
    fs::write(desk.path("oslo.txt"), article).unwrap();
    let extract = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
        command.arg("extract").args(args).current_dir(desk.folder.path()).output().unwrap()
    };
    extract(&["oslo.txt", "--into", "talks", "--published", "2024-03-06"]);
    let edited = || {
        desk.build(&[]);
        let pages = tree(&desk.path("site/talks/e"));
        let badge = |page: &Vec<u8>| String::from_utf8_lossy(page).contains("badge hand");
        pages.iter().filter(|(_, page)| badge(page)).count()
    };
    assert_eq!(edited(), 0, "the article prints no day, the file has it");
    let file = desk.path("timelines/talks/timeline.yaml");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("2024-03-05"), "{text}");
    fs::write(&file, text.replace("date: \"2024-03-05\"", "date: \"2024-03-06\"")).unwrap();
    assert_eq!(edited(), 1);
}

#[test]
fn of_a_year_alone_nobody_knows_the_quarter() {
    let desk = Desk::new();
    let mut yaml = String::from("title: Talks\nsources: {}\nactors: {}\nevents:\n");
    for i in 0..400 {
        let date = if i == 0 {
            "2024".to_owned()
        } else {
            format!("2024-{:02}-{:02}", 1 + i % 12, 1 + i % 28)
        };
        writeln!(yaml, "  e{i}: {{type: talks, date: \"{date}\", title: Round {i}}}").unwrap();
    }
    writeln!(yaml, "  old: {{type: talks, date: \"2019-05-01\", title: The old round}}").unwrap();
    fs::write(desk.path("timelines/talks/timeline.yaml"), yaml).unwrap();
    let site = desk.built(&[]);
    let page = |path: &str| String::from_utf8_lossy(&site[Path::new(path)]).into_owned();
    assert!(page("talks/2024-00/index.html").contains("Round 0<"));
    assert!(!page("talks/2024-q1/index.html").contains("Round 0<"));
    assert!(page("talks/2010s/index.html").contains(">2019</h1>"), "of one year");
}

#[test]
fn a_timeline_that_cannot_be_read_does_not_keep_the_others() {
    let desk = Desk::new();
    fs::create_dir(desk.path("timelines/broken")).unwrap();
    fs::write(desk.path("timelines/broken/timeline.yaml"), "title: [").unwrap();
    let output = desk.build(&["--keep-going"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(desk.path("site/talks/index.html").is_file());
    assert!(!desk.path("site/broken").exists());
}

#[test]
fn a_folder_of_somebody_else_is_left_alone() {
    let desk = Desk::new();
    for (name, file) in [("thesis", "chapter.tex"), ("hidden", ".git"), ("sub", "a/b/c.txt")] {
        let path = desk.path(name).join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "years of work").unwrap();
        let before = tree(&desk.path(name));
        let output = desk.build(&["--out", name]);
        assert_eq!(output.status.code(), Some(2), "{name}: {}", said(&output));
        assert!(tree(&desk.path(name)) == before, "{name}");
    }
    fs::write(desk.path("file"), "x").unwrap();
    assert_eq!(desk.build(&["--out", "file"]).status.code(), Some(2));
    assert_eq!(desk.build(&["--out", "."]).status.code(), Some(2));
    assert_eq!(desk.build(&["--out", "timelines"]).status.code(), Some(2));
    assert_eq!(desk.beside(), ["file", "hidden", "sub", "thesis", "timelines"]);

    // Ours, but somebody has added to it.
    desk.built(&[]);
    fs::write(desk.path("site/talks/CNAME"), "example.org").unwrap();
    let output = desk.build(&[]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("CNAME"), "{}", said(&output));
    assert!(desk.path("site/talks/CNAME").is_file());

    // Empty is nobody's.
    fs::create_dir(desk.path("empty")).unwrap();
    assert_eq!(desk.build(&["--out", "empty"]).status.code(), Some(0));
}

#[cfg(unix)]
#[test]
fn links_are_neither_followed_nor_replaced() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    fs::create_dir(desk.path("elsewhere")).unwrap();
    symlink("elsewhere", desk.path("site")).unwrap();
    let output = desk.build(&[]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(tree(&desk.path("elsewhere")).is_empty());
    fs::remove_file(desk.path("site")).unwrap();

    // A leftover folder that is really a link.
    symlink("elsewhere", desk.path(".site.demarche-new")).unwrap();
    fs::write(desk.path("elsewhere/keep"), "x").unwrap();
    assert_eq!(desk.build(&[]).status.code(), Some(2));
    assert!(desk.path("elsewhere/keep").is_file());
}

#[test]
fn of_two_builds_at_once_one_says_so_and_ends() {
    let desk = Desk::new();
    let names: Vec<String> = (0..400).map(|i| format!("event-{i}")).collect();
    desk.write(&names.iter().map(String::as_str).collect::<Vec<_>>());
    for round in 0..6 {
        let pair: Vec<_> = (0..2).map(|_| desk.command(&[]).spawn().unwrap()).collect();
        let mut clean = 0;
        for child in pair {
            let output = child.wait_with_output().unwrap();
            match output.status.code() {
                Some(0) => clean += 1,
                Some(2) => assert!(said(&output).contains("another build"), "{}", said(&output)),
                other => panic!("{other:?}: {}", said(&output)),
            }
        }
        assert!(clean >= 1, "round {round}");
        assert_eq!(tree(&desk.path("site")).len(), listed(&desk.path("site")) + 1, "round {round}");
        assert_eq!(desk.beside(), ["site", "timelines"], "round {round}");
    }
}

/// How many files a site's marker lists.
fn listed(site: &Path) -> usize {
    fs::read_to_string(site.join(".demarche-site")).unwrap().lines().count() - 1
}

#[cfg(unix)]
#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    let desk = Desk::new();
    let name = |i: usize, word: &str| format!("{word}-{i}");
    let old: Vec<String> = (0..250).map(|i| name(i, "old")).collect();
    let new: Vec<String> = (0..250).map(|i| name(i, "new")).collect();
    let write =
        |names: &[String]| desk.write(&names.iter().map(String::as_str).collect::<Vec<_>>());
    write(&new);
    let started = std::time::Instant::now();
    let after = desk.built(&[]);
    let whole = started.elapsed();
    write(&old);
    let before = desk.built(&[]);

    let mut seen = [0; 2];
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for round in 0..30 {
        // xorshift: moments all over the run, the same on every run.
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let share = f64::from(u32::try_from(random % 1000).unwrap()) / 1000.0;
        write(&new);
        let mut child =
            desk.command(&[]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_secs_f64(whole.as_secs_f64() * 1.1 * share));
        let _ = child.kill();
        child.wait().unwrap();
        let left = tree(&desk.path("site"));
        assert!(left == before || left == after, "round {round}: a mix of two sites");
        seen[usize::from(left == after)] += 1;

        write(&old);
        assert!(desk.built(&[]) == before, "round {round}: the next build");
        assert_eq!(desk.beside(), ["site", "timelines"], "round {round}: leftovers");
    }
    assert!(seen[0] > 0, "no build was killed in time: {seen:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_site() {
    let desk = Desk::new();
    let before = desk.built(&[]);
    // Something is to be written, and no file may grow beyond a block.
    desk.write(&["another"]);
    let output = Command::new("sh")
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 4; exec \"$0\" build",
            env!("CARGO_BIN_EXE_demarche"),
        ])
        .current_dir(desk.folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("cannot write"), "{}", said(&output));
    assert!(tree(&desk.path("site")) == before);
    assert_eq!(desk.beside(), ["site", "timelines"]);
}

#[test]
fn names_that_cannot_lie_side_by_side_are_told() {
    let desk = Desk::new();
    for names in [["About.yaml", "x.yaml"], ["A b.yaml", "a-b.yaml"]] {
        for name in names {
            fs::write(desk.path(name), yaml(&["one"])).unwrap();
        }
        let output = desk.build(&names);
        assert_eq!(output.status.code(), Some(2), "{names:?}: {}", said(&output));
        assert!(!desk.path("site").exists(), "{names:?}");
    }
}

/// Every event with its date, actors, place and quote stands in every file to download that has a
/// place for it.
#[test]
fn what_is_downloaded_has_everything() {
    let desk = Desk::new();
    let yaml = "title: Talks\nsources:\n  wire: {title: A report, url: \"https://example.org/a\", published: \"2025-05-02\"}\nactors:\n  aldoria: {name: Aldoria, kind: state}\n  brevane: {name: Brevane, kind: state}\nevents:\n  signing:\n    type: agreement\n    date: \"2025-05-01\"\n    title: Aldoria signs <with> Brevane & others\n    from: [aldoria]\n    to: [brevane]\n    place: Corland\n    evidence: [{source: wire, quote: signed at noon}]\n";
    fs::write(desk.path("timelines/talks/timeline.yaml"), yaml).unwrap();
    let site = desk.built(&["--url", "https://example.org/site"]);
    let file = |name: &str| {
        let path = format!("talks/{name}");
        let bytes = site.get(Path::new(&path)).unwrap_or_else(|| panic!("{path} is missing"));
        String::from_utf8(bytes.clone()).unwrap()
    };
    for (name, title) in [
        ("data/timeline.yaml", "Aldoria signs <with> Brevane & others"),
        ("data/timeline.json", "Aldoria signs <with> Brevane & others"),
        ("data/timeline.csv", "Aldoria signs <with> Brevane & others"),
        ("data/timeline.ics", "Aldoria signs <with> Brevane & others"),
        ("data/timeline.jsonld", "Aldoria signs <with> Brevane & others"),
        ("data/timeline.graphml", "Aldoria signs &lt;with&gt; Brevane &amp; others"),
        ("data/timeline.gexf", "Aldoria signs &lt;with&gt; Brevane &amp; others"),
        ("data/timelinejs.json", "Aldoria signs &lt;with&gt; Brevane &amp; others"),
    ] {
        let text = file(name).replace("\r\n ", "");
        for wanted in [title, "Aldoria", "Brevane", "Corland", "signed at noon"] {
            assert!(text.contains(wanted), "{name}: {wanted}");
        }
        let days = ["2025-05-01", "20250501"].iter().any(|day| text.contains(day));
        assert!(days, "{name}: the date");
    }
    let page = file("data/index.html");
    for name in site.keys().filter_map(|path| path.to_str()?.strip_prefix("talks/data/")) {
        assert!(page.contains(&format!("data/{name}")) || name == "index.html", "{name}");
    }
}

#[test]
fn kept_articles_can_be_left_out() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("timelines/talks/articles")).unwrap();
    fs::write(
        desk.path("timelines/talks/articles/a.v1.md"),
        "# A\n\nThey met at noon.\n\nA secret garden.\n",
    )
    .unwrap();
    fs::write(
        desk.path("timelines/talks/articles/a.v2.md"),
        "# A\n\nThey met at noon.\n\nA public garden.\n",
    )
    .unwrap();
    let yaml = "title: Talks\nsources:\n  wire:\n    title: A report\n    versions: [{file: articles/a.v1.md}, {file: articles/a.v2.md}]\nactors: {}\nevents:\n  meeting:\n    type: meeting\n    title: They meet\n    evidence: [{source: wire, quote: They met at noon}]\n";
    fs::write(desk.path("timelines/talks/timeline.yaml"), yaml).unwrap();
    let told = |site: BTreeMap<PathBuf, Vec<u8>>, words: &str| {
        site.values().any(|bytes| String::from_utf8_lossy(bytes).contains(words))
    };
    let whole = desk.built(&[]);
    assert!(told(whole.clone(), "garden") && told(whole, "They met at noon"));
    let without = desk.built(&["--without-articles"]);
    assert!(!told(without.clone(), "garden") && told(without, "They met at noon"));
}

#[test]
fn what_differs_from_an_earlier_edition_is_told() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("before/talks")).unwrap();
    let before = yaml(&["first"])
        + "  summit: {type: visit, date: \"2019-01-01\", title: An old summit in Corland}\n";
    fs::write(desk.path("before/talks/timeline.yaml"), before).unwrap();
    desk.write(&["first", "second"]);
    let site = desk.built(&["--since", "before"]);
    let page = String::from_utf8(site[Path::new("talks/changes/index.html")].clone()).unwrap();
    for said in ["The second round", "An old summit", "withdrawn", "added"] {
        assert!(page.contains(said), "{said}");
    }
    assert!(!page.contains("The first round"));
}
