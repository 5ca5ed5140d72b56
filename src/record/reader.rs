//! From a tree of nodes to a typed record, through serde: unknown keys, wrong values and wrong shapes become findings.

use super::field::{Field, LOCATED, TEXT_OR};
use super::lookalike::{lookalike, plain_word};
use super::node::{Entry, Node, Value};
use super::stranger::{self, Amendment, Amendments, Stranger};
use super::swallowed;
use crate::diagnostic::Diagnostic;
use crate::source::{Place, Source, Span};
use serde::de::value::{BoolDeserializer, BorrowedStrDeserializer, StrDeserializer, U32Deserializer};
use serde::de::{
    self, Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::fmt::{self, Display};
use std::sync::Arc;

/// What people write for true and for false.
const YES: [&str; 11] = ["true", "yes", "はい", "有", "有り", "あり", "する", "済", "○", "〇", "◯"];
/// See [`YES`].
const NO: [&str; 10] = ["false", "no", "いいえ", "無", "無し", "なし", "しない", "未", "×", "✕"];

/// In front of a serde alias: an older or local word that is read but never offered. `#[serde(alias = "～案")]`
///
/// It sorts behind every word of a form. Serde lists the names of a field in order, so an alias stands behind its name.
pub(super) const ALIAS: char = '～';

/// Reads a tree into a record, adding what is wrong to `findings`. Nothing is lost but what could not be read. A key that
/// was written under another name gets its own in the tree; what was meant by one that the record does not know is there
/// as unread, so that nobody calls it missing.
#[must_use]
pub fn read<T: DeserializeOwned + Default>(source: &Arc<Source>, node: &mut Node, findings: &mut Vec<Diagnostic>) -> T {
    let mut pass: Pass<T> = read_once(source, node);
    if !pass.strangers.is_empty() {
        let judged = stranger::judge(source, node, &pass.strangers, &pass.shapes);
        findings.extend(judged.findings);
        stranger::amend(node, judged.amendments);
        pass = read_once(source, node);
    }
    let swallowed = swallowed::find(source, node, &pass.shapes);
    if !swallowed.amendments.is_empty() {
        findings.extend(swallowed.findings);
        stranger::amend(node, swallowed.amendments);
        pass = read_once(source, node);
    }
    findings.append(&mut pass.found);
    stranger::amend(node, pass.unread);
    rename(node, &pass.renamed);
    pass.record
}

/// What one reading of a tree gives.
struct Pass<T> {
    record: T,
    found: Vec<Diagnostic>,
    renamed: BTreeMap<Span, &'static str>,
    strangers: Vec<Stranger>,
    shapes: Shapes,
    /// What is to be unread in the tree too.
    unread: Amendments,
}

fn read_once<T: DeserializeOwned + Default>(source: &Arc<Source>, node: &Node) -> Pass<T> {
    let sink = Sink::new(source);
    let record = match Field::<T>::deserialize(NodeReader { node, key: "", sink: &sink }) {
        Ok(field) => field.into_value().unwrap_or_default(),
        Err(error) => {
            sink.report(error, node.span);
            T::default()
        }
    };
    Pass {
        record,
        found: sink.found.into_inner(),
        renamed: sink.renamed.into_inner(),
        strangers: sink.strangers.into_inner(),
        shapes: sink.shapes.into_inner(),
        unread: sink.unread.into_inner(),
    }
}

/// The keys that each record of a tree may have, by the record's [`address`].
pub(super) type Shapes = HashMap<usize, &'static [&'static str]>;

/// What tells one node of a tree from all others, as long as the tree is not changed.
pub(super) fn address(node: &Node) -> usize {
    std::ptr::from_ref(node).addr()
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
        Value::Null | Value::Text(_) | Value::Unread => {}
    }
}

