//! The edges of the rules on the two plans: copies, self-plans, every other week, two offices, plans that were replaced.

use super::{fixtures, staying};
use crate::driver::{CHILD, Finding, PLAN, Project};
use shien::rules::Group;

pub(super) const CONSULT: &str = "cases/hana/consult/plan/2024-03-20.yaml";
pub(super) const NEXT_CONSULT: &str = "cases/hana/consult/plan/2024-07-20.yaml";
pub(super) const REPORT: &str = "cases/hana/consult/monitoring/2024-09-20.yaml";
pub(super) const NEXT_PLAN: &str = "cases/hana/plan/2024-09-20.yaml";
pub(super) const HOURS: &str = "提供時間: {月: \"14:30-17:30\", 水: \"14:30-17:30\"}";
pub(super) const WEEK: &str =
    "    - {曜日: [月, 水], 時間: \"14:30-17:30\", 内容: 放課後等デイサービス, 提供事業者: hoshi}\n";

/// The good neighbour of a rule's fault.
pub(super) fn good(code: &str) -> Project {
    staying(super::good(code))
}

pub(super) fn bad(code: &str) -> Project {
    staying(Project::whole().overlay(&fixtures().join(code).join("bad")))
}

/// Two plans that fit: a 確定 個別支援計画 on a 確定 障害児支援利用計画.
pub(super) fn linked() -> Project {
    good("goal-unlinked")
}

/// The same with a report of 2024-09-20.
pub(super) fn reported() -> Project {
    linked().overlay(&fixtures().join("consult-unheard/good"))
}

pub(super) fn on(project: &Project, day: &str, code: &str) -> Vec<Finding> {
    project.run(["check", "--format", "json", "--as-of", day]).findings(code)
}

/// Everything that the rules on the two plans say, as `severity code`.
fn said(project: &Project) -> Vec<String> {
    const CODES: [&str; 13] = [
        "goal-unlinked",
        "need-unanswered",
        "period-outside",
        "week-mismatch",
        "week-overlap",
        "days-over-supply",
        "provider-missing",
        "monitoring-month-missed",
        "monitoring-undecided",
        "change-without-plan",
        "monitoring-not-reflected",
        "record-unheard",
        "consult-unheard",
    ];
    let run = project.check();
    let found = run.all().into_iter().filter(|finding| CODES.contains(&finding.code.as_str()));
    found.map(|finding| format!("{} {}", finding.severity, finding.code)).collect()
}

pub(super) fn none(project: &Project, code: &str) {
    let run = project.check();
    let shape = |code: &str| shien::rules::find(code).is_none_or(|rule| rule.group == Group::Shape);
    let spoilt = run.all().iter().any(|finding| finding.severity == "error" && shape(&finding.code));
    assert!(run.findings(code).is_empty() && !spoilt, "{code}:\n{}", run.list());
}

#[test]
fn the_plans_of_the_samples_move_together() {
    assert_eq!(said(&Project::samples()), [""; 0], "{}", Project::samples().check().list());
}

#[test]
fn a_copy_is_used_for_linkage_and_not_judged() {
    let project = linked()
        .edit(CONSULT, "状態: 確定\n", "写し: true\n受領日: 2024-03-22\n状態: 確定\n")
        .edit(CONSULT, "事業所: michi", "事業所: {名称: 相談室 とおり}")
        .edit(CONSULT, "作成者: ueda", "作成者: {氏名: 遠山 薫}")
        .edit(CONSULT, "量: 月8日, 提供事業者: hoshi}", "量: 月23日, 提供事業者: hoshi}\n      - {種類: 移動支援}")
        .edit(CONSULT, "達成時期: 2024-09", "達成時期: 2026-09")
        .edit(
            CONSULT,
            WEEK,
            &format!("{WEEK}    - {{曜日: [月], 時間: \"15:00-16:00\", 内容: 水泳, 提供事業者: {{名称: 水泳}}}}\n"),
        );
    assert_eq!(said(&project), [""; 0], "{}", project.check().list());
    none(&project, "provider-missing");
    let project = project
        .edit(CONSULT, "曜日: [月, 水]", "曜日: [月, 火, 水, 木]")
        .edit(CONSULT, "終了: 2025-03-31", "終了: 2024-08-31")
        .edit(PLAN, "    項目: 本人支援\n    ニーズ: n1\n", "    項目: 本人支援\n    ニーズ:\n");
    let mut expected =
        ["warning days-over-supply", "warning goal-unlinked", "warning period-outside", "warning week-mismatch"];
    expected.sort_unstable();
    let mut found = said(&project);
    found.sort_unstable();
    assert_eq!(found, expected, "{}", project.check().list());
    let mismatch = project.check().finding("week-mismatch");
    assert!(mismatch.help.contains("相談支援専門員に伝えて"), "{mismatch:?}");
}

