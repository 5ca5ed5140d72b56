//! 申請者の現状(基本情報): the child's life when a plan is asked for (別紙1), and its present week (別紙2).

use super::super::ids;
use super::super::kind::{Covers, Format, Kind};
use super::super::paper::{Issuer, Link, LogStep, Origin, Paper, Part, State};
use super::super::party::{Office, PersonRef};
use super::super::{Model, plan::Wishes};
use super::week::WeeklyPlan;
use crate::case::added;
use crate::record::{self, Field, List, TextOr};
use crate::source::Span;
use crate::value::{Date, Period, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What 申請者の現状 is to the loader.
pub const KIND: Kind = Kind {
    id: "consult-basic",
    title: "申請者の現状(基本情報)",
    folder: "consult",
    file: Some("basic"),
    format: Format::Yaml,
    covers: Covers::Day,
    date_key: "作成日",
    required: &["事業所", "作成日", "作成者", "概要", "主訴"],
    rows: None,
    shape: record::Shape::of::<Basic>,
    read: |source, tree, findings| Model::ConsultationBasic(record::read(source, tree, findings)),
};

/// `consult/basic.yaml`. What `child.yaml` already says (家族, 関係機関, 住所 …) is printed from there.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Basic {
    #[serde(rename = "事業所", with = "ids::office")]
    pub office: Field<TextOr<Office>>,
    #[serde(rename = "様式", with = "ids::form_pack")]
    pub form: Field<String>,
    #[serde(rename = "作成日")]
    pub date: Field<Date>,
    #[serde(rename = "作成者", alias = "～計画作成担当者", with = "ids::staff")]
    pub author: Field<PersonRef>,
    /// １．概要(支援経過・現状と課題等)
    #[serde(rename = "概要")]
    pub overview: Field<Text>,
    #[serde(rename = "生活歴")]
    pub life_history: Field<Text>,
    #[serde(rename = "医療の状況")]
    pub medical: Field<Text>,
    /// 主訴(意向・希望)
    #[serde(rename = "主訴")]
    pub complaints: Field<Wishes>,
    #[serde(rename = "支援の状況")]
    pub supports: Field<Supports>,
    #[serde(rename = "現在の生活")]
    pub week: Field<WeeklyPlan>,
    /// Boxes that a municipality's pack adds.
    #[serde(rename = "追加", deserialize_with = "added::boxes")]
    pub extra: BTreeMap<String, Field<String>>,
}

impl Paper for Basic {
    fn office(&self) -> Issuer<'_> {
        Issuer::Written(&self.office)
    }

    fn author(&self) -> (&'static str, &Field<PersonRef>) {
        ("作成者", &self.author)
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
        Vec::new()
    }

    fn origin(&self) -> Origin {
        Origin::Own
    }

    fn step(&self) -> LogStep<'_> {
        LogStep::Beside
    }
}

/// 支援の状況.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Supports {
    /// 障害福祉サービス、介護保険等.
    #[serde(rename = "公的支援")]
    pub public: List<Support>,
    #[serde(rename = "その他の支援")]
    pub other: List<Support>,
}

/// One support that the child has now.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Support {
    #[serde(rename = "名称")]
    pub name: Field<String>,
    /// An id of an office or of 関係機関, or one written out.
    #[serde(rename = "提供機関", alias = "～提供機関・提供者", alias = "～提供者", with = "ids::partner")]
    pub provider: Field<PersonRef>,
    #[serde(rename = "支援内容")]
    pub content: Field<Text>,
    #[serde(rename = "頻度")]
    pub frequency: Field<String>,
    #[serde(rename = "備考")]
    pub note: Field<Text>,
}
