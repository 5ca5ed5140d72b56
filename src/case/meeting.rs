//! 会議の議事録: 個別支援会議 and its kin, one `##` heading a box.

use super::Model;
use super::ids;
use super::kind::{Covers, Format, Kind};
use super::paper::{Issuer, Link, LogStep, Origin, Paper, Part, Role, State};
use super::party::{Person, PersonRef, positions};
use crate::case::added;
use crate::record::{self, Field, List, Referent, Scalar, WriteMarked};
use crate::source::Span;
use crate::value::{Moment, Period, Text};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};
use std::collections::BTreeMap;

/// What a 議事録 is to the loader. An inspection asks for 日時, 参加者 and 意見.
pub const KIND: Kind = Kind {
    id: "meeting",
    title: "個別支援会議 議事録",
    folder: "meeting",
    file: None,
    format: Format::Markdown,
    covers: Covers::Day,
    date_key: "日時",
    required: &["種類", "事業所", "日時", "場所", "方法", "議長", "記録者", "出席者", "議題", "検討内容", "決定事項"],
    rows: None,
    shape: record::Shape::of::<Meeting>,
    read: |source, tree, findings| Model::Meeting(record::read(source, tree, findings)),
};

/// `meeting/DATE.md`.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Meeting {
    #[serde(rename = "種類")]
    pub kind: Field<MeetingKind>,
    #[serde(rename = "事業所", with = "ids::office")]
    pub office: Field<String>,
    #[serde(rename = "様式", with = "ids::form_pack")]
    pub form: Field<String>,
    /// The plan that was discussed: its 原案.
    #[serde(rename = "計画", with = "ids::meeting_plan")]
    pub plan: Field<String>,
    #[serde(rename = "日時")]
    pub moment: Field<Moment>,
    #[serde(rename = "場所")]
    pub place: Field<String>,
    #[serde(rename = "方法")]
    pub method: Field<Method>,
    /// How many times this meeting has been held about this child.
    #[serde(rename = "開催回数")]
    pub number: Field<u32>,
    #[serde(rename = "議長", with = "ids::staff")]
    pub chair: Field<PersonRef>,
    #[serde(rename = "記録者", with = "ids::staff")]
    pub recorder: Field<PersonRef>,
    #[serde(rename = "出席者", with = "ids::staff")]
    pub present: List<PersonRef>,
    #[serde(rename = "欠席者")]
    pub absent: List<Absentee>,
    #[serde(rename = "意見の確認方法")]
    pub how_heard: Field<Text>,
    #[serde(rename = "議題", alias = "～検討した項目")]
    pub agenda: Field<Text>,
    #[serde(rename = "本人の意見")]
    pub child_opinion: Field<Text>,
    #[serde(rename = "保護者の意見")]
    pub guardian_opinion: Field<Text>,
    #[serde(rename = "検討内容")]
    pub discussion: Field<Text>,
    #[serde(rename = "原案の修正点")]
    pub amendments: Field<Text>,
    #[serde(rename = "決定事項", alias = "～結論")]
    pub decisions: Field<Text>,
    #[serde(rename = "残された課題")]
    pub open_issues: Field<Text>,
    #[serde(rename = "次回")]
    pub next: Field<Text>,
    /// Boxes that a municipality's pack adds.
    #[serde(rename = "追加", deserialize_with = "added::boxes")]
    pub extra: BTreeMap<String, Field<String>>,
}

impl Paper for Meeting {
    fn office(&self) -> Issuer<'_> {
        Issuer::Named(&self.office)
    }

    fn author(&self) -> (&'static str, &Field<PersonRef>) {
        ("記録者", &self.recorder)
    }

    fn dated(&self) -> Option<Span> {
        self.moment.span()
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

    fn links(&self, kind: &Kind) -> Vec<Link<'_>> {
        let plans = if kind.folder.starts_with("consult/") { "consult-plan" } else { "plan" };
        vec![Link { role: Role::Subject, kind: plans, name: &self.plan }]
    }

    fn origin(&self) -> Origin {
        Origin::Own
    }

    fn step(&self) -> LogStep<'_> {
        LogStep::Beside
    }
}

/// 種類 of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum MeetingKind {
    /// 個別支援会議
    #[serde(rename = "個別支援会議")]
    Support,
    /// サービス担当者会議
    #[serde(rename = "サービス担当者会議")]
    Service,
    /// 関係機関連携会議
    #[serde(rename = "関係機関連携会議")]
    Partners,
    /// 事業所間連携会議
    #[serde(rename = "事業所間連携会議")]
    Offices,
}

impl MeetingKind {
    /// The word of the form.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Support => "個別支援会議",
            Self::Service => "サービス担当者会議",
            Self::Partners => "関係機関連携会議",
            Self::Offices => "事業所間連携会議",
        }
    }
}

/// 方法.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum Method {
    /// 対面
    #[serde(rename = "対面")]
    InPerson,
    /// オンライン
    #[serde(rename = "オンライン")]
    Online,
    /// 併用
    #[serde(rename = "併用")]
    Both,
    /// 電話
    #[serde(rename = "電話")]
    Phone,
    /// 照会: all were asked in writing, and nobody met.
    #[serde(rename = "照会")]
    InWriting,
}

impl Method {
    /// The word of the form.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::InPerson => "対面",
            Self::Online => "オンライン",
            Self::Both => "併用",
            Self::Phone => "電話",
            Self::InWriting => "照会",
        }
    }
}

/// 欠席者, with what was asked of them beforehand and what they said.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Absentee {
    #[serde(rename = "職員", with = "ids::staff")]
    pub staff: Field<String>,
    #[serde(rename = "氏名")]
    pub name: Field<String>,
    #[serde(rename = "立場")]
    pub role: Field<String>,
    /// The id of a 関係機関 or of an office, or a name.
    #[serde(rename = "所属", with = "ids::partner")]
    pub affiliation: Field<String>,
    #[serde(rename = "職種")]
    pub occupation: Field<String>,
    #[serde(rename = "照会")]
    pub inquiry: Field<Text>,
    #[serde(rename = "回答")]
    pub answer: Field<Text>,
    #[serde(rename = "理由")]
    pub reason: Field<Text>,
}

impl Absentee {
    /// Who it is, as a person is named elsewhere.
    #[must_use]
    pub fn person(&self) -> Person {
        Person {
            staff: self.staff.clone(),
            name: self.name.clone(),
            role: self.role.clone(),
            affiliation: self.affiliation.clone(),
            occupation: self.occupation.clone(),
            organisation: Field::default(),
        }
    }
}

impl Serialize for Absentee {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut parts = serializer.serialize_struct("Absentee", 8)?;
        parts.serialize_field("職員", &WriteMarked(Scalar::Id(Referent::Staff), &self.staff))?;
        parts.serialize_field("氏名", &self.name)?;
        for (word, value) in positions(&self.role, &self.affiliation, &self.occupation) {
            parts.serialize_field(word, &value)?;
        }
        parts.serialize_field("照会", &self.inquiry)?;
        parts.serialize_field("回答", &self.answer)?;
        parts.serialize_field("理由", &self.reason)?;
        parts.end()
    }
}
