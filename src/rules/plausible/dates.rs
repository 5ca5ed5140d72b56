//! Years that cannot be meant: 令和66年, 1024 for 2024.

use super::super::facts::{File, Ground, Where};
use super::super::rule::{Certainty, Check, Group, Reporter, Rule};
use crate::diagnostic::Code;
use crate::source::Span;
use crate::value::{Date, Moment, Month};

pub(super) static RULE: Rule = Rule {
    code: Code::new("date-implausible"),
    group: Group::Time,
    summary: "日付の年がありえない",
    explanation: include_str!("date-implausible.md"),
    certainty: Certainty::Program,
    leaves_doubt: true,
    checks: &[Check::File(&[Where::Office, Where::Child, Where::Paper, Where::Trail], check)],
    ..Rule::BASE
};

/// No paper, licence or certificate of today's children and staff is older.
const FIRST_YEAR: i32 = 1950;
/// Nothing is planned or granted further ahead.
const YEARS_AHEAD: i32 = 20;

/// Dates of birth are judged by themselves.
const BORN: &str = "生年月日";

fn check(ground: &Ground<'_>, file: &File<'_>, reporter: &mut Reporter<'_>) {
    let File { tree, .. } = *file;
    let last_year = ground.today.year() + YEARS_AHEAD;
    let mut found: Vec<(String, String, Span)> = Vec::new();
    tree.each_text("", &mut |key, text, span| {
        let year = year(text).filter(|_| key != BORN);
        if year.is_some_and(|year| !(FIRST_YEAR..=last_year).contains(&year)) {
            found.push((key.to_owned(), text.trim().to_owned(), span));
        }
    });
    for (key, text, span) in found {
        let western = year(&text).map(|year| format!("西暦 {year} 年")).unwrap_or_default();
        let message = format!("`{key}` の「{text}」は {western}になり、ありえない日付です");
        reporter.report(span.place(), message).help = Some("年を確かめて書き直してください".to_owned());
    }
}

/// The year of a text that is a day, a day with its hours, or a month.
fn year(text: &str) -> Option<i32> {
    // A sentence is no date.
    if text.len() > 60 || !text.starts_with(|c: char| !c.is_whitespace()) {
        return None;
    }
    // And neither is what has no digit.
    if !text.contains(|c| matches!(c, '0'..='9' | '０'..='９')) {
        return None;
    }
    let day = text.parse::<Date>().ok().or_else(|| text.parse::<Moment>().ok().map(|moment| moment.date));
    day.map(|day| day.parts().0).or_else(|| text.parse::<Month>().ok().map(|month| month.year))
}

#[cfg(test)]
mod tests {
    use super::year;

    #[test]
    fn every_notation_has_its_year() {
        for (text, of) in [
            ("1024-04-01", Some(1024)),
            ("令和66年4月1日", Some(2084)),
            ("9999-12", Some(9999)),
            ("2024-03-25 16:00-17:00", Some(2024)),
            ("2024-04-01から通う。", None),
            ("0012345678", None),
            ("", None),
        ] {
            assert_eq!(year(text), of, "{text}");
        }
    }
}
