//! The edges of the rules over 加算: names, places in the plan, contacts, counts, days.

use super::called::Called;
use shien::diagnostic::Severity::{self, Error, Info, Warning};
use std::fmt::Write;

/// A 確定 plan of 放課後等デイサービス from 1 April 2024 with these 加算 in one row.
fn plan(add_ons: &str) -> Called {
    Called::new().file("plan/2024-03-20.yaml", &plan_text("2024-03-20", "2024-04-01", "2024-09-30", add_ons))
}

fn plan_text(made: &str, start: &str, end: &str, add_ons: &str) -> String {
    format!(
        "事業所: hoshi\nサービス: 放課後等デイサービス\n状態: 確定\n作成日: {made}\n計画期間: {{開始: {start}, 終了: {end}}}\n支援: [{{id: s1, 項目: 本人支援, 加算: [{add_ons}]}}]\n別表:\n  - {{名称: 通常, 区分: 授業日, 提供時間: {{月: \"14:30-17:30\"}}}}\n"
    )
}

/// The records of a month: a line each for these days of it.
fn month(month: &str, days: &[u32], rest: &str) -> String {
    days.iter().fold(String::new(), |mut text, day| {
        let _ = writeln!(
            text,
            "- {{日付: {month}-{day:02}, 事業所: hoshi, サービス: 放課後等デイサービス, 時間: \"14:30-17:30\", 様子: 遊んだ, 記入者: suzuki{rest}}}"
        );
        text
    })
}

fn interview(head: &str) -> String {
    format!(
        "---\n事業所: hoshi\n場所: 相談室\n方法: 対面\n出席者: [suzuki]\n記録者: suzuki\n{head}\n---\n## 保護者の話\n\nあ\n"
    )
}

const FAMILY: &str = "{名称: 家族支援加算}";

#[test]
fn an_add_on_counts_as_placed_under_any_of_its_names() {
    let code = "addon-unplaced";
    let claimed = interview("種類: 家族支援\n日時: 2024-06-03 10:00-10:40\n加算: 家族支援加算(Ⅰ)");
    for (add_ons, expected) in [
        ("", vec![Error]),
        (FAMILY, vec![]),
        ("{名称: 家族支援加算（Ⅰ）}", vec![]),
        ("{名称: 家族支援加算(Ⅱ)}", vec![Error]),
        // A plan of before April 2024 has the older name.
        ("{名称: 家庭連携加算}", vec![]),
        ("{名称: 延長支援加算}", vec![Error]),
    ] {
        let child = plan(add_ons).file("interview/2024-06-03.md", &claimed);
        assert_eq!(child.severities(code), expected, "{add_ons}");
    }
    // On that day no plan holds: that is another fault.
    let early = claimed.replace("2024-06-03", "2024-03-25");
    assert_eq!(plan("").file("interview/2024-03-25.md", &early).severities(code), []);
    // Once for a plan, however often it is claimed.
    let twice = plan("").file("record/2024-06.yaml", &month("2024-06", &[3, 10], ", 加算: [家族支援加算]"));
    assert_eq!(twice.severities(code), [Error]);
    // What the list does not want in a plan.
    let car = plan("").file("record/2024-06.yaml", &month("2024-06", &[3], ", 加算: [送迎加算]"));
    assert_eq!(car.severities(code), []);
    let late = plan("").file("record/2024-06.yaml", &month("2024-06", &[3], ", 延長: {支援後: \"17:30-18:30\"}"));
    assert_eq!(late.severities(code), [Error], "an 延長 on record that the 別表 does not have");
}

