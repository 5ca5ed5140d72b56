//! The guard between a text and its Typst content: what was written is read back and held against the source.
//!
//! It shares no code with the writer: it knows the shape that generated content has, and from the list of what texts
//! may contain only how a mark looks. Character by character, in order, the content must be the source; what may be
//! missing is a mark in its place with the structure that it stands for, and a blank that a YAML fold made.

mod place;
mod reading;
mod walk;

use crate::prose::is_japanese;
use std::ops::Range;

/// A text and the content that was made of it.
#[derive(Debug, Clone, Copy)]
pub struct Written<'a> {
    /// The value, as it was loaded.
    pub value: &'a str,
    /// Where in it a YAML fold made a blank.
    pub folds: &'a [usize],
    /// The generated Typst expression.
    pub typst: &'a str,
}

/// The first difference between a text and its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where in the value.
    pub at: Range<usize>,
}

/// The first difference, if there is one.
#[must_use]
pub fn difference(written: &Written<'_>) -> Option<Difference> {
    if is_as_it_stands(written) { None } else { read_back(written) }
}

/// The same by reading the content.
fn read_back(written: &Written<'_>) -> Option<Difference> {
    let Some(tokens) = reading::read(written.typst) else {
        return Some(Difference { at: 0..written.value.len() });
    };
    if written.folds.is_empty() {
        return walk::follow(written.value, &tokens).err().map(|at| {
            let at = at.min(written.value.len());
            let words = written.value[at..].char_indices().nth(WORDS);
            Difference { at: at..words.map_or(written.value.len(), |(length, _)| at + length) }
        });
    }
    let gaps = gaps(written);
    let is_made = |at: usize| {
        let gap = gaps.partition_point(|gap| gap.end <= at);
        gaps.get(gap).is_some_and(|gap| gap.contains(&at))
    };
    let kept: Vec<(usize, char)> = written.value.char_indices().filter(|(at, _)| !is_made(*at)).collect();
    let source: String = kept.iter().map(|(_, c)| *c).collect();
    walk::follow(&source, &tokens).err().map(|at| {
        let index = source[..at.min(source.len())].chars().count();
        let place = |index: usize| kept.get(index).map_or(written.value.len(), |(at, _)| *at);
        Difference { at: place(index)..place(index + WORDS) }
    })
}

/// Whether the content is the lines of a text without any mark, each within quotation marks as it stands: most texts are, and
/// nothing has to be read back to see it.
fn is_as_it_stands(written: &Written<'_>) -> bool {
    let lines = written.typst.strip_prefix("[#{").and_then(|rest| rest.strip_suffix("}]"));
    let Some(mut rest) = lines.filter(|_| written.folds.is_empty()) else { return false };
    for (index, line) in written.value.split('\n').enumerate() {
        let before = if index > 0 { "std.linebreak();\"" } else { "\"" };
        let behind = rest.strip_prefix(before).and_then(|rest| rest.strip_prefix(line)?.strip_prefix("\";"));
        let Some(behind) = behind.filter(|_| is_without_marks(line)) else { return false };
        rest = behind;
    }
    rest.is_empty()
}

/// Whether a line has words, and nothing that could stand for anything else than itself, in the text or between quotation marks.
fn is_without_marks(line: &str) -> bool {
    let is_edge = |c: char| c.is_whitespace() || c.is_ascii_digit() || matches!(c, '-' | '+' | '>');
    !line.is_empty()
        && !line.starts_with(is_edge)
        && !line.ends_with(char::is_whitespace)
        && !line.contains(|c: char| matches!(c, '"' | '\\' | '*' | '[' | '\u{AD}') || c.is_control())
}

/// The gaps of blanks that a fold made beside a Japanese letter.
fn gaps(written: &Written<'_>) -> Vec<Range<usize>> {
    let Written { value, folds, .. } = *written;
    let mut gaps = Vec::new();
    let mut at = 0;
    while let Some(start) = value[at..].find(' ').map(|length| at + length) {
        let end = value.len() - value[start..].trim_start_matches(' ').len();
        let fold = folds.partition_point(|fold| *fold < start);
        let beside = (value[..start].chars().next_back(), value[end..].chars().next());
        if folds.get(fold).is_some_and(|fold| *fold < end)
            && let (Some(left), Some(right)) = beside
            && (is_japanese(left) || is_japanese(right))
            && ![left, right].iter().any(|c| matches!(c, '\r' | '\n'))
        {
            gaps.push(start..end);
        }
        at = end;
    }
    gaps
}

/// How many characters of a text are said.
const WORDS: usize = 12;

#[cfg(test)]
mod tests {
    use super::{Written, difference, is_as_it_stands, read_back};
    use crate::template::content;
    use proptest::prelude::*;
    use proptest::test_runner::{Config, RngSeed};

    /// Words, marks, and what is written otherwise in content.
    const TEXT: &str = "[一a1 　\n\t\\-*>+.)\\[\\]\"\\\\/#:;}\u{AD}\u{85}]{0,10}";

    #[test]
    fn most_texts_need_not_be_read_back() {
        for value in ["手順カードを見て支度する。", "一\n二、a-b(3)", "2024年", "", "- 一", "一\n\n二", "\"一\""]
        {
            let written = Written { value, folds: &[], typst: &content(value, &[]) };
            assert_eq!(
                is_as_it_stands(&written),
                value.starts_with(['手', '一']) && !value.contains("\n\n"),
                "{value}"
            );
        }
    }

    proptest! {
        #![proptest_config(Config { rng_seed: RngSeed::Fixed(20_261_129), failure_persistence: None, cases: 4000, ..Config::default() })]

        #[test]
        fn what_is_not_read_back_would_have_been_found_whole(value in TEXT, other in TEXT, is_other in any::<bool>()) {
            let typst = content(if is_other { &other } else { &value }, &[]);
            let written = Written { value: &value, folds: &[], typst: &typst };
            prop_assert_eq!(difference(&written), read_back(&written));
        }
    }
}
