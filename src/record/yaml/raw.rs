//! YAML as a parser hands it over, before every node knows its file.

use std::borrow::Cow;
use std::ops::Range;

/// A value with its place in the text, in bytes, without the blanks behind it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RawNode<'t> {
    pub(super) at: Range<usize>,
    pub(super) value: Raw<'t>,
}

/// What a value can be. Scalars are as written, also those that YAML takes for numbers or truth values.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Raw<'t> {
    Null,
    Text(Cow<'t, str>),
    List(Vec<RawNode<'t>>),
    Map(Vec<RawEntry<'t>>),
}

/// One key of a mapping with its value. Keys that stand twice are all there.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct RawEntry<'t> {
    pub(super) key: Cow<'t, str>,
    pub(super) key_at: Range<usize>,
    pub(super) node: RawNode<'t>,
}
