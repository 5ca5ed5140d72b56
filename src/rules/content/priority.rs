//! 優先順位: each row of 本人支援 has its own, the other rows have none.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::{called, head, open_plan, rows_of};
use crate::case::Document;
use crate::case::plan::{SupportKind, SupportPlan};
use crate::diagnostic::{Code, Severity};

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code::new("priority-invalid"),
    group: Group::Content,
    summary: "本人支援の優先順位が、ないか重なっている",
    explanation: include_str!("priority-invalid.md"),
    certainty: Certainty::Verified,
    rests_on: &[(Reach::Own, &["支援", "支援.項目", "支援.優先順位", "状態"])],
    judges: Judges::own(&["plan"]),
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Some(plan) = open_plan(facts, document) else { return };
    for (kind, row) in rows_of(plan, &[SupportKind::Child]).filter(|(_, row)| row.priority.is_missing()) {
        let place = row.priority.span().map_or_else(|| head(row), |span| span.place());
        let finding = reporter.report(place, format!("{}に、優先順位がありません", called(kind, row)));
        finding.help = Some(format!("`優先順位: {}` のように、本人支援の中での順番を書いてください", free(plan)));
    }
    let numbered = rows_of(plan, &[SupportKind::Child]).filter_map(|(_, row)| row.priority.spanned());
    let numbered: Vec<_> = numbered.collect();
    for (index, (number, span)) in numbered.iter().enumerate() {
        let Some((_, first)) = numbered[..index].iter().find(|(other, _)| other == number) else { continue };
        let finding = reporter.report(span.place(), format!("優先順位 {number} が、本人支援の二つの行にあります"));
        finding.help =
            Some(format!("どちらを先に取り組むかを決めて、一方を `優先順位: {}` のように直してください", free(plan)));
        finding.related.push((first.place(), "ここにもあります".to_owned()));
    }
    let others = [SupportKind::Family, SupportKind::Transition, SupportKind::Community];
    for (kind, row) in rows_of(plan, &others) {
        let Some((_, span)) = row.priority.spanned() else { continue };
        let finding = reporter.report(span.place(), format!("{}に、優先順位があります", called(kind, row)));
        finding.severity = Severity::Warning;
        finding.help = Some("優先順位は本人支援の行だけに付けます。この行の `優先順位` を消してください".to_owned());
    }
}

/// The smallest number that no row of 本人支援 has.
fn free(plan: &SupportPlan) -> u32 {
    let taken = |number: u32| rows_of(plan, &[SupportKind::Child]).any(|(_, row)| row.priority.get() == Some(&number));
    (1..).find(|number| !taken(*number)).unwrap_or(1)
}
