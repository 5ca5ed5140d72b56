//! Papers with few rows and with many, with short texts and with long ones, on every pack: the sheets are whole, one where the
//! real form is one, no signature by itself, no letter below the floors, no line or two alone.

pub(crate) mod papers;
pub(crate) mod press;
pub(crate) mod whole;

use crate::sheets::{Sheets, fish, text, used};
use papers::{Lengths, ORDINARY, Paper, plan, plan_paper};
use press::Press;
use whole::assert_whole;

/// The three lengths: name, of the texts, of the notes of a 別表.
fn lengths() -> [(&'static str, Lengths, usize); 3] {
    [("short", ORDINARY.times(0.25), 0), ("middle", ORDINARY, 120), ("long", ORDINARY.times(4.0), 900)]
}

#[test]
fn an_ordinary_plan_is_one_sheet_and_one_of_twice_its_length_two() {
    let named =
        |name: &str, of: Lengths| Paper { text: plan(5, of, "mori", [0, 0]), ..plan_paper(name, 5, of, [0, 0]) };
    let papers = [named("once", ORDINARY), named("twice", ORDINARY.times(2.0))];
    for pack in ["standard", "tokyo"] {
        let mut found = Vec::new();
        Press::of(&papers).print(&papers, pack, |paper, layout| found.push(Sheets::of(layout, paper.name.clone())));
        assert_eq!(found[0].pages.len(), 2, "{pack}: one sheet, and the 別表");
        assert_eq!(found[1].pages.len(), 3, "{pack}: two sheets, and the 別表");
        let used = used(&found[1].pages[1]);
        assert!(used > 0.5, "{pack}: the second is {used} full");
    }
}

/// The papers of a kind with 1 to 20 rows and texts of each length, on every pack that prints them in its own way, are whole.
/// `plans` are those that they speak of.
fn assert_all_whole(
    paper: impl Fn(usize, &str, Lengths, usize) -> Paper,
    plans: impl Fn(&str, usize, Lengths) -> Vec<Paper>,
) {
    let all = (1..=20).flat_map(|rows| lengths().map(|length| (rows, length)));
    let all: Vec<(usize, (&str, Lengths, usize))> = all.collect();
    // Each with its plan in a folder of its own: no child has sixty plans at a time.
    let child = |rows: usize, name: &str| format!("{name}{rows}");
    let own = |(rows, (name, of, note)): &(usize, (&str, Lengths, usize))| {
        paper(*rows, name, *of, *note).of(&child(*rows, name))
    };
    let papers: Vec<Paper> = all.iter().map(own).collect();
    let others = all
        .iter()
        .flat_map(|(rows, (name, of, _))| plans(name, *rows, *of).into_iter().map(|plan| plan.of(&child(*rows, name))));
    let press = Press::of(&papers.iter().cloned().chain(others).collect::<Vec<_>>());
    let packs = press.packs(&[&papers[0], &papers[papers.len() - 2]]);
    assert!(!packs.is_empty());
    for pack in packs {
        press.print(&papers, &pack, |paper, layout| {
            let sheets = Sheets::of(layout, format!("{pack}, {} {}, {}", paper.kind, paper.name, paper.child));
            assert_whole(&sheets);
            let (printed, written) = (sheets.printed(), fish(&paper.text));
            // A plan's 別表 and a report's goals are printed, too; a plan says nothing twice.
            assert!(
                printed >= written && (paper.kind != "plan" || printed == written),
                "{}: every letter",
                sheets.what
            );
        });
    }
}

macro_rules! swept {
    ($($name:ident: $paper:expr, $plans:expr;)*) => {$(
        #[test]
        fn $name() {
            assert_all_whole($paper, $plans);
        }
    )*};
}

fn none(_: &str, _: usize, _: Lengths) -> Vec<Paper> {
    Vec::new()
}

fn plans(name: &str, rows: usize, of: Lengths) -> Vec<Paper> {
    vec![plan_paper(name, rows, of, [0, 0])]
}

fn consult_plans(name: &str, rows: usize, of: Lengths) -> Vec<Paper> {
    vec![papers::consult_plan(rows, name, of)]
}

swept! {
    a_plan_of_any_size_is_whole: |rows, name, of, note| plan_paper(name, rows, of, [note, note]), none;
    a_monitoring_of_any_size_is_whole: |rows, name, of, _| papers::monitoring(rows, name, of), plans;
    a_specialist_plan_of_any_size_is_whole: |rows, name, of, _| papers::specialist(rows, name, of), plans;
    a_record_of_any_size_is_whole: |rows, _, of, _| papers::record(rows, of), none;
    minutes_of_any_size_are_whole: |rows, name, of, _| papers::meeting(rows, name, of), none;
    an_assessment_of_any_size_is_whole: |rows, name, of, _| papers::assessment(rows, name, of), none;
    an_interview_of_any_size_is_whole: |rows, name, of, _| papers::interview(rows, name, of), none;
    a_consultation_of_any_size_is_whole: |rows, name, of, _| papers::consult_plan(rows, name, of), none;
    minutes_of_the_consultation_of_any_size_are_whole: |rows, name, of, _| papers::consult_meeting(rows, name, of), none;
    a_report_of_the_consultation_of_any_size_is_whole: |rows, name, of, _| papers::report(rows, name, of), consult_plans;
    a_situation_of_any_size_is_whole: |rows, name, of, _| papers::basic(rows, name, of), none;
}

#[test]
fn a_comparison_of_plans_of_any_size_is_whole() {
    for (name, of, _) in lengths() {
        // Rows are gone, new and changed.
        let old = |rows: usize| plan_paper("old", rows, of, [0, 0]).of(&format!("{name}{rows}"));
        let new = |rows: usize| plan_paper("new", 21 - rows, of.times(1.25), [0, 0]).of(&format!("{name}{rows}"));
        let papers: Vec<(Paper, Paper)> = (1..=20).map(|rows| (old(rows), new(rows))).collect();
        let press = Press::of(&papers.iter().flat_map(|(old, new)| [old.clone(), new.clone()]).collect::<Vec<_>>());
        for (old, new) in &papers {
            let sheets = Sheets::of(&press.compared(old, new), format!("新旧対照表, {}", old.child));
            let sheets = sheets.without_underlines();
            assert_whole(&sheets);
            assert!(sheets.printed() >= fish(&old.text).max(fish(&new.text)), "{}: every letter", sheets.what);
        }
    }
}

#[test]
fn a_log_of_any_size_is_whole() {
    let press = Press::of(&[plan_paper("of", 1, ORDINARY, [0, 0])]);
    for (letters, rows) in [30, 200, 1200].into_iter().flat_map(|letters| (1..=20).map(move |rows| (letters, rows))) {
        let steps = vec![text(letters); rows];
        let sheets = Sheets::of(&press.log(&steps), format!("経過, {rows} of {letters}"));
        assert_whole(&sheets);
        assert_eq!(sheets.printed(), rows * fish(&steps[0]), "{}: every letter once", sheets.what);
    }
}
