//! Whether a box of the page holds a value.

use super::boxes::{Area, AreaBoxes, Boxes, touches};
use super::paper::bare;
use super::sought::Sought;
use super::{CIRCLED, GAP, TICK, is_block, is_told, stands_alone};
use crate::template::context::Appearance;
use crate::typeset::ReadCell;
use memchr::memmem;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::iter;
use std::ops::Range;

/// What a box says whose text stands on a sheet behind.
const ANNEX: [&str; 2] = ["別紙", "続紙"];

impl Boxes<'_> {
    /// Whether a value stands in an area; in its own row, where that is known.
    pub(super) fn holds(&self, area: &Area, own: &Sought<'_>) -> bool {
        let boxes = match area {
            Area::Run(run) => return self.has(*run, own),
            Area::Boxes(boxes) => boxes,
        };
        let all = self.of_row(boxes, own);
        if all.is_empty() {
            return false;
        }
        let pictures = || all.iter().flat_map(|number| self.pictures(*number));
        match &own.form {
            Appearance::Text(own) => {
                let mut texts = all.iter().flat_map(|number| &self.paper.boxes[*number].texts).peekable();
                texts.peek().is_none() || texts.any(|number| number == own)
            }
            Appearance::Chosen(word) => {
                let rings = self.paper.pictures.iter().any(|picture| picture.ends_with(CIRCLED));
                !own.labelled && !rings
                    || pictures().any(|picture| picture.strip_suffix(CIRCLED) == Some(word.as_str()))
            }
            Appearance::Pictured(word) => pictures().any(|picture| is_told(picture, word)),
            Appearance::Block { day, hours } => pictures().any(|picture| is_block(picture, day, hours)),
            Appearance::Whole(_) => self.runs(&all).any(|run| run == own.word()),
            Appearance::Words(_) | Appearance::Ticked(_) => {
                self.runs(&all).any(|run| is_annexed(run))
                    || self.numbers(&all).any(|run| self.has(run, own)) && self.is_apart(&all, own)
            }
            Appearance::Portrayed(says) => self.portraits(area).any(|portrait| portrait.says == says),
            Appearance::Portrait(_) => {
                self.portraits(area).any(|portrait| own.bare.iter().any(|word| portrait.words == *word))
            }
            Appearance::Behind { .. } | Appearance::Shared(_) => self.numbers(&all).any(|run| self.has(run, own)),
            Appearance::Of { name, duty, from } => !self.is_another(area, name, duty, from.as_deref()),
            Appearance::Edge { .. } => true,
        }
    }

    /// What the pictures of a box itself say.
    pub(super) fn pictures(&self, number: usize) -> impl Iterator<Item = &str> {
        self.paper.pictures[self.paper.boxes[number].pictures.clone()].iter().copied()
    }

    /// Whether an area tells where a value stands that a form may do without: whether it has what the value stands
    /// behind, or the word that is circled among others.
    pub(super) fn tells(&self, area: &Area, own: &Sought<'_>) -> bool {
        let runs = self.runs_of(area, own);
        match &own.form {
            Appearance::Behind { value, opener, word } => {
                let (value, opener, word) = (plain(value), plain(opener), plain(word));
                let inverted = (!value.is_empty()).then(|| format!("{word}{opener}{value}"));
                // Where nothing is printed between two values, both have to stand there.
                runs.iter().map(|run| plain(run)).filter(|run| !opener.is_empty() || run.contains(&word)).any(|run| {
                    run.contains(&format!("{value}{opener}"))
                        || inverted.as_ref().is_some_and(|inverted| run.contains(inverted))
                })
            }
            Appearance::Chosen(_) => {
                let among = [format!("・{}", own.word()), format!("{}・", own.word())];
                runs.iter().any(|run| among.iter().any(|word| run.contains(word)))
            }
            Appearance::Of { name, .. } => self.before(area, name).next().is_some(),
            Appearance::Portrayed(_) | Appearance::Portrait(_) => self.portraits(area).next().is_some(),
            _ => !runs.iter().any(|run| is_annexed(run)),
        }
    }

    /// Whether a value stands twice in an area, one behind the other, and no other value has the same words there or
    /// begins with them: 放課後等デイサービス, 放課後等デイサービス ほし.
    pub(super) fn doubles(&self, area: &Area, own: &Sought<'_>) -> bool {
        own.words().iter().filter(|word| word.chars().nth(1).is_some()).any(|word| {
            let mut runs = self.runs_of(area, own).into_iter().filter(|run| doubled(word, run)).peekable();
            if runs.peek().is_none() {
                return false;
            }
            let beside = self.beside(own);
            !beside.contains(&word.as_ref()) && runs.any(|run| doubled(word, &without_longer(run, word, &beside)))
        })
    }

    /// The words of the other values that have a label with a value in common.
    pub(super) fn beside(&self, own: &Sought<'_>) -> Vec<&str> {
        let others = self.sharing_label(own, &|_| true).into_iter();
        others.flat_map(|other| other.words()).map(AsRef::as_ref).collect()
    }

    /// Whether a value stands in some boxes apart from the longer ones of its row that it is a part of: 放課後等デイサービス
    /// beside 放課後等デイサービス ほし.
    fn is_apart(&self, boxes: &[usize], own: &Sought<'_>) -> bool {
        let longer = self.longer_in_row(own);
        if longer.is_empty() {
            return true;
        }
        let mut rest = self.runs(boxes).fold(String::new(), |rest, run| rest + run + &GAP.to_string());
        for words in longer {
            if let Some(word) = words.iter().find(|word| rest.contains(word.as_ref())) {
                rest = rest.replacen(word.as_ref(), &GAP.to_string(), 1);
            }
        }
        words_in(&rest, own)
    }

    /// The words of each value in the row of a value and under its labels that has to be printed and is longer; the
    /// longest first.
    fn longer_in_row(&self, own: &Sought<'_>) -> Vec<&[Cow<'_, str>]> {
        let words = own.words();
        if own.row.is_none() {
            return Vec::new();
        }
        let Some(least) = words.iter().map(|word| word.len()).min() else { return Vec::new() };
        let has =
            |other: &Cow<'_, str>| words.iter().any(|word| other.len() > word.len() && other.contains(word.as_ref()));
        let is_rival = |other: &Sought<'_>| {
            other.row == own.row
                && !other.labelled
                && other.left_out.is_none()
                && other.words().iter().any(|word| word.len() > least)
        };
        let rivals = self.sharing_label(own, &is_rival).into_iter().map(Sought::words);
        let mut longer: Vec<&[Cow<'_, str>]> = rivals.filter(|words| words.iter().any(has)).collect();
        longer.sort_by_key(|words| Reverse(words.first().map(|word| word.len())));
        longer
    }

    /// The runs of an area; those of the value's own row, where that is known.
    pub(super) fn runs_of(&self, area: &Area, own: &Sought<'_>) -> Vec<&String> {
        match area {
            Area::Run(run) => vec![&self.paper.runs[*run]],
            Area::Boxes(boxes) => self.runs(&self.of_row(boxes, own)).collect(),
        }
    }

    pub(super) fn runs(&self, boxes: &[usize]) -> impl Iterator<Item = &String> {
        self.numbers(boxes).map(|run| &self.paper.runs[run])
    }

    /// The numbers of the runs of some boxes.
    fn numbers(&self, boxes: &[usize]) -> impl Iterator<Item = usize> {
        boxes.iter().flat_map(|number| self.paper.boxes[*number].runs.clone())
    }

    /// Whether a run is a value or has it in words that are no note of the form.
    fn has(&self, run: usize, own: &Sought<'_>) -> bool {
        let is_whole = match own.form {
            Appearance::Words(_) | Appearance::Shared(_) => own.bare.iter().any(|word| *word == self.paper.runs[run]),
            _ => false,
        };
        is_whole || words_in(self.paper.written(run), own)
    }

    /// Of some boxes those that lie in the row of a value, where that is known, and all that lie in them.
    fn of_row<'b>(&self, area: &'b AreaBoxes, own: &Sought<'_>) -> Cow<'b, [usize]> {
        let boxes = &area.own;
        let in_row = || {
            let table = self.cell(*boxes.first()?)?.table;
            let Some(rows) = self.rows(own.row?, table) else {
                return (!own.inner && self.is_elsewhere(own.row?, table)).then(Vec::new);
            };
            let lies = |number: &usize| self.cell(*number).is_some_and(|cell| touches(&cell.rows, &rows));
            let kept: Vec<usize> = boxes.iter().copied().filter(lies).collect();
            (!kept.is_empty()).then_some(kept)
        };
        in_row().map_or(Cow::Borrowed(&area.all), |kept| Cow::Owned(self.with_inner(&kept)))
    }

    /// The rows of a table in which the long texts of a list's row stand.
    fn rows(&self, row: usize, table: usize) -> Option<Range<usize>> {
        let texts = self.texts_of_row(row).iter().filter_map(|number| self.texts.get(number));
        texts.filter_map(|number| self.rows_of(*number, table)).next()
    }

    /// Whether a row of a list stands in another table with the same labels: the same list on another sheet.
    fn is_elsewhere(&self, row: usize, table: usize) -> bool {
        let first = |table: usize| self.cells_of(table).first().map(|number| self.words(*number));
        let labels = first(table);
        let texts = self.texts_of_row(row).iter().filter_map(|number| self.texts.get(number));
        let mut tables = texts.filter_map(|number| self.cell_around(*number)).map(|cell| cell.table);
        tables.any(|other| other != table && first(other) == labels)
    }

    /// The cell that a box is or lies in, of a table with labels above its rows.
    fn cell_around(&self, mut number: usize) -> Option<&ReadCell> {
        let mut found = None;
        while number > 0 {
            found = self.cell(number).or(found);
            number = self.outer(number);
        }
        found
    }

    /// The rows of the cell of a table that a box lies in. A cell that lies across the columns belongs to the row below it
    /// too, if another cell stands right of both.
    fn rows_of(&self, mut number: usize, table: usize) -> Option<Range<usize>> {
        loop {
            if let Some(cell) = self.cell(number).filter(|cell| cell.table == table) {
                let both = |other: &ReadCell| {
                    other.columns.start == cell.columns.end
                        && other.rows.start == cell.rows.start
                        && other.rows.end > cell.rows.end
                };
                let beside = self.cells_of(table).iter().filter_map(|other| self.cell(*other));
                let beside = beside.filter(|other| cell.columns.len() > 1 && both(other));
                return beside.map(|other| other.rows.clone()).min_by_key(Range::len).or(Some(cell.rows.clone()));
            }
            if number == 0 {
                return None;
            }
            number = self.outer(number);
        }
    }
}

