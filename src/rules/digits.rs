//! Dates and times typed with full-width digits: read all the same, and said.

use super::facts::{File, Ground, Where};
use super::rule::{Check, Reporter, Rule};
use super::scan::{LetterTraits, ScannedText};
use crate::diagnostic::{Code, Severity};
use crate::value::{Moment, Time, TimeRange, half_width};

pub(super) static RULE: Rule = Rule {
    code: Code::new("digit-full-width"),
    severity: Severity::Info,
    summary: "日付や時間が全角の数字で書かれている",
    explanation: include_str!("digit-full-width.md"),
    checks: &[Check::File(&[Where::Child, Where::Paper, Where::Trail], check)],
    ..Rule::BASE
};

fn check(_: &Ground<'_>, file: &File<'_>, reporter: &mut Reporter<'_>) {
    for ScannedText { key, text, span, .. } in file.texts.with(LetterTraits::WIDE_DIGIT) {
        let is_time =
            || text.parse::<Moment>().is_ok() || text.parse::<TimeRange>().is_ok() || text.parse::<Time>().is_ok();
        if is_time() {
            let help = format!("「{}」と半角で書いてください", half_width(text.trim()));
            let place = span.place();
            reporter.report(place, format!("`{key}` の日付・時間に全角の数字があります")).help = Some(help);
        }
    }
}
