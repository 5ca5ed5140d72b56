//! A month in which モニタリング was due and of which there is no モニタリング報告書.

use super::super::rule::{Certainty, Check, Facts, Group, Judges, Owed, Reporter, Rule, States};
use crate::case::Document;
use crate::diagnostic::Severity;
use crate::timeline::{Done, Standing, What};

pub(in crate::rules) static RULE: Rule = Rule {
    code: "monitoring-month-missed",
    group: Group::Time,
    summary: "モニタリングの月なのに、モニタリング報告書がない",
    explanation: include_str!("monitoring-month-missed.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        "受給者証",
        "給付決定期間",
        "モニタリング",
        "モニタリング期間",
        "間隔",
        "開始年月",
        "回数",
        "計画期間",
        "開始",
        "終了",
        "実施日",
        "状態",
        "案",
        "計画",
        "事業所",
        "利用",
        "終了日",
        "セルフプラン",
        "写し",
        "consult/plan/",
        "consult/monitoring/",
    ],
    judges: Judges { states: States::Final, ..Judges::own(&["consult-plan"]) },
    checks: &[Check::Duty(&[What::MonitoringReport], tell)],
    ..Rule::BASE
};

fn tell(facts: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    let term = facts.timeline.consultations().iter().find(|term| term.document.name == document.name);
    let Some(months) = term.map(|term| facts.timeline.monitoring_of(term)).filter(|_| !facts.child.broken) else {
        return;
    };
    for owed in owed.iter().filter(|owed| owed.standing != Standing::Coming) {
        let Some(month) = owed.duty.month else { continue };
        let late = match &owed.duty.done {
            Done::By(deed) => deed.day,
            Done::No | Done::Unknown => None,
        };
        let message = match late {
            Some(day) => {
                format!("計画 {} のモニタリングの月 {month} に報告書がなく、翌月({day})に行われています", document.name)
            }
            None => format!("計画 {} のモニタリングの月 {month} に、モニタリング報告書がありません", document.name),
        };
        let finding = reporter.report(months.place.clone(), message);
        if late.is_some() {
            finding.severity = Severity::Warning;
        }
        finding.help = Some(match months.is_written {
            true => format!(
                "{month} に行っていれば、その報告書を consult/monitoring/ に置いてください。月が市町村の決定と違うときは モニタリング期間 を直してください"
            ),
            false => "`モニタリング期間: [{間隔: 6, 開始年月: …}]` のように、市町村が定めた期間を計画に書いてください"
                .to_owned(),
        });
    }
}
