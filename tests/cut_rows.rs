//! Rows that go on to the next sheet: their label stands there again, with （続き）, and no line or two are left alone.

use crate::aloud::Aloud;
use crate::driver::{Project as Folder, pdf_words};
use crate::form_layout::{enclosing, lines};
use crate::sheets::{FISH, WATERMARK, fish, text, without_underlines};
use crate::swapped::full;
use crate::sweep::papers::{Lengths, Paper, consult_plan, plan_paper};
use crate::sweep::press::Press;
use shien::font::Fonts;
use shien::pipeline::{Printer, Project, Settings};
use shien::source::{Disk, Files};
use shien::typeset::{Drawing, Layout, TextRun};
use std::collections::BTreeSet;

/// A text of so many letters goes over any sheet.
const LONG: usize = 4000;
/// What is printed behind the label of a row that goes on.
const GOES_ON: &str = "（続き）";
/// So many lines stand on each side of a cut.
const LEAST: usize = 3;

/// The files with long texts, the kind and the date of their papers, and the packs that print them in their own way.
const PAPERS: [(&str, &str, &str, &[&str]); 10] = [
    ("plan/2024-03-28.yaml", "plan", "2024-03-28", &["wide", "tokyo"]),
    ("monitoring/2024-09-12.yaml", "monitoring", "2024-09-12", &["standard"]),
    ("specialist/2024-04-10.yaml", "specialist", "2024-04-10", &["standard"]),
    ("meeting/2024-03-25.md", "meeting", "2024-03-25", &["standard"]),
    ("assessment/2024-03-11.md", "assessment", "2024-03-11", &["standard"]),
    ("interview/2024-06-03.md", "interview", "2024-06-03", &["standard"]),
    ("record/2024-05.yaml", "record", "2024-05", &["standard", "daily"]),
    ("consult/meeting/2024-03-16.md", "consult-meeting", "2024-03-16", &["standard"]),
    ("consult/basic.yaml", "consult-basic", "basic", &["standard"]),
    ("consult/monitoring/2024-09-30.yaml", "consult-monitoring", "2024-09-30", &["standard"]),
];

/// The child with one of a file's long texts as long as that, the others short; nothing where there is no such text.
fn with_long(file: &str, nth: usize, letters: usize) -> Option<(Folder, String)> {
    let folder = full();
    let path = format!("cases/hana/{file}");
    let whole = folder.text(&path);
    let (at, _) = whole.match_indices('◆').nth(nth)?;
    let end = at + whole[at..].find([' ', ',', '}', '\n', '"']).unwrap_or(whole.len() - at);
    let word = whole[at..end].to_owned();
    let lengthened = format!("{}{}{}", &whole[..at], text(letters), &whole[end..]);
    Some((folder.file(&path, lengthened), word))
}

/// The papers of a document on some packs.
fn laid_out(folder: &Folder, (kind, date): (&str, &str), packs: &[&str]) -> Vec<Layout> {
    let files = || -> Box<dyn Files> { Box::new(Disk::new(folder.root())) };
    let project = Project::from_files(&files, Fonts::embedded()).expect("it opens");
    let (case, _) = project.load("hana", &Settings::default());
    let document = case.document(kind, date).unwrap_or_else(|| panic!("{kind} {date}"));
    let layout = |pack: &&str| {
        let mut printer = Printer::new(&project, Some(pack));
        let source = printer.source(&case, document).unwrap_or_else(|faults| panic!("{faults:?}"));
        printer.layout(&source).unwrap_or_else(|failures| panic!("{failures:?}"))
    };
    packs.iter().map(layout).collect()
}

/// A box of a page with its words.
struct Cell {
    left: f64,
    top: f64,
    bottom: f64,
    words: String,
    /// The lines of the long text in it.
    lines: usize,
}

/// The boxes of a page that hold words, each once.
fn cells(drawing: &Drawing) -> Vec<Cell> {
    let mut found: Vec<(Cell, Vec<f64>)> = Vec::new();
    for run in lines(drawing).iter().filter(|run| run.size < WATERMARK) {
        let Some((left, _, top, bottom)) = enclosing(drawing, run) else { continue };
        let is_same = |cell: &Cell| {
            [(cell.left, left), (cell.top, top), (cell.bottom, bottom)].iter().all(|(a, b)| (a - b).abs() < 0.1)
        };
        let at = found.iter().position(|(cell, _)| is_same(cell)).unwrap_or_else(|| {
            found.push((Cell { left, top, bottom, words: String::new(), lines: 0 }, Vec::new()));
            found.len() - 1
        });
        let (cell, heights) = &mut found[at];
        cell.words.push_str(&run.text);
        if is_of_long(run) && heights.iter().all(|height| (height - run.rect.bottom).abs() > 3.0) {
            heights.push(run.rect.bottom);
            cell.lines += 1;
        }
    }
    found.into_iter().map(|(cell, _)| cell).collect()
}

