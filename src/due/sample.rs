//! A list for the tests of those who write it down.

use super::{Agenda, AgendaItem, AgendaKind, AgendaOffice, AgendaPerson};
use crate::diagnostic::Code;
use crate::value::Date;

pub(super) fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// A consent that is late, a step to come, and a day of the child that nobody sees to, as of 2026-04-01.
pub(super) fn agenda() -> Agenda {
    let late = AgendaItem {
        child: "hana".to_owned(),
        name: Some("佐藤 はな".to_owned()),
        office: Some(AgendaOffice { id: "hoshi".to_owned(), name: "放課後等デイサービス ほし".to_owned() }),
        kind: AgendaKind::Consent,
        title: "計画への同意".to_owned(),
        about: Some("plan/2026-03-01".to_owned()),
        day: day("2026-03-20"),
        days_left: -12,
        late: true,
        legal: true,
        rule: Some(Code::new("consent-missing")),
        persons: vec![AgendaPerson { id: "suzuki".to_owned(), name: "鈴木 一郎".to_owned() }],
        finding: Some("同意がありません".to_owned()),
        opens: Some(day("2026-03-01")),
        key: "hana/consent/hoshi/plan/2026-03-01".to_owned(),
    };
    let step = AgendaItem {
        kind: AgendaKind::Step,
        title: "モニタリングの面接".to_owned(),
        day: day("2026-04-04"),
        days_left: 3,
        late: false,
        legal: false,
        rule: None,
        finding: None,
        key: "hana/interview/hoshi/plan/2026-03-01".to_owned(),
        ..late.clone()
    };
    let school = AgendaItem {
        kind: AgendaKind::School,
        title: "小学校への就学".to_owned(),
        about: None,
        office: None,
        persons: Vec::new(),
        day: day("2027-04-01"),
        days_left: 365,
        key: "hana/school".to_owned(),
        ..step.clone()
    };
    Agenda { items: vec![late, step, school], ..Agenda::default() }
}
