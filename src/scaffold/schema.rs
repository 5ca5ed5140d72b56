//! JSON Schemas (2020-12) of every file, for editors: names, words and what must be written, as the loader has them.
//!
//! A schema judges structure. What a value says is the rules' to judge, so that a day or an amount is only held to have a
//! digit. An older spelling is accepted and never offered: it stands under `patternProperties`.

use super::remark::FieldRemark;
use super::schema_boxes::AddedBoxes;
use super::schema_kind::SchemaKind;
use super::schema_value::{any_of, choice, map_of_texts, one_word, scalar};
use super::sheet::ADDED;
use crate::case::Format;
use crate::forms::Packs;
use crate::record::{FieldShape, RecordShape, Required, Scalar, Shape};
use serde_json::{Map, Value, json};

/// The dialect.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of a kind of file; of Markdown that of its front matter. The boxes of every pack stand in it.
#[must_use]
pub fn schema_of(kind: SchemaKind, packs: &Packs) -> Value {
    let mut definitions = Definitions { boxes: AddedBoxes::of(kind, packs), known: Vec::new() };
    let mut schema = match kind.shape() {
        Shape::Record(record) => {
            let mut root = definitions.record(&above_headings(kind, record));
            root.insert("type".to_owned(), json!("object"));
            root
        }
        shape => {
            let Value::Object(list) = definitions.value(shape, false) else { return Value::Null };
            list
        }
    };
    schema.insert("$schema".to_owned(), json!(DIALECT));
    schema.insert("title".to_owned(), json!(kind.title()));
    let definitions: Map<String, Value> =
        definitions.known.into_iter().map(|(name, _, schema)| (name, schema)).collect();
    if !definitions.is_empty() {
        schema.insert("$defs".to_owned(), Value::Object(definitions));
    }
    Value::Object(schema)
}

/// What stands below headings may stand in the front matter, and is not missing there.
fn above_headings(kind: SchemaKind, record: &RecordShape) -> RecordShape {
    let mut record = record.clone();
    if matches!(kind, SchemaKind::File(kind) if kind.format() == Format::Markdown) {
        let long = record.fields.iter_mut().filter(|field| field.shape.is_long_text());
        long.for_each(|field| field.required = Required::Never);
    }
    record
}

/// The settings by which VS Code holds the files of a project against their schemas.
#[must_use]
pub fn editor_settings() -> Value {
    let bound: Map<String, Value> =
        SchemaKind::all().filter_map(|kind| Some((kind.path(), json!(kind.files()?)))).collect();
    json!({ "yaml.schemas": bound })
}

/// The schemas of records, each once under its name.
struct Definitions {
    /// What packs add to 追加.
    boxes: AddedBoxes,
    known: Vec<(String, RecordShape, Value)>,
}

impl Definitions {
    fn record(&mut self, record: &RecordShape) -> Map<String, Value> {
        let mut properties = Map::new();
        let mut spellings = Map::new();
        let mut wanted: Vec<Value> = Vec::new();
        let mut required: Vec<Value> = Vec::new();
        for field in &record.fields {
            let schema = self.field(record, field);
            let aliases: Vec<String> = field.word.aliases().map(escaped).collect();
            if !aliases.is_empty() {
                spellings.insert(format!("^(?:{})$", aliases.join("|")), schema.clone());
            }
            match &field.required {
                Required::Always if aliases.is_empty() => required.push(json!(field.word.name)),
                Required::Always => {
                    wanted.push(any_of(field.word.spellings().map(|word| json!({ "required": [word] }))))
                }
                Required::OneOf(names) => {
                    let one = one_of(record, names);
                    if !wanted.contains(&one) {
                        wanted.push(one);
                    }
                }
                Required::Never => {}
            }
            properties.insert(field.word.name.to_owned(), schema);
        }
        if record.name == crate::value::WEEK {
            let column = record.fields.first().map_or(Value::Null, |field| self.value(&field.shape, false));
            spellings.insert(DAY_WORDS.to_owned(), column);
        }
        let mut schema = Map::new();
        schema.insert("properties".to_owned(), Value::Object(properties));
        schema.insert("additionalProperties".to_owned(), json!(false));
        let others =
            [("patternProperties", Value::Object(spellings)), ("required", json!(required)), ("allOf", json!(wanted))];
        let is_empty = |value: &Value| *value == json!({}) || *value == json!([]);
        schema.extend(
            others.into_iter().filter(|(_, value)| !is_empty(value)).map(|(name, value)| (name.to_owned(), value)),
        );
        schema
    }

