//! What was done on which day, and which plan held then.

use shien::case::{load_case, load_organisation};
use shien::directory::Directory;
use shien::source::Memory;
use shien::timeline::Timeline;
use shien::value::{Date, Month};

const OFFICE: &str = "事業所:\n  - {id: hoshi, 名称: ほし, 種類: [放課後等デイサービス]}\n  - {id: niji, 名称: にじ, 種類: [放課後等デイサービス, 児童発達支援]}\n";
const CHILD: &str = "氏名: 佐藤 はな\n利用: [{事業所: hoshi, 開始日: 2024-04-08}]\n";

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn files() -> Memory {
    let plan = |office: &str, start: &str, end: &str, rest: &str| {
        format!("事業所: {office}\n状態: 確定\n作成日: {start}\n計画期間: {{開始: {start}, 終了: {end}}}\n{rest}")
    };
    let may = "- {日付: 2024-05-15, 事業所: hoshi, 支援: [s1, {行: s2, 気づき: 難しい}], 気づき: できている}\n- {日付: 2024-05-13, 事業所: hoshi}\n- {日付: 2024-05-13, 事業所: niji, サービス: 児童発達支援}\n- {事業所: hoshi}\n";
    let specialist =
        "事業所: hoshi\n計画: 2024-04-01\n作成日: 2024-04-10\n期間: {開始: 2024-04-10, 終了: 2024-09-30}\n";
    Memory::new()
        .with("cases/office.yaml", OFFICE)
        .with("cases/hana/child.yaml", CHILD)
        .with("cases/hana/plan/2024-04-01.yaml", plan("hoshi", "2024-04-01", "2024-09-30", ""))
        .with("cases/hana/plan/2024-05-14.yaml", plan("hoshi", "2024-05-14", "2024-11-13", ""))
        .with(
            "cases/hana/plan/2024-04-02.yaml",
            plan("niji", "2024-04-02", "2024-09-30", "サービス: 放課後等デイサービス\n"),
        )
        .with("cases/hana/record/2024-05.yaml", may)
        .with("cases/hana/record/2024-06.yaml", "- {日付: 2024-06-03, 事業所: hoshi}\n")
        .with("cases/hana/record/2024-07.yaml", "- 日付: 2024-07-01\n   事業所: hoshi\n")
        .with("cases/hana/specialist/2024-04-10.yaml", specialist)
}

fn with<T>(then: impl FnOnce(&Timeline<'_>) -> T) -> T {
    let files = files();
    let case = load_case(&files, "hana");
    let organisation = load_organisation(&files, &mut Vec::new()).value;
    then(&Timeline::new(&case, &Directory::new(&organisation, &case)))
}

#[test]
fn the_lines_of_a_day_a_month_and_a_plan_are_found_in_the_order_of_the_days() {
    with(|timeline| {
        let days: Vec<String> = timeline.provided().iter().map(|line| line.day.to_string()).collect();
        assert_eq!(days, ["2024-05-13", "2024-05-13", "2024-05-15", "2024-06-03"], "a line without a day has none");
        assert_eq!(timeline.provided_on(day("2024-05-13")).len(), 2);
        assert_eq!(timeline.provided_on(day("2024-05-14")).len(), 0);
        let month = |text: &str| text.parse::<Month>().expect("a month");
        assert_eq!(timeline.provided_in(month("2024-05")).len(), 3);
        assert_eq!(timeline.provided_in(month("2024-06")).len(), 1);
        let terms = timeline.support_terms_at(Some("hoshi"), None);
        let under: Vec<usize> = terms.iter().map(|term| timeline.provided_under(term).count()).collect();
        assert_eq!(under, [1, 2], "the newer plan ends the older one, and the other office's days are not its own");
    });
}

#[test]
fn the_plan_of_a_day_is_that_of_its_office_and_service() {
    with(|timeline| {
        let plan =
            |at: usize| timeline.support_plan_on(&timeline.provided()[at]).map(|term| term.document.name.clone());
        assert_eq!(plan(0).as_deref(), Some("2024-04-01"));
        assert_eq!(plan(1), None, "児童発達支援 has no plan at that office");
        assert_eq!(plan(2).as_deref(), Some("2024-05-14"));
    });
}

#[test]
fn what_cannot_be_read_is_not_known_and_a_month_without_a_file_is() {
    with(|timeline| {
        let knows = |text: &str| timeline.knows_records_of(text.parse().expect("a month"));
        assert_eq!([knows("2024-05"), knows("2024-07"), knows("2024-08")], [true, false, true]);
    });
}

#[test]
fn a_row_has_its_own_word_or_that_of_the_day() {
    with(|timeline| {
        let line = &timeline.provided()[2].line;
        let said = |row: &str| line.progress_of(row).map(|progress| progress.label());
        assert_eq!([said("s1"), said("s2"), said("s3")], [Some("できている"), Some("難しい"), None]);
        assert_eq!(line.row_ids().map(|(id, _)| id).collect::<Vec<_>>(), ["s1", "s2"]);
    });
}

#[test]
fn a_specialist_plan_holds_for_its_period() {
    with(|timeline| {
        let holds = |text: &str| timeline.specialist_plans_on(day(text)).count();
        assert_eq!([holds("2024-04-09"), holds("2024-04-10"), holds("2024-09-30"), holds("2024-10-01")], [0, 1, 1, 0]);
    });
}
