//! A need with a service at this office that no row of the office's 個別支援計画 answers.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::consult::plan::Need;
use crate::case::plan::{SupportKind, SupportRow};
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};
use crate::directory::ServiceWording;
use crate::record::Spanned;

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code::new("need-unanswered"),
    group: Group::Linkage,
    severity: Severity::Warning,
    summary: "この事業所のサービスで応えるとされたニーズに、応える行がない",
    explanation: include_str!("need-unanswered.md"),
    certainty: Certainty::Guide,
    rests_on: &[
        (
            Reach::Own,
            &[
                "障害児支援利用計画",
                "支援",
                "支援.ニーズ",
                "支援.項目",
                "事業所",
                "状態",
                "サービス",
                "対応しないニーズ",
                "対応しないニーズ.id",
                "対応しないニーズ.理由",
            ],
        ),
        (Reach::Named("consult/plan/"), &["ニーズ", "ニーズ.id", "サービス", "サービス.提供事業者", "サービス.種類"]),
        (Reach::All("plan/"), &["原案"]),
        (Reach::Office, &["事業所", "事業所.id", "事業所.名称", "事業所.種類"]),
        (Reach::Child, &["関係機関", "関係機関.id", "関係機関.名称"]),
    ],
    judges: Judges::own(&["plan"]),
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Plan(plan) = &document.model else { return };
    let named = facts.timeline.consultation_plan_of(document);
    let (Some((_, consultation)), Some(office)) = (named, plan.office.get()) else { return };
    // A row that names no need yet may be the answer: goal-unlinked speaks first.
    let is_begun = |row: &SupportRow| row.need.span().is_some() || row.kind.get() == Some(&SupportKind::Child);
    let unlinked = |row: &SupportRow| !row.need.is_set() && is_begun(row);
    // So may one whose need nobody knows: reference-unknown speaks first.
    let is_known = |id: &String| consultation.needs.iter().any(|need| need.id.get() == Some(id));
    let astray = |row: &SupportRow| row.need.get().is_some_and(|id| !is_known(id));
    if !facts.timeline.is_open(document) || plan.rows.iter().any(|row| unlinked(row) || astray(row)) {
        return;
    }
    let service = facts.directory.service(plan);
    let here = |need: &&Spanned<Need>| {
        need.services.iter().any(|given| {
            let wording = given.kind.get().map_or(ServiceWording::Unclear, |kind| ServiceWording::of(kind));
            facts.directory.office_id(&given.provider) == Some(office) && wording.may_be(service)
        })
    };
    for need in consultation.needs.iter().filter(here) {
        let Some((id, span)) = need.id.spanned() else { continue };
        let answered = plan.rows.iter().any(|row| row.need.get() == Some(id));
        let declined = plan.unanswered_needs.iter().find(|declined| declined.id.get() == Some(id));
        let reasoned =
            declined.is_some_and(|declined| declined.reason.get().is_some_and(|reason| !reason.as_str().is_empty()));
        if answered || reasoned {
            continue;
        }
        let need_place = (span.place(), "このニーズ".to_owned());
        let finding = match declined {
            Some(declined) => {
                let message = format!("ニーズ {id} に応えない理由が書かれていません");
                let finding = reporter.report(document.place(declined.id.span()), message);
                finding.help = Some(format!("`{{id: {id}, 理由: …}}` のように、応えない理由を書いてください"));
                finding
            }
            None => {
                let message = format!("障害児支援利用計画のニーズ {id} に応える行がありません");
                let finding = reporter.report(document.place(plan.consultation_plan.span()), message);
                finding.help = Some(format!(
                    "応える行に `ニーズ: {id}` と書くか、行を加えてください。応えないときは `対応しないニーズ: [{{id: {id}, 理由: …}}]` と書いてください"
                ));
                finding
            }
        };
        finding.related.push(need_place);
    }
}
