//! Names that point nowhere: staff, offices, organisations, rows, plans, documents; and ids that stand twice.

mod affiliation;
mod consult;
mod glued;
mod names;
mod records;
mod repeated;
mod titles;

use super::facts::{Facts, Ground};
use super::rule::{Check, Reporter, Rule};
use super::settings;
use crate::case::event::Event;
use crate::case::meeting::Meeting;
use crate::case::monitoring::Monitoring;
use crate::case::paper::Part;
use crate::case::plan::SupportPlan;
use crate::case::{Document, KINDS, Model, plan};
use crate::diagnostic::Code;
use crate::record::{Field, TextOr, fold_lookalikes};
use crate::source::{Place, Span};
use consult::need_names;
use names::{Guess, Names, ROWS, Tables};
use std::collections::BTreeMap;

pub(super) static UNKNOWN: Rule = Rule {
    code: Code::new("reference-unknown"),
    summary: "指している先がない",
    explanation: include_str!("reference-unknown.md"),
    checks: &[Check::Child(check_profile_and_trail), Check::Paper(check_paper), Check::Office(settings::unknown_rules)],
    leaves_doubt: true,
    names_letters: true,
    ..Rule::BASE
};

pub(super) static DUPLICATE: Rule = Rule {
    code: Code::new("id-duplicate"),
    summary: "同じ id が二つある",
    explanation: include_str!("id-duplicate.md"),
    checks: &[Check::Child(check_partners), Check::Paper(check_duplicates), Check::Office(check_office)],
    ..Rule::BASE
};

fn check_paper(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let tables = &Tables::of(facts);
    match &document.model {
        Model::Plan(plan) => check_plan(facts, plan, document, tables, reporter),
        Model::Monitoring(monitoring) => check_monitoring(facts, monitoring, document, tables, reporter),
        Model::Meeting(meeting) => check_meeting(meeting, document, tables, reporter),
        Model::ConsultationBasic(basic) => consult::check_basic(basic, tables, reporter),
        Model::ConsultationPlan(plan) => consult::check_plan(plan, tables, reporter),
        Model::ConsultationMonitoring(report) => consult::check_report(facts, report, document, tables, reporter),
        Model::Assessment(assessment) => {
            tables.offices.field(&assessment.office, reporter);
            tables.person(&assessment.author, reporter);
            tables.people(&assessment.present, reporter);
            affiliation::of_people(&assessment.present, tables, reporter);
        }
        Model::Interview(interview) => {
            tables.offices.field(&interview.office, reporter);
            tables.person(&interview.recorder, reporter);
            tables.people(&interview.present, reporter);
            affiliation::of_people(&interview.present, tables, reporter);
        }
        Model::Provision(month) => records::check_month(month, tables, reporter),
        Model::Specialist(plan) => records::check_specialist(facts, plan, document, tables, reporter),
    }
}

/// The rows of a plan, as what a row is named by may point to.
fn plan_rows<'a>(of: &'a Document, plan: &'a SupportPlan) -> Names<'a> {
    Names {
        what: ROWS,
        known: plan.rows.iter().filter_map(|row| row.id.get().map(String::as_str)).collect(),
        otherwise: "計画の 支援 にある id を書きます",
        unread: of.tree.may_hide("支援")
            || of.tree.get("支援").is_some_and(|rows| rows.may_hide("id"))
            || plan.rows.is_unread()
            || plan.rows.iter().any(|row| row.id.is_unread()),
        guess: Guess::Id,
    }
}

fn check_profile_and_trail(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    let tables = Tables::of(facts);
    check_child(facts, &tables, reporter);
    check_events(facts, &tables, reporter);
}

fn check_child(facts: &Facts<'_>, tables: &Tables<'_>, reporter: &mut Reporter<'_>) {
    let child = facts.child;
    for used in child.value.uses.iter() {
        if let Some((TextOr::Text(id), span)) = used.office.spanned() {
            tables.offices.require(id, span.place(), reporter);
        }
    }
    let siblings = Names {
        what: "児童",
        known: facts.ground.children.iter().map(String::as_str).filter(|id| *id != facts.id).collect(),
        otherwise: "きょうだい には、この cases/ にある児童のフォルダー名を書きます",
        unread: false,
        guess: Guess::Id,
    };
    for sibling in child.value.siblings.iter() {
        siblings.require_of_list(&sibling.value, sibling.span.place(), reporter);
    }
}

