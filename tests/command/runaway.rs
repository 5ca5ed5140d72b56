//! Papers that never end, that take all memory, or over which the program falls: they are given up by name, and the
//! others are printed.

use crate::driver::{Project, Run};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant};

/// What never ends.
const ENDLESS: &str = "#let many = 100000\n#for i in range(many) { for j in range(many) { } }\n";
/// What takes memory until there is none.
const GREEDY: &str = "#let many = 100000\n#range(many).map(i => \"多\" * 300000 + str(i)).len()\n";
/// What calls for more at once than any machine has.
const FALLING: &str = "#let many = 10000000\n#let long = \"多\" * many\n#let longer = long * many\n#longer.len()\n";

/// The interview is printed on this form, in which all other papers are those of `standard`.
const INTERVIEW: &str = "hana/interview-2024-06-03.pdf";

/// A child, and a form whose template of an interview has these lines.
fn project(lines: &str) -> Project {
    ["cases/mei", "cases/ren", "cases/yuki"]
        .into_iter()
        .fold(Project::copied(), Project::remove)
        .file("templates/own/pack.yaml", "名称: 試し\n継承: standard\n文書:\n  面談記録: {雛形: own.typ.j2, 印刷しない: [すべて]}\n")
        .file(
            "templates/own/own.typ.j2",
            format!("#set document(title: {{{{ form.title }}}})\n#set text(lang: \"ja\", font: {{{{ document.families }}}})\n{lines}#heading[面談]\n"),
        )
}

/// The prints of a build, by their paths below the output folder, with their bytes.
fn prints(project: &Project) -> Vec<(String, Vec<u8>)> {
    let output = project.root().join("output");
    let files = crate::driver::files_below(&output).into_iter();
    let named = files.map(|path| (path.strip_prefix(&output).expect("below").to_string_lossy().into_owned(), path));
    named
        .filter(|(name, _)| name.ends_with(".pdf"))
        .map(|(name, path)| (name, std::fs::read(path).expect("readable")))
        .collect()
}

/// What a build on the form `own` says; its prints have to be those of the same build without the interview.
fn built_without_the_interview(lines: &str, options: &[&str]) -> Run {
    static EXPECTED: OnceLock<Vec<(String, Vec<u8>)>> = OnceLock::new();
    let expected = EXPECTED.get_or_init(|| {
        let project = project("");
        assert_ne!(project.run(["build", "--form", "own"]).code, Some(2));
        let mut expected = prints(&project);
        assert!(expected.len() > 5 && expected.iter().any(|(name, _)| name == INTERVIEW));
        expected.retain(|(name, _)| name != INTERVIEW);
        expected
    });
    let project = project(lines);
    let run = Run::of(project.command().args(["build", "--form", "own"]).args(options).output().expect("it starts"));
    assert!(prints(&project) == *expected, "{run:?}");
    let left = crate::driver::files_below(&project.root().join("output"));
    assert!(!left.iter().any(|path| path.to_string_lossy().ends_with(".tmp")), "{left:?}");
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stdout.contains(&format!("{} 件を", expected.len())), "{}", run.stdout);
    assert_eq!(run.stderr.matches("[print-given-up]").count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("cases/hana/interview/2024-06-03.md:1:1"), "{}", run.stderr);
    assert!(run.stderr.contains(&format!("印刷していません: {INTERVIEW}")), "{}", run.stderr);
    run
}

#[test]
fn a_paper_that_never_ends_is_given_up_by_name_and_the_others_are_printed() {
    for jobs in ["1", "8"] {
        let run = built_without_the_interview(ENDLESS, &["--time-limit", "1", "--jobs", jobs]);
        assert!(run.stderr.contains("own/own.typ.j2") && run.stderr.contains("1 秒では終わらない"), "{}", run.stderr);
        assert!(run.stderr.contains("--time-limit 2"), "{}", run.stderr);
    }
}

#[test]
fn a_paper_that_takes_all_memory_is_given_up_by_name_and_the_others_are_printed() {
    for jobs in ["1", "8"] {
        let run = built_without_the_interview(GREEDY, &["--memory-limit", "600", "--jobs", jobs]);
        assert!(run.stderr.contains("メモリー 600 MB では足りない"), "{}", run.stderr);
        assert!(run.stderr.contains("--memory-limit 1200"), "{}", run.stderr);
    }
}

