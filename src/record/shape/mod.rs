//! What may be written in a file, as data: read off the declarations that load it.
//!
//! [`Shape::of`] runs the very `Deserialize` that reads a record, on a deserializer that has no file and notes what it
//! is asked for. So names, spellings, words and nesting are the loader's own, and no list of them is kept by hand. What
//! Rust's types do not say, a declaration says through [`marked`]: that a text is a day, or the id of an office.

mod required;
mod scalar;
mod tracer;

pub use required::Required;
pub use scalar::{Referent, Scalar, WriteMarked, marked, write_marked};

use super::words::ALIAS;
use serde::de::DeserializeOwned;

/// What may be written at one place of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// One value.
    Value(Scalar),
    /// One of these words.
    Choice(Vec<Word>),
    /// `項目: 値`, with these names.
    Record(RecordShape),
    /// `- ` and an item on each line, or items in brackets.
    List(Box<Shape>),
    /// The same, where one item may stand without brackets.
    OneOrMore(Box<Shape>),
    /// `名前: 値`, with names that the record does not fix.
    Map(Box<Shape>),
    /// A text; or more, where more is known.
    Either {
        /// What the text is.
        text: Scalar,
        /// A record or a map.
        more: Box<Shape>,
    },
}

/// A record: its fields in the order of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordShape {
    /// The type that it is read into: `SupportRow`. Two records of one name have the same fields.
    pub name: &'static str,
    /// Its fields.
    pub fields: Vec<FieldShape>,
}

/// A field of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldShape {
    /// Its name, under every spelling.
    pub word: Word,
    /// What may be written in it.
    pub shape: Shape,
    /// Whether it must be written where its record is.
    pub required: Required,
}

/// A name of a field or a word to choose, with what else is read as it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// The form's word, which messages offer.
    pub name: &'static str,
    /// Older and local words, marked or not as such.
    others: &'static [&'static str],
}

impl Word {
    /// The words of a list in which the others of a name stand behind it, each with its mark.
    fn all(known: &'static [&'static str]) -> Vec<Self> {
        let mut words = Vec::new();
        let mut rest = known;
        while let Some((name, behind)) = rest.split_first() {
            let count = behind.iter().take_while(|word| word.starts_with(ALIAS)).count();
            let (others, next) = behind.split_at(count);
            words.push(Self { name, others });
            rest = next;
        }
        words
    }

    /// A word and others that are as good, the first of them the one to offer.
    pub(super) fn of(words: &'static [&'static str]) -> Self {
        let (name, others) = words.split_first().expect("internal: a word has a spelling");
        Self { name, others }
    }

    /// What else is read as it, and never offered.
    pub fn aliases(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.others.iter().map(|word| word.trim_start_matches(ALIAS))
    }

    /// Everything that is read as it, the form's word first.
    pub fn spellings(&self) -> impl Iterator<Item = &'static str> + use<> {
        std::iter::once(self.name).chain(self.aliases())
    }

    /// Whether this text is read as it.
    #[must_use]
    pub fn is_written(&self, text: &str) -> bool {
        self.spellings().any(|spelling| spelling == text)
    }
}

impl RecordShape {
    /// The field that a key means, under any of its spellings.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&FieldShape> {
        self.fields.iter().find(|field| field.word.is_written(key))
    }
}

impl Shape {
    /// The shape of what is read into a type.
    ///
    /// # Panics
    /// When the type asks for something that the reader does not read: a mistake in a declaration.
    #[must_use]
    pub fn of<T: DeserializeOwned>() -> Self {
        tracer::trace::<T>()
    }

    /// The record that stands here: itself, an item of a list, a value of a map, or what says more than a text.
    #[must_use]
    pub fn record(&self) -> Option<&RecordShape> {
        match self {
            Self::Value(_) | Self::Choice(_) => None,
            Self::Record(record) => Some(record),
            Self::List(inner) | Self::OneOrMore(inner) | Self::Map(inner) | Self::Either { more: inner, .. } => {
                inner.record()
            }
        }
    }

