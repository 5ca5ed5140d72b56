//! A goal of the 個別支援計画 that answers no need of the 障害児支援利用計画, and a plan that stands on none or on an old one.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::consult::plan::{ConsultationPlan, Need};
use crate::case::plan::{SupportKind, SupportPlan};
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code::new("goal-unlinked"),
    group: Group::Linkage,
    severity: Severity::Warning,
    summary: "個別支援計画の目標が、障害児支援利用計画のどのニーズに応えるか書かれていない",
    explanation: include_str!("goal-unlinked.md"),
    certainty: Certainty::Guide,
    rests_on: &[
        (
            Reach::Own,
            &[
                "障害児支援利用計画",
                "支援",
                "支援.ニーズ",
                "支援.項目",
                "計画期間",
                "計画期間.開始",
                "計画期間.終了",
                "状態",
                "作成日",
                "事業所",
            ],
        ),
        (Reach::Named("consult/plan/"), &["ニーズ", "ニーズ.id"]),
        (
            Reach::All("consult/plan/"),
            &["計画期間", "計画期間.開始", "計画期間.終了", "状態", "案", "写し", "受領日", "作成日"],
        ),
        (Reach::All("plan/"), &["原案"]),
    ],
    judges: Judges::own(&["plan"]),
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Plan(plan) = &document.model else { return };
    if !facts.timeline.is_open(document) {
        return;
    }
    let known = facts.timeline.consultation_at_start(document);
    let Some((name, span)) = plan.consultation_plan.spanned() else {
        let Some(term) = known else { return };
        let start = plan.period.get().and_then(|period| period.start.span());
        let message =
            format!("計画のもとになる障害児支援利用計画が書かれていません({} のものがあります)", term.document.name);
        let finding = reporter.report(document.place(plan.consultation_plan.span().or(start)), message);
        finding.help = Some(format!(
            "`障害児支援利用計画: {}` と書き、支援の各行に `ニーズ` で応えるニーズの id を書いてください",
            term.document.name
        ));
        let place = term.document.place(term.plan.period.span());
        finding.related.push((place, "計画の開始日にはこの計画が有効です".to_owned()));
        return;
    };
    let Some((based_on, needs)) = facts.timeline.consultation_plan_of(document) else { return };
    if let Some(term) = known.filter(|term| {
        term.document.name != *name
            && term.document.date > based_on.date
            && term.plan.draft.get().is_none_or(|draft| draft != name)
    }) {
        let message = format!("障害児支援利用計画 {name} は、{} のものに替わっています", term.document.name);
        let finding = reporter.report(span.place(), message);
        finding.help = Some(format!(
            "`障害児支援利用計画: {}` と書き、各行の `ニーズ` をその計画に合わせてください",
            term.document.name
        ));
        let place = term.document.place(term.plan.period.span());
        finding.related.push((place, "計画の開始日にはこの計画が有効です".to_owned()));
    }
    for row in plan.rows.iter().filter(|row| !row.need.is_set()) {
        let Some(kind) = row.kind.get() else { continue };
        let message = format!("{}の行に、応えるニーズが書かれていません", kind.label());
        let place = document.place(row.need.span().or(row.id.span()).or(Some(row.span)));
        let finding = reporter.report(place, message);
        finding.help = Some(remedy(facts, plan, needs));
        if *kind != SupportKind::Child {
            finding.severity = Severity::Info;
        }
        if let Some(span) = needs.needs.span() {
            finding.related.push((span.place(), "この計画のニーズ".to_owned()));
        }
    }
}

/// The needs to choose from: those for which this office is named, or all.
fn remedy(facts: &Facts<'_>, plan: &SupportPlan, consultation: &ConsultationPlan) -> String {
    let here = |need: &Need| {
        need.services
            .iter()
            .any(|service| facts.directory.office_id(&service.provider) == plan.office.get().map(String::as_str))
    };
    let listed = |wanted: &dyn Fn(&Need) -> bool| -> Vec<String> {
        let needs = consultation.needs.iter().filter(|need| wanted(need));
        needs.filter_map(|need| Some(format!("{}({})", need.id.get()?, shortened(need)))).collect()
    };
    let own = listed(&here);
    let choice = if own.is_empty() { listed(&|_| true) } else { own };
    match choice.first() {
        Some(first) => {
            let id = first.split('(').next().unwrap_or_default();
            format!("`ニーズ: {id}` のように書いてください。利用計画のニーズ: {}", choice.join("、"))
        }
        None => "障害児支援利用計画にニーズを書き、その id を `ニーズ` に書いてください".to_owned(),
    }
}

/// The beginning of a need, enough to know it by.
fn shortened(need: &Need) -> String {
    const ENOUGH: usize = 20;
    let text = need.issue.get().map_or("", |text| text.as_str()).lines().next().unwrap_or_default();
    match text.char_indices().nth(ENOUGH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
