//! A single value of a document, typed as far as showing it asks for.

use crate::value::{Date, Moment, Month, Period, Time, TimeRange};

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
    /// A time of day.
    Time(Time),
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
            Self::Time(time) => time.to_string(),
            Self::Hours(range) => format!("{}～{}", range.start, range.end),
            Self::Moment(moment) => moment.to_wareki(),
            Self::Period(start, end) => Period::wareki(*start, *end),
        }
    }

    /// The value typed by the name of the record type it was written from.
    pub(super) fn typed(self, name: &str) -> Self {
        let Self::Word(text) = &self else { return self };
        match name {
            "Text" => Some(Self::Text(text.clone())),
            "Date" => text.parse().ok().map(Self::Date),
            "Month" => text.parse().ok().map(Self::Month),
            "Time" => text.parse().ok().map(Self::Time),
            "TimeRange" => text.parse().ok().map(Self::Hours),
            "Moment" => text.parse().ok().map(Self::Moment),
            crate::record::TEXT_OR => Some(Self::Name(text.clone())),
            _ => None,
        }
        .unwrap_or(self)
    }
}

/// A word; the name of a document, which is its date, in 和暦.
fn word(text: &str) -> String {
    match text.split_at_checked(10) {
        Some((date, slug)) if slug.is_empty() || slug.starts_with('-') => match date.parse::<Date>() {
            Ok(day) if day.to_string() == date => format!("{}{slug}", day.to_wareki()),
            _ => text.to_owned(),
        },
        _ => text.to_owned(),
    }
}
