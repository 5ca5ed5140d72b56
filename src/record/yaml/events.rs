//! Plain YAML, straight from the events of the parser under serde_yaml.
//!
//! Nearly every file is plain: no anchors and aliases, no tags, no merged keys, no fault. Of such a file serde makes the same
//! tree, but asks a dozen questions for each value, and copies each twice. What is not plain is left to serde_yaml, with
//! its limits against aliases that swell, and its reasons where nothing can be read.

use super::raw::{Raw, RawEntry, RawNode};
use super::{MAX_DEPTH, MAX_NODES};
use granit_parser::{Event, Options, Parser, ScalarStyle, Span, StrInput};
use std::borrow::Cow;
use std::ops::Range;

/// The tree of a text that is plain; none where it is not, or holds no value.
pub(super) fn read(text: &str) -> Option<RawNode<'_>> {
    let mut options = Options::default();
    options.set_emit_comments(false);
    let mut events = Events { text, parser: Parser::with_options(StrInput::new(text), options), nodes_left: MAX_NODES };
    events.pass(|event| matches!(event, Event::StreamStart))?;
    events.pass(|event| matches!(event, Event::DocumentStart(_, None)))?;
    let (event, span) = events.next()?;
    let root = events.node(event, span, MAX_DEPTH)?;
    events.pass(|event| matches!(event, Event::DocumentEnd))?;
    events.pass(|event| matches!(event, Event::StreamEnd))?;
    (root.value != Raw::Null).then_some(root)
}

struct Events<'t> {
    text: &'t str,
    parser: Parser<'t, StrInput<'t>>,
    nodes_left: usize,
}

impl<'t> Events<'t> {
    fn next(&mut self) -> Option<(Event<'t>, Span)> {
        self.parser.next_event()?.ok()
    }

    fn pass(&mut self, is_expected: impl FnOnce(&Event<'t>) -> bool) -> Option<()> {
        let (event, _) = self.next()?;
        is_expected(&event).then_some(())
    }

    /// The value that begins with an event, at most so many levels deep.
    fn node(&mut self, event: Event<'t>, span: Span, levels: usize) -> Option<RawNode<'t>> {
        self.nodes_left = self.nodes_left.checked_sub(1)?;
        let levels = levels.checked_sub(1)?;
        let at = self.place(span)?;
        let value = match event {
            Event::Scalar(text, style, 0, None) => scalar(text, style)?,
            Event::SequenceStart(_, 0, None) => self.list(levels)?,
            Event::MappingStart(_, 0, None) => self.map(levels)?,
            _ => return None,
        };
        Some(RawNode { at, value })
    }

    fn list(&mut self, levels: usize) -> Option<Raw<'t>> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, _) => return Some(Raw::List(items)),
                (event, span) => items.push(self.node(event, span, levels)?),
            }
        }
    }

    fn map(&mut self, levels: usize) -> Option<Raw<'t>> {
        let mut entries = Vec::new();
        loop {
            match self.next()? {
                (Event::MappingEnd, _) => return Some(Raw::Map(entries)),
                (Event::Scalar(key, style, 0, None), span) if is_plain_key(&key, style) => {
                    self.nodes_left = self.nodes_left.checked_sub(1)?;
                    let key_at = self.place(span)?;
                    let (event, span) = self.next()?;
                    entries.push(RawEntry { key, key_at, node: self.node(event, span, levels)? });
                }
                _ => return None,
            }
        }
    }

    fn place(&self, span: Span) -> Option<Range<usize>> {
        let Range { start, end } = span.byte_range()?;
        let written = self.text.get(start..end.max(start))?;
        Some(start..start + written.trim_end().len())
    }
}

fn scalar(text: Cow<'_, str>, style: ScalarStyle) -> Option<Raw<'_>> {
    match style {
        ScalarStyle::Plain if is_null(&text) => Some(Raw::Null),
        // No number for serde_yaml, which refuses it.
        ScalarStyle::Plain if is_endless(&text) => None,
        _ => Some(Raw::Text(text)),
    }
}

/// Whether a key is one that means itself: not nothing, and no `<<` that merges another mapping in.
fn is_plain_key(key: &str, style: ScalarStyle) -> bool {
    key != "<<" && !(style == ScalarStyle::Plain && is_null(key))
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Whether a text may be a number without end, or none: `.inf`, `.nan`, `1e999`.
fn is_endless(text: &str) -> bool {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    match unsigned.as_bytes().first() {
        Some(b'.') => unsigned.len() == 4,
        Some(b'0'..=b'9') => unsigned.parse::<f64>().is_ok_and(f64::is_infinite),
        _ => false,
    }
}
