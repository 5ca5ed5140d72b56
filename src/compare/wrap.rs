//! Breaking marked texts into the lines of a terminal, in which a kanji is two columns wide.

use super::words::Piece;
use unicode_width::UnicodeWidthChar;

/// Marks that do not begin a line.
const NO_START: &str = "、。，．,.!?！？」』）)】〕]・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々：:;～〜％%";
/// Marks that do not end one.
const NO_END: &str = "「『（(【〔[";

/// A character with whether it differs.
type Marked = (char, bool);

/// The width of a text in columns. What is narrow in one terminal and wide in another counts as wide.
pub fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

fn char_width(c: char) -> usize {
    c.width_cjk().unwrap_or(0)
}

/// The lines of a text of at most `columns` columns, as pieces. A line break of the text is one.
pub fn wrap(pieces: &[Piece], columns: usize) -> Vec<Vec<Piece>> {
    let characters: Vec<Marked> =
        pieces.iter().flat_map(|piece| piece.text.chars().map(|c| (c, piece.changed))).collect();
    characters.split(|(c, _)| *c == '\n').flat_map(|line| wrap_line(line, columns)).collect()
}

fn wrap_line(line: &[Marked], columns: usize) -> Vec<Vec<Piece>> {
    let mut lines = Vec::new();
    let mut current: Vec<Marked> = Vec::new();
    let mut used = 0;
    for unit in units(line) {
        let wide: usize = unit.iter().map(|(c, _)| char_width(*c)).sum();
        if used + wide > columns && !current.is_empty() {
            lines.push(joined(&current));
            current.clear();
            used = 0;
        }
        if current.is_empty() && !lines.is_empty() && unit.iter().all(|(c, _)| c.is_whitespace()) {
            continue;
        }
        current.extend(unit);
        used += wide;
    }
    lines.push(joined(&current));
    lines
}

/// What is not broken: a number or a Latin word, a character with the marks that cling to it.
fn units(line: &[Marked]) -> Vec<&[Marked]> {
    let mut units = Vec::new();
    let mut start = 0;
    for at in 1..line.len() {
        let (before, after) = (line[at - 1].0, line[at].0);
        let is_latin = |c: char| c.is_ascii_alphanumeric();
        // `--draft` is one word.
        let is_option = before == '-' && (after == '-' || (at > 1 && line[at - 2].0 == '-'));
        let clings =
            is_option || (is_latin(before) && is_latin(after)) || NO_START.contains(after) || NO_END.contains(before);
        if !clings {
            units.push(&line[start..at]);
            start = at;
        }
    }
    if start < line.len() {
        units.push(&line[start..]);
    }
    units
}

fn joined(characters: &[Marked]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (c, changed) in characters {
        match pieces.last_mut() {
            Some(last) if last.changed == *changed => last.text.push(*c),
            _ => pieces.push(Piece { text: c.to_string(), changed: *changed }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{width, wrap};
    use crate::compare::Piece;

    #[test]
    fn lines_fit_and_neither_break_numbers_nor_begin_with_a_full_stop() {
        let pieces = [Piece::same("毎週14:30に「集まる」。"), Piece::changed("次は2024年から、")];
        for columns in 8..40 {
            let lines = wrap(&pieces, columns);
            let text = |line: &[Piece]| line.iter().map(|piece| piece.text.as_str()).collect::<String>();
            for line in &lines {
                assert!(width(&text(line)) <= columns, "{columns}: {}", text(line));
                assert!(!text(line).starts_with(['、', '。', '」']) && !text(line).ends_with('「'), "{}", text(line));
            }
            assert!(lines.iter().any(|line| text(line).contains("2024")));
            let all: String = lines.iter().map(|line| text(line)).collect();
            assert_eq!(all, "毎週14:30に「集まる」。次は2024年から、");
            let marked: String =
                lines.iter().flatten().filter(|piece| piece.changed).map(|piece| piece.text.as_str()).collect();
            assert_eq!(marked, "次は2024年から、");
        }
    }
}
