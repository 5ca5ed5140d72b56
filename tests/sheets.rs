//! How many sheets a plan takes, and what stands on them: one sheet where the real form is one, no signature by itself, no
//! letter below the floors, with few rows and with many, with short texts and with long ones, on every pack.

use crate::driver::{Project as Folder, files_below};
use crate::swapped::full;
use shien::font::Fonts;
use shien::pipeline::{Printer, Project, Settings};
use shien::source::{Disk, Files};
use shien::typeset::{Drawing, FitKind, Layout, Stroke, TextRun};
use std::collections::BTreeSet;

/// Letters that stand in no label, so that each of them on the paper is a value's.
pub(crate) const FISH: [char; 8] = ['鯨', '鯛', '鮎', '鮪', '鰯', '鰹', '鯖', '鱒'];
/// No value is smaller, and nothing printed than the other, in points.
pub(crate) const VALUES: f64 = 8.0;
pub(crate) const LABELS: f64 = 7.0;
/// A watermark is larger.
pub(crate) const WATERMARK: f64 = 100.0;
/// What of a sheet may stay white where a text stands on a 別紙.
const WHITE: f64 = 1.0 / 3.0;
/// The edge within which nothing stands, in points (7 mm).
const EDGE: f64 = 7.0 * 72.0 / 25.4;

/// A text of so many letters.
pub(crate) fn text(letters: usize) -> String {
    let letter = |index: usize| match index % 17 {
        8 => '、',
        16 => '。',
        _ => FISH[index % FISH.len()],
    };
    (0..letters).map(letter).collect()
}

/// A source without the marks of its template's lines.
pub(crate) fn unmarked(source: &str) -> String {
    source.lines().map(|line| line.split(" //@").next().unwrap_or_default()).collect()
}

/// The pages of a print, each drawn once, and what was moved from them.
pub(crate) struct Sheets {
    pub(crate) what: String,
    pub(crate) pages: Vec<Drawing>,
    lost: Vec<String>,
    overflows: bool,
}

impl Sheets {
    pub(crate) fn of(layout: &Layout, what: String) -> Self {
        let overflows = layout.fits().iter().any(|fit| matches!(fit.kind, FitKind::Overflow { .. }));
        let pages = (0..layout.pages()).map(|page| layout.drawing(page)).collect();
        Self { what, pages, lost: layout.lost(), overflows }
    }

    /// The same without the lines under changed words.
    pub(crate) fn without_underlines(self) -> Self {
        Self { pages: self.pages.into_iter().map(without_underlines).collect(), ..self }
    }

    pub(crate) fn runs(&self) -> impl Iterator<Item = &TextRun> {
        self.pages.iter().flat_map(runs)
    }

    /// How many letters of the texts stand on the pages.
    pub(crate) fn printed(&self) -> usize {
        self.runs().map(|run| fish(&run.text)).sum()
    }

    /// How many texts stand on a 別紙 or 続紙.
    pub(crate) fn moved(&self) -> usize {
        self.runs().map(|run| run.text.matches("参照").count()).sum()
    }

    pub(crate) fn assert_nothing_lost(&self) {
        assert_eq!(self.lost, [""; 0], "{}", self.what);
    }

    pub(crate) fn assert_floors_and_edges(&self) {
        for page in &self.pages {
            let (width, height) = page.size;
            for run in runs(page) {
                let floor = if holds_fish(run) { VALUES } else { LABELS };
                assert!(run.size > floor - 0.01, "{}: 「{}」 at {} points", self.what, run.text, run.size);
                let rect = run.rect;
                let inside = rect.left >= EDGE
                    && rect.top >= EDGE
                    && rect.right <= width - EDGE + 0.01
                    && rect.bottom <= height - EDGE;
                assert!(inside, "{}: 「{}」 at {rect:?} is too near the edge", self.what, run.text);
            }
        }
    }

    pub(crate) fn assert_no_box_empty_for_nothing(&self) {
        for (number, page) in self.pages.iter().enumerate().filter(|_| self.overflows) {
            let moved = runs(page).any(|run| run.text.contains("参照"));
            let used = used(page);
            assert!(!moved || used > 1.0 - WHITE, "{}: page {number} is {used} full", self.what);
        }
    }
}