#[test]
fn a_copy_counts_from_the_day_on_which_it_came() {
    let unnamed = linked().edit(PLAN, "障害児支援利用計画: 2024-03-20\n", "");
    assert_eq!(unnamed.check().finding("goal-unlinked").file, PLAN);
    let late = unnamed.edit(CONSULT, "状態: 確定\n", "写し: true\n受領日: 2024-05-01\n状態: 確定\n");
    none(&late, "goal-unlinked");
}

#[test]
fn a_child_with_a_self_plan_and_no_consultant_hears_nothing() {
    let project = linked()
        .remove("cases/hana/consult")
        .remove("cases/hana/events.yaml")
        .edit(PLAN, "障害児支援利用計画: 2024-03-20\n", "")
        .edit(PLAN, "    項目: 本人支援\n    ニーズ: n1\n", "    項目: 本人支援\n")
        .edit(PLAN, "    項目: 家族支援\n    ニーズ: n1\n", "    項目: 家族支援\n")
        .edit(PLAN, "    項目: 移行支援\n    ニーズ: n1\n", "    項目: 移行支援\n")
        .edit(CHILD, "氏名: 佐藤 はな\n", "氏名: 佐藤 はな\nセルフプラン: true\n");
    assert_eq!(said(&project), [""; 0]);
    none(&project, "goal-unlinked");
}

#[test]
fn a_draft_is_judged_until_a_plan_has_come_of_it() {
    let draft = linked().edit(PLAN, "状態: 確定", "状態: 原案").edit(
        PLAN,
        "    項目: 本人支援\n    ニーズ: n1\n",
        "    項目: 本人支援\n",
    );
    let line = draft.line_of(PLAN, "id: s1");
    let finding = draft.check().finding("goal-unlinked");
    assert_eq!((finding.file.as_str(), finding.line, finding.labels.len()), (PLAN, line, 1));
    assert!(finding.help.contains("n1(友だちの輪に入る"), "{}", finding.help);
    let text = draft.text(PLAN).replace("状態: 原案", "状態: 確定\n原案: 2024-03-28");
    let both = draft.file(
        "cases/hana/plan/2024-03-30.yaml",
        text.replace("作成日: 2024-03-28\n作成者", "作成日: 2024-03-30\n作成者"),
    );
    assert_eq!(both.check().finding("goal-unlinked").file, "cases/hana/plan/2024-03-30.yaml");
}

#[test]
fn a_row_for_the_family_without_a_need_is_information() {
    let project = linked().edit(PLAN, "    項目: 家族支援\n    ニーズ: n1\n", "    項目: 家族支援\n");
    let finding = project.check().finding("goal-unlinked");
    assert_eq!((finding.severity.as_str(), finding.line), ("info", project.line_of(PLAN, "id: s2")));
    assert!(finding.message.starts_with("家族支援の行"), "{}", finding.message);
}

/// A second 障害児支援利用計画 from August on, with its week.
pub(super) fn replaced(project: Project, week: &str) -> Project {
    let text = project.text(CONSULT);
    let text = text
        .replace("作成日: 2024-03-20", "作成日: 2024-07-20")
        .replace("計画期間: {開始: 2024-04-01", "計画期間: {開始: 2024-08-01")
        .replace("開始年月: 2024-04", "開始年月: 2024-08")
        .replace(WEEK, week);
    project.file(NEXT_CONSULT, text)
}

