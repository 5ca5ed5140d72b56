//! The print held against the real forms: every labelled box, read off the strokes and glyphs of the laid-out pages.

use shien::font::Fonts;
use shien::pipeline::{Printer, Project, Settings};
use shien::source::Disk;
use shien::typeset::{Drawing, Layout, Stroke, TextRun};
use std::path::Path;

/// How far a box may stand from the real form's, in % of the printed width.
const TOLERANCE: f64 = 2.0;
/// Text of this size, in points, is a watermark.
const WATERMARK: f64 = 100.0;
/// Margins left and right of the printed area, in points (13 mm for the punch, 7 mm).
pub(crate) const MARGIN: f64 = 15.0 * 72.0 / 25.4;
const MARGIN_RIGHT: f64 = 7.0 * 72.0 / 25.4;

/// The width of the printed area, in points.
pub(crate) fn printed_width(drawing: &Drawing) -> f64 {
    drawing.size.0 - MARGIN - MARGIN_RIGHT
}

fn lay_out(child: &str, document: &str, form: Option<&str>) -> Layout {
    lay_out_in(Path::new(env!("CARGO_MANIFEST_DIR")), child, ("plan", document), form)
}

/// A document (kind and name) of a child of the project at `root`, laid out.
pub(crate) fn lay_out_in(root: &Path, child: &str, document: (&str, &str), form: Option<&str>) -> Layout {
    let project = Project::from_files(&|| Box::new(Disk::new(root)), Fonts::embedded()).expect("the project opens");
    let (case, _) = project.load(child, &Settings::default());
    let document = case.document(document.0, document.1).expect("the document is there");
    let mut printer = Printer::new(&project, form);
    let source = printer.source(&case, document).expect("the form has no error");
    printer.layout(&source).unwrap_or_else(|failures| panic!("{failures:?}"))
}

/// What one box of a page holds, in % of the printed width.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Boxed {
    pub(crate) label: String,
    pub(crate) page: usize,
    pub(crate) x: f64,
    pub(crate) width: f64,
    pub(crate) top: f64,
}

/// Every box of the layout that holds text, in reading order.
pub(crate) fn boxes(layout: &Layout) -> Vec<Boxed> {
    let mut found: Vec<(Boxed, f64)> = Vec::new();
    for page in 0..layout.pages() {
        let drawing = layout.drawing(page);
        // A watermark stands in no box.
        for run in lines(&drawing).iter().filter(|run| run.size < WATERMARK) {
            let Some((left, right, top, bottom)) = enclosing(&drawing, run) else { continue };
            let percent = |points: f64| points / printed_width(&drawing) * 100.0;
            let one =
                Boxed { label: squeeze(&run.text), page, x: percent(left - MARGIN), width: percent(right - left), top };
            match found.iter_mut().find(|(other, end)| {
                other.page == page
                    && (other.top - top).abs() < 0.1
                    && (end - bottom).abs() < 0.1
                    && (other.x - one.x).abs() < 0.1
            }) {
                Some((other, _)) => other.label.push_str(&one.label),
                None => found.push((one, bottom)),
            }
        }
    }
    let mut boxes: Vec<Boxed> = found.into_iter().map(|(boxed, _)| boxed).collect();
    boxes.sort_by(|a, b| (a.page, a.top, a.x).partial_cmp(&(b.page, b.top, b.x)).expect("no NaN"));
    boxes
}

/// A page's texts, runs that follow each other on a line put together: a change of script or weight ends a run.
pub(crate) fn lines(drawing: &Drawing) -> Vec<TextRun> {
    let mut lines: Vec<TextRun> = Vec::new();
    for run in &drawing.texts {
        match lines.last_mut() {
            Some(line)
                if (run.rect.left - line.rect.right).abs() < 0.5
                    && (run.rect.bottom - line.rect.bottom).abs() < 0.5 =>
            {
                line.text += &squeeze(&run.text);
                line.rect.right = run.rect.right;
            }
            _ => lines.push(TextRun { text: squeeze(&run.text), ..run.clone() }),
        }
    }
    lines
}

/// The nearest strokes around a run: left, right, top, bottom.
pub(crate) fn enclosing(drawing: &Drawing, run: &TextRun) -> Option<(f64, f64, f64, f64)> {
    let x = (run.rect.left + run.rect.right) / 2.0;
    let y = (run.rect.top + run.rect.bottom) / 2.0;
    let upright =
        |stroke: &&Stroke| (stroke.from.0 - stroke.to.0).abs() < 0.01 && between(y, stroke.from.1, stroke.to.1);
    let level = |stroke: &&Stroke| (stroke.from.1 - stroke.to.1).abs() < 0.01 && between(x, stroke.from.0, stroke.to.0);
    let at_x: Vec<f64> = drawing.strokes.iter().filter(upright).map(|stroke| stroke.from.0).collect();
    let at_y: Vec<f64> = drawing.strokes.iter().filter(level).map(|stroke| stroke.from.1).collect();
    Some((below(&at_x, x)?, above(&at_x, x)?, below(&at_y, y)?, above(&at_y, y)?))
}

