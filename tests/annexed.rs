//! Which texts go to an annex: as few as possible, and none while its sheet is white. One that goes leaves a box of the form's
//! own height behind, not a high and empty one.

use crate::consult_forms::{FINAL, PLAN, all_text, at, consult, pages, text};
use crate::driver::Project;
use crate::sheets::{Sheets, fish, text as running, used};
use crate::sweep::papers::{Lengths, Paper, consult_plan, plan_paper, report_on, situation};
use crate::sweep::press::Press;

fn with_policy(length: usize) -> Project {
    let plan = consult().text(PLAN);
    let start = plan.find("総合的な援助の方針:").expect("the policy");
    let end = start + plan[start..].find("長期目標").expect("the goal behind it");
    let long = "手順表を見て自分で支度をする。".chars().cycle().take(length).collect::<String>();
    consult().file(PLAN, format!("{}総合的な援助の方針: {long}\n{}", &plan[..start], &plan[end..]))
}

#[test]
fn a_box_whose_text_is_in_the_annex_is_as_high_as_the_form_has_it() {
    let goal = |length: usize| at(&pages(&with_policy(length), FINAL, "standard").drawing(0), "長期目標").1;
    let (short, grown, annexed) = (goal(40), goal(400), goal(5_000));
    assert!(grown > short + 20.0, "a text that fits has its height: {short} {grown}");
    assert!((annexed - short).abs() < 1.0, "{short} {annexed}");
    let layout = pages(&with_policy(5_000), FINAL, "standard");
    assert!(text(&layout, 0).contains("別紙1参照"));
    assert!(all_text(&layout).matches("手順表を見て自分で支度をする。").count() > 325);
}

#[test]
fn where_the_form_itself_is_an_annex_the_sheet_of_what_is_left_over_has_another_name() {
    let layout = pages(&with_policy(5_000), FINAL, "chiba");
    let all = all_text(&layout);
    assert!(all.contains("続紙1参照") && all.contains("続紙1総合的な援助の方針"), "{all}");
    assert!(!all.contains("別紙1参照") && text(&layout, 0).contains("別紙１"), "{all}");
}

/// What the papers look like on a pack.
fn printed(papers: &[Paper], pack: &str) -> Vec<Sheets> {
    let mut found = Vec::new();
    Press::of(papers).print(papers, pack, |paper, layout| {
        let sheets = Sheets::of(layout, format!("{pack}, {}, {}", paper.child, paper.name));
        sheets.assert_nothing_lost();
        sheets.assert_floors_and_edges();
        sheets.assert_no_box_empty_for_nothing();
        assert!(sheets.printed() >= fish(&paper.text), "{}: every letter", sheets.what);
        found.push(sheets);
    });
    found
}

/// Lengths that are none, short, long and longer, mixed without an order.
fn mixed<const N: usize>(count: usize, lengths: &[usize]) -> Vec<[usize; N]> {
    let mut state = 20_261_129_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        lengths[(state >> 33) as usize % lengths.len()]
    };
    (0..count).map(|_| std::array::from_fn(|_| next())).collect()
}

const FEW: Lengths = Lengths { goal: 12, content: 20, issue: 12, caution: 10, wish: 20, policy: 30 };

#[test]
fn of_a_situation_with_4000_letters_no_more_leaves_than_must() {
    let texts = [[800; 5], [2000, 500, 500, 500, 500], [500, 500, 2000, 500, 500], [1000, 1000, 400, 800, 800]];
    let papers: Vec<Paper> =
        texts.iter().enumerate().map(|(at, texts)| situation(&format!("child{at}"), *texts, 2, FEW)).collect();
    for sheets in printed(&papers, "standard") {
        assert!((1..=3).contains(&sheets.moved()), "{}: {} left", sheets.what, sheets.moved());
        assert!(used(&sheets.pages[0]) > 0.9, "{}: {}", sheets.what, used(&sheets.pages[0]));
    }
}

