//! The edges of the rules on the two plans: copies, self-plans, every other week, two offices, plans that were replaced.

use super::fixtures;
use crate::driver::{CHILD, Finding, PLAN, Project};
use shien::rules::Group;

const CONSULT: &str = "cases/hana/consult/plan/2024-03-20.yaml";
const NEXT_CONSULT: &str = "cases/hana/consult/plan/2024-07-20.yaml";
const REPORT: &str = "cases/hana/consult/monitoring/2024-09-20.yaml";
const NEXT_PLAN: &str = "cases/hana/plan/2024-09-20.yaml";
const HOURS: &str = "提供時間: {月: \"14:30-17:30\", 水: \"14:30-17:30\"}";
const WEEK: &str = "    - {曜日: [月, 水], 時間: \"14:30-17:30\", 内容: 放課後等デイサービス, 提供事業者: hoshi}\n";

/// The good neighbour of a rule's fault.
fn good(code: &str) -> Project {
    Project::new().overlay(&fixtures().join(code).join("good"))
}

fn bad(code: &str) -> Project {
    Project::new().overlay(&fixtures().join(code).join("bad"))
}

/// Two plans that fit: a 確定 個別支援計画 on a 確定 障害児支援利用計画.
fn linked() -> Project {
    good("goal-unlinked")
}

/// The same with a report of 2024-09-20.
fn reported() -> Project {
    linked().overlay(&fixtures().join("consult-unheard/good"))
}

fn on(project: &Project, day: &str, code: &str) -> Vec<Finding> {
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
    none(project, "syntax-invalid");
    let found = run.all().into_iter().filter(|finding| CODES.contains(&finding.code.as_str()));
    found.map(|finding| format!("{} {}", finding.severity, finding.code)).collect()
}

fn none(project: &Project, code: &str) {
    let run = project.check();
    let shape = |code: &str| shien::rules::find(code).is_none_or(|rule| rule.group == Group::Shape);
    let spoilt = run.all().iter().any(|finding| finding.severity == "error" && shape(&finding.code));
    assert!(run.findings(code).is_empty() && !spoilt, "{code}:\n{}", run.list());
}

/// The missed months that are reported on a day, without the words around them.
fn missed(project: &Project, day: &str) -> Vec<String> {
    let found = on(project, day, "monitoring-month-missed").into_iter();
    let month = |finding: Finding| Some(finding.message.split("モニタリングの月 ").nth(1)?[..7].to_owned());
    found.filter_map(month).collect()
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
    let project = project
        .edit(CONSULT, "曜日: [月, 水]", "曜日: [月, 火, 水, 木]")
        .edit(CONSULT, "終了: 2025-03-31", "終了: 2024-08-31")
        .edit(PLAN, "    ニーズ: n1\n", "    ニーズ:\n");
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
        .edit(PLAN, "障害児支援利用計画: 2024-03-20\n", "")
        .edit(PLAN, "    ニーズ: n1\n", "")
        .edit(CHILD, "氏名: 佐藤 はな\n", "氏名: 佐藤 はな\nセルフプラン: true\n");
    assert_eq!(said(&project), [""; 0]);
}

#[test]
fn a_draft_is_judged_until_a_plan_has_come_of_it() {
    let draft = linked().edit(PLAN, "状態: 確定", "状態: 原案").edit(PLAN, "    ニーズ: n1\n", "");
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
    let row = "  - id: s2\n    項目: 家族支援\n    課題: {内容: 休む時間がとれない。, 誰の: 保護者}\n    支援目標: 母が月に2回、自分の時間をもつ。\n    支援内容: 面談で過ごし方を一緒に考える。\n    達成時期: 2024-09-30\n    担当者: [suzuki]\n別表:\n";
    let project = linked().edit(PLAN, "別表:\n", row);
    let finding = project.check().finding("goal-unlinked");
    assert_eq!((finding.severity.as_str(), finding.line), ("info", project.line_of(PLAN, "id: s2")));
    assert!(finding.message.starts_with("家族支援の行"), "{}", finding.message);
}

