//! `applicant`: the head that the sheets of the 相談支援 side share.

use super::super::people::{People, PersonContext};
use crate::case::child::{Child, RecipientCertificate};
use crate::case::{Document, Model};
use crate::value::Date;
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
    /// 障害福祉サービス受給者証番号.
    welfare_certificate: Option<String>,
    /// 地域相談支援受給者証番号.
    community_certificate: Option<String>,
    /// 通所受給者証番号.
    day_certificate: Option<String>,
    /// `4,600円`: 利用者負担上限額.
    monthly_ceiling: Option<String>,
    address: Option<String>,
    /// 持家 … その他, as written.
    home: Option<String>,
    phone: Option<String>,
    fax: Option<String>,
}

pub(in super::super) fn header(child: &Child, document: &Document, people: &People<'_>) -> HeaderContext {
    let author = match &document.model {
        Model::ConsultationBasic(basic) => basic.author.get(),
        Model::ConsultationPlan(plan) => plan.author.get(),
        Model::ConsultationMonitoring(report) => report.author.get(),
        _ => None,
    };
    let guardian =
        child.guardians.iter().find(|guardian| guardian.signs.get() == Some(&true)).or_else(|| child.guardians.first());
    let number = |word: &str| certificate(child, word, document.date).and_then(|own| own.number.get().cloned());
    let ceiling = certificate(child, DAY, document.date).and_then(|own| own.monthly_ceiling.get());
    HeaderContext {
        author: author.map(|author| people.person(author)),
        support_category: child.support_category.get().cloned(),
        guardian: guardian.and_then(|guardian| guardian.name.get().cloned()),
        guardian_relation: guardian.and_then(|guardian| guardian.relation.get().cloned()),
        welfare_certificate: number("障害福祉サービス"),
        community_certificate: number("地域相談支援"),
        day_certificate: number(DAY),
        monthly_ceiling: ceiling.map(|yen| format!("{}円", grouped(*yen))),
        address: child.address.get().cloned(),
        home: child.home.get().cloned(),
        phone: child.phone.get().cloned(),
        fax: child.fax.get().cloned(),
    }
}

/// 種類 of the 受給者証 for 障害児通所支援.
const DAY: &str = "通所";

/// The 受給者証 of a kind that holds on a day; else the next one to come, else the last one there was.
fn certificate<'a>(child: &'a Child, kind: &str, day: Option<Date>) -> Option<&'a RecipientCertificate> {
    let of_kind = || {
        let own = child.recipient_certificates.iter();
        own.filter(|own| own.kind.get().is_some_and(|word| word.contains(kind))).map(|own| &own.value)
    };
    let period = |own: &&RecipientCertificate| own.period.get().cloned().unwrap_or_default();
    let Some(day) = day else { return of_kind().next_back() };
    of_kind()
        .find(|own| period(own).contains(day))
        .or_else(|| of_kind().find(|own| period(own).start.get().is_some_and(|start| *start > day)))
        .or_else(|| of_kind().next_back())
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
    use super::grouped;

    #[test]
    fn yen_are_grouped_by_thousands() {
        assert_eq!([0, 930, 4600, 37_200, 1_234_567].map(grouped), ["0", "930", "4,600", "37,200", "1,234,567"]);
    }
}
