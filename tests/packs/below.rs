//! 追加項目 of the rows of a paper: short ones stand in the column at its end, long ones below their row, as wide as it.

use super::{MANIFEST, manifest};
use crate::aloud::Aloud;
use crate::form_layout::{enclosing, lines};
use crate::sheets::{Sheets, fish, holds_fish, runs, text};
use crate::swapped::full;
use crate::sweep::papers::{self, Lengths, ORDINARY, Paper, plan_paper};
use crate::sweep::press::Press;
use crate::sweep::whole::assert_whole;
use shien::typeset::{Drawing, TextRun};

const PACKS: [&str; 9] = ["standard", "tokyo", "nakano", "nagoya", "chiba", "selfplan", "daily", "shiki", "renkei"];

/// The kinds of papers with rows, and what their rows are called.
const KINDS: [(&str, &str); 5] = [
    ("個別支援計画", "支援"),
    ("モニタリング記録", "支援"),
    ("障害児支援利用計画", "ニーズ"),
    ("障害児支援利用計画案", "ニーズ"),
    ("モニタリング報告書", "ニーズ"),
];

/// The label of the box.
const OWN: &str = "家での取組";

/// A pack on each of the program's, whose papers have a box in each row.
fn manifests() -> Vec<(String, String)> {
    let boxes: String = KINDS
        .iter()
        .map(|(title, rows)| format!("  {title}: {{追加項目: [{{名称: {OWN}, 型: 文章, 行: {rows}}}]}}\n"))
        .collect();
    let own = |pack: &&str| {
        let text = manifest(&boxes).replace("継承: standard", &format!("継承: {pack}"));
        (format!("templates/my-{pack}/pack.yaml"), text)
    };
    PACKS.iter().map(own).collect()
}

/// The paper with so many letters in the box of each row.
fn boxed(paper: Paper, rows: usize, letters: usize) -> Paper {
    let own = format!("追加: {{{OWN}: {}}}", text(letters));
    let begin = |row: usize| {
        [
            (format!("{{id: s{row}, "), format!("{{id: s{row}, {own}, ")),
            (format!("{{行: s{row}, "), format!("{{行: s{row}, {own}, ")),
            (format!("- id: n{row}\n"), format!("- id: n{row}\n    {own}\n")),
        ]
    };
    let written = (0..rows).flat_map(begin).fold(paper.text.clone(), |text, (from, to)| text.replace(&from, &to));
    assert_eq!(written.matches(OWN).count(), rows, "{written}");
    Paper { text: written, ..paper }
}

/// A paper of each kind with so many rows, and those that it speaks of.
fn papers_with(rows: usize, name: &str, of: Lengths) -> [(Paper, Vec<Paper>); 5] {
    let draft = |plan: Paper| Paper { text: plan.text.replace("状態: 確定", "状態: 案"), ..plan };
    [
        (plan_paper(name, rows, of, [0, 0]), Vec::new()),
        (papers::monitoring(rows, name, of), vec![plan_paper(name, rows, of, [0, 0])]),
        (papers::consult_plan(rows, name, of), Vec::new()),
        (draft(papers::consult_plan(rows, name, of)), Vec::new()),
        (papers::report(rows, name, of), vec![papers::consult_plan(rows, name, of)]),
    ]
}

/// The kind at `at` with boxes of so many letters in so many rows, each of a child of its own, and those that they speak of.
fn all(at: usize, sizes: &[(usize, usize)]) -> (Vec<Paper>, Vec<Paper>) {
    let mut own = Vec::new();
    let mut others = Vec::new();
    for (rows, letters) in sizes {
        let child = format!("c{rows}x{letters}");
        let (paper, spoken) = papers_with(*rows, "own", ORDINARY)[at].clone();
        own.push(boxed(paper, *rows, *letters).of(&child));
        others.extend(spoken.into_iter().map(|paper| paper.of(&child)));
    }
    (own, others)
}

/// The papers of a kind on every pack that prints them otherwise.
fn each_print(at: usize, sizes: &[(usize, usize)], mut look: impl FnMut(&Paper, Sheets, (usize, usize))) {
    let (own, others) = all(at, sizes);
    let press = Press::with(&own.iter().cloned().chain(others).collect::<Vec<_>>(), &manifests());
    let mine = press.packs(&own.iter().collect::<Vec<_>>()).into_iter().filter(|pack| pack.starts_with("my-"));
    let mine: Vec<String> = mine.collect();
    assert!(!mine.is_empty());
    for pack in mine {
        let mut sizes = sizes.iter();
        press.print(&own, &pack, |paper, layout| {
            let sheets = Sheets::of(layout, format!("{pack}, {} {}, {}", paper.kind, paper.name, paper.child));
            look(paper, sheets, *sizes.next().expect("a size"));
        });
    }
}

#[test]
fn boxes_of_rows_of_any_length_are_printed_whole_on_every_pack() {
    let sizes: Vec<(usize, usize)> =
        [1, 3, 6, 12].into_iter().flat_map(|rows| [20, 200, 600].map(|letters| (rows, letters))).collect();
    for at in 0..KINDS.len() {
        each_print(at, &sizes, |paper, sheets, _| {
            assert_whole(&sheets);
            let (printed, written) = (sheets.printed(), fish(&paper.text));
            assert!(
                printed >= written
                    && (paper.kind == "monitoring" || paper.kind == "consult-monitoring" || printed == written),
                "{}: {printed} of {written} letters",
                sheets.what
            );
        });
    }
}

