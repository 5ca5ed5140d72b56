//! One row of a table as the line of a day, or why it cannot be one.

use super::table::{ExportRow, ExportTable};
use super::whose::{office_named, office_used, service_at};
use crate::case::provision::RowProgress;
use crate::directory::Directory;
use crate::scaffold::{Fill, Filling};
use crate::timeline::Timeline;
use crate::value::{Date, Time, TimeRange};
use std::str::FromStr;

/// A line that can be written.
#[derive(Debug, Clone)]
pub struct ImportedLine {
    /// Where it stands in the table, from 1.
    pub line: u64,
    /// The day.
    pub day: Date,
    /// The office, by its id.
    pub office: String,
    /// The line.
    pub filling: Filling,
}

/// Why a row is no line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// Where it stands in the table, from 1.
    pub line: u64,
    /// What is wrong, with the value.
    pub message: String,
}

/// Reads a row of a child. `office` is the one whose records they are, where somebody says so.
///
/// # Errors
/// All that is wrong with it.
pub fn read_line(
    table: &ExportTable,
    row: &ExportRow,
    timeline: &Timeline<'_>,
    office: Option<&str>,
) -> Result<ImportedLine, Vec<RowFault>> {
    let mut reader = RowReader { table, row, directory: timeline.directory(), faults: Vec::new() };
    let read = reader.line(timeline, office);
    match read.filter(|_| reader.faults.is_empty()) {
        Some(line) => Ok(line),
        None => Err(reader.faults),
    }
}

struct RowReader<'a> {
    table: &'a ExportTable,
    row: &'a ExportRow,
    directory: &'a Directory<'a>,
    faults: Vec<RowFault>,
}

