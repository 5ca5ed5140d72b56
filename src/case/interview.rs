//! 面談記録: an interview with the family, one `##` heading a box.

use super::Model;
use super::ids;
use super::kind::{Covers, Format, Kind};
use super::meeting::Method;
use super::paper::{Issuer, Link, LogStep, Origin, Paper, Part, State};
use super::party::PersonRef;
use crate::case::added;
use crate::record::{self, Field, List};
use crate::source::Span;
use crate::value::{Moment, Period, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a 面談記録 is to the loader.
pub const KIND: Kind = Kind {
    id: "interview",
    title: "面談記録",
    folder: "interview",
    file: None,
    format: Format::Markdown,
    covers: Covers::Day,
    date_key: "日時",
    required: &["種類", "事業所", "日時", "場所", "方法", "出席者", "記録者"],
    rows: None,
    shape: record::Shape::of::<Interview>,
    read: |source, tree, findings| Model::Interview(record::read(source, tree, findings)),
};

/// `interview/DATE.md`.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Interview {
    #[serde(rename = "種類")]
    pub kind: Field<InterviewKind>,
    #[serde(rename = "事業所", with = "ids::office")]
    pub office: Field<String>,
    #[serde(rename = "様式", with = "ids::form_pack")]
    pub form: Field<String>,
    #[serde(rename = "日時")]
    pub moment: Field<Moment>,
    #[serde(rename = "場所")]
    pub place: Field<String>,
    #[serde(rename = "方法")]
    pub method: Field<Method>,
    #[serde(rename = "出席者", with = "ids::staff")]
    pub present: List<PersonRef>,
    #[serde(rename = "記録者", with = "ids::staff")]
    pub recorder: Field<PersonRef>,
    /// The add-on claimed for it, if any.
    #[serde(rename = "加算")]
    pub add_on: Field<String>,
    #[serde(rename = "本人の様子")]
    pub child: Field<Text>,
    #[serde(rename = "保護者の話")]
    pub guardian: Field<Text>,
    #[serde(rename = "助言・相談の内容")]
    pub advice: Field<Text>,
    #[serde(rename = "決定事項")]
    pub decisions: Field<Text>,
    /// Boxes that a municipality's pack adds.
    #[serde(rename = "追加", deserialize_with = "added::boxes")]
    pub extra: BTreeMap<String, Field<String>>,
}

impl Paper for Interview {
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

/// 種類 of an interview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum InterviewKind {
    /// アセスメント
    #[serde(rename = "アセスメント")]
    Assessment,
    /// モニタリング
    #[serde(rename = "モニタリング")]
    Monitoring,
    /// 家族支援
    #[serde(rename = "家族支援")]
    Family,
    /// 苦情
    #[serde(rename = "苦情")]
    Complaint,
    /// その他
    #[serde(rename = "その他")]
    Other,
}

impl InterviewKind {
    /// The words of the form, in its order.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Assessment, "アセスメント"),
        (Self::Monitoring, "モニタリング"),
        (Self::Family, "家族支援"),
        (Self::Complaint, "苦情"),
        (Self::Other, "その他"),
    ];
}
