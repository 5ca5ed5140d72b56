//! The quoted part of a file: the lines that a finding is about, cut and made visible before they are laid out.
//!
//! Laying out a line takes time with its length, and each finding quotes its own: a file of one long line with thousands
//! of faults would be laid out for ever.

use super::visible::{Unseen, code_point};
use crate::source::{Source, Span};
use std::ops::Range;

/// Characters of a line that are quoted, at most, and how many of them stand in front of what is underlined.
const LONGEST: usize = 240;
const BEFORE: usize = 60;

/// Lines around an underlined one that are quoted as they are; of the others only that they are there.
const AROUND: usize = 2;

/// Some lines of a file, and where the spans lie in their text.
#[derive(Debug)]
pub(super) struct Excerpt {
    pub(super) text: String,
    /// The number of the first line.
    pub(super) first: usize,
    pub(super) spans: Vec<Range<usize>>,
    /// Whether columns in the text are no longer those of the file.
    pub(super) shifted: bool,
}

/// The lines that hold the spans, of which the first is what the finding is about.
pub(super) fn excerpt(source: &Source, spans: &[Span]) -> Excerpt {
    let lines: Vec<usize> = spans.iter().map(|span| source.line_column(span.start as usize).0).collect();
    let first = lines.iter().copied().min().unwrap_or(1);
    let last = lines.iter().copied().max().unwrap_or(1);
    let mut excerpt = Excerpt { text: String::new(), first, spans: vec![0..0; spans.len()], shifted: false };
    for line in first..=last {
        if line > first {
            excerpt.text.push('\n');
        }
        let here: Vec<usize> = (0..spans.len()).filter(|index| lines[*index] == line).collect();
        if here.is_empty() && lines.iter().all(|other| other.abs_diff(line) > AROUND) {
            continue;
        }
        excerpt.add(source, line, spans, &here);
    }
    excerpt
}

impl Excerpt {
    fn add(&mut self, source: &Source, line: usize, spans: &[Span], here: &[usize]) {
        let whole = source.line_span(line).range();
        let (window, is_cut) = window(source.text(), &whole, here.first().map(|index| spans[*index]));
        let begin = self.text.len();
        if window.start > whole.start {
            self.text.push('…');
        }
        let first = self.text.len();
        // Where each character of the file stands in the text.
        let mut places: Vec<(usize, usize)> = Vec::new();
        for (at, c) in source.text()[window.clone()].char_indices() {
            places.push((window.start + at, self.text.len()));
            match Unseen::of(c) {
                Some(_) if c != '\t' => {
                    self.shifted = true;
                    self.text.push_str(&code_point(c));
                }
                _ => self.text.push(c),
            }
        }
        let end = self.text.len();
        if window.end < whole.end {
            self.text.push('…');
        }
        self.shifted |= is_cut && window.start > whole.start;
        let place = |offset: usize| match places.binary_search_by_key(&offset, |(own, _)| *own) {
            Ok(index) => places[index].1,
            Err(_) if offset < window.start => begin,
            Err(index) => places.get(index).map_or(end, |(_, place)| *place),
        };
        for index in here {
            let span = spans[*index];
            let start = place(span.start as usize);
            // What lies beyond the cut is underlined by the mark of the cut.
            let end = match span.end as usize {
                beyond if beyond <= window.start && window.start > whole.start => first,
                end => place(end),
            };
            let start = if span.start as usize > window.end { end.min(start) } else { start };
            self.spans[*index] = start..end.max(start);
        }
    }
}

/// The part of a line that is quoted, and whether it is not all of it.
fn window(text: &str, whole: &Range<usize>, about: Option<Span>) -> (Range<usize>, bool) {
    let line = &text[whole.clone()];
    // A character has at most four bytes.
    if line.len() <= LONGEST || line.chars().nth(LONGEST).is_none() {
        return (whole.clone(), false);
    }
    let about = about.map_or(whole.start, |span| (span.start as usize).clamp(whole.start, whole.end));
    let back = text[whole.start..about].char_indices().rev().nth(BEFORE.saturating_sub(1));
    let start = back.map_or(whole.start, |(at, _)| whole.start + at);
    let end = text[start..whole.end].char_indices().nth(LONGEST).map_or(whole.end, |(at, _)| start + at);
    (start..end, true)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, excerpt};
    use crate::source::Source;

    fn of(text: &str, words: &[&str]) -> (String, Vec<String>, bool) {
        let source = Source::new("a.yaml", text);
        let span = |word: &&str| {
            let at = text.find(word).expect("the word");
            source.span(at..at + word.len())
        };
        let excerpt = excerpt(&source, &words.iter().map(span).collect::<Vec<_>>());
        let marked = excerpt.spans.iter().map(|span| excerpt.text[span.clone()].to_owned()).collect();
        (excerpt.text, marked, excerpt.shifted)
    }

    #[test]
    fn a_short_line_is_quoted_as_it_is() {
        let (text, marked, shifted) = of("一\n氏名: 佐藤 はな\n三\n", &["佐藤"]);
        assert_eq!((text.as_str(), marked, shifted), ("氏名: 佐藤 はな", vec!["佐藤".to_owned()], false));
    }

    #[test]
    fn a_long_line_is_cut_around_what_is_meant() {
        let long = format!("{}ここ{}", "前".repeat(5_000), "後".repeat(5_000));
        let (text, marked, shifted) = of(&long, &["ここ"]);
        assert!(text.starts_with("…前") && text.ends_with("後…") && text.chars().count() == LONGEST + 2, "{text}");
        assert_eq!((marked, shifted), (vec!["ここ".to_owned()], true));
        // At its beginning and at its end there is nothing to cut on one side.
        let (text, marked, _) = of(&format!("ここ{}", "後".repeat(5_000)), &["ここ"]);
        assert!(text.starts_with("ここ後") && text.ends_with('…'), "{text}");
        assert_eq!(marked, ["ここ"]);
        let (text, marked, _) = of(&format!("{}ここ", "前".repeat(5_000)), &["ここ"]);
        assert!(text.starts_with('…') && text.ends_with("前ここ"), "{text}");
        assert_eq!(marked, ["ここ"]);
    }

    #[test]
    fn what_lies_beyond_the_cut_is_not_lost() {
        let long = format!("はじめ{}ここ{}おわり", "前".repeat(5_000), "後".repeat(5_000));
        let (text, marked, _) = of(&long, &["ここ", "はじめ", "おわり"]);
        assert_eq!(marked[0], "ここ");
        assert!(marked[1] == "…" && marked[2].is_empty(), "{marked:?} in {text}");
    }

    #[test]
    fn what_nobody_sees_is_shown_and_the_mark_stays_in_its_place() {
        let (text, marked, shifted) = of("a\u{1B}[31m\u{202E}b: 値", &["値"]);
        assert_eq!(text, "a<U+001B>[31m<U+202E>b: 値");
        assert_eq!((marked, shifted), (vec!["値".to_owned()], true));
        let (_, marked, _) = of("a\u{202E}b", &["\u{202E}"]);
        assert_eq!(marked, ["<U+202E>"]);
    }

    #[test]
    fn lines_far_from_both_places_are_not_quoted() {
        let text = format!("はじめ: 一\n{}おわり: 二\n", "なか: 三\n".repeat(50_000));
        let (text, marked, _) = of(&text, &["おわり", "はじめ"]);
        assert_eq!(marked, ["おわり", "はじめ"]);
        assert!(text.len() < 60_000 && text.matches("なか").count() == 4, "{}", text.len());
    }
}
