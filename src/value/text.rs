//! A long text as its author wrote it.

use crate::prose::printed;
use crate::record::{Scalar, marked, write_marked};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What it may contain is said in [`crate::prose`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text(pub String);

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_marked(Scalar::Text, &self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        marked(Scalar::Text, deserializer).map(Self)
    }
}

impl Text {
    /// The source as it is printed: without blank lines around it. A blank that begins a paragraph stays.
    #[must_use]
    pub fn printed(&self) -> &str {
        printed(&self.0)
    }

    /// The source as written, without white space around it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.trim()
    }
}
