//! The edges of the rules over the 相談支援 side's trail.

use super::{check_on, good, severities, staying};
use crate::driver::{CHILD, Project};

const EVENTS: &str = "cases/hana/events.yaml";
const DRAFT: &str = "cases/hana/consult/plan/2024-03-10.yaml";
const PLAN: &str = "cases/hana/consult/plan/2024-03-20.yaml";
const MEETING: &str = "cases/hana/consult/meeting/2024-03-16.md";
const REPORT: &str = "cases/hana/consult/monitoring/2024-09-30.yaml";
const CODES: [&str; 5] = [
    "consult-visit-missing",
    "consult-draft-consent-missing",
    "consult-meeting-missing",
    "consult-consent-missing",
    "consult-delivery-missing",
];

/// A 案 and a plan of which everything is on record, with a report.
fn whole() -> Project {
    staying(good("consult-visit-missing"))
}

/// The same of which nothing is on record but one line that matters to none of the rules.
fn bare() -> Project {
    whole()
        .remove(MEETING)
        .remove(REPORT)
        .file(EVENTS, "- {種類: 提出, 対象: consult/plan/2024-03-20, 日付: 2024-03-22}\n")
}

/// What is said on a day, as code and severity.
fn said(project: &Project, day: &str) -> Vec<(String, String)> {
    let all = check_on(project, day).all().into_iter();
    let own = all.filter(|finding| CODES.contains(&finding.code.as_str()));
    own.map(|finding| (finding.code, finding.severity)).collect()
}

/// The trail of [`whole`] without the lines that hold `needle`, and with `lines`.
fn with(needle: &str, lines: &str) -> Project {
    let project = whole();
    let kept: String =
        project.text(EVENTS).lines().filter(|line| !line.contains(needle)).fold(String::new(), |mut text, line| {
            text.push_str(line);
            text.push('\n');
            text
        });
    assert_ne!(kept, project.text(EVENTS), "{needle}");
    project.file(EVENTS, kept + lines)
}

#[test]
fn nothing_is_said_of_a_whole_trail() {
    let run = whole().check();
    let trail = [shien::rules::Group::Author, shien::rules::Group::Trail, shien::rules::Group::Consult];
    let of_the_trail = |code: &str| shien::rules::find(code).is_some_and(|rule| trail.contains(&rule.group));
    assert!(run.all().iter().all(|finding| !of_the_trail(&finding.code)), "{}", run.list());
}

#[test]
fn what_is_still_to_come_is_information_until_the_plan_begins() {
    let pairs = |severity: [&str; 5]| -> Vec<(String, String)> {
        let mut pairs: Vec<_> =
            CODES.iter().zip(severity).map(|(code, severity)| ((*code).to_owned(), severity.to_owned())).collect();
        pairs.sort();
        pairs
    };
    let sorted = |day| {
        let mut said = said(&bare(), day);
        said.sort();
        said
    };
    // What belongs to the 案 is late as soon as a plan was made of it.
    assert_eq!(sorted("2024-04-01"), pairs(["error", "error", "info", "info", "info"]), "that day is in time");
    assert_eq!(sorted("2024-04-02"), pairs(["error"; 5]));
    // A 案 by itself, until its 計画期間 begins.
    let draft = bare().remove(PLAN).file(EVENTS, "- {種類: 提出, 対象: consult/plan/2024-03-10, 日付: 2024-03-12}\n");
    let info =
        ["consult-draft-consent-missing", "consult-visit-missing"].map(|code| (code.to_owned(), "info".to_owned()));
    assert_eq!(said(&draft, "2024-04-01"), info);
    assert!(said(&draft, "2024-04-02").iter().all(|(_, severity)| severity == "error"));
}

