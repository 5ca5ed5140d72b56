//! 個別支援計画: how one office walks the child's plan, with its 別表.

use super::Model;
use super::ids;
use super::kind::{Covers, Format, Kind};
use super::paper::{Issuer, Link, LogStep, Origin, Paper, Part, Role, State};
use super::party::PersonRef;
use super::schedule::Schedule;
use super::schedule_days::spread_days;
use super::version::{self, Versioned};
use crate::case::added;
use crate::record::{self, Field, List};
use crate::source::Span;
use crate::value::{Date, Period, Text, Timing};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a 個別支援計画 is to the loader. The required fields are those of 児童福祉法に基づく指定通所支援の事業等の人員、設備及び運営に
/// 関する基準 第27条 and of the 参考様式 of 2024.
pub const KIND: Kind = Kind {
    id: "plan",
    title: "個別支援計画",
    folder: "plan",
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
        "次回見直し年月日",
        "意向",
        "総合的な支援の方針",
        "長期目標.内容",
        "短期目標.内容",
        "支援の標準的な提供時間等",
        "支援",
        "支援[].項目",
        "支援[].課題|ニーズ",
        "支援[].支援目標",
        "支援[].支援内容",
        "支援[].達成時期",
        "別表[].名称",
        "別表[].区分",
        "別表[].作成日",
        "別表[].提供時間",
    ],
    rows: Some("支援"),
    shape: record::Shape::of::<SupportPlan>,
    read: |source, tree, findings| {
        findings.append(&mut spread_days(tree, &SHAPE));
        Model::Plan(record::read(source, tree, findings))
    },
};

/// What its files may hold: read off the record once.
static SHAPE: LazyLock<record::Shape> = LazyLock::new(record::Shape::of::<SupportPlan>);

/// `plan/DATE.yaml`.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct SupportPlan {
    #[serde(rename = "事業所", with = "ids::office")]
    pub office: Field<String>,
    #[serde(rename = "サービス")]
    pub service: Field<String>,
    #[serde(rename = "様式", with = "ids::form_pack")]
    pub form: Field<String>,
    #[serde(rename = "状態")]
    pub status: Field<Status>,
    /// The file of the draft.
    #[serde(rename = "原案", with = "ids::support_plan")]
    pub draft: Field<String>,
    #[serde(rename = "作成区分")]
    pub occasion: Field<Occasion>,
    /// The file of the plan before.
    #[serde(rename = "前計画", with = "ids::support_plan")]
    pub previous: Field<String>,
    #[serde(rename = "作成日", alias = "～作成年月日")]
    pub date: Field<Date>,
    #[serde(rename = "作成者", with = "ids::staff")]
    pub author: Field<PersonRef>,
    #[serde(rename = "計画期間")]
    pub period: Field<Period>,
    #[serde(rename = "次回見直し年月日", alias = "～次回見直し日")]
    pub next_review: Field<Date>,
    /// The file of the 障害児支援利用計画 that the needs belong to.
    #[serde(rename = "障害児支援利用計画", with = "ids::consultation_plan")]
    pub consultation_plan: Field<String>,
    #[serde(rename = "意向")]
    pub wishes: Field<Wishes>,
    #[serde(rename = "総合的な支援の方針", alias = "～総合的な支援方針")]
    pub policy: Field<Text>,
    #[serde(rename = "長期目標")]
    pub long_goal: Field<Goal>,
    #[serde(rename = "短期目標")]
    pub short_goal: Field<Goal>,
    #[serde(rename = "支援の標準的な提供時間等")]
    pub standard_hours: Field<Text>,
    #[serde(rename = "支援")]
    pub rows: List<SupportRow>,
    /// Why one of the five domains is not covered.
    #[serde(rename = "5領域の補足")]
    pub domain_note: Field<Text>,
    #[serde(rename = "対応しないニーズ")]
    pub unanswered_needs: List<UnansweredNeed>,
    #[serde(rename = "別表")]
    pub schedules: List<Schedule>,
    #[serde(rename = "送迎", alias = "～送迎の実施")]
    pub transport: Field<YesNo>,
    #[serde(rename = "通所自立支援")]
    pub independent_travel: Field<YesNo>,
    #[serde(rename = "評価及び今後の方針")]
    pub evaluation: Field<Text>,
    #[serde(rename = "備考")]
    pub note: Field<Text>,
    /// Boxes that a municipality's pack adds.
    #[serde(rename = "追加", deserialize_with = "added::boxes")]
    pub extra: BTreeMap<String, Field<String>>,
}

