//! The lines of a child's month as they go into its file: those that are there already stay as they are.

use super::line::{ImportedLine, RowFault};
use crate::case::provision::{KIND, Provision};
use crate::case::{Document, FileKind, Model};
use crate::scaffold::{NewSheet, SheetStyle, write_sheet};
use crate::timeline::Timeline;
use crate::value::{Date, Month};

/// A month of a child.
#[derive(Debug)]
pub struct ImportedMonth {
    /// Its file.
    pub path: String,
    /// What would be written; none where every day is there already.
    pub sheet: Option<NewSheet>,
    /// The days that are written.
    pub days: Vec<Date>,
    /// The days that the file has already: nothing is overwritten.
    pub there: Vec<Date>,
    /// The rows that name a day once more, or for which there is no room.
    pub faults: Vec<RowFault>,
}

/// What becomes of the lines of a child in a month.
#[must_use]
pub fn month_of(timeline: &Timeline<'_>, child: &str, month: Month, mut lines: Vec<ImportedLine>) -> ImportedMonth {
    let kind = FileKind::Document(&KIND);
    let path = kind.path(child, &month.to_string());
    let shown = format!("cases/{path}");
    let mut result =
        ImportedMonth { path: shown, sheet: None, days: Vec::new(), there: Vec::new(), faults: Vec::new() };
    let file = timeline.named(&KIND, &month.to_string());
    if let Some(fault) = file.filter(|_| !timeline.knows_each_day_of(month)).map(|_| unread(&path)) {
        result.faults.extend(lines.iter().map(|line| RowFault { line: line.line, message: fault.clone() }));
        return result;
    }
    lines.sort_by_key(|line| (line.day, line.line));
    let mut text = String::new();
    let mut seen: Vec<(Date, String, u64)> = Vec::new();
    for line in lines {
        if file.is_some_and(|file| is_there(file, &line)) {
            result.there.push(line.day);
        } else if let Some((_, _, first)) =
            seen.iter().find(|(day, office, _)| *day == line.day && *office == line.office)
        {
            let message = format!("{} の行が、{first} 行目にもあります", line.day);
            result.faults.push(RowFault { line: line.line, message });
        } else {
            text.push_str(&write_sheet(kind, &line.filling, &SheetStyle::default()));
            result.days.push(line.day);
            seen.push((line.day, line.office, line.line));
        }
    }
    result.sheet = (!text.is_empty()).then(|| NewSheet { path, text, goes_on: file.is_some() });
    result
}

/// Whether a day of an office is in a file.
fn is_there(file: &Document, line: &ImportedLine) -> bool {
    let Model::Provision(Provision { days, .. }) = &file.model else { return false };
    days.iter().any(|own| own.date.get() == Some(&line.day) && own.office.get() == Some(&line.office))
}

fn unread(path: &str) -> String {
    format!("cases/{path} に読めない所があり、どの日があるか分かりません。shien check で直してから取り込んでください")
}