#[test]
fn the_one_text_that_is_longer_than_a_sheet_goes_alone() {
    let long = |at: usize| std::array::from_fn(|text| if text == at { 6000 } else { 80 });
    let papers: Vec<Paper> = (0..5).map(|at| situation(&format!("child{at}"), long(at), 2, FEW)).collect();
    for sheets in printed(&papers, "standard") {
        assert_eq!(sheets.moved(), 1, "{}", sheets.what);
        assert!(used(&sheets.pages[0]) > 0.9, "{}: {}", sheets.what, used(&sheets.pages[0]));
    }
}

#[test]
fn texts_that_have_room_when_the_others_give_way_stay() {
    for texts in [[1000, 60, 60, 60, 60], [60, 1000, 60, 60, 60], [60, 60, 60, 700, 700], [500, 300, 150, 200, 200]] {
        let sheets = printed(&[situation("child", texts, 1, FEW)], "standard");
        assert_eq!(sheets[0].moved(), 0, "{texts:?}");
        assert_eq!(sheets[0].pages.len(), 1, "{texts:?}");
    }
}

#[test]
fn no_mixture_of_texts_leaves_a_box_of_a_situation_empty_on_a_white_sheet() {
    let mixtures = mixed::<6>(40, &[30, 30, 60, 150, 400, 900, 1800, 4000]);
    let of = |(at, texts): (usize, &[usize; 6])| {
        let [rows, texts @ ..] = *texts;
        situation(&format!("child{at}"), texts, 1 + rows % 7, FEW)
    };
    let papers: Vec<Paper> = mixtures.iter().enumerate().map(of).collect();
    let moved: Vec<usize> = printed(&papers, "standard").iter().map(Sheets::moved).collect();
    assert!(moved.contains(&0) && moved.iter().any(|moved| *moved > 1), "{moved:?}");
}

#[test]
fn of_the_two_notes_of_a_timetable_the_one_that_has_room_stays() {
    let with = |notes: [usize; 2]| plan_paper(&format!("notes{}x{}", notes[0], notes[1]), 1, FEW, notes);
    let one = [[1200, 900], [900, 1200], [3000, 200], [200, 3000], [700, 1000]];
    for sheets in printed(&one.map(with), "standard") {
        assert_eq!(sheets.moved(), 1, "{}", sheets.what);
    }
    for sheets in printed(&[[300, 300], [30, 1000], [1000, 30]].map(with), "standard") {
        assert_eq!(sheets.moved(), 0, "{}", sheets.what);
    }
    for sheets in printed(&[[3000, 3000]].map(with), "standard") {
        assert_eq!(sheets.moved(), 2, "{}", sheets.what);
    }
}

#[test]
fn the_head_of_a_consultation_grows_over_its_sheet_before_a_text_leaves_it() {
    let of = |(at, [wish, policy, goal]): (usize, &[usize; 3])| {
        let of = Lengths { wish: *wish, policy: *policy, goal: *goal, ..FEW };
        consult_plan(1 + at % 7, "mixed", of).of(&format!("child{at}"))
    };
    let mixtures = mixed::<3>(24, &[20, 200, 700, 1500, 4000]);
    let papers: Vec<Paper> = mixtures.iter().enumerate().map(of).collect();
    for pack in ["standard", "nakano"] {
        for (sheets, [wish, policy, goal]) in printed(&papers, pack).iter().zip(&mixtures) {
            // The goal stands there twice, and 4,000 letters are more than a sheet.
            let all = 2 * wish + policy + 2 * goal;
            assert!(all > 1200 || sheets.moved() == 0, "{}: {all}", sheets.what);
            assert!(sheets.moved() <= 4, "{}", sheets.what);
        }
    }
}