#[test]
fn a_copy_is_not_judged() {
    let copied = |project: Project, path: &str| {
        project.edit(path, "事業所: michi", "事業所: {名称: 相談室 とおく}\n写し: true\n受領日: 2024-03-25")
    };
    assert_eq!(said(&copied(copied(bare(), PLAN), DRAFT), "2026-04-01"), []);
    let of_an_office_known_by_id = |project: Project, path: &str| project.edit(path, "状態:", "写し: true\n状態:");
    let both = of_an_office_known_by_id(of_an_office_known_by_id(bare(), PLAN), DRAFT);
    assert_eq!(said(&both, "2026-04-01"), []);
    // A report on a copied plan came with it.
    let report = whole().edit(REPORT, "居宅訪問日: 2024-09-28\n", "");
    let report = report.edit(REPORT, "事業所: michi", "事業所: {名称: 相談室 とおく}");
    let report = copied(copied(report, PLAN), DRAFT);
    assert_eq!(said(&report, "2026-04-01"), []);
}

#[test]
fn a_plan_of_an_office_written_out_is_perhaps_a_copy() {
    let project = bare().edit(PLAN, "事業所: michi", "事業所: {名称: 相談室 とおく}");
    let run = project.check();
    for code in ["consult-meeting-missing", "consult-consent-missing", "consult-delivery-missing"] {
        let help = run.finding(code).help;
        assert!(help.ends_with("他の事業所から受け取った計画なら `写し: true` を加えてください"), "{help}");
    }
    assert!(!run.finding("consult-draft-consent-missing").help.contains("写し"), "that of the own office");
}

#[test]
fn a_plan_whose_state_cannot_be_read_is_not_judged() {
    let typed = bare().remove(DRAFT).edit(PLAN, "案: 2024-03-10\n", "").edit(PLAN, "状態: 確定", "状態: 確定済");
    assert_eq!(said(&typed, "2026-04-01"), []);
    assert_eq!(typed.check().findings("value-invalid").len(), 1);
    let right = typed.edit(PLAN, "状態: 確定済", "状態: 確定");
    assert_eq!(said(&right, "2026-04-01").len(), 4, "all but what belongs to a 案");
}

#[test]
fn a_draft_that_another_one_replaced_owes_nothing() {
    let first = whole().text(DRAFT).replace("2024-03-10", "2024-03-02");
    let replaced = whole().file("cases/hana/consult/plan/2024-03-02.yaml", first);
    assert_eq!(said(&replaced, "2026-04-01"), []);
}

#[test]
fn nothing_is_owed_by_a_child_that_left_before_the_plan_began() {
    let left = |day: &str| bare().edit(CHILD, "開始日: 2024-04-08}", &format!("開始日: 2023-04-08, 終了日: {day}}}"));
    assert_eq!(said(&left("2024-03-31"), "2026-04-01"), []);
    assert_eq!(said(&left("2024-05-31"), "2026-04-01").len(), 5);
}

#[test]
fn a_consent_by_another_s_hand_is_a_consent_and_one_taken_back_is_none() {
    let code = "consult-consent-missing";
    let line = |kind: &str, day: &str| format!("- {{種類: {kind}, 対象: consult/plan/2024-03-20, 日付: {day}}}\n");
    let then = |lines: &str| with("日付: 2024-03-21, 署名者", lines).check();
    let proxy = "- {種類: 同意, 対象: consult/plan/2024-03-20, 日付: 2024-03-21, 署名者: 佐藤 恵, 代筆: {氏名: 佐藤 隆, 続柄: 父, 理由: 手の怪我のため}}\n";
    assert_eq!(then(proxy).findings(code), []);
    assert_eq!(then("").findings(code).len(), 1);
    for kind in ["取消", "不同意"] {
        let run = then(&(line("同意", "2024-03-21") + &line(kind, "2024-03-22")));
        let finding = run.finding(code);
        assert!(finding.message.contains("不同意か取消の後に同意がありません"), "{}", finding.message);
        assert_eq!(finding.labels[0].0, EVENTS);
        let again = line("同意", "2024-03-21") + &line(kind, "2024-03-22") + &line("同意", "2024-03-22");
        assert_eq!(then(&again).findings(code), [], "{kind}, and signed again the same day");
        let (first, then_signed) = (line(kind, "2024-03-20"), line("同意", "2024-03-21"));
        assert_eq!(then(&(first.clone() + &then_signed)).findings(code), []);
        assert_eq!(then(&(then_signed + &first)).findings(code), [], "the days decide, not the lines");
    }
    // The consent to the 案 is none to the plan, and the other way round.
    let draft = with("対象: consult/plan/2024-03-10, 日付: 2024-03-11", "").check();
    assert_eq!((draft.findings(code).len(), draft.findings("consult-draft-consent-missing").len()), (0, 1));
}

