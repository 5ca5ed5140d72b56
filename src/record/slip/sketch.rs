//! The lines of a YAML file as people see them, up to the first that is not as it should be.

use super::super::lookalike::is_odd_blank;
use super::Slip;
use super::flow::{FlowPart, GLUED_REMEDY};
use super::line::{LineEnd, blank_in_indent, colon, dash, plain, stray};
use std::ops::Range;

/// The first slip in a part of a text.
pub(super) fn first_slip(text: &str, range: &Range<usize>) -> Option<Slip> {
    let mut sketch = Sketch {
        text,
        end: range.end,
        at: range.start,
        levels: Vec::new(),
        last: LineEnd::Nothing,
        above: None,
        line_at: range.start,
        open_before: Vec::new(),
    };
    while sketch.at < sketch.end {
        if let Err(slip) = sketch.line() {
            return Some(slip);
        }
    }
    None
}

/// A list or a record that is open: its lines begin at this column.
#[derive(Debug, Clone, Copy)]
struct Level {
    column: usize,
    is_list: bool,
    /// Where its first line begins.
    first: usize,
    /// Where its last line begins.
    line: usize,
}

/// The last line that began something, and what was open before it: where the next one does not fit, this one may be the
/// one that is shifted.
#[derive(Debug, Clone)]
struct Above {
    /// Where what stands behind its hyphens begins.
    at: usize,
    column: usize,
    /// The column of its first hyphen.
    hyphen: Option<usize>,
    has_key: bool,
    levels: Vec<Level>,
    last: LineEnd,
}

struct Sketch<'a> {
    text: &'a str,
    end: usize,
    at: usize,
    levels: Vec<Level>,
    last: LineEnd,
    above: Option<Above>,
    /// Where the line begins that is looked at.
    line_at: usize,
    /// What was open before it.
    open_before: Vec<Level>,
}

impl<'a> Sketch<'a> {
    fn line(&mut self) -> Result<(), Slip> {
        let start = self.at;
        let line = self.rest_of_line(start);
        self.at = self.next_line(start);
        let body = line.trim_start_matches(|c: char| c == ' ' || c == '\t' || c == '\u{3000}' || is_odd_blank(c));
        if body.trim().is_empty() || body.starts_with('#') || body == "---" || body == "..." {
            return Ok(());
        }
        let lead = &line[..line.len() - body.len()];
        if let Some(slip) = blank_in_indent(start, lead) {
            return Err(slip);
        }
        self.structure(start, lead.len(), start + lead.len())
    }

    /// Hyphens, then a key, then its value.
    fn structure(&mut self, line: usize, indent: usize, begin: usize) -> Result<(), Slip> {
        let before = (self.levels.clone(), self.last);
        let (mut at, mut inline) = (begin, false);
        if let Some(slip) = self.leftover(indent, begin) {
            return Err(slip);
        }
        while let Some(blanks) = hyphen(self.rest_of_line(at)) {
            // No form has a list of lists.
            if inline && key(&self.rest_of_line(at)[1 + blanks..]).is_some() {
                let item = &self.rest_of_line(at)[1 + blanks..];
                let shown: String = item.chars().take(12).collect();
                let help = format!("「- {shown}…」のように、「- 」を一つにしてください");
                return Err(Slip::new(begin..at + 1 + blanks, "行頭の「- 」が二つ続いています", help));
            }
            self.open(line, at, true, inline)?;
            inline = true;
            at += 1 + blanks;
        }
        let rest = self.rest_of_line(at);
        let length = key(rest);
        if length.is_some() {
            self.open(line, at, false, inline)?;
        }
        let opens = !inline && length.is_none() && self.goes_on(indent);
        if !opens || self.last == LineEnd::Opens {
            self.above = Some(Above {
                at,
                column: at - line,
                hyphen: inline.then_some(begin - line),
                has_key: length.is_some(),
                levels: before.0,
                last: before.1,
            });
        }
        match length {
            _ if rest.is_empty() || rest.starts_with('#') => {
                self.last = LineEnd::Opens;
                Ok(())
            }
            Some(length) => {
                let value = at + length;
                let behind = self.rest_of_line(value);
                let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
                self.value(value + blanks, at - line)
            }
            None if inline => match dash(at, rest).or_else(|| colon(at, rest)) {
                Some(slip) => Err(slip),
                None => self.value(at, begin - line),
            },
            None if rest.starts_with('{') && !opens && self.levels.last().is_none_or(|level| level.is_list) => {
                Err(self.no_hyphen(at))
            }
            None if opens && self.last == LineEnd::Opens => {
                if rest.starts_with('{') && self.item_follows(indent) {
                    return Err(self.no_hyphen(at));
                }
                match dash(at, rest) {
                    Some(slip) => Err(slip),
                    None => self.value(at, self.levels.last().map_or(0, |level| level.column)),
                }
            }
            None if opens => Ok(()),
            None => {
                Err(self.shifted_header(indent).unwrap_or_else(|| stray(at..at + rest.len(), rest, indent, self.last)))
            }
        }
    }