pub(crate) fn between(value: f64, a: f64, b: f64) -> bool {
    a.min(b) - 0.1 <= value && value <= a.max(b) + 0.1
}

fn below(values: &[f64], limit: f64) -> Option<f64> {
    values.iter().copied().filter(|value| *value <= limit).max_by(f64::total_cmp)
}

fn above(values: &[f64], limit: f64) -> Option<f64> {
    values.iter().copied().filter(|value| *value >= limit).min_by(f64::total_cmp)
}

pub(crate) fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{200b}').collect()
}

/// One line of a table in `tests/forms/`.
struct Expected {
    kind: String,
    label: String,
    x: f64,
    width: f64,
}

fn expected(table: &str) -> Vec<Expected> {
    let rows = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    rows.map(|line| {
        let (kind, rest) = line.split_once(',').expect("kind");
        let mut parts = rest.rsplitn(3, ',');
        let width = parts.next().and_then(|width| width.parse().ok()).expect("width");
        let x = parts.next().and_then(|x| x.parse().ok()).expect("x");
        let label = parts.next().expect("label").to_owned();
        Expected { kind: kind.to_owned(), label, x, width }
    })
    .collect()
}

pub(crate) fn assert_boxes(table: &str, boxes: &[Boxed]) {
    let mut from = 0;
    for expected in expected(table).iter().filter(|expected| expected.kind == "box") {
        let at = boxes[from..].iter().position(|boxed| boxed.label == expected.label).map(|at| from + at);
        let at = at.unwrap_or_else(|| panic!("no box 「{}」 behind the {from}th of {boxes:#?}", expected.label));
        let found = &boxes[at];
        assert!(
            (found.x - expected.x).abs() <= TOLERANCE,
            "{}: x {} instead of {}",
            expected.label,
            found.x,
            expected.x
        );
        assert!(
            (found.width - expected.width).abs() <= TOLERANCE,
            "{}: width {} instead of {}",
            expected.label,
            found.width,
            expected.width
        );
        from = at + 1;
    }
}

fn assert_lines(table: &str, layout: &Layout, pages: std::ops::Range<usize>) {
    let mut lines: Vec<(String, f64)> = Vec::new();
    for page in pages {
        let drawing = layout.drawing(page);
        let percent = |points: f64| (points - MARGIN) / printed_width(&drawing) * 100.0;
        let mut end = (0.0, 0.0);
        for run in &drawing.texts {
            // A change of font ends a run, not a line.
            let goes_on = (run.rect.left - end.0).abs() < 0.5 && (run.rect.bottom - end.1).abs() < 0.5;
            end = (run.rect.right, run.rect.bottom);
            match lines.last_mut() {
                Some((text, _)) if goes_on => *text += &squeeze(&run.text),
                _ => lines.push((squeeze(&run.text), percent(run.rect.left))),
            }
        }
    }
    for expected in expected(table).iter().filter(|expected| expected.kind == "line") {
        let near =
            |(text, x): &&(String, f64)| text.starts_with(&expected.label) && (x - expected.x).abs() <= TOLERANCE;
        let starts: Vec<_> = lines.iter().filter(|(text, _)| text.starts_with(&expected.label)).collect();
        assert!(lines.iter().any(|line| near(&line)), "{} at x {}: found {starts:?}", expected.label, expected.x);
    }
}

const TOKYO_PLAN: &str = include_str!("forms/tokyo-plan.csv");
const TOKYO_SCHEDULE: &str = include_str!("forms/tokyo-schedule.csv");

#[test]
fn tokyo_plan_has_every_labelled_box_where_the_real_form_has_it() {
    let layout = lay_out("yuki", "2025-09-25", None);
    let boxes = boxes(&layout);
    assert_boxes(TOKYO_PLAN, &boxes);
    assert_lines(TOKYO_PLAN, &layout, 0..layout.pages());
}

#[test]
fn tokyo_ticks_stand_beside_each_row_in_order() {
    let layout = lay_out("yuki", "2025-09-25", None);
    let ticks: Vec<Expected> = expected(TOKYO_PLAN).into_iter().filter(|expected| expected.kind == "tick").collect();
    let mut found = Vec::new();
    for page in 0..layout.pages() {
        let drawing = layout.drawing(page);
        let printed = printed_width(&drawing);
        // The line under each tick is as wide as the form's box.
        let beside = |run: &&TextRun| between((run.rect.left - MARGIN) / printed * 100.0, 55.7, 65.2);
        for run in drawing.texts.iter().filter(|run| (run.size - 7.0).abs() < 0.01).filter(beside) {
            let y = run.rect.bottom;
            let x = (run.rect.left + run.rect.right) / 2.0;
            let under = drawing
                .strokes
                .iter()
                .filter(|s| (s.from.1 - s.to.1).abs() < 0.01 && between(x, s.from.0, s.to.0) && s.from.1 >= y);
            let Some(line) = under.min_by(|a, b| a.from.1.total_cmp(&b.from.1)) else { continue };
            let (left, right) = (line.from.0.min(line.to.0), line.from.0.max(line.to.0));
            found.push((squeeze(&run.text), (left - MARGIN) / printed * 100.0, (right - left) / printed * 100.0));
        }
    }
    let text: String = found.iter().map(|(text, _, _)| text.as_str()).collect();
    let one_row: String = ticks.iter().map(|tick| tick.label.as_str()).collect();
    let rows = text.matches(&one_row).count();
    assert!(rows >= 3, "the five ticks in order beside each row: {text}");
    assert!(!text.contains("人間性・社会性"));
    for tick in &ticks {
        let first = &tick.label[..tick.label.char_indices().nth(3).expect("long enough").0];
        for (text, x, width) in found.iter().filter(|(text, _, _)| text.starts_with(first)) {
            assert!((x - tick.x).abs() <= TOLERANCE, "{text}: x {x} instead of {}", tick.x);
            assert!((width - tick.width).abs() <= TOLERANCE, "{text}: width {width} instead of {}", tick.width);
        }
    }
}