#[test]
fn the_meeting_is_about_the_draft_and_lies_between_draft_and_plan() {
    let code = "consult-meeting-missing";
    assert_eq!(whole().edit(MEETING, "計画: 2024-03-10", "計画: 2024-03-20").check().findings(code), []);
    // One that names no plan is most likely the one.
    let finding = whole().edit(MEETING, "計画: 2024-03-10\n", "").check().finding(code);
    assert!(finding.help.contains("consult/meeting/2024-03-16") && finding.help.contains("`計画: 2024-03-10`"));
    assert_eq!(finding.labels[0].0, MEETING);
    for day in ["2024-03-09", "2024-03-22"] {
        let moved = whole().text(MEETING).replace("2024-03-16", day);
        let path = format!("cases/hana/consult/meeting/{day}.md");
        let finding = whole().remove(MEETING).file(&path, moved).check().finding(code);
        assert!(finding.message.contains(day) && finding.labels[0].0 == path, "{finding:?}");
    }
    for day in ["2024-03-11", "2024-03-20"] {
        let moved = whole().text(MEETING).replace("日時: 2024-03-16", &format!("日時: {day}"));
        let path = format!("cases/hana/consult/meeting/{day}.md");
        assert_eq!(whole().remove(MEETING).file(&path, moved).check().findings(code), [], "{day}");
    }
    let other = whole().edit(MEETING, "種類: サービス担当者会議", "種類: 関係機関連携会議");
    assert_eq!(severities(&other.check(), code), ["error"]);
    assert_eq!(whole().file(MEETING, "").check().findings(code), [], "one that cannot be read may be it");
}

#[test]
fn copies_go_to_the_guardian_and_to_everybody_with_a_service() {
    let code = "consult-delivery-missing";
    let handed = |to: &str| {
        with(
            "対象: consult/plan/2024-03-20, 日付: 2024-03-2",
            &format!("- {{種類: 交付, 対象: consult/plan/2024-03-20, 日付: 2024-03-21, 相手: [{to}]}}\n"),
        )
    };
    let enough = [
        "保護者, hoshi",
        "佐藤恵, {名称: 放課後等デイサービス ほし}",
        "母, suzuki",
        "{氏名: 佐藤 恵, 立場: 保護者}, {氏名: 鈴木 一郎, 所属: 放課後等デイサービス ほし}",
        "親権者, サービス担当者",
        "保護者, 関係機関",
    ];
    for to in enough {
        assert_eq!(handed(to).check().findings(code), [], "{to}");
    }
    let cases = [
        ("本人, hoshi", "保護者"),
        ("保護者, michi", "放課後等デイサービス ほし"),
        ("祖母, 障害児相談支援事業者", "保護者、放課後等デイサービス ほし"),
    ];
    for (to, missing) in cases {
        let finding = handed(to).check().finding(code);
        assert!(finding.message.ends_with(&format!("記録がありません: {missing}")), "{to}: {}", finding.message);
    }
    // Who applies for himself has no guardian.
    let guardian = "保護者:\n  - {氏名: 佐藤 恵, 続柄: 母, 区分: 親権者, 同意者: true}\n";
    assert_eq!(handed("本人, hoshi").edit(CHILD, guardian, "").check().findings(code), []);
    let finding = handed("hoshi").edit(CHILD, guardian, "").check().finding(code);
    assert!(finding.message.ends_with(": 本人"), "{}", finding.message);
}