/// A second 障害児支援利用計画 from August on, with its week.
fn replaced(project: Project, week: &str) -> Project {
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
fn days_that_are_not_weekly_may_stand_in_the_timetable_or_not() {
    let fortnightly = good("week-mismatch");
    none(&fortnightly, "week-mismatch");
    none(&fortnightly.edit(PLAN, HOURS, &HOURS.replace('}', ", 金: \"14:30-17:30\"}")), "week-mismatch");
    let extra = linked().edit(PLAN, HOURS, &HOURS.replace('}', ", 金: \"14:30-17:30\"}"));
    let finding = extra.check().finding("week-mismatch");
    assert_eq!((finding.line, finding.labels[0].1), (extra.line_of(PLAN, "提供時間:"), extra.line_of(CONSULT, WEEK)));
    assert!(finding.help.contains("金 が週間計画表にありません"), "{}", finding.help);
}

#[test]
fn a_saturday_may_stand_in_the_timetable_for_holidays() {
    let saturday = "    - {曜日: [土], 時間: \"10:00-15:00\", 内容: 放課後等デイサービス, 提供事業者: hoshi}\n";
    let week = linked().edit(CONSULT, WEEK, &format!("{WEEK}{saturday}")).edit(CONSULT, "月8日", "月12日");
    assert_eq!(week.check().findings("week-mismatch").len(), 1);
    let table = format!(
        "{HOURS}\n  - 名称: 土曜\n    区分: 学校休業日\n    作成日: 2024-03-28\n    提供時間: {{土: \"10:00-15:00\"}}"
    );
    none(&week.edit(PLAN, HOURS, &table), "week-mismatch");
}

#[test]
fn hours_differ_only_when_they_never_meet() {
    for (hours, speaks) in [("13:00-16:00", false), ("9:00-12:00", true), ("9:00-14:30", true)] {
        let project = linked().edit(CONSULT, "時間: \"14:30-17:30\"", &format!("時間: \"{hours}\""));
        let found = project.check().findings("week-mismatch");
        assert_eq!(found.len(), usize::from(speaks), "{hours}: {found:?}");
    }
    let extended = format!("{HOURS}\n    延長: {{月: {{支援後: \"17:30-18:30\"}}, 水: {{支援後: \"17:30-18:30\"}}}}");
    let project = linked().edit(CONSULT, "時間: \"14:30-17:30\"", "時間: \"17:30-18:30\"").edit(PLAN, HOURS, &extended);
    none(&project, "week-mismatch");
}

#[test]
fn an_office_without_a_place_in_the_week_is_told_so() {
    let home = "    - {曜日: [土], 時間: \"10:00-12:00\", 内容: 図書館}\n";
    let project = linked().edit(CONSULT, WEEK, home);
    assert_eq!(project.check().finding("week-mismatch").file, CONSULT, "once, where it is to be written");
    let project = project.edit(CONSULT, "量: 月8日, ", "");
    let finding = project.check().finding("week-mismatch");
    assert_eq!((finding.file.as_str(), finding.line), (PLAN, project.line_of(PLAN, "提供時間:")));
    let elsewhere = project.edit(CONSULT, home, &format!("{home}  週単位以外のサービス: ほしは月により決める。\n"));
    none(&elsewhere, "week-mismatch");
    // An entry that names the service and nobody is the only office's.
    none(&linked().edit(CONSULT, WEEK, &WEEK.replace(", 提供事業者: hoshi", "")), "week-mismatch");
}

#[test]
fn a_week_that_changed_with_a_new_plan_waits_for_the_timetable() {
    let week = WEEK.replace("月, 水", "月, 木");
    let project = replaced(linked(), &week);
    let finding = project.check().finding("week-mismatch");
    assert_eq!((finding.file.as_str(), finding.labels[0].0.as_str()), (PLAN, NEXT_CONSULT));
    let followed = project.edit(
        PLAN,
        HOURS,
        &format!("{HOURS}\n  - 名称: 8月から\n    区分: 授業日\n    作成日: 2024-07-25\n    適用: {{開始: 2024-08-01}}\n    提供時間: {{月: \"14:30-17:30\", 木: \"14:30-17:30\"}}"),
    );
    none(&followed, "week-mismatch");
}

#[test]
fn the_amount_of_a_service_fits_the_days_of_its_week() {
    for (amount, speaks) in [
        ("月8日", false),
        ("月10日", false),
        ("月12日", true),
        ("月6日", true),
        ("週2日", false),
        ("週3日", true),
        ("必要に応じて", false),
        ("月30時間", false),
    ] {
        let project = linked().edit(CONSULT, "量: 月8日", &format!("量: {amount}"));
        let found = project.check().findings("week-mismatch");
        assert_eq!(found.len(), usize::from(speaks), "{amount}: {found:?}");
    }
    // Two needs may each say their part.
    let part = "{種類: 放課後等デイサービス, 内容: 少人数の遊び, 量: 月4日, 提供事業者: hoshi}";
    let parts = linked().edit(
        CONSULT,
        "{種類: 放課後等デイサービス, 内容: 少人数の遊び, 量: 月8日, 提供事業者: hoshi}",
        &format!("{part}\n      - {part}"),
    );
    none(&parts, "week-mismatch");
}

#[test]
fn a_provider_of_the_week_is_in_some_need() {
    let entry = "    - {曜日: [火], 時間: \"15:00-18:00\", 内容: 放課後等デイサービス, 提供事業者: {名称: 放課後等デイサービス つき}}\n";
    let project = linked().edit(CONSULT, WEEK, &format!("{WEEK}{entry}"));
    let finding = project.check().finding("week-mismatch");
    assert_eq!(finding.line, project.line_of(CONSULT, entry));
    let school = "    - {曜日: [火], 時間: \"8:00-14:00\", 内容: 小学校, 提供事業者: {名称: みどり小学校}}\n";
    none(&linked().edit(CONSULT, WEEK, &format!("{WEEK}{school}")), "week-mismatch");
}

#[test]
fn two_offices_of_one_service_are_counted_together_and_a_shared_day_once() {
    let project = bad("days-over-supply");
    let finding = project.check().finding("days-over-supply");
    assert_eq!(finding.severity, "warning");
    assert_eq!(finding.labels, [(CHILD.to_owned(), project.line_of(CHILD, "支給量"))]);
    none(&project.edit(CONSULT, "曜日: [火, 木]", "曜日: [月, 木]"), "days-over-supply");
}

#[test]
fn the_supply_is_read_as_certificates_write_it() {
    let days = |days: &str, supply: &str| {
        let project = linked().edit(CONSULT, "[月, 水]", days).edit(CHILD, "月15日", supply);
        let found = project.check().findings("days-over-supply");
        found.into_iter().map(|finding| finding.severity).collect::<Vec<_>>()
    };
    assert_eq!(days("[月, 火, 水, 木, 金]", "当該月の日数−8日"), [""; 0]);
    assert_eq!(days("[月, 火, 水, 木, 金, 土]", "当該月の日数−8日"), ["warning"]);
    assert_eq!(days("[月, 火, 水, 木, 金]", "月23日"), [""; 0]);
    assert_eq!(days("[月, 火, 水, 木, 金]", "月20日"), ["info"]);
    assert_eq!(days("[月, 水]", "月20時間"), [""; 0]);
}

#[test]
fn the_timetables_of_a_child_without_a_consultation_plan_are_counted_too() {
    let project = linked()
        .remove("cases/hana/consult")
        .edit(PLAN, "障害児支援利用計画: 2024-03-20\n", "")
        .edit(CHILD, "月15日", "月7日");
    let finding = project.check().finding("days-over-supply");
    assert_eq!((finding.file.as_str(), finding.line), (PLAN, project.line_of(PLAN, "提供時間:")));
    none(&project.edit(PLAN, "状態: 確定", "状態: 原案"), "days-over-supply");
}

#[test]
fn a_fault_of_the_week_plan_is_not_said_again_of_the_timetable() {
    let project = linked().edit(CHILD, "月15日", "月7日");
    assert_eq!(project.check().finding("days-over-supply").file, CONSULT);
}

#[test]
fn entries_overlap_as_a_warning_between_providers_and_as_information_at_home() {
    assert_eq!(bad("week-overlap").check().finding("week-overlap").severity, "warning");
    let home = bad("week-overlap").edit(CONSULT, ", 提供事業者: {名称: みどり野スイミングクラブ}", "");
    assert_eq!(home.check().finding("week-overlap").severity, "info");
}

#[test]
fn a_draft_and_informal_help_need_no_provider() {
    let fault = bad("provider-missing");
    let finding = fault.check().finding("provider-missing");
    assert_eq!((finding.severity.as_str(), finding.line), ("error", fault.line_of(CONSULT, "移動支援")));
    none(&fault.edit(CONSULT, "状態: 確定", "状態: 案"), "provider-missing");
}

/// The plan of the two examples of the question and answer of 2012: decided for 2012-05 to 2013-04.
fn of_2012(interval: u32, reports: &[&str]) -> Project {
    let plan = linked().text(CONSULT);
    let plan = plan
        .replace("作成日: 2024-03-20", "作成日: 2012-04-20")
        .replace("{開始: 2024-04-01, 終了: 2025-03-31}", "{開始: 2012-05-01, 終了: 2013-04-30}")
        .replace("[{間隔: 6, 開始年月: 2024-04}]", &format!("[{{間隔: {interval}, 開始年月: 2012-05}}]"));
    let project = Project::new()
        .file("cases/hana/consult/plan/2012-04-20.yaml", plan)
        .edit(CHILD, "{開始: 2024-04-01, 終了: 2025-03-31}", "{開始: 2012-05-01, 終了: 2013-04-30}")
        .edit(CHILD, "開始日: 2024-04-08", "開始日: 2012-05-07");
    let report = reported().text(REPORT).replace("計画: 2024-03-20", "計画: 2012-04-20");
    reports.iter().fold(project, |project, day| {
        project.file(
            &format!("cases/hana/consult/monitoring/{day}.yaml"),
            report.replace("実施日: 2024-09-20", &format!("実施日: {day}")),
        )
    })
}

#[test]
fn the_two_examples_of_the_question_and_answer_of_2012_end_to_end() {
    let everything = "2014-01-01";
    assert_eq!(missed(&of_2012(3, &[]), everything), ["2012-07", "2012-10", "2013-01", "2013-04"]);
    assert_eq!(missed(&of_2012(6, &[]), everything), ["2012-10", "2013-04"]);
    assert_eq!(missed(&of_2012(3, &["2012-07-02", "2012-10-31", "2013-04-30"]), everything), ["2013-01"]);
    // A month that is not over is not missed.
    assert_eq!(missed(&of_2012(3, &[]), "2012-10-31"), ["2012-07"]);
    assert_eq!(missed(&of_2012(3, &[]), "2012-11-01"), ["2012-07", "2012-10"]);
}

#[test]
fn a_report_of_the_month_after_is_late() {
    let late = linked().file(
        "cases/hana/consult/monitoring/2024-10-03.yaml",
        reported().text(REPORT).replace("2024-09-20", "2024-10-03"),
    );
    let found = on(&late, "2024-12-01", "monitoring-month-missed");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].severity, "warning");
    assert!(found[0].message.contains("翌月(2024-10-03)"), "{}", found[0].message);
    // The month after is due itself: its report is its own.
    let monthly = late.edit(CONSULT, "{間隔: 6, 開始年月: 2024-04}", "{間隔: 1, 開始年月: 2024-09}");
    let found = on(&monthly, "2024-11-01", "monitoring-month-missed");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].severity, "error");
}

