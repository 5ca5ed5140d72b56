//! A month in which モニタリング was due and of which there is no モニタリング報告書.

use super::super::facts::{Facts, Owed};
use super::super::judges::{Judges, States};
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Tell};
use crate::case::Document;
use crate::diagnostic::{Code, Severity};
use crate::timeline::{Done, Standing, What};

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code::new("monitoring-month-missed"),
    group: Group::Time,
    summary: "モニタリングの月なのに、モニタリング報告書がない",
    explanation: include_str!("monitoring-month-missed.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Own, &["モニタリング期間", "モニタリング期間.*"]),
        (
            Reach::All("consult/plan/"),
            &["計画期間", "計画期間.開始", "計画期間.終了", "状態", "案", "写し", "受領日", "作成日"],
        ),
        (Reach::All("consult/monitoring/"), &["実施日"]),
        (
            Reach::Child,
            &[
                "受給者証",
                "受給者証.種類",
                "給付決定期間",
                "給付決定期間.*",
                "モニタリング",
                "モニタリング.*",
                "利用",
                "利用.開始日",
                "利用.終了日",
                "利用.休止",
                "利用.事業所",
                "セルフプラン",
            ],
        ),
    ],
    judges: Judges { states: States::Final, ..Judges::own(&["consult-plan"]) },
    checks: &[Check::Duty(&[What::MonitoringReport], Tell::Paper(tell))],
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
