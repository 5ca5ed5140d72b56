//! 提供時間 of a day in the 別表: one range, or two with a pause between them.

use super::{Minutes, TimeRange, scalar};
use std::fmt::{self, Display};
use std::str::FromStr;

/// `14:30-17:30`, or `10:00-12:00, 13:00-15:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlanHours {
    /// The range, or the first of two.
    pub first: TimeRange,
    /// The second, as it is written after the first.
    pub second: Option<TimeRange>,
}

/// What may stand between two ranges.
const BETWEEN: [char; 6] = [',', '、', '，', '/', '／', '\n'];

impl PlanHours {
    /// From the first minute to the last, with the pause.
    #[must_use]
    pub fn whole(self) -> TimeRange {
        TimeRange { start: self.first.start, end: self.second.map_or(self.first.end, |second| second.end) }
    }

    /// 計画時間: how long the ranges are together, without the pause.
    #[must_use]
    pub fn plan_time(self) -> Minutes {
        self.ranges().map(TimeRange::duration).sum()
    }

    /// The ranges, as they are written.
    pub fn ranges(self) -> impl Iterator<Item = TimeRange> {
        std::iter::once(self.first).chain(self.second)
    }
}

impl From<TimeRange> for PlanHours {
    fn from(first: TimeRange) -> Self {
        Self { first, second: None }
    }
}

impl Display for PlanHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first)?;
        self.second.map_or(Ok(()), |second| write!(f, ", {second}"))
    }
}

impl FromStr for PlanHours {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut ranges = text.split(BETWEEN).map(str::trim).filter(|part| !part.is_empty());
        let first = ranges.next().unwrap_or(text).parse()?;
        let second = ranges.next().map(str::parse).transpose()?;
        if ranges.next().is_some() {
            return Err(format!(
                "「{text}」には三つ以上の時間帯があります\n一つの曜日には \"10:00-12:00, 13:00-15:00\" のように二つまで書けます"
            ));
        }
        Ok(Self { first, second })
    }
}

scalar!(PlanHours, Hours);

#[cfg(test)]
mod tests {
    use super::PlanHours;
    use crate::value::Minutes;

    #[test]
    fn a_day_has_one_range_or_two_and_a_pause_is_no_plan_time() {
        let one: PlanHours = "14:30〜17:30".parse().expect("one");
        assert_eq!((one.to_string().as_str(), one.plan_time(), one.second), ("14:30-17:30", Minutes(180), None));
        for text in ["10:00-12:00, 13:00-15:00", "10:00～12:00、13:00～15:00", "10:00-12:00\n13:00-15:00"] {
            let two: PlanHours = text.parse().expect(text);
            assert_eq!(two.to_string(), "10:00-12:00, 13:00-15:00");
            assert_eq!((two.plan_time(), two.whole().to_string().as_str()), (Minutes(240), "10:00-15:00"));
        }
        for text in ["", ",", "10:00", "10:00-12:00, 13:00", "9:00-10:00, 11:00-12:00, 13:00-14:00"] {
            assert!(text.parse::<PlanHours>().is_err(), "{text}");
        }
    }
}
