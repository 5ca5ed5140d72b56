//! 事業所, 職員 and other people, and how documents name them.

use super::ids;
use super::words::WordChanges;
use crate::record::{Field, List, Referent, Scalar, Spanned, TextOr, WriteMarked};
use crate::value::{Date, Period};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};
use std::collections::BTreeMap;

/// What `office.yaml` must hold, by paths of names.
pub const REQUIRED: [&str; 5] =
    ["事業所", "事業所[].id", "事業所[].名称", "事業所[].職員[].id", "事業所[].職員[].氏名"];

/// What an exemption must hold to count, which is said in words of its own.
pub const REQUIRED_OF_AN_EXEMPTION: [&str; 2] = ["規則[].除外[].規則", "規則[].除外[].理由"];

/// `office.yaml`: the offices of this project and what holds for all of them.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Organisation {
    /// The form pack in use, or one for each document.
    #[serde(rename = "様式", with = "ids::form_pack")]
    pub forms: Field<TextOr<BTreeMap<String, String>>>,
    #[serde(rename = "事業所")]
    pub offices: List<Office>,
    /// Whether a 原案 has lines for the explanation and the consent, where an office does not say otherwise.
    #[serde(rename = "原案に同意欄")]
    pub draft_consent: Field<bool>,
    /// When the steps towards the next plan should be done.
    #[serde(rename = "見直しの段取り")]
    pub review_steps: Field<ReviewSteps>,
    #[serde(rename = "規則")]
    pub rules: Field<RuleSettings>,
}

/// 見直しの段取り: each step in weeks before the end of a 個別支援計画.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct ReviewSteps {
    #[serde(rename = "面接")]
    pub interview: Field<u32>,
    #[serde(rename = "原案")]
    pub draft: Field<u32>,
    #[serde(rename = "会議")]
    pub meeting: Field<u32>,
    #[serde(rename = "同意")]
    pub consent: Field<u32>,
}

impl Organisation {
    /// The office with this id.
    #[must_use]
    pub fn office(&self, id: &str) -> Option<&Office> {
        self.offices.iter().find(|office| office.id.get().is_some_and(|own| own == id)).map(|office| &office.value)
    }

    /// The member of staff with this id, in whichever office.
    #[must_use]
    pub fn staff(&self, id: &str) -> Option<&Staff> {
        self.employment(id).map(|(_, staff)| staff)
    }

    /// The member of staff with this id, and the office.
    #[must_use]
    pub fn employment(&self, id: &str) -> Option<(&Office, &Staff)> {
        let own = |office: &'_ Spanned<Office>| office.staff.iter().position(|staff| staff.is(id));
        self.offices.iter().find_map(|office| Some((&office.value, &office.value.staff[own(office)?].value)))
    }

    /// Whether a 原案 of this office has lines for the explanation and the consent.
    #[must_use]
    pub fn consents_to_drafts(&self, office: Option<&Office>) -> bool {
        let own = office.and_then(|office| office.draft_consent.get());
        own.or_else(|| self.draft_consent.get()).copied().unwrap_or_default()
    }
}

/// 事業所.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Office {
    #[serde(with = "ids::own_office")]
    pub id: Field<String>,
    #[serde(rename = "名称")]
    pub name: Field<String>,
    /// 事業所番号.
    #[serde(rename = "番号")]
    pub number: Field<String>,
    #[serde(rename = "種類")]
    pub services: List<Service>,
    #[serde(rename = "様式", with = "ids::form_pack")]
    pub forms: Field<TextOr<BTreeMap<String, String>>>,
    #[serde(rename = "住所")]
    pub address: Field<String>,
    #[serde(rename = "電話", alias = "～電話番号")]
    pub phone: Field<String>,
    #[serde(rename = "支援プログラム")]
    pub program: Field<SupportProgram>,
    /// 自署: the manager signs by hand, so the name is not printed.
    #[serde(rename = "児発管署名")]
    pub manager_signature: Field<ManagerSignature>,
    /// Whether a 原案 has lines for the explanation and the consent: the office works on one sheet.
    #[serde(rename = "原案に同意欄")]
    pub draft_consent: Field<bool>,
    /// What the municipalities answered on interviews held online.
    #[serde(rename = "オンライン面接の回答")]
    pub online_answers: List<OnlineAnswer>,
    #[serde(rename = "職員")]
    pub staff: List<Staff>,
}

/// オンライン面接の回答: a municipality's leave to meet the family online.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct OnlineAnswer {
    #[serde(rename = "市町村")]
    pub municipality: Field<String>,
    #[serde(rename = "回答日")]
    pub day: Field<Date>,
    #[serde(rename = "備考")]
    pub note: Field<String>,
}

/// The services an office may be registered for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[allow(missing_docs, reason = "the serde names say it in the law's words")]
pub enum Service {
    #[serde(rename = "児童発達支援")]
    ChildDevelopment,
    #[serde(rename = "放課後等デイサービス")]
    AfterSchool,
    #[serde(rename = "保育所等訪問支援")]
    NurseryVisits,
    #[serde(rename = "居宅訪問型児童発達支援")]
    HomeVisits,
    #[serde(rename = "障害児相談支援")]
    Consultation,
}

