//! Values as short texts: a row in one line, and what a row is called.

use super::fold::plain;
use super::leaf::Leaf;
use super::names::Names;
use super::tree::{Entry, NUMBERED, Tree, Value};
use crate::value::WEEK;

/// Boxes whose value says by itself what it is.
const SELF_EVIDENT: [&str; 9] = ["名称", "氏名", "種類", "項目", "曜日", "時間", "内容", "立場", "頻度"];

/// Values that need the question beside them.
const ANSWERS: [&str; 2] = ["有", "無"];

/// Boxes by which a row is called, beside its id.
const CALLED: [&str; 6] = ["名称", "氏名", "項目", "区分", "種類", "立場"];

/// Whether a row is short enough for one line: no long text in it, and nothing below but words.
pub(super) fn is_short(tree: &Tree) -> bool {
    match &tree.value {
        Value::Leaf(leaf) => !matches!(leaf, Leaf::Text(_)),
        Value::Record { name, entries } => {
            *name != WEEK
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

/// A box of a short row, as it stands in the row's line.
pub(super) struct Segment<'a> {
    /// The box.
    pub(super) word: &'a str,
    /// What stands before its value: a space, and the box's word where the value does not say by itself what it is.
    pub(super) before: String,
    /// The value.
    pub(super) value: String,
    /// What stands behind it.
    pub(super) after: &'static str,
    /// Whether the value is words, and no number or date.
    pub(super) is_words: bool,
}

/// A short row in its boxes: `専門的支援実施加算(月2回)`, `月・水　14:30～17:30　放課後等デイサービス`.
pub(super) fn segments<'a>(row: &'a Tree, names: Names<'_>) -> Vec<Segment<'a>> {
    let value = |entry: &Entry| match &entry.tree.value {
        Value::List(items) => {
            let values = items.iter().filter_map(Tree::leaf).map(|leaf| names.shown(&entry.word, leaf));
            values.collect::<Vec<_>>().join("・")
        }
        _ => entry.tree.leaf().map(|leaf| names.shown(&entry.word, leaf)).unwrap_or_default(),
    };
    let in_brackets = matches!(row.entries(), [called, _] if CALLED[..2].contains(&called.word.as_ref()));
    let one = |(index, entry): (usize, &'a Entry)| {
        let value = value(entry);
        let leaf = entry.tree.leaf();
        let evident = (SELF_EVIDENT.contains(&entry.word.as_ref()) && !ANSWERS.contains(&value.as_str()))
            || matches!(leaf, Some(Leaf::Name(_)));
        let is_words = !matches!(leaf, Some(leaf) if !matches!(leaf, Leaf::Word(_)));
        let (before, after) = match (index, in_brackets) {
            (0, true) => (String::new(), ""),
            (_, true) => ("(".to_owned(), ")"),
            (0, false) => (String::new(), ""),
            (_, false) => ("　".to_owned(), ""),
        };
        let label = if evident || in_brackets { String::new() } else { format!("{} ", entry.word) };
        Segment { word: &entry.word, before: format!("{before}{label}"), value, after, is_words }
    };
    row.entries().iter().enumerate().map(one).collect()
}

fn one_line(row: &Tree, names: Names<'_>) -> String {
    segments(row, names).iter().map(|one| format!("{}{}{}", one.before, one.value, one.after)).collect()
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
