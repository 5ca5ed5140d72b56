//! Which findings a call shows, what they cost, and how they are given to other programs.

use crate::driver::{CHILD, PLAN, Project};
use serde_json::Value;

/// One error of a key, one of a value, one warning.
fn faulty() -> Project {
    Project::new()
        .edit(PLAN, "    留意事項: 疲れた様子のときは休む。", "    留意事頂: 疲れた様子のときは休む。")
        .edit(CHILD, "生年月日: 平成28年5月14日", "生年月日: 平成28年5月32日")
        .file("cases/hana/memo.txt", "x")
}

fn codes(project: &Project, arguments: &[&str]) -> (Vec<String>, Option<i32>) {
    let output =
        project.command().args(["check", "--format", "short", "--as-of", "2026-04-01"]).args(arguments).output();
    let output = output.expect("the program starts");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let code = |line: &str| Some(line.split_once('[')?.1.split_once(']')?.0.to_owned());
    (text.lines().filter_map(code).collect(), output.status.code())
}

#[test]
fn rules_are_picked_for_one_call_by_name_or_by_family() {
    let project = faulty();
    let (all, _) = codes(&project, &[]);
    for code in ["unknown-key", "value-invalid", "file-unknown"] {
        assert!(all.contains(&code.to_owned()), "{all:?}");
    }
    let owned = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
    assert_eq!(codes(&project, &["--select", "unknown-key"]), (owned(&["unknown-key"]), Some(1)));
    let (few, _) = codes(&project, &["--select", "unknown-key,file-unknown", "--select", "value-invalid"]);
    assert_eq!(few.len(), 3);
    assert_eq!(
        codes(&project, &["--select", "shape", "--ignore", "unknown-key,value-invalid,required-missing"]),
        (owned(&["file-unknown"]), Some(0))
    );
    assert_eq!(codes(&project, &["--ignore", "shape"]), (Vec::new(), Some(0)));
    let run = project.run(["check", "--select", "unknown-kye"]);
    assert!(run.code == Some(2) && run.stderr.contains("`unknown-key` ではありませんか"), "{run:?}");
}

#[test]
fn warnings_can_be_made_to_count_and_nothing_is_said_where_nothing_is_wrong() {
    let project = Project::new().file("cases/hana/memo.txt", "x");
    assert_eq!(codes(&project, &[]).1, Some(0));
    assert_eq!(codes(&project, &["--deny", "warnings"]).1, Some(1));
    let quiet = project.run(["check", "--quiet"]);
    assert!(quiet.code == Some(0) && quiet.stdout.contains("memo.txt"), "{quiet:?}");
    assert_eq!(quiet.stdout.lines().filter(|line| line.contains("shien explain")).count(), 0, "{}", quiet.stdout);
    let silent = Project::new().run(["check", "-q", "--deny", "warnings"]);
    assert_eq!((silent.code, silent.stdout.as_str(), silent.stderr.as_str()), (Some(0), "", ""));
}

#[test]
fn json_says_where_it_ends_whose_it_is_and_what_it_rests_on() {
    let run = faulty().run(["check", "--format", "json", "--as-of", "2026-04-01"]);
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let found = report["diagnostics"].as_array().expect("a list");
    let one = |code: &str| found.iter().find(|finding| finding["code"] == code).unwrap_or_else(|| panic!("{code}"));
    let key = one("unknown-key");
    assert_eq!(key["child"], "hana");
    assert_eq!(key["document"], "plan/2024-03-28");
    assert_eq!(key["file"], PLAN);
    assert_eq!(key["end_line"], key["line"]);
    let number = |value: &Value| value.as_u64().expect("a number");
    assert_eq!(number(&key["end_column"]) - number(&key["column"]), 4, "留意事頂 has four characters: {key}");
    assert_eq!(one("value-invalid")["document"], Value::Null);
    for finding in found {
        let rule = shien::rules::find(finding["code"].as_str().expect("a code")).expect("a rule");
        assert_eq!(finding["basis"].as_str(), rule.basis());
        let place = |line: &str, column: &str| (number(&finding[line]), number(&finding[column]));
        assert!(place("end_line", "end_column") >= place("line", "column"), "{finding}");
    }
    assert_eq!(report["omitted"], Value::Array(Vec::new()));
}
