//! The days and hours that a text about 提供時間 says: `月・水・金 14:30〜17:30`, `学校休業日 火・木 10:00〜15:00`.

use crate::timeline::week::Days;
use crate::value::{DAYS, TimeRange, half_width, read_days};

/// Days with the hours that are said of them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// The days.
    pub(super) days: Days,
    /// The hours, where they were understood.
    pub(super) hours: Option<TimeRange>,
    /// Whether they are of days without school.
    pub(super) of_holidays: bool,
}

/// What tells that a line is about days without school.
const HOLIDAYS: [&str; 8] = ["休業", "長期", "休暇", "夏", "冬", "春休", "休み", "休日"];
/// What leaves the days to another sheet.
const ELSEWHERE: [&str; 3] = ["別表", "別紙", "週間計画"];
/// What makes days of something that is not every week.
const NOW_AND_THEN: [&str; 6] = ["隔週", "第", "不定期", "月により", "シフト", "交互"];

/// What a text says; none where it leaves the days to the 別表 or says something of them that is not understood.
pub(super) fn read(text: &str) -> Option<Vec<Said>> {
    let text = half_width(text);
    if ELSEWHERE.iter().chain(&NOW_AND_THEN).any(|word| text.contains(word)) {
        return None;
    }
    let mut said = Vec::new();
    for line in text.lines() {
        let of_holidays = HOLIDAYS.iter().any(|word| line.contains(word));
        for part in
            line.split([' ', '\u{3000}', '\t', '(', ')', '（', '）', '「', '」', '/', ';', '。', '：', '【', '】'])
        {
            match Saying::of(part)? {
                Saying::Days(days) => said.push(Said { days, hours: None, of_holidays }),
                Saying::Hours(hours) => set_hours(&mut said, hours),
                Saying::Both(days, hours) => said.push(Said { days, hours: Some(hours), of_holidays }),
                Saying::Nothing => {}
            }
        }
    }
    Some(said).filter(|said| !said.is_empty())
}

/// Hours belong to the days before them.
fn set_hours(said: &mut [Said], hours: TimeRange) {
    let Some(last) = said.last_mut() else { return };
    last.hours.get_or_insert(hours);
}

/// What one word of a line is.
enum Saying {
    Days(Days),
    Hours(TimeRange),
    Both(Days, TimeRange),
    Nothing,
}

impl Saying {
    /// None where the word speaks of weekdays and is not understood.
    fn of(word: &str) -> Option<Self> {
        let word = word.trim_matches(['、', ',', ':', '・']);
        let digit = word.find(|c: char| c.is_ascii_digit());
        let (before, time) = word.split_at(digit.unwrap_or(word.len()));
        let hours = time.trim_end_matches(['、', ',']).parse::<TimeRange>().ok();
        let name = before.trim_end_matches(['の', 'は', ':', '、']);
        match (days(name), hours) {
            (Some(days), Some(hours)) => Some(Self::Both(days, hours)),
            (Some(days), None) if digit.is_none() => Some(Self::Days(days)),
            (None, Some(hours)) if name.is_empty() => Some(Self::Hours(hours)),
            _ if word.contains('曜') || time.contains('曜') || time.contains(['~', '-']) => None,
            _ => Some(Self::Nothing),
        }
    }
}

fn days(name: &str) -> Option<Days> {
    // 月 alone may well be a month, and 日 a day: 月10日.
    let found = read_days(name).filter(|days| !days.is_empty())?;
    let mut days = Days::default();
    for day in found {
        let column = DAYS.iter().find(|(_, label)| label.contains(day))?;
        days.add(column.0);
    }
    Some(days)
}

#[cfg(test)]
mod tests {
    use super::read;

    /// `月・水 14:30-17:30`, with * before days without school.
    fn shown(text: &str) -> Option<Vec<String>> {
        let said = read(text)?;
        let one = |said: &super::Said| {
            let hours = said.hours.map(|hours| format!(" {hours}")).unwrap_or_default();
            format!("{}{}{hours}", if said.of_holidays { "*" } else { "" }, said.days)
        };
        Some(said.iter().map(one).collect())
    }

    #[test]
    fn days_and_hours_are_read_as_people_write_them() {
        for (text, expected) in [
            ("月・水・金 14:30〜17:30", vec!["月・水・金 14:30-17:30"]),
            ("月水金14:30～17:30", vec!["月・水・金 14:30-17:30"]),
            ("火・木曜日の15:00〜18:00", vec!["火・木 15:00-18:00"]),
            ("月〜金 週5日 14:00-17:00", vec!["月・火・水・木・金 14:00-17:00"]),
            ("週3回(月・水・金) 14:30〜17:30", vec!["月・水・金 14:30-17:30"]),
            (
                "授業日 月・水 14:30〜17:30\n学校休業日 月・水 10:00〜15:00",
                vec!["月・水 14:30-17:30", "*月・水 10:00-15:00"],
            ),
            ("通常: 火・木 10:00〜14:00", vec!["火・木 10:00-14:00"]),
            ("平日 14:30〜17:30 土 10:00〜15:00", vec!["月・火・水・木・金 14:30-17:30", "土 10:00-15:00"]),
        ] {
            assert_eq!(shown(text).unwrap_or_default(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_left_to_the_other_sheet_or_not_understood_says_nothing() {
        for text in [
            "別表のとおり",
            "月・水・金(時間は別表のとおり)",
            "週3回程度",
            "月10日程度 14:30〜17:30",
            "隔週土曜日 10:00〜15:00",
            "水曜日ほか 14:30〜17:30",
            "",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
