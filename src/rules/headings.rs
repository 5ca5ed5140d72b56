//! Lines of a record that name a box of its form and are no headings: what follows them stands in the box before.

use super::facts::Facts;
use super::rule::{Check, Reporter, Rule};
use crate::case::{Document, Format, Model};
use crate::diagnostic::{Code, Severity};
use crate::record::{Node, Value, normalise};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    code: Code::new("heading-unread"),
    summary: "欄の名前の行が、見出しとして読まれていない",
    explanation: include_str!("heading-unread.md"),
    checks: &[Check::Paper(check)],
    ..Rule::BASE
};

/// What people put around a heading.
const ORNAMENTS: &[char] = &[
    '#', '＃', '*', '＊', '_', '■', '□', '◆', '◇', '●', '○', '◎', '★', '☆', '▼', '▽', '▲', '△', '▶', '・', '-', '>',
    '=', '【', '】', '〔', '〕', '［', '］', '[', ']', '〈', '〉', '《', '》', '<', '>', '＜', '＞', '「', '」', '『',
    '』', ':', '：', '.', '．', '、', ')', '）', '(', '（', ' ', '\t', '\r', '\u{3000}',
];

struct HeadingSlip {
    name: String,
    span: Span,
    /// `# 決定事項`: nothing but a heading is written like this.
    is_marked: bool,
}

fn check(_: &Facts<'_>, document: &Document, reporter: &mut Reporter<'_>) {
    if document.kind.format != Format::Markdown {
        return;
    }
    for slip in slips(document) {
        let is_unread = |node: &Node| node.is_blank() || matches!(node.value, Value::Unread);
        let is_missing = document.tree.get(&slip.name).is_none_or(is_unread);
        if !is_missing && !slip.is_marked {
            continue;
        }
        let message = format!("欄の名前「{}」の行が、見出しとして読まれていません", slip.name);
        let finding = reporter.report(slip.span.place(), message);
        if !(is_missing && slip.is_marked) {
            finding.severity = Severity::Warning;
        }
        finding.help = Some(format!(
            "欄の見出しなら「## {}」と書いてください。このままでは、後の文が前の欄に印刷されます",
            slip.name
        ));
    }
}

/// The lines below a heading that are only the name of a box.
fn slips(document: &Document) -> Vec<HeadingSlip> {
    let Value::Map(entries) = &document.tree.value else { return Vec::new() };
    let mut names: Option<Vec<String>> = None;
    let mut found = Vec::new();
    for entry in entries.iter().filter(|entry| matches!(entry.node.value, Value::Text(_))) {
        let start = entry.node.span.start as usize;
        // The front matter has no headings.
        if !document.source.text()[..entry.key_span.start as usize].trim_end_matches([' ', '\t']).ends_with("##") {
            continue;
        }
        let mut at = start;
        for line in document.source.text()[entry.node.span.range()].split_inclusive('\n') {
            let words = line.trim_end();
            let name = name_of(words);
            if !name.is_empty() && name.chars().count() <= LONGEST {
                let names = names.get_or_insert_with(|| boxes(&document.model));
                if names.contains(&name) && !is_said(words) {
                    let span = entry.node.span.part(at..at + words.len());
                    let is_marked = words.trim_start_matches([' ', '\t', '>', '-']).starts_with(['#', '＃']);
                    found.push(HeadingSlip { name, span, is_marked });
                }
            }
            at += line.len();
        }
    }
    found
}

/// No box has a longer name.
const LONGEST: usize = 24;

/// A line without its ornaments and without a number before it.
fn name_of(line: &str) -> String {
    let line = normalise(line);
    let words = line.trim_matches(ORNAMENTS);
    let numbered = words.trim_start_matches(|c: char| c.is_numeric());
    // `課題(ニーズ)` ends with what is an ornament elsewhere.
    let closing = if numbered.contains('(') && line.contains(&format!("{numbered})")) { ")" } else { "" };
    format!("{}{closing}", numbered.trim_start_matches(ORNAMENTS))
}

/// `##決定事項` and full-width marks are said by the loader.
fn is_said(line: &str) -> bool {
    let rest = line.trim_start_matches(['#', '＃']);
    let marks = line.chars().count() - rest.chars().count();
    marks >= 2 && (line.contains('＃') || !rest.starts_with([' ', '\t']))
}

/// The names of a record's fields.
fn boxes(model: &Model) -> Vec<String> {
    let value = match model {
        Model::Assessment(record) => serde_json::to_value(record),
        Model::Meeting(record) => serde_json::to_value(record),
        Model::Interview(record) => serde_json::to_value(record),
        _ => return Vec::new(),
    };
    match value {
        Ok(serde_json::Value::Object(map)) => map.into_iter().map(|(name, _)| name).collect(),
        _ => Vec::new(),
    }
}
