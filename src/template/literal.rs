//! Values as Typst literals, in code mode: no value can break out into code.

use super::folded::Folded;
use super::quote;
use super::text::TypstText;
use minijinja::value::{Value, ValueKind};
use minijinja::{Error, ErrorKind};
use std::borrow::Cow;
use std::fmt::Write;

/// Writes values.
pub(super) struct LiteralWriter<'a> {
    pub(super) out: &'a mut String,
    /// Values that print without a blank that YAML made.
    pub(super) folded: Option<&'a Folded>,
}

impl LiteralWriter<'_> {
    /// Appends a value as a Typst expression: `"…"`, `12`, `true`, `none`, an array, a dictionary; a text of a document
    /// as a dictionary `(field, place, length, lines, body)`.
    pub(super) fn write(&mut self, value: &Value) -> Result<(), Error> {
        if let Some(text) = value.downcast_object_ref::<TypstText>() {
            return text.write(self.out);
        }
        match value.kind() {
            ValueKind::Undefined => Err(Error::new(ErrorKind::UndefinedError, "この名前の値はありません")),
            ValueKind::None => {
                self.out.push_str("none");
                Ok(())
            }
            ValueKind::Bool => {
                self.out.push_str(if value.is_true() { "true" } else { "false" });
                Ok(())
            }
            ValueKind::Number => {
                let _ = write!(self.out, "{value}");
                Ok(())
            }
            ValueKind::String => {
                self.string(value.as_str().unwrap_or_default());
                Ok(())
            }
            ValueKind::Seq | ValueKind::Iterable => {
                self.out.push('(');
                for item in value.try_iter()? {
                    self.write(&item)?;
                    self.out.push_str(", ");
                }
                self.out.push(')');
                Ok(())
            }
            ValueKind::Map => {
                self.out.push_str("(:");
                let mut first = true;
                for key in value.try_iter()? {
                    if std::mem::take(&mut first) {
                        self.out.pop();
                    }
                    quote::words(self.out, &key.to_string());
                    self.out.push_str(": ");
                    self.write(&value.get_item(&key)?)?;
                    self.out.push_str(", ");
                }
                self.out.push(')');
                Ok(())
            }
            kind => Err(Error::new(ErrorKind::BadSerialization, format!("{kind} は Typst に書けません"))),
        }
    }

    fn string(&mut self, text: &str) {
        let text = self.folded.map_or(Cow::Borrowed(text), |folded| folded.printed(text));
        quote::words(self.out, &text);
    }
}

#[cfg(test)]
mod tests {
    use super::LiteralWriter;
    use minijinja::value::{Serde, Value};
    use std::collections::BTreeMap;

    fn literal(value: Value) -> String {
        let mut out = String::new();
        LiteralWriter { out: &mut out, folded: None }.write(&value).expect("writable");
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
        assert!(LiteralWriter { out: &mut out, folded: None }.write(&Value::UNDEFINED).is_err());
    }
}