#[test]
fn a_plan_that_stands_on_a_replaced_one_is_told_so() {
    let project = replaced(linked(), WEEK);
    none(&project, "goal-unlinked");
    let later = project
        .text(PLAN)
        .replace("作成日: 2024-03-28\n作成者", "作成日: 2024-09-20\n作成者")
        .replace("計画期間: {開始: 2024-04-01, 終了: 2024-09-30}", "計画期間: {開始: 2024-10-01, 終了: 2025-03-31}");
    let project = project.file(NEXT_PLAN, later);
    let finding = project.check().finding("goal-unlinked");
    assert_eq!((finding.file.as_str(), finding.line), (NEXT_PLAN, project.line_of(NEXT_PLAN, "障害児支援利用計画:")));
    assert!(finding.help.contains("`障害児支援利用計画: 2024-07-20`"), "{}", finding.help);
    none(&project.edit(NEXT_PLAN, "障害児支援利用計画: 2024-03-20", "障害児支援利用計画: 2024-07-20"), "goal-unlinked");
}

#[test]
fn a_need_is_answered_by_the_office_and_service_it_names() {
    let service = "種類: 放課後等デイサービス, 内容: 休む場所の用意, 量: 月8日, 提供事業者: hoshi";
    let project = bad("need-unanswered");
    let finding = project.check().finding("need-unanswered");
    assert_eq!(finding.line, project.line_of(PLAN, "障害児支援利用計画:"));
    assert_eq!(finding.labels, [(CONSULT.to_owned(), project.line_of(CONSULT, "id: n2"))]);
    let by_name = project.edit(CONSULT, service, &service.replace("hoshi", "放課後等デイサービス　ほし"));
    assert_eq!(by_name.check().findings("need-unanswered").len(), 1);
    let short = bad("need-unanswered").edit(CONSULT, service, &service.replace("hoshi", "ほし"));
    assert_eq!(short.check().findings("need-unanswered").len(), 1);
    for other in [
        service.replace("hoshi", "{名称: 放課後等デイサービス つき}"),
        service.replace("放課後等デイサービス", "日中一時支援"),
    ] {
        none(&bad("need-unanswered").edit(CONSULT, service, &other), "need-unanswered");
    }
    let without_reason = good("need-unanswered").edit(PLAN, ", 理由: 診察の結果を待ち、6月の見直しで取り上げる。", "");
    let finding = without_reason.check().finding("need-unanswered");
    assert_eq!(finding.line, without_reason.line_of(PLAN, "{id: n2"));
    assert!(finding.message.contains("理由"), "{}", finding.message);
}

#[test]
fn a_plan_may_outlive_its_consultation_plan_until_that_has_run_out() {
    let project = bad("period-outside");
    assert_eq!(on(&project, "2024-08-31", "period-outside")[0].severity, "info");
    assert_eq!(on(&project, "2024-09-01", "period-outside")[0].severity, "warning");
}

#[test]
fn the_end_of_the_certificate_is_no_limit_for_periods() {
    none(&linked().edit(CHILD, "終了: 2025-03-31", "終了: 2024-06-30"), "period-outside");
}

#[test]
fn short_goals_lie_within_long_ones_and_needs_within_their_plan() {
    let goal = linked().edit(
        PLAN,
        "  期間: {開始: 2024-04-01, 終了: 2025-03-31}",
        "  期間: {開始: 2024-04-01, 終了: 2024-08-31}",
    );
    let finding = goal.check().finding("period-outside");
    assert_eq!(finding.line, goal.line_of(PLAN, "短期目標:") + 2);
    assert_eq!(finding.labels, [(PLAN.to_owned(), goal.line_of(PLAN, "長期目標:") + 2)]);
    let need = linked().edit(CONSULT, "評価時期: 2024-09", "評価時期: 2025-04");
    assert_eq!(need.check().finding("period-outside").line, need.line_of(CONSULT, "評価時期:"));
}

#[test]
fn a_draft_and_informal_help_need_no_provider() {
    let fault = bad("provider-missing");
    let finding = fault.check().finding("provider-missing");
    assert_eq!((finding.severity.as_str(), finding.line), ("error", fault.line_of(CONSULT, "移動支援")));
    none(&fault.edit(CONSULT, "状態: 確定", "状態: 案"), "provider-missing");
}
