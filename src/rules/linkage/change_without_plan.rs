//! A モニタリング報告書 that says 有 or 変更 and that no new 障害児支援利用計画 follows.

use super::super::facts::{Facts, Owed};
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Tell};
use crate::case::consult::monitoring::{MonitoringReport, MonitoringResult};
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};
use crate::source::Span;
use crate::timeline::{Standing, What};

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code::new("change-without-plan"),
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
    judges: Judges::own(&["consult-monitoring"]),
    checks: &[Check::Duty(&[What::NewPlan], Tell::Paper(tell))],
    ..Rule::BASE
};

fn tell(facts: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    let Model::ConsultationMonitoring(report) = &document.model else { return };
    let late = owed.iter().filter(|owed| owed.standing == Standing::Late);
    for limit in late.filter_map(|owed| owed.duty.due) {
        let Some((reason, span)) = reason(report) else { continue };
        let message = format!("{reason} ですが、{limit} を過ぎても新しい障害児支援利用計画がありません");
        let finding = reporter.report(span.place(), message);
        finding.help = Some(
            "新しい計画案を consult/plan/ に作ってください。変えないことになったのなら、その経緯を書いて 有・無 と `結果` を直してください"
                .to_owned(),
        );
        if let Some((plan, old)) = facts.timeline.consultation_plan_of(document) {
            finding.related.push((plan.place(old.period.span()), "もとの計画".to_owned()));
        }
    }
}

/// Why a new plan is due, and where that is written.
fn reason(report: &MonitoringReport) -> Option<(String, Span)> {
    match report.outcome.spanned() {
        Some((MonitoringResult::Continue | MonitoringResult::End, _)) => None,
        Some((MonitoringResult::Change, span)) => Some(("結果が 変更".to_owned(), span)),
        Some((MonitoringResult::Renewal, span)) => Some(("結果が 更新".to_owned(), span)),
        None => {
            let (name, span) = report.changes().next()?;
            Some((format!("変更の必要性の {name} が 有"), span))
        }
    }
}
