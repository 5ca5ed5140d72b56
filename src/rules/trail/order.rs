//! The steps of a plan come one after the other; all of them on one day is right.

use super::super::facts::Facts;
use super::super::judges::{Judges, States};
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use super::keys;
use crate::case::Document;
use crate::case::paper::Role;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Place;
use crate::timeline::Consent;
use crate::value::Date;

pub(in super::super) static ORDER: Rule = Rule {
    code: Code::new("process-order"),
    group: Group::Trail,
    summary: "アセスメントから交付までの順序が逆になっている",
    explanation: include_str!("process-order.md"),
    certainty: Certainty::Guide,
    rests_on: RESTS_ON,
    judges: Judges { states: States::Final, ..Judges::own(&["plan"]) },
    checks: &[Check::Paper(check_order)],
    ..Rule::BASE
};

pub(in super::super) static BEFORE_MEETING: Rule = Rule {
    code: Code::new("consent-before-meeting"),
    group: Group::Trail,
    summary: "個別支援会議より前に同意している",
    explanation: include_str!("consent-before-meeting.md"),
    certainty: Certainty::Guide,
    rests_on: RESTS_ON,
    judges: Judges { states: States::Final, ..Judges::own(&["plan"]) },
    checks: &[Check::Paper(check_consent)],
    ..Rule::BASE
};

const RESTS_ON: &[(Reach, &[&str])] = &[
    (Reach::Own, keys::PLAN),
    (Reach::All("plan/"), keys::PLAN),
    (Reach::All("assessment/"), &["事業所", "実施日"]),
    (Reach::All("meeting/"), keys::MEETING),
    (Reach::All("monitoring/"), &["計画", "実施日"]),
    (Reach::Child, keys::CHILD),
    (Reach::Events, &[]),
];

/// A step with its name: each day on which it was taken.
struct StepDays {
    name: &'static str,
    days: Vec<(Date, Place)>,
}

impl StepDays {
    fn first(&self) -> Option<&(Date, Place)> {
        self.days.iter().min_by_key(|(day, _)| *day)
    }

    fn last(&self) -> Option<&(Date, Place)> {
        self.days.iter().max_by_key(|(day, _)| *day)
    }
}

fn check_order(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let draft = facts.timeline.linked(document, Role::Draft);
    let draft = of_sheets("原案", draft.into_iter());
    let meetings = meetings(facts, document);
    let consents = consents(facts, document);
    // One sheet that is both has a date of its own at any time up to the consent.
    let drafted = if draft.days.is_empty() { &meetings } else { &draft };
    report(&assessments(facts, document), drafted, reporter);
    report(&monitorings(facts, document), &draft, reporter);
    report(&draft, &meetings, reporter);
    // Where the consent came before the meeting, that is the fault.
    if !is_reversed(&meetings, &consents) {
        report(&meetings, &explanations(facts, document), reporter);
    }
    report(&consents, &deliveries(facts, document), reporter);
}

fn check_consent(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let (meetings, consents) = (meetings(facts, document), consents(facts, document));
    if !is_reversed(&meetings, &consents) {
        return;
    }
    let (Some((met, meeting)), Some((day, place))) = (meetings.first(), consents.last()) else { return };
    let message = format!("同意の日付({day})が、個別支援会議({met})より前です");
    let finding = reporter.report(place.clone(), message);
    finding.related.push((meeting.clone(), "原案を検討した会議".to_owned()));
    finding.help = Some(
        "会議で検討してから説明し、同意を得ます(同じ日でかまいません)。日付が誤りなら紙のとおりに直し、本当に先なら、説明と同意をやり直してください"
            .to_owned(),
    );
}

/// Whether every one of what should come first came after all of what follows.
fn is_reversed(first: &StepDays, then: &StepDays) -> bool {
    first.first().zip(then.last()).is_some_and(|((first, _), (then, _))| then < first)
}

