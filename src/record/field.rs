//! The wrappers that record types are made of: a field that remembers its place and is never a reason to stop.

use crate::source::Span;
use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use serde::{Serialize, Serializer, ser::SerializeTupleStruct};
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

/// Names by which [`Field`], [`List`] and [`TextOr`] tell a reader or a serializer what they are.
pub const LOCATED: &str = "$field";
/// See [`LOCATED`].
pub const TEXT_OR: &str = "$text-or";

/// How many numbers the place of a [`LOCATED`] value has; they come first.
pub(super) const NUMBERS: u8 = 3;
/// Which part of a [`LOCATED`] value is the value itself, counted from 1.
pub(super) const VALUE: u8 = NUMBERS + 1;

/// One field of a record: its value, if it was written and could be read, and its place.
#[derive(Clone)]
pub struct Field<T> {
    span: Option<Span>,
    value: Option<T>,
    unread: bool,
}

impl<T> Field<T> {
    /// The value, when there is one.
    #[must_use]
    pub fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// The place of the value, when the key was written.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.span
    }

    /// Whether a value was written and could be read.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.value.is_some()
    }

    /// Whether something was written that could not be read: a finding says so, and nothing can be said of the value.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        self.unread
    }

    /// Whether nothing was written.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.value.is_none() && !self.unread
    }

    /// The value, leaving its place.
    #[must_use]
    pub fn into_value(self) -> Option<T> {
        self.value
    }

    /// The same field with another value made of its own.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Field<U> {
        Field { span: self.span, value: self.value.map(change), unread: self.unread }
    }

    /// The value with its place, when it was read from a file.
    #[must_use]
    pub fn spanned(&self) -> Option<(&T, Span)> {
        Some((self.value.as_ref()?, self.span?))
    }
}

impl<T> Default for Field<T> {
    fn default() -> Self {
        Self { span: None, value: None, unread: false }
    }
}

impl<T: fmt::Debug> fmt::Debug for Field<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: Serialize> Serialize for Field<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        with_place(self.span, &self.value, serializer)
    }
}

/// Writes a value plainly where people read the result; else as the numbers of its place and the value, as it was read.
fn with_place<T: Serialize, S: Serializer>(span: Option<Span>, value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() {
        return value.serialize(serializer);
    }
    let mut parts = serializer.serialize_tuple_struct(LOCATED, usize::from(VALUE))?;
    for at in 0..usize::from(NUMBERS) {
        parts.serialize_field(&span.map(|span| span.numbers()[at]))?;
    }
    parts.serialize_field(value)?;
    parts.end()
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (span, value, unread) = deserializer.deserialize_newtype_struct(LOCATED, LocatedVisitor(PhantomData))?;
        Ok(Self { span: Some(span), value, unread })
    }
}

/// An item of a list, with its place.
#[derive(Debug, Clone)]
pub struct Spanned<T> {
    /// Where the item stands.
    pub span: Span,
    /// The item.
    pub value: T,
}

impl<T> Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Serialize> Serialize for Spanned<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        with_place(Some(self.span), &self.value, serializer)
    }
}

/// A list: the items that could be read, each with its place.
#[derive(Debug, Clone)]
pub struct List<T> {
    span: Option<Span>,
    items: Vec<Spanned<T>>,
    unread: bool,
}

impl<T> List<T> {
    /// A list made of items that stand elsewhere, in words that mean several; `unread` where some could not be read.
    #[must_use]
    pub fn new(span: Option<Span>, items: Vec<Spanned<T>>, unread: bool) -> Self {
        Self { span, items, unread }
    }

    /// The place of the whole list, when its key was written.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.span
    }

    /// Whether the list, or an item of it, could not be read: then nothing can be said of what is not in it.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        self.unread
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self { span: None, items: Vec::new(), unread: false }
    }
}

impl<T> Deref for List<T> {
    type Target = [Spanned<T>];
    fn deref(&self) -> &[Spanned<T>] {
        &self.items
    }
}

impl<T: Serialize> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        with_place(self.span, &self.items, serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (span, items, unread) =
            deserializer.deserialize_newtype_struct(LOCATED, LocatedVisitor::<Items<T>>(PhantomData))?;
        let items = items.unwrap_or(Items { items: Vec::new(), unread });
        Ok(Self { span: Some(span), items: items.items, unread: unread || items.unread })
    }
}

/// The items of a list; one that cannot be read has become a finding and is left out.
struct Items<T> {
    items: Vec<Spanned<T>>,
    unread: bool,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Items<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ItemsVisitor(PhantomData))
    }
}

struct ItemsVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ItemsVisitor<T> {
    type Value = Items<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        // As many as were written: a list that grows as it is read keeps room for more, and there are thousands of short ones.
        let (mut items, mut unread) = (Vec::with_capacity(list.size_hint().unwrap_or_default()), false);
        while let Some(item) = list.next_element::<Field<T>>()? {
            unread |= item.unread;
            if let (Some(span), Some(value)) = (item.span, item.value) {
                items.push(Spanned { span, value });
            }
        }
        Ok(Items { items, unread })
    }
}

/// Takes what the reader offers for [`LOCATED`]: the numbers of its place, the value where it could be read, and whether something was
/// written that could not.
struct LocatedVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for LocatedVisitor<T> {
    type Value = (Span, Option<T>, bool);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a node with its place")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Self::Value, A::Error> {
        let mut numbers = [0; NUMBERS as usize];
        for number in &mut numbers {
            *number = parts.next_element::<u32>()?.unwrap_or_default();
        }
        let value = parts.next_element::<T>()?;
        let unread = parts.next_element::<bool>()?.unwrap_or_default();
        Ok((Span::from_numbers(numbers), value, unread))
    }
}

/// A plain text, or a record where more is known: `所属: みどり小学校` or `所属: {名称: …, 種別: …}`.
#[derive(Debug, Clone)]
pub enum TextOr<T> {
    /// A plain text: a name, or the id of one described elsewhere.
    Text(String),
    /// A record.
    Record(T),
}

impl<T: Serialize> Serialize for TextOr<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_newtype_struct(TEXT_OR, text),
            Self::Record(record) => record.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for TextOr<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(TEXT_OR, TextOrVisitor(PhantomData))
    }
}

struct TextOrVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for TextOrVisitor<T> {
    type Value = TextOr<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a record")
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(TextOr::Text(text.to_owned()))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::deserialize(deserializer).map(TextOr::Record)
    }
}
