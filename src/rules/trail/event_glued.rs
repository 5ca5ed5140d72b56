//! Events whose lines ran into each other, as putting two files together leaves those that take several lines.

use super::super::facts::Facts;
use super::super::rule::{Check, Group, Reporter, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::record::{Node, Value};
use crate::source::{Place, Source, Span};
use std::sync::Arc;

pub(in super::super) static RULE: Rule = Rule {
    code: Code::new("event-glued"),
    group: Group::Trail,
    summary: "events.yaml の記録どうしが混ざっている",
    explanation: include_str!("event-glued.md"),
    checks: &[Check::Child(check)],
    ..Rule::BASE
};

/// What every event says, beside its 種類.
const SAID: [&str; 2] = ["対象", "日付"];

fn check(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    let Some(events) = facts.events else { return };
    let Value::List(lines) = &events.tree.value else { return };
    for (index, line) in lines.iter().enumerate() {
        let Value::Map(entries) = &line.value else { continue };
        let Some(first) = entries.first() else { continue };
        let end = lines.get(index + 1).map_or(events.source.text().len(), |next| begin(next) as usize);
        let whole = first.key_span.up_to(end);
        let has = |word: &str| line.get(word).is_some_and(|node| !node.is_blank());
        let twice: Vec<&Diagnostic> =
            facts.found_while_loading().iter().filter(|finding| is_twice(finding, &events.source, whole)).collect();
        let message = if !twice.is_empty() {
            "この記録に、同じ項目が二度あります。別の記録と混ざったおそれがあります"
        } else if has("種類") && SAID.iter().all(|word| !has(word)) && (lines.len() > 1) {
            "この記録に `対象` も `日付` もありません。続く行が別の記録と混ざったおそれがあります"
        } else {
            continue;
        };
        let finding = reporter.report(whole.place(), message);
        for twin in twice {
            finding.related.push((twin.place.clone(), "二度目に書かれた所".to_owned()));
        }
        finding.help = Some(
            "元の記録(git log -p で見られます)と紙を見て、1 件を 1 行の `- {種類: …, 対象: …, 日付: …}` に書き直してください"
                .to_owned(),
        );
    }
}

fn begin(line: &Node) -> u32 {
    match &line.value {
        Value::Map(entries) => entries.first().map_or(line.span.start, |entry| entry.key_span.start),
        _ => line.span.start,
    }
}

fn is_twice(finding: &Diagnostic, source: &Arc<Source>, whole: Span) -> bool {
    finding.code == Code::KEY_DUPLICATE
        && finding.place.source().path() == source.path()
        && (whole.start..whole.end).contains(&finding.place.span().start)
}

/// Takes away what is only a consequence: that a key stands twice in an event which ran into another.
pub(in super::super) fn without_consequences(findings: &mut Vec<Diagnostic>) {
    let glued: Vec<Place> =
        findings.iter().filter(|finding| finding.code == RULE.code).map(|finding| finding.place.clone()).collect();
    if !glued.is_empty() {
        findings.retain(|finding| !glued.iter().any(|place| is_twice(finding, place.source(), place.span())));
    }
}