fn report(first: &StepDays, then: &StepDays, reporter: &mut Reporter<'_>) {
    let (Some((late, place)), Some((day, other))) = (first.first(), then.last()) else { return };
    if late <= day {
        return;
    }
    let message = format!("{}({late})が、{}({day})より後になっています", first.name, then.name);
    let finding = reporter.report(place.clone(), message);
    finding.related.push((other.clone(), then.name.to_owned()));
    finding.help = Some(format!(
        "{}は{}より前か同じ日に行います。日付が誤りなら、紙のとおりに直してください",
        first.name, then.name
    ));
}

fn of_sheets<'d>(name: &'static str, sheets: impl Iterator<Item = &'d Document>) -> StepDays {
    let days = sheets.filter_map(|sheet| Some((sheet.date?, sheet.place(sheet.paper().dated()))));
    StepDays { name, days: days.collect() }
}

fn assessments(facts: &Facts<'_>, document: &Document) -> StepDays {
    of_sheets("アセスメント", facts.timeline.assessments_of(document).into_iter())
}

/// Those of the plan before, until this one began.
fn monitorings(facts: &Facts<'_>, document: &Document) -> StepDays {
    let until = facts.timeline.plan_deadline(document);
    let before = facts.timeline.previous(document).map(|before| facts.timeline.monitorings_of(before));
    let sheets = before.into_iter().flatten().map(|(sheet, _)| sheet);
    of_sheets("前の計画のモニタリング", sheets.filter(|sheet| until.is_none_or(|until| sheet.date <= Some(until))))
}

fn meetings(facts: &Facts<'_>, document: &Document) -> StepDays {
    of_sheets("個別支援会議", facts.timeline.support_meetings_on(document).into_iter())
}

fn explanations(facts: &Facts<'_>, document: &Document) -> StepDays {
    let lines = facts.timeline.explanations_of(document).unwrap_or_default().into_iter();
    let days = lines.filter_map(|line| line.date.spanned()).map(|(day, span)| (*day, span.place()));
    StepDays { name: "説明", days: days.collect() }
}

fn consents(facts: &Facts<'_>, document: &Document) -> StepDays {
    let parts = document.paper().parts();
    let lines = match parts.first().map(|main| facts.timeline.support_consent(document, main)) {
        Some(Consent::Given(lines)) => lines,
        _ => Vec::new(),
    };
    // A consent of a day to come is told by another rule.
    let come =
        lines.iter().filter_map(|line| line.date.spanned()).filter(|(day, _)| facts.ground.today.has_come(**day));
    StepDays { name: "同意", days: come.map(|(day, span)| (*day, span.place())).collect() }
}

fn deliveries(facts: &Facts<'_>, document: &Document) -> StepDays {
    let lines = facts.timeline.trail().and_then(|trail| trail.deliveries(document)).unwrap_or_default().into_iter();
    let to_guardian = lines.filter(|(_, recipient)| facts.directory.is_guardian(recipient));
    let days = to_guardian.filter_map(|(line, _)| line.date.spanned()).map(|(day, span)| (*day, span.place()));
    StepDays { name: "保護者への交付", days: days.collect() }
}

/// Takes away what follows from a consent with a wrong day.
pub(in super::super) fn without_consequences(findings: &mut Vec<Diagnostic>) {
    let predated = |finding: &&Diagnostic| finding.code == super::CONSENT_PREDATED.code;
    let places: Vec<Place> = findings.iter().filter(predated).map(|finding| finding.place.clone()).collect();
    let same = |one: &Place, other: &Place| {
        one.source().path() == other.source().path() && one.span().start == other.span().start
    };
    let rests_on = |finding: &Diagnostic, place: &Place| {
        same(&finding.place, place) || finding.related.iter().any(|(other, _)| same(other, place))
    };
    let follows = |finding: &Diagnostic| {
        [ORDER.code, BEFORE_MEETING.code].contains(&finding.code) && places.iter().any(|place| rests_on(finding, place))
    };
    findings.retain(|finding| !follows(finding));
}
