//! A comparison as one JSON object, for scripts. The keys and their meaning are kept from version to version; new keys
//! may be added.

use super::change::{BoxChange, ChangeKind, PathStep};
use super::comparison::Comparison;
use super::meaning::meaning;
use super::reason::Reason;
use super::version::Side;
use super::words::words;
use crate::diagnostic::slashed;
use crate::prose::Stretch;
use crate::tree::{Branch, Leaf, WordTree};
use serde_json::{Map, Value as Json, json};

/// ```text
/// {"child", "kind",
///  "old": {"document", "file", "date", "status", "edition", "revision"}, "new": {the same},
///  "changes": [{"change": "added" (新設) | "changed" (変更) | "removed" (削除) | "moved" (移動),
///               "path": [the form's words, with the id or number of a row behind its list],
///               "old": {"value", "line", "column"} or null, "new": the same,
///               "words": {"old": [[text, differs]], "new": [[text, differs]]} for texts, else null,
///               "from", "to": the places of a row that moved, from 1, else null,
///               "meaning": "6か月 → 3か月" or null}],
///  "reasons": [{"path", "document", "file", "line", "said": {word: text}}]}
/// ```
///
/// Values are as the files have them: days as `2024-03-28`, ids as ids, a record by the form's words. `edition` is the
/// 版, `revision` the git revision; both are null where there is none. Lines and columns count from 1.
#[must_use]
pub fn to_json(comparison: &Comparison) -> Json {
    let changes = comparison.changes.iter().map(|change| one_change(comparison, change));
    let reasons = comparison.sections.iter().flat_map(|section| {
        let path: Vec<&str> = std::iter::once(section.title.as_str()).chain(section.name.as_deref()).collect();
        section.reasons.iter().map(move |reason| one_reason(&path, reason))
    });
    json!({
        "child": comparison.child,
        "kind": comparison.title,
        "old": one_side(&comparison.old),
        "new": one_side(&comparison.new),
        "changes": changes.collect::<Vec<_>>(),
        "reasons": reasons.collect::<Vec<_>>(),
    })
}

fn one_side(side: &Side) -> Json {
    json!({
        "document": side.id,
        "file": slashed(side.source.path()),
        "date": side.date.map(|date| date.to_string()),
        "status": side.status,
        "edition": side.version,
        "revision": side.revision.as_ref().map(|revision| &revision.label),
    })
}

fn one_change(comparison: &Comparison, change: &BoxChange) -> Json {
    let (before, after) = (change.kind.before(), change.kind.after());
    let leaves = before.and_then(WordTree::leaf).zip(after.and_then(WordTree::leaf));
    let (id, places) = match &change.kind {
        ChangeKind::Added(_) => ("added", None),
        ChangeKind::Removed(_) => ("removed", None),
        ChangeKind::Changed(..) => ("changed", None),
        ChangeKind::Moved(..) => ("moved", change.path.last().and_then(|step| step.old.zip(step.new))),
    };
    let words = match leaves {
        Some((Leaf::Text(old), Leaf::Text(new))) => {
            let (old, new) = words(old, new);
            json!({ "old": pieces(&old), "new": pieces(&new) })
        }
        _ => Json::Null,
    };
    json!({
        "change": id,
        "path": change.path.iter().map(|step: &PathStep| step.name.as_str()).collect::<Vec<_>>(),
        "old": before.map(|tree| one_value(&comparison.old, tree)),
        "new": after.map(|tree| one_value(&comparison.new, tree)),
        "words": words,
        "from": places.map(|(old, _)| old + 1),
        "to": places.map(|(_, new)| new + 1),
        "meaning": leaves.filter(|_| id == "changed").and_then(|(old, new)| meaning(old, new)),
    })
}

fn one_value(side: &Side, tree: &WordTree) -> Json {
    let place = tree.span.map(|span| side.source.line_column(span.start as usize));
    json!({
        "value": value(tree),
        "line": place.map(|(line, _)| line),
        "column": place.map(|(_, column)| column),
    })
}

fn pieces(pieces: &[Stretch]) -> Vec<Json> {
    pieces.iter().map(|piece| json!([piece.text, piece.marked])).collect()
}

fn value(tree: &WordTree) -> Json {
    match &tree.value {
        Branch::Leaf(leaf) => match leaf {
            Leaf::Text(text) | Leaf::Word(text) | Leaf::Name(text) => json!(text),
            Leaf::Number(number) => json!(number),
            Leaf::Flag(flag) => json!(flag),
            Leaf::Date(date) => json!(date.to_string()),
            Leaf::Month(month) => json!(month.to_string()),
            Leaf::Hours(range) => json!(range.to_string()),
            Leaf::Moment(moment) => json!(moment.to_string()),
            Leaf::Period(start, end) => {
                let day = |date: &Option<crate::value::Date>| date.map(|date| date.to_string());
                json!({ "開始": day(start), "終了": day(end) })
            }
        },
        Branch::Record { boxes, .. } => {
            Json::Object(boxes.iter().map(|one| (one.word.to_string(), value(&one.tree))).collect::<Map<_, _>>())
        }
        Branch::List(items) => Json::Array(items.iter().map(value).collect()),
    }
}

fn one_reason(path: &[&str], reason: &Reason) -> Json {
    let said: Map<String, Json> = reason.said.iter().map(|(word, text)| (word.clone(), json!(text))).collect();
    json!({
        "path": path,
        "document": reason.document,
        "file": slashed(&reason.path),
        "line": reason.line,
        "said": said,
    })
}
