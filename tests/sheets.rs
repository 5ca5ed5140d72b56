//! How many sheets a plan takes, and what stands on them: one sheet where the real form is one, no signature by itself, no
//! letter below the floors, with few rows and with many, with short texts and with long ones, on every pack.

use crate::driver::{Project as Folder, files_below};
use crate::swapped::full;
use shien::font::Fonts;
use shien::pipeline::{Printer, Project, Settings};
use shien::source::{Disk, Files};
use shien::typeset::{FitKind, Layout, TextRun};
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

pub(crate) fn runs(layout: &Layout, page: usize) -> Vec<TextRun> {
    layout.drawing(page).texts.into_iter().filter(|run| run.size < WATERMARK).collect()
}

/// How much of a page is used above its foot, from 0 to 1.
pub(crate) fn used(layout: &Layout, page: usize) -> f64 {
    let drawing = layout.drawing(page);
    let foot = drawing.size.1 - 10.8 * 72.0 / 25.4;
    let texts = drawing.texts.iter().filter(|run| run.size < WATERMARK).map(|run| run.rect.bottom);
    let strokes = drawing.strokes.iter().map(|stroke| stroke.from.1.max(stroke.to.1));
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
                assert_eq!(layout.lost(), [""; 0], "{what}");
                assert_floors_and_edges(&layout, &what);
                assert_no_box_empty_for_nothing(&layout, &what);
            }
        }
    }
    assert!(laid_out.len() >= 10, "{laid_out:?}");
}

pub(crate) fn assert_floors_and_edges(layout: &Layout, what: &str) {
    for page in 0..layout.pages() {
        let (width, height) = layout.drawing(page).size;
        for run in runs(layout, page) {
            let floor = if holds_fish(&run) { VALUES } else { LABELS };
            assert!(run.size > floor - 0.01, "{what}: 「{}」 at {} points", run.text, run.size);
            let rect = run.rect;
            let inside = rect.left >= EDGE
                && rect.top >= EDGE
                && rect.right <= width - EDGE + 0.01
                && rect.bottom <= height - EDGE;
            assert!(inside, "{what}: 「{}」 at {rect:?} is too near the edge", run.text);
        }
    }
}

pub(crate) fn assert_no_box_empty_for_nothing(layout: &Layout, what: &str) {
    if !layout.fits().iter().any(|fit| matches!(fit.kind, FitKind::Overflow { .. })) {
        return;
    }
    for page in 0..layout.pages() {
        let moved = runs(layout, page).iter().any(|run| run.text.contains("参照"));
        assert!(!moved || used(layout, page) > 1.0 - WHITE, "{what}: page {page} is {} full", used(layout, page));
    }
}
