//! YAML text to nodes. Scalars are taken as written; slips of a Japanese keyboard get their own message.

use super::characters::normalise;
use super::node::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Place, Source, Span};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::budget::BudgetBreach;
use serde_yaml::{DuplicateKeyPolicy, Error, Location, Spanned};
use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// Deeper nesting than this is no form.
const MAX_DEPTH: usize = 40;
const WIDE_INDENT: &str = "字下げに全角の空白が使われています";
const WIDE_INDENT_REMEDY: &str = "半角の空白に直してください。一段は空白 2 つです";

/// More nodes than this, aliases counted each time, is no form.
const MAX_NODES: usize = 200_000;

/// Parses the part `range` of `source` (all of it, or a Markdown file's front matter).
///
/// A file that is not YAML gives an empty node and a finding that says where and why.
pub fn parse(source: &Arc<Source>, range: Range<usize>, findings: &mut Vec<Diagnostic>) -> Node {
    let text = &source.text()[range.clone()];
    let budget = serde_yaml::budget! { max_depth: MAX_DEPTH, max_nodes: MAX_NODES };
    let options = serde_yaml::options! {
        budget: budget,
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        with_snippet: false,
        emit_comments: false,
    };
    match serde_yaml::from_str_with_options::<Option<Spanned<Raw>>>(text, options) {
        Ok(None) => Node { span: Span::new(range.start, range.start), value: Value::Null },
        Ok(Some(raw)) => Builder { source, text, offset: range.start, findings }.node(raw),
        Err(error) => {
            findings.push(syntax_finding(source, &range, &error));
            Node { span: Span::new(range.start, range.start), value: Value::Null }
        }
    }
}

/// A node as the parser hands it over: scalars that it took for numbers or truth values have lost their spelling.
enum Raw {
    Text(String),
    Respelled,
    Null,
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("YAML")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Respelled)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Respelled)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Respelled)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Respelled)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Respelled)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Respelled)
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Raw, E> {
        Ok(Raw::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Map(entries))
    }
}

/// Gives every raw node its span in the file and its spelling, and reports keys that stand twice.
struct Builder<'a> {
    source: &'a Arc<Source>,
    text: &'a str,
    offset: usize,
    findings: &'a mut Vec<Diagnostic>,
}

impl Builder<'_> {
    fn node(&mut self, raw: Spanned<Raw>) -> Node {
        let span = self.span(raw.referenced);
        if matches!(raw.value, Raw::Text(_) | Raw::Respelled) {
            self.check_comment(span);
        }
        let value = match raw.value {
            Raw::Null => Value::Null,
            Raw::Text(text) => Value::Text(normalise(text.trim_end()).into_owned()),
            Raw::Respelled => Value::Text(self.spelling(raw.defined).to_owned()),
            Raw::List(items) => Value::List(items.into_iter().map(|item| self.node(item)).collect()),
            Raw::Map(entries) => Value::Map(self.entries(entries)),
        };
        Node { span, value }
    }

    fn entries(&mut self, entries: Vec<(Spanned<String>, Spanned<Raw>)>) -> Vec<Entry> {
        let mut seen: HashMap<String, Span> = HashMap::with_capacity(entries.len());
        let mut kept = Vec::with_capacity(entries.len());
        for (key, raw) in entries {
            let key_span = self.span(key.referenced);
            if key.value.starts_with('\u{3000}') {
                let finding = Diagnostic::new("syntax-invalid", Place::new(self.source, key_span), WIDE_INDENT);
                self.findings.push(finding.help(WIDE_INDENT_REMEDY));
                continue;
            }
            let key = normalise(key.value.trim()).into_owned();
            if let Some(first) = seen.get(&key) {
                let finding = Diagnostic::new(
                    "key-duplicate",
                    Place::new(self.source, key_span),
                    format!("`{key}` が二度書かれています"),
                );
                self.findings.push(
                    finding
                        .related(Place::new(self.source, *first), "最初に書かれた所")
                        .help("どちらか一つを残してください。残すまで、最初の方だけを使います"),
                );
                continue;
            }
            seen.insert(key.clone(), key_span);
            kept.push(Entry { key, key_span, node: self.node(raw) });
        }
        kept
    }

    /// `遊び #工作`: what follows one space and a `#` is a comment to YAML, and would be missing from the paper. A
    /// comment that is meant stands behind two spaces or on its own line.
    fn check_comment(&mut self, span: Span) {
        let text = self.source.text();
        let rest = &text[span.end as usize..];
        let line = rest.split('\n').next().unwrap_or_default().trim_end();
        if line.starts_with(" #") && !text[span.range()].starts_with(['"', '\'', '|', '>']) {
            let place = Place::new(self.source, Span::new(span.end as usize + 1, span.end as usize + line.len()));
            let finding =
                Diagnostic::new("comment-in-value", place, "「#」から後はコメントとして読まれ、印刷されません");
            self.findings.push(
                finding.severity(Severity::Warning).help(
                    "値の一部なら全体を \" \" で囲んでください。コメントなら「#」の前の空白を 2 つにしてください",
                ),
            );
        }
    }

    fn span(&self, location: Location) -> Span {
        let (start, end) = bytes(location, self.text);
        Span::new(self.offset + start, self.offset + end)
    }

    fn spelling(&self, location: Location) -> &str {
        let (start, end) = bytes(location, self.text);
        self.text[start..end].trim()
    }
}

