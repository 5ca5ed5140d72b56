//! What stands beside other things: 職種 in the cell before a name, words in a block of the week's grid.

use super::boxes::{Area, Boxes};
use super::held::without_longer;
use super::paper::bare;
use super::sought::Sought;
use super::{Fault, is_block};
use crate::template::context::Tag;
use std::iter;

/// What a cell may have in common with a name that does not stand in it.
const CHANCE: usize = 3;

impl Boxes<'_> {
    /// Whether a block of the week with a day and hours has something else than its words. Blocks with a number have them
    /// in the list below the grid.
    pub(super) fn missing_in_block(&self, own: &Sought<'_>, tag: &Tag) -> Option<Fault> {
        let label = tag.labels.first()?;
        let (day, hours) = label.split_once(' ')?;
        let areas: Vec<Area> = self
            .pictured
            .iter()
            .filter(|number| self.pictures(**number).any(|picture| is_block(picture, day, hours)))
            .map(|number| self.outer(*number))
            .filter(|number| self.tells_of_one_block(*number))
            .map(|number| self.area_of(vec![number]))
            .collect();
        if areas.iter().any(|area| self.doubles(area, own)) {
            return Some(Fault::Twice);
        }
        let is_missing = !areas.is_empty() && !areas.iter().any(|area| self.is_in_block(area, own));
        is_missing.then(|| Fault::Elsewhere(label.clone()))
    }

    /// Whether a box has the words of one block, and no number in their place.
    fn tells_of_one_block(&self, number: usize) -> bool {
        let all = self.with_inner(&[number]);
        let mut words = self.runs(&all).peekable();
        let blocks = all.iter().flat_map(|number| self.pictures(*number)).count();
        blocks == 1 && words.peek().is_some() && !words.any(|run| is_numbered(run))
    }

    /// Whether a block has the words of a value beside those of its other values.
    fn is_in_block(&self, area: &Area, own: &Sought<'_>) -> bool {
        if own.words().is_empty() {
            return true;
        }
        let others = self.beside(own);
        self.runs_of(area, own)
            .into_iter()
            .any(|run| own.words().iter().any(|word| without_longer(run, word, &others).contains(word.as_ref())))
    }

    /// Whether the cell before somebody's name says something else than 職種, alone or with 所属.
    pub(super) fn is_another(&self, area: &Area, name: &str, duty: &str, from: Option<&str>) -> bool {
        let (duty, from) = (bare(duty), from.map(bare));
        let mut cells = self.before(area, name).map(|number| self.words(number)).peekable();
        cells.peek().is_some() && !cells.any(|cell| says(&cell, &duty, from.as_deref()))
    }

    /// The cells of an area that stand right before a name.
    pub(super) fn before(&self, area: &Area, name: &str) -> impl Iterator<Item = usize> {
        let boxes = match area {
            Area::Boxes(boxes) => boxes.own.as_slice(),
            Area::Run(_) => &[],
        };
        let name = bare(name);
        boxes.iter().copied().filter(move |number| self.is_before(*number, &name))
    }

    /// Whether a cell stands right before one with a name alone.
    fn is_before(&self, number: usize, name: &str) -> bool {
        let Some(own) = self.cell(number) else { return false };
        let is_next = |other: &usize| {
            self.cell(*other).is_some_and(|cell| cell.columns.start == own.columns.end && cell.rows == own.rows)
        };
        self.cells_of(own.table).iter().filter(|other| is_next(other)).any(|other| self.words(*other) == name)
    }

    /// The words of a box and all in it.
    pub(super) fn words(&self, number: usize) -> String {
        self.runs(&self.with_inner(&[number])).map(String::as_str).collect()
    }
}

/// Whether a run begins with the number of a block: ① … ⑳, `(21)`.
fn is_numbered(run: &str) -> bool {
    run.starts_with(|c| ('①'..='⑳').contains(&c))
        || run.starts_with('(') && run[1..].starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a cell has 職種 once, and 所属 whole and once where it has any of it.
fn says(cell: &str, duty: &str, from: Option<&str>) -> bool {
    let Some(at) = cell.rfind(duty) else { return false };
    let rest = format!("{}{}", &cell[..at], &cell[at + duty.len()..]);
    // Brackets around 職種 stand behind something.
    if matches!(rest.as_str(), "()" | "（）") {
        return false;
    }
    let Some(from) = from else { return !rest.contains(duty) };
    let pieces = || {
        let chars: Vec<(usize, char)> = from.char_indices().collect();
        let ends = move |index: usize| chars.get(index).map_or(from.len(), |(at, _)| *at);
        let starts: Vec<usize> = from.char_indices().map(|(at, _)| at).collect();
        let count = starts.len();
        iter::zip(0.., starts)
            .filter(move |(index, _)| index + CHANCE < count)
            .map(move |(index, at)| &from[at..ends(index + CHANCE + 1)])
    };
    match rest.matches(from).count() {
        0 => !pieces().any(|piece| rest.contains(piece)) && !rest.contains(duty),
        count => count == 1,
    }
}
