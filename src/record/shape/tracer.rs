//! A deserializer without a file: it notes what a type asks for, and goes on into each field.
//!
//! A value cannot be made of nothing, so every single value ends in [`Noted`], which [`Field`](crate::record::Field)
//! takes as it takes what cannot be read. A record is made of fields, lists and maps, none of which fails.

use super::super::field::{LOCATED, NUMBERS, TEXT_OR, VALUE};
use super::{FieldShape, RecordShape, Required, Scalar, Shape, Word};
use serde::de::value::{BoolDeserializer, BorrowedStrDeserializer, U32Deserializer};
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use std::cell::RefCell;
use std::fmt::{self, Display};

/// The shape that a type asks for.
pub(super) fn trace<T: DeserializeOwned>() -> Shape {
    let note = Note::default();
    let _ = T::deserialize(Tracer { text: Scalar::Word, note: &note });
    note.shape(std::any::type_name::<T>())
}

/// What was asked for at one place.
#[derive(Default)]
struct Note(RefCell<Option<Shape>>);

impl Note {
    fn set(&self, shape: Shape) {
        *self.0.borrow_mut() = Some(shape);
    }

    fn shape(self, asked_by: &str) -> Shape {
        self.0.into_inner().unwrap_or_else(|| panic!("internal: `{asked_by}` asks for what the reader does not read"))
    }
}

/// Nothing was read: what was asked for is noted.
#[derive(Debug)]
struct Noted;

impl Display for Noted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("noted")
    }
}

impl std::error::Error for Noted {}

impl de::Error for Noted {
    fn custom<M: Display>(_: M) -> Self {
        Self
    }
}

#[derive(Clone, Copy)]
struct Tracer<'a> {
    /// What a single text is here.
    text: Scalar,
    note: &'a Note,
}

impl Tracer<'_> {
    fn noted<T>(self, shape: Shape) -> Result<T, Noted> {
        self.note.set(shape);
        Err(Noted)
    }
}

impl<'de> Deserializer<'de> for Tracer<'_> {
    type Error = Noted;

    /// Whoever takes what is written as it is takes one item or a list of them.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Noted> {
        let item = Note::default();
        let value = visitor.visit_seq(Once { tracer: Some(Tracer { note: &item, ..self }) });
        self.note.set(Shape::OneOrMore(Box::new(item.shape("any"))));
        value
    }

    fn deserialize_str<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Noted> {
        self.noted(Shape::Value(self.text))
    }

    fn deserialize_string<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Noted> {
        self.noted(Shape::Value(self.text))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Noted> {
        self.noted(Shape::Value(Scalar::YesNo))
    }

    fn deserialize_u32<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Noted> {
        self.noted(Shape::Value(Scalar::Number))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Noted> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Noted> {
        match name {
            LOCATED => visitor.visit_seq(TracedNode { tracer: self, part: 0 }),
            TEXT_OR => {
                let more = Note::default();
                let value = visitor.visit_newtype_struct(Tracer { note: &more, ..self });
                self.note.set(Shape::Either { text: self.text, more: Box::new(more.shape(TEXT_OR)) });
                value
            }
            name => visitor.visit_newtype_struct(Tracer { text: Scalar::marked(name).unwrap_or(self.text), ..self }),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Noted> {
        let item = Note::default();
        let value = visitor.visit_seq(Once { tracer: Some(Tracer { note: &item, ..self }) });
        self.note.set(Shape::List(Box::new(item.shape("a list"))));
        value
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Noted> {
        let item = Note::default();
        let value = visitor.visit_map(Once { tracer: Some(Tracer { note: &item, ..self }) });
        self.note.set(Shape::Map(Box::new(item.shape("a map"))));
        value
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Noted> {
        let mut shapes = Vec::new();
        let words = Word::all(fields);
        let value = visitor.visit_map(Fields { record: name, words: words.iter(), word: None, shapes: &mut shapes });
        assert_eq!(shapes.len(), words.len(), "internal: every field of `{name}` is a Field, a List or a map");
        self.note.set(Shape::Record(RecordShape { name, fields: shapes }));
        value
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Noted> {
        self.noted(Shape::Choice(Word::all(variants)))
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u64 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct identifier
        ignored_any
    }
}

/// A field or an item, as the reader gives it: the numbers of its place, the value, and whether it is unread.
struct TracedNode<'a> {
    tracer: Tracer<'a>,
    part: u8,
}

impl<'de> SeqAccess<'de> for TracedNode<'_> {
    type Error = Noted;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Noted> {
        self.part += 1;
        let nowhere: U32Deserializer<Noted> = 0_u32.into_deserializer();
        let read: BoolDeserializer<Noted> = false.into_deserializer();
        match self.part {
            1..=NUMBERS => seed.deserialize(nowhere).map(Some),
            VALUE => Ok(seed.deserialize(self.tracer).ok()),
            _ => seed.deserialize(read).map(Some),
        }
    }
}

/// A list with one item, or a map with one name.
struct Once<'a> {
    tracer: Option<Tracer<'a>>,
}

impl<'de> SeqAccess<'de> for Once<'_> {
    type Error = Noted;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Noted> {
        self.tracer.take().map(|tracer| seed.deserialize(tracer)).transpose()
    }
}

impl<'de> MapAccess<'de> for Once<'_> {
    type Error = Noted;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Noted> {
        self.tracer.map(|_| seed.deserialize(BorrowedStrDeserializer::new("名前"))).transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Noted> {
        seed.deserialize(self.tracer.take().expect("internal: serde asks for a key before its value"))
    }
}

/// Every field of a record, once.
struct Fields<'a> {
    record: &'static str,
    words: std::slice::Iter<'a, Word>,
    word: Option<&'a Word>,
    shapes: &'a mut Vec<FieldShape>,
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Noted;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Noted> {
        self.word = self.words.next();
        self.word.map(|word| seed.deserialize(BorrowedStrDeserializer::new(word.name))).transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Noted> {
        let word = self.word.take().expect("internal: serde asks for a key before its value");
        let note = Note::default();
        // What a text outside of a record is says nothing of those in it.
        let value = seed.deserialize(Tracer { text: Scalar::Word, note: &note });
        let shape = note.shape(&format!("{}.{}", self.record, word.name));
        self.shapes.push(FieldShape { word: *word, shape, required: Required::Never });
        value
    }
}
