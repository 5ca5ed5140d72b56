//! The 新旧対照表: sections of lines, each line one box with its old and its new value; what every print is made of.

use super::cell::{BothNames, Cells, cells, of_hours};
use super::delta::{BoxState, Delta, DeltaPart, DeltaParts};
use super::hours::{Hours, timetable};
use super::meaning::meaning;
use super::reason::Reason;
use super::version::Version;
use crate::prose::Stretch;
use crate::source::Span;
use crate::tree::{Branch, NUMBERED, NameBook, WordTree, called, is_short};

/// The title of the short boxes of a document, which have none of their own.
const FACTS: &str = "基本";

/// Boxes of one kind together, or one row of a table of the form.
#[derive(Debug, Clone)]
pub struct Section {
    /// The box, or the list whose row this is: `意向`, `支援`.
    pub title: String,
    /// What the row is called, where this is a row: `本人支援(s3)`; on paper `本人支援③`, with its mark on the older side
    /// where that was another.
    pub row: Option<String>,
    /// The row's id or number, as changes name it in their paths.
    pub name: Option<String>,
    /// What became of it.
    pub state: BoxState,
    /// Where a row stands in its list on each side, from 0.
    pub(super) places: (Option<usize>, Option<usize>),
    /// The old and the new place of a row that moved, from 1.
    pub moved: Option<(usize, usize)>,
    /// Its boxes, in the order of the form.
    pub lines: Vec<TableLine>,
    /// Why it changed, where the records say so.
    pub reasons: Vec<Reason>,
}

/// A line of a section as prints show it.
#[derive(Debug, Clone)]
pub enum ShownLine<'a> {
    /// A box.
    Line(&'a TableLine),
    /// Boxes that are the same: 略.
    Omitted(Vec<&'a TableLine>),
}

/// One box with both its values.
#[derive(Debug, Clone)]
pub struct TableLine {
    /// The way from the section to the box, in the form's words; empty where the section is one box.
    pub words: Vec<String>,
    /// What became of it.
    pub state: BoxState,
    /// The old value; nothing where the old document has no such box.
    pub old: Vec<Stretch>,
    /// The new value.
    pub new: Vec<Stretch>,
    /// Where the old value stands.
    pub old_span: Option<Span>,
    /// Where the new value stands.
    pub new_span: Option<Span>,
    /// What the difference means: `6か月 → 3か月`.
    pub meaning: Option<String>,
    /// The days, where the box is a timetable; the values then say the same in words.
    pub hours: Vec<Hours>,
}

pub(super) fn sections(root: &Delta<'_>, names: BothNames<'_>) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for part in root.parts().iter().filter(|part| !names.pass_over(&part.delta)) {
        let rows = match &part.delta.parts {
            DeltaParts::List(rows) if !is_short_box(&part.delta) => Some(rows),
            _ => None,
        };
        if let Some(rows) = rows {
            sections.extend(rows.iter().map(|row| row_section(part, row, names)));
        } else if is_short_box(&part.delta) {
            let lines = lines(vec![part.name.clone()], &part.delta, names);
            let is_begun = sections.iter().any(|section| section.title == FACTS);
            match sections.last_mut() {
                Some(last) if last.title == FACTS => last.lines.extend(lines),
                // A short box behind long ones stands alone: no title stands twice.
                _ if is_begun => {
                    let lines = lines.into_iter().map(|line| TableLine { words: Vec::new(), ..line }).collect();
                    sections.push(section(&part.name, part.delta.state, lines));
                }
                _ => sections.push(section(FACTS, BoxState::Same, lines)),
            }
        } else {
            sections.push(section(&part.name, part.delta.state, lines(Vec::new(), &part.delta, names)));
        }
    }
    for facts in sections.iter_mut().filter(|section| section.title == FACTS) {
        if facts.lines.iter().any(|line| line.state != BoxState::Same) {
            facts.state = BoxState::Changed;
        }
    }
    sections
}

fn section(title: &str, state: BoxState, lines: Vec<TableLine>) -> Section {
    Section {
        title: title.to_owned(),
        row: None,
        name: None,
        state,
        places: (None, None),
        moved: None,
        lines,
        reasons: Vec::new(),
    }
}

fn row_section(list: &DeltaPart<'_>, row: &DeltaPart<'_>, names: BothNames<'_>) -> Section {
    let mut boxes = lines(Vec::new(), &row.delta, names);
    // The row's name says its id already, unless the id is what differs; on paper it says both.
    let is_named = matches!(row.delta.state, BoxState::Added | BoxState::Removed) || names.new.strangers.is_some();
    let is_said = |line: &TableLine| {
        let is_number = matches!(line.words.as_slice(), [word] if NUMBERED.contains(&word.as_str()));
        is_number && (is_named || line.state == BoxState::Same)
    };
    boxes.retain(|line| !is_said(line));
    Section {
        row: Some(row_name(row, names)),
        name: Some(row.name.clone()),
        places: (row.old_index, row.new_index),
        moved: row.old_index.zip(row.new_index).filter(|_| row.moved).map(|(old, new)| (old + 1, new + 1)),
        ..section(&list.name, row.delta.state, boxes)
    }
}

fn row_name(row: &DeltaPart<'_>, names: BothNames<'_>) -> String {
    let side = |tree: Option<&WordTree>, names: NameBook<'_>| tree.and_then(|tree| called(tree, names));
    side(row.delta.new, names.new)
        .or_else(|| side(row.delta.old, names.old))
        .unwrap_or_else(|| format!("{}番目", row.new_index.or(row.old_index).unwrap_or_default() + 1))
}

