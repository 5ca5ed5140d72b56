//! モニタリング記録: how each row of a 個別支援計画 went, and what follows.

use super::Model;
use super::ids;
use super::kind::{Covers, Format, Kind};
use super::paper::{Issuer, Link, LogStep, Origin, Paper, Part, Role, State, Summary};
use super::party::PersonRef;
use crate::case::added;
use crate::record::{self, Field, List};
use crate::source::Span;
use crate::value::{Date, Period, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a モニタリング記録 is to the loader.
pub const KIND: Kind = Kind {
    id: "monitoring",
    title: "モニタリング記録",
    folder: "monitoring",
    file: None,
    format: Format::Yaml,
    covers: Covers::Day,
    date_key: "実施日",
    required: &[
        "事業所",
        "計画",
        "実施日",
        "実施者",
        "支援",
        "支援[].行",
        "支援[].評価",
        "支援[].今後",
        "総合的な評価",
        "計画の見直し",
    ],
    rows: Some("支援"),
    shape: record::Shape::of::<Monitoring>,
    read: |source, tree, findings| Model::Monitoring(record::read(source, tree, findings)),
};

/// `monitoring/DATE.yaml`.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Monitoring {
    #[serde(rename = "事業所", with = "ids::office")]
    pub office: Field<String>,
    #[serde(rename = "様式", with = "ids::form_pack")]
    pub form: Field<String>,
    /// The plan's file.
    #[serde(rename = "計画", with = "ids::support_plan")]
    pub plan: Field<String>,
    #[serde(rename = "実施日")]
    pub date: Field<Date>,
    #[serde(rename = "実施者", with = "ids::staff")]
    pub author: Field<PersonRef>,
    #[serde(rename = "面接")]
    pub interviews: Field<Interviews>,
    #[serde(rename = "聞き取り")]
    pub hearings: List<Hearing>,
    #[serde(rename = "支援")]
    pub rows: List<RowResult>,
    #[serde(rename = "長期目標", alias = "～長期目標の達成状況")]
    pub long_goal: Field<Text>,
    #[serde(rename = "短期目標", alias = "～短期目標の達成状況")]
    pub short_goal: Field<Text>,
    #[serde(rename = "意見")]
    pub opinions: Field<Opinions>,
    #[serde(rename = "総合的な評価")]
    pub overall: Field<Text>,
    #[serde(rename = "計画の見直し")]
    pub plan_review: Field<PlanReview>,
    #[serde(rename = "備考")]
    pub note: Field<Text>,
    /// Boxes that a municipality's pack adds.
    #[serde(rename = "追加", deserialize_with = "added::boxes")]
    pub extra: BTreeMap<String, Field<String>>,
}

impl Paper for Monitoring {
    fn office(&self) -> Issuer<'_> {
        Issuer::Named(&self.office)
    }

    fn author(&self) -> (&'static str, &Field<PersonRef>) {
        ("実施者", &self.author)
    }

    fn dated(&self) -> Option<Span> {
        self.date.span()
    }

    fn state(&self) -> State {
        State::Always
    }

    fn period(&self) -> Option<&Field<Period>> {
        None
    }

    fn form(&self) -> &Field<String> {
        &self.form
    }

    fn extra(&self) -> &BTreeMap<String, Field<String>> {
        &self.extra
    }

    fn parts(&self) -> Vec<Part<'_>> {
        Vec::new()
    }

    fn links(&self, _: &Kind) -> Vec<Link<'_>> {
        vec![Link { role: Role::Subject, kind: "plan", name: &self.plan }]
    }

    fn origin(&self) -> Origin {
        Origin::Own
    }

    fn step(&self) -> LogStep<'_> {
        let results = self.results();
        let plan_review = self.plan_review.get().map(|review| review.label());
        LogStep::Review(&self.plan, Summary { results, plan_review, ..Summary::default() })
    }
}

