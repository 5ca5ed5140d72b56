//! The first plan is made before the child comes, or in the month after.

use super::super::facts::{Facts, Owed};
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Tell};
use super::USES;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::timeline::{Done, Standing, Stay, What};
use crate::value::Date;

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("first-plan-late"),
    group: Group::Time,
    summary: "最初の個別支援計画が利用開始に間に合っていない",
    explanation: include_str!("first-plan-late.md"),
    certainty: Certainty::Verified,
    reduction: true,
    rests_on: &[
        USES,
        (
            Reach::All("plan/"),
            &["事業所", "サービス", "状態", "作成日", "作成区分", "計画期間", "計画期間.開始", "計画期間.終了"],
        ),
        (Reach::Office, &["事業所", "事業所.id", "事業所.種類"]),
        (Reach::Events, &[]),
    ],
    checks: &[Check::Duty(&[What::FirstPlan], Tell::Stay(tell))],
    ..Rule::BASE
};

fn tell(facts: &Facts<'_>, stay: &Stay<'_>, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    let Some(started) = stay.started() else { return };
    let service = stay.service.map_or("", |service| service.label());
    for owed in owed {
        let grace = owed.duty.grace.unwrap_or(started);
        match (&owed.duty.done, owed.standing) {
            (Done::By(deed), _) => {
                // A consent of a day to come is a slip of its own.
                let Some(day) = deed.day.filter(|day| facts.ground.today.has_come(*day)) else { continue };
                let message = format!(
                    "{service}の最初の個別支援計画は {day} から有効で(同意と計画期間の開始の遅いほう)、利用開始 {started} の後です"
                );
                let finding = reporter.report(stay.span.place(), message);
                finding.related.push((deed.place.clone(), "最初の計画".to_owned()));
                finding.help = Some(
                    "それより前に計画があったのなら plan/ と events.yaml に加えてください。前の計画がこのフォルダーにないだけなら、この計画に `作成区分: 更新` と書いてください"
                        .to_owned(),
                );
                weigh(finding, day > grace);
            }
            (_, Standing::Coming) => coming(facts, stay, started, service, reporter),
            (_, _) => {
                let message = format!(
                    "{service}の最初の個別支援計画(同意のある確定の計画)がありません。利用開始は {started} です"
                );
                let finding = reporter.report(stay.span.place(), message);
                finding.help = Some(format!(
                    "遅くとも {grace} までに計画を作り、同意を得てください。計画は plan/、同意は events.yaml に書きます"
                ));
                weigh(finding, facts.ground.today.is_over(grace));
            }
        }
    }
}

/// In the month after the first day it is a warning, then an error.
fn weigh(finding: &mut Diagnostic, is_fault: bool) {
    if !is_fault {
        finding.severity = Severity::Warning;
    }
}

/// From the contract on, the plan may be prepared.
fn coming(facts: &Facts<'_>, stay: &Stay<'_>, started: Date, service: &str, reporter: &mut Reporter<'_>) {
    if stay.contracted().is_some_and(|day| facts.ground.today.has_come(day)) {
        let message = format!("{service}の最初の個別支援計画は、利用開始 {started} までに同意を得ます");
        let finding = reporter.report(stay.span.place(), message);
        finding.severity = Severity::Info;
        finding.help = Some("`shien new plan` で原案を作れます".to_owned());
    }
}
