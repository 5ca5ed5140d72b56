//! A month in which モニタリング was due and of which there is no モニタリング報告書.

use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Scope};
use super::plans::{Term, consultation_plans, is_in_use};
use crate::case::child::RecipientCertificate;
use crate::case::consult::plan::ConsultationPlan;
use crate::case::{Model, MonitoringTerm, monitoring_months};
use crate::diagnostic::Severity;
use crate::record::List;
use crate::source::Place;
use crate::value::{Date, Month};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "monitoring-month-missed",
    group: Group::Time,
    summary: "モニタリングの月なのに、モニタリング報告書がない",
    explanation: include_str!("monitoring-month-missed.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Own, &["モニタリング期間", "モニタリング期間.*"]),
        (
            Reach::All("consult/plan/"),
            &["計画期間", "計画期間.開始", "計画期間.終了", "状態", "案", "写し", "受領日", "作成日"],
        ),
        (Reach::All("consult/monitoring/"), &["実施日"]),
        (
            Reach::Child,
            &[
                "受給者証",
                "受給者証.種類",
                "給付決定期間",
                "給付決定期間.*",
                "モニタリング",
                "モニタリング.*",
                "利用",
                "利用.開始日",
                "利用.終了日",
                "利用.休止",
                "利用.事業所",
                "セルフプラン",
            ],
        ),
    ],
    check: Check::Case(check),
    ..Rule::BASE
};

fn check(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let child = &scope.case.child;
    if child.broken {
        return;
    }
    let reports: Vec<Date> = scope
        .case
        .documents
        .iter()
        .filter(|document| matches!(document.model, Model::ConsultationMonitoring(_)))
        .filter_map(|document| document.date)
        .collect();
    let terms = consultation_plans(scope.case, None);
    for (index, term) in terms.iter().enumerate().filter(|(_, term)| !term.plan.is_copy()) {
        let taken_over = terms.get(index + 1).map(|next| Month::of(next.start));
        let due = Due::of(scope, term);
        let own = |month: &Month| *month >= Month::of(term.start) && taken_over.is_none_or(|next| *month < next);
        for month in due.months.iter().filter(|month| own(month)) {
            let (Some(first), Some(last)) = (month.first_day(), month.last_day()) else { continue };
            let is_over = last < scope.as_of;
            let is_made = reports.iter().any(|day| (first..=last).contains(day));
            if is_over && !is_made && is_in_use(scope.case, last) {
                report(*month, &due, term, &reports, reporter);
            }
        }
    }
}

/// The months of one plan, and where they are written.
struct Due {
    months: Vec<Month>,
    place: Place,
    is_written: bool,
}

impl Due {
    fn of(scope: &Scope<'_>, term: &Term<'_, ConsultationPlan>) -> Self {
        let child = &scope.case.child;
        let certificate = certificate_on(&child.value.recipient_certificates, term.start);
        let own = &term.plan.monitoring;
        let granted = certificate.map(|certificate| &certificate.monitoring);
        let (intervals, place): (&[_], Place) = match granted {
            _ if !own.is_empty() => (own, term.document.place(own.span())),
            Some(granted) if !granted.is_empty() => (granted, child.place(granted.span())),
            _ => (&[], term.document.place(term.plan.period.span())),
        };
        let decided = certificate.and_then(|certificate| certificate.period.get()?.end.get().copied());
        let planned = term.plan.period.get().and_then(|period| period.end.get().copied());
        let months = match decided.or(planned) {
            Some(last) => monitoring_months(intervals, Month::of(last)),
            // Nobody has said when it ends: nothing but the months that were named is certain.
            None => intervals.iter().filter_map(bare).collect(),
        };
        Self { months, place, is_written: !intervals.is_empty() }
    }
}

fn bare(term: &crate::record::Spanned<MonitoringTerm>) -> Option<Month> {
    match &term.value {
        MonitoringTerm::In(month) => Some(*month),
        MonitoringTerm::Every(_) => None,
    }
}

/// The 受給者証 for 通所 that holds on a day, else any that does.
fn certificate_on(certificates: &List<RecipientCertificate>, day: Date) -> Option<&RecipientCertificate> {
    let holds = |certificate: &&RecipientCertificate| {
        certificate.period.get().is_some_and(|period| period.start.is_set() && period.contains(day))
    };
    let mut valid = certificates.iter().map(|certificate| &certificate.value).filter(holds).collect::<Vec<_>>();
    valid.sort_by_key(|certificate| !certificate.kind.get().is_some_and(|kind| kind.contains("通所")));
    valid.first().copied()
}

fn report(month: Month, due: &Due, term: &Term<'_, ConsultationPlan>, reports: &[Date], reporter: &mut Reporter<'_>) {
    // Where the month after is due itself, its report is its own.
    let next = Some(month.plus(1)).filter(|next| !due.months.contains(next));
    let late = reports.iter().filter(|day| Some(Month::of(**day)) == next).min();
    let message = match late {
        Some(day) => format!(
            "計画 {} のモニタリングの月 {month} に報告書がなく、翌月({day})に行われています",
            term.document.name
        ),
        None => format!("計画 {} のモニタリングの月 {month} に、モニタリング報告書がありません", term.document.name),
    };
    let finding = reporter.report(due.place.clone(), message);
    if late.is_some() {
        finding.severity = Severity::Warning;
    }
    finding.help = Some(match due.is_written {
        true => format!(
            "{month} に行っていれば、その報告書を consult/monitoring/ に置いてください。月が市町村の決定と違うときは モニタリング期間 を直してください"
        ),
        false => {
            "`モニタリング期間: [{間隔: 6, 開始年月: …}]` のように、市町村が定めた期間を計画に書いてください".to_owned()
        }
    });
}
