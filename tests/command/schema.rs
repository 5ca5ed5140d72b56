//! What a JSON schema asks of a value, as far as the schema of SARIF asks it of what this program writes, and the schemas
//! that this program writes ask it of files.
//!
//! A keyword that is not known here fails the test, so that nothing is taken for valid unseen. The libraries that judge
//! whole schemas switch features on in crates that the typesetter stands on, and would have it built twice.

use serde_json::Value;
use std::collections::BTreeSet;

/// Keywords that ask for nothing.
const WORDS: [&str; 9] =
    ["$schema", "$id", "title", "description", "default", "definitions", "format", "$defs", "patternErrorMessage"];

/// What a value of `schema` does not fulfil, each with its place in the value.
pub(crate) fn faults(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let asked = schema.as_object().expect("a schema is an object");
    let mut found = Vec::new();
    for (keyword, wanted) in asked {
        match keyword.as_str() {
            "$ref" => {
                let pointer = wanted.as_str().and_then(|name| name.strip_prefix('#')).expect("a place in the schema");
                let target = root.pointer(pointer).unwrap_or_else(|| panic!("{pointer} is not there"));
                found.extend(faults(root, target, value, at));
            }
            "anyOf" | "oneOf" => {
                let ways = wanted.as_array().expect("a list");
                let fitting = ways.iter().filter(|way| faults(root, way, value, at).is_empty()).count();
                if fitting == 0 || keyword == "oneOf" && fitting > 1 {
                    found.push(format!("{at}: {fitting} of {keyword}"));
                }
            }
            "allOf" => {
                let all = wanted.as_array().expect("a list").iter();
                found.extend(all.flat_map(|one| faults(root, one, value, at)));
            }
            "not" => found.extend(faults(root, wanted, value, at).is_empty().then(|| format!("{at}: not {wanted}"))),
            "properties" | "additionalProperties" | "patternProperties" => {}
            _ if fulfils(keyword, wanted, value) => {}
            _ => found.push(format!("{at}: {keyword} {wanted}")),
        }
    }
    if let Some(own) = value.as_object() {
        for (name, inner) in own {
            let at = format!("{at}/{name}");
            let by_name = schema["properties"].get(name);
            let spelt = || schema["patternProperties"].as_object().into_iter().flatten();
            let by_spelling = || spelt().find(|(pattern, _)| matches(pattern, name)).map(|(_, schema)| schema);
            match (by_name.or_else(by_spelling), &schema["additionalProperties"]) {
                (Some(schema), _) => found.extend(faults(root, schema, inner, &at)),
                (None, Value::Bool(false)) => found.push(format!("{at}: is not known")),
                (None, schema @ Value::Object(_)) => found.extend(faults(root, schema, inner, &at)),
                (None, _) => {}
            }
        }
    }
    if let (Some(items), Some(schema)) = (value.as_array(), schema.get("items")) {
        let inner = items.iter().enumerate();
        found.extend(inner.flat_map(|(index, item)| faults(root, schema, item, &format!("{at}/{index}"))));
    }
    found
}

fn fulfils(keyword: &str, wanted: &Value, value: &Value) -> bool {
    match keyword {
        "type" => match wanted {
            Value::Array(types) => types.iter().any(|one| is_type(one.as_str().expect("a type"), value)),
            one => is_type(one.as_str().expect("one type"), value),
        },
        "enum" => wanted.as_array().expect("a list").contains(value),
        "required" => {
            let names = wanted.as_array().expect("a list").iter().filter_map(Value::as_str);
            value.as_object().is_none_or(|own| names.into_iter().all(|name| own.contains_key(name)))
        }
        "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= wanted.as_u64().expect("a number")),
        "uniqueItems" => value.as_array().is_none_or(|items| {
            let words: BTreeSet<String> = items.iter().map(Value::to_string).collect();
            words.len() == items.len()
        }),
        "minimum" => value.as_f64().is_none_or(|own| own >= wanted.as_f64().expect("a number")),
        "maximum" => value.as_f64().is_none_or(|own| own <= wanted.as_f64().expect("a number")),
        "pattern" => value.as_str().is_none_or(|text| matches(wanted.as_str().expect("a pattern"), text)),
        "items" => true,
        word if WORDS.contains(&word) => true,
        other => panic!("{other} is not known here"),
    }
}

/// Whether a text has a pattern, of the few forms of them that this program writes.
fn matches(pattern: &str, text: &str) -> bool {
    let plain = |word: &str| word.replace('\\', "");
    match pattern {
        "\\S" => text.chars().any(|c| !c.is_whitespace()),
        "[0-9０-９]" => text.chars().any(|c| c.is_ascii_digit() || ('０'..='９').contains(&c)),
        _ => {
            let words = pattern.strip_prefix("^(?:").and_then(|rest| rest.strip_suffix(")$"));
            let letters = pattern.strip_prefix("^[").and_then(|rest| rest.strip_suffix(']'));
            match (words, letters) {
                (Some(words), _) => words.split('|').any(|word| plain(word) == text),
                (_, Some(letters)) => text.starts_with(|c| letters.contains(c)),
                _ => panic!("{pattern} is not known here ({text})"),
            }
        }
    }
}

fn is_type(name: &str, value: &Value) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        other => panic!("{other} is not known here"),
    }
}
