//! One event written twice, as two people's files leave it when their lines are put together.

use super::super::facts::Facts;
use super::super::rule::{Check, Group, Reporter, Rule};
use crate::diagnostic::{Code, Severity};
use crate::record::{Entry, Node, Value};
use std::collections::BTreeMap;

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("event-doubled"),
    group: Group::Trail,
    severity: Severity::Warning,
    summary: "同じ記録が events.yaml に二度ある",
    explanation: include_str!("event-doubled.md"),
    checks: &[Check::Child(check)],
    ..Rule::BASE
};

/// What says which event it is.
const SAME: [&str; 3] = ["種類", "対象", "日付"];

fn check(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    let Some(events) = facts.events else { return };
    let Value::List(lines) = &events.tree.value else { return };
    let mut known: BTreeMap<Vec<&str>, Vec<&Node>> = BTreeMap::new();
    // A line that was taken back says nothing, and may well stand once more below.
    let counts = |line: &&Node| events.value.iter().any(|event| event.span == line.span);
    for line in lines.iter().filter(counts) {
        let Some(key) = SAME.iter().map(|word| text(line.get(word)?)).collect::<Option<Vec<_>>>() else { continue };
        let same = known.entry(key).or_default();
        if let Some(first) = same.iter().find(|first| agrees(first, line)) {
            let finding = reporter.report(
                start(line).place(),
                format!(
                    "同じ記録({})が二度あります",
                    SAME.iter().filter_map(|word| text(line.get(word)?)).collect::<Vec<_>>().join("、")
                ),
            );
            finding.related.push((start(first).place(), "最初に書かれた所".to_owned()));
            finding.help = Some("一つを消してください。一方にだけある項目は、残す方に写してください".to_owned());
        } else {
            same.push(line);
        }
    }
}

fn text(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(text) => Some(text.trim()),
        _ => None,
    }
}

/// Whether two events say nothing that differs: each key that both have has one value.
fn agrees(one: &Node, other: &Node) -> bool {
    let (Value::Map(entries), Value::Map(_)) = (&one.value, &other.value) else { return false };
    entries.iter().all(|entry| other.get(&entry.key).is_none_or(|node| same(&entry.node, node)))
}

fn same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Null, Value::Null) => true,
        (Value::Text(one), Value::Text(other)) => one.trim() == other.trim(),
        (Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Map(one), Value::Map(other)) => {
            let find = |key: &str| other.iter().find(|entry: &&Entry| entry.key == key);
            one.len() == other.len()
                && one.iter().all(|entry| find(&entry.key).is_some_and(|twin| same(&entry.node, &twin.node)))
        }
        _ => false,
    }
}

/// Where an event begins: its first key.
fn start(line: &Node) -> crate::source::Span {
    match &line.value {
        Value::Map(entries) => entries.first().map_or(line.span, |entry| entry.key_span),
        _ => line.span,
    }
}
