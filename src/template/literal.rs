//! Values as Typst literals, in code mode: no value can break out into code.

use super::quote;
use super::text::TypstText;
use minijinja::value::{Value, ValueKind};
use minijinja::{Error, ErrorKind};
use std::fmt::Write;

/// Appends a value as a Typst expression: `"…"`, `12`, `true`, `none`, an array, a dictionary; a text of a document
/// as a dictionary `(field, place, length, lines, body)`.
pub(super) fn write(out: &mut String, value: &Value) -> Result<(), Error> {
    if let Some(text) = value.downcast_object_ref::<TypstText>() {
        return text.write(out);
    }
    match value.kind() {
        ValueKind::Undefined => Err(Error::new(ErrorKind::UndefinedError, "この名前の値はありません")),
        ValueKind::None => {
            out.push_str("none");
            Ok(())
        }
        ValueKind::Bool => {
            out.push_str(if value.is_true() { "true" } else { "false" });
            Ok(())
        }
        ValueKind::Number => {
            let _ = write!(out, "{value}");
            Ok(())
        }
        ValueKind::String => {
            quote::string(out, value.as_str().unwrap_or_default());
            Ok(())
        }
        ValueKind::Seq | ValueKind::Iterable => {
            out.push('(');
            for item in value.try_iter()? {
                write(out, &item)?;
                out.push_str(", ");
            }
            out.push(')');
            Ok(())
        }
        ValueKind::Map => {
            out.push_str("(:");
            let mut first = true;
            for key in value.try_iter()? {
                if std::mem::take(&mut first) {
                    out.pop();
                }
                quote::string(out, &key.to_string());
                out.push_str(": ");
                write(out, &value.get_item(&key)?)?;
                out.push_str(", ");
            }
            out.push(')');
            Ok(())
        }
        kind => Err(Error::new(ErrorKind::BadSerialization, format!("{kind} は Typst に書けません"))),
    }
}

#[cfg(test)]
mod tests {
    use super::write;
    use minijinja::value::{Serde, Value};
    use std::collections::BTreeMap;

    fn literal(value: Value) -> String {
        let mut out = String::new();
        write(&mut out, &value).expect("writable");
        out
    }

    #[test]
    fn no_value_breaks_out_of_its_literal() {
        assert_eq!(literal("a\"); #panic(\"b\\".into()), r##""a\"); #panic(\"b\\""##);
        assert_eq!(literal("一\n二\u{7}// x".into()), "\"一\\n二\\u{7}/\\u{2f} x\"");
    }

    #[test]
    fn collections_are_typst_collections() {
        assert_eq!(literal(Value::from(vec!["a"])), "(\"a\", )");
        assert_eq!(literal(Value::from(Vec::<String>::new())), "()");
        assert_eq!(
            literal(Value::from(Serde(BTreeMap::from([("k\"", Some(1)), ("l", None)])))),
            "(\"k\\\"\": 1, \"l\": none, )"
        );
        assert_eq!(literal(Value::from(Serde(BTreeMap::<String, u8>::new()))), "(:)");
        assert_eq!(literal(true.into()), "true");
        let mut out = String::new();
        assert!(write(&mut out, &Value::UNDEFINED).is_err());
    }
}
