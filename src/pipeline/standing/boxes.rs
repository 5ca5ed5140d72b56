//! Where a value stands: in the boxes of its own labels, and in its own row.
//!
//! A label is known by its words. Its boxes are those to the right of it up to the next label, else those below it up to
//! the next; of a label in a line, what follows in that line. A page without any of a value's labels says nothing of
//! where it should stand. The rows of a list are known by their long texts, which carry their numbers.

use super::Fault;
use super::paper::{BoxWords, PageWords, bare};
use super::sought::Sought;
use crate::template::context::{Appearance, Mark, OTHERS, Tag};
use crate::typeset::{ReadBox, ReadCell, Reading};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

/// The boxes of the pages, by their labels.
pub(super) struct Boxes<'a> {
    pub(super) paper: &'a PageWords<'a>,
    reading: &'a Reading<'a>,
    pub(super) sought: &'a [Sought<'a>],
    /// The boxes that lie in each box itself.
    inner: Vec<Vec<usize>>,
    /// The cells of each table.
    tables: FxHashMap<usize, Vec<usize>>,
    /// Where each label stands.
    labels: FxHashMap<&'a str, Vec<Label>>,
    /// The boxes with pictures.
    pub(super) pictured: Vec<usize>,
    /// The box of each text.
    pub(super) texts: BTreeMap<usize, usize>,
    /// Whether each box is a label: shaded, or with the words of one alone.
    are_labels: Vec<bool>,
    /// The values that have each label.
    by_label: FxHashMap<&'a str, Vec<usize>>,
    /// The long texts of each row of a list.
    by_row: FxHashMap<usize, Vec<usize>>,
    /// The areas that are known already: many values have a label in common.
    areas: RefCell<FxHashMap<(Label, Mark), Option<Area>>>,
}

/// A label on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Label {
    number: usize,
    /// The run, where words follow in it.
    run: Option<usize>,
}

/// Where the words of a label stand.
#[derive(Debug, Clone)]
pub(super) enum Area {
    /// In some boxes and all in them.
    Boxes(Rc<AreaBoxes>),
    /// In this run.
    Run(usize),
}

/// The boxes of an area.
#[derive(Debug)]
pub(super) struct AreaBoxes {
    pub(super) own: Vec<usize>,
    /// With all that lie in them.
    pub(super) all: Vec<usize>,
}

