//! What a template is made of, read from its text alone: the one that it goes on from, those that it includes, its blocks
//! and its words.
//!
//! Nothing is run and nothing is parsed but the tags of the template language, so that a template with a slip in it can be
//! looked at too.

use std::ops::Range;

/// The tags of a template, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Skeleton {
    /// The template that it goes on from.
    pub parent: Option<String>,
    /// Those that stand in it by `include`, in order.
    pub included: Vec<String>,
    /// Its blocks, in the order in which they begin.
    pub blocks: Vec<SkeletonBlock>,
    /// The texts in quotes between its tags, with where each begins; the words of labels among them.
    pub words: Vec<(usize, String)>,
    /// Which of the words are labels: given to `label(…)`.
    pub labels: Vec<(usize, String)>,
    /// Where words stand outside of its blocks: in a template that goes on from another, nothing prints them.
    pub stray: Option<Range<usize>>,
}

/// A block of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkeletonBlock {
    /// Its name.
    pub name: String,
    /// The bytes of its name.
    pub range: Range<usize>,
    /// The block that it lies in, by its number.
    pub outer: Option<usize>,
    /// Whether it has what it stands for printed, too: `super()`.
    pub goes_on: bool,
}

/// The signs that begin a tag, and those that end it.
const TAGS: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];

impl Skeleton {
    /// Of the text of a template.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut skeleton = Self::default();
        let mut open: Vec<usize> = Vec::new();
        let mut depth = 0_usize;
        let mut at = 0;
        while let Some((opens, end)) = next_tag(text, at) {
            skeleton.note_stray(text, at..opens, depth);
            let inside = opens + 2..closes(text, opens + 2, end);
            at = (inside.end + 2).min(text.len());
            if end == "#}" {
                continue;
            }
            skeleton.read_words(text, inside.clone());
            if end == "%}" {
                depth = depth_after(depth, &text[inside.clone()]);
            } else {
                skeleton.note_stray(text, opens..at, depth);
            }
            if let Some(block) = open.last().filter(|_| text[inside.clone()].contains("super()")) {
                skeleton.blocks[*block].goes_on = true;
            }
            if end == "%}" {
                skeleton.read_statement(text, inside, &mut open);
            }
        }
        skeleton.note_stray(text, at..text.len(), depth);
        skeleton
    }

    fn note_stray(&mut self, text: &str, range: Range<usize>, depth: usize) {
        let own = &text[range.clone()];
        let words = own.trim();
        if depth == 0 && self.stray.is_none() && !words.is_empty() {
            let start = range.start + own.find(words).unwrap_or_default();
            self.stray = Some(start..start + words.lines().next().map_or(0, str::len));
        }
    }

    fn read_statement(&mut self, text: &str, inside: Range<usize>, open: &mut Vec<usize>) {
        let code = text[inside.clone()].trim_start_matches(['-', '+']).trim();
        let (keyword, rest) = code.split_once(char::is_whitespace).unwrap_or((code, ""));
        let quoted = || self.words.iter().rev().take_while(|(at, _)| inside.contains(at)).last();
        match keyword {
            "extends" => self.parent = quoted().map(|(_, name)| name.clone()),
            "include" | "import" | "from" => self.included.extend(quoted().map(|(_, name)| name.clone())),
            "block" => {
                let name = rest.split_whitespace().next().unwrap_or_default().trim_end_matches('-');
                let start = inside.start + text[inside].find(name).unwrap_or_default();
                let range = start..start + name.len();
                let outer = open.last().copied();
                open.push(self.blocks.len());
                self.blocks.push(SkeletonBlock { name: name.to_owned(), range, outer, goes_on: false });
            }
            "endblock" => {
                open.pop();
            }
            _ => {}
        }
    }

    /// The texts in quotes of a tag.
    fn read_words(&mut self, text: &str, inside: Range<usize>) {
        let mut at = inside.start;
        while let Some(found) = text[at..inside.end].find(['"', '\'']) {
            let opens = at + found;
            let Some((word, behind)) = quoted(text, opens, inside.end) else { return };
            let before = text[inside.start..opens].trim_end();
            let is_label = before.strip_suffix('(').is_some_and(|call| call.trim_end().ends_with("label"));
            if is_label {
                self.labels.push((opens, word.clone()));
            }
            self.words.push((opens, word));
            at = behind;
        }
    }
}

