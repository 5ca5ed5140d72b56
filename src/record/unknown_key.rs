//! Keys that a record does not know: what was meant by each, and the one finding that says so.
//!
//! A guess is made among what is not written yet. What was meant is put into the tree as unread, so that no rule calls it
//! missing: the misspelt key is the cause, and its consequences stay silent.

use super::address::{Shapes, address};
use super::amendment::{Amendment, Amendments};
use super::lookalike::{fold_lookalikes, is_odd_blank, lookalike};
use super::node::{Entry, Node, Value};
use super::suggestion::nearest_key;
use super::words::{ALIAS, known_word, offered};
use super::yaml::is_block;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Span};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A key that its record does not know.
pub(super) struct UnknownKey {
    pub(super) key_span: Span,
    /// Its number among the entries of its record.
    pub(super) index: usize,
    /// The record it stands in, by its address.
    pub(super) record: usize,
    /// The records around that one, outermost first.
    pub(super) path: Vec<usize>,
}

/// What is said of the unknown keys of a file, and what is to be done to its tree.
#[derive(Default)]
pub(super) struct Judged {
    pub(super) findings: Vec<Diagnostic>,
    pub(super) amendments: Amendments,
}

/// What is wrong with each unknown key. Lines that were shifted together are one finding.
pub(super) fn judge(source: &Arc<Source>, root: &Node, unknown_keys: &[UnknownKey], shapes: &Shapes) -> Judged {
    let mut nodes = HashMap::new();
    collect(root, &mut nodes);
    let mut judge = Judge { source, nodes, shapes, taken: HashSet::new(), missing: HashMap::new(), seen: 0 };
    #[expect(clippy::iter_over_hash_type, reason = "each only adds its own entry")]
    for record in shapes.keys() {
        if let Some(node) = judge.nodes.get(record) {
            judge.missing.insert(*record, missing(node, shapes));
        }
    }
    let mut judged = Judged::default();
    let mut before: Option<(usize, &'static str)> = None;
    let mut below = None;
    for unknown_key in unknown_keys {
        if let Some((record, column)) = below
            && record == unknown_key.record
            && judge.indent(unknown_key.key_span) == Some(column)
        {
            continue;
        }
        let Some(verdict) = judge.verdict(unknown_key) else { continue };
        // The lines below a key that is set in too far look like its neighbours.
        let is_deep = verdict.shift == Some("deep") && judge.is_empty(unknown_key);
        below = judge.indent(unknown_key.key_span).filter(|_| is_deep).map(|column| (unknown_key.record, column));
        let shifted = verdict.shift.map(|what| (unknown_key.record, what));
        let is_said = is_slipped_heading(source.text(), unknown_key.key_span);
        if !is_said && (shifted.is_none() || shifted != before) {
            let place = verdict.span.place();
            judged.findings.push(Diagnostic::new(verdict.code, place, verdict.message).help(verdict.help));
        }
        before = shifted;
        if let Some((node, amendment)) = verdict.amendment {
            judged.amendments.entry(node).or_default().push(amendment);
        }
    }
    judged
}

/// Whether a key is a heading whose marks are wrong: the parser has said so.
fn is_slipped_heading(text: &str, key: Span) -> bool {
    let before = &text[..key.start as usize];
    let lead = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let marks = lead.trim_end();
    !marks.is_empty()
        && marks.chars().all(|c| c == '#' || c == '＃')
        && (marks.contains('＃') || marks == lead || marks.len() != 2)
}

fn collect<'a>(node: &'a Node, nodes: &mut HashMap<usize, &'a Node>) {
    nodes.insert(address(node), node);
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| collect(item, nodes)),
        Value::Map(entries) => entries.iter().for_each(|entry| collect(&entry.node, nodes)),
        _ => {}
    }
}

/// The keys of a record that are not written, under none of their names.
pub(super) fn missing(record: &Node, shapes: &Shapes) -> Vec<&'static str> {
    let fields = shapes.get(&address(record)).copied().unwrap_or(&[]);
    let Value::Map(entries) = &record.value else { return Vec::new() };
    let written: HashSet<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
    let is_written = |name: &str| written.contains(name.trim_start_matches(ALIAS));
    let mut missing = Vec::new();
    let mut names = fields.iter().copied().peekable();
    while let Some(name) = names.next() {
        let mut written = is_written(name);
        // The aliases of a field stand behind its name.
        while let Some(alias) = names.next_if(|next| !offered(&[*next]).any(|_| true)) {
            written |= is_written(alias);
        }
        if !written {
            missing.push(name);
        }
    }
    missing
}

