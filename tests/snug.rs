//! A record that runs over one sheet by a little is closed up into one; one that needs two is set as ever.

use crate::driver::repository;
use crate::form_layout::{boxes, lay_out_in};
use shien::typeset::Layout;

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
