//! The kinds of file that a project holds, each by a name, a place and a way to read it without its folder.

use super::conflict;
use super::lines;
use super::unread;
use crate::case::child::Child;
use crate::case::event::Event;
use crate::case::party::Organisation;
use crate::case::{Format, KINDS, Kind};
use crate::diagnostic::Diagnostic;
use crate::record::{self, List, Node, Value};
use crate::source::Source;
use crate::tree::{self, WordTree};
use serde::Serialize;
use std::fmt::Write;
use std::sync::Arc;

/// A kind of file.
#[derive(Debug, Clone, Copy)]
pub struct OutlineKind {
    /// The word on the command line and in the name of git's driver.
    pub id: &'static str,
    /// The name in messages and above the lines.
    pub title: &'static str,
    reading: OutlineReading,
}

#[derive(Debug, Clone, Copy)]
enum OutlineReading {
    Document(&'static Kind),
    Child,
    Events,
    Offices,
}

/// Every kind: the documents of a child, and the three files beside them.
#[must_use]
pub fn papers() -> Vec<OutlineKind> {
    let beside = [
        OutlineKind { id: "office", title: "事業所", reading: OutlineReading::Offices },
        OutlineKind { id: "child", title: "児童", reading: OutlineReading::Child },
        OutlineKind { id: "events", title: "説明・同意・交付などの記録", reading: OutlineReading::Events },
    ];
    let documents = KINDS.iter().map(|kind| OutlineKind {
        id: kind.id,
        title: kind.title,
        reading: OutlineReading::Document(kind),
    });
    beside.into_iter().chain(documents).collect()
}

impl OutlineKind {
    /// The kind with this id.
    #[must_use]
    pub fn named(id: &str) -> Option<Self> {
        papers().into_iter().find(|paper| paper.id == id)
    }

    /// Where its files lie below the project, as git's attributes write it.
    #[must_use]
    pub fn pattern(&self) -> String {
        match self.reading {
            OutlineReading::Offices => "cases/office.yaml".to_owned(),
            OutlineReading::Child => "cases/*/child.yaml".to_owned(),
            OutlineReading::Events => "cases/*/events.yaml".to_owned(),
            OutlineReading::Document(kind) => {
                format!("cases/*/{}/{}.{}", kind.folder, kind.file.unwrap_or("*"), kind.format.extension())
            }
        }
    }

    /// Whether its lines stand by themselves, so that those of two people may be put together.
    #[must_use]
    pub fn is_line_by_line(&self) -> bool {
        matches!(self.reading, OutlineReading::Events)
    }

    /// The file as labelled lines; as it was written, with a note above, where it cannot be read.
    #[must_use]
    pub fn outline(&self, bytes: &[u8]) -> String {
        let text = match text(bytes) {
            Ok(text) => text,
            Err(text) => return as_written(&text, "文字コードが UTF-8 ではありません"),
        };
        if text.trim().is_empty() {
            return String::new();
        }
        if let Some((ours, open)) = conflict::sides(&text) {
            let mut out = self.outline(ours.as_bytes());
            let _ = writeln!(out, "\n{}git がまとめきれなかった所(書かれた字のまま)", lines::HEADING);
            for line in open {
                let _ = writeln!(out, "  {line}");
            }
            return out;
        }
        let source = Source::new(self.id, text);
        let mut findings = Vec::new();
        let mut root = match self.reading {
            OutlineReading::Document(Kind { format: Format::Markdown, .. }) => {
                record::parse_markdown(&source, &mut findings)
            }
            _ => record::parse_yaml(&source, 0..source.text().len(), &mut findings),
        };
        let fits = match self.reading {
            OutlineReading::Events => matches!(root.value, Value::List(_)),
            OutlineReading::Document(kind) if kind.is_line_by_line() => matches!(root.value, Value::List(_)),
            _ => matches!(root.value, Value::Map(_)),
        };
        if !fits {
            let words =
                findings.first().map_or("様式の項目の並びになっていません", |finding| &finding.message);
            return as_written(source.text(), words);
        }
        let tree = self.tree(&source, &mut root, &mut findings);
        let mut out = format!("{}\n\n{}", self.title, lines::of(&tree));
        let unread = unread::lines(&source, &findings);
        if !unread.is_empty() {
            let _ = writeln!(out, "\n{}様式の項目として読めない所(書かれた字のまま)", lines::HEADING);
            for line in unread {
                let _ = writeln!(out, "  {line}");
            }
        }
        out
    }

    fn tree(&self, source: &Arc<Source>, root: &mut Node, findings: &mut Vec<Diagnostic>) -> WordTree {
        match self.reading {
            OutlineReading::Document(kind) if kind.is_line_by_line() => {
                tree::of(&LineList { lines: (kind.read)(source, root, findings) })
            }
            OutlineReading::Document(kind) => tree::of(&(kind.read)(source, root, findings)),
            OutlineReading::Child => tree::of(&record::read::<Child>(source, root, findings)),
            OutlineReading::Offices => tree::of(&record::read::<Organisation>(source, root, findings)),
            OutlineReading::Events => {
                tree::of(&LineList { lines: record::read::<List<Event>>(source, root, findings) })
            }
        }
    }
}

/// Lines under one heading: a list by itself has none.
#[derive(Serialize)]
struct LineList<T> {
    #[serde(rename = "記録")]
    lines: T,
}

/// The text of a file; where it is no UTF-8, as much of it as can be shown.
fn text(bytes: &[u8]) -> Result<String, String> {
    let pair = |bytes: &[u8], of: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| of([pair[0], pair[1]]));
        char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => Err(pair(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => Err(pair(rest, u16::from_be_bytes)),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n")),
            Err(_) => Err(String::from_utf8_lossy(bytes).into_owned()),
        },
    }
}

fn as_written(text: &str, reason: &str) -> String {
    let end = if text.ends_with('\n') { "" } else { "\n" };
    format!("※ 様式の項目として読めないので、書かれた字のまま示します({reason})\n\n{text}{end}")
}
