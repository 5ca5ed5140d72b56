//! The questions that have one answer: which plan came before, which holds, is the child there, is it consented.

use super::child::{Child, date, name};
use shien::case::paper::State;
use shien::case::{consult, plan};
use shien::timeline::{Consent, Match, Running, Today};

/// A 個別支援計画 of an office.
fn support(office: &str, made: &str, period: &str, more: &str) -> String {
    format!("事業所: {office}\n状態: 確定\n作成日: {made}\n計画期間: {{{period}}}\n{more}")
}

/// A 障害児支援利用計画.
fn map(made: &str, period: &str, more: &str) -> String {
    format!("事業所: michi\n状態: 確定\n作成日: {made}\n計画期間: {{{period}}}\n{more}")
}

fn before(child: &Child, paper: &str) -> Option<String> {
    child.ask(|timeline| {
        let paper = timeline.named(&plan::KIND, paper).expect("the plan");
        name(timeline.previous(paper))
    })
}

#[test]
fn plans_of_two_offices_and_of_two_services_never_mix() {
    let child = Child::new("")
        .with("plan/2024-03-20", support("hoshi", "2024-03-20", "開始: 2024-04-01", "サービス: 児童発達支援\n"))
        .with("plan/2024-03-21", support("kaze", "2024-03-21", "開始: 2024-04-01", ""))
        .with("plan/2024-09-20", support("hoshi", "2024-09-20", "開始: 2024-10-01", "サービス: 放デイ\n"))
        .with("plan/2024-09-21", support("kaze", "2024-09-21", "開始: 2024-10-01", ""))
        .with(
            "plan/2025-03-20",
            support("hoshi", "2025-03-20", "開始: 2025-04-01", "サービス: 放課後等デイサービス\n"),
        );
    assert_eq!(before(&child, "2024-09-21").as_deref(), Some("2024-03-21"));
    assert_eq!(before(&child, "2024-09-20"), None, "a new service begins anew");
    assert_eq!(before(&child, "2025-03-20").as_deref(), Some("2024-09-20"), "one service, written in two ways");
}

#[test]
fn a_plan_that_says_no_service_goes_with_the_only_one_of_its_office() {
    let one = Child::new("")
        .with("plan/2024-03-20", support("hoshi", "2024-03-20", "開始: 2024-04-01", "サービス: 放デイ\n"))
        .with("plan/2024-09-20", support("hoshi", "2024-09-20", "開始: 2024-10-01", ""));
    assert_eq!(before(&one, "2024-09-20").as_deref(), Some("2024-03-20"));
    let two = one.with("plan/2024-03-22", support("hoshi", "2024-03-22", "開始: 2024-04-01", "サービス: 児発\n"));
    assert_eq!(before(&two, "2024-09-20"), None, "it could be either");
}

#[test]
fn the_plan_before_is_the_one_named_and_never_a_draft() {
    let child = Child::new("")
        .with("plan/2024-03-20", support("kaze", "2024-03-20", "開始: 2024-04-01", ""))
        .with("plan/2024-09-10", support("kaze", "2024-09-10", "開始: 2024-10-01", "").replace("確定", "原案"))
        .with("plan/2024-09-20", support("kaze", "2024-09-20", "開始: 2024-10-01", "原案: 2024-09-10\n"))
        .with("plan/2025-03-20", support("kaze", "2025-03-20", "開始: 2025-04-01", "前計画: 2024-03-20\n"));
    assert_eq!(before(&child, "2024-09-20").as_deref(), Some("2024-03-20"));
    assert_eq!(before(&child, "2025-03-20").as_deref(), Some("2024-03-20"), "as it says itself");
    child.ask(|timeline| {
        let plan = |name| timeline.named(&plan::KIND, name).expect("the plan");
        assert_eq!(plan("2024-09-10").state(), State::Draft);
        assert!(!timeline.is_open(plan("2024-09-10")) && timeline.is_open(plan("2024-09-20")));
        assert_eq!(name(timeline.next(plan("2024-03-20"))).as_deref(), Some("2024-09-20"));
        assert_eq!(name(timeline.next(plan("2025-03-20"))), None);
    });
}

