//! The name of a rule, as a type: what the program decides by is a constant here, and never the text of a name.

use std::fmt::{self, Debug, Display};
use std::ops::Deref;

/// The code of a rule, as findings carry it: kebab-case, named for the fault.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(&'static str);

/// The codes that more than one part of the program names.
impl Code {
    /// A comment that swallowed the end of a value.
    pub const COMMENT_IN_VALUE: Self = Self("comment-in-value");
    /// A second copy of a file.
    pub const COPY_OF_FILE: Self = Self("copy-of-file");
    /// A file's name that is not its date.
    pub const DATE_MISMATCH: Self = Self("date-mismatch");
    /// A file that is not UTF-8.
    pub const ENCODING_INVALID: Self = Self("encoding-invalid");
    /// A BOM or CRLF.
    pub const ENCODING_UNUSUAL: Self = Self("encoding-unusual");
    /// A file without a place.
    pub const FILE_UNKNOWN: Self = Self("file-unknown");
    /// A file that cannot be read at all.
    pub const FILE_UNREADABLE: Self = Self("file-unreadable");
    /// A form that is not there.
    pub const FORM_UNKNOWN: Self = Self("form-unknown");
    /// A letter that no font has.
    pub const GLYPH_MISSING: Self = Self("glyph-missing");
    /// A key that stands twice.
    pub const KEY_DUPLICATE: Self = Self("key-duplicate");
    /// A folder's name that another system cannot hold.
    pub const NAME_UNPORTABLE: Self = Self("name-unportable");
    /// A paper that would never be done, or not with what it may take.
    pub const PRINT_GIVEN_UP: Self = Self("print-given-up");
    /// Something that has to be written and is not.
    pub const REQUIRED_MISSING: Self = Self("required-missing");
    /// A file that is no YAML or Markdown of ours.
    pub const SYNTAX_INVALID: Self = Self("syntax-invalid");
    /// A template with a fault.
    pub const TEMPLATE_INVALID: Self = Self("template-invalid");
    /// A text that fell off the page.
    pub const TEXT_LOST: Self = Self("text-lost");
    /// A text that did not fit its box.
    pub const TEXT_OVERFLOW: Self = Self("text-overflow");
    /// A text that was set smaller.
    pub const TEXT_SHRUNK: Self = Self("text-shrunk");
    /// A key that nobody knows.
    pub const UNKNOWN_KEY: Self = Self("unknown-key");
    /// A value that is none of its kind.
    pub const VALUE_INVALID: Self = Self("value-invalid");
    /// A value that does not stand on the paper as it is written.
    pub const VALUE_UNPRINTED: Self = Self("value-unprinted");
}

impl Code {
    /// A code of a rule.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self(text)
    }

    /// Its text.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl Deref for Code {
    type Target = str;

    fn deref(&self) -> &str {
        self.0
    }
}

impl Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

impl Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Debug::fmt(self.0, f)
    }
}