#[test]
fn a_plan_of_2023_keeps_the_names_of_2023() {
    let code = "addon-name-ended";
    let of = |start: &str| {
        let text = plan_text("2023-09-20", start, "2024-09-30", "{名称: 事業所内相談支援加算}");
        Called::new().file("plan/2023-09-20.yaml", &text).severities(code)
    };
    assert_eq!(of("2024-03-31"), []);
    assert_eq!(of("2024-04-01"), [Warning]);
    let old = plan("{名称: 家庭連携加算}").told_on(code, "2026-04-01");
    assert!(old[0].help.as_ref().is_some_and(|help| help.contains("「家族支援加算」")), "{old:?}");
    let far = plan("{名称: ひまわり手当}");
    assert_eq!(far.severities("addon-unknown"), [Info]);
    assert_eq!(plan("{名称: 家族支援可算}").severities("addon-unknown"), [Warning]);
}

#[test]
fn an_interview_for_an_add_on_lasts_half_an_hour() {
    let code = "interview-too-short";
    for (time, expected) in
        [("10:00-10:30", vec![]), ("10:00-10:29", vec![Error]), ("10:00", vec![Warning]), ("10:30-10:00", vec![])]
    {
        let text = interview(&format!("種類: 家族支援\n日時: 2024-06-03 {time}\n加算: 家族支援加算"));
        assert_eq!(plan(FAMILY).file("interview/2024-06-03.md", &text).severities(code), expected, "{time}");
    }
    let free = interview("種類: 家族支援\n日時: 2024-06-03 10:00-10:10");
    assert_eq!(plan("").file("interview/2024-06-03.md", &free).severities(code), []);
}

#[test]
fn so_often_a_month_and_by_the_days_of_the_month() {
    let code = "addon-over-limit";
    let told = |days: &[u32], claimed: &[u32], add_on: &str| -> Vec<Severity> {
        let rest: Vec<u32> = days.iter().copied().filter(|day| !claimed.contains(day)).collect();
        let text = month("2024-06", &rest, "") + &month("2024-06", claimed, &format!(", 加算: [{add_on}]"));
        plan("{名称: 専門的支援実施加算}, {名称: 子育てサポート加算}")
            .file("record/2024-06.yaml", &text)
            .severities(code)
    };
    assert_eq!(told(&[3, 4, 5, 6, 7], &[3, 4], "専門的支援実施加算"), []);
    assert_eq!(told(&[3, 4, 5, 6, 7], &[3, 4, 5], "専門的支援実施加算"), [Error], "five days: two a month");
    assert_eq!(told(&[3, 4, 5, 6, 7, 10], &[3, 4, 5], "専門的支援実施加算"), [], "six days: four a month");
    assert_eq!(told(&[3, 4, 5, 6], &[3, 4, 5, 6], "子育てサポート加算"), []);
    assert_eq!(told(&[3, 4, 5, 6, 7], &[3, 4, 5, 6, 7], "子育てサポート加算"), [Error]);
    assert_eq!(plan("{名称: 家族支援加算, 頻度: 月4回}").severities(code), []);
    assert_eq!(plan("{名称: 家族支援加算, 頻度: 月5回}").severities(code), [Warning]);
}

#[test]
fn one_thing_is_no_two_add_ons() {
    let code = "addon-same-time";
    let review = "事業所: hoshi\n計画: 2024-03-20\n実施日: 2024-09-10\n面接: {保護者: {日付: 2024-09-10}}\n";
    let met = interview("種類: 家族支援\n日時: 2024-09-10 10:00-10:40\n加算: 家族支援加算");
    let child = plan(FAMILY).file("monitoring/2024-09-10.yaml", review).file("interview/2024-09-10.md", &met);
    assert_eq!(child.severities(code), [Warning]);
    let own = interview("種類: モニタリング\n日時: 2024-09-10 15:00-15:40");
    assert_eq!(child.clone().file("interview/2024-09-10-b.md", &own).severities(code), [], "the review has its own");
    let other = met.replace("2024-09-10", "2024-09-11");
    let apart = plan(FAMILY).file("monitoring/2024-09-10.yaml", review).file("interview/2024-09-11.md", &other);
    assert_eq!(apart.severities(code), [], "another day");
    let both = |time: &str| {
        let met = interview(&format!("種類: 家族支援\n日時: 2024-06-03 {time}\n加算: 家族支援加算"));
        let child = plan("{名称: 家族支援加算}, {名称: 子育てサポート加算}").file("interview/2024-06-03.md", &met);
        child.file("record/2024-06.yaml", &month("2024-06", &[3], ", 加算: [子育てサポート加算]")).severities(code)
    };
    assert_eq!(both("15:00-15:40"), [Warning]);
    assert_eq!(both("10:00-10:40"), [], "before the child came");
}