impl RowReader<'_> {
    fn line(&mut self, timeline: &Timeline<'_>, office: Option<&str>) -> Option<ImportedLine> {
        let day = self.day("日付");
        if day.is_none() && self.faults.is_empty() {
            self.fault("日付が空です");
        }
        let mut filling = Filling::default();
        let is_absent = self.text("欠席").is_some_and(|cell| self.table.says_absent(&cell));
        if is_absent {
            self.absence(&mut filling)
        } else {
            self.presence(&mut filling)
        }
        self.remarks(&mut filling);
        let day = day?;
        let office = self.office(timeline, office, day)?;
        filling.set("日付", Some(day.to_string().into()));
        filling.set("事業所", Some(office.as_str().into()));
        if let Some(service) = self.text("サービス").or_else(|| service_at(self.directory, &office)) {
            filling.set("サービス", Some(service.into()));
        }
        Some(ImportedLine { line: self.row.line, day, office, filling })
    }

    fn presence(&mut self, filling: &mut Filling) {
        match self.hours() {
            Some(hours) if hours.end <= hours.start => {
                self.fault(&format!("時間: {hours} は、終わりが始まりより前です"))
            }
            Some(hours) => drop(filling.set("時間", Some(hours.to_string().into()))),
            None if self.faults.is_empty() => self.fault("時間が空です。欠席なら、欠席の列にそう書いてください"),
            None => {}
        }
        let extension = [("支援前", self.parsed::<TimeRange>("支援前")), ("支援後", self.parsed("支援後"))];
        let extension = extension.map(|(word, hours)| (word, hours.map(|hours| Fill::from(hours.to_string()))));
        set_record(filling, "延長", extension);
        set_record(filling, "送迎", [("往路", self.fill("往路")), ("復路", self.fill("復路"))]);
        if let Some(progress) = self.text("気づき") {
            match RowProgress::ALL.iter().find(|(_, label)| *label == progress) {
                Some((_, label)) => drop(filling.set("気づき", Some((*label).into()))),
                None => self.fault(&format!(
                    "気づき「{progress}」は、できている・もう少し・難しい のどれでもありません(対応のファイルの「語:」で読み替えられます)"
                )),
            }
        }
    }

    fn absence(&mut self, filling: &mut Filling) {
        let reported = self.day("連絡日").map(|day| Fill::from(day.to_string()));
        let absence = [
            ("連絡日", reported),
            ("連絡者", self.fill("連絡者")),
            ("対応者", self.person("対応者")),
            ("理由", self.fill("理由")),
            ("相談内容", self.fill("相談内容")),
        ];
        filling.set("欠席", Some(Filling::with(absence).into()));
    }

    fn remarks(&mut self, filling: &mut Filling) {
        for field in ["様子", "本人の都合", "備考"] {
            let text = self.fill(field);
            filling.set(field, text);
        }
        for field in ["支援", "加算"] {
            let words = self.text(field).map(|cell| parts(&cell).map(Fill::from).collect::<Vec<_>>());
            filling.set(field, words.map(Fill::List));
        }
        let writer = self.person("記入者");
        filling.set("記入者", writer);
    }

    /// From when to when: a range, or two columns.
    fn hours(&mut self) -> Option<TimeRange> {
        if self.table.has("時間") {
            return self.parsed("時間");
        }
        let (start, end) = (self.time("開始"), self.time("終了"));
        let written = format!("{}-{}", start?, end?);
        self.held(written.parse::<TimeRange>(), "時間")
    }

    /// A time; seconds do not count.
    fn time(&mut self, field: &str) -> Option<Time> {
        let cell = self.text(field)?;
        let short = match cell.split(':').collect::<Vec<_>>().as_slice() {
            [hour, minute, _] => format!("{hour}:{minute}"),
            _ => cell,
        };
        self.held(short.parse(), field)
    }

    /// A day; hours behind it do not count, and `20240513` is one.
    fn day(&mut self, field: &str) -> Option<Date> {
        let cell = self.text(field)?;
        let first = cell.split([' ', '(', '（', 'T']).next().unwrap_or_default();
        let dashed = match first {
            digits if digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..])
            }
            other => other.to_owned(),
        };
        self.held(dashed.parse(), field)
    }

    fn parsed<T: FromStr<Err = String>>(&mut self, field: &str) -> Option<T> {
        let cell = self.text(field)?;
        self.held(cell.parse(), field)
    }

    fn held<T>(&mut self, read: Result<T, String>, field: &str) -> Option<T> {
        read.map_err(|message| self.fault(&format!("{field}: {}", message.replace('\n', "。")))).ok()
    }

    /// Somebody of the staff by the id, or else by the name as it is written.
    fn person(&mut self, field: &str) -> Option<Fill> {
        let name = self.text(field)?;
        let known = self.directory.employment(&name).map(|(_, staff)| staff).or_else(|| self.directory.namesake(&name));
        match known.and_then(|staff| staff.id.get()) {
            Some(id) => Some(id.as_str().into()),
            None => Some(Filling::with([("氏名", Some(name.into())), ("立場", Some("職員".into()))]).into()),
        }
    }

    /// The office of the row, the one that is said, or the one that the child used on that day.
    fn office(&mut self, timeline: &Timeline<'_>, said: Option<&str>, day: Date) -> Option<String> {
        let office = match (self.text("事業所"), said) {
            (Some(cell), _) => office_named(self.directory, &cell),
            (None, Some(said)) => Ok(said.to_owned()),
            (None, None) => office_used(timeline, day),
        };
        office.map_err(|message| self.fault(&message)).ok()
    }

    fn fill(&mut self, field: &str) -> Option<Fill> {
        self.text(field).map(Fill::from)
    }

    fn text(&mut self, field: &str) -> Option<String> {
        match self.table.cell(self.row, field) {
            Ok(text) => text,
            Err(message) => {
                self.fault(&message);
                None
            }
        }
    }

    fn fault(&mut self, message: &str) {
        let fault = RowFault { line: self.row.line, message: message.to_owned() };
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }
}

/// A record of which something is known.
fn set_record<const N: usize>(filling: &mut Filling, name: &str, fields: [(&str, Option<Fill>); N]) {
    if fields.iter().any(|(_, value)| value.is_some()) {
        filling.set(name, Some(Filling::with(fields).into()));
    }
}

/// The words of a cell that holds several.
fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(['、', ',', '，', '/', '／', ';', '\n', ' ', '　']).map(str::trim).filter(|part| !part.is_empty())
}
