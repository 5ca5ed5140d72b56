//! No day of use without a plan in force.

use super::super::facts::{Facts, Owed};
use super::super::judges::{Judges, States};
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Tell};
use super::{PLANS, USES, last_of_six_months};
use crate::case::Document;
use crate::case::paper::State;
use crate::diagnostic::Code;
use crate::timeline::{Done, Standing, What};
use crate::value::Date;

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("plan-gap"),
    group: Group::Time,
    summary: "個別支援計画のない期間がある",
    explanation: include_str!("plan-gap.md"),
    certainty: Certainty::Verified,
    reduction: true,
    rests_on: &[(Reach::Own, &["状態", "計画期間", "計画期間.開始", "計画期間.終了"]), PLANS, USES],
    judges: Judges { states: States::Final, ..Judges::own(&["plan"]) },
    checks: &[Check::Duty(&[What::NextPlan], Tell::Paper(tell))],
    ..Rule::BASE
};

fn tell(facts: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    let Some(last) = document.last_day() else { return };
    let late = owed.iter().filter(|owed| owed.standing != Standing::Coming);
    for owed in late.filter(|_| !is_unreviewed(facts, document, last)) {
        let (place, bare) = (document.place(document.paper().period().and_then(|period| period.span())), last.next());
        match &owed.duty.done {
            Done::By(next) => {
                let Some(start) = next.day else { continue };
                let message = format!("個別支援計画のない期間があります: {bare} から {} まで", start.minus_days(1));
                let finding = reporter.report(place, message);
                finding.related.push((next.place.clone(), "次の計画".to_owned()));
                finding.help = Some(format!(
                    "この間に利用がなかったのなら child.yaml の 利用 に `休止: [{{開始: {bare}, 終了: {}}}]` と書いてください。計画があったのなら plan/ に加えてください",
                    start.minus_days(1)
                ));
            }
            Done::No | Done::Unknown => {
                let message = format!("計画 {} は {last} で終わり、その後の個別支援計画がありません", document.name);
                let finding = reporter.report(place, message);
                finding.help = Some(help(facts, document, bare));
            }
        }
    }
}

fn help(facts: &Facts<'_>, document: &Document, bare: Date) -> String {
    let drafts = facts.timeline.support_plans().map(|(draft, _)| draft).filter(|draft| {
        draft.state() == State::Draft
            && draft.date > document.date
            && facts.timeline.is_open(draft)
            && facts.timeline.is_of_one_series(draft, document)
    });
    match drafts.min_by_key(|draft| draft.date) {
        Some(draft) => format!("原案 {} に同意を得て `状態: 確定` の計画にしてください", draft.name),
        None => format!(
            "次の計画を plan/ に作り `計画期間: {{開始: {bare}, 終了: {}}}` としてください。利用が終わったのなら child.yaml の 利用 に `終了日: {}` と書いてください",
            last_of_six_months(bare),
            bare.minus_days(1)
        ),
    }
}

/// Whether the review of the plan is missing since the plan is over: then that is the cause, and is said alone.
fn is_unreviewed(facts: &Facts<'_>, document: &Document, last: Date) -> bool {
    facts.timeline.duties_of(document, &[What::Review, What::ReviewOnReturn]).any(|review| {
        match review.standing(facts.ground.today) {
            Standing::Late => true,
            Standing::Coming => review.due.is_some_and(|due| due <= last.next()),
            Standing::Done | Standing::DoneLate | Standing::Excused | Standing::Unknown => false,
        }
    })
}