#[test]
fn a_contact_with_the_agency_every_six_months() {
    let code = "share-overdue";
    let add_on = "{名称: 個別サポート加算(Ⅱ)}";
    let two = |lines: &[&str]| {
        let events: String = lines.iter().map(|line| format!("- {{{line}}}\n")).collect();
        plan(add_on)
            .file("plan/2024-09-20.yaml", &plan_text("2024-09-20", "2024-10-01", "2025-03-31", add_on))
            .file("events.yaml", if events.is_empty() { "[]\n" } else { &events })
    };
    let on = |child: &Called, day: &str| -> Vec<Severity> {
        child.told_on(code, day).iter().map(|finding| finding.severity).collect()
    };
    let shared = |day: &str, to: &str| format!("種類: 情報共有, 対象: plan/2024-03-20, 日付: {day}, 相手: [{to}]");
    assert_eq!(on(&two(&[]), "2024-10-01"), [], "six months from 1 April are over on 1 October");
    assert_eq!(on(&two(&[]), "2024-10-02"), [Error]);
    let once = shared("2024-08-05", "{名称: 東部児童相談所}");
    assert_eq!(on(&two(&[&once]), "2025-02-05"), []);
    assert_eq!(on(&two(&[&once]), "2025-02-06"), [Error]);
    let again = shared("2025-02-10", "{名称: 東部児童相談所}");
    assert_eq!(on(&two(&[&once, &again]), "2025-03-31"), [Warning], "done, and late");
    let elsewhere = shared("2024-08-05", "{名称: 放課後等デイサービス かぜ}");
    assert_eq!(on(&two(&[&elsewhere]), "2024-10-02"), [Error], "another office is no agency");
    let unreadable = "種類: 情報共有, 対象: plan/2024-03-20, 日付: いつか, 相手: [{名称: 東部児童相談所}]";
    assert_eq!(on(&two(&[unreadable]), "2024-10-02"), [], "nobody knows which day");
}

#[test]
fn minutes_of_offices_go_round_within_thirty_days() {
    let code = "addon-share-overdue";
    let minutes = "---\n種類: 事業所間連携会議\n事業所: hoshi\n日時: 2024-05-20 10:00-11:00\n場所: 相談室\n方法: 対面\n議長: suzuki\n記録者: suzuki\n出席者: [suzuki]\n---\n## 議題\n\nあ\n\n## 検討内容\n\nあ\n\n## 決定事項\n\nあ\n";
    let child =
        |add_on: &str, events: &str| plan(add_on).file("meeting/2024-05-20.md", minutes).file("events.yaml", events);
    let joint = "{名称: 事業所間連携加算(Ⅰ)}";
    assert_eq!(child(joint, "[]\n").told_on(code, "2024-06-19").len(), 0);
    assert_eq!(child(joint, "[]\n").told_on(code, "2024-06-20").len(), 1);
    assert_eq!(child("", "[]\n").told_on(code, "2024-06-20").len(), 0, "no 加算, no duty");
    let handed = "- {種類: 情報共有, 対象: meeting/2024-05-20, 日付: 2024-05-22, 相手: [保護者]}\n";
    assert_eq!(child(joint, handed).told_on(code, "2024-06-20").len(), 0);
}

