//! The 相談支援専門員 goes to the child's home: for the assessment before a 案, and for each モニタリング.
//!
//! No form has a box for the day of the assessment's visit, so it is a line of `events.yaml` (`居宅訪問`); a モニタリング報告書
//! has its own key.

use super::super::due::Due;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Scope};
use super::super::trail::Trail;
use super::{all_judged, before_adoption, before_start, finish, is_received, judged};
use crate::case::consult::monitoring::MonitoringReport;
use crate::case::consult::plan::ConsultationPlan;
use crate::case::event::EventKind;
use crate::case::{Document, Model};
use crate::diagnostic::Severity;
use crate::value::Date;

pub(in super::super) static RULE: Rule = Rule {
    code: "consult-visit-missing",
    group: Group::Consult,
    severity: Severity::Warning,
    summary: "居宅訪問の記録がない",
    explanation: include_str!("consult-visit-missing.md"),
    certainty: Certainty::Unconfirmed,
    rests_on: &[
        (
            Reach::Own,
            &[
                "事業所",
                "計画期間",
                "計画期間.開始",
                "計画期間.終了",
                "状態",
                "案",
                "作成日",
                "居宅訪問日",
                "写し",
                "計画",
                "実施日",
            ],
        ),
        (Reach::All("consult/plan/"), &["案", "写し", "状態", "作成日"]),
        (Reach::All("consult/basic/"), &["作成日"]),
        (Reach::All("consult/monitoring/"), &["居宅訪問日"]),
        (Reach::Child, &["利用", "利用.開始日", "利用.終了日", "利用.休止", "利用.事業所"]),
        (Reach::Events, &[]),
    ],
    check: Check::Document(check),
    ..Rule::BASE
};

fn check(scope: &Scope<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    match (&document.model, judged(scope, document)) {
        (Model::ConsultationMonitoring(report), _) if !is_received(scope, document) => {
            check_report(scope, document, report, reporter);
        }
        (_, Some(plan)) if plan.is_draft() => {
            check_plan(scope, document, plan, before_adoption(scope, document, plan), reporter);
        }
        (_, Some(plan)) if !plan.draft.is_set() => {
            check_plan(scope, document, plan, before_start(scope, document, plan), reporter);
        }
        _ => {}
    }
}

fn check_report(scope: &Scope<'_>, document: &Document, report: &MonitoringReport, reporter: &mut Reporter<'_>) {
    // A report on a plan of another company came with the plan.
    let of_a_copy = scope.case.plan_of(document).is_some_and(Document::is_copy);
    let unread = report.visit.span().is_some_and(|span| !document.source.text()[span.range()].trim().is_empty());
    if report.visit.is_set() || unread || of_a_copy {
        return;
    }
    let message = format!("モニタリング報告書({})に居宅訪問日がありません", document.name);
    reporter.report(document.place(report.date.span()), message).help = Some(
        "居宅を訪問した日を `居宅訪問日: 2024-09-28` のように書いてください。報告書の日と同じ日でもかまいません"
            .to_owned(),
    );
}

fn check_plan(scope: &Scope<'_>, document: &Document, plan: &ConsultationPlan, due: Due, reporter: &mut Reporter<'_>) {
    let Some(trail) = Trail::of(scope).filter(|_| due != Due::Never) else { return };
    let until = document.date;
    let previous = all_judged(scope).filter(|(_, plan)| !plan.is_draft()).filter_map(|(other, _)| other.date);
    let previous = previous.filter(|day| until.is_some_and(|until| *day < until)).max();
    let in_time = |day: Date| until.is_none_or(|until| day <= until) && previous.is_none_or(|previous| previous < day);
    for paper in scope.case.documents.iter().filter(|paper| !paper.broken) {
        let of_this = paper.id() == document.id() || is_made_of(paper, document);
        let Some(days) = visits(trail, paper) else { return };
        if days.iter().any(|day| day.map_or(of_this, in_time)) {
            return;
        }
    }
    let message = format!("{}({})の作成日までに居宅を訪問した記録がありません", document.form_title(), document.name);
    let finding = reporter.report(document.place(plan.date.span()), message);
    let help = format!(
        "アセスメントで居宅を訪問した日を events.yaml に `- {{種類: 居宅訪問, 対象: {}, 日付: 訪問した日, 職員: [相談支援専門員の id], 相手: [本人, 保護者]}}` と書いてください",
        document.id()
    );
    finish(finding, document, due, help);
}

/// Whether a plan was made of this 案.
fn is_made_of(paper: &Document, draft: &Document) -> bool {
    matches!(&paper.model, Model::ConsultationPlan(plan) if plan.draft.get() == Some(&draft.name))
}

/// The days of the visits that a paper of this side speaks of, itself or in `events.yaml`, where a line may have no day;
/// none where that cannot be said.
fn visits(trail: Trail<'_>, paper: &Document) -> Option<Vec<Option<Date>>> {
    match &paper.model {
        Model::ConsultationMonitoring(report) => Some(report.visit.get().map(|day| Some(*day)).into_iter().collect()),
        Model::ConsultationPlan(_) | Model::ConsultationBasic(_) => {
            let lines = trail.about(paper, None)?.into_iter();
            let visits = lines.filter(|event| event.kind.get() == Some(&EventKind::Visited));
            Some(visits.map(|event| event.date.get().copied()).collect())
        }
        _ => Some(Vec::new()),
    }
}
