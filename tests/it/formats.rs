//! What `diff` prints for programs and browsers: JSON by its published schema, JSON Patch, HTML.

#![expect(clippy::disallowed_methods, reason = "tests make files and read them")]

use std::process::Command;

use demarche::diff::print::{Told, patch};
use demarche::diff::{Filter, Severity, derived, diff};
use demarche::timeline::{Date, Document, Timeline, read};
use serde_json::Value;

fn timeline(events: &str) -> Timeline {
    let text = format!(
        "title: T\nsources:\n  post: {{title: News}}\nactors:\n  chile: {{name: Chile, kind: state}}\n\
         \x20 peru: {{name: Peru, kind: state}}\nevents:\n{events}"
    );
    let (timeline, remarks) = read(&Document::new("t.yaml", text.as_str()));
    assert_eq!(remarks, [], "{text}");
    timeline
}

fn old() -> Timeline {
    timeline(
        "  offer: {type: proposal, date: \"2024-03-01\", title: An offer, from: [chile], evidence: [{source: post, quote: \"a <b>\"}]}\n\
         \x20 talks: {type: talks, date: \"2024-03-05\", title: Talks, modality: planned, x-a/b~c: 1}\n\
         \x20 follow: {type: statement, date: \"2024\", title: A word, after: [talks]}\n",
    )
}

fn new() -> Timeline {
    timeline(
        "  talks: {type: talks, date: \"2024-03-09\", title: Talks, modality: denied, x-a/b~c: 2}\n\
         \x20 bid: {type: proposal, date: \"2024-03-01\", title: An offer, from: [chile, peru], evidence: [{source: post, quote: \"a <b>\"}]}\n\
         \x20 follow: {type: statement, date: \"2024\", title: A word, after: [talks]}\n\
         \x20 vote: {type: vote, title: A vote}\n",
    )
}

#[test]
fn what_follows_from_a_change_is_told_under_it_and_not_counted() {
    let happened = |mut timeline: Timeline| {
        timeline.events["talks"].modality = demarche::vocabulary::Modality::Happened;
        timeline
    };
    let (was, is) = (happened(old()), happened(new()));
    let changes = diff(&was, &is);
    let derived = derived(&was, &is, &changes);
    let [follows] = derived.as_slice() else { panic!("{derived:?}") };
    assert_eq!((follows.event.as_str(), follows.because.as_str()), ("follow", "talks"));
    let told = Told::Timelines { changes: &changes, derived: &derived }.human(None);
    assert!(told.contains("so the days of follow"), "{told}");
    let (old, new) = (old(), new());
    let changes = diff(&old, &new);
    let told = Told::Timelines { changes: &changes, derived: &[] }.human(None);
    assert!(told.contains("talks modality planned → denied (off)"), "the headline: {told}");
    let mut same = old.clone();
    same.events["follow"].note = Some("Nothing moves.".into());
    let changes = diff(&old, &same);
    assert_eq!(demarche::diff::derived(&old, &same, &changes), []);
}

#[test]
fn what_is_matched_by_its_looks_says_how_sure_that_is_in_every_format() {
    let (old, new) = (old(), new());
    let changes = diff(&old, &new);
    let [alike] = changes.events.alike.as_slice() else { panic!("{:?}", changes.events) };
    assert_eq!((alike.old.as_str(), alike.new.as_str()), ("offer", "bid"));
    assert!(alike.score > 0.6 && alike.margin > 0.3, "{alike:?}");
    assert_eq!(alike.confidence(), demarche::vocabulary::Confidence::High);
    let told = Told::Timelines { changes: &changes, derived: &[] };
    for text in [told.human(None), told.markdown(), told.html()] {
        assert!(text.contains("event bid is taken for offer by its looks"), "{text}");
        assert!(text.contains("nothing else is; confidence high"), "{text}");
    }
    let json: Value = serde_json::from_str(&told.json()).unwrap();
    assert_eq!(json["events"]["alike"][0]["confidence"], "high");

    // Two that look the same are told apart by nothing: neither is taken.
    let twice = |id: &str| {
        format!(
            "  {id}: {{type: proposal, date: \"2024-03-01\", title: An offer, from: [chile, peru], \
             evidence: [{{source: post, quote: \"a <b>\"}}]}}\n"
        )
    };
    let new = timeline(&format!("{}{}", twice("bid"), twice("tender")));
    let changes = diff(&old, &new);
    assert_eq!(changes.events.alike, []);
    let [possible] = changes.events.possible.as_slice() else { panic!("{:?}", changes.events) };
    assert_eq!(possible.confidence(), demarche::vocabulary::Confidence::Low);
    let told = Told::Timelines { changes: &changes, derived: &[] }.human(None);
    assert!(told.contains("may be offer") && told.contains("confidence low"), "{told}");
}