    fn field(&mut self, record: &RecordShape, field: &FieldShape) -> Value {
        let mut schema = match &field.shape {
            Shape::Map(_) if field.word.name == ADDED && ROWS.contains(&record.name) => {
                map_of_texts(self.boxes.of_rows.clone())
            }
            Shape::Map(_) if field.word.name == ADDED => map_of_texts(self.boxes.of_paper.clone()),
            shape => self.value(shape, field.required == Required::Always),
        };
        if let (Some(remark), Value::Object(schema)) = (FieldRemark::on(record.name, field.word.name), &mut schema) {
            let rules: Vec<&str> = remark.rules().collect();
            let rules = if rules.is_empty() { String::new() } else { format!("\n規則: {}", rules.join("、")) };
            schema.insert("description".to_owned(), json!(format!("{}{rules}", remark.says)));
        }
        schema
    }

    /// What may stand at a place; nothing may, where it need not be written.
    fn value(&mut self, shape: &Shape, required: bool) -> Value {
        match shape {
            Shape::Value(Scalar::Rating) => one_word(&self.boxes.ratings, required),
            Shape::Value(value) => scalar(*value, required),
            Shape::Choice(words) => choice(words, required),
            Shape::Record(record) => {
                let name = self.define(record);
                json!({ "$ref": format!("#/$defs/{name}"), "type": types("object", required) })
            }
            Shape::List(inner) => {
                let mut list = json!({ "type": types("array", required), "items": self.value(inner, false) });
                if required {
                    list["minItems"] = json!(1);
                }
                list
            }
            Shape::OneOrMore(inner) => {
                let one = self.value(inner, required);
                let several = json!({ "type": "array", "items": self.value(inner, false) });
                any_of([one, several])
            }
            Shape::Map(inner) => {
                json!({ "type": types("object", required), "additionalProperties": self.value(inner, false) })
            }
            Shape::Either { text, more } => any_of([scalar(*text, required), self.value(more, true)]),
        }
    }

    /// The name under which a record stands.
    fn define(&mut self, record: &RecordShape) -> String {
        if let Some((name, ..)) = self.known.iter().find(|(_, known, _)| known == record) {
            return name.clone();
        }
        let schema = Value::Object(self.record(record));
        let plain = record.name.trim_start_matches('$');
        let same = self.known.iter().filter(|(_, known, _)| known.name == record.name).count();
        let name = if same == 0 { plain.to_owned() } else { format!("{plain}-{}", same + 1) };
        self.known.push((name.clone(), record.clone(), schema));
        name
    }
}

/// The records of rows in which a municipality's form may have boxes of its own.
const ROWS: [&str; 4] = ["SupportRow", "RowResult", "Need", "NeedResult"];

/// Names of the columns of a week that mean several days: 平日, 月〜金, 土曜日.
const DAY_WORDS: &str = "^[月火水木金土日祝平毎全週末休曜国民の]";

/// One of the fields with these names has to be written, under any of its spellings.
fn one_of(record: &RecordShape, names: &[&str]) -> Value {
    let fields = names.iter().filter_map(|name| record.fields.iter().find(|field| field.word.name == *name));
    let spellings = fields.flat_map(|field| field.word.spellings().collect::<Vec<_>>());
    any_of(spellings.map(|word| json!({ "required": [word], "properties": { word: { "not": { "type": "null" } } } })))
}

fn types(name: &str, required: bool) -> Value {
    if required { json!(name) } else { json!([name, "null"]) }
}

/// A word as a regular expression.
fn escaped(word: &str) -> String {
    let special = |c: char| "()[]{}.*+?^$|\\".contains(c);
    word.chars().flat_map(|c| special(c).then_some('\\').into_iter().chain([c])).collect()
}
