//! A consent that came when the plan had begun.

use super::super::facts::{Facts, Owed};
use super::super::judges::{Judges, States};
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Tell};
use super::keys;
use crate::case::Document;
use crate::diagnostic::Code;
use crate::timeline::{Done, Standing, What};

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("consent-after-start"),
    group: Group::Trail,
    summary: "計画が始まった後に同意している",
    explanation: include_str!("consent-after-start.md"),
    certainty: Certainty::Guide,
    rests_on: &[
        (Reach::Own, keys::PLAN),
        (Reach::All("plan/"), keys::PLAN),
        (Reach::Child, keys::CHILD),
        (Reach::Events, &[]),
    ],
    judges: Judges { states: States::Final, ..Judges::own(&["plan"]) },
    checks: &[Check::Duty(&[What::SupportConsent], Tell::Paper(tell))],
    ..Rule::BASE
};

fn tell(facts: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    // A first plan has a month from the first day of use, and then another rule of its own.
    if facts.timeline.end_of_grace(document).is_some() {
        return;
    }
    let late = |owed: &&Owed<'_>| owed.standing == Standing::DoneLate && owed.duty.part.is_none();
    let Some(owed) = owed.iter().find(late) else { return };
    let (Done::By(deed), Some(start)) = (&owed.duty.done, owed.duty.due) else { return };
    // A consent of a day to come is told by another rule.
    let Some(day) = deed.day.filter(|day| facts.ground.today.has_come(*day)) else { return };
    let message = format!("同意の日付({day})が、計画の開始({start})より後です");
    let finding = reporter.report(deed.place.clone(), message);
    let period = document.paper().period().and_then(|period| period.get()?.start.span());
    finding.related.push((document.place(period), "計画の開始".to_owned()));
    finding.help = Some(
        "開始までに同意を得ます(開始の日でも間に合います)。日付が誤りなら紙のとおりに直し、遅れたのなら経過を記録して、次の計画は早めに説明してください"
            .to_owned(),
    );
}
