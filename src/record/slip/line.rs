//! One line that is no `key: value`, no item and no part of a text: what its author meant it to be.

use super::super::lookalike::{DASHES, is_odd_blank};
use super::Slip;
use std::ops::Range;

pub(super) const INDENT_REMEDY: &str = "半角の空白に直してください。一段は空白 2 つです";

/// What the line above ended with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineEnd {
    /// There is no line above.
    Nothing,
    /// A key or a hyphen with nothing behind it: what belongs to it comes below.
    Opens,
    /// A text without quotation marks, which may go on.
    Plain,
    /// A text under `|` or `>`, set in by so many blanks.
    Block(usize),
    /// A value that is complete.
    Closed,
}

/// A blank that is none to YAML, in the indent.
pub(super) fn blank_in_indent(at: usize, lead: &str) -> Option<Slip> {
    let (offset, blank) = lead.char_indices().find(|(_, c)| *c != ' ')?;
    let name = match blank {
        '\t' => "タブ".to_owned(),
        '\u{3000}' => "全角の空白".to_owned(),
        blank => format!("特別な空白(U+{:04X})", blank as u32),
    };
    let span = at + offset..at + offset + blank.len_utf8();
    let help = if blank == '\t' {
        "タブを半角の空白に直してください。一段は空白 2 つです"
    } else {
        INDENT_REMEDY
    };
    Some(Slip::new(span, format!("字下げに{name}が使われています"), help))
}

/// A hyphen that is no `- `: another dash, or one without its blank.
pub(super) fn dash(at: usize, text: &str) -> Option<Slip> {
    let dash = text.chars().next().filter(|c| DASHES.contains(c))?;
    let rest = &text[dash.len_utf8()..];
    let plain = rest.trim_start();
    let blank = rest.len() - plain.len();
    let span = at..at + dash.len_utf8() + blank;
    let shown: String = plain.chars().take(12).collect();
    if let Some(item) = text.strip_prefix("--").filter(|rest| !rest.starts_with('-')) {
        let shown: String = item.trim_start().chars().take(12).collect();
        let help = format!("「- {shown}…」のように、半角のハイフン一つと半角の空白で始めてください");
        return (!shown.is_empty()).then(|| Slip::new(at..at + 2, "行頭の「-」が二つ続いています", help));
    }
    if plain.is_empty() || plain.starts_with(dash) || (dash == '-' && rest.starts_with(' ') && !has_odd_blank(rest)) {
        return None;
    }
    if dash == '-' && blank > 0 {
        let message = "行頭の「-」の後が全角などの空白です";
        return Some(Slip::new(span, message, format!("「- {shown}…」のように、半角の空白を一つ置いてください")));
    }
    if dash == '-' {
        let message = "行頭の「-」の後に空白がありません";
        return Some(Slip::new(span, message, format!("「- {shown}…」のように、半角の空白を一つ置いてください")));
    }
    let message = format!("行頭の「{dash}」は、項目の始まりの「- 」ではありません");
    Some(Slip::new(span, message, format!("「- {shown}…」のように、半角のハイフンと半角の空白で始めてください")))
}

fn has_odd_blank(rest: &str) -> bool {
    let lead = &rest[..rest.len() - rest.trim_start().len()];
    lead.chars().any(|c| c != ' ')
}

/// A key whose colon is full-width, or has no blank behind it.
pub(super) fn colon(at: usize, text: &str) -> Option<Slip> {
    let found = text.find(['：', ':'])?;
    let name = &text[..found];
    if name.is_empty() || name.contains(['"', '\'', '{', '[', '「', '。', '、']) || name.contains(' ') {
        return None;
    }
    let colon = text[found..].chars().next()?;
    let value = &text[found + colon.len_utf8()..];
    let span = at + found..at + found + colon.len_utf8();
    if colon == '：' {
        return Some(Slip::new(span, "項目名の後が全角の「：」です", "半角の「: 」(コロンと空白)に直してください"));
    }
    let shown: String = value.trim().chars().take(12).collect();
    let is_clock = name.ends_with(|c: char| c.is_ascii_digit()) && value.starts_with(|c: char| c.is_ascii_digit());
    if value.is_empty() || is_clock {
        return None;
    }
    let first = value.chars().next()?;
    let message = match first {
        '\u{3000}' => format!("「{name}:」の後が全角の空白です"),
        c if is_odd_blank(c) => format!("「{name}:」の後が特別な空白(U+{:04X})です", c as u32),
        _ => format!("「{name}:」の後に空白がありません"),
    };
    let help = format!("「{name}: {shown}」のように、半角のコロンの後に半角の空白を一つ置いてください");
    Some(Slip::new(span, message, help))
}

