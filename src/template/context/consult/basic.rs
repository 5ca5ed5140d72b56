//! `basic`: 申請者の現状(基本情報), with 家族 and 関係機関 of the child.

use super::super::people::People;
use super::super::text::Places;
use super::week::{self, WeekContext};
use crate::case::Case;
use crate::case::child::{Partner, Relative};
use crate::case::consult::basic::{Basic, Support};
use crate::case::medical::Medical;
use crate::record::{List, TextOr};
use crate::value::Birth;
use minijinja::value::Value;
use serde::Serialize;

/// `basic`.
#[derive(Debug, Serialize)]
pub(in super::super) struct BasicContext {
    overview: Option<Value>,
    life_history: Option<Value>,
    medical: Option<Value>,
    /// 医療 of the child's file, label and text, for where 医療の状況 is not written.
    medical_facts: Vec<(&'static str, String)>,
    /// 医療的ケア of the child's file where its スコア, 区分 or 指示書 is written, for beside 医療の状況.
    care: Option<String>,
    complaint_child: Option<Value>,
    complaint_family: Option<Value>,
    public_supports: Vec<SupportContext>,
    other_supports: Vec<SupportContext>,
    family: Vec<RelativeContext>,
    /// The place of 家族 in the child's file, for what layout reports; that of 関係機関.
    family_place: usize,
    partners_place: usize,
    partners: Vec<PartnerContext>,
    /// 現在の生活 (別紙2).
    week: Option<WeekContext>,
}

/// One of `basic.public_supports` and `basic.other_supports`.
#[derive(Debug, Serialize)]
struct SupportContext {
    name: Option<String>,
    provider: Option<String>,
    content: Option<Value>,
    frequency: Option<String>,
    note: Option<Value>,
}

/// One of `basic.family`.
#[derive(Debug, Serialize)]
struct RelativeContext {
    relation: Option<String>,
    name: Option<String>,
    /// `38歳`, on the document's date, or as written; `昭和61年生` where no more is known.
    age: Option<String>,
    occupation: Option<String>,
    lives_together: Option<bool>,
    divorced: Option<bool>,
    /// Of a parent: from the other.
    separated: Option<bool>,
    foster: Option<bool>,
    note: Option<String>,
}

/// One of `basic.partners`.
#[derive(Debug, Serialize)]
struct PartnerContext {
    name: Option<String>,
    contact: Option<String>,
    phone: Option<String>,
    role: Option<String>,
}

pub(in super::super) fn context(
    basic: &Basic,
    case: &Case,
    people: &People<'_>,
    places: &mut Places<'_>,
) -> BasicContext {
    let child = &case.child.value;
    let complaints = basic.complaints.get();
    let supports = basic.supports.get();
    let mut list = |supports: Option<&List<Support>>| -> Vec<SupportContext> {
        supports.into_iter().flat_map(|list| list.iter()).map(|item| support(item, people, places)).collect()
    };
    BasicContext {
        public_supports: list(supports.map(|supports| &supports.public)),
        other_supports: list(supports.map(|supports| &supports.other)),
        overview: places.text("概要", &basic.overview),
        life_history: places.text("生活歴", &basic.life_history),
        medical: places.text("医療の状況", &basic.medical),
        complaint_child: complaints.and_then(|complaints| places.text("本人の主訴", &complaints.child)),
        complaint_family: complaints.and_then(|complaints| places.text("家族の主訴", &complaints.family)),
        medical_facts: child.medical.get().map(medical_facts).unwrap_or_default(),
        care: child.medical.get().and_then(measured_care),
        family_place: places.mark_at(case.child.place(child.family.iter().next().map(|one| one.span))),
        partners_place: places.mark_at(case.child.place(child.partners.iter().next().map(|one| one.span))),
        family: child.family.iter().map(|relative| family(relative, people)).collect(),
        partners: child.partners.iter().map(|item| partner(item)).collect(),
        week: basic.week.get().map(|week| week::context(week, people, places)),
    }
}

pub(in super::super) fn measured_care(medical: &Medical) -> Option<String> {
    match medical.care.get()? {
        TextOr::Text(_) => None,
        TextOr::Record(_) => medical.care_line(),
    }
}

pub(in super::super) fn medical_facts(medical: &Medical) -> Vec<(&'static str, String)> {
    let care = medical.care_line();
    let facts = [
        ("主治医", medical.doctor.get()),
        ("受診", medical.visits.get()),
        ("服薬", medical.medication.get()),
        ("アレルギー", medical.allergies.get()),
        ("医療的ケア", care.as_ref()),
        ("補装具", medical.orthosis.get()),
        ("備考", medical.note.get().map(|note| &note.0)),
    ];
    facts.into_iter().filter_map(|(label, text)| Some((label, text?.clone()))).collect()
}

fn support(support: &Support, people: &People<'_>, places: &mut Places<'_>) -> SupportContext {
    SupportContext {
        name: support.name.get().cloned(),
        provider: support.provider.get().map(|provider| people.organisation_name(provider)),
        content: places.text("支援内容", &support.content),
        frequency: support.frequency.get().cloned(),
        note: places.text("備考", &support.note),
    }
}

fn family(relative: &Relative, people: &People<'_>) -> RelativeContext {
    let born = relative.born.get();
    let computed = people.day.zip(born).and_then(|(day, born)| born.age_on(day)).map(|age| age.to_string());
    // An age is not guessed on paper: where only the year is known, the year stands in its place.
    let in_words = || born.filter(|born| matches!(born, Birth::Within(..))).map(Birth::words);
    RelativeContext {
        relation: relative.relation.get().cloned(),
        name: relative.name.get().cloned(),
        age: computed.or_else(|| relative.age.get().cloned()).or_else(in_words),
        occupation: relative.occupation.get().cloned(),
        lives_together: relative.lives_together.get().copied(),
        divorced: relative.divorced.get().copied(),
        separated: relative.separated.get().copied(),
        foster: relative.foster.get().copied(),
        note: relative.note.get().cloned(),
    }
}

fn partner(partner: &Partner) -> PartnerContext {
    PartnerContext {
        name: partner.name.get().cloned(),
        contact: partner.contact.get().cloned(),
        phone: partner.phone.get().cloned(),
        role: partner.role.get().cloned(),
    }
}
