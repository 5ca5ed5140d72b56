//! The list as CSV, for a table calculation: one line a row, the heads in Japanese.

use super::{Agenda, AgendaItem};
use crate::diagnostic::visible;

/// By this mark the Excel of Japan knows that a file is UTF-8; without it names come out as garbage.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

const HEAD: [&str; 13] =
    ["期日", "残り日数", "状態", "法定", "児童", "氏名", "事業所", "種別", "内容", "対象", "担当", "規則", "指摘"];

/// What a table calculation would take for the beginning of a formula.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// The whole file.
#[must_use]
pub fn to_spreadsheet(agenda: &Agenda) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let rows = std::iter::once(HEAD.map(str::to_owned)).chain(agenda.items.iter().map(row));
    for row in rows {
        writer.write_record(row).expect("internal: every row has the columns of the head");
    }
    let bytes = writer.into_inner().expect("internal: memory takes every byte");
    format!("{BYTE_ORDER_MARK}{}", String::from_utf8(bytes).expect("internal: what was text stays text"))
}

fn row(item: &AgendaItem) -> [String; 13] {
    let texts = [
        item.day.to_string(),
        item.days_left.to_string(),
        if item.late { "期限超過" } else { "これから" }.to_owned(),
        if item.legal { "法定" } else { "" }.to_owned(),
        item.child.clone(),
        item.name.clone().unwrap_or_default(),
        item.office.as_ref().map(|office| office.name.clone()).unwrap_or_default(),
        item.kind.title().to_owned(),
        item.title.clone(),
        item.about.clone().unwrap_or_default(),
        item.by_whom(),
        item.rule.map(|rule| rule.as_str().to_owned()).unwrap_or_default(),
        item.finding.clone().unwrap_or_default(),
    ];
    texts.map(|text| tame(&text))
}

/// A text that no table calculation runs; numbers stay numbers.
fn tame(text: &str) -> String {
    let text = visible(text);
    let risky = text.starts_with(FORMULA) && text.parse::<i64>().is_err();
    if risky { format!("'{text}") } else { text.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::{HEAD, to_spreadsheet};
    use crate::due::sample;

    #[test]
    fn the_file_begins_with_the_mark_that_excel_looks_for_and_a_head() {
        let text = to_spreadsheet(&sample::agenda());
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines[0], format!("\u{FEFF}{}", HEAD.join(",")));
        let first = "2026-03-20,-12,期限超過,法定,hana,佐藤 はな,放課後等デイサービス ほし,同意,計画への同意,plan/2026-03-01,鈴木 一郎,consent-missing,同意がありません";
        assert_eq!(lines[1], first);
        assert_eq!(lines.last(), Some(&""));
    }

    #[test]
    fn a_text_is_no_formula_and_breaks_no_row() {
        let mut agenda = sample::agenda();
        agenda.items[0].name = Some("=HYPERLINK(\"x\")".to_owned());
        agenda.items[0].title = "一,二\n三".to_owned();
        let text = to_spreadsheet(&agenda);
        assert!(text.contains("\"'=HYPERLINK(\"\"x\"\")\"") && text.contains("\"一,二<U+000A>三\""), "{text}");
        assert_eq!(text.matches("\r\n").count(), agenda.items.len() + 1);
    }
}
