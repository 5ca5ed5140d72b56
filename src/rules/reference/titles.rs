//! Whether a word in 担当者 is a 職種, or a name that nobody has.

use crate::case::party::Organisation;

/// How a 職種, and a word for whoever is on duty, ends.
const ENDINGS: [&str; 31] = [
    "士",
    "師",
    "員",
    "医",
    "者",
    "長",
    "職",
    "係",
    "担当",
    "スタッフ",
    "教諭",
    "先生",
    "心理",
    "ヘルパー",
    "ワーカー",
    "マネージャー",
    "リーダー",
    "セラピスト",
    "ドライバー",
    "チーム",
    "班",
    "事業所",
    "ST",
    "OT",
    "PT",
    "児発管",
    "サビ管",
    "管理",
    "主任",
    "常勤",
    "全員",
];

/// People of the child's own side, who may be named in a plan as who does something.
const FAMILY: [&str; 14] =
    ["本人", "家族", "保護者", "母", "父", "祖母", "祖父", "兄", "姉", "弟", "妹", "両親", "学校", "園"];

/// Whether one word of 担当者 (no id) can be what it should be. Several words joined are each looked at.
pub(super) fn is_title(written: &str, organisation: &Organisation) -> bool {
    written.split(['、', '，', ',', '・', '／', '/']).map(str::trim).filter(|word| !word.is_empty()).all(|word| {
        // What stands in brackets is a remark: 保育士(2名).
        let word = word.split(['(', '（']).next().unwrap_or_default().trim();
        let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
        let is_held = || {
            let staff = organisation.offices.iter().flat_map(|office| office.staff.iter());
            staff.flat_map(|staff| staff.duties.iter()).any(|duty| duty.title.get().is_some_and(|title| title == word))
        };
        word.is_empty() || ends(&ENDINGS) || ends(&FAMILY) || is_held()
    })
}

#[cfg(test)]
mod tests {
    use super::is_title;
    use crate::case::party::Organisation;

    #[test]
    fn titles_are_known_by_their_endings() {
        let nobody = Organisation::default();
        for word in [
            "保育士",
            "児童指導員",
            "児童発達支援管理責任者",
            "看護師",
            "全職員",
            "保育士、児童指導員",
            "保育士(2名)",
            "担任教諭",
            "母",
            "保護者",
            "嘱託医",
            "OT",
        ] {
            assert!(is_title(word, &nobody), "{word}");
        }
        for word in ["もり", "森", "鈴木 一郎", "モリ", "保育士、もり"] {
            assert!(!is_title(word, &nobody), "{word}");
        }
    }
}
