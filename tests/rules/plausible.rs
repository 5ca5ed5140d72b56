//! What one file shows by itself, over the samples as somebody spoilt them: each finding at its exact place.

use crate::driver::{Finding, Project, Run};
use std::sync::LazyLock;

const CHILD: &str = "cases/hana/child.yaml";
const EVENTS: &str = "cases/hana/events.yaml";
const PLAN: &str = "cases/hana/plan/2024-03-28.yaml";
const MAP: &str = "cases/hana/consult/plan/2024-03-20.yaml";
const MEETING: &str = "cases/hana/meeting/2024-03-25.md";
const MONITORING: &str = "cases/hana/monitoring/2024-09-12.yaml";

fn check(project: &Project) -> Run {
    project.run(["check", "hana", "--format", "json", "--as-of", "2026-04-01"])
}

/// What is found beyond what is found in the samples as they are.
fn new_findings(project: &Project) -> Vec<Finding> {
    static BEFORE: LazyLock<Vec<Finding>> = LazyLock::new(|| check(&Project::copied()).all());
    check(project).all().into_iter().filter(|finding| !BEFORE.contains(finding)).collect()
}

/// Code, severity, file and line.
fn places(findings: &[Finding]) -> Vec<(&str, &str, &str, u64)> {
    let of = |finding: &'_ Finding| finding.line;
    findings
        .iter()
        .map(|finding| (finding.code.as_str(), finding.severity.as_str(), finding.file.as_str(), of(finding)))
        .collect()
}

#[test]
fn hours_that_run_backwards_are_said_in_each_kind_of_paper() {
    let project = Project::copied()
        .edit(PLAN, "提供時間: {月: \"14:30-17:30\"", "提供時間: {月: \"17:30-14:30\"")
        .edit(MEETING, "日時: 2024-03-25 09:00-10:00", "日時: 2024-03-25 10:00-09:00")
        .edit(MAP, "{曜日: [月, 水, 金], 時間: \"14:30-17:30\"", "{曜日: [月, 水, 金], 時間: \"17:30-14:30\"");
    let hours = new_findings(&project);
    assert_eq!(
        places(&hours),
        [
            ("hours-reversed", "error", MAP, project.line_of(MAP, "17:30-14:30")),
            ("hours-reversed", "error", MEETING, project.line_of(MEETING, "日時:")),
            ("schedule-invalid", "error", PLAN, project.line_of(PLAN, "17:30-14:30")),
        ],
        "{hours:?}"
    );
    assert!(hours[0].message.contains("翌日までの 21時間"), "{}", hours[0].message);
    assert!(hours[1].help.contains("2024-03-25 9:00-10:00"), "{}", hours[1].help);
    assert!(hours[2].help.contains("\"14:30-17:30\""), "{}", hours[2].help);
}

#[test]
fn an_extension_inside_the_hours_is_said_and_one_beside_them_is_not() {
    let project =
        Project::copied().edit(PLAN, "延長: {金: {支援後: \"17:30-18:30\"}}", "延長: {金: {支援後: \"17:00-18:00\"}}");
    let finding = check(&project).finding("schedule-invalid");
    assert_eq!((finding.file.as_str(), finding.line), (PLAN, project.line_of(PLAN, "17:00-18:00")));
    assert!(finding.message.contains("金曜日の支援後の延長(17:00-18:00)が、提供時間(14:30-17:30)に重なって"));
}

#[test]
fn a_row_copied_with_its_name_is_said_with_the_row_that_has_none() {
    let project = Project::copied().edit(MONITORING, "  - 行: s7\n", "  - 行: s1\n");
    let found = new_findings(&project);
    let text = project.text(MONITORING);
    let again = text[..text.rfind("行: s1").expect("the copy")].matches('\n').count() as u64 + 1;
    assert_eq!(
        places(&found),
        [
            ("monitoring-row-missing", "warning", MONITORING, project.line_of(MONITORING, "支援:")),
            ("id-duplicate", "error", MONITORING, again),
        ],
        "{found:?}"
    );
    assert!(found[0].message.contains("支援 s7 の評価がありません"), "{}", found[0].message);
    assert!(found[1].message.starts_with("支援の行「s1」の評価が二つあります(一部達成 と "), "{}", found[1].message);
    assert!(found[1].help.contains("結果のない行: s7"), "{}", found[1].help);
}

