//! What the records, the sessions and the interviews under a plan say, as quotations with their days: comments for the 児発管,
//! who judges. Nothing is weighed here, and nothing is left out.

use super::super::known::SheetFacts;
use crate::case::interview::Interview;
use crate::case::plan::SupportPlan;
use crate::case::provision::{ProvidedDay, RowNote, RowProgress};
use crate::case::specialist::SpecialistPlan;
use crate::case::{Document, Model};
use crate::record::{Field, TextOr};
use crate::timeline::{ProvidedLine, Term};
use crate::value::{Date, Text};

/// The days of a plan up to the day of the new sheet.
pub(super) struct LookBack<'k, 'a> {
    known: &'k SheetFacts<'a>,
    term: &'k Term<'a, SupportPlan>,
    until: Date,
}

impl<'k, 'a> LookBack<'k, 'a> {
    pub(super) fn of(known: &'k SheetFacts<'a>, term: &'k Term<'a, SupportPlan>) -> Option<Self> {
        Some(Self { known, term, until: known.day()? })
    }

    fn lines(&self) -> impl Iterator<Item = &'k ProvidedLine<'a>> {
        let until = self.until;
        self.known.timeline.provided_under(self.term).filter(move |line| line.day <= until)
    }

    /// What is said of a row: the days by 気づき, then the words of the records and of the therapist's sessions.
    pub(super) fn of_row(&self, row: &str) -> Vec<String> {
        let progress = self.known.timeline.progress_under(self.term, row, self.until);
        let mut notes: Vec<String> = RowProgress::ALL.iter().filter_map(|(word, _)| days(*word, &progress)).collect();
        let mut quoted: Vec<(Date, String)> = self.lines().filter_map(|line| row_words(line, row)).collect();
        quoted.extend(self.sessions(row));
        quoted.sort_by_key(|(day, _)| *day);
        notes.extend(quoted.into_iter().map(|(_, words)| words));
        notes
    }

    /// What is said of the days as a whole, each with the rows that were worked at, and of the days on which the child did
    /// not come.
    pub(super) fn of_days(&self) -> Vec<String> {
        self.lines().filter_map(|line| day_words(line)).collect()
    }

    /// What is said in interviews.
    pub(super) fn of_interviews(&self) -> Vec<String> {
        let here = |document: &&Document| document.office() == self.known.office_id() && self.holds(document.date);
        let interviews = self.known.timeline.papers().filter(here).filter_map(|document| match &document.model {
            Model::Interview(interview) => Some((document.date?, interview)),
            _ => None,
        });
        let mut found: Vec<(Date, Vec<String>)> =
            interviews.map(|(day, interview)| (day, interview_words(day, interview))).collect();
        found.sort_by_key(|(day, _)| *day);
        found.into_iter().flat_map(|(_, words)| words).collect()
    }

    fn holds(&self, day: Option<Date>) -> bool {
        day.is_some_and(|day| self.term.start <= day && day <= self.until)
    }

    fn sessions(&self, row: &str) -> Vec<(Date, String)> {
        let serves = |plan: &&SpecialistPlan| plan.rows.iter().any(|own| own.value == row);
        let own = self.known.timeline.specialist_plans().filter(|(paper, _)| paper.office() == self.known.office_id());
        let sessions = own.map(|(_, plan)| plan).filter(serves).flat_map(|plan| plan.sessions.iter());
        let words = sessions.filter_map(|session| {
            let day = *session.date.get()?;
            self.holds(Some(day)).then_some(())?;
            Some((day, format!("{day} 専門的支援 反応{}", quoted(&session.response)?)))
        });
        words.collect()
    }
}

/// `気づき できている 3日: 4月17日、…`.
fn days(word: RowProgress, progress: &[(Date, RowProgress)]) -> Option<String> {
    let days: Vec<String> =
        progress.iter().filter(|(_, own)| *own == word).map(|(day, _)| day.to_month_and_day()).collect();
    (!days.is_empty()).then(|| format!("気づき {} {}日: {}", word.label(), days.len(), days.join("、")))
}

/// What a line says of a row alone.
fn row_words(line: &ProvidedLine<'_>, row: &str) -> Option<(Date, String)> {
    let note = line.line.rows.iter().find_map(|item| match &item.value {
        TextOr::Record(note) if note.row.get().is_some_and(|own| own == row) => Some(note),
        _ => None,
    })?;
    let RowNote { progress, seen, .. } = note;
    let progress = progress.get().map(|word| format!("({})", word.label())).unwrap_or_default();
    Some((line.day, format!("{} 記録{}{progress}", line.day, quoted(seen)?)))
}

fn day_words(line: &ProvidedLine<'_>) -> Option<String> {
    let ProvidedDay { seen, absence, .. } = &line.line.value;
    if let Some(absence) = absence.get() {
        let words = quoted(&absence.consulted).or_else(|| quoted(&absence.reason)).unwrap_or_default();
        return Some(format!("{} 欠席{words}", line.day));
    }
    let rows: Vec<&str> = line.line.row_ids().map(|(id, _)| id).collect();
    let rows = if rows.is_empty() { String::new() } else { format!(" [{}]", rows.join(" ")) };
    Some(format!("{}{rows} {}", line.day, quoted(seen)?))
}

fn interview_words(day: Date, interview: &Interview) -> Vec<String> {
    let Interview { child, guardian, decisions, .. } = interview;
    let boxes = [("本人の様子", child), ("保護者の話", guardian), ("決定事項", decisions)];
    let words = boxes.into_iter().filter_map(|(label, text)| Some(format!("{day} 面談 {label}{}", quoted(text)?)));
    words.collect()
}

/// A text on one line, in the brackets of a quotation.
fn quoted(text: &Field<Text>) -> Option<String> {
    let lines = text.get()?.as_str().lines().map(str::trim).filter(|line| !line.is_empty());
    let one = lines.collect::<Vec<_>>().join(" ");
    (!one.is_empty()).then(|| format!("「{one}」"))
}
