//! Which column of a table is which field of a サービス提供記録, and which of its words mean which of ours.
//!
//! ```yaml
//! 列:
//!   児童: 利用者名
//!   日付: 利用日
//!   様子: [活動内容, 本人の様子]
//! 語:
//!   欠席: [欠席, 休み]
//!   気づき: {◎: できている, ○: もう少し, △: 難しい}
//! ```

use crate::directory::folded;
use crate::record::{Node, Value, nearest, parse_yaml};
use crate::source::{Obstacle, Source};
use std::collections::BTreeMap;

/// The fields that a column may hold; without a file, a column has the field's own name.
pub(super) const FIELDS: [&str; 24] = [
    "児童",
    "事業所",
    "サービス",
    "日付",
    "時間",
    "開始",
    "終了",
    "支援前",
    "支援後",
    "往路",
    "復路",
    "欠席",
    "連絡日",
    "連絡者",
    "対応者",
    "理由",
    "相談内容",
    "支援",
    "様子",
    "気づき",
    "加算",
    "本人の都合",
    "備考",
    "記入者",
];

/// What a table writes where a child did not come, unless its office says otherwise.
const ABSENT: [&str; 5] = ["欠席", "欠", "休み", "休", "キャンセル"];

/// Field → columns, and field → its words.
#[derive(Debug, Clone, Default)]
pub struct ColumnMap {
    columns: BTreeMap<String, Vec<String>>,
    words: BTreeMap<String, BTreeMap<String, String>>,
    absent: Vec<String>,
}

impl ColumnMap {
    /// Reads the file of an office.
    ///
    /// # Errors
    /// Where it is no such file, or names what is no field.
    pub fn read(path: &str, text: &str) -> Result<Self, Obstacle> {
        let source = Source::new(path, text);
        let mut findings = Vec::new();
        let root = parse_yaml(&source, 0..text.len(), &mut findings);
        if let Some(finding) = findings.first() {
            return Err(wrong(&source, &root, &finding.message));
        }
        let mut map = Self::default();
        let Value::Map(parts) = &root.value else {
            return Err(wrong(&source, &root, "「列:」がありません"));
        };
        for part in parts {
            match part.key.as_str() {
                "列" => map.read_columns(&source, &part.node)?,
                "語" => map.read_words(&source, &part.node)?,
                other => return Err(wrong(&source, &part.node, &format!("「{other}」は書けません(列 か 語)"))),
            }
        }
        Ok(map)
    }

    fn read_columns(&mut self, source: &Source, node: &Node) -> Result<(), Obstacle> {
        for (field, value) in fields(source, node)? {
            let columns =
                texts(value).ok_or_else(|| wrong(source, value, &format!("「{field}」の列の名前がありません")))?;
            self.columns.insert(field.to_owned(), columns);
        }
        Ok(())
    }

    fn read_words(&mut self, source: &Source, node: &Node) -> Result<(), Obstacle> {
        for (field, value) in fields(source, node)? {
            match (&value.value, field) {
                (Value::List(_) | Value::Text(_), "欠席") => self.absent = texts(value).unwrap_or_default(),
                (Value::Map(entries), _) => {
                    let own = self.words.entry(field.to_owned()).or_default();
                    for entry in entries {
                        if let Value::Text(word) = &entry.node.value {
                            own.insert(folded(&entry.key), word.clone());
                        }
                    }
                }
                _ => {
                    return Err(wrong(
                        source,
                        value,
                        &format!("「{field}」は {{◎: できている}} のように書いてください"),
                    ));
                }
            }
        }
        Ok(())
    }

    /// The columns of a field.
    pub(super) fn columns(&self, field: &str) -> Vec<String> {
        self.columns.get(field).cloned().unwrap_or_else(|| vec![field.to_owned()])
    }

    /// The word that a cell of a field means.
    pub(super) fn word(&self, field: &str, cell: &str) -> String {
        let known = self.words.get(field).and_then(|words| words.get(&folded(cell)));
        known.cloned().unwrap_or_else(|| cell.to_owned())
    }

    /// Whether a cell says that the child did not come.
    pub(super) fn says_absent(&self, cell: &str) -> bool {
        let is = |word: &str| folded(word) == folded(cell);
        !cell.is_empty()
            && if self.absent.is_empty() {
                ABSENT.iter().any(|word| is(word))
            } else {
                self.absent.iter().any(|word| is(word))
            }
    }
}

/// The entries of a map whose keys are fields.
fn fields<'n>(source: &Source, node: &'n Node) -> Result<Vec<(&'n str, &'n Node)>, Obstacle> {
    let Value::Map(entries) = &node.value else {
        return Err(wrong(source, node, "項目: 列の名前 のように書いてください"));
    };
    let known = |key: &str| match FIELDS.contains(&key) {
        true => Ok(()),
        false => {
            let near = nearest(key, FIELDS).map(|near| format!("。「{near}」ではありませんか")).unwrap_or_default();
            Err(format!("「{key}」という項目はありません{near}"))
        }
    };
    let checked = entries.iter().map(|entry| match known(&entry.key) {
        Ok(()) => Ok((entry.key.as_str(), &entry.node)),
        Err(message) => Err(wrong(source, &entry.node, &message)),
    });
    checked.collect()
}

/// A text, or the texts of a list.
fn texts(node: &Node) -> Option<Vec<String>> {
    match &node.value {
        Value::Text(text) => Some(vec![text.clone()]),
        Value::List(items) => items
            .iter()
            .map(|item| if let Value::Text(text) = &item.value { Some(text.clone()) } else { None })
            .collect(),
        _ => None,
    }
}

fn wrong(source: &Source, node: &Node, message: &str) -> Obstacle {
    let (line, _) = source.line_column(node.span.range().start);
    Obstacle::new(
        format!("{} の {line} 行目: {message}", source.path().display()),
        format!("「列:」の下に書ける項目: {}", FIELDS.join("、")),
    )
}