impl<'a> Boxes<'a> {
    pub(super) fn of(paper: &'a PageWords<'a>, reading: &'a Reading<'a>, sought: &'a [Sought<'a>]) -> Self {
        let wanted: FxHashSet<&str> = sought
            .iter()
            .flat_map(|one| one.tags.iter().filter(|tag| !matches!(tag.mark, Mark::Lead | Mark::Block)))
            .flat_map(|tag| tag.labels.iter().chain(&tag.question).map(String::as_str))
            .collect();
        let longest = wanted.iter().map(|label| label.len()).max().unwrap_or_default();
        let mut inner = vec![Vec::new(); reading.boxes.len()];
        let mut tables: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        let mut labels: FxHashMap<&str, Vec<Label>> = FxHashMap::default();
        let mut texts = BTreeMap::new();
        for (number, (own, words)) in reading.boxes.iter().zip(&paper.boxes).enumerate() {
            if number > 0 {
                inner[own.outer].push(number);
            }
            if let Some(cell) = &own.cell {
                tables.entry(cell.table).or_default().push(number);
            }
            for text in &words.texts {
                texts.entry(*text).or_insert(number);
            }
            for run in words.runs.clone() {
                let words = paper.runs[run].as_str();
                for (label, follows) in heads(words, longest) {
                    if let Some(label) = wanted.get(label) {
                        labels.entry(*label).or_default().push(Label { number, run: follows.then_some(run) });
                    }
                }
            }
        }
        let pictured = (0..paper.boxes.len()).filter(|number| !paper.boxes[*number].pictures.is_empty()).collect();
        let mut by_label: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        let mut by_row: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for (index, one) in sought.iter().enumerate() {
            for label in one.tags.iter().flat_map(|tag| &tag.labels) {
                by_label.entry(label).or_default().push(index);
            }
            if let (Some(row), Appearance::Text(number)) = (one.row, &one.form) {
                by_row.entry(row).or_default().push(*number);
            }
        }
        let are_labels =
            reading.boxes.iter().zip(&paper.boxes).map(|(own, words)| is_label(own, words, paper, &labels)).collect();
        let areas = RefCell::default();
        Self { paper, reading, sought, inner, tables, labels, pictured, texts, are_labels, by_label, by_row, areas }
    }

    /// What is wrong with the place of a value.
    pub(super) fn fault(&self, index: usize) -> Option<Fault> {
        let own = &self.sought[index];
        if let Appearance::Edge { beside, word } = &own.form {
            return self.on_the_edge(&bare(beside), &bare(word));
        }
        own.tags.iter().find_map(|tag| match tag.mark {
            Mark::Lead => self.led_by_another(own, tag),
            Mark::Beside | Mark::Column => self.elsewhere(own, tag),
            Mark::Block => self.missing_in_block(own, tag),
            Mark::Smaller => self.larger_than_name(own, tag),
        })
    }

    /// Whether a running head or foot that has one word has the other once.
    fn on_the_edge(&self, beside: &str, word: &str) -> Option<Fault> {
        let doubled = word.repeat(2);
        let mut edges = self.reading.edges.iter().map(|edge| bare(edge)).filter(|edge| edge.contains(beside));
        edges.find_map(|edge| match edge.contains(word) {
            false => Some(Fault::Edge),
            true => edge.contains(&doubled).then_some(Fault::Twice),
        })
    }

    /// Whether another word in 【】 stands before a text, or its own before another text of the box.
    fn led_by_another(&self, own: &Sought<'_>, tag: &Tag) -> Option<Fault> {
        let Appearance::Text(number) = &own.form else { return None };
        let lead = |number: &usize| self.paper.runs[*self.paper.leads.get(number)?].strip_prefix('【');
        let is_own = |lead: &str| tag.labels.iter().any(|label| lead.starts_with(label.as_str()));
        let is_wrong = match lead(number) {
            Some(lead) => !is_own(lead),
            None => {
                let beside = &self.paper.boxes[*self.texts.get(number)?].texts;
                beside.iter().filter(|other| *other != number).filter_map(lead).any(is_own)
            }
        };
        is_wrong.then(|| Fault::Elsewhere(tag.labels.last().cloned().unwrap_or_default()))
    }

    /// The boxes of a tag that tell where a value stands, by their labels.
    pub(super) fn areas<'b>(&self, own: &Sought<'_>, tag: &'b Tag) -> Vec<(&'b str, Area)> {
        let places = self.places(tag).into_iter();
        // A word like 所属 or 年齢 is the child's where the child's name stands in the same table.
        let of_child = own.labelled && own.path.starts_with("児童.") && matches!(own.form, Appearance::Words(_));
        let own_places = places.filter(|(_, place)| !of_child || self.is_beside_name(place.number));
        let mut areas: Vec<(&str, Area)> =
            own_places.filter_map(|(label, place)| Some((label, self.area(place, tag.mark)?))).collect();
        if own.path.starts_with(OTHERS) && areas.len() < 2 {
            return Vec::new();
        }
        areas.retain(|(_, area)| !own.labelled || self.tells(area, own));
        areas
    }

    /// Where the labels of a tag stand: by its question, where one of them does.
    fn places<'b>(&self, tag: &'b Tag) -> Vec<(&'b str, Label)> {
        let places = |label: &'b String| {
            let found = self.labels.get(label.as_str()).into_iter().flatten();
            found.map(move |place| (label.as_str(), *place))
        };
        let all: Vec<(&str, Label)> = tag.labels.iter().flat_map(places).collect();
        if tag.question.is_empty() {
            return all;
        }
        let own: Vec<(&str, Label)> =
            all.iter().copied().filter(|(_, place)| self.is_asked(place.number, &tag.question)).collect();
        if own.is_empty() { all } else { own }
    }

    /// Whether a label stands right below a question, or behind it with no other label between.
    fn is_asked(&self, number: usize, question: &[String]) -> bool {
        let Some(own) = self.cell(number) else { return false };
        let asks = |number: usize| {
            let mut places = question.iter().filter_map(|label| self.labels.get(label.as_str())).flatten();
            places.any(|place| place.number == number)
        };
        let cells = || self.cells_of(own.table).iter().filter_map(|other| Some((*other, self.cell(*other)?)));
        let is_above = |other: &ReadCell| other.rows.end == own.rows.start && touches(&other.columns, &own.columns);
        let is_before = |other: &ReadCell| other.rows == own.rows && other.columns.end <= own.columns.start;
        let before = cells().filter(|(other, cell)| is_before(cell) && self.are_labels[*other]);
        cells().any(|(other, cell)| is_above(cell) && asks(other))
            || before.max_by_key(|(_, cell)| cell.columns.end).is_some_and(|(other, _)| asks(other))
    }

    /// Whether the child's name stands in the table of a cell, beside it or above: below it stand the rows of a list, in which
    /// somebody may have the child's name, or one that is a part of theirs.
    fn is_beside_name(&self, number: usize) -> bool {
        let Some(own) = self.cell(number) else { return false };
        let is_below = |other: usize| self.cell(other).is_none_or(|other| own.rows.end <= other.rows.start);
        let cells = self.cells_of(own.table).iter().copied().filter(|other| !is_below(*other)).collect();
        let is_name = |one: &&Sought<'_>| one.path == "児童.氏名" && matches!(one.form, Appearance::Words(_));
        self.sought.iter().find(is_name).is_some_and(|name| self.holds(&self.area_of(cells), name))
    }

    fn elsewhere(&self, own: &Sought<'_>, tag: &Tag) -> Option<Fault> {
        let found = self.areas(own, tag);
        let (label, _) = found.first()?;
        if found.iter().any(|(_, area)| self.doubles(area, own)) {
            return Some(Fault::Twice);
        }
        let holds = |area: &Area| self.holds(area, own);
        if !found.iter().any(|(_, area)| holds(area)) {
            return Some(Fault::Elsewhere((*label).to_owned()));
        }
        if !tag.everywhere || matches!(own.form, Appearance::Text(_)) || own.row.is_some() || !self.is_alone(own, tag) {
            return None;
        }
        let (label, _) = found.iter().find(|(_, area)| !holds(area))?;
        Some(Fault::NotEverywhere((*label).to_owned()))
    }

    /// Whether no other value has one of these labels; the names of the child stand in one box, a name and its 職種 too.
    fn is_alone(&self, own: &Sought<'_>, tag: &Tag) -> bool {
        let is_name = |one: &Sought<'_>| one.path.starts_with("児童.");
        let is_behind = |one: &Sought<'_>| matches!(one.form, Appearance::Behind { .. } | Appearance::Of { .. });
        let mut others = self.having(&tag.labels).filter(|other| !std::ptr::eq(*other, own) && !is_behind(other));
        others.all(|other| is_name(own) && is_name(other))
    }

    /// The values that have one of these labels; one with two of them twice.
    fn having<'b>(&'b self, labels: &'b [String]) -> impl Iterator<Item = &'b Sought<'a>> {
        let found = labels.iter().filter_map(|label| self.by_label.get(label.as_str())).flatten();
        found.map(|index| &self.sought[*index])
    }

    /// The other values of some kind that have a label with a value in common, in their order.
    pub(super) fn sharing_label(&self, own: &Sought<'_>, is_asked: &dyn Fn(&Sought<'_>) -> bool) -> Vec<&Sought<'a>> {
        let labels = own.tags.iter().flat_map(|tag| &tag.labels);
        let found = labels.filter_map(|label| self.by_label.get(label.as_str())).flatten();
        let mut all: Vec<usize> = found.copied().filter(|index| is_asked(&self.sought[*index])).collect();
        all.sort_unstable();
        all.dedup();
        all.into_iter().map(|index| &self.sought[index]).filter(|other| !std::ptr::eq(*other, own)).collect()
    }

    /// The long texts of a list's row, by their numbers.
    pub(super) fn texts_of_row(&self, row: usize) -> &[usize] {
        self.by_row.get(&row).map_or(&[], Vec::as_slice)
    }

    /// Where the words of a label stand; none where that cannot be told.
    fn area(&self, label: Label, mark: Mark) -> Option<Area> {
        if let Some(known) = self.areas.borrow().get(&(label, mark)) {
            return known.clone();
        }
        let area = self.found_area(label, mark);
        self.areas.borrow_mut().insert((label, mark), area.clone());
        area
    }

    fn found_area(&self, label: Label, mark: Mark) -> Option<Area> {
        if let Some(run) = label.run {
            let own = &self.reading.boxes[label.number];
            return Some(if own.cell.is_some() { self.area_of(vec![label.number]) } else { Area::Run(run) });
        }
        if self.cell(label.number).is_some_and(|cell| !cell.shaded) && self.has_more(label.number) {
            return Some(self.area_of(vec![label.number]));
        }
        let mut number = label.number;
        while number > 0 && self.cell(self.reading.boxes[number].outer).is_some_and(|outer| outer.shaded) {
            number = self.reading.boxes[number].outer;
        }
        let cell = self.cell(number)?;
        let cells = || {
            let all = self.tables.get(&cell.table).into_iter().flatten();
            all.filter_map(|other| Some((*other, self.cell(*other)?))).filter(|(other, _)| *other != number)
        };
        let below = |until_label: bool| {
            let mut under: Vec<(usize, &ReadCell)> = cells()
                .filter(|(_, other)| touches(&other.columns, &cell.columns) && other.rows.start >= cell.rows.end)
                .collect();
            under.sort_by_key(|(_, other)| other.rows.start);
            let ends = |(other, below): &(usize, &ReadCell)| self.are_labels[*other] && !self.is_of_row(below);
            let end = under.iter().position(|own| until_label && ends(own));
            under.truncate(end.unwrap_or(under.len()));
            under.retain(|(other, _)| !self.are_labels[*other]);
            under.into_iter().map(|(other, _)| other).collect::<Vec<usize>>()
        };
        if mark == Mark::Column {
            return self.some_boxes(below(false));
        }
        let mut beside = Vec::new();
        for row in cell.rows.clone() {
            let mut right: Vec<(usize, &ReadCell)> = cells()
                .filter(|(_, other)| other.rows.contains(&row) && other.columns.start >= cell.columns.end)
                .collect();
            right.sort_by_key(|(_, other)| other.columns.start);
            beside.extend(right.into_iter().map(|(other, _)| other).take_while(|other| !self.are_labels[*other]));
        }
        let boxes = if beside.is_empty() { below(true) } else { beside };
        // Behind a colon at the end of a line stands nothing where something should.
        let bare_line = || self.ends_with_colon(label.number).then(|| self.area_of(vec![label.number]));
        self.some_boxes(boxes).or_else(bare_line)
    }

    /// Whether a label belongs to a row of a table: it stands beside a box of the row that begins above it.
    fn is_of_row(&self, label: &ReadCell) -> bool {
        let is_beside = |own: &usize| {
            !self.are_labels[*own]
                && self.cell(*own).is_some_and(|cell| {
                    cell.columns.end == label.columns.start
                        && cell.rows.start < label.rows.start
                        && cell.rows.contains(&label.rows.start)
                })
        };
        self.cells_of(label.table).iter().any(is_beside)
    }

    /// Some boxes and all in them.
    pub(super) fn area_of(&self, own: Vec<usize>) -> Area {
        let all = self.with_inner(&own);
        Area::Boxes(Rc::new(AreaBoxes { own, all }))
    }

    fn some_boxes(&self, own: Vec<usize>) -> Option<Area> {
        (!own.is_empty()).then(|| self.area_of(own))
    }

    /// Whether the words of a box are a label with its colon.
    fn ends_with_colon(&self, number: usize) -> bool {
        self.paper.runs[self.paper.boxes[number].runs.clone()].last().is_some_and(|run| run.ends_with('：'))
    }

    /// The cells of a table.
    pub(super) fn cells_of(&self, table: usize) -> &[usize] {
        self.tables.get(&table).map_or(&[], Vec::as_slice)
    }

    /// Whether more than one run of words stands in a box.
    fn has_more(&self, number: usize) -> bool {
        let own = |number: usize| {
            let own = &self.paper.boxes[number];
            own.runs.len() + own.texts.len()
        };
        self.with_inner(&[number]).into_iter().map(own).sum::<usize>() > 1
    }

    /// The box that a box lies in.
    pub(super) fn outer(&self, number: usize) -> usize {
        self.reading.boxes[number].outer
    }

    pub(super) fn cell(&self, number: usize) -> Option<&'a ReadCell> {
        self.reading.boxes[number].cell.as_ref()
    }

    pub(super) fn with_inner(&self, boxes: &[usize]) -> Vec<usize> {
        let mut all = boxes.to_vec();
        let mut at = 0;
        while let Some(number) = all.get(at) {
            all.extend(&self.inner[*number]);
            at += 1;
        }
        all
    }
}