    /// The names of its fields and of all fields in them.
    #[must_use]
    pub fn names(&self) -> Vec<&'static str> {
        let fields = self.record().into_iter().flat_map(|record| &record.fields);
        fields.flat_map(|field| std::iter::once(field.word.name).chain(field.shape.names())).collect()
    }

    /// Whether it is one text under its name, or below a heading of its own.
    #[must_use]
    pub fn is_long_text(&self) -> bool {
        *self == Self::Value(Scalar::Text)
    }
}

#[cfg(test)]
mod tests {
    use super::{FieldShape, Referent, Required, Scalar, Shape, marked};
    use crate::record::{Field, List, TextOr};
    use serde::{Deserialize, Deserializer};
    use std::collections::BTreeMap;

    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Outer {
        #[serde(rename = "名前", alias = "～氏名", alias = "～名")]
        _name: Field<String>,
        #[serde(rename = "内", deserialize_with = "office")]
        _inner: List<TextOr<Inner>>,
        #[serde(rename = "表")]
        _map: BTreeMap<String, Field<u32>>,
    }

    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Inner {
        #[serde(rename = "色")]
        _colour: Field<Colour>,
        #[serde(rename = "文")]
        _text: Field<String>,
        #[serde(rename = "可否")]
        _flag: Field<bool>,
    }

    #[derive(Deserialize)]
    enum Colour {
        #[serde(rename = "赤", alias = "～紅")]
        _Red,
        #[serde(rename = "青")]
        _Blue,
    }

    fn office<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        marked(Scalar::Id(Referent::Office), deserializer)
    }

    fn names(fields: &[FieldShape]) -> Vec<Vec<&str>> {
        fields.iter().map(|field| field.word.spellings().collect()).collect()
    }

    #[test]
    fn a_shape_is_what_the_declaration_asks_for() {
        let shape = Shape::of::<Outer>();
        let Shape::Record(outer) = &shape else { panic!("a record: {shape:?}") };
        assert_eq!(outer.name, "Outer");
        assert_eq!(names(&outer.fields), [vec!["名前", "名", "氏名"], vec!["内"], vec!["表"]]);
        assert_eq!(outer.fields[0].shape, Shape::Value(Scalar::Word));
        assert_eq!(outer.fields[2].shape, Shape::Map(Box::new(Shape::Value(Scalar::Number))));
        let Shape::List(item) = &outer.fields[1].shape else { panic!("a list: {outer:?}") };
        let Shape::Either { text: Scalar::Id(Referent::Office), more } = &**item else { panic!("an id: {item:?}") };
        let inner = more.record().expect("a record");
        assert_eq!(names(&inner.fields), [["色"], ["文"], ["可否"]]);
        let Shape::Choice(words) = &inner.fields[0].shape else { panic!("words: {inner:?}") };
        let words: Vec<Vec<&str>> = words.iter().map(|word| word.spellings().collect()).collect();
        assert_eq!(words, [vec!["赤", "紅"], vec!["青"]]);
        // What an outer text is says nothing of the texts in the record beside it.
        assert_eq!(inner.fields[1].shape, Shape::Value(Scalar::Word));
        assert_eq!(inner.fields[2].shape, Shape::Value(Scalar::YesNo));
    }

    #[test]
    fn what_must_be_written_is_found_by_its_path() {
        let shape = Shape::of::<Outer>().requiring(&["名前", "内[].色|可否"]);
        let outer = shape.record().expect("a record");
        let required: Vec<&Required> = outer.fields.iter().map(|field| &field.required).collect();
        assert_eq!(required, [&Required::Always, &Required::Never, &Required::Never]);
        let inner = outer.fields[1].shape.record().expect("a record");
        let either = Required::OneOf(vec!["色", "可否"]);
        let required: Vec<&Required> = inner.fields.iter().map(|field| &field.required).collect();
        assert_eq!(required, [&either, &Required::Never, &either]);
    }

    #[test]
    #[should_panic(expected = "internal: `内[].音` names a field of the record")]
    fn a_path_that_names_nothing_is_a_mistake() {
        let _ = Shape::of::<Outer>().requiring(&["内[].音"]);
    }
}
