//! The source followed along its content: each token must be what stands there.

use super::reading::Token;
use crate::prose::is_japanese;

/// Follows the whole of `source`; the error is the place of the first difference.
pub(super) fn follow(source: &str, tokens: &[Token]) -> Result<(), usize> {
    let mut walk = Walk { source, at: 0, open: Vec::new(), last: Last::Opened, bracket: None, quoted: usize::MAX };
    for token in tokens {
        walk.token(token)?;
    }
    walk.finish()
}

/// A quotation or an item that is open; of an item the column of its words.
enum Open {
    Quote,
    Item(usize),
}

/// What came before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// The text, a quotation or an item began.
    Opened,
    Words,
    LineBreak,
    /// A new paragraph was begun, behind words or behind a list or a quotation.
    ParagraphBreak {
        behind_words: bool,
    },
    /// A list or a quotation ended.
    Closed,
}

struct Walk<'a> {
    source: &'a str,
    at: usize,
    open: Vec<Open>,
    last: Last,
    /// Where the words end of a link that began.
    bracket: Option<usize>,
    /// The end of the last bare mark of a quotation that was passed: the one below it needs no further look.
    quoted: usize,
}

impl Walk<'_> {
    fn token(&mut self, token: &Token) -> Result<(), usize> {
        match token {
            Token::Words(words) => {
                self.begin_words()?;
                if self.bracket.is_none() && self.rest().starts_with(words.as_str()) {
                    self.at += words.len();
                } else {
                    words.chars().try_for_each(|c| self.character(c))?;
                }
                self.last = Last::Words;
            }
            Token::LineBreak => {
                self.require(self.last == Last::Words)?;
                self.last = Last::LineBreak;
            }
            Token::ParagraphBreak => {
                let behind_words = self.last == Last::Words;
                self.require(behind_words || self.last == Last::Closed)?;
                self.last = Last::ParagraphBreak { behind_words };
            }
            Token::StrongStart => {
                self.begin_words()?;
                self.asterisks()?;
                let before = self.source[..self.at - 2].chars().next_back();
                let behind = self.rest().chars().next();
                let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_japanese(c));
                self.require(behind.is_some_and(|c| !c.is_whitespace()) && !(is_letter(before) && is_letter(behind)))?;
                self.last = Last::Words;
            }
            Token::StrongEnd => {
                self.require(self.last == Last::Words)?;
                self.asterisks()?;
                let before = self.source[..self.at - 2].chars().next_back();
                self.require(before.is_some_and(|c| !c.is_whitespace()))?;
            }
            Token::QuoteStart => {
                match self.last {
                    Last::Opened => self.pass_bare_marks()?,
                    Last::ParagraphBreak { .. } => self.gap(0)?,
                    Last::Words | Last::LineBreak | Last::Closed => return Err(self.at),
                }
                self.pass_indent();
                let is_mark = self.quote_mark();
                self.require(is_mark)?;
                self.open.push(Open::Quote);
                self.last = Last::Opened;
            }
            Token::ItemStart(number) => self.item(number.as_deref())?,
            Token::QuoteEnd | Token::ItemEnd => {
                self.require(matches!(self.last, Last::Words | Last::Closed))?;
                self.open.pop();
                self.last = Last::Closed;
            }
            Token::ListEnd => self.require(self.last == Last::Closed)?,
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(), usize> {
        self.require(matches!(self.last, Last::Words | Last::Closed) || self.source.trim().is_empty())?;
        while !self.rest().is_empty() {
            self.line_break()?;
            while self.pass_empty_line() {}
        }
        Ok(())
    }

    fn rest(&self) -> &str {
        &self.source[self.at..]
    }

    fn require(&self, holds: bool) -> Result<(), usize> {
        if holds { Ok(()) } else { Err(self.at) }
    }

    /// Goes to where the words of this token must stand.
    fn begin_words(&mut self) -> Result<(), usize> {
        match self.last {
            Last::Opened => self.pass_bare_marks(),
            Last::Words => Ok(()),
            Last::LineBreak => {
                self.line_break()?;
                self.pass_containers();
                Ok(())
            }
            Last::ParagraphBreak { behind_words } => self.gap(usize::from(behind_words)),
            Last::Closed => Err(self.at),
        }
    }

    fn character(&mut self, c: char) -> Result<(), usize> {
        self.pass_bracket(c);
        // A tab prints as a wide blank.
        let written = if c == '\u{3000}' && self.rest().starts_with('\t') { '\t' } else { c };
        self.require(self.rest().starts_with(written))?;
        self.at += written.len_utf8();
        Ok(())
    }

    /// `**`, and no more of them.
    fn asterisks(&mut self) -> Result<(), usize> {
        self.pass_bracket('*');
        let rest = self.rest();
        let is_mark = rest.starts_with("**") && !rest.starts_with("***") && !self.source[..self.at].ends_with('*');
        self.require(is_mark)?;
        self.at += 2;
        Ok(())
    }

    /// Passes a bracket of a link, unless it is what stands in the content.
    fn pass_bracket(&mut self, next: char) {
        if self.rest().starts_with('[') && next != '[' {
            if let Some(length) = link_words(self.rest())
                && !self.source[..self.at].ends_with('!')
            {
                self.bracket = Some(self.at + 1 + length);
                self.at += 1;
            }
        } else if self.bracket == Some(self.at) {
            self.bracket = None;
            self.at += 1;
        }
    }

    fn item(&mut self, number: Option<&str>) -> Result<(), usize> {
        match self.last {
            Last::Opened => self.pass_bare_marks()?,
            Last::Words | Last::Closed => self.gap(0)?,
            Last::LineBreak | Last::ParagraphBreak { .. } => return Err(self.at),
        }
        self.pass_indent();
        let is_number = |number: &str| {
            let digits = number.trim_end_matches(['.', ')']);
            digits.len() + 1 == number.len()
                && (1..=9).contains(&digits.len())
                && digits.bytes().all(|c| c.is_ascii_digit())
        };
        let length = match number {
            Some(number) if is_number(number) && self.rest().starts_with(number) => number.len(),
            None if self.rest().starts_with(['-', '*']) => 1,
            _ => return Err(self.at),
        };
        self.at += length;
        let (marked, from) = (self.at, self.column());
        let blanks = self.rest().len() - self.rest().trim_start_matches([' ', '\t']).len();
        self.require(blanks > 0)?;
        self.at += blanks;
        // Five blanks are one that belongs to the mark, and four of the words.
        if self.column() > from + 4 {
            self.at = marked + 1;
            self.open.push(Open::Item(from + 1));
        } else {
            self.open.push(Open::Item(self.column()));
        }
        self.last = Last::Opened;
        Ok(())
    }

    /// The column of this place, in which a tab reaches to the next fourth one.
    fn column(&self) -> usize {
        let start = self.source[..self.at].rfind('\n').map_or(0, |at| at + 1);
        self.source[start..self.at].bytes().fold(0, |column, byte| match byte {
            b'\t' => (column / 4 + 1) * 4,
            _ => column + 1,
        })
    }

    fn line_break(&mut self) -> Result<(), usize> {
        let length = if self.rest().starts_with("\r\n") { 2 } else { 1 };
        self.require(length == 2 || self.rest().starts_with('\n'))?;
        self.at += length;
        Ok(())
    }

    /// From the end of a line to the next that has words, over at least so many empty ones.
    fn gap(&mut self, least: usize) -> Result<(), usize> {
        self.line_break()?;
        let mut empty = 0;
        while self.pass_empty_line() {
            empty += 1;
        }
        let inside = self.pass_containers();
        self.require(inside && empty >= least)
    }

    /// At the begin of a text or a quotation: passes lines that have no words.
    fn pass_bare_marks(&mut self) -> Result<(), usize> {
        let begins_line = self.at == 0 || self.source[..self.at].ends_with('\n');
        if begins_line {
            while self.pass_empty_line() {}
            return Ok(());
        }
        let line = self.rest().lines().next().unwrap_or_default();
        if !self.rest().is_empty() && line.trim_matches([' ', '\t']).is_empty() {
            self.at += line.len();
            self.gap(0)?;
        }
        Ok(())
    }

    /// Passes a line of blanks and of marks of a quotation, with its break.
    fn pass_empty_line(&mut self) -> bool {
        let length = self.rest().find('\n');
        let end = length.map_or(self.source.len(), |length| self.at + length);
        let line = &self.source[self.at..end];
        // Behind the last line there is none.
        if length.is_none() && line.is_empty() {
            return false;
        }
        let marked = is_bare(line);
        // Deeper than any mark outside of an item: words.
        let indent = line.len() - line.trim_start_matches(' ').len();
        if marked && indent > 3 && !self.open.iter().any(|open| matches!(open, Open::Item(_))) {
            return false;
        }
        let is_empty = if marked && self.quoted == self.at { true } else { is_empty_line(self.source, self.at, end) };
        if is_empty {
            self.at = end + usize::from(length.is_some());
            if marked {
                self.quoted = self.at;
            }
        }
        is_empty
    }

    /// Passes what a line begins with inside of the open quotations and items, and whether it is inside of all.
    fn pass_containers(&mut self) -> bool {
        for index in 0..self.open.len() {
            let before = self.at;
            let inside = match self.open[index] {
                Open::Quote => {
                    self.pass_indent();
                    self.quote_mark()
                }
                Open::Item(column) => {
                    while self.column() < column && self.rest().starts_with([' ', '\t']) {
                        self.at += 1;
                    }
                    self.column() >= column
                }
            };
            if !inside {
                self.at = before;
                return false;
            }
        }
        true
    }

    /// Passes up to three blanks before a mark.
    fn pass_indent(&mut self) {
        let (before, from) = (self.at, self.column());
        while self.column() < from + 3 && self.rest().starts_with([' ', '\t']) {
            self.at += 1;
        }
        if self.column() > from + 3 {
            self.at = before;
        }
    }

    /// Passes `>` and one blank behind it, where words follow or the line is an empty one of a quotation.
    fn quote_mark(&mut self) -> bool {
        let line = self.rest().lines().next().unwrap_or_default();
        let marks = line.trim_start_matches('>');
        // Behind a tab it is none.
        if self.source[..self.at].trim_end_matches(' ').ends_with('\t') {
            return false;
        }
        let is_mark = match line.trim_matches(['>', ' ', '\t']).is_empty() {
            true => line.starts_with('>') && is_empty_line(self.source, self.at, self.at + line.len()),
            false => line.starts_with('>') && marks.starts_with([' ', '\t']),
        };
        if is_mark {
            self.at += 1;
            if self.rest().starts_with([' ', '\t']) {
                self.at += 1;
            }
        }
        is_mark
    }
}

