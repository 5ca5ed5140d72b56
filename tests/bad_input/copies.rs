//! Second copies of a file: said, with the file that they are a copy of, and no documents.

use crate::driver::{CHILD, PLAN, Project};
use shien::case::{Case, load_case};
use shien::diagnostic::{Diagnostic, Severity};
use shien::source::Memory;

/// The names that four programs gave to second copies of one plan.
const FOUND: [&str; 4] = [
    "2024-03-28-DESKTOP-AB12CD.yaml",
    "2024-03-28 (Hanako's conflicted copy 2024-04-01).yaml",
    "2024-03-28.sync-conflict-20240401-101010-ABCDEFG.yaml",
    "2024-03-28_LOCAL_4321.yaml",
];

fn plan() -> String {
    Project::new().text(PLAN)
}

/// The small project's child, with these files beside its plan.
fn case(files: &[(&str, &str)]) -> Case {
    let start = Memory::new().with(CHILD, Project::new().text(CHILD)).with(PLAN, plan());
    let files = files.iter().fold(start, |memory, (name, text)| memory.with(format!("cases/hana/{name}"), *text));
    load_case(&files, "hana")
}

fn documents(case: &Case) -> Vec<String> {
    case.documents.iter().map(|document| document.id()).collect()
}

fn copies(case: &Case) -> Vec<(String, String)> {
    let found = case.findings.iter().filter(|finding| finding.code.as_str() == "copy-of-file");
    found.map(|finding| (finding.place.source().path().display().to_string(), text(finding))).collect()
}

fn text(finding: &Diagnostic) -> String {
    format!("{} → {}", finding.message, finding.help.as_deref().unwrap_or_default())
}

/// One more day in the plan, as the second machine wrote it.
fn edited() -> String {
    let text = plan().replace("友だちと遊びたい。", "友だちとたくさん遊びたい。");
    assert_ne!(text, plan());
    text
}

#[test]
fn a_copy_is_said_with_its_original_and_is_no_document() {
    for name in FOUND {
        for text in [plan(), edited(), "<<<<<<< HEAD\n".to_owned()] {
            let case = case(&[(&format!("plan/{name}"), &text)]);
            assert_eq!(documents(&case), ["plan/2024-03-28"], "{name}");
            let said = copies(&case);
            assert_eq!(said.len(), 1, "{name}: {said:?}");
            assert_eq!(said[0].0, format!("cases/hana/plan/{name}"));
            assert!(said[0].1.contains("`2024-03-28.yaml`"), "the original is named: {said:?}");
            let others: Vec<&Diagnostic> =
                case.findings.iter().filter(|finding| finding.code.as_str() != "copy-of-file").collect();
            assert!(others.is_empty(), "{name} is not read and judged: {others:?}");
        }
    }
}

