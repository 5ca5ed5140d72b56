//! 曜日 of an entry of the 週間計画: a list, or words that mean several days.

use super::entry_day::EntryDay;
use crate::record::{Field, List, Scalar, Spanned, marked};
use crate::value::{HOW_TO_WRITE_DAYS, read_days};
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::ops::Deref;

/// `[月, 水, 金]`, `月〜金`, `[平日, 土]`. It is the list of the days, however it is written.
#[derive(Debug, Clone, Default)]
pub struct EntryDays(List<EntryDay>);

impl Deref for EntryDays {
    type Target = List<EntryDay>;
    fn deref(&self) -> &List<EntryDay> {
        &self.0
    }
}

impl Serialize for EntryDays {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for EntryDays {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Field::<WrittenDays>::deserialize(deserializer)?;
        let (span, unread) = (written.span(), written.is_unread());
        let items = match (written.into_value(), span) {
            (Some(WrittenDays::Words(words)), Some(span)) => words.spread(span),
            (Some(WrittenDays::List(items)), _) => items,
            _ => Vec::new(),
        };
        Ok(Self(List::new(span, items, unread)))
    }
}

/// The days that one word means.
struct Words(Vec<EntryDay>);

impl Words {
    fn of<E: Error>(text: &str) -> Result<Self, E> {
        // Read as 日 alone since it first was, so that the 版 of such a plan stays; both are one column of the form.
        if text.trim() == "日・祝" {
            return Ok(Self(vec![EntryDay::Sunday]));
        }
        let days = read_days(text);
        let days = days.map(|days| days.into_iter().filter_map(EntryDay::of).collect());
        days.map(Self)
            .ok_or_else(|| E::custom(format!("「{}」は曜日として読めません\n{}", text.trim(), how_to_write(text))))
    }

    fn spread(self, span: crate::source::Span) -> Vec<Spanned<EntryDay>> {
        self.0.into_iter().map(|value| Spanned { span, value }).collect()
    }
}

/// What is not every week has a box of its own.
fn how_to_write(text: &str) -> String {
    let recurs = ["隔週", "第", "月1回", "月に"].iter().any(|word| text.contains(word));
    let frequency = if recurs {
        "。毎週でない予定は、曜日だけをここに書き、隔週・第2 などは `頻度` に書きます"
    } else {
        ""
    };
    format!("{HOW_TO_WRITE_DAYS}{frequency}")
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::of(&marked::<std::borrow::Cow<'de, str>, D>(Scalar::Days, deserializer)?)
    }
}

enum WrittenDays {
    Words(Words),
    List(Vec<Spanned<EntryDay>>),
}

impl<'de> Deserialize<'de> for WrittenDays {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WrittenVisitor)
    }
}

struct WrittenVisitor;

impl<'de> Visitor<'de> for WrittenVisitor {
    type Value = WrittenDays;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("days of the week")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<WrittenDays, E> {
        Words::of(text).map(WrittenDays::Words)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<WrittenDays, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element::<Field<Words>>()? {
            if let (Some(span), Some(words)) = (item.span(), item.into_value()) {
                items.extend(words.spread(span));
            }
        }
        Ok(WrittenDays::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<WrittenDays, A::Error> {
        Err(A::Error::custom(format!("`曜日` には曜日だけを書きます\n{HOW_TO_WRITE_DAYS}")))
    }
}

#[cfg(test)]
mod tests {
    use super::super::week::WeeklyPlan;
    use crate::diagnostic::Diagnostic;
    use crate::record;
    use crate::source::Source;

    fn read(days: &str) -> (String, Vec<Diagnostic>) {
        let text = format!("予定: [{{曜日: {days}, 内容: 宿題}}]");
        let source = Source::new("plan.yaml", text.as_str());
        let mut findings = Vec::new();
        let mut tree = record::parse_yaml(&source, 0..text.len(), &mut findings);
        let week: WeeklyPlan = record::read(&source, &mut tree, &mut findings);
        let days = week.entries.first().map(|entry| serde_json::to_string(&entry.days).expect("a list"));
        (days.unwrap_or_default(), findings)
    }

    #[test]
    fn words_and_lists_are_one_list_of_days() {
        for (written, same) in [
            ("月〜金", "[月, 火, 水, 木, 金]"),
            ("[平日, 土]", "[月, 火, 水, 木, 金, 土]"),
            ("毎日", "[月, 火, 水, 木, 金, 土, 日]"),
            ("月・水・金", "[月, 水, 金]"),
            ("[月・水・金]", "[月, 水, 金]"),
            ("土曜日", "[土]"),
            ("[日・祝日]", "[日, 祝]"),
            ("[日・祝]", "[日]"),
        ] {
            let ((days, findings), (other, _)) = (read(written), read(same));
            assert!(findings.is_empty(), "{written}: {findings:?}");
            assert_eq!(days, other, "{written}");
        }
        assert_eq!(read("[月, 水]").0, "[\"月\",\"水\"]", "the canonical text of old plans");
    }

    #[test]
    fn what_is_no_day_is_said_once_at_its_place() {
        for written in ["月〜近", "[月, 隔週土曜]", "{月: 1}"] {
            let (_, findings) = read(written);
            assert_eq!(findings.len(), 1, "{written}: {findings:?}");
            assert!(findings[0].help.as_ref().is_some_and(|help| help.contains("月〜金、平日")), "{findings:?}");
        }
        let (days, findings) = read("[月, 隔週土曜]");
        assert_eq!(days, "[\"月\"]");
        assert!(findings[0].help.as_ref().is_some_and(|help| help.contains("`頻度`")), "{findings:?}");
    }
}
