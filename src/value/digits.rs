//! Full-width digits and marks that a Japanese keyboard gives, folded for reading.

use crate::record;

/// The text with what has a half-width form in it, and with one sign for each mark of dates and times.
#[must_use]
pub fn half_width(text: &str) -> String {
    let one = |c| match record::half_width(c) {
        '‐' | '−' | '–' | '―' => '-',
        '〜' => '~',
        c => c,
    };
    text.chars().map(one).collect()
}

/// Whether a full-width digit occurs.
#[must_use]
pub fn has_full_width_digit(text: &str) -> bool {
    text.contains(|c| ('０'..='９').contains(&c))
}
