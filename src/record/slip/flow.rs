//! Values in brackets, and texts in quotation marks: where they end, or why they do not.

use super::Slip;

/// The text of a file, of which a part is looked at.
#[derive(Clone, Copy)]
pub(super) struct FlowPart<'a> {
    pub(super) text: &'a str,
    pub(super) end: usize,
    /// The column of the key or hyphen before the value: a line set in no deeper does not belong to it.
    pub(super) column: usize,
}

const QUOTE_REMEDY: &str =
    "引用符で囲むなら値の終わりまで囲んでください。文の中に \" や ' があるときは「|」の次の行から書きます";
/// What to do with events that ran into each other.
pub(super) const GLUED_REMEDY: &str =
    "元の記録(git log -p で見られます)と紙を見て、1 件を 1 行の `- {種類: …, 対象: …, 日付: …}` に書き直してください";
const BRACKET_REMEDY: &str = "閉じる括弧を足してください。項目の間は半角の「, 」で区切ります";

impl FlowPart<'_> {
    /// The end of a text in quotation marks that begins at `start`.
    pub(super) fn quoted(&self, start: usize) -> Result<usize, Slip> {
        let bytes = self.text.as_bytes();
        let quote = bytes[start];
        let mut at = start + 1;
        while at < self.end {
            match bytes[at] {
                b'\\' if quote == b'"' => at += 1,
                b'\'' if quote == b'\'' && bytes.get(at + 1) == Some(&b'\'') => at += 1,
                byte if byte == quote => return self.after_quote(start, at + 1),
                b'\n' if self.begins_anew(at + 1) => break,
                _ => {}
            }
            at += 1;
        }
        Err(self.unclosed_quote(start))
    }

    /// What stands behind the closing mark, in a block or in brackets.
    fn after_quote(&self, start: usize, end: usize) -> Result<usize, Slip> {
        let line = self.text[end..self.end].split('\n').next().unwrap_or_default().trim_end_matches(['\r', ' ', '\t']);
        let lead = line.trim_start_matches([' ', '\t']);
        if lead.is_empty()
            || lead.starts_with([',', ']', '}', ':'])
            || (lead.starts_with('#') && lead.len() < line.len())
        {
            return Ok(end);
        }
        if let Some(comma @ ('，' | '、')) = lead.chars().next() {
            let message = format!("括弧の中の区切りが「{comma}」です");
            let help = "半角の「, 」(コンマと空白)に直してください";
            return Err(Slip::new(end..end + comma.len_utf8(), message, help));
        }
        // The mark that closes it was meant to open another text.
        if self.text[start..end].contains('\n') {
            return Err(self.unclosed_quote(start));
        }
        if line.trim().is_empty() {
            let message = "閉じた引用符の後に、全角などの空白があります";
            return Err(Slip::new(end..end + line.len(), message, "引用符の後の空白を消してください"));
        }
        let shown: String = line.trim().chars().take(12).collect();
        let message = format!("引用符で始まる文が、閉じた引用符の後も続いています(「{shown}」から)");
        let help = "文の中の \" はかぎ括弧「 」に直すか、文を「|」の次の行から書いてください。引用符で囲むなら値の終わりまで囲みます";
        Err(Slip::new(start..end, message, help))
    }

    fn unclosed_quote(&self, start: usize) -> Slip {
        let quote = &self.text[start..=start];
        Slip::new(start..start + 1, format!("ここで開いた引用符「{quote}」が閉じていません"), QUOTE_REMEDY)
    }

    /// Whether a line begins something else than what belongs to the value.
    fn begins_anew(&self, start: usize) -> bool {
        let line = self.text[start..self.end].split('\n').next().unwrap_or_default().trim_end();
        let body = line.trim_start_matches(' ');
        let names = body.contains(": ") || body.ends_with(':') || body.contains('：') || body.starts_with("- ");
        !body.is_empty() && line.len() - body.len() <= self.column && names
    }

    /// The end of a value in brackets that begins at `start`.
    pub(super) fn brackets(&self, start: usize) -> Result<usize, Slip> {
        let mut open: Vec<(char, usize)> = Vec::new();
        let mut entry = FlowEntry { start, colons: 0, fresh: true };
        let mut comment = None;
        let (mut wide, mut wide_open) = (None, None);
        let mut at = start;
        while let Some(c) = self.text[at..self.end].chars().next() {
            let next = at + c.len_utf8();
            let behind = self.text[next..self.end].chars().next();
            match c {
                '\n' if self.begins_anew(next) => {
                    if let Some(slip) = self.glued(start, at, next) {
                        return Err(slip);
                    }
                    break;
                }
                ' ' | '\t' | '\r' | '\n' => {}
                '#' if self.text[..at].ends_with([' ', '\n', '\t']) => {
                    comment.get_or_insert(at);
                    at += self.text[at..self.end].find('\n').unwrap_or(self.end - at);
                    continue;
                }
                '"' | '\'' if entry.fresh => {
                    at = self.quoted(at)?;
                    entry.fresh = false;
                    continue;
                }
                '[' | '{' if entry.fresh => {
                    open.push((c, at));
                    entry = FlowEntry { start: next, colons: 0, fresh: true };
                }
                '[' | '{' if self.text[..at].ends_with(':') => {
                    let name = self.text[entry.start..at - 1].trim();
                    let message = format!("「{name}:」の後に空白がありません");
                    let help = "半角のコロンの後に半角の空白を一つ置いてください";
                    return Err(Slip::new(at - 1..at, message, help));
                }
                '[' | '{' => {
                    let message = format!("括弧の中の文に「{c}」があります");
                    return Err(Slip::new(
                        at..next,
                        message,
                        "全角の括弧にするか、その文全体を \" \" で囲んでください",
                    ));
                }
                ']' | '}' => {
                    let Some((bracket, opened)) = open.pop() else { break };
                    if (bracket == '[') != (c == ']') {
                        let opening = if c == ']' { '[' } else { '{' };
                        if let Some((found, sign)) = wide_open {
                            return Err(wide_bracket(found, sign));
                        }
                        if open.iter().all(|(other, _)| *other != opening) {
                            let message = format!("閉じる括弧「{c}」に合う「{opening}」がありません");
                            let help = format!("「{opening}」で開くか、この「{c}」を消してください");
                            return Err(Slip::new(at..next, message, help));
                        }
                        return Err(unclosed(bracket, opened, comment, wide));
                    }
                    if open.is_empty() {
                        return self.after_brackets(next);
                    }
                    entry = FlowEntry { start: next, colons: 0, fresh: false };
                }
                ',' => entry = FlowEntry { start: next, colons: 0, fresh: true },
                ':' if behind.is_none_or(|c| c.is_ascii_whitespace() || ",]}".contains(c)) => {
                    entry.colons += 1;
                    entry.fresh = true;
                    if entry.colons > 1 {
                        if let Some((found, sign)) = wide_open {
                            return Err(wide_bracket(found, sign));
                        }
                        return Err(self.no_comma(entry.start, at));
                    }
                }
                '｛' | '［' if entry.fresh => {
                    wide_open.get_or_insert((at, c));
                    entry.fresh = false;
                }
                '｝' | '］' => {
                    wide.get_or_insert(c);
                    entry.fresh = false;
                }
                _ => entry.fresh = false,
            }
            at = next;
        }
        let (bracket, opened) = open.pop().unwrap_or(('[', start));
        Err(unclosed(bracket, opened, comment, wide))
    }

    /// An item of several lines in braces that breaks off at a comma, behind which the next one begins: two people's
    /// lines were put together.
    fn glued(&self, start: usize, end: usize, next: usize) -> Option<Slip> {
        let line = self.text[..start].rsplit('\n').next().unwrap_or_default();
        let follows = self.text[next..self.end].starts_with("- ");
        let is_item = self.column == 0 && line == "- " && self.text[start..].starts_with('{');
        let goes_on = self.text[start..end].trim_end().ends_with(',');
        (is_item && follows && goes_on).then(|| {
            let message =
                "この記録の括弧「{」が閉じないまま、次の記録が始まっています。別の記録と混ざったおそれがあります";
            Slip::new(start..end, message, GLUED_REMEDY)
        })
    }

    /// Two colons in one entry: what should stand between the entries.
    fn no_comma(&self, start: usize, at: usize) -> Slip {
        let entry = &self.text[start..at];
        let comma = ["，", "、", "；", "､", ";"].iter().find_map(|comma| Some((*comma, entry.find(comma)?)));
        match comma {
            Some((comma, found)) => Slip::new(
                start + found..start + found + comma.len(),
                format!("括弧の中の区切りが「{comma}」です"),
                "半角の「, 」(コンマと空白)に直してください",
            ),
            None => {
                let second = entry.trim_end().rfind([' ', '\u{3000}', '\n']).map_or(0, |at| at + 1);
                let second = (second..entry.len()).find(|at| entry.is_char_boundary(*at)).unwrap_or(second);
                let shown = entry[second..].trim();
                Slip::new(
                    start + second..at,
                    format!("括弧の中の「{shown}:」の前に「, 」がありません"),
                    "項目の間を半角の「, 」で区切ってください。文の中の「: 」なら、その文全体を \" \" で囲んでください",
                )
            }
        }
    }

    fn after_brackets(&self, end: usize) -> Result<usize, Slip> {
        let line = self.text[end..self.end].split('\n').next().unwrap_or_default();
        let rest = line.trim_end();
        let plain = rest.trim_start();
        if rest.is_empty() && line.trim_end_matches(['\r', ' ', '\t']).is_empty() {
            return Ok(end);
        }
        if plain.starts_with('#') && rest.starts_with(' ') {
            return Ok(end);
        }
        if plain.is_empty() {
            let message = "閉じた括弧の後に、全角などの空白があります";
            return Err(Slip::new(end..end + line.len(), message, "括弧の後の空白を消してください"));
        }
        let shown: String = plain.chars().take(12).collect();
        let span = end..end + rest.len();
        Err(match plain.chars().next() {
            Some(']' | '}') => {
                Slip::new(span, "閉じる括弧が一つ多くあります", "開く括弧と閉じる括弧の数をそろえてください")
            }
            _ => Slip::new(
                span,
                format!("閉じた括弧の後に「{shown}」が続いています"),
                "括弧の中に入れるか、文なら値全体を \" \" で囲んでください",
            ),
        })
    }
}

