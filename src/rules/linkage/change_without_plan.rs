//! A モニタリング報告書 that says 有 or 変更 and that no new 障害児支援利用計画 follows.

use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Scope};
use super::plans::is_in_use;
use crate::case::consult::monitoring::{MonitoringReport, Outcome};
use crate::case::{Document, Model};
use crate::diagnostic::Severity;
use crate::source::Span;
use crate::value::{Date, Month};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "change-without-plan",
    group: Group::Linkage,
    severity: Severity::Warning,
    summary: "計画変更の必要性が「有」なのに、新しい障害児支援利用計画がない",
    explanation: include_str!("change-without-plan.md"),
    certainty: Certainty::Unconfirmed,
    rests_on: &[
        (Reach::Own, &["結果", "変更の必要性", "変更の必要性.*", "ニーズ", "週間計画", "計画", "実施日"]),
        (Reach::All("consult/plan/"), &["計画期間", "計画期間.開始", "計画期間.終了", "作成日", "状態", "案", "写し"]),
        (Reach::All("consult/monitoring/"), &["実施日"]),
        (Reach::Child, &["利用", "利用.開始日", "利用.終了日", "利用.休止", "利用.事業所"]),
    ],
    check: Check::Document(check),
    ..Rule::BASE
};

fn check(scope: &Scope<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::ConsultationMonitoring(report) = &document.model else { return };
    let Some(reported) = document.date else { return };
    let plan = scope.case.plan_of(document);
    if plan.is_some_and(Document::is_copy) {
        return;
    }
    let Some((reason, span)) = reason(report) else { return };
    let Some(limit) = limit(report, reported, plan) else { return };
    if scope.as_of <= limit || followed(scope, reported, plan) || !is_in_use(scope.case, limit) {
        return;
    }
    let message = format!("{reason} ですが、{limit} を過ぎても新しい障害児支援利用計画がありません");
    let finding = reporter.report(document.place(Some(span)), message);
    finding.help = Some(
        "新しい計画案を consult/plan/ に作ってください。変えないことになったのなら、その経緯を書いて 有・無 と `結果` を直してください"
            .to_owned(),
    );
    if let Some((plan, Model::ConsultationPlan(old))) = plan.map(|plan| (plan, &plan.model)) {
        finding.related.push((plan.place(old.period.span()), "もとの計画".to_owned()));
    }
}

/// Why a new plan is due, and where that is written.
fn reason(report: &MonitoringReport) -> Option<(String, Span)> {
    match report.outcome.spanned() {
        Some((Outcome::Continue | Outcome::End, _)) => None,
        Some((Outcome::Change, span)) => Some(("結果が 変更".to_owned(), span)),
        Some((Outcome::Renewal, span)) => Some(("結果が 更新".to_owned(), span)),
        None => {
            let (name, span) = report.changes().next()?;
            Some((format!("変更の必要性の {name} が 有"), span))
        }
    }
    .filter(|_| {
        // 様式3-2 with the new week is the change.
        let only_the_week = report.changes().all(|(name, _)| name == "週間計画") && report.changes().next().is_some();
        !(only_the_week && report.week.is_set())
    })
}

/// The last day on which the new plan may still be missing.
fn limit(report: &MonitoringReport, reported: Date, plan: Option<&Document>) -> Option<Date> {
    let next_month = Month::of(reported).plus(1).last_day()?;
    let end = match plan.map(|plan| &plan.model) {
        Some(Model::ConsultationPlan(plan)) => plan.period.get().and_then(|period| period.end.get().copied()),
        _ => None,
    };
    match report.outcome.get() {
        Some(Outcome::Renewal) => Some(end.map_or(next_month, |end| end.max(next_month))),
        _ => Some(next_month),
    }
}

/// Whether a 障害児支援利用計画 was made since, before the next report judged anew; or one was made ready before the report, for
/// the time after it.
fn followed(scope: &Scope<'_>, reported: Date, plan: Option<&Document>) -> bool {
    let documents = || scope.case.documents.iter();
    let reports = documents().filter(|other| matches!(other.model, Model::ConsultationMonitoring(_)));
    let next_report = reports.filter_map(|other| other.date).filter(|date| *date > reported).min();
    documents().any(|other| {
        let (Model::ConsultationPlan(new), Some(made)) = (&other.model, other.date) else { return false };
        let since = made >= reported && next_report.is_none_or(|next| made <= next);
        let newer = plan.and_then(|plan| plan.date).is_some_and(|old| old < made);
        let begins = new.period.get().and_then(|period| period.start.get());
        since || (newer && made < reported && begins.is_some_and(|begins| *begins > reported))
    })
}
