//! The text of an `events.yaml` with lines added at its end. Every byte that was there stays, but the brackets of a list of
//! nothing; what comes out is read back and must be the old lines and the new ones.

use super::TrailLine;
use super::style::{ItemForm, ItemStyle, line_break, of_item};
use crate::case::event::Event;
use crate::record::{self, List, Node, Value};
use crate::source::{Obstacle, Source};
use serde_json::Value as Json;

/// A text with lines added.
#[derive(Debug, PartialEq, Eq)]
pub struct Appended {
    /// The whole text.
    pub text: String,
    /// On which line, from 1, the first of them stands.
    pub first_line: usize,
    /// How many lines of the file were added.
    pub lines: usize,
}

/// The text with these lines at its end, in its own style; one without a text of its own gets one line each.
///
/// # Errors
/// When the text is no list of events, or ends in a way that nothing can be added to.
pub fn append(text: &str, added: &[TrailLine]) -> Result<Appended, Obstacle> {
    let tree = tree_of(text)?;
    let (cut, insert) = match &tree.value {
        Value::Null => {
            (text.len()..text.len(), at_end(text, &ItemForm::Flow("- ".to_owned()), &ItemStyle::default(), added))
        }
        Value::List(items) => match items.last() {
            None => instead_of_nothing(text, &tree, added)?,
            Some(last) => behind(text, &tree, last, added)?,
        },
        _ => return Err(no_list()),
    };
    let out = format!("{}{insert}{}", &text[..cut.start], &text[cut.end..]);
    let lead = insert.len() - insert.trim_start_matches([',', ' ', '\r', '\n']).len();
    let first_line = out[..cut.start + lead].matches('\n').count() + 1;
    let lines = insert[lead..].trim_end().matches('\n').count() + 1;
    verify(text, &out, added)?;
    Ok(Appended { text: out, first_line, lines })
}

type Cut = (std::ops::Range<usize>, String);

/// Behind the last item.
fn behind(text: &str, tree: &Node, last: &Node, added: &[TrailLine]) -> Result<Cut, Obstacle> {
    let (form, style) = of_item(text, last).ok_or_else(no_list)?;
    if is_bracket(text, tree) {
        return in_brackets(text, last, &style, added);
    }
    Ok((text.len()..text.len(), at_end(text, &form, &style, added)))
}

/// Below everything.
fn at_end(text: &str, form: &ItemForm, style: &ItemStyle, added: &[TrailLine]) -> String {
    let line_break = line_break(text);
    let mut out = String::new();
    if !text.is_empty() && !text.ends_with('\n') {
        out.push_str(line_break);
    }
    for line in added {
        let (lead, entries) = match form {
            ItemForm::Flow(dash) => (dash, vec![line.flow(style)]),
            ItemForm::Block(dash) => (dash, line.block(style)),
        };
        let indent = " ".repeat(lead.chars().count());
        for (index, entry) in entries.iter().enumerate() {
            out.push_str(if index == 0 { lead } else { &indent });
            out.push_str(entry);
            out.push_str(line_break);
        }
    }
    out
}

/// A list of nothing becomes lines; what stands round it stays.
fn instead_of_nothing(text: &str, tree: &Node, added: &[TrailLine]) -> Result<Cut, Obstacle> {
    let start = tree.span.start as usize;
    let end = text[start..].find(']').map(|at| start + at + 1).ok_or_else(no_list)?;
    let head = &text[..start];
    let lines = at_end(head, &ItemForm::Flow("- ".to_owned()), &ItemStyle::default(), added);
    let lines = if line_break(text) == "\r\n" { lines.replace("\r\n", "\n").replace('\n', "\r\n") } else { lines };
    // What followed on the line of the brackets keeps its own line break.
    let rest = &text[end..];
    let lines = if rest.starts_with(['\n', '\r']) { lines.trim_end().to_owned() } else { lines };
    Ok((start..end, lines))
}

/// Within `[ ]`, behind the last item: on a line of its own where that one is.
fn in_brackets(text: &str, last: &Node, style: &ItemStyle, added: &[TrailLine]) -> Result<Cut, Obstacle> {
    let begin = last.span.start as usize;
    let end = text[begin..].rfind(']').map(|at| begin + at).ok_or_else(no_list)?;
    let body = text[begin..end].trim_end();
    let (at, comma) = (begin + body.trim_end_matches(',').len(), body.ends_with(','));
    let line = &text[text[..begin].rfind('\n').map_or(0, |at| at + 1)..begin];
    let gap = if line.trim().is_empty() && text[..begin].contains('\n') {
        format!(",{}{line}", line_break(text))
    } else {
        ", ".to_owned()
    };
    let lines: String = added.iter().map(|line| format!("{gap}{}", line.flow(style))).collect();
    if comma { Ok((at + 1..at + 1, format!("{},", &lines[1..]))) } else { Ok((at..at, lines)) }
}

fn is_bracket(text: &str, tree: &Node) -> bool {
    text[tree.span.start as usize..].starts_with('[')
}

fn tree_of(text: &str) -> Result<Node, Obstacle> {
    let mut findings = Vec::new();
    let source = Source::new("events.yaml", text);
    let tree = record::parse_yaml(&source, 0..text.len(), &mut findings);
    match findings.first() {
        Some(finding) if matches!(tree.value, Value::Null) => {
            let (line, _) = finding.place.line_column();
            Err(Obstacle::new(
                format!("{line} 行目が読めないので、書き加えられません({})", finding.message),
                finding.help.clone().unwrap_or_else(|| "その行を直してから、もう一度実行してください".to_owned()),
            ))
        }
        _ => Ok(tree),
    }
}

/// An event as plain data.
#[must_use]
pub fn plain_event(line: &TrailLine) -> Option<Json> {
    events_of(&format!("- {}\n", line.plain())).pop()
}

/// What came out is the old lines and the new ones, and nothing else.
fn verify(before: &str, after: &str, added: &[TrailLine]) -> Result<(), Obstacle> {
    let new: String = added.iter().map(|line| format!("- {}\n", line.plain())).collect();
    let expected: Vec<Json> = [events_of(before), events_of(&new)].concat();
    if events_of(after) == expected && tree_of(after).is_ok() { Ok(()) } else { Err(unsafe_end()) }
}

/// The events of a text as plain data.
fn events_of(text: &str) -> Vec<Json> {
    let source = Source::new("events.yaml", text);
    let mut findings = Vec::new();
    let mut tree = record::parse_yaml(&source, 0..text.len(), &mut findings);
    let list: List<Event> = record::read(&source, &mut tree, &mut findings);
    match serde_json::to_value(&list) {
        Ok(Json::Array(events)) => events,
        _ => Vec::new(),
    }
}

fn no_list() -> Obstacle {
    Obstacle::new(
        "「- {種類: …}」の行の並びではないので、書き加えられません",
        "`shien check` で分かる誤りを直してから、もう一度実行してください",
    )
}

fn unsafe_end() -> Obstacle {
    Obstacle::new(
        "ファイルの終わりの書き方が特別なので、書き加えると元の記録が変わってしまいます",
        "終わりの行を「- {種類: …, 対象: …, 日付: …}」の形に直してから、もう一度実行してください",
    )
}
