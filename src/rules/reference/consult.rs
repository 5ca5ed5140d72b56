//! The names in the papers of the 相談支援 side.

use super::super::facts::Facts;
use super::super::rule::Reporter;
use super::names::{Guess, NEEDS, Names, Tables};
use crate::case::Document;
use crate::case::consult::basic::Basic;
use crate::case::consult::monitoring::MonitoringReport;
use crate::case::consult::plan::ConsultationPlan;
use crate::case::consult::week::WeeklyPlan;
use crate::record::Field;

pub(super) fn check_basic(basic: &Basic, tables: &Tables<'_>, reporter: &mut Reporter<'_>) {
    tables.office(&basic.office, reporter);
    tables.person(&basic.author, reporter);
    let supports = basic.supports.get();
    for support in supports.into_iter().flat_map(|supports| supports.public.iter().chain(supports.other.iter())) {
        tables.organisation(&support.provider, reporter);
    }
    check_week(&basic.week, tables, reporter);
}

pub(super) fn check_plan(plan: &ConsultationPlan, tables: &Tables<'_>, reporter: &mut Reporter<'_>) {
    tables.office(&plan.office, reporter);
    tables.consultation_plans.field(&plan.draft, reporter);
    // The staff of another company is nowhere described, nor is a family.
    if !plan.is_copy() {
        tables.person(&plan.author, reporter);
    }
    for service in plan.needs.iter().flat_map(|need| need.services.iter()) {
        tables.organisation(&service.provider, reporter);
    }
    check_week(&plan.week, tables, reporter);
}

fn check_week(week: &Field<WeeklyPlan>, tables: &Tables<'_>, reporter: &mut Reporter<'_>) {
    for entry in week.get().into_iter().flat_map(|week| week.entries.iter()) {
        tables.organisation(&entry.provider, reporter);
    }
}

pub(super) fn check_report(
    facts: &Facts<'_>,
    report: &MonitoringReport,
    document: &Document,
    tables: &Tables<'_>,
    reporter: &mut Reporter<'_>,
) {
    tables.office(&report.office, reporter);
    tables.consultation_plans.field(&report.plan, reporter);
    if !document.is_copy() {
        tables.person(&report.author, reporter);
    }
    let records: Vec<String> = facts.timeline.files().map(Document::id).collect();
    let records = Names {
        what: "文書",
        known: records.iter().map(String::as_str).filter(|id| id.starts_with("monitoring/")).collect(),
        otherwise: "monitoring/2024-09-12 のように、事業所のモニタリング記録の名前を書きます",
        unread: false,
        guess: Guess::Document,
    };
    for hearing in report.hearings.iter() {
        tables.organisation(&hearing.office, reporter);
        records.field(&hearing.record, reporter);
    }
    check_week(&report.week, tables, reporter);
    let Some((of, plan)) = facts.timeline.consultation_plan_of(document) else { return };
    let needs = need_names(of, plan);
    for result in report.needs.iter() {
        needs.field(&result.id, reporter);
    }
}

/// The ids of a plan's needs.
pub(super) fn need_names<'a>(document: &Document, plan: &'a ConsultationPlan) -> Names<'a> {
    Names {
        what: NEEDS,
        known: plan.needs.iter().filter_map(|need| need.id.get().map(String::as_str)).collect(),
        otherwise: "障害児支援利用計画の ニーズ にある id を書きます",
        unread: document.tree.may_hide("ニーズ")
            || plan.needs.is_unread()
            || plan.needs.iter().any(|need| !need.id.is_set()),
        guess: Guess::Id,
    }
}
