//! 家族構成 and 社会関係図 of families as they are: second marriages, foster parents, more people and words than a box holds.

use crate::consult_forms::{all_text, consult, pages, text};
use crate::driver::{Project, pdf_words};
use crate::form_layout::lines;
use std::fmt::Write;

const CHILD: &str = "cases/hana/child.yaml";
const BASIC: (&str, &str) = ("consult-basic", "basic");

/// The small project with another family.
fn with_family(family: &str) -> Project {
    let child = consult().text(CHILD);
    let start = child.find("家族:\n").expect("the family");
    let end = start + child[start..].find("関係機関:").expect("what stands behind it");
    consult().file(CHILD, format!("{}家族:\n{family}{}", &child[..start], &child[end..]))
}

/// The left of the word under each symbol.
fn left_of(project: &Project, word: &str) -> f64 {
    let drawing = pages(project, BASIC, "standard").drawing(0);
    let found = lines(&drawing).into_iter().find(|line| line.text == word && line.size < 8.2);
    found.unwrap_or_else(|| panic!("「{word}」 under its symbol")).rect.left
}

/// How many lines are dotted, from the least that a symbol is high.
fn dotted(project: &Project) -> usize {
    let drawing = pages(project, BASIC, "standard").drawing(0);
    drawing.strokes.iter().filter(|stroke| stroke.dashed).count()
}

#[test]
fn a_second_marriage_and_foster_parents_are_drawn() {
    let second = with_family(
        "  - {続柄: 母, 氏名: 佐藤 恵}\n  - {続柄: 父, 氏名: 山本 隆, 離婚: true}\n  - {続柄: 継父, 氏名: 佐藤 新}\n  - {続柄: 異父弟, 氏名: 佐藤 そら}\n",
    );
    let x = |word| left_of(&second, word);
    assert!(x("父") < x("母") && x("母") < x("継父") && x("本人") < x("異父弟"));
    assert_eq!(dotted(&second), 0, "nobody is said to live with the child");
    let foster = with_family(
        "  - {続柄: 里父, 氏名: 鈴木 正}\n  - {続柄: 里母, 氏名: 鈴木 里}\n  - {続柄: 母, 氏名: 佐藤 恵}\n  - {続柄: 父, 氏名: 佐藤 隆}\n",
    );
    let x = |word| left_of(&foster, word);
    assert!(x("父") < x("母") && x("母") < x("里父") && x("里父") < x("里母"));
    // From between the foster parents, along, and down to the child.
    assert_eq!(dotted(&foster), 3);
}

/// A print of which nothing is missed has no finding that it may not be made.
fn printed(project: &Project) -> String {
    project.run(["build", "hana", "--kind", "consult-basic", "--form", "standard"]);
    pdf_words(&project.root().join("output/hana/consult-basic.pdf"))
}

#[test]
fn a_family_or_partners_too_many_for_their_box_are_printed_behind_it_word_for_word() {
    let words = "平日の夕方は本人の宿題を見て、休みの日は近くの公園へ一緒に出かける。";
    for (relatives, repeated) in [(70, 0), (8, 8)] {
        let mut family = String::new();
        for number in 1..=relatives {
            let note = words.repeat(repeated);
            let _ = writeln!(
                family,
                "  - {{続柄: {}, 氏名: 佐藤 {number}番, 職業: 会社員{number}番, 同居: true, 備考: \"{note}\"}}",
                if number == 1 { "母" } else { "弟" }
            );
        }
        let project = with_family(&family);
        let all = printed(&project);
        let behind = &all[all.find("続紙1家族構成").expect("the sheet behind")..];
        for number in 1..=relatives {
            assert!(
                behind.contains(&format!("佐藤{number}番")) && behind.contains(&format!("会社員{number}番")),
                "{behind}"
            );
        }
        assert_eq!(behind.matches(words).count(), relatives * repeated);
        assert!(text(&pages(&project, BASIC, "standard"), 0).contains("続紙1参照"));
    }
    let mut partners = String::new();
    for number in 1..=40 {
        let _ = writeln!(partners, "  - {{id: p{number}, 名称: 機関{number}番, 担当: 担当{number}番, 役割: {words}}}");
    }
    let project = consult().edit(CHILD, "関係機関:\n", &format!("関係機関:\n{partners}"));
    let all = printed(&project);
    assert_eq!(all.matches(words).count(), 40, "{all}");
    assert!(all_text(&pages(&project, BASIC, "standard")).contains("続紙1社会関係図"));
}
