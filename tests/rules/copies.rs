//! Texts that were copied: who is held against whom, what stays silent, and how much work it is.

use super::content::Texts;
use shien::case::{Case, load_case};
use shien::diagnostic::Diagnostic;
use shien::rules::{Companion, CompanionNotes, Gathering, check_together};
use shien::source::Memory;

const PLAN: &str = "cases/hana/plan/2024-03-28.yaml";
const NEXT: &str = "cases/hana/plan/2024-09-20.yaml";
const MONITORING: &str = "cases/hana/monitoring/2024-09-12.yaml";
const OTHER: &str = "cases/ren/plan/2024-03-21.yaml";

fn own(texts: &Texts, child: &str, code: &str) -> Vec<Diagnostic> {
    let found = texts.judged(child, "2026-04-01").into_iter();
    found.filter(|finding| finding.code.as_str() == code).collect()
}

fn from_child(texts: &Texts, child: &str) -> Vec<Diagnostic> {
    own(texts, child, "copied-from-child")
}

#[test]
fn the_copy_is_told_and_the_original_is_not_and_nobody_s_name_is_said() {
    let bad = Texts::of("copied-from-child", "bad");
    assert!(from_child(&bad, "ren").is_empty());
    let found = from_child(&bad, "hana");
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    assert!(finding.message.contains(OTHER), "{}", finding.message);
    let (place, label) = &finding.related[0];
    assert_eq!(place.source().path(), std::path::Path::new(OTHER));
    assert!(label.contains("職員が隣で言い方を示し、うまくいった場面を一緒に振り返る"), "{label}");
    let shown = shien::diagnostic::Human::new(false).render(finding);
    assert!(!shown.contains("高橋") && !shown.contains('蓮'), "{shown}");
}

#[test]
fn a_name_within_the_text_does_not_hide_a_copy_and_is_not_shown() {
    const TEXT: &str = "職員が隣で言い方を示し、うまくいった場面を一緒に振り返る。";
    let own = "はなさんが立ち止まった時は、職員が隣で言い方を示し、うまくいった場面を一緒に振り返る。";
    let bad = Texts::of("copied-from-child", "bad").edit(PLAN, TEXT, own).edit(OTHER, TEXT, &own.replace("はな", "蓮"));
    let found = from_child(&bad, "hana");
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    let shown = shien::diagnostic::Human::new(false).render(finding);
    assert!(!shown.contains('蓮'), "{shown}");
}

#[test]
fn brothers_and_sisters_and_short_common_sentences_are_silent() {
    let bad = Texts::of("copied-from-child", "bad");
    for child in ["hana", "ren"] {
        let other = if child == "hana" { "ren" } else { "hana" };
        let path = format!("cases/{child}/child.yaml");
        let twins = bad.clone().edit(&path, "保護者:", &format!("きょうだい: [{other}]\n保護者:"));
        assert!(from_child(&twins, "hana").is_empty(), "{child}");
    }
    let short = "「いれて」と言って遊びに加わる。";
    assert!(bad.text(PLAN).contains(short) && bad.text(OTHER).contains(short));
    assert!(from_child(&Texts::of("copied-from-child", "good"), "hana").is_empty());
}

#[test]
fn what_was_made_on_one_day_is_told_by_one_of_the_two() {
    let bad = Texts::of("copied-from-child", "bad");
    // The older sheet has become the 原案 of the one of the same day.
    let theirs = bad.text(OTHER).replace("作成日: 2024-03-21\n作成者", "作成日: 2024-03-28\n作成者");
    let theirs = theirs.replace("状態: 原案", "状態: 確定\n原案: 2024-03-21");
    let same = bad.with("cases/ren/plan/2024-03-28.yaml", &theirs);
    assert_eq!((from_child(&same, "hana").len(), from_child(&same, "ren").len()), (0, 1));
}