    /// The end of an event in braces, behind one that is complete: two people's lines were put together.
    fn leftover(&self, indent: usize, begin: usize) -> Option<Slip> {
        let body = self.rest_of_line(begin);
        let closes = body.matches(['}', ']']).count() > body.matches(['{', '[']).count();
        let in_events = matches!(self.levels.as_slice(), [Level { column: 0, is_list: true, .. }]);
        let is_end = body.ends_with('}') && closes && body.contains(": ") && hyphen(body).is_none();
        (in_events && indent > 0 && self.last == LineEnd::Closed && is_end).then(|| {
            let message = "この行は、どの記録にも入っていません。上の記録と別の記録が混ざったおそれがあります";
            Slip::new(begin..begin + body.len(), message, GLUED_REMEDY)
        })
    }

    /// Whether a line without a key goes on with the value above.
    fn goes_on(&self, indent: usize) -> bool {
        let deeper = self.levels.last().is_some_and(|level| indent > level.column);
        deeper && matches!(self.last, LineEnd::Plain | LineEnd::Opens)
    }

    /// A line of a list or of a record begins at a column: in one that is open, or in a new one where that may be.
    fn open(&mut self, line: usize, at: usize, is_list: bool, inline: bool) -> Result<(), Slip> {
        let column = at - line;
        let before = self.levels.clone();
        self.line_at = line;
        self.open_before.clone_from(&before);
        self.levels.retain(|level| level.column <= column);
        // `key:` and its items may stand in one column.
        if !is_list
            && let [.., outer, inner] = self.levels.as_slice()
            && outer.column == column
            && inner.column == column
            && inner.is_list
            && !outer.is_list
        {
            self.levels.pop();
        }
        let fits = match self.levels.last_mut() {
            Some(level) if level.column == column && level.is_list == is_list => {
                level.line = line;
                return Ok(());
            }
            Some(level) if level.column == column => is_list && self.last == LineEnd::Opens,
            Some(_) => inline || (self.last == LineEnd::Opens && self.levels.len() == before.len()),
            None => before.is_empty(),
        };
        if fits {
            self.levels.push(Level { column, is_list, first: line, line });
            return Ok(());
        }
        Err(self.shifted(at, column, is_list, &before))
    }

