//! Limits of work: what was made to be endless ends, and says what it left out.

use crate::driver::{PLAN, Project as Folder, repository};
use shien::font::Fonts;
use shien::pipeline::{Project, Settings, check};
use shien::source::{Disk, Files, FolderEntry};
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

#[test]
fn a_line_with_thousands_of_faults_is_soon_said() {
    let keys: Vec<String> = (0..20_000).map(|number| format!("k{number}: v")).collect();
    let project = Folder::new().file(PLAN, format!("{{{}}}", keys.join(", ")));
    let begun = Instant::now();
    let run = project.run(["check", "--as-of", "2026-04-01"]);
    assert!(begun.elapsed() < Duration::from_secs(12), "{:?}", begun.elapsed());
    assert!(run.stdout.len() < 400_000, "{} bytes", run.stdout.len());
    assert!(run.stdout.contains("k0: v") && run.stdout.contains("ほかに 19"), "the line is shown in part");
    assert!(run.stdout.lines().all(|line| line.chars().count() < 300), "no line is long");
    let json = project.run(["check", "--format", "json", "--as-of", "2026-04-01"]);
    let report: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!(report["diagnostics"].as_array().map(Vec::len), Some(200));
    assert_eq!(report["omitted"][0]["file"], PLAN);
    assert!(report["omitted"][0]["count"].as_u64().is_some_and(|count| count > 19_000), "{}", report["omitted"]);
    let short = project.run(["check", "--format", "short", "--as-of", "2026-04-01"]);
    assert!(short.stdout.lines().count() == 200 && short.stderr.contains("略しました"), "{}", short.stderr);
}

#[test]
fn lists_of_thousands_of_rows_are_compared_in_time() {
    let project = Folder::new();
    let text = project.text(PLAN).replace("状態: 原案", "状態: 確定");
    let (head, rows) = text.split_once("\n支援:\n").expect("rows");
    let tail = rows.lines().skip_while(|line| line.starts_with(' ')).fold(String::new(), |all, line| all + line + "\n");
    let rows = |seed: usize| {
        (0..3_000).fold(String::new(), |rows, row| {
            let letter = |place: usize| {
                let mixed = (row * 7919 + place * 104_729 + seed).wrapping_mul(2_654_435_761) % 4_294_967_291;
                char::from_u32('あ' as u32 + (mixed >> 7) as u32 % 80).unwrap_or('あ')
            };
            let goal: String = (0..8).map(letter).collect();
            rows + &format!("  - 項目: 本人支援\n    支援目標: {goal}\n    支援内容: {row}を行う\n")
        })
    };
    let plan = |seed, date: &str| format!("{head}\n支援:\n{}{tail}", rows(seed)).replace("作成日: 2024-03-28", date);
    let project = project
        .file(PLAN, plan(1, "作成日: 2024-03-28"))
        .file("cases/hana/plan/2024-09-20.yaml", plan(500_001, "作成日: 2024-09-20"));
    for arguments in [["diff", "hana"], ["log", "hana"]] {
        let begun = Instant::now();
        let run = project.run(arguments);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert!(begun.elapsed() < Duration::from_secs(12), "{arguments:?}: {:?}", begun.elapsed());
    }
}

/// Files of which one makes the program fail.
struct Trap(Disk);

impl Files for Trap {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        assert!(!path.ends_with("cases/ren/child.yaml"), "a fault of the program");
        self.0.read(path, limit)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<FolderEntry>> {
        self.0.list(folder)
    }
}

#[test]
fn a_fault_of_the_program_ends_one_child_and_is_said() {
    let root = repository();
    let project = Project::from_files(&|| Box::new(Trap(Disk::new(&root))), Fonts::embedded()).expect("a project");
    for jobs in [1, 2, usize::MAX] {
        let settings = Settings { jobs, as_of: "2026-04-01".parse().ok(), ..Settings::default() };
        let report = check(&project, &settings, false, &|_| {}).expect("the others are checked");
        let failed: Vec<&str> = report.failures.iter().map(|failure| failure.child.as_str()).collect();
        assert_eq!(failed, ["ren"]);
        assert!(report.failures[0].words.contains("a fault of the program"), "{:?}", report.failures);
    }
}

#[test]
fn more_threads_than_there_are_do_no_harm() {
    let run = Folder::new().run(["check", "--jobs", "999999999"]);
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[test]
fn thousands_of_unknown_names_among_thousands_of_known_ones_are_soon_said() {
    let staff: Vec<String> = (0..12_000)
        .map(|number| {
            format!(
                "      - {{id: s{number}, 氏名: 職員{number}, 職務: [{{職種: 保育士, 期間: {{開始: 2022-04-01}}}}]}}\n"
            )
        })
        .collect();
    let unknown: Vec<String> = (0..5_000).map(|number| format!("x{number}y")).collect();
    let project = Folder::new()
        .edit(
            crate::driver::OFFICE,
            "    職員:\n      - {id: suzuki",
            &format!("    職員:\n{}      - {{id: suzuki", staff.concat()),
        )
        .edit(PLAN, "担当者: [mori]", &format!("担当者: [{}]", unknown.join(", ")));
    let begun = Instant::now();
    let run = project.run(["check", "--format", "short"]);
    assert!(begun.elapsed() < Duration::from_secs(12), "{:?}", begun.elapsed());
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.contains("x0y") && run.stdout.len() < 400_000, "{} bytes", run.stdout.len());
}
