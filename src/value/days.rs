//! Days of the week in words: `月〜金`, `平日`, `土日祝`, `月・水・金`, `土曜日`.

use super::half_width;

/// The days in the order of a week; 祝 is a day of its own.
const WEEK: [char; 8] = ['月', '火', '水', '木', '金', '土', '日', '祝'];

/// The words that stand for several days.
const SETS: [(&str, &str); 10] = [
    ("平日", "月火水木金"),
    ("毎日", "月火水木金土日"),
    ("全日", "月火水木金土日"),
    ("全曜日", "月火水木金土日"),
    ("週末", "土日"),
    ("土日祝", "土日祝"),
    ("土日祝日", "土日祝"),
    ("休日", "土日祝"),
    ("祝祭日", "祝"),
    ("国民の祝日", "祝"),
];

/// What a message offers.
pub const HOW_TO_WRITE_DAYS: &str = "月、月〜金、平日、毎日、土日祝、[月, 水, 金] のように書いてください";

/// The days that the words mean, each by its character of 月火水木金土日祝; none where they mean none.
#[must_use]
pub fn read_days(text: &str) -> Option<Vec<char>> {
    let folded: String =
        half_width(text).chars().filter(|c| !c.is_whitespace() && !"()（）「」".contains(*c)).collect();
    let folded = folded.strip_prefix("毎週").unwrap_or(&folded);
    let mut days = Vec::new();
    for part in folded.split(['・', '、', ',', '，', '/', '･', 'と', '&', '+', '.']) {
        for day in one(part)? {
            if !days.contains(&day) {
                days.push(day);
            }
        }
    }
    Some(days)
}

fn one(text: &str) -> Option<Vec<char>> {
    if let Some((_, days)) = SETS.iter().find(|(word, _)| *word == text) {
        return Some(days.chars().collect());
    }
    if let Some((from, until)) = text.split_once("から").or_else(|| text.split_once(['~', '-', 'ー', '→'])) {
        let until = until.strip_suffix("まで").unwrap_or(until);
        let (from, until) = (single(from)?, single(until)?);
        // Seven days go round; a holiday stands outside.
        let place = |day| WEEK[..7].iter().position(|own| *own == day);
        let (from, until) = (place(from)?, place(until)?);
        let length = (until + 7 - from) % 7;
        return Some((from..=from + length).map(|place| WEEK[place % 7]).collect());
    }
    let letters: Vec<char> = short(text).chars().collect();
    let fine = !letters.is_empty() && letters.iter().all(|c| WEEK.contains(c));
    fine.then_some(letters)
}

fn single(text: &str) -> Option<char> {
    let short = short(text);
    let mut letters = short.chars();
    let day = letters.next().filter(|day| WEEK.contains(day))?;
    letters.next().is_none().then_some(day)
}

/// 土曜日 and 土曜 are 土, 祝日 is 祝.
fn short(text: &str) -> String {
    text.replace("曜日", "").replace('曜', "").replace("祝日", "祝")
}

#[cfg(test)]
mod tests {
    use super::{HOW_TO_WRITE_DAYS, read_days};

    #[test]
    fn days_are_read_as_people_write_them() {
        for (text, days) in [
            ("月", "月"),
            ("土曜日", "土"),
            ("月曜", "月"),
            ("毎週 水曜日", "水"),
            ("祝日", "祝"),
            ("日・祝", "日祝"),
            ("日・祝日", "日祝"),
            ("月〜金", "月火水木金"),
            ("月～金", "月火水木金"),
            ("月~金", "月火水木金"),
            ("月-金", "月火水木金"),
            ("月−金", "月火水木金"),
            ("月ー金", "月火水木金"),
            ("月曜日から金曜日まで", "月火水木金"),
            ("金〜月", "金土日月"),
            ("平日", "月火水木金"),
            ("平日と土曜", "月火水木金土"),
            ("毎日", "月火水木金土日"),
            ("月・水・金", "月水金"),
            ("月、水、金", "月水金"),
            ("月,水,金", "月水金"),
            ("月水金", "月水金"),
            ("月・水・金曜日", "月水金"),
            ("土日", "土日"),
            ("土日祝", "土日祝"),
            ("土日祝日", "土日祝"),
            ("土・日・祝", "土日祝"),
            ("月〜水、金", "月火水金"),
            ("（月）〜（金）", "月火水木金"),
        ] {
            assert_eq!(read_days(text).map(String::from_iter).as_deref(), Some(days), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in
            ["", "隔週土曜日", "第2水曜日", "月〜", "〜金", "月〜近", "日中", "月1回", "休み", "月〜祝", "登校日"]
        {
            assert_eq!(read_days(text), None, "{text}");
        }
    }

    #[test]
    fn what_the_message_offers_is_read() {
        let offered = HOW_TO_WRITE_DAYS.split(" のように").next().expect("examples");
        for example in offered.split('、') {
            let example = example.trim_matches(['[', ']']);
            assert!(read_days(example).is_some(), "{example}");
        }
    }
}