    /// The slip of the line above, where this one would fit without it.
    fn shifted_above(&self, column: usize, is_list: bool) -> Option<Slip> {
        let above = self.above.as_ref()?;
        let first = self.rest_of_line(above.at);
        if is_list && above.hyphen.is_none() && !above.has_key {
            return Some(match first.starts_with('{') {
                true => self.no_hyphen(above.at),
                false => stray(above.at..above.at + first.len(), first, above.column, above.last),
            });
        }
        let is_closed = above.hyphen.is_some() && self.last != LineEnd::Plain;
        if !above.has_key && !is_closed && !is_list && above.column == column {
            return Some(stray(above.at..above.at + first.len(), first, above.column, above.last));
        }
        let outer = above.levels.last().map(|level| level.column);
        let begins = above.last == LineEnd::Opens;
        let under = outer.map_or(0, |outer| outer + 2);
        let is_open = |column: usize, is_list: bool| {
            above.levels.iter().any(|level| level.column == column && level.is_list == is_list)
        };
        let fits = |column: usize, is_list: bool| {
            is_open(column, is_list) || (begins && (column == under || (is_list && Some(column) == outer)))
        };
        // `意向:` would stay empty: the line above belongs below it.
        let leaves_empty = begins && !is_list && outer.is_some_and(|outer| above.column <= outer) && column == under;
        let next = self.next_key(column, is_list);
        // The first line of an item, without its hyphen.
        let is_first = begins && above.hyphen.is_none() && outer.is_some_and(|outer| above.column > outer);
        if is_first && !is_list && column == above.column + 2 && self.last != LineEnd::Opens {
            let goes_on = next == Some((column, false)) || next == Some((above.column, true));
            return goes_on.then(|| self.no_hyphen(above.at));
        }
        let goes_on_above =
            above.hyphen.is_none() && (next == Some((above.column, false)) || self.next_indent() == Some(above.column));
        // A line that came out of a list stands alone: no slip sets the one below it in by more than a step.
        let stands_alone = column > above.column + 2 && is_open(column, false);
        let is_head = above.levels.is_empty() && column == 0;
        if goes_on_above && above.column != column && !is_list && !leaves_empty && !stands_alone && !is_head {
            return None;
        }
        let (own, wanted, fits) = match above.hyphen {
            // Two blanks behind its key is where an item stands.
            Some(hyphen) if is_list => (hyphen, column, fits(column, true) && !(begins && hyphen == under)),
            Some(_) if !above.has_key => return None,
            Some(hyphen) if is_open(hyphen, true) || (begins && hyphen == under) => return None,
            Some(hyphen) => {
                let wanted = (hyphen + column).checked_sub(above.column)?;
                (hyphen, wanted, fits(wanted, true))
            }
            // The last line of the item before.
            None if is_list => (above.column, outer?, is_open(column, true)),
            None => (above.column, column, fits(column, false)),
        };
        let was_right = above.hyphen.is_none() && above.column == under && begins;
        let moved = own != wanted && fits && !was_right;
        (moved || (above.levels.is_empty() && column == 0 && own > 0)).then(|| {
            let rest = self.rest_of_line(above.at);
            let what = if above.hyphen.is_some() { "「- 」" } else { "行" };
            Slip::new(
                above.at..above.at + rest.len(),
                format!("字下げが前後の行と合いません(この{what}は {own} 字、前後の{what}は {wanted} 字)"),
                format!("この{what}の前の半角の空白を {wanted} つにしてください"),
            )
        })
    }

    /// The slip of the key whose lines are set in as if it stood where this line does.
    fn shifted_parent(&self, column: usize, is_list: bool) -> Option<Slip> {
        // What stands behind the hyphen of an item.
        let column = if is_list { column + 2 } else { column };
        let moved = self.open_before.windows(2).find_map(|pair| {
            let [parent, child] = pair else { return None };
            if parent.is_list || (is_list && !child.is_list) {
                return None;
            }
            let alone = !child.is_list && child.first == child.line && parent.column + 2 == column;
            // Its lines are two blanks behind this line, or the one below it is off by itself.
            if child.column == column + 2 && parent.column != column {
                return Some(if alone { child } else { parent });
            }
            (alone && child.column.abs_diff(column) == 1).then_some(child)
        })?;
        let at = moved.line + moved.column;
        let rest = self.rest_of_line(at);
        Some(Slip::new(
            at..at + rest.len(),
            format!("字下げが前後の行と合いません(この行は {} 字、前後の行は {column} 字)", moved.column),
            format!("この行の前の半角の空白を {column} つにしてください"),
        ))
    }

    /// `本人: |` that is set in too far: its text stands where it should.
    fn shifted_header(&self, indent: usize) -> Option<Slip> {
        let above = self.above.as_ref().filter(|above| above.has_key && above.hyphen.is_none())?;
        let wanted = indent.checked_sub(2)?;
        let is_open = |column: usize| above.levels.iter().any(|level| level.column == column && !level.is_list);
        let under = above.levels.last().map_or(0, |outer| outer.column + 2);
        let begins = above.last == LineEnd::Opens;
        let is_right = |column: usize| is_open(column) || (begins && column == under);
        if !matches!(self.last, LineEnd::Block(_))
            || above.column != indent
            || is_right(above.column)
            || !is_right(wanted)
        {
            return None;
        }
        let rest = self.rest_of_line(above.at);
        Some(Slip::new(
            above.at..above.at + rest.len(),
            format!("字下げが前後の行と合いません(この行は {indent} 字、前後の行は {wanted} 字)"),
            format!("この行の前の半角の空白を {wanted} つにしてください"),
        ))
    }

    /// The indent of the next line that begins something.
    fn next_indent(&self) -> Option<usize> {
        let mut below =
            self.text[self.next_line(self.line_at)..self.end].lines().filter(|line| !line.trim().is_empty());
        let line = below.next()?;
        let body = line.trim();
        (hyphen(body).is_some() || key(body).is_some()).then(|| line.len() - line.trim_start_matches(' ').len())
    }