#[test]
fn a_newer_plan_ends_the_one_before_early_and_a_copy_counts_from_the_day_it_came() {
    let child = Child::new("")
        .with("consult/plan/2024-03-20", map("2024-03-20", "開始: 2024-04-01, 終了: 2025-03-31", ""))
        .with(
            "consult/plan/2024-06-25",
            map("2024-06-25", "開始: 2024-07-01, 終了: 2025-03-31", "写し: true\n受領日: 2024-08-01\n"),
        );
    child.ask(|timeline| {
        let on = |day: &str, known: Option<&str>| {
            timeline.consultation_on(date(day), known.map(date)).map(|term| term.document.name.clone())
        };
        assert_eq!(on("2024-03-31", None), None);
        assert_eq!(on("2024-04-01", None).as_deref(), Some("2024-03-20"));
        assert_eq!(on("2024-06-30", None).as_deref(), Some("2024-03-20"));
        assert_eq!(on("2024-07-01", None).as_deref(), Some("2024-06-25"));
        assert_eq!(on("2024-07-01", Some("2024-07-31")).as_deref(), Some("2024-03-20"), "not known yet");
        assert_eq!(on("2024-07-01", Some("2024-08-01")).as_deref(), Some("2024-06-25"));
        assert_eq!(on("2025-04-01", None), None);
    });
}

#[test]
fn of_another_company_the_draft_counts_where_nothing_else_was_handed_on() {
    let draft = map("2024-03-10", "開始: 2024-04-01, 終了: 2025-03-31", "写し: true\n").replace("確定", "案");
    let child = Child::new("").with("consult/plan/2024-03-10", &draft);
    let holds = |child: &Child| {
        child.ask(|timeline| timeline.consultation_on(date("2024-05-01"), None).map(|term| term.document.name.clone()))
    };
    assert_eq!(holds(&child).as_deref(), Some("2024-03-10"));
    let plan = map("2024-03-20", "開始: 2024-04-01, 終了: 2025-03-31", "写し: true\n案: 2024-03-10\n");
    assert_eq!(holds(&child.with("consult/plan/2024-03-20", plan)).as_deref(), Some("2024-03-20"));
    let own = Child::new("").with("consult/plan/2024-03-10", draft.replace("写し: true\n", ""));
    assert_eq!(holds(&own), None, "an own 案 holds nothing");
}

#[test]
fn a_child_is_there_between_its_days_but_for_its_pauses() {
    let uses = "利用:\n  - {事業所: hoshi, 開始日: 2024-04-08, 終了日: 2024-12-31, 休止: [{開始: 2024-08-01, 終了: 2024-08-31}]}\n  - {事業所: kaze, 開始日: 2024-10-01}\n";
    Child::new(uses).ask(|timeline| {
        let (all, hoshi) = (timeline.uses(), timeline.uses().at(Some("hoshi"), None));
        for (day, anywhere, there) in [
            ("2024-04-07", false, false),
            ("2024-04-08", true, true),
            ("2024-07-31", true, true),
            ("2024-08-01", false, false),
            ("2024-08-31", false, false),
            ("2024-09-01", true, true),
            ("2024-12-31", true, true),
            ("2025-01-01", true, false),
        ] {
            assert_eq!((all.runs_on(date(day)), hoshi.runs_on(date(day))), (anywhere, there), "{day}");
        }
        // An office that 利用 does not name goes with the whole.
        assert!(timeline.uses().at(Some("michi"), None).runs_on(date("2025-01-01")));
        let deadline = |day: &str, today: &str| hoshi.on_deadline(date(day), &Today::new(date(today)));
        assert_eq!(deadline("2024-08-10", "2024-08-31"), Running::Paused);
        assert_eq!(deadline("2024-08-10", "2024-09-01"), Running::Yes, "the pause is over");
        assert_eq!(deadline("2024-12-31", "2026-04-01"), Running::Yes, "what was due stays due");
        assert_eq!(deadline("2025-01-01", "2026-04-01"), Running::Ended);
    });
}

