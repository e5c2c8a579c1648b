//! Every remark as a person sees it: the smallest file that earns it, and what is printed.
//!
//! `tests/timelines/bad/CODE.txt` is what `demarche check CODE.yaml` prints in that folder.

#![expect(clippy::disallowed_methods, reason = "tests read what should be printed")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use demarche::diagnostic::{Code, Severity};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/timelines/bad")
}

/// What the program prints about a file, and its exit code.
fn printed(args: &[&str]) -> (String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .arg("check")
        .args(args)
        .current_dir(folder())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

#[test]
fn each_smallest_file_earns_its_remark_and_no_other() {
    let mut wrong = Vec::new();
    for code in Code::ALL.iter().filter(|code| **code != Code::TooLarge) {
        let file = format!("{code}.yaml");
        let (said, exit) = printed(&[&file]);
        let expected = fs::read_to_string(folder().join(format!("{code}.txt"))).unwrap();
        if said != expected {
            wrong.push(format!("{file} prints\n{said}\ninstead of\n{expected}"));
        }
        let severity = code.severity();
        let mut heads = said.lines().filter(|line| line.contains("]: ") && !line.starts_with(' '));
        if !heads.clone().all(|line| line.starts_with(&format!("{}[{code}]", severity.name())))
            || heads.next().is_none()
        {
            wrong.push(format!("{file} does not earn {code} alone\n{said}"));
        }
        assert_eq!(exit, Some(i32::from(severity == Severity::Error)), "{file}");
        assert_eq!(printed(&[&file, "--strict"]).1, Some(1), "{file} --strict");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_formats_tell_the_same() {
    assert_eq!(
        printed(&["date-order.yaml", "--format", "short"]).0,
        "date-order.yaml:13:11: error[date-order]: `answer` responds to `offer` but ends before it begins\n"
    );
    insta::assert_snapshot!(printed(&["date-order.yaml", "--format", "github"]).0, @r"
    ::error file=date-order.yaml,line=13,endLine=13,col=11,endColumn=23,title=date-order::`answer` responds to `offer` but ends before it begins%0Acorrect one of the dates, or drop `offer` from `responds-to`
    ");
    insta::assert_snapshot!(printed(&["date-order.yaml", "bad-id.yaml", "--format", "json"]).0, @r#"
    {"version":1,"remarks":[
    {"file":"date-order.yaml","code":"date-order","severity":"error","message":"`answer` responds to `offer` but ends before it begins","help":"correct one of the dates, or drop `offer` from `responds-to`","places":[{"start":253,"end":265,"line":13,"column":11,"end_line":13,"end_column":23,"text":"ends 2025-05-09"},{"start":145,"end":157,"line":8,"column":11,"end_line":8,"end_column":23,"text":"begins 2025-05-11"},{"start":284,"end":289,"line":14,"column":19,"end_line":14,"end_column":24,"text":"the order is stated here"}],"fixes":[{"title":"drop `offer` from `responds-to` of `answer`","certain":false,"edits":[{"start":266,"end":291,"line":14,"column":1,"end_line":15,"end_column":1,"text":""}]}]},
    {"file":"bad-id.yaml","code":"bad-id","severity":"error","message":"`Kyiv Meeting` cannot be the id of an event","help":"write `kyiv-meeting`","places":[{"start":86,"end":98,"line":5,"column":3,"end_line":5,"end_column":15,"text":"ids are written in lower case"}],"fixes":[{"title":"write `kyiv-meeting`","certain":true,"edits":[{"start":86,"end":98,"line":5,"column":3,"end_line":5,"end_column":15,"text":"kyiv-meeting"}]}]}
    ],"errors":2,"warnings":0,"files":2}
    "#);
    let json = printed(&["bad-id.yaml", "--format", "json"]).0;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["remarks"][0]["places"][0]["line"], 5);
    assert_eq!((json["version"].as_u64(), json["errors"].as_u64()), (Some(1), Some(1)));
}

#[test]
fn colour_comes_only_when_asked_for() {
    assert!(!printed(&["bad-id.yaml"]).0.contains('\u{1b}'));
    assert!(printed(&["bad-id.yaml", "--color", "always"]).0.contains("\u{1b}["));
    assert!(!printed(&["bad-id.yaml", "--color", "never"]).0.contains('\u{1b}'));
}

#[test]
fn explain_tells_every_code_and_guesses_a_typo() {
    let explain = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_demarche"))
            .arg("explain")
            .args(args)
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (text(output.stdout), text(output.stderr), output.status.code())
    };
    for code in Code::ALL {
        let (said, _, exit) = explain(&[code.name()]);
        assert_eq!((said.trim_end(), exit), (code.explanation().trim_end(), Some(0)), "{code}");
    }
    assert_eq!(explain(&[]).0.lines().count(), Code::ALL.len());
    let (_, said, exit) = explain(&["date-ordr"]);
    assert_eq!(said, "demarche: there is no remark `date-ordr`; did you mean `date-order`?\n");
    assert_eq!(exit, Some(2));
    assert_eq!(explain(&["nonsense\u{1b}[2J"]).2, Some(2));
    assert!(!explain(&["nonsense\u{1b}[2J"]).1.contains('\u{1b}'));
}