#[test]
fn ids_that_were_typed_as_japanese_is_are_said_with_their_right_spelling() {
    for (right, wrong, severity, help) in [
        ("担当者: [ito, kato]", "担当者: [ito、kato]", "error", "`[ito, kato]`"),
        ("担当者: [ito, kato]", "担当者: [ito・kato]", "error", "`[ito, kato]`"),
        ("担当者: [ito, kato]", "担当者: [ｉｔｏ]", "error", "`ito`"),
        (
            "担当者: [ito, kato]",
            "担当者: [もり]",
            "warning",
            "職員の id(arai、suzuki、mori、ito、kato)か、保育士 のような職種",
        ),
        ("担当者: [ito, kato]", "担当者: [森 由紀]", "warning", "`mori`"),
        ("提供機関: [school, soudan]", "提供機関: [school、soudan]", "error", "`[school, soudan]`"),
        ("作成者: suzuki", "作成者: ｓｕｚｕｋｉ", "error", "`suzuki`"),
        ("作成者: suzuki", "作成者: suzuki、mori", "error", "ここには一つだけを書きます(suzuki、mori のどれか)"),
    ] {
        let project = Project::copied().edit(PLAN, right, wrong);
        let found: Vec<Finding> =
            new_findings(&project).into_iter().filter(|finding| finding.code == "reference-unknown").collect();
        let line = project.line_of(PLAN, wrong);
        assert_eq!(places(&found), [("reference-unknown", severity, PLAN, line)], "{wrong}: {found:?}");
        assert!(found[0].help.contains(help), "{wrong}: {}", found[0].help);
    }
    let titles = Project::copied().edit(PLAN, "担当者: [ito, kato]", "担当者: [作業療法士, 全職員, 保護者]");
    assert_eq!(new_findings(&titles), [], "a 職種 and a word for people is none");
}

#[test]
fn ids_hidden_in_a_line_of_the_trail_are_said_too() {
    let project = Project::copied()
        .edit(EVENTS, "日付: 2024-04-01, 職員: [mori, ito, kato, arai]", "日付: 2024-04-01, 職員: [mori、ito, kato]")
        .edit(EVENTS, "相手: [school, jidohome]", "相手: [school、jidohome]");
    let found: Vec<Finding> =
        new_findings(&project).into_iter().filter(|finding| finding.code == "reference-unknown").collect();
    let line = |needle| project.line_of(EVENTS, needle);
    assert_eq!(
        found.iter().map(|finding| finding.line).collect::<Vec<_>>(),
        [line("[mori、ito"), line("[school、jidohome]")].into_iter().rev().collect::<Vec<_>>(),
        "{found:?}"
    );
}

#[test]
fn a_copied_child_is_said_with_the_number_that_two_have() {
    let samples = Project::copied();
    let taro = samples.text(CHILD).replace("佐藤 はな", "佐藤 太郎").replace("さとう はな", "さとう たろう");
    let project = samples.file("cases/taro/child.yaml", &taro);
    let shared = |project: &Project, child| {
        project.run(["check", child, "--format", "json", "--as-of", "2026-04-01"]).findings("certificate-shared")
    };
    for (child, other) in [("hana", "佐藤 太郎(taro)"), ("taro", "佐藤 はな(hana)")] {
        let found = shared(&project, child);
        let file = format!("cases/{child}/child.yaml");
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            (found[0].file.as_str(), found[0].line),
            (file.as_str(), project.line_of(&file, "番号: \"0012345678\""))
        );
        assert!(found[0].message.contains(other) && found[0].message.contains("生年月日・住所・電話も同じです"));
    }
    // The number mended and nothing else: still a copy, unless the two are twins.
    let mended = project.file("cases/taro/child.yaml", taro.replace("0012345678", "0012345686"));
    let found = shared(&mended, "taro");
    assert_eq!(found.iter().map(|finding| finding.line).collect::<Vec<_>>(), [4], "{found:?}");
    let twins = mended.edit("cases/taro/child.yaml", "きょうだい: []", "きょうだい: [hana]");
    assert_eq!(shared(&twins, "taro"), []);
    assert_eq!(shared(&twins, "hana"), []);
    assert_eq!(shared(&twins, "ren"), []);
}

