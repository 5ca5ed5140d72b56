//! A tree as lines: `項目: 値` where a value is short, a heading and what belongs to it where it is not.
//!
//! The shape of a value follows from its type alone, never from its length, so that an edit changes the lines it is about.

use super::sentence;
use crate::tree::{Branch, FilledBox, Leaf, RecordKind, WordTree};
use std::fmt::Write;

/// In front of a heading at the left edge. git repeats the last such line above a hunk.
pub(super) const HEADING: &str = "■ ";

/// Words whose values say which of several rows or people is meant, in the order in which they are said.
const NAMES: [&str; 13] =
    ["日付", "曜日", "時間", "id", "行", "種類", "対象", "名称", "職種", "氏名", "職員", "続柄", "内容"];

/// Words that stand in brackets behind the names.
const ASIDES: [&str; 1] = ["項目"];

/// The boxes of a document, without a title.
pub(super) fn of(tree: &WordTree) -> String {
    let mut lines = Lines::default();
    for entry in tree.boxes() {
        lines.top(entry);
    }
    lines.text
}

#[derive(Default)]
struct Lines {
    text: String,
    /// Whether the last line belongs to a heading at the left edge.
    in_block: bool,
}

impl Lines {
    /// A box at the left edge.
    fn top(&mut self, entry: &FilledBox) {
        let word = entry.word.as_ref();
        match short(&entry.tree).filter(|_| entry.tree.leaf().is_some()) {
            Some(value) => {
                self.gap_after_block();
                self.line(0, &format!("{word}: {value}"));
            }
            None if is_rows(&entry.tree) => {
                for row in entry.tree.items() {
                    self.heading(&format!("{word}{}", name(row)));
                    self.rest(1, row);
                }
            }
            None => {
                self.heading(word);
                self.body(1, &entry.tree);
            }
        }
    }

    /// A box below a heading.
    fn nested(&mut self, depth: usize, entry: &FilledBox) {
        let word = entry.word.as_ref();
        match short(&entry.tree) {
            Some(value) => self.line(depth, &format!("{word}: {value}")),
            None if is_rows(&entry.tree) => {
                for row in entry.tree.items() {
                    self.line(depth, &format!("{word}{}:", name(row)));
                    self.rest(depth + 1, row);
                }
            }
            None => {
                self.line(depth, &format!("{word}:"));
                self.body(depth + 1, &entry.tree);
            }
        }
    }

    fn body(&mut self, depth: usize, tree: &WordTree) {
        match &tree.value {
            Branch::Leaf(Leaf::Text(text)) => {
                for line in sentence::split(text) {
                    self.line(depth, &line);
                }
            }
            Branch::Leaf(leaf) => self.line(depth, &leaf.told()),
            Branch::Record { boxes, .. } => boxes.iter().for_each(|one| self.nested(depth, one)),
            Branch::List(items) => {
                for item in items {
                    match (short(item), &item.value) {
                        (Some(value), _) => self.line(depth, &format!("- {value}")),
                        (None, Branch::Record { .. }) => {
                            self.line(depth, &format!("-{}", name(item)));
                            self.rest(depth + 1, item);
                        }
                        (None, _) => self.body(depth, item),
                    }
                }
            }
        }
    }

    /// What a row's heading has not said.
    fn rest(&mut self, depth: usize, row: &WordTree) {
        let said = |entry: &&FilledBox| !is_name(entry);
        row.boxes().iter().filter(said).for_each(|entry| self.nested(depth, entry));
    }

    fn heading(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.line(0, &format!("{HEADING}{text}"));
        self.in_block = true;
    }

    fn gap_after_block(&mut self) {
        if std::mem::take(&mut self.in_block) {
            self.text.push('\n');
        }
    }

    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.text, "{:1$}{text}", "", depth * 2);
    }
}

/// Whether this is a list of records that all need more than a line: each then gets a heading.
fn is_rows(tree: &WordTree) -> bool {
    tree.items().iter().all(|item| !item.boxes().is_empty() && short(item).is_none()) && !tree.items().is_empty()
}

/// The value on one line, where its type is short: a single value that is no long text, or a record of such.
fn short(tree: &WordTree) -> Option<String> {
    let boxes = match &tree.value {
        Branch::Record { kind: RecordKind::Week, .. } => return None,
        Branch::Record { boxes, .. } => boxes,
        Branch::Leaf(_) | Branch::List(_) => return single(tree),
    };
    let names = name(tree);
    let rest: Option<Vec<String>> = boxes
        .iter()
        .filter(|entry| !is_name(entry))
        .map(|entry| {
            let between = if names.is_empty() { " " } else { ": " };
            Some(format!("{}{between}{}", entry.word, member(&entry.tree)?))
        })
        .collect();
    let rest = rest?.join("、");
    Some(match (names.trim_start(), rest.as_str()) {
        ("", rest) => rest.to_owned(),
        (names, "") => names.to_owned(),
        (names, rest) => format!("{names}({rest})"),
    })
}

/// A value inside a line: a single one, or a list of them.
fn member(tree: &WordTree) -> Option<String> {
    match &tree.value {
        Branch::List(items) => Some(items.iter().map(single).collect::<Option<Vec<String>>>()?.join("・")),
        _ => single(tree),
    }
}

fn single(tree: &WordTree) -> Option<String> {
    match tree.leaf()? {
        Leaf::Text(_) => None,
        leaf => Some(leaf.told().replace('\n', " ")),
    }
}

/// Which row it is: ` s1(本人支援)`; empty where nothing says so.
fn name(row: &WordTree) -> String {
    let said =
        |words: &[&str]| -> Vec<String> { words.iter().filter_map(|word| name_value(word, row.get(word)?)).collect() };
    let (names, asides) = (said(&NAMES), said(&ASIDES));
    match (names.join(" "), asides.join("、")) {
        (names, asides) if names.is_empty() && asides.is_empty() => String::new(),
        (names, asides) if asides.is_empty() => format!(" {names}"),
        (names, asides) if names.is_empty() => format!(" {asides}"),
        (names, asides) => format!(" {names}({asides})"),
    }
}

/// A list names nothing, but for the days of a week.
fn name_value(word: &str, tree: &WordTree) -> Option<String> {
    if word == "曜日" { member(tree) } else { single(tree) }
}

fn is_name(entry: &FilledBox) -> bool {
    let word = entry.word.as_ref();
    (NAMES.contains(&word) || ASIDES.contains(&word)) && name_value(word, &entry.tree).is_some()
}