/// Whether both values fit one line each: dates, names, words, and lists of them.
fn is_short_box(delta: &Delta<'_>) -> bool {
    delta.old.into_iter().chain(delta.new).all(is_short)
}

/// The lines of a box: one, or one for each box below it.
fn lines(words: Vec<String>, delta: &Delta<'_>, names: BothNames<'_>) -> Vec<TableLine> {
    if let Some(hours) = timetable(delta) {
        let cells = of_hours(&hours);
        return vec![TableLine { hours, ..line(words, delta, cells) }];
    }
    let below = |part: &DeltaPart<'_>, name: String| {
        let mut words = words.clone();
        words.push(name);
        lines(words, &part.delta, names)
    };
    match &delta.parts {
        DeltaParts::Record(parts) if !is_short_box(delta) => {
            let own = parts.iter().filter(|part| !names.pass_over(&part.delta));
            own.flat_map(|part| below(part, part.name.clone())).collect()
        }
        DeltaParts::List(parts) if !is_short_box(delta) => {
            // A row within a row is told in one line.
            let list = words.last().map_or("", String::as_str);
            let row = |part: &DeltaPart<'_>| {
                let words = words.iter().cloned().chain([row_name(part, names)]).collect();
                line(words, &part.delta, cells(list, &part.delta, names))
            };
            parts.iter().map(row).collect()
        }
        _ => {
            let cells = cells(words.last().map_or("", String::as_str), delta, names);
            vec![line(words, delta, cells)]
        }
    }
}

fn line(words: Vec<String>, delta: &Delta<'_>, cells: Cells) -> TableLine {
    let leaf = |tree: Option<&WordTree>| match tree.map(|tree| &tree.value) {
        Some(Branch::Leaf(leaf)) => Some(leaf.clone()),
        _ => None,
    };
    let meaning = leaf(delta.old).zip(leaf(delta.new)).and_then(|(old, new)| meaning(&old, &new));
    TableLine {
        words,
        state: delta.state,
        old: cells.old,
        new: cells.new,
        old_span: delta.old.and_then(|tree| tree.span),
        new_span: delta.new.and_then(|tree| tree.span),
        meaning: meaning.filter(|_| delta.state == BoxState::Changed),
        hours: Vec::new(),
    }
}

impl Section {
    /// The title with the row's name: `支援　本人支援(s3)`.
    #[must_use]
    pub fn heading(&self) -> String {
        match &self.row {
            // ニーズ① says what it is.
            Some(row) if row.starts_with(&self.title) => row.clone(),
            Some(row) => format!("{}　{row}", self.title),
            None => self.title.clone(),
        }
    }

    /// Calls the row by its mark, as paper does.
    pub(super) fn call_by_mark(
        &mut self,
        versions: [&Version<'_>; 2],
        rows: [Option<&WordTree>; 2],
        names: BothNames<'_>,
    ) {
        let mark = |side: usize, place: Option<usize>, names| {
            versions[side].row_mark(&self.title, (place?, rows[side]?), names)
        };
        match (mark(0, self.places.0, names.old), mark(1, self.places.1, names.new)) {
            (Some(old), Some(new)) if old != new => self.row = Some(format!("{new}（旧 {old}）")),
            (old, new) => self.row = new.or(old).or(self.row.take()),
        }
    }

    /// Takes note that boxes in which it differed are none of the paper's; whether anything is left to tell.
    pub(super) fn is_for_paper(&mut self) -> bool {
        let differs = |line: &TableLine| line.state != BoxState::Same;
        if self.row.is_some() && self.state == BoxState::Changed && !self.lines.iter().any(differs) {
            self.state = BoxState::Same;
        }
        self.changed() || !self.lines.is_empty()
    }

    /// Whether anything in it differs.
    #[must_use]
    pub fn changed(&self) -> bool {
        self.state != BoxState::Same || self.moved.is_some()
    }

    /// The lines as prints show them: what is the same is passed over, unless `all` is asked for.
    #[must_use]
    pub fn shown(&self, all: bool) -> Vec<ShownLine<'_>> {
        let mut shown: Vec<ShownLine<'_>> = Vec::new();
        for line in &self.lines {
            if all || line.state != BoxState::Same {
                shown.push(ShownLine::Line(line));
            } else if let Some(ShownLine::Omitted(lines)) = shown.last_mut() {
                lines.push(line);
            } else {
                shown.push(ShownLine::Omitted(vec![line]));
            }
        }
        shown
    }

    /// The word of a 新旧対照表 for what became of it, and nothing where it is the same.
    #[must_use]
    pub fn label(&self) -> Option<&'static str> {
        match (self.state, self.moved) {
            (BoxState::Same, Some(_)) => Some("移動"),
            (state, _) => state.label(),
        }
    }
}

impl TableLine {
    /// The way to the box in one text: `課題（内容）`; empty where the section is one box.
    #[must_use]
    pub fn name(&self) -> String {
        self.named(|word| word.to_owned())
    }

    /// The same in the words that a municipality prints.
    #[must_use]
    pub fn named(&self, label: impl Fn(&str) -> String) -> String {
        let words: Vec<String> = self.words.iter().map(|word| label(word)).collect();
        match words.as_slice() {
            [] => String::new(),
            [word] => word.clone(),
            [way @ .., word] => format!("{}（{word}）", way.join("　")),
        }
    }
}

impl BoxState {
    /// The word of a 新旧対照表, and nothing for what is the same.
    #[must_use]
    pub fn label(self) -> Option<&'static str> {
        match self {
            Self::Same => None,
            Self::Changed => Some("変更"),
            Self::Added => Some("新設"),
            Self::Removed => Some("削除"),
        }
    }
}
