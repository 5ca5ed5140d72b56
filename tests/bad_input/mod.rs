//! Bad input: every fault is said with its file, its line and its remedy; nothing is written over; the rest goes on.

mod copies;
mod encoding;
mod faults;
mod files;
mod forms;
mod markdown;
mod months;
mod output;
mod places;
mod several;
mod unreadable;
mod values;
mod windows;
mod writing;
mod yaml;

use crate::driver::{CHILD, Finding, PLAN, PLAN_PRINT, Project, Run};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// A document of the same child that must be treated whatever happens to the plan. It carries a warning of its own.
const NEIGHBOUR: &str = "cases/hana/interview/2024-06-02.md";
const NEIGHBOUR_PRINT: &str = "output/hana/interview-2024-06-02.pdf";
const NEIGHBOUR_TEXT: &str = "\
---
種類: 家族支援
事業所: hoshi
日時: 2024-06-02 10:00-10:40
場所: 相談室
方法: 対面
出席者: [suzuki, {氏名: 佐藤 恵, 立場: 保護者}]
記録者: suzuki
---
## 本人の様子
〇〇に慣れてきた。
";

/// The same for another child.
const STRANGER_PRINT: &str = "output/sora/interview-2024-06-02.pdf";

/// What an earlier run printed for the plan.
const OLD_PRINT: &[u8] = b"%PDF-1.7 printed before";

/// The small project, with an earlier print of the plan, a neighbour of it, and another child.
fn project() -> Project {
    let project = Project::new();
    let child = project.text(CHILD);
    project
        .file(PLAN_PRINT, OLD_PRINT)
        .file(NEIGHBOUR, NEIGHBOUR_TEXT)
        .file("cases/sora/child.yaml", child)
        .file("cases/sora/interview/2024-06-02.md", NEIGHBOUR_TEXT)
}

/// The fault is the only one of its code, an error, and stands where it should with the remedy it should have.
fn assert_error(run: &Run, code: &str, file: &str, line: u64, remedy: &str) -> Finding {
    let finding = run.finding(code);
    assert_eq!((finding.file.as_str(), finding.line), (file, line), "where it is said\n{}", run.list());
    assert_eq!(finding.severity, "error");
    assert!(finding.help.contains(remedy), "the remedy says {remedy:?}: {finding:?}");
    assert_eq!(run.code, Some(1));
    finding
}

/// The plan has an error at `line`: it is not printed, its old print stays, and its neighbour is checked and printed.
fn assert_plan_refused(project: &Project, code: &str, line: u64, remedy: &str) -> Finding {
    let finding = assert_error(&project.check(), code, PLAN, line, remedy);
    assert_plan_unprinted(project, code);
    finding
}

/// `build` says the code, leaves the plan's old print alone and prints the neighbour.
fn assert_plan_unprinted(project: &Project, code: &str) {
    assert_goes_on(project);
    let build = project.build();
    assert_eq!(build.code, Some(1), "{}", build.stderr);
    assert!(build.stderr.contains(&format!("[{code}]")), "build says it too: {}", build.stderr);
    assert_eq!(project.bytes(PLAN_PRINT), OLD_PRINT, "the old print stays");
    assert_printed(project, NEIGHBOUR_PRINT);
}

/// A file that every paper of the child prints has an error: none is printed, and the other child's are.
fn assert_child_refused(project: &Project, code: &str, file: &str, line: u64, remedy: &str) {
    assert_error(&project.check(), code, file, line, remedy);
    assert_goes_on(project);
    let build = project.build();
    assert_eq!(build.code, Some(1), "{}", build.stderr);
    assert_eq!(project.bytes(PLAN_PRINT), OLD_PRINT, "the old print stays");
    assert!(!project.has(NEIGHBOUR_PRINT), "a paper without the child's name is not printed");
    assert_printed(project, STRANGER_PRINT);
}

/// The neighbour's own warning is found.
fn assert_goes_on(project: &Project) {
    let check = project.check();
    let found = check.findings("placeholder-left");
    assert!(found.iter().any(|finding| finding.file == NEIGHBOUR), "the neighbour is checked\n{}", check.list());
}

/// The plan is read as if nothing were wrong, apart from one finding that is no error.
fn assert_plan_tolerated(project: &Project, code: &str, severity: &str, line: u64, remedy: &str) {
    let check = project.check();
    let finding = check.finding(code);
    assert_eq!((finding.file.as_str(), finding.line, finding.severity.as_str()), (PLAN, line, severity));
    assert!(finding.help.contains(remedy), "the remedy says {remedy:?}: {finding:?}");
    assert_eq!(check.code, Some(0), "{}", check.list());
    assert_eq!(project.plan(), Project::new().plan(), "every value is read as it was meant");
    assert_eq!(project.build().code, Some(0));
    assert_ne!(project.bytes(PLAN_PRINT), OLD_PRINT, "it is printed anew");
}

fn assert_printed(project: &Project, path: &str) {
    assert!(project.has(path), "{path} is printed");
    assert!(project.bytes(path).starts_with(b"%PDF-"), "{path} is a PDF");
}

/// `check` finds errors within ten seconds. Gives the most memory it had, in MB.
fn assert_ends_soon(project: &Project) -> u64 {
    let start = Instant::now();
    let mut child = project
        .command()
        .args(["check", "--format", "json"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("started");
    let mut peak = 0;
    let code = loop {
        peak = peak.max(peak_memory(child.id()));
        if let Some(status) = child.try_wait().expect("waited for") {
            break status.code();
        }
        if start.elapsed() > Duration::from_secs(10) {
            child.kill().expect("ended");
            child.wait().expect("waited for");
            panic!("still running after {:?}", start.elapsed());
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    assert_eq!(code, Some(1));
    peak
}

/// The most memory a process has had so far, in MB; 0 where the system does not tell.
fn peak_memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1024
}
