//! A single value of a document, typed as far as showing it asks for.

use crate::case::Kind;
use crate::record::Scalar;
use crate::value::{Date, Moment, Month, Period, TimeRange};

/// One value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leaf {
    /// A long text, CommonMark as written.
    Text(String),
    /// A short text or a word chosen from a list.
    Word(String),
    /// Somebody or something named: a staff id, the id of a 関係機関, or a name written out.
    Name(String),
    /// A number.
    Number(u64),
    /// はい or いいえ.
    Flag(bool),
    /// A day.
    Date(Date),
    /// A month.
    Month(Month),
    /// From one time of day to another.
    Hours(TimeRange),
    /// A day with its times.
    Moment(Moment),
    /// A period of days; an end that is not written is open.
    Period(Option<Date>, Option<Date>),
}

impl Leaf {
    /// The value as people read it: dates in 和暦, a text without the white space around it, a name as it is written.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.trim().to_owned(),
            Self::Word(text) => word(text),
            Self::Name(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Flag(true) => "はい".to_owned(),
            Self::Flag(false) => "いいえ".to_owned(),
            Self::Date(date) => date.to_wareki(),
            Self::Month(month) => month.to_wareki(),
            Self::Hours(range) => format!("{}～{}", range.start, range.end),
            Self::Moment(moment) => moment.to_wareki(),
            Self::Period(start, end) => Period::wareki(*start, *end),
        }
    }

    /// The same as it is told of a file: a paper by its name there, so that two papers of one day are told apart.
    #[must_use]
    pub fn told(&self) -> String {
        match self {
            Self::Word(text) => dated(text),
            leaf => leaf.shown(),
        }
    }

    /// The value of what its declaration says it is, from the text that it writes.
    pub(super) fn of(scalar: Scalar, text: String) -> Self {
        let typed = match scalar {
            Scalar::Text => return Self::Text(text),
            Scalar::Day => text.parse().ok().map(Self::Date),
            Scalar::Month => text.parse().ok().map(Self::Month),
            Scalar::Hours => text.parse().ok().map(Self::Hours),
            Scalar::Moment => text.parse().ok().map(Self::Moment),
            Scalar::Word
            | Scalar::Birth
            | Scalar::Length
            | Scalar::Timing
            | Scalar::Days
            | Scalar::Number
            | Scalar::Score
            | Scalar::Yen
            | Scalar::YesNo
            | Scalar::Rating
            | Scalar::Own(_)
            | Scalar::Id(_) => None,
        };
        typed.unwrap_or(Self::Word(text))
    }
}

/// A word; the name of a document, which is its date, in 和暦, with what it is where that is written before it.
fn word(text: &str) -> String {
    if let Some((kind, date)) = text.split_once('/').and_then(|(id, name)| Some((Kind::named(id)?, name.get(..10)?)))
        && let Ok(day) = date.parse::<Date>()
    {
        return format!("{}（{}）", kind.title, day.to_wareki());
    }
    dated(text)
}

/// A word; a date, or the name of a document that begins with one, in 和暦.
fn dated(text: &str) -> String {
    match text.split_at_checked(10) {
        Some((date, slug)) if slug.is_empty() || slug.starts_with('-') => match date.parse::<Date>() {
            Ok(day) if day.to_string() == date => format!("{}{slug}", day.to_wareki()),
            _ => text.to_owned(),
        },
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::Leaf;

    #[test]
    fn a_paper_is_called_by_what_it_is_and_its_day() {
        let shown = |word: &str| Leaf::Word(word.to_owned()).shown();
        assert_eq!(shown("monitoring/2024-09-12"), "モニタリング記録（令和6年9月12日）");
        assert_eq!(shown("consult-plan/2024-03-20-b"), "障害児支援利用計画（令和6年3月20日）");
        assert_eq!(shown("2024-09-12"), "令和6年9月12日");
        for word in ["医師/2024-09-12", "monitoring/", "monitoring/2024-13-40", "午前/午後", "plan/2024年9月"] {
            assert_eq!(shown(word), word);
        }
    }
}
