//! A child with very many papers: what is asked of each of them does not go through all of them once more. These tests take
//! seconds; where something goes through all papers for each pair of papers, they take hours.

use crate::driver::repository;
use shien::case::Case;
use shien::case::monitoring;
use shien::case::plan;
use shien::diagnostic::Diagnostic;
use shien::directory::Directory;
use shien::font::Fonts;
use shien::pipeline::{LogWish, Printer, Project, Settings, check, log};
use shien::source::{Files, Memory, Place};
use shien::timeline::{Cause, Timeline, What};

/// So many plans, and as many モニタリング記録.
const PAPERS: usize = 800;

fn plan_name(number: usize) -> String {
    format!("2024-03-28-p{number:04}")
}

/// A child of one day: plans that do not say their service, each with its 原案's consent in the trail, and a モニタリング of each.
/// `named` is the plan that each モニタリング names.
fn child(named: impl Fn(usize) -> String) -> Memory {
    let read =
        |path: &str| std::fs::read(repository().join("tests/project").join(path)).expect("a file of the project");
    let office = String::from_utf8(read("cases/office.yaml")).expect("UTF-8").replace("様式: plain\n", "");
    let memory =
        Memory::new().with("cases/office.yaml", office).with("cases/hana/child.yaml", read("cases/hana/child.yaml"));
    let memory = (0..PAPERS).fold(memory, |memory, number| {
        let plan = format!(
            "総合的な支援の方針: {number} 番の方針。\n事業所: hoshi\n状態: 確定\n作成日: 2024-03-28\n作成者: suzuki\n\
             計画期間: {{開始: 2024-04-01, 終了: 2024-09-30}}\n支援: [{{id: s1, 支援目標: 遊ぶ。}}]\n"
        );
        let review = format!(
            "総合的な評価: {number} 番の評価。\n事業所: hoshi\n計画: {}\n実施日: 2024-09-12\n実施者: suzuki\n\
             支援: [{{行: s1, 評価: 達成, 今後: 継続}}]\n計画の見直し: 要\n",
            named(number)
        );
        memory
            .with(format!("cases/hana/plan/{}.yaml", plan_name(number)), plan)
            .with(format!("cases/hana/monitoring/2024-09-12-m{number:04}.yaml"), review)
    });
    let lines = (0..PAPERS).map(|number| {
        let line = |kind: &str| format!("- {{種類: {kind}, 対象: plan/{}, 日付: 2024-03-29}}\n", plan_name(number));
        line("説明") + &line("同意")
    });
    memory.with("cases/hana/events.yaml", lines.collect::<String>())
}

fn opened(memory: &Memory) -> Project {
    let files = || -> Box<dyn Files> { Box::new(memory.clone()) };
    Project::from_files(&files, Fonts::embedded()).expect("it opens")
}

fn loaded(memory: &Memory) -> Case {
    shien::case::load_case(memory, "hana")
}

#[test]
fn each_of_many_plans_knows_the_one_before_and_the_one_after_and_what_it_owes() {
    let memory = child(plan_name);
    let (case, project) = (loaded(&memory), opened(&memory));
    let directory = Directory::new(project.organisation(), &case);
    let timeline = Timeline::new(&case, &directory);
    let of = |number: usize| timeline.named(&plan::KIND, &plan_name(number)).expect("the plan");
    for number in 1..PAPERS {
        let (before, after) = (of(number - 1), of(number));
        assert!(timeline.previous(after).is_some_and(|own| std::ptr::eq(own, before)), "{number}");
        assert!(timeline.next(before).is_some_and(|own| std::ptr::eq(own, after)), "{number}");
        assert!(timeline.is_of_one_series(before, after));
    }
    assert_eq!(timeline.counting_like(of(0)).len(), PAPERS);
    let consents = timeline.duties().iter().filter(|duty| duty.what == What::SupportConsent);
    assert_eq!(consents.filter(|duty| matches!(duty.cause, Cause::Paper(_))).count(), PAPERS);
}

#[test]
fn many_papers_that_name_a_plan_that_is_not_there_are_checked() {
    let memory = child(|number| format!("2023-03-28-x{number:04}"));
    let (_, findings) = opened(&memory).load("hana", &Settings::default());
    let unknown = findings.iter().filter(|finding| finding.code.as_str() == "reference-unknown");
    assert_eq!(unknown.count(), PAPERS);
    // What rests on the plan that a モニタリング names is silent, and what does not is said.
    let codes = |code: &str| findings.iter().filter(|finding| finding.code.as_str() == code).count();
    assert_eq!(codes("monitoring-row-missing"), 0);
}

#[test]
fn a_review_among_many_is_rendered_and_the_way_of_all_plans_is_told() {
    let memory = child(plan_name);
    let (case, project) = (loaded(&memory), opened(&memory));
    let review = case.document(monitoring::KIND.id, "2024-09-12-m0400").expect("the review");
    let source = Printer::new(&project, None).source(&case, review).expect("its source");
    assert!(source.contains("400 番の評価"), "{source}");
    let logged = log(&project, &Settings::default(), LogWish::default()).expect("the log");
    assert_eq!(logged.histories.len(), 1);
}

#[test]
fn a_run_holds_no_text_of_a_file_in_which_it_found_something() {
    let memory = child(|number| format!("2023-03-28-x{number:04}"));
    let report = check(&opened(&memory), &Settings::default(), false, &|_| {}).expect("it runs");
    let places = |finding: &Diagnostic| {
        let related = finding.related.iter().map(|(place, _)| place.clone());
        std::iter::once(finding.place.clone()).chain(related).collect::<Vec<_>>()
    };
    let of_child = |place: &Place| place.source().path().starts_with("cases/hana");
    let held: Vec<Place> = report.findings.iter().flat_map(places).filter(of_child).collect();
    assert!(held.len() > PAPERS, "{}", held.len());
    assert!(held.iter().all(|place| place.source().text().is_empty()));
    assert!(held.iter().any(|place| place.line_column().0 > 1), "and knows its lines");
}