/// The box around the label of the boxes, and that at its right: left, right, top, bottom.
type Around = (f64, f64, f64, f64);

/// Each label on a page with the box at its right.
fn labelled(drawing: &Drawing) -> Vec<(Around, Around)> {
    let lines = lines(drawing);
    let own = lines.iter().filter(|run| run.text.starts_with("家での"));
    let beside = |label: &TextRun| {
        let (left, right, top, bottom) = enclosing(drawing, label)?;
        let inside =
            |run: &&TextRun| run.rect.left > right && run.rect.top > top - 0.1 && run.rect.bottom < bottom + 0.1;
        let value = lines.iter().filter(inside).find(|run| holds_fish(run))?;
        Some(((left, right, top, bottom), enclosing(drawing, value)?))
    };
    own.filter_map(beside).collect()
}

#[test]
fn a_long_box_stands_below_its_row_and_a_short_one_in_the_column_at_its_end() {
    for at in 0..KINDS.len() {
        each_print(at, &[(2, 12), (2, 120)], |_, sheets, (rows, letters)| {
            let printed: String = sheets.runs().map(|run| run.text.as_str()).collect();
            let aside = printed.matches("【家での取組】").count();
            let below: Vec<(Around, Around)> = sheets.pages.iter().flat_map(labelled).collect();
            if letters < 20 {
                assert_eq!((aside, below.len()), (rows, 0), "{}", sheets.what);
                return;
            }
            assert_eq!((aside, below.len()), (0, rows), "{}", sheets.what);
            for ((left, right, top, bottom), value) in below {
                let width = sheets.pages[0].size.0;
                assert!(left < width * 0.35 && right - left < width * 0.25, "{}: a label", sheets.what);
                assert!(value.1 - value.0 > width * 0.4, "{}: {value:?} of {width}", sheets.what);
                assert!((value.2 - top).abs() < 0.6 && (value.3 - bottom).abs() < 0.6, "{}: one line", sheets.what);
            }
        });
    }
}

#[test]
fn a_box_of_a_row_goes_on_over_the_end_of_a_sheet_with_its_label() {
    for at in 0..KINDS.len() {
        each_print(at, &[(1, 9000)], |paper, sheets, _| {
            assert_whole(&sheets);
            assert!(sheets.printed() >= fish(&paper.text), "{}", sheets.what);
            let holding: Vec<&Drawing> =
                sheets.pages.iter().filter(|page| runs(page).filter(|run| holds_fish(run)).count() > 20).collect();
            assert!(holding.len() > 1, "{}", sheets.what);
            for page in &holding {
                let words: String = runs(page).map(|run| run.text.as_str()).collect();
                assert!(words.contains("家での取組"), "{}: {words}", sheets.what);
            }
        });
    }
}

#[test]
fn a_reader_aloud_hears_a_long_box_with_its_label() {
    let boxes: String = KINDS
        .iter()
        .map(|(title, rows)| format!("  {title}: {{追加項目: [{{名称: {OWN}, 型: 文章, 行: {rows}}}]}}\n"))
        .collect();
    for (parent, prints) in [("standard", 4), ("tokyo", 1), ("nakano", 1)] {
        let mut folder = full().file(MANIFEST, manifest(&boxes).replace("継承: standard", &format!("継承: {parent}")));
        let rows = [
            ("plan/2024-03-28.yaml", "  - id: s1\n"),
            ("monitoring/2024-09-12.yaml", "  - {行: s1, "),
            ("consult/plan/2024-03-20.yaml", "  - id: n1\n"),
            ("consult/plan/2024-03-10.yaml", "  - id: n1\n"),
            ("consult/monitoring/2024-09-30.yaml", "  - id: n1\n"),
        ];
        for (path, begin) in rows {
            let path = format!("cases/hana/{path}");
            let added = format!("追加: {{{OWN}: {}}}", text(100));
            let own = if begin.ends_with(' ') { format!("{begin}{added}, ") } else { format!("{begin}    {added}\n") };
            folder = folder.edit(&path, begin, &own);
        }
        let out = folder.root().join("aloud");
        let run = folder.run(["build", "hana", "--form", "mado", "--draft", "--out", out.to_str().expect("UTF-8")]);
        let files = crate::driver::files_below(&out);
        let mut heard = 0;
        for path in files.iter().filter(|path| path.extension().is_some_and(|end| end == "pdf")) {
            let aloud = Aloud::of(path);
            let is_own = |at: &usize| aloud.text(*at).starts_with(&text(100)[..60]);
            for cell in aloud.all("TD").filter(is_own) {
                let labels = aloud.labels(cell);
                assert!(labels.iter().any(|label| label == OWN), "{}: {labels:?}", path.display());
                heard += 1;
            }
        }
        assert!(heard >= prints, "{parent}: {heard} {}", run.stderr);
    }
}
