//! A new file in the form's order: what is filled in, blanks for what is owed, a comment on each field.
//!
//! Order, names, words and what must be written come from the file's [`Shape`]; the sentences from [`FieldRemark`]. A blank is
//! 〇〇 where a long text belongs, for the rules to find, and nothing behind the name of a short value, which is then missing.

use super::fill::{Fill, Filling};
use super::remark::FieldRemark;
use crate::case::{FileKind, Format};
use crate::record::{FieldShape, RecordShape, Required, Shape, quoted};
use std::collections::BTreeSet;

/// What stands where a text is still to be written.
pub const BLANK: &str = "〇〇";

/// Values that are no longer than this stand in one line.
const SHORT: usize = 90;

/// A box that the municipality's form adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedBox {
    /// Its name.
    pub name: String,
    /// What may be written in it, for a comment.
    pub says: String,
}

/// How a new file is written.
#[derive(Debug, Clone, Default)]
pub struct SheetStyle {
    /// Whether each field has a comment.
    pub explained: bool,
    /// Whether what need not be written has a line, too.
    pub complete: bool,
    /// The schema to name in the first line, as it is reached from the file.
    pub schema: Option<String>,
    /// What the form adds to 追加.
    pub added: Vec<AddedBox>,
    /// Whether somebody else fills it in on paper: then what is owed stays empty.
    pub by_hand: bool,
}

/// The text of a new file of a kind. `filling` is the record, or the one item of a file that is a list.
#[must_use]
pub fn write_sheet(kind: FileKind, filling: &Filling, style: &SheetStyle) -> String {
    let root = kind.shape().record().expect("internal: a file is a record or a list of records");
    let mut sheet = SheetWriter { style, said: BTreeSet::new() };
    let mut text: Vec<String> =
        style.schema.iter().map(|path| format!("# yaml-language-server: $schema={path}")).collect();
    text.extend(filling.notes.iter().map(|note| comment(note)));
    match (kind.format(), kind.shape()) {
        (Format::Markdown, _) => text.extend(sheet.markdown(root, filling)),
        (Format::Yaml, Shape::List(_)) => text.extend(item(sheet.record(root, filling, &|_| true))),
        (Format::Yaml, _) => text.extend(sheet.record(root, filling, &|_| true)),
    }
    text.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
}

/// A value as it follows its name.
enum ShownValue {
    /// On the line of the name; nothing for a blank.
    Beside(String),
    /// On lines of their own below it, further in.
    Below(Vec<String>),
    /// The same, of a text with lines.
    Lines(Vec<String>),
}

struct SheetWriter<'a> {
    style: &'a SheetStyle,
    /// The fields that have had their comment, by record and name.
    said: BTreeSet<(&'static str, &'static str)>,
}

