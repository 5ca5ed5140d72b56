//! What is on record as done on a day that has not come.

use super::super::facts::Facts;
use super::super::rule::{Certainty, Check, Group, Reporter, Rule};
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};
use crate::record::Field;
use crate::source::Place;
use crate::value::Date;

pub(super) static RULE: Rule = Rule {
    code: Code::new("record-in-future"),
    group: Group::Trail,
    summary: "まだ来ていない日の同意や記録がある",
    explanation: include_str!("record-in-future.md"),
    certainty: Certainty::Program,
    checks: &[Check::Child(check_events), Check::Paper(check_papers)],
    ..Rule::BASE
};

/// A record may be prepared so long before.
const PREPARED_MONTHS: u32 = 1;

fn check_papers(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    match &document.model {
        Model::Provision(month) => check_days(facts, month.days.iter().map(|day| &day.date), reporter),
        Model::Specialist(plan) => check_days(facts, plan.sessions.iter().map(|session| &session.date), reporter),
        _ => check_days_of_record(facts, document, reporter),
    }
}

/// The days of a list that grows day by day: the first that has not come, and how many there are. What is written down
/// beforehand is no record of the day.
fn check_days<'a>(facts: &Facts<'_>, days: impl Iterator<Item = &'a Field<Date>>, reporter: &mut Reporter<'_>) {
    let mut ahead = days.filter_map(Field::spanned).filter(|(day, _)| !facts.ground.today.has_come(**day));
    let Some((day, span)) = ahead.next() else { return };
    let more = match ahead.count() {
        0 => String::new(),
        more => format!("。ほかに {more} 行あります"),
    };
    let finding = reporter.report(span.place(), format!("記録の日付({day})は、まだ来ていない日です{more}"));
    finding.severity = Severity::Warning;
    finding.help = Some("年と月を確かめてください。前もって用意した行なら、その日が来てから書いてください".to_owned());
}

fn check_days_of_record(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    for (what, place, day) in days_of_record(document) {
        if facts.ground.today.has_come(day.minus_months(PREPARED_MONTHS)) {
            continue;
        }
        let finding = reporter.report(place, format!("{what}({day})は、まだ来ていない日です"));
        finding.severity = Severity::Warning;
        finding.help = Some("年と月を確かめてください。準備として書いたものなら、行った後に直してください".to_owned());
    }
}

fn check_events(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    let Some(events) = facts.events else { return };
    for event in events.value.iter() {
        let kind = event.kind.get().map_or("記録", |kind| kind.label());
        for (what, field) in [("日付", &event.date), ("承諾日", &event.agreed)] {
            let Some((day, span)) = field.spanned().filter(|(day, _)| !facts.ground.today.has_come(**day)) else {
                continue;
            };
            let finding = reporter.report(span.place(), format!("{kind}の{what}({day})は、まだ来ていない日です"));
            finding.help =
                Some(format!("年と月を確かめてください。{kind}がこれからなら、この行を消し、行った後に書いてください"));
        }
    }
}

/// The days on which a record says that something was done.
fn days_of_record(document: &Document) -> Vec<(&'static str, Place, Date)> {
    let mut days = Vec::new();
    let mut add = |what, field: &Field<Date>| {
        days.extend(field.spanned().map(|(day, span)| (what, span.place(), *day)));
    };
    match &document.model {
        Model::Assessment(assessment) => add("実施日", &assessment.date),
        Model::Monitoring(monitoring) => {
            add("実施日", &monitoring.date);
            for heard in monitoring.interviews.get().into_iter().flat_map(|both| [&both.guardian, &both.child]) {
                heard.get().into_iter().for_each(|heard| add("面接の日付", &heard.date));
            }
            monitoring.hearings.iter().for_each(|hearing| add("聞き取りの日付", &hearing.date));
        }
        Model::ConsultationMonitoring(report) => {
            add("実施日", &report.date);
            add("居宅訪問日", &report.visit);
            report.hearings.iter().for_each(|hearing| add("聞き取りの日付", &hearing.date));
        }
        Model::Meeting(meeting) => {
            let moment = meeting.moment.spanned();
            return moment.map(|(moment, span)| ("日時", span.place(), moment.date)).into_iter().collect();
        }
        Model::Interview(interview) => {
            let moment = interview.moment.spanned();
            return moment.map(|(moment, span)| ("日時", span.place(), moment.date)).into_iter().collect();
        }
        // Their lists are judged as a whole.
        Model::Provision(_) | Model::Specialist(_) => {}
        Model::Plan(_) | Model::ConsultationPlan(_) | Model::ConsultationBasic(_) => {}
    }
    days
}