struct KeyVerdict {
    code: Code,
    span: Span,
    message: String,
    help: String,
    amendment: Option<(usize, Amendment)>,
    /// What was done to the whole line, where that may have been done to the next one too.
    shift: Option<&'static str>,
}

/// Who decides what was meant.
struct Judge<'a> {
    source: &'a Source,
    nodes: HashMap<usize, &'a Node>,
    shapes: &'a Shapes,
    /// What an earlier unknown key was taken for.
    taken: HashSet<(usize, &'static str)>,
    /// What each record misses.
    missing: HashMap<usize, Vec<&'static str>>,
    /// How many unknown keys were looked at.
    seen: usize,
}

/// After so many unknown keys a file is none of ours, and guesses would only cost time.
const MOST_GUESSES: usize = 100;

impl<'a> Judge<'a> {
    fn verdict(&mut self, unknown_key: &UnknownKey) -> Option<KeyVerdict> {
        let entries = self.entries(unknown_key.record)?;
        let before = unknown_key.index.checked_sub(1).map(|at| &entries[at]);
        let entry = entries.get(unknown_key.index)?;
        self.seen += 1;
        if self.seen > MOST_GUESSES {
            return Some(self.unknown(unknown_key, entry, before));
        }
        self.blank_indent(unknown_key, entry, before)
            .or_else(|| self.odd_letters(unknown_key, entry))
            .or_else(|| self.colon(unknown_key, entry))
            .or_else(|| self.cut_off(entry))
            .or_else(|| self.too_shallow(entry, before))
            .or_else(|| self.too_deep(unknown_key, entry))
            .or_else(|| self.misspelt(unknown_key, entry))
            .or_else(|| self.below_nothing(entry, before))
            .or_else(|| Some(self.unknown(unknown_key, entry, before)))
    }

    fn entries(&self, record: usize) -> Option<&'a [Entry]> {
        match &self.nodes.get(&record)?.value {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// Whether nothing stands behind the key.
    fn is_empty(&self, unknown_key: &UnknownKey) -> bool {
        let entry = self.entries(unknown_key.record).and_then(|entries| entries.get(unknown_key.index));
        entry.is_some_and(|entry| matches!(entry.node.value, Value::Null))
    }

    fn fields(&self, record: usize) -> &'static [&'static str] {
        self.shapes.get(&record).copied().unwrap_or(&[])
    }