struct FlowEntry {
    start: usize,
    colons: usize,
    /// Whether a value may begin here.
    fresh: bool,
}

fn wide_bracket(at: usize, sign: char) -> Slip {
    let half = if sign == '｛' { '{' } else { '[' };
    Slip::new(
        at..at + sign.len_utf8(),
        format!("括弧「{sign}」が全角です"),
        format!("半角の「{half}」に直してください"),
    )
}

fn unclosed(bracket: char, opened: usize, comment: Option<usize>, wide: Option<char>) -> Slip {
    let closing = if bracket == '[' { ']' } else { '}' };
    let message = format!("ここで開いた括弧「{bracket}」が閉じていません");
    let help = match (comment, wide) {
        (Some(_), _) => format!(
            "「#」から行の終わりまでは覚え書き(コメント)と読まれ、「{closing}」も読まれません。「#」を含む語は \" \" で囲んでください"
        ),
        (_, Some(wide)) => format!("全角の「{wide}」を半角の「{closing}」に直してください"),
        _ => format!("「{closing}」で閉じてください。{BRACKET_REMEDY}"),
    };
    let slip = Slip::new(opened..opened + 1, message, help);
    match comment {
        Some(at) => slip.beside(at, "ここから後が読まれません"),
        None => slip,
    }
}
