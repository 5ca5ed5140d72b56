//! A file written from its shape: every field once, with a value of its kind; and the same with one thing changed.

use shien::record::{FieldShape, RecordShape, Referent, Scalar, Shape};
use std::fmt::Write;

/// The day of every document that a test writes, and so the name of its file.
pub(crate) const DAY: &str = "2024-03-28";

/// What is written at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Written {
    Text(String),
    List(Vec<Written>),
    /// A record: its fields under the names that are written.
    Record(Vec<(String, Written)>),
    /// A map: its one name is the writer's own.
    Map(String, Box<Written>),
}

/// The way to a field: the names of the records around it and its own. Of a list the last item is meant; it needs no step, nor does a map.
pub(crate) type Path = Vec<&'static str>;

/// A path as messages show it.
pub(crate) fn shown(path: &[&str]) -> String {
    path.join(".")
}

/// A value that may stand where a scalar is asked for.
pub(crate) fn example(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Word => "ことば",
        Scalar::Text => "長い文です。",
        Scalar::Day | Scalar::Birth | Scalar::Timing => DAY,
        Scalar::Month => "2024-09",
        Scalar::Moment => "2024-03-28 16:00-17:00",
        Scalar::Hours => "14:30-17:30",
        Scalar::Length => "40分",
        Scalar::Days => "月〜金",
        Scalar::Number => "12",
        Scalar::Score => "16",
        Scalar::Yen => "4600",
        Scalar::Rating => "達成",
        Scalar::YesNo => "いいえ",
        Scalar::Own(referent) | Scalar::Id(referent) => id(referent),
    }
}

/// What all files that a test writes call one thing.
fn id(referent: Referent) -> &'static str {
    match referent {
        Referent::Office => "hoshi",
        Referent::Staff => "mori",
        Referent::Partner => "gakko",
        Referent::Child => "hana",
        Referent::SupportPlan | Referent::ConsultationPlan | Referent::MeetingPlan => DAY,
        Referent::Paper => "plan/2024-03-28",
        Referent::MonitoringRecord => "monitoring/2024-03-28",
        Referent::SupportRow => "s1",
        Referent::Need => "n1",
        Referent::FormPack => "mypack",
        Referent::Template => "plan.typ.j2",
        Referent::Rule => "goal-unlinked",
    }
}

/// A value that may not stand there; none where every text may.
pub(crate) fn refused(scalar: Scalar) -> Option<&'static str> {
    match scalar {
        Scalar::Word | Scalar::Text | Scalar::Own(_) | Scalar::Id(_) => None,
        Scalar::Day | Scalar::Birth | Scalar::Month | Scalar::Moment | Scalar::Timing => Some("2024-13-45"),
        Scalar::Hours | Scalar::Length => Some("午後から"),
        Scalar::Days => Some("隔週"),
        Scalar::Number | Scalar::Score | Scalar::Yen => Some("たくさん"),
        Scalar::YesNo => Some("たぶん"),
        // The form says which words there are, not the loader.
        Scalar::Rating => None,
    }
}

impl Written {
    /// Everything that a shape has, each once: a record where a text would do.
    pub(crate) fn full(shape: &Shape) -> Self {
        match shape {
            Shape::Value(scalar) => Self::text(example(*scalar)),
            Shape::Choice(words) => Self::text(words[0].name),
            Shape::Record(record) => Self::Record(
                record.fields.iter().map(|field| (field.word.name.to_owned(), Self::full(&field.shape))).collect(),
            ),
            Shape::List(item) | Shape::OneOrMore(item) => Self::List(vec![Self::full(item)]),
            Shape::Map(value) => Self::Map("なまえ".to_owned(), Box::new(Self::full(value))),
            Shape::Either { more, .. } => Self::full(more),
        }
    }

    pub(crate) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// What stands at the end of a path.
    pub(crate) fn at(&mut self, path: &[&str]) -> &mut Self {
        match (self, path) {
            (Self::List(items), [_, ..]) => items.last_mut().expect("an item").at(path),
            (Self::Map(_, value), [_, ..]) => value.at(path),
            (Self::Record(fields), [name, rest @ ..]) => {
                let field = fields.iter_mut().find(|(written, _)| written == name);
                field.unwrap_or_else(|| panic!("{name} is written")).1.at(rest)
            }
            (written, _) => written,
        }
    }

    /// The fields of the record at the end of a path, or of the items there.
    pub(crate) fn fields(&mut self, path: &[&str]) -> &mut Vec<(String, Self)> {
        match self.at(path) {
            Self::Record(fields) => fields,
            Self::List(items) => items.last_mut().expect("an item").fields(&[]),
            Self::Map(_, value) => value.fields(&[]),
            Self::Text(text) => panic!("a record at {path:?}, not {text}"),
        }
    }

