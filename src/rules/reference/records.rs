//! Whom and what the サービス提供記録 and the 専門的支援実施計画 name. Which rows of a plan a day names is judged by the plan of
//! that day, by a rule of its own.

use super::super::facts::Facts;
use super::super::rule::Reporter;
use super::names::Tables;
use super::plan_rows;
use crate::case::Document;
use crate::case::provision::Provision;
use crate::case::specialist::SpecialistPlan;

pub(super) fn check_month(month: &Provision, tables: &Tables<'_>, reporter: &mut Reporter<'_>) {
    for day in month.days.iter() {
        tables.offices.field(&day.office, reporter);
        tables.person(&day.writer, reporter);
        if let Some(absence) = day.absence.get() {
            tables.person(&absence.taken_by, reporter);
        }
        day.restraints.iter().for_each(|restraint| tables.people(&restraint.staff, reporter));
    }
}

pub(super) fn check_specialist(
    facts: &Facts<'_>,
    plan: &SpecialistPlan,
    document: &Document,
    tables: &Tables<'_>,
    reporter: &mut Reporter<'_>,
) {
    tables.offices.field(&plan.office, reporter);
    tables.plans.field(&plan.plan, reporter);
    tables.person(&plan.author, reporter);
    plan.sessions.iter().for_each(|session| tables.person(&session.staff, reporter));
    let Some((of, support)) = facts.timeline.support_plan_of(document) else { return };
    let rows = plan_rows(of, support);
    for row in plan.rows.iter() {
        rows.require_of_list(&row.value, row.span.place(), reporter);
    }
}
