//! One node that is being read, and what is said where it is not what it should be.

use super::super::lookalike::{DASHES, lookalike, plain_word};
use super::super::node::{Entry, Node, Value};
use super::super::unfit::{shape, text_for_record};
use super::super::words::offered;
use super::read_error::ReadError;
use super::sink::Sink;

#[derive(Clone, Copy)]
pub(super) struct NodeReader<'a, 'de> {
    pub(super) node: &'de Node,
    pub(super) key: &'de str,
    pub(super) sink: &'a Sink,
}

impl<'de> NodeReader<'_, 'de> {
    pub(super) fn error(&self, message: String, help: &str) -> ReadError {
        ReadError { span: Some(self.node.span), message, help: Some(help.to_owned()) }
    }

    pub(super) fn named(&self) -> String {
        if self.key.is_empty() { "このファイル".to_owned() } else { format!("`{}` ", self.key) }
    }

    pub(super) fn text(&self) -> Result<&'de str, ReadError> {
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

    pub(super) fn place(&self, error: ReadError) -> ReadError {
        ReadError { span: error.span.or(Some(self.node.span)), ..error }
    }

    pub(super) fn entries(&self, fields: &[&str]) -> Result<&'de [Entry], ReadError> {
        match &self.node.value {
            Value::Map(entries) => Ok(entries),
            Value::Null | Value::Unread => Ok(&[]),
            Value::Text(text) => {
                let fields: Vec<&str> = offered(fields).collect();
                let (what, help) = text_for_record(self.head().as_str(), text, &fields);
                Err(self.error(format!("{}{what}", self.named()), &help))
            }
            Value::List(_) if self.is_in_brackets() => {
                let fields: Vec<&str> = offered(fields).collect();
                let shape = shape(&fields);
                Err(self.error(
                    format!("{}は [ ] の並びではなく、「項目: 値」の並びで書きます", self.named()),
                    &format!("`{}{shape}` のように書いてください", self.head()),
                ))
            }
            Value::List(_) => Err(self.error(
                format!("{}は「- 」の並びではなく、「項目: 値」の並びで書きます", self.named()),
                "行頭の「- 」を取ってください",
            )),
        }
    }

    /// What stands before the value: the key, or the sign of an item.
    fn head(&self) -> String {
        let place = self.node.span.place();
        let before = place.source().text().get(..self.node.span.range().start).unwrap_or_default();
        match before.trim_end_matches(' ').chars().next_back() {
            _ if self.key.is_empty() => String::new(),
            Some('-' | '[' | ',') => "- ".to_owned(),
            _ => format!("{}: ", self.key),
        }
    }

    /// Whether it is written in brackets behind its key.
    fn is_in_brackets(&self) -> bool {
        let place = self.node.span.place();
        let text = place.source().text();
        let range = self.node.span.range();
        let line = text.get(..range.start).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
        text.get(range).is_some_and(|own| own.starts_with(['[', '{'])) && line.trim_end().ends_with(':')
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
    pub(super) fn no_list(&self, text: &str) -> ReadError {
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
    pub(super) fn no_item(&self, entries: &[Entry]) -> ReadError {
        if self.is_in_brackets() {
            let message = format!("{}は {{ }} ではなく、[ ] の並びで書きます", self.named());
            return self
                .error(message, &format!("「{}: [ … ]」とするか、一つずつ「- 」で始まる行にしてください", self.key));
        }
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
