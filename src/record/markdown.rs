//! Markdown text to nodes: YAML front matter, and one key for each `##` heading, whose value is the text below it.

use super::characters::normalise;
use super::node::{Entry, Node, Value};
use super::yaml;
use crate::diagnostic::{Code, Diagnostic};
use crate::prose::printed_part;
use crate::source::{Source, Span};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// Parses a whole file. The result is one mapping: the front matter's keys, then the headings.
pub fn parse(source: &Arc<Source>, findings: &mut Vec<Diagnostic>) -> Node {
    let text = source.text();
    let whole = source.span(0..text.len());
    let mut lines = lines(text);
    let Some((start, first)) = lines.next() else {
        return Node { span: whole, value: Value::Null };
    };
    if !is_fence(first) {
        let finding =
            Diagnostic::new(Code::SYNTAX_INVALID, source.line_span(1).place(), "前書き(---)で始まっていません");
        findings
            .push(finding.help("1 行目に「---」、続けて「種類: …」などの項目、終わりに「---」の行を書いてください"));
        return Node { span: whole, value: Value::Null };
    }
    let body_start = start + first.len();
    let Some((fence, closing)) = lines.find(|(_, line)| is_fence(line)) else {
        let finding =
            Diagnostic::new(Code::SYNTAX_INVALID, source.line_span(1).place(), "前書きを閉じる「---」がありません");
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
    let mut sections = Sections { source, findings, entries: &mut entries, seen, open: None, strayed: false };
    let mut end = fence + closing.len();
    let fences = Fences::of(&text[end..]);
    for (at, line) in lines {
        let in_code = fences.hide(at - (fence + closing.len()));
        match heading(line) {
            Some(heading) if !in_code => sections.begin(at, line, &heading),
            None if !in_code && is_slipped_heading(line) => sections.slipped(at, line),
            None if !in_code && sections.open.is_none() && line.starts_with(['#', '＃']) => sections.slipped(at, line),
            _ if sections.open.is_none() && !line.trim().is_empty() => sections.stray(at, line),
            _ => {}
        }
        end = at + line.len();
        if let Some(open) = &mut sections.open {
            open.end = end;
        }
    }
    sections.close();
    Node { span: source.span(0..end), value: Value::Map(entries) }
}

struct OpenSection {
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
    open: Option<OpenSection>,
    /// Whether text above the first heading was said.
    strayed: bool,
}

impl Sections<'_> {
    /// Begins the section of this heading, whose words stand at a range of its line.
    fn begin(&mut self, at: usize, line: &str, heading: &Range<usize>) {
        self.close();
        let key_span = self.source.span(at + heading.start..at + heading.end);
        let end = at + line.len();
        self.open =
            Some(OpenSection { key: normalise(&line[heading.clone()]).into_owned(), key_span, start: end, end });
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let node = self.text_of(&open);
        if let Some(first) = self.seen.get(&open.key) {
            let finding = Diagnostic::new(
                Code::KEY_DUPLICATE,
                open.key_span.place(),
                format!("`{}` が二度書かれています", open.key),
            );
            self.findings
                .push(finding.related(first.place(), "最初に書かれた所").help("見出しを一つにまとめてください"));
            // Where the first stands alone, the text belongs to both.
            let empty = self.entries.iter_mut().find(|entry| entry.key == open.key && entry.node.is_blank());
            if let Some(first) = empty {
                first.node = node;
            }
            return;
        }
        self.seen.insert(open.key.clone(), open.key_span);
        self.entries.push(Entry { key: open.key, key_span: open.key_span, node });
    }

    /// What stands below a heading.
    fn text_of(&self, open: &OpenSection) -> Node {
        let raw = &self.source.text()[open.start..open.end];
        // A wide blank that begins the first line was written.
        let printed = printed_part(raw);
        let body = &raw[printed.clone()];
        let start = open.start + if body.is_empty() { 0 } else { printed.start };
        let span = self.source.span(start..start + body.len());
        let value = match body {
            body if body.trim().is_empty() => Value::Null,
            body => Value::Text(normalise(&body.replace("\r\n", "\n")).into_owned()),
        };
        Node { span, value }
    }

    fn slipped(&mut self, at: usize, line: &str) {
        let span = self.source.span(at..at + line.trim_end().len());
        let finding = Diagnostic::new(Code::SYNTAX_INVALID, span.place(), "見出しの書き方が違い、文として読まれます");
        self.findings.push(finding.help("見出しなら、半角の「##」と半角の空白一つの後に欄の名前を書いてください"));
        // What was meant for a heading is taken for one: what stands below it is missing nowhere.
        let lead = line.len() - line.trim_start_matches(['#', '＃', ' ', '\t', '\u{3000}']).len();
        let name = line[lead..].trim_end();
        self.close();
        let end = at + line.len();
        let key_span = self.source.span(at + lead..at + lead + name.len());
        self.open = Some(OpenSection { key: normalise(name).into_owned(), key_span, start: end, end });
    }

    fn stray(&mut self, at: usize, line: &str) {
        // The first line says it for all of them.
        if std::mem::replace(&mut self.strayed, true) {
            return;
        }
        let span = self.source.span(at..at + line.trim_end().len());
        let finding = Diagnostic::new(Code::SYNTAX_INVALID, span.place(), "どの見出しにも入らない文があります");
        let name = undressed(line);
        let help = match name.chars().count() {
            1..=LONGEST_NAME if !name.contains('。') => {
                format!("「{name}」が欄の名前なら「## {name}」と書いてください。印刷されるのは見出しの下の文だけです")
            }
            _ => "様式の欄の名前を「## 見出し」として前の行に書いてください。印刷されるのは見出しの下の文だけです"
                .to_owned(),
        };
        self.findings.push(finding.help(help));
        // A box that is missing may be what this text was written for.
        self.entries.push(Entry::unread("", span));
    }
}

