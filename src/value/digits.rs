//! Full-width digits and marks that a Japanese keyboard gives, folded for reading.

/// The text with full-width digits, letters of eras, and the marks of dates and times made half-width.
#[must_use]
pub fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '／' | '：' => {
                char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
            }
            '－' | '‐' | '−' | '–' | '―' => '-',
            '〜' | '～' => '~',
            '\u{3000}' => ' ',
            c => c,
        })
        .collect()
}

/// Whether a full-width digit occurs.
#[must_use]
pub fn has_full_width_digit(text: &str) -> bool {
    text.contains(|c| ('０'..='９').contains(&c))
}
