//! Goals as a good 児発管 writes them, and as they should not be written. Of both a part was kept apart while the rules
//! were made (`…-apart.txt`).

use super::subject::is_of_child;
use super::{Find, JudgedText, OfficeWords, WordingFault, negative_of, staff_of, vague_of};
use crate::case::plan::SupportKind;
use std::fmt::Write as _;

const GOOD: &str = include_str!("../../../../tests/texts-of-goals/good.txt");
const BAD: &str = include_str!("../../../../tests/texts-of-goals/bad.txt");
const GOOD_APART: &str = include_str!("../../../../tests/texts-of-goals/good-apart.txt");
const BAD_APART: &str = include_str!("../../../../tests/texts-of-goals/bad-apart.txt");

fn kind(word: &str) -> SupportKind {
    let kinds = [SupportKind::Child, SupportKind::Family, SupportKind::Transition, SupportKind::Community];
    kinds.into_iter().find(|kind| kind.label() == word).unwrap_or_else(|| panic!("{word} is no 項目"))
}

fn code(fault: Option<&WordingFault>) -> &'static str {
    match fault {
        Some(WordingFault::Negative(_)) => "goal-negative",
        Some(WordingFault::Staff(_)) => "goal-subject",
        Some(WordingFault::Vague(_)) => "goal-vague",
        None => "",
    }
}

/// The fault of a goal, whichever rule finds it; no two of them may.
fn judge(kind: SupportKind, goal: &str) -> Option<WordingFault> {
    let wording = JudgedText::of(goal);
    let finders: [Find; 3] = [negative_of, staff_of, vague_of];
    let found: Vec<WordingFault> =
        finders.iter().filter_map(|find| find(OfficeWords::default(), Some(kind), &wording)).collect();
    assert!(found.len() < 2, "{goal}: {found:?}");
    found.into_iter().next()
}

/// The goals of a file that are judged otherwise than it says, and how many it has.
fn misjudged(file: &str) -> (String, usize) {
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    let (mut wrong, mut all) = (String::new(), 0);
    for line in lines {
        let (expected, row, goal) = match line.split('\t').collect::<Vec<_>>().as_slice() {
            [row, goal] => ("", *row, *goal),
            [code, row, goal] => (*code, *row, *goal),
            _ => panic!("{line}"),
        };
        all += 1;
        let fault = judge(kind(row), goal);
        if code(fault.as_ref()) != expected {
            writeln!(wrong, "{goal}: {fault:?} instead of {expected:?}").expect("a text");
        }
    }
    (wrong, all)
}

#[test]
fn good_goals_are_silent_and_bad_ones_are_found() {
    for (file, count) in [(GOOD, 80), (BAD, 30), (GOOD_APART, 60), (BAD_APART, 60)] {
        let (wrong, all) = misjudged(file);
        assert!(wrong.is_empty(), "\n{wrong}");
        assert_eq!(all, count);
    }
}

#[test]
fn a_long_text_is_one_goal_and_what_is_said_in_quotations_is_no_word_of_the_plan() {
    let judged = |goal: &str| judge(SupportKind::Child, goal);
    assert_eq!(judged("落ち着いて過ごす。\n朝の会の10分、いすに座って聞く。"), None);
    assert_eq!(judged("- 「あぶない、走らない」と自分に言う"), None);
    assert_eq!(judged("友だちを叩かない。\n貸してほしい時に「かして」と言う。"), None);
    assert_eq!(judged(""), None);
    assert_eq!(judged("。、"), None);
    assert_eq!(judged("席を立たない(週3日)。"), Some(WordingFault::Negative("席を立たない(週3日)".to_owned())));
    assert_eq!(judged("ＳＳＴ"), Some(WordingFault::Vague("SST".to_owned())));
}

#[test]
fn a_content_without_any_staff_is_a_goal() {
    let of_child = |text: &str| is_of_child(OfficeWords::default(), &JudgedText::of(text));
    for text in [
        "自分で着替えができるようになる。",
        "大きな声であいさつできる。",
        "本人が手順表を見て着替える。",
        "はなさんが友だちと仲良く遊ぶ。",
    ] {
        assert!(of_child(text), "{text}");
    }
    for text in [
        "職員が隣で言い方を示し、うまくいった場面を一緒に振り返る。",
        "絵カードを使って着替える。",
        "自分で着替えができるように、服を前後の順に並べて置く。",
        "はなさんが選ぶまで30秒待つ。職員は横に座る。",
        "",
    ] {
        assert!(!of_child(text), "{text}");
    }
}
