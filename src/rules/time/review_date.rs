//! 次回見直し年月日 lies within the plan and within six months.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::MONTHS;
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("review-date-late"),
    group: Group::Time,
    summary: "次回見直し年月日が計画期間の後",
    explanation: include_str!("review-date-late.md"),
    certainty: Certainty::Guide,
    rests_on: &[
        (Reach::Own, &["次回見直し年月日", "計画期間", "計画期間.開始", "計画期間.終了", "作成日", "状態"]),
        (Reach::All("plan/"), &["原案"]),
    ],
    judges: Judges::own(&["plan"]),
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Plan(plan) = &document.model else { return };
    let Some((review, span)) = plan.next_review.spanned().filter(|_| facts.timeline.is_open(document)) else { return };
    let Some((end, end_span)) = plan.period.get().and_then(|period| period.end.spanned()) else { return };
    if review > end {
        let finding =
            reporter.report(span.place(), format!("次回見直し年月日 {review} が計画期間の終わり {end} の後です"));
        finding.related.push((end_span.place(), "計画期間の終わり".to_owned()));
        finding.help =
            Some(format!("{end} までの日にしてください。次の計画の同意に間に合うよう、ひと月ほど前が目安です"));
        return;
    }
    let Some((made, made_span)) = plan.date.spanned() else { return };
    let by = made.plus_months(MONTHS);
    if *review > by {
        let message = format!("次回見直し年月日 {review} は、作成日から 6 か月({by})の後です");
        let finding = reporter.report(span.place(), message);
        finding.severity = Severity::Info;
        finding.related.push((made_span.place(), "ここから数えました".to_owned()));
        finding.help = Some(format!(
            "計画期間の中にあるので誤りではありません。作成日から数える自治体では {by} 以前にしてください"
        ));
    }
}