fn check_plan(
    facts: &Facts<'_>,
    plan: &SupportPlan,
    document: &Document,
    tables: &Tables<'_>,
    reporter: &mut Reporter<'_>,
) {
    tables.offices.field(&plan.office, reporter);
    tables.plans.field(&plan.draft, reporter);
    tables.plans.field(&plan.previous, reporter);
    tables.consultation_plans.field(&plan.consultation_plan, reporter);
    tables.person(&plan.author, reporter);
    let named = facts.timeline.consultation_plan_of(document);
    let needs = named.map(|(of, plan)| need_names(of, plan));
    for row in plan.rows.iter() {
        tables.staff_of_row(facts, &row.staff, document, reporter);
        tables.organisations(&row.partners, reporter);
        if let Some(needs) = &needs {
            needs.field(&row.need, reporter);
        }
    }
    for unanswered in plan.unanswered_needs.iter() {
        if let Some(needs) = &needs {
            needs.field(&unanswered.id, reporter);
        }
    }
}

fn check_monitoring(
    facts: &Facts<'_>,
    monitoring: &Monitoring,
    document: &Document,
    tables: &Tables<'_>,
    reporter: &mut Reporter<'_>,
) {
    tables.offices.field(&monitoring.office, reporter);
    tables.plans.field(&monitoring.plan, reporter);
    tables.person(&monitoring.author, reporter);
    for hearing in monitoring.hearings.iter() {
        tables.person(&hearing.staff, reporter);
    }
    let Some((of, plan)) = facts.timeline.support_plan_of(document) else { return };
    let rows = plan_rows(of, plan);
    for result in monitoring.rows.iter() {
        rows.field(&result.row, reporter);
    }
}

fn check_meeting(meeting: &Meeting, document: &Document, tables: &Tables<'_>, reporter: &mut Reporter<'_>) {
    tables.offices.field(&meeting.office, reporter);
    let plans = if document.is_consult() { &tables.consultation_plans } else { &tables.plans };
    plans.field(&meeting.plan, reporter);
    tables.person(&meeting.chair, reporter);
    tables.person(&meeting.recorder, reporter);
    tables.people(&meeting.present, reporter);
    affiliation::of_people(&meeting.present, tables, reporter);
    affiliation::of_absentees(&meeting.absent, tables, reporter);
    for absentee in meeting.absent.iter() {
        tables.staff.field(&absentee.staff, reporter);
    }
}

fn check_events(facts: &Facts<'_>, tables: &Tables<'_>, reporter: &mut Reporter<'_>) {
    let Some(events) = facts.events else { return };
    let documents: Vec<String> = facts.timeline.files().map(Document::id).collect();
    let documents = Names {
        what: "文書",
        known: documents.iter().map(String::as_str).collect(),
        otherwise: "plan/2024-03-28 のように、フォルダー名とファイル名(終わりの .yaml や .md を除く)を書きます",
        unread: false,
        guess: Guess::Document,
    };
    for event in events.value.iter() {
        for recipient in event.recipients.iter() {
            tables.recipient(&recipient.value, recipient.span.place(), reporter);
        }
        if let Some((TextOr::Text(id), span)) = event.explainer.spanned() {
            tables.staff.require(id, span.place(), reporter);
        }
        for staff in event.staff.iter() {
            tables.staff.require_of_list(&staff.value, staff.span.place(), reporter);
        }
        check_mistaken(event, reporter);
        let Some((target, span)) = event.target.spanned() else { continue };
        let (document, part) =
            target.split_once('#').map_or((target.as_str(), None), |(document, part)| (document, Some(part)));
        // Papers of folders that this version does not read yet cannot be judged.
        let is_of_a_kind = KINDS.iter().any(|kind| document.starts_with(&format!("{}/", kind.folder)));
        // `ｐｌａｎ/2024-03-28` is one that it does read, in other letters.
        let meant = fold_lookalikes(document).to_lowercase();
        if !is_of_a_kind && document.contains('/') && !documents.known.contains(&meant.as_str()) {
            continue;
        }
        documents.require(document, span.place(), reporter);
        if let Some(part) = part {
            check_part(facts, document, part, span.place(), reporter);
        }
    }
}

