//! What is owed, and on which day it is late: the edges of each row of the table of duties.

use super::child::{Child, date};
use shien::timeline::{Standing, Today};

const MAP: &str = "\
事業所: michi
状態: 確定
案: 2024-03-10
作成日: 2024-03-20
計画期間: {開始: 2024-04-01, 終了: 2025-03-31}
モニタリング期間: [{間隔: 6, 開始年月: 2024-04}]
ニーズ:
  - {id: n1, 解決すべき課題: あ, サービス: [{種類: 放デイ, 提供事業者: kaze}, {種類: 見守り, 提供事業者: {名称: 祖母}, 区分: インフォーマル}]}
";

/// A 案 and its plan, with these lines of the trail.
fn mapped(lines: &[&str]) -> Child {
    let draft = MAP.replace("確定", "案").replace("案: 2024-03-10\n", "").replace("2024-03-20", "2024-03-10");
    let child = Child::new("").with("consult/plan/2024-03-10", draft).with("consult/plan/2024-03-20", MAP);
    child.events(if lines.is_empty() {
        &["種類: 提出, 対象: consult/plan/2024-03-10, 日付: 2024-03-11"]
    } else {
        lines
    })
}

#[test]
fn what_belongs_to_a_plan_is_in_time_on_its_first_day() {
    let bare = mapped(&[]);
    for duty in ["PlanConsent", "CareMeeting", "PlanDelivery consult/plan/2024-03-20 保護者"] {
        assert_eq!(bare.standing(duty, "2024-04-01"), Standing::Coming, "{duty}");
        assert_eq!(bare.standing(duty, "2024-04-02"), Standing::Late, "{duty}");
    }
    // What belongs to the 案 is owed until a plan is made of it.
    for duty in ["DraftConsent", "AssessmentVisit"] {
        assert_eq!(bare.standing(duty, "2024-03-20"), Standing::Coming, "{duty}");
        assert_eq!(bare.standing(duty, "2024-03-21"), Standing::Late, "{duty}");
    }
}

#[test]
fn every_provider_of_a_formal_service_and_the_guardian_get_a_copy() {
    let bare = mapped(&[]);
    let names: Vec<String> = bare.standings(date("2024-06-01")).into_iter().map(|(name, _)| name).collect();
    let copies: Vec<&String> = names.iter().filter(|name| name.starts_with("PlanDelivery")).collect();
    assert_eq!(
        copies,
        [
            "PlanDelivery consult/plan/2024-03-20 保護者",
            "PlanDelivery consult/plan/2024-03-20 放課後等デイサービス かぜ"
        ]
    );
    let handed = mapped(&["種類: 交付, 対象: consult/plan/2024-03-20, 日付: 2024-03-30, 相手: [伊藤健]"]);
    assert_eq!(handed.standing("PlanDelivery consult/plan/2024-03-20 放課後", "2024-06-01"), Standing::Done);
    assert_eq!(handed.standing("PlanDelivery consult/plan/2024-03-20 保護者", "2024-06-01"), Standing::Late);
    let late = mapped(&["種類: 交付, 対象: consult/plan/2024-03-20, 日付: 2024-04-02, 相手: [kaze, 保護者]"]);
    assert_eq!(late.standing("PlanDelivery consult/plan/2024-03-20 保護者", "2024-06-01"), Standing::DoneLate);
}

#[test]
fn a_month_is_over_on_its_last_day_and_done_late_in_the_next() {
    let month = "MonitoringReport consult/plan/2024-03-20 2024-09";
    let bare = mapped(&[]);
    assert_eq!(bare.standing(month, "2024-09-30"), Standing::Coming);
    assert_eq!(bare.standing(month, "2024-10-01"), Standing::Late);
    let report = |day: &str| {
        mapped(&[])
            .with(&format!("consult/monitoring/{day}"), format!("事業所: michi\n計画: 2024-03-20\n実施日: {day}\n"))
    };
    for (day, standing) in [
        ("2024-08-31", Standing::Late),
        ("2024-09-01", Standing::Done),
        ("2024-09-30", Standing::Done),
        ("2024-10-01", Standing::DoneLate),
        ("2024-10-31", Standing::DoneLate),
        ("2024-11-01", Standing::Late),
    ] {
        assert_eq!(report(day).standing(month, "2025-01-10"), standing, "{day}");
    }
}

#[test]
fn the_consultant_s_copy_is_late_a_month_after_the_consent_or_when_the_next_plan_begins() {
    let plan = "事業所: kaze\n状態: 確定\n作成日: 2024-09-20\n計画期間: {開始: 2024-10-01, 終了: 2025-03-31}\n";
    let consent = "種類: 同意, 対象: plan/2024-09-20, 日付: 2024-09-25";
    let child = Child::new("").with("plan/2024-09-20", plan).events(&[consent]);
    assert_eq!(child.standing("ConsultantDelivery", "2024-10-25"), Standing::Coming);
    assert_eq!(child.standing("ConsultantDelivery", "2024-10-26"), Standing::Late);
    let next = plan.replace("2024-09-20", "2024-10-08").replace("2024-10-01", "2024-10-10");
    let child = child.with("plan/2024-10-08", next);
    assert_eq!(child.standing("ConsultantDelivery plan/2024-09-20", "2024-10-09"), Standing::Coming);
    assert_eq!(child.standing("ConsultantDelivery plan/2024-09-20", "2024-10-10"), Standing::Late);
    let planned = Child::new("セルフプラン: true\n").with("plan/2024-09-20", plan).events(&[consent]);
    assert_eq!(planned.standing("ConsultantDelivery", "2025-10-26"), Standing::Excused);
}

#[test]
fn a_change_asked_for_is_owed_by_the_end_of_the_next_month() {
    let report = "事業所: michi\n計画: 2024-03-20\n実施日: 2024-09-30\n結果: 変更\n";
    let child = mapped(&[]).with("consult/monitoring/2024-09-30", report);
    assert_eq!(child.standing("NewPlan", "2024-10-31"), Standing::Coming);
    assert_eq!(child.standing("NewPlan", "2024-11-01"), Standing::Late);
    let renewed = child.with("consult/monitoring/2024-09-30", report.replace("変更", "更新"));
    assert_eq!(renewed.standing("NewPlan", "2025-03-31"), Standing::Coming);
    assert_eq!(renewed.standing("NewPlan", "2025-04-01"), Standing::Late);
}

#[test]
fn nothing_is_late_where_the_trail_cannot_be_read() {
    let broken = mapped(&[]).with("events", "- {種類: 同意\n- {");
    let missing = Child::new("").with("consult/plan/2024-03-20", MAP);
    for child in [broken, missing] {
        for (duty, standing) in child.standings(date("2026-04-01")) {
            let rests_on_it = ["Consent", "Delivery", "AssessmentVisit"].iter().any(|name| duty.contains(name));
            assert!(!rests_on_it || standing == Standing::Unknown, "{duty} {standing:?}");
        }
    }
}

#[test]
fn the_day_on_which_an_answer_changes_is_known() {
    let bare = mapped(&[]);
    let next = bare.ask(|timeline| {
        let today = Today::new(date("2024-03-15"));
        let _ = super::child::standings(timeline, &today);
        today.next_change()
    });
    assert_eq!(next, Some(date("2024-03-21")), "the day after the plan was made of the 案");
}
