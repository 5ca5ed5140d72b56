//! The duties of a 個別支援計画, from its assessment to 共有: the day before and the day after, and what does them.

use super::child::Child;
use shien::timeline::Standing;

const PROFILE: &str =
    "利用: [{事業所: kaze, サービス: 放課後等デイサービス, 契約日: 2023-03-01, 開始日: 2023-04-03}]\n";
const PLAN: &str = "事業所: kaze\n状態: 確定\n作成区分: 更新\n作成日: 2024-03-28\n\
                    計画期間: {開始: 2024-04-01, 終了: 2024-09-30}\n意向: {本人: 遊びたい。}\n";
const MEETING: &str = "---\n種類: 個別支援会議\n事業所: kaze\n計画: 2024-03-28\n日時: 2024-03-28 16:00-17:00\n---\n## 検討内容\n話した。\n";

/// A child with a 確定 plan and these lines about it.
fn with(lines: &[&str]) -> Child {
    let child = Child::new(PROFILE).with("plan/2024-03-28", PLAN);
    let lines: Vec<String> = lines.iter().map(|line| line.replace("PLAN", "対象: plan/2024-03-28")).collect();
    child.events(&lines)
}

const SIGNED: &str = "種類: 同意, PLAN, 日付: 2024-03-29";

#[test]
fn what_comes_before_the_start_is_owed_until_the_first_day() {
    let none = with(&["種類: 共有, PLAN, 日付: 2024-04-01"]);
    for what in ["SupportMeeting", "SupportConsent", "SupportDelivery"] {
        assert_eq!(none.standing(what, "2024-04-01"), Standing::Coming, "{what}");
        assert_eq!(none.standing(what, "2024-04-02"), Standing::Late, "{what}");
    }
    let explanation = "Explanation plan/2024-03-28 保護者";
    assert_eq!(none.standing(explanation, "2024-04-02"), Standing::Late);
    // On the first day is right; a day later is late.
    for (day, standing) in [("2024-04-01", Standing::Done), ("2024-04-02", Standing::DoneLate)] {
        let signed = with(&[&format!("種類: 同意, PLAN, 日付: {day}")]);
        assert_eq!(signed.standing("SupportConsent", "2024-05-01"), standing, "{day}");
    }
}

#[test]
fn a_first_plan_has_a_month_from_the_first_day_of_use() {
    let profile = PROFILE.replace("2023-04-03", "2024-04-08");
    let first = Child::new(&profile).with("plan/2024-03-28", PLAN.replace("更新", "初回")).events(&["種類: 共有"]);
    assert_eq!(first.standing("SupportConsent", "2024-05-08"), Standing::Coming);
    assert_eq!(first.standing("SupportConsent", "2024-05-09"), Standing::Late);
}

#[test]
fn the_assessment_is_owed_by_the_day_of_the_draft() {
    let child = || with(&[SIGNED]);
    assert_eq!(child().standing("Assessment ", "2024-03-28"), Standing::Coming);
    assert_eq!(child().standing("Assessment ", "2024-03-29"), Standing::Late);
    let sheet = |office: &str| format!("---\n種類: 初回\n事業所: {office}\n実施日: 2024-03-10\n---\n");
    let own = child().with_markdown("assessment/2024-03-10", sheet("kaze"));
    assert_eq!(own.standing("Assessment ", "2024-05-01"), Standing::Done);
    let other = child().with_markdown("assessment/2024-03-10", sheet("hoshi"));
    assert_eq!(other.standing("Assessment ", "2024-05-01"), Standing::Late, "of another office");
}

#[test]
fn the_meeting_names_the_plan_or_its_draft() {
    let child = || with(&[SIGNED]);
    let met = child().with_markdown("meeting/2024-03-28", MEETING);
    assert_eq!(met.standing("SupportMeeting", "2024-05-01"), Standing::Done);
    let other = child().with_markdown("meeting/2024-03-28", MEETING.replace("計画: 2024-03-28\n", ""));
    assert_eq!(other.standing("SupportMeeting", "2024-05-01"), Standing::Late);
}

