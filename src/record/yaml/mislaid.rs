//! What YAML reads without a word and nobody meant: a text that is a comment, an item that lost its hyphen or was typed
//! twice, a key or an item that goes on with what stands above it.

use super::super::node::{Entry, Node, Value};
use super::super::slip;
use super::builder::Builder;
use super::place::block_header;
use super::raw::{Raw, RawEntry, RawNode};
use super::seen_keys::repeated;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

impl Builder<'_> {
    /// `- id: s1` typed twice: the first holds nothing else, and the second goes on.
    pub(super) fn is_typed_twice(&mut self, item: &RawNode<'_>, next: &RawNode<'_>) -> bool {
        let (Raw::Map(own), Raw::Map(others)) = (&item.value, &next.value) else { return false };
        let ([entry], [again, _, ..]) = (own.as_slice(), others.as_slice()) else { return false };
        let spans = (self.span(&entry.key_at), self.span(&again.key_at));
        let text = self.source.text();
        let rest = |span: Span| text[span.start as usize..].split('\n').next().unwrap_or_default().trim_end();
        let begins = |span: Span| {
            let lead = text[..span.start as usize].rsplit('\n').next().unwrap_or_default();
            lead.trim() == "-"
        };
        let is_scalar = |entry: &RawEntry<'_>| matches!(entry.node.value, Raw::Text(_));
        let line = |span: Span| self.source.line_column(span.start as usize).0;
        let is_one = is_scalar(entry) && is_scalar(again) && rest(spans.0) == rest(spans.1);
        let is_next = begins(spans.0) && begins(spans.1) && line(spans.1) == line(spans.0) + 1;
        if !(is_one && is_next) {
            return false;
        }
        let message = format!("「- {}」の行が二度書かれています", rest(spans.1));
        let finding = Diagnostic::new(Code::KEY_DUPLICATE, spans.1.place(), message)
            .related(spans.0.place(), "最初に書かれた所")
            .help("同じ行を一つ消してください");
        self.findings.push(finding);
        true
    }

    /// The next hyphen that begins a line, from the line on in which a place lies.
    pub(super) fn hyphen_behind(&self, from: u32) -> Option<Span> {
        let text = self.source.text();
        let mut at = text[..from as usize].rfind('\n').map_or(0, |at| at + 1);
        for line in text[at..].split_inclusive('\n') {
            let hyphen = at + line.len() - line.trim_start_matches(' ').len();
            if hyphen >= from as usize && line.trim_start_matches(' ').starts_with("- ") {
                return Some(self.source.span(hyphen..hyphen + 1));
            }
            at += line.len();
        }
        None
    }

    /// An item that has lost its `- ` goes on with the record above: its keys all stand there already. They are taken out,
    /// and the item is unread.
    pub(super) fn without_hyphen(&mut self, entries: &mut Vec<RawEntry<'_>>) -> Option<Node> {
        let again = repeated(entries);
        let (first, twice) = (*again.first()?, again.len());
        let key_span = self.span(&entries[first].key_at);
        let lead = self.source.text()[..key_span.start as usize].rsplit('\n').next().unwrap_or_default();
        if twice < 2 || !lead.trim().is_empty() {
            return None;
        }
        let key = &entries[first].key;
        let end = entries.last().map_or(key_span, |entry| self.span(&entry.node.at)).end;
        let place = key_span.up_to(end.max(key_span.end) as usize).place();
        let finding = Diagnostic::new(
            Code::SYNTAX_INVALID,
            place,
            format!("`{key}` から次の項目のようですが、行頭の「- 」がありません"),
        );
        self.findings.push(finding.help(format!("「- {key}: …」のように、この行を「- 」で始めてください")));
        entries.truncate(first);
        Some(Node { span: key_span, value: Value::Unread })
    }

    /// `短期目標:` one step too deep, with its own lines behind it, whose keys stand above already: the key without a value
    /// is taken out, since it belongs into the record around this one.
    pub(super) fn parent_of(&mut self, kept: &mut Vec<Entry>, key: &str, again: Span) -> Option<(String, Span)> {
        let last = kept.last().filter(|entry| matches!(entry.node.value, Value::Null) && entry.key != key)?;
        let column = |span: Span| self.source.line_column(span.start as usize).1;
        let is_next = self.source.line_column(again.start as usize).0
            == self.source.line_column(last.key_span.start as usize).0 + 1;
        if !is_next || column(last.key_span) != column(again) {
            return None;
        }
        let indent = column(again) - 1;
        let place = last.key_span.place();
        let message = format!("`{}` の字下げが、下の行と同じ {indent} 字です", last.key);
        let help = format!("`{}` の前の半角の空白を {} つにしてください", last.key, indent.saturating_sub(2));
        self.findings.push(Diagnostic::new(Code::SYNTAX_INVALID, place, message).help(help));
        kept.pop().map(|entry| (entry.key, entry.key_span))
    }

    /// What stands where a value should be and is none to YAML: a comment that was meant as a text, or a sign that YAML
    /// keeps for itself. `before` is the place that ends with `mark`.
    pub(super) fn lost(&mut self, before: Span, mark: &str) -> Option<Node> {
        let text = self.source.text();
        let rest = text[before.end as usize..].split('\n').next().unwrap_or_default();
        let behind = match mark {
            ":" => rest.trim_start_matches(['"', '\'', ' ']).strip_prefix(':')?,
            _ => rest,
        };
        let line = behind.trim_end();
        let value = line.trim_start_matches([' ', '-']);
        let at = before.end as usize + (rest.len() - behind.len()) + (line.len() - value.len());
        let span = before.part(at..at + value.len());
        let finding = match value.chars().next()? {
            '#' if line.len() - value.len() <= 1 || mark == "- " => Diagnostic::new(
                Code::COMMENT_IN_VALUE,
                span.place(),
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
        Diagnostic::new(Code::SYNTAX_INVALID, span.place(), message)
            .help("値全体を \" \" で囲むか、「|」の次の行から書いてください")
    }

    /// `備考: &本人 は…` and `!重要 …`: what begins with these signs is a name for the value, and no part of it.
    pub(super) fn is_swallowed(&mut self, span: Span) -> bool {
        if !self.signs.marks {
            return false;
        }
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
        self.findings.push(self.sign(span.part(start..end), sign));
        true
    }

    /// An item that is set in deeper than the one above goes on with its text: `ueda - suzuki`.
    pub(super) fn swallows_item(&mut self, raw: &Raw<'_>, span: Span) -> bool {
        let text = self.source.text();
        let written = &text[span.range()];
        let is_plain = matches!(raw, Raw::Text(_)) && !written.starts_with(['"', '\'']);
        if !is_plain || !written.contains("\n") || block_header(text, span).is_some() {
            return false;
        }
        let above = text[..span.start as usize].rsplit('\n').next().unwrap_or_default();
        let mut at = span.start as usize;
        for line in written.split_inclusive('\n') {
            let body = line.trim_start_matches(' ');
            if at > span.start as usize && body.starts_with("- ") && above.trim() == "-" {
                let start = at + line.len() - body.len();
                let (own, wanted) = (line.len() - body.len(), above.len() - above.trim_start().len());
                let place = self.source.place(start..start + body.trim_end().len());
                let message =
                    format!("字下げが上の「- 」と合いません(この「- 」は {own} 字、上の「- 」は {wanted} 字)");
                let help = format!("行頭の半角の空白を {wanted} つにして、上の「- 」とそろえてください");
                self.findings.push(Diagnostic::new(Code::SYNTAX_INVALID, place, message).help(help));
                return true;
            }
            at += line.len();
        }
        false
    }

    /// `遊び #工作`: what follows one space and a `#` is a comment to YAML, and would be missing from the paper. A
    /// comment that is meant stands behind two spaces or on its own line.
    pub(super) fn check_comment(&mut self, span: Span) {
        if !self.signs.comments {
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
        let place = self.source.place(start..start + comment.len() - 1);
        let finding =
            Diagnostic::new(Code::COMMENT_IN_VALUE, place, "「#」から後はコメントとして読まれ、印刷されません");
        self.findings.push(
            finding
                .severity(Severity::Warning)
                .help("値の一部なら全体を \" \" で囲んでください。コメントなら「#」の前の空白を 2 つにしてください"),
        );
    }
}
