//! 障害児支援利用計画: the map of the child's whole life, on which each office's 個別支援計画 stands.

use super::super::ids;
use super::super::kind::{Covers, Format, Kind};
use super::super::paper::{Issuer, Link, LogStep, Origin, Paper, Part, Role, State};
use super::super::party::{Office, PersonRef};
use super::super::terms::MonitoringTerm;
use super::super::version::{self, Versioned};
use super::super::{Model, plan::Wishes};
use super::week::WeeklyPlan;
use crate::case::added;
use crate::record::{self, Field, List, TextOr};
use crate::source::Span;
use crate::value::{Date, Period, Text, Timing};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a 障害児支援利用計画 is to the loader. The required fields are what 児童福祉法施行規則 asks of a 計画案 and of a 計画,
/// as far as the form has a box for them.
pub const KIND: Kind = Kind {
    id: "consult-plan",
    title: "障害児支援利用計画",
    folder: "consult/plan",
    file: None,
    format: Format::Yaml,
    covers: Covers::Day,
    date_key: "作成日",
    required: &[
        "事業所",
        "状態",
        "作成日",
        "作成者",
        "計画期間.開始",
        "計画期間.終了",
        "意向",
        "総合的な援助の方針",
        "長期目標",
        "短期目標",
        "ニーズ",
        "ニーズ[].id",
        "ニーズ[].優先順位",
        "ニーズ[].解決すべき課題",
        "ニーズ[].支援目標",
        "ニーズ[].達成時期",
        "ニーズ[].サービス[].種類",
        "週間計画",
    ],
    rows: Some("ニーズ"),
    shape: record::Shape::of::<ConsultationPlan>,
    read: |source, tree, findings| Model::ConsultationPlan(record::read(source, tree, findings)),
};

/// The name under which a 計画案 finds its form.
pub const DRAFT_TITLE: &str = "障害児支援利用計画案";

/// `consult/plan/DATE.yaml`.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct ConsultationPlan {
    #[serde(rename = "事業所", with = "ids::office")]
    pub office: Field<TextOr<Office>>,
    #[serde(rename = "様式", with = "ids::form_pack")]
    pub form: Field<String>,
    /// A plan received from another company: used for linkage, not judged.
    #[serde(rename = "写し")]
    pub copy: Field<bool>,
    /// Written by the family, where there is no 相談支援: as a copy, and of no office.
    #[serde(rename = "セルフプラン")]
    pub self_plan: Field<bool>,
    #[serde(rename = "受領日")]
    pub received: Field<Date>,
    #[serde(rename = "状態")]
    pub status: Field<ConsultPlanStatus>,
    /// The file of the 案.
    #[serde(rename = "案", alias = "～計画案", alias = "～原案", with = "ids::consultation_plan")]
    pub draft: Field<String>,
    #[serde(rename = "作成日", alias = "～計画作成日", alias = "～計画案作成日")]
    pub date: Field<Date>,
    #[serde(rename = "作成者", alias = "～計画作成担当者", with = "ids::staff")]
    pub author: Field<PersonRef>,
    /// Not a box of the form.
    #[serde(rename = "計画期間")]
    pub period: Field<Period>,
    #[serde(rename = "モニタリング期間")]
    pub monitoring: List<MonitoringTerm>,
    #[serde(rename = "意向")]
    pub wishes: Field<Wishes>,
    #[serde(rename = "総合的な援助の方針", alias = "～総合的な援助方針")]
    pub policy: Field<Text>,
    #[serde(rename = "長期目標")]
    pub long_goal: Field<Text>,
    #[serde(rename = "短期目標")]
    pub short_goal: Field<Text>,
    #[serde(rename = "ニーズ")]
    pub needs: List<Need>,
    #[serde(rename = "週間計画", alias = "～週間計画表")]
    pub week: Field<WeeklyPlan>,
    /// Boxes that a municipality's pack adds.
    #[serde(rename = "追加", deserialize_with = "added::boxes")]
    pub extra: BTreeMap<String, Field<String>>,
}

/// What a consent to it does not cover: its state and how it came here.
const NOT_COVERED: [&str; 5] = ["状態", "案", "写し", "セルフプラン", "受領日"];

impl Versioned for ConsultationPlan {
    fn version(&self) -> String {
        version::of("障害児支援利用計画", self, &NOT_COVERED)
    }
}