#[test]
fn both_boxes_above_a_report_stay_while_they_have_room_side_by_side() {
    let papers = |(policy, overall): (usize, usize)| {
        let plan = consult_plan(1, &format!("on{policy}x{overall}x"), Lengths { policy, ..FEW });
        [report_on(&format!("on{policy}x{overall}x1"), 1, overall, FEW), plan]
    };
    let moved = |lengths: (usize, usize)| {
        let papers = papers(lengths);
        let mut found = 0;
        Press::of(&papers).print(&papers[..1], "standard", |paper, layout| {
            let sheets = Sheets::of(layout, paper.name.clone());
            sheets.assert_nothing_lost();
            sheets.assert_no_box_empty_for_nothing();
            found = sheets.moved();
        });
        found
    };
    for (lengths, expected) in [((800, 800), 0), ((800, 6000), 1), ((6000, 40), 1), ((6000, 6000), 2)] {
        assert_eq!(moved(lengths), expected, "{lengths:?}");
    }
}

/// A consultation whose week has so many letters in its column, above and below, and in the whole.
fn with_week(child: &str, [above, below, whole]: [usize; 3]) -> Paper {
    let paper = consult_plan(2, child, FEW);
    let written = |key: &str, letters: usize| match letters {
        0 => String::new(),
        letters => format!("  {key}: {}\n", running(letters)),
    };
    let week = format!(
        "週間計画:\n  開始年月: 2024-04\n  予定:\n    - {{曜日: [月, 水], 時間: \"14:30-17:30\", 内容: 放課後等デイサービス, 提供事業者: hoshi}}\n    \
         - {{曜日: [月, 火, 水, 木, 金], 時間: \"8:00-14:00\", 内容: 学校}}\n    - {{曜日: [土], 時間: \"10:00-10:30\", 内容: 散歩}}\n{}{}{}",
        written("主な日常生活上の活動", above),
        written("週単位以外のサービス", below),
        written("実現する生活の全体像", whole)
    );
    Paper { text: format!("{}{week}", paper.text), ..paper }.of(child)
}

/// How many texts of the week leave its sheet.
fn leave_the_week(texts: &[[usize; 3]], pack: &str) -> Vec<usize> {
    let papers: Vec<Paper> =
        texts.iter().enumerate().map(|(at, texts)| with_week(&format!("child{at}"), *texts)).collect();
    printed(&papers, pack).iter().map(Sheets::moved).collect()
}

#[test]
fn the_texts_of_a_week_share_their_column_and_the_grid_gives_way_before_one_leaves() {
    for pack in ["standard", "nakano"] {
        let stay = [[300, 60, 60], [60, 300, 60], [0, 330, 0], [330, 0, 0], [60, 60, 300], [200, 200, 300]];
        assert_eq!(leave_the_week(&stay, pack), [0; 6], "{pack}");
        // As few as must.
        let leave = [[1200, 60, 60], [60, 1200, 60], [300, 300, 60], [60, 60, 3000], [2000, 2000, 60]];
        assert_eq!(leave_the_week(&leave, pack), [1, 1, 1, 1, 2], "{pack}");
    }
}

#[test]
fn the_words_of_the_blocks_stay_in_a_grid_that_gives_way() {
    let listed = |texts: [usize; 3]| {
        let sheets = printed(&[with_week("child", texts)], "standard");
        sheets[0].runs().filter(|run| run.text.contains('①')).count()
    };
    assert_eq!(listed([60, 60, 60]), listed([60, 60, 500]));
}

#[test]
fn a_long_box_of_a_pack_in_the_column_of_the_week_stands_below_its_label() {
    let pack = "名称: まど市様式\n継承: standard\n文書:\n  障害児支援利用計画:\n    追加項目: [{名称: 通院先, 型: 文章}]\n    \
                週間計画表: {右の欄: [通院先]}\n";
    let paper = with_week("child", [40, 40, 40]);
    let paper = Paper { text: format!("{}追加: {{通院先: {}}}\n", paper.text, running(150)), ..paper };
    let files = [("templates/mado/pack.yaml".to_owned(), pack.to_owned())];
    let papers = [paper];
    Press::with(&papers, &files).print(&papers, "mado", |paper, layout| {
        let sheets = Sheets::of(layout, paper.name.clone());
        sheets.assert_nothing_lost();
        sheets.assert_floors_and_edges();
        assert_eq!((sheets.moved(), sheets.printed()), (0, fish(&paper.text)));
    });
}
