//! Marked texts in the lines of a terminal, in which a kanji is two columns wide. Every line that is broken for a terminal
//! is broken here.

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use std::ops::Range;
use unicode_width::UnicodeWidthChar;

/// Where a line may end (UAX #14). None of the scripts that want a dictionary is written here.
static SEGMENTER: LineSegmenterBorrowed<'static> =
    LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());

/// Marks that begin no line, though Unicode lets them: a range is read from its beginning.
const NO_START: &str = "～";

/// A stretch of a text, marked or not: what differs from another text, what is typed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    /// The text.
    pub text: String,
    /// Whether it is marked.
    pub marked: bool,
}

impl Stretch {
    /// An unmarked one.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), marked: false }
    }

    /// A marked one.
    #[must_use]
    pub fn marked(text: impl Into<String>) -> Self {
        Self { text: text.into(), marked: true }
    }
}

/// The width of a text in columns. What is narrow in one terminal and wide in another counts as wide.
#[must_use]
pub fn width(text: &str) -> usize {
    text.chars().map(|c| c.width_cjk().unwrap_or(0)).sum()
}

/// The text in lines of at most `columns` columns, as stretches; what cannot be broken may be longer. A line break of the
/// text is one; the blanks at which a line is broken are left out.
#[must_use]
pub fn wrap(text: &[Stretch], columns: usize) -> Vec<Vec<Stretch>> {
    let whole: String = text.iter().map(|one| one.text.as_str()).collect();
    let mut lines = Vec::new();
    let mut start = 0;
    for line in whole.split('\n') {
        for broken in broken(line, columns) {
            lines.push(cut(text, start + broken.start, start + broken.end));
        }
        start += line.len() + 1;
    }
    lines
}

/// The lines of a text without line breaks, in bytes of it.
fn broken(line: &str, columns: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let (mut start, mut end) = (0, 0);
    for next in ends(line) {
        if end > start && width(line[start..next].trim_end()) > columns {
            lines.push(start..start + line[start..end].trim_end().len());
            start = end;
        }
        end = next;
    }
    lines.push(start..line.len());
    lines
}

/// The places at which a line may end.
fn ends(line: &str) -> impl Iterator<Item = usize> {
    // `--draft` is one word.
    let in_option = |at: usize| line[..at].ends_with("--");
    SEGMENTER.segment_str(line).filter(move |at| {
        *at > 0 && (*at == line.len() || !line[*at..].starts_with(|c| NO_START.contains(c)) && !in_option(*at))
    })
}

/// A range of a text's bytes, as stretches.
fn cut(text: &[Stretch], start: usize, end: usize) -> Vec<Stretch> {
    let mut at = 0;
    let mut found = Vec::new();
    for one in text {
        let own = start.max(at)..end.min(at + one.text.len());
        if !own.is_empty() {
            found.push(Stretch { text: one.text[own.start - at..own.end - at].to_owned(), marked: one.marked });
        }
        at += one.text.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Stretch, width, wrap};

    fn texts(lines: &[Vec<Stretch>]) -> Vec<String> {
        lines.iter().map(|line| line.iter().map(|one| one.text.as_str()).collect()).collect()
    }

    #[test]
    fn lines_fit_and_neither_break_numbers_nor_begin_with_a_full_stop() {
        let text = [Stretch::plain("毎週14:30に「集まる」。"), Stretch::marked("次は2024年から、")];
        for columns in 8..40 {
            let lines = wrap(&text, columns);
            for line in texts(&lines) {
                assert!(width(&line) <= columns, "{columns}: {line}");
                assert!(!line.starts_with(['、', '。', '」']) && !line.ends_with('「'), "{line}");
            }
            assert!(texts(&lines).iter().any(|line| line.contains("2024")));
            assert_eq!(texts(&lines).concat(), "毎週14:30に「集まる」。次は2024年から、");
            let marked: String = lines.iter().flatten().filter(|one| one.marked).map(|one| one.text.as_str()).collect();
            assert_eq!(marked, "次は2024年から、");
        }
    }

    #[test]
    fn what_belongs_together_stays_on_a_line() {
        let lines = |text: &str, columns| texts(&wrap(&[Stretch::plain(text)], columns));
        assert_eq!(lines("shien build --draft", 12), ["shien build", "--draft"]);
        assert!((4..20).all(|columns| !lines("令和6年～令和7年", columns).iter().any(|line| line.starts_with('～'))));
        assert_eq!(lines("一\n\n二", 9), ["一", "", "二"]);
        assert_eq!(lines("とても長い語 abcdefghij", 4).last().map(String::as_str), Some("abcdefghij"));
    }
}
