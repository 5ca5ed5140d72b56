//! Every plan is reviewed at least once in six months.

use super::super::facts::{Facts, Owed};
use super::super::judges::{Judges, States};
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Tell};
use super::{PLANS, USES};
use crate::case::Document;
use crate::diagnostic::{Code, Severity};
use crate::timeline::{Done, Standing, What};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("review-overdue"),
    group: Group::Time,
    summary: "見直し(モニタリング)の期限が過ぎている",
    explanation: include_str!("review-overdue.md"),
    certainty: Certainty::Verified,
    reduction: true,
    rests_on: &[
        (Reach::Own, &["事業所", "サービス", "状態", "計画期間", "計画期間.開始", "計画期間.終了"]),
        (Reach::All("monitoring/"), &["実施日", "計画", "事業所"]),
        PLANS,
        USES,
    ],
    judges: Judges { states: States::Final, ..Judges::own(&["plan"]) },
    checks: &[Check::Duty(&[What::Review, What::ReviewOnReturn], Tell::Paper(tell))],
    ..Rule::BASE
};

fn tell(_: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    for owed in owed.iter().filter(|owed| owed.standing != Standing::Coming) {
        let Some(due) = owed.duty.due else { continue };
        let name = &document.name;
        let returned = owed.duty.what == What::ReviewOnReturn;
        let by = if returned { "休止から戻る前の日" } else { "期限" };
        let place = document.place(document.paper().period().and_then(|period| period.span()));
        let finding = match &owed.duty.done {
            Done::By(sheet) => {
                let day = sheet.day.map(|day| day.to_string()).unwrap_or_default();
                let message = format!("計画 {name} の見直しが{by} {due} に間に合わず、{day} に行われています");
                let finding = reporter.report(place, message);
                finding.related.push((sheet.place.clone(), "このモニタリング記録".to_owned()));
                finding.help = Some(format!("{due} までに行っていれば、その記録を monitoring/ に加えてください"));
                finding
            }
            Done::No | Done::Unknown => {
                let message = format!("計画 {name} の見直しが{by} {due} を過ぎても行われていません");
                let finding = reporter.report(place, message);
                finding.help = Some(format!(
                    "モニタリングを行い monitoring/実施日.yaml に `計画: {name}` と書いてください。利用が終わったのなら child.yaml の 利用 に `終了日` を書いてください"
                ));
                finding
            }
        };
        if returned {
            finding.severity = Severity::Warning;
        }
    }
}
