//! What leaves a sheet for the next: rows whole where a cut would leave a few lines of them, words of any length.

use crate::driver::{Project as Folder, repository};
use crate::form_layout::{enclosing, lay_out_in, lines};
use crate::sheets::{Sheets, fish, text};
use crate::swapped::full;
use shien::typeset::{Drawing, Layout, TextRun};

/// Plans of the samples whose rows were cut so that two or three lines of one box stood alone on the next sheet.
const CUT: [(&str, &str); 4] =
    [("hana", "2024-09-20"), ("ren", "2025-03-17"), ("ren", "2025-03-26"), ("yuki", "2025-09-16")];

/// The words that begin a row.
const BEGIN: &str = "【課題";

/// The first line of a row on a page below its labels.
fn first_of_rows(drawing: &Drawing) -> Option<TextRun> {
    let lines = lines(drawing);
    let goal = lines.iter().find(|line| line.text == "支援目標")?;
    let (left, ..) = enclosing(drawing, goal)?;
    let below = lines.iter().filter(|line| line.rect.top > goal.rect.bottom + 12.0 && line.rect.left > left);
    below.min_by(|one, other| one.rect.top.total_cmp(&other.rect.top)).cloned()
}

#[test]
fn a_row_of_which_little_would_go_on_stands_whole_on_the_next_sheet() {
    let mut begun = 0;
    for (child, date) in CUT {
        let layout = lay_out_in(&repository(), child, ("plan", date), Some("standard"));
        for page in 1..layout.pages() {
            let Some(first) = first_of_rows(&layout.drawing(page)) else { continue };
            assert!(first.text.starts_with(BEGIN), "{child} {date} page {page}: {}", first.text);
            begun += 1;
        }
    }
    assert_eq!(begun, 8, "each of the plans has three sheets of rows");
}

/// So many letters fill more than a sheet wherever they stand.
const LONG: usize = 5000;

/// A paper, one of its files, and a word in it that no box is made for.
const WORDS: [(&str, &str, &str, &str); 10] = [
    ("consult-monitoring", "2024-09-30", "consult/monitoring/2024-09-30.yaml", "相手: suzuki"),
    ("consult-monitoring", "2024-09-30", "child.yaml", "障害支援区分: 区分2"),
    ("consult-monitoring", "2024-09-30", "child.yaml", "続柄: 母, 区分: 親権者"),
    ("consult-plan", "2024-03-20", "child.yaml", "障害支援区分: 区分2"),
    ("consult-basic", "basic", "consult/basic.yaml", "名称: 障害児相談支援"),
    ("consult-basic", "basic", "consult/basic.yaml", "氏名: 高橋 和子"),
    ("consult-meeting", "2024-03-16", "consult/meeting/2024-03-16.md", "氏名: 田中 学"),
    ("consult-meeting", "2024-03-16", "consult/meeting/2024-03-16.md", "立場: 学校"),
    ("meeting", "2024-03-25", "meeting/2024-03-25.md", "氏名: 田中 学"),
    ("plan", "2024-03-28", "plan/2024-03-28.yaml", "名称: 通常"),
];

/// The child with the word followed by as many letters.
fn lengthened(file: &str, word: &str) -> Folder {
    let path = format!("cases/hana/{file}");
    let folder = full();
    assert!(folder.text(&path).contains(word), "{word} in {file}");
    let long = match word.split_once(", ") {
        Some((first, rest)) => format!("{first}{}, {rest}", text(LONG)),
        None if word.ends_with("suzuki") => format!("相手: {{氏名: 鈴木{}, 立場: 職員}}", text(LONG)),
        None => format!("{word}{}", text(LONG)),
    };
    folder.edit(&path, word, &long)
}

#[test]
fn the_name_of_one_of_the_staff_goes_on_to_the_next_sheet() {
    let office = "cases/office.yaml";
    for (kind, date, name) in [("monitoring", "2024-09-12", "森 由紀"), ("plan", "2024-03-28", "鈴木 一郎")] {
        let folder = full();
        assert!(folder.text(office).contains(name), "{name}");
        let folder = folder.edit(office, name, &format!("{name}{}", text(LONG)));
        for pack in ["standard", "tokyo"] {
            let layout = lay_out_in(folder.root(), "hana", (kind, date), Some(pack));
            Sheets::of(&layout, format!("{pack}: {name}")).assert_nothing_lost();
        }
    }
}

#[test]
fn a_word_that_fills_more_than_a_sheet_goes_on_to_the_next() {
    for (kind, date, file, word) in WORDS {
        for pack in ["standard", "nagoya"] {
            let folder = lengthened(file, word);
            let layout: Layout = lay_out_in(folder.root(), "hana", (kind, date), Some(pack));
            let sheets = Sheets::of(&layout, format!("{pack}: {word}"));
            sheets.assert_nothing_lost();
            assert!(sheets.pages.len() > 1 && sheets.printed() >= fish(&text(LONG)), "{pack}: {word}");
        }
    }
}
