//! A comparison as one HTML file: the cells of its table as data, which `templates/lib/comparison.html.j2` writes down. The
//! engine escapes every value.

use crate::compare::{
    BoxState, Comparison, Hours, Medium, Reason, Section, ShownLine, Side, TableLine, is_new, range_shown,
};
use crate::diagnostic::slashed;
use crate::prose::Stretch;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, HtmlEscape, UndefinedBehavior, escape_formatter};
use serde::Serialize;
use std::sync::LazyLock;

/// What a reader chooses.
#[derive(Debug, Clone, Copy, Default)]
pub struct HtmlLook {
    /// Whether the new document stands left.
    pub new_first: bool,
    /// Whether boxes that are the same are shown in full.
    pub all: bool,
}

const NAME: &str = "comparison.html.j2";

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = escaping();
    let template = include_str!("../../templates/lib/comparison.html.j2");
    environment.add_template(NAME, template).expect("internal: the template is well-formed");
    environment
});

/// An engine that escapes every value for HTML.
pub(super) fn escaping() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    // A path is easier to read with its slashes, which mean nothing in a text.
    environment.set_formatter(|out, state, value| match value.as_str().filter(|_| !value.is_safe()) {
        Some(text) => {
            let text = HtmlEscape(text).to_string().replace("&#x2f;", "/").replace("&#x27;", "&#39;");
            out.write_str(&text).map_err(minijinja::Error::from)
        }
        None => escape_formatter(out, state, value),
    });
    environment
}

/// The whole file.
#[must_use]
pub fn comparison_html(comparison: &Comparison, look: HtmlLook) -> String {
    let tally = comparison.tally();
    let sheet = ComparisonSheet {
        title: comparison.title,
        name: &comparison.name,
        old: SideLine::of(&comparison.old),
        new: SideLine::of(&comparison.new),
        tally: (!tally.is_empty()).then_some(tally),
        new_first: look.new_first,
        sections: comparison.sections.iter().map(|section| SectionRows::of(section, look.all)).collect(),
    };
    let template = ENVIRONMENT.get_template(NAME).expect("internal: the template is there");
    let html = template.render(Value::from(Serde(sheet))).expect("internal: the template asks for what the sheet has");
    // The engine takes the last line break away.
    html + "\n"
}

#[derive(Serialize)]
struct ComparisonSheet<'a> {
    title: &'a str,
    name: &'a str,
    old: SideLine<'a>,
    new: SideLine<'a>,
    tally: Option<String>,
    new_first: bool,
    sections: Vec<SectionRows<'a>>,
}

/// Which document stands on a side.
#[derive(Serialize)]
struct SideLine<'a> {
    shown: String,
    version: Option<&'a str>,
    path: String,
}

impl<'a> SideLine<'a> {
    fn of(side: &'a Side) -> Self {
        let path = slashed(side.source.path());
        Self { shown: side.shown(Medium::Paper), version: side.version.as_deref(), path }
    }
}

/// A section of the table.
#[derive(Serialize)]
struct SectionRows<'a> {
    heading: String,
    marks: Vec<String>,
    /// Whether the heading has a row of its own.
    has_head: bool,
    /// None where the section is passed over.
    rows: Vec<TableRow<'a>>,
    reasons: Vec<ReasonText<'a>>,
}

/// A box, or the boxes that are passed over.
#[derive(Serialize)]
struct TableRow<'a> {
    name: String,
    marks: Vec<String>,
    old: TableCell<'a>,
    new: TableCell<'a>,
}

/// What stands in a cell.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum TableCell<'a> {
    /// Values that are the same.
    Omitted,
    /// Nothing: the cell above reaches down to here.
    Covered,
    /// The word for a box that this side does not have; of a whole section, over so many rows.
    Absent { word: &'static str, rows: Option<usize> },
    /// A timetable.
    Hours { days: Vec<DayHours<'a>> },
    /// Words, and behind them what the change means.
    Words { pieces: Vec<CellWords<'a>>, meaning: Option<&'a str> },
}

#[derive(Serialize)]
struct CellWords<'a> {
    text: &'a str,
    marked: bool,
}

#[derive(Serialize)]
struct DayHours<'a> {
    day: &'a str,
    hours: String,
    changed: bool,
    difference: String,
}

