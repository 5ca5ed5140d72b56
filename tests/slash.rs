//! A box that nothing is written in is crossed out from corner to corner, on each sheet that its row goes on to.

use crate::driver::Project;
use crate::form_layout::lay_out_in;
use shien::typeset::{Drawing, Stroke};

/// The lines across, each with the height of the box around it.
fn slashes(drawing: &Drawing) -> Vec<(f64, f64)> {
    let is_level = |stroke: &&Stroke| (stroke.from.1 - stroke.to.1).abs() < 0.01;
    let is_across = |stroke: &&Stroke| (stroke.from.0 - stroke.to.0).abs() > 5.0 && !is_level(stroke);
    let level: Vec<&Stroke> = drawing.strokes.iter().filter(is_level).collect();
    let height = |stroke: &Stroke| {
        let middle = f64::midpoint(stroke.from.0, stroke.to.0);
        let spans = |line: &&&Stroke| line.from.0.min(line.to.0) < middle && middle < line.from.0.max(line.to.0);
        let (top, bottom) = (stroke.from.1.min(stroke.to.1), stroke.from.1.max(stroke.to.1));
        let lines: Vec<f64> = level.iter().filter(spans).map(|line| line.from.1).collect();
        let above = lines.iter().copied().filter(|y| *y < top + 1.0).fold(0.0, f64::max);
        let below = lines.iter().copied().filter(|y| *y > bottom - 1.0).fold(f64::MAX, f64::min);
        (bottom - top, below - above)
    };
    drawing.strokes.iter().filter(is_across).map(height).collect()
}

#[test]
fn a_row_without_a_priority_is_crossed_out_from_corner_to_corner_on_each_sheet() {
    let mut on_sheets = Vec::new();
    // The row for hana's family goes on to a further sheet.
    let plan = "cases/hana/plan/2024-09-20.yaml";
    let long = format!("絵札を一組渡す。{}", "見通しの立て方を家庭でも試す。".repeat(50));
    let project = Project::copied().edit(plan, "絵札を一組渡す。", &long);
    for (child, plan, form) in
        [("hana", "2024-09-20", "standard"), ("hana", "2024-09-20", "tokyo"), ("ren", "2025-09-22", "standard")]
    {
        let layout = lay_out_in(project.root(), child, ("plan", plan), Some(form));
        let found: Vec<_> = (0..layout.pages()).map(|page| slashes(&layout.drawing(page))).collect();
        for (across, high) in found.iter().flatten() {
            assert!((across - high).abs() < 1.5, "{plan} {form}: {found:?}");
        }
        on_sheets.push(found.iter().map(Vec::len).collect::<Vec<usize>>());
    }
    // Three rows have no priority, and on both forms one of them is crossed out on two sheets.
    let counts: Vec<usize> = on_sheets.iter().map(|sheets| sheets.iter().sum()).collect();
    assert_eq!(counts, [4, 4, 3], "{on_sheets:?}");
}
