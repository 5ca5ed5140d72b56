//! Lengths of time as people write them: `6か月`, `1年半`, `半年ごと`, `12週間`.

use super::Date;

/// A length of time by the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Months, years included.
    Months(u32),
    /// Days, weeks included.
    Days(u32),
}

impl Count {
    /// The day that comes so long after another.
    #[must_use]
    pub fn after(self, day: Date) -> Date {
        match self {
            Self::Months(months) => day.plus_months(months),
            Self::Days(days) => day.plus_days(u64::from(days)),
        }
    }
}

/// How people write the か of 6か月.
const KA: [char; 9] = ['か', 'ヶ', 'ケ', 'カ', 'ヵ', 'ｶ', 'ｹ', '箇', '個'];

/// The length with which a text (without spaces, half-width) begins, where it says nothing else but how it recurs or what
/// kind of bound it is.
pub(super) fn within(text: &str) -> Option<Count> {
    let (count, rest) = leading(text.trim_start_matches("約"))?;
    const BEHIND: [&str; 21] = [
        "間",
        "後",
        "以内",
        "まで",
        "までに",
        "ごと",
        "毎",
        "おき",
        "目",
        "程度",
        "くらい",
        "ぐらい",
        "頃",
        "ごろ",
        "を目途",
        "を目安",
        "以内に",
        "先",
        "後まで",
        "ごとに",
        "毎に",
    ];
    let rest = rest.strip_prefix('間').unwrap_or(rest);
    let recurs = rest.starts_with("に") && rest.contains('回') && !rest.starts_with("に1回以上");
    (rest.is_empty() || recurs || BEHIND.contains(&rest)).then_some(count)
}

fn leading(text: &str) -> Option<(Count, &str)> {
    for (word, count) in [("半年", Count::Months(6)), ("毎月", Count::Months(1)), ("毎週", Count::Days(7))] {
        if let Some(rest) = text.strip_prefix(word) {
            return Some((count, rest));
        }
    }
    let (number, rest) = number(text)?;
    if let Some(rest) = rest.strip_prefix('年') {
        let months = number.checked_mul(12).filter(|months| *months <= MOST)?;
        return Some(match rest.strip_prefix('半') {
            Some(rest) => (Count::Months(months + 6), rest),
            None => (Count::Months(months), rest),
        });
    }
    if let Some(rest) = rest.strip_prefix(KA).and_then(|rest| rest.strip_prefix('月')) {
        return Some((Count::Months(number), rest));
    }
    if let Some(rest) = rest.strip_prefix("週") {
        return Some((Count::Days(number.checked_mul(7)?), rest));
    }
    rest.strip_prefix("日").map(|rest| (Count::Days(number), rest))
}

/// A hundred years: more is a slip and no length.
const MOST: u32 = 1200;

/// A number in digits or in kanji up to 十二.
fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if end > 0 {
        return Some((text[..end].parse().ok().filter(|number| (1..=MOST).contains(number))?, &text[end..]));
    }
    let kanji = ["十二", "十一", "十", "九", "八", "七", "六", "五", "四", "三", "二", "一"];
    let at = kanji.iter().position(|word| text.starts_with(word))?;
    Some((12 - at as u32, &text[kanji[at].len()..]))
}

#[cfg(test)]
mod tests {
    use super::{Count, within};

    #[test]
    fn lengths_are_read_in_every_usual_spelling() {
        for (text, count) in [
            ("6か月", Count::Months(6)),
            ("6箇月", Count::Months(6)),
            ("十二か月", Count::Months(12)),
            ("1年半後", Count::Months(18)),
            ("約3か月", Count::Months(3)),
            ("3か月間", Count::Months(3)),
            ("半年に1回", Count::Months(6)),
            ("2週間ごと", Count::Days(14)),
            ("30日以内", Count::Days(30)),
        ] {
            assert_eq!(within(text), Some(count), "{text}");
        }
        for text in ["3年生の終わり", "0か月", "99999999999か月", "6月", "か月", "", "3か月か6か月"] {
            assert_eq!(within(text), None, "{text}");
        }
    }
}
