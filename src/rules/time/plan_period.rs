//! A plan runs for six months at the most.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reporter, Rule};
use super::{MONTHS, last_of_six_months};
use crate::case::{Document, Model};
use crate::diagnostic::Code;

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("plan-period-too-long"),
    group: Group::Time,
    summary: "計画期間が 6 か月を超えている",
    explanation: include_str!("plan-period-too-long.md"),
    certainty: Certainty::Verified,
    judges: Judges::own(&["plan"]),
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(_: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Plan(plan) = &document.model else { return };
    let Some(period) = plan.period.get() else { return };
    let (Some(start), Some((end, span))) = (period.start.get(), period.end.spanned()) else { return };
    let last = last_of_six_months(*start);
    if *end > last {
        let message = format!("計画期間({start} から {end} まで)が {MONTHS} か月を超えています");
        let finding = reporter.report(span.place(), message);
        finding.help = Some(format!("終了を {last} 以前にしてください"));
        finding.related.extend(period.start.span().map(|span| (span.place(), "ここから数えます".to_owned())));
    }
}