/// A 取消 whose line stands nowhere above it: those that take something back have gone with it.
fn check_mistaken(event: &Event, reporter: &mut Reporter<'_>) {
    let Some((named, span)) = event.mistaken.spanned() else { return };
    let (Some(kind), false) = (named.kind.get(), named.date.is_unread()) else { return };
    let day = named.date.get().map(|day| format!("、{day}")).unwrap_or_default();
    let message = format!("取り消す記録({}{day})が、この行より上にありません", kind.label());
    let finding = reporter.report(span.place(), message);
    finding.help = Some(
        "`対象` と `取り消す記録` の `種類` と `日付` を、書き間違えた行と同じにしてください。`shien event 取消` が書きます"
            .to_owned(),
    );
}

/// `別表/通常` of `plan/2024-03-28`.
fn check_part(facts: &Facts<'_>, document: &str, part: &str, place: Place, reporter: &mut Reporter<'_>) {
    let named = document.strip_prefix("plan/").and_then(|name| facts.timeline.named(&plan::KIND, name));
    let Some(named) = named.filter(|named| !named.broken) else { return };
    let Model::Plan(plan) = &named.model else { return };
    let labels: Vec<String> = named.paper().parts().iter().filter_map(Part::name).collect();
    let parts = Names {
        what: "計画の部分",
        known: labels.iter().map(String::as_str).collect(),
        otherwise: "「#別表/」の後に別表の 名称 を書きます",
        unread: named.tree.may_hide("別表")
            || plan.schedules.is_unread()
            || plan.schedules.iter().any(|item| !item.name.is_set()),
        guess: Guess::Id,
    };
    parts.require(part, place, reporter);
}

fn check_partners(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    let child = facts.child;
    each_duplicate(child.value.partners.iter().map(|partner| &partner.id), |id, first, again| {
        let finding = reporter.report(again.place(), format!("関係機関の id「{id}」が二つあります"));
        finding.related.push((first.place(), "最初に使われた所".to_owned()));
        finding.help = Some("どちらかの id を変えてください".to_owned());
    });
}

fn check_duplicates(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let (what, ids): (&str, Vec<&Field<String>>) = match &document.model {
        Model::Plan(plan) => {
            check_schedule_names(plan, reporter);
            ("支援の行", plan.rows.iter().map(|row| &row.id).collect())
        }
        Model::ConsultationPlan(plan) => ("ニーズ", plan.needs.iter().map(|need| &need.id).collect()),
        Model::Monitoring(monitoring) => {
            repeated::check_rows(facts, monitoring, document, reporter);
            return;
        }
        Model::ConsultationMonitoring(report) => {
            repeated::check_needs(facts, report, document, reporter);
            return;
        }
        _ => return,
    };
    each_duplicate(ids.into_iter(), |id, first, again| {
        let finding = reporter.report(again.place(), format!("{what}の id「{id}」が二つあります"));
        finding.related.push((first.place(), "最初に使われた所".to_owned()));
        finding.help = Some("どちらかの id を変えてください".to_owned());
    });
}

/// 名称 of the 別表, by which consents mean them.
fn check_schedule_names(plan: &SupportPlan, reporter: &mut Reporter<'_>) {
    each_duplicate(plan.schedules.iter().map(|schedule| &schedule.name), |name, first, again| {
        let finding = reporter.report(again.place(), format!("別表の名称「{name}」が二つあります"));
        finding.related.push((first.place(), "最初に使われた所".to_owned()));
        finding.help = Some("同意の記録がどちらの別表のものか分かるように、どちらかの名称を変えてください".to_owned());
    });
}

/// Ids of offices and of staff, over the whole office file.
fn check_office(ground: &Ground<'_>, reporter: &mut Reporter<'_>) {
    let organisation = ground.organisation;
    let offices = organisation.value.offices.iter().map(|office| &office.id);
    let staff = organisation.value.offices.iter().flat_map(|office| office.staff.iter()).map(|staff| &staff.id);
    let mut report = |what: &str, id: &str, first: Span, again: Span| {
        let finding = reporter.report(again.place(), format!("{what}の id「{id}」が二つあります"));
        finding.related.push((first.place(), "最初に使われた所".to_owned()));
        finding.help = Some("どちらかの id を変えてください".to_owned());
    };
    each_duplicate(offices, |id, first, again| report("事業所", id, first, again));
    each_duplicate(staff, |id, first, again| report("職員", id, first, again));
}

fn each_duplicate<'a>(ids: impl Iterator<Item = &'a Field<String>>, mut report: impl FnMut(&str, Span, Span)) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for (id, span) in ids.filter_map(Field::spanned) {
        match seen.get(id.as_str()) {
            Some(first) => report(id, *first, span),
            None => {
                seen.insert(id, span);
            }
        }
    }
}