    /// The same without a field.
    pub(crate) fn without(&self, path: &[&str]) -> Self {
        let mut written = self.clone();
        let (name, record) = path.split_last().expect("a field");
        written.fields(record).retain(|(own, _)| own != name);
        written
    }

    /// The same with something else in a field.
    pub(crate) fn with(&self, path: &[&str], value: Self) -> Self {
        let mut written = self.clone();
        *written.at(path) = value;
        written
    }

    /// The same with one text in a field, in the list or the map that belongs there.
    pub(crate) fn with_text(&self, path: &[&str], field: &FieldShape, text: &str) -> Self {
        self.with(path, Self::text_in(&field.shape, text))
    }

    fn text_in(shape: &Shape, text: &str) -> Self {
        match shape {
            Shape::List(item) | Shape::OneOrMore(item) => Self::List(vec![Self::text_in(item, text)]),
            Shape::Map(value) => Self::Map("なまえ".to_owned(), Box::new(Self::text_in(value, text))),
            Shape::Value(_) | Shape::Choice(_) | Shape::Record(_) | Shape::Either { .. } => Self::text(text),
        }
    }

    /// The same with one key more in a record.
    pub(crate) fn and(&self, record: &[&str], key: &str, value: &str) -> Self {
        let mut written = self.clone();
        written.fields(record).push((key.to_owned(), Self::text(value)));
        written
    }

    /// The file's text.
    pub(crate) fn file(&self, markdown: bool, is_heading: impl Fn(&str) -> bool) -> String {
        match self {
            Self::Record(fields) => {
                let (below, above): (Vec<_>, Vec<_>) = fields.iter().partition(|(name, _)| is_heading(name));
                let lines = |fields: &[&(String, Self)]| {
                    fields.iter().fold(String::new(), |mut out, (name, value)| {
                        let _ = writeln!(out, "{name}: {}", value.flow());
                        out
                    })
                };
                if !markdown {
                    return lines(&fields.iter().collect::<Vec<_>>());
                }
                let texts = below.iter().fold(String::new(), |mut out, (name, value)| {
                    let Self::Text(text) = value else { panic!("a text below a heading: {value:?}") };
                    let _ = write!(out, "\n## {name}\n\n{text}\n");
                    out
                });
                format!("---\n{}---\n{texts}", lines(&above))
            }
            Self::List(items) => items.iter().fold(String::new(), |mut out, item| {
                let _ = writeln!(out, "- {}", item.flow());
                out
            }),
            Self::Text(_) | Self::Map(..) => panic!("a file is a record or a list"),
        }
    }

    /// As a value of JSON, as an editor reads it.
    pub(crate) fn json(&self) -> serde_json::Value {
        match self {
            Self::Text(text) => serde_json::Value::String(text.clone()),
            Self::List(items) => items.iter().map(Self::json).collect(),
            Self::Record(fields) => fields.iter().map(|(name, value)| (name.clone(), value.json())).collect(),
            Self::Map(name, value) => std::iter::once((name.clone(), value.json())).collect(),
        }
    }

    /// As a value in braces and brackets.
    fn flow(&self) -> String {
        let quoted = |text: &str| serde_json::to_string(text).expect("a text");
        match self {
            Self::Text(text) => quoted(text),
            Self::List(items) => {
                format!("[{}]", items.iter().map(Self::flow).collect::<Vec<_>>().join(", "))
            }
            Self::Record(fields) => {
                let fields: Vec<String> =
                    fields.iter().map(|(name, value)| format!("{}: {}", quoted(name), value.flow())).collect();
                format!("{{{}}}", fields.join(", "))
            }
            Self::Map(name, value) => format!("{{{}: {}}}", quoted(name), value.flow()),
        }
    }
}

/// Every record of a shape with the way to it, the outer ones first.
pub(crate) fn records(shape: &Shape) -> Vec<(Path, &RecordShape)> {
    let mut found = Vec::new();
    below(shape, &mut Vec::new(), &mut found);
    found
}

fn below<'a>(shape: &'a Shape, path: &mut Path, found: &mut Vec<(Path, &'a RecordShape)>) {
    let Some(record) = shape.record() else { return };
    found.push((path.clone(), record));
    for field in &record.fields {
        path.push(field.word.name);
        below(&field.shape, path, found);
        path.pop();
    }
}

/// Every field of a shape with the way to it.
pub(crate) fn fields(shape: &Shape) -> Vec<(Path, &FieldShape)> {
    let mut all = Vec::new();
    for (path, record) in records(shape) {
        let way = |field: &FieldShape| path.iter().copied().chain([field.word.name]).collect();
        all.extend(record.fields.iter().map(|field| (way(field), field)));
    }
    all
}