#[test]
fn the_program_says_copies_and_takes_none_for_the_plan_before() {
    let next = plan().replace("作成日: 2024-03-28", "作成日: 2024-09-20").replace("状態: 原案", "状態: 確定");
    let first = plan().replace("状態: 原案", "状態: 確定");
    let mut project = Project::new().file(PLAN, &first).file("cases/hana/plan/2024-09-20.yaml", next);
    for name in FOUND {
        project = project.file(&format!("cases/hana/plan/{name}"), first.replace("月・水", "月・金"));
    }
    let check = project.check();
    assert_eq!(check.findings("copy-of-file").len(), FOUND.len(), "{}", check.list());
    assert!(check.findings("copy-of-file").iter().all(|finding| finding.severity == "warning"));
    let diff = project.run(["diff", "hana", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&diff.stdout).unwrap_or_else(|_| panic!("{diff:?}"));
    assert_eq!(json["old"]["document"], "plan/2024-03-28");
    assert_eq!(json["new"]["document"], "plan/2024-09-20");
}

#[test]
fn a_copy_without_its_original_is_said_to_be_renamed() {
    let files =
        Memory::new().with(CHILD, Project::new().text(CHILD)).with("cases/hana/plan/2024-03-28 (1).yaml", plan());
    let case = load_case(&files, "hana");
    assert_eq!(documents(&case), [""; 0]);
    let said = copies(&case);
    assert!(said[0].1.contains("名前を `2024-03-28.yaml` に変えてください"), "{said:?}");
}

#[test]
fn a_name_in_capitals_is_a_copy_where_the_two_say_nearly_the_same() {
    for name in ["plan/2024-03-28-PCNAME.yaml", "plan/2024-03-28-TANAKA01.yaml"] {
        let case = case(&[(name, &edited())]);
        assert_eq!(documents(&case), ["plan/2024-03-28"], "{name}");
        assert!(copies(&case)[0].1.contains("`2024-03-28.yaml`"), "{:?}", copies(&case));
    }
}

#[test]
fn the_same_text_or_the_same_head_is_the_same_document_under_any_name() {
    let case_of = |text: &str| case(&[("plan/2024-03-28-b.yaml", text)]);
    for text in [plan(), plan().replace('\n', "\r\n"), edited()] {
        assert_eq!(documents(&case_of(&text)), ["plan/2024-03-28"]);
        assert_eq!(copies(&case_of(&text)).len(), 1);
    }
    let other =
        plan().replace("状態: 原案", "状態: 確定").replace("作成区分: 初回", "原案: 2024-03-28\n作成区分: 初回");
    assert_eq!(documents(&case_of(&other)), ["plan/2024-03-28-b", "plan/2024-03-28"], "a 確定 of the same day");
    assert_eq!(copies(&case_of(&other)), []);
}

#[test]
fn a_slug_that_somebody_chose_stays_a_document() {
    let interview = |time: &str, who: &str| {
        format!(
            "---\n種類: 家族支援\n事業所: hoshi\n日時: 2024-03-28 {time}\n場所: 相談室\n方法: 対面\n出席者: [suzuki, {{氏名: {who}, 立場: 保護者}}]\n記録者: suzuki\n---\n## 本人の様子\nよく遊ぶ。\n"
        )
    };
    let (mother, father) = (interview("10:00-10:40", "佐藤 恵"), interview("11:00-11:40", "佐藤 健"));
    let case = case(&[("interview/2024-03-28.md", &mother), ("interview/2024-03-28-haha.md", &father)]);
    assert_eq!(documents(&case), ["interview/2024-03-28-haha", "interview/2024-03-28", "plan/2024-03-28"]);
    assert_eq!(copies(&case), []);
}

#[test]
fn copies_of_the_files_that_have_one_name_are_said_too() {
    let text = Project::new().text(CHILD);
    let case = case(&[
        ("child-DESKTOP-AB12CD.yaml", &text),
        ("child - コピー.yaml", &text),
        ("child.yaml.orig", &text),
        ("events (1).yaml", "[]\n"),
        ("consult/basic_REMOTE_77.yaml", "事業所: michi\n"),
    ]);
    assert_eq!(copies(&case).len(), 5, "{:?}", case.findings);
    assert!(case.findings.iter().all(|finding| finding.code.as_str() == "copy-of-file"), "{:?}", case.findings);
}

#[test]
fn a_copied_child_is_no_second_child_and_a_copied_office_file_is_said() {
    let project = Project::new();
    let (child, office) = (project.text(CHILD), project.text("cases/office.yaml"));
    let project = project
        .file("cases/hana - コピー/child.yaml", &child)
        .file("cases/hana (1)/child.yaml", &child)
        .file("cases/sora 2/child.yaml", &child)
        .file("cases/office-LAPTOP-9F3K2L1M.yaml", office);
    let mut findings = Vec::new();
    let children = shien::case::find(&shien::source::Disk::new(project.root()), &mut findings).expect("cases/");
    assert_eq!(children, ["hana", "sora 2"], "a number makes a copy only beside its original");
    let said: Vec<&str> = findings.iter().filter_map(|finding| finding.place.source().path().to_str()).collect();
    assert_eq!(said, ["cases/hana (1)", "cases/hana - コピー", "cases/office-LAPTOP-9F3K2L1M.yaml"]);
    assert!(
        findings.iter().all(|finding| finding.code.as_str() == "copy-of-file" && finding.severity == Severity::Warning)
    );
}

#[test]
fn files_of_a_system_pass_in_silence_and_their_neighbours_do_not() {
    let project = Project::new();
    for name in [".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep", "._2024-03-28.yaml", "@eaDir/x.yaml", "~$a.docx"]
    {
        for place in ["cases", "cases/hana", "cases/hana/plan"] {
            let path = project.root().join(place).join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, "x").expect("written");
        }
    }
    let check = project.check();
    assert_eq!(check.all(), [], "{}", check.list());
    let project = Project::new()
        .file("cases/hana/plan/DS_Store", "x")
        .file("cases/hana/plan/.2024-09-20.yaml", "x")
        .file("cases/hana/thumbs", "x")
        .file("cases/hana/eaDir/x", "x");
    let said: Vec<String> = project.check().findings("file-unknown").into_iter().map(|finding| finding.file).collect();
    assert_eq!(
        said,
        ["cases/hana/eaDir", "cases/hana/plan/.2024-09-20.yaml", "cases/hana/plan/DS_Store", "cases/hana/thumbs"]
    );
}
