//! Generated Typst content read back, strictly: any character that the writer would not have put there ends it.

use std::borrow::Cow;

/// What content is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ContentToken<'a> {
    Words(Cow<'a, str>),
    LineBreak,
    ParagraphBreak,
    StrongStart,
    StrongEnd,
    QuoteStart,
    QuoteEnd,
    /// Its number, or none for a bullet.
    ItemStart(Option<Cow<'a, str>>),
    ItemEnd,
    ListEnd,
}

/// The tokens of a content expression; none where it is not in the form that the writer gives it.
pub(super) fn read(typst: &str) -> Option<Vec<ContentToken<'_>>> {
    let mut reader = ContentReader { rest: typst, tokens: Vec::new() };
    reader.content()?;
    reader.rest.is_empty().then_some(reader.tokens)
}

struct ContentReader<'a> {
    rest: &'a str,
    tokens: Vec<ContentToken<'a>>,
}

impl<'a> ContentReader<'a> {
    fn content(&mut self) -> Option<()> {
        self.expect("[#{")?;
        self.statements()?;
        self.expect("}]")
    }

    fn statements(&mut self) -> Option<()> {
        while !self.rest.starts_with('}') {
            if self.rest.starts_with('"') {
                let words = self.string()?;
                self.tokens.push(ContentToken::Words(words));
            } else if self.accept("std.linebreak()") {
                self.tokens.push(ContentToken::LineBreak);
            } else if self.accept("std.parbreak()") {
                self.tokens.push(ContentToken::ParagraphBreak);
            } else if self.accept("std.strong({") {
                self.wrapped(ContentToken::StrongStart, ContentToken::StrongEnd)?;
            } else if self.accept("std.quote(block:true,{") {
                self.wrapped(ContentToken::QuoteStart, ContentToken::QuoteEnd)?;
            } else if self.accept("std.list(") {
                self.items(None)?;
            } else {
                self.expect("std.enum(start:1,full:false,reversed:false,numbering:n=>(")?;
                let mut numbers = Vec::new();
                while self.rest.starts_with('"') {
                    numbers.push(self.string()?);
                    self.expect(",")?;
                }
                self.expect(").at(n - 1),")?;
                self.items(Some(numbers))?;
            }
            self.expect(";")?;
        }
        Some(())
    }

    fn wrapped(&mut self, start: ContentToken<'a>, end: ContentToken<'a>) -> Option<()> {
        self.tokens.push(start);
        self.statements()?;
        self.tokens.push(end);
        self.expect("})")
    }

    fn items(&mut self, numbers: Option<Vec<Cow<'a, str>>>) -> Option<()> {
        let mut numbers = numbers.map(Vec::into_iter);
        while !self.accept(")") {
            let number = match &mut numbers {
                Some(numbers) => Some(numbers.next()?),
                None => None,
            };
            self.tokens.push(ContentToken::ItemStart(number));
            self.content()?;
            self.expect(",")?;
            self.tokens.push(ContentToken::ItemEnd);
        }
        self.tokens.push(ContentToken::ListEnd);
        numbers.is_none_or(|mut numbers| numbers.next().is_none()).then_some(())
    }

    fn string(&mut self) -> Option<Cow<'a, str>> {
        self.expect("\"")?;
        // Most strings have nothing that is written otherwise than it stands.
        let plain = self.rest.find(|c: char| matches!(c, '"' | '\\') || c.is_control())?;
        let (words, rest) = self.rest.split_at(plain);
        if let Some(rest) = rest.strip_prefix('"') {
            self.rest = rest;
            return Some(Cow::Borrowed(words));
        }
        self.rest = rest;
        self.escaped(words.to_owned()).map(Cow::Owned)
    }

    /// The rest of a string, behind words of it.
    fn escaped(&mut self, mut words: String) -> Option<String> {
        loop {
            let c = self.rest.chars().next()?;
            self.rest = &self.rest[c.len_utf8()..];
            match c {
                '"' => return Some(words),
                '\\' => words.push(self.escape()?),
                c if c.is_control() => return None,
                c => words.push(c),
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        match c {
            '"' | '\\' => Some(c),
            'n' => Some('\n'),
            't' => Some('\t'),
            'u' => {
                self.expect("{")?;
                let digits = self.rest.find('}')?;
                let code = u32::from_str_radix(&self.rest[..digits], 16).ok()?;
                self.rest = &self.rest[digits + 1..];
                char::from_u32(code)
            }
            _ => None,
        }
    }

    fn accept(&mut self, words: &str) -> bool {
        match self.rest.strip_prefix(words) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, words: &str) -> Option<()> {
        self.accept(words).then_some(())
    }
}
