//! An office that has not published its 支援プログラム.

use super::super::facts::Ground;
use super::super::rule::{Certainty, Check, Group, Reporter, Rule};
use crate::case::party::Service;
use crate::diagnostic::{Code, Severity};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("program-unpublished"),
    group: Group::AddOns,
    severity: Severity::Info,
    summary: "支援プログラムの公表日が office.yaml にない",
    explanation: include_str!("program-unpublished.md"),
    certainty: Certainty::Verified,
    checks: &[Check::Office(check)],
    ..Rule::BASE
};

/// The services that publish one.
const SERVICES: [Service; 2] = [Service::ChildDevelopment, Service::AfterSchool];

fn check(ground: &Ground<'_>, reporter: &mut Reporter<'_>) {
    let office = ground.organisation;
    if office.broken {
        return;
    }
    for own in office.value.offices.iter() {
        if !own.services.iter().any(|service| SERVICES.contains(&service.value)) || own.program.is_unread() {
            continue;
        }
        let written = own.program.get().map(|program| &program.published);
        if written.is_some_and(|day| day.is_set() || day.is_unread()) {
            continue;
        }
        let name = own.name.get().map_or("事業所", String::as_str);
        let place = own.program.span().or(own.name.span()).unwrap_or(own.span);
        reporter.report(place.place(), format!("{name}の支援プログラムの公表日がありません")).help = Some(
            "公表して届け出たら、office.yaml の事業所に `支援プログラム: {公表日: 2025-03-20}` と書いてください"
                .to_owned(),
        );
    }
}
