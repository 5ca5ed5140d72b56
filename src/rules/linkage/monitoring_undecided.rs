//! A モニタリング報告書 that leaves open whether the plan has to change.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::consult::monitoring::{MonitoringReport, MonitoringResult};
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code::new("monitoring-undecided"),
    group: Group::Linkage,
    summary: "モニタリング報告書で、計画変更の必要性が決まっていない",
    explanation: include_str!("monitoring-undecided.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Own, &["変更の必要性", "変更の必要性.*", "週間計画", "ニーズ", "ニーズ.id", "結果", "計画"]),
        (Reach::Named("consult/plan/"), &["ニーズ", "ニーズ.id", "写し"]),
    ],
    judges: Judges::own(&["consult-monitoring"]),
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::ConsultationMonitoring(report) = &document.model else { return };
    check_answers(document, report, reporter);
    check_outcome(report, reporter);
    check_needs(facts, document, report, reporter);
}

fn check_answers(document: &Document, report: &MonitoringReport, reporter: &mut Reporter<'_>) {
    if report.outcome.get() == Some(&MonitoringResult::End) {
        return;
    }
    for result in report.needs.iter() {
        let Some((id, span)) = result.id.spanned() else { continue };
        let open: Vec<&str> = match result.change.get() {
            Some(change) => {
                let answers = change.answers().into_iter();
                answers.filter(|(_, answer)| !answer.is_set()).map(|(name, _)| name).collect()
            }
            None => vec!["種類", "量", "週間計画"],
        };
        if open.is_empty() {
            continue;
        }
        let written = result.change.span().filter(|_| result.change.is_set());
        let message = format!("ニーズ {id} の変更の必要性のうち、{} の有・無が選ばれていません", open.join("・"));
        let finding = reporter.report(document.place(written.or(Some(span))), message);
        finding.help =
            Some("`変更の必要性: {種類: 無, 量: 無, 週間計画: 無}` のように、三つとも書いてください".to_owned());
    }
}

fn check_outcome(report: &MonitoringReport, reporter: &mut Reporter<'_>) {
    let Some((MonitoringResult::Continue, span)) = report.outcome.spanned() else { return };
    let Some((name, yes)) = report.changes().find(|(name, _)| *name != "週間計画" || !report.week.is_set()) else {
        return;
    };
    let message = format!("結果は 継続 ですが、変更の必要性の {name} が 有 です");
    let finding = reporter.report(span.place(), message);
    finding.severity = Severity::Warning;
    finding.help = Some(
        "計画を変えるなら `結果: 変更`(期間の終わりに作り直すなら 更新)と書き、変えないなら 無 に直してください。曜日や時間だけの軽微な変更なら、変えた後の `週間計画` をこの報告書に書いてください"
            .to_owned(),
    );
    finding.related.push((yes.place(), "有".to_owned()));
}

fn check_needs(facts: &Facts<'_>, document: &Document, report: &MonitoringReport, reporter: &mut Reporter<'_>) {
    let Some((plan_document, plan)) = facts.timeline.consultation_plan_of(document) else { return };
    for need in plan.needs.iter() {
        let Some((id, span)) = need.id.spanned() else { continue };
        if report.needs.iter().any(|result| result.id.get() == Some(id)) {
            continue;
        }
        let message = format!("計画 {} のニーズ {id} の結果がありません", plan_document.name);
        let finding = reporter.report(document.place(report.plan.span()), message);
        finding.help = Some(format!("`ニーズ` に `{{id: {id}, サービス提供状況: …}}` の行を加えてください"));
        finding.related.push((span.place(), "このニーズ".to_owned()));
    }
}
