//! The SARIF log against the schema of SARIF 2.1.0.
//!
//! `tests/timelines/sarif-2.1.0.json` is the part of the schema that our log uses, in the words of
//! the standard: the same names, types, choices and limits, and nothing that is not in it.

#![expect(clippy::disallowed_methods, reason = "tests read the schema")]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

/// What does not hold of a value, with the way to it; the keywords of JSON Schema that the part uses.
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
            "const",
            "required",
            "properties",
            "additionalProperties",
            "items",
            "minItems",
            "minimum",
            "definitions",
            "uniqueItems",
            "anyOf",
        ];
        assert!(known.contains(&keyword.as_str()), "`{keyword}` is not looked at");
    }
    let fits = match schema["type"].as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("boolean") => value.is_boolean(),
        _ => true,
    };
    if !fits {
        found.push(format!("{way} is no {}", schema["type"]));
    }
    if schema["enum"].as_array().is_some_and(|all| !all.contains(value)) {
        found.push(format!("{way} is {value}, none of {}", schema["enum"]));
    }
    if schema["minimum"].as_i64().zip(value.as_i64()).is_some_and(|(least, value)| value < least) {
        found.push(format!("{way} is {value}, too small"));
    }
    if let Some(any) = schema["anyOf"].as_array() {
        let holds = any.iter().any(|one| {
            let mut inner = Vec::new();
            violations(one, root, value, way, &mut inner);
            inner.is_empty()
        });
        if !holds {
            found.push(format!("{way} holds to none of the choices"));
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
                None if schema["additionalProperties"] == json!(false) => {
                    found.push(format!("{way} is unknown"));
                }
                None => {}
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
        for (i, item) in items.iter().enumerate().filter(|_| schema.get("items").is_some()) {
            violations(&schema["items"], root, item, &format!("{way}[{i}]"), found);
        }
    }
}

fn schema() -> Value {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("tests/timelines/sarif-2.1.0.json")).unwrap();
    serde_json::from_str(&text).unwrap()
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
    let schema = schema();
    let files: Vec<String> = demarche::diagnostic::Code::ALL
        .iter()
        .filter(|code| code.name() != "too-large")
        .map(|code| format!("{code}.yaml"))
        .collect();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let log = log(&files);
    let mut found = Vec::new();
    violations(&schema, &schema, &log, "log", &mut found);
    assert_eq!(found, Vec::<String>::new());
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
    let schema = schema();
    let good = log(&["date-order.yaml"]);
    let broken: [fn(&mut Value); 6] = [
        |log| log["version"] = json!("2.0.0"),
        |log| log["runs"][0]["results"][0]["level"] = json!("fatal"),
        |log| log["runs"][0]["results"][0]["message"] = json!("text"),
        |log| log["runs"][0]["results"][0]["colour"] = json!("red"),
        |log| {
            let location = &mut log["runs"][0]["results"][0]["locations"][0];
            location["physicalLocation"]["region"]["startLine"] = json!(0);
        },
        |log| _ = log["runs"][0].as_object_mut().unwrap().remove("tool"),
    ];
    for (n, break_it) in broken.into_iter().enumerate() {
        let mut log = good.clone();
        break_it(&mut log);
        let mut found = Vec::new();
        violations(&schema, &schema, &log, "log", &mut found);
        assert!(!found.is_empty(), "{n}");
    }
}
