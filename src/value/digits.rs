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
    let mut out = String::with_capacity(text.len());
    out.extend(text.chars().map(one));
    out
}

/// Whether a full-width digit occurs.
#[must_use]
pub fn has_full_width_digit(text: &str) -> bool {
    text.contains(|c| ('０'..='９').contains(&c))
}
