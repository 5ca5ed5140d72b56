//! Daily records from another system: what would be written, and what cannot be.

use super::project::Project;
use super::settings::SetupError;
use crate::case::{self, Case};
use crate::directory::{Directory, folded};
use crate::intake::{ColumnMap, ExportRow, ExportTable, ImportedLine, ImportedMonth, RowFault, month_of, read_line};
use crate::source::read_file;
use crate::timeline::Timeline;
use crate::value::Month;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// Larger tables are no month of an office.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// What somebody asks for.
#[derive(Debug, Clone, Copy)]
pub struct ImportCall<'a> {
    /// The table.
    pub file: &'a Path,
    /// The office's file that says which column is what.
    pub columns: Option<&'a Path>,
    /// The child of all rows, where the table does not name one.
    pub child: Option<&'a str>,
    /// The office of all rows, by its id.
    pub office: Option<&'a str>,
}

/// What becomes of a table.
#[derive(Debug)]
pub struct ImportReport {
    /// 文字コード of the table.
    pub encoding: &'static str,
    /// The months, by child.
    pub months: Vec<ImportedMonth>,
    /// The rows that are no line, in the order of the table.
    pub faults: Vec<RowFault>,
    /// Columns that nothing is taken from.
    pub unused: Vec<String>,
    /// Columns that the office's file names and the table does not have.
    pub missing: Vec<String>,
}

impl Project {
    /// Reads a table of サービス提供記録. Nothing is written.
    ///
    /// # Errors
    /// When a file cannot be read, the office is unknown, or it is not plain whose rows they are.
    pub fn read_import(&self, call: ImportCall<'_>) -> Result<ImportReport, SetupError> {
        if let Some(id) = call.office.filter(|id| self.organisation.value.office(id).is_none()) {
            return Err(SetupError::new(
                format!("office.yaml に事業所 `{id}` はありません"),
                "--office には office.yaml にある事業所の id を指定してください",
            ));
        }
        let map = match call.columns {
            Some(path) => {
                let text = String::from_utf8_lossy(&bytes(path)?).into_owned();
                ColumnMap::read(&path.display().to_string(), &text)?
            }
            None => ColumnMap::default(),
        };
        let table = ExportTable::read(&bytes(call.file)?, map)?;
        if call.child.is_none() && !table.has("児童") {
            return Err(SetupError::new(
                "どの児童の記録か分かりません(児童の列がありません)",
                "一人の記録なら --child hana のように、そうでなければ --columns のファイルの「列:」に「児童: 利用者名」のように書いてください",
            ));
        }
        let mut report = ImportReport {
            encoding: table.encoding,
            months: Vec::new(),
            faults: Vec::new(),
            unused: table.unused().into_iter().map(str::to_owned).collect(),
            missing: table.missing(),
        };
        for (child, rows) in self.rows_by_child(&table, call.child, &mut report.faults) {
            let case = case::load_case(self.files.as_ref(), &child);
            self.add_months(&table, &rows, &case, call.office, &mut report);
        }
        report.faults.sort_by_key(|fault| fault.line);
        Ok(report)
    }

    /// The rows of each child; those that name none, or one of several, are faults.
    fn rows_by_child<'t>(
        &self,
        table: &'t ExportTable,
        said: Option<&str>,
        faults: &mut Vec<RowFault>,
    ) -> BTreeMap<String, Vec<&'t ExportRow>> {
        let names = self.names_of_children();
        let mut found: BTreeMap<String, Vec<&ExportRow>> = BTreeMap::new();
        for row in &table.rows {
            match said.map_or_else(|| named_child(table, row, &names), |child| Ok(child.to_owned())) {
                Ok(child) => found.entry(child).or_default().push(row),
                Err(message) => faults.push(RowFault { line: row.line, message }),
            }
        }
        found
    }

    /// Folded name, ふりがな or 通称, or the folder's name → the children who have it.
    fn names_of_children(&self) -> BTreeMap<String, Vec<String>> {
        let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for id in &self.children {
            let child = case::load_child(self.files.as_ref(), id).value;
            let own = [child.name.get(), child.reading.get(), child.known_as.get(), Some(id)];
            for name in own.into_iter().flatten().map(|name| folded(name)) {
                let children = names.entry(name).or_default();
                if !children.contains(id) {
                    children.push(id.clone());
                }
            }
        }
        names
    }

    fn add_months(
        &self,
        table: &ExportTable,
        rows: &[&ExportRow],
        case: &Case,
        office: Option<&str>,
        report: &mut ImportReport,
    ) {
        let directory = Directory::new(&self.organisation.value, case);
        let timeline = Timeline::new(case, &directory);
        let mut months: BTreeMap<Month, Vec<ImportedLine>> = BTreeMap::new();
        for row in rows {
            match read_line(table, row, &timeline, office) {
                Ok(line) => months.entry(Month::of(line.day)).or_default().push(line),
                Err(faults) => report.faults.extend(faults),
            }
        }
        for (month, lines) in months {
            let mut month = month_of(&timeline, &case.id, month, lines);
            report.faults.append(&mut month.faults);
            report.months.push(month);
        }
    }
}

fn named_child(table: &ExportTable, row: &ExportRow, names: &BTreeMap<String, Vec<String>>) -> Result<String, String> {
    let name = table.cell(row, "児童")?.ok_or("児童の名前が空です")?;
    match names.get(&folded(&name)).map(Vec::as_slice) {
        Some([only]) => Ok(only.clone()),
        Some(several) => Err(format!("「{name}」は一人に決まりません({})", several.join("、"))),
        None => Err(format!("「{name}」は、どの児童の氏名でも、フォルダー名でもありません")),
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, SetupError> {
    read_file(path, MOST_BYTES).map_err(|error| {
        let why = match error.kind() {
            io::ErrorKind::NotFound => "ありません".to_owned(),
            _ => format!("読めません({error})"),
        };
        SetupError::new(format!("ファイル {} が{why}", path.display()), "書き出したファイルの場所を確かめてください")
    })
}
