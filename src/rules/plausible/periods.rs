//! Periods that end before they begin, wherever one is written, and the days of a 利用 out of their order.

use super::super::facts::{Facts, File, Ground, Where};
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reporter, Rule};
use crate::case::child::Use;
use crate::case::{Document, Model, MonitoringTerm};
use crate::diagnostic::{Code, Severity};
use crate::record::{Field, Node, Value};
use crate::source::Span;
use crate::value::{Date, Month};

pub(super) static RULE: Rule = Rule {
    code: Code::new("period-reversed"),
    group: Group::Time,
    summary: "期間の終わりが始まりより前になっている",
    explanation: include_str!("period-reversed.md"),
    certainty: Certainty::Program,
    judges: Judges::own(&[]),
    checks: &[
        Check::File(&[Where::Office, Where::Child, Where::Paper], check_file),
        Check::Child(check_child),
        Check::Paper(check_review),
    ],
    leaves_doubt: true,
    ..Rule::BASE
};

/// Months by which モニタリング may be counted from before its 給付決定.
const MONTHS_BEFORE: u32 = 12;

fn check_file(_: &Ground<'_>, file: &File<'_>, reporter: &mut Reporter<'_>) {
    for reversed in reversed(file.tree, "") {
        reversed.report(reporter);
    }
}

fn check_child(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    check_uses(facts, reporter);
    check_certificates(facts, reporter);
}

/// A period that ends before it begins.
struct Reversed<'a> {
    /// The key it stands under.
    key: &'a str,
    start: (Date, Span),
    end: (Date, Span),
}

impl Reversed<'_> {
    fn report(&self, reporter: &mut Reporter<'_>) {
        let ((start, start_span), (end, end_span)) = (self.start, self.end);
        let message = format!("`{}` の終了({end})が、開始({start})より前です", self.key);
        let finding = reporter.report(end_span.place(), message);
        finding.related.push((start_span.place(), "開始".to_owned()));
        finding.help = Some("年と月を確かめ、終了を開始と同じ日か、それより後にしてください".to_owned());
    }
}

/// Every such period below a node that stands under `key`.
fn reversed<'a>(node: &'a Node, key: &'a str) -> Vec<Reversed<'a>> {
    match &node.value {
        Value::List(items) => items.iter().flat_map(|item| reversed(item, key)).collect(),
        Value::Map(entries) => {
            let day = |name| {
                let Value::Text(text) = &node.get(name)?.value else { return None };
                Some((text.parse::<Date>().ok()?, node.get(name)?.span))
            };
            let own = match (day("開始"), day("終了")) {
                (Some(start), Some(end)) if end.0 < start.0 => Some(Reversed { key, start, end }),
                _ => None,
            };
            let below = entries.iter().flat_map(|entry| reversed(&entry.node, &entry.key));
            own.into_iter().chain(below).collect()
        }
        Value::Null | Value::Text(_) | Value::Unread => Vec::new(),
    }
}

fn check_uses(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    let child = facts.child;
    let pairs = |used: &Use| {
        let days = [("契約日", &used.contracted), ("開始日", &used.started), ("終了日", &used.ended)];
        days.map(|(name, field)| (name, field.spanned().map(|(day, span)| (*day, span))))
    };
    for used in child.value.uses.iter() {
        let days: Vec<(&str, Date, Span)> =
            pairs(used).into_iter().filter_map(|(name, day)| day.map(|(day, span)| (name, day, span))).collect();
        for pair in days.windows(2).filter(|pair| pair[1].1 < pair[0].1) {
            let ((first, before, before_span), (second, after, after_span)) = (pair[0], pair[1]);
            let message = format!("利用の {second}({after})が、{first}({before})より前です");
            let finding = reporter.report(after_span.place(), message);
            finding.related.push((before_span.place(), first.to_owned()));
            finding.help = Some(format!(
                "{first}、{second} の順になるように直してください。更新の契約なら、最初の契約日を書きます"
            ));
        }
    }
}

/// モニタリング of a certificate that begins when its 給付決定 is over, or long before it.
fn check_certificates(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    let child = facts.child;
    for certificate in child.value.recipient_certificates.iter() {
        let Some(period) = certificate.period.get() else { continue };
        let Some((start, end)) = period.start.get().zip(period.end.get()).filter(|(start, end)| start <= end) else {
            continue;
        };
        for term in certificate.monitoring.iter() {
            let (month, span) = match &term.value {
                MonitoringTerm::In(month) => (*month, term.span),
                MonitoringTerm::Every(interval) => match interval.start.spanned() {
                    Some((month, span)) => (*month, span),
                    None => continue,
                },
            };
            // The count may go on from the 給付決定 before.
            let (before, after) = (month.plus(MONTHS_BEFORE) < Month::of(*start), month > Month::of(*end));
            if !before && !after {
                continue;
            }
            let side = if before { "1 年以上前" } else { "後" };
            let message = format!("モニタリングの {month} が、給付決定期間({start} から {end} まで)より{side}です");
            let finding = reporter.report(span.place(), message);
            finding.severity = Severity::Warning;
            finding.related.extend(certificate.period.span().map(|span| (span.place(), "給付決定期間".to_owned())));
            finding.help = Some("受給者証を見て、年月を書き直してください".to_owned());
        }
    }
}

fn check_review(_: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let Model::Plan(plan) = &document.model else { return };
    let day = |field: &Field<Date>| field.spanned().map(|(day, span)| (*day, span));
    if let (Some((review, span)), Some((made, made_span))) = (day(&plan.next_review), day(&plan.date))
        && review < made
    {
        let message = format!("次回見直し年月日({review})が、作成日({made})より前です");
        let finding = reporter.report(span.place(), message);
        finding.severity = Severity::Warning;
        finding.related.push((made_span.place(), "作成日".to_owned()));
        finding.help = Some("この計画を次に見直す日を書いてください".to_owned());
    }
}