impl Monitoring {
    /// How many rows have each word of 評価: the three of the program's own form, or those that are written where a form
    /// has others.
    fn results(&self) -> Vec<(String, usize)> {
        let mut results: Vec<(String, usize)> =
            Achievement::ALL.iter().map(|(_, word)| ((*word).to_owned(), 0)).collect();
        for word in self.rows.iter().filter_map(|row| row.result.get()) {
            match results.iter_mut().find(|(own, _)| own == word) {
                Some((_, count)) => *count += 1,
                None => results.push((word.clone(), 1)),
            }
        }
        if results.len() > Achievement::ALL.len() {
            results.retain(|(_, count)| *count > 0);
        }
        results
    }
}

/// 面接: the law wants both heard.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Interviews {
    #[serde(rename = "保護者")]
    pub guardian: Field<Heard>,
    #[serde(rename = "本人")]
    pub child: Field<Heard>,
}

/// When and how somebody was met, or why not.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Heard {
    #[serde(rename = "日付")]
    pub date: Field<Date>,
    #[serde(rename = "方法")]
    pub method: Field<String>,
    /// Why there was no interview.
    #[serde(rename = "理由")]
    pub reason: Field<Text>,
}

/// 聞き取り from staff.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Hearing {
    #[serde(rename = "職員", with = "ids::staff")]
    pub staff: Field<PersonRef>,
    #[serde(rename = "日付")]
    pub date: Field<Date>,
    #[serde(rename = "内容")]
    pub content: Field<Text>,
}

/// The result of one row of the plan.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct RowResult {
    /// The row's id in the plan.
    #[serde(rename = "行", with = "ids::support_row")]
    pub row: Field<String>,
    /// A word of the form's list, which says what it counts as.
    #[serde(rename = "評価", with = "ids::rating")]
    pub result: Field<String>,
    #[serde(rename = "理由", alias = "～評価の理由・本人の様子")]
    pub reason: Field<Text>,
    /// Days of the records it rests on.
    #[serde(rename = "根拠")]
    pub evidence: List<Date>,
    #[serde(rename = "今後")]
    pub future: Field<Future>,
    #[serde(rename = "備考")]
    pub note: Field<Text>,
    /// Boxes that a municipality's pack adds to each row.
    #[serde(rename = "追加", deserialize_with = "added::boxes")]
    pub extra: BTreeMap<String, Field<String>>,
}

/// What a 評価 counts as; each is also the word of the program's own form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum Achievement {
    /// 達成
    #[serde(rename = "達成")]
    Achieved,
    /// 一部達成
    #[serde(rename = "一部達成")]
    Partly,
    /// 未達成
    #[serde(rename = "未達成")]
    NotYet,
}

impl Achievement {
    /// The words of the form, in its order.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Achieved, "達成"), (Self::Partly, "一部達成"), (Self::NotYet, "未達成")];
}

/// 今後の方針.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum Future {
    /// 継続
    #[serde(rename = "継続")]
    Continue,
    /// 変更
    #[serde(rename = "変更")]
    Change,
    /// 終了
    #[serde(rename = "終了")]
    End,
}

impl Future {
    /// The words of the form, in its order.
    pub const ALL: [(Self, &'static str); 3] = [(Self::Continue, "継続"), (Self::Change, "変更"), (Self::End, "終了")];
}

/// 意見.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Opinions {
    #[serde(rename = "本人")]
    pub child: Field<Text>,
    #[serde(rename = "保護者", alias = "～家族")]
    pub guardian: Field<Text>,
}

/// 計画の見直し.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum PlanReview {
    /// 要
    #[serde(
        rename = "要",
        alias = "～必要",
        alias = "～有",
        alias = "～あり",
        alias = "～はい",
        alias = "～○",
        alias = "～〇"
    )]
    Needed,
    /// 不要
    #[serde(rename = "不要", alias = "～必要なし", alias = "～無", alias = "～なし", alias = "～いいえ", alias = "～×")]
    NotNeeded,
}

impl PlanReview {
    /// The word of the form.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Needed => "要",
            Self::NotNeeded => "不要",
        }
    }
}
