//! The 相談支援専門員 goes to the child's home: for the assessment before a 案, and for each モニタリング.
//!
//! No form has a box for the day of the assessment's visit, so it is a line of `events.yaml` (`居宅訪問`); a モニタリング報告書
//! has its own key.

use super::super::facts::{Facts, Owed};
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Tell};
use super::{change, finish};
use crate::case::Document;
use crate::diagnostic::Code;
use crate::timeline::What;

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("consult-visit-missing"),
    group: Group::Consult,
    summary: "居宅訪問の記録がない",
    explanation: include_str!("consult-visit-missing.md"),
    certainty: Certainty::Verified,
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
    judges: Judges::own(&["consult-plan", "consult-monitoring"]),
    checks: &[Check::Duty(&[What::AssessmentVisit, What::MonitoringVisit], Tell::Paper(tell))],
    ..Rule::BASE
};

fn tell(facts: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    for owed in owed.iter().filter(|owed| owed.is_missing()) {
        let place = document.place(document.paper().dated());
        if owed.duty.what == What::MonitoringVisit {
            let message = format!("モニタリング報告書({})に居宅訪問日がありません", document.name);
            reporter.report(place, message).help = Some(
                "居宅を訪問した日を `居宅訪問日: 2024-09-28` のように書いてください。報告書の日と同じ日でもかまいません"
                    .to_owned(),
            );
            continue;
        }
        if change::tells(facts, facts.timeline.made_of_one(document)) {
            continue;
        }
        let message =
            format!("{}({})の作成日までに居宅を訪問した記録がありません", document.form_title(), document.name);
        let finding = reporter.report(place, message);
        let help = format!(
            "アセスメントで居宅を訪問した日を events.yaml に `- {{種類: 居宅訪問, 対象: {}, 日付: 訪問した日, 職員: [相談支援専門員の id], 相手: [本人, 保護者]}}` と書いてください",
            document.id()
        );
        finish(finding, document, owed, help);
    }
}
