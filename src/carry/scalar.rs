//! A value as YAML, plain where that is read back as the same text, else in quotation marks.

use crate::record::{double_quoted, is_read_plain};

/// How values are written in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::carry) enum Quotes {
    /// Without quotation marks, where that is possible.
    Plain,
    /// Within ' '.
    Single,
    /// Within " ".
    Double,
}

impl Quotes {
    /// Those with which a written value begins.
    #[must_use]
    pub(in crate::carry) fn of(written: &str) -> Self {
        match written.chars().next() {
            Some('\'') => Self::Single,
            Some('"') => Self::Double,
            _ => Self::Plain,
        }
    }
}

/// A value on one line, which may stand within `{ }` and `[ ]` too.
#[must_use]
pub(in crate::carry) fn scalar(text: &str, quotes: Quotes) -> String {
    match quotes {
        Quotes::Plain if is_read_plain(text) => text.to_owned(),
        Quotes::Single if !text.chars().any(char::is_control) => format!("'{}'", text.replace('\'', "''")),
        _ => double_quoted(text),
    }
}

#[cfg(test)]
mod tests {
    use super::{Quotes, scalar};
    use crate::record::{self, Value};
    use crate::source::Source;
    use proptest::prelude::*;
    use proptest::test_runner::{Config, RngSeed};

    fn read_back(text: &str, quotes: Quotes) -> Option<String> {
        let line = format!("- {{語: {}, 列: [{}]}}\n", scalar(text, quotes), scalar(text, quotes));
        let source = Source::new("a.yaml", line.as_str());
        let tree = record::parse_yaml(&source, 0..line.len(), &mut Vec::new());
        let Value::List(items) = &tree.value else { return None };
        let of = |node: &record::Node| match &node.value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        };
        let single = of(items.first()?.get("語")?)?;
        let Value::List(listed) = &items[0].get("列")?.value else { return None };
        (of(listed.first()?)? == single).then_some(single)
    }

    #[test]
    fn what_yaml_would_read_as_something_else_stands_in_quotation_marks() {
        for (text, written) in [
            ("佐藤 恵", "佐藤 恵"),
            ("plan/2024-03-28#別表/通常", "plan/2024-03-28#別表/通常"),
            ("17:30", "17:30"),
            ("母, 父", "\"母, 父\""),
            ("- 母", "\"- 母\""),
            ("理由: 急用", "\"理由: 急用\""),
            ("遊び #工作", "\"遊び #工作\""),
            ("null", "\"null\""),
            ("", "\"\""),
            ("「\"はい\"」", "「\"はい\"」"),
        ] {
            assert_eq!(scalar(text, Quotes::Plain), written);
        }
        assert_eq!(scalar("it's", Quotes::Single), "'it''s'");
    }

    proptest! {
        #![proptest_config(Config { rng_seed: RngSeed::Fixed(20_261_128), failure_persistence: None, ..Config::default() })]

        #[test]
        fn a_value_is_read_back_as_it_was(text in "[a-z:#,\\-\\[\\]{}'\"\\\\&*!|>%@` 母、「」\n0-9~]{0,12}") {
            for quotes in [Quotes::Plain, Quotes::Single, Quotes::Double] {
                let read = read_back(&text, quotes).unwrap_or_default();
                prop_assert_eq!(read, text.trim_end());
            }
        }
    }
}
