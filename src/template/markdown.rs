//! CommonMark to a Typst code block: calls and string literals only, so that no text is ever markup.

use super::quote;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;

/// Appends a text as a Typst expression of type content.
///
/// A line break of the source stays one; raw HTML is text; a code span keeps its back quotes.
pub(super) fn write(out: &mut String, markdown: &str) {
    out.push_str("[#{");
    let mut writer = Writer { out, blocks: 0 };
    for event in Parser::new_ext(&with_open_emphasis(markdown), Options::empty()) {
        writer.event(event);
    }
    out.push_str("}]");
}

/// A character of no width that is neither space nor punctuation to CommonMark.
const JOINER: char = '\u{200B}';

/// The text with a joiner between asterisks and Japanese punctuation. CommonMark's rule for where emphasis may begin
/// and end counts on spaces between words: without this, `**「いれて」**と言う` would print its asterisks.
fn with_open_emphasis(markdown: &str) -> Cow<'_, str> {
    if !markdown.contains('*') {
        return Cow::Borrowed(markdown);
    }
    let mut out = String::with_capacity(markdown.len() + 16);
    let mut previous = ' ';
    for c in markdown.chars() {
        if (previous == '*' && is_japanese_punctuation(c)) || (c == '*' && is_japanese_punctuation(previous)) {
            out.push(JOINER);
        }
        out.push(c);
        previous = c;
    }
    Cow::Owned(out)
}

fn is_japanese_punctuation(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}' | '・' | '…' | '―' | '(' | ')')
}

struct Writer<'a> {
    out: &'a mut String,
    /// Paragraphs and the like written in the container that is open, to know when a break belongs between two.
    blocks: usize,
}

impl Writer<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.lines(&text),
            Event::Code(code) => self.lines(&format!("`{code}`")),
            Event::SoftBreak | Event::HardBreak => self.out.push_str("linebreak();"),
            Event::Rule => {
                self.block();
                self.out.push_str("line(length: 100%, stroke: 0.4pt);");
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::HtmlBlock => self.block(),
            Tag::Heading { .. } => {
                self.block();
                self.out.push_str("strong({");
            }
            Tag::BlockQuote(_) => {
                self.block();
                self.out.push_str("pad(left: 1em, {");
                self.blocks = 0;
            }
            Tag::List(start) => {
                self.blocks = 0;
                match start {
                    Some(number) => self.out.push_str(&format!("enum(start: {number},")),
                    None => self.out.push_str("list("),
                }
            }
            Tag::Item => {
                self.out.push_str("[#{");
                self.blocks = 0;
            }
            Tag::Emphasis => self.out.push_str("emph({"),
            Tag::Strong => self.out.push_str("strong({"),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Emphasis | TagEnd::Strong => self.out.push_str("});"),
            TagEnd::BlockQuote(_) => {
                self.out.push_str("});");
                self.blocks = 1;
            }
            TagEnd::List(_) => {
                self.out.push_str(");");
                self.blocks = 1;
            }
            TagEnd::Item => self.out.push_str("}],"),
            _ => {}
        }
    }

    fn block(&mut self) {
        if self.blocks > 0 {
            self.out.push_str("parbreak();");
        }
        self.blocks += 1;
    }

    fn lines(&mut self, text: &str) {
        for (index, line) in text.trim_end_matches('\n').split('\n').enumerate() {
            if index > 0 {
                self.out.push_str("linebreak();");
            }
            quote::string(self.out, &line.replace(JOINER, ""));
            self.out.push(';');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::write;

    fn typst(markdown: &str) -> String {
        let mut out = String::new();
        write(&mut out, markdown);
        out
    }

    #[test]
    fn texts_become_calls_and_strings() {
        assert_eq!(typst("一\n二"), r#"[#{"一";linebreak();"二";}]"#);
        assert_eq!(typst("一\n\n**二**"), r#"[#{"一";parbreak();strong({"二";});}]"#);
        assert_eq!(typst("- 一\n- 二"), r#"[#{list([#{"一";}],[#{"二";}],);}]"#);
        assert_eq!(typst("3. 三"), r#"[#{enum(start: 3,[#{"三";}],);}]"#);
        assert_eq!(typst("注:\n\n- 一"), r#"[#{"注:";list([#{"一";}],);}]"#);
    }

    #[test]
    fn emphasis_works_beside_japanese_brackets() {
        assert_eq!(typst("**「いれて」**と言う"), r#"[#{strong({"「いれて」";});"と言う";}]"#);
        assert_eq!(typst("**森(保育士)**は"), r#"[#{strong({"森(保育士)";});"は";}]"#);
        assert_eq!(typst("「**強く**」、*弱く*。"), r#"[#{"「";strong({"強く";});"」、";emph({"弱く";});"。";}]"#);
        assert_eq!(typst("* 「点」"), r#"[#{list([#{"「点」";}],);}]"#);
    }

    #[test]
    fn markup_and_html_are_text() {
        assert_eq!(typst("#panic() $x$ @a"), r##"[#{"#panic() $x$ @a";}]"##);
        assert_eq!(typst("<b>太</b>"), r#"[#{"<b>";"太";"</b>";}]"#);
        assert_eq!(typst("`符号`"), r#"[#{"`符号`";}]"#);
    }
}
