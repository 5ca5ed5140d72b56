//! Years that cannot be meant: 令和66年, 1024 for 2024.

use super::super::facts::{File, Ground, Where};
use super::super::rule::{Certainty, Check, Group, Reporter, Rule};
use super::super::scan::{LetterTraits, ScannedText};
use crate::diagnostic::Code;
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
    let last_year = ground.today.year() + YEARS_AHEAD;
    for ScannedText { key, text, span, .. } in file.texts.with(LetterTraits::DIGIT) {
        let Some(year) = year(text).filter(|_| *key != BORN) else { continue };
        if (FIRST_YEAR..=last_year).contains(&year) {
            continue;
        }
        let message = format!("`{key}` の「{}」は 西暦 {year} 年になり、ありえない日付です", text.trim());
        reporter.report(span.place(), message).help = Some("年を確かめて書き直してください".to_owned());
    }
}

/// The year of a text that is a day, a day with its hours, or a month.
fn year(text: &str) -> Option<i32> {
    // A sentence is no date.
    if text.len() > 60 || !text.starts_with(|c: char| !c.is_whitespace()) {
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
