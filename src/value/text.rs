//! A long text as its author wrote it.

use serde::{Deserialize, Serialize, Serializer};

/// CommonMark, in which a line break stays a line break and raw HTML is text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Text(pub String);

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct("Text", &self.0)
    }
}

impl Text {
    /// The source as written, without white space around it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.trim()
    }
}
