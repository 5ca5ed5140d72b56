//! 版: a short hash over what a consent covers, so that a plan edited after its consent is caught.
//!
//! The hash is over the meaning, not the file: key order, comments, notation of dates and unset fields do not count,
//! so that a newer program with more optional fields gives an old plan its old 版.

use crate::value::half_width;
use serde::Serialize;
use serde_json::Value;

/// What has a 版.
pub trait Versioned {
    /// The 版: eight hexadecimal digits.
    fn version(&self) -> String;
}

/// Changed only when the canonical text itself must change, which voids every 版 named in a consent.
const VERSION: &str = "shien 版 1\n";

/// The 版 of a record under its title, without the keys that a consent to it does not cover.
pub(super) fn of(title: &str, record: &impl Serialize, without: &[&str]) -> String {
    let mut value = canonical(record);
    if let Value::Object(map) = &mut value {
        map.retain(|key, _| !without.contains(&key.as_str()));
    }
    digest(title, &value)
}

/// Whether a 版 as somebody copied it from the footer (full-width, in capitals) is this one.
#[must_use]
pub fn is(written: &str, version: &str) -> bool {
    half_width(written.trim()).eq_ignore_ascii_case(version)
}

/// Sorted keys, nothing unset.
fn canonical(record: &impl Serialize) -> Value {
    let mut value = serde_json::to_value(record).expect("internal: records serialise to JSON");
    prune(&mut value);
    value
}

fn prune(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.values_mut().for_each(prune);
            map.retain(|_, value| !is_unset(value));
        }
        Value::Array(items) => items.iter_mut().for_each(prune),
        _ => {}
    }
}

fn is_unset(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Object(map) => map.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

fn digest(title: &str, value: &Value) -> String {
    let text = format!("{VERSION}{title}\n{value}");
    blake3::hash(text.as_bytes()).to_hex()[..8].to_owned()
}

#[cfg(test)]
mod tests {
    use super::Versioned;
    use crate::case::consult::plan::ConsultationPlan;
    use crate::case::plan::SupportPlan;
    use crate::record;
    use crate::source::Source;

    fn plan(text: &str) -> SupportPlan {
        read(text)
    }

    fn read<T: serde::de::DeserializeOwned + Default>(text: &str) -> T {
        let source = Source::new("plan.yaml", text);
        let mut findings = Vec::new();
        let mut tree = record::parse_yaml(&source, 0..text.len(), &mut findings);
        let plan = record::read(&source, &mut tree, &mut findings);
        assert!(findings.is_empty(), "{findings:?}");
        plan
    }

    const PLAN: &str = "作成日: 2024-03-28\n状態: 確定\n総合的な支援の方針: あ\n意向: {本人: い, 家族: う}\n別表: [{名称: 通常, 作成日: 2024-03-28}]\n";

    #[test]
    fn notation_order_and_remarks_do_not_count() {
        let same = "# 注\n備考: え\n意向: {家族: う, 本人: い}\n総合的な支援の方針: |\n  あ\n状態: 原案\n作成日: 令和6年3月28日\n評価及び今後の方針: お\n長期目標:\n";
        assert_eq!(plan(PLAN).version(), plan(same).version());
    }

    #[test]
    fn what_is_consented_to_counts() {
        let other = PLAN.replace("本人: い", "本人: か");
        assert_ne!(plan(PLAN).version(), plan(&other).version());
    }

    #[test]
    fn each_schedule_has_its_own() {
        let later = PLAN.replace("[{名称: 通常, 作成日: 2024-03-28}]", "[{名称: 通常, 作成日: 2024-05-01}]");
        let (old, new) = (plan(PLAN), plan(&later));
        assert_eq!(old.version(), new.version());
        assert_ne!(old.schedules[0].version(), new.schedules[0].version());
    }

    #[test]
    fn a_version_stays_what_it_was() {
        // A consent names this value; a change of the canonical text voids every consent on paper.
        assert_eq!(plan(PLAN).version(), "1d64d370");
    }

    #[test]
    fn days_months_and_answers_of_old_plans_keep_their_version() {
        // Recorded when 達成時期 was a day or a month only, 曜日 a list only and an answer 有 or 無 only.
        let written = "作成日: 2024-03-28\n支援:\n  - {id: s1, 支援目標: 遊ぶ。, 達成時期: 令和6年9月30日, 担当者: [mori], 優先順位: 1}\n  - {id: s2, 支援目標: 話す。, 達成時期: 2024/7/19, 担当者: [保育士]}\n送迎: {実施: 有, 理由: 遠いため}\n別表: [{名称: 通常, 作成日: 2024-03-28, 提供時間: {月: \"14:30-17:30\", 日: \"9:00〜12:00\"}, 延長: {月: {支援後: \"17:30-18:30\"}}}]\n";
        let support = plan(written);
        assert_eq!(support.version(), "ce12061d");
        assert_eq!(support.schedules[0].version(), "da476d79");
        let in_words = written.replace("令和6年9月30日", "6か月").replace("実施: 有", "実施: あり");
        assert_ne!(plan(&in_words).version(), "ce12061d", "another text is consented to");
        assert_eq!(plan(&written.replace("実施: 有", "実施: ○")).version(), "ce12061d", "the same answer");
        let written = "作成日: 2024-03-20\nモニタリング期間: [{間隔: 6, 開始年月: 2024-04}, 2024-12]\nニーズ: [{id: n1, 優先順位: 1, 達成時期: 2024-09, 評価時期: R6.8}]\n週間計画: {予定: [{曜日: [水, 月, 日・祝, 祝日], 時間: \"21:00-6:30\", 内容: 睡眠}]}\n";
        assert_eq!(read::<ConsultationPlan>(written).version(), "554ad537");
    }
}
