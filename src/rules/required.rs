//! What must be written: the law's list beside each kind of document, and what the municipality's form adds.

use super::facts::{Facts, Ground};
use super::judges::Judges;
use super::rule::{Certainty, Check, Reporter, Rule};
use super::{extras, settings};
use crate::case::{Document, child, party};
use crate::diagnostic::Code;
use crate::record::{Node, Value};
use crate::source::{Place, Source, Span};

pub(super) static RULE: Rule = Rule {
    code: Code::REQUIRED_MISSING,
    summary: "書かなければならない欄が空いている",
    explanation: include_str!("required-missing.md"),
    certainty: Certainty::Verified,
    // A copy of another company's paper is as it is.
    judges: Judges::own(&[]),
    checks: &[
        Check::Office(check_office),
        Check::Office(settings::incomplete),
        Check::Child(check_child),
        Check::Paper(check_paper),
    ],
    ..Rule::BASE
};

fn check_child(facts: &Facts<'_>, reporter: &mut Reporter<'_>) {
    if !facts.child.broken {
        for (span, name) in all_missing(&facts.child.source, &facts.child.tree, child::REQUIRED) {
            report(reporter, span.place(), &name);
        }
    }
}

fn check_office(ground: &Ground<'_>, reporter: &mut Reporter<'_>) {
    let organisation = ground.organisation;
    if !organisation.broken {
        for (span, name) in all_missing(&organisation.source, &organisation.tree, party::REQUIRED) {
            report(reporter, span.place(), &name);
        }
    }
}

fn check_paper(facts: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let form = facts.form(document).ok();
    let beyond = form.iter().flat_map(|form| form.required.iter().map(String::as_str));
    let required = document.kind.required.iter().copied().chain(beyond);
    for (span, name) in all_missing(&document.source, &document.tree, required) {
        report(reporter, span.place(), &name);
    }
    if let Some(form) = form {
        extras::missing(document, &form, reporter);
    }
}

fn report(reporter: &mut Reporter<'_>, place: Place, name: &str) {
    let (records, key) = name.rsplit_once('.').map_or((None, name), |(records, key)| (Some(records), key));
    let help = match records {
        Some(records) => format!("「{records}:」の下に `{key}: …` を書いてください"),
        None => format!("`{key}: …` を書いてください"),
    };
    reporter.report(place, format!("`{name}` がありません")).help = Some(help);
}

/// A place and a name wherever a path of keys ends in nothing.
///
/// `計画期間.開始` asks for a key in a record that must be there, `支援[].支援目標` for a key in each item of a list,
/// `課題|ニーズ` at the end for one of the two. Where as many keys stand in a record that nobody knows as are missing
/// there, those are said to be unknown, and nothing is called missing: they may be what was meant.
fn all_missing<'a>(source: &Source, tree: &Node, paths: impl IntoIterator<Item = &'a str>) -> Vec<(Span, String)> {
    let mut all = Vec::new();
    for path in paths {
        missing_below(tree, source.span(0..0), path, &mut all);
    }
    let in_record = |record: *const Node| all.iter().filter(|missing| std::ptr::eq(missing.record, record)).count();
    let told = |missing: &&Missing<'_>| in_record(missing.record) > missing.record.strangers();
    let mut told: Vec<(Span, String)> =
        all.iter().filter(told).map(|missing| (missing.at, missing.name.clone())).collect();
    // A record that is not there is one thing, however many of its keys are asked for.
    told.dedup_by(|next, kept| match (next.1.rsplit_once('.'), kept.1.rsplit_once('.')) {
        (Some((records, key)), Some((same, first))) if next.0 == kept.0 && records == same && !records.is_empty() => {
            let is_absent = all.iter().any(|missing| missing.name == next.1 && missing.is_whole);
            if is_absent {
                kept.1 = format!("{same}.{first}` と `{key}");
            }
            is_absent
        }
        _ => false,
    });
    told
}

/// What is missing: in which record, where to say it, and under which name.
struct Missing<'a> {
    record: &'a Node,
    at: Span,
    name: String,
    /// Whether the record that it stands in is missing too.
    is_whole: bool,
}

/// `head` is the place to name when a key of this very node is missing: the whole file at the root.
fn missing_below<'a>(node: &'a Node, head: Span, path: &str, all: &mut Vec<Missing<'a>>) {
    if let Value::List(items) = &node.value {
        items.iter().for_each(|item| missing_below(item, head_of(item), path, all));
        return;
    }
    // A text where a record belongs is reported as such, and so is what could not be read.
    if matches!(node.value, Value::Text(_) | Value::Unread) {
        return;
    }
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let (key, each) = first.strip_suffix("[]").map_or((first, false), |key| (key, true));
    let written = key.split('|').find_map(|key| node.get(key).filter(|value| !value.is_blank()));
    match (written, rest) {
        (Some(value), Some(rest)) => missing_below(value, head_of(value), rest, all),
        (Some(_), None) => {}
        (None, _) if each => {}
        (None, _) => {
            let at = node.entry(key).map_or(head, |entry| entry.key_span);
            all.push(Missing { record: node, at, name: path.replace('|', "` か `"), is_whole: rest.is_some() });
        }
    }
}

/// Where a record begins: its first key, which is what a reader recognises it by.
fn head_of(node: &Node) -> Span {
    match &node.value {
        Value::Map(entries) => entries.first().map_or(node.span, |entry| entry.key_span),
        _ => node.span,
    }
}
