//! A table as an office's system exports it: from bytes in whichever encoding to rows of cells under their headings.

use super::columns::{ColumnMap, FIELDS};
use crate::directory::folded;
use crate::source::Obstacle;
use encoding_rs::{Encoding, SHIFT_JIS, UTF_8};

/// A letter that stands for bytes that are none.
const BROKEN: char = '\u{FFFD}';

/// The rows below the headings.
#[derive(Debug)]
pub struct ExportTable {
    /// 文字コード, for the preview.
    pub encoding: &'static str,
    /// The rows, as they stand.
    pub rows: Vec<ExportRow>,
    headings: Vec<String>,
    map: ColumnMap,
}

/// One row.
#[derive(Debug)]
pub struct ExportRow {
    /// The line of the file on which it begins, from 1.
    pub line: u64,
    cells: Vec<String>,
}

impl ExportTable {
    /// Reads a table: the headings are the first row that has the column of the days.
    ///
    /// # Errors
    /// Where no row has it.
    pub fn read(bytes: &[u8], map: ColumnMap) -> Result<Self, Obstacle> {
        let (text, encoding) = decoded(bytes);
        let mut rows = rows_of(&text)?;
        let days = map.columns("日付");
        let has_days =
            |row: &ExportRow| days.iter().all(|name| row.cells.iter().any(|cell| folded(cell) == folded(name)));
        let Some(at) = rows.iter().position(has_days) else {
            let first = rows.first().map(|row| row.cells.join("、")).unwrap_or_default();
            return Err(Obstacle::new(
                format!("日付の列「{}」が見つかりません。初めの行の列: {first}", days.join("、")),
                "どの列が何かを書いたファイルを --columns で指定してください。例:\n列:\n  児童: 利用者名\n  日付: 利用日\n  様子: 活動の様子",
            ));
        };
        let rest = rows.split_off(at + 1);
        let headings = rows.pop().map(|row| row.cells).unwrap_or_default();
        let written = |row: &ExportRow| row.cells.iter().any(|cell| !cell.is_empty());
        Ok(Self { encoding, rows: rest.into_iter().filter(written).collect(), headings, map })
    }

    /// What a row has of a field: its cells, each as the word it means; none where they are empty.
    ///
    /// # Errors
    /// Where bytes of a cell are no letters.
    pub fn cell(&self, row: &ExportRow, field: &str) -> Result<Option<String>, String> {
        let mut words: Vec<String> = Vec::new();
        for column in self.map.columns(field) {
            let at = self.headings.iter().position(|own| folded(own) == folded(&column));
            let Some(cell) = at.and_then(|at| row.cells.get(at)).filter(|cell| !cell.is_empty()) else { continue };
            if cell.contains(BROKEN) {
                return Err(format!("列「{column}」に読めない文字があります(「{cell}」)"));
            }
            words.push(self.map.word(field, cell));
        }
        Ok((!words.is_empty()).then(|| words.join("\n")))
    }

    /// Whether some column holds the field.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        let is_here = |column: &String| self.headings.iter().any(|own| folded(own) == folded(column));
        self.map.columns(field).iter().any(is_here)
    }

    /// What a cell of 欠席 says.
    pub(super) fn says_absent(&self, cell: &str) -> bool {
        self.map.says_absent(cell)
    }

    /// The columns that nothing is taken from.
    #[must_use]
    pub fn unused(&self) -> Vec<&str> {
        let used: Vec<String> =
            FIELDS.iter().flat_map(|field| self.map.columns(field)).map(|column| folded(&column)).collect();
        let unused = self.headings.iter().filter(|own| !own.is_empty() && !used.contains(&folded(own)));
        unused.map(String::as_str).collect()
    }

    /// The columns that the office's file names and the table does not have.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        let named =
            FIELDS.iter().flat_map(|field| self.map.columns(field)).filter(|name| !FIELDS.contains(&name.as_str()));
        named.filter(|name| !self.headings.iter().any(|own| folded(own) == folded(name))).collect()
    }
}

/// The text of a file: by its mark, as UTF-8 where it is that, else as the Shift_JIS of Excel.
fn decoded(bytes: &[u8]) -> (String, &'static str) {
    let encoding = match Encoding::for_bom(bytes) {
        Some((marked, _)) => marked,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => SHIFT_JIS,
    };
    (encoding.decode(bytes).0.into_owned(), encoding.name())
}

fn rows_of(text: &str) -> Result<Vec<ExportRow>, Obstacle> {
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.contains('\t') && !first.contains(',') { b'\t' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let rows = reader.records().map(|record| {
        let record = record
            .map_err(|error| Obstacle::new(format!("CSV として読めません({error})"), "書き出し直してください"))?;
        let line = record.position().map_or(0, csv::Position::line);
        Ok(ExportRow { line, cells: record.iter().map(|cell| cell.trim().to_owned()).collect() })
    });
    rows.collect()
}
