//! 医療 of a child: doctors and medicine, and 医療的ケア with its score, level and the doctor's 指示書.

use crate::record::{Field, TextOr};
use crate::value::{Date, Score, Text};
use serde::{Deserialize, Serialize};

/// 医療.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Medical {
    #[serde(rename = "主治医")]
    pub doctor: Field<String>,
    #[serde(rename = "受診")]
    pub visits: Field<String>,
    #[serde(rename = "服薬")]
    pub medication: Field<String>,
    #[serde(rename = "アレルギー")]
    pub allergies: Field<String>,
    /// A word, or what the 新判定スコア says.
    #[serde(rename = "医療的ケア")]
    pub care: Field<TextOr<MedicalCare>>,
    #[serde(rename = "補装具")]
    pub orthosis: Field<String>,
    #[serde(rename = "備考")]
    pub note: Field<Text>,
}

/// 医療的ケア of a child with a 判定スコア.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct MedicalCare {
    /// What is done: 経管栄養, 吸引 ….
    #[serde(rename = "内容")]
    pub content: Field<String>,
    #[serde(rename = "スコア", alias = "～判定スコア")]
    pub score: Field<Score>,
    #[serde(rename = "区分")]
    pub level: Field<CareLevel>,
    #[serde(rename = "指示書")]
    pub order: Field<TextOr<MedicalOrder>>,
}

/// 医療的ケア区分 of a 基本報酬: 1 from 3 points on, 2 from 16, 3 from 32.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum CareLevel {
    /// 区分1
    #[serde(rename = "1", alias = "～１", alias = "～区分1", alias = "～区分１", alias = "～医療的ケア区分1")]
    One,
    /// 区分2
    #[serde(rename = "2", alias = "～２", alias = "～区分2", alias = "～区分２", alias = "～医療的ケア区分2")]
    Two,
    /// 区分3
    #[serde(rename = "3", alias = "～３", alias = "～区分3", alias = "～区分３", alias = "～医療的ケア区分3")]
    Three,
    /// No 区分
    #[serde(rename = "なし", alias = "～無", alias = "～非該当", alias = "～該当なし")]
    None,
}

impl CareLevel {
    /// As it is printed behind the score.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::One => "区分1",
            Self::Two => "区分2",
            Self::Three => "区分3",
            Self::None => "区分なし",
        }
    }
}

/// 指示書 (医療的ケア指示書) of a doctor; written out, or its date alone.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct MedicalOrder {
    #[serde(rename = "日付", alias = "～交付日")]
    pub date: Field<Date>,
    #[serde(rename = "期限", alias = "～有効期限")]
    pub until: Field<Date>,
    #[serde(rename = "医師", alias = "～主治医")]
    pub doctor: Field<String>,
}

impl MedicalCare {
    /// On one line: `経管栄養　スコア16点（区分2）　指示書 令和6年4月1日 岸本医師（期限 令和7年3月31日）`.
    #[must_use]
    pub fn to_line(&self) -> String {
        let score = self.score.get().map(|score| format!("スコア{score}"));
        let level = self.level.get().map(|level| level.label());
        let measured = match (score, level) {
            (Some(score), Some(level)) => Some(format!("{score}（{level}）")),
            (score, level) => score.or(level.map(str::to_owned)),
        };
        let order = self.order.get().map(|order| match order {
            TextOr::Text(text) => text.parse::<Date>().map_or_else(|_| text.clone(), Date::to_wareki),
            TextOr::Record(order) => order.to_line(),
        });
        let order = order.filter(|order| !order.is_empty()).map(|order| format!("指示書 {order}"));
        [self.content.get().cloned(), measured, order].into_iter().flatten().collect::<Vec<_>>().join("　")
    }
}

impl MedicalOrder {
    fn to_line(&self) -> String {
        let date = self.date.get().map(|date| date.to_wareki());
        let until = self.until.get().map(|until| format!("（期限 {}）", until.to_wareki()));
        let named = [date, self.doctor.get().cloned()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        named + &until.unwrap_or_default()
    }
}

impl Medical {
    /// 医療的ケア on one line; none where it is not written.
    #[must_use]
    pub fn care_line(&self) -> Option<String> {
        match self.care.get()? {
            TextOr::Text(text) => Some(text.clone()),
            TextOr::Record(care) => Some(care.to_line()).filter(|line| !line.is_empty()),
        }
    }
}
