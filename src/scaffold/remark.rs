//! What belongs into each field, in a sentence, with the rules that it will be held to: `remarks.yaml`.
//!
//! The fields themselves, their order, words and which of them must be written are the loader's own
//! ([`Shape`](crate::record::Shape)); a test holds that every field of every file has its sentence here, and that nothing
//! else has.

use crate::record::{self, Field, List, TextOr};
use crate::source::Source;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What is said of a field.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct WrittenRemark {
    /// What belongs here.
    #[serde(rename = "説明")]
    says: Field<String>,
    /// The rules that judge it, by their codes.
    #[serde(rename = "規則")]
    rules: List<String>,
    /// Whether the form wants it although a file without it is no fault in itself: it is a blank to fill in.
    #[serde(rename = "記入")]
    owed: Field<bool>,
}

/// The remarks on the fields of each record, by the name of its type.
type Remarks = BTreeMap<String, Field<BTreeMap<String, Field<TextOr<WrittenRemark>>>>>;

static REMARKS: LazyLock<Remarks> = LazyLock::new(|| {
    let text = include_str!("remarks.yaml");
    let source = Source::new("(内蔵)remarks.yaml", text);
    let mut findings = Vec::new();
    let mut tree = record::parse_yaml(&source, 0..text.len(), &mut findings);
    let remarks = record::read(&source, &mut tree, &mut findings);
    assert!(findings.is_empty(), "internal: remarks.yaml: {findings:?}");
    remarks
});

/// What is said of a field of a record: its sentence, the codes of its rules, whether the form wants it.
#[derive(Debug, Clone, Copy, Default)]
pub struct FieldRemark {
    /// What belongs here.
    pub says: &'static str,
    rules: Option<&'static List<String>>,
    /// Whether it is a blank to fill in.
    pub is_owed: bool,
}

impl FieldRemark {
    /// The remark on a field of the record of this name; none where nothing is said of it.
    #[must_use]
    pub fn on(record: &str, field: &str) -> Option<Self> {
        let remark = REMARKS.get(record)?.get()?.get(field)?.get()?;
        Some(match remark {
            TextOr::Text(says) => Self { says, ..Self::default() },
            TextOr::Record(remark) => Self {
                says: remark.says.get().map_or("", String::as_str),
                rules: Some(&remark.rules),
                is_owed: remark.owed.get() == Some(&true),
            },
        })
    }

    /// The codes of the rules that judge the field.
    pub fn rules(self) -> impl Iterator<Item = &'static str> {
        self.rules.into_iter().flat_map(|rules| rules.iter()).map(|code| code.value.as_str())
    }

    /// Every record and field of which something is said.
    pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
        let records = REMARKS.iter().filter_map(|(record, fields)| Some((record, fields.get()?)));
        records.flat_map(|(record, fields)| fields.keys().map(move |field| (record.as_str(), field.as_str())))
    }
}
