//! From a tree of nodes to a typed record, through serde: unknown keys, wrong values and wrong shapes become findings.

use super::field::{Field, LOCATED, TEXT_OR};
use super::node::{Entry, Node, Value};
use super::suggestion::nearest;
use crate::diagnostic::Diagnostic;
use crate::source::{Place, Source, Span};
use serde::de::value::{BorrowedStrDeserializer, StrDeserializer, U32Deserializer};
use serde::de::{
    self, Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::sync::Arc;

/// What people write for true and for false.
const YES: [&str; 11] = ["true", "yes", "はい", "有", "有り", "あり", "する", "済", "○", "〇", "◯"];
/// See [`YES`].
const NO: [&str; 10] = ["false", "no", "いいえ", "無", "無し", "なし", "しない", "未", "×", "✕"];

/// In front of a serde alias: an older or local word that is read but never offered. `#[serde(alias = "～案")]`
///
/// It sorts behind every word of a form. Serde lists the names of a field in order, so an alias stands behind its name.
const ALIAS: char = '～';

/// Reads a tree into a record, adding what is wrong to `findings`. Nothing is lost but what could not be read. A key that
/// was written under another name gets its own in the tree.
#[must_use]
pub fn read<T: DeserializeOwned + Default>(source: &Arc<Source>, node: &mut Node, findings: &mut Vec<Diagnostic>) -> T {
    let sink = Sink { source, found: RefCell::new(Vec::new()), renamed: RefCell::new(BTreeMap::new()) };
    let reader = NodeReader { node, key: "", sink: &sink };
    let record = match Field::<T>::deserialize(reader) {
        Ok(field) => field.into_value().unwrap_or_default(),
        Err(error) => {
            sink.report(error, node.span);
            T::default()
        }
    };
    findings.append(&mut sink.found.into_inner());
    rename(node, &sink.renamed.into_inner());
    record
}

/// Gives the keys at these places the names of their fields.
fn rename(node: &mut Node, renamed: &BTreeMap<Span, &'static str>) {
    match &mut node.value {
        _ if renamed.is_empty() => {}
        Value::Map(entries) => {
            for entry in entries {
                if let Some(name) = renamed.get(&entry.key_span) {
                    (*name).clone_into(&mut entry.key);
                }
                rename(&mut entry.node, renamed);
            }
        }
        Value::List(items) => items.iter_mut().for_each(|item| rename(item, renamed)),
        Value::Null | Value::Text(_) => {}
    }
}

struct Sink<'de> {
    source: &'de Arc<Source>,
    found: RefCell<Vec<Diagnostic>>,
    /// The keys written under another name, with the names of their fields.
    renamed: RefCell<BTreeMap<Span, &'static str>>,
}

impl Sink<'_> {
    fn push(&self, code: &'static str, span: Span, message: String, help: Option<String>) {
        let mut finding = Diagnostic::new(code, Place::new(self.source, span), message);
        finding.help = help;
        self.found.borrow_mut().push(finding);
    }

    fn report(&self, error: ReadError, span: Span) {
        self.push("value-invalid", error.span.unwrap_or(span), error.message, error.help);
    }
}

/// Why a value could not be read. A custom message may hold the remedy behind its first line break.
#[derive(Debug)]
struct ReadError {
    span: Option<Span>,
    message: String,
    help: Option<String>,
}

impl Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ReadError {}

impl de::Error for ReadError {
    fn custom<M: Display>(message: M) -> Self {
        let text = message.to_string();
        let (message, help) = match text.split_once('\n') {
            Some((message, help)) => (message.to_owned(), Some(help.to_owned())),
            None => (text, None),
        };
        Self { span: None, message, help }
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let mut help = format!("次のいずれかを書いてください: {}", offered(expected).collect::<Vec<_>>().join("、"));
        if let Some(near) = nearest(variant, offered(expected)) {
            help = format!("「{near}」ではありませんか。{help}");
        }
        Self { span: None, message: format!("「{variant}」は選べる語にありません"), help: Some(help) }
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self {
            span: None,
            message: format!("`{field}` が別の呼び名でも書かれています"),
            help: Some("同じ項目はどちらか一つの名前で書いてください".to_owned()),
        }
    }
}

