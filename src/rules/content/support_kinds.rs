//! The 項目 that every plan has: 本人支援, 家族支援, 移行支援, and as needed 地域支援・地域連携.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::{OF_2024, open_plan};
use crate::case::Document;
use crate::case::plan::SupportKind;
use crate::diagnostic::{Code, Severity};

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code::new("support-kind-missing"),
    group: Group::Content,
    summary: "本人支援・家族支援・移行支援のどれかの行がない",
    explanation: include_str!("support-kind-missing.md"),
    certainty: Certainty::Verified,
    rests_on: &[(Reach::Own, &["支援", "支援.項目", "作成日", "計画期間", "サービス", "状態"])],
    judges: OF_2024,
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

/// What a row of a 項目 may say.
const EXAMPLES: [(SupportKind, &str); 4] = [
    (SupportKind::Child, "本人が身につけること"),
    (SupportKind::Family, "保護者の相談、きょうだいのことなど"),
    (SupportKind::Transition, "保育所・学校・学童保育などへの移行や、同年代との仲間づくり"),
    (SupportKind::Community, "学校・医療機関などとの連絡や話し合い"),
];

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(plan) = open_plan(facts, document) else { return };
    // A plan without any row, or with a row that does not say its 項目, is another rule's.
    if plan.rows.is_empty() || plan.rows.iter().any(|row| !row.kind.is_set()) {
        return;
    }
    let there = |kind: SupportKind| plan.rows.iter().any(|row| row.kind.get() == Some(&kind));
    let missing: Vec<_> = EXAMPLES.into_iter().filter(|(kind, _)| !there(*kind)).collect();
    let (optional, owed): (Vec<_>, Vec<_>) = missing.into_iter().partition(|(kind, _)| *kind == SupportKind::Community);
    for (kinds, severity) in [(owed, RULE.severity), (optional, Severity::Info)] {
        let Some((first, example)) = kinds.first() else { continue };
        let names: Vec<&str> = kinds.iter().map(|(kind, _)| kind.label()).collect();
        let message = format!("支援に、{}の行がありません", names.join("・"));
        let finding = reporter.report(document.place(plan.rows.span()), message);
        finding.severity = severity;
        finding.help = Some(match severity {
            Severity::Info => format!(
                "{example}があれば、`- 項目: {}` の行を加えてください。なければこのままで構いません",
                first.label()
            ),
            _ => format!("`- 項目: {}` の行を加え、支援目標と支援内容({example})を書いてください", first.label()),
        });
    }
}
