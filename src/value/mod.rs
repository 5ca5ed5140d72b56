//! Dates, times and weekly tables: the values that a form prints and a rule compares.

mod amount;
mod birth;
mod count;
mod date;
mod days;
mod digits;
mod length;
mod month;
mod period;
mod plan_hours;
mod score;
mod text;
mod time;
mod timestamp;
mod timing;
mod variants;
mod week;
mod yen;

pub use amount::Amount;
pub use birth::Birth;
pub use count::Count;
pub use date::{Age, Date, Grade};
pub use days::{HOW_TO_WRITE_DAYS, read_days};
pub use digits::{half_width, has_full_width_digit};
pub use length::Length;
pub use month::Month;
pub use period::{PERIOD, Period};
pub use plan_hours::PlanHours;
pub use score::Score;
pub use text::Text;
pub use time::{Minutes, Time, TimeRange};
pub use timestamp::Moment;
pub use timing::{Reckoning, Timing};
pub use variants::VARIANTS;
pub use week::{DAYS, WEEK, Week, Weekday};
pub use yen::Yen;

use crate::record::{Scalar, marked};
use serde::Deserializer;
use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;

/// Reads a value that is written as one text, and says which it is.
fn read_scalar<'de, T: FromStr<Err: Display>, D: Deserializer<'de>>(
    scalar: Scalar,
    deserializer: D,
) -> Result<T, D::Error> {
    marked::<Cow<'de, str>, D>(scalar, deserializer)?.parse().map_err(serde::de::Error::custom)
}

/// Implements `Deserialize` through `FromStr` and `Serialize` through `Display` for a value written as one scalar.
macro_rules! scalar {
    ($type:ty, $scalar:ident) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::value::read_scalar(crate::record::Scalar::$scalar, deserializer)
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                crate::record::write_marked(crate::record::Scalar::$scalar, &format_args!("{self}"), serializer)
            }
        }
    };
}
use scalar;
