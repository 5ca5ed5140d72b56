//! The 週間計画表: blocks where their days and hours are, their texts inside or numbered below.

use crate::consult_forms::{FINAL, PLAN, at, consult, pages, text};
use crate::form_layout::{MARGIN, lines, printed_width, squeeze};
use shien::typeset::{Drawing, FitKind, Rect};

/// The week's sheet of the plan.
const SHEET: usize = 1;

/// The grid, read off the print itself: the columns from their heads, the hours from the labels beside it.
struct Grid {
    drawing: Drawing,
    /// y of 8:00 and points an hour.
    eight: f64,
    hour: f64,
}

impl Grid {
    fn of(drawing: Drawing) -> Self {
        let middle = |label: &str| {
            let run = drawing.texts.iter().find(|run| run.text == label && run.rect.left < MARGIN + 60.0);
            let rect = run.unwrap_or_else(|| panic!("the label {label}")).rect;
            (rect.top + rect.bottom) / 2.0
        };
        let (eight, four) = (middle("8:00"), middle("4:00"));
        Self { eight, hour: (four - eight) / 20.0, drawing }
    }

    fn y(&self, hours: f64) -> f64 {
        self.eight + (hours - 8.0) * self.hour
    }

    /// Left and right of a day's column (月 is 0): 6.3 % of the width for the hours, 11.1 % a day.
    fn day(&self, column: usize) -> (f64, f64) {
        let width = printed_width(&self.drawing);
        let share = |percent: f64| MARGIN + width * percent / 100.0;
        (share(6.3 + 11.1 * column as f64), share(6.3 + 11.1 * (column + 1) as f64))
    }

    /// The drawn block in which a text stands: the smallest rectangle of strokes around it.
    fn block(&self, word: &str, (first, last): (usize, usize)) -> Rect {
        let (left, right) = (self.day(first).0, self.day(last).1);
        let run = lines(&self.drawing).into_iter().find(|run| {
            run.text.contains(word)
                && run.rect.left < right
                && run.rect.right > left
                && run.rect.top > self.y(5.0) - 1.0
        });
        let run = run.unwrap_or_else(|| panic!("「{word}」 in columns {first} to {last}"));
        let (x, y) = ((run.rect.left + run.rect.right) / 2.0, (run.rect.top + run.rect.bottom) / 2.0);
        self.rectangles()
            .into_iter()
            .filter(|rect| rect.left < x && x < rect.right && rect.top < y && y < rect.bottom)
            .min_by(|a, b| area(a).total_cmp(&area(b)))
            .unwrap_or_else(|| panic!("a block around 「{word}」"))
    }

    /// Every closed rectangle: four strokes one after the other.
    fn rectangles(&self) -> Vec<Rect> {
        let strokes = &self.drawing.strokes;
        let closed = |at: usize| {
            let sides = strokes.get(at..at + 4)?;
            let joined = (0..4).all(|side| {
                let (end, start) = (sides[side].to, sides[(side + 1) % 4].from);
                (end.0 - start.0).abs() < 0.01 && (end.1 - start.1).abs() < 0.01
            });
            joined.then(|| Rect {
                left: sides[0].from.0.min(sides[2].from.0),
                right: sides[0].from.0.max(sides[2].from.0),
                top: sides[0].from.1.min(sides[2].from.1),
                bottom: sides[0].from.1.max(sides[2].from.1),
            })
        };
        (0..strokes.len()).filter_map(closed).collect()
    }

    /// Asserts that a block fills these columns and hours, 1.5 points allowed for its border.
    fn assert_block(&self, word: &str, columns: (usize, usize), hours: (f64, f64)) {
        let block = self.block(word, columns);
        let expected = (self.day(columns.0).0, self.day(columns.1).1, self.y(hours.0), self.y(hours.1));
        for (found, expected) in
            [(block.left, expected.0), (block.right, expected.1), (block.top, expected.2), (block.bottom, expected.3)]
        {
            assert!((found - expected).abs() <= 1.5, "{word}: {block:?} instead of {expected:?}");
        }
    }
}

