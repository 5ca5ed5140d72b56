//! アセスメントシート: what was heard and seen before a plan, one `##` heading a box.

use super::Model;
use super::ids;
use super::kind::{Covers, Format, Kind};
use super::meeting::Method;
use super::paper::{Issuer, Link, LogStep, Origin, Paper, Part, State};
use super::party::PersonRef;
use crate::case::added;
use crate::record::{self, Field, List};
use crate::source::Span;
use crate::value::{Date, Period, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What an アセスメントシート is to the loader.
pub const KIND: Kind = Kind {
    id: "assessment",
    title: "アセスメントシート",
    folder: "assessment",
    file: None,
    format: Format::Markdown,
    covers: Covers::Day,
    date_key: "実施日",
    required: &["種類", "事業所", "実施日", "実施者", "場所", "方法", "本人の希望|保護者の希望", "課題(ニーズ)"],
    rows: None,
    shape: record::Shape::of::<Assessment>,
    read: |source, tree, findings| Model::Assessment(record::read(source, tree, findings)),
};

/// `assessment/DATE.md`.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Assessment {
    #[serde(rename = "種類")]
    pub occasion: Field<AssessmentKind>,
    #[serde(rename = "事業所", with = "ids::office")]
    pub office: Field<String>,
    #[serde(rename = "様式", with = "ids::form_pack")]
    pub form: Field<String>,
    #[serde(rename = "実施日")]
    pub date: Field<Date>,
    #[serde(rename = "実施者", with = "ids::staff")]
    pub author: Field<PersonRef>,
    #[serde(rename = "場所")]
    pub place: Field<String>,
    #[serde(rename = "方法")]
    pub method: Field<Method>,
    #[serde(rename = "同席者", with = "ids::staff")]
    pub present: List<PersonRef>,
    /// Whether the purpose of the interview was explained.
    #[serde(rename = "趣旨の説明")]
    pub purpose_explained: Field<bool>,
    #[serde(rename = "参考資料", alias = "～参考にした情報")]
    pub references: List<String>,
    #[serde(rename = "本人の希望")]
    pub child_wish: Field<Text>,
    #[serde(rename = "保護者の希望")]
    pub guardian_wish: Field<Text>,
    #[serde(rename = "健康・生活")]
    pub health: Field<Text>,
    #[serde(rename = "運動・感覚")]
    pub motion: Field<Text>,
    #[serde(rename = "認知・行動")]
    pub cognition: Field<Text>,
    #[serde(rename = "言語・コミュニケーション")]
    pub language: Field<Text>,
    #[serde(rename = "人間関係・社会性", alias = "～人間性・社会性")]
    pub relations: Field<Text>,
    #[serde(rename = "家族の状況")]
    pub family: Field<Text>,
    #[serde(rename = "地域の状況")]
    pub community: Field<Text>,
    #[serde(rename = "本人の強み")]
    pub strengths: Field<Text>,
    #[serde(rename = "課題(ニーズ)", alias = "～課題（ニーズ）", alias = "～課題")]
    pub needs: Field<Text>,
    #[serde(rename = "支援の方向")]
    pub direction: Field<Text>,
    #[serde(rename = "これから確認すること")]
    pub to_confirm: Field<Text>,
    /// Boxes that a municipality's pack adds.
    #[serde(rename = "追加", deserialize_with = "added::boxes")]
    pub extra: BTreeMap<String, Field<String>>,
}

impl Paper for Assessment {
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
        Vec::new()
    }

    fn origin(&self) -> Origin {
        Origin::Own
    }

    fn step(&self) -> LogStep<'_> {
        LogStep::Beside
    }
}

/// 種類 of an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum AssessmentKind {
    /// 初回
    #[serde(rename = "初回")]
    First,
    /// 見直し
    #[serde(rename = "見直し")]
    Review,
}

impl AssessmentKind {
    /// The word of the form.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::First => "初回",
            Self::Review => "見直し",
        }
    }
}