#[test]
fn an_order_is_dated_and_not_over() {
    let code = "medical-order-missing";
    let of = |care: &str| {
        let child = plan("{名称: 医療連携体制加算}").child(&format!("医療: {{医療的ケア: {care}}}\n"));
        child.severities(code)
    };
    assert_eq!(plan("{名称: 医療連携体制加算}").severities(code), [Error]);
    assert_eq!(of("経管栄養"), [Error]);
    assert_eq!(of("{内容: 経管栄養, 指示書: {医師: 岸本}}"), [Warning]);
    assert_eq!(of("{内容: 経管栄養, 指示書: {日付: 2024-03-01, 期限: 2024-09-30}}"), []);
    assert_eq!(of("{内容: 経管栄養, 指示書: {日付: 2024-03-01, 期限: 2024-09-29}}"), [Warning], "within the plan");
    assert_eq!(of("{内容: 経管栄養, 指示書: 2024-03-01}"), []);
    assert_eq!(plan(FAMILY).severities(code), []);
}

#[test]
fn a_session_stands_in_a_plan_of_its_own() {
    let code = "specialist-plan-missing";
    let own = |plan: &str, made: &str, length: &str| {
        format!(
            "事業所: hoshi\n計画: {plan}\n作成日: {made}\n担当者: ito\n重点領域: [運動・感覚]\n期間: {{開始: {made}, 終了: 2024-09-30}}\n必要とする理由: あ\n目標: あ\n支援内容: あ\n実施記録: [{{日付: 2024-06-03, 担当者: ito, 時間: {length}}}]\n"
        )
    };
    let sessions = "{名称: 専門的支援実施加算}";
    let claimed =
        |add_on| plan(add_on).file("record/2024-06.yaml", &month("2024-06", &[3], ", 加算: [専門的支援実施加算]"));
    assert_eq!(claimed(sessions).severities(code), [Error]);
    let made = claimed(sessions).file("specialist/2024-04-10.yaml", &own("2024-03-20", "2024-04-10", "30分"));
    assert_eq!(made.severities(code), []);
    assert_eq!(made.severities("session-too-short"), []);
    let short = claimed(sessions).file("specialist/2024-04-10.yaml", &own("2024-03-20", "2024-04-10", "29分"));
    assert_eq!(short.severities("session-too-short"), [Error]);
    let older = claimed(sessions)
        .file("plan/2023-09-20.yaml", &plan_text("2023-09-20", "2023-10-01", "2024-03-31", ""))
        .file("specialist/2023-10-10.yaml", &own("2023-09-20", "2023-10-10", "30分"));
    assert_eq!(older.severities(code), [Warning], "made for the plan before");
    // Nothing is claimed yet: a month is left to the therapist.
    let on = |day: &str| plan(sessions).told_on(code, day).iter().map(|finding| finding.severity).collect::<Vec<_>>();
    assert_eq!(on("2024-05-01"), []);
    assert_eq!(on("2024-05-02"), [Warning]);
}

#[test]
fn an_office_publishes_its_programme() {
    let code = "program-unpublished";
    let child = Called::new().offices(|text| text.replace("    支援プログラム: {公表日: 2025-03-20}\n", ""));
    assert_eq!(child.severities(code), [Info], "one for the office, and none for the 相談支援");
    assert_eq!(Called::new().severities(code), []);
    let unread = Called::new().offices(|text| text.replace("公表日: 2025-03-20", "公表日: 春"));
    assert_eq!(unread.severities(code), []);
}

