//! Results that stand twice: a row of a monitoring that was copied and whose 行 was forgotten.

use super::super::facts::Facts;
use super::super::rule::Reporter;
use crate::case::Document;
use crate::case::consult::monitoring::MonitoringReport;
use crate::case::monitoring::{Monitoring, RowResult};
use crate::record::{Field, Spanned};
use crate::source::Span;

/// Two results of one row of a plan, which may contradict each other.
pub(super) fn check_rows(facts: &Facts<'_>, monitoring: &Monitoring, document: &Document, reporter: &mut Reporter<'_>) {
    let rows = facts.timeline.support_plan_of(document).map(|(_, plan)| &plan.rows);
    let ids = rows.into_iter().flat_map(|rows| rows.iter()).filter_map(|row| row.id.get());
    let open: Vec<&str> = without_result(ids, monitoring.rows.iter().map(|result| &result.row));
    for (first, again) in repeated(&monitoring.rows, |result| &result.row) {
        let Some((id, span)) = again.row.spanned() else { continue };
        let results = match (word(first), word(again)) {
            (Some(one), Some(other)) if one != other => format!("({one} と {other})"),
            _ => String::new(),
        };
        let message = format!("支援の行「{id}」の評価が二つあります{results}");
        report((message, span), first.row.span(), &open, reporter);
    }
}

/// Two results of one need of a 障害児支援利用計画.
pub(super) fn check_needs(
    facts: &Facts<'_>,
    report_: &MonitoringReport,
    document: &Document,
    reporter: &mut Reporter<'_>,
) {
    let needs = facts.timeline.consultation_plan_of(document).map(|(_, plan)| &plan.needs);
    let ids = needs.into_iter().flat_map(|needs| needs.iter()).filter_map(|need| need.id.get());
    let open: Vec<&str> = without_result(ids, report_.needs.iter().map(|result| &result.id));
    for (first, again) in repeated(&report_.needs, |result| &result.id) {
        let Some((id, span)) = again.id.spanned() else { continue };
        report((format!("ニーズ「{id}」の結果が二つあります"), span), first.id.span(), &open, reporter);
    }
}

fn report((message, span): (String, Span), first: Option<Span>, open: &[&str], reporter: &mut Reporter<'_>) {
    let finding = reporter.report(span.place(), message);
    finding.related.extend(first.map(|first| (first.place(), "最初に書かれた所".to_owned())));
    finding.help = Some(match open {
        [] => "どちらが正しいか確かめ、一つだけを残してください".to_owned(),
        open => format!(
            "行を写したままなら、直してください(結果のない行: {})。同じ行なら、一つだけを残してください",
            open.join("、")
        ),
    });
}

/// The ids of a plan that no result names.
fn without_result<'a>(
    ids: impl Iterator<Item = &'a String>,
    results: impl Iterator<Item = &'a Field<String>>,
) -> Vec<&'a str> {
    let named: Vec<&String> = results.filter_map(Field::get).collect();
    ids.filter(|id| !named.contains(id)).map(String::as_str).collect()
}

/// The first and the later item, for each item whose id stands already.
fn repeated<T>(items: &[Spanned<T>], id: impl Fn(&T) -> &Field<String>) -> Vec<(&T, &T)> {
    let same = |one: &T, other: &T| id(one).get().is_some() && id(one).get() == id(other).get();
    let pairs = items.iter().enumerate().filter_map(|(at, again)| {
        items[..at].iter().find(|first| same(first, again)).map(|first| (&first.value, &again.value))
    });
    pairs.collect()
}

fn word(result: &RowResult) -> Option<&str> {
    result.result.get().map(String::as_str)
}