/// The length of a link's words behind `[`: `[words](scheme…)` on one line.
fn link_words(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('[')?;
    let length = inner.find(['[', ']', '\n']).filter(|length| *length > 0)?;
    let address = inner[length..].strip_prefix("](")?;
    let end = address.find(|c: char| c == '(' || c == ')' || c.is_whitespace())?;
    let scheme = ["http://", "https://", "mailto:", "tel:"].into_iter().find(|scheme| address.starts_with(scheme))?;
    (address[end..].starts_with(')') && end > scheme.len()).then_some(length)
}

/// Whether a line has nothing but marks of quotations.
fn is_bare(line: &str) -> bool {
    line.trim_start_matches(' ').starts_with('>') && line.bytes().all(|c| matches!(c, b'>' | b' ' | b'\t' | b'\r'))
}

/// Whether the line from `start` to `end` is blank, or `>` alone among the lines of a quotation.
fn is_empty_line(source: &str, start: usize, end: usize) -> bool {
    if !is_bare(&source[start..end]) {
        return source[start..end].trim_matches([' ', '\t', '\r']).is_empty();
    }
    // The next line above or below that is no bare mark.
    let above = source[..start].lines().rev().find(|line| !is_bare(line));
    let below = source[end..].lines().skip(1).find(|line| !is_bare(line));
    let quoted = |line: &str| {
        let line = line.trim_start_matches(' ');
        let words = line.trim_start_matches('>');
        words.len() < line.len() && words.starts_with([' ', '\t'])
    };
    above.into_iter().chain(below).any(quoted)
}
