//! The edges of the rules over the office's own trail: days, people, what cannot be read.

use super::{check_on, good, severities, staying};
use crate::driver::{CHILD, Project};

const EVENTS: &str = "cases/hana/events.yaml";
const SUPPORT: &str = "cases/hana/plan/2024-09-20.yaml";
const MAP: &str = "cases/hana/consult/plan/2024-03-20.yaml";
const DELIVERY: &str = "consultant-delivery-missing";
const OUTDATED: &str = "consent-outdated";

/// A plan that was handed to the guardian and to `recipient`.
fn handed_to(recipient: &str) -> Project {
    staying(good(DELIVERY)).edit(EVENTS, "相手: [soudan]", &format!("相手: [{recipient}]"))
}

/// A plan that was handed to nobody but the guardian.
fn not_handed() -> Project {
    handed_to("保護者")
}

/// A 確定 障害児支援利用計画 from April 2024 to March 2025, made by the project's own office.
fn map() -> String {
    good("consult-consent-missing").text(MAP).replace("案: 2024-03-10\n", "")
}

/// The same where no 障害児支援利用計画 is known.
fn unplanned() -> Project {
    not_handed().remove(MAP).edit(SUPPORT, "障害児支援利用計画: 2024-03-20\n", "")
}

fn unread(line: &str) -> Project {
    let project = not_handed();
    let events = format!("{}{line}\n", project.text(EVENTS));
    project.file(EVENTS, events)
}

#[test]
fn the_copy_for_the_consultant_is_late_a_month_after_the_consent() {
    let project = not_handed();
    // No law names a day. Consented to on 2024-09-24.
    assert_eq!(severities(&check_on(&project, "2024-10-24"), DELIVERY), ["info"]);
    assert_eq!(severities(&check_on(&project, "2024-10-25"), DELIVERY), ["warning"]);
    // Without a consent it is counted from the plan's first day.
    let consent = "- {種類: 同意, 対象: plan/2024-09-20, 日付: 2024-09-24, 署名者: 佐藤 恵, 方法: 書面}\n";
    let unsigned = not_handed().edit(EVENTS, consent, "");
    assert_eq!(severities(&check_on(&unsigned, "2024-10-31"), DELIVERY), ["info"]);
    assert_eq!(severities(&check_on(&unsigned, "2024-11-01"), DELIVERY), ["warning"]);
    let finding = project.check().finding(DELIVERY);
    assert_eq!((finding.file.as_str(), finding.line), (SUPPORT, project.line_of(SUPPORT, "作成日:")));
    assert!(
        finding.help.contains("対象: plan/2024-09-20, 日付: 交付した日, 相手: [{名称: 相談室 とおく}]"),
        "{}",
        finding.help
    );
}

#[test]
fn the_consultant_is_known_by_many_names() {
    let names = [
        "障害児相談支援事業者",
        "相談支援専門員",
        "michi",
        "ueda",
        "上田さくら",
        "{名称: 相談支援センターみち}",
        "{名称: 相談室 とおく}",
        "{氏名: 上田 さくら, 立場: 相談支援専門員}",
        "保護者, soudan",
    ];
    for name in names {
        assert_eq!(handed_to(name).check().findings(DELIVERY), [], "{name}");
    }
    for name in ["保護者", "本人", "hoshi", "障害児通所支援事業者", "{氏名: 田中教諭, 立場: みどり小学校}"]
    {
        assert_eq!(severities(&handed_to(name).check(), DELIVERY), ["warning"], "{name}");
    }
}

#[test]
fn a_plan_of_before_april_2024_owes_the_consultant_nothing() {
    let old = Project::whole();
    let old = old.file(EVENTS, "- {種類: 交付, 対象: plan/2024-03-28, 日付: 2024-03-29, 相手: [保護者]}\n");
    assert_eq!(old.check().findings(DELIVERY), []);
    let draft = not_handed().edit(SUPPORT, "状態: 確定", "状態: 原案");
    assert_eq!(draft.check().findings(DELIVERY), []);
}

#[test]
fn a_self_planned_child_has_no_consultant_unless_a_plan_says_otherwise() {
    let planned = unplanned().edit(CHILD, "利用:", "セルフプラン: true\n利用:");
    assert_eq!(planned.check().findings(DELIVERY), []);
    // In force on the first day of the plan: one of the two files is wrong.
    let planned = planned.file(MAP, map());
    let finding = planned.check().finding(DELIVERY);
    assert_eq!(finding.severity, "warning");
    assert!(
        finding.message.contains("セルフプランの児童に障害児支援利用計画(2024-03-20)があり"),
        "{}",
        finding.message
    );
    assert_eq!(finding.labels, [(CHILD.to_owned(), planned.line_of(CHILD, "セルフプラン"))]);
    // Over before the plan began: the child has become self-planned since.
    let before = planned.edit(MAP, "終了: 2025-03-31", "終了: 2024-09-30");
    assert_eq!(before.check().findings(DELIVERY), []);
    let named = before.edit(SUPPORT, "意向:", "障害児支援利用計画: 2024-03-20\n意向:");
    assert_eq!(severities(&named.check(), DELIVERY), ["warning"]);
}

