//! The service that a plan is made for is granted on its first day.

use super::super::facts::Facts;
use super::super::judges::{Judges, States};
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};
use crate::timeline::Grant;

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("certificate-expired"),
    group: Group::Time,
    severity: Severity::Warning,
    summary: "計画の始まりに、そのサービスの給付決定期間が終わっている",
    explanation: include_str!("certificate-expired.md"),
    certainty: Certainty::Guide,
    rests_on: &[
        (Reach::Own, &["サービス", "事業所", "計画期間", "計画期間.開始"]),
        (
            Reach::Child,
            &[
                "受給者証",
                "受給者証.サービス",
                "給付決定期間",
                "給付決定期間.*",
                "サービス.種類",
                "サービス.適用",
                "適用.*",
            ],
        ),
        (Reach::Office, &["事業所", "事業所.種類"]),
    ],
    judges: Judges { states: States::Final, ..Judges::own(&["plan"]) },
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Plan(plan) = &document.model else { return };
    let Some(service) = facts.directory.service(plan) else { return };
    let Some((start, span)) = plan.period.get().and_then(|period| period.start.spanned()) else { return };
    // Before that day the new one is on its way.
    if !facts.ground.today.has_come(*start) {
        return;
    }
    let grants: Vec<Grant<'_>> = facts.timeline.grants();
    let own = || grants.iter().filter(|grant| grant.service == service);
    // One that begins later: the folder keeps the newer certificates only.
    if own().any(|grant| grant.end.is_none_or(|end| end >= *start)) {
        return;
    }
    let Some((end, last)) = own().filter_map(|grant| Some((grant.end?, grant))).max_by_key(|(end, _)| *end) else {
        return;
    };
    let label = service.label();
    let message = format!("計画の始まり {start} に、{label}の給付決定({end} まで)が終わっています");
    let finding = reporter.report(span.place(), message);
    finding.related.push((last.granted.span.place(), "受給者証のこのサービス".to_owned()));
    finding.help = Some(format!(
        "新しい受給者証を確かめ、child.yaml の 受給者証 に `給付決定期間: {{開始: {}, 終了: …}}` の分を加えてください",
        end.next()
    ));
}
