//! Markdown text to nodes: YAML front matter, and one key for each `##` heading, whose value is the text below it.

use super::characters::normalise;
use super::node::{Entry, Node, Value};
use super::yaml;
use crate::diagnostic::Diagnostic;
use crate::source::{Place, Source, Span};
use std::collections::HashMap;
use std::sync::Arc;

/// Parses a whole file. The result is one mapping: the front matter's keys, then the headings.
pub fn parse(source: &Arc<Source>, findings: &mut Vec<Diagnostic>) -> Node {
    let text = source.text();
    let whole = Span::new(0, text.len());
    let mut lines = lines(text);
    let Some((start, first)) = lines.next() else {
        return Node { span: whole, value: Value::Null };
    };
    if !is_fence(first) {
        let finding =
            Diagnostic::new("syntax-invalid", Place::new(source, source.line_span(1)), "前書き(---)で始まっていません");
        findings
            .push(finding.help("1 行目に「---」、続けて「種類: …」などの項目、終わりに「---」の行を書いてください"));
        return Node { span: whole, value: Value::Null };
    }
    let body_start = start + first.len();
    let Some((fence, closing)) = lines.find(|(_, line)| is_fence(line)) else {
        let finding = Diagnostic::new(
            "syntax-invalid",
            Place::new(source, source.line_span(1)),
            "前書きを閉じる「---」がありません",
        );
        findings.push(finding.help("項目を書き終えた次の行に「---」を書いてください"));
        return Node { span: whole, value: Value::Null };
    };
    let before = findings.len();
    let front = yaml::parse(source, body_start..fence, findings);
    let mut entries = match front.value {
        Value::Map(entries) => entries,
        // What would be missing is only unread: one finding says it.
        _ if findings.len() > before => return Node { span: whole, value: Value::Null },
        _ => Vec::new(),
    };
    let seen = entries.iter().map(|entry| (entry.key.clone(), entry.key_span)).collect();
    let mut sections = Sections { source, findings, entries: &mut entries, seen, open: None };
    let mut in_code = false;
    let mut end = fence + closing.len();
    for (at, line) in lines {
        in_code ^= line.trim_start().starts_with("```");
        match line.strip_prefix("## ") {
            Some(heading) if !in_code => sections.begin(at, heading),
            None if !in_code && is_slipped_heading(line) => sections.slipped(at, line),
            _ if sections.open.is_none() && !line.trim().is_empty() => sections.stray(at, line),
            _ => {}
        }
        end = at + line.len();
        if let Some(open) = &mut sections.open {
            open.end = end;
        }
    }
    sections.close();
    Node { span: Span::new(0, end), value: Value::Map(entries) }
}

struct Open {
    key: String,
    key_span: Span,
    start: usize,
    end: usize,
}

struct Sections<'a> {
    source: &'a Arc<Source>,
    findings: &'a mut Vec<Diagnostic>,
    entries: &'a mut Vec<Entry>,
    seen: HashMap<String, Span>,
    open: Option<Open>,
}

impl Sections<'_> {
    fn begin(&mut self, at: usize, heading: &str) {
        self.close();
        let start = at + "## ".len();
        let key_span = Span::new(start, start + heading.trim_end().len());
        let end = start + heading.len();
        self.open = Some(Open { key: normalise(heading.trim()).into_owned(), key_span, start: end, end });
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        if let Some(first) = self.seen.get(&open.key) {
            let finding = Diagnostic::new(
                "key-duplicate",
                Place::new(self.source, open.key_span),
                format!("`{}` が二度書かれています", open.key),
            );
            self.findings.push(
                finding
                    .related(Place::new(self.source, *first), "最初に書かれた所")
                    .help("見出しを一つにまとめてください"),
            );
            return;
        }
        self.seen.insert(open.key.clone(), open.key_span);
        let raw = &self.source.text()[open.start..open.end];
        let lead = raw.len() - raw.trim_start().len();
        let body = raw.trim();
        let span = Span::new(open.start + lead, open.start + lead + body.len());
        let value = match body {
            "" => Value::Null,
            body => Value::Text(normalise(&body.replace("\r\n", "\n")).into_owned()),
        };
        self.entries.push(Entry { key: open.key, key_span: open.key_span, node: Node { span, value } });
    }

    fn slipped(&mut self, at: usize, line: &str) {
        let span = Span::new(at, at + line.trim_end().len());
        let finding = Diagnostic::new(
            "syntax-invalid",
            Place::new(self.source, span),
            "見出しの書き方が違い、文として読まれます",
        );
        self.findings.push(finding.help("見出しなら、半角の「##」と半角の空白一つの後に欄の名前を書いてください"));
    }

    fn stray(&mut self, at: usize, line: &str) {
        let span = Span::new(at, at + line.trim_end().len());
        let finding =
            Diagnostic::new("syntax-invalid", Place::new(self.source, span), "どの見出しにも入らない文があります");
        self.findings.push(
            finding.help(
                "様式の欄の名前を「## 見出し」として前の行に書いてください。印刷されるのは見出しの下の文だけです",
            ),
        );
    }
}

/// Each line with its offset and its line break.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

/// `##見出し` without the space, or with full-width marks: CommonMark takes it for text.
fn is_slipped_heading(line: &str) -> bool {
    let rest = line.trim_start_matches(['#', '＃']);
    let marks = line.chars().count() - rest.chars().count();
    marks >= 2 && (line.contains('＃') || !rest.starts_with([' ', '\t'])) && !rest.trim().is_empty()
}

fn is_fence(line: &str) -> bool {
    let line = line.trim_end();
    line == "---" || line.strip_prefix("---").is_some_and(|rest| rest.trim_start().starts_with('#'))
}
