//! `pack.yaml`: what a form pack says of itself and of each document.

use super::extra::ExtraEntry;
use super::look::LookEntry;
use super::rating::RatingEntry;
use super::week::WeekEntry;
use crate::case::ids;
use crate::record::{Field, List, TextOr};
use crate::value::Period;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `pack.yaml`.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Manifest {
    /// The name people know the forms by.
    #[serde(rename = "名称")]
    pub name: Field<String>,
    /// What it is for, in a line.
    #[serde(rename = "用途")]
    pub purpose: Field<String>,
    /// The edition: the date or number the municipality gives it.
    #[serde(rename = "版")]
    pub edition: Field<String>,
    /// When this edition is in force. A document prints on the edition in force at its 作成日.
    #[serde(rename = "有効期間")]
    pub period: Field<Period>,
    /// The pack with the edition before this one.
    #[serde(rename = "旧版", with = "ids::form_pack")]
    pub previous: Field<String>,
    /// Where the facts come from.
    #[serde(rename = "出典")]
    pub sources: Field<Sources>,
    /// The pack from which everything comes that this one does not say.
    #[serde(rename = "継承", with = "ids::form_pack")]
    pub parent: Field<String>,
    /// Words that differ.
    #[serde(rename = "表記")]
    pub wording: Field<WordingTable>,
    /// How the sheets look.
    #[serde(rename = "体裁")]
    pub look: Field<LookEntry>,
    /// The documents, by their name in the program (個別支援計画, 別表, モニタリング記録 …).
    #[serde(rename = "文書")]
    pub documents: BTreeMap<String, Field<DocumentEntry>>,
}

/// 出典, with what was read in the real form and what was assumed.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Sources {
    /// The real forms.
    #[serde(rename = "資料")]
    pub documents: List<String>,
    /// Read in them.
    #[serde(rename = "確認済み")]
    pub verified: List<String>,
    /// Not read in them.
    #[serde(rename = "推定")]
    pub assumed: List<String>,
}

/// 表記.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct WordingTable {
    /// A label of the standard form → what this municipality prints instead.
    #[serde(rename = "見出し")]
    pub labels: BTreeMap<String, Field<String>>,
    /// A word in every label → the word this municipality writes (障害 → 障がい).
    #[serde(rename = "置換")]
    pub words: BTreeMap<String, Field<String>>,
}

/// What a pack says of one document.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct DocumentEntry {
    /// Words that differ on this document alone.
    #[serde(rename = "表記")]
    pub wording: Field<WordingTable>,
    /// How its sheets look.
    #[serde(rename = "体裁")]
    pub look: Field<LookEntry>,
    /// The title as printed; by service where it follows the service.
    #[serde(rename = "題名")]
    pub title: Field<TextOr<BTreeMap<String, String>>>,
    /// 様式番号, printed in the corner.
    #[serde(rename = "様式番号")]
    pub number: Field<String>,
    /// The paper.
    #[serde(rename = "用紙")]
    pub paper: Field<PaperSize>,
    /// The template's file in the pack's folder.
    #[serde(rename = "雛形", with = "ids::template")]
    pub template: Field<String>,
    /// Rows a page, where the form says so.
    #[serde(rename = "行数")]
    pub rows: Field<u32>,
    /// Fields this municipality requires beyond the law.
    #[serde(rename = "必須")]
    pub required: List<String>,
    /// Boxes of the model that this form prints although the national one has none.
    #[serde(rename = "任意欄")]
    pub boxes: List<String>,
    /// What the packs it stands on print or require and this one does not.
    #[serde(rename = "外す")]
    pub left_out: Field<LeftOutEntry>,
    /// Boxes that a document may have and this form does not: 事業所, 別表.区分.
    #[serde(rename = "印刷しない")]
    pub unprinted: List<String>,
    /// Whether who signs this form says to have got a copy: then a consent is a delivery, too.
    #[serde(rename = "同意文に交付")]
    pub consent_delivers: Field<bool>,
    /// Whether a weekday of the 別表 may have two ranges of hours.
    #[serde(rename = "一日に二つの時間帯")]
    pub two_ranges: Field<bool>,
    /// Boxes of its own.
    #[serde(rename = "追加項目")]
    pub extras: List<ExtraEntry>,
    /// Heights of boxes, in points, and what else a template asks for by name.
    #[serde(rename = "寸法")]
    pub sizes: BTreeMap<String, Field<u32>>,
    /// Its further sheets by name, each with a title, number and paper of its own.
    #[serde(rename = "続紙")]
    pub sheets: BTreeMap<String, Field<SheetEntry>>,
    /// The words of 評価, in the form's order.
    #[serde(rename = "評価の選択肢")]
    pub ratings: List<RatingEntry>,
    /// The grid of its 週間計画表.
    #[serde(rename = "週間計画表")]
    pub week: Field<WeekEntry>,
    /// Which side of a 新旧対照表 stands first.
    #[serde(rename = "順")]
    pub order: Field<Order>,
}

/// 外す: entries of lists that add up along 継承, by their names.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct LeftOutEntry {
    /// Boxes of 任意欄.
    #[serde(rename = "任意欄")]
    pub boxes: List<String>,
    /// Fields of 必須.
    #[serde(rename = "必須")]
    pub required: List<String>,
    /// Boxes of 追加項目, by their 名称.
    #[serde(rename = "追加項目")]
    pub extras: List<String>,
}

impl LeftOutEntry {
    /// Its lists, by the key of what each leaves out.
    pub(super) fn lists(&self) -> [(&'static str, &List<String>); 3] {
        [("任意欄", &self.boxes), ("必須", &self.required), ("追加項目", &self.extras)]
    }
}

impl DocumentEntry {
    /// The words that it has printed where a label may stand: titles, names of its own boxes.
    pub(super) fn printed_words(&self) -> Vec<String> {
        let titles = match self.title.get() {
            Some(TextOr::Text(title)) => vec![title.clone()],
            Some(TextOr::Record(by_service)) => by_service.values().cloned().collect(),
            None => Vec::new(),
        };
        let sheets = self.sheets.iter().flat_map(|(name, sheet)| {
            let title = sheet.get().and_then(|sheet| sheet.title.get().cloned());
            [Some(name.clone()), title].into_iter().flatten()
        });
        let boxes = self.extras.iter().filter_map(|extra| extra.name.get().cloned());
        titles.into_iter().chain(sheets).chain(boxes).collect()
    }
}

/// What a pack says of a further sheet of a document.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct SheetEntry {
    /// The title as printed.
    #[serde(rename = "題名")]
    pub title: Field<String>,
    /// 様式番号.
    #[serde(rename = "様式番号")]
    pub number: Field<String>,
    /// The paper.
    #[serde(rename = "用紙")]
    pub paper: Field<PaperSize>,
}

/// 順.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
pub enum Order {
    /// 旧新: the old document stands left.
    #[default]
    #[serde(rename = "旧新")]
    OldFirst,
    /// 新旧: the new one does.
    #[serde(rename = "新旧")]
    NewFirst,
}

/// 用紙.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum PaperSize {
    /// A4縦
    #[serde(rename = "A4縦")]
    Portrait,
    /// A4横
    #[serde(rename = "A4横")]
    Landscape,
}

impl PaperSize {
    /// The word in manifests and templates.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Portrait => "A4縦",
            Self::Landscape => "A4横",
        }
    }
}