fn is_of_long(run: &TextRun) -> bool {
    run.text.contains(FISH)
}

/// Whether a page is one of those for what did not fit its box: there the text has a heading, and no row.
fn is_annex(drawing: &Drawing) -> bool {
    drawing.texts.iter().any(|run| run.text.starts_with("別紙1") || run.text.starts_with("続紙1"))
}

/// How often the long text goes on to another sheet, each time with its label there and three lines on either side.
fn assert_goes_on(layout: &Layout, what: &str) -> usize {
    let pages: Vec<Drawing> = (0..layout.pages()).map(|page| without_underlines(layout.drawing(page))).collect();
    let annex = pages.iter().position(is_annex).unwrap_or(pages.len());
    let mut cuts = 0;
    for (page, sheets) in pages[..annex].windows(2).enumerate() {
        let [before, after] = sheets else { continue };
        let (before, after) = (cells(before), cells(after));
        let (Some(above), Some(below)) =
            (before.iter().rev().find(|cell| cell.lines > 0), after.iter().find(|cell| cell.lines > 0))
        else {
            continue;
        };
        cuts += 1;
        let what = format!("{what}, from sheet {page} to the next");
        assert!(above.lines >= LEAST && below.lines >= LEAST, "{what}: {} and {} lines", above.lines, below.lines);
        let beside = |cell: &&Cell| cell.top <= below.top + 0.1 && below.bottom <= cell.bottom + 0.1;
        let labels: Vec<&Cell> = after.iter().filter(beside).filter(|cell| cell.words.contains(GOES_ON)).collect();
        assert!(!labels.is_empty(), "{what}: no label");
        let said = |label: &&Cell| {
            let words = label.words.split(GOES_ON).next().unwrap_or_default();
            // Of a comparison the label of the section stands before that of the row.
            let is_part = |cell: &Cell| !cell.words.is_empty() && words.ends_with(&cell.words);
            let here =
                |cell: &Cell| (cell.left - label.left).abs() < 0.1 && (cell.words.contains(words) || is_part(cell));
            let titled = |cell: &Cell| label.lines > 0 && cell.words.contains(words);
            before.iter().any(|cell| here(cell) || titled(cell)) || page > 0
        };
        assert!(labels.iter().all(said), "{what}: {:?}", labels.iter().map(|label| &label.words).collect::<Vec<_>>());
    }
    cuts
}

#[test]
fn a_row_of_any_kind_that_goes_on_says_its_label_again_with_three_lines_on_each_side() {
    let mut uncut = BTreeSet::new();
    let mut cut = 0;
    for (file, kind, date, packs) in PAPERS {
        for nth in 0.. {
            let Some((folder, word)) = with_long(file, nth, LONG) else { break };
            for (layout, pack) in laid_out(&folder, (kind, date), packs).iter().zip(packs) {
                let what = format!("{pack}, {kind}, {word}");
                assert_eq!(layout.lost(), [""; 0], "{what}");
                let cuts = assert_goes_on(layout, &what);
                cut += cuts.min(1);
                let moved =
                    layout.fits().iter().any(|fit| matches!(fit.kind, shien::typeset::FitKind::Overflow { .. }));
                if cuts == 0 && !moved && printed(layout) > 0 {
                    uncut.insert(what);
                }
            }
        }
    }
    assert!(uncut.is_empty(), "not on two sheets: {uncut:#?}");
    assert!(cut > 80, "{cut}");
}

/// A plan with that long a 支援内容; the other texts are not taken for it.
fn with_content(name: &str, content: usize) -> Paper {
    let of = Lengths { content, goal: 20, issue: 20, caution: 20, wish: 20, policy: 20 };
    let paper = plan_paper(name, 1, of, [0, 0]);
    let other = |all: String, end| all.replace(&format!("{}{end}", text(20)), &format!("短い文{end}"));
    Paper { text: [',', '}', '\n'].into_iter().fold(paper.text.clone(), other), ..paper }
}

