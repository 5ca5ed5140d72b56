//! What an office's モニタリング記録 decided about a row, and the next 個別支援計画 does not show.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reach, Reporter, Rule};
use crate::case::monitoring::{Future, Monitoring, RowResult};
use crate::case::plan::{SupportPlan, SupportRow};
use crate::case::{Document, Model, is_marked_unread};
use crate::diagnostic::{Code, Severity};
use crate::value::Text;
use serde_json::Value;

pub(in crate::rules) static RULE: Rule = Rule {
    code: Code::new("monitoring-not-reflected"),
    group: Group::Linkage,
    severity: Severity::Warning,
    summary: "モニタリングで「変更」「終了」とした行が、次の計画でそのままになっている",
    explanation: include_str!("monitoring-not-reflected.md"),
    certainty: Certainty::Guide,
    rests_on: &[
        (Reach::Own, &["支援", "支援.*", "計画", "実施日", "作成日", "前計画", "原案"]),
        (Reach::Named("plan/"), &["支援", "支援.id"]),
        (
            Reach::All("plan/"),
            &["計画期間", "計画期間.開始", "計画期間.終了", "状態", "事業所", "サービス", "原案", "作成日"],
        ),
        (Reach::All("monitoring/"), &["計画", "実施日"]),
    ],
    judges: Judges::own(&["plan"]),
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

fn check(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Plan(plan) = &document.model else { return };
    if !facts.timeline.is_open(document) {
        return;
    }
    let Some((before, record_document, record)) = last_record(facts, document) else { return };
    for result in record.rows.iter() {
        let Some((decided, span)) = result.future.spanned() else { continue };
        let Some(old) = row_of(before, result) else { continue };
        let Some(new) = continuation(plan, old) else { continue };
        let (what, remedy) = match decided {
            Future::End if same(&old.goal, &new.goal) => {
                ("終了", "この行を消すか、続ける事情をモニタリング記録に書いて 今後 を直してください")
            }
            Future::Change if is_unchanged(old, new) => {
                ("変更", "支援目標や支援内容を直すか、モニタリング記録の 今後 を 継続 に直してください")
            }
            _ => continue,
        };
        // What is only carried over has its mark: `placeholder-left` says it.
        let place = new.id.span().or(new.goal.span());
        if place.is_some_and(|place| is_marked_unread(&document.source, place)) {
            continue;
        }
        let id = new.id.get().or(old.id.get()).map_or("", String::as_str);
        let message =
            format!("モニタリング({})で「{what}」とした行 {id} が、そのまま残っています", record_document.name);
        let finding = reporter.report(document.place(place), message);
        finding.help = Some(remedy.to_owned());
        finding.related.push((span.place(), "モニタリングで決めた今後".to_owned()));
    }
}

/// The plan before this one, and the last record of its monitoring before this one was made.
fn last_record<'a>(facts: &Facts<'a>, document: &Document) -> Option<(&'a SupportPlan, &'a Document, &'a Monitoring)> {
    let made = document.date?;
    let before = facts.timeline.previous(document)?;
    let Model::Plan(plan) = &before.model else { return None };
    let records = facts.timeline.monitorings();
    let own = records.filter(|(other, record)| {
        record.plan.get() == Some(&before.name) && other.date.is_some_and(|date| date <= made)
    });
    let (other, record) = own.max_by_key(|(other, _)| other.date)?;
    Some((plan, other, record))
}

fn row_of<'a>(plan: &'a SupportPlan, result: &RowResult) -> Option<&'a SupportRow> {
    let id = result.row.get()?;
    plan.rows.iter().find(|row| row.id.get() == Some(id)).map(|row| &row.value)
}

/// The row of the new plan that goes on from an old one: of its id, or with its goal word for word.
fn continuation<'a>(plan: &'a SupportPlan, old: &SupportRow) -> Option<&'a SupportRow> {
    let by_id = plan.rows.iter().find(|row| row.id.is_set() && row.id.get() == old.id.get());
    by_id.or_else(|| plan.rows.iter().find(|row| same(&row.goal, &old.goal))).map(|row| &row.value)
}

fn same(a: &crate::record::Field<Text>, b: &crate::record::Field<Text>) -> bool {
    match (a.get(), b.get()) {
        (Some(a), Some(b)) => a.as_str() == b.as_str(),
        _ => false,
    }
}

/// Whether nothing but the time and the order differs: a row that goes on gets a new 達成時期 in any case.
fn is_unchanged(old: &SupportRow, new: &SupportRow) -> bool {
    const MOVES: [&str; 3] = ["id", "達成時期", "優先順位"];
    let content = |row: &SupportRow| {
        let mut value = serde_json::to_value(row).expect("internal: records serialise to JSON");
        if let Value::Object(map) = &mut value {
            map.retain(|key, _| !MOVES.contains(&key.as_str()));
        }
        value
    };
    content(old) == content(new)
}
