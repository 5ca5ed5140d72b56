//! How many sheets a plan takes, and what stands on them: one sheet where the real form is one, no signature by itself, no
//! letter below the floors, with few rows and with many, with short texts and with long ones, on every pack.

use crate::driver::{Project as Folder, files_below, repository};
use crate::swapped::full;
use shien::case::Case;
use shien::font::Fonts;
use shien::pipeline::{Printer, Project, Settings};
use shien::source::{Disk, Files, Memory};
use shien::typeset::{FitKind, Layout, TextRun};
use std::collections::BTreeSet;

/// Letters that stand in no label, so that each of them on the paper is a value's.
const FISH: [char; 8] = ['鯨', '鯛', '鮎', '鮪', '鰯', '鰹', '鯖', '鱒'];
/// No value is smaller, and nothing printed than the other, in points.
const VALUES: f64 = 8.0;
const LABELS: f64 = 7.0;
/// A watermark is larger.
const WATERMARK: f64 = 100.0;
/// What of a sheet may stay white where a text stands on a 別紙.
const WHITE: f64 = 1.0 / 3.0;
/// The edge within which nothing stands, in points (7 mm).
const EDGE: f64 = 7.0 * 72.0 / 25.4;

/// A text of so many letters.
fn text(letters: usize) -> String {
    let letter = |index: usize| match index % 17 {
        8 => '、',
        16 => '。',
        _ => FISH[index % FISH.len()],
    };
    (0..letters).map(letter).collect()
}

/// The lengths of a plan's texts, in letters.
#[derive(Clone, Copy)]
struct Lengths {
    goal: usize,
    content: usize,
    issue: usize,
    caution: usize,
    wish: usize,
    policy: usize,
}

const ORDINARY: Lengths = Lengths { goal: 40, content: 80, issue: 40, caution: 30, wish: 60, policy: 100 };

impl Lengths {
    fn times(self, factor: f64) -> Self {
        let times = |letters: usize| (letters as f64 * factor).ceil() as usize;
        Self {
            goal: times(self.goal),
            content: times(self.content),
            issue: times(self.issue),
            caution: times(self.caution),
            wish: times(self.wish),
            policy: times(self.policy),
        }
    }
}

/// A plan with so many rows: most of them 本人支援, then the others. The 別表 has a note of so many letters.
fn plan(rows: usize, of: Lengths, staff: &str, note: usize) -> String {
    let kinds = ["本人支援", "本人支援", "本人支援", "家族支援", "移行支援", "地域支援・地域連携"];
    let kind = |row: usize| if row + 3 < rows { kinds[0] } else { kinds[(row + 6 - rows).min(5)] };
    let rows: String = (0..rows)
        .map(|row| {
            let kind = kind(row);
            format!(
                "  - {{id: s{row}, 項目: {kind}, 課題: {{内容: {}, 誰の: 本人}}, 支援目標: {}, 支援内容: {}, 5領域: [健康・生活, 運動・感覚], \
                 達成時期: 2024-12-31, 担当者: [{staff}], 留意事項: {}, 優先順位: {}}}\n",
                text(of.issue),
                text(of.goal),
                text(of.content),
                text(of.caution),
                row + 1
            )
        })
        .collect();
    let note = if note > 0 {
        format!("    特記事項: {}\n    延長を必要とする理由: {}\n", text(note), text(note))
    } else {
        String::new()
    };
    format!(
        "事業所: hoshi\nサービス: 放課後等デイサービス\n状態: 確定\n作成日: 2024-03-28\n作成者: suzuki\n\
         計画期間: {{開始: 2024-04-01, 終了: 2024-09-30}}\n次回見直し年月日: 2024-09-15\n\
         意向: {{本人: {wish}, 家族: {wish}}}\n総合的な支援の方針: {}\n\
         長期目標: {{内容: {goal}, 期間: {{開始: 2024-04-01, 終了: 2025-03-31}}}}\n\
         短期目標: {{内容: {goal}, 期間: {{開始: 2024-04-01, 終了: 2024-09-30}}}}\n\
         支援の標準的な提供時間等: 月・水 14:30〜17:30\n支援:\n{rows}別表:\n  - 名称: 通常\n    区分: 授業日\n    作成日: 2024-03-28\n\
         \x20   適用: {{開始: 2024-04-01}}\n    提供時間: {{月: \"14:30-17:30\", 水: \"14:30-17:30\"}}\n{note}",
        text(of.policy),
        wish = text(of.wish),
        goal = text(of.goal),
    )
}

/// The pages of some plans on a pack, by their names; what another pack set just so is left out.
struct Press {
    project: Project,
    case: Case,
    seen: BTreeSet<String>,
}

impl Press {
    fn of(plans: &[(String, String)]) -> Self {
        let read =
            |path: &str| std::fs::read(repository().join("tests/project").join(path)).expect("a file of the project");
        let office = String::from_utf8(read("cases/office.yaml")).expect("UTF-8").replace("様式: plain\n", "");
        let memory = || {
            let memory = Memory::new().with("cases/office.yaml", office.as_str());
            let memory = memory.with("cases/hana/child.yaml", read("cases/hana/child.yaml"));
            plans
                .iter()
                .fold(memory, |memory, (name, plan)| memory.with(format!("cases/hana/plan/{name}.yaml"), plan.as_str()))
        };
        let files = || -> Box<dyn Files> { Box::new(memory()) };
        let project = Project::from_files(&files, Fonts::embedded()).expect("it opens");
        let (case, _) = project.load("hana", &Settings::default());
        Self { project, case, seen: BTreeSet::new() }
    }