/// Whether a run says that what belongs into its box stands on a sheet behind: 別紙1参照, or that behind a label of the same box.
fn is_annexed(run: &str) -> bool {
    let number = run.strip_suffix("参照").map(|run| run.trim_end_matches(|c: char| c.is_ascii_digit()));
    ANNEX.iter().any(|word| run.starts_with(word) || number.is_some_and(|run| run.ends_with(word)))
}

/// A run without the longer words that a word is a part of, each taken out once.
pub(super) fn without_longer(run: &str, word: &str, others: &[&str]) -> String {
    let longer = others.iter().filter(|other| other.len() > word.len() && other.contains(word));
    longer.fold(run.to_owned(), |rest, other| rest.replacen(other, &GAP.to_string(), 1))
}

/// Whether a word stands in a run twice, one right behind the other.
fn doubled(word: &str, run: &str) -> bool {
    let mut rest = run;
    while rest.len() >= 2 * word.len()
        && let Some(at) = memmem::find(rest.as_bytes(), word.as_bytes())
    {
        if rest[at + word.len()..].starts_with(word) {
            return true;
        }
        let next = rest[at..].chars().next().map_or(rest.len(), char::len_utf8);
        rest = &rest[at + next..];
    }
    false
}

/// Where a word begins in a run. Most runs are so short that looking is done before a searcher would be made.
fn places(run: &str, word: &str) -> impl Iterator<Item = usize> {
    let mut from = 0;
    iter::from_fn(move || {
        let at = from + memmem::find(run.as_bytes().get(from..)?, word.as_bytes())?;
        from = at + word.len().max(1);
        Some(at)
    })
}

