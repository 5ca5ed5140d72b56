//! `applicant`: the head that the sheets of the 相談支援 side share.

use super::super::people::{People, PersonContext};
use crate::case::child::{Child, Guardian, RecipientCertificate};
use crate::case::{Document, Model};
use crate::timeline::{DAY_SERVICES, certificate_shown};
use crate::value::{Date, Yen};
use serde::Serialize;

/// `applicant`.
#[derive(Debug, Serialize)]
pub(in super::super) struct HeaderContext {
    /// 計画作成担当者.
    author: Option<PersonContext>,
    /// 障害支援区分.
    support_category: Option<String>,
    /// 保護者氏名 and 本人との続柄, of the guardian who signs.
    guardian: Option<String>,
    guardian_relation: Option<String>,
    /// The same guardian's own address and telephone, where they are not the child's.
    guardian_address: Option<String>,
    guardian_phone: Option<String>,
    /// The other guardians of whom an address or a telephone is written.
    other_guardians: Vec<GuardianContext>,
    /// 障害福祉サービス受給者証番号.
    welfare_certificate: Option<String>,
    /// 地域相談支援受給者証番号.
    community_certificate: Option<String>,
    /// 通所受給者証番号.
    day_certificate: Option<String>,
    /// `4,600円`: 利用者負担上限額.
    monthly_ceiling: Option<String>,
    address: Option<String>,
    /// 住居: the words of the form and whether each was chosen.
    homes: Vec<(&'static str, bool)>,
    /// What is written of a home that is none of the others.
    home_other: Option<String>,
    phone: Option<String>,
    fax: Option<String>,
}

/// One of `applicant.other_guardians`.
#[derive(Debug, Serialize)]
struct GuardianContext {
    name: Option<String>,
    relation: Option<String>,
    address: Option<String>,
    phone: Option<String>,
}

fn guardian_context(guardian: &Guardian) -> GuardianContext {
    GuardianContext {
        name: guardian.name.get().cloned(),
        relation: guardian.relation.get().cloned(),
        address: guardian.address.get().cloned(),
        phone: guardian.phone.get().cloned(),
    }
}

pub(in super::super) fn header(child: &Child, document: &Document, people: &People<'_>) -> HeaderContext {
    let author = match &document.model {
        Model::ConsultationBasic(basic) => basic.author.get(),
        Model::ConsultationPlan(plan) => plan.author.get(),
        Model::ConsultationMonitoring(report) => report.author.get(),
        _ => None,
    };
    let signing = child.guardians.iter().position(|guardian| guardian.signs.get() == Some(&true)).unwrap_or_default();
    let guardian = child.guardians.get(signing).map(|guardian| guardian_context(guardian));
    let others = child.guardians.iter().enumerate().filter(|(index, _)| *index != signing);
    let others = others.filter(|(_, other)| other.address.is_set() || other.phone.is_set());
    let number = |word: &str| certificate_shown(child, word, document.date).and_then(|own| own.number.get().cloned());
    let (homes, home_other) = homes(child.home.get());
    let ceiling = day_certificate(child, document.date).and_then(|own| own.monthly_ceiling.get());
    HeaderContext {
        author: author.map(|author| people.person(author)),
        support_category: child.support_category.get().cloned(),
        other_guardians: others.map(|(_, other)| guardian_context(other)).collect(),
        guardian: guardian.as_ref().and_then(|guardian| guardian.name.clone()),
        guardian_relation: guardian.as_ref().and_then(|guardian| guardian.relation.clone()),
        guardian_address: guardian.as_ref().and_then(|guardian| guardian.address.clone()),
        guardian_phone: guardian.and_then(|guardian| guardian.phone),
        welfare_certificate: number("障害福祉サービス"),
        community_certificate: number("地域相談支援"),
        day_certificate: number(DAY_SERVICES),
        monthly_ceiling: ceiling.map(yen),
        address: child.address.get().cloned(),
        homes,
        home_other,
        phone: child.phone.get().cloned(),
        fax: child.fax.get().cloned(),
    }
}

/// The 通所受給者証 that holds on a day.
pub(in super::super) fn day_certificate(child: &Child, day: Option<Date>) -> Option<&RecipientCertificate> {
    certificate_shown(child, DAY_SERVICES, day)
}

/// The words of 別紙1 beside 住所, with one of them chosen; and what その他 stands for.
pub(in super::super) fn homes(written: Option<&String>) -> (Vec<(&'static str, bool)>, Option<String>) {
    let chosen = written.map(|home| HOMES.iter().position(|(word, own)| home == word || home == own).unwrap_or(OTHER));
    let words = HOMES.iter().enumerate().map(|(index, (word, _))| (*word, chosen == Some(index))).collect();
    let other = written.filter(|_| chosen == Some(OTHER)).map(|home| home.trim_start_matches("その他"));
    let other = other.map(|rest| rest.trim_matches(['(', ')', '（', '）', ' ', '　']).to_owned());
    (words, other.filter(|rest| !rest.is_empty()))
}

/// 住居 as the form prints it and as `child.yaml` says it.
const HOMES: [(&str, &str); 6] = [
    ("持家", "持家"),
    ("借家", "借家"),
    ("グループ/ケアホーム", "グループホーム"),
    ("入所施設", "入所施設"),
    ("医療機関", "医療機関"),
    ("その他", "その他"),
];
/// その他 among them.
const OTHER: usize = 5;

/// `12,300円`.
pub(in super::super) fn yen(yen: &Yen) -> String {
    format!("{}円", grouped(yen.0))
}

/// `12,300`.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{grouped, homes};

    #[test]
    fn a_home_is_one_of_the_form_or_written_behind_its_last_word() {
        let chosen = |home: &str| {
            let (words, other) = homes(Some(&home.to_owned()));
            (words.into_iter().find(|(_, on)| *on).map(|(word, _)| word), other)
        };
        assert_eq!(chosen("持家"), (Some("持家"), None));
        assert_eq!(chosen("グループホーム"), (Some("グループ/ケアホーム"), None));
        assert_eq!(chosen("その他"), (Some("その他"), None));
        assert_eq!(chosen("その他(社宅)"), (Some("その他"), Some("社宅".to_owned())));
        assert_eq!(chosen("社宅"), (Some("その他"), Some("社宅".to_owned())));
        assert!(homes(None).0.iter().all(|(_, on)| !on));
    }

    #[test]
    fn yen_are_grouped_by_thousands() {
        assert_eq!([0, 930, 4600, 37_200, 1_234_567].map(grouped), ["0", "930", "4,600", "37,200", "1,234,567"]);
    }
}
