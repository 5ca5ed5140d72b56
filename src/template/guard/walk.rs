//! The source followed along its content: each token must be what stands there.

use super::place::{Open, SourcePlace};
use super::reading::ContentToken;
use crate::prose::is_japanese;

/// Follows the whole of `source`; the error is the place of the first difference.
pub(super) fn follow(source: &str, tokens: &[ContentToken<'_>]) -> Result<(), usize> {
    let mut walk = ContentWalk { place: SourcePlace::begin(source), last: Last::Opened, bracket: None };
    for token in tokens {
        walk.token(token)?;
    }
    walk.finish()
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

struct ContentWalk<'a> {
    place: SourcePlace<'a>,
    last: Last,
    /// Where the words end of a link that began.
    bracket: Option<usize>,
}

impl ContentWalk<'_> {
    fn token(&mut self, token: &ContentToken<'_>) -> Result<(), usize> {
        match token {
            ContentToken::Words(words) => {
                self.begin_words()?;
                if self.bracket.is_none() && self.place.rest().starts_with(&**words) {
                    self.place.at += words.len();
                } else {
                    words.chars().try_for_each(|c| self.character(c))?;
                }
                self.place.pass_soft_hyphens();
                self.last = Last::Words;
            }
            ContentToken::LineBreak => {
                self.place.require(self.last == Last::Words)?;
                self.last = Last::LineBreak;
            }
            ContentToken::ParagraphBreak => {
                let behind_words = self.last == Last::Words;
                self.place.require(behind_words || self.last == Last::Closed)?;
                self.last = Last::ParagraphBreak { behind_words };
            }
            ContentToken::StrongStart => {
                self.begin_words()?;
                self.asterisks()?;
                let before = self.place.source[..self.place.at - 2].chars().next_back();
                let behind = self.place.rest().chars().next();
                let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_japanese(c));
                self.place
                    .require(behind.is_some_and(|c| !c.is_whitespace()) && !(is_letter(before) && is_letter(behind)))?;
                self.last = Last::Words;
            }
            ContentToken::StrongEnd => {
                self.place.require(self.last == Last::Words)?;
                self.asterisks()?;
                let before = self.place.source[..self.place.at - 2].chars().next_back();
                self.place.require(before.is_some_and(|c| !c.is_whitespace()))?;
            }
            ContentToken::QuoteStart => {
                match self.last {
                    Last::Opened => self.place.pass_bare_marks()?,
                    Last::ParagraphBreak { .. } => self.place.gap(0)?,
                    Last::Words | Last::LineBreak | Last::Closed => return Err(self.place.at),
                }
                self.place.pass_indent();
                let is_mark = self.place.quote_mark();
                self.place.require(is_mark)?;
                self.place.open.push(Open::Quote);
                self.last = Last::Opened;
            }
            ContentToken::ItemStart(number) => self.item(number.as_deref())?,
            ContentToken::QuoteEnd | ContentToken::ItemEnd => {
                self.place.require(matches!(self.last, Last::Words | Last::Closed))?;
                self.place.open.pop();
                self.last = Last::Closed;
            }
            ContentToken::ListEnd => self.place.require(self.last == Last::Closed)?,
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(), usize> {
        self.place.require(matches!(self.last, Last::Words | Last::Closed) || self.place.source.trim().is_empty())?;
        while !self.place.rest().is_empty() {
            self.place.line_break()?;
            while self.place.pass_empty_line() {}
        }
        Ok(())
    }

    /// Goes to where the words of this token must stand.
    fn begin_words(&mut self) -> Result<(), usize> {
        match self.last {
            Last::Opened => self.place.pass_bare_marks(),
            Last::Words => Ok(()),
            Last::LineBreak => {
                self.place.line_break()?;
                self.place.pass_containers();
                Ok(())
            }
            Last::ParagraphBreak { behind_words } => self.place.gap(usize::from(behind_words)),
            Last::Closed => Err(self.place.at),
        }
    }

    fn character(&mut self, c: char) -> Result<(), usize> {
        self.pass_unprinted(c);
        // A tab prints as a wide blank.
        let written = if c == '\u{3000}' && self.place.rest().starts_with('\t') { '\t' } else { c };
        self.place.require(self.place.rest().starts_with(written))?;
        self.place.at += written.len_utf8();
        Ok(())
    }

    /// `**`, and no more of them.
    fn asterisks(&mut self) -> Result<(), usize> {
        self.pass_unprinted('*');
        let rest = self.place.rest();
        let is_mark =
            rest.starts_with("**") && !rest.starts_with("***") && !self.place.source[..self.place.at].ends_with('*');
        self.place.require(is_mark)?;
        self.place.at += 2;
        Ok(())
    }

    /// Passes what prints as nothing.
    fn pass_unprinted(&mut self, next: char) {
        self.place.pass_soft_hyphens();
        while self.pass_bracket(next) {
            self.place.pass_soft_hyphens();
        }
    }

    /// Passes a bracket of a link, unless it is what stands in the content. Whether there was one.
    fn pass_bracket(&mut self, next: char) -> bool {
        let before = self.place.at;
        if self.place.rest().starts_with('[') && next != '[' {
            if let Some(length) = link_words(self.place.rest())
                && !self.place.source[..self.place.at].ends_with('!')
            {
                self.bracket = Some(self.place.at + 1 + length);
                self.place.at += 1;
            }
        } else if self.bracket == Some(self.place.at) {
            self.bracket = None;
            self.place.at += 1;
        }
        self.place.at > before
    }

    fn item(&mut self, number: Option<&str>) -> Result<(), usize> {
        match self.last {
            Last::Opened => self.place.pass_bare_marks()?,
            Last::Words | Last::Closed => self.place.gap(0)?,
            Last::LineBreak | Last::ParagraphBreak { .. } => return Err(self.place.at),
        }
        self.place.pass_indent();
        let is_number = |number: &str| {
            let digits = number.trim_end_matches(['.', ')']);
            digits.len() + 1 == number.len()
                && (1..=9).contains(&digits.len())
                && digits.bytes().all(|c| c.is_ascii_digit())
        };
        let length = match number {
            Some(number) if is_number(number) && self.place.rest().starts_with(number) => number.len(),
            None if self.place.rest().starts_with(['-', '*']) => 1,
            _ => return Err(self.place.at),
        };
        self.place.at += length;
        let (marked, from) = (self.place.at, self.place.column());
        let blanks = self.place.rest().len() - self.place.rest().trim_start_matches([' ', '\t']).len();
        self.place.require(blanks > 0)?;
        self.place.at += blanks;
        // Five blanks are one that belongs to the mark, and four of the words.
        if self.place.column() > from + 4 {
            self.place.at = marked + 1;
            self.place.open.push(Open::Item(from + 1));
        } else {
            self.place.open.push(Open::Item(self.place.column()));
        }
        self.last = Last::Opened;
        Ok(())
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