#[test]
fn each_provider_counts_once_and_informal_help_never() {
    let service = "      - {種類: 放課後等デイサービス, 内容: 小集団での遊び, 量: 月8日, 提供事業者: hoshi}\n";
    let more = "      - {種類: 学校生活, 提供事業者: {名称: みどり小学校}}\n      - {種類: 家族支援, 提供事業者: hoshi}\n      - {種類: 相談, 提供事業者: michi}\n      - {種類: 水泳, 提供事業者: 町の教室, 区分: インフォーマル}\n";
    let project = whole().edit(PLAN, service, &format!("{service}{more}"));
    let finding = project.check().finding("consult-delivery-missing");
    assert!(finding.message.ends_with(": みどり小学校"), "{}", finding.message);
    assert!(finding.help.contains("相手: [{名称: みどり小学校}]"), "{}", finding.help);
}

#[test]
fn the_visit_for_the_assessment_comes_before_the_draft() {
    let code = "consult-visit-missing";
    let visit =
        |target: &str, day: &str| with("居宅訪問", &format!("- {{種類: 居宅訪問, 対象: {target}, 日付: {day}}}\n"));
    assert_eq!(visit("consult/plan/2024-03-20", "2024-03-05").check().findings(code), []);
    let undated = with("居宅訪問", "- {種類: 居宅訪問, 対象: consult/plan/2024-03-10}\n");
    assert_eq!(undated.check().findings(code), []);
    let late = visit("consult/plan/2024-03-10", "2024-03-11").check().finding(code);
    assert_eq!(late.file, DRAFT);
    let basic = "事業所: michi\n作成日: 2024-03-05\n作成者: ueda\n概要: 概要です。\n主訴: {本人: あそびたい。}\n";
    let general = |day: &str| visit("consult/basic", day).file("cases/hana/consult/basic.yaml", basic);
    assert_eq!(general("2024-03-05").check().findings(code), []);
    assert_eq!(severities(&general("2024-03-11").check(), code), ["error"]);
    // A report says it in its own key; a day that cannot be read is value-invalid.
    let report = whole().edit(REPORT, "居宅訪問日: 2024-09-28\n", "");
    assert_eq!(report.check().finding(code).file, REPORT);
    assert_eq!(whole().edit(REPORT, "居宅訪問日: 2024-09-28", "居宅訪問日: 先週").check().findings(code), []);
}

#[test]
fn the_visit_of_a_monitoring_serves_the_next_plan() {
    let code = "consult-visit-missing";
    let next = whole().text(DRAFT).replace("2024-03-10", "2024-10-10").replace("開始: 2024-04-01", "開始: 2024-11-01");
    let path = "cases/hana/consult/plan/2024-10-10.yaml";
    assert_eq!(whole().file(path, &next).check().findings(code), []);
    // The visit for the plan before is not one for this.
    let unvisited = whole().file(path, &next).remove(REPORT);
    assert_eq!(unvisited.check().finding(code).file, path);
    let again = |day: &str| {
        let line = format!("- {{種類: 居宅訪問, 対象: consult/plan/2024-03-10, 日付: {day}}}\n");
        with("居宅訪問", &line).file(path, &next).remove(REPORT).check().findings(code).len()
    };
    assert_eq!((again("2024-03-10"), again("2024-10-01")), (1, 1), "of each of the two 案, one has no visit");
}

#[test]
fn without_a_readable_trail_only_what_the_papers_say_is_judged() {
    for events in ["", "種類: 同意\n", "- 同意をもらった\n"] {
        let codes: Vec<String> =
            said(&bare().file(EVENTS, events), "2026-04-01").into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, ["consult-meeting-missing"], "{events:?}");
    }
    // A line that cannot be read spoils its own paper only.
    let slip = with("署名者", "- {種類: 同意した, 対象: consult/plan/2024-03-20, 日付: 2024-03-21}\n");
    let run = slip.check();
    assert_eq!(run.findings("consult-consent-missing"), [], "{}", run.list());
    assert_eq!(run.findings("consult-draft-consent-missing").len(), 1, "{}", run.list());
}

