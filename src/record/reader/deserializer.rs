//! One node as serde asks for it.

use super::super::characters::half_width;
use super::super::field::{LOCATED, TEXT_OR};
use super::super::node::Value;
use super::super::words::{NO, YES, known_word};
use super::access::{Entries, LocatedNode, NodeItems};
use super::node_reader::NodeReader;
use super::read_error::ReadError;
use serde::de::value::StrDeserializer;
use serde::de::{self, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

impl<'de> Deserializer<'de> for NodeReader<'_, 'de> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match &self.node.value {
            Value::Null | Value::Unread => visitor.visit_unit(),
            Value::Text(text) => visitor.visit_borrowed_str(text).map_err(|error| self.place(error)),
            Value::List(_) => self.deserialize_seq(visitor),
            Value::Map(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        visitor.visit_borrowed_str(self.text()?).map_err(|error| self.place(error))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        let text = self.text()?.trim();
        let is_one_of = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
        match () {
            () if is_one_of(&YES) => visitor.visit_bool(true),
            () if is_one_of(&NO) => visitor.visit_bool(false),
            () => Err(self.error(
                format!("「{text}」は はい とも いいえ とも読めません"),
                "はい か いいえ(有・無、○・×、true・false でも)を書いてください",
            )),
        }
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        let text = self.text()?;
        let digits: String = text.trim().chars().map(half_width).filter(|c| *c != ',').collect();
        match digits.parse() {
            Ok(number) => visitor.visit_u32(number),
            Err(_) => {
                let number: String = digits.chars().take_while(char::is_ascii_digit).collect();
                let unit = &digits[number.len()..];
                let help = if number.is_empty() || !unit.starts_with(char::is_alphabetic) {
                    "0 以上の整数を書いてください".to_owned()
                } else {
                    format!("「{unit}」を取って「{number}」とだけ書いてください")
                };
                Err(self.error(format!("「{text}」は数ではありません"), &help))
            }
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        if self.node.is_blank() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        match (name, &self.node.value) {
            (LOCATED, _) => visitor.visit_seq(LocatedNode { reader: self, part: 0, unread: false }),
            (TEXT_OR, Value::Text(text)) => visitor.visit_str(text),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match &self.node.value {
            Value::Null | Value::Unread => visitor.visit_seq(NodeItems { items: [].iter(), reader: self }),
            Value::List(items) => visitor.visit_seq(NodeItems { items: items.iter(), reader: self }),
            Value::Text(text) => Err(self.no_list(text)),
            Value::Map(entries) => Err(self.no_item(entries)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        let entries = self.entries(&[])?;
        visitor.visit_map(Entries { entries: entries.iter(), value: None, known: None, reader: self })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        let entries = self.entries(fields)?;
        self.sink.begin(self.node, entries, fields);
        let record =
            visitor.visit_map(Entries { entries: entries.iter(), value: None, known: Some(fields), reader: self });
        self.sink.path.borrow_mut().pop();
        record.map_err(|error| self.place(error))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        let text = self.text()?.trim();
        let Some(word) = known_word(text, variants) else {
            return Err(self.place(de::Error::unknown_variant(text, variants)));
        };
        let word: StrDeserializer<'_, ReadError> = word.into_deserializer();
        visitor.visit_enum(word)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u64 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct identifier
    }
}