    /// Column and kind of the next line that is set in no deeper than this one and begins something.
    fn next_key(&self, column: usize, is_list: bool) -> Option<(usize, bool)> {
        let below = self.text[self.next_line(self.line_at)..self.end].lines();
        below.map(|line| (line.len() - line.trim_start_matches(' ').len(), line.trim())).find_map(|(indent, body)| {
            let item = hyphen(body).is_some();
            // The items of a list may stand in one column with its key.
            let own_item = item && !is_list && indent == column;
            (indent <= column && !own_item && (item || key(body).is_some())).then_some((indent, item))
        })
    }

    /// A line whose indent fits no list and no record that is open.
    fn shifted(&self, at: usize, column: usize, is_list: bool, before: &[Level]) -> Slip {
        let body = self.rest_of_line(at);
        if let LineEnd::Block(_) = self.last
            && let Some(blanks) = hyphen(body)
            && key(&body[1 + blanks..]).is_none()
        {
            return stray(at..at + body.len(), body, column, self.last);
        }
        if let Some(slip) = self.shifted_above(column, is_list).or_else(|| self.shifted_parent(column, is_list)) {
            return slip;
        }
        let rest = self.rest_of_line(at);
        let span = at..at + rest.len();
        // An item without its hyphen goes on behind it; a key that is set in as far as the items above does not.
        let is_item = |level: &Level| match level.column {
            own if own == column => !is_of_words(own, before) || self.next_indent() == Some(column + 2),
            own => own + 2 == column && is_of_words(own, before),
        };
        if !is_list && before.iter().any(|level| level.is_list && is_item(level)) {
            return self.no_hyphen(at);
        }
        // The first item of a list that has lost its hyphen looks like a record, until the second comes.
        let inner = before.iter().find(|level| level.column > column).filter(|level| !level.is_list);
        let in_list =
            before.iter().any(|level| level.column == column || (level.is_list && level.column.abs_diff(column) < 2));
        if let Some(level) = inner.filter(|_| is_list && !in_list) {
            let begin = level.first + level.column;
            return self.no_hyphen(begin);
        }
        let alike = before.iter().filter(|level| level.is_list == is_list);
        let nearest = alike.min_by_key(|level| (level.column.abs_diff(column), usize::MAX - level.column));
        let Some(level) = nearest.or(before.last()) else {
            return Slip::new(span, "「- 」の置ける所ではありません", "行頭の「- 」を取ってください");
        };
        if level.column == column {
            return Slip::new(span, "ここには「- 」で始まる行を置けません", "行頭の「- 」を取ってください");
        }
        let wanted = level.column;
        let what = if is_list { "「- 」" } else { "行" };
        Slip::new(
            span,
            format!("字下げが上の{what}と合いません(この{what}は {column} 字、上の{what}は {wanted} 字)"),
            format!("行頭の半角の空白を {wanted} つにして、上の{what}とそろえてください"),
        )
        .beside(level.line + wanted, "そろえる行")
    }

    fn no_hyphen(&self, at: usize) -> Slip {
        let rest = self.rest_of_line(at);
        let shown: String = rest.chars().take(10).collect();
        let help =
            format!("「- {shown}…」のように始めてください。上の項目の続きなら、行頭の空白を上の行とそろえてください");
        Slip::new(at..at + rest.len(), "行頭の「- 」がありません", help)
    }

    /// Whether the next line that is no comment begins an item in this column.
    fn item_follows(&self, column: usize) -> bool {
        let below =
            self.text[self.at..self.end].lines().find(|line| !line.trim().is_empty() && !line.trim().starts_with('#'));
        below.is_some_and(|line| {
            line.get(column..).is_some_and(|rest| hyphen(rest).is_some()) && line[..column].trim().is_empty()
        })
    }

    /// What stands behind a key or a hyphen in this column.
    fn value(&mut self, at: usize, column: usize) -> Result<(), Slip> {
        let rest = self.rest_of_line(at);
        let part = FlowPart { text: self.text, end: self.end, column };
        self.last = match rest.chars().next() {
            None | Some('#') => LineEnd::Opens,
            Some('|' | '>') if is_block_mark(rest) => return self.block(column),
            Some(quote @ ('"' | '\'')) => {
                let end = part.quoted(at)?;
                if self.rest_of_line(end).trim_start().starts_with([',', ']', '}', ':']) {
                    let message = format!("引用符「{quote}」で閉じた後に、余分な字があります");
                    return Err(Slip::new(at..end, message, "引用符で囲むなら値の終わりまで囲んでください"));
                }
                self.at = self.next_line(end);
                LineEnd::Closed
            }
            Some('[' | '{') => {
                let end = part.brackets(at)?;
                self.at = self.next_line(end);
                LineEnd::Closed
            }
            Some(_) => match plain(at, rest) {
                Some(slip) => return Err(slip),
                None => LineEnd::Plain,
            },
        };
        Ok(())
    }

