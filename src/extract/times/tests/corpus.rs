//! All forms with their wordings, and what is none: the tables in `corpus/` beside the rules.

use serde::Deserialize;

use super::super::{Reading, Time, times};
use super::sentence;
use crate::extract::Found;
use crate::text::Text;

/// One reading, all its wordings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    #[serde(rename = "form")]
    name: String,
    /// What the words date: EDTF, `-` for nothing, `open` where only another day could tell.
    date: String,
    /// The TIMEX3 value, where it is not the date.
    #[serde(default)]
    value: Option<String>,
    #[serde(default, rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    published: Option<String>,
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NonReading {
    why: String,
    words: Vec<String>,
}

const FORMS: [&str; 4] = [
    include_str!("../corpus/days.yaml"),
    include_str!("../corpus/ranges.yaml"),
    include_str!("../corpus/periods.yaml"),
    include_str!("../corpus/lengths.yaml"),
];

/// A Wednesday.
const DAY: &str = "2025-05-14";

fn read(words: &str, published: &str) -> Vec<Found<Time>> {
    let article = sentence(words);
    times(&article, &Text::new(&article), published.parse().ok())
}

/// What is wrong with a wording.
fn wrong(form: &Form, marked: &str) -> Option<String> {
    let start = marked.find('[').expect("brackets around the expression");
    let end = marked.find(']').expect("brackets around the expression") - 1;
    let words = marked.replace(['[', ']'], "");
    let found = read(&words, form.published.as_deref().unwrap_or(DAY));
    let Some(found) = found.iter().find(|found| found.span == (start..end)) else {
        let all: Vec<_> = found.iter().map(|found| &words[found.span.clone()]).collect();
        return Some(format!("{marked}: read {all:?}"));
    };
    let time = &found.value;
    let date = match (time.when(), &time.reading) {
        (Some(when), _) => when.to_string(),
        (None, Reading::Open) => "open".to_owned(),
        _ => "-".to_owned(),
    };
    let told = (date.as_str(), time.value.as_str(), time.kind.name());
    let value = form.value.as_deref().unwrap_or(&form.date);
    let expected = (form.date.as_str(), value, form.kind.as_deref().unwrap_or("DATE"));
    (told != expected).then(|| format!("{marked}: {told:?} by {}, not {expected:?}", found.rule))
}

#[test]
fn a_form_has_one_reading_in_all_its_wordings() {
    let mut failures = Vec::new();
    for table in FORMS {
        let forms: Vec<Form> = serde_yaml::from_str(table).expect("a table of forms");
        for form in &forms {
            assert!(form.words.len() >= 3, "{}: too few wordings", form.name);
            failures.extend(
                form.words.iter().filter_map(|words| {
                    wrong(form, words).map(|why| format!("{}: {why}", form.name))
                }),
            );
        }
    }
    assert!(failures.is_empty(), "{} wrong\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn what_looks_like_a_time_stays_alone() {
    let table = include_str!("../corpus/non-readings.yaml");
    let all: Vec<NonReading> = serde_yaml::from_str(table).expect("a table of non-readings");
    let mut failures = Vec::new();
    let mut count = 0;
    for group in &all {
        for words in &group.words {
            count += 1;
            for found in read(words, DAY) {
                let text = &words[found.span.clone()];
                failures.push(format!("{}: {words} [{text}] by {}", group.why, found.rule));
            }
        }
    }
    assert!(failures.is_empty(), "{} wrong\n{}", failures.len(), failures.join("\n"));
    assert!(count >= 150, "{count} non-readings");
}
