//! Characters that nobody sees, made visible: names of files and texts of others reach a terminal only through here.
//!
//! A terminal obeys control characters and directions of writing; a line break in a name would forge a line of the
//! result. Variation selectors are no such characters: they belong to the kanji before them.

use std::borrow::Cow;
use std::fmt::Write;

/// Why a character is not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unseen {
    /// C0 and C1, line and paragraph separators: a terminal obeys them.
    Control,
    /// The text after it runs in another direction.
    Direction,
    /// It has no width.
    Width,
}

impl Unseen {
    /// Why nobody sees this character; none where one does.
    #[must_use]
    pub fn of(c: char) -> Option<Self> {
        match c {
            // Nearly every character of a Japanese text.
            ' '..='~' | '\u{3000}'..='\u{3163}' | '\u{4E00}'..='\u{9FFF}' => None,
            c if c.is_control() => Some(Self::Control),
            '\u{2028}' | '\u{2029}' => Some(Self::Control),
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                Some(Self::Direction)
            }
            '\u{00AD}'
            | '\u{034F}'
            | '\u{115F}'
            | '\u{1160}'
            | '\u{17B4}'
            | '\u{17B5}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200D}'
            | '\u{2060}'..='\u{2065}'
            | '\u{206A}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E00FF}' => Some(Self::Width),
            _ => None,
        }
    }
}

/// A name, or another text of one line, as a terminal may show it: what nobody sees stands as `<U+202E>`.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    shown(text, |_| false)
}

/// The same for a text of several lines: its line breaks and tabs stay.
#[must_use]
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    shown(text, |c| matches!(c, '\n' | '\t'))
}

/// The same for a text of several lines that this program has coloured: the marks of colours stay too.
#[must_use]
pub fn visible_styled(text: &str) -> Cow<'_, str> {
    if !text.contains('\u{1B}') {
        return visible_lines(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\u{1B}') {
        out.push_str(&visible_lines(&rest[..at]));
        let length = colour_length(&rest[at..]);
        match length {
            Some(length) => out.push_str(&rest[at..at + length]),
            None => out.push_str(&visible(&rest[at..=at])),
        }
        rest = &rest[at + length.unwrap_or(1)..];
    }
    out.push_str(&visible_lines(rest));
    Cow::Owned(out)
}

/// The length of the mark of a colour that a text begins with: `ESC [ 1 ; 31 m`.
fn colour_length(text: &str) -> Option<usize> {
    let body = text.strip_prefix("\u{1B}[")?;
    let numbers = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').len();
    body[numbers..].starts_with('m').then_some(2 + numbers + 1)
}

/// A character as it is shown in the place of one that nobody sees.
#[must_use]
pub fn code_point(c: char) -> String {
    format!("<U+{:04X}>", c as u32)
}

fn shown(text: &str, stays: fn(char) -> bool) -> Cow<'_, str> {
    let hidden = |c: char| Unseen::of(c).is_some() && !stays(c);
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match hidden(c) {
            true => out.push_str(&code_point(c)),
            false => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// JSON with what nobody sees in its texts written as JSON can: `\u202e`.
#[must_use]
pub fn visible_json(json: &str) -> Cow<'_, str> {
    let hidden = |c: char| Unseen::of(c).is_some() && c != '\n';
    if !json.contains(hidden) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        match hidden(c) {
            true => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| {
                let _ = write!(out, "\\u{unit:04x}");
            }),
            false => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// HTML with what nobody sees in its texts written as HTML can: `&#x202E;`.
#[must_use]
pub fn visible_html(html: &str) -> String {
    let one = |c: char| match Unseen::of(c) {
        Some(_) if c != '\n' && c != '\t' => format!("&#x{:X};", c as u32),
        _ => c.to_string(),
    };
    html.chars().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::{visible, visible_html, visible_json, visible_lines, visible_styled};

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        assert_eq!(visible("a\u{1B}]0;x\u{7}\u{9B}31m"), "a<U+001B>]0;x<U+0007><U+009B>31m");
        assert_eq!(visible("一\n二\u{2028}\t三"), "一<U+000A>二<U+2028><U+0009>三");
        assert_eq!(visible("佐藤\u{202E}\u{200B}\u{2067}\u{FEFF}"), "佐藤<U+202E><U+200B><U+2067><U+FEFF>");
        assert_eq!(visible_lines("一\n\t二\r三\u{85}"), "一\n\t二<U+000D>三<U+0085>");
    }

    #[test]
    fn what_is_seen_and_what_belongs_to_a_kanji_stays() {
        for text in ["佐藤　はな", "邉\u{E0101}", "葛\u{FE00}", "がっこう", "Nguyễn", "か\u{3099}", "〜・𠮷"]
        {
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn only_colours_pass_where_there_may_be_colours() {
        let own = "\u{1B}[1;31m赤\u{1B}[0m\n";
        assert_eq!(visible_styled(own), own);
        assert_eq!(visible_styled("\u{1B}[2J\u{1B}[31m\u{1B}\u{9B}m"), "<U+001B>[2J\u{1B}[31m<U+001B><U+009B>m");
        assert_eq!(visible_styled("\u{1B}"), "<U+001B>");
    }

    #[test]
    fn json_says_it_in_its_own_way() {
        let text = "佐藤\u{9B}\u{202E}\u{E0001}\u{7F}\u{1}";
        let json = serde_json::Value::from(text).to_string();
        let shown = visible_json(&json);
        assert!(shown.is_ascii() || !shown.contains(['\u{9B}', '\u{202E}', '\u{E0001}', '\u{7F}']), "{shown}");
        assert_eq!(serde_json::from_str::<String>(&shown).expect("JSON"), text);
        assert_eq!(visible_html("<b>\u{202E}佐\u{9B}\n</b>"), "<b>&#x202E;佐&#x9B;\n</b>");
    }
}
