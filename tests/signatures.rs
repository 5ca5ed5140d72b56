//! The lines on which people sign that they agree: whoever signs for themselves has a line for the day beside it.

use crate::driver::{CHILD, Project, pdf_words};

const MOTHER: &str = "{氏名: 佐藤 恵, 続柄: 母, 区分: 親権者, 同意者: true}";
const FATHER: &str = "{氏名: 佐藤 隆, 続柄: 父, 区分: 親権者, 同意者: true}";
const DAY: &str = "年月日";

/// The plan with these guardians on a pack, and somebody else who writes for one of them.
fn plan(guardians: &[&str], form: &str, by_hand_of_another: bool) -> String {
    let list = guardians.join("\n  - ");
    let mut project = Project::copied().edit(CHILD, MOTHER, &list);
    if by_hand_of_another {
        let path = "cases/hana/events.yaml";
        let proxy = "種類: 同意, 代筆: {氏名: 高橋 和子, 続柄: 祖母, 理由: 手のけが}, 対象: plan/2024-03-28";
        let text = project.text(path).replace("種類: 同意, 対象: plan/2024-03-28", proxy);
        project = project.file(path, text);
    }
    let run = project.run(["build", "hana", "--kind", "plan", "--draft", "--form", form]);
    let path = project.root().join("output/hana/plan-2024-03-28.pdf");
    assert!(path.exists(), "{form}: {}{}", run.stdout, run.stderr);
    pdf_words(&path)
}

#[test]
fn each_guardian_signs_beside_a_day_of_their_own() {
    for form in ["standard", "tokyo"] {
        let words = plan(&[MOTHER, FATHER], form, false);
        for line in ["（保護者署名）母", "（保護者署名）父", "保護者氏名（母）", "保護者氏名（父）"]
        {
            assert!(words.contains(&format!("{DAY}{line}")), "{form}, {line}\n{words}");
        }
        assert_eq!(words.matches(&format!("{DAY}（保護者署名）")).count(), 2, "{form}\n{words}");
    }
}

#[test]
fn who_writes_for_another_signs_on_the_day_of_that_one() {
    for form in ["standard", "tokyo"] {
        let words = plan(&[MOTHER], form, true);
        for line in ["（代筆者署名）", "代筆者氏名"] {
            assert!(words.contains(line) && !words.contains(&format!("{DAY}{line}")), "{form}, {line}\n{words}");
        }
        assert!(words.contains(&format!("{DAY}（保護者署名）")), "{form}\n{words}");
        assert!(words.contains(&format!("保護者同意{DAY}保護者氏名")), "{form}\n{words}");
    }
}
