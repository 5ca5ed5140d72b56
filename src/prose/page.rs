//! A page of the program's own in Markdown: headings, paragraphs, lists, excerpts in fences, code.
//!
//! It is CommonMark as everybody reads it, unlike the long texts of a document, and of CommonMark only what a terminal can show.

use super::is_japanese;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PagePart {
    /// The heading of a section.
    Heading(String),
    /// Sentences.
    Paragraph(Vec<PageWord>),
    /// Items with bullets.
    List(Vec<Vec<PageWord>>),
    /// Lines in a fence.
    Excerpt {
        /// What the fence says they are.
        language: String,
        /// The lines, without a break at the end.
        text: String,
    },
}

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageWord {
    /// Words.
    Text(String),
    /// What is typed as it stands.
    Code(String),
}

impl PageWord {
    /// Its letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Text(text) | Self::Code(text) => text,
        }
    }
}

/// The parts of a page, or none where it holds anything else.
#[must_use]
pub fn page(markdown: &str) -> Option<Vec<PagePart>> {
    let mut parts = Vec::new();
    let mut words = Sentence::default();
    let mut items: Option<Vec<Vec<PageWord>>> = None;
    let mut excerpt: Option<(String, String)> = None;
    for event in Parser::new_ext(markdown, Options::empty()) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H2, .. } | Tag::Paragraph) if items.is_none() => {}
            Event::Start(Tag::Item) if words.is_empty() => {}
            Event::Start(Tag::List(None)) if items.is_none() => items = Some(Vec::new()),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) if items.is_none() => {
                excerpt = Some((language.into_string(), String::new()));
            }
            Event::Text(text) => match &mut excerpt {
                Some((_, lines)) => lines.push_str(&text),
                None => words.text(&text),
            },
            Event::Code(code) => words.code(code.into_string()),
            Event::SoftBreak => words.is_broken = true,
            Event::End(TagEnd::Heading(_)) => parts.push(PagePart::Heading(words.heading()?)),
            Event::End(TagEnd::Paragraph) => parts.push(PagePart::Paragraph(words.take())),
            Event::End(TagEnd::Item) => items.as_mut()?.push(words.take()),
            Event::End(TagEnd::List(_)) => parts.push(PagePart::List(items.take()?)),
            Event::End(TagEnd::CodeBlock) => {
                let (language, text) = excerpt.take()?;
                parts.push(PagePart::Excerpt { language, text: text.trim_end_matches('\n').to_owned() });
            }
            _ => return None,
        }
    }
    Some(parts)
}

/// The words since the last part.
#[derive(Default)]
struct Sentence {
    words: Vec<PageWord>,
    /// Whether the line was broken behind them.
    is_broken: bool,
}

impl Sentence {
    fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn take(&mut self) -> Vec<PageWord> {
        std::mem::take(&mut self.words)
    }

    fn heading(&mut self) -> Option<String> {
        match <[PageWord; 1]>::try_from(self.take()) {
            Ok([PageWord::Text(text)]) => Some(text),
            _ => None,
        }
    }

    fn text(&mut self, text: &str) {
        self.join(text);
        match self.words.last_mut() {
            Some(PageWord::Text(last)) => last.push_str(text),
            _ => self.words.push(PageWord::Text(text.to_owned())),
        }
    }

    fn code(&mut self, code: String) {
        self.join(&code);
        self.words.push(PageWord::Code(code));
    }

    /// A break of the line is a blank, but not beside a Japanese letter.
    fn join(&mut self, next: &str) {
        if !std::mem::take(&mut self.is_broken) {
            return;
        }
        let before = self.words.last().and_then(|word| word.as_str().chars().next_back());
        if [before, next.chars().next()].into_iter().flatten().all(|c| !is_japanese(c)) {
            self.text(" ");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PagePart, PageWord, page};

    fn text(text: &str) -> PageWord {
        PageWord::Text(text.to_owned())
    }

    #[test]
    fn a_page_is_taken_apart() {
        let markdown = "## なぜ\n\n`plan.yaml` の [母] です。\n一行です。\nDo it\nnow.\n\n- 一つ\n- `二つ`\n\n```yaml\n  a: b\n\nc: d\n```\n";
        let expected = vec![
            PagePart::Heading("なぜ".to_owned()),
            PagePart::Paragraph(vec![
                PageWord::Code("plan.yaml".to_owned()),
                text(" の [母] です。一行です。Do it now."),
            ]),
            PagePart::List(vec![vec![text("一つ")], vec![PageWord::Code("二つ".to_owned())]]),
            PagePart::Excerpt { language: "yaml".to_owned(), text: "  a: b\n\nc: d".to_owned() },
        ];
        assert_eq!(page(markdown), Some(expected));
    }

    #[test]
    fn what_a_terminal_cannot_show_is_no_page() {
        for markdown in [
            "# 題",
            "**太字**",
            "1. 一",
            "- 一\n\n- 二",
            "- 一\n  - 二",
            "<b>",
            "[a](b)",
            "> 引用",
            "---",
            "## `a`",
            "    a",
        ] {
            assert_eq!(page(markdown), None, "{markdown}");
        }
    }
}