/// What a consent to the main sheet does not cover: its state, remarks, the evaluation written later, and the 別表,
/// which have a consent of their own.
const NOT_COVERED: [&str; 4] = ["状態", "備考", "評価及び今後の方針", "別表"];

impl Versioned for SupportPlan {
    fn version(&self) -> String {
        version::of("個別支援計画", self, &NOT_COVERED)
    }
}

impl SupportPlan {
    /// The names of the sheet itself, which differ between a 原案 and the plan that was made of it.
    const OF_THE_SHEET: [&str; 2] = ["作成日", "原案"];

    /// A hash over all that a consent to the main sheet covers but what names the sheet: a 原案 and the plan that was made
    /// of it without a change have the same.
    #[must_use]
    pub fn content(&self) -> String {
        version::of("個別支援計画", self, &[&NOT_COVERED[..], &Self::OF_THE_SHEET].concat())
    }
}

impl Paper for SupportPlan {
    fn office(&self) -> Issuer<'_> {
        Issuer::Named(&self.office)
    }

    fn author(&self) -> (&'static str, &Field<PersonRef>) {
        ("作成者", &self.author)
    }

    fn dated(&self) -> Option<Span> {
        self.date.span()
    }

    fn state(&self) -> State {
        match self.status.get() {
            Some(Status::Draft) => State::Draft,
            Some(Status::Final) => State::Final,
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
        let main = Part { schedule: None, date: &self.date, content: self };
        let tables = self.schedules.iter().enumerate();
        let tables = tables.map(|(index, table)| Part {
            schedule: Some((index, &table.value.name)),
            date: &table.value.date,
            content: &table.value,
        });
        std::iter::once(main).chain(tables).collect()
    }

    fn links(&self, _: &Kind) -> Vec<Link<'_>> {
        vec![
            Link { role: Role::Draft, kind: KIND.id, name: &self.draft },
            Link { role: Role::Previous, kind: KIND.id, name: &self.previous },
            Link { role: Role::Ground, kind: "consult-plan", name: &self.consultation_plan },
        ]
    }

    fn origin(&self) -> Origin {
        Origin::Own
    }

    fn step(&self) -> LogStep<'_> {
        LogStep::Plan(self.occasion.get().map(|occasion| occasion.label()))
    }
}

/// 状態.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum Status {
    /// 原案: what the meeting discusses.
    #[serde(rename = "原案", alias = "～案")]
    Draft,
    /// 確定: what is explained and consented to.
    #[serde(rename = "確定")]
    Final,
}

/// 作成区分.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum Occasion {
    /// 初回
    #[serde(rename = "初回")]
    First,
    /// 更新: after the period has run.
    #[serde(rename = "更新")]
    Renewal,
    /// 変更: ends the plan before early.
    #[serde(rename = "変更")]
    Change,
}

impl Occasion {
    /// The word of the form.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::First => "初回",
            Self::Renewal => "更新",
            Self::Change => "変更",
        }
    }
}

/// 意向.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Wishes {
    #[serde(rename = "本人")]
    pub child: Field<Text>,
    #[serde(rename = "家族", alias = "～保護者")]
    pub family: Field<Text>,
}

/// 長期目標, 短期目標.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Goal {
    #[serde(rename = "内容")]
    pub text: Field<Text>,
    #[serde(rename = "期間")]
    pub period: Field<Period>,
}

/// One row of 支援目標及び具体的な支援内容等.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct SupportRow {
    /// Kept when the row is carried over to the next plan.
    #[serde(with = "ids::own_support_row")]
    pub id: Field<String>,
    #[serde(rename = "項目")]
    pub kind: Field<SupportKind>,
    #[serde(rename = "課題")]
    pub issue: Field<Issue>,
    /// The need of the 障害児支援利用計画 that this row answers.
    #[serde(rename = "ニーズ", with = "ids::need")]
    pub need: Field<String>,
    #[serde(rename = "支援目標")]
    pub goal: Field<Text>,
    #[serde(rename = "支援内容")]
    pub content: Field<Text>,
    #[serde(rename = "5領域", alias = "～五領域", alias = "～５領域")]
    pub domains: List<Domain>,
    #[serde(rename = "達成時期")]
    pub due: Field<Timing>,
    #[serde(rename = "担当者", with = "ids::staff")]
    pub staff: List<PersonRef>,
    #[serde(rename = "提供機関", with = "ids::partner")]
    pub partners: List<PersonRef>,
    #[serde(rename = "留意事項")]
    pub caution: Field<Text>,
    #[serde(rename = "加算")]
    pub add_ons: List<AddOn>,
    #[serde(rename = "優先順位")]
    pub priority: Field<u32>,
    /// Boxes that a municipality's pack adds to each row.
    #[serde(rename = "追加", deserialize_with = "added::boxes")]
    pub extra: BTreeMap<String, Field<String>>,
}