fn area(rect: &Rect) -> f64 {
    (rect.right - rect.left) * (rect.bottom - rect.top)
}

#[test]
fn a_block_fills_its_days_and_hours() {
    let grid = Grid::of(pages(&consult(), FINAL, "standard").drawing(SHEET));
    grid.assert_block("小学校", (0, 4), (8.0, 14.5));
    grid.assert_block("放課後等デイサービス", (0, 0), (14.5, 17.5));
    grid.assert_block("放課後等デイサービス", (2, 2), (14.5, 17.5));
    grid.assert_block("15:00～17:00", (3, 3), (15.0, 17.0));
    // Over midnight: the evening of each day, and the morning above it; the grid ends at 5:00.
    grid.assert_block("睡眠", (0, 6), (5.0, 6.5));
    let night = grid.drawing.texts.iter().filter(|run| run.text == "睡眠").map(|run| run.rect.top).fold(0.0, f64::max);
    assert!(night > grid.y(21.5) && night < grid.y(29.0), "{night}");
}

#[test]
fn half_hours_are_ruled_from_five_to_five() {
    let grid = Grid::of(pages(&consult(), FINAL, "standard").drawing(SHEET));
    let (left, right) = (grid.day(0).0, grid.day(6).1);
    for half in 1..48 {
        let y = grid.y(5.0 + f64::from(half) / 2.0);
        let ruled = grid.drawing.strokes.iter().any(|s| {
            (s.from.1 - y).abs() < 0.5
                && (s.to.1 - y).abs() < 0.5
                && s.from.0.min(s.to.0) <= left + 1.0
                && s.from.0.max(s.to.0) >= right - 1.0
        });
        assert!(ruled, "a line at half hour {half}");
    }
    let text = text(&pages(&consult(), FINAL, "standard"), SHEET);
    for label in ["6:00", "22:00", "0:00", "4:00", "日・祝", "主な日常生活上の活動", "週単位以外のサービス"]
    {
        assert!(text.contains(label), "{label}");
    }
}

#[test]
fn the_axis_has_a_mark_for_every_ten_minutes() {
    for pack in ["standard", "shiki"] {
        let grid = Grid::of(pages(&consult(), FINAL, pack).drawing(SHEET));
        let axis = grid.day(0).0;
        let length = |minutes: u32| {
            let y = grid.y(5.0 + f64::from(minutes) / 60.0);
            let ends = grid.drawing.strokes.iter().filter(|s| (s.from.1 - y).abs() < 0.6 && (s.to.1 - y).abs() < 0.6);
            let marks = ends.map(|s| (s.from.0.min(s.to.0), s.from.0.max(s.to.0)));
            marks.filter(|(_, right)| (right - axis).abs() < 0.6).map(|(left, right)| right - left).fold(0.0, f64::max)
        };
        // 14:20 is 560 minutes after 5:00.
        for minutes in (10..1440).step_by(10) {
            let least = if minutes % 60 == 0 {
                4.5
            } else if minutes % 30 == 0 {
                3.0
            } else {
                1.8
            };
            assert!(length(minutes) > least, "{pack}: {minutes} minutes after 5:00 has {}", length(minutes));
        }
        assert!(length(560) < length(540) && length(550) < length(570), "{pack}: hours are told from tens");
        assert!(length(555) < 1.0, "{pack}: there is none between");
    }
}

#[test]
fn what_overlaps_stands_side_by_side() {
    let grid = Grid::of(pages(&consult(), FINAL, "standard").drawing(SHEET));
    let (left, right) = grid.day(1);
    // The narrow block of an hour has room for its number alone.
    let (speech, swimming) = (grid.block("ことば", (1, 1)), grid.block("①", (1, 1)));
    let middle = (left + right) / 2.0;
    assert!((speech.left - left).abs() < 1.5 && (speech.right - middle).abs() < 1.5, "{speech:?}");
    assert!((swimming.left - middle).abs() < 1.5 && (swimming.right - right).abs() < 1.5, "{swimming:?}");
    assert!((swimming.top - grid.y(16.0)).abs() < 1.0 && (speech.top - grid.y(15.0)).abs() < 1.0);
}

