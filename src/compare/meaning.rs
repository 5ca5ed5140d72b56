//! What a changed value means beyond its words: by how much a day moved, how long a period has become.

use crate::tree::Leaf;
use crate::value::{Date, Month, Period};

/// `6か月12日後`, `6か月 → 3か月`; none where the values tell all.
pub(super) fn meaning(old: &Leaf, new: &Leaf) -> Option<String> {
    match (old, new) {
        (Leaf::Date(old), Leaf::Date(new)) => Some(moved(*old, *new)),
        (Leaf::Month(old), Leaf::Month(new)) => {
            let count = |month: &Month| i64::from(month.year) * 12 + i64::from(month.month);
            Some(match count(new) - count(old) {
                months @ ..0 => format!("{}か月前", -months),
                months => format!("{months}か月後"),
            })
        }
        (Leaf::Period(Some(start), Some(end)), Leaf::Period(Some(new_start), Some(new_end))) => {
            let (old, new) = (Period::length(*start, *end), Period::length(*new_start, *new_end));
            (old != new).then(|| format!("{old} → {new}"))
        }
        (Leaf::Hours(old), Leaf::Hours(new)) => match i64::from(new.duration().0) - i64::from(old.duration().0) {
            0 => None,
            minutes => Some(format!("{minutes:+}分")),
        },
        _ => None,
    }
}

fn moved(old: Date, new: Date) -> String {
    let (first, last, side) = if old <= new { (old, new, "後") } else { (new, old, "前") };
    match first.until(last) {
        (0, days) => format!("{days}日{side}"),
        (months, 0) => format!("{months}か月{side}"),
        (months, days) => format!("{months}か月{days}日{side}"),
    }
}

#[cfg(test)]
mod tests {
    use super::meaning;
    use crate::tree::Leaf;

    #[test]
    fn a_changed_date_or_length_is_told() {
        let date = |text: &str| text.parse().expect(text);
        let told = |old: Leaf, new: Leaf| meaning(&old, &new);
        let (spring, autumn, winter) = (date("2024-04-01"), date("2024-09-30"), date("2024-12-31"));
        assert_eq!(told(Leaf::Date(autumn), Leaf::Date(winter)).as_deref(), Some("3か月1日後"));
        assert_eq!(told(Leaf::Date(winter), Leaf::Date(autumn)).as_deref(), Some("3か月1日前"));
        let six = Leaf::Period(Some(spring), Some(autumn));
        let three = Leaf::Period(Some(date("2024-10-01")), Some(winter));
        assert_eq!(told(six.clone(), three).as_deref(), Some("6か月 → 3か月"));
        assert_eq!(told(six, Leaf::Period(Some(date("2024-10-01")), Some(date("2025-03-31")))), None);
        let month = |text: &str| Leaf::Month(text.parse().expect(text));
        assert_eq!(told(month("2024-09"), month("2025-03")).as_deref(), Some("6か月後"));
        let hours = |text: &str| Leaf::Hours(text.parse().expect(text));
        assert_eq!(told(hours("14:30-17:30"), hours("14:30-18:00")).as_deref(), Some("+30分"));
    }
}
