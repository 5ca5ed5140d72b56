//! Output that cannot be written, and readers that go away.

use super::{NEIGHBOUR, OLD_PRINT, assert_printed, project};
use crate::driver::{PLAN, PLAN_PRINT, Project};
use shien::pipeline::{self, Outcome, Output, Settings};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Mutex;

/// An output whose disk is full when the second paper is written.
#[derive(Default)]
struct FullDisk {
    asked: Mutex<Vec<PathBuf>>,
    written: Mutex<Vec<PathBuf>>,
}

impl Output for FullDisk {
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        // What is remembered of the prints comes last and is none of them.
        if path == Path::new(".shien") {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let mut asked = self.asked.lock().expect("one thread");
        asked.push(path.to_owned());
        if asked.len() == 2 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        assert!(bytes.starts_with(b"%PDF-"), "a whole paper at once");
        self.written.lock().expect("one thread").push(path.to_owned());
        Ok(())
    }
}

#[test]
fn a_disk_that_is_full_half_way_costs_one_paper() {
    let folder = project();
    let opened = shien::pipeline::Project::open(folder.root()).expect("a project");
    let settings = Settings { jobs: 1, ..Settings::default() };
    let disk = FullDisk::default();
    let report = pipeline::build(&opened, &settings, &disk, &|_| {}).expect("nobody asked for an unknown child");
    let written = disk.written.into_inner().expect("one thread");
    let refused = disk.asked.into_inner().expect("one thread").remove(1);
    let mut expected: Vec<PathBuf> =
        ["hana/interview-2024-06-02.pdf", "hana/plan-2024-03-28.pdf", "sora/interview-2024-06-02.pdf"]
            .map(PathBuf::from)
            .to_vec();
    let mut outcomes = Vec::new();
    for outcome in report.outcomes {
        match outcome {
            Outcome::Printed(path) => assert!(written.contains(&path), "{path:?} was written"),
            Outcome::Unwritten(path, reason) => outcomes.push((path, reason)),
            Outcome::Refused(path) | Outcome::Incomplete(path) | Outcome::Unchanged(path) | Outcome::Failed(path) => {
                panic!("{path:?} has no fault")
            }
        }
    }
    assert_eq!(outcomes, [(refused.clone(), io::Error::from(io::ErrorKind::StorageFull).to_string())]);
    expected.retain(|path| *path != refused);
    let mut written = written;
    written.sort();
    assert_eq!(written, expected, "the others are written");
}

#[test]
fn an_output_folder_that_is_a_file() {
    let project = project().remove("output").file("output", "mine");
    let run = project.build();
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("output"), "the place is named: {}", run.stderr);
    assert!(run.stderr.contains("書けません"), "{}", run.stderr);
    assert!(run.stderr.contains("--out で別のフォルダーを指定して"), "{}", run.stderr);
    assert_eq!(project.text("output"), "mine", "the file is left alone");
}

#[test]
fn an_output_folder_on_the_command_line_that_is_a_file() {
    let project = project().file("elsewhere", "mine");
    let out = project.root().join("elsewhere");
    let run = project.run(["build", "--out", out.to_str().expect("UTF-8")]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("書けません"), "{}", run.stderr);
    assert_eq!(project.text("elsewhere"), "mine");
}

#[test]
fn one_paper_whose_place_is_taken_by_a_folder_keeps_back_no_other() {
    let project = project().remove(PLAN_PRINT).folder(PLAN_PRINT);
    assert_eq!(project.build().code, Some(2));
    assert_printed(&project, super::NEIGHBOUR_PRINT);
}

#[test]
fn a_print_leaves_nothing_else_behind() {
    let project = project();
    assert_eq!(project.build().code, Some(0));
    let files = crate::driver::files_below(&project.root().join("output/hana"));
    let names: Vec<_> = files.iter().filter_map(|path| path.file_name()?.to_str()).collect();
    assert_eq!(names, ["interview-2024-06-02.pdf", "plan-2024-03-28.pdf"]);
}

#[test]
fn an_incomplete_plan_is_printed_only_when_asked_for() {
    let project = project().edit(
        PLAN,
        "総合的な支援の方針: |\n  はなさんが安心して過ごせる場所で、友だちと遊ぶ力を育てます。\n",
        "",
    );
    assert_eq!(project.build().code, Some(1));
    assert_eq!(project.bytes(PLAN_PRINT), OLD_PRINT);
    assert_eq!(project.run(["build", "--draft"]).code, Some(1), "it is still incomplete");
    assert_ne!(project.bytes(PLAN_PRINT), OLD_PRINT);
}

#[test]
fn printing_a_draft_is_offered_only_where_it_helps() {
    let incomplete = project().edit(PLAN, "支援の標準的な提供時間等: 月・水 14:30〜17:30\n", "");
    assert!(incomplete.build().stderr.contains("--draft"), "something is missing");
    let faulty = project().edit(PLAN, "状態: 原案", "状態: 下書き");
    for run in [faulty.build(), faulty.run(["build", "--draft"])] {
        assert!(run.stderr.contains("印刷していません"), "{}", run.stderr);
        assert!(!run.stderr.contains("--draft"), "a draft of it is not printed either: {}", run.stderr);
    }
}

#[test]
fn a_folder_without_cases() {
    let run = Project::new().remove("cases").check();
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("--project でそのフォルダーを指定してください"), "{}", run.stderr);
}

#[test]
fn cases_that_are_a_file() {
    let run = Project::new().remove("cases").file("cases", "").check();
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("cases/"), "{}", run.stderr);
}

/// More findings than a pipe holds.
fn talkative() -> Project {
    let headings: String = (0..60).map(|number| format!("## 知らない見出しの{number}番\n一\n\n")).collect();
    let text = format!("{}\n{headings}", project().text(NEIGHBOUR));
    (1..=28).fold(project(), |project, day| project.file(&format!("cases/hana/interview/2024-05-{day:02}.md"), &text))
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let project = talkative();
    for format in ["human", "short", "json"] {
        let mut command = project.command();
        command.args(["check", "--format", format]).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("started");
        let mut line = String::new();
        BufReader::with_capacity(16, child.stdout.take().expect("piped")).read_line(&mut line).expect("readable");
        assert!(!line.is_empty(), "it had begun to speak");
        let mut complaint = String::new();
        child.stderr.take().expect("piped").read_to_string(&mut complaint).expect("UTF-8");
        assert_eq!(complaint, "", "{format}");
        assert_eq!(child.wait().expect("ended").code(), Some(1), "{format}: the verdict stands");
    }
}

#[test]
fn complaints_that_nobody_reads_are_no_panic() {
    let project = talkative();
    let mut child =
        project.command().arg("build").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("started");
    drop(child.stderr.take());
    let mut summary = String::new();
    child.stdout.take().expect("piped").read_to_string(&mut summary).expect("UTF-8");
    assert!(summary.contains("印刷しました"), "it came to its end: {summary}");
    assert_eq!(child.wait().expect("ended").code(), Some(1));
}
