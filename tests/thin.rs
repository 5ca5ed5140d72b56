//! Papers of which half is not written yet, or whose people and rows are known by halves: they print, and what they say is
//! said in the words of people.

use crate::driver::{CHILD, Project, pdf_text, pdf_words};

const MINUTES: &str = "cases/hana/consult/meeting/2024-03-16.md";

/// The one print of a kind and a day.
fn printed(project: &Project, kind: &str, name: &str) -> String {
    let run = project.run(["build", "hana", "--kind", kind, "--draft", "--form", "standard"]);
    let path = project.root().join(format!("output/hana/{name}.pdf"));
    assert!(path.exists(), "{name}: {}{}", run.stdout, run.stderr);
    pdf_text(&path)
}

/// A file of the samples with every place of some words changed.
fn changed(project: Project, path: &str, changes: &[(&str, &str)]) -> Project {
    let mut text = project.text(path);
    for (old, new) in changes {
        assert!(text.contains(old), "{path}: {old}");
        text = text.replace(old, new);
    }
    project.file(path, text)
}

#[test]
fn who_came_without_a_name_stands_in_the_minutes_by_what_they_are() {
    for (old, new, shown) in [
        ("{氏名: 佐藤 恵, 立場: 保護者}", "{立場: 保護者}", "保護者"),
        (
            "  - 氏名: 田中教諭\n    所属: school\n    職種: 担任",
            "  - 所属: school\n    職種: 担任",
            "みどり小学校（担任）",
        ),
        ("  - 氏名: 佐藤 隆\n    立場: 保護者", "  - 立場: 父の同僚", "父の同僚"),
    ] {
        let project = Project::copied().edit(MINUTES, old, new);
        let words: String =
            printed(&project, "consult-meeting", "consult-meeting-2024-03-16").split_whitespace().collect();
        assert!(words.contains(shown), "{shown}\n{words}");
    }
    let minutes =
        Project::copied().edit("cases/hana/meeting/2024-03-25.md", "{氏名: 佐藤 恵, 立場: 保護者}]", "{立場: 保護者}]");
    printed(&minutes, "meeting", "meeting-2024-03-25");
}

#[test]
fn a_list_of_people_passes_over_one_of_whom_nothing_is_said() {
    let path = "cases/hana/assessment/2024-03-11.md";
    let project = Project::copied().edit(path, "{氏名: 佐藤 恵, 立場: 保護者}, ", "{}, ");
    let text = printed(&project, "assessment", "assessment-2024-03-11");
    assert!(!text.contains("、、"), "{text}");
}

#[test]
fn sessions_may_leave_out_who_held_them() {
    let path = "cases/hana/specialist/2024-10-02.yaml";
    let project = Project::copied();
    let text = project.text(path);
    let (head, sessions) = text.split_once("実施記録:").expect("sessions");
    let bare: String = sessions
        .lines()
        .filter(|line| !line.trim_start().starts_with("担当者:"))
        .fold(String::new(), |text, line| text + &line.replace("担当者: ito, ", "") + "\n");
    assert!(!bare.contains("担当者"), "{bare}");
    let project = project.file(path, format!("{head}実施記録:{bare}"));
    assert!(printed(&project, "specialist", "specialist-2024-10-02").contains("伊藤 健"));
}

#[test]
fn whose_an_issue_is_stands_on_the_plan_before_the_issue_is_written() {
    let path = "cases/hana/plan/2024-03-28.yaml";
    let project = Project::copied();
    let bare: String = project
        .text(path)
        .lines()
        .filter(|line| !line.starts_with("      内容: "))
        .fold(String::new(), |text, line| text + line + "\n");
    let project = project.file(path, bare);
    for form in ["standard", "tokyo"] {
        let run = project.run(["build", "hana", "--kind", "plan", "--draft", "--form", form]);
        let path = project.root().join("output/hana/plan-2024-03-28.pdf");
        assert!(path.exists(), "{}", run.stderr);
        let words = pdf_words(&path);
        assert_eq!(words.matches("【課題・本人】").count(), 4, "{form}\n{words}");
        std::fs::remove_file(path).expect("removed");
    }
}

#[test]
fn a_plan_without_its_day_is_called_by_that_of_its_file() {
    let path = "cases/hana/consult/plan/2024-03-20.yaml";
    let project = Project::copied().edit(path, "作成日: 2024-03-20\n", "");
    let text = printed(&project, "consult-monitoring", "consult-monitoring-2024-04-25");
    assert!(text.contains("令和6年3月20日"), "{text}");
}

