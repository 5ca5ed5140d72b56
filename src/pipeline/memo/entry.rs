//! What is kept of a child.

use super::super::digest::Digest;
use super::finding::KeptFindings;
use crate::rules::ChildMarks;
use crate::value::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// What was found of a child by itself.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct MemoEntry {
    /// The day on which it was judged.
    #[serde(with = "day")]
    pub(super) day: Date,
    /// The first day after that on which something may be found otherwise; none where no day changes anything.
    #[serde(with = "some_day")]
    pub(super) until: Option<Date>,
    pub(super) findings: KeptFindings,
    /// The exemptions of the office that met a finding, by their place in its list.
    pub(super) met: BTreeSet<usize>,
    /// How many documents could be read.
    pub(super) documents: usize,
    /// The prints that the documents have; none where it is not sure what documents there are.
    pub(super) papers: Option<BTreeSet<PathBuf>>,
    /// By what it is found by other children in the second pass.
    pub(super) marks: ChildMarks,
    /// How its papers were built, where they were.
    pub(super) built: Option<Built>,
}

impl MemoEntry {
    /// Whether all that was found can be said without a file of the child being read.
    pub(super) fn needs_no_text(&self) -> bool {
        self.findings.need_no_text() && self.built.as_ref().is_none_or(|built| built.findings.need_no_text())
    }

    /// Whether all that was found holds on a day.
    pub(super) fn holds_on(&self, today: Date) -> bool {
        self.day <= today && self.until.is_none_or(|until| today < until)
    }
}

/// The papers of a child as a `build` left them.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Built {
    /// Over what all prints share, and over how they were asked for.
    pub(super) stamp: String,
    pub(super) papers: Vec<BuiltPaper>,
    /// What the prints were found to be wrong with.
    pub(super) findings: KeptFindings,
}

/// What became of a document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::pipeline) enum BuiltPaper {
    /// It was printed: its path below the output folder, and the hash over all that went in.
    Printed(PathBuf, Digest),
    /// It may not be printed.
    Refused(PathBuf),
    /// It is not finished.
    Incomplete(PathBuf),
}

/// A day as people write it, so that a memory can be read.
mod day {
    use crate::value::Date;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(day)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_| D::Error::custom("no day"))
    }
}

/// The same, where there may be none.
mod some_day {
    use crate::value::Date;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        day.map(|day| day.to_string()).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| text.parse().map_err(|_| D::Error::custom("no day"))).transpose()
    }
}
