//! 追加項目: the boxes that only one municipality has, of a paper or of each row of it.

use crate::record::{Field, List};
use serde::{Deserialize, Serialize};

/// A box as a manifest writes it.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct ExtraEntry {
    /// The key under `追加:` and the label.
    #[serde(rename = "名称")]
    pub name: Field<String>,
    /// What may be written.
    #[serde(rename = "型")]
    pub kind: Field<ExtraType>,
    /// The words to choose from, for 選択 and 複数選択.
    #[serde(rename = "選択肢")]
    pub choices: List<String>,
    /// Whether it must be written.
    #[serde(rename = "必須")]
    pub required: Field<bool>,
    /// Of which rows each has one; without it the paper has it once.
    #[serde(rename = "行")]
    pub rows: Field<ExtraRows>,
}

/// 型 of an extra box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum ExtraType {
    /// 文章
    #[serde(rename = "文章")]
    Text,
    /// 有無
    #[serde(rename = "有無")]
    YesNo,
    /// 日付
    #[serde(rename = "日付")]
    Date,
    /// 数
    #[serde(rename = "数")]
    Number,
    /// 選択
    #[serde(rename = "選択")]
    Choice,
    /// 複数選択
    #[serde(rename = "複数選択")]
    Several,
}

/// 行 of an extra box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum ExtraRows {
    /// 支援: the rows of a 個別支援計画, or of a モニタリング記録 that goes by them.
    #[serde(rename = "支援")]
    Support,
    /// ニーズ: the rows of a 障害児支援利用計画, or of a モニタリング報告書.
    #[serde(rename = "ニーズ")]
    Needs,
}

impl ExtraRows {
    /// The word in manifests, which is the key of the list in the document.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Support => "支援",
            Self::Needs => "ニーズ",
        }
    }
}

/// A box of a municipality's own.
#[derive(Debug, Clone)]
pub struct Extra {
    /// The key under `追加:` and the label.
    pub name: String,
    /// What may be written.
    pub kind: ExtraType,
    /// The words to choose from.
    pub choices: Vec<String>,
    /// Whether it must be written.
    pub required: bool,
    /// Of which rows each has one.
    pub rows: Option<ExtraRows>,
}

impl Extra {
    /// The box that an entry means; none without a name.
    #[must_use]
    pub fn of(entry: &ExtraEntry) -> Option<Self> {
        Some(Self {
            name: entry.name.get()?.clone(),
            kind: entry.kind.get().copied().unwrap_or(ExtraType::Text),
            choices: entry.choices.iter().map(|choice| choice.value.clone()).collect(),
            required: entry.required.get().copied().unwrap_or(false),
            rows: entry.rows.get().copied(),
        })
    }

    /// What may be written, in a word or as the words to choose from.
    #[must_use]
    pub fn says(&self) -> String {
        match self.kind {
            ExtraType::Choice => self.choices.join(" / "),
            ExtraType::Several => format!("「、」か [ ] で並べる: {}", self.choices.join(" / ")),
            kind => kind.label().to_owned(),
        }
    }
}

impl ExtraType {
    /// The word in manifests and templates; of 有無 what may be written.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Text => "文章",
            Self::YesNo => "有 / 無",
            Self::Date => "日付",
            Self::Number => "数",
            Self::Choice => "選択",
            Self::Several => "複数選択",
        }
    }
}

/// The words of a value that chooses several: `水遊び、音楽`.
#[must_use]
pub fn chosen_words(text: &str) -> Vec<&str> {
    text.split(['、', '，', ',']).map(str::trim).filter(|word| !word.is_empty()).collect()
}