#[test]
fn a_renewal_in_which_every_row_is_the_old_one_is_told() {
    let bad = Texts::of("copied-from-previous", "bad");
    let code = "copied-from-previous";
    let found = own(&bad, "hana", code);
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    assert!(finding.message.contains("本人支援の 2 行"), "{}", finding.message);
    assert_eq!(finding.related[0].0.source().path(), std::path::Path::new(PLAN));
    // One row that goes on is ordinary; one that was achieved is not.
    let content = "職員が隣で言い方を示し、うまくいった場面を一緒に振り返る。";
    let renewed = |texts: &Texts| {
        texts.clone().edit(NEXT, content, "10月は職員が斜め後ろに立ち、札を指さす。11月からは離れて見守る。")
    };
    assert!(own(&renewed(&bad), "hana", code).is_empty());
    let achieved = bad.clone().edit(MONITORING, "    評価: 一部達成\n    理由: 8月", "    評価: 達成\n    理由: 8月");
    let found = own(&renewed(&achieved), "hana", code);
    assert!(found.len() == 1 && found[0].message.contains("達成した目標"), "{found:?}");
    // A change in mid-term leaves what need not be changed.
    assert!(own(&bad.clone().edit(NEXT, "作成区分: 更新", "作成区分: 変更"), "hana", code).is_empty());
    // What was to be changed and is not, is said of the monitoring.
    let changed = bad.edit(MONITORING, "    今後: 継続", "    今後: 変更");
    assert!(own(&changed, "hana", code).is_empty());
}

#[test]
fn a_goal_of_the_consultant_is_an_information() {
    let found = own(&Texts::of("copied-from-consult", "bad"), "hana", "copied-from-consult");
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(finding.severity, shien::diagnostic::Severity::Info);
    assert!(finding.related[0].1.contains("決まった合図を使って"), "{}", finding.related[0].1);
}

/// A text of sixty letters that only this number has, after a phrase of the trade that everybody has.
fn own_text(number: usize) -> String {
    let letters: Vec<char> =
        "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわ".chars().collect();
    let mut state = number as u64 + 1;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        letters[(state >> 33) as usize % letters.len()]
    };
    let own: String = (0..60).map(|_| next()).collect();
    format!("児童発達支援管理責任者が2か月に1回の面談で、{own}")
}

/// A child whose one row has this 支援内容.
fn child(id: &str, content: &str) -> Memory {
    let plan = format!(
        "事業所: hoshi\n状態: 確定\n作成日: 2025-03-28\n計画期間: {{開始: 2025-04-01, 終了: 2025-09-30}}\n支援:\n  - 項目: 本人支援\n    支援目標: 手を挙げる。\n    支援内容: {content}\n"
    );
    Memory::new()
        .with(format!("cases/{id}/child.yaml"), format!("氏名: 児童 {id}\n生年月日: 2016-05-14\n"))
        .with(format!("cases/{id}/plan/2025-03-28.yaml"), plan)
}

/// How many pairs are compared among children with these contents, and how many of them are found to be copies.
fn work(contents: impl Iterator<Item = String>) -> (usize, usize) {
    let cases: Vec<_> = contents
        .enumerate()
        .map(|(number, content)| {
            let id = format!("c{number:04}");
            load_case(&child(&id, &content), &id)
        })
        .collect();
    let plans: Vec<_> = cases.iter().map(Case::newest_plans).collect();
    let notes: Vec<CompanionNotes> = cases.iter().map(|_| CompanionNotes::default()).collect();
    let of = cases.iter().zip(&plans).zip(&notes);
    let children: Vec<Companion<'_>> =
        of.map(|((case, plans), notes)| Companion { id: &case.id, child: &case.child, plans, notes }).collect();
    let mut all = Gathering::default();
    for child in &children {
        all.put(child);
    }
    let (mut compared, mut copies) = (0, 0);
    for own in &children {
        for other in all.companions(own.id) {
            let number: usize = other[1..].parse().expect("a number");
            compared += 1;
            copies += check_together(own, &children[number]).len();
        }
    }
    (compared, copies)
}

#[test]
fn a_thousand_children_with_texts_of_their_own_are_hardly_compared() {
    let contents = (0..1_000).map(own_text);
    let (compared, copies) = work(contents);
    assert!(compared <= 100, "{compared} pairs of 499,500");
    assert_eq!(copies, 0);
}

#[test]
fn where_everybody_wrote_the_same_the_work_still_grows_with_the_children_only() {
    let (compared, copies) = work((0..1_000).map(|_| own_text(7)));
    assert_eq!(compared, 3 * 1_000, "three others each");
    // Of what was made on one day the later of the two is told: the first have nobody before them.
    assert_eq!(copies, 3 * 1_000 - 6);
}
