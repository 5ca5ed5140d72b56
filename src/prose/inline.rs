//! The pieces of a paragraph: words, line breaks, bold; a link loses the brackets of its words.

use super::Inline;
use super::fold::is_japanese;
use std::ops::Range;

/// The schemes by which an address is known.
const SCHEMES: [&str; 4] = ["https://", "http://", "mailto:", "tel:"];

enum Token {
    Text(Range<usize>),
    Break,
    /// `**`: where it stands, and whether it can open and close.
    Bold {
        at: usize,
        opens: bool,
        closes: bool,
    },
}

/// The pieces of these lines.
pub(super) fn of(source: &str, lines: &[Range<usize>]) -> Vec<Inline> {
    let mut tokens = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            tokens.push(Token::Break);
        }
        take_line(source, line.clone(), &mut tokens);
    }
    pair(&tokens)
}

fn take_line(source: &str, line: Range<usize>, tokens: &mut Vec<Token>) {
    let text = &source[line.clone()];
    if !text.contains(['*', '[']) {
        tokens.push(Token::Text(line));
        return;
    }
    let mut links = links(text).into_iter().peekable();
    let mut from = 0;
    let mut at = 0;
    let text_up_to = |from: usize, to: usize, tokens: &mut Vec<Token>| {
        if from < to {
            tokens.push(Token::Text(line.start + from..line.start + to));
        }
    };
    while let Some(c) = text[at..].chars().next() {
        while links.next_if(|link| link.address.end <= at).is_some() {}
        let link = links.peek().filter(|link| link.open == at || link.close == at || link.address.contains(&at));
        if let Some(link) = link {
            if link.address.contains(&at) {
                at = link.address.end;
            } else {
                text_up_to(from, at, tokens);
                at += 1;
                from = at;
            }
        } else if c == '*' {
            let run = text[at..].len() - text[at..].trim_start_matches('*').len();
            if run == 2 {
                text_up_to(from, at, tokens);
                let (before, behind) = (text[..at].chars().next_back(), text[at + 2..].chars().next());
                tokens.push(bold(line.start + at, before, behind));
                from = at + 2;
            }
            at += run;
        } else {
            at += c.len_utf8();
        }
    }
    text_up_to(from, text.len(), tokens);
}

fn bold(at: usize, before: Option<char>, behind: Option<char>) -> Token {
    let is_word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_japanese(c));
    Token::Bold { at, opens: is_word(behind) && !(is_letter(before) && is_letter(behind)), closes: is_word(before) }
}

struct InlineLink {
    open: usize,
    close: usize,
    /// With its parentheses.
    address: Range<usize>,
}

/// The links of a line: `[words](scheme…)`, no picture.
fn links(text: &str) -> Vec<InlineLink> {
    let mut links = Vec::new();
    for (middle, _) in text.match_indices("](") {
        let Some(open) = text[..middle].rfind(['[', ']']) else { continue };
        let inner = &text[middle + 2..];
        let end = inner.find(|c: char| c == '(' || c == ')' || c.is_whitespace());
        let Some(end) = end.filter(|end| inner[*end..].starts_with(')')) else { continue };
        let is_link = text[open..].starts_with('[')
            && open + 1 < middle
            && !text[..open].ends_with('!')
            && SCHEMES.iter().any(|scheme| inner[..end].len() > scheme.len() && inner.starts_with(scheme));
        if is_link {
            links.push(InlineLink { open, close: middle, address: middle + 1..middle + 2 + end + 1 });
        }
    }
    links
}

/// Puts the words between two `**` in bold; a `**` without its other is words.
fn pair(tokens: &[Token]) -> Vec<Inline> {
    let mut pairs = Vec::new();
    let mut open = None;
    for (index, token) in tokens.iter().enumerate() {
        if let Token::Bold { opens, closes, .. } = token {
            match open {
                Some(first) if *closes => {
                    pairs.push((first, index));
                    open = None;
                }
                _ if *opens => open = Some(index),
                _ => {}
            }
        }
    }
    let mut out = Vec::new();
    let mut from = 0;
    for (first, last) in pairs {
        words(&tokens[from..first], &mut out);
        let mut inner = Vec::new();
        words(&tokens[first + 1..last], &mut inner);
        out.push(Inline::Strong(inner));
        from = last + 1;
    }
    words(&tokens[from..], &mut out);
    out
}

fn words(tokens: &[Token], out: &mut Vec<Inline>) {
    for token in tokens {
        let range = match token {
            Token::Break => {
                out.push(Inline::Break);
                continue;
            }
            Token::Text(range) => range.clone(),
            Token::Bold { at, .. } => *at..*at + 2,
        };
        match out.last_mut() {
            Some(Inline::Text(last)) if last.end == range.start => last.end = range.end,
            _ => out.push(Inline::Text(range)),
        }
    }
}
