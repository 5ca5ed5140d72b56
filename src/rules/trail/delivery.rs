//! A copy for the guardian: of the plan with its 別表, and of a 別表 that came later.

use super::super::facts::{Facts, Owed};
use super::super::judges::{InForce, Judges, States};
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Tell};
use super::{graded, is_consented, keys};
use crate::case::Document;
use crate::diagnostic::{Code, Severity};
use crate::timeline::{Consent, Done, Standing, What};

pub(in super::super) static MISSING: Rule = Rule {
    code: Code::new("delivery-missing"),
    group: Group::Trail,
    summary: "個別支援計画を保護者に交付していない",
    explanation: include_str!("delivery-missing.md"),
    certainty: Certainty::Verified,
    rests_on: RESTS_ON,
    judges: Judges { states: States::Final, ..Judges::own(&["plan"]) },
    reduction: true,
    checks: &[Check::Duty(&[What::SupportDelivery], Tell::Paper(tell))],
    ..Rule::BASE
};

pub(in super::super) static SCHEDULE: Rule = Rule {
    code: Code::new("schedule-undelivered"),
    group: Group::Trail,
    severity: Severity::Warning,
    summary: "後から作った別表を保護者に交付していない",
    explanation: include_str!("schedule-undelivered.md"),
    certainty: Certainty::OneSource,
    rests_on: RESTS_ON,
    judges: Judges {
        states: States::Final,
        in_force: InForce { grace: Some((2024, 4, 1)), ..InForce::from(2024, 4, 1) },
        ..Judges::own(&["plan"])
    },
    checks: &[Check::Duty(&[What::SupportDelivery], Tell::Paper(tell_schedule))],
    ..Rule::BASE
};

const RESTS_ON: &[(Reach, &[&str])] =
    &[(Reach::Own, keys::PLAN), (Reach::All("plan/"), keys::PLAN), (Reach::Child, keys::CHILD), (Reach::Events, &[])];

fn tell(facts: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    // What nobody has consented to is not handed over.
    let Some(owed) = owed.iter().find(|owed| owed.duty.part.is_none()) else { return };
    if !is_consented(facts, document) {
        return;
    }
    let applicant = if facts.child.value.guardians.is_empty() { "本人" } else { "保護者" };
    match (&owed.duty.done, owed.duty.due) {
        (Done::By(deed), Some(due)) if owed.standing == Standing::DoneLate => {
            // A delivery on the day of a late consent is late with it.
            if facts.timeline.first_consent(document) >= deed.day {
                return;
            }
            let day = deed.day.map(|day| day.to_string()).unwrap_or_default();
            let message =
                format!("個別支援計画({})の{applicant}への交付({day})が、開始({due})より後です", document.name);
            let finding = reporter.report(deed.place.clone(), message);
            finding.severity = Severity::Warning;
            finding.related.push((document.place(document.paper().dated()), "この計画".to_owned()));
            finding.help = Some("次の計画は、同意を得た日に写しを渡してください".to_owned());
        }
        _ => {
            let message = format!("個別支援計画({})を{applicant}に交付した記録がありません", document.name);
            let finding = reporter.report(document.place(document.paper().dated()), message);
            finding.help = Some(line(&document.id(), applicant));
            graded(finding, owed);
        }
    }
}

fn tell_schedule(facts: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    for part in document.paper().parts() {
        let missing = |owed: &&Owed<'_>| owed.is_missing() && owed.duty.part == part.schedule_name();
        let Some(_) = part.schedule.and(owed.iter().find(missing)) else { continue };
        let Consent::Given(_) = facts.timeline.support_consent(document, &part) else { continue };
        let name = part.name().unwrap_or_default();
        let message =
            format!("個別支援計画({})の後に作った{name}を、保護者に交付した記録がありません(確認事項)", document.name);
        let finding = reporter.report(document.place(part.date.span().or(document.paper().dated())), message);
        finding.help = Some(line(&part.target(document), "保護者"));
    }
}

fn line(target: &str, recipient: &str) -> String {
    format!(
        "渡したら events.yaml に `- {{種類: 交付, 対象: {target}, 日付: 渡した日, 相手: [{recipient}], 方法: 書面}}` を加えてください"
    )
}
