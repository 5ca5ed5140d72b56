//! What pictures and sizes of letters say: which mark of a drawing is the child's, and which of two names is ふりがな.

use super::Fault;
use super::boxes::{Area, Boxes};
use super::sought::Sought;
use crate::template::context::Tag;

/// How the picture of the child's mark in a drawing begins: `本人`, `本人 女`.
const CHILD: &str = "本人";

/// The child's mark in a drawing of people.
pub(super) struct Portrait<'a> {
    /// What its picture says behind 本人.
    pub(super) says: &'a str,
    /// The words in it.
    pub(super) words: String,
}

impl Boxes<'_> {
    /// The child's marks in the drawings of an area.
    pub(super) fn portraits(&self, area: &Area) -> impl Iterator<Item = Portrait<'_>> {
        let boxes = match area {
            Area::Boxes(boxes) => boxes.all.clone(),
            Area::Run(_) => Vec::new(),
        };
        boxes.into_iter().flat_map(move |number| {
            let said = self.pictures(number).filter_map(|picture| picture.strip_prefix(CHILD));
            let said = said.filter(|rest| rest.is_empty() || rest.starts_with(' '));
            said.map(move |rest| Portrait { says: rest.trim_start(), words: self.words(self.outer(number)) })
        })
    }

    /// Whether ふりがな stands in larger letters than the name in the same box: no form has it so, whichever comes first.
    pub(super) fn larger_than_name(&self, own: &Sought<'_>, tag: &Tag) -> Option<Fault> {
        let name = self.sought.iter().find(|other| other.path == "児童.氏名" && !other.words().is_empty())?.word();
        let reading = own.words().first()?.as_ref();
        if reading.contains(name) || name.contains(reading) {
            return None;
        }
        let is_larger = |area: &Area| {
            let (own, name) = (self.letter_sizes(area, reading), self.letter_sizes(area, name));
            own.iter().min().zip(name.iter().max()).is_some_and(|(own, name)| own > name)
        };
        let wrong = self.areas(own, tag).into_iter().find(|(_, area)| is_larger(area));
        wrong.map(|(label, _)| Fault::Elsewhere(label.to_owned()))
    }

    /// The sizes of the letters of a word in an area.
    fn letter_sizes(&self, area: &Area, word: &str) -> Vec<u32> {
        let runs: Vec<usize> = match area {
            Area::Run(run) => vec![*run],
            Area::Boxes(boxes) => boxes.all.iter().flat_map(|number| self.paper.boxes[*number].runs.clone()).collect(),
        };
        let sizes = |run: usize| {
            let found = self.paper.runs[run].match_indices(word);
            found.flat_map(move |(at, _)| self.paper.sizes(run, &(at..at + word.len())))
        };
        runs.into_iter().flat_map(sizes).map(|(_, size)| *size).collect()
    }
}
