//! From a record to its tree: a serializer that keeps the order of the fields, their types and their places.
//!
//! It calls itself not human-readable, on which the wrappers of `record` tell it where each value stands.

use super::leaf::Leaf;
use super::told::Told;
use super::word_tree::{Branch, FilledBox, RecordKind, WordTree};
use crate::record::{Referent, Scalar};
use crate::source::Span;
use serde::ser::{self, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt::{self, Display};

/// Makes a tree; none of what is not written.
pub(super) struct TreeSerializer;

/// No record of ours fails to serialise; serde asks for the type.
#[derive(Debug)]
pub(super) struct TreeError(String);

impl Display for TreeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TreeError {}

impl ser::Error for TreeError {
    fn custom<M: Display>(message: M) -> Self {
        Self(message.to_string())
    }
}

type Grown = Result<Option<WordTree>, TreeError>;

fn leaf(leaf: Leaf) -> Grown {
    Ok(Some(WordTree::new(Branch::Leaf(leaf))))
}

fn unfit<T>(what: &str) -> Result<T, TreeError> {
    Err(TreeError(format!("a record holds {what}")))
}

/// A value, or each of a list, as the id that it is; the ids in a record say so themselves.
fn identified(tree: WordTree, scalar: Scalar) -> WordTree {
    match tree.value {
        Branch::Leaf(_) => WordTree { id: Some(scalar), ..tree },
        Branch::List(items) => {
            let items = items.into_iter().map(|item| identified(item, scalar));
            WordTree { value: Branch::List(items.collect()), ..tree }
        }
        Branch::Record { .. } => tree,
    }
}

macro_rules! numbers {
    ($($method:ident: $type:ty),*) => {$(
        fn $method(self, number: $type) -> Grown {
            match u64::try_from(number) {
                Ok(number) => leaf(Leaf::Number(number)),
                Err(_) => leaf(Leaf::Word(number.to_string())),
            }
        }
    )*};
}

impl Serializer for TreeSerializer {
    type Ok = Option<WordTree>;
    type Error = TreeError;
    type SerializeSeq = ListGrower;
    type SerializeTuple = ListGrower;
    type SerializeTupleStruct = PlaceGrower;
    type SerializeTupleVariant = ser::Impossible<Option<WordTree>, TreeError>;
    type SerializeMap = RecordGrower;
    type SerializeStruct = RecordGrower;
    type SerializeStructVariant = ser::Impossible<Option<WordTree>, TreeError>;

    fn is_human_readable(&self) -> bool {
        false
    }

    numbers!(serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64);
    numbers!(serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64);

    fn serialize_bool(self, flag: bool) -> Grown {
        leaf(Leaf::Flag(flag))
    }

    fn serialize_f32(self, number: f32) -> Grown {
        leaf(Leaf::Word(number.to_string()))
    }

    fn serialize_f64(self, number: f64) -> Grown {
        leaf(Leaf::Word(number.to_string()))
    }

    fn serialize_char(self, c: char) -> Grown {
        leaf(Leaf::Word(c.to_string()))
    }

    fn serialize_str(self, text: &str) -> Grown {
        match text.trim() {
            "" => Ok(None),
            _ => leaf(Leaf::Word(text.to_owned())),
        }
    }

    fn serialize_bytes(self, _: &[u8]) -> Grown {
        unfit("bytes")
    }

    fn serialize_none(self) -> Grown {
        Ok(None)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Grown {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Grown {
        Ok(None)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Grown {
        Ok(None)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, word: &'static str) -> Grown {
        leaf(Leaf::Word(word.to_owned()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Grown {
        let tree = value.serialize(self)?;
        Ok(tree.map(|tree| match (tree.value, Told::by(name)) {
            (value, Some(Told::Scalar(scalar @ (Scalar::Id(_) | Scalar::Own(_))))) => {
                identified(WordTree { value, ..tree }, scalar)
            }
            // Somebody, where the field does not say whom else it names.
            (Branch::Leaf(Leaf::Word(text)), Some(Told::Name)) => {
                identified(WordTree::new(Branch::Leaf(Leaf::Name(text))), Scalar::Id(Referent::Staff))
            }
            (Branch::Leaf(Leaf::Word(text)), Some(Told::Scalar(scalar))) => {
                WordTree { value: Branch::Leaf(Leaf::of(scalar, text)), ..tree }
            }
            (value, _) => WordTree { value, ..tree },
        }))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Grown {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<ListGrower, TreeError> {
        Ok(ListGrower(Vec::new()))
    }

    fn serialize_tuple(self, _: usize) -> Result<ListGrower, TreeError> {
        Ok(ListGrower(Vec::new()))
    }

    fn serialize_tuple_struct(self, name: &'static str, _: usize) -> Result<PlaceGrower, TreeError> {
        match Told::by(name) {
            Some(Told::Located) => Ok(PlaceGrower(Vec::new())),
            _ => unfit(name),
        }
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, TreeError> {
        unfit(name)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<RecordGrower, TreeError> {
        Ok(RecordGrower { told: None, entries: Vec::new(), word: None })
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<RecordGrower, TreeError> {
        Ok(RecordGrower { told: Told::by(name), entries: Vec::new(), word: None })
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, TreeError> {
        unfit(name)
    }
}

/// A list that is being read; an empty one is not there.
pub(super) struct ListGrower(Vec<WordTree>);

impl ListGrower {
    fn end(self) -> Option<WordTree> {
        (!self.0.is_empty()).then(|| WordTree::new(Branch::List(self.0)))
    }
}

impl ser::SerializeSeq for ListGrower {
    type Ok = Option<WordTree>;
    type Error = TreeError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), TreeError> {
        self.0.extend(value.serialize(TreeSerializer)?);
        Ok(())
    }

    fn end(self) -> Grown {
        Ok(ListGrower::end(self))
    }
}

impl ser::SerializeTuple for ListGrower {
    type Ok = Option<WordTree>;
    type Error = TreeError;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), TreeError> {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Grown {
        Ok(ListGrower::end(self))
    }
}

/// The numbers of its place and the value of a field or an item, as `record` tells them.
pub(super) struct PlaceGrower(Vec<Option<WordTree>>);

impl ser::SerializeTupleStruct for PlaceGrower {
    type Ok = Option<WordTree>;
    type Error = TreeError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), TreeError> {
        self.0.push(value.serialize(TreeSerializer)?);
        Ok(())
    }

    fn end(mut self) -> Grown {
        let Some(Some(tree)) = self.0.pop() else { return Ok(None) };
        let numbers = self.0.iter().flatten().filter_map(WordTree::leaf).filter_map(|leaf| match leaf {
            Leaf::Number(number) => u32::try_from(*number).ok(),
            _ => None,
        });
        let numbers = <[u32; 3]>::try_from(numbers.collect::<Vec<_>>());
        let span = numbers.ok().map(Span::from_numbers);
        Ok(Some(WordTree { span, ..tree }))
    }
}

/// A record that is being read; one with nothing written is not there.
pub(super) struct RecordGrower {
    told: Option<Told>,
    entries: Vec<FilledBox>,
    word: Option<Cow<'static, str>>,
}

impl RecordGrower {
    fn add<T: Serialize + ?Sized>(&mut self, word: Cow<'static, str>, value: &T) -> Result<(), TreeError> {
        let tree = value.serialize(TreeSerializer)?;
        self.entries.extend(tree.map(|tree| FilledBox { word, tree }));
        Ok(())
    }

    fn end(self) -> Option<WordTree> {
        if self.entries.is_empty() {
            return None;
        }
        let record = |kind| WordTree::new(Branch::Record { kind, boxes: self.entries });
        Some(match self.told {
            Some(Told::Period) => period(&record(RecordKind::Plain)),
            Some(Told::Record(kind)) => record(kind),
            _ => record(RecordKind::Plain),
        })
    }
}

/// 期間 as one value, from its two boxes.
fn period(boxes: &WordTree) -> WordTree {
    let day = |word| match boxes.get(word).and_then(WordTree::leaf) {
        Some(Leaf::Date(date)) => Some(*date),
        _ => None,
    };
    WordTree::new(Branch::Leaf(Leaf::Period(day("開始"), day("終了"))))
}

impl ser::SerializeStruct for RecordGrower {
    type Ok = Option<WordTree>;
    type Error = TreeError;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, word: &'static str, value: &T) -> Result<(), TreeError> {
        self.add(Cow::Borrowed(word), value)
    }

    fn end(self) -> Grown {
        Ok(RecordGrower::end(self))
    }
}

impl ser::SerializeMap for RecordGrower {
    type Ok = Option<WordTree>;
    type Error = TreeError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), TreeError> {
        match key.serialize(TreeSerializer)?.as_ref().and_then(WordTree::leaf) {
            Some(Leaf::Word(word)) => {
                self.word = Some(Cow::Owned(word.clone()));
                Ok(())
            }
            _ => unfit("a key that is no word"),
        }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), TreeError> {
        let word = self.word.take().expect("internal: serde gives a key before its value");
        self.add(word, value)
    }

    fn end(self) -> Grown {
        Ok(RecordGrower::end(self))
    }
}
