//! Keys of the hours of a 別表 that mean several days: `平日: "14:30-17:30"` is one entry for each of five days.

use crate::diagnostic::{Code, Diagnostic};
use crate::record::{Entry, Node, Shape, Value};
use crate::source::Span;
use crate::value::{DAYS, WEEK, read_days};

/// Writes such keys out wherever a table has a column for each day, so that a plan in few words is the plan in many. A day
/// that is named twice is said.
pub(super) fn spread_days(node: &mut Node, shape: &Shape) -> Vec<Diagnostic> {
    match (&mut node.value, shape) {
        (Value::Map(entries), Shape::Record(record)) if record.name == WEEK => spread(entries),
        (Value::Map(entries), Shape::Record(record)) => {
            let known = entries.iter_mut().filter_map(|entry| Some((record.field(&entry.key)?, entry)));
            known.flat_map(|(field, entry)| spread_days(&mut entry.node, &field.shape)).collect()
        }
        (Value::List(items), Shape::List(item)) => items.iter_mut().flat_map(|node| spread_days(node, item)).collect(),
        _ => Vec::new(),
    }
}

fn spread(entries: &mut Vec<Entry>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut spread: Vec<Entry> = Vec::new();
    for entry in std::mem::take(entries) {
        let columns = columns(&entry.key);
        if columns.is_empty() {
            spread.push(entry);
            continue;
        }
        for label in columns {
            match spread.iter().find(|other| other.key == label && other.key_span != entry.key_span) {
                Some(other) => findings.push(twice(&entry, label, other.key_span)),
                None => spread.push(Entry { key: label.to_owned(), ..entry.clone() }),
            }
        }
    }
    *entries = spread;
    findings
}

/// The columns that a key means, where it is none of their own names.
fn columns(key: &str) -> Vec<&'static str> {
    let labels: Vec<&'static str> = DAYS.iter().map(|(_, label)| *label).collect();
    let Some(days) = read_days(key).filter(|_| !labels.contains(&key)) else { return Vec::new() };
    let of_day = |label: &&str| days.iter().any(|day| label.contains(*day));
    labels.into_iter().filter(of_day).collect()
}

fn twice(entry: &Entry, label: &str, first: Span) -> Diagnostic {
    let message = format!("`{}` に {label} が入りますが、{label} は別にも書かれています", entry.key);
    Diagnostic::new(Code::KEY_DUPLICATE, entry.key_span.place(), message)
        .related(first.place(), "最初に書かれた所")
        .help("どちらが正しいか確かめ、一つの曜日の時間は一度だけ書いてください")
}

#[cfg(test)]
mod tests {
    use super::super::plan::{KIND, SupportPlan};
    use super::super::{Model, version};
    use crate::diagnostic::Diagnostic;
    use crate::record;
    use crate::source::Source;

    fn read(hours: &str) -> (SupportPlan, Vec<Diagnostic>) {
        let text = format!("別表: [{{名称: 通常, 提供時間: {hours}, 延長: {{金曜日: {{支援後: \"17:30-18:30\"}}}}}}]");
        let source = Source::new("plan.yaml", text.as_str());
        let mut findings = Vec::new();
        let mut tree = record::parse_yaml(&source, 0..text.len(), &mut findings);
        let Model::Plan(plan) = (KIND.read)(&source, &mut tree, &mut findings) else { panic!("a plan") };
        (plan, findings)
    }

    fn version(hours: &str) -> String {
        let (plan, findings) = read(hours);
        assert!(findings.is_empty(), "{hours}: {findings:?}");
        version::Versioned::version(&plan.schedules[0].value)
    }

    #[test]
    fn keys_that_mean_several_days_are_those_days() {
        for (few, many) in [
            ("{月・水: \"14:30-17:30\"}", "{月: \"14:30-17:30\", 水: \"14:30-17:30\"}"),
            ("{月〜水: \"14:30-17:30\"}", "{月: \"14:30-17:30\", 火: \"14:30-17:30\", 水: \"14:30-17:30\"}"),
            ("{土日祝: \"9:00-15:00\"}", "{土: \"9:00-15:00\", 日・祝日: \"9:00-15:00\"}"),
            ("{土曜日: \"9:00-15:00\"}", "{土: \"9:00-15:00\"}"),
            ("{日: \"9:00-15:00\"}", "{日・祝日: \"9:00-15:00\"}"),
        ] {
            assert_eq!(version(few), version(many), "{few}");
        }
    }

    #[test]
    fn a_day_that_is_named_twice_is_said() {
        let (_, findings) = read("{平日: \"14:30-17:30\", 水: \"13:30-17:30\"}");
        assert_eq!(findings.len(), 1, "{findings:?}");
        let (_, findings) = read("{水: \"13:30-17:30\", 平日: \"14:30-17:30\"}");
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(findings[0].message.contains("`平日` に 水 が入ります"), "{findings:?}");
    }

    #[test]
    fn a_key_that_means_no_day_is_said_as_before() {
        let (_, findings) = read("{隔週水曜: \"14:30-17:30\"}");
        assert_eq!(findings.iter().map(|finding| finding.code.as_str()).collect::<Vec<_>>(), ["unknown-key"]);
    }
}