#[test]
fn a_paper_over_which_the_program_falls_is_given_up_by_name_and_the_others_are_printed() {
    for jobs in ["1", "8"] {
        let run = built_without_the_interview(FALLING, &["--jobs", jobs]);
        assert!(run.stderr.contains("続けられなくなる"), "{}", run.stderr);
    }
}

#[test]
fn check_says_the_same_and_all_that_is_found_by_the_others() {
    let findings = |lines| {
        let project = project(lines);
        let run = project.run(["check", "--print", "--form", "own", "--time-limit", "1", "--format", "json"]);
        let all = run.all();
        (run, all)
    };
    let (mended, others) = findings("");
    assert!(mended.findings("print-given-up").is_empty());
    let (run, mut found) = findings(ENDLESS);
    assert_eq!(run.code, Some(1), "{run:?}");
    let given_up = run.finding("print-given-up");
    assert_eq!(given_up.file, "cases/hana/interview/2024-06-03.md");
    found.retain(|finding| *finding != given_up);
    assert_eq!(found, others);
}

#[test]
fn a_comparison_is_given_up_too() {
    let pack = "名称: 試し\n継承: standard\n文書:\n  新旧対照表: {雛形: own.typ.j2, 印刷しない: [すべて]}\n";
    let run = project(ENDLESS).file("templates/own/pack.yaml", pack).run([
        "diff",
        "hana",
        "--format",
        "pdf",
        "--form",
        "own",
        "--time-limit",
        "1",
    ]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.contains("[print-given-up]") && run.stderr.contains("印刷していません"), "{}", run.stderr);
}

#[test]
fn a_text_that_takes_too_long_is_named_with_its_key() {
    let text = "はなさんは友だちと遊びました。".repeat(30_000);
    let project = Project::new().file("templates/plain/page.typ.j2", "#set document(title: {{ form.title }})\n#set text(lang: \"ja\", font: {{ document.families }})\n#{{ form.title }} #{{ child.name }} #{{ document.date }}\n#for copy in range(40) [#copy #{{ plan.policy }}]\n");
    let project = project.edit(
        crate::driver::PLAN,
        "  はなさんが安心して過ごせる場所で、友だちと遊ぶ力を育てます。",
        &format!("  {text}"),
    );
    let run = project.run(["check", "--print", "--time-limit", "1", "--format", "json"]);
    let finding = run.finding("print-given-up");
    assert!(finding.message.starts_with("`総合的な支援の方針` の文が 450000 字あり"), "{}", finding.message);
    assert_eq!(finding.line, project.line_of(crate::driver::PLAN, "はなさんは友だちと"));
    assert!(finding.help.starts_with("この文を短くするか"), "{}", finding.help);
}

#[test]
fn limits_are_sensible_numbers() {
    let project = Project::new();
    for (option, values) in [("--time-limit", ["0", "86401", "x"]), ("--memory-limit", ["99", "1000001", "-1"])] {
        for value in values {
            let run =
                Run::of(project.command().args(["build", &format!("{option}={value}")]).output().expect("it starts"));
            assert_eq!(run.code, Some(2), "{option} {value}: {run:?}");
            assert!(run.stderr.contains("までの"), "{}", run.stderr);
        }
    }
    assert_eq!(project.run(["build", "--time-limit", "86400", "--memory-limit", "100"]).code, Some(0));
}

/// Whoever ends the command ends the process that does its work.
#[cfg(target_os = "linux")]
#[test]
fn nothing_stays_behind_when_the_command_is_ended() {
    for signal in ["-TERM", "-INT", "-KILL"] {
        let project = project(ENDLESS);
        let mut command = project.command();
        let command = command.args(["build", "--form", "own"]).stdout(Stdio::null()).stderr(Stdio::null());
        let mut process = command.spawn().expect("it starts");
        let children = format!("/proc/{0}/task/{0}/children", process.id());
        let worker = until(|| std::fs::read_to_string(&children).ok()?.trim().parse::<u32>().ok());
        // It is at work.
        until(|| project.has("output/hana").then_some(()));
        assert!(Command::new("kill").args([signal, &process.id().to_string()]).status().expect("kill").success());
        process.wait().expect("it ends");
        until(|| (!std::path::Path::new(&format!("/proc/{worker}")).exists()).then_some(()));
    }
}

/// Waits for something.
#[cfg(target_os = "linux")]
fn until<T>(found: impl Fn() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = found() {
            return found;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "it never comes");
        thread::sleep(Duration::from_millis(10));
    }
}