/// No box has a longer name.
const LONGEST_NAME: usize = 24;

/// What people put behind a heading that they have dressed up.
const ENDS: &[char] =
    &['*', '＊', '_', '#', '】', '〕', '］', ']', '〉', '》', '>', '＞', '」', '』', ':', '：', ' ', '\u{3000}'];

/// The words of a line without what people put around a heading.
pub(super) fn undressed(line: &str) -> &str {
    line.trim().trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end_matches(ENDS)
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

/// Where the words of a heading stand in its line: up to three blanks, `##`, a blank; a closing `##` is none of them.
fn heading(line: &str) -> Option<Range<usize>> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let rest = line[indent..].strip_prefix("##").filter(|_| indent <= 3)?;
    if !rest.trim_end().is_empty() && !rest.starts_with([' ', '\t']) {
        return None;
    }
    let words = rest.trim();
    let open = words.trim_end_matches('#');
    let words = if open.is_empty() || open.ends_with([' ', '\t']) { open.trim_end() } else { words };
    let start = line.len() - rest.len() + (rest.len() - rest.trim_start().len());
    Some(start..start + words.len())
}

/// The regions between two fences (` ``` `, `~~~`), in which nothing is a heading. A fence that nothing closes is text.
struct Fences(Vec<Range<usize>>);

impl Fences {
    fn of(text: &str) -> Self {
        let fences: Vec<(usize, Fence)> = lines(text).filter_map(|(at, line)| Some((at, Fence::of(line)?))).collect();
        let mut regions = Vec::new();
        // For each sign, the length from which on nothing closes any more.
        let mut unclosed = [usize::MAX; 2];
        let mut index = 0;
        while let Some((at, fence)) = fences.get(index) {
            index += 1;
            let unclosed = &mut unclosed[usize::from(fence.is_tilde)];
            if !fence.opens || fence.length >= *unclosed {
                continue;
            }
            match fences[index..].iter().position(|(_, other)| other.closes(fence)) {
                Some(steps) => {
                    index += steps + 1;
                    regions.push(*at..fences[index - 1].0);
                }
                None => *unclosed = fence.length,
            }
        }
        Self(regions)
    }

    fn hide(&self, at: usize) -> bool {
        let index = self.0.partition_point(|region| region.end < at);
        self.0.get(index).is_some_and(|region| region.contains(&at))
    }
}

struct Fence {
    is_tilde: bool,
    length: usize,
    /// A line such as ```` ```いれて``` ```` opens nothing.
    opens: bool,
    /// Nothing stands behind it.
    is_bare: bool,
}

impl Fence {
    fn of(line: &str) -> Option<Self> {
        let rest = line.trim_start_matches(' ');
        let sign = rest.chars().next().filter(|c| matches!(c, '`' | '~') && line.len() - rest.len() <= 3)?;
        let info = rest.trim_start_matches(sign);
        let length = rest.len() - info.len();
        let opens = sign == '~' || !info.contains('`');
        (length >= 3).then(|| Self { is_tilde: sign == '~', length, opens, is_bare: info.trim().is_empty() })
    }

    fn closes(&self, open: &Self) -> bool {
        self.is_bare && self.is_tilde == open.is_tilde && self.length >= open.length
    }
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

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::record::Value;
    use crate::source::Source;

    /// The headings of a body with their texts, and how many findings it has.
    fn sections(body: &str) -> (Vec<(String, String)>, usize) {
        let mut findings = Vec::new();
        let tree = parse(&Source::new("a.md", format!("---\nk: v\n---\n{body}")), &mut findings);
        let Value::Map(entries) = tree.value else { panic!("a mapping") };
        let text = |value: Value| if let Value::Text(text) = value { text } else { String::new() };
        (entries.into_iter().skip(1).map(|entry| (entry.key, text(entry.node.value))).collect(), findings.len())
    }

    fn heads(body: &str) -> Vec<String> {
        sections(body).0.into_iter().map(|(head, _)| head).collect()
    }

    #[test]
    fn a_heading_is_what_commonmark_says() {
        assert_eq!(
            heads("## 一\nあ\n ## 二\n   ## 三\n##\t四\n## 五 ##\n##  六#\r\n    ## 七\n"),
            ["一", "二", "三", "四", "五", "六#"]
        );
    }

    #[test]
    fn only_a_fence_that_is_closed_hides_headings() {
        assert_eq!(heads("## 一\n```いれて``` と言う\n## 二\n"), ["一", "二"]);
        assert_eq!(heads("## 一\n```\n## 二\n```\n## 三\n"), ["一", "三"]);
        assert_eq!(heads("## 一\n~~~~ a\n## 二\n~~~\n```\n~~~~\n## 三\n"), ["一", "三"]);
        assert_eq!(heads("## 一\n```\n## 二\n"), ["一", "二"]);
    }

    #[test]
    fn a_text_keeps_the_wide_blank_it_begins_with() {
        assert_eq!(sections("## 一\n\n　あ\n　い\n\n").0[0].1, "　あ\n　い");
        assert_eq!(sections("## 一\n　\n## 二\n").0[0].1, "");
    }

    #[test]
    fn text_above_the_first_heading_is_said_once() {
        assert_eq!(sections("一\n二\n\n三\n## 四\n").1, 1);
    }
}