    fn layout(&mut self, name: &str, pack: &str) -> Option<Layout> {
        let document = self.case.document("plan", name).expect("the plan");
        let mut printer = Printer::new(&self.project, Some(pack));
        let source = printer.source(&self.case, document).unwrap_or_else(|faults| panic!("{faults:?}"));
        let layout = || printer.layout(&source).unwrap_or_else(|failures| panic!("{failures:?}"));
        self.seen.insert(unmarked(&source)).then(layout)
    }
}

/// A source without the marks of its template's lines.
fn unmarked(source: &str) -> String {
    source.lines().map(|line| line.split(" //@").next().unwrap_or_default()).collect()
}

fn runs(layout: &Layout, page: usize) -> Vec<TextRun> {
    layout.drawing(page).texts.into_iter().filter(|run| run.size < WATERMARK).collect()
}

/// How much of a page is used above its foot, from 0 to 1.
fn used(layout: &Layout, page: usize) -> f64 {
    let drawing = layout.drawing(page);
    let foot = drawing.size.1 - 10.5 * 72.0 / 25.4;
    let texts = drawing.texts.iter().filter(|run| run.size < WATERMARK).map(|run| run.rect.bottom);
    let strokes = drawing.strokes.iter().map(|stroke| stroke.from.1.max(stroke.to.1));
    let lowest = texts.chain(strokes).filter(|bottom| *bottom <= foot + 1.0).fold(0.0, f64::max);
    lowest / foot
}

fn holds_fish(run: &TextRun) -> bool {
    run.text.contains(FISH)
}

fn fish(text: &str) -> usize {
    text.chars().filter(|letter| FISH.contains(letter)).count()
}

#[test]
fn an_ordinary_plan_is_one_sheet_and_one_of_twice_its_length_two() {
    let plans = [
        ("2024-03-28-a".to_owned(), plan(5, ORDINARY, "mori", 0)),
        ("2024-03-28-b".to_owned(), plan(5, ORDINARY.times(2.0), "mori", 0)),
    ];
    for pack in ["standard", "tokyo"] {
        let mut press = Press::of(&plans);
        let once = press.layout("2024-03-28-a", pack).expect("the first");
        assert_eq!(once.pages(), 2, "{pack}: one sheet, and the 別表");
        let twice = press.layout("2024-03-28-b", pack).expect("another");
        assert_eq!(twice.pages(), 3, "{pack}: two sheets, and the 別表");
        assert!(used(&twice, 1) > 0.5, "{pack}: the second is {} full", used(&twice, 1));
    }
}

#[test]
fn with_any_number_of_rows_and_any_length_of_text_the_sheets_are_whole() {
    // Each number of rows comes with two of the three lengths.
    let lengths = [("short", ORDINARY.times(0.25), 0), ("middle", ORDINARY, 120), ("long", ORDINARY.times(4.0), 900)];
    let of = |(rows, turn): (usize, usize)| {
        let (name, of, note) = lengths[(rows + turn) % lengths.len()];
        (format!("2024-03-28-{name}{rows}"), plan(rows, of, "suzuki, mori", note))
    };
    let plans: Vec<(String, String)> = (1..=20).flat_map(|rows| [(rows, 0), (rows, 1)]).map(of).collect();
    let mut press = Press::of(&plans);
    let packs: Vec<String> = press.project.packs().iter().map(|pack| pack.id.clone()).collect();
    let mut laid_out = 0;
    for (pack, (name, source)) in packs.iter().flat_map(|pack| plans.iter().map(move |plan| (pack, plan))) {
        let Some(layout) = press.layout(name, pack) else { continue };
        laid_out += 1;
        let what = format!("{pack}, {name}");
        assert_eq!(layout.lost(), [""; 0], "{what}");
        assert_signed_in_company(&layout, &what);
        assert_floors_and_edges(&layout, &what);
        assert_no_box_empty_for_nothing(&layout, &what);
        let printed: usize = (0..layout.pages()).flat_map(|page| runs(&layout, page)).map(|run| fish(&run.text)).sum();
        assert_eq!(printed, fish(source), "{what}: every letter once");
    }
    assert!(laid_out >= 2 * plans.len(), "two packs differ: {laid_out}");
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

/// The lines for the signatures stand below a row or a box.
fn assert_signed_in_company(layout: &Layout, what: &str) {
    let signed = |page: &usize| runs(layout, *page).iter().any(|run| run.text.contains("説明しました"));
    let page = (0..layout.pages()).find(signed).unwrap_or_else(|| panic!("{what}: the signature"));
    let company = runs(layout, page).iter().any(|run| holds_fish(run) || run.text.contains("評価及び今後の方針"));
    assert!(company, "{what}: the signature stands alone on page {page}");
}

fn assert_floors_and_edges(layout: &Layout, what: &str) {
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

fn assert_no_box_empty_for_nothing(layout: &Layout, what: &str) {
    if !layout.fits().iter().any(|fit| matches!(fit.kind, FitKind::Overflow { .. })) {
        return;
    }
    for page in 0..layout.pages() {
        let moved = runs(layout, page).iter().any(|run| run.text.contains("参照"));
        assert!(!moved || used(layout, page) > 1.0 - WHITE, "{what}: page {page} is {} full", used(layout, page));
    }
}
