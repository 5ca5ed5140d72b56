//! The sheets that no file of a child is for: フェイスシート, 受給者証の内容, and a plan in plain words for the child and the guardian.

use crate::driver::{Project, Run, pdf_text, pdf_words, repository};
use std::process::Command;

const SHEETS: [&str; 4] = ["face", "certificate", "easy-child", "easy-guardian"];

fn print(project: &Project, arguments: &[&str]) -> Run {
    Run::of(project.command().arg("sheet").args(arguments).output().expect("the program starts"))
}

fn tool(project: &Project, program: &str, arguments: &[&str], path: &str, end: &[&str]) -> String {
    let pdf = project.root().join(path);
    let output = Command::new(program).args(arguments).arg(pdf).args(end).output().expect("poppler-utils");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The words of a sheet without white space.
fn printed(project: &Project, arguments: &[&str], path: &str) -> String {
    let run = print(project, arguments);
    assert_eq!(run.code, Some(0), "{run:?}");
    pdf_words(&project.root().join(path))
}

/// What is heard of it: the readings over the kanji are not.
fn heard(project: &Project, path: &str) -> String {
    let text = tool(project, "pdfinfo", &["-struct-text"], path, &[]);
    text.chars().filter(|c| !c.is_whitespace() && *c != '"').collect()
}

#[test]
fn every_sheet_of_every_sample_is_printed_archived_and_the_same_twice() {
    let project = Project::copied();
    for sheet in SHEETS {
        let run = print(&project, &[sheet]);
        assert_eq!(run.code, Some(0), "{sheet}: {run:?}");
        assert_eq!(run.stdout.matches("に印刷しました").count(), 4, "{run:?}");
    }
    let path = |sheet: &str| match sheet {
        "face" | "certificate" => format!("output/hana/{sheet}.pdf"),
        _ => format!("output/hana/{sheet}-2024-09-20.pdf"),
    };
    for sheet in SHEETS {
        let first = project.bytes(&path(sheet));
        let metadata = tool(&project, "pdfinfo", &["-meta"], &path(sheet), &[]);
        for mark in [
            "<pdfaid:part>2</pdfaid:part>",
            "<pdfaid:conformance>A</pdfaid:conformance>",
            "<pdfuaid:part>1</pdfuaid:part>",
        ] {
            assert!(metadata.contains(mark), "{sheet}: {mark}");
        }
        for row in tool(&project, "pdffonts", &[], &path(sheet), &[]).lines().skip(2) {
            assert!(row.contains("BIZUDGothic") || row.contains("NotoSansJP"), "{sheet}: {row}");
        }
        assert!(tool(&project, "pdfinfo", &[], &path(sheet), &[]).contains("Pages:           1"), "{sheet}: one page");
        assert_eq!(print(&project, &[sheet, "hana"]).code, Some(0));
        assert!(project.bytes(&path(sheet)) == first, "{sheet}: the same bytes twice");
    }
}

#[test]
fn the_face_sheet_has_all_of_a_child_and_the_certificate_what_was_granted() {
    let project = Project::copied();
    let face = printed(&project, &["face", "hana"], "output/hana/face.pdf");
    for words in [
        "フェイスシート",
        "千葉県船橋市みどり野3丁目5番8号",
        "高橋和子",
        "母方の祖母。市川市に住み",
        "みどり野児童ホーム",
        "放課後等デイサービスほし",
        "令和6年3月5日",
    ] {
        assert!(face.contains(words), "{words}: {face}");
    }
    // An office that is no office of ours is written with its name alone: it is called by it.
    let face = printed(&project, &["face", "mei"], "output/mei/face.pdf");
    assert!(face.contains("放課後等デイサービスかぜのこ") && !face.contains("名称：放課後"), "{face}");
    assert!(tool(&project, "pdfinfo", &[], "output/mei/face.pdf", &[]).contains("Pages:           1"), "{face}");
    let certificate = printed(&project, &["certificate", "ren"], "output/ren/certificate.pdf");
    for words in ["0098765432", "令和7年4月1日～令和8年3月31日", "月23日", "保育所等訪問支援", "月2日", "4,600円"]
    {
        assert!(certificate.contains(words), "{words}: {certificate}");
    }
}

/// The lines of a sheet as they are set: each with the words that stand on it.
fn lines(project: &Project, path: &str) -> Vec<String> {
    let text = tool(project, "pdftotext", &["-bbox-layout"], path, &["-"]);
    let lines = text.split("<line").skip(1).map(|line| {
        let line = line.split("</line>").next().unwrap_or_default();
        line.split("<word").skip(1).filter_map(|word| Some(word.split_once('>')?.1.split_once('<')?.0)).collect()
    });
    lines.collect()
}

#[test]
fn the_family_is_said_as_people_say_it() {
    let project = Project::copied();
    let child = "cases/hana/child.yaml";
    let father = "職業: 会社員(交替勤務、水曜日と日曜日が休み), 同居: true";
    let project = project.edit(child, father, "職業: 会社員, 同居: false, 離婚: true, 別居: false");
    let face = printed(&project, &["face", "hana"], "output/hana/face.pdf");
    for words in ["昭和61年8月2日（39歳）", "令和元年10月3日（6歳）", "同居主たる介護者", "父母は離婚"]
    {
        assert!(face.contains(words), "{words}: {face}");
    }
    for words in ["はい", "いいえ", "父母は別居"] {
        assert!(!face.contains(words), "{words}: {face}");
    }
    let face = printed(&project, &["face", "yuki"], "output/yuki/face.pdf");
    let care = "ネブライザーの管理(自宅で就寝前。事業所では行わない)スコア3点（区分1）指示書令和7年8月28日中谷医師（期限令和8年8月31日）";
    assert!(face.contains(care) && !face.contains("指示書："), "as the assessment says it: {face}");
    printed(&project, &["face", "ren"], "output/ren/face.pdf");
    let lines = lines(&project, "output/ren/face.pdf");
    for whole in ["藤井智子相談支援専門員", "毎月第2・第4土曜の幼児向けおは"] {
        assert!(lines.iter().any(|line| line.starts_with(whole)), "{whole}: {lines:?}");
    }
}

#[test]
fn what_is_in_plain_words_takes_one_page_and_its_headings_can_be_read() {
    let project = Project::copied();
    for sheet in ["easy-child", "easy-guardian"] {
        assert_eq!(print(&project, &[sheet]).code, Some(0));
    }
    for (child, plan) in [("hana", "2024-09-20"), ("mei", "2025-09-24"), ("ren", "2026-03-23"), ("yuki", "2026-03-19")]
    {
        for sheet in ["easy-child", "easy-guardian"] {
            let path = format!("output/{child}/{sheet}-{plan}.pdf");
            assert!(tool(&project, "pdfinfo", &[], &path, &[]).contains("Pages:           1"), "{path}");
            let lines = lines(&project, &path);
            let short = lines.iter().find(|line| line.ends_with('。') && line.chars().count() == 2);
            assert_eq!(short, None, "{path}: no letter alone on a line: {lines:?}");
            assert!(lines.iter().any(|line| line.contains("ほんにん")), "{path}: {lines:?}");
            // Who is not at school yet has no school days.
            let school = heard(&project, &path).contains("（学校のある日）");
            assert_eq!(school, child != "ren", "{path}");
        }
    }
}

#[test]
fn a_form_that_loses_something_is_not_printed() {
    let from = std::fs::read_to_string(repository().join("templates/standard/face.typ.j2")).expect("readable");
    let lossy = from.replacen("{{ words[\"住所\"] or \"\" }}", "\"\"", 1);
    assert_ne!(from, lossy);
    let project = Project::copied().file("templates/standard/face.typ.j2", lossy);
    let run = print(&project, &["face", "hana"]);
    assert!(run.code == Some(1) && run.stderr.contains("value-unprinted"), "{run:?}");
    assert!(!project.has("output/hana/face.pdf"));
}

#[test]
fn a_plan_in_plain_words_says_what_the_plan_says_and_is_no_plan() {
    let project = Project::copied();
    let path = "output/hana/easy-child-2024-03-28.pdf";
    printed(&project, &["easy-child", "hana", "--plan", "2024-03-28"], path);
    let child = heard(&project, path);
    assert!(child.contains("説明用・計画書ではありません") && !child.contains("原案"), "{child}");
    let case = shien::case::load_case(&shien::source::Disk::new(repository()), "hana");
    let (_, plan) = case.plan("2024-03-28").expect("the plan");
    let said = |text: &str| child.contains(&text.chars().filter(|c| !c.is_whitespace()).collect::<String>());
    for (index, row) in plan.rows.iter().enumerate() {
        let goal = row.goal.get().expect("a goal").as_str();
        assert_eq!(said(goal), index < 3, "three goals, those that come first: {goal}\n{child}");
    }
    assert!(said("「ともだちといっしょに、池の生きものごっこをしたい。」") && said("令和6年9月13日"), "{child}");
    assert!(said("14:30～17:30") && said("延長17:30～18:30"), "{child}");
    // Only the guardian's page has the family's wish.
    let path = "output/hana/easy-guardian-2024-03-28.pdf";
    printed(&project, &["easy-guardian", "hana", "--plan", "plan/2024-03-28"], path);
    let guardian = heard(&project, path);
    let family = "笑い合える相手が一人でもできたらと願っています。";
    assert!(guardian.contains(family) && !child.contains(family), "{guardian}");
}

#[test]
fn before_the_consent_it_bears_genan_and_nothing_of_the_trail_changes() {
    let project = Project::copied();
    let before = project.text("cases/hana/events.yaml");
    printed(&project, &["easy-child", "hana", "--plan", "2024-03-18"], "output/hana/easy-child-2024-03-18.pdf");
    let text = pdf_text(&project.root().join("output/hana/easy-child-2024-03-18.pdf"));
    assert!(text.contains("原案"), "{text}");
    assert_eq!(project.text("cases/hana/events.yaml"), before);
    // Withdrawn, it is a draft again.
    let taken_back = format!(
        "{before}- {{種類: 取消, 対象: plan/2024-09-20, 日付: 2024-10-05, 署名者: 佐藤 恵, 方法: 書面, 理由: 考え直したいため}}\n"
    );
    let project = project.file("cases/hana/events.yaml", taken_back);
    printed(&project, &["easy-child", "hana"], "output/hana/easy-child-2024-09-20.pdf");
    assert!(heard(&project, "output/hana/easy-child-2024-09-20.pdf").contains("原案"));
}

#[test]
fn a_reading_comes_from_a_name_from_the_program_or_from_the_office() {
    let project = Project::copied().file("cases/readings.yaml", "池: みずうみ\n図鑑:\n");
    let path = "output/hana/easy-child-2024-03-28.pdf";
    let text = printed(&project, &["easy-child", "hana", "--plan", "2024-03-28"], path);
    assert!(text.contains("みずうみ") && !text.contains("ずかん"), "the office's own: {text}");
    assert!(text.contains("しょくいん"), "the program's: {text}");
    assert!(!heard(&project, path).contains("しょくいん"), "heard once, not twice");
}

#[test]
fn every_pack_prints_every_sheet() {
    let project = Project::copied();
    let packs = std::fs::read_dir(repository().join("templates")).expect("templates");
    let packs: Vec<String> = packs
        .filter_map(|entry| entry.ok())
        .filter(|entry| entry.path().join("pack.yaml").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    assert!(packs.len() >= 5, "{packs:?}");
    for pack in &packs {
        let run = print(&project, &["face", "hana", "--form", pack]);
        assert_eq!(run.code, Some(0), "{pack}: {run:?}");
    }
    let run = print(&project, &["easy-child", "hana", "--plan", "2020-01-01"]);
    assert!(run.code == Some(2) && run.stderr.contains("2024-03-28"), "{run:?}");
}
