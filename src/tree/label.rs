//! Values as short texts: a row in one line, and what a row is called.

use super::leaf::Leaf;
use super::name_book::NameBook;
use super::word_tree::{Branch, FilledBox, NUMBERED, RecordKind, WordTree};
use crate::prose::plain;

/// Boxes whose value says by itself what it is.
const SELF_EVIDENT: [&str; 9] = ["名称", "氏名", "種類", "項目", "曜日", "時間", "内容", "立場", "頻度"];

/// Values that need the question beside them.
const ANSWERS: [&str; 2] = ["有", "無"];

/// Boxes by which a row is called, beside its id.
const CALLED: [&str; 6] = ["名称", "氏名", "項目", "区分", "種類", "立場"];

/// Whether a row is short enough for one line: no long text in it, and nothing below but words.
#[must_use]
pub fn is_short(tree: &WordTree) -> bool {
    match &tree.value {
        Branch::Leaf(leaf) => !matches!(leaf, Leaf::Text(_)),
        Branch::Record { kind: RecordKind::Week, .. } => false,
        Branch::Record { boxes, .. } => boxes.iter().all(|one| match &one.tree.value {
            Branch::Leaf(leaf) => !matches!(leaf, Leaf::Text(_)),
            Branch::List(items) => items.iter().all(|item| item.leaf().is_some()),
            Branch::Record { .. } => false,
        }),
        Branch::List(items) => items.iter().all(is_short),
    }
}

/// A value in as many lines as it needs.
#[must_use]
pub fn shown(word: &str, tree: &WordTree, names: NameBook<'_>) -> String {
    match &tree.value {
        Branch::Leaf(Leaf::Text(text)) => plain(text),
        Branch::Leaf(_) => names.shown(word, tree),
        Branch::Record { .. } if is_short(tree) => one_line(tree, names),
        Branch::Record { boxes, .. } => {
            let lines: Vec<String> = boxes
                .iter()
                .filter(|one| !names.passes_over(&one.tree))
                .map(|one| match shown(&one.word, &one.tree, names) {
                    long if long.contains('\n') => format!("【{}】\n{long}", one.word),
                    short => format!("【{}】{short}", one.word),
                })
                .collect();
            lines.join("\n")
        }
        Branch::List(items) => {
            let separator = if items.iter().all(|item| item.leaf().is_some()) { "、" } else { "\n" };
            items.iter().map(|item| shown(word, item, names)).collect::<Vec<_>>().join(separator)
        }
    }
}

/// A box of a short row, as it stands in the row's line.
#[derive(Debug)]
pub struct Segment<'a> {
    /// The box.
    pub word: &'a str,
    /// What stands before its value: a space, and the box's word where the value does not say by itself what it is.
    pub before: String,
    /// The value.
    pub value: String,
    /// What stands behind it.
    pub after: &'static str,
    /// Whether the value is words, and no number or date.
    pub is_words: bool,
}

/// A short row in its boxes: `専門的支援実施加算(月2回)`, `月・水　14:30～17:30　放課後等デイサービス`.
#[must_use]
pub fn segments<'a>(row: &'a WordTree, names: NameBook<'_>) -> Vec<Segment<'a>> {
    let value = |entry: &FilledBox| match &entry.tree.value {
        Branch::List(items) => {
            let values = items.iter().filter(|item| item.leaf().is_some()).map(|item| names.shown(&entry.word, item));
            values.collect::<Vec<_>>().join("・")
        }
        _ => names.shown(&entry.word, &entry.tree),
    };
    let boxes: Vec<&FilledBox> = row.boxes().iter().filter(|one| !names.passes_over(&one.tree)).collect();
    let in_brackets = matches!(boxes.as_slice(), [called, _] if CALLED[..2].contains(&called.word.as_ref()));
    let one = |(index, entry): (usize, &'a FilledBox)| {
        let value = value(entry);
        let leaf = entry.tree.leaf();
        let evident = (SELF_EVIDENT.contains(&entry.word.as_ref()) && !ANSWERS.contains(&value.as_str()))
            || matches!(leaf, Some(Leaf::Name(_)))
            || names.calls_by_itself(&entry.word);
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
    boxes.into_iter().enumerate().map(one).collect()
}

/// What stands for a row of which nothing is written but what its file alone needs.
const BLANK: &str = "（未記入）";

fn one_line(row: &WordTree, names: NameBook<'_>) -> String {
    let segments = segments(row, names);
    if segments.is_empty() {
        return BLANK.to_owned();
    }
    segments.iter().map(|one| format!("{}{}{}", one.before, one.value, one.after)).collect()
}

/// What a row is called: `本人支援(s3)`, `通常(授業日)`, `n1`; none where nothing in it names it.
#[must_use]
pub fn called(row: &WordTree, names: NameBook<'_>) -> Option<String> {
    let word = |word: &&str| {
        let tree = row.get(word).filter(|tree| tree.leaf().is_some() && !names.passes_over(tree))?;
        Some(names.shown(word, tree))
    };
    let mut called = CALLED.iter().filter_map(word).take(2);
    let number = NUMBERED.iter().find_map(word);
    let someone = || {
        let entry = row.boxes().iter().find(|entry| matches!(entry.tree.leaf(), Some(Leaf::Name(_))))?;
        Some(names.shown(&entry.word, &entry.tree))
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