/// Start and end of a location. What the scanner stumbles over has a line and a column only.
fn bytes(location: Location, text: &str) -> (usize, usize) {
    let span = location.span();
    let start = span.byte_offset().map_or_else(|| from_line(location, text), |at| at as usize).min(text.len());
    let end = start + span.byte_len().map_or(0, |len| len as usize);
    let end = end.min(text.len());
    (start, start + text[start..end].trim_end().len())
}

fn from_line(location: Location, text: &str) -> usize {
    let line = usize::try_from(location.line()).unwrap_or(1).saturating_sub(1);
    let column = usize::try_from(location.column()).unwrap_or(1).saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    start + text[start..].chars().take(column).take_while(|c| *c != '\n').map(char::len_utf8).sum::<usize>()
}

fn syntax_finding(source: &Arc<Source>, range: &Range<usize>, error: &Error) -> Diagnostic {
    let location = error.location();
    let at = location.map_or(range.start, |location| range.start + bytes(location, &source.text()[range.clone()]).0);
    let (line, _) = source.line_column(at);
    let first = source.line_column(range.start).0;
    if let Some(slip) = keyboard_slip(source, line.saturating_sub(2).max(first)..=line + 1) {
        return slip;
    }
    let (message, help) = describe(error);
    Diagnostic::new("syntax-invalid", Place::new(source, Span::new(at, at)), message).help(help)
}

/// What people type by mistake where YAML breaks: a full-width colon, a tab, a full-width space.
fn keyboard_slip(source: &Arc<Source>, lines: std::ops::RangeInclusive<usize>) -> Option<Diagnostic> {
    for line in lines.rev() {
        if is_in_block_text(source, line) {
            continue;
        }
        let span = source.line_span(line);
        let text = &source.text()[span.range()];
        let indent = &text[..text.len() - text.trim_start().len()];
        let found = |at: usize, len: usize, message: &str, help: &str| {
            let start = span.start as usize + at;
            Some(
                Diagnostic::new("syntax-invalid", Place::new(source, Span::new(start, start + len)), message)
                    .help(help),
            )
        };
        if let Some(at) = indent.find('\t') {
            return found(
                at,
                1,
                "字下げにタブが使われています",
                "タブを半角の空白に直してください。一段は空白 2 つです",
            );
        }
        if let Some(at) = indent.find('\u{3000}') {
            return found(at, 3, WIDE_INDENT, WIDE_INDENT_REMEDY);
        }
        let body = text.trim_start().trim_start_matches("- ");
        if let Some(at) = body.find('：')
            && !body[..at].contains([' ', ':', '"', '\'', '{', '['])
            && at > 0
        {
            let at = text.len() - body.len() + at;
            return found(at, 3, "項目名の後が全角の「：」です", "半角の「: 」(コロンと空白)に直してください");
        }
    }
    None
}

