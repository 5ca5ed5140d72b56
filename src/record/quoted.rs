//! A value as YAML on one line: plain where that is read back as the same text, else in quotation marks.

use std::borrow::Cow;

/// What a plain value may not begin with.
const INDICATORS: &str = "-?:,[]{}#&*!|>'\"%@`";

/// Words that YAML takes for nothing.
const NOTHING: [&str; 4] = ["null", "Null", "NULL", "~"];

/// A value that may stand within `{ }` and `[ ]` too.
#[must_use]
pub fn quoted(text: &str) -> Cow<'_, str> {
    if is_read_plain(text) && !is_like_number(text) { Cow::Borrowed(text) } else { Cow::Owned(double_quoted(text)) }
}

/// A value within " ".
#[must_use]
pub fn double_quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", escaped.replace('\n', "\\n").replace('\r', "").replace('\t', "\\t"))
}

/// Whether editors read a text as a number, as they do `0012`, or everybody quotes it, as `14:30`.
fn is_like_number(text: &str) -> bool {
    let after_digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = after_digits.is_empty() && text.starts_with('0') && text.len() > 1;
    let is_time = after_digits.len() < text.len() && after_digits.starts_with(':');
    is_number || is_time
}

/// Whether a text without quotation marks is read back as it is, within `{ }` and `[ ]` too.
#[must_use]
pub fn is_read_plain(text: &str) -> bool {
    !text.is_empty()
        && text.trim() == text
        && !NOTHING.contains(&text)
        && !text.starts_with(|c| INDICATORS.contains(c))
        && !text.contains([',', '[', ']', '{', '}'])
        && ![": ", " #", "\t"].iter().any(|part| text.contains(part))
        && !text.ends_with(':')
        && !text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::quoted;
    use crate::record::{self, Value};
    use crate::source::Source;
    use proptest::prelude::*;
    use proptest::test_runner::{Config, RngSeed};

    fn read_back(text: &str) -> Option<String> {
        let line = format!("- {{語: {}, 列: [{}]}}\n", quoted(text), quoted(text));
        let source = Source::new("a.yaml", line.as_str());
        let tree = record::parse_yaml(&source, 0..line.len(), &mut Vec::new());
        let Value::List(items) = &tree.value else { return None };
        let Value::Text(single) = &items.first()?.get("語")?.value else { return None };
        let Value::List(listed) = &items[0].get("列")?.value else { return None };
        match &listed.first()?.value {
            Value::Text(text) if text == single => Some(text.clone()),
            _ => None,
        }
    }

    #[test]
    fn what_would_be_read_as_something_else_stands_in_quotation_marks() {
        for (text, written) in [
            ("佐藤 恵", "佐藤 恵"),
            ("2024-03-28", "2024-03-28"),
            ("14:30-17:30", "\"14:30-17:30\""),
            ("2024-03-25 10:00-11:00", "2024-03-25 10:00-11:00"),
            ("0012345678", "\"0012345678\""),
            ("母, 父", "\"母, 父\""),
            ("- 母", "\"- 母\""),
            ("理由: 急用", "\"理由: 急用\""),
            ("遊び #工作", "\"遊び #工作\""),
            ("null", "\"null\""),
            ("", "\"\""),
            ("「\"はい\"」", "「\"はい\"」"),
        ] {
            assert_eq!(quoted(text), written);
        }
    }

    proptest! {
        #![proptest_config(Config { rng_seed: RngSeed::Fixed(20_261_128), failure_persistence: None, ..Config::default() })]

        #[test]
        fn a_value_is_read_back_as_it_was(text in "[a-z:#,\\-\\[\\]{}'\"\\\\&*!|>%@` 母、「」\n0-9~]{0,12}") {
            prop_assert_eq!(read_back(&text).unwrap_or_default(), text.trim_end());
        }
    }
}
