//! モニタリング報告書(継続障害児支援利用援助): how each need of a 障害児支援利用計画 stands, and what has to change.

use super::super::ids;
use super::super::kind::{Covers, Format, Kind};
use super::super::paper::{Issuer, Link, LogStep, Origin, Paper, Part, Role, State, Summary};
use super::super::party::{Office, PersonRef};
use super::super::{Model, plan::Answer};
use super::week::WeeklyPlan;
use crate::case::added;
use crate::record::{self, Field, List, TextOr};
use crate::source::Span;
use crate::value::{Date, Period, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a モニタリング報告書 is to the loader.
pub const KIND: Kind = Kind {
    id: "consult-monitoring",
    title: "モニタリング報告書",
    folder: "consult/monitoring",
    file: None,
    format: Format::Yaml,
    covers: Covers::Day,
    date_key: "実施日",
    required: &[
        "事業所",
        "計画",
        "実施日",
        "実施者",
        "全体の状況",
        "ニーズ",
        "ニーズ[].id",
        "ニーズ[].サービス提供状況",
        "結果",
    ],
    rows: Some("ニーズ"),
    shape: record::Shape::of::<MonitoringReport>,
    read: |source, tree, findings| Model::ConsultationMonitoring(record::read(source, tree, findings)),
};

/// `consult/monitoring/DATE.yaml`. 優先順位, 支援目標, 達成時期 and 総合的な援助の方針 are the plan's and are not written again.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct MonitoringReport {
    #[serde(rename = "事業所", with = "ids::office")]
    pub office: Field<TextOr<Office>>,
    #[serde(rename = "様式", with = "ids::form_pack")]
    pub form: Field<String>,
    /// Written by the family, where there is no 相談支援: as a copy, and of no office.
    #[serde(rename = "セルフプラン")]
    pub self_plan: Field<bool>,
    /// The plan's file.
    #[serde(rename = "計画", with = "ids::consultation_plan")]
    pub plan: Field<String>,
    #[serde(rename = "実施日", alias = "～モニタリング実施日")]
    pub date: Field<Date>,
    #[serde(rename = "実施者", alias = "～計画作成担当者", with = "ids::staff")]
    pub author: Field<PersonRef>,
    #[serde(rename = "居宅訪問日")]
    pub visit: Field<Date>,
    #[serde(rename = "聞き取り")]
    pub hearings: List<OfficeHearing>,
    #[serde(rename = "全体の状況")]
    pub overall: Field<Text>,
    #[serde(rename = "ニーズ")]
    pub needs: List<NeedResult>,
    #[serde(rename = "結果")]
    pub outcome: Field<MonitoringResult>,
    /// 様式3-2, when the week changed.
    #[serde(rename = "週間計画", alias = "～週間計画表")]
    pub week: Field<WeeklyPlan>,
    /// Boxes that a municipality's pack adds.
    #[serde(rename = "追加", deserialize_with = "added::boxes")]
    pub extra: BTreeMap<String, Field<String>>,
}

impl Paper for MonitoringReport {
    fn office(&self) -> Issuer<'_> {
        Issuer::Written(&self.office)
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
        vec![Link { role: Role::Subject, kind: "consult-plan", name: &self.plan }]
    }

    fn origin(&self) -> Origin {
        if self.self_plan.get() == Some(&true) { Origin::Received(None) } else { Origin::Own }
    }

    fn step(&self) -> LogStep<'_> {
        let asks = |need: &NeedResult| {
            let answers = need.change.get().into_iter().flat_map(ChangeNeeded::answers);
            answers.into_iter().any(|(_, answer)| answer.get() == Some(&Answer::Yes))
        };
        let changing = self.needs.iter().filter(|need| asks(need)).count();
        let outcome = self.outcome.get();
        let outcome = MonitoringResult::ALL.iter().find(|(own, _)| Some(own) == outcome).map(|(_, label)| *label);
        LogStep::Review(
            &self.plan,
            Summary { needs: Some((self.needs.len(), changing)), outcome, ..Summary::default() },
        )
    }
}

impl MonitoringReport {
    /// The questions answered 有, with their places, in the order of the form.
    pub fn changes(&self) -> impl Iterator<Item = (&'static str, Span)> {
        let answers = self.needs.iter().filter_map(|result| result.change.get()).flat_map(ChangeNeeded::answers);
        answers.filter_map(|(name, answer)| match answer.spanned() {
            Some((Answer::Yes, span)) => Some((name, span)),
            _ => None,
        })
    }
}

/// 聞き取り from a provider.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct OfficeHearing {
    /// An id of an office or of 関係機関, or one written out.
    #[serde(rename = "事業所", with = "ids::partner")]
    pub office: Field<PersonRef>,
    #[serde(rename = "相手")]
    pub person: Field<PersonRef>,
    #[serde(rename = "日付")]
    pub date: Field<Date>,
    /// The office's own モニタリング記録: `monitoring/2024-09-12`.
    #[serde(rename = "記録", with = "ids::monitoring_record")]
    pub record: Field<String>,
}

/// How one need stands.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct NeedResult {
    /// The need's id in the plan.
    #[serde(with = "ids::need")]
    pub id: Field<String>,
    /// サービス提供状況(事業者からの聞き取り)
    #[serde(rename = "サービス提供状況")]
    pub provision: Field<Text>,
    #[serde(rename = "本人の感想・満足度")]
    pub satisfaction: Field<Text>,
    /// 支援目標の達成度(ニーズの充足度)
    #[serde(rename = "達成度", alias = "～支援目標の達成度")]
    pub achievement: Field<Text>,
    /// 今後の課題・解決方法(残された課題、新たな課題)
    #[serde(rename = "今後の課題", alias = "～今後の課題・解決方法")]
    pub remaining: Field<Text>,
    #[serde(rename = "変更の必要性", alias = "～計画変更の必要性")]
    pub change: Field<ChangeNeeded>,
    #[serde(rename = "留意事項", alias = "～その他留意事項")]
    pub caution: Field<Text>,
    /// Boxes that a municipality's pack adds to each row.
    #[serde(rename = "追加", deserialize_with = "added::boxes")]
    pub extra: BTreeMap<String, Field<String>>,
}

/// 計画変更の必要性.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct ChangeNeeded {
    /// サービス種類の変更
    #[serde(rename = "種類")]
    pub kind: Field<Answer>,
    /// サービス量の変更
    #[serde(rename = "量")]
    pub amount: Field<Answer>,
    /// 週間計画の変更
    #[serde(rename = "週間計画")]
    pub week: Field<Answer>,
}

impl ChangeNeeded {
    /// The three questions in the order of the form, by their names in the file.
    #[must_use]
    pub fn answers(&self) -> [(&'static str, &Field<Answer>); 3] {
        [("種類", &self.kind), ("量", &self.amount), ("週間計画", &self.week)]
    }
}

/// 結果.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum MonitoringResult {
    /// 継続
    #[serde(rename = "継続")]
    Continue,
    /// 変更: the plan changes before its period has run.
    #[serde(rename = "変更", alias = "～中途月変更")]
    Change,
    /// 更新: a new plan follows at the end of the period.
    #[serde(rename = "更新", alias = "～終期月更新")]
    Renewal,
    /// 終了
    #[serde(rename = "終了", alias = "～サービス終了")]
    End,
}

impl MonitoringResult {
    /// The words, in order.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::Continue, "継続"), (Self::Change, "変更"), (Self::Renewal, "更新"), (Self::End, "終了")];
}
