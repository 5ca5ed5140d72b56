//! Values as short texts: a row in one line, and what a row is called.

use super::fold::plain;
use super::leaf::Leaf;
use super::names::Names;
use super::tree::{Entry, Tree, Value};

/// Boxes whose value says by itself what it is.
const SELF_EVIDENT: [&str; 9] = ["名称", "氏名", "種類", "項目", "曜日", "時間", "内容", "立場", "頻度"];

/// Boxes by which a row is called, beside its id.
const CALLED: [&str; 6] = ["名称", "氏名", "項目", "区分", "種類", "立場"];

/// Boxes that number a row.
pub(super) const NUMBERED: [&str; 2] = ["id", "行"];

/// Whether a row is short enough for one line: no long text in it, and nothing below but words.
pub(super) fn is_short(tree: &Tree) -> bool {
    match &tree.value {
        Value::Leaf(leaf) => !matches!(leaf, Leaf::Text(_)),
        Value::Record { name, entries } => {
            *name != super::hours::WEEK
                && entries.iter().all(|entry| match &entry.tree.value {
                    Value::Leaf(leaf) => !matches!(leaf, Leaf::Text(_)),
                    Value::List(items) => items.iter().all(|item| item.leaf().is_some()),
                    Value::Record { .. } => false,
                })
        }
        Value::List(items) => items.iter().all(is_short),
    }
}

/// A value in as many lines as it needs.
pub(super) fn shown(word: &str, tree: &Tree, names: Names<'_>) -> String {
    match &tree.value {
        Value::Leaf(Leaf::Text(text)) => plain(text),
        Value::Leaf(leaf) => names.shown(word, leaf),
        Value::Record { .. } if is_short(tree) => one_line(tree, names),
        Value::Record { entries, .. } => {
            let lines: Vec<String> = entries
                .iter()
                .map(|entry| match shown(&entry.word, &entry.tree, names) {
                    long if long.contains('\n') => format!("【{}】\n{long}", entry.word),
                    short => format!("【{}】{short}", entry.word),
                })
                .collect();
            lines.join("\n")
        }
        Value::List(items) => {
            let separator = if items.iter().all(|item| item.leaf().is_some()) { "、" } else { "\n" };
            items.iter().map(|item| shown(word, item, names)).collect::<Vec<_>>().join(separator)
        }
    }
}

/// A short row: `専門的支援実施加算(月2回)`, `月・水 14:30～17:30 放課後等デイサービス`.
fn one_line(row: &Tree, names: Names<'_>) -> String {
    let value = |entry: &Entry| match &entry.tree.value {
        Value::List(items) => {
            let values = items.iter().filter_map(Tree::leaf).map(|leaf| names.shown(&entry.word, leaf));
            values.collect::<Vec<_>>().join("・")
        }
        _ => entry.tree.leaf().map(|leaf| names.shown(&entry.word, leaf)).unwrap_or_default(),
    };
    match row.entries() {
        [called, more] if CALLED[..2].contains(&called.word.as_ref()) => format!("{}({})", value(called), value(more)),
        entries => {
            let one = |entry: &Entry| {
                let evident =
                    SELF_EVIDENT.contains(&entry.word.as_ref()) || matches!(entry.tree.leaf(), Some(Leaf::Name(_)));
                if evident { value(entry) } else { format!("{} {}", entry.word, value(entry)) }
            };
            entries.iter().map(one).collect::<Vec<_>>().join("　")
        }
    }
}

/// What a row is called: `本人支援(s3)`, `通常(授業日)`, `n1`; none where nothing in it names it.
pub(super) fn called(row: &Tree, names: Names<'_>) -> Option<String> {
    let word = |word: &&str| row.get(word).and_then(Tree::leaf).map(|leaf| names.shown(word, leaf));
    let mut called = CALLED.iter().filter_map(word).take(2);
    let number = NUMBERED.iter().find_map(word);
    let someone = || {
        row.entries().iter().find_map(|entry| match entry.tree.leaf() {
            Some(leaf @ Leaf::Name(_)) => Some(names.shown(&entry.word, leaf)),
            _ => None,
        })
    };
    match (called.next(), number) {
        (Some(name), Some(number)) => Some(format!("{name}({number})")),
        (Some(name), None) => match called.next().filter(|more| *more != name) {
            Some(more) => Some(format!("{name}({more})")),
            None => Some(name),
        },
        (None, Some(number)) => Some(number),
        (None, None) => someone(),
    }
}