impl Paper for ConsultationPlan {
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
        match self.status.get() {
            Some(ConsultPlanStatus::Draft) => State::Draft,
            Some(ConsultPlanStatus::Final) => State::Final,
            None => State::Unknown,
        }
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
        vec![Link { role: Role::Draft, kind: KIND.id, name: &self.draft }]
    }

    fn origin(&self) -> Origin {
        if self.is_copy() { Origin::Received(self.received.get().copied()) } else { Origin::Own }
    }

    fn step(&self) -> LogStep<'_> {
        LogStep::Plan(None)
    }
}

impl ConsultationPlan {
    /// Whether it is a 計画案.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.status.get() == Some(&ConsultPlanStatus::Draft)
    }

    /// Whether it was received from another company or from the family.
    #[must_use]
    pub fn is_copy(&self) -> bool {
        self.copy.get() == Some(&true) || self.is_self_plan()
    }

    /// Whether the family wrote it.
    #[must_use]
    pub fn is_self_plan(&self) -> bool {
        self.self_plan.get() == Some(&true)
    }

    /// Whether it is a packet that the family still has: nothing of it holds yet.
    #[must_use]
    pub fn is_with_the_family(&self) -> bool {
        self.is_self_plan() && !self.received.is_set()
    }

    /// The need with this id.
    #[must_use]
    pub fn need(&self, id: &str) -> Option<&Need> {
        self.needs.iter().find(|need| need.id.get().is_some_and(|own| own == id)).map(|need| &need.value)
    }
}

/// 状態.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum ConsultPlanStatus {
    /// 案: what the meeting discusses and the municipality decides on.
    #[serde(rename = "案", alias = "～原案", alias = "～計画案")]
    Draft,
    /// 確定: after the decision, with every provider named.
    #[serde(rename = "確定")]
    Final,
}

/// 生活全般の解決すべき課題, with what is done about it: one row of the form.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Need {
    /// Kept from plan to plan; 個別支援計画 name it.
    #[serde(with = "ids::own_need")]
    pub id: Field<String>,
    #[serde(rename = "優先順位")]
    pub priority: Field<u32>,
    #[serde(rename = "解決すべき課題", alias = "～本人のニーズ", alias = "～課題")]
    pub issue: Field<Text>,
    #[serde(rename = "支援目標")]
    pub goal: Field<Text>,
    #[serde(rename = "達成時期")]
    pub due: Field<Timing>,
    #[serde(rename = "サービス", alias = "～福祉サービス等")]
    pub services: List<NeedService>,
    #[serde(rename = "本人の役割", alias = "～課題解決のための本人の役割")]
    pub child_role: Field<Text>,
    #[serde(rename = "評価時期")]
    pub review: Field<Timing>,
    #[serde(rename = "留意事項", alias = "～その他留意事項")]
    pub caution: Field<Text>,
    /// Boxes that a municipality's pack adds to each row.
    #[serde(rename = "追加", deserialize_with = "added::boxes")]
    pub extra: BTreeMap<String, Field<String>>,
}

/// One of 福祉サービス等: 種類・内容・量 and who provides it.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct NeedService {
    #[serde(rename = "種類")]
    pub kind: Field<String>,
    #[serde(rename = "内容")]
    pub content: Field<Text>,
    /// 量(頻度・時間): `月12日`.
    #[serde(rename = "量")]
    pub amount: Field<String>,
    /// An id of an office or of 関係機関, or one written out.
    #[serde(rename = "提供事業者", alias = "～提供事業者名", alias = "～提供事業所名", with = "ids::partner")]
    pub provider: Field<PersonRef>,
    #[serde(rename = "担当者", alias = "～担当者名")]
    pub contact: Field<String>,
    #[serde(rename = "電話", alias = "～電話番号")]
    pub phone: Field<String>,
    #[serde(rename = "区分")]
    pub source: Field<Formality>,
}

impl NeedService {
    /// Whether it is informal help, which needs no provider.
    #[must_use]
    pub fn is_informal(&self) -> bool {
        self.source.get() == Some(&Formality::Informal)
    }
}

/// 区分 of a support.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum Formality {
    /// フォーマル: a service.
    #[serde(rename = "フォーマル")]
    Formal,
    /// インフォーマル: family, neighbours, friends.
    #[serde(rename = "インフォーマル")]
    Informal,
}
