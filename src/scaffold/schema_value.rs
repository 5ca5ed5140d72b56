//! The schema of a single value: which types YAML may read it as, which words it may be.

use crate::record::{Scalar, Word};
use serde_json::{Map, Value, json};

/// What a text must hold to be there at all.
const SOMETHING: &str = "\\S";
/// What days, hours and amounts have in common.
const A_DIGIT: &str = "[0-9０-９]";

/// A value on its own. YAML reads `0012` as a number and `true` as a truth value; the loader takes each as it is written.
pub(super) fn scalar(value: Scalar, required: bool) -> Value {
    let pattern = match value {
        Scalar::Day
        | Scalar::Birth
        | Scalar::Month
        | Scalar::Moment
        | Scalar::Hours
        | Scalar::Length
        | Scalar::Number
        | Scalar::Score
        | Scalar::Yen => Some((A_DIGIT, wanted(value))),
        Scalar::YesNo => return yes_or_no(required),
        _ => required.then_some((SOMETHING, "空のままです")),
    };
    let mut types = vec!["string", "number", "boolean"];
    types.extend((!required).then_some("null"));
    let mut schema = json!({ "type": types });
    if let Some((pattern, message)) = pattern {
        schema["pattern"] = json!(pattern);
        schema["patternErrorMessage"] = json!(message);
    }
    schema
}

fn wanted(value: Scalar) -> &'static str {
    match value {
        Scalar::Month => "2024-09 のような年月を書いてください",
        Scalar::Moment => "2024-03-25 10:00-11:00 のような日時を書いてください",
        Scalar::Hours => "14:30-17:30 のような時間を書いてください",
        Scalar::Length => "40分 のような長さを書いてください",
        Scalar::Number | Scalar::Score | Scalar::Yen => "数を書いてください",
        _ => "2024-03-28 か 令和6年3月28日 のような日付を書いてください",
    }
}

/// One of these words; the older ones are taken and not offered.
pub(super) fn choice(words: &[Word], required: bool) -> Value {
    let mut offered: Vec<Value> = words.iter().map(|word| json!(word.name)).collect();
    // YAML reads the 区分 1 as a number.
    offered.extend(words.iter().filter_map(|word| word.name.parse::<u32>().ok()).map(|number| json!(number)));
    offered.extend((!required).then_some(Value::Null));
    let others: Vec<&str> = words.iter().flat_map(|word| word.aliases().collect::<Vec<_>>()).collect();
    if others.is_empty() {
        return json!({ "enum": offered });
    }
    let mut ways =
        vec![json!({ "enum": offered }), json!({ "type": "string", "pattern": format!("^(?:{})$", others.join("|")) })];
    ways.extend(others.contains(&"true").then(|| json!({ "type": "boolean" })));
    any_of(ways)
}

/// One of these words, which forms say.
pub(super) fn one_word(words: &[String], required: bool) -> Value {
    let mut offered: Vec<Value> = words.iter().map(|word| json!(word)).collect();
    offered.extend((!required).then_some(Value::Null));
    json!({ "enum": offered })
}

fn yes_or_no(required: bool) -> Value {
    let words = Scalar::YesNo.words();
    let offered: Vec<&str> = words.iter().map(|word| word.name).collect();
    let others: Vec<&str> = words.iter().flat_map(|word| word.aliases().collect::<Vec<_>>()).collect();
    let mut types = vec!["boolean"];
    types.extend((!required).then_some("null"));
    any_of([
        json!({ "enum": offered }),
        json!({ "type": types }),
        json!({ "type": "string", "pattern": format!("^(?:{})$", others.join("|")) }),
    ])
}

/// A map of texts and lists of words, of which some names are known.
pub(super) fn map_of_texts(known: Map<String, Value>) -> Value {
    json!({ "type": ["object", "null"], "properties": known, "additionalProperties": one_or_several() })
}

/// A word, or a list of words.
pub(super) fn one_or_several() -> Value {
    let one = || scalar(Scalar::Word, false);
    any_of([one(), json!({ "type": "array", "items": one() })])
}

/// One of several ways.
pub(super) fn any_of(ways: impl IntoIterator<Item = Value>) -> Value {
    json!({ "anyOf": ways.into_iter().collect::<Vec<Value>>() })
}
