//! 語: the words by which rules judge what a text says, and what an office changes about them.

use crate::record::{Field, List};
use serde::{Deserialize, Serialize};

/// 規則.語 of `office.yaml`.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct WordChanges {
    /// Words that count besides.
    #[serde(rename = "加える")]
    pub added: Field<WordLists>,
    /// Words that do not count.
    #[serde(rename = "除く")]
    pub removed: Field<WordLists>,
}

/// The lists, which `src/rules/content/words.yaml` fills and explains.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct WordLists {
    #[serde(rename = "空欄と同じ語")]
    pub blanks: List<String>,
    #[serde(rename = "全職員を指す語")]
    pub everybody: List<String>,
    #[serde(rename = "インクルージョンの語")]
    pub inclusion: List<String>,
    #[serde(rename = "決まり文句")]
    pub stock_phrases: List<String>,
    #[serde(rename = "あいまいな語")]
    pub vague: List<String>,
    #[serde(rename = "場面の語")]
    pub scenes: List<String>,
    #[serde(rename = "動作の語")]
    pub acts: List<String>,
    #[serde(rename = "数の単位")]
    pub counters: List<String>,
    #[serde(rename = "なくす語")]
    pub ceasing: List<String>,
    #[serde(rename = "職員の動作")]
    pub staff_acts: List<String>,
    #[serde(rename = "支援の語")]
    pub support: List<String>,
}