#[derive(Clone, Copy)]
struct NodeReader<'a, 'de> {
    node: &'de Node,
    key: &'de str,
    sink: &'a Sink<'de>,
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
            Value::Null => Err(self.error(format!("{}に値がありません", self.named()), "値を書いてください")),
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
            Value::Null => visitor.visit_unit(),
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
            (LOCATED, _) => visitor.visit_seq(Located { reader: self, part: 0 }),
            (TEXT_OR, Value::Text(text)) => visitor.visit_str(text),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match &self.node.value {
            Value::Null => visitor.visit_seq(Items { items: [].iter(), reader: self }),
            Value::List(items) => visitor.visit_seq(Items { items: items.iter(), reader: self }),
            Value::Text(text) => Err(self.error(
                format!("{}は一つでもリストで書きます", self.named()),
                &format!(
                    "[{}] のように角かっこで囲むか、「- 」で始まる行にしてください",
                    text.lines().next().unwrap_or("")
                ),
            )),
            Value::Map(_) => {
                Err(self.error(format!("{}はリストで書きます", self.named()), "項目ごとに「- 」で始めてください"))
            }
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        let entries = self.entries()?;
        visitor.visit_map(Entries { entries: entries.iter(), value: None, known: None, reader: self })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        let entries = self.entries()?;
        for entry in entries.iter().filter(|entry| known_word(&entry.key, fields).is_none()) {
            let message = format!("`{}` という項目はここにありません", entry.key);
            let help = if entry.key.contains('：') && entry.node.is_blank() {
                "項目名の後の全角の「：」を、半角の「: 」(コロンと空白)に直してください".to_owned()
            } else if entry.key.ends_with('。') && entry.node.is_blank() {
                "{ } の中の半角の「, 」は項目の区切りです。文の読点なら全角の「、」にするか、文全体を \" \" で囲んでください".to_owned()
            } else if let Some(near) = nearest(&entry.key, offered(fields)) {
                format!("`{near}` ではありませんか")
            } else {
                format!("ここに書ける項目: {}", offered(fields).collect::<Vec<_>>().join("、"))
            };
            self.sink.push("unknown-key", entry.key_span, message, Some(help));
        }
        visitor
            .visit_map(Entries { entries: entries.iter(), value: None, known: Some(fields), reader: self })
            .map_err(|error| self.place(error))
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
    fn entries(&self) -> Result<&'de [Entry], ReadError> {
        match &self.node.value {
            Value::Map(entries) => Ok(entries),
            Value::Null => Ok(&[]),
            Value::Text(text) if text.contains('：') => Err(self.error(
                format!("{}の区切りが全角の「：」です", self.named()),
                "半角の「: 」(コロンと空白)に直してください",
            )),
            Value::Text(_) => Err(self.error(
                format!("{}には「項目: 値」の並びを書きます", self.named()),
                "値を書く前に、項目名と半角の「: 」を書いてください",
            )),
            Value::List(_) => Err(self.error(
                format!("{}はリストではなく「項目: 値」の並びで書きます", self.named()),
                "行頭の「- 」を取ってください",
            )),
        }
    }
}

/// Start, end and value of a node; a value that cannot be read becomes a finding and is left out.
struct Located<'a, 'de> {
    reader: NodeReader<'a, 'de>,
    part: u8,
}

impl<'de> SeqAccess<'de> for Located<'_, 'de> {
    type Error = ReadError;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, ReadError> {
        self.part += 1;
        let node = self.reader.node;
        let offset = |offset: u32| -> U32Deserializer<ReadError> { offset.into_deserializer() };
        match self.part {
            1 => seed.deserialize(offset(node.span.start)).map(Some),
            2 => seed.deserialize(offset(node.span.end)).map(Some),
            _ if node.is_blank() => Ok(None),
            _ => match seed.deserialize(self.reader) {
                Ok(value) => Ok(Some(value)),
                Err(error) => {
                    self.reader.sink.report(error, node.span);
                    Ok(None)
                }
            },
        }
    }
}

struct Items<'a, 'de> {
    items: std::slice::Iter<'de, Node>,
    reader: NodeReader<'a, 'de>,
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = ReadError;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, ReadError> {
        let Some(node) = self.items.next() else { return Ok(None) };
        seed.deserialize(NodeReader { node, ..self.reader }).map(Some)
    }
}

/// The entries of a mapping; those that the record does not know were reported already and are passed over.
struct Entries<'a, 'de> {
    entries: std::slice::Iter<'de, Entry>,
    value: Option<&'de Entry>,
    known: Option<&'static [&'static str]>,
    reader: NodeReader<'a, 'de>,
}

impl<'de> MapAccess<'de> for Entries<'_, 'de> {
    type Error = ReadError;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, ReadError> {
        for entry in self.entries.by_ref() {
            let word = match self.known {
                Some(known) => known_word(&entry.key, known),
                None => Some(entry.key.as_str()),
            };
            if let Some(word) = word {
                self.value = Some(entry);
                if let Some(name) = self.known.and_then(|known| name_of(word, known)) {
                    self.reader.sink.renamed.borrow_mut().insert(entry.key_span, name);
                }
                return seed.deserialize(BorrowedStrDeserializer::new(word)).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, ReadError> {
        let entry = self.value.take().expect("internal: serde asks for a key before its value");
        seed.deserialize(NodeReader { node: &entry.node, key: &entry.key, sink: self.reader.sink })
    }
}

/// The word as serde knows it, for one that was written: itself, or the alias of that spelling.
fn known_word<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    known.iter().copied().find(|word| *word == written || word.strip_prefix(ALIAS) == Some(written))
}

/// The field's own name for an alias; none for a word that is no alias.
fn name_of(word: &str, known: &'static [&'static str]) -> Option<&'static str> {
    let at = known.iter().position(|own| word.starts_with(ALIAS) && *own == word)?;
    known[..at].iter().rev().copied().find(|own| !own.starts_with(ALIAS))
}

/// The words to offer: those of the form, without aliases.
fn offered<'a>(known: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    known.iter().copied().filter(|word| !word.starts_with(ALIAS))
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        '，' => ',',
        c => c,
    }
}