#[test]
fn where_nobody_knows_of_a_consultant_it_is_a_question() {
    let partner = "  - {id: soudan, 名称: 相談室 とおく, 担当: 西 あおい, 役割: 障害児支援利用計画の作成}\n";
    let unknown = unplanned().edit(CHILD, &format!("関係機関:\n{partner}"), "");
    let finding = unknown.check().finding(DELIVERY);
    assert_eq!(finding.severity, "warning");
    assert!(finding.help.contains("`セルフプラン: true`"), "{}", finding.help);
    // Said to be planned by a consultant, or planned by one as the files show.
    let said = unknown.edit(CHILD, "利用:", "セルフプラン: false\n利用:");
    assert_eq!(severities(&said.check(), DELIVERY), ["warning"]);
    let shown = said.edit(CHILD, "セルフプラン: false\n", "").file(MAP, map());
    let finding = shown.check().finding(DELIVERY);
    assert_eq!(finding.severity, "warning");
    assert!(finding.help.contains("相手: [michi]"), "{}", finding.help);
}

#[test]
fn an_office_that_made_both_plans_hands_itself_nothing() {
    let shared = not_handed().file(MAP, map().replace("事業所: michi", "事業所: hoshi"));
    assert_eq!(shared.check().findings(DELIVERY), []);
    assert_eq!(severities(&not_handed().file(MAP, map()).check(), DELIVERY), ["warning"]);
}

#[test]
fn nothing_is_owed_after_the_child_has_left_or_while_it_rests() {
    let used = "開始日: 2024-04-08}";
    let left = |day: &str| not_handed().edit(CHILD, used, &format!("開始日: 2024-04-08, 終了日: {day}}}"));
    assert_eq!(left("2024-09-30").check().findings(DELIVERY), [], "before the plan began");
    assert_eq!(severities(&left("2024-10-31").check(), DELIVERY), ["warning"], "the trail of the plan stays");
    let rests = not_handed().edit(CHILD, used, "開始日: 2024-04-08, 休止: [{開始: 2024-09-01, 終了: 2024-12-31}]}");
    assert_eq!(severities(&check_on(&rests, "2024-12-31"), DELIVERY), ["info"]);
    assert_eq!(severities(&check_on(&rests, "2025-01-01"), DELIVERY), ["warning"]);
    // 終了日 of another office says nothing of this one.
    let other = "開始日: 2024-04-08}\n  - {事業所: {名称: 放課後等デイサービス なみ}, サービス: 放課後等デイサービス, 開始日: 2024-04-01, 終了日: 2024-05-31}";
    assert_eq!(severities(&not_handed().edit(CHILD, used, other).check(), DELIVERY), ["warning"]);
}

#[test]
fn without_a_readable_trail_nothing_is_said_of_what_is_not_in_it() {
    let broken = [
        not_handed().file(EVENTS, "種類: 同意\n対象: plan/2024-09-20\n"),
        not_handed().file(EVENTS, "- {種類: 同意, 対象: plan/2024-09-20\n- {"),
        not_handed().file(EVENTS, ""),
        unread("- 交付した"),
        unread("- {種類: 交付した, 対象: plan/2024-09-20}"),
        unread("- {種類: 交付, 対象: [plan/2024-09-20]}"),
    ];
    for project in broken {
        let run = project.check();
        assert_eq!(run.findings(DELIVERY), [], "{}", run.list());
        assert_eq!(run.findings("events-missing"), [], "{}", run.list());
        assert_ne!(run.findings_in(EVENTS), [], "{}", run.list());
    }
    // A slip elsewhere in the file spoils nothing.
    for line in ["- {種類: 交付した, 対象: plan/2024-03-28}", "- {種類: 共有, 対象: plan/2024-09-20, 職印: [mori]}"]
    {
        let run = unread(line).check();
        assert_eq!(severities(&run, DELIVERY), ["warning"], "{}", run.list());
    }
}

#[test]
fn a_child_without_any_trail_is_told_once_and_not_before_a_plan_begins() {
    let project = not_handed().remove(EVENTS).file(MAP, map());
    let run = project.check();
    assert_eq!(severities(&run, "events-missing"), ["warning"]);
    assert!(run.all().iter().all(|finding| finding.code == "events-missing" || !finding.code.contains("consent")));
    assert_eq!(run.findings(DELIVERY), []);
    assert_eq!(check_on(&project, "2024-03-31").findings("events-missing"), []);
    assert_eq!(Project::new().check().findings("events-missing"), [], "a 原案 is no plan yet");
    let copy = Project::new().file(MAP, map().replace("事業所: michi", "事業所: {名称: 相談室 とおく}\n写し: true"));
    assert_eq!(copy.check().findings("events-missing"), []);
}

