//! セルフプラン: a child without 相談支援, the packet that its office hands to the guardian, and what comes back.

use crate::consult_forms::{all_text, consult, text};
use crate::driver::{CHILD, Project};
use crate::form_layout::lay_out_in;
use shien::typeset::Layout;

const PACKET: &str = "cases/hana/consult/plan/2024-03-15.yaml";

/// The small project, its child without a 相談支援 and with a 受給者証.
fn family() -> Project {
    let project = consult().edit(CHILD, "利用:\n", "セルフプラン: true\n利用:\n");
    project.remove("cases/hana/consult").remove("cases/hana/events.yaml")
}

/// The same with the packet as `new` makes it.
fn handed_out() -> Project {
    let project = family();
    let run = project.run(["new", "consult-plan", "hana", "--date", "2024-03-15"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    project
}

fn layout(project: &Project, kind: &str, name: &str) -> Layout {
    lay_out_in(project.root(), "hana", (kind, name), None)
}

#[test]
fn the_packet_is_made_with_what_is_known_and_without_blanks_to_type_over() {
    let project = handed_out();
    let file = project.text(PACKET);
    for line in [
        "様式: selfplan",
        "セルフプラン: はい",
        "作成者: {氏名: 佐藤 恵, 立場: 保護者}",
        "計画期間: {開始: 2024-04-01, 終了: 2025-03-31}",
        "提供事業者: hoshi",
    ] {
        assert!(file.contains(line), "{line}: {file}");
    }
    assert!(!file.contains("〇〇") && !file.contains("事業所: michi"), "{file}");
    let run = project.run(["check", "--format", "json", "--as-of", "2024-03-20"]);
    let own: Vec<_> = run.all().into_iter().filter(|finding| finding.file.contains("consult/")).collect();
    assert!(own.is_empty(), "{}", run.list());
}

#[test]
fn the_packet_prints_for_the_family_to_fill_in_without_a_word_across_it() {
    let project = handed_out();
    let run = project.run(["build", "--kind", "consult-plan", "--as-of", "2024-03-20"]);
    assert!(project.has("output/hana/consult-plan-2024-03-15.pdf"), "{}", run.stderr);
    let layout = layout(&project, "consult-plan", "2024-03-15");
    assert_eq!(layout.pages(), 2);
    let sheet = text(&layout, 0);
    for words in [
        "サービス等利用計画案（セルフプラン用）",
        "セルフプラン",
        "佐藤はな",
        "佐藤恵",
        "0012345678",
        "放課後等デイサービス",
    ] {
        assert!(sheet.contains(words), "{words}: {sheet}");
    }
    assert!(text(&layout, 1).contains("サービス等利用計画案（セルフプラン用）【週間計画表】"));
    assert!(!all_text(&layout).contains("未完成") && !all_text(&layout).contains("相談支援センター"));
    for page in 0..2 {
        assert!(layout.drawing(page).texts.iter().all(|run| run.size < 100.0), "no word across page {page}");
    }
}

#[test]
fn the_week_of_the_packet_has_the_days_of_the_offices_own_schedule() {
    let project = Project::whole().edit(CHILD, "利用:", "セルフプラン: true\n利用:").remove("cases/hana/consult");
    let run = project.run(["new", "consult-plan", "hana", "--date", "2024-09-15"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let file = project.text("cases/hana/consult/plan/2024-09-15.yaml");
    assert!(
        file.contains("{曜日: [月, 水], 時間: \"14:30-17:30\", 内容: 放課後等デイサービス, 提供事業者: hoshi}"),
        "{file}"
    );
}

#[test]
fn what_came_back_is_the_map_and_asks_for_no_consultant() {
    let returned = "受領日: 2024-03-18\n";
    let project = handed_out();
    let file = project.text(PACKET);
    let filled = file
        .lines()
        .map(|line| match line.trim_start() {
            "受領日:" => returned.trim_end().to_owned(),
            "解決すべき課題:" => format!("{line} 友だちと一緒に遊びたい。"),
            "支援目標:" => format!("{line} 遊びの輪に自分から入る。"),
            "達成時期:" => format!("{line} 2024-09"),
            _ => line.to_owned(),
        })
        .collect::<Vec<_>>()
        .join("\n");
    let project = project.file(PACKET, filled + "\n");
    let run = project.run(["check", "--format", "json", "--as-of", "2024-03-20"]);
    for code in ["consultant-delivery-missing", "consult-delivery-missing", "consult-visit-missing", "required-missing"]
    {
        assert!(run.findings(code).is_empty(), "{code}: {}", run.list());
    }
    let report = project.run(["new", "consult-monitoring", "hana", "--date", "2024-09-20"]);
    assert_eq!(report.code, Some(0), "{}", report.stderr);
    let report = project.text("cases/hana/consult/monitoring/2024-09-20.yaml");
    assert!(report.contains("計画: 2024-03-15") && report.contains("支援目標: 遊びの輪に自分から入る。"), "{report}");
    assert!(report.contains("セルフプラン: はい") && !report.contains("〇〇"), "{report}");
    let layout = layout(&project, "consult-monitoring", "2024-09-20");
    assert!(text(&layout, 0).contains("モニタリング報告書（セルフプラン用）"), "{}", text(&layout, 0));
    assert!(text(&layout, 0).contains("遊びの輪に自分から入る。"));
}

#[test]
fn a_child_with_a_consultant_gets_the_consultants_paper_as_before() {
    let project = consult().remove("cases/hana/consult").remove("cases/hana/events.yaml");
    let run = project.run(["new", "consult-plan", "hana", "--date", "2024-03-15"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let file = project.text(PACKET);
    assert!(file.contains("事業所: michi") && file.contains("〇〇") && !file.contains("様式: selfplan"), "{file}");
}
