//! 週間計画表 of a pack: the lines of its grid, and the boxes in its right column.

use super::{MANIFEST, manifest, said};
use crate::consult_forms::{FINAL, all_text, consult, pages, text};
use crate::driver::Project;
use crate::form_layout::lines;
use shien::typeset::Layout;

const SHEET: usize = 1;
const PLAN: &str = "cases/hana/consult/plan/2024-03-20.yaml";

fn laid_out(settings: &str, added: &str) -> (Project, Layout) {
    let pack = manifest(&format!("  障害児支援利用計画:\n{settings}"));
    let project = consult().file(MANIFEST, pack).edit(PLAN, "週間計画:\n", &format!("{added}週間計画:\n"));
    let layout = pages(&project, FINAL, "mado");
    (project, layout)
}

/// Where lines cross the seven days of the grid from side to side, 77.7 % of the sheet; a block on all days is narrower by
/// 2 points.
fn lines_across(layout: &Layout) -> Vec<i64> {
    let drawing = layout.drawing(SHEET);
    let heights = drawing
        .strokes
        .iter()
        .filter(|stroke| (stroke.from.1 - stroke.to.1).abs() < 0.1 && (stroke.from.0 - stroke.to.0).abs() > 605.0);
    let mut heights: Vec<i64> = heights.map(|stroke| (stroke.from.1 * 10.0).round() as i64).collect();
    heights.sort_unstable();
    heights.dedup();
    heights
}

#[test]
fn a_grid_of_hours_has_a_line_for_each_hour() {
    let lines = |settings: &str| lines_across(&laid_out(settings, "").1);
    let (halves, hours) = (lines("    様式番号: まど\n"), lines("    週間計画表: {刻み: 1時間}\n"));
    assert_eq!(halves.len() - hours.len(), 24, "{halves:?} {hours:?}");
    assert!(hours.iter().all(|height| halves.contains(height)), "{halves:?} {hours:?}");
    assert_eq!(lines("    週間計画表: {刻み: 30分}\n"), halves);
}

const BOXES: &str = "    追加項目:\n      - {名称: 支給決定日, 型: 日付}\n      - {名称: 通院先, 型: 文章}\n      - {名称: 担当課, 型: 文章}\n";

#[test]
fn boxes_in_the_right_column_stand_there_and_nowhere_else() {
    let added = "追加: {支給決定日: 2024-04-01, 通院先: みどり野こどもクリニック, 担当課: ほし課}\n";
    let (project, layout) = laid_out(&format!("    週間計画表: {{右の欄: [通院先, 支給決定日]}}\n{BOXES}"), added);
    let week = text(&layout, SHEET);
    assert!(week.contains("通院先みどり野こどもクリニック"), "{week}");
    assert!(week.contains("支給決定日令和6年4月1日") && !week.contains("担当課"), "{week}");
    let all = all_text(&layout);
    assert_eq!((all.matches("みどり野こどもクリニック").count(), all.matches("ほし課").count()), (1, 1), "{all}");
    let run = project.run(["check", "--print", "--form", "mado", "--format", "short"]);
    assert!(!run.stdout.contains("value-unprinted"), "{}", run.stdout);
}

#[test]
fn what_has_no_place_in_the_right_column_is_said() {
    let boxes = BOXES.replace(
        "    追加項目:\n",
        "    追加項目:\n      - {名称: 満足, 型: 選択, 選択肢: [はい, いいえ]}\n      - {名称: 病院までの片道にかかる時間, 型: 数}\n",
    );
    let pack = manifest(&format!(
        "  面談記録: {{週間計画表: {{刻み: 1時間}}}}\n  障害児支援利用計画:\n    週間計画表:\n      刻み: 15分\n      右の欄: \
         [通院さき, 主治医の名, 満足, 病院までの片道にかかる時間]\n{boxes}"
    ));
    let found = said(&pack, &[]);
    let helps: Vec<(usize, &str)> = found.iter().map(|(_, _, line, _, help)| (*line, help.as_str())).collect();
    // A word that no 刻み has is said first, and nothing else of a pack that could not be read.
    assert_eq!(helps.len(), 1, "{found:?}");
    assert!(helps[0].0 == 7 && helps[0].1.contains("30分、1時間"), "{found:?}");
    let found = said(&pack.replace("15分", "1時間"), &[]);
    let helps: Vec<(usize, &str)> = found.iter().map(|(_, _, line, _, help)| (*line, help.as_str())).collect();
    assert_eq!(
        helps,
        [
            (8, "`通院先` ではありませんか"),
            (8, "先に「追加項目: [{名称: 主治医の名, 型: 文章}]」のように欄を足してください"),
            (8, "選ぶ欄は幅に収まりません。右の欄 から外すか、型を変えてください"),
            (8, "12 字までの名称にするか、表記 の 見出し で短くしてください"),
            (4, "書けるのは、障害児支援利用計画案、障害児支援利用計画、モニタリング報告書です"),
        ],
        "{found:?}"
    );
}

#[test]
fn a_box_that_the_right_column_cannot_have_is_printed_with_the_others() {
    let boxes = "    追加項目:
      - {名称: 満足, 型: 選択, 選択肢: [はい, いいえ]}
      - {名称: 病院までの片道にかかる時間, 型: 数}
      - {名称: 家庭での取組, 型: 文章, 行: ニーズ}
      - {名称: 通院先, 型: 文章}
    週間計画表: {右の欄: [満足, 家庭での取組, 病院までの片道にかかる時間, 通院先]}
";
    let pack = manifest(&format!("  障害児支援利用計画:\n{boxes}"));
    let helps: Vec<String> = said(&pack, &[]).into_iter().map(|(.., help)| help).collect();
    assert_eq!(
        helps,
        [
            "選ぶ欄は幅に収まりません。右の欄 から外すか、型を変えてください",
            "右の欄 から外すか、その 追加項目 の「行」を消してください",
            "12 字までの名称にするか、表記 の 見出し で短くしてください",
        ]
    );
    let added = "追加: {満足: いいえ, 病院までの片道にかかる時間: 25, 通院先: みどり野こどもクリニック}\n";
    let (project, layout) = laid_out(boxes, added);
    let (main, week) = (text(&layout, 0), text(&layout, SHEET));
    for words in ["満足はい・いいえ", "病院までの片道にかかる時間25"] {
        assert!(main.contains(words) && !week.contains(words), "{words}: {main}\n{week}");
    }
    assert!(week.contains("通院先みどり野こどもクリニック") && !main.contains("通院先"), "{main}\n{week}");
    let run = project.run(["check", "--print", "--form", "mado", "--format", "short"]);
    assert!(!run.stdout.contains("value-unprinted"), "{}", run.stdout);
}

#[test]
fn on_an_upright_sheet_the_box_of_the_whole_ends_above_the_foot() {
    let pack = manifest("  障害児支援利用計画: {続紙: {週間計画表: {用紙: A4縦}}}\n");
    let layout = pages(&consult().file(MANIFEST, pack), FINAL, "mado");
    let drawing = layout.drawing(1);
    assert!(drawing.size.0 < drawing.size.1);
    let lowest = drawing.strokes.iter().map(|stroke| stroke.from.1.max(stroke.to.1)).fold(0.0, f64::max);
    let foot = lines(&drawing).into_iter().find(|line| line.text == "2/2").expect("the page");
    assert!(lowest < foot.rect.top, "{lowest} {:?}", foot.rect);
}