/// Only what meets other lines at its ends is the side of a box.
pub(crate) fn without_underlines(page: Drawing) -> Drawing {
    let is_upright = |stroke: &Stroke| (stroke.from.0 - stroke.to.0).abs() < 0.01;
    let uprights: Vec<Stroke> = page.strokes.iter().copied().filter(is_upright).collect();
    let meets = |(x, y): (f64, f64)| {
        uprights.iter().any(|one| {
            let (top, bottom) = (one.from.1.min(one.to.1), one.from.1.max(one.to.1));
            (one.from.0 - x).abs() < 0.6 && (top - 0.6..=bottom + 0.6).contains(&y)
        })
    };
    let is_side = |stroke: &Stroke| is_upright(stroke) || (meets(stroke.from) && meets(stroke.to));
    let strokes = page.strokes.iter().copied().filter(is_side).collect();
    Drawing { strokes, ..page }
}

pub(crate) fn runs(page: &Drawing) -> impl Iterator<Item = &TextRun> {
    page.texts.iter().filter(|run| run.size < WATERMARK)
}

/// How much of a page is used above its foot, from 0 to 1.
pub(crate) fn used(page: &Drawing) -> f64 {
    let foot = page.size.1 - 10.8 * 72.0 / 25.4;
    let texts = runs(page).map(|run| run.rect.bottom);
    let strokes = page.strokes.iter().map(|stroke| stroke.from.1.max(stroke.to.1));
    let lowest = texts.chain(strokes).filter(|bottom| *bottom <= foot + 1.0).fold(0.0, f64::max);
    lowest / foot
}

pub(crate) fn holds_fish(run: &TextRun) -> bool {
    run.text.contains(FISH)
}

pub(crate) fn fish(text: &str) -> usize {
    text.chars().filter(|letter| FISH.contains(letter)).count()
}

/// The papers of every kind with each of their long texts this long.
fn written(letters: usize) -> Folder {
    let folder = full();
    let cases = folder.root().join("cases/hana");
    files_below(&cases).iter().filter(|path| !path.ends_with("child.yaml")).fold(folder, |folder, path| {
        let path = path.strip_prefix(folder.root()).expect("a file of the folder").to_string_lossy().into_owned();
        let lengthened = lengthened(&folder.text(&path), letters);
        folder.file(&path, lengthened)
    })
}

/// A file with each of its long texts, which begin with ◆, this long.
fn lengthened(file: &str, letters: usize) -> String {
    let mut parts = file.split('◆');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |written, part| {
        let end = part.find([' ', ',', '}', '\n', '"']).unwrap_or(part.len());
        written + &text(letters) + &part[end..]
    })
}

#[test]
fn papers_of_every_kind_are_whole_with_short_texts_and_with_long_ones() {
    let mut laid_out = BTreeSet::new();
    for letters in [12, 80, 600] {
        let folder = written(letters);
        let files = || -> Box<dyn Files> { Box::new(Disk::new(folder.root())) };
        let project = Project::from_files(&files, Fonts::embedded()).expect("it opens");
        let (case, _) = project.load("hana", &Settings::default());
        let mut seen = BTreeSet::new();
        for pack in project.packs().iter() {
            let mut printer = Printer::new(&project, Some(&pack.id));
            for document in case.documents.iter().filter(|document| document.kind.id != "plan") {
                let what = format!("{}, {}, {letters} letters", pack.id, document.id());
                let source = printer.source(&case, document).unwrap_or_else(|faults| panic!("{what}: {faults:?}"));
                if !seen.insert(unmarked(&source)) {
                    continue;
                }
                let layout = printer.layout(&source).unwrap_or_else(|failures| panic!("{what}: {failures:?}"));
                laid_out.insert(document.kind.id);
                let sheets = Sheets::of(&layout, what);
                sheets.assert_nothing_lost();
                sheets.assert_floors_and_edges();
                sheets.assert_no_box_empty_for_nothing();
            }
        }
    }
    assert!(laid_out.len() >= 10, "{laid_out:?}");
}