/// Whether a box is a label: shaded, or with the words of one alone.
fn is_label(own: &ReadBox<'_>, words: &BoxWords, paper: &PageWords<'_>, labels: &FxHashMap<&str, Vec<Label>>) -> bool {
    let alone = || {
        words.runs.len() == 1 && words.texts.is_empty() && labels.contains_key(paper.runs[words.runs.start].as_str())
    };
    own.cell.as_ref().is_some_and(|cell| cell.shaded) || alone()
}

pub(super) fn touches(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Whether words behind a label in its own line may begin here.
fn begins_value(c: char, rest: &str) -> bool {
    match c {
        '：' | '※' => true,
        '令' => rest.starts_with("令和"),
        '平' => rest.starts_with("平成"),
        '昭' => rest.starts_with("昭和"),
        '大' => rest.starts_with("大正"),
        _ => false,
    }
}

/// The labels of no more than so many bytes that a run may be or begin with, and whether a value may follow in it.
fn heads(run: &str, longest: usize) -> impl Iterator<Item = (&str, bool)> {
    let colon = run.strip_suffix('：');
    let whole = [(colon.unwrap_or(run), false)];
    let letters = || run.char_indices().take_while(move |(at, _)| *at <= longest);
    let bracket = letters().find(|(_, c)| matches!(c, '（' | '(')).filter(|(at, _)| *at > 0);
    let bracket = bracket.map(|(at, _)| (&run[..at], false));
    let behind = letters().skip(1).find(|(at, c)| begins_value(*c, &run[*at..]));
    let behind = behind.filter(|_| colon.is_none()).map(|(at, _)| (&run[..at], true));
    whole.into_iter().chain(bracket).chain(behind)
}
