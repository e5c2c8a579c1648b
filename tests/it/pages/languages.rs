//! The site's own words in every language.

use std::collections::BTreeSet;

use super::{everything, one};

/// Every page of a timeline that names a language speaks it: its words, its dates, its direction.
#[test]
fn a_timeline_speaks_its_language() {
    for (lang, dir, date, actors) in [
        ("de", None, "11. Mai 2025", "Akteure"),
        ("fr", None, "11 mai 2025", "Acteurs"),
        ("es", None, "11 de mayo de 2025", "Actores"),
        ("uk", None, "11 травня 2025 р.", "Учасники"),
        ("ru", None, "11 мая 2025 г.", "Участники"),
        ("ar-EG", Some("rtl"), "11 مايو 2025", "الأطراف"),
        ("tr", None, "11 Mayıs 2025", "Aktörler"),
        ("en", None, "11 May 2025", "Actors"),
        ("xx", None, "11 May 2025", "Actors"),
    ] {
        let mut timeline = everything("§");
        timeline.lang = Some(lang.to_owned());
        let site = one(&timeline);
        for (path, page) in site.iter().filter(|(path, _)| path.starts_with("sample/")) {
            let html = &page.elements[0].1;
            let value = |name: &str| {
                html.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
            };
            let code = if lang == "xx" { "en" } else { lang.split('-').next().unwrap_or(lang) };
            assert_eq!(value("lang"), Some(code), "{lang}: {path}");
            assert_eq!(value("dir"), dir, "{lang}: {path}");
        }
        assert!(site["sample/e/e1/index.html"].text.contains(date), "{lang}");
        assert!(site["sample/actors/index.html"].text.contains(actors), "{lang}");
    }
}

/// What is left in Latin letters on an Arabic page is a name, an id or a code.
#[test]
fn no_word_of_ours_is_left_in_english() {
    let known: BTreeSet<&str> = [
        "demarche",
        "build",
        "check",
        "Atom",
        "JSON",
        "Feed",
        "EDTF",
        "Graphviz",
        "Gephi",
        "TimelineJS",
        "CAMEO",
        "PLOVER",
        "schema",
        "org",
        "index",
        "html",
        "sample",
        "embed",
        "iframe",
        "src",
        "loading",
        "lazy",
        "title",
        "width",
        "height",
        "atom",
        "xml",
        "feed",
        "json",
        "former",
        "old",
        "state",
        "envoy",
        "post",
        "https",
        "example",
        "UTC",
        "and",
    ]
    .into();
    let mut timeline = everything("§");
    timeline.lang = Some("ar".to_owned());
    for (path, page) in one(&timeline) {
        if path.ends_with("problems/index.html") {
            continue;
        }
        let words =
            page.text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 2);
        let strange: Vec<&str> = words.filter(|word| !known.contains(word)).collect();
        assert!(strange.is_empty(), "{path}: {strange:?}");
    }
}
