//! Everything by its name, in alphabetical order.

use demarche::graph::Graph;
use demarche::site::{Edition, Pages, Site};
use demarche::timeline::{Document, Id, read};

/// The entries of the first part of a timeline's list, each as it is read.
fn entries(yaml: &str) -> Vec<String> {
    let (timeline, _) = read(&Document::new("t.yaml", yaml));
    let graph = Graph::new(&timeline);
    let name = Id::from("t");
    let editions = [Edition::new(&name, &graph)];
    let pages = Pages::new(&Site { editions: &editions, problems: &[] });
    let i = (0..pages.len()).find(|&i| pages.path(i) == "t/a-z/index.html").unwrap();
    let html = String::from_utf8(pages.render(i)).unwrap();
    let list = html.split("<section").skip(1).flat_map(|section| section.split("<li>").skip(1));
    list.map(|item| {
        let item = item.split("</li>").next().unwrap_or_default();
        let words = item
            .split('<')
            .filter_map(|part| part.split_once('>').map_or(Some(part), |(_, text)| Some(text)));
        words.collect::<String>()
    })
    .collect()
}

const FLEET: &str = "
title: T
actors:
  mara-lind: {name: Mara Lind, kind: person, aliases: [Línd, Lynd, Minister Lind, Rose of Aldoria]}
  otto: {name: Otto IV, kind: person}
  union: {name: The River Union, kind: organization, aliases: [RU, Union of Rivers]}
events:
  a: {type: talks, date: \"2024-05-01\", title: A talk, place: Town 10}
  b: {type: talks, date: \"2024-05-01\", title: Talk number two, place: Town 2}
";

#[test]
fn persons_stand_under_their_last_word_and_actors_under_their_other_names() {
    assert_eq!(
        entries(FLEET),
        [
            "Lind, Mara person",
            "Lynd → Mara Lind",
            "Mara Lind person",
            "Otto IV person",
            "The River Union organization",
            "Rose of Aldoria → Mara Lind",
            "A talk 1 May 2024",
            "Talk number two 1 May 2024",
            "Town 2 Place",
            "Town 10 Place",
            "Union of Rivers → The River Union",
        ]
    );
}

#[test]
fn an_article_is_part_of_a_name_in_a_language_that_does_not_leave_it_out() {
    let found = entries(&format!("lang: de{FLEET}"));
    let at = |name: &str| found.iter().position(|entry| entry.starts_with(name)).unwrap();
    assert!(at("The River Union") > at("Talk number two"), "{found:?}");
    assert_eq!(at("A talk"), 0, "{found:?}");
}
