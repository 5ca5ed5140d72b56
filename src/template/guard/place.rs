//! A place in the source, and what lines begin with: the blanks and marks of the quotations and items that are open.

/// A quotation or an item that is open; of an item the column of its words.
pub(super) enum Open {
    Quote,
    Item(usize),
}

/// A place in the source.
pub(super) struct SourcePlace<'a> {
    pub(super) source: &'a str,
    pub(super) at: usize,
    /// What is open here.
    pub(super) open: Vec<Open>,
    /// The end of the last bare mark of a quotation that was passed: the one below it needs no further look.
    quoted: usize,
}

impl<'a> SourcePlace<'a> {
    pub(super) fn begin(source: &'a str) -> Self {
        Self { source, at: 0, open: Vec::new(), quoted: usize::MAX }
    }

    pub(super) fn rest(&self) -> &str {
        &self.source[self.at..]
    }

    pub(super) fn require(&self, holds: bool) -> Result<(), usize> {
        if holds { Ok(()) } else { Err(self.at) }
    }

    /// Passes places where a word may be parted, of which nothing prints.
    pub(super) fn pass_soft_hyphens(&mut self) {
        self.at = self.source.len() - self.rest().trim_start_matches('\u{AD}').len();
    }

    /// The column of this place, in which a tab reaches to the next fourth one.
    pub(super) fn column(&self) -> usize {
        let start = self.source[..self.at].rfind('\n').map_or(0, |at| at + 1);
        self.source[start..self.at].bytes().fold(0, |column, byte| match byte {
            b'\t' => (column / 4 + 1) * 4,
            _ => column + 1,
        })
    }

    pub(super) fn line_break(&mut self) -> Result<(), usize> {
        let length = if self.rest().starts_with("\r\n") { 2 } else { 1 };
        self.require(length == 2 || self.rest().starts_with('\n'))?;
        self.at += length;
        Ok(())
    }

    /// From the end of a line to the next that has words, over at least so many empty ones.
    pub(super) fn gap(&mut self, least: usize) -> Result<(), usize> {
        self.line_break()?;
        let mut empty = 0;
        while self.pass_empty_line() {
            empty += 1;
        }
        let inside = self.pass_containers();
        self.require(inside && empty >= least)
    }

    /// At the begin of a text or a quotation: passes lines that have no words.
    pub(super) fn pass_bare_marks(&mut self) -> Result<(), usize> {
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
    pub(super) fn pass_empty_line(&mut self) -> bool {
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
    pub(super) fn pass_containers(&mut self) -> bool {
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
    pub(super) fn pass_indent(&mut self) {
        let (before, from) = (self.at, self.column());
        while self.column() < from + 3 && self.rest().starts_with([' ', '\t']) {
            self.at += 1;
        }
        if self.column() > from + 3 {
            self.at = before;
        }
    }

    /// Passes `>` and one blank behind it, where words follow or the line is an empty one of a quotation.
    pub(super) fn quote_mark(&mut self) -> bool {
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