#[test]
fn no_id_stands_for_a_partner_without_a_name() {
    let partner = "名称: みどり野児童ホーム, ";
    let project = Project::copied().edit(CHILD, partner, "");
    let text = printed(&project, "plan", "plan-2024-03-28");
    assert!(!text.contains("jidohome") && text.contains("野口 優子"), "{text}");
    let project = project.edit(
        CHILD,
        "担当: 野口 優子, 電話: 047-000-0006, 役割: 同じ地域の子どもとの遊びと工作",
        "電話: 047-000-0006",
    );
    let words: String = printed(&project, "plan", "plan-2024-03-28").split_whitespace().collect();
    assert!(!words.contains("jidohome") && words.contains("名称のない"), "{words}");
}

#[test]
fn an_unfinished_paper_lists_its_blanks_as_people_call_them() {
    let plan = "cases/hana/plan/2024-03-28.yaml";
    let project = changed(
        Project::copied(),
        plan,
        &[
            ("    達成時期: 2024-09-13\n", ""),
            ("計画期間: {開始: 2024-04-01, 終了: 2024-09-30}", "計画期間: {開始: 2024-04-01}"),
        ],
    );
    let text = printed(&project, "plan", "plan-2024-03-28");
    let (_, list) = text.split_once("未完成: 次の欄が書かれていません").expect("a list of blanks");
    for blank in ["本人支援②の達成時期", "計画期間の終了"] {
        assert!(list.contains(blank), "{list}");
    }
    assert!(!list.contains('`') && !list.contains("がありません"), "{list}");
    project.run(["build", "hana", "--draft", "--form", "standard"]);
    let review = pdf_text(&project.root().join("output/hana/monitoring-2024-09-12.pdf"));
    assert!(review.contains("個別支援計画（令和6年3月28日）の本人支援②の達成時期"), "{review}");
    let day = "cases/hana/record/2024-05.yaml";
    let record = Project::copied();
    let written = record.text(day).replacen("  時間: \"14:30-17:30\"\n", "", 1);
    let record = record.file(day, written);
    let text = printed(&record, "record", "record-2024-05");
    assert!(text.contains("5月1日の時間か欠席"), "{text}");
}

#[test]
fn what_is_no_box_of_a_form_is_none_of_its_blanks() {
    let path = "cases/hana/consult/plan/2024-03-20.yaml";
    let changes = [("  - id: n1\n    ", "  - "), ("作成日: 2024-03-20\n", "")];
    let text = printed(&changed(Project::copied(), path, &changes), "consult-plan", "consult-plan-2024-03-20");
    let (_, list) = text.split_once("未完成: 次の欄が書かれていません").expect("a list of blanks");
    assert!(list.contains("作成日") && !list.contains("ニーズ①の"), "{list}");
    // Where nothing else is missing, there is no list; the paper is unfinished all the same.
    let text = printed(&changed(Project::copied(), path, &changes[..1]), "consult-plan", "consult-plan-2024-03-20");
    assert!(text.contains("未完成") && !text.contains("次の欄が書かれていません"), "{text}");
}

/// The print of a comparison of two papers of a kind.
fn compared(project: &Project, kind: &str, old: &str, new: &str) -> String {
    let out = project.root().join("compared.pdf");
    let run = project.run([
        "diff",
        "hana",
        old,
        new,
        "--kind",
        kind,
        "--format",
        "pdf",
        "--out",
        out.to_str().expect("UTF-8"),
    ]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    pdf_text(&out)
}

fn has_id(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| {
        word == "id" || matches!(word.split_at_checked(1), Some(("s" | "n", number)) if number.parse::<u32>().is_ok())
    })
}

#[test]
fn a_comparison_shows_no_id_where_the_plan_has_no_such_row() {
    let plan = "cases/hana/consult/plan/2024-03-20.yaml";
    let project = changed(Project::copied(), plan, &[("id: n3", "id: k9")]);
    let text = compared(&project, "consult-monitoring", "2024-12-12", "2025-03-06");
    assert!(text.contains("計画にないニーズ") && !has_id(&text), "{text}");
    let project = Project::copied().edit("cases/hana/monitoring/2024-09-12.yaml", "計画: 2024-03-28\n", "");
    let second = project.text("cases/hana/monitoring/2024-09-12.yaml").replace("評価: 達成", "評価: 一部達成");
    let project = project.file("cases/hana/monitoring/2024-09-13.yaml", second.replace("2024-09-12", "2024-09-13"));
    let text = compared(&project, "monitoring", "2024-09-12", "2024-09-13");
    // Which of them is which is told by their number.
    assert!(text.contains("計画の分からない行 その2") && !has_id(&text), "{text}");
}

#[test]
fn a_comparison_shows_no_id_that_alone_came_or_went() {
    let path = "cases/hana/consult/plan/2024-03-20.yaml";
    let project = Project::copied();
    let text = project.text(path);
    let (head, rest) = text.split_once("  - id: n1\n    ").expect("a need");
    let project = project.file(path, format!("{head}  - {rest}"));
    let text = compared(&project, "consult-plan", "2024-03-10", "2024-03-20");
    assert!(!has_id(&text), "{text}");
}