#[test]
fn the_months_come_from_the_certificate_where_the_plan_says_none() {
    let bare = linked().edit(CONSULT, "モニタリング期間: [{間隔: 6, 開始年月: 2024-04}]\n", "");
    assert_eq!(missed(&bare, "2026-04-01"), ["2025-03"]);
    let project = bare.edit(
        CHILD,
        "支給量: 月15日}]\n",
        "支給量: 月15日}]\n    モニタリング: [{間隔: 1, 開始年月: 2024-04, 回数: 3}, {間隔: 6, 開始年月: 2024-07}]\n",
    );
    assert_eq!(missed(&project, "2026-04-01"), ["2024-04", "2024-05", "2024-06", "2024-12", "2025-03"]);
    let found = on(&project, "2026-04-01", "monitoring-month-missed");
    assert!(
        found.iter().all(|finding| finding.file == CHILD && finding.line == project.line_of(CHILD, "モニタリング"))
    );
}

#[test]
fn a_plan_s_months_end_where_the_next_plan_begins() {
    let project = replaced(linked(), WEEK);
    // 2024-09 was the old plan's month; the new one counts from August: 2025-01, and the last month.
    assert_eq!(missed(&project, "2026-04-01"), ["2025-01", "2025-03"]);
    let copy = project.edit(NEXT_CONSULT, "状態: 確定\n", "写し: true\n状態: 確定\n");
    assert_eq!(missed(&copy, "2026-04-01"), [""; 0]);
}