#[test]
fn an_event_may_be_about_any_paper_of_the_consult_side() {
    let about =
        |target: &str| with("居宅訪問", &format!("- {{種類: 居宅訪問, 対象: {target}, 日付: 2024-03-05}}\n")).check();
    for target in ["consult/plan/2024-03-10", "consult/meeting/2024-03-16", "consult/monitoring/2024-09-30"] {
        assert_eq!(about(target).findings("reference-unknown"), [], "{target}");
    }
    for (target, help) in [
        ("consult/plan/2024-03-12", "書けるもの"),
        ("consult/plan/2024-3-10", "`consult/plan/2024-03-10` ではありませんか"),
        ("consult/basic", "書けるもの"),
    ] {
        let finding = about(target).finding("reference-unknown");
        assert!(finding.help.starts_with(help) && finding.file == EVENTS, "{target}: {}", finding.help);
    }
}

#[test]
fn a_meeting_belongs_between_the_two_consents_and_among_people() {
    let code = "consult-meeting-missing";
    let moved = |day: &str| {
        let text = whole().text(MEETING).replace("2024-03-16", day);
        whole().remove(MEETING).file(&format!("cases/hana/consult/meeting/{day}.md"), text).check()
    };
    // The consent to the 案 is of 11 March, that to the plan of the 21st.
    for (day, expected) in [("2024-03-10", 1), ("2024-03-11", 0), ("2024-03-21", 0), ("2024-03-22", 1)] {
        assert_eq!(severities(&moved(day), code), vec!["warning"; expected], "{day}");
    }
    let written = whole().edit(MEETING, "方法: 対面", "方法: 照会").check().finding(code);
    assert_eq!(written.severity, "warning");
}

#[test]
fn a_consent_after_the_start_is_a_warning() {
    let project = whole();
    let late = project.text(EVENTS).replace(
        "種類: 同意, 対象: consult/plan/2024-03-20, 日付: 2024-03-21",
        "種類: 同意, 対象: consult/plan/2024-03-20, 日付: 2024-04-03",
    );
    let finding = project.file(EVENTS, late).check().finding("consult-consent-missing");
    assert_eq!((finding.severity.as_str(), finding.file.as_str()), ("warning", EVENTS));
}

#[test]
fn a_visit_leads_to_where_the_child_lives() {
    let code = "consult-visit-place";
    let at = |more: &str| {
        let line = format!("- {{種類: 居宅訪問, 対象: consult/plan/2024-03-10, 日付: 2024-03-05, {more}}}\n");
        with("居宅訪問", &line).check().findings(code).len()
    };
    for place in ["里親宅", "児童養護施設 ひだまり", "グループホーム", "母方の祖父母宅"] {
        assert_eq!(at(&format!("場所: {place}")), 0, "{place}");
    }
    for place in ["みちの相談室", "みどり小学校", "放課後等デイサービス ほし 事業所"] {
        assert_eq!(at(&format!("場所: {place}")), 1, "{place}");
    }
    // From afar only with the city's word, and where the home was visited in the two months before.
    assert_eq!(at("方法: オンライン"), 1);
    let agreed = "方法: オンライン, 理由: 特別地域加算の地域で、市の了解を得ている";
    assert_eq!(at(agreed), 1, "nobody has been there");
    let before = |day: &str| {
        let lines = format!(
            "- {{種類: 居宅訪問, 対象: consult/plan/2024-03-10, 日付: {day}}}\n- {{種類: 居宅訪問, 対象: consult/plan/2024-03-10, 日付: 2024-03-05, {agreed}}}\n"
        );
        with("居宅訪問", &lines).check().findings(code).len()
    };
    assert_eq!((before("2024-01-05"), before("2024-01-04")), (0, 1));
}
