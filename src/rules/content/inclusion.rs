//! The view of インクルージョン, one of the four things that came in 2024.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::words::OfficeWords;
use super::{OF_2024, open_plan, rows_of};
use crate::case::Document;
use crate::case::plan::SupportKind;
use crate::diagnostic::{Code, Severity};
use crate::value::Text;

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code::new("inclusion-missing"),
    group: Group::Content,
    severity: Severity::Info,
    summary: "インクルージョンの観点からの取組が見当たらない",
    explanation: include_str!("inclusion-missing.md"),
    certainty: Certainty::Verified,
    rests_on: &[(
        Reach::Own,
        &[
            "総合的な支援の方針",
            "支援",
            "支援.項目",
            "支援.支援目標",
            "支援.支援内容",
            "作成日",
            "計画期間",
            "サービス",
            "状態",
        ],
    )],
    judges: OF_2024,
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(plan) = open_plan(facts, document) else { return };
    let rows: Vec<_> = rows_of(plan, &[SupportKind::Transition, SupportKind::Community]).map(|(_, row)| row).collect();
    let Some(policy) = plan.policy.get() else { return };
    // Without 移行支援 the whole row is missing, which is said.
    if !rows.iter().any(|row| row.kind.get() == Some(&SupportKind::Transition)) {
        return;
    }
    let texts = rows.iter().flat_map(|row| [row.goal.get(), row.content.get()]).flatten();
    let words = OfficeWords::of(&facts.ground.organisation.value);
    let speaks = |text: &Text| words.list(|lists| &lists.inclusion).any(|word| text.as_str().contains(word));
    if std::iter::once(policy).chain(texts).any(speaks) {
        return;
    }
    let message =
        "総合的な支援の方針にも、移行支援・地域支援の行にも、インクルージョンの観点からの取組が見当たりません";
    reporter.report(document.place(plan.policy.span()), message).help = Some(
        "保育所・学校・学童保育・児童館などへの移行や、同年代の仲間づくりのために何をするかを、方針か移行支援の行に書いてください".to_owned(),
    );
}