#[test]
fn births_and_consents_that_cannot_be_are_said() {
    let project = Project::copied()
        .edit(CHILD, "生年月日: 平成28年5月14日", "生年月日: 令和28年5月14日")
        .edit(
            EVENTS,
            "対象: plan/2024-03-28, 日付: 2024-03-29, 署名者: 佐藤 恵",
            "対象: plan/2024-03-28, 日付: 2023-03-29, 署名者: 鈴木 一郎",
        )
        .edit(
            EVENTS,
            "対象: plan/2024-09-20, 日付: 2024-09-24, 署名者",
            "対象: plan/2024-09-20, 日付: 2042-09-24, 署名者",
        );
    let found = new_findings(&project);
    let line = |needle| project.line_of(EVENTS, needle);
    assert_eq!(
        places(&found),
        [
            ("birth-implausible", "error", CHILD, project.line_of(CHILD, "生年月日: 令和28年")),
            ("consent-predated", "error", EVENTS, line("2023-03-29")),
            ("consent-signer", "error", EVENTS, line("署名者: 鈴木 一郎")),
            ("record-in-future", "error", EVENTS, line("2042-09-24")),
        ],
        "{found:?}"
    );
    assert_eq!(found[1].labels, [(PLAN.to_owned(), project.line_of(PLAN, "作成日: 2024-03-28"))]);
}

#[test]
fn a_consent_is_in_the_future_only_from_the_day_before_it() {
    let project = Project::copied();
    let on = |day: &str| {
        let run = project.run(["check", "hana", "--format", "json", "--as-of", day]);
        run.findings("record-in-future").into_iter().filter(|finding| finding.message.starts_with("同意")).count()
    };
    // The last consent of hana is of 18 March 2025.
    assert_eq!(on("2025-03-18"), 0);
    assert_eq!(on("2025-03-17"), 1);
}

#[test]
fn who_may_sign_is_not_asked_again() {
    let at = "対象: plan/2024-03-28, 日付: 2024-03-29, 署名者: 佐藤 恵";
    for (signer, severity) in [
        ("佐藤恵", None),
        ("佐藤 隆", None),
        ("母", None),
        ("保護者", None),
        ("佐藤 はな", None),
        ("高橋 和子", Some("warning")),
        ("山田 太郎", Some("warning")),
        ("森 由紀", Some("error")),
    ] {
        let project = Project::copied().edit(EVENTS, at, &at.replace("佐藤 恵", signer));
        let found = check(&project).findings("consent-signer");
        assert_eq!(found.iter().map(|finding| finding.severity.as_str()).next(), severity, "{signer}: {found:?}");
    }
}