#[test]
fn a_consent_to_the_draft_counts_where_the_plan_says_the_same_and_the_meeting_was_before() {
    let draft = PLAN.replace("確定", "原案").replace("作成日: 2024-03-28", "作成日: 2024-03-18");
    let named = PLAN.replace("状態: 確定\n", "状態: 確定\n原案: 2024-03-18\n");
    let signed = |day: &str, plan: &str| {
        Child::new(PROFILE)
            .with("plan/2024-03-18", draft.clone())
            .with("plan/2024-03-28", plan)
            .with_markdown("meeting/2024-03-28", MEETING)
            .events(&[format!("種類: 同意, 対象: plan/2024-03-18, 日付: {day}")])
    };
    assert_eq!(signed("2024-03-28", &named).standing("SupportConsent", "2024-05-01"), Standing::Done);
    assert_eq!(signed("2024-03-27", &named).standing("SupportConsent", "2024-05-01"), Standing::Late);
    let changed = named.replace("遊びたい。", "走りたい。");
    assert_eq!(signed("2024-03-28", &changed).standing("SupportConsent", "2024-05-01"), Standing::Late);
}

#[test]
fn the_child_is_told_unless_a_reason_is_written() {
    let told = "Explanation plan/2024-03-28 本人";
    let line = |to: &str| with(&[&format!("種類: 説明, PLAN, 日付: 2024-03-29, 相手: [{to}]"), SIGNED]);
    assert_eq!(line("保護者, 本人").standing(told, "2024-05-01"), Standing::Done);
    assert_eq!(line("佐藤 はな").standing(told, "2024-05-01"), Standing::Done);
    assert_eq!(line("母").standing(told, "2024-05-01"), Standing::Late);
    assert_eq!(with(&["種類: 説明, PLAN, 日付: 2024-03-29"]).standing(told, "2024-05-01"), Standing::Done);
    let reason = "種類: 説明, PLAN, 日付: 2024-03-29, 相手: [母], 理由: 乳児のため";
    assert_eq!(with(&[reason]).standing(told, "2024-05-01"), Standing::Excused);
}

#[test]
fn sharing_is_prompt_for_thirty_days_after_the_consent() {
    let signed = with(&[SIGNED]);
    assert_eq!(signed.standing("Sharing", "2024-04-28"), Standing::Coming);
    assert_eq!(signed.standing("Sharing", "2024-04-29"), Standing::Late);
}

#[test]
fn nothing_is_owed_by_who_left_before_the_start_nor_where_a_line_cannot_be_read() {
    let left = PROFILE.replace("2023-04-03}", "2023-04-03, 終了日: 2024-03-31}");
    let left = Child::new(&left).with("plan/2024-03-28", PLAN).events(&["種類: 共有"]);
    assert_eq!(left.standing("SupportMeeting", "2024-05-01"), Standing::Excused);
    let unread = with(&["種類: 同意した, PLAN"]);
    assert_eq!(unread.standing("SupportConsent", "2024-05-01"), Standing::Unknown);
}

#[test]
fn a_monitoring_meets_both_or_says_why_not() {
    let sheet = |interviews: &str| {
        let text = format!("事業所: kaze\n計画: 2024-03-28\n実施日: 2024-09-12\n{interviews}");
        with(&[SIGNED]).with("monitoring/2024-09-12", text)
    };
    let child = "Interview monitoring/2024-09-12 本人";
    assert_eq!(sheet("").standing(child, "2024-09-12"), Standing::Late);
    assert_eq!(sheet("面接: {本人: {日付: 2024-09-10}}\n").standing(child, "2024-09-12"), Standing::Done);
    assert_eq!(sheet("面接: {本人: {理由: 入院中}}\n").standing(child, "2024-09-12"), Standing::Excused);
    let guardian = "Interview monitoring/2024-09-12 保護者";
    assert_eq!(sheet("面接: {本人: {日付: 2024-09-10}}\n").standing(guardian, "2024-09-12"), Standing::Late);
}