/// Whether a line belongs to a text under `|` or `>`, where everything is allowed.
fn is_in_block_text(source: &Source, line: usize) -> bool {
    let text = |line| &source.text()[source.line_span(line).range()];
    let depth = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let mut inner = depth(text(line));
    for above in (1..line).rev().map(text).filter(|above| !above.trim().is_empty()) {
        if depth(above) < inner {
            if above.trim_end().trim_end_matches(['-', '+']).ends_with(['|', '>']) {
                return true;
            }
            inner = depth(above);
        }
    }
    false
}

const TOO_DEEP: &str = "括弧や字下げの付け方を見直してください";
const QUOTES: &str = "引用符の閉じ忘れを見てください。文の中に \" や ' があるときは「|」の次の行から書きます";
const BRACKETS: &str = "括弧 [ ] { } の閉じ忘れと、中の「, 」を見てください";
const COLONS: &str =
    "字下げと「: 」の後の空白を見てください。「: 」や「#」を含む文は \" \" で囲むか「|」の次の行から書きます";

/// What the scanner's own words mean: a part of them, what is wrong, what to do.
const SCANNER: [(&str, &str, &str); 13] = [
    ("recursion limit", "入れ子が深すぎます", TOO_DEEP),
    ("tab", "字下げにタブが使われています", "タブを半角の空白に直してください。一段は空白 2 つです"),
    ("quote", "引用符が閉じていません", QUOTES),
    ("quoted scalar", "引用符の後に余分な文字があります", QUOTES),
    ("flow", "括弧の中の書き方に誤りがあります", BRACKETS),
    ("illegal placement", "「:」の置ける所ではありません。前の行の括弧が閉じていない恐れがあります", BRACKETS),
    ("mapping values are not allowed", "「: 」の置ける所ではありません", COLONS),
    ("expected ':'", "項目名の後に「: 」がありません", COLONS),
    ("block", "字下げがそろっていません", COLONS),
    ("indent", "字下げがそろっていません", COLONS),
    ("anchor", "「&」や「*」で始まる値の書き方に誤りがあります", "その値全体を \" \" で囲んでください"),
    ("cannot start", "この記号で値を始めることはできません", "その値全体を \" \" で囲んでください"),
    ("escape", "引用符の中の「\\」の使い方に誤りがあります", "' ' で囲むか「|」の次の行から書いてください"),
];

/// The parser's reason in Japanese, and what to do.
fn describe(error: &Error) -> (String, &'static str) {
    let mut error = error;
    while let Error::WithSnippet { error: inner, .. } | Error::AliasError { error: inner, .. } = error {
        error = inner;
    }
    match error {
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => {
            (format!("入れ子が深すぎます(上限 {MAX_DEPTH} 段)"), TOO_DEEP)
        }
        Error::Budget { .. } | Error::AliasReplayLimitExceeded { .. } | Error::AliasExpansionLimitExceeded { .. } => (
            "中身が多すぎます。アンカー(&)とエイリアス(*)で膨らんでいる恐れがあります".to_owned(),
            "アンカーとエイリアスを使わずに書いてください",
        ),
        Error::UnknownAnchor { .. } => {
            ("エイリアス(*)の指す先がありません".to_owned(), "文が「*」で始まるときは全体を \" \" で囲んでください")
        }
        Error::MultipleDocuments { .. } => (
            "一つのファイルに「---」で区切られた文書が二つ以上あります".to_owned(),
            "「---」の行を取るか、ファイルを分けてください",
        ),
        Error::Eof { .. } => {
            ("ファイルが途中で終わっています".to_owned(), "閉じていない括弧や引用符がないか見てください")
        }
        other => {
            let words = other.to_string();
            match SCANNER.iter().find(|(part, ..)| words.contains(part)) {
                Some((_, message, help)) => (format!("YAML として読めません: {message}"), help),
                None => ("YAML として読めません".to_owned(), COLONS),
            }
        }
    }
}