/// A line that is nothing that YAML knows.
pub(super) fn stray(span: Range<usize>, text: &str, indent: usize, last: LineEnd) -> Slip {
    let at = span.start;
    if let Some(slip) = dash(at, text).or_else(|| colon(at, text)) {
        return slip;
    }
    let shown: String = text.chars().take(15).collect();
    let long = text.chars().count() > 15 || text.contains(['。', '、', '「', ' ', '\u{3000}']);
    let key = text.trim_end_matches([' ', '|', '>']);
    if key.len() < text.len() || (!long && matches!(last, LineEnd::Block(_))) {
        return Slip::new(
            span,
            format!("項目名「{key}」の後に「:」がありません"),
            format!(
                "「{}」のように、項目名の後に半角の「:」を書いてください",
                text.replacen(key, &format!("{key}:"), 1)
            ),
        );
    }
    match last {
        LineEnd::Block(above) => Slip::new(
            span,
            format!("「|」の下の文の行が字下げを失っています(この行は {indent} 字、上の行は {above} 字)"),
            format!("行頭に半角の空白を {above} つ置いて、上の行とそろえてください"),
        ),
        LineEnd::Nothing => Slip::new(
            span,
            format!("初めの行「{shown}」が「項目名: 値」の形になっていません"),
            "題名や覚え書きなら、行の初めに「# 」を付けてください。要らない行なら消してください",
        ),
        _ if text.starts_with(['“', '”', '‘', '’', '"', '\'']) || long => {
            let first = text.split([' ', '\u{3000}']).next().filter(|first| first.len() < text.len());
            let item = first.filter(|first| first.chars().count() <= 12 && !first.contains(['。', '、', '「']));
            let item = item.map_or_else(String::new, |first| {
                format!("項目なら「{first}: …」のように、項目名の後に半角の「: 」を書いてください。")
            });
            Slip::new(
                span,
                format!("この行「{shown}」が「項目名: 値」の形になっていません"),
                format!(
                    "{item}上の行の文の続きなら、項目名の後を「|」だけにして、文を次の行から字下げして書いてください"
                ),
            )
        }
        _ => Slip::new(
            span,
            format!("項目名「{shown}」の後に「:」がありません"),
            format!("「{shown}: 値」か、下に続くなら「{shown}:」と書いてください"),
        ),
    }
}

/// A text without quotation marks that holds `: `, or begins with a sign that YAML keeps for itself.
pub(super) fn plain(at: usize, text: &str) -> Option<Slip> {
    let whole = at..at + text.len();
    let first = text.chars().next()?;
    let behind = text[first.len_utf8()..].chars().next();
    let quote = "値全体を \" \" で囲むか、「|」の次の行から書いてください";
    match first {
        '@' | '`' | '%' | ',' | ']' | '}' => {
            return Some(Slip::new(whole, format!("値が「{first}」で始まっています"), quote));
        }
        '&' | '*' | '!' => {
            return Some(Slip::new(
                whole,
                format!("値が「{first}」で始まっています。この記号から後は読まれません"),
                quote,
            ));
        }
        '|' | '>' => {
            let help =
                "文は「|」の次の行から、字下げして書いてください。記号そのものなら値全体を \" \" で囲んでください";
            return Some(Slip::new(whole, format!("「{first}」と同じ行に文が続いています"), help));
        }
        '-' | '?' if behind.is_none_or(char::is_whitespace) => {
            let help = format!("何もないことを表すなら「なし」と書くか、\"{first}\" のように囲んでください");
            return Some(Slip::new(whole, format!("値が「{first}」だけか、「{first} 」で始まっています"), help));
        }
        _ => {}
    }
    let colon = text.find(": ").or_else(|| text.ends_with(':').then(|| text.len() - 1))?;
    if text.find(" #").is_some_and(|comment| comment < colon) {
        return None;
    }
    let span = at + colon..at + colon + 1;
    if let Some(closing) = text.chars().next_back().filter(|c| ['}', ']'].contains(c))
        && !text.contains(['{', '['])
    {
        let opening = if closing == '}' { '{' } else { '[' };
        let message = format!("閉じる括弧「{closing}」に合う「{opening}」がありません");
        return Some(Slip::new(whole, message, format!("この値を「{opening}」で始めてください")));
    }
    Some(match first {
        '｛' | '［' => Slip::new(
            at..at + first.len_utf8(),
            format!("括弧「{first}」が全角です"),
            "半角の { } や [ ] に直してください".to_owned(),
        ),
        '“' | '”' | '‘' | '’' | '„' | '＂' => Slip::new(
            at..at + first.len_utf8(),
            format!("引用符「{first}」(U+{:04X})は、値を囲む引用符ではありません", first as u32),
            "半角の \" か、かぎ括弧「 」に直してください".to_owned(),
        ),
        _ => Slip::new(
            span,
            "文の中の半角の「: 」が、項目の区切りと読まれます",
            "全角の「：」にするか、「: 」や「#」を含む文は \" \" で囲むか「|」の次の行から書いてください",
        ),
    })
}