    /// A text under `|` or `>`: the lines set in deeper than what it belongs to.
    fn block(&mut self, column: usize) -> Result<(), Slip> {
        let (mut inner, mut first) = (None, None);
        while self.at < self.end {
            let line = self.rest_of_line(self.at);
            let indent = line.len() - line.trim_start_matches(' ').len();
            if line.trim().is_empty() {
                self.at = self.next_line(self.at);
                continue;
            }
            if indent <= column {
                break;
            }
            let wanted = *inner.get_or_insert(indent);
            if indent < wanted && !line[indent..].starts_with('#') {
                self.last = LineEnd::Block(wanted);
                return self.out_of_block(line, indent, column, first.unwrap_or(self.at + indent));
            }
            first.get_or_insert(self.at + indent);
            self.at = self.next_line(self.at);
        }
        self.last = inner.map_or(LineEnd::Closed, LineEnd::Block);
        // Nothing is set in: the text has lost its indent from its first line on.
        if inner.is_none() {
            self.last = LineEnd::Block(column + 2);
        }
        Ok(())
    }

    /// A line of a text that is set in less than the text, and more than its key.
    fn out_of_block(&mut self, line: &str, indent: usize, column: usize, first: usize) -> Result<(), Slip> {
        let LineEnd::Block(wanted) = self.last else { return Ok(()) };
        let (body, at) = (&line[indent..], self.at + indent);
        if key(body).is_some() || hyphen(body).is_some_and(|_| wanted == column + 2) {
            return self.open(self.at, at, hyphen(body).is_some(), false);
        }
        // Two blanks more than the key is what a text has: then its first line is the one that is shifted.
        if indent == column + 2 {
            let rest = self.rest_of_line(first);
            return Err(Slip::new(
                first..first + rest.len(),
                format!("文の初めの行だけ字下げが違います(この行は {wanted} 字、下の行は {indent} 字)"),
                format!("行頭の半角の空白を {indent} つにして、下の行とそろえてください"),
            ));
        }
        Err(stray(at..at + body.len(), body, indent, self.last))
    }

    fn rest_of_line(&self, at: usize) -> &'a str {
        self.text[at..self.end].split('\n').next().unwrap_or_default().trim_end_matches(['\r', ' ', '\t'])
    }

    fn next_line(&self, at: usize) -> usize {
        self.text[at..self.end].find('\n').map_or(self.end, |found| at + found + 1)
    }
}

/// Whether the items of the list in this column are words or stand in braces.
fn is_of_words(column: usize, levels: &[Level]) -> bool {
    levels.iter().all(|level| level.is_list || level.column <= column)
}

/// The blanks behind a hyphen that begins an item.
fn hyphen(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('-')?;
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    (rest.is_empty() || blanks > 0).then_some(blanks)
}

/// The length of a key with its colon, where a line begins with one.
fn key(text: &str) -> Option<usize> {
    if let Some(quote) = text.chars().next().filter(|c| ['"', '\''].contains(c)) {
        let close = text[1..].find(quote)? + 2;
        let colon = text[close..].starts_with(": ") || &text[close..] == ":";
        return colon.then_some(close + 1);
    }
    if text.starts_with(['{', '[', '|', '>', '&', '*', '!', '@', '%', '`', '｛', '［', '“', '”']) {
        return None;
    }
    let found = text.find(": ").or_else(|| text.ends_with(':').then(|| text.len() - 1))?;
    let name = &text[..found];
    let wide = name.contains(['：', ':']) && !name.contains(' ');
    (!wide && !name.contains(" #") && dash(0, text).is_none()).then_some(found + 1)
}

/// `|`, `|-`, `>2` and the like, alone on their line.
fn is_block_mark(text: &str) -> bool {
    let rest = text[1..].trim_start_matches(|c: char| c == '+' || c == '-' || c.is_ascii_digit());
    rest.is_empty() || rest.starts_with(" #")
}