#[test]
fn schedule_has_every_labelled_box_where_the_real_form_has_it() {
    for (child, plan, form) in [("yuki", "2025-09-25", None), ("hana", "2024-03-28", Some("standard"))] {
        let layout = lay_out(child, plan, form);
        let page = (0..layout.pages())
            .find(|page| layout.drawing(*page).texts.iter().any(|run| run.text.starts_with("個別支援計画別表")))
            .expect("a page with the 別表");
        let boxes: Vec<Boxed> = boxes(&layout).into_iter().filter(|boxed| boxed.page == page).collect();
        assert_boxes(TOKYO_SCHEDULE, &boxes);
    }
}

/// Labels and widths of 別紙1-1, from the cell map of the original workbook (columns of 10.9, 20.1, 51.1, 7.2, 12.9,
/// 24.1 and 6.1 characters).
#[test]
fn national_plan_has_the_columns_of_the_original() {
    let columns = [
        ("項目", 10.9),
        ("支援目標（具体的な到達目標）", 20.1),
        ("支援内容（内容・支援の提供上のポイント・5領域（※）との関連性等）", 51.1),
        ("達成時期", 7.2),
        ("担当者提供機関", 12.9),
        ("留意事項", 24.1),
        ("優先順位", 6.1),
    ];
    let total: f64 = columns.iter().map(|(_, width)| width).sum();
    let mut table = String::new();
    let label = (10.9 + 20.1) / total * 100.0;
    table.push_str(&format!("box,利用児及び家族の生活に対する意向,0,{label}\n"));
    table.push_str(&format!("box,総合的な支援の方針,0,{label}\n"));
    table.push_str(&format!("box,長期目標（内容・期間等）,0,{label}\n"));
    let right = (24.1 + 6.1) / total * 100.0;
    table.push_str(&format!("box,支援の標準的な提供時間等（曜日・頻度、時間）,{},{right}\n", 100.0 - right));
    table.push_str(&format!("box,短期目標（内容・期間等）,0,{label}\n"));
    let mut x = 0.0;
    for (label, width) in columns {
        table.push_str(&format!("box,{label},{},{}\n", x / total * 100.0, width / total * 100.0));
        x += width;
    }
    assert_boxes(&table, &boxes(&lay_out("hana", "2024-03-28", None)));
}

#[test]
fn both_packs_print_the_fourteen_items_and_the_consent_sentences() {
    for (form, sentences) in [
        ("standard", ["本計画書に基づき支援の説明を受け、内容に同意しました。", "（保護者署名）"]),
        ("tokyo", ["本計画書に基づき支援の説明を受け、内容に同意し、交付を受けました。", "(利用児童名）"]),
    ] {
        let layout = lay_out("hana", "2024-03-28", Some(form));
        let text: String =
            (0..layout.pages()).flat_map(|page| layout.drawing(page).texts).map(|run| squeeze(&run.text)).collect();
        for item in [
            "計画期間：令和6年4月1日～令和6年9月30日",
            "令和6年3月28日",
            "次回見直し年月日：令和6年9月13日",
            "総合的な支援の方針",
            "長期目標",
            "短期目標",
            "支援目標",
            "【課題・本人】",
            "支援内容",
            "優先順位",
            "留意事項",
            "佐藤はな",
            "児童発達支援管理責任者氏名：鈴木一郎",
            "提供する支援内容について、本計画書に基づき説明しました。",
        ]
        .iter()
        .chain(&sentences)
        {
            assert!(text.contains(item), "{form}: {item} is not in the print");
        }
    }
}

#[test]
fn no_consent_date_and_no_signature_is_ever_printed() {
    for form in ["standard", "tokyo"] {
        let layout = lay_out("hana", "2024-03-28", Some(form));
        let runs: Vec<String> =
            (0..layout.pages()).flat_map(|page| layout.drawing(page).texts).map(|run| run.text).collect();
        // The consent of 2024-03-29 stands in events.yaml.
        assert!(!runs.iter().any(|run| squeeze(run).contains("令和6年3月29日")), "{form}");
        let blank_dates = runs.iter().filter(|run| squeeze(run) == "年月日").count();
        assert!(blank_dates >= 2, "{form}: a blank date for the plan and one for the 別表");
    }
}
