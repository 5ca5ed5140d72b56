//! The duties that keep a child under a plan: the first one, its review, the next one; and the 給付決定.

use super::child::Child;
use shien::timeline::Standing;

const USE: &str = "利用: [{事業所: kaze, 契約日: 2024-03-20, 開始日: 2024-04-08}]\n";

/// A child with the plans of these days, each consented to on the day after and running from the first of the next month.
fn with_plans(profile: &str, plans: &[(&str, &str, &str)]) -> Child {
    let mut lines = Vec::new();
    let mut child = Child::new(profile);
    for (made, start, end) in plans {
        let text = format!("事業所: kaze\n状態: 確定\n作成日: {made}\n計画期間: {{開始: {start}, 終了: {end}}}\n");
        child = child.with(&format!("plan/{made}"), text);
        lines.push(format!("種類: 同意, 対象: plan/{made}, 日付: {made}"));
    }
    if lines.is_empty() { child } else { child.events(&lines) }
}

/// With a モニタリング on a day of the plan of a day.
fn reviewed(child: Child, day: &str, plan: &str) -> Child {
    child.with(&format!("monitoring/{day}"), format!("事業所: kaze\n計画: {plan}\n実施日: {day}\n"))
}

#[test]
fn the_first_plan_is_owed_on_the_first_day_by_each_stay() {
    let none = Child::new(USE);
    assert_eq!(none.standing("FirstPlan", "2024-04-08"), Standing::Coming);
    assert_eq!(none.standing("FirstPlan", "2024-04-09"), Standing::Late);
    for (made, start, standing) in [
        ("2024-04-08", "2024-04-08", Standing::Done),
        ("2024-04-09", "2024-04-01", Standing::DoneLate),
        // Consented to in time, but only in force later.
        ("2024-04-01", "2024-04-15", Standing::DoneLate),
    ] {
        let child = with_plans(USE, &[(made, start, "2024-09-30")]);
        assert_eq!(child.standing("FirstPlan", "2024-06-01"), standing, "{made} {start}");
    }
    let left = Child::new(&USE.replace("2024-04-08}", "2024-04-08, 終了日: 2024-05-07}"));
    assert_eq!(left.standing("FirstPlan", "2024-06-01"), Standing::Excused, "left within the month");
}

#[test]
fn contracts_without_a_day_between_are_one_stay() {
    let uses = |second: &str| {
        format!(
            "利用: [{{事業所: kaze, 開始日: 2023-04-03, 終了日: 2024-03-31}}, {{事業所: kaze, 開始日: {second}}}, \
             {{事業所: hoshi, サービス: 児童発達支援, 開始日: 2023-04-03}}, {{事業所: michi, 開始日: 2023-04-03}}, \
             {{事業所: {{名称: よそ}}, サービス: 児童発達支援, 開始日: 2023-04-03}}]\n"
        )
    };
    let owed = |second: &str| {
        let all = Child::new(&uses(second)).standings("2023-04-03".parse().expect("a day"));
        all.into_iter().map(|(name, _)| name).filter(|name| name.starts_with("FirstPlan")).collect::<Vec<_>>()
    };
    let once = ["FirstPlan hoshi 児童発達支援 ", "FirstPlan kaze 放課後等デイサービス "];
    assert_eq!(owed("2024-04-01"), once);
    assert_eq!(owed("2024-04-02"), [once[0], once[1], once[1]], "who left and comes back");
}

#[test]
fn a_plan_that_follows_one_that_is_not_kept_here_is_not_the_first() {
    let child = with_plans(USE, &[("2025-03-20", "2025-04-01", "2025-09-30")]);
    assert_eq!(child.standing("FirstPlan", "2025-05-01"), Standing::DoneLate);
    let renewal = "事業所: kaze\n状態: 確定\n作成区分: 更新\n作成日: 2025-03-20\n計画期間: {開始: 2025-04-01, 終了: 2025-09-30}\n";
    let child = child.with("plan/2025-03-20", renewal);
    assert_eq!(child.standing("FirstPlan", "2025-05-01"), Standing::Unknown);
}

#[test]
fn a_plan_is_reviewed_within_six_months_of_its_first_day_and_of_each_review() {
    let child = || with_plans(USE, &[("2024-03-28", "2024-04-08", "2024-10-07")]);
    assert_eq!(child().standing("Review ", "2024-10-08"), Standing::Coming);
    assert_eq!(child().standing("Review ", "2024-10-09"), Standing::Late);
    assert_eq!(reviewed(child(), "2024-10-08", "2024-03-28").standing("Review ", "2025-01-10"), Standing::Done);
    assert_eq!(reviewed(child(), "2024-10-09", "2024-03-28").standing("Review ", "2025-01-10"), Standing::DoneLate);
    // A day that the month does not have is its last.
    let august = with_plans(USE, &[("2024-08-20", "2024-08-31", "2025-02-27")]);
    assert_eq!(august.standing("Review ", "2025-02-28"), Standing::Coming);
    assert_eq!(august.standing("Review ", "2025-03-01"), Standing::Late);
}

