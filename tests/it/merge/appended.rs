//! Both sides append: what theirs wrote comes into ours to the letter.

use demarche::merge::merge_files;

use super::{BASE, document, files};

/// As somebody writes by hand who follows no order and no style.
const THEIRS: &str = r#"  # about the visit

  # asked twice
  visit:   # beside it
    title: "The visit: a day"   # checked
    # why this day
    date: 2024-03-08   # two papers
    type: visit
    from:
    - chile    # him
    # and not her
    to: [peru]
    x-desk: {by: ml,   on: "2024-03-09"}
    note: >-
      folded
      text
    evidence: [{source: post}]   # short
      # still about the visit
"#;

const OURS: &str = "
  # ours adds
  letter:
    type: statement
    date: \"2024-03-07\"
    title: Peru writes
    from: [peru]
    evidence: [{source: post}]
";

/// Each line of a text that somebody wrote stands in another as often, in one run.
fn holds(text: &str, part: &str) {
    assert_eq!(text.matches(part).count(), 1, "{part}\nis not once in\n{text}");
}

#[test]
fn two_people_append_events_and_both_keep_their_lines() {
    let (ours, theirs) = (format!("{BASE}{OURS}"), format!("{BASE}{THEIRS}# the end of theirs\n"));
    let merged = files(BASE, &ours, &theirs);
    assert_eq!(merged.text, format!("{BASE}{OURS}{THEIRS}# the end of theirs\n"));
    assert_eq!((merged.conflicts.len(), merged.notes.len()), (0, 0));
    // One side alone, as before.
    assert_eq!(files(BASE, BASE, &theirs).text, theirs);
    assert_eq!(files(BASE, &ours, BASE).text, ours);
}

#[test]
fn a_conflict_elsewhere_does_not_rewrite_what_theirs_appended() {
    let ecuador = "  ecuador: {kind: state,   name: Ecuador}   # new here\n";
    let both = "  bolivia: {name: Bolivia, kind: state}\n";
    let with = |day: &str, actors: &str, events: &str| {
        let base =
            BASE.replace("2024-03-05", day).replace("events:\n", &format!("{actors}events:\n"));
        format!("{base}{events}")
    };
    let ours = with("2024-03-06", both, OURS);
    let theirs =
        with("2024-03-07", &format!("{both}{ecuador}"), &THEIRS.replace("[peru]", "[ecuador]"));
    let merged = files(BASE, &ours, &theirs);
    assert_eq!(merged.conflicts.len(), 1, "{}", merged.text);
    holds(&merged.text, ecuador);
    holds(&merged.text, &THEIRS.replace("[peru]", "[ecuador]"));
    holds(&merged.text, OURS);
    for comment in THEIRS.match_indices('#').map(|(at, _)| THEIRS[at..].lines().next().unwrap()) {
        holds(&merged.text, comment);
    }
    assert!(!merged.text.contains("modality: happened"), "{}", merged.text);
    // The line ends are those of the file that stays.
    let windows = ours.replace('\n', "\r\n");
    let in_windows = merge_files(&document(BASE), &document(&windows), &document(&theirs)).unwrap();
    assert_eq!(in_windows.text, merged.text.replace('\n', "\r\n"));
}

#[test]
fn another_indent_is_written_anew_and_loses_no_comment() {
    let ours = BASE.replace("2024-03-05", "2024-03-06");
    let mut deeper = String::new();
    let theirs = BASE.replace("2024-03-05", "2024-03-07");
    let cut = theirs.find("events:\n").unwrap() + "events:\n".len();
    deeper.push_str(&theirs[..cut]);
    for line in format!("{}{THEIRS}", &theirs[cut..]).lines() {
        deeper.push_str(if line.is_empty() { "" } else { "  " });
        deeper.push_str(line);
        deeper.push('\n');
    }
    let merged = files(BASE, &ours, &deeper);
    for comment in THEIRS.match_indices('#').map(|(at, _)| THEIRS[at..].lines().next().unwrap()) {
        holds(&merged.text, comment);
    }
    holds(&merged.text, "    title: \"The visit: a day\"");
}

#[test]
fn a_comment_that_was_there_stays_with_what_it_was_about() {
    let base = BASE.replace("  talks:\n", "  # about the talks\n  talks:\n");
    let ours = base.replace("2024-03-05", "2024-03-06");
    // Between the comment and its event.
    let visit = "  visit:\n    type: visit\n    title: A visit\n    evidence: [{source: post}]\n";
    let theirs = base
        .replace("2024-03-05", "2024-03-07")
        .replace("  talks:\n", &format!("{visit}  talks:\n"));
    let merged = files(&base, &ours, &theirs);
    holds(&merged.text, "# about the talks");
    holds(&merged.text, visit);
    holds(&merged.text, "  # about the talks\n  talks:\n");
}

#[test]
fn what_both_add_in_one_place_leaves_a_comment_above_its_field() {
    let title = "    title: Chile and Peru talk\n";
    let with = |lines: &str| BASE.replace(title, &format!("{lines}{title}"));
    let (comment, field) = ("    # as the ministry puts it\n", "    x-desk: ml\n");
    let both = with(&format!("{field}{comment}"));
    assert_eq!(files(BASE, &with(comment), &with(field)).text, both);
    assert_eq!(files(BASE, &with(field), &with(comment)).text, both);
    // A comment below the last field of an event is about that event.
    let below = "      # as told\n  visit:\n    type: visit\n    title: A visit\n";
    let (ours, theirs) = (format!("{BASE}{OURS}"), format!("{BASE}{below}"));
    assert_eq!(files(BASE, &ours, &theirs).text, format!("{BASE}{below}{OURS}"));
    assert_eq!(files(BASE, &theirs, &ours).text, format!("{BASE}{below}{OURS}"));
}
