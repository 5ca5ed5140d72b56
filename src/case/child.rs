//! 児童: the profile that every document of the child draws on (`child.yaml`).

use super::ids;
use super::medical::Medical;
use super::party::Office;
use super::terms::MonitoringTerm;
use crate::record::{Field, List, TextOr};
use crate::value::{Birth, Date, Period, Text, Yen};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What `child.yaml` must hold for any paper to be printed, by paths of names.
pub const REQUIRED: [&str; 3] = ["氏名", "生年月日", "保護者[].氏名"];

/// `child.yaml`.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Child {
    /// The form pack of this child, when it is not the office's.
    #[serde(rename = "様式", with = "ids::form_pack")]
    pub forms: Field<TextOr<BTreeMap<String, String>>>,
    #[serde(rename = "氏名")]
    pub name: Field<String>,
    #[serde(rename = "ふりがな")]
    pub reading: Field<String>,
    /// 通称: the name the child goes by, where it is another than 氏名.
    #[serde(rename = "通称", alias = "～通称名")]
    pub known_as: Field<String>,
    #[serde(rename = "生年月日")]
    pub born: Field<Date>,
    #[serde(rename = "性別")]
    pub sex: Field<String>,
    #[serde(rename = "障害または疾患名", alias = "～障がいまたは疾患名")]
    pub condition: Field<String>,
    #[serde(rename = "障害支援区分", alias = "～障害程度区分", alias = "～障がい支援区分")]
    pub support_category: Field<String>,
    #[serde(rename = "手帳")]
    pub certificates: List<DisabilityCertificate>,
    #[serde(rename = "所属")]
    pub school: Field<TextOr<School>>,
    #[serde(rename = "住所")]
    pub address: Field<String>,
    #[serde(rename = "住居")]
    pub home: Field<String>,
    #[serde(rename = "電話", alias = "～電話番号")]
    pub phone: Field<String>,
    #[serde(rename = "FAX", alias = "～FAX番号")]
    pub fax: Field<String>,
    #[serde(rename = "緊急連絡先")]
    pub emergency: List<Contact>,
    #[serde(rename = "保護者")]
    pub guardians: List<Guardian>,
    #[serde(rename = "家族", alias = "～家族構成")]
    pub family: List<Relative>,
    /// Ids of other children of this project.
    #[serde(rename = "きょうだい", with = "ids::child")]
    pub siblings: List<String>,
    #[serde(rename = "医療")]
    pub medical: Field<Medical>,
    #[serde(rename = "関係機関")]
    pub partners: List<Partner>,
    #[serde(rename = "受給者証")]
    pub recipient_certificates: List<RecipientCertificate>,
    #[serde(rename = "利用")]
    pub uses: List<Use>,
    #[serde(rename = "セルフプラン")]
    pub self_plan: Field<bool>,
    /// Why the plans are not explained to the child (乳児 …); it counts for every paper.
    #[serde(rename = "本人に説明しない理由")]
    pub untold: Field<Text>,
}

impl Child {
    /// The partner organisation with this id.
    #[must_use]
    pub fn partner(&self, id: &str) -> Option<&Partner> {
        self.partners.iter().find(|partner| partner.id.get().is_some_and(|own| own == id)).map(|partner| &partner.value)
    }
}

/// 手帳.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct DisabilityCertificate {
    #[serde(rename = "種類")]
    pub kind: Field<String>,
    #[serde(rename = "等級")]
    pub grade: Field<String>,
    #[serde(rename = "番号")]
    pub number: Field<String>,
    #[serde(rename = "交付日")]
    pub issued: Field<Date>,
}

/// 所属: the school or nursery.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct School {
    #[serde(rename = "名称")]
    pub name: Field<String>,
    #[serde(rename = "種別")]
    pub kind: Field<String>,
    #[serde(rename = "学級")]
    pub class: Field<String>,
    /// Where the school counts another year than the date of birth gives.
    #[serde(rename = "学年")]
    pub grade: Field<String>,
}

/// 緊急連絡先.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Contact {
    #[serde(rename = "氏名")]
    pub name: Field<String>,
    #[serde(rename = "続柄")]
    pub relation: Field<String>,
    #[serde(rename = "電話", alias = "～電話番号")]
    pub phone: Field<String>,
    #[serde(rename = "備考")]
    pub note: Field<String>,
}

/// 保護者, or who stands in the guardian's place.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Guardian {
    #[serde(rename = "氏名")]
    pub name: Field<String>,
    #[serde(rename = "ふりがな")]
    pub reading: Field<String>,
    #[serde(rename = "続柄")]
    pub relation: Field<String>,
    #[serde(rename = "区分")]
    pub standing: Field<GuardianClass>,
    /// Where it is not the child's own.
    #[serde(rename = "住所")]
    pub address: Field<String>,
    #[serde(rename = "電話", alias = "～電話番号")]
    pub phone: Field<String>,
    /// Whether this guardian signs.
    #[serde(rename = "同意者")]
    pub signs: Field<bool>,
}

