//! The tree itself: values, the boxes of a form, rows.

use super::leaf::Leaf;
use crate::record::Scalar;
use crate::source::Span;
use std::borrow::Cow;
use std::cmp::Ordering;

/// Boxes that number a row.
pub const NUMBERED: [&str; 2] = ["id", "行"];

/// A value and where it stands in its file. Two trees are equal when their values are, wherever they stand.
#[derive(Debug, Clone)]
pub struct WordTree {
    /// Where it stands; none for what no file holds.
    pub span: Option<Span>,
    /// Of an id what it names, as its declaration says; none of any other value.
    pub id: Option<Scalar>,
    /// What it is.
    pub value: Branch,
}

/// What a tree can be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Branch {
    /// A single value.
    Leaf(Leaf),
    /// The boxes of a form.
    Record {
        /// Which record it is, where that makes a difference to a reader.
        kind: RecordKind,
        /// The boxes that are written, in the order of the form.
        boxes: Vec<FilledBox>,
    },
    /// Rows.
    List(Vec<WordTree>),
}

/// The records that are read otherwise than as boxes one below the other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordKind {
    /// Any other.
    #[default]
    Plain,
    /// A box for each day of the week.
    Week,
    /// An entry of the week of a 障害児支援利用計画.
    WeeklyEntry,
    /// 加算 of a row.
    AddOn,
}

/// A box: the form's word and its value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FilledBox {
    /// The word.
    pub word: Cow<'static, str>,
    /// The value.
    pub tree: WordTree,
}

impl WordTree {
    /// A tree that stands in no file.
    #[must_use]
    pub fn new(value: Branch) -> Self {
        Self { span: None, id: None, value }
    }

    /// The value under a word, when this is a record that has it.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<&Self> {
        self.boxes().iter().find(|one| one.word == word).map(|one| &one.tree)
    }

    /// The boxes; none where this is no record.
    #[must_use]
    pub fn boxes(&self) -> &[FilledBox] {
        match &self.value {
            Branch::Record { boxes, .. } => boxes,
            _ => &[],
        }
    }

    /// The rows; none where this is no list.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Branch::List(items) => items,
            _ => &[],
        }
    }

    /// The single value, when it is one.
    #[must_use]
    pub fn leaf(&self) -> Option<&Leaf> {
        match &self.value {
            Branch::Leaf(leaf) => Some(leaf),
            _ => None,
        }
    }

    /// Calls `visit` with every id below and what it names, in order.
    pub fn each_id<'a>(&'a self, visit: &mut dyn FnMut(Scalar, &'a str)) {
        match (&self.value, self.id) {
            (Branch::Leaf(Leaf::Word(id) | Leaf::Name(id)), Some(scalar)) => visit(scalar, id),
            (Branch::Leaf(_), _) => {}
            (Branch::Record { boxes, .. }, _) => boxes.iter().for_each(|one| one.tree.each_id(visit)),
            (Branch::List(items), _) => items.iter().for_each(|item| item.each_id(visit)),
        }
    }

    /// Calls `visit` with every single value below, in order.
    pub fn each_leaf<'a>(&'a self, visit: &mut dyn FnMut(&'a Leaf)) {
        match &self.value {
            Branch::Leaf(leaf) => visit(leaf),
            Branch::Record { boxes, .. } => boxes.iter().for_each(|one| one.tree.each_leaf(visit)),
            Branch::List(items) => items.iter().for_each(|item| item.each_leaf(visit)),
        }
    }
}

impl PartialEq for WordTree {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for WordTree {}

impl PartialOrd for WordTree {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for WordTree {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}
