//! 追加: what is written in the boxes that a municipality's pack adds.

use crate::record::Field;
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;

/// Reads the boxes by their names. A list of words is one value, as if it were written with 、 between them.
///
/// # Errors
/// Those of the reader; a record where a value belongs becomes a finding at its box.
pub(crate) fn boxes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Field<String>>, D::Error> {
    let written = BTreeMap::<String, Field<AddedValue>>::deserialize(deserializer)?;
    Ok(written.into_iter().map(|(name, field)| (name, field.map(|written| written.0))).collect())
}

/// A value, or a list of them.
struct AddedValue(String);

impl<'de> Deserialize<'de> for AddedValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AddedVisitor)
    }
}

struct AddedVisitor;

impl<'de> Visitor<'de> for AddedVisitor {
    type Value = AddedValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or a list of words")
    }

    fn visit_str<E>(self, text: &str) -> Result<AddedValue, E> {
        Ok(AddedValue(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<AddedValue, A::Error> {
        let mut words = Vec::new();
        while let Some(word) = list.next_element::<Field<String>>()? {
            words.extend(word.into_value());
        }
        Ok(AddedValue(words.join("、")))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<AddedValue, A::Error> {
        Err(A::Error::custom("追加の欄には一つの値を書きます\n「名前: 値」の並びではなく、値だけを書いてください"))
    }
}