#[test]
fn a_changed_row_of_a_comparison_that_goes_on_says_its_label_again_with_three_lines_on_each_side() {
    for content in [1500, 4000, 4300, 9000] {
        let (old, new) = (with_content("old", content), with_content("new", content + 300));
        let layout = Press::of(&[old.clone(), new.clone()]).compared(&old, &new);
        assert_eq!(layout.lost(), [""; 0], "{content}");
        assert!(assert_goes_on(&layout, &format!("新旧対照表, {content} letters")) > 0, "{content}: it goes on");
    }
}

#[test]
fn a_step_of_a_log_that_goes_on_says_its_label_again_with_three_lines_on_each_side() {
    let press = Press::of(&[]);
    for letters in [900, 1100, 1300, 2000, 4000] {
        let layout = press.log(&[text(600), text(letters)]);
        assert_eq!(layout.lost(), [""; 0], "{letters}");
        assert!(assert_goes_on(&layout, &format!("経過, {letters} letters")) > 0, "{letters}: it goes on");
    }
}

#[test]
fn the_line_between_the_columns_of_services_goes_as_far_as_its_row() {
    let of = Lengths { content: 20, goal: 40, issue: 3000, caution: 20, wish: 20, policy: 20 };
    let paper = consult_plan(1, "cut", of);
    let mut cut = 0;
    Press::of(std::slice::from_ref(&paper)).print(std::slice::from_ref(&paper), "standard", |_, layout| {
        for page in 0..layout.pages() {
            let drawing = layout.drawing(page);
            // The row is as high as the box of its long text.
            let Some((_, _, top, bottom)) = lines(&drawing)
                .iter()
                .filter(|run| is_of_long(run))
                .filter_map(|run| enclosing(&drawing, run))
                .max_by(|one, other| (one.3 - one.2).total_cmp(&(other.3 - other.2)))
            else {
                continue;
            };
            let width = crate::form_layout::printed_width(&drawing);
            let between = crate::form_layout::MARGIN + width * (2.4 + 14.2 + 14.2 + 6.3 + 14.2) / 100.0;
            let mut spans: Vec<(f64, f64)> = drawing
                .strokes
                .iter()
                .filter(|stroke| (stroke.from.0 - stroke.to.0).abs() < 0.01 && (stroke.from.0 - between).abs() < 1.0)
                .map(|stroke| (stroke.from.1.min(stroke.to.1), stroke.from.1.max(stroke.to.1)))
                .filter(|span| span.1 > top + 1.0 && span.0 < bottom - 1.0)
                .collect();
            spans.sort_by(|one, other| one.0.total_cmp(&other.0));
            let reached = spans
                .iter()
                .fold(top, |reached, span| if span.0 <= reached + 1.0 { reached.max(span.1) } else { reached });
            assert!(
                reached >= bottom - 1.0,
                "page {page}: from {top} to {bottom} the line reaches {reached}: {spans:?}"
            );
            cut += usize::from(bottom - top > 300.0);
        }
    });
    assert!(cut > 1, "{cut}");
}

fn printed(layout: &Layout) -> usize {
    (0..layout.pages()).flat_map(|page| layout.drawing(page).texts).map(|run| fish(&run.text)).sum()
}

#[test]
fn the_label_said_again_is_seen_and_not_heard() {
    for (file, kind, date, _) in
        PAPERS.iter().filter(|(_, kind, ..)| ["monitoring", "meeting", "specialist", "assessment"].contains(kind))
    {
        let (folder, word) = with_long(file, 0, LONG).expect("a long text");
        let run = folder.run(["build", "hana", "--form", "standard", "--kind", kind, "--draft"]);
        let print = folder.root().join(format!("output/hana/{kind}-{date}.pdf"));
        assert!(print.exists(), "{kind}: {}", run.stderr);
        assert!(pdf_words(&print).contains(GOES_ON), "{kind}, {word}: it is seen");
        let aloud = Aloud::of(&print);
        let heads: Vec<String> = aloud.all("TH").map(|at| aloud.text(at)).collect();
        assert!(
            !heads.is_empty() && heads.iter().all(|head| !head.is_empty() && !head.contains("続き")),
            "{kind}: {heads:?}"
        );
        assert!(!aloud.all("TD").any(|at| aloud.text(at).contains("続き")), "{kind}, {word}: it is not heard");
        let long = aloud.all("TD").find(|at| aloud.text(*at).contains(FISH)).expect("the text");
        assert!(!aloud.headers(long).is_empty(), "{kind}, {word}: it has its label");
        assert_eq!(
            aloud.text(long).chars().filter(|letter| FISH.contains(letter)).count(),
            fish(&text(LONG)),
            "{kind}, {word}"
        );
    }
}