/// 保護者の区分.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[allow(missing_docs, reason = "the serde names say it in the form's words")]
pub enum GuardianClass {
    #[serde(rename = "親権者")]
    Parent,
    #[serde(rename = "里親")]
    FosterParent,
    #[serde(rename = "施設長")]
    InstitutionHead,
    #[serde(rename = "未成年後見人")]
    LegalGuardian,
}

impl GuardianClass {
    /// The word of the form.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Parent => "親権者",
            Self::FosterParent => "里親",
            Self::InstitutionHead => "施設長",
            Self::LegalGuardian => "未成年後見人",
        }
    }
}

/// 家族: one member of the household or family.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Relative {
    #[serde(rename = "続柄")]
    pub relation: Field<String>,
    #[serde(rename = "氏名")]
    pub name: Field<String>,
    /// Of relatives often only the year is known.
    #[serde(rename = "生年月日")]
    pub born: Field<Birth>,
    #[serde(rename = "年齢")]
    pub age: Field<String>,
    #[serde(rename = "職業", alias = "～職業・所属")]
    pub occupation: Field<String>,
    #[serde(rename = "同居")]
    pub lives_together: Field<bool>,
    /// Of a parent: divorced from the other.
    #[serde(rename = "離婚")]
    pub divorced: Field<bool>,
    /// Of a parent: living apart from the other.
    #[serde(rename = "別居")]
    pub separated: Field<bool>,
    /// 里父 or 里母, whatever 続柄 says.
    #[serde(rename = "里親")]
    pub foster: Field<bool>,
    #[serde(rename = "備考")]
    pub note: Field<String>,
}

/// 関係機関: an organisation or person around the child.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Partner {
    #[serde(with = "ids::own_partner")]
    pub id: Field<String>,
    #[serde(rename = "名称")]
    pub name: Field<String>,
    #[serde(rename = "担当", alias = "～担当者")]
    pub contact: Field<String>,
    #[serde(rename = "電話", alias = "～電話番号")]
    pub phone: Field<String>,
    #[serde(rename = "役割")]
    pub role: Field<String>,
}

/// 受給者証.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct RecipientCertificate {
    /// 通所, 障害福祉サービス, 地域相談支援 ….
    #[serde(rename = "種類")]
    pub kind: Field<String>,
    #[serde(rename = "番号")]
    pub number: Field<String>,
    #[serde(rename = "市町村")]
    pub municipality: Field<String>,
    #[serde(rename = "給付決定期間", alias = "～支給決定期間")]
    pub period: Field<Period>,
    #[serde(rename = "サービス")]
    pub services: List<GrantedService>,
    /// Yen a month.
    #[serde(rename = "負担上限月額")]
    pub monthly_ceiling: Field<Yen>,
    #[serde(rename = "モニタリング", alias = "～モニタリング期間")]
    pub monitoring: List<MonitoringTerm>,
    #[serde(rename = "交付日", alias = "～交付年月日")]
    pub issued: Field<Date>,
    /// Whether somebody manages the ceiling, and who.
    #[serde(rename = "上限額管理")]
    pub ceiling_manager: Field<String>,
    #[serde(rename = "食事提供加算")]
    pub meals: Field<String>,
    #[serde(rename = "障害児相談支援")]
    pub consultation: Field<GrantedConsultation>,
    #[serde(rename = "特記事項")]
    pub remarks: Field<Text>,
}

/// 障害児相談支援 on a 受給者証.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct GrantedConsultation {
    #[serde(rename = "支給期間", alias = "～支給決定期間")]
    pub period: Field<Period>,
    #[serde(rename = "事業所")]
    pub office: Field<String>,
}

/// A service with its 支給量.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct GrantedService {
    #[serde(rename = "種類")]
    pub kind: Field<String>,
    #[serde(rename = "支給量")]
    pub amount: Field<String>,
    #[serde(rename = "適用")]
    pub period: Field<Period>,
    #[serde(rename = "備考")]
    pub note: Field<String>,
}

/// 利用: the child at an office.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Use {
    #[serde(rename = "事業所", with = "ids::office")]
    pub office: Field<TextOr<Office>>,
    #[serde(rename = "サービス")]
    pub service: Field<String>,
    #[serde(rename = "契約日")]
    pub contracted: Field<Date>,
    /// Why the contract came after the work on the first plan had begun.
    #[serde(rename = "契約日の理由")]
    pub contract_reason: Field<Text>,
    #[serde(rename = "開始日")]
    pub started: Field<Date>,
    #[serde(rename = "終了日")]
    pub ended: Field<Date>,
    #[serde(rename = "休止")]
    pub pauses: List<Period>,
}

impl Use {
    /// Whether it is at the office of this id.
    #[must_use]
    pub fn is_at(&self, office: &str) -> bool {
        match self.office.get() {
            Some(TextOr::Text(id)) => id == office,
            Some(TextOr::Record(written)) => written.id.get().is_some_and(|id| id == office),
            None => false,
        }
    }
}