#[test]
fn times_as_people_write_them_are_read_judged_and_printed() {
    let project = Project::copied()
        .edit(PLAN, "達成時期: 2024-07-19", "達成時期: 令和6年7月")
        .edit(PLAN, "達成時期: 2024-06-28", "達成時期: 令和6年7月末")
        .edit(PLAN, "達成時期: 2024-08-30", "達成時期: 1年");
    let map = project.text(MAP).replacen("達成時期: 2024-09", "達成時期: 6か月", 1).replacen(
        "評価時期: 2024-09",
        "評価時期: 6ヶ月ごと",
        1,
    );
    let project = project.file(MAP, map.replacen("達成時期: 2025-03", "達成時期: 1年半", 1));
    let found = new_findings(&project);
    assert_eq!(
        places(&found),
        [
            ("period-outside", "warning", MAP, project.line_of(MAP, "達成時期: 1年半")),
            ("due-too-far", "error", PLAN, project.line_of(PLAN, "達成時期: 1年")),
        ],
        "{found:?}"
    );
    assert!(found[1].message.contains("達成時期(1年、2025-03-31)"), "{}", found[1].message);
    let case = shien::case::load_case(&shien::source::Disk::new(project.root()), "hana");
    let (_, plan) = case.plan("2024-03-28").expect("the plan");
    let printed: Vec<String> = plan.rows.iter().filter_map(|row| Some(row.due.get()?.to_wareki())).take(5).collect();
    assert_eq!(printed, ["令和6年7月", "令和6年9月13日", "令和6年9月27日", "令和6年7月末", "1年"]);
}

#[test]
fn days_as_people_write_them_are_the_days_they_mean() {
    let project = Project::copied()
        .edit(MAP, "{曜日: [月, 火, 水, 木, 金], 時間: \"6:30-7:40\"", "{曜日: 月〜金, 時間: \"6:30-7:40\"")
        .edit(MAP, "{曜日: [土], 時間: \"10:00-11:30\"", "{曜日: [土曜日], 時間: \"10:00-11:30\"");
    let text = project.text(MAP).replacen("曜日: [月, 火, 水, 木, 金, 土, 日]", "曜日: 毎日", 1);
    let project = project.file(MAP, text.replacen("曜日: [月, 水, 金]", "曜日: 月・水・金", 1));
    assert_eq!(new_findings(&project), []);
    let revision = |project: &Project| {
        let case = shien::case::load_case(&shien::source::Disk::new(project.root()), "hana");
        let (_, plan) = case.consultation_plan("2024-03-20").expect("the plan");
        shien::case::version::Versioned::version(plan)
    };
    assert_eq!(revision(&project), revision(&Project::copied()));
    // What cannot be read is answered with what can.
    let wrong = Project::copied().edit(MAP, "{曜日: [土], 時間", "{曜日: [土用], 時間");
    let finding = check(&wrong).finding("value-invalid");
    assert_eq!((finding.file.as_str(), finding.line), (MAP, wrong.line_of(MAP, "[土用]")));
    assert!(finding.help.contains("月、月〜金、平日、毎日"), "{}", finding.help);
}

#[test]
fn yes_and_no_money_and_a_year_of_birth_are_read_as_written() {
    let project = Project::copied()
        .edit(CHILD, "負担上限月額: 4600", "負担上限月額: 4,600円")
        .edit(CHILD, "セルフプラン: false", "セルフプラン: なし")
        .edit(CHILD, "続柄: 母, 区分: 親権者, 同意者: true", "続柄: 母, 区分: 親権者, 同意者: ○")
        .edit(CHILD, "生年月日: 昭和30年2月17日", "生年月日: 昭和30年");
    assert_eq!(new_findings(&project), []);
    let case = shien::case::load_case(&shien::source::Disk::new(project.root()), "hana");
    let child = &case.child.value;
    assert_eq!(child.self_plan.get(), Some(&false));
    assert_eq!(child.guardians[0].signs.get(), Some(&true));
    assert_eq!(child.recipient_certificates[0].monthly_ceiling.get().map(|yen| yen.0), Some(4600));
    let wrong = Project::copied().edit(CHILD, "セルフプラン: false", "セルフプラン: たぶん");
    let finding = check(&wrong).finding("value-invalid");
    assert!(finding.help.contains("はい か いいえ(有・無"), "{}", finding.help);
}