#[test]
fn two_offices_of_one_service_are_told_apart_by_name() {
    let text = text(&pages(&consult(), FINAL, "standard"), SHEET);
    assert!(text.contains("つばさ") && text.contains("ほし"), "{text}");
}

#[test]
fn a_block_too_small_for_its_text_has_a_number_and_its_text_stands_below() {
    let project = consult();
    let layout = pages(&project, FINAL, "standard");
    let grid = Grid::of(layout.drawing(SHEET));
    grid.assert_block("③", (5, 5), (7.5, 7.75));
    let below = grid.y(29.0);
    let (_, top) = at(&grid.drawing, "枠に入らない予定");
    assert!(top > below, "the list stands below the grid");
    assert!(text(&layout, SHEET).contains("③土7:30～7:45薬とカードの確認"), "{}", text(&layout, SHEET));
    let fits = layout.fits();
    let numbered = fits.iter().find(|fit| fit.kind == FitKind::Numbered("③".to_owned())).expect("it is reported");
    assert!(numbered.field.contains("薬とカードの確認"), "{}", numbered.field);
    // The finding points at the entry.
    let run = project.run(["build", "--form", "standard"]);
    assert!(run.stderr.contains("薬とカードの確認}") && run.stderr.contains("番号 ③ の予定です"), "{}", run.stderr);
}

#[test]
fn that_texts_stand_below_the_grid_is_said_once_with_the_place_of_each() {
    let entry = "    - {曜日: [土], 時間: \"7:30-7:45\"";
    let more = "    - {曜日: [月, 火, 水], 時間: \"5:10-5:20\", 内容: 吸入}\n    - {曜日: [日], 時間: \"5:10-5:20\", 内容: 検温}\n";
    let project = consult().edit(PLAN, entry, &format!("{more}{entry}"));
    let run = project.run(["build", "cases/hana/consult/plan/2024-03-20.yaml", "--form", "standard"]);
    let said: Vec<&str> = run.stderr.lines().filter(|line| line.contains("枠に番号")).collect();
    assert_eq!(said.len(), 1, "{}", run.stderr);
    assert!(said[0].contains("など 5 件") && said[0].contains("①～⑤"), "{said:?}");
    for words in ["吸入", "検温", "薬とカードの確認"] {
        let line = project.line_of(PLAN, words);
        assert!(run.stderr.contains(&format!("\n{line} | ")), "{words}: {}", run.stderr);
    }
}

#[test]
fn an_entry_without_hours_is_listed() {
    let project = consult().edit(
        PLAN,
        "    - {曜日: [土], 時間: \"7:30-7:45\"",
        "    - {曜日: [金], 内容: 図書館}\n    - {曜日: [土], 時間: \"7:30-7:45\"",
    );
    let text = text(&pages(&project, FINAL, "standard"), SHEET);
    assert!(text.contains("・金図書館"), "{text}");
}

#[test]
fn an_empty_week_is_an_empty_grid() {
    let file = consult().text(PLAN);
    let without = file.split("週間計画:").next().expect("what stands before").to_owned();
    let layout = pages(&consult().file(PLAN, without), FINAL, "standard");
    assert_eq!(layout.pages(), 2);
    assert!(text(&layout, SHEET).contains("22:00"));
}

/// A week of entries one behind the other: with and without an office, side by side, between longer ones.
fn crowded(minutes: u32) -> (String, Vec<String>) {
    let clock = |at: u32| format!("{}:{:02}", at / 60, at % 60);
    let mut entries = String::new();
    let mut hours = Vec::new();
    let mut add = |day: &str, from: u32, until: u32, rest: &str| {
        entries.push_str(&format!(
            "    - {{曜日: [{day}], 時間: \"{}-{}\", 内容: {rest}}}\n",
            clock(from),
            clock(until)
        ));
        hours.push(format!("{}～{}", clock(from), clock(until)));
    };
    let long = "学校の支度と薬の確認と連絡帳の読み合わせ";
    for number in 0..4 {
        let (from, until) = (420 + number * minutes, 420 + (number + 1) * minutes);
        add("月", from, until, &format!("{long}, 提供事業者: hoshi"));
        add("火", from, until, &format!("{long}, 提供事業者: school"));
        add("火", from, until, "水泳教室, 提供事業者: jidohome");
        add("水", from, until, "着替え");
        add("木", from, until, if number % 2 == 0 { long } else { "朝食" });
    }
    add("木", 330, 420, "起床とテレビと本を読む時間");
    add("木", 420 + 4 * minutes, 480 + 4 * minutes, "放課後等デイサービス, 提供事業者: hoshi");
    (entries, hours)
}

