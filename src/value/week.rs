//! A value for each day of the week, as the 別表 has columns: 月 … 土, 日・祝日.

use crate::record::Field;
use serde::{Deserialize, Serialize};

/// A column of the weekly table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    /// 月
    Monday,
    /// 火
    Tuesday,
    /// 水
    Wednesday,
    /// 木
    Thursday,
    /// 金
    Friday,
    /// 土
    Saturday,
    /// 日・祝日
    Sunday,
}

/// The columns in order, with their labels.
pub const DAYS: [(Weekday, &str); 7] = [
    (Weekday::Monday, "月"),
    (Weekday::Tuesday, "火"),
    (Weekday::Wednesday, "水"),
    (Weekday::Thursday, "木"),
    (Weekday::Friday, "金"),
    (Weekday::Saturday, "土"),
    (Weekday::Sunday, "日・祝日"),
];

/// The name under which serde hands a [`Week`] on, which no type of Rust can have.
pub const WEEK: &str = "$week";

/// One value a day: `{月: …, 水: …}`.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(rename = "$week", default, bound(deserialize = "T: Deserialize<'de>", serialize = "T: Serialize"))]
pub struct Week<T> {
    #[serde(rename = "月")]
    monday: Field<T>,
    #[serde(rename = "火")]
    tuesday: Field<T>,
    #[serde(rename = "水")]
    wednesday: Field<T>,
    #[serde(rename = "木")]
    thursday: Field<T>,
    #[serde(rename = "金")]
    friday: Field<T>,
    #[serde(rename = "土")]
    saturday: Field<T>,
    #[serde(rename = "日・祝日", alias = "～日", alias = "～日祝", alias = "～祝")]
    sunday: Field<T>,
}

impl<T> Default for Week<T> {
    fn default() -> Self {
        Self {
            monday: Field::default(),
            tuesday: Field::default(),
            wednesday: Field::default(),
            thursday: Field::default(),
            friday: Field::default(),
            saturday: Field::default(),
            sunday: Field::default(),
        }
    }
}

impl<T> Week<T> {
    /// The value of a day.
    #[must_use]
    pub fn day(&self, day: Weekday) -> &Field<T> {
        match day {
            Weekday::Monday => &self.monday,
            Weekday::Tuesday => &self.tuesday,
            Weekday::Wednesday => &self.wednesday,
            Weekday::Thursday => &self.thursday,
            Weekday::Friday => &self.friday,
            Weekday::Saturday => &self.saturday,
            Weekday::Sunday => &self.sunday,
        }
    }

    /// The seven days in order, 月 first.
    pub fn days(&self) -> impl Iterator<Item = (Weekday, &Field<T>)> {
        DAYS.iter().map(|(day, _)| (*day, self.day(*day)))
    }
}
