//! 身体拘束: what has to be recorded of it, and whether the plan foresaw it.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::provision::Restraint;
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};
use crate::record::{Field, Spanned};
use crate::timeline::ProvidedLine;
use crate::value::Text;

pub(in super::super) static UNRECORDED: Rule = Rule {
    code: Code::new("restraint-unrecorded"),
    group: Group::AddOns,
    summary: "身体拘束の記録に、態様・時間・心身の状況・理由のどれかがない",
    explanation: include_str!("restraint-unrecorded.md"),
    certainty: Certainty::SecondHand,
    judges: Judges::own(&["record"]),
    rests_on: &[(Reach::Own, &["身体拘束", "身体拘束.態様", "身体拘束.時間", "身体拘束.心身の状況", "身体拘束.理由"])],
    checks: &[Check::Paper(check_record)],
    ..Rule::BASE
};

pub(in super::super) static UNPLANNED: Rule = Rule {
    code: Code::new("restraint-unplanned"),
    group: Group::AddOns,
    severity: Severity::Warning,
    summary: "身体拘束の記録があり、個別支援計画に記載がない",
    explanation: include_str!("restraint-unplanned.md"),
    certainty: Certainty::OneSource,
    rests_on: &[
        (Reach::Own, &["身体拘束", "身体拘束.緊急"]),
        (Reach::All("plan/"), &["状態", "計画期間", "計画期間.*", "支援", "留意事項", "支援内容", "備考", "事業所"]),
    ],
    checks: &[Check::Child(check_plans)],
    ..Rule::BASE
};

fn check_record(_: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Provision(month) = &document.model else { return };
    for line in month.days.iter() {
        for restraint in line.value.restraints.iter() {
            let lacks = lacks(restraint);
            if lacks.is_empty() {
                continue;
            }
            let day = line.value.date.get().map(|day| format!("{day} の")).unwrap_or_default();
            let message = format!("{day}身体拘束の記録に、{}がありません", lacks.join("、"));
            let finding = reporter.report(restraint.span.place(), message);
            let rest: Vec<String> = lacks.iter().map(|key| format!("`{key}: …`")).collect();
            finding.help = Some(format!("その場にいた職員に確かめ、{} を書き足してください", rest.join("、")));
            finding.related.extend(line.value.date.span().map(|span| (span.place(), "この日の記録".to_owned())));
        }
    }
}

/// The boxes that are empty.
fn lacks(restraint: &Restraint) -> Vec<&'static str> {
    let empty = |text: &Field<Text>| text.get().is_none_or(|text| text.as_str().is_empty()) && !text.is_unread();
    let boxes = [
        ("態様", empty(&restraint.mode)),
        ("時間", restraint.hours.is_missing()),
        ("心身の状況", empty(&restraint.condition)),
        ("理由", empty(&restraint.reason)),
    ];
    boxes.into_iter().filter(|(_, empty)| *empty).map(|(key, _)| key).collect()
}

fn check_plans(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    let mut said: Vec<&str> = Vec::new();
    for line in facts.timeline.provided() {
        let planned = |restraint: &&Spanned<Restraint>| restraint.is_emergency.get() != Some(&true);
        let Some(restraint) = line.line.value.restraints.iter().find(planned) else { continue };
        let Some(term) = facts.timeline.support_plan_on(line) else { continue };
        if foresees(term.document) || said.contains(&term.document.name.as_str()) {
            continue;
        }
        said.push(&term.document.name);
        report(line, restraint, term.document, reporter);
    }
}

/// Whether a plan speaks of it anywhere.
fn foresees(document: &Document) -> bool {
    const WORDS: [&str; 3] = ["身体拘束", "身体的拘束", "身体を拘束"];
    let text = document.source.text();
    WORDS.iter().any(|word| text.contains(word))
}

fn report(line: &ProvidedLine<'_>, restraint: &Spanned<Restraint>, plan: &Document, reporter: &mut Reporter<'_>) {
    let message = format!("{} に身体拘束の記録がありますが、個別支援計画({})に記載がありません", line.day, plan.name);
    let finding = reporter.report(restraint.span.place(), message);
    finding.help = Some(
        "緊急やむを得ず行い、計画になかったのなら `緊急: true` と書いてください。これからも要るのなら、三つの要件を検討し、態様と時間と理由を計画の 留意事項 に書いて同意を得ます"
            .to_owned(),
    );
    finding.related.push((plan.place(plan.paper().dated()), "その日の計画".to_owned()));
}