/// Whether a run has the words of a value.
fn words_in(run: &str, own: &Sought<'_>) -> bool {
    let has = |word: &str| {
        !word.is_empty() && (run == word || places(run, word).any(|at| stands_alone(run, &(at..at + word.len()))))
    };
    match &own.form {
        Appearance::Words(_) | Appearance::Shared(_) => own.bare.iter().any(|word| has(word)),
        Appearance::Ticked(_) => {
            let word = own.word();
            run.strip_prefix(TICK) == Some(word) || has(&format!("〔{word}〕"))
        }
        Appearance::Behind { value, opener, word } => is_behind(run, &format!("{value}{opener}"), word),
        Appearance::Whole(_)
        | Appearance::Chosen(_)
        | Appearance::Block { .. }
        | Appearance::Of { .. }
        | Appearance::Edge { .. }
        | Appearance::Pictured(_)
        | Appearance::Portrayed(_)
        | Appearance::Portrait(_)
        | Appearance::Text(_) => true,
    }
}

/// Whether a word stands right behind others, or with a colon between, and once.
fn is_behind(run: &str, before: &str, word: &str) -> bool {
    let (run, before, word) = (plain(run), plain(before), plain(word));
    run.match_indices(&before).any(|(at, _)| {
        let rest = &run[at + before.len()..];
        let rest = rest.strip_prefix(':').unwrap_or(rest);
        rest.strip_prefix(word.as_str()).is_some_and(|rest| !rest.starts_with(word.as_str()))
    })
}

/// Words with their brackets and colons in one width.
fn plain(words: &str) -> String {
    let one = |c: char| match c {
        '（' => '(',
        '）' => ')',
        '：' => ':',
        c => c,
    };
    bare(words).chars().map(one).collect()
}