#[derive(Serialize)]
struct ReasonText<'a> {
    source: &'a str,
    /// The word of a box, and the lines that it has.
    said: Vec<(&'a str, Vec<&'a str>)>,
}

/// A side of the table.
#[derive(Clone, Copy, PartialEq)]
enum TableSide {
    Old,
    New,
}

impl<'a> SectionRows<'a> {
    fn of(section: &'a Section, all: bool) -> Self {
        let shown = if section.changed() || all { section.shown(all) } else { Vec::new() };
        let is_single = matches!(section.lines.as_slice(), [line] if line.words.is_empty());
        let (heading, marks) = (section.heading(), marks(section));
        let count = shown.len();
        let one = |(index, shown)| match shown {
            ShownLine::Line(line) => {
                let mark =
                    line.state.label().filter(|_| line.state != BoxState::Changed && line.state != section.state);
                let (name, own) = if is_single { (heading.clone(), marks.clone()) } else { (line.name(), Vec::new()) };
                let cell = |side, lacking| match section.state == lacking && !is_single {
                    // One cell for the whole of a row that this side does not have.
                    true if index == 0 => TableCell::Absent { word: absent(lacking), rows: Some(count) },
                    true => TableCell::Covered,
                    false => TableCell::of(line, side),
                };
                TableRow {
                    name,
                    marks: own.into_iter().chain(mark.map(str::to_owned)).collect(),
                    old: cell(TableSide::Old, BoxState::Added),
                    new: cell(TableSide::New, BoxState::Removed),
                }
            }
            ShownLine::Omitted(lines) => TableRow {
                name: lines.into_iter().map(TableLine::name).collect::<Vec<_>>().join("、"),
                marks: Vec::new(),
                old: TableCell::Omitted,
                new: TableCell::Omitted,
            },
        };
        let rows: Vec<TableRow<'_>> = shown.into_iter().enumerate().map(one).collect();
        let has_head = !rows.is_empty() && !is_single;
        Self { heading, marks, has_head, rows, reasons: section.reasons.iter().map(ReasonText::of).collect() }
    }
}

/// What a heading says of its section beside its name.
fn marks(section: &Section) -> Vec<String> {
    let moved = section.moved.map(|(old, new)| format!("{old}番目から{new}番目へ移動"));
    let label = section.label().filter(|label| *label != "移動" && section.state != BoxState::Changed);
    label.map(str::to_owned).into_iter().chain(moved).collect()
}

/// What stands where a side has no such box.
fn absent(state: BoxState) -> &'static str {
    match state {
        BoxState::Added => "（新設）",
        BoxState::Removed => "（削除）",
        BoxState::Same | BoxState::Changed => "",
    }
}

impl<'a> TableCell<'a> {
    fn of(line: &'a TableLine, side: TableSide) -> Self {
        let pieces = if side == TableSide::Old { &line.old } else { &line.new };
        if pieces.is_empty() {
            return Self::Absent { word: absent(line.state), rows: None };
        }
        if !line.hours.is_empty() {
            let is_new = is_new(&line.hours);
            return Self::Hours { days: line.hours.iter().map(|row| DayHours::of(row, side, is_new)).collect() };
        }
        let words = |piece: &'a Stretch| CellWords { text: &piece.text, marked: piece.marked };
        let meaning = line.meaning.as_deref().filter(|_| side == TableSide::New);
        Self::Words { pieces: pieces.iter().map(words).collect(), meaning }
    }
}

impl<'a> DayHours<'a> {
    fn of(row: &'a Hours, side: TableSide, is_new: bool) -> Self {
        let hours = if side == TableSide::Old { row.old } else { row.new };
        let changed = row.changed();
        let is_told = changed && side == TableSide::New && !is_new;
        let difference = if is_told { row.difference_shown() } else { String::new() };
        Self { day: &row.day, hours: hours.map_or("なし".to_owned(), range_shown), changed, difference }
    }
}

impl<'a> ReasonText<'a> {
    fn of(reason: &'a Reason) -> Self {
        let said = reason.said.iter().map(|(word, text)| (word.as_str(), text.split('\n').collect()));
        Self { source: &reason.source, said: said.collect() }
    }
}