impl SheetWriter<'_> {
    fn markdown(&mut self, root: &'static RecordShape, filling: &Filling) -> Vec<String> {
        let mut text = vec!["---".to_owned()];
        text.extend(self.record(root, filling, &|field| !field.shape.is_long_text()));
        let below: Vec<&FieldShape> = root.fields.iter().filter(|field| field.shape.is_long_text()).collect();
        let below: Vec<&FieldShape> = below.into_iter().filter(|field| self.is_shown(root, field, filling)).collect();
        if self.style.explained {
            text.push(comment("見出しの下に書くこと"));
            text.extend(
                below.iter().map(|field| comment(&format!("  {}: {}", field.word.name, said(root, field, filling)))),
            );
        }
        text.push("---".to_owned());
        for (index, field) in below.into_iter().enumerate() {
            text.extend((index > 0).then(String::new));
            text.push(format!("## {}", field.word.name));
            match filling.get(field.word.name) {
                Some(Fill::Text(own)) => text.extend(own.trim_end().lines().map(str::to_owned)),
                _ if is_owed(root, field, filling) => text.push(BLANK.to_owned()),
                _ => {}
            }
        }
        text
    }

    fn record(
        &mut self,
        record: &'static RecordShape,
        filling: &Filling,
        wanted: &dyn Fn(&FieldShape) -> bool,
    ) -> Vec<String> {
        let mut text = Vec::new();
        for field in record.fields.iter().filter(|field| wanted(field)) {
            if !self.is_shown(record, field, filling) {
                continue;
            }
            if self.style.explained && self.said.insert((record.name, field.word.name)) {
                text.push(comment(&said(record, field, filling)));
            }
            text.extend(filling.notes_on(field.word.name).map(comment));
            let value = self.value(record, field, filling);
            let name = field.word.name;
            match value {
                ShownValue::Beside(value) if value.is_empty() => text.push(format!("{name}:")),
                ShownValue::Beside(value) => text.push(format!("{name}: {value}")),
                ShownValue::Below(lines) => {
                    text.push(format!("{name}:"));
                    text.extend(lines.iter().map(|line| further_in(line)));
                }
                ShownValue::Lines(lines) => {
                    text.push(format!("{name}: |"));
                    text.extend(lines.iter().map(|line| further_in(line)));
                }
            }
        }
        text
    }

    fn is_shown(&self, record: &RecordShape, field: &FieldShape, filling: &Filling) -> bool {
        let has_boxes = !self.style.added.is_empty();
        match &field.shape {
            _ if filling.get(field.word.name).is_some() => true,
            Shape::Map(_) if field.word.name == ADDED => has_boxes,
            _ => self.style.complete || is_owed(record, field, filling),
        }
    }

    fn value(&mut self, record: &'static RecordShape, field: &'static FieldShape, filling: &Filling) -> ShownValue {
        let own = filling.get(field.word.name);
        match (&field.shape, own) {
            (Shape::Map(_), None) if field.word.name == ADDED => ShownValue::Below(self.boxes()),
            (shape, Some(fill)) => self.filled(shape, fill),
            (shape, None) if is_owed(record, field, filling) => self.blank(shape),
            (_, None) => ShownValue::Beside(String::new()),
        }
    }

    fn boxes(&self) -> Vec<String> {
        let explained = self.style.explained;
        let lines = self.style.added.iter().flat_map(|added| {
            let says = explained.then(|| comment(&added.says));
            says.into_iter().chain([format!("{}:", quoted(&added.name))])
        });
        lines.collect()
    }

    /// What is owed and not known.
    fn blank(&mut self, shape: &'static Shape) -> ShownValue {
        match shape {
            shape if shape.is_long_text() && self.style.by_hand => ShownValue::Beside(String::new()),
            shape if shape.is_long_text() => ShownValue::Lines(vec![BLANK.to_owned()]),
            Shape::Record(record) if record.name != WEEK => {
                ShownValue::Below(self.record(record, &Filling::default(), &|_| true))
            }
            Shape::List(inner) => match &**inner {
                Shape::Record(record) => ShownValue::Below(item(self.record(record, &Filling::default(), &|_| true))),
                _ => ShownValue::Beside(String::new()),
            },
            _ => ShownValue::Beside(String::new()),
        }
    }

    fn filled(&mut self, shape: &'static Shape, fill: &Fill) -> ShownValue {
        if let Some(line) = in_line(shape, fill).filter(|line| line.chars().count() <= SHORT) {
            return ShownValue::Beside(line);
        }
        match (shape, fill) {
            (_, Fill::Text(text)) if shape.is_long_text() || text.contains('\n') => {
                ShownValue::Lines(text.trim_end().lines().map(str::to_owned).collect())
            }
            (_, Fill::Text(text)) => ShownValue::Beside(quoted(text).into_owned()),
            (Shape::List(inner) | Shape::OneOrMore(inner), Fill::List(items)) => {
                ShownValue::Below(items.iter().flat_map(|one| self.item_of(inner, one)).collect())
            }
            (shape, Fill::Record(filling)) => match shape.record() {
                Some(record) => ShownValue::Below(self.record(record, filling, &|_| true)),
                None => ShownValue::Below(
                    filling.filled().map(|(name, value)| format!("{}: {}", quoted(name), flow(value))).collect(),
                ),
            },
            (_, fill) => ShownValue::Beside(flow(fill)),
        }
    }

    fn item_of(&mut self, shape: &'static Shape, fill: &Fill) -> Vec<String> {
        match (shape.record(), fill) {
            (Some(record), Fill::Record(filling)) => {
                let mut text: Vec<String> = filling.notes.iter().map(|note| comment(note)).collect();
                match in_line(shape, fill).filter(|line| line.chars().count() <= SHORT) {
                    Some(line) => text.push(format!("- {line}")),
                    None => text.extend(item(self.record(record, filling, &|_| true))),
                }
                text
            }
            _ => vec![format!("- {}", flow(fill))],
        }
    }
}

/// The boxes that only a municipality has.
pub(super) const ADDED: &str = "追加";
/// The table of a week: blank, it is for days in words.
const WEEK: &str = crate::value::WEEK;

