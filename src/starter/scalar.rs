//! A text as one value of YAML, on one line, wherever a value may stand.

use std::fmt::Write;

/// Marks that may stand inside of a value without quotation marks, also between `{ }`.
const HARMLESS: &str = " ・ー々〆（）()「」.-_/";

/// The text as it is, where nothing of it can be taken for something else, or between quotation marks.
pub(super) fn scalar(text: &str) -> String {
    let mut chars = text.chars();
    // A word of ASCII letters may be `true` or `null`; one that begins with a Japanese letter is only itself.
    let begins = chars.next().is_some_and(|first| first.is_alphabetic() && !first.is_ascii());
    let is_plain = begins && !text.ends_with(' ') && chars.all(|c| c.is_alphanumeric() || HARMLESS.contains(c));
    if is_plain { text.to_owned() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => write!(out, "\\u{:04X}", u32::from(c)).expect("internal: a string takes all"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::scalar;
    use crate::record::{Value, parse_yaml};
    use crate::source::Source;

    #[test]
    fn every_text_is_read_back_as_it_was() {
        let texts = [
            "放課後等デイサービス みどり",
            "みどり: 2号館",
            "みどり # 本館",
            "みどり, はな",
            "true",
            "0123",
            "2026-04-01",
            "- みどり",
            "\"みどり\"",
            "C:\\みどり",
            "{みどり}",
            "みどり}",
            " みどり ",
            "*みどり",
            "ﾐﾄﾞﾘ",
            "Ａ・Ｂ",
            "[み]",
            "!み",
            "",
        ];
        for text in texts {
            let yaml = format!("値: {{名: {}}}\n", scalar(text));
            let source = Source::new("office.yaml", yaml.clone());
            let mut findings = Vec::new();
            let tree = parse_yaml(&source, 0..source.text().len(), &mut findings);
            let read = tree.get("値").and_then(|map| map.get("名")).map(|node| &node.value);
            assert!(matches!(read, Some(Value::Text(read)) if read == text), "{yaml}: {read:?} {findings:?}");
        }
    }
}