#[test]
fn a_filter_leaves_in_what_it_says() {
    let changes = || diff(&old(), &new());
    let all = changes();
    assert_eq!(all.severity(), Some(Severity::News));
    let only = Filter { only: vec!["date".into()], least: Severity::Trivial };
    let dates = changes().filtered(&only);
    assert_eq!((dates.edits(), dates.events.renamed.len()), (1, 0));
    let news = changes().filtered(&Filter { only: Vec::new(), least: Severity::News });
    assert!(news.edits() < all.edits() && news.events.added.len() == 1, "{news:?}");
    let none = Filter { only: vec!["place".into()], least: Severity::News };
    assert!(changes().filtered(&none).is_empty());
}

/// RFC 6902, as far as we write it.
fn carried_out(mut whole: Value, operations: &Value) -> Value {
    fn parent<'v>(
        whole: &'v mut Value,
        path: &str,
    ) -> (&'v mut serde_json::Map<String, Value>, String) {
        let (before, last) = path.rsplit_once('/').unwrap();
        let at = whole.pointer_mut(before).unwrap_or_else(|| panic!("{path}"));
        (at.as_object_mut().unwrap(), last.replace("~1", "/").replace("~0", "~"))
    }
    for one in operations.as_array().unwrap() {
        let path = one["path"].as_str().unwrap();
        match one["op"].as_str().unwrap() {
            "move" => {
                let (from, key) = parent(&mut whole, one["from"].as_str().unwrap());
                let value = from.remove(&key).expect("what is moved is there");
                let (to, key) = parent(&mut whole, path);
                to.insert(key, value);
            }
            "remove" => {
                let (at, key) = parent(&mut whole, path);
                at.remove(&key).expect("what is removed is there");
            }
            op => {
                let (at, key) = parent(&mut whole, path);
                assert_eq!(at.contains_key(&key), op == "replace", "{one}");
                at.insert(key, one["value"].clone());
            }
        }
    }
    whole
}

#[test]
fn a_json_patch_carried_out_gives_the_new_timeline() {
    let mut swapped = old();
    swapped.events.swap_indices(0, 1);
    let names: Vec<_> = old().events.keys().cloned().collect();
    let mut ids_swapped = old();
    ids_swapped.events = old()
        .events
        .into_values()
        .zip([1, 0, 2])
        .map(|(event, at)| (names[at].clone(), event))
        .collect();
    for (case, old, new) in [
        ("all kinds", old(), new()),
        ("back", new(), old()),
        ("nothing", old(), old()),
        ("order only", old(), swapped),
        ("ids swapped", old(), ids_swapped),
        ("from nothing", Timeline::default(), new()),
    ] {
        let text = patch(&old, &new, &diff(&old, &new));
        let operations: Value = serde_json::from_str(&text).unwrap();
        let value = |timeline: &Timeline| serde_json::to_value(timeline).unwrap();
        assert_eq!(carried_out(value(&old), &operations), value(&new), "{case}: {text}");
        assert_eq!(text == "[]\n", case == "nothing" || case == "order only", "{case}: {text}");
    }
}

/// JSON Schema, as far as ours uses it; the first thing that does not fit.
fn unfit(schema: &Value, rule: &Value, value: &Value, path: &str) -> Option<String> {
    let rule_of = |rule: &Value| rule.clone();
    if let Some(reference) = rule.get("$ref").and_then(Value::as_str) {
        let rule = schema
            .pointer(reference.trim_start_matches('#'))
            .expect("the reference leads somewhere");
        return unfit(schema, rule, value, path);
    }
    if let Some(choices) = rule.get("oneOf").and_then(Value::as_array) {
        let fits = choices.iter().filter(|one| unfit(schema, one, value, path).is_none()).count();
        return (fits != 1).then(|| format!("{path}: {fits} shapes fit"));
    }
    if let Some(one) = rule.get("const") {
        return (one != value).then(|| format!("{path}: {value} is not {one}"));
    }
    if let Some(words) = rule.get("enum").and_then(Value::as_array) {
        return (!words.contains(value)).then(|| format!("{path}: {value} is not among {words:?}"));
    }
    let is = |kind: &str| match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("a type `{other}`"),
    };
    let fits = match &rule_of(rule)["type"] {
        Value::String(kind) => is(kind),
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).any(is),
        _ => true,
    };
    if !fits {
        return Some(format!("{path}: {value} is no {}", rule["type"]));
    }
    for key in rule.get("required").and_then(Value::as_array).into_iter().flatten() {
        if value.get(key.as_str().unwrap()).is_none() {
            return Some(format!("{path}: {key} is missing"));
        }
    }
    let properties = rule.get("properties").and_then(Value::as_object);
    for (key, rule) in properties.into_iter().flatten() {
        let wrong =
            value.get(key).and_then(|one| unfit(schema, rule, one, &format!("{path}/{key}")));
        if wrong.is_some() {
            return wrong;
        }
    }
    let items = rule.get("items")?;
    let elements = value.as_array()?.iter().enumerate();
    elements
        .map(|(at, one)| unfit(schema, items, one, &format!("{path}/{at}")))
        .find(Option::is_some)?
}

