//! What an unfinished paper says of itself: which boxes are not written, as people call them.

use super::project::Project;
use crate::case::{Case, Document, mark_at};
use crate::diagnostic::Diagnostic;
use crate::record::{Node, Value};
use crate::source::Span;
use crate::value::Date;

/// Boxes by which people tell one item of a list from the others.
const NAMES: [&str; 2] = ["名称", "氏名"];

/// The box that a finding says is not written: `本人支援②の達成時期`. Of another file with the name of its paper before. None
/// of what is no box of any form: the id by which a file tells a row from the others.
pub(super) fn blank(project: &Project, case: &Case, document: &Document, finding: &Diagnostic) -> Option<String> {
    let box_called = called(&finding.message)?;
    let path = finding.place.source().path();
    let (whose, tree, rows) = if path == document.source.path() {
        (String::new(), &document.tree, Some(document))
    } else if path == case.child.source.path() {
        ("児童の".to_owned(), &case.child.tree, None)
    } else if let Some(other) = case.documents.iter().find(|other| path == other.source.path()) {
        (format!("{}の", case.paper_name(other)), &other.tree, Some(other))
    } else {
        ("事業所の".to_owned(), &project.organisation.tree, None)
    };
    let mut way = Vec::new();
    lead(tree, finding.place.span(), rows, &mut way);
    way.push(box_called);
    Some(whose + &way.join("の"))
}

/// The words of a message between its back-ticks; none of an id.
fn called(message: &str) -> Option<String> {
    let bare = message.trim_end_matches(" がありません").trim_start_matches("この様式の欄 ");
    let bare = bare.replace("` か `", "か").replace("` と `", "と").replace('`', "").replace('.', "の");
    (bare != "id").then_some(bare)
}

/// Puts down the boxes that lead to a place below a node. `rows`: the paper whose rows have marks, at its root.
fn lead(node: &Node, at: Span, rows: Option<&Document>, way: &mut Vec<String>) -> bool {
    if node.span == at {
        return true;
    }
    match &node.value {
        Value::Map(entries) => entries.iter().any(|entry| {
            if entry.key_span == at {
                return true;
            }
            let rows = rows.filter(|_| matches!(entry.key.as_str(), "支援" | "ニーズ"));
            under(way, entry.key.clone(), |way| lead(&entry.node, at, rows, way))
        }),
        Value::List(items) => {
            let list = way.pop();
            let found = items.iter().enumerate().any(|(index, item)| {
                let mark = rows.and_then(|paper| mark_at(paper, index)).map(|mark| mark.shown());
                let word = mark.unwrap_or_else(|| item_called(list.as_deref(), index, item));
                under(way, word, |way| lead(item, at, None, way))
            });
            way.extend(list.filter(|_| !found));
            found
        }
        Value::Null | Value::Text(_) | Value::Unread => false,
    }
}

/// Goes on below a word, which stays on the way where the place is found.
fn under(way: &mut Vec<String>, word: String, go: impl FnOnce(&mut Vec<String>) -> bool) -> bool {
    way.push(word);
    let found = go(way);
    if !found {
        way.pop();
    }
    found
}

/// An item of a list: `別表（通常）`, `聞き取り（2番目）`, of a month the day.
fn item_called(list: Option<&str>, index: usize, item: &Node) -> String {
    let text = |key: &str| match &item.get(key)?.value {
        Value::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        _ => None,
    };
    let nth = || format!("{}番目", index + 1);
    let Some(list) = list else {
        let day = text("日付").and_then(|day| day.parse::<Date>().ok());
        return day.map_or_else(nth, Date::to_month_and_day);
    };
    format!("{list}（{}）", NAMES.into_iter().find_map(text).unwrap_or_else(nth))
}
