//! More days on record in a month than the 支給量 gives, over all offices.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::child::GrantedService;
use crate::case::party::Service;
use crate::diagnostic::{Code, Severity};
use crate::record::Spanned;
use crate::timeline::ProvidedLine;
use crate::value::{Amount, Month};
use std::collections::BTreeMap;

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("days-used-over-supply"),
    group: Group::Timetable,
    severity: Severity::Warning,
    summary: "記録にある利用日数が、その月の支給量を超えている",
    explanation: include_str!("days-used-over-supply.md"),
    certainty: Certainty::Guide,
    rests_on: &[
        (Reach::Own, &["日付", "欠席", "事業所", "サービス"]),
        (Reach::Child, &["受給者証", "受給者証.サービス", "受給者証.サービス.*", "給付決定期間", "給付決定期間.*"]),
        (Reach::Office, &["事業所", "事業所.id", "事業所.種類"]),
    ],
    checks: &[Check::Child(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    if facts.child.broken {
        return;
    }
    let mut months: BTreeMap<(Month, &'static str), Vec<&ProvidedLine<'_>>> = BTreeMap::new();
    for line in facts.timeline.provided().iter().filter(|line| line.line.is_attended()) {
        let Some(service) = line.service else { continue };
        let days = months.entry((Month::of(line.day), service.label())).or_default();
        // A day is used once, at however many offices.
        if days.last().is_none_or(|last| last.day != line.day) {
            days.push(line);
        }
    }
    for ((month, _), days) in months {
        let Some(service) = days.first().and_then(|line| line.service) else { continue };
        judge(facts, month, service, &days, reporter);
    }
}

fn judge(facts: &Facts<'_>, month: Month, service: Service, days: &[&ProvidedLine<'_>], reporter: &mut Reporter<'_>) {
    let Some((limit, granted)) = limit(facts, month, service) else { return };
    let Some(first_over) = days.get(limit as usize) else { return };
    let written = granted.amount.get().map_or("", String::as_str);
    let message = format!(
        "{month} の{}の利用が {}日あり、支給量({written}、{limit}日)を超えています",
        service.label(),
        days.len()
    );
    let place = first_over.document.place(first_over.line.date.span());
    let finding = reporter.report(place, message);
    finding.help = Some(
        "記録の日付と、受給者証の支給量を確かめてください。支給量が変わったのなら child.yaml の受給者証に書き足します"
            .to_owned(),
    );
    finding.related.push((facts.child.place(granted.amount.span()), "受給者証の支給量".to_owned()));
}

/// The most days that the 受給者証 of a month gives: where several hold in it (長期休暇), the largest; none where one of them
/// does not say days.
fn limit<'a>(facts: &Facts<'a>, month: Month, service: Service) -> Option<(u32, &'a Spanned<GrantedService>)> {
    let (first, last) = month.first_day().zip(month.last_day())?;
    let holds = |start: Option<_>, end: Option<_>| {
        start.is_none_or(|start| start <= last) && end.is_none_or(|end| first <= end)
    };
    let grants = facts.timeline.grants().into_iter();
    let own = grants.filter(|grant| grant.service == service && holds(grant.start, grant.end));
    let amounts: Option<Vec<_>> = own
        .map(|grant| Some((Amount::of(grant.granted.amount.get()?)?.in_month(last.parts().2), grant.granted)))
        .collect();
    amounts?.into_iter().max_by_key(|(days, _)| *days)
}
