//! What a text holds that its author may take for something else: a comment, a picture.

use std::ops::Range;

/// What the paper shows otherwise than another Markdown program would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// `<!-- … -->` or `[//]: # (…)`: printed as it is written.
    Comment(Range<usize>),
    /// `![…](…)`: printed as it is written, without the picture.
    Picture(Range<usize>),
}

/// The remarks of a text, in order.
#[must_use]
pub fn remarks(text: &str) -> Vec<Remark> {
    if !text.bytes().any(|byte| matches!(byte, b'<' | b'[')) {
        return Vec::new();
    }
    let mut found: Vec<(usize, Remark)> = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find("<!--").map(|found| at + found) {
        let end = text[start..].find("-->").map_or(text.len(), |length| start + length + "-->".len());
        found.push((start, Remark::Comment(start..end)));
        at = end;
    }
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if words.starts_with("[//]:") || words.starts_with("[comment]:") {
            let start = line_start + (line.len() - line.trim_start().len());
            found.push((start, Remark::Comment(start..start + words.len())));
        }
        let mut from = 0;
        while let Some(picture) = picture(line, from) {
            from = picture.end;
            found.push((
                line_start + picture.start,
                Remark::Picture(line_start + picture.start..line_start + picture.end),
            ));
        }
        line_start += line.len();
    }
    found.sort_by_key(|(start, _)| *start);
    found.into_iter().map(|(_, remark)| remark).collect()
}

/// The next `![…](…)` of a line.
fn picture(line: &str, from: usize) -> Option<Range<usize>> {
    let start = from + line[from..].find("![")?;
    let middle = start + line[start..].find("](")?;
    let end = middle + line[middle..].find(')')? + 1;
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use super::{Remark, remarks};

    #[test]
    fn comments_and_pictures_are_found() {
        let text = "一<!-- 二\n三 -->![写真](a.jpg)\n[//]: # (四)\n<!-- 五";
        let found: Vec<&str> = remarks(text)
            .iter()
            .map(|remark| match remark {
                Remark::Comment(range) | Remark::Picture(range) => &text[range.clone()],
            })
            .collect();
        assert_eq!(found, ["<!-- 二\n三 -->", "![写真](a.jpg)", "[//]: # (四)", "<!-- 五"]);
    }
}
