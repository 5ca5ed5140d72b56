//! The parts of a field, the items of a list, the entries of a record, one after the other.

use super::super::address::address;
use super::super::amendment::Amendment;
use super::super::field::{NUMBERS, VALUE};
use super::super::node::{Entry, Node, Value};
use super::super::words::{known_word, name_of};
use super::node_reader::NodeReader;
use super::read_error::ReadError;
use serde::de::value::{BoolDeserializer, BorrowedStrDeserializer, U32Deserializer};
use serde::de::{DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess};

/// The place of a node in numbers, its value, and whether it is unread; a value that cannot be read becomes a finding and is left out.
pub(super) struct LocatedNode<'a, 'de> {
    pub(super) reader: NodeReader<'a, 'de>,
    pub(super) part: u8,
    pub(super) unread: bool,
}

impl<'de> SeqAccess<'de> for LocatedNode<'_, 'de> {
    type Error = ReadError;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, ReadError> {
        self.part += 1;
        let node = self.reader.node;
        let number = |number: u32| -> U32Deserializer<ReadError> { number.into_deserializer() };
        match self.part {
            1..=NUMBERS => seed.deserialize(number(node.span.numbers()[usize::from(self.part) - 1])).map(Some),
            VALUE if node.is_blank() => Ok(None),
            VALUE if matches!(node.value, Value::Unread) => {
                self.unread = true;
                Ok(None)
            }
            VALUE => match seed.deserialize(self.reader) {
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

pub(super) struct NodeItems<'a, 'de> {
    pub(super) items: std::slice::Iter<'de, Node>,
    pub(super) reader: NodeReader<'a, 'de>,
}

impl<'de> SeqAccess<'de> for NodeItems<'_, 'de> {
    type Error = ReadError;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, ReadError> {
        let Some(node) = self.items.next() else { return Ok(None) };
        seed.deserialize(NodeReader { node, ..self.reader }).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// The entries of a mapping; those that the record does not know were reported already and are passed over.
pub(super) struct Entries<'a, 'de> {
    pub(super) entries: std::slice::Iter<'de, Entry>,
    pub(super) value: Option<&'de Entry>,
    pub(super) known: Option<&'static [&'static str]>,
    pub(super) reader: NodeReader<'a, 'de>,
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
