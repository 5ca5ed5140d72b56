//! The edges of the rules on monitoring: its months, what a report decides, what follows from it, who was heard.

use super::linkage::{CONSULT, NEXT_CONSULT, NEXT_PLAN, REPORT, WEEK, bad, good, linked, none, on, replaced, reported};
use crate::driver::{CHILD, Finding, Project};

/// The missed months that are reported on a day, without the words around them.
fn missed(project: &Project, day: &str) -> Vec<String> {
    let found = on(project, day, "monitoring-month-missed").into_iter();
    let month = |finding: Finding| Some(finding.message.split("モニタリングの月 ").nth(1)?[..7].to_owned());
    found.filter_map(month).collect()
}

/// The plan of the two examples of the question and answer of 2012: decided for 2012-05 to 2013-04.
fn of_2012(interval: u32, reports: &[&str]) -> Project {
    let plan = linked().text(CONSULT);
    let plan = plan
        .replace("案: 2024-03-10\n", "")
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
