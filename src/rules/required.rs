//! What must be written: the law's list beside each kind of document, and what the municipality's form adds.

use super::rule::{Reporter, Rule, Scope};
use super::{Certainty, Check};
use crate::case::party::{self, Organisation};
use crate::case::plan::Answer;
use crate::case::{self, Document, Loaded};
use crate::diagnostic::Diagnostic;
use crate::forms::{self, ExtraType};
use crate::record::{Entry, Node, Value, nearest_key};
use crate::source::{Place, Span};
use crate::value::Date;

pub(super) static RULE: Rule = Rule {
    code: "required-missing",
    summary: "書かなければならない欄が空いている",
    explanation: include_str!("required-missing.md"),
    certainty: Certainty::Verified,
    check: Check::Case(check),
    ..Rule::BASE
};

fn check(scope: &Scope<'_>, reporter: &mut Reporter<'_>) {
    let child = &scope.case.child;
    if !child.broken {
        for (span, name) in all_missing(&child.tree, case::child::REQUIRED) {
            report(reporter, child.place(Some(span)), &name);
        }
    }
    // A copy of another company's paper is as it is.
    for document in scope.case.documents.iter().filter(|document| !document.broken && !document.is_copy()) {
        check_document(scope, document, reporter);
    }
}

pub(super) fn check_organisation(organisation: &Loaded<Organisation>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut reporter = Reporter::new(&RULE, &mut findings);
    if !organisation.broken {
        for (span, name) in all_missing(&organisation.tree, party::REQUIRED) {
            report(&mut reporter, organisation.place(Some(span)), &name);
        }
    }
    findings
}

fn check_document(scope: &Scope<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    let form = forms::choose(scope.packs, scope.case, document, scope.organisation, scope.form_override).ok();
    let beyond = form.iter().flat_map(|form| form.required.iter().map(String::as_str));
    for (span, name) in all_missing(&document.tree, document.kind.required.iter().copied().chain(beyond)) {
        report(reporter, document.place(Some(span)), &name);
    }
    if let Some(form) = form {
        check_extras(document, &form, reporter);
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

/// The boxes that only this municipality has: their values stand under `追加`.
fn check_extras(document: &Document, form: &forms::Form, reporter: &mut Reporter<'_>) {
    let written = document.tree.get("追加");
    let unknown: Vec<(&Entry, Option<&str>)> = unknown_extras(written, form);
    for extra in &form.extras {
        match written.and_then(|written| written.get(&extra.name)).filter(|node| !node.is_blank()) {
            None if extra.required && unknown.iter().all(|(_, near)| *near != Some(extra.name.as_str())) => {
                let place = document.place(written.map(|written| written.span));
                let help = format!("「追加:」の下に `{}: …` を書いてください", extra.name);
                reporter.report(place, format!("この様式の欄 `{}` がありません", extra.name)).help = Some(help);
            }
            None => {}
            Some(node) => {
                if let Some(help) = wrong_value(extra, node) {
                    let finding = reporter.report(
                        document.place(Some(node.span)),
                        format!("`{}` の値がこの様式に合いません", extra.name),
                    );
                    finding.code = "value-invalid";
                    finding.help = Some(help);
                }
            }
        }
    }
    for (entry, near) in unknown {
        let known: Vec<&str> = form.extras.iter().map(|extra| extra.name.as_str()).collect();
        let help = match near {
            Some(near) => format!("`{near}` ではありませんか"),
            None if known.is_empty() => "この様式に追加の欄はありません".to_owned(),
            None => format!("この様式の追加の欄: {}", known.join("、")),
        };
        let finding = reporter
            .report(document.place(Some(entry.key_span)), format!("`{}` はこの様式の追加の欄にありません", entry.key));
        finding.code = "unknown-key";
        finding.help = Some(help);
    }
}

/// What stands under `追加` and is no box of this form, with the box that may be meant.
fn unknown_extras<'a>(written: Option<&'a Node>, form: &'a forms::Form) -> Vec<(&'a Entry, Option<&'a str>)> {
    let Some(Node { value: Value::Map(entries), .. }) = written else { return Vec::new() };
    let names = || form.extras.iter().map(|extra| extra.name.as_str());
    let missing: Vec<&str> = names().filter(|name| entries.iter().all(|entry| entry.key != *name)).collect();
    let unknown = entries.iter().filter(|entry| names().all(|name| name != entry.key));
    unknown.map(|entry| (entry, nearest_key(&entry.key, missing.iter().copied()))).collect()
}

fn wrong_value(extra: &forms::Extra, node: &Node) -> Option<String> {
    if matches!(node.value, Value::Unread) {
        return None;
    }
    let Value::Text(text) = &node.value else { return Some("一つの値を書いてください".to_owned()) };
    match extra.kind {
        ExtraType::Text => None,
        ExtraType::YesNo => Answer::of(text).is_none().then(|| "有 か 無 を書いてください".to_owned()),
        ExtraType::Choice => (!extra.choices.contains(text))
            .then(|| format!("次のいずれかを書いてください: {}", extra.choices.join("、"))),
        ExtraType::Date => {
            text.parse::<Date>().is_err().then(|| "令和6年3月28日 のような日付を書いてください".to_owned())
        }
    }
}

/// A place and a name wherever a path of keys ends in nothing.
///
/// `計画期間.開始` asks for a key in a record that must be there, `支援[].支援目標` for a key in each item of a list,
/// `課題|ニーズ` at the end for one of the two. Where as many keys stand in a record that nobody knows as are missing
/// there, those are said to be unknown, and nothing is called missing: they may be what was meant.
fn all_missing<'a>(tree: &Node, paths: impl IntoIterator<Item = &'a str>) -> Vec<(Span, String)> {
    let mut all = Vec::new();
    for path in paths {
        missing_below(tree, Span::default(), path, &mut all);
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