#[test]
fn periods_numbers_and_years_are_said_at_their_own_line() {
    for (file, right, wrong, code) in [
        (
            CHILD,
            "給付決定期間: {開始: 2024-04-01, 終了: 2025-03-31}",
            "給付決定期間: {開始: 2025-04-01, 終了: 2024-03-31}",
            "period-reversed",
        ),
        (CHILD, "契約日: 2024-03-05, 開始日: 2024-04-08", "契約日: 2024-05-05, 開始日: 2024-04-08", "period-reversed"),
        (
            PLAN,
            "計画期間: {開始: 2024-04-01, 終了: 2024-09-30}",
            "計画期間: {開始: 2024-04-01, 終了: 2023-09-30}",
            "period-reversed",
        ),
        (
            "cases/office.yaml",
            "作業療法士, 期間: {開始: 2023-10-01}",
            "作業療法士, 期間: {開始: 2023-10-01, 終了: 2022-03-31}",
            "period-reversed",
        ),
        (CHILD, "支給量: 月15日", "支給量: 月99999999999999999999日", "number-implausible"),
        (CHILD, "{間隔: 6, 開始年月: 2024-07}", "{間隔: 0, 開始年月: 2024-07}", "number-implausible"),
        (CHILD, "開始年月: 2024-04, 回数: 3", "開始年月: 2024-04, 回数: 0", "number-implausible"),
        (CHILD, "{間隔: 6, 開始年月: 2024-07}", "{間隔: 6, 開始年月: 2042-07}", "period-reversed"),
        (CHILD, "{間隔: 6, 開始年月: 2024-07}", "{間隔: 6, 開始年月: 2014-07}", "period-reversed"),
        (MAP, "{間隔: 6, 開始年月: 2024-07}", "{間隔: 6, 開始年月: 2027-07}", "period-outside"),
        (CHILD, "負担上限月額: 4600", "負担上限月額: 46000", "number-implausible"),
        (CHILD, "番号: \"0012345678\"", "番号: \"００１２３４５６７８\"", "certificate-number"),
        (CHILD, "番号: \"0012345678\"", "番号: \"OO12345678\"", "certificate-number"),
        (PLAN, "次回見直し年月日: 2024-09-13", "次回見直し年月日: 令和66年9月13日", "date-implausible"),
        (PLAN, "次回見直し年月日: 2024-09-13", "次回見直し年月日: 1024-09-13", "date-implausible"),
    ] {
        let project = Project::copied().edit(file, right, wrong);
        let found: Vec<Finding> = check(&project).findings(code);
        assert_eq!(found.len(), 1, "{wrong}: {found:?}");
        assert_eq!((found[0].file.as_str(), found[0].line), (file, project.line_of(file, wrong)), "{wrong}");
    }
}

#[test]
fn what_people_write_with_reason_is_not_doubted() {
    for (file, right, written) in [
        (CHILD, "支給量: 月15日", "支給量: 当該月の日数−8日"),
        (
            CHILD,
            "給付決定期間: {開始: 2024-04-01, 終了: 2025-03-31}",
            "給付決定期間: {開始: 2024-04-01, 終了: 2024-08-31}",
        ),
        (MAP, "時間: \"19:40-20:40\", 内容: 入浴・図鑑", "時間: \"23:30-0:30\", 内容: 入浴・図鑑"),
        (
            CHILD,
            "{続柄: 弟, 氏名: 佐藤 そら, 生年月日: 令和元年10月3日",
            "{続柄: 弟, 氏名: 佐藤 そら, 生年月日: 令和元年",
        ),
    ] {
        let project = Project::copied().edit(file, right, written);
        let codes: Vec<String> = new_findings(&project).into_iter().map(|finding| finding.code).collect();
        let ours = ["number-implausible", "period-reversed", "hours-reversed", "birth-implausible", "value-invalid"];
        assert!(!codes.iter().any(|code| ours.contains(&code.as_str())), "{written}: {codes:?}");
    }
}
