//! A document as an ordered tree of the form's words: the record itself, without the notation of its file.
//!
//! The tree is made through serde, so that a new kind of document needs nothing here. Fields stand in the order of the
//! form; what is not written does not appear.

use super::leaf::Leaf;
use super::serializer;
use crate::case::Document;
use crate::prose;
use crate::record;
use crate::source::{Source, Span};
use serde::Serialize;
use std::borrow::Cow;
use std::cmp::Ordering;

/// Boxes that number a row.
pub(super) const NUMBERED: [&str; 2] = ["id", "行"];

/// A value and where it stands in its file. Two trees are equal when their values are, wherever they stand.
#[derive(Debug, Clone)]
pub struct Tree {
    /// Where it stands; none for what no file holds.
    pub span: Option<Span>,
    /// What it is.
    pub value: Value,
}

/// What a tree can be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A single value.
    Leaf(Leaf),
    /// The boxes of a form, in its order.
    Record {
        /// The type it was written from, in the words of the program: `SupportRow`, `Week`.
        name: &'static str,
        /// The boxes that are written.
        entries: Vec<Entry>,
    },
    /// Rows.
    List(Vec<Tree>),
}

/// A box: the form's word and its value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The word.
    pub word: Cow<'static, str>,
    /// The value.
    pub tree: Tree,
}

/// The tree of a document.
#[must_use]
pub fn of_document(document: &Document) -> Tree {
    let mut tree = of(&document.model);
    unfold(&mut tree, &document.source);
    tree
}

/// Takes the blanks out of texts that YAML made where it folded lines: they print without them.
fn unfold(tree: &mut Tree, source: &Source) {
    match (&mut tree.value, tree.span) {
        (Value::Leaf(Leaf::Text(text) | Leaf::Word(text)), Some(span)) => {
            let folds = record::folds(source, span, text);
            if !folds.is_empty() {
                *text = prose::unfolded(text, &folds);
            }
        }
        (Value::Leaf(_), _) => {}
        (Value::Record { entries, .. }, _) => entries.iter_mut().for_each(|entry| unfold(&mut entry.tree, source)),
        (Value::List(items), _) => items.iter_mut().for_each(|item| unfold(item, source)),
    }
}

/// The tree of anything that a document is made of.
#[must_use]
pub fn of(record: &impl Serialize) -> Tree {
    let empty = Tree { span: None, value: Value::Record { name: "", entries: Vec::new() } };
    record.serialize(serializer::TreeSerializer).expect("internal: records serialise").unwrap_or(empty)
}

impl Tree {
    /// A tree that stands in no file.
    #[must_use]
    pub fn new(value: Value) -> Self {
        Self { span: None, value }
    }

    /// The value under a word, when this is a record that has it.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<&Self> {
        self.entries().iter().find(|entry| entry.word == word).map(|entry| &entry.tree)
    }

    /// The boxes; none where this is no record.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Record { entries, .. } => entries,
            _ => &[],
        }
    }

    /// The rows; none where this is no list.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The single value, when it is one.
    #[must_use]
    pub fn leaf(&self) -> Option<&Leaf> {
        match &self.value {
            Value::Leaf(leaf) => Some(leaf),
            _ => None,
        }
    }

    /// Calls `visit` with every single value below, in order.
    pub fn each_leaf<'a>(&'a self, visit: &mut dyn FnMut(&'a Leaf)) {
        match &self.value {
            Value::Leaf(leaf) => visit(leaf),
            Value::Record { entries, .. } => entries.iter().for_each(|entry| entry.tree.each_leaf(visit)),
            Value::List(items) => items.iter().for_each(|item| item.each_leaf(visit)),
        }
    }
}

impl PartialEq for Tree {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for Tree {}

impl PartialOrd for Tree {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Tree {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

#[cfg(test)]
mod tests {
    use super::{Leaf, Tree, of_document};
    use crate::case::load_case;
    use crate::source::Memory;

    const CHILD: &str = "氏名: 佐藤 はな\n";

    fn tree(plan: &str) -> Tree {
        let files =
            Memory::new().with("cases/hana/child.yaml", CHILD).with("cases/hana/plan/2024-03-28.yaml", plan.to_owned());
        let case = load_case(&files, "hana");
        assert!(case.findings.is_empty(), "{:?}", case.findings);
        of_document(&case.documents[0])
    }

    const PLAN: &str = "作成日: 2024-03-28\n作成者: suzuki\n計画期間: {開始: 2024-04-01, 終了: 2024-09-30}\n提供機関: []\n支援:\n  - {id: s1, 5領域: [運動・感覚], 担当者: [mori], 優先順位: 1, 支援目標: あ}\n別表:\n  - {提供時間: {月: \"14:30-17:30\"}}\n";

    #[test]
    fn a_document_is_a_tree_of_the_forms_words_in_the_order_of_the_form() {
        let text = PLAN.replace("提供機関: []\n", "");
        let tree = tree(&text);
        let words: Vec<&str> = tree.entries().iter().map(|entry| entry.word.as_ref()).collect();
        assert_eq!(words, ["作成日", "作成者", "計画期間", "支援", "別表"]);
        let row = &tree.get("支援").expect("rows").items()[0];
        let leaves: Vec<(&str, Option<&Leaf>)> =
            row.entries().iter().map(|entry| (entry.word.as_ref(), entry.tree.leaf())).collect();
        assert_eq!(
            leaves,
            [
                ("id", Some(&Leaf::Word("s1".into()))),
                ("支援目標", Some(&Leaf::Text("あ".into()))),
                ("5領域", None),
                ("担当者", None),
                ("優先順位", Some(&Leaf::Number(1))),
            ]
        );
        let shown = |word: &str| tree.get(word).and_then(Tree::leaf).expect(word).shown();
        assert_eq!(shown("作成日"), "令和6年3月28日");
        assert_eq!(shown("計画期間"), "令和6年4月1日～令和6年9月30日");
        assert_eq!(tree.get("作成者").and_then(Tree::leaf), Some(&Leaf::Name("suzuki".into())));
        let monday = tree.get("別表").expect("schedules").items()[0].get("提供時間").and_then(|week| week.get("月"));
        assert_eq!(monday.and_then(Tree::leaf).expect("hours").shown(), "14:30～17:30");
        let span = row.get("支援目標").and_then(|goal| goal.span).expect("a place");
        assert_eq!(&text[span.range()], "あ");
    }

    #[test]
    fn notation_does_not_show() {
        let other = "# 注\n支援:\n  - 優先順位: １\n    支援目標: あ\n    担当者: [mori]\n    id: s1\n    5領域: [運動・感覚]\n    提供機関: []\n別表: [{提供時間: {月: \"１４：３０〜１７：３０\"}}]\n計画期間: {終了: R6.9.30, 開始: 令和6年4月1日}\n作成者: suzuki\n作成日: 令和6年3月28日\n長期目標:\n";
        assert_eq!(tree(&PLAN.replace("提供機関: []\n", "")), tree(other));
    }
}
