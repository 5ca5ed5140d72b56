//! Papers with few rows and with many, with short texts and with long ones, on every pack: the sheets are whole, one where the
//! real form is one, no signature by itself, no letter below the floors, no line or two alone.

mod papers;

use crate::driver::repository;
use crate::form_layout::{enclosing, lines};
use crate::sheets::{
    FISH, assert_floors_and_edges, assert_no_box_empty_for_nothing, fish, holds_fish, runs, unmarked, used,
};
use papers::{Lengths, ORDINARY, Paper, basic, others, plan, plan_paper};
use shien::case::Case;
use shien::font::Fonts;
use shien::pipeline::{Printer, Project, Settings};
use shien::source::{Files, Memory};
use shien::typeset::{Drawing, Layout, TextRun};
use std::collections::{BTreeMap, BTreeSet};

/// The three lengths: name, of the texts, of the notes of a 別表.
fn lengths() -> [(&'static str, Lengths, usize); 3] {
    [("short", ORDINARY.times(0.25), 0), ("middle", ORDINARY, 120), ("long", ORDINARY.times(4.0), 900)]
}

/// A child's papers, loaded once, printed on one pack after the other; what another pack set just so is left out.
struct Press {
    project: Project,
    case: Case,
    seen: BTreeSet<String>,
}

impl Press {
    fn of(papers: &[Paper]) -> Self {
        let read =
            |path: &str| std::fs::read(repository().join("tests/project").join(path)).expect("a file of the project");
        let office = String::from_utf8(read("cases/office.yaml")).expect("UTF-8").replace("様式: plain\n", "");
        let memory = || {
            let memory = Memory::new().with("cases/office.yaml", office.as_str());
            let memory = memory.with("cases/hana/child.yaml", read("cases/hana/child.yaml"));
            papers.iter().fold(memory, |memory, paper| memory.with(paper.path.as_str(), paper.text.as_str()))
        };
        let files = || -> Box<dyn Files> { Box::new(memory()) };
        let project = Project::from_files(&files, Fonts::embedded()).expect("it opens");
        let (case, _) = project.load("hana", &Settings::default());
        Self { project, case, seen: BTreeSet::new() }
    }

    fn packs(&self) -> Vec<String> {
        self.project.packs().iter().map(|pack| pack.id.clone()).collect()
    }

    /// The papers on a pack, each set once.
    fn print(&mut self, papers: &[Paper], pack: &str, mut look: impl FnMut(&Paper, &Layout)) {
        let mut printer = Printer::new(&self.project, Some(pack));
        for paper in papers {
            let document = self.case.document(paper.kind, &paper.name).unwrap_or_else(|| panic!("{paper:?}"));
            let source = printer.source(&self.case, document).unwrap_or_else(|faults| panic!("{faults:?}"));
            if self.seen.insert(unmarked(&source)) {
                look(paper, &printer.layout(&source).unwrap_or_else(|failures| panic!("{failures:?}")));
            }
        }
        printer.forget();
    }
}

/// What goes for every paper.
fn assert_whole(layout: &Layout, what: &str) {
    assert_eq!(layout.lost(), [""; 0], "{what}");
    assert_signed_in_company(layout, what);
    assert_floors_and_edges(layout, what);
    assert_no_box_empty_for_nothing(layout, what);
    assert_no_line_alone(layout, what);
}

fn printed(layout: &Layout) -> usize {
    (0..layout.pages()).flat_map(|page| runs(layout, page)).map(|run| fish(&run.text)).sum()
}

#[test]
fn an_ordinary_plan_is_one_sheet_and_one_of_twice_its_length_two() {
    let named = |name: &str, of: Lengths| Paper { text: plan(5, of, "mori", 0), ..plan_paper(name, 5, of, 0) };
    let papers = [named("once", ORDINARY), named("twice", ORDINARY.times(2.0))];
    for pack in ["standard", "tokyo"] {
        let mut pages = Vec::new();
        Press::of(&papers).print(&papers, pack, |_, layout| pages.push((layout.pages(), used(layout, 1))));
        assert_eq!(pages[0].0, 2, "{pack}: one sheet, and the 別表");
        assert_eq!(pages[1].0, 3, "{pack}: two sheets, and the 別表");
        assert!(pages[1].1 > 0.5, "{pack}: the second is {} full", pages[1].1);
    }
}

#[test]
fn a_plan_with_any_number_of_rows_and_any_length_of_text_is_whole() {
    let of = |rows: usize| lengths().map(|(name, of, note)| plan_paper(name, rows, of, note));
    let plans: Vec<Paper> = (1..=20).flat_map(of).collect();
    let mut press = Press::of(&plans);
    let mut laid_out = 0;
    for pack in press.packs() {
        press.print(&plans, &pack, |plan, layout| {
            laid_out += 1;
            let what = format!("{pack}, {}", plan.name);
            assert_whole(layout, &what);
            assert_eq!(printed(layout), fish(&plan.text), "{what}: every letter once");
        });
    }
    assert!(laid_out >= 2 * plans.len(), "two packs differ: {laid_out}");
}

#[test]
#[ignore = "takes many minutes: it is run by its name"]
fn a_paper_of_any_kind_with_any_number_of_rows_and_any_length_of_text_is_whole() {
    let mut laid_out: BTreeMap<&str, usize> = BTreeMap::new();
    let mut look = |pack: &str, paper: &Paper, layout: &Layout| {
        *laid_out.entry(paper.kind).or_default() += 1;
        let what = format!("{pack}, {} {}", paper.kind, paper.name);
        assert_whole(layout, &what);
        assert!(printed(layout) >= fish(&paper.text), "{what}: every letter");
    };
    let all: Vec<(usize, (&str, Lengths, usize))> =
        (1..=20).flat_map(|rows| lengths().map(|length| (rows, length))).collect();
    let rows: Vec<Paper> =
        all.iter().enumerate().flat_map(|(turn, (rows, (name, of, _)))| others(name, *rows, *of, turn)).collect();
    let plans = all.iter().map(|(rows, (name, of, _))| plan_paper(name, *rows, *of, 0));
    let mut press = Press::of(&rows.iter().cloned().chain(plans).collect::<Vec<_>>());
    for pack in press.packs() {
        press.print(&rows, &pack, |paper, layout| look(&pack, paper, layout));
    }
    // Of these a child has one.
    for (rows, (_, of, _)) in &all {
        let paper = [basic(*rows, *of)];
        let mut press = Press::of(&paper);
        for pack in press.packs() {
            press.print(&paper, &pack, |paper, layout| look(&pack, paper, layout));
        }
    }
    assert!(laid_out.len() == 8 && laid_out.values().all(|count| *count >= all.len()), "{laid_out:?}");
}

/// What is printed where somebody signs.
const SIGNED: [&str; 4] =
    ["説明しました", "説明を受け、内容に同意しました", "児童発達支援管理責任者氏名：", "管理責任者"];

/// The lines for the signatures stand below a row or a box.
fn assert_signed_in_company(layout: &Layout, what: &str) {
    for page in 0..layout.pages() {
        let runs = runs(layout, page);
        let is_signed = |run: &&TextRun| SIGNED.iter().any(|words| run.text.contains(words));
        let is_company = runs.iter().any(|run| {
            holds_fish(run) || ["評価及び今後の方針", "個別支援計画別表"].iter().any(|title| run.text.contains(title))
        });
        assert!(
            !runs.iter().any(|run| is_signed(&run)) || is_company,
            "{what}: the signature stands alone on page {page}"
        );
    }
}

/// A row that goes on to another sheet has three lines on each.
fn assert_no_line_alone(layout: &Layout, what: &str) {
    for page in 1..layout.pages() {
        let (before, after) = (layout.drawing(page - 1), layout.drawing(page));
        let Some(top) = lines(&after).into_iter().filter(holds_fish).map(|run| run.rect.top).min_by(f64::total_cmp)
        else {
            continue;
        };
        let rows = rows_of(&after);
        let Some(first) = rows.iter().find(|row| row.top < top && top < row.bottom) else { continue };
        // A row that begins here is not cut.
        if !first.goes_on {
            continue;
        }
        assert!(first.lines >= 3, "{what}: {} lines go on to page {page}", first.lines);
        let last = rows_of(&before).into_iter().filter(|row| row.lines > 0).max_by(|a, b| a.top.total_cmp(&b.top));
        let last = last.unwrap_or_else(|| panic!("{what}: a row above the cut"));
        assert!(last.lines >= 3, "{what}: {} lines stay on page {}", last.lines, page - 1);
    }
}

/// A row of boxes of a page.
struct Row {
    top: f64,
    bottom: f64,
    /// As many as its longest text has.
    lines: usize,
    /// Whether a text in it does not begin here.
    goes_on: bool,
}

fn rows_of(drawing: &Drawing) -> Vec<Row> {
    let mut boxes: BTreeMap<(i64, i64, i64), (String, Vec<f64>)> = BTreeMap::new();
    for run in lines(drawing).iter().filter(|run| run.text.contains(FISH)) {
        let Some((left, _, top, bottom)) = enclosing(drawing, run) else { continue };
        let tenths = |points: f64| (points * 10.0).round() as i64;
        let (words, heights) = boxes.entry((tenths(top), tenths(bottom), tenths(left))).or_default();
        words.push_str(&run.text);
        if heights.iter().all(|height| (height - run.rect.bottom).abs() > 3.0) {
            heights.push(run.rect.bottom);
        }
    }
    let mut rows: BTreeMap<(i64, i64), Row> = BTreeMap::new();
    for ((top, bottom, _), (words, heights)) in &boxes {
        let new = || Row { top: *top as f64 / 10.0, bottom: *bottom as f64 / 10.0, lines: 0, goes_on: false };
        let row = rows.entry((*top, *bottom)).or_insert_with(new);
        row.lines = row.lines.max(heights.len());
        row.goes_on |= words.find(FISH).is_some_and(|at| !words[at..].starts_with("鯨鯛"));
    }
    rows.into_values().collect()
}
