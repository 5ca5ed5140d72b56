//! Any YAML, through serde_yaml: aliases and tags, within its limits, and its reason where a text cannot be read.

use super::place::bytes;
use super::raw::{Raw, RawEntry, RawNode};
use super::{MAX_DEPTH, MAX_NODES};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{DuplicateKeyPolicy, Error, Spanned};
use std::borrow::Cow;
use std::fmt;

/// The tree of a text; none where it holds no value.
///
/// # Errors
/// When it is not YAML, or more than the limits allow.
pub(super) fn read(text: &str) -> Result<Option<RawNode<'_>>, Error> {
    let budget = serde_yaml::budget! { max_depth: MAX_DEPTH, max_nodes: MAX_NODES };
    let options = serde_yaml::options! {
        budget: budget,
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        with_snippet: false,
        emit_comments: false,
    };
    let found: Option<Spanned<Handed>> = serde_yaml::from_str_with_options(text, options)?;
    Ok(found.map(|handed| placed(handed, text)))
}

/// A node as serde hands it over: scalars that the parser took for numbers or truth values have lost their spelling.
enum Handed {
    Text(String),
    Respelled,
    Null,
    List(Vec<Spanned<Handed>>),
    Map(Vec<(Spanned<String>, Spanned<Handed>)>),
}

fn placed(node: Spanned<Handed>, text: &str) -> RawNode<'_> {
    let range = |location| {
        let (start, end) = bytes(location, text);
        start..end
    };
    let value = match node.value {
        Handed::Null => Raw::Null,
        Handed::Text(written) => Raw::Text(Cow::Owned(written)),
        Handed::Respelled => Raw::Text(Cow::Borrowed(text[range(node.defined)].trim())),
        Handed::List(items) => Raw::List(items.into_iter().map(|item| placed(item, text)).collect()),
        Handed::Map(entries) => {
            let entry = |(key, value): (Spanned<String>, _)| RawEntry {
                key: Cow::Owned(key.value),
                key_at: range(key.referenced),
                node: placed(value, text),
            };
            Raw::Map(entries.into_iter().map(entry).collect())
        }
    };
    RawNode { at: range(node.referenced), value }
}

impl<'de> Deserialize<'de> for Handed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(HandedVisitor)
    }
}

struct HandedVisitor;

impl<'de> Visitor<'de> for HandedVisitor {
    type Value = Handed;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("YAML")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Handed, E> {
        Ok(Handed::Respelled)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Handed, E> {
        Ok(Handed::Respelled)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Handed, E> {
        Ok(Handed::Respelled)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Handed, E> {
        Ok(Handed::Respelled)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Handed, E> {
        Ok(Handed::Respelled)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Handed, E> {
        Ok(Handed::Respelled)
    }

    fn visit_unit<E>(self) -> Result<Handed, E> {
        Ok(Handed::Null)
    }

    fn visit_none<E>(self) -> Result<Handed, E> {
        Ok(Handed::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Handed, D::Error> {
        Handed::deserialize(deserializer)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Handed, E> {
        Ok(Handed::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Handed, E> {
        Ok(Handed::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Handed, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Handed::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Handed, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Handed::Map(entries))
    }
}