struct Sink<'de> {
    source: &'de Arc<Source>,
    found: RefCell<Vec<Diagnostic>>,
    /// The keys written under another name, with the names of their fields.
    renamed: RefCell<BTreeMap<Span, &'static str>>,
    strangers: RefCell<Vec<Stranger>>,
    shapes: RefCell<Shapes>,
    unread: RefCell<Amendments>,
    /// The records that are being read, outermost first.
    path: RefCell<Vec<usize>>,
}

impl<'de> Sink<'de> {
    fn new(source: &'de Arc<Source>) -> Self {
        Self {
            source,
            found: RefCell::default(),
            renamed: RefCell::default(),
            strangers: RefCell::default(),
            shapes: RefCell::default(),
            unread: RefCell::default(),
            path: RefCell::default(),
        }
    }

    /// Notes the keys of a record that is begun, and those that it does not know.
    fn begin(&self, node: &Node, entries: &[Entry], fields: &'static [&'static str]) {
        self.shapes.borrow_mut().insert(address(node), fields);
        let mut path = self.path.borrow_mut();
        let numbered = entries.iter().enumerate();
        let unknown = numbered.filter(|(_, entry)| !entry.key.is_empty() && known_word(&entry.key, fields).is_none());
        let strangers = unknown.map(|(index, entry)| Stranger {
            key_span: entry.key_span,
            index,
            record: address(node),
            path: path.clone(),
        });
        self.strangers.borrow_mut().extend(strangers);
        path.push(address(node));
    }

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
        let (message, help) = stranger::unknown_choice(variant, &offered(expected).collect::<Vec<_>>());
        Self { span: None, message, help: Some(help) }
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
            (LOCATED, _) => visitor.visit_seq(Located { reader: self, part: 0, unread: false }),
            (TEXT_OR, Value::Text(text)) => visitor.visit_str(text),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match &self.node.value {
            Value::Null | Value::Unread => visitor.visit_seq(Items { items: [].iter(), reader: self }),
            Value::List(items) => visitor.visit_seq(Items { items: items.iter(), reader: self }),
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
    fn odd_letter(&self) -> Option<ReadError> {
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
        let plain = first.trim_start_matches(stranger::DASHES).trim_start();
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

/// Start, end and value of a node, and whether it is unread; a value that cannot be read becomes a finding and is left out.
struct Located<'a, 'de> {
    reader: NodeReader<'a, 'de>,
    part: u8,
    unread: bool,
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
            3 if node.is_blank() => Ok(None),
            3 if matches!(node.value, Value::Unread) => {
                self.unread = true;
                Ok(None)
            }
            3 => match seed.deserialize(self.reader) {
                Ok(value) => Ok(Some(value)),
                Err(error) => {
                    self.unread = true;
                    self.reader.sink.unread.borrow_mut().insert(address(node), vec![Amendment::Elsewhere]);
                    self.reader.sink.report(self.reader.odd_letter().unwrap_or(error), node.span);
                    Ok(None)
                }
            },
            _ => {
                let unread: BoolDeserializer<ReadError> = self.unread.into_deserializer();
                seed.deserialize(unread).map(Some)
            }
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
                // What a map cannot hold as unread is left out: it has been reported.
                None => Some(entry.key.as_str()).filter(|_| !matches!(entry.node.value, Value::Unread)),
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
pub(super) fn known_word<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    known.iter().copied().find(|word| *word == written || word.strip_prefix(ALIAS) == Some(written))
}

/// The field's own name for an alias; none for a word that is no alias.
fn name_of(word: &str, known: &'static [&'static str]) -> Option<&'static str> {
    let at = known.iter().position(|own| word.starts_with(ALIAS) && *own == word)?;
    known[..at].iter().rev().copied().find(|own| !own.starts_with(ALIAS))
}

/// The words to offer: those of the form, without aliases.
pub(super) fn offered<'a>(known: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    known.iter().copied().filter(|word| !word.starts_with(ALIAS))
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        '，' => ',',
        c => c,
    }
}