fn command(arguments: &[&str]) -> (String, Option<i32>) {
    let said = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("NO_COLOR", "1")
        .args(arguments)
        .output()
        .unwrap();
    (String::from_utf8(said.stdout).unwrap(), said.status.code())
}

const V1: &str = "timelines/istanbul-2025/articles/post-2025-05-12.v1.md";
const V2: &str = "timelines/istanbul-2025/articles/post-2025-05-12.v2.md";

#[test]
fn json_fits_its_published_schema() {
    let (schema, code) = command(&["diff", "--schema"]);
    assert_eq!(code, Some(0));
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let check = |text: &str| {
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(unfit(&schema, &schema, &value, ""), None, "{text}");
        value
    };
    let (old, new) = (old(), new());
    let changes = diff(&old, &new);
    let derived = derived(&old, &new, &changes);
    check(&Told::Timelines { changes: &changes, derived: &derived }.json());
    check(&command(&["diff", V1, V2, "--format", "json"]).0);
    check(&command(&["diff", "timelines", "timelines", "--format", "json"]).0);
    let (text, code) = command(&["history", "istanbul-2025", "--format", "json"]);
    assert_eq!(code, Some(1));
    assert!(!check(&text)["steps"].as_array().unwrap().is_empty());
    // The test can fail.
    let mut wrong = serde_json::from_str::<Value>(&text).unwrap();
    wrong["steps"][0]["changes"]["passages"][0]["runs"][0]["kind"] = "other".into();
    assert!(unfit(&schema, &schema, &wrong, "").is_some());
}

#[test]
fn the_remarks_of_check_fit_their_published_schema() {
    let (schema, code) = command(&["check", "--schema"]);
    assert_eq!(code, Some(0));
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let bad = |name: &str| {
        let bad = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/timelines/bad");
        let text = command(&["check", "--format", "json", &format!("{bad}/{name}.yaml")]).0;
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(unfit(&schema, &schema, &value, ""), None, "{text}");
        value
    };
    for name in ["date-order", "unknown-field", "yaml-syntax", "conflict"] {
        assert_ne!(bad(name)["remarks"], serde_json::json!([]), "{name}");
    }
    assert_ne!(bad("unknown-field")["remarks"][0]["fixes"], serde_json::json!([]));
    let wrong =
        serde_json::json!({"version": 2, "remarks": [], "errors": 0, "warnings": 0, "files": 0});
    assert!(unfit(&schema, &schema, &wrong, "").is_some());
}

#[test]
fn a_page_is_whole_and_takes_nothing_for_markup() {
    let (mut old, new) = (old(), new());
    old.events["talks"].title = "<script>alert(1)</script>".into();
    old.events["talks"].date = Some(Date::new("2024-03-05"));
    let changes = diff(&old, &new);
    let page = Told::Timelines { changes: &changes, derived: &[] }.html();
    assert!(
        page.starts_with("<!doctype html>\n<html lang=\"en\">") && page.ends_with("</html>\n")
            || page.trim_end().ends_with("</html>"),
        "{page}"
    );
    assert!(!page.contains("<script") && page.contains("&#60;script&#62;"), "{page}");
    assert!(page.contains("<del>2024-03-05</del> → <ins>2024-03-09</ins>"), "{page}");
    let (page, code) = command(&["diff", V1, V2, "--format", "html"]);
    assert_eq!(code, Some(1));
    assert!(page.contains("<ins>") && page.contains("<del>") && page.contains("<h1>"), "{page}");
}

#[test]
fn folders_are_compared_by_the_names_of_their_timelines() {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    for (path, title) in [
        ("old/a", "A"),
        ("old/b", "B"),
        ("new/b", "B, retitled"),
        ("new/c", "C"),
        ("old/d", "D"),
        ("new/d", "D"),
    ] {
        std::fs::create_dir_all(at(path)).unwrap();
        std::fs::write(at(path).join("timeline.yaml"), format!("title: {title}\n")).unwrap();
    }
    let (old, new) = (at("old"), at("new"));
    let (old, new) = (old.to_str().unwrap(), new.to_str().unwrap());
    let (said, code) = command(&["diff", old, new]);
    assert_eq!(code, Some(1), "{said}");
    for name in ["a", "b", "c"] {
        assert!(said.lines().any(|line| line == name), "{name}: {said}");
    }
    assert!(!said.lines().any(|line| line == "d"), "{said}");
    assert_eq!(command(&["diff", old, old]), ("no differences\n".to_owned(), Some(0)));
}