#[test]
fn a_newer_plan_counts_its_own_six_months() {
    let plans =
        |second: &'static str| [("2024-03-28", "2024-04-01", "2024-09-30"), ("2024-08-20", second, "2025-01-31")];
    let review = "Review plan/2024-03-28";
    let changed = with_plans(USE, &plans("2024-09-01"));
    assert_eq!(changed.standing(review, "2024-12-01"), Standing::Excused, "a 変更 in mid-term");
    let renewed = with_plans(USE, &plans("2024-10-01"));
    assert_eq!(renewed.standing(review, "2024-12-01"), Standing::Late, "it ran its whole time");
}

#[test]
fn a_review_whose_day_falls_into_a_pause_is_owed_before_the_child_is_back() {
    let rests = USE.replace("2024-04-08}", "2024-04-08, 休止: [{開始: 2024-09-01, 終了: 2024-12-31}]}");
    let child = with_plans(&rests, &[("2024-03-28", "2024-04-01", "2024-09-30")]);
    assert_eq!(child.standing("ReviewOnReturn", "2024-12-31"), Standing::Coming);
    assert_eq!(child.standing("ReviewOnReturn", "2025-01-01"), Standing::Late);
    assert_eq!(child.standing("NextPlan", "2024-12-31"), Standing::Coming);
    assert_eq!(child.standing("NextPlan", "2025-01-01"), Standing::Late);
}

#[test]
fn no_day_of_use_is_without_a_plan() {
    let first = ("2024-03-28", "2024-04-01", "2024-09-30");
    let alone = with_plans(USE, &[first]);
    assert_eq!(alone.standing("NextPlan", "2024-09-30"), Standing::Coming);
    assert_eq!(alone.standing("NextPlan", "2024-10-01"), Standing::Late);
    for (start, standing) in
        [("2024-09-15", Standing::Done), ("2024-10-01", Standing::Done), ("2024-10-02", Standing::DoneLate)]
    {
        let child = with_plans(USE, &[first, ("2024-09-10", start, "2025-03-31")]);
        assert_eq!(child.standing("NextPlan plan/2024-03-28", "2024-12-01"), standing, "{start}");
    }
    let left = with_plans(&USE.replace("2024-04-08}", "2024-04-08, 終了日: 2024-09-30}"), &[first]);
    assert_eq!(left.standing("NextPlan", "2025-01-01"), Standing::Excused);
    let rested = USE.replace("2024-04-08}", "2024-04-08, 休止: [{開始: 2024-10-01, 終了: 2024-10-31}]}");
    let back = with_plans(&rested, &[first, ("2024-10-20", "2024-11-01", "2025-04-30")]);
    assert_eq!(back.standing("NextPlan plan/2024-03-28", "2024-12-01"), Standing::Done, "missed in a pause only");
}

#[test]
fn nothing_is_late_where_the_paper_that_is_missed_may_be_one_that_cannot_be_read() {
    let first = ("2024-03-28", "2024-04-01", "2024-09-30");
    let broken = |paper: &str| with_plans(USE, &[first]).with(paper, "事業所: {\n");
    assert_eq!(broken("plan/2024-09-20").standing("NextPlan", "2025-01-01"), Standing::Unknown);
    assert_eq!(broken("monitoring/2024-09-20").standing("Review ", "2025-01-01"), Standing::Unknown);
    let undecided = with_plans(USE, &[first])
        .with("plan/2024-09-20", "事業所: kaze\n作成日: 2024-09-20\n計画期間: {開始: 2024-10-01, 終了: 2025-03-31}\n");
    assert_eq!(undecided.standing("NextPlan", "2025-01-01"), Standing::Unknown, "it does not say whether it counts");
}

#[test]
fn each_service_of_a_certificate_is_renewed_before_it_ends() {
    let granted = |second: &str| {
        let one = |start: &str, end: &str| {
            format!(
                "{{種類: 通所, 給付決定期間: {{開始: {start}, 終了: {end}}}, サービス: [{{種類: 放課後等デイサービス}}]}}"
            )
        };
        Child::new(&format!("受給者証: [{}, {}]\n", one("2024-04-01", "2025-03-31"), one(second, "2026-03-31")))
    };
    let standing = |second: &str, day: &str| {
        let all = granted(second).standings(day.parse().expect("a day"));
        let mut own = all.into_iter().filter(|(name, _)| name.starts_with("GrantRenewal")).map(|(_, how)| how);
        own.find(|how| *how != Standing::Coming)
    };
    assert_eq!(standing("2025-04-01", "2025-05-01"), Some(Standing::Done));
    assert_eq!(standing("2025-04-02", "2025-03-31"), None);
    assert_eq!(standing("2025-04-02", "2025-04-01"), Some(Standing::Late));
}
