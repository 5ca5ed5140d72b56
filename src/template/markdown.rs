//! A long text to a Typst code block: calls and string literals only, so that no text is ever markup.
//!
//! The calls go through `std`, because a template and its library may give the short names (`list`, `pad`) to
//! something of their own. What the text's marks mean is said in [`crate::prose`] alone, and what is written here is read
//! back by [`super::guard`].

use super::quote;
use crate::prose::{Block, Inline, Item, Prose};

/// How the calls begin that make lists of marks and of numbers.
const BULLETS: &str = "std.list(";
const NUMBERS: &str = "std.enum(";
/// How the calls of all lists begin.
pub const LISTS: [&str; 2] = [BULLETS, NUMBERS];

/// Appends a text as a Typst expression of type content.
pub(super) fn write(out: &mut String, source: &str) {
    ContentWriter { out, source }.content(&Prose::parse(source).blocks);
}

struct ContentWriter<'a> {
    out: &'a mut String,
    source: &'a str,
}

impl ContentWriter<'_> {
    fn content(&mut self, blocks: &[Block]) {
        self.out.push_str("[#{");
        self.blocks(blocks);
        self.out.push_str("}]");
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for (index, block) in blocks.iter().enumerate() {
            // A list breaks the paragraph by itself.
            if index > 0 && !matches!(block, Block::List(_)) {
                self.out.push_str("std.parbreak();");
            }
            match block {
                Block::Paragraph(pieces) => self.pieces(pieces),
                Block::List(items) => self.list(items),
                Block::Quote(blocks) => {
                    self.out.push_str("std.quote(block:true,{");
                    self.blocks(blocks);
                    self.out.push_str("});");
                }
            }
        }
    }

    /// A list, its numbers as written: Typst counts the items, and looks up what stands before each.
    fn list(&mut self, items: &[Item]) {
        let numbers: Vec<&str> = items.iter().filter_map(|item| Some(&self.source[item.number.clone()?])).collect();
        if numbers.is_empty() {
            self.out.push_str(BULLETS);
        } else {
            self.out.push_str(NUMBERS);
            self.out.push_str("start:1,full:false,reversed:false,numbering:n=>(");
            for number in numbers {
                quote::string(self.out, number);
                self.out.push(',');
            }
            self.out.push_str(").at(n - 1),");
        }
        for item in items {
            self.content(&item.blocks);
            self.out.push(',');
        }
        self.out.push_str(");");
    }

    fn pieces(&mut self, pieces: &[Inline]) {
        for piece in pieces {
            match piece {
                Inline::Text(range) => {
                    quote::words(self.out, &self.source[range.clone()]);
                    self.out.push(';');
                }
                Inline::Break => self.out.push_str("std.linebreak();"),
                Inline::Strong(pieces) => {
                    self.out.push_str("std.strong({");
                    self.pieces(pieces);
                    self.out.push_str("});");
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::write;

    fn typst(markdown: &str) -> String {
        let mut out = String::new();
        write(&mut out, markdown);
        out.replace("std.enum(start:1,full:false,reversed:false,numbering:n=>", "enum(").replace("std.", "")
    }

    #[test]
    fn texts_become_calls_and_strings() {
        assert_eq!(typst("一\n二"), r#"[#{"一";linebreak();"二";}]"#);
        assert_eq!(typst("一\n\n**二**"), r#"[#{"一";parbreak();strong({"二";});}]"#);
        assert_eq!(typst("- 一\n- 二"), r#"[#{list([#{"一";}],[#{"二";}],);}]"#);
        assert_eq!(typst("3. 三\n5. 五"), r#"[#{enum(("3.","5.",).at(n - 1),[#{"三";}],[#{"五";}],);}]"#);
        assert_eq!(typst("注:\n\n- 一"), r#"[#{"注:";list([#{"一";}],);}]"#);
        assert_eq!(typst("> 一\n二\n\n三"), r#"[#{quote(block:true,{"一";linebreak();"二";});parbreak();"三";}]"#);
        assert_eq!(
            typst("1) 一\n   - 二\n     三"),
            r#"[#{enum(("1)",).at(n - 1),[#{"一";list([#{"二";linebreak();"三";}],);}],);}]"#
        );
    }

    #[test]
    fn bold_works_beside_punctuation_and_nowhere_between_letters_and_digits() {
        assert_eq!(typst("**「いれて」**と言う"), r#"[#{strong({"「いれて」";});"と言う";}]"#);
        assert_eq!(
            typst("**森(保育士)**は、「**強く**」"),
            r#"[#{strong({"森(保育士)";});"は、「";strong({"強く";});"」";}]"#
        );
        assert_eq!(typst("体重**12**kg"), r#"[#{"体重";strong({"12";});"kg";}]"#);
        assert_eq!(typst("**一\n二**"), r#"[#{strong({"一";linebreak();"二";});}]"#);
        for text in ["0.5mg*2錠*28日分", "10*20*5cm", "10**20**5", "*弱く*", "** 一 **", "***一***", "**一", "一**"]
        {
            assert_eq!(typst(text), format!("[#{{\"{text}\";}}]"));
        }
        assert_eq!(typst("* 「点」"), r#"[#{list([#{"「点」";}],);}]"#);
    }

    #[test]
    fn everything_else_is_text() {
        for text in [
            "#panic() $x$ @a",
            "<b>太</b>",
            "`符号`",
            "[母]: 願い",
            "[^1]: 注",
            "[母](父と同じ)",
            "&amp;",
            "a_b_c",
            "---",
            "- - -",
            "# 見出し",
            "    字下げ",
            "-",
            "2)",
            "+ 加える",
            ">60分",
            "![写真](a.jpg)",
            "<a@b.jp>",
            "① 一",
        ] {
            assert_eq!(typst(text), format!("[#{{\"{text}\";}}]"));
        }
        assert_eq!(typst("\\*"), r#"[#{"\\*";}]"#);
        assert_eq!(typst("一\n---\n二\n==="), r#"[#{"一";linebreak();"---";linebreak();"二";linebreak();"===";}]"#);
        assert_eq!(typst("```\n一\n\n二"), r#"[#{"```";linebreak();"一";parbreak();"二";}]"#);
    }

    #[test]
    fn the_address_of_a_link_stands_behind_its_words() {
        assert_eq!(typst("[園](https://a.jp/b)へ"), r#"[#{"園";"(https:/\u{2f}a.jp/b)へ";}]"#);
        assert_eq!(typst("[**園**](tel:052)"), r#"[#{strong({"園";});"(tel:052)";}]"#);
    }
}