    /// The keys of a record that are not written, nor meant by another unknown key.
    fn missing(&self, record: usize) -> Vec<&'static str> {
        let missing = self.missing.get(&record).map_or(&[][..], Vec::as_slice);
        missing.iter().copied().filter(|name| !self.taken.contains(&(record, *name))).collect()
    }

    fn meant(&mut self, record: usize, key: &'static str, at: Span) -> Option<(usize, Amendment)> {
        self.taken.insert((record, key)).then_some((record, Amendment::Meant(key, at)))
    }

    /// The missing key of a record that is written so, whatever blanks and letters are in it.
    fn missing_as(&self, record: usize, word: &str) -> Option<&'static str> {
        let plain = fold_lookalikes(word);
        let plain = plain.trim();
        self.missing(record).into_iter().find(|name| *name == plain)
    }

    /// A line whose indent is made of other blanks than the keyboard's: it belongs below the line above.
    fn blank_indent(&mut self, unknown_key: &UnknownKey, entry: &Entry, before: Option<&Entry>) -> Option<KeyVerdict> {
        let lead = entry.key.chars().next().filter(|c| *c == '\u{3000}' || is_odd_blank(*c))?;
        let name = match lead {
            '\u{3000}' => "全角の空白".to_owned(),
            lead => format!("特別な空白(U+{:04X})", lead as u32),
        };
        let amendment = match self.deepest_missing(before, &entry.key) {
            Some((record, key)) => self.meant(record, key, entry.key_span),
            None => match before.filter(|before| before.node.is_blank()) {
                Some(before) => Some((address(&before.node), Amendment::Elsewhere)),
                None => Some((unknown_key.record, Amendment::Unknown(entry.key_span))),
            },
        };
        Some(KeyVerdict {
            code: Code::SYNTAX_INVALID,
            span: entry.key_span,
            message: format!("字下げに{name}が使われています"),
            help: "半角の空白に直してください。一段は空白 2 つです".to_owned(),
            amendment,
            shift: Some("blank"),
        })
    }

    /// A known key in letters that only look like its own.
    fn odd_letters(&mut self, unknown_key: &UnknownKey, entry: &Entry) -> Option<KeyVerdict> {
        let plain = fold_lookalikes(&entry.key);
        let plain = plain.trim_matches(['"', '\'', ' ']);
        let word = known_word(plain, self.fields(unknown_key.record)).filter(|_| plain != entry.key)?;
        let (message, help) = match lookalike(&entry.key) {
            Some(odd) => (
                format!("項目名 `{plain}` に{}が入っています", odd.named()),
                format!("この項目名を `{plain}` と打ち直してください"),
            ),
            None => (
                format!("項目名「{}」に全角の字が入っています", entry.key),
                format!("半角で `{plain}` と書いてください"),
            ),
        };
        let key = self.missing(unknown_key.record).into_iter().find(|name| *name == word);
        let amendment = key.and_then(|key| self.meant(unknown_key.record, key, entry.key_span));
        Some(KeyVerdict { code: Code::UNKNOWN_KEY, span: entry.key_span, message, help, amendment, shift: None })
    }

    /// `開始：2024-04-01` and `開始:2024-04-01` inside braces: to YAML the whole is a key without a value.
    fn colon(&mut self, unknown_key: &UnknownKey, entry: &Entry) -> Option<KeyVerdict> {
        let at = entry.key.find(['：', ':']).filter(|_| entry.node.is_blank())?;
        let (name, rest) = entry.key.split_at(at);
        let wide = rest.starts_with('：');
        let value = rest.trim_start_matches(['：', ':']).trim();
        let (message, help) = if wide {
            (
                format!("項目名「{}」の後が全角の「：」です", name.trim()),
                "項目名の後の全角の「：」を、半角の「: 」(コロンと空白)に直してください".to_owned(),
            )
        } else {
            (
                format!("「{}:」の後に空白がありません", name.trim()),
                format!("`{}: {value}` のように、半角のコロンの後に半角の空白を一つ置いてください", name.trim()),
            )
        };
        let key =
            self.missing_as(unknown_key.record, name).or_else(|| nearest_key(name, self.missing(unknown_key.record)));
        let amendment = match key {
            Some(key) => self.meant(unknown_key.record, key, entry.key_span),
            None => Some((unknown_key.record, Amendment::Unknown(entry.key_span))),
        };
        Some(KeyVerdict { code: Code::UNKNOWN_KEY, span: entry.key_span, message, help, amendment, shift: None })
    }

    /// A part of a text in braces that a half-width comma has cut off.
    fn cut_off(&self, entry: &Entry) -> Option<KeyVerdict> {
        let lead = self.source.text()[..entry.key_span.start as usize].trim_end();
        let is_cut = entry.node.is_blank() && lead.ends_with(',');
        is_cut.then(|| KeyVerdict {
            code: Code::UNKNOWN_KEY,
            span: entry.key_span,
            message: format!("`{}` という項目はここにありません", entry.key),
            help: "{ } の中の半角の「, 」は項目の区切りです。文の読点なら全角の「、」にするか、文全体を \" \" で囲んでください"
                .to_owned(),
            amendment: None,
            shift: None,
        })
    }

    /// A key that belongs into the record above and has lost some of its indent.
    fn too_shallow(&mut self, entry: &Entry, before: Option<&Entry>) -> Option<KeyVerdict> {
        let own = self.indent(entry.key_span)?;
        let (record, key) = self.deepest_missing(before, &entry.key)?;
        let first = self.entries(record)?.iter().find(|other| !other.key.is_empty())?;
        let wanted = self.indent(first.key_span).filter(|wanted| *wanted > own)?;
        let amendment = self.meant(record, key, entry.key_span);
        Some(self.shifted(entry, own, wanted, &first.key, amendment))
    }

    /// A key that belongs into a record around this one and has too much indent.
    fn too_deep(&mut self, unknown_key: &UnknownKey, entry: &Entry) -> Option<KeyVerdict> {
        let own = self.indent(entry.key_span)?;
        let around = unknown_key.path.iter().rev().copied();
        let (record, key) =
            around.into_iter().find_map(|record| Some((record, self.missing_as(record, &entry.key)?)))?;
        let beside = self.entries(record)?.iter().find(|other| !other.key.is_empty())?;
        let wanted = self.indent(beside.key_span).filter(|wanted| *wanted < own)?;
        let amendment = self.meant(record, key, entry.key_span);
        Some(self.shifted(entry, own, wanted, &beside.key, amendment))
    }

    fn shifted(
        &self,
        entry: &Entry,
        own: usize,
        wanted: usize,
        beside: &str,
        amendment: Option<(usize, Amendment)>,
    ) -> KeyVerdict {
        KeyVerdict {
            code: Code::SYNTAX_INVALID,
            span: entry.key_span,
            message: format!(
                "`{}` の字下げが合いません(この行は {own} 字、`{beside}` と同じ段は {wanted} 字)",
                entry.key
            ),
            help: format!("行頭の半角の空白を {wanted} つにして、`{beside}` とそろえてください"),
            amendment,
            shift: Some(if own < wanted { "shallow" } else { "deep" }),
        }
    }

    fn misspelt(&mut self, unknown_key: &UnknownKey, entry: &Entry) -> Option<KeyVerdict> {
        let near = nearest_key(&entry.key, self.missing(unknown_key.record))?;
        Some(KeyVerdict {
            code: Code::UNKNOWN_KEY,
            span: entry.key_span,
            message: format!("`{}` という項目はここにありません", entry.key),
            help: format!("`{near}` ではありませんか"),
            amendment: self.meant(unknown_key.record, near, entry.key_span),
            shift: None,
        })
    }

    /// `意向:` with nothing behind it, and the line that belongs below it without its indent.
    fn below_nothing(&self, entry: &Entry, before: Option<&Entry>) -> Option<KeyVerdict> {
        let before = before.filter(|before| matches!(before.node.value, Value::Null))?;
        let (own, above) = (self.indent(entry.key_span)?, self.indent(before.key_span)?);
        let wanted = above + 2;
        (own == above).then(|| KeyVerdict {
            code: Code::SYNTAX_INVALID,
            span: entry.key_span,
            message: format!("`{}` という項目はここにありません。上の `{}:` は空です", entry.key, before.key),
            help: format!("`{}` の中の項目なら、行頭に半角の空白を {wanted} つ置いて字下げしてください", before.key),
            amendment: Some((address(&before.node), Amendment::Elsewhere)),
            shift: Some("shallow"),
        })
    }

    fn unknown(&self, unknown_key: &UnknownKey, entry: &Entry, before: Option<&Entry>) -> KeyVerdict {
        let missing = self.missing(unknown_key.record);
        let all: Vec<&str> = offered(self.fields(unknown_key.record)).collect();
        let mut help = match missing.as_slice() {
            [] => "ここに書ける項目は、もうすべて書かれています。要らなければこの行を消してください".to_owned(),
            _ => format!("ここに書ける項目: {}", all.join("、")),
        };
        let follows_text = |before: &Entry| is_block(self.source.text(), before.node.span);
        if before.is_some_and(follows_text) {
            help = format!("上の文の続きなら、行頭の半角の空白を上の行とそろえてください。{help}");
        }
        KeyVerdict {
            code: Code::UNKNOWN_KEY,
            span: entry.key_span,
            message: format!("`{}` という項目はここにありません", entry.key),
            help,
            amendment: Some((unknown_key.record, Amendment::Unknown(entry.key_span))),
            shift: None,
        }
    }

    /// The record that ends just above, or the one around it, which misses this key.
    fn deepest_missing(&self, before: Option<&Entry>, word: &str) -> Option<(usize, &'static str)> {
        let mut node = &before?.node;
        loop {
            match &node.value {
                Value::List(items) => node = items.last()?,
                Value::Map(entries) => {
                    if let Some(key) = self.missing_as(address(node), word) {
                        return Some((address(node), key));
                    }
                    node = &entries.last()?.node;
                }
                _ => return None,
            }
        }
    }

    /// How far a key is set in; none where it does not begin its line.
    fn indent(&self, span: Span) -> Option<usize> {
        let before = &self.source.text()[..span.start as usize];
        let lead = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
        lead.chars().all(|c| c == ' ' || c == '-').then_some(lead.len())
    }
}
