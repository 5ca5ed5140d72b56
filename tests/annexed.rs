//! A text that goes to an annex leaves a box of the form's own height behind, not a high and empty one.

use crate::consult_forms::{FINAL, PLAN, all_text, at, consult, pages, text};
use crate::driver::Project;

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
