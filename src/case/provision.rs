//! サービス提供記録: what was done on each day of a month, a line a day, one file for all offices of the child.

use super::Model;
use super::ids;
use super::kind::{Covers, Format, Kind};
use super::paper::{Issuer, Link, LogStep, Origin, Paper, Part, State};
use super::party::PersonRef;
use super::schedule::Extension;
use crate::record::{self, Field, List, Spanned, TextOr};
use crate::source::Span;
use crate::value::{Date, Period, Text, TimeRange};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a サービス提供記録 is to the loader. What must be written is what 指定通所支援基準 第21条 wants recorded of each day, and of
/// an absence what 欠席時対応加算 rests on.
pub const KIND: Kind = Kind {
    id: "record",
    title: "サービス提供記録",
    folder: "record",
    file: None,
    format: Format::Yaml,
    covers: Covers::Month,
    date_key: "日付",
    required: &["日付", "事業所", "記入者", "時間|欠席", "様子|欠席"],
    rows: None,
    shape: record::Shape::of::<Provision>,
    read: |source, tree, findings| Model::Provision(record::read(source, tree, findings)),
};

/// `record/YYYY-MM.yaml`.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(transparent)]
pub struct Provision {
    /// The days, as they were written down.
    pub days: List<ProvidedDay>,
    #[serde(skip)]
    unset: Unset,
}

/// What a paper answers that a month's file cannot say as a whole.
#[derive(Debug, Clone, Default)]
struct Unset {
    office: Field<String>,
    author: Field<PersonRef>,
    form: Field<String>,
    extra: BTreeMap<String, Field<String>>,
}

impl Paper for Provision {
    /// That of the first day. A child of two offices of one company has one file; who asks about a day asks its line.
    fn office(&self) -> Issuer<'_> {
        Issuer::Named(self.days.first().map_or(&self.unset.office, |day| &day.value.office))
    }

    /// Nobody wrote the whole: each line has its 記入者.
    fn author(&self) -> (&'static str, &Field<PersonRef>) {
        ("記入者", &self.unset.author)
    }

    fn dated(&self) -> Option<Span> {
        self.days.first().and_then(|day| day.date.span())
    }

    fn state(&self) -> State {
        State::Always
    }

    fn period(&self) -> Option<&Field<Period>> {
        None
    }

    fn form(&self) -> &Field<String> {
        &self.unset.form
    }

    fn extra(&self) -> &BTreeMap<String, Field<String>> {
        &self.unset.extra
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

/// One day at one office.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct ProvidedDay {
    #[serde(rename = "日付", alias = "～提供日")]
    pub date: Field<Date>,
    #[serde(rename = "事業所", with = "ids::office")]
    pub office: Field<String>,
    /// Where the office has several.
    #[serde(rename = "サービス")]
    pub service: Field<String>,
    /// From when to when it was provided, without 延長 and 送迎.
    #[serde(rename = "時間", alias = "～提供時間")]
    pub hours: Field<TimeRange>,
    /// What was provided beyond, as it was.
    #[serde(rename = "延長", alias = "～延長支援時間")]
    pub extension: Field<Extension>,
    #[serde(rename = "送迎")]
    pub transport: Field<Transport>,
    #[serde(rename = "欠席")]
    pub absence: Field<Absence>,
    /// Which rows of the plan of that day were worked at, each with what was seen where that is said by row.
    #[serde(rename = "支援", with = "ids::support_row")]
    pub rows: List<TextOr<RowNote>>,
    #[serde(rename = "様子", alias = "～本日の様子")]
    pub seen: Field<Text>,
    #[serde(rename = "気づき")]
    pub progress: Field<RowProgress>,
    /// 加算 that were given on that day.
    #[serde(rename = "加算")]
    pub add_ons: List<String>,
    /// Why it was later or shorter than planned, where the reason lies with the child or the family: then the planned time
    /// counts.
    #[serde(rename = "本人の都合")]
    pub own_reason: Field<Text>,
    #[serde(rename = "身体拘束")]
    pub restraints: List<Restraint>,
    #[serde(rename = "備考")]
    pub note: Field<Text>,
    #[serde(rename = "記入者", alias = "～記録者", with = "ids::staff")]
    pub writer: Field<PersonRef>,
}