#[test]
fn a_restraint_is_recorded_whole_and_foreseen() {
    let whole = "態様: 腰のベルト, 時間: \"15:00-15:10\", 心身の状況: 発作の後, 理由: 転落を防ぐため";
    let of = |restraint: &str| {
        plan("").file("record/2024-06.yaml", &month("2024-06", &[3], &format!(", 身体拘束: [{{{restraint}}}]")))
    };
    assert_eq!(of(&format!("{whole}, 緊急: true")).severities("restraint-unrecorded"), []);
    assert_eq!(of(&format!("{whole}, 緊急: true")).severities("restraint-unplanned"), []);
    assert_eq!(of(whole).severities("restraint-unplanned"), [Warning]);
    let found = of("態様: 腰のベルト, 緊急: true").told_on("restraint-unrecorded", "2026-04-01");
    assert_eq!(found.len(), 1, "one finding for all that is missing");
    assert!(found[0].message.contains("時間、心身の状況、理由がありません"), "{}", found[0].message);
    let planned = plan_text("2024-03-20", "2024-04-01", "2024-09-30", "") + "備考: 身体拘束は発作の後に限る\n";
    assert_eq!(of(whole).file("plan/2024-03-20.yaml", &planned).severities("restraint-unplanned"), []);
}

#[test]
fn another_band_for_two_months_is_said() {
    let code = "band-changed";
    let short = |text: &str| text.replace("14:30-17:30", "16:10-17:30");
    let months = |may: &str, june: &str| {
        plan("").file("record/2024-05.yaml", may).file("record/2024-06.yaml", june).severities(code)
    };
    let (may, june) = (month("2024-05", &[13, 20, 27], ""), month("2024-06", &[3, 10, 17], ""));
    assert_eq!(months(&may, &june), []);
    assert_eq!(months(&short(&may), &short(&june)), [Warning]);
    assert_eq!(months(&short(&may), &june), [], "one month alone");
    let own = month("2024-06", &[3, 10, 17], ", 本人の都合: 通院");
    assert_eq!(months(&short(&may), &short(&own)), [], "the child's own lateness");
    let half = short(&month("2024-06", &[3], "")) + &month("2024-06", &[10], "");
    assert_eq!(months(&short(&may), &half), [], "half of the days is not more than half");
    // 1:30 exactly is the first band, 1:31 the second, in which three hours are.
    let at = |hours: &str| {
        let text = |text: &str| text.replace("14:30-17:30", hours);
        months(&text(&may), &text(&june))
    };
    assert_eq!(at("16:00-17:30"), [Warning]);
    assert_eq!(at("15:59-17:30"), []);
    let foreseen = plan_text("2024-03-20", "2024-04-01", "2024-09-30", "")
        .replace("提供時間: {月", "特記事項: 短縮の日は 16:10-17:30, 提供時間: {月");
    let noted = plan("").file("plan/2024-03-20.yaml", &foreseen);
    let noted = noted.file("record/2024-05.yaml", &short(&may)).file("record/2024-06.yaml", &short(&june));
    assert_eq!(noted.severities(code), [], "foreseen in 特記事項");
}

#[test]
fn more_days_on_record_than_granted_are_said() {
    let code = "days-used-over-supply";
    let granted = |amount: &str| {
        format!(
            "受給者証: [{{種類: 通所, 給付決定期間: {{開始: 2024-04-01, 終了: 2025-03-31}}, サービス: [{amount}]}}]\n"
        )
    };
    let used = |amount: &str, days: &[u32], rest: &str| {
        plan("").child(&granted(amount)).file("record/2024-06.yaml", &month("2024-06", days, rest)).severities(code)
    };
    let two = "{種類: 放課後等デイサービス, 支給量: 月2日}";
    assert_eq!(used(two, &[3, 10], ""), []);
    assert_eq!(used(two, &[3, 10, 17], ""), [Warning]);
    assert_eq!(used(two, &[3, 10, 10], ""), [], "a day is used once");
    assert_eq!(used(two, &[3, 10, 17], ", 欠席: {理由: 発熱}"), []);
    let summer =
        format!("{two}, {{種類: 放課後等デイサービス, 支給量: 月5日, 適用: {{開始: 2024-06-15, 終了: 2024-08-31}}}}");
    assert_eq!(used(&summer, &[3, 10, 17], ""), [], "the larger of the month");
    assert_eq!(used("{種類: 放課後等デイサービス, 支給量: 未定}", &[3, 10, 17], ""), []);
}
