//! Files that are not there, are no files, or are no documents.

use super::{
    NEIGHBOUR_PRINT, OLD_PRINT, assert_child_refused, assert_error, assert_goes_on, assert_plan_refused,
    assert_plan_unprinted, assert_printed, project,
};
use crate::driver::{CHILD, OFFICE, PLAN, PLAN_PRINT};
use std::fs::File;

#[test]
fn an_empty_file() {
    assert_plan_refused(&project().file(PLAN, ""), "file-unreadable", 1, "内容を書くか");
}

#[test]
fn a_child_without_its_file() {
    assert_child_refused(&project().remove(CHILD), "file-unreadable", CHILD, 1, "この名前でファイルを作ってください");
}

#[test]
fn a_project_without_its_office_file() {
    let project = project().remove(OFFICE);
    let check = project.check();
    assert_error(&check, "file-unreadable", OFFICE, 1, "この名前でファイルを作ってください");
    assert_eq!(check.findings("reference-unknown"), [], "what follows from the missing file is not listed beside it");
    assert_eq!(project.build().code, Some(1));
    assert_eq!(project.bytes(PLAN_PRINT), OLD_PRINT);
}

#[test]
fn a_file_of_50_megabytes() {
    let project = project();
    let file = File::create(project.root().join(PLAN)).expect("created");
    file.set_len(50 * 1024 * 1024).expect("sparse");
    let finding = assert_plan_refused(&project, "file-unreadable", 1, "写真や添付は別の場所に置きます");
    assert!(finding.message.contains("50.0 MB"), "{}", finding.message);
}

#[test]
fn a_folder_in_place_of_a_document() {
    assert_plan_refused(&project().folder(PLAN), "file-unreadable", 1, "フォルダーの名前を変え");
}

#[test]
fn a_folder_in_place_of_the_child_file() {
    assert_child_refused(&project().folder(CHILD), "file-unreadable", CHILD, 1, "フォルダーの名前を変え");
}

#[test]
fn a_folder_in_place_of_the_office_file_is_no_child() {
    let check = project().folder(OFFICE).check();
    assert_error(&check, "file-unreadable", OFFICE, 1, "フォルダーの名前を変え");
}

#[test]
fn a_file_in_place_of_a_folder() {
    let project = project().remove("cases/hana/plan").file("cases/hana/plan", "事業所: hoshi\n");
    assert_error(
        &project.check(),
        "file-unreadable",
        "cases/hana/plan",
        1,
        "フォルダーの中に日付の名前で置いてください",
    );
    assert_plan_unprinted(&project, "file-unreadable");
}

#[cfg(unix)]
#[test]
fn a_document_that_is_a_loop_of_links() {
    let finding = assert_plan_refused(&project().link(PLAN, "2024-03-28.yaml"), "file-unreadable", 1, "リンクを消し");
    assert!(finding.message.contains("輪"), "{}", finding.message);
}

#[cfg(unix)]
#[test]
fn a_folder_of_documents_that_is_a_loop_of_links() {
    let project = project().link("cases/hana/plan", "plan");
    assert_error(&project.check(), "file-unreadable", "cases/hana/plan", 1, "リンクを消し");
    assert_goes_on(&project);
}

#[cfg(unix)]
#[test]
fn a_child_that_is_a_loop_of_links_is_not_passed_over() {
    let project = project().link("cases/riku", "riku");
    assert_error(&project.check(), "file-unreadable", "cases/riku", 1, "リンクを消し");
    assert_goes_on(&project);
}

#[cfg(unix)]
#[test]
fn a_link_back_to_the_folder_above_is_not_followed() {
    let project = project().link("cases/hana/plan/again", "..");
    let finding = project.check().finding("file-unknown");
    assert_eq!((finding.file.as_str(), finding.severity.as_str()), ("cases/hana/plan/again", "warning"));
}

#[test]
fn a_document_that_ends_in_yml() {
    let text = project().text(PLAN);
    let path = "cases/hana/plan/2024-04-01.yml";
    let project = project().file(path, text);
    let finding = assert_error(&project.check(), "file-unknown", path, 1, ".yaml に変えて");
    assert_eq!(finding.column, 1);
    project.build();
    assert_printed(&project, NEIGHBOUR_PRINT);
    assert!(!project.has("output/hana/plan-2024-04-01.pdf"), "it is not read under this name");
}

#[test]
fn a_folder_with_a_misspelt_name() {
    let project = project().file("cases/hana/plans/2024-04-01.yaml", "事業所: hoshi\n");
    let finding = project.check().finding("file-unknown");
    assert_eq!((finding.file.as_str(), finding.severity.as_str()), ("cases/hana/plans", "warning"));
    assert!(finding.help.contains("`plan` ではありませんか"), "{}", finding.help);
}

#[test]
fn a_document_whose_name_is_no_date() {
    let text = project().text(PLAN);
    let path = "cases/hana/plan/shoan.yaml";
    assert_error(&project().file(path, text).check(), "date-mismatch", path, 1, "YYYY-MM-DD で始めてください");
}

/// The messages and remedies about one path.
fn said_of(project: &crate::driver::Project, path: &str) -> Vec<String> {
    let found = project.check().findings_in(path);
    found.into_iter().map(|finding| format!("{} {} → {}", finding.code, finding.message, finding.help)).collect()
}

#[test]
fn a_slip_below_consult_is_answered_with_what_may_stand_there() {
    let project = project()
        .file("cases/hana/consult/plans/2024-03-20.yaml", "事業所: michi\n")
        .file("cases/hana/consult/basics.yaml", "事業所: michi\n")
        .file("cases/hana/consult/plan/2024-03-20.yml", "事業所: michi\n")
        .file("cases/hana/consult/monitoring", "事業所: michi\n");
    let expected = [
        ("cases/hana/consult/plans", "file-unknown", "`plan` ではありませんか"),
        ("cases/hana/consult/basics.yaml", "file-unknown", "`basic.yaml` ではありませんか"),
        ("cases/hana/consult/plan/2024-03-20.yml", "file-unknown", "終わりを .yaml に変えてください"),
        ("cases/hana/consult/monitoring", "file-unreadable", "フォルダーの中に日付の名前で"),
    ];
    for (path, code, remedy) in expected {
        let said = said_of(&project, path);
        assert_eq!(said.len(), 1, "{path}: {said:?}");
        assert!(said[0].starts_with(code) && said[0].contains(remedy), "{path}: {said:?}");
    }
}

#[test]
fn the_one_file_of_its_kind_needs_no_date_in_its_name() {
    let basic = "事業所: michi\n作成日: 2024-03-05\n作成者: ueda\n概要: 概要です。\n主訴: {本人: あそびたい。}\n";
    let project = project().file("cases/hana/consult/basic.yaml", basic);
    assert_eq!(said_of(&project, "cases/hana/consult/basic.yaml"), [""; 0]);
    project.build();
    assert_printed(&project, "output/hana/consult-basic.pdf");
}
