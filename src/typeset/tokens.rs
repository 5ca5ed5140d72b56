//! What stands in a Typst source and is hardly meant: brackets without their others, strings that go on over lines, and values
//! that would be printed as code.

use typst::syntax::{LinkedNode, Source, SyntaxKind};

/// Something in a source, at its first byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceToken {
    /// The byte.
    pub at: usize,
    /// What it is.
    pub kind: TokenKind,
}

/// What stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A bracket that opens.
    Opens,
    /// A bracket that closes.
    Closes,
    /// A string, a raw text or a comment that goes on over lines.
    OverLines,
    /// A record, a list or a truth value between words of the page.
    Shown,
}

/// All of them, in order.
#[must_use]
pub fn tokens(text: &str) -> Vec<SourceToken> {
    let source = Source::detached(text);
    let mut tokens = Vec::new();
    gather(&LinkedNode::new(source.root()), &mut tokens);
    tokens
}

fn gather(node: &LinkedNode<'_>, tokens: &mut Vec<SourceToken>) {
    let at = node.offset();
    let mut note = |kind| tokens.push(SourceToken { at, kind });
    let own = node.leaf_text();
    match node.kind() {
        SyntaxKind::Str | SyntaxKind::BlockComment if own.contains('\n') => {
            note(TokenKind::OverLines);
        }
        SyntaxKind::Raw if node.full_text().contains('\n') => note(TokenKind::OverLines),
        SyntaxKind::Error if own.starts_with("/*") || own.starts_with('"') => note(TokenKind::OverLines),
        SyntaxKind::LeftParen | SyntaxKind::LeftBrace | SyntaxKind::LeftBracket => note(TokenKind::Opens),
        SyntaxKind::RightParen | SyntaxKind::RightBrace | SyntaxKind::RightBracket => note(TokenKind::Closes),
        SyntaxKind::Error if matches!(own.as_str(), "(" | "{" | "[") => note(TokenKind::Opens),
        SyntaxKind::Error if matches!(own.as_str(), ")" | "}" | "]") => note(TokenKind::Closes),
        SyntaxKind::Dict | SyntaxKind::Array | SyntaxKind::Bool if is_shown(node) => note(TokenKind::Shown),
        SyntaxKind::Text if is_written_out(node) => note(TokenKind::Shown),
        _ => {}
    }
    for child in node.children() {
        gather(&child, tokens);
    }
}

/// Whether it stands between words behind a `#`.
fn is_shown(node: &LinkedNode<'_>) -> bool {
    let before = node.prev_sibling_with_trivia();
    node.parent_kind() == Some(SyntaxKind::Markup) && before.is_some_and(|hash| hash.kind() == SyntaxKind::Hash)
}

/// Whether words are a value for which the `#` was forgotten.
fn is_written_out(node: &LinkedNode<'_>) -> bool {
    let words = node.leaf_text().trim_end_matches(':');
    let next = node.next_leaf();
    let is_key = node.leaf_text().ends_with(':') || next.is_some_and(|next| next.leaf_text().starts_with(':'));
    matches!(words, "none" | "true" | "false") || (is_key && (words.ends_with("(field") || words.ends_with("(name")))
}

#[cfg(test)]
mod tests {
    use super::{SourceToken, TokenKind, tokens};

    fn at(text: &str, wanted: TokenKind) -> Vec<usize> {
        tokens(text).iter().filter(|SourceToken { kind, .. }| *kind == wanted).map(|token| token.at).collect()
    }

    #[test]
    fn values_between_words_are_seen() {
        for text in [
            "#block[#(field: \"方針\", place: 3)]",
            "#block[人：#(name: \"花\",)]",
            "#block[(field: \"方針\", place: 3)]",
            "#block[none]",
            "#{ [#true] }",
            "#(1, 2)",
        ] {
            assert_eq!(at(text, TokenKind::Shown).len(), 1, "{text}");
        }
        for text in ["[#f((a: 1))]", "[一つ（二）]", "[#\"none\"]", "(a: true)", "[#none]", "[nonesuch]"] {
            assert_eq!(at(&format!("#block{text}"), TokenKind::Shown), [0_usize; 0], "{text}");
        }
    }

    #[test]
    fn strings_over_lines_are_seen() {
        assert_eq!(at("#f(\"一\", \"二\n三\")", TokenKind::OverLines), [10]);
        assert_eq!(at("#f(`一\n二`)", TokenKind::OverLines), [3]);
        assert_eq!(at("#f(\"一\\n二\")", TokenKind::OverLines), [0_usize; 0]);
    }
}