impl ProvidedDay {
    /// The rows of the plan that it names, by their ids, each with its place.
    pub fn row_ids(&self) -> impl Iterator<Item = (&str, Span)> {
        self.rows.iter().filter_map(|row: &Spanned<TextOr<RowNote>>| match &row.value {
            TextOr::Text(id) => Some((id.as_str(), row.span)),
            TextOr::Record(note) => note.row.spanned().map(|(id, span)| (id.as_str(), span)),
        })
    }

    /// How it went with a row of the plan: as it is said of the row, else of the day.
    #[must_use]
    pub fn progress_of(&self, row: &str) -> Option<RowProgress> {
        let own = self.rows.iter().find_map(|item| match &item.value {
            TextOr::Text(id) => (id == row).then_some(None),
            TextOr::Record(note) => (note.row.get()? == row).then(|| note.progress.get().copied()),
        })?;
        own.or_else(|| self.progress.get().copied())
    }

    /// Whether the child was there.
    #[must_use]
    pub fn is_attended(&self) -> bool {
        !self.absence.is_set()
    }
}

/// What was seen of one row of the plan.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct RowNote {
    #[serde(rename = "行", with = "ids::support_row")]
    pub row: Field<String>,
    #[serde(rename = "気づき")]
    pub progress: Field<RowProgress>,
    #[serde(rename = "様子")]
    pub seen: Field<Text>,
}

/// 気づき: how far it goes today, for the モニタリング to look back on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum RowProgress {
    /// できている
    #[serde(rename = "できている")]
    Able,
    /// もう少し
    #[serde(rename = "もう少し")]
    Nearly,
    /// 難しい
    #[serde(rename = "難しい")]
    Hard,
}

impl RowProgress {
    /// The words of the form, in its order.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Able, "できている"), (Self::Nearly, "もう少し"), (Self::Hard, "難しい")];

    /// The word of the form.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Able => "できている",
            Self::Nearly => "もう少し",
            Self::Hard => "難しい",
        }
    }
}

/// 送迎 as it was: from where, and to where. What is not written did not take place.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Transport {
    #[serde(rename = "往路", alias = "～迎え")]
    pub outward: Field<String>,
    #[serde(rename = "復路", alias = "～送り")]
    pub homeward: Field<String>,
}

/// 欠席, with what 欠席時対応加算 wants recorded.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Absence {
    #[serde(rename = "連絡日")]
    pub reported: Field<Date>,
    /// Who called.
    #[serde(rename = "連絡者")]
    pub caller: Field<String>,
    #[serde(rename = "対応者", with = "ids::staff")]
    pub taken_by: Field<PersonRef>,
    #[serde(rename = "理由")]
    pub reason: Field<Text>,
    /// How the child is, and what was talked over.
    #[serde(rename = "相談内容", alias = "～相談援助の内容")]
    pub consulted: Field<Text>,
}

/// 身体拘束, with what has to be recorded of it (指定通所支援基準 第44条).
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Restraint {
    #[serde(rename = "態様")]
    pub mode: Field<Text>,
    /// From when to when.
    #[serde(rename = "時間")]
    pub hours: Field<TimeRange>,
    #[serde(rename = "心身の状況")]
    pub condition: Field<Text>,
    /// Why nothing else would do.
    #[serde(rename = "理由", alias = "～緊急やむを得ない理由")]
    pub reason: Field<Text>,
    /// Whether it was an emergency that no plan foresaw.
    #[serde(rename = "緊急")]
    pub is_emergency: Field<bool>,
    #[serde(rename = "対応者", with = "ids::staff")]
    pub staff: List<PersonRef>,
}