/// Statements that have an end of their own.
const LONG_STATEMENTS: [&str; 8] = ["block", "if", "for", "with", "macro", "call", "filter", "autoescape"];

/// How many statements are open behind one.
fn depth_after(depth: usize, statement: &str) -> usize {
    let code = statement.trim_start_matches(['-', '+']).trim();
    let keyword = code.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_long_set = keyword == "set" && !code.contains('=');
    match keyword {
        _ if LONG_STATEMENTS.contains(&keyword) || is_long_set => depth + 1,
        _ if keyword.starts_with("end") => depth.saturating_sub(1),
        _ => depth,
    }
}

/// Where the next tag begins, and what ends it.
fn next_tag(text: &str, from: usize) -> Option<(usize, &'static str)> {
    let found = TAGS.into_iter().filter_map(|(start, end)| Some((from + text[from..].find(start)?, end)));
    found.min_by_key(|(at, _)| *at)
}

/// Where a tag ends; signs in quotes do not end it.
fn closes(text: &str, from: usize, end: &str) -> usize {
    let mut at = from;
    loop {
        let Some(found) = text[at..].find(end) else { return text.len() };
        let quote = text[at..].find(['"', '\'']).filter(|quote| *quote < found && end != "#}");
        match quote.and_then(|quote| quoted(text, at + quote, text.len())) {
            Some((_, behind)) => at = behind,
            None => return at + found,
        }
    }
}

/// A text in quotes as it is meant, and where what follows it begins; none where it does not end.
fn quoted(text: &str, opens: usize, until: usize) -> Option<(String, usize)> {
    let mut letters = text[opens..until].char_indices();
    let (_, quote) = letters.next()?;
    let mut word = String::new();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => match letters.next()?.1 {
                'n' => word.push('\n'),
                't' => word.push('\t'),
                other => word.push(other),
            },
            _ if letter == quote => return Some((word, opens + at + letter.len_utf8())),
            _ => word.push(letter),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::Skeleton;

    const TEMPLATE: &str = "\
{# {% block not_me %} #}
{% extends \"standard/plan.typ.j2\" %}
{%- block main -%}
  {{ label(\"長期目標\\n（内容・期間等）\") }} #\"}}\" {{ \"}}\" }}
  {% block head %}{{ super() }}{% endblock head %}
  {% for day in [\"月\", '火'] %}{{ label( day ) }}{% endfor %}
  {% with widths = (1, 2) %}{% include \"standard/unanswered.typ.j2\" %}{% endwith %}
{% endblock %}
{% block schedules %}{{ plan }} {{ open
";

    #[test]
    fn words_outside_of_blocks_are_seen() {
        let of = |text: &str| Skeleton::of(text).stray.map(|range| text[range].to_owned());
        let start = "{# あ #}\n{% extends \"a\" %}\n{% set x = 1 %}\n{% macro m(a) %}[{{ a }}]{% endmacro %}\n";
        assert_eq!(of(&format!("{start}{{% block b %}}い{{% endblock %}}\n")), None);
        assert_eq!(of(&format!("{start}{{% block b %}}い{{% endblock %}}\n  うえ\nお")).as_deref(), Some("うえ"));
        assert_eq!(of(&format!("{start}{{{{ x }}}}")).as_deref(), Some("{{ x }}"));
        assert_eq!(of(&format!("か{start}")).as_deref(), Some("か"));
    }

    #[test]
    fn a_template_is_taken_apart() {
        let skeleton = Skeleton::of(TEMPLATE);
        assert_eq!(skeleton.parent.as_deref(), Some("standard/plan.typ.j2"));
        assert_eq!(skeleton.included, ["standard/unanswered.typ.j2"]);
        let blocks: Vec<(&str, Option<usize>, bool)> =
            skeleton.blocks.iter().map(|block| (block.name.as_str(), block.outer, block.goes_on)).collect();
        assert_eq!(blocks, [("main", None, false), ("head", Some(0), true), ("schedules", None, false)]);
        for block in &skeleton.blocks {
            assert_eq!(TEMPLATE[block.range.clone()], block.name);
        }
        let labels: Vec<&str> = skeleton.labels.iter().map(|(_, word)| word.as_str()).collect();
        assert_eq!(labels, ["長期目標\n（内容・期間等）"]);
        let words: Vec<&str> = skeleton.words.iter().map(|(_, word)| word.as_str()).collect();
        assert!(words.contains(&"月") && words.contains(&"火") && words.contains(&"}}"), "{words:?}");
    }
}