impl Service {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::ChildDevelopment, Self::AfterSchool, Self::NurseryVisits, Self::HomeVisits, Self::Consultation];

    /// The name of the service, as the law has it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::ChildDevelopment => "児童発達支援",
            Self::AfterSchool => "放課後等デイサービス",
            Self::NurseryVisits => "保育所等訪問支援",
            Self::HomeVisits => "居宅訪問型児童発達支援",
            Self::Consultation => "障害児相談支援",
        }
    }
}

/// How 児童発達支援管理責任者氏名 comes onto the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum ManagerSignature {
    /// Printed.
    #[serde(rename = "印字")]
    Printed,
    /// Left blank for a signature.
    #[serde(rename = "自署")]
    ByHand,
}

/// 支援プログラムの公表.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct SupportProgram {
    #[serde(rename = "公表日")]
    pub published: Field<Date>,
    #[serde(rename = "URL")]
    pub url: Field<String>,
}

/// 職員.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Staff {
    #[serde(with = "ids::own_staff")]
    pub id: Field<String>,
    #[serde(rename = "氏名")]
    pub name: Field<String>,
    #[serde(rename = "職務")]
    pub duties: List<HeldPost>,
}

impl Staff {
    fn is(&self, id: &str) -> bool {
        self.id.get().is_some_and(|own| own == id)
    }

    /// The 職種 held on a day, in the order written: one person may be 管理者 and 児童発達支援管理責任者.
    pub fn duties_on(&self, day: Date) -> impl Iterator<Item = &str> {
        let in_force = move |duty: &&Spanned<HeldPost>| duty.period.get().is_none_or(|period| period.contains(day));
        self.duties.iter().filter(in_force).filter_map(|duty| duty.title.get()).map(String::as_str)
    }
}

/// 職務: a 職種 held for a time.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct HeldPost {
    #[serde(rename = "職種")]
    pub title: Field<String>,
    #[serde(rename = "期間")]
    pub period: Field<Period>,
    #[serde(rename = "常勤")]
    pub full_time: Field<bool>,
}

/// 規則: what an office decides about rules.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct RuleSettings {
    /// Another severity for a rule: エラー, 警告, 情報 or なし.
    #[serde(rename = "重大度")]
    pub severities: BTreeMap<String, Field<SeverityWord>>,
    #[serde(rename = "除外")]
    pub exemptions: List<Exemption>,
    /// Words by which contents are judged: more of them, or fewer.
    #[serde(rename = "語")]
    pub words: Field<WordChanges>,
}

/// The words for severities in `office.yaml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[allow(missing_docs, reason = "the serde names say it")]
pub enum SeverityWord {
    #[serde(rename = "エラー")]
    Error,
    #[serde(rename = "警告")]
    Warning,
    #[serde(rename = "情報")]
    Info,
    #[serde(rename = "なし")]
    Off,
}

/// 除外: a rule that does not count for a child, with the reason.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Exemption {
    #[serde(rename = "規則", with = "ids::rule")]
    pub rule: Field<String>,
    #[serde(rename = "児童", with = "ids::child")]
    pub child: Field<String>,
    #[serde(rename = "文書")]
    pub document: Field<String>,
    #[serde(rename = "理由")]
    pub reason: Field<String>,
}

/// A person who is no member of staff, or one with more said about them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Person {
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
    #[serde(rename = "名称")]
    pub organisation: Field<String>,
}

impl Person {
    /// What this person is said to be: 立場 and 職種.
    pub fn titles(&self) -> impl Iterator<Item = &String> {
        [&self.role, &self.occupation].into_iter().filter_map(Field::get)
    }
}

impl Serialize for Person {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut parts = serializer.serialize_struct("Person", 6)?;
        parts.serialize_field("職員", &WriteMarked(Scalar::Id(Referent::Staff), &self.staff))?;
        parts.serialize_field("氏名", &self.name)?;
        for (word, value) in positions(&self.role, &self.affiliation, &self.occupation) {
            parts.serialize_field(word, &value)?;
        }
        parts.serialize_field("名称", &self.organisation)?;
        parts.end()
    }
}

/// 立場, 所属 and 職種 as they are compared and hashed. One of them alone is a 立場 under whichever name it was written: the
/// three were one word once, and a 版 must not change. 所属 is an id under either name.
pub(super) fn positions<'a>(
    role: &'a Field<String>,
    affiliation: &'a Field<String>,
    occupation: &'a Field<String>,
) -> [(&'static str, Option<WriteMarked<'a, Field<String>>>); 3] {
    let word = |field| WriteMarked(Scalar::Word, field);
    let all = [word(role), WriteMarked(Scalar::Id(Referent::Partner), affiliation), word(occupation)];
    let is_alone = all.iter().filter(|own| own.1.is_set()).count() == 1;
    let [role, affiliation, occupation] = all.map(Some);
    if is_alone {
        let own = [role, affiliation, occupation].into_iter().flatten().find(|own| own.1.is_set());
        return [("立場", own), ("所属", None), ("職種", None)];
    }
    [("立場", role), ("所属", affiliation), ("職種", occupation)]
}

/// Somebody named in a document: a staff id, a 職種 where the form allows one, or a person written out.
pub type PersonRef = TextOr<Person>;
