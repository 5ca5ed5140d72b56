//! 事業所, 職員 and other people, and how documents name them.

use crate::record::{Field, List, Spanned, TextOr};
use crate::value::{Date, Period};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// `office.yaml`: the offices of this project and what holds for all of them.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Organisation {
    /// The form pack in use, or one for each document.
    #[serde(rename = "様式")]
    pub forms: Field<TextOr<BTreeMap<String, String>>>,
    #[serde(rename = "事業所")]
    pub offices: List<Office>,
    #[serde(rename = "規則")]
    pub rules: Field<RuleSettings>,
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
        self.offices.iter().flat_map(|office| office.staff.iter()).find(|staff| staff.is(id)).map(|staff| &staff.value)
    }
}

/// 事業所.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Office {
    pub id: Field<String>,
    #[serde(rename = "名称")]
    pub name: Field<String>,
    /// 事業所番号.
    #[serde(rename = "番号")]
    pub number: Field<String>,
    #[serde(rename = "種類")]
    pub services: List<Service>,
    #[serde(rename = "様式")]
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
    #[serde(rename = "職員")]
    pub staff: List<Staff>,
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
    pub id: Field<String>,
    #[serde(rename = "氏名")]
    pub name: Field<String>,
    #[serde(rename = "職務")]
    pub duties: List<Duty>,
}

impl Staff {
    fn is(&self, id: &str) -> bool {
        self.id.get().is_some_and(|own| own == id)
    }

    /// The 職種 held on a day, in the order written: one person may be 管理者 and 児童発達支援管理責任者.
    pub fn duties_on(&self, day: Date) -> impl Iterator<Item = &str> {
        let in_force = move |duty: &&Spanned<Duty>| duty.period.get().is_none_or(|period| period.contains(day));
        self.duties.iter().filter(in_force).filter_map(|duty| duty.title.get()).map(String::as_str)
    }
}

/// 職務: a 職種 held for a time.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Duty {
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
    #[serde(rename = "規則")]
    pub rule: Field<String>,
    #[serde(rename = "児童")]
    pub child: Field<String>,
    #[serde(rename = "文書")]
    pub document: Field<String>,
    #[serde(rename = "理由")]
    pub reason: Field<String>,
}

/// A person who is no member of staff, or one with more said about them.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Person {
    #[serde(rename = "職員")]
    pub staff: Field<String>,
    #[serde(rename = "氏名")]
    pub name: Field<String>,
    #[serde(rename = "立場", alias = "～職種", alias = "～所属")]
    pub role: Field<String>,
    #[serde(rename = "名称")]
    pub organisation: Field<String>,
}

/// Somebody named in a document: a staff id, a 職種 where the form allows one, or a person written out.
pub type PersonRef = TextOr<Person>;
