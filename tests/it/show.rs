//! The timeline in the terminal, as it looks.

use demarche::graph::Graph;
use demarche::show::{View, show};
use demarche::timeline::{Document, read};

const FILE: &str = r#"
title: Talks
actors:
  chile: {name: Chile, kind: state}
  peru: {name: Peru, kind: state}
events:
  invited:
    type: invitation
    date: "2025-05-11"
    title: "Chile invites Peru to talks in Lima, \e[31mwhich has waited for them for years"
    from: [chile]
    to: [peru]
  talks:
    type: talks
    date: "2025-06?"
    title: 会談
    modality: planned
    from: [chile]
    to: [peru]
    place: Lima
    responds-to: [invited]
  after-all:
    type: statement
    title: A word afterwards
    after: [talks]
"#;

/// Without its colours.
fn shown(view: &View) -> String {
    let (timeline, _) = read(&Document::new("test", FILE));
    let text = show(&Graph::new(&timeline), view);
    anstream::adapter::strip_str(&text).to_string()
}

#[test]
fn it_wraps_marks_and_escapes() {
    let text = shown(&View { width: 72, ..View::default() });
    insta::assert_snapshot!(text.trim_end(), @r"
    Talks

    May 2025
    1  ●    2025-05-11  invitation  Chile invites Peru to talks in Lima,
                                    \u{1b}[31mwhich has waited for them for
                                    years
                                    Chile → Peru

    June 2025
    2  ▐█?  2025-06?    talks       会談
                                    Chile ↔ Peru · Lima · PLANNED
                                    answers 1

    undated
    3  ◇                statement   A word afterwards
                                    after 2

    3 events
    ");
    assert!(text.lines().all(|line| line.chars().count() <= 72), "{text}");
}

#[test]
fn ascii_draws_with_ascii() {
    let text = shown(&View { width: 72, ascii: true, ..View::default() });
    let foreign: String = text.chars().filter(|c| !c.is_ascii()).collect();
    assert_eq!(foreign, "会談", "only what the file says: {text}");
}

#[test]
fn an_actor_a_type_or_days_leave_the_rest_out() {
    for (case, view, events) in [
        ("actor", View { actor: Some("peru".into()), ..View::default() }, "2 of 3 events"),
        ("type", View { kind: "talks".parse().ok(), ..View::default() }, "1 of 3 events"),
        ("from", View { from: "2025-06-15".parse().ok(), ..View::default() }, "2 of 3 events"),
        ("to", View { to: "2025-05-20".parse().ok(), ..View::default() }, "2 of 3 events"),
    ] {
        let text = shown(&view);
        assert!(text.contains(events), "{case}: {text}");
    }
}