/// Which of the consents named `revisions` are found outdated: lines of `events.yaml`.
fn outdated(events: &str) -> Vec<u64> {
    let project = good(OUTDATED).file(EVENTS, events);
    project.check().findings(OUTDATED).into_iter().map(|finding| finding.line).collect()
}

fn consent(day: &str, revision: &str) -> String {
    let revision = if revision.is_empty() { String::new() } else { format!(", 版: {revision}") };
    format!("- {{種類: 同意, 対象: plan/2024-09-20, 日付: {day}, 署名者: 佐藤 恵, 方法: 書面{revision}}}\n")
}

#[test]
fn a_plan_edited_after_its_consent_is_caught() {
    let edited = good(OUTDATED).edit(SUPPORT, "本人: 友だちと遊びたい。", "本人: 一人で遊びたい。");
    let finding = edited.check().finding(OUTDATED);
    assert_eq!((finding.severity.as_str(), finding.file.as_str(), finding.line), ("error", EVENTS, 2));
    assert_eq!(finding.labels[0].0, SUPPORT);
    // The new 版 is the one that the remedy says.
    let new = finding.help.split("版: ").nth(1).and_then(|rest| rest.get(..8)).expect("the 版 to write").to_owned();
    assert_eq!(edited.edit(EVENTS, "9e0b0657", &new).check().findings(OUTDATED), []);
    // What a consent does not cover does not count.
    let remark = good(OUTDATED).edit(SUPPORT, "意向:", "備考: 写真の掲載は不可\n評価及び今後の方針: 継続\n意向:");
    assert_eq!(remark.check().findings(OUTDATED), []);
}

#[test]
fn each_schedule_is_compared_by_itself() {
    let edited = good(OUTDATED).edit(SUPPORT, "水: \"14:30-17:30\"", "水: \"14:30-18:00\"");
    let finding = edited.check().finding(OUTDATED);
    assert_eq!((finding.severity.as_str(), finding.line), ("error", 3));
    assert!(finding.message.starts_with("別表/通常(2024-09-20)"), "{}", finding.message);
    assert!(finding.help.contains("対象: plan/2024-09-20#別表/通常"), "{}", finding.help);
}

#[test]
fn the_consent_that_holds_is_the_one_compared() {
    let (old, now) = ("7f3a9c21", "9e0b0657");
    let a = "2024-09-24";
    assert_eq!(outdated(&consent(a, old)), [1]);
    assert_eq!(outdated(&consent(a, "")), [0; 0], "a consent that names no 版");
    assert_eq!(outdated(&consent(a, "９Ｅ０Ｂ０６５７")), [0; 0], "as somebody typed it");
    assert_eq!(outdated(&(consent(a, old) + &consent("2024-09-25", now))), [0; 0], "signed again");
    assert_eq!(outdated(&(consent("2024-09-25", now) + &consent(a, old))), [0; 0], "written out of order");
    assert_eq!(outdated(&(consent(a, old) + &consent("2024-09-25", ""))), [0; 0], "signed again, perhaps");
    assert_eq!(outdated(&(consent(a, old) + &consent(a, ""))), [1], "two guardians on one day");
    let revoked = "- {種類: 取消, 対象: plan/2024-09-20, 日付: 2024-09-26}\n";
    assert_eq!(outdated(&(consent(a, old) + revoked)), [0; 0], "no consent holds");
    assert_eq!(outdated(&(consent(a, now) + revoked + &consent("2024-09-27", old))), [3]);
}

#[test]
fn a_draft_edited_after_its_consent_is_a_warning_and_the_plan_of_the_consultant_an_error() {
    let consents = "- {種類: 同意, 対象: consult/plan/2024-03-10, 日付: 2024-03-11, 署名者: 佐藤 恵, 版: 7f3a9c21}\n- {種類: 同意, 対象: consult/plan/2024-03-20, 日付: 2024-03-21, 署名者: 佐藤 恵, 版: 7f3a9c21}\n";
    let project = good("consult-consent-missing").file(EVENTS, consents);
    let run = project.check();
    let found: Vec<_> = run.findings(OUTDATED).into_iter().map(|f| (f.severity, f.line)).collect();
    assert_eq!(found, [("warning".to_owned(), 1), ("error".to_owned(), 2)]);
    // The 週間計画表 is a part of what is consented to.
    let new = |line: usize| {
        let help = &run.findings(OUTDATED)[line].help;
        help.split("版: ").nth(1).and_then(|rest| rest.get(..8)).expect("the 版 to write").to_owned()
    };
    let signed = consents.replacen("7f3a9c21", &new(0), 1).replacen("7f3a9c21", &new(1), 1);
    let signed = project.file(EVENTS, signed);
    assert_eq!(signed.check().findings(OUTDATED), []);
    let moved = signed.edit(MAP, "曜日: [月, 水]", "曜日: [月, 金]");
    assert_eq!(severities(&moved.check(), OUTDATED), ["error"]);
    let copy = moved.edit(MAP, "事業所: michi", "事業所: {名称: 相談室 とおく}\n写し: true\n受領日: 2024-03-25");
    assert_eq!(copy.check().findings(OUTDATED), []);
}
