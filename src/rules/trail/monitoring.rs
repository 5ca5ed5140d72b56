//! A plan is monitored: before the next one, with the guardian and the child, and with a record of what they said.

use super::super::facts::{Facts, Owed};
use super::super::judges::{Judges, States};
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule, Tell};
use super::keys;
use crate::case::monitoring::Monitoring;
use crate::case::paper::{Role, State};
use crate::case::{Document, Model, monitoring};
use crate::diagnostic::{Code, Severity};
use crate::timeline::{Standing, What, Whom};
use crate::value::Date;

pub(in super::super) static MISSING: Rule = Rule {
    code: Code::new("monitoring-missing"),
    group: Group::Trail,
    summary: "前の計画のモニタリングをしないまま、次の計画を作っている",
    explanation: include_str!("monitoring-missing.md"),
    certainty: Certainty::Verified,
    rests_on: &[
        (Reach::Own, keys::PLAN),
        (Reach::All("plan/"), keys::PLAN),
        (Reach::All("monitoring/"), &["計画", "実施日", "事業所"]),
        (Reach::Child, keys::CHILD),
    ],
    judges: Judges { states: States::Final, ..Judges::own(&["plan"]) },
    checks: &[Check::Paper(check_missing)],
    ..Rule::BASE
};

pub(in super::super) static WITHOUT_INTERVIEW: Rule = Rule {
    code: Code::new("monitoring-without-interview"),
    group: Group::Trail,
    summary: "モニタリングで保護者や本人に面接していない",
    explanation: include_str!("monitoring-without-interview.md"),
    certainty: Certainty::Verified,
    rests_on: &[(Reach::Own, &["面接", "面接.*", "実施日", "計画", "事業所"]), (Reach::Child, keys::CHILD)],
    judges: Judges::own(&["monitoring"]),
    checks: &[Check::Duty(&[What::Interview], Tell::Paper(tell_interview))],
    ..Rule::BASE
};

pub(in super::super) static UNRECORDED: Rule = Rule {
    code: Code::new("interview-missing"),
    group: Group::Trail,
    severity: Severity::Warning,
    summary: "モニタリングの面接で聞いたことの記録がない",
    explanation: include_str!("interview-missing.md"),
    certainty: Certainty::Guide,
    rests_on: &[
        (Reach::Own, &["面接", "面接.*", "意見", "意見.*", "実施日", "事業所"]),
        (Reach::All("interview/"), &["種類", "日時", "事業所"]),
        (Reach::All("meeting/"), &["日時", "事業所", "本人の意見", "保護者の意見"]),
    ],
    judges: Judges::own(&["monitoring"]),
    checks: &[Check::Paper(check_record)],
    ..Rule::BASE
};

fn check_missing(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let before = facts.timeline.previous(document).filter(|before| before.state() == State::Final);
    let Some(before) = before.filter(|_| !facts.timeline.is_first_plan(document)) else { return };
    let until = facts.timeline.plan_deadline(document);
    let sheets = facts.timeline.files().filter(|sheet| sheet.kind.id == monitoring::KIND.id);
    let may_be_it = |sheet: &Document| {
        sheet.broken
            || (is_about(facts, sheet, before) && until.is_none_or(|until| sheet.date.is_none_or(|day| day <= until)))
    };
    let overdue = || {
        let mut reviews = facts.timeline.duties_of(before, &[What::Review, What::ReviewOnReturn]);
        let late = |standing| matches!(standing, Standing::Late | Standing::DoneLate);
        reviews.any(|duty| late(duty.standing(facts.ground.today)))
    };
    // That the plan before was never reviewed in time is the fault, and told once.
    if facts.timeline.is_received(before) || sheets.into_iter().any(may_be_it) || overdue() {
        return;
    }
    let link = document.link(Role::Previous).and_then(|link| link.name.span());
    let message =
        format!("前の計画({})のモニタリングがないまま、次の計画({})を作っています", before.name, document.name);
    let finding = reporter.report(document.place(link.or(document.paper().dated())), message);
    finding.related.push((before.place(before.paper().dated()), "前の計画".to_owned()));
    finding.help = Some(format!(
        "モニタリング記録を cases/{}/monitoring/ に `計画: {}` として置いてください。計画を変えるときも、変える前に面接して評価します",
        facts.id, before.name
    ));
}

/// Whether a モニタリング is of a plan: it names it or its 原案, or names none.
fn is_about(facts: &Facts<'_>, sheet: &Document, plan: &Document) -> bool {
    let draft = &facts.timeline.draft_of(plan).name;
    let named = sheet.link(Role::Subject).and_then(|link| link.name.get());
    named.is_none_or(|name| *name == plan.name || name == draft)
}

fn tell_interview(_: &Facts<'_>, document: &Document, owed: &[Owed<'_>], reporter: &mut Reporter<'_>) {
    let Model::Monitoring(sheet) = &document.model else { return };
    let missing = |guardian: bool| {
        owed.iter().any(|owed| owed.is_missing() && matches!(owed.duty.whom, Whom::Guardian) == guardian)
    };
    let (whom, grave) = match (missing(true), missing(false)) {
        (true, true) => ("保護者にも本人にも", true),
        (true, false) => ("保護者に", true),
        (false, true) => ("本人に", false),
        (false, false) => return,
    };
    let place = document.place(sheet.interviews.span().or(document.paper().dated()));
    let message = format!("モニタリング({})で、{whom}面接した記録も、できなかった理由もありません", document.name);
    let finding = reporter.report(place, message);
    finding.help = Some(
        "`面接: {保護者: {日付: 面接した日, 方法: 対面}, 本人: {日付: 面接した日, 方法: 対面}}` と書いてください。会えなかったのなら、その人は `{理由: …}` とします"
            .to_owned(),
    );
    if !grave {
        finding.severity = Severity::Warning;
    }
}

/// Days within which a record may belong to an interview.
const NEAR: u64 = 31;

fn check_record(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Monitoring(sheet) = &document.model else { return };
    let Some(met) = sheet.interviews.get() else { return };
    let days: Vec<Date> =
        [&met.guardian, &met.child].iter().filter_map(|heard| heard.get()?.date.get().copied()).collect();
    let Some(first) = days.iter().min().copied() else { return };
    if has_opinions(sheet) || sheet.opinions.is_unread() || is_recorded(facts, document, first) {
        return;
    }
    let message = format!("モニタリング({})の面接({first})で聞いたことが、どこにも書かれていません", document.name);
    let finding = reporter.report(document.place(sheet.interviews.span()), message);
    finding.help = Some(format!(
        "モニタリング記録に `意見: {{本人: …, 保護者: …}}` を書くか、面談記録を cases/{}/interview/ に置いてください",
        facts.id
    ));
}

fn has_opinions(sheet: &Monitoring) -> bool {
    sheet.opinions.get().is_some_and(|said| said.child.is_set() || said.guardian.is_set())
}

/// Whether a 面談記録 or the minutes of a meeting of those days say what was said.
fn is_recorded(facts: &Facts<'_>, document: &Document, day: Date) -> bool {
    let near = |other: Date| day.minus_days(NEAR) <= other && other <= day.plus_days(NEAR);
    let says = |paper: &Document| match &paper.model {
        Model::Interview(_) => true,
        Model::Meeting(minutes) => minutes.child_opinion.is_set() || minutes.guardian_opinion.is_set(),
        _ => false,
    };
    let records =
        |paper: &&Document| matches!(paper.kind.id, "interview" | "meeting") && paper.office() == document.office();
    facts.timeline.files().filter(records).any(|paper| paper.broken || (paper.date.is_none_or(near) && says(paper)))
}
