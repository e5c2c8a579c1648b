use super::*;
use crate::check::{Articles, check};
use crate::graph::Graph;
use crate::timeline::{Document, read};

/// Calls with every key of a schema: its way, and what is said about it.
fn keys(schema: &Value, way: &str, see: &mut impl FnMut(&str, &Value)) {
    for (key, property) in schema["properties"].as_object().into_iter().flatten() {
        let way = format!("{way}.{key}");
        see(&way, property);
        keys(property, &way, see);
        for below in ["additionalProperties", "items"] {
            keys(&property[below], &way, see);
        }
    }
}

#[test]
fn every_key_is_described_and_shown_by_an_example() {
    let schema = schema(None);
    let (mut seen, mut poor) = (0, Vec::new());
    keys(&schema, "", &mut |way, property| {
        seen += 1;
        let told = property["description"].as_str().is_some_and(|text| text.len() > 5);
        let shown = property["examples"].as_array().is_some_and(|all| !all.is_empty());
        if !told || !shown {
            poor.push(way.to_owned());
        }
    });
    assert!(poor.is_empty(), "add them to schema/example.yaml or document them: {poor:?}");
    assert!(seen > 50, "{seen} keys");
}

#[test]
fn the_example_holds_together() {
    let document = Document::new("example.yaml", EXAMPLE);
    let (timeline, remarks) = read(&document);
    assert_eq!(remarks, []);
    let found = check(&document, &timeline, &Graph::new(&timeline), &Articles::new());
    // The articles of the example are not there, which costs nothing here: none was looked for.
    assert!(
        found.iter().all(|remark| remark.severity < crate::diagnostic::Severity::Error),
        "{found:?}"
    );
}

#[test]
fn choices_are_those_of_the_vocabulary() {
    let schema = schema(None);
    let event = &schema["properties"]["events"]["additionalProperties"]["properties"];
    let kinds: Vec<&str> =
        crate::vocabulary::EventType::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(event["type"]["enum"], json!(kinds));
    assert_eq!(event["type"]["enumDescriptions"].as_array().map(Vec::len), Some(kinds.len()));
    assert_eq!(event["modality"]["default"], "happened");
    assert_eq!(schema["additionalProperties"], false);
    assert!(schema["patternProperties"]["^x-"].is_object());
}

#[test]
fn ids_of_the_timeline_are_offered_wherever_one_can_stand() {
    let (timeline, _) = read(&Document::new("example.yaml", EXAMPLE));
    let schema = schema(Some(&timeline));
    let actors = &schema["properties"]["actors"]["additionalProperties"]["properties"];
    let event = &schema["properties"]["events"]["additionalProperties"]["properties"];
    let offered = |at: &Value| at["anyOf"][0]["enum"].clone();
    let of_actors = json!(["mara-lind", "aldoria", "brevane"]);
    for (what, at, ids) in [
        ("of", &actors["of"], &of_actors),
        ("from", &event["from"]["items"], &of_actors),
        ("to", &event["to"]["items"], &of_actors),
    ] {
        assert_eq!(offered(at), *ids, "{what}");
    }
    let sources = json!(["ledger-2024-03-05"]);
    assert_eq!(offered(&actors["offices"]["items"]["properties"]["source"]), sources);
    assert_eq!(offered(&event["evidence"]["items"]["properties"]["source"]), sources);
    for relation in ["after", "responds-to", "conditional-on"] {
        assert_eq!(offered(&event[relation]["items"])[0], "lind-offers-talks", "{relation}");
    }
    for relation in ["after", "before", "during"] {
        let at = &event["timing"]["items"]["properties"][relation];
        assert_eq!(offered(at)[1], "harbour-talks", "timing {relation}");
        assert!(at["description"].is_string(), "timing {relation}");
    }
    assert_eq!(event["from"]["items"]["anyOf"][0]["enumDescriptions"][0], "Mara Lind");
}

#[test]
fn a_pattern_for_ids_says_what_is_an_id() {
    let ours = |id: &str| crate::timeline::Id(id.to_owned()).is_valid();
    for (id, holds) in [
        ("a", true),
        ("a-b", true),
        ("2024", true),
        ("-a", false),
        ("a-", false),
        ("A", false),
        ("", false),
    ] {
        assert_eq!(ours(id), holds, "{id}");
    }
    let long = "a".repeat(64);
    assert!(ours(&long) && !ours(&format!("{long}a")));
}