/// Whether a field is a blank to fill in: it must be written, or the form wants it.
fn is_owed(record: &RecordShape, field: &FieldShape, filling: &Filling) -> bool {
    let remark = FieldRemark::on(record.name, field.word.name).unwrap_or_default();
    remark.is_owed
        || match &field.required {
            Required::Never => false,
            Required::Always => true,
            Required::OneOf(names) => {
                names.first() == Some(&field.word.name) && names.iter().all(|name| filling.get(name).is_none())
            }
        }
}

/// What is said of a field: its sentence, the words to choose from or what it would have in it, its rules.
fn said(record: &RecordShape, field: &FieldShape, filling: &Filling) -> String {
    let remark = FieldRemark::on(record.name, field.word.name).unwrap_or_default();
    let rules: Vec<&str> = remark.rules().collect();
    let rules = if rules.is_empty() { String::new() } else { format!(" 〔{}〕", rules.join(" ")) };
    let is_open = filling.get(field.word.name).is_none() && !is_owed(record, field, filling);
    format!("{}{}{rules}", remark.says, form_of(&field.shape, is_open && !remark.says.contains('{')))
}

/// The words of a choice; of a record that is left open also the names in it.
fn form_of(shape: &Shape, is_open: bool) -> String {
    let words = |words: &[crate::record::Word]| words.iter().map(|word| word.name).collect::<Vec<_>>().join(" / ");
    let names = |record: &RecordShape| {
        let names: Vec<String> = record.fields.iter().map(|field| format!("{}: …", field.word.name)).collect();
        format!("{{{}}}", names.join(", "))
    };
    match shape {
        Shape::Choice(choice) => format!("({})", words(choice)),
        Shape::Value(scalar) if !scalar.words().is_empty() => format!("({})", words(&scalar.words())),
        Shape::List(inner) => match &**inner {
            Shape::Choice(choice) => format!("[{}]", words(choice)),
            Shape::Record(record) if is_open && record.fields.len() <= FEW => format!(" [{}]", names(record)),
            _ => String::new(),
        },
        Shape::Record(record) if is_open && record.fields.len() <= FEW => format!(" {}", names(record)),
        _ => String::new(),
    }
}

/// Records with more fields are no example in a line.
const FEW: usize = 8;

/// A value in one line, where all of it is known; not of a long text, nor of what has notes.
fn in_line(shape: &Shape, fill: &Fill) -> Option<String> {
    match (shape, fill) {
        (_, Fill::Text(text)) if text.contains('\n') || text == BLANK => None,
        (_, Fill::Text(text)) => Some(quoted(text).into_owned()),
        (Shape::List(inner) | Shape::OneOrMore(inner), Fill::List(items)) => {
            let items: Option<Vec<String>> = items.iter().map(|one| in_line(inner, one)).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        (Shape::Map(_), Fill::Record(_)) | (Shape::Value(_) | Shape::Choice(_), Fill::List(_)) => Some(flow(fill)),
        (shape, Fill::Record(filling)) => record_in_line(shape.record()?, filling),
        (_, Fill::List(_)) => None,
    }
}

fn record_in_line(record: &RecordShape, filling: &Filling) -> Option<String> {
    let mut parts = Vec::new();
    for field in &record.fields {
        let name = field.word.name;
        let has_notes = filling.notes_on(name).next().is_some() || !filling.notes.is_empty();
        match filling.get(name) {
            Some(_) if has_notes => return None,
            Some(fill) => parts.push(format!("{}: {}", quoted(name), in_line(&field.shape, fill)?)),
            None if is_owed(record, field, filling) => return None,
            None => {}
        }
    }
    Some(format!("{{{}}}", parts.join(", ")))
}

/// A value in braces and brackets.
fn flow(fill: &Fill) -> String {
    match fill {
        Fill::Text(text) => quoted(text).into_owned(),
        Fill::List(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Fill::Record(filling) => {
            let parts: Vec<String> =
                filling.filled().map(|(name, value)| format!("{}: {}", quoted(name), flow(value))).collect();
            format!("{{{}}}", parts.join(", "))
        }
    }
}

fn comment(text: &str) -> String {
    format!("# {text}")
}

fn further_in(line: &str) -> String {
    if line.is_empty() { String::new() } else { format!("  {line}") }
}

/// The lines of a record as an item of a list: what comments its first field stands above.
fn item(lines: Vec<String>) -> Vec<String> {
    let first = lines.iter().position(|line| !line.starts_with('#')).unwrap_or(lines.len());
    let mark = |(index, line): (usize, String)| match index {
        index if index < first => line,
        index if index == first => format!("- {line}"),
        _ => further_in(&line),
    };
    lines.into_iter().enumerate().map(mark).collect()
}
