//! Filling in a new file as a person does: each line of a block goes into the blank of its name, the next one below the last
//! that was filled. A line that has no blank is typed whole.

use super::count::{counted_change, counted_line};

/// A line `項目: 値`, with what stands before the name.
struct Keyed<'l> {
    indent: usize,
    dash: bool,
    name: &'l str,
    value: &'l str,
}

impl<'l> Keyed<'l> {
    fn of(line: &'l str) -> Option<Self> {
        let body = line.trim_start();
        let indent = line.len() - body.len();
        let (dash, body) = body.strip_prefix("- ").map_or((false, body), |rest| (true, rest));
        let (name, value) = body.split_once(':')?;
        let is_name = !name.is_empty() && !name.starts_with(['#', '{', '[', '"', '-']) && !name.contains(' ');
        let value = value.strip_prefix(' ').or_else(|| value.is_empty().then_some(value))?;
        is_name.then_some(Self { indent, dash, name, value })
    }

    fn is_same_place(&self, other: &Self) -> bool {
        (self.indent, self.dash, self.name) == (other.indent, other.dash, other.name)
    }

    /// The column in which the name stands.
    fn column(&self) -> usize {
        self.indent + 2 * usize::from(self.dash)
    }

    fn is_text_below(&self) -> bool {
        self.value == "|"
    }
}

/// The file with the block filled in, and how many characters were typed that are no text of the form.
pub(super) fn filled(file: &str, block: &str) -> (String, usize) {
    let mut lines: Vec<String> = file.lines().map(str::to_owned).collect();
    let block: Vec<&str> = block.lines().collect();
    let (mut at, mut typed, mut next) = (0, 0, 0);
    while let Some(line) = block.get(next) {
        next += 1;
        let Some(own) = Keyed::of(line) else {
            lines.insert(at, (*line).to_owned());
            at += 1;
            typed += counted_line(line);
            continue;
        };
        let below = text_below(&own, &block[next..]);
        next += below;
        let new: Vec<String> = block[next - below - 1..next].iter().map(|line| (*line).to_owned()).collect();
        match (at..lines.len()).find(|place| Keyed::of(&lines[*place]).is_some_and(|there| there.is_same_place(&own))) {
            Some(place) => {
                let there = Keyed::of(&lines[place]).expect("found as one");
                if there.value != own.value {
                    typed += counted_change(there.value, own.value);
                }
                let end = place + 1 + blank_below(&there, &lines[place + 1..]);
                at = place + new.len();
                lines.splice(place..end, new);
            }
            None => {
                typed += counted_line(line);
                at += new.len();
                lines.splice(at - new.len()..at - new.len(), new);
            }
        }
    }
    (lines.join("\n") + "\n", typed)
}

/// How many lines of text stand below `項目: |`.
fn text_below(own: &Keyed<'_>, rest: &[&str]) -> usize {
    let deeper = |line: &&&str| line.is_empty() || line.len() - line.trim_start().len() > own.column();
    if own.is_text_below() { rest.iter().take_while(deeper).count() } else { 0 }
}

/// How many lines of a blank stand below it.
fn blank_below(there: &Keyed<'_>, rest: &[String]) -> usize {
    usize::from(there.is_text_below() && rest.first().is_some_and(|line| line.trim() == "〇〇"))
}

/// A record with the texts below its headings filled in; its front matter as any other file.
pub(super) fn filled_markdown(file: &str, block: &str) -> (String, usize) {
    let Some((front, texts)) = block.split_once("\n## ") else { return filled(file, block) };
    let (file, typed) = if front.trim().is_empty() { (file.to_owned(), 0) } else { filled(file, front) };
    let texts = format!("## {texts}");
    let mut out = file;
    for section in texts.split("## ").filter(|section| !section.trim().is_empty()) {
        let (heading, text) = section.split_once('\n').expect("a text below the heading");
        let start = out.find(&format!("## {heading}\n")).unwrap_or_else(|| panic!("a heading {heading} in\n{out}"));
        let body = start + format!("## {heading}\n").len();
        let end = out[body..].find("\n## ").map_or(out.len(), |end| body + end);
        out.replace_range(body..end, &format!("{}\n", text.trim_end()));
    }
    (out, typed)
}
