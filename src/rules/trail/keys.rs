//! The keys on which the rules over the office's trail rest.

/// Of a 個別支援計画: whose and which it is, and what it stands in line with.
pub(super) const PLAN: &[&str] = &[
    "事業所",
    "サービス",
    "状態",
    "原案",
    "作成区分",
    "前計画",
    "作成日",
    "計画期間",
    "計画期間.開始",
    "計画期間.終了",
];

/// Of `child.yaml`: when the child was there, and who the guardians are.
pub(super) const CHILD: &[&str] = &[
    "氏名",
    "保護者",
    "保護者.*",
    "本人に説明しない理由",
    "利用",
    "利用.事業所",
    "利用.サービス",
    "利用.開始日",
    "利用.終了日",
    "利用.休止",
];

/// Of a meeting: which it is and what it is about.
pub(super) const MEETING: &[&str] = &["種類", "計画", "日時"];