#[test]
fn no_month_is_due_while_nothing_is_used() {
    let used = "開始日: 2024-04-08}";
    let with = |more: &str| missed(&linked().edit(CHILD, used, &format!("開始日: 2024-04-08, {more}}}")), "2026-04-01");
    assert_eq!(with("終了日: 2024-12-20"), ["2024-09"]);
    assert_eq!(with("休止: [{開始: 2024-08-15, 終了: 2024-10-31}]"), ["2025-03"]);
    assert_eq!(with("休止: [{開始: 2024-08-15, 終了: 2024-09-20}]"), ["2024-09", "2025-03"]);
}

#[test]
fn a_report_decides_every_need_in_three_questions() {
    let none_chosen = reported().edit(REPORT, "    変更の必要性: {種類: 無, 量: 無, 週間計画: 無}\n", "");
    let finding = none_chosen.check().finding("monitoring-undecided");
    assert_eq!((finding.severity.as_str(), finding.line), ("error", none_chosen.line_of(REPORT, "id: n1")));
    assert!(finding.message.contains("種類・量・週間計画"), "{}", finding.message);
    none(&none_chosen.edit(REPORT, "結果: 継続", "結果: 終了"), "monitoring-undecided");
    let left_out = bad("need-unanswered").file(REPORT, reported().text(REPORT));
    let finding = left_out.check().finding("monitoring-undecided");
    assert_eq!(finding.labels, [(CONSULT.to_owned(), left_out.line_of(CONSULT, "id: n2"))]);
}

