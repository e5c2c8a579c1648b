//! The SARIF log against the schema of SARIF 2.1.0.
//!
//! The standard's own schema comes with the npm package `@microsoft/jest-sarif`, which `.ci/run`
//! installs into `tests/editor`; what may be passed on of it is not told clearly enough to keep it
//! here. `tests/timelines/sarif-2.1.0.json` is the part that our log uses, in the words of the
//! standard: the same names, types, choices and limits, and nothing that is not in it. It is what
//! holds where npm is not.

#![expect(clippy::disallowed_methods, reason = "tests read the schema")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

/// What does not hold of a value, with the way to it: all keywords of JSON Schema that the schema of
/// SARIF uses, but for `format`, which says nothing that must hold.
fn violations(schema: &Value, root: &Value, value: &Value, way: &str, found: &mut Vec<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.strip_prefix("#/definitions/").expect("a local reference");
        let definition = &root["definitions"][name];
        assert!(definition.is_object(), "the schema has no `{name}`");
        return violations(definition, root, value, way, found);
    }
    for keyword in schema.as_object().into_iter().flat_map(|schema| schema.keys()) {
        let known = [
            "type",
            "enum",
            "required",
            "properties",
            "additionalProperties",
            "items",
            "minItems",
            "minimum",
            "maximum",
            "uniqueItems",
            "anyOf",
            "oneOf",
            "definitions",
            "format",
            // What only tells.
            "$schema",
            "$id",
            "id",
            "title",
            "description",
            "default",
        ];
        // `pattern` is one of them, on identifiers that our log does not have.
        assert!(known.contains(&keyword.as_str()), "`{keyword}` of {way} is not looked at");
    }
    let fits = match schema["type"].as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some(other) => panic!("`{other}` is no type that is looked at"),
        None => true,
    };
    if !fits {
        found.push(format!("{way} is no {}", schema["type"]));
    }
    if schema["enum"].as_array().is_some_and(|all| !all.contains(value)) {
        found.push(format!("{way} is {value}, none of {}", schema["enum"]));
    }
    if schema["minimum"].as_f64().zip(value.as_f64()).is_some_and(|(least, value)| value < least) {
        found.push(format!("{way} is {value}, too small"));
    }
    if schema["maximum"].as_f64().zip(value.as_f64()).is_some_and(|(most, value)| value > most) {
        found.push(format!("{way} is {value}, too large"));
    }
    for (keyword, most) in [("anyOf", usize::MAX), ("oneOf", 1)] {
        let Some(choices) = schema[keyword].as_array() else { continue };
        let holds = choices.iter().filter(|one| {
            let mut inner = Vec::new();
            violations(one, root, value, way, &mut inner);
            inner.is_empty()
        });
        let held = holds.count();
        if held == 0 || held > most {
            found.push(format!("{way} holds to {held} of the choices"));
        }
    }
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if value.get(name).is_none() {
            found.push(format!("{way} has no `{name}`"));
        }
    }
    if let Some(fields) = value.as_object() {
        for (name, field) in fields {
            let way = format!("{way}.{name}");
            match schema["properties"].get(name) {
                Some(inner) => violations(inner, root, field, &way, found),
                None => match &schema["additionalProperties"] {
                    Value::Bool(false) => found.push(format!("{way} is unknown")),
                    inner if inner.is_object() => violations(inner, root, field, &way, found),
                    _ => {}
                },
            }
        }
    }
    if let Some(items) = value.as_array() {
        if schema["minItems"]
            .as_u64()
            .is_some_and(|least| u64::try_from(items.len()).unwrap() < least)
        {
            found.push(format!("{way} has too few elements"));
        }
        let twice = |(i, item): (usize, &Value)| items[..i].contains(item);
        if schema["uniqueItems"] == json!(true) && items.iter().enumerate().any(twice) {
            found.push(format!("{way} has the same element twice"));
        }
        for (i, item) in items.iter().enumerate().filter(|_| schema.get("items").is_some()) {
            violations(&schema["items"], root, item, &format!("{way}[{i}]"), found);
        }
    }
}

/// The schemas there are: our part of it, and the whole one where npm has it.
fn schemas() -> Vec<Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let whole =
        "tests/editor/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
    let mut schemas = Vec::new();
    for (path, must) in [("tests/timelines/sarif-2.1.0.json", true), (whole, false)] {
        match fs::read_to_string(root.join(path)) {
            Ok(text) => schemas.push(serde_json::from_str(&text).unwrap()),
            Err(why) if must => panic!("{path}: {why}"),
            Err(_) => println!("skipped: `npm install` in tests/editor brings the whole schema"),
        }
    }
    schemas
}

fn log(files: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(["check", "--format", "sarif"])
        .args(files)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/timelines/bad"))
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_log_holds_to_the_schema_of_sarif() {
    let files: Vec<String> = demarche::diagnostic::Code::ALL
        .iter()
        .filter(|code| code.name() != "too-large")
        .map(|code| format!("{code}.yaml"))
        .collect();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let log = log(&files);
    for schema in schemas() {
        let mut found = Vec::new();
        violations(&schema, &schema, &log, "log", &mut found);
        assert_eq!(found, Vec::<String>::new(), "{}", schema["title"]);
    }
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert!(results.len() >= files.len());
    for result in results {
        let rule = &run["tool"]["driver"]["rules"]
            [usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
    }
    assert!(results.iter().any(|result| result.get("fixes").is_some()));
    assert!(results.iter().any(|result| result.get("relatedLocations").is_some()));
}

#[test]
fn what_is_no_sarif_does_not_hold_to_it() {
    let good = log(&["date-order.yaml"]);
    let broken: [fn(&mut Value); 7] = [
        |log| log["version"] = json!("2.0.0"),
        |log| log["runs"][0]["results"][0]["level"] = json!("fatal"),
        |log| log["runs"][0]["results"][0]["message"] = json!("text"),
        |log| log["runs"][0]["results"][0]["colour"] = json!("red"),
        |log| {
            let location = &mut log["runs"][0]["results"][0]["locations"][0];
            location["physicalLocation"]["region"]["startLine"] = json!(0);
        },
        |log| {
            let rules = &mut log["runs"][0]["tool"]["driver"]["rules"];
            rules[1] = rules[0].clone();
        },
        |log| _ = log["runs"][0].as_object_mut().unwrap().remove("tool"),
    ];
    for (n, break_it) in broken.into_iter().enumerate() {
        let mut log = good.clone();
        break_it(&mut log);
        for schema in schemas() {
            let mut found = Vec::new();
            violations(&schema, &schema, &log, "log", &mut found);
            assert!(!found.is_empty(), "{n}: {}", schema["title"]);
        }
    }
}
