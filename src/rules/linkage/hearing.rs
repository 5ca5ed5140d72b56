//! What a モニタリング報告書 heard from the offices: every provider, and the office's own モニタリング記録 behind it.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::consult::plan::NeedService;
use crate::case::monitoring::Monitoring;
use crate::case::paper::Role;
use crate::case::party::Service;
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};
use crate::directory::{Directory, ServiceWording};
use crate::value::Date;
use std::collections::BTreeSet;

pub(in crate::rules) static RECORD: Rule = Rule {
    code: Code::new("record-unheard"),
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
    judges: Judges::own(&["consult-monitoring"]),
    checks: &[Check::Paper(check_record)],
    ..Rule::BASE
};

pub(in crate::rules) static PROVIDER: Rule = Rule {
    code: Code::new("consult-unheard"),
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
    judges: Judges::own(&["consult-monitoring"]),
    checks: &[Check::Paper(check_providers)],
    ..Rule::BASE
};

fn check_record(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let (Model::ConsultationMonitoring(report), Some(reported)) = (&document.model, document.date) else { return };
    let plan = facts.timeline.linked(document, Role::Subject).and_then(|plan| plan.date);
    let before = facts.timeline.previous(document).and_then(|report| report.date);
    let since = [plan, before].into_iter().flatten().max();
    let mut seen = BTreeSet::new();
    for hearing in report.hearings.iter() {
        let Some(id) = facts.directory.office_id(&hearing.office) else { continue };
        let names_record = report
            .hearings
            .iter()
            .any(|other| facts.directory.office_id(&other.office) == Some(id) && other.record.is_set());
        if names_record || !seen.insert(id) {
            continue;
        }
        let heard = hearing.date.get().copied().unwrap_or(reported);
        let Some((record, written)) = latest_record(facts, id, since, heard) else { continue };
        let name = facts.directory.organisation_of_id(id).unwrap_or(id);
        let message = format!("「{name}」のモニタリング記録({})が、聞き取りの 記録 に挙げられていません", record.name);
        let finding = reporter.report(document.place(hearing.office.span()), message);
        finding.help = Some(format!("この聞き取りに `記録: {}` を加えてください", record.id()));
        finding.related.push((record.place(written.date.span()), "この間のモニタリング記録".to_owned()));
    }
}

/// The last モニタリング記録 of an office after one day and up to another.
fn latest_record<'a>(
    facts: &Facts<'a>,
    office: &str,
    since: Option<Date>,
    until: Date,
) -> Option<(&'a Document, &'a Monitoring)> {
    let within = |date: Date| since.is_none_or(|since| since < date) && date <= until;
    let records = facts.timeline.monitorings();
    let own = records.filter(|(other, _)| other.office() == Some(office) && other.date.is_some_and(within));
    own.max_by_key(|(other, _)| other.date)
}

fn check_providers(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::ConsultationMonitoring(report) = &document.model else { return };
    let Some((plan_document, plan)) = facts.timeline.consultation_plan_of(document) else { return };
    let directory = facts.directory;
    let mut heard: BTreeSet<String> =
        report.hearings.iter().filter_map(|hearing| directory.provider_key(&hearing.office)).collect();
    for service in plan.needs.iter().flat_map(|need| need.services.iter()) {
        let Some(key) = directory.provider_key(&service.provider) else { continue };
        if !answers_for_it(service, directory) || !in_use(facts, &key, document.date) || !heard.insert(key) {
            continue;
        }
        let name = directory.provider_name(&service.provider).unwrap_or_default();
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
fn answers_for_it(service: &NeedService, directory: &Directory<'_>) -> bool {
    let wording = service.kind.get().map_or(ServiceWording::Unclear, |kind| ServiceWording::of(kind));
    // The consultant does not hear itself.
    let consultation = matches!(wording, ServiceWording::Known(Service::Consultation));
    let ours = || directory.office_id(&service.provider).is_some();
    !service.is_informal() && !consultation && (wording.is_welfare() || ours())
}

/// Whether the child was at the office on that day, as far as 利用 says.
fn in_use(facts: &Facts<'_>, key: &str, day: Option<Date>) -> bool {
    let uses = facts.timeline.uses().of_provider(facts.directory, key);
    day.zip(uses).is_none_or(|(day, uses)| uses.runs_on(day))
}
