//! Blanks that YAML makes where it folds lines: between Japanese letters nobody wrote one.

use std::borrow::Cow;

/// A text without the blanks at `folds` (places in bytes, in order) that stand beside a Japanese letter.
#[must_use]
pub fn unfolded<'a>(text: &'a str, folds: &[usize]) -> Cow<'a, str> {
    if folds.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let (mut from, mut seen) = (0, 0);
    for at in folds.iter().copied() {
        if at < seen {
            continue;
        }
        // Blanks at the end of the written line stand in the same gap.
        let start = text[..at].trim_end_matches(' ').len();
        let end = text.len() - text[at..].trim_start_matches(' ').len();
        seen = end;
        let beside = [text[..start].chars().next_back(), text[end..].chars().next()];
        let [Some(before), Some(behind)] = beside else { continue };
        let is_inside = start >= from && ![before, behind].iter().any(|c| matches!(c, '\n' | '\r'));
        if is_inside && (is_japanese(before) || is_japanese(behind)) {
            out.push_str(&text[from..start]);
            from = end;
        }
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

/// Whether a character is of the Japanese script: kana, kanji, and the marks and full-width forms among them.
#[must_use]
pub fn is_japanese(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{2FDF}' | '\u{3000}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{3200}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{1B000}'..='\u{1B16F}'
        | '\u{20000}'..='\u{3FFFF}' | '\u{E0100}'..='\u{E01EF}' | '…' | '―' | '‥' | '○' | '●' | '△' | '×' | '※')
}

#[cfg(test)]
mod tests {
    use super::unfolded;

    #[test]
    fn a_fold_between_japanese_letters_leaves_no_blank() {
        assert_eq!(unfolded("一つ 二つ", &[6]), "一つ二つ");
        assert_eq!(unfolded("一つ 二つ", &[]), "一つ 二つ");
        assert_eq!(unfolded("a b 三 4 c", &[1, 3, 7, 9]), "a b三4 c");
        assert_eq!(unfolded("一   二", &[4]), "一二");
    }
}
