//! The text as pulldown-cmark may see it: the marks of lists and quotations, and `x` for every other byte of a line.

use super::MAX_DEPTH;

/// What a line says about quotations.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotation {
    /// No mark of one.
    No,
    /// A mark and nothing behind it.
    Bare,
    /// A mark and words.
    Words,
}

/// A text of the same length in bytes and the same lines.
pub(super) fn of(source: &str) -> String {
    let lines: Vec<&str> = source.split_inclusive('\n').collect();
    let quotations: Vec<Quotation> = lines.iter().map(|line| quotation(words(line))).collect();
    let mut out = String::with_capacity(source.len());
    let mut from = 0;
    while from < lines.len() {
        // A bare mark belongs to a quotation only where a line of it has words.
        let run = quotations[from..].iter().take_while(|kind| **kind != Quotation::No).count();
        let quoted = quotations[from..from + run].contains(&Quotation::Words);
        for line in &lines[from..from + run.max(1)] {
            let words = words(line);
            let content = match has_words(words) {
                true => content(words),
                false if quoted => words.len(),
                false => blanks(words),
            };
            out.push_str(&line[..content]);
            out.extend(std::iter::repeat_n('x', words.len() - content));
            out.push_str(&line[words.len()..]);
        }
        from += run.max(1);
    }
    out
}

/// The line without the blanks and the line break at its end.
fn words(line: &str) -> &str {
    let line = line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
    line.trim_end_matches(is_blank)
}

pub(super) fn is_blank(c: char) -> bool {
    c == ' ' || c == '\t'
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches(is_blank).len()
}

fn quotation(words: &str) -> Quotation {
    let rest = &words[blanks(words)..];
    match quote_marks(rest).filter(|_| !words[..blanks(words)].contains('\t')) {
        None => Quotation::No,
        Some(_) if has_words(rest) => Quotation::Words,
        Some(_) => Quotation::Bare,
    }
}

/// Whether there is anything but marks of quotations.
fn has_words(text: &str) -> bool {
    text.contains(|c| c != '>' && !is_blank(c))
}

/// The length of the `>` that `text` begins with, where a blank or nothing stands behind them.
fn quote_marks(text: &str) -> Option<usize> {
    let marks = text.len() - text.trim_start_matches('>').len();
    ((1..=MAX_DEPTH).contains(&marks) && (text.len() == marks || text[marks..].starts_with(is_blank))).then_some(marks)
}

/// Where the words begin behind the marks of lists and quotations.
fn content(words: &str) -> usize {
    let mut at = blanks(words);
    let mut behind = &words[..at];
    // More of them are too deep anyway.
    for _ in 0..=MAX_DEPTH {
        let rest = &words[at..];
        // Behind a tab the parser's own columns would decide what `>` is.
        let quote = quote_marks(rest).filter(|_| has_words(rest) && !behind.contains('\t'));
        let Some(length) = quote.or_else(|| list_mark(rest)).filter(|_| !is_rule(rest)) else { break };
        at += length;
        let gap = blanks(&words[at..]);
        behind = &words[at..at + gap];
        at += gap;
    }
    at
}

/// The length of a bullet or a number with words behind it.
pub(super) fn list_mark(text: &str) -> Option<usize> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let length = match digits {
        0 if text.starts_with(['-', '*']) => 1,
        1..=9 if text[digits..].starts_with(['.', ')']) => digits + 1,
        _ => return None,
    };
    let rest = &text[length..];
    (rest.starts_with(is_blank) && !rest.trim_matches(is_blank).is_empty()).then_some(length)
}

/// `---`, `- - -`, `***`: a rule to CommonMark, and signs to everybody else.
fn is_rule(text: &str) -> bool {
    let Some(mark) = text.chars().next().filter(|c| matches!(c, '-' | '*' | '_')) else { return false };
    text.chars().all(|c| c == mark || is_blank(c)) && text.chars().filter(|c| *c == mark).count() >= 3
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn only_marks_of_lists_and_quotations_are_left() {
        assert_eq!(
            of("- **あ**\n1) [い]: う"),
            "- xxxxxxx\n1) xxxxxxxxxxx".replace("xxxxxxxxxxx", &"x".repeat("[い]: う".len()))
        );
        assert_eq!(of("# a\n---\n- - -\n```\n    <b>"), "xxx\nxxx\nxxxxx\nxxx\n    xxx");
        assert_eq!(of("> a\n>\n> - b"), "> x\n>\n> - x");
        assert_eq!(of(">60\n>\n-\n- \n2)\n+ a"), "xxx\nx\nx\nx \nxx\nxxx");
        assert_eq!(of("a\r\n\tb\r c"), "x\r\n\txxxx");
    }
}