#[test]
fn a_report_that_goes_on_and_changes_contradicts_itself_and_says_it_once() {
    let project = reported().edit(REPORT, "週間計画: 無", "週間計画: 有");
    let finding = project.check().finding("monitoring-undecided");
    assert_eq!((finding.severity.as_str(), finding.line), ("warning", project.line_of(REPORT, "結果:")));
    none(&project, "change-without-plan");
    // 様式3-2 with the new week is the change itself.
    let week = "週間計画:\n  開始年月: 2024-10\n  予定:\n    - {曜日: [月, 木], 時間: \"14:30-17:30\", 内容: 放課後等デイサービス, 提供事業者: hoshi}\n";
    let text = format!("{}{week}", project.text(REPORT));
    none(&project.file(REPORT, text), "monitoring-undecided");
}

#[test]
fn a_change_waits_for_its_plan_until_the_end_of_the_next_month() {
    let project = bad("change-without-plan");
    assert!(on(&project, "2024-10-31", "change-without-plan").is_empty());
    assert_eq!(on(&project, "2024-11-01", "change-without-plan").len(), 1);
    none(&good("change-without-plan"), "change-without-plan");
    none(&bad("change-without-plan").edit(REPORT, "結果: 変更", "結果: 終了"), "change-without-plan");
    // A plan may lie ready before the report is signed.
    let text = good("change-without-plan").text("cases/hana/consult/plan/2024-10-10.yaml");
    let ready = bad("change-without-plan")
        .file("cases/hana/consult/plan/2024-09-10.yaml", text.replace("作成日: 2024-10-10", "作成日: 2024-09-10"));
    none(&ready, "change-without-plan");
    let ended =
        bad("change-without-plan").edit(CHILD, "開始日: 2024-04-08}", "開始日: 2024-04-08, 終了日: 2024-10-20}");
    none(&ended, "change-without-plan");
    let renewal = bad("change-without-plan").edit(REPORT, "結果: 変更", "結果: 更新");
    assert!(on(&renewal, "2025-03-31", "change-without-plan").is_empty(), "until the end of the plan");
    assert_eq!(on(&renewal, "2025-04-01", "change-without-plan").len(), 1);
}

