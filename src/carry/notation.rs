//! A day in the notation of another, so that a paper goes on in the hand that it was begun in.

use super::scalar::{Quotes, scalar};
use crate::value::Date;

/// A day as it would stand in place of what is written.
pub(super) fn day_like(day: Date, written: &str) -> String {
    let bare = written.trim().trim_matches(['"', '\'']);
    let (year, month, date) = day.parts();
    let padded = bare.split(['/', '.']).skip(1).any(|part| part.starts_with('0'));
    let with = |sign: char| match padded {
        true => format!("{year}{sign}{month:02}{sign}{date:02}"),
        false => format!("{year}{sign}{month}{sign}{date}"),
    };
    let text = match bare.chars().next() {
        Some('令' | '平' | '昭') => day.to_wareki(),
        Some('R' | 'H' | 'r' | 'h') => day.to_short_wareki(),
        Some(c) if c.is_ascii_digit() && bare.contains('年') => format!("{year}年{month}月{date}日"),
        Some(c) if c.is_ascii_digit() && bare.contains('/') => with('/'),
        Some(c) if c.is_ascii_digit() && bare.contains('.') => with('.'),
        _ => day.to_string(),
    };
    scalar(&text, Quotes::of(written.trim()))
}

#[cfg(test)]
mod tests {
    use super::day_like;
    use crate::value::Date;

    #[test]
    fn a_day_is_written_as_the_one_before() {
        let day: Date = "2025-03-05".parse().expect("a day");
        for (written, like) in [
            ("2024-03-28", "2025-03-05"),
            ("令和6年3月28日", "令和7年3月5日"),
            ("R6.3.28", "R7.3.5"),
            ("2024/3/28", "2025/3/5"),
            ("2024/03/28", "2025/03/05"),
            ("2024年3月28日", "2025年3月5日"),
            ("\"2024-03-28\"", "\"2025-03-05\""),
            ("'R6.3.28'", "'R7.3.5'"),
        ] {
            assert_eq!(day_like(day, written), like);
            assert_eq!(like.trim_matches(['"', '\'']).parse::<Date>(), Ok(day));
        }
    }
}
