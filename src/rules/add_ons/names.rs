//! The names of 加算: one that has ended, one that the list does not know.

use super::super::facts::Facts;
use super::super::judges::Judges;
use super::super::rule::{Certainty, Check, Group, Reporter, Rule};
use crate::case::{Document, Model};
use crate::diagnostic::{Code, Severity};
use crate::record::{Field, nearest};
use crate::source::Span;
use crate::tariff::{self, AddOnName};
use crate::value::Date;

pub(in super::super) static ENDED: Rule = Rule {
    code: Code::new("addon-name-ended"),
    group: Group::AddOns,
    severity: Severity::Warning,
    summary: "今はない加算の名が書かれている",
    explanation: include_str!("addon-name-ended.md"),
    certainty: Certainty::Verified,
    judges: Judges::own(&["plan", "interview", "record"]),
    checks: &[Check::Paper(check_ended)],
    ..Rule::BASE
};

pub(in super::super) static UNKNOWN: Rule = Rule {
    code: Code::new("addon-unknown"),
    group: Group::AddOns,
    severity: Severity::Warning,
    summary: "加算の名が一覧にない",
    explanation: include_str!("addon-unknown.md"),
    certainty: Certainty::Unconfirmed,
    judges: Judges::own(&["plan", "interview", "record"]),
    checks: &[Check::Paper(check_unknown)],
    ..Rule::BASE
};

/// A name as it is written, with the day for which it counts.
struct WrittenName<'a> {
    text: &'a str,
    span: Span,
    day: Option<Date>,
}

impl<'a> WrittenName<'a> {
    fn of(field: &'a Field<String>, day: Option<Date>) -> Option<Self> {
        field.spanned().map(|(text, span)| Self { text, span, day })
    }
}

/// The names under 加算 of a paper: those of a plan count for its first day.
fn names(document: &Document) -> Vec<WrittenName<'_>> {
    match &document.model {
        Model::Plan(plan) => {
            let add_ons = plan.rows.iter().flat_map(|row| row.value.add_ons.iter());
            add_ons.filter_map(|add_on| WrittenName::of(&add_on.value.name, document.first_day())).collect()
        }
        Model::Interview(interview) => WrittenName::of(&interview.add_on, document.date).into_iter().collect(),
        Model::Provision(month) => {
            let days = month.days.iter().flat_map(|line| {
                let day = line.value.date.get().copied();
                line.value.add_ons.iter().map(move |name| WrittenName { text: &name.value, span: name.span, day })
            });
            days.collect()
        }
        _ => Vec::new(),
    }
}

fn check_ended(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    if !facts.timeline.is_open(document) {
        return;
    }
    let mut said: Vec<&str> = Vec::new();
    for written in names(document) {
        let Some(day) = written.day else { continue };
        for name in AddOnName::all(written.text) {
            let Some(entry) = tariff::claimed(&name, day).filter(|entry| !entry.holds_on(day)) else { continue };
            let Some(last) = entry.period().and_then(|period| period.end.get()).filter(|last| **last < day) else {
                continue;
            };
            if said.contains(&name.base) {
                continue;
            }
            said.push(name.base);
            let message = format!("{}は {} までの加算の名です", name.base, last.to_wareki());
            let finding = reporter.report(written.span.place(), message);
            finding.help = Some(match entry.now() {
                Some(now) => format!("今の名の「{now}」に書き直し、今の要件を満たすか確かめてください"),
                None => "今はない加算です。この行を消してください".to_owned(),
            });
        }
    }
}

fn check_unknown(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    if !facts.timeline.is_open(document) {
        return;
    }
    for written in names(document).iter().filter(|written| AddOnName::of(written.text).is_none()) {
        let near = nearest(written.text, tariff::entries().map(|entry| entry.name()));
        let finding = reporter.report(written.span.place(), format!("加算「{}」が一覧にありません", written.text));
        if near.is_none() {
            finding.severity = Severity::Info;
        }
        finding.help = Some(match near {
            Some(near) => format!("「{near}」ではありませんか"),
            None => "名を確かめてください。市町村独自の加算なら、このままで構いません".to_owned(),
        });
    }
}