/// 項目 of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub enum SupportKind {
    /// 本人支援
    #[serde(rename = "本人支援")]
    Child,
    /// 家族支援
    #[serde(rename = "家族支援")]
    Family,
    /// 移行支援
    #[serde(rename = "移行支援")]
    Transition,
    /// 地域支援・地域連携
    #[serde(rename = "地域支援・地域連携", alias = "～地域支援", alias = "～地域連携")]
    Community,
}

impl SupportKind {
    /// The word of the form.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Child => "本人支援",
            Self::Family => "家族支援",
            Self::Transition => "移行支援",
            Self::Community => "地域支援・地域連携",
        }
    }
}

/// 課題, and whose it is.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Issue {
    #[serde(rename = "内容")]
    pub text: Field<Text>,
    #[serde(rename = "誰の")]
    pub whose: Field<Whose>,
}

/// 本人・保護者・双方.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum Whose {
    /// 本人
    #[serde(rename = "本人")]
    Child,
    /// 保護者
    #[serde(rename = "保護者", alias = "～家族")]
    Guardian,
    /// 双方
    #[serde(rename = "双方")]
    Both,
}

impl Whose {
    /// The word of the form.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Child => "本人",
            Self::Guardian => "保護者",
            Self::Both => "双方",
        }
    }
}

/// 5領域.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub enum Domain {
    /// 健康・生活
    #[serde(rename = "健康・生活")]
    Health,
    /// 運動・感覚
    #[serde(rename = "運動・感覚")]
    Motion,
    /// 認知・行動
    #[serde(rename = "認知・行動")]
    Cognition,
    /// 言語・コミュニケーション
    #[serde(rename = "言語・コミュニケーション")]
    Language,
    /// 人間関係・社会性. Tokyo's workbook misprints it as 人間性・社会性, which is read and never printed.
    #[serde(rename = "人間関係・社会性", alias = "～人間性・社会性")]
    Relations,
}

impl Domain {
    /// The five in the order of the guideline.
    pub const ALL: [Self; 5] = [Self::Health, Self::Motion, Self::Cognition, Self::Language, Self::Relations];

    /// The name in the guideline.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Health => "健康・生活",
            Self::Motion => "運動・感覚",
            Self::Cognition => "認知・行動",
            Self::Language => "言語・コミュニケーション",
            Self::Relations => "人間関係・社会性",
        }
    }
}

/// The name under which serde hands [`AddOn`] on, which no type of Rust can have.
pub const ADD_ON: &str = "$add-on";

/// 加算 to be claimed for a row; printed at the end of 留意事項.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(rename = "$add-on", default)]
pub struct AddOn {
    #[serde(rename = "名称")]
    pub name: Field<String>,
    #[serde(rename = "頻度")]
    pub frequency: Field<String>,
}

/// 対応しないニーズ.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct UnansweredNeed {
    #[serde(with = "ids::need")]
    pub id: Field<String>,
    #[serde(rename = "理由")]
    pub reason: Field<Text>,
}

/// A 有・無 box with its reason.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct YesNo {
    #[serde(rename = "実施")]
    pub answer: Field<Answer>,
    #[serde(rename = "理由")]
    pub reason: Field<Text>,
}

/// 有・無.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum Answer {
    /// 有
    #[serde(
        rename = "有",
        alias = "～有り",
        alias = "～あり",
        alias = "～はい",
        alias = "～する",
        alias = "～○",
        alias = "～〇",
        alias = "～◯",
        alias = "～true",
        alias = "～yes"
    )]
    Yes,
    /// 無
    #[serde(
        rename = "無",
        alias = "～無し",
        alias = "～なし",
        alias = "～いいえ",
        alias = "～しない",
        alias = "～×",
        alias = "～✕",
        alias = "～false",
        alias = "～no"
    )]
    No,
}

impl Answer {
    /// The answer that a word gives, under any of its names.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        const YES: [&str; 10] = ["有", "有り", "あり", "はい", "する", "○", "〇", "◯", "true", "yes"];
        const NO: [&str; 9] = ["無", "無し", "なし", "いいえ", "しない", "×", "✕", "false", "no"];
        match word.trim() {
            word if YES.contains(&word) => Some(Self::Yes),
            word if NO.contains(&word) => Some(Self::No),
            _ => None,
        }
    }

    /// The word of the form.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Yes => "有",
            Self::No => "無",
        }
    }
}
