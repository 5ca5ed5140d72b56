//! A record that runs over one sheet by a little is closed up into one; one that needs two is set as ever.

use crate::driver::{Project, repository};
use crate::form_layout::{boxes, enclosing, lay_out_in, lines};
use shien::typeset::{Layout, TextRun};

fn sample(child: &str, document: (&str, &str)) -> Layout {
    lay_out_in(&repository(), child, document, Some("standard"))
}

/// The size of the text that begins with these words.
fn size_of(layout: &Layout, words: &str) -> f64 {
    let mut texts = (0..layout.pages()).flat_map(|page| layout.drawing(page).texts);
    texts.find(|run| run.text.starts_with(words)).unwrap_or_else(|| panic!("{words} is on the paper")).size
}

#[test]
fn an_assessment_that_runs_over_by_three_boxes_takes_one_sheet() {
    for (child, name) in [("mei", "2025-09-12"), ("ren", "2025-09-11"), ("ren", "2026-03-10"), ("yuki", "2026-03-09")] {
        let layout = sample(child, ("assessment", name));
        assert_eq!(layout.pages(), 1, "{child} {name}");
        assert!((size_of(&layout, "できていること") - 9.0).abs() < 0.01);
    }
    let long = sample("hana", ("assessment", "2024-03-11"));
    assert_eq!(long.pages(), 2);
    assert!((size_of(&long, "できていること") - 10.0).abs() < 0.01, "nothing is closed up for nothing");
}

#[test]
fn what_was_asked_has_room_where_it_is_a_sentence() {
    let width = |child: &str, name: &str| {
        let found = boxes(&sample(child, ("meeting", name)));
        found.into_iter().find(|own| own.label == "照会").expect("the label").width
    };
    let (sentence, word) = (width("mei", "2025-03-26"), width("ren", "2025-09-18"));
    assert!(sentence > 20.0 && word < 12.0, "{sentence} {word}");
}

/// The days that stand on each sheet of a record.
fn days_by_sheet(layout: &Layout) -> Vec<usize> {
    let is_day = |text: &str| text.starts_with("5月") && text.ends_with('日') && text.chars().count() <= 5;
    let days = |page| layout.drawing(page).texts.iter().filter(|run| is_day(run.text.trim())).count();
    (0..layout.pages()).map(days).collect()
}

#[test]
fn no_day_of_a_record_stands_alone_on_a_sheet() {
    let standard = sample("hana", ("record", "2024-05"));
    assert_eq!(days_by_sheet(&standard), [11], "closed up into one sheet");
    for (words, counts) in [(40, 14..=31_u32), (120, 7..=31), (220, 4..=20)] {
        let text = "積み木の遊びを続けた。".chars().cycle().take(words).collect::<String>();
        for count in counts {
            let day = |day: u32| {
                format!(
                    "- {{日付: 2024-05-{day:02}, 事業所: hoshi, 時間: \"14:30-17:30\", 様子: {text}, 記入者: mori}}\n"
                )
            };
            let record: String = (1..=count).map(day).collect();
            let project = Project::copied().file("cases/hana/record/2024-05.yaml", record);
            let sheets = days_by_sheet(&lay_out_in(project.root(), "hana", ("record", "2024-05"), Some("standard")));
            assert_eq!(sheets.iter().sum::<usize>(), count as usize, "{words}: {sheets:?}");
            assert!(sheets.len() == 1 || sheets.last() > Some(&1), "{words} letters, {count} days: {sheets:?}");
        }
    }
}

#[test]
fn a_review_leaves_no_sheet_to_one_box_and_the_signature() {
    for (child, name) in [
        ("hana", "2024-09-12"),
        ("mei", "2025-09-11"),
        ("mei", "2026-03-10"),
        ("ren", "2025-09-10"),
        ("ren", "2026-03-06"),
        ("yuki", "2026-03-05"),
    ] {
        let layout = sample(child, ("monitoring", name));
        assert_eq!(layout.pages(), 2, "{child} {name}");
    }
}

#[test]
fn the_boxes_behind_the_rows_take_what_their_sheet_has_left() {
    let layout = lay_out_in(&repository(), "ren", ("plan", "2025-09-16"), Some("tokyo"));
    let drawing = layout.drawing(1);
    let top = |label: &str| {
        let found = lines(&drawing).into_iter().find(|line| line.text == label);
        found.unwrap_or_else(|| panic!("{label}")).rect.top
    };
    let high = top("評価及び今後の方針") - top("備考");
    assert!(high > 42.0, "closed up without need, it would be 30 points high: {high}");
    assert_eq!(layout.pages(), 3, "the 別表 is the third");
}

/// The heights of the boxes of a sheet in which a 課題 of one line stands, in points.
fn task_heights(layout: &Layout, page: usize) -> Vec<f64> {
    let drawing = layout.drawing(page);
    let whole = |run: &&TextRun| run.text.starts_with("【課題") && run.text.ends_with('。');
    let boxes = lines(&drawing).iter().filter(whole).filter_map(|run| enclosing(&drawing, run)).collect::<Vec<_>>();
    boxes.into_iter().map(|(_, _, top, bottom)| bottom - top).collect()
}

#[test]
fn rows_that_were_closed_up_take_back_the_air_that_their_sheet_has_left() {
    let layout = sample("hana", ("plan", "2024-03-28"));
    assert_eq!(layout.pages(), 3, "closed up into two sheets and the 別表");
    let (first, second) = (task_heights(&layout, 0), task_heights(&layout, 1));
    // A line of 9 pt with 3 pt above and below where there is room; the second sheet is full.
    assert!(!first.is_empty() && first.iter().all(|height| (14.9..15.1).contains(height)), "{first:?}");
    assert!(!second.is_empty() && second.iter().all(|height| (11.3..13.5).contains(height)), "{second:?}");
}