#[test]
fn each_service_of_a_certificate_has_its_own_days() {
    let certificates = "受給者証:\n  - {種類: 障害福祉サービス, 給付決定期間: {開始: 2024-04-01, 終了: 2025-03-31}}\n  - 種類: 通所\n    給付決定期間: {開始: 2024-04-01, 終了: 2025-03-31}\n    サービス:\n      - {種類: 放デイ, 支給量: 月15日}\n      - {種類: 児童発達支援, 支給量: 月5日, 適用: {開始: 2024-03-01, 終了: 2024-06-30}}\n";
    Child::new(certificates).ask(|timeline| {
        let kind = |day: &str| timeline.certificate_on(date(day)).and_then(|one| one.kind.get().cloned());
        assert_eq!(kind("2024-04-01").as_deref(), Some("通所"), "that for 通所 of two");
        assert_eq!(kind("2025-03-31").as_deref(), Some("通所"));
        assert_eq!((kind("2024-03-31"), kind("2025-04-01")), (None, None));
        let grants = timeline.grants();
        let days: Vec<_> = grants.iter().map(|grant| (grant.start, grant.end)).collect();
        let day = |text| Some(date(text));
        assert_eq!(days[0], (day("2024-04-01"), day("2025-03-31")));
        assert_eq!(days[1], (day("2024-04-01"), day("2024-06-30")), "its own days, within the whole");
        assert!(grants[1].contains(date("2024-06-30")) && !grants[1].contains(date("2024-07-01")));
    });
}

#[test]
fn a_consent_holds_until_it_is_taken_back_and_as_long_as_the_paper_is_the_same() {
    let plan = support("kaze", "2024-03-28", "開始: 2024-04-01", "総合的な支援の方針: あ\n");
    let line = |kind: &str, day: &str, more: &str| format!("種類: {kind}, 対象: plan/2024-03-28, 日付: {day}{more}");
    let ask = |lines: &[String]| {
        Child::new("").with("plan/2024-03-28", &plan).events(lines).ask(|timeline| {
            let paper = timeline.named(&plan::KIND, "2024-03-28").expect("the plan");
            let parts = paper.paper().parts();
            let main = parts.first().expect("the main sheet");
            let state = match timeline.consent(paper, main) {
                Consent::Unknown => "unknown".to_owned(),
                Consent::Missing => "missing".to_owned(),
                Consent::Given(lines) => format!("given {}", lines.len()),
                Consent::Withdrawn(_) => "withdrawn".to_owned(),
            };
            let matches: Vec<Match> = timeline.signatures(paper).iter().map(|line| line.matches).collect();
            (state, matches, timeline.outdated(paper, main).is_some(), main.content.version())
        })
    };
    let (state, matches, outdated, version) = ask(&[line("同意", "2024-03-30", "")]);
    assert_eq!((state.as_str(), matches, outdated), ("given 1", vec![Match::Unnamed], false));
    let same = line("同意", "2024-03-30", &format!(", 版: {version}"));
    assert_eq!(ask(std::slice::from_ref(&same)).1, [Match::Same]);
    let old = line("同意", "2024-03-29", ", 版: \"00000000\"");
    let (_, matches, outdated, _) = ask(std::slice::from_ref(&old));
    assert_eq!((matches, outdated), (vec![Match::Changed], true));
    assert!(!ask(&[old.clone(), same.clone()]).2, "consented to anew");
    assert!(!ask(&[old.clone(), line("同意", "2024-03-30", "")]).2, "a later one may be to the new text");
    // The days count, not the order of the lines.
    assert_eq!(ask(&[line("取消", "2024-04-02", ""), same.clone()]).0, "withdrawn");
    assert_eq!(ask(&[line("不同意", "2024-03-29", ""), same]).0, "given 1");
    assert_eq!(ask(&[line("同意した", "2024-03-29", "")]).0, "unknown");
    assert_eq!(ask(&[] as &[String]).0, "unknown", "an empty file is no trail");
}

#[test]
fn a_paper_is_received_where_it_or_its_company_says_so() {
    let copy = map("2024-03-20", "開始: 2024-04-01", "写し: true\n");
    let report = "事業所: {名称: 相談室 とおく}\n計画: 2024-03-20\n実施日: 2024-09-30\n";
    let child = Child::new("").with("consult/plan/2024-03-20", copy).with("consult/monitoring/2024-09-30", report);
    child.ask(|timeline| {
        let paper = |kind, name| timeline.named(kind, name).expect("the paper");
        assert!(timeline.is_received(paper(&consult::plan::KIND, "2024-03-20")));
        assert!(timeline.is_received(paper(&consult::monitoring::KIND, "2024-09-30")), "it came with the copy");
    });
    let own = report.replace("{名称: 相談室 とおく}", "michi");
    let child = child.with("consult/monitoring/2024-09-30", own);
    child.ask(|timeline| {
        let report = timeline.named(&consult::monitoring::KIND, "2024-09-30").expect("the report");
        assert!(!timeline.is_received(report), "an own report on another's plan");
    });
}
