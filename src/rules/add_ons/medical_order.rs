//! 医療連携体制加算 without the doctor's 指示書, or with one whose day is not written or past.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::{PLANS, claims, gravest};
use crate::case::medical::MedicalOrder;
use crate::diagnostic::{Code, Severity};
use crate::record::TextOr;
use crate::source::Place;
use crate::tariff::{self, Evidence, TariffEntry, claimed};
use crate::value::Date;

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("medical-order-missing"),
    group: Group::AddOns,
    summary: "医療連携体制加算に、主治医の指示書とその日付がない",
    explanation: include_str!("medical-order-missing.md"),
    certainty: Certainty::Guide,
    rests_on: &[PLANS, (Reach::Child, &["医療", "医療的ケア", "医療的ケア.*"])],
    checks: &[Check::Child(check)],
    ..Rule::BASE
};

/// An 加算 that wants an order, for the days of a plan or for one day.
struct Wanting {
    entry: &'static TariffEntry,
    first: Date,
    last: Option<Date>,
    place: Place,
}

fn check(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    if facts.child.broken {
        return;
    }
    let Some(wanting) = wanting(facts) else { return };
    let medical = facts.child.value.medical.get();
    let order = medical.and_then(|medical| match medical.care.get()? {
        TextOr::Record(care) => care.order.get(),
        TextOr::Text(_) => None,
    });
    let span = facts.child.value.medical.span();
    let name = wanting.entry.name();
    let (message, severity) = match order.map(read) {
        None => {
            let wanted = wanting.entry.requirement(Evidence::Medical);
            let severity = gravest(wanted.and_then(|wanted| wanted.surety.get().copied()));
            (format!("{name}がありますが、主治医の指示書が child.yaml にありません"), severity)
        }
        Some((None, _)) => (format!("{name}の、主治医の指示書の日付がありません"), Severity::Warning),
        Some((Some(given), _)) if wanting.last.is_some_and(|last| last < given) => {
            (format!("{name}の、主治医の指示書({given})が、計画の終わった後のものです"), Severity::Warning)
        }
        Some((_, Some(until)))
            if until < wanting.first || (until < last_day(&wanting) && facts.ground.today.is_over(until)) =>
        {
            (format!("{name}の、主治医の指示書の期限({until})が過ぎています"), Severity::Warning)
        }
        Some(_) => return,
    };
    let finding = reporter.report(wanting.place, message);
    finding.severity = severity;
    finding.help = Some(
        "child.yaml の `医療:` に `医療的ケア: {内容: 経管栄養, 指示書: {日付: 2026-04-01, 期限: 2027-03-31, 医師: 主治医の氏名}}` のように、指示書を見て書いてください"
            .to_owned(),
    );
    finding.related.push((facts.child.place(span), "医療".to_owned()));
}

fn last_day(wanting: &Wanting) -> Date {
    wanting.last.unwrap_or(wanting.first)
}

/// The newest plan that places such an 加算, else the newest record that claims one.
fn wanting(facts: &Facts<'_>) -> Option<Wanting> {
    let wants = |entry: &&'static TariffEntry| entry.requirement(Evidence::Medical).is_some();
    let placed = facts
        .timeline
        .support_plans()
        .filter(|(document, _)| facts.timeline.is_open(document) && !facts.timeline.is_received(document));
    let placed = placed.filter_map(|(document, plan)| {
        let first = document.first_day()?;
        tariff::placed_in(plan).into_iter().find_map(|placed| {
            let entry = claimed(&placed.name, first).filter(wants)?;
            Some(Wanting { entry, first, last: document.last_day(), place: placed.span.place() })
        })
    });
    let recorded = claims::of(facts).into_iter().filter(|claim| wants(&claim.entry));
    let recorded = recorded.map(|claim| Wanting {
        entry: claim.entry,
        first: claim.day,
        last: Some(claim.day),
        place: claim.place,
    });
    placed.max_by_key(|wanting| wanting.first).or_else(|| recorded.max_by_key(|wanting| wanting.first))
}

/// The day and the last day of an order; one that is written as a text may be its day alone.
fn read(order: &TextOr<MedicalOrder>) -> (Option<Date>, Option<Date>) {
    match order {
        TextOr::Text(text) => (text.parse().ok(), None),
        TextOr::Record(order) => (order.date.get().copied(), order.until.get().copied()),
    }
}
