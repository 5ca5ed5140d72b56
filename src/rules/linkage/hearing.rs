//! What a モニタリング報告書 heard from the offices: every provider, and the office's own モニタリング記録 behind it.

use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Scope};
use super::offices::{Offices, Wording};
use crate::case::consult::monitoring::MonitoringReport;
use crate::case::consult::plan::NeedService;
use crate::case::monitoring::Monitoring;
use crate::case::party::Service;
use crate::case::{Case, Document, Model};
use crate::diagnostic::Severity;
use crate::record::TextOr;
use crate::value::Date;
use std::collections::BTreeSet;

pub(in crate::rules) static RECORD: Rule = Rule {
    code: "record-unheard",
    group: Group::Linkage,
    severity: Severity::Info,
    summary: "聞き取りに、事業所のモニタリング記録が挙げられていない",
    explanation: include_str!("record-unheard.md"),
    certainty: Certainty::Guide,
    rests_on: &[
        (Reach::Own, &["聞き取り", "聞き取り.*", "計画", "実施日", "作成日"]),
        (Reach::Named("consult/plan/"), &["写し"]),
        (Reach::All("monitoring/"), &["事業所", "実施日"]),
        (Reach::All("consult/monitoring/"), &["実施日"]),
        (Reach::Office, &["事業所", "事業所.id", "事業所.名称", "事業所.種類"]),
        (Reach::Child, &["関係機関", "関係機関.id", "関係機関.名称"]),
    ],
    check: Check::Document(check_record),
    ..Rule::BASE
};

pub(in crate::rules) static PROVIDER: Rule = Rule {
    code: "consult-unheard",
    group: Group::Linkage,
    severity: Severity::Warning,
    summary: "計画のサービスを提供する事業所から聞き取りをしていない",
    explanation: include_str!("consult-unheard.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Own, &["聞き取り", "聞き取り.*", "計画", "実施日"]),
        (
            Reach::Named("consult/plan/"),
            &["ニーズ", "サービス", "サービス.提供事業者", "サービス.区分", "サービス.種類", "写し"],
        ),
        (Reach::All("monitoring/"), &["事業所"]),
        (Reach::Office, &["事業所", "事業所.id", "事業所.名称", "事業所.種類", "職員", "職員.id", "職員.氏名"]),
        (
            Reach::Child,
            &[
                "関係機関",
                "関係機関.id",
                "関係機関.名称",
                "利用",
                "利用.開始日",
                "利用.終了日",
                "利用.休止",
                "利用.事業所",
            ],
        ),
    ],
    check: Check::Document(check_providers),
    ..Rule::BASE
};

/// The report, unless it is on another company's plan.
fn judged<'a>(scope: &Scope<'_>, document: &'a Document) -> Option<&'a MonitoringReport> {
    let Model::ConsultationMonitoring(report) = &document.model else { return None };
    (!scope.case.plan_of(document).is_some_and(Document::is_copy)).then_some(report)
}

fn check_record(scope: &Scope<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let (Some(report), Some(reported)) = (judged(scope, document), document.date) else { return };
    let offices = Offices::of(scope);
    let since = [scope.case.plan_of(document).and_then(|plan| plan.date), report_before(scope.case, reported)];
    let since = since.into_iter().flatten().max();
    let mut seen = BTreeSet::new();
    for hearing in report.hearings.iter() {
        let Some(id) = offices.id(&hearing.office) else { continue };
        let names_record =
            report.hearings.iter().any(|other| offices.id(&other.office) == Some(id) && other.record.is_set());
        if names_record || !seen.insert(id) {
            continue;
        }
        let heard = hearing.date.get().copied().unwrap_or(reported);
        let Some((record, written)) = latest_record(scope.case, id, since, heard) else { continue };
        let name = offices.name_of_id(id);
        let message = format!("「{name}」のモニタリング記録({})が、聞き取りの 記録 に挙げられていません", record.name);
        let finding = reporter.report(document.place(hearing.office.span()), message);
        finding.help = Some(format!("この聞き取りに `記録: {}` を加えてください", record.id()));
        finding.related.push((record.place(written.date.span()), "この間のモニタリング記録".to_owned()));
    }
}

/// The day of the report before.
fn report_before(case: &Case, reported: Date) -> Option<Date> {
    let reports = case.documents.iter().filter(|other| matches!(other.model, Model::ConsultationMonitoring(_)));
    reports.filter_map(|other| other.date).filter(|date| *date < reported).max()
}

/// The last モニタリング記録 of an office after one day and up to another.
fn latest_record<'a>(
    case: &'a Case,
    office: &str,
    since: Option<Date>,
    until: Date,
) -> Option<(&'a Document, &'a Monitoring)> {
    let records = case.documents.iter().filter(|other| !other.broken).filter_map(|other| match &other.model {
        Model::Monitoring(record) => Some((other, record)),
        _ => None,
    });
    let within = |date: Date| since.is_none_or(|since| since < date) && date <= until;
    let own = records.filter(|(other, _)| other.office() == Some(office) && other.date.is_some_and(within));
    own.max_by_key(|(other, _)| other.date)
}

fn check_providers(scope: &Scope<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(report) = judged(scope, document) else { return };
    let Some((plan_document, plan)) = report.plan.get().and_then(|name| scope.case.consultation_plan(name)) else {
        return;
    };
    let offices = Offices::of(scope);
    let mut heard: BTreeSet<String> =
        report.hearings.iter().filter_map(|hearing| offices.key(&hearing.office)).collect();
    for service in plan.needs.iter().flat_map(|need| need.services.iter()) {
        let Some(key) = offices.key(&service.provider) else { continue };
        if !answers_for_it(service, offices) || !in_use(scope, offices, &key, document.date) || !heard.insert(key) {
            continue;
        }
        let name = offices.name(&service.provider).unwrap_or_default();
        let message = format!("計画のサービスを提供する「{name}」からの聞き取りがありません");
        let place = document.place(report.hearings.span().or(report.plan.span()));
        let finding = reporter.report(place, message);
        finding.help = Some(
            "`聞き取り` に `{事業所: …, 相手: …, 日付: …, 記録: …}` を加えてください。聞き取れなかったときは、その事情を サービス提供状況 に書き、この規則を理由とともに除外してください"
                .to_owned(),
        );
        finding.related.push((plan_document.place(service.provider.span()), "計画の提供事業者".to_owned()));
    }
}

/// Whether the service is one whose office is heard.
fn answers_for_it(service: &NeedService, offices: Offices<'_>) -> bool {
    let wording = service.kind.get().map_or(Wording::Unclear, |kind| Wording::of(kind));
    // The consultant does not hear itself.
    let consultation = matches!(wording, Wording::Known(Service::Consultation));
    !service.is_informal() && !consultation && (wording.is_welfare() || offices.id(&service.provider).is_some())
}

/// Whether the child was at the office on that day, as far as 利用 says.
fn in_use(scope: &Scope<'_>, offices: Offices<'_>, key: &str, day: Option<Date>) -> bool {
    let Some(day) = day else { return true };
    let mut uses = scope.case.child.value.uses.iter().filter(|used| match used.office.get() {
        Some(TextOr::Text(id)) => id == key,
        Some(TextOr::Record(office)) => office.name.get().is_some_and(|name| offices.is_named(name, key)),
        None => false,
    });
    let runs = |used: &crate::case::child::Use| {
        used.started.get().is_none_or(|start| *start <= day) && used.ended.get().is_none_or(|end| day <= *end)
    };
    let Some(first) = uses.next() else { return true };
    runs(first) || uses.any(|used| runs(used))
}
