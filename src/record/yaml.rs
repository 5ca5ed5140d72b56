//! YAML text to nodes. Scalars are taken as written; slips of a Japanese keyboard get their own message.

use super::characters::normalise;
use super::node::{Entry, Node, Value};
use super::slip;
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

/// More nodes than this, aliases counted each time, is no form.
const MAX_NODES: usize = 200_000;

/// Parses the part `range` of `source` (all of it, or a Markdown file's front matter).
///
/// A file that is not YAML gives an empty node and a finding that says where and why.
pub fn parse(source: &Arc<Source>, range: Range<usize>, findings: &mut Vec<Diagnostic>) -> Node {
    let nothing = Node { span: Span::new(range.start, range.start), value: Value::Null };
    if let Some(conflict) = slip::conflict(source) {
        findings.push(conflict);
        return nothing;
    }
    let text = &source.text()[range.clone()];
    let budget = serde_yaml::budget! { max_depth: MAX_DEPTH, max_nodes: MAX_NODES };
    let options = serde_yaml::options! {
        budget: budget,
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        with_snippet: false,
        emit_comments: false,
    };
    match serde_yaml::from_str_with_options::<Option<Spanned<Raw>>>(text, options) {
        Ok(None) => nothing,
        Ok(Some(raw)) => {
            Builder { source, comments: text.contains(" #"), text, offset: range.start, findings, shifted: Vec::new() }
                .node(raw)
        }
        Err(error) => {
            findings.push(syntax_finding(source, &range, &error));
            nothing
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
    /// Whether the file has a comment behind a value at all.
    comments: bool,
    text: &'a str,
    offset: usize,
    findings: &'a mut Vec<Diagnostic>,
    /// Keys that stand in a record and belong into the one around it.
    shifted: Vec<(String, Span)>,
}

impl Builder<'_> {
    fn node(&mut self, raw: Spanned<Raw>) -> Node {
        let span = self.span(raw.referenced);
        let in_block = matches!(raw.value, Raw::List(_) | Raw::Map(_)) && !self.starts_bracket(span);
        if !in_block {
            self.check_comment(span);
        }
        if !in_block && self.is_swallowed(span) {
            return Node { span, value: Value::Unread };
        }
        let value = match raw.value {
            Raw::Null => Value::Null,
            Raw::Text(text) => Value::Text(normalise(text.trim_end()).into_owned()),
            Raw::Respelled => Value::Text(self.spelling(raw.defined).to_owned()),
            Raw::List(items) => Value::List(self.items(items, self.line_start(span.start))),
            Raw::Map(entries) => Value::Map(self.entries(entries)),
        };
        Node { span, value }
    }

    fn items(&mut self, items: Vec<Spanned<Raw>>, start: u32) -> Vec<Node> {
        let mut nodes = Vec::with_capacity(items.len());
        for item in items {
            let mut item = item;
            let next = match &mut item.value {
                Raw::Map(entries) => self.without_hyphen(entries),
                _ => None,
            };
            let node = self.node(item);
            nodes.push(match node.value {
                Value::Null => {
                    let hyphen = self.hyphen_behind(nodes.last().map_or(start, |before: &Node| before.span.end));
                    hyphen.and_then(|hyphen| self.lost(hyphen, "- ")).unwrap_or(node)
                }
                _ => node,
            });
            nodes.extend(next);
        }
        nodes
    }

    fn line_start(&self, at: u32) -> u32 {
        let before = &self.source.text()[..at as usize];
        before.rfind('\n').map_or(0, |found| u32::try_from(found + 1).unwrap_or(at))
    }

    /// The next hyphen that begins a line, from the line on in which a place lies.
    fn hyphen_behind(&self, from: u32) -> Option<Span> {
        let text = self.source.text();
        let mut at = text[..from as usize].rfind('\n').map_or(0, |at| at + 1);
        for line in text[at..].split_inclusive('\n') {
            let hyphen = at + line.len() - line.trim_start_matches(' ').len();
            if hyphen >= from as usize && line.trim_start_matches(' ').starts_with("- ") {
                return Some(Span::new(hyphen, hyphen + 1));
            }
            at += line.len();
        }
        None
    }

    /// An item that has lost its `- ` goes on with the record above: its keys all stand there already. They are taken out,
    /// and the item is unread.
    fn without_hyphen(&mut self, entries: &mut Vec<(Spanned<String>, Spanned<Raw>)>) -> Option<Node> {
        let again = |at: usize| entries[..at].iter().any(|(key, _)| key.value == entries[at].0.value);
        let first = (1..entries.len()).find(|at| again(*at))?;
        let twice = (first..entries.len()).filter(|at| again(*at)).count();
        let key_span = self.span(entries[first].0.referenced);
        let lead = self.source.text()[..key_span.start as usize].rsplit('\n').next().unwrap_or_default();
        if twice < 2 || !lead.trim().is_empty() {
            return None;
        }
        let key = &entries[first].0.value;
        let end = entries.last().map_or(key_span, |(_, value)| self.span(value.referenced)).end;
        let place = Place::new(self.source, Span { end: end.max(key_span.end), ..key_span });
        let finding = Diagnostic::new(
            "syntax-invalid",
            place,
            format!("`{key}` から次の項目のようですが、行頭の「- 」がありません"),
        );
        self.findings.push(finding.help(format!("「- {key}: …」のように、この行を「- 」で始めてください")));
        entries.truncate(first);
        Some(Node { span: key_span, value: Value::Unread })
    }

    fn entries(&mut self, entries: Vec<(Spanned<String>, Spanned<Raw>)>) -> Vec<Entry> {
        let mut seen: HashMap<String, Span> = HashMap::with_capacity(entries.len());
        let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
        let mut in_shifted = false;
        for (key, raw) in entries {
            let key_span = self.span(key.referenced);
            let key = normalise(key.value.trim_end().trim_start_matches([' ', '\t', '\r', '\n'])).into_owned();
            if let Some(first) = seen.get(&key) {
                if let Some((parent, at)) = self.parent_of(&mut kept, &key, key_span) {
                    self.shifted.push((parent, at));
                    in_shifted = true;
                }
                if in_shifted {
                    let end = self.span(raw.referenced).end;
                    if let Some(finding) = self.findings.last_mut() {
                        finding.place.span.end = finding.place.span.end.max(end);
                    }
                    continue;
                }
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
            let mut node = self.node(raw);
            kept.extend(self.shifted.drain(..).map(|(key, at)| Entry::unread(&key, at)));
            if matches!(node.value, Value::Null)
                && let Some(lost) = self.lost(key_span, ":")
            {
                node = lost;
            }
            kept.push(Entry { key, key_span, node });
        }
        kept
    }

    /// `短期目標:` one step too deep, with its own lines behind it, whose keys stand above already: the key without a value
    /// is taken out, since it belongs into the record around this one.
    fn parent_of(&mut self, kept: &mut Vec<Entry>, key: &str, again: Span) -> Option<(String, Span)> {
        let last = kept.last().filter(|entry| matches!(entry.node.value, Value::Null) && entry.key != key)?;
        let column = |span: Span| self.source.line_column(span.start as usize).1;
        let is_next = self.source.line_column(again.start as usize).0
            == self.source.line_column(last.key_span.start as usize).0 + 1;
        if !is_next || column(last.key_span) != column(again) {
            return None;
        }
        let indent = column(again) - 1;
        let place = Place::new(self.source, last.key_span);
        let message = format!("`{}` の字下げが、下の行と同じ {indent} 字です", last.key);
        let help = format!("`{}` の前の半角の空白を {} つにしてください", last.key, indent.saturating_sub(2));
        self.findings.push(Diagnostic::new("syntax-invalid", place, message).help(help));
        kept.pop().map(|entry| (entry.key, entry.key_span))
    }

    /// What stands where a value should be and is none to YAML: a comment that was meant as a text, or a sign that YAML
    /// keeps for itself. `before` is the place that ends with `mark`.
    fn lost(&mut self, before: Span, mark: &str) -> Option<Node> {
        let text = self.source.text();
        let rest = text[before.end as usize..].split('\n').next().unwrap_or_default();
        let behind = match mark {
            ":" => rest.trim_start_matches(['"', '\'', ' ']).strip_prefix(':')?,
            _ => rest,
        };
        let line = behind.trim_end();
        let value = line.trim_start_matches([' ', '-']);
        let at = before.end as usize + (rest.len() - behind.len()) + (line.len() - value.len());
        let span = Span::new(at, at + value.len());
        let finding = match value.chars().next()? {
            '#' if line.len() - value.len() <= 1 || mark == "- " => Diagnostic::new(
                "comment-in-value",
                Place::new(self.source, span),
                "「#」で始まる値はコメント(覚え書き)として読まれ、この欄は空になります",
            )
            .help("値なら全体を \" \" で囲んでください。コメントなら「#」の前の空白を 2 つにしてください"),
            sign @ ('&' | '!') => self.sign(span, sign),
            _ => return None,
        };
        self.findings.push(finding);
        Some(Node { span, value: Value::Unread })
    }

    fn sign(&self, span: Span, sign: char) -> Diagnostic {
        let message = format!("値が「{sign}」で始まっています。この記号から空白までは読まれません");
        Diagnostic::new("syntax-invalid", Place::new(self.source, span), message)
            .help("値全体を \" \" で囲むか、「|」の次の行から書いてください")
    }

    /// `備考: &本人 は…` and `!重要 …`: what begins with these signs is a name for the value, and no part of it.
    fn is_swallowed(&mut self, span: Span) -> bool {
        let text = self.source.text();
        let line = text[..span.start as usize].rsplit('\n').next().unwrap_or_default();
        let Some(word) =
            line.strip_suffix(' ').map(str::trim_end).and_then(|lead| lead.rsplit([' ', '[', '{', ',']).next())
        else {
            return false;
        };
        let Some(sign) = word.chars().next().filter(|sign| ['&', '!'].contains(sign)) else { return false };
        // A name that is used further down was meant as one.
        if sign == '&' && text.contains(&format!("*{}", &word[1..])) {
            return false;
        }
        let start = span.start as usize - (line.len() - line.rfind(word).unwrap_or_default());
        let end = (span.end as usize).max(start + word.len());
        self.findings.push(self.sign(Span::new(start, end), sign));
        true
    }

    fn starts_bracket(&self, span: Span) -> bool {
        self.source.text()[span.start as usize..].starts_with(['[', '{'])
    }

    /// `遊び #工作`: what follows one space and a `#` is a comment to YAML, and would be missing from the paper. A
    /// comment that is meant stands behind two spaces or on its own line.
    fn check_comment(&mut self, span: Span) {
        if !self.comments {
            return;
        }
        let text = self.source.text();
        let in_brackets = self.starts_bracket(span);
        let header = block_header(text, span);
        let end = match in_brackets {
            true => slip::end_of_brackets(text, span.start as usize).unwrap_or(span.end as usize),
            false => span.end as usize,
        };
        let is_block = header.is_some();
        let (end, line) = match header {
            Some(header) => (header.end, &text[header.start..header.end]),
            None => (end, text[end..].split('\n').next().unwrap_or_default().trim_end()),
        };
        let comment = line.strip_prefix(',').unwrap_or(line);
        if !comment.starts_with(" #") || (span.start == span.end && !in_brackets) {
            return;
        }
        let start = if is_block { end - comment.len() } else { end + line.len() - comment.len() } + 1;
        let place = Place::new(self.source, Span::new(start, start + comment.len() - 1));
        let finding = Diagnostic::new("comment-in-value", place, "「#」から後はコメントとして読まれ、印刷されません");
        self.findings.push(
            finding
                .severity(Severity::Warning)
                .help("値の一部なら全体を \" \" で囲んでください。コメントなら「#」の前の空白を 2 つにしてください"),
        );
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

/// What stands behind the `|` or `>` of a text that begins below it: nothing, or a comment.
fn block_header(text: &str, span: Span) -> Option<Range<usize>> {
    let before = text[..span.start as usize].trim_end_matches(' ');
    let above = before.strip_suffix('\n')?.trim_end();
    let start = above.rfind('\n').map_or(0, |at| at + 1);
    let line = &above[start..];
    let mark = line.match_indices(['|', '>']).find(|(at, _)| {
        let rest = line[at + 1..].trim_start_matches(|c: char| c == '+' || c == '-' || c.is_ascii_digit());
        line[..*at].ends_with([' ', '\t']) && (rest.is_empty() || rest.starts_with(" #"))
    })?;
    let rest = line[mark.0 + 1..].trim_start_matches(|c: char| c == '+' || c == '-' || c.is_ascii_digit());
    Some(above.len() - rest.len()..above.len())
}

/// Whether a value is a text under `|` or `>`.
pub(super) fn is_block(text: &str, span: Span) -> bool {
    block_header(text, span).is_some()
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
    if !is_of_its_own(error)
        && let Some(slip) = slip::find(source, range, at)
    {
        return slip;
    }
    let (message, help) = describe(error);
    Diagnostic::new("syntax-invalid", Place::new(source, Span::new(at, at)), message).help(help)
}

/// Whether the parser's reason says all, and no slip is behind it.
fn is_of_its_own(error: &Error) -> bool {
    let mut error = error;
    while let Error::WithSnippet { error: inner, .. } | Error::AliasError { error: inner, .. } = error {
        error = inner;
    }
    matches!(
        error,
        Error::Budget { .. }
            | Error::AliasReplayLimitExceeded { .. }
            | Error::AliasExpansionLimitExceeded { .. }
            | Error::MultipleDocuments { .. }
    )
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
            "中身が多すぎます。「&」と「*」の印で同じ中身を繰り返す書き方(エイリアス)で膨らんでいる恐れがあります"
                .to_owned(),
            "エイリアスを使わずに書いてください",
        ),
        Error::UnknownAnchor { .. } => (
            "値が「*」で始まっています。「*」は、ほかの所の中身を指す印と読まれます".to_owned(),
            "文が「*」で始まるときは全体を \" \" で囲んでください",
        ),
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
                Some((_, message, help)) => (format!("この行から先が読めません: {message}"), help),
                None => ("この行から先が読めません".to_owned(), COLONS),
            }
        }
    }
}