fn overlap(a: Rect, b: Rect) -> bool {
    const TOUCH: f64 = 0.4;
    a.left + TOUCH < b.right && b.left + TOUCH < a.right && a.top + TOUCH < b.bottom && b.top + TOUCH < a.bottom
}

#[test]
fn short_entries_keep_their_hours_and_no_word_lies_on_another() {
    for minutes in [15, 20, 30, 45, 60] {
        let (entries, hours) = crowded(minutes);
        let file = consult().text(PLAN);
        let (before, rest) = file.split_once("  予定:\n").expect("the entries");
        let after = rest.find("  主な日常").expect("what follows");
        let project = consult().file(PLAN, format!("{before}  予定:\n{entries}{}", &rest[after..]));
        let layout = pages(&project, FINAL, "standard");
        let all: String = (SHEET..layout.pages()).map(|page| text(&layout, page)).collect();
        for one in &hours {
            assert!(all.contains(one.as_str()), "{minutes} minutes: {one} in {all}");
        }
        let runs = layout.drawing(SHEET).texts;
        for (index, one) in runs.iter().enumerate() {
            for other in &runs[index + 1..] {
                let apart =
                    squeeze(&one.text).is_empty() || squeeze(&other.text).is_empty() || !overlap(one.rect, other.rect);
                assert!(
                    apart,
                    "{minutes} minutes: 「{}」 {:?} on 「{}」 {:?}",
                    one.text, one.rect, other.text, other.rect
                );
            }
        }
    }
}

#[test]
fn the_number_of_a_block_lower_than_it_stands_on_a_ground_of_its_own() {
    let entry = "    - {曜日: [土], 時間: \"7:30-7:45\"";
    let more = "    - {曜日: [日], 時間: \"7:10-7:20\", 内容: 検温}\n";
    let project = consult().edit(PLAN, entry, &format!("{more}{entry}"));
    let drawing = pages(&project, FINAL, "standard").drawing(SHEET);
    let numbers =
        drawing.texts.iter().filter(|run| run.size < 7.5 && ["①", "②", "③", "④"].contains(&run.text.as_str()));
    let mut low = 0;
    for run in numbers {
        let holds = |ground: &&Rect| ground.left <= run.rect.left + 0.1 && run.rect.right <= ground.right + 0.1;
        let beside = drawing.grounds.iter().filter(holds);
        let (top, bottom) = (run.rect.top + 0.5, run.rect.bottom - 0.5);
        assert!(beside.clone().any(|ground| ground.top <= top && bottom <= ground.bottom), "{run:?}");
        low += 1;
    }
    assert!(low > 0, "a number in a low block");
}

#[test]
fn in_a_small_block_the_office_goes_first_and_the_hours_stay() {
    let (entries, _) = crowded(45);
    let first = entries.lines().next().expect("an entry");
    let file = consult().text(PLAN);
    let (before, rest) = file.split_once("  予定:\n").expect("the entries");
    let after = rest.find("  主な日常").expect("what follows");
    let entry = first.replace("学校の支度と薬の確認と連絡帳の読み合わせ", "延長");
    let project = consult().file(PLAN, format!("{before}  予定:\n{entry}\n{}", &rest[after..]));
    let layout = pages(&project, FINAL, "standard");
    let all = text(&layout, SHEET);
    assert!(all.contains("①7:00～7:45延長"), "in the block: {all}");
    assert!(all.contains("①月7:00～7:45延長放課後等デイサービスほし"), "in the list: {all}");
}