#[test]
fn a_plan_after_the_next_report_is_not_this_report_s() {
    let next = reported().text(REPORT).replace("2024-09-20", "2024-12-10");
    let plan = good("change-without-plan").text("cases/hana/consult/plan/2024-10-10.yaml");
    let project = bad("change-without-plan")
        .file("cases/hana/consult/monitoring/2024-12-10.yaml", next)
        .file("cases/hana/consult/plan/2025-01-10.yaml", plan.replace("2024-10-10", "2025-01-10"));
    assert_eq!(project.check().finding("change-without-plan").file, REPORT);
}

#[test]
fn a_row_to_change_is_changed_and_the_last_record_counts() {
    let record = "cases/hana/monitoring/2024-09-12.yaml";
    let change = || bad("monitoring-not-reflected").edit(record, "今後: 終了", "今後: 変更");
    let finding = change().check().finding("monitoring-not-reflected");
    assert_eq!((finding.file.as_str(), finding.labels[0].0.as_str()), (NEXT_PLAN, record));
    none(&change().edit(NEXT_PLAN, "担当者: [mori]", "担当者: [mori, suzuki]"), "monitoring-not-reflected");
    // A row that has ended may not come back under another id, and its id may serve another goal.
    let renamed = bad("monitoring-not-reflected").edit(NEXT_PLAN, "id: s1", "id: s9");
    assert_eq!(renamed.check().findings("monitoring-not-reflected").len(), 1);
    let other_goal =
        bad("monitoring-not-reflected").edit(NEXT_PLAN, "支援目標: 「いれて」", "支援目標: 自分から「いれて」");
    none(&other_goal, "monitoring-not-reflected");
    let text =
        change().text(record).replace("今後: 変更", "今後: 継続").replace("実施日: 2024-09-12", "実施日: 2024-09-18");
    none(&change().file("cases/hana/monitoring/2024-09-18.yaml", text), "monitoring-not-reflected");
}

#[test]
fn a_record_that_could_not_be_heard_is_not_missed() {
    let project = bad("record-unheard");
    let finding = project.check().finding("record-unheard");
    assert_eq!(finding.line, project.line_of(REPORT, "聞き取り:"));
    assert!(finding.help.contains("`記録: monitoring/2024-09-12`"), "{}", finding.help);
    none(&project.edit(REPORT, "日付: 2024-09-18", "日付: 2024-09-10"), "record-unheard");
    // What an earlier report has heard is not heard again.
    let earlier = reported().text(REPORT).replace("2024-09-20", "2024-09-15");
    none(
        &bad("record-unheard").file(
            "cases/hana/consult/monitoring/2024-09-15.yaml",
            earlier.replace("日付: 2024-09-18", "日付: 2024-09-11"),
        ),
        "record-unheard",
    );
}

#[test]
fn every_office_of_the_plan_is_heard_while_it_is_used() {
    let fault = || bad("consult-unheard");
    let finding = fault().check().finding("consult-unheard");
    assert_eq!(finding.labels, [(CONSULT.to_owned(), fault().line_of(CONSULT, "提供事業者: hoshi"))]);
    none(&fault().edit(CHILD, "開始日: 2024-04-08}", "開始日: 2024-04-08, 終了日: 2024-08-31}"), "consult-unheard");
    let service = "量: 月8日, 提供事業者: hoshi}";
    let informal = fault().edit(CONSULT, service, "量: 月8日, 提供事業者: hoshi, 区分: インフォーマル}");
    none(&informal, "consult-unheard");
    let with = |other: &str| good("consult-unheard").edit(CONSULT, service, &format!("{service}\n      - {other}"));
    none(&with("{種類: 発達外来, 提供事業者: {名称: みどり野こどもクリニック}}"), "consult-unheard");
    none(&with("{種類: 障害児相談支援, 提供事業者: michi}"), "consult-unheard");
    let other = with("{種類: 放課後等デイサービス, 提供事業者: {名称: 放課後等デイサービス つき}}");
    assert!(other.check().finding("consult-unheard").message.contains("つき"));
}
