//! 専門的支援実施計画: what a therapist works at within a 個別支援計画, with the sessions that were given.

use super::Model;
use super::ids;
use super::kind::{Covers, Format, Kind};
use super::paper::{Issuer, Link, LogStep, Origin, Paper, Part, Role, State};
use super::party::PersonRef;
use super::plan::Domain;
use super::version::{self, Versioned};
use crate::case::added;
use crate::record::{self, Field, List};
use crate::source::Span;
use crate::value::{Date, Length, Period, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a 専門的支援実施計画 is to the loader. What must be written is what 専門的支援実施加算 wants of it.
pub const KIND: Kind = Kind {
    id: "specialist",
    title: "専門的支援実施計画",
    folder: "specialist",
    file: None,
    format: Format::Yaml,
    covers: Covers::Day,
    date_key: "作成日",
    required: &[
        "事業所",
        "計画",
        "作成日",
        "担当者",
        "重点領域",
        "期間.開始",
        "期間.終了",
        "アセスメントの結果|必要とする理由",
        "目標",
        "支援内容",
    ],
    rows: None,
    shape: record::Shape::of::<SpecialistPlan>,
    read: |source, tree, findings| Model::Specialist(record::read(source, tree, findings)),
};

/// `specialist/DATE.yaml`.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct SpecialistPlan {
    #[serde(rename = "事業所", with = "ids::office")]
    pub office: Field<String>,
    #[serde(rename = "様式", with = "ids::form_pack")]
    pub form: Field<String>,
    /// The 個別支援計画 that it stands in.
    #[serde(rename = "計画", alias = "～個別支援計画", with = "ids::support_plan")]
    pub plan: Field<String>,
    #[serde(rename = "作成日", alias = "～作成年月日")]
    pub date: Field<Date>,
    /// The therapist who made it.
    #[serde(rename = "担当者", alias = "～作成者", alias = "～担当専門職", with = "ids::staff")]
    pub author: Field<PersonRef>,
    #[serde(rename = "重点領域")]
    pub domains: List<Domain>,
    #[serde(rename = "期間", alias = "～実施期間")]
    pub period: Field<Period>,
    /// 個別, 小集団 ….
    #[serde(rename = "実施の形", alias = "～実施形態")]
    pub setting: Field<Setting>,
    #[serde(rename = "頻度", alias = "～回数")]
    pub frequency: Field<String>,
    /// How long a session lasts.
    #[serde(rename = "時間")]
    pub length: Field<Length>,
    #[serde(rename = "場所")]
    pub place: Field<String>,
    #[serde(rename = "アセスメントの結果")]
    pub assessment: Field<Text>,
    #[serde(rename = "必要とする理由")]
    pub reason: Field<Text>,
    #[serde(rename = "目標")]
    pub goal: Field<Text>,
    #[serde(rename = "支援内容", alias = "～具体的な支援内容と方法")]
    pub content: Field<Text>,
    /// The rows of the 個別支援計画 that it serves.
    #[serde(rename = "支援", with = "ids::support_row")]
    pub rows: List<String>,
    /// What the others of the office take over from it.
    #[serde(rename = "職員への引き継ぎ")]
    pub handover: Field<Text>,
    #[serde(rename = "評価の方法")]
    pub evaluation: Field<Text>,
    #[serde(rename = "備考")]
    pub note: Field<Text>,
    #[serde(rename = "実施記録")]
    pub sessions: List<Session>,
    /// Boxes that a municipality's pack adds.
    #[serde(rename = "追加", deserialize_with = "added::boxes")]
    pub extra: BTreeMap<String, Field<String>>,
}

/// What a consent to it does not cover: remarks, and what is written down later.
const NOT_COVERED: [&str; 2] = ["備考", "実施記録"];

impl Versioned for SpecialistPlan {
    fn version(&self) -> String {
        version::of(KIND.title, self, &NOT_COVERED)
    }
}

impl Paper for SpecialistPlan {
    fn office(&self) -> Issuer<'_> {
        Issuer::Named(&self.office)
    }

    fn author(&self) -> (&'static str, &Field<PersonRef>) {
        ("担当者", &self.author)
    }

    fn dated(&self) -> Option<Span> {
        self.date.span()
    }

    fn state(&self) -> State {
        State::Always
    }

    fn period(&self) -> Option<&Field<Period>> {
        Some(&self.period)
    }

    fn form(&self) -> &Field<String> {
        &self.form
    }

    fn extra(&self) -> &BTreeMap<String, Field<String>> {
        &self.extra
    }

    fn parts(&self) -> Vec<Part<'_>> {
        vec![Part { schedule: None, date: &self.date, content: self }]
    }

    fn links(&self, _: &Kind) -> Vec<Link<'_>> {
        vec![Link { role: Role::Subject, kind: "plan", name: &self.plan }]
    }

    fn origin(&self) -> Origin {
        Origin::Own
    }

    fn step(&self) -> LogStep<'_> {
        LogStep::Beside
    }
}

/// 実施の形.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum Setting {
    /// 個別
    #[serde(rename = "個別", alias = "～個別支援")]
    Single,
    /// 小集団: up to five children for each therapist.
    #[serde(rename = "小集団", alias = "～集団")]
    SmallGroup,
    /// Both in turn.
    #[serde(rename = "個別と小集団", alias = "～個別・小集団")]
    Both,
}

impl Setting {
    /// The words of the form, in its order.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Single, "個別"), (Self::SmallGroup, "小集団"), (Self::Both, "個別と小集団")];
}

/// One of 実施記録.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Session {
    #[serde(rename = "日付", alias = "～実施日")]
    pub date: Field<Date>,
    #[serde(rename = "担当者", alias = "～実施者", with = "ids::staff")]
    pub staff: Field<PersonRef>,
    #[serde(rename = "時間")]
    pub length: Field<Length>,
    #[serde(rename = "内容")]
    pub content: Field<Text>,
    #[serde(rename = "反応", alias = "～様子")]
    pub response: Field<Text>,
    #[serde(rename = "次回")]
    pub next: Field<Text>,
}
