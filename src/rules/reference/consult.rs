//! The names in the papers of the 相談支援 side.

use super::super::rule::{Reporter, Scope};
use super::names::{Guess, NEEDS, Names, Tables};
use crate::case::Document;
use crate::case::consult::basic::Basic;
use crate::case::consult::monitoring::MonitoringReport;
use crate::case::consult::plan::ConsultationPlan;
use crate::case::consult::week::WeeklyPlan;
use crate::record::Field;

pub(super) fn check_basic(basic: &Basic, document: &Document, tables: &Tables<'_>, reporter: &mut Reporter<'_>) {
    tables.office(&basic.office, document, reporter);
    tables.person(&basic.author, document, reporter);
    let supports = basic.supports.get();
    for support in supports.into_iter().flat_map(|supports| supports.public.iter().chain(supports.other.iter())) {
        tables.organisation(&support.provider, document, reporter);
    }
    check_week(&basic.week, document, tables, reporter);
}

pub(super) fn check_plan(
    plan: &ConsultationPlan,
    document: &Document,
    tables: &Tables<'_>,
    reporter: &mut Reporter<'_>,
) {
    tables.office(&plan.office, document, reporter);
    tables.consultation_plans.field(&plan.draft, document, reporter);
    // The staff of another company is nowhere described.
    if !plan.is_copy() {
        tables.person(&plan.author, document, reporter);
    }
    for service in plan.needs.iter().flat_map(|need| need.services.iter()) {
        tables.organisation(&service.provider, document, reporter);
    }
    check_week(&plan.week, document, tables, reporter);
}

fn check_week(week: &Field<WeeklyPlan>, document: &Document, tables: &Tables<'_>, reporter: &mut Reporter<'_>) {
    for entry in week.get().into_iter().flat_map(|week| week.entries.iter()) {
        tables.organisation(&entry.provider, document, reporter);
    }
}

pub(super) fn check_report(
    scope: &Scope<'_>,
    report: &MonitoringReport,
    document: &Document,
    tables: &Tables<'_>,
    reporter: &mut Reporter<'_>,
) {
    tables.office(&report.office, document, reporter);
    tables.consultation_plans.field(&report.plan, document, reporter);
    tables.person(&report.author, document, reporter);
    let records: Vec<String> = scope.case.documents.iter().map(Document::id).collect();
    let records = Names {
        what: "文書",
        known: records.iter().map(String::as_str).filter(|id| id.starts_with("monitoring/")).collect(),
        otherwise: "monitoring/2024-09-12 のように、事業所のモニタリング記録の名前を書きます",
        unread: false,
        guess: Guess::Document,
    };
    for hearing in report.hearings.iter() {
        tables.organisation(&hearing.office, document, reporter);
        records.field(&hearing.record, document, reporter);
    }
    check_week(&report.week, document, tables, reporter);
    let Some((plan_document, plan)) = report.plan.get().and_then(|name| scope.case.consultation_plan(name)) else {
        return;
    };
    let needs = need_names(plan_document, plan);
    for result in report.needs.iter() {
        needs.field(&result.id, document, reporter);
    }
}

/// The ids of a plan's needs.
pub(super) fn need_names<'a>(document: &Document, plan: &'a ConsultationPlan) -> Names<'a> {
    Names {
        what: NEEDS,
        known: plan.needs.iter().filter_map(|need| need.id.get().map(String::as_str)).collect(),
        otherwise: "障害児支援利用計画の ニーズ にある id を書きます",
        unread: document.broken
            || document.tree.may_hide("ニーズ")
            || plan.needs.is_unread()
            || plan.needs.iter().any(|need| !need.id.is_set()),
        guess: Guess::Id,
    }
}
