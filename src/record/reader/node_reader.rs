//! One node as serde asks for it.

use super::super::characters::half_width;
use super::super::field::{LOCATED, TEXT_OR};
use super::super::lookalike::{DASHES, lookalike, plain_word};
use super::super::node::{Entry, Node, Value};
use super::super::stranger;
use super::super::words::{NO, YES, known_word, offered};
use super::access::{Entries, LocatedNode, NodeItems};
use super::read_error::ReadError;
use super::sink::Sink;
use serde::de::value::StrDeserializer;
use serde::de::{self, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

#[derive(Clone, Copy)]
pub(super) struct NodeReader<'a, 'de> {
    pub(super) node: &'de Node,
    pub(super) key: &'de str,
    pub(super) sink: &'a Sink,
}

impl<'de> NodeReader<'_, 'de> {
    fn error(&self, message: String, help: &str) -> ReadError {
        ReadError { span: Some(self.node.span), message, help: Some(help.to_owned()) }
    }

    fn named(&self) -> String {
        if self.key.is_empty() { "このファイル".to_owned() } else { format!("`{}` ", self.key) }
    }

    fn text(&self) -> Result<&'de str, ReadError> {
        match &self.node.value {
            Value::Text(text) => Ok(text),
            Value::Null | Value::Unread => {
                Err(self.error(format!("{}に値がありません", self.named()), "値を書いてください"))
            }
            Value::List(_) | Value::Map(_) => Err(self.error(
                format!("{}には一つの値を書きます", self.named()),
                "「名前: 値」や「- 値」の並びではなく、値だけを書いてください",
            )),
        }
    }

    fn place(&self, error: ReadError) -> ReadError {
        ReadError { span: error.span.or(Some(self.node.span)), ..error }
    }
}

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
            Err(_) => Err(self.error(format!("「{text}」は数ではありません"), "0 以上の整数を書いてください")),
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

impl<'de> NodeReader<'_, 'de> {
    fn entries(&self, fields: &[&str]) -> Result<&'de [Entry], ReadError> {
        match &self.node.value {
            Value::Map(entries) => Ok(entries),
            Value::Null | Value::Unread => Ok(&[]),
            Value::Text(text) => {
                let fields: Vec<&str> = offered(fields).collect();
                let (what, help) = stranger::text_for_record(self.key, text, &fields);
                Err(self.error(format!("{}{what}", self.named()), &help))
            }
            Value::List(_) => Err(self.error(
                format!("{}は「- 」の並びではなく、「項目: 値」の並びで書きます", self.named()),
                "行頭の「- 」を取ってください",
            )),
        }
    }

    /// What is wrong with a value that only looks as if it could be read.
    pub(super) fn odd_letter(&self) -> Option<ReadError> {
        let Value::Text(text) = &self.node.value else { return None };
        let odd = lookalike(text).filter(|_| text.chars().count() <= 40)?;
        let help = match odd.meant {
            None => "その字を消してください".to_owned(),
            Some('"' | '\'') => "その引用符を消すか、半角の \" で囲んでください".to_owned(),
            Some(' ') => "ふつうの空白に打ち直してください".to_owned(),
            Some(meant) => format!("「{meant}」と打ち直してください"),
        };
        Some(self.error(
            format!("{}の値「{}」に{}が入っています", self.named().trim_end(), plain_word(text), odd.named()),
            &help,
        ))
    }

    /// A text where a list belongs.
    fn no_list(&self, text: &str) -> ReadError {
        let first = text.lines().next().unwrap_or_default();
        let inner = first.trim_matches(['［', '］', '[', ']', '【', '】', '「', '」']);
        let items: Vec<&str> = inner.split(['、', '，', ',']).map(str::trim).filter(|item| !item.is_empty()).collect();
        let shown =
            if items.iter().all(|item| item.chars().count() <= 12) { items.join(", ") } else { inner.to_owned() };
        let what = if first.starts_with(['［', '【']) {
            format!(
                "「{}」は全角の括弧です。{}は角かっこで囲みます",
                first.chars().next().unwrap_or('［'),
                self.named()
            )
        } else {
            format!("{}は一つでも角かっこで囲むか、「- 」で始まる行に書きます", self.named())
        };
        self.error(what, &format!("[{shown}] のように角かっこで囲むか、一つずつ「- 」で始まる行にしてください"))
    }

    /// A record where a list of records belongs.
    fn no_item(&self, entries: &[Entry]) -> ReadError {
        let first = entries.first().map_or("", |entry| entry.key.as_str());
        let plain = first.trim_start_matches(DASHES).trim_start();
        let (message, help) = if plain.len() < first.len() {
            (
                format!("「{first}」の行頭の横棒が「- 」(半角のハイフンと半角の空白)になっていません"),
                format!("「- {plain}: …」に直してください"),
            )
        } else {
            (
                format!("{}の行頭の「- 」がありません", self.named()),
                format!("一つ目の項目を「- {first}: …」に直し、続く行を 2 字下げてそろえてください"),
            )
        };
        let span = entries.first().map_or(self.node.span, |entry| entry.key_span);
        ReadError { span: Some(span), message, help: Some(help) }
    }
}
