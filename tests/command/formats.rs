//! `check --format`: what other programs read of the findings.

use super::schema::faults;
use crate::driver::{CHILD, PLAN, Project};
use serde_json::{Value, json};

/// A child with an error whose label lies in another file, a warning in a file with a name that no URI holds, and one of
/// a whole file.
fn wrong() -> Project {
    Project::new()
        .edit(PLAN, "留意事項", "留意事頂")
        .edit(CHILD, "番号: \"0012345678\"", "番号: 12345678")
        .file("cases/花, 子/child.yaml", "氏名: 佐藤 はな\nふりがな: さとう はな\n生年月日: 2030-05-14\n性別: 女\n")
        .file("cases/hana/memo 1.txt", "memo")
}

fn sarif(project: &Project) -> Value {
    let run = project.run(["check", "--format", "sarif"]);
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

fn schema() -> Value {
    serde_json::from_str(include_str!("sarif-2.1.0.schema.json")).expect("JSON")
}

#[test]
fn sarif_is_what_its_schema_says_and_has_every_finding() {
    let schema = schema();
    let clean = sarif(&Project::new());
    assert_eq!(faults(&schema, &schema, &clean, ""), [""; 0]);
    assert_eq!(clean["runs"][0]["results"], json!([]));
    let project = wrong();
    let log = sarif(&project);
    assert_eq!(faults(&schema, &schema, &log, ""), [""; 0]);
    let all = project.check().all();
    let results = log["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), all.len());
    let rules = &log["runs"][0]["tool"]["driver"]["rules"];
    for (result, finding) in results.iter().zip(&all) {
        assert_eq!(result["ruleId"], json!(finding.code));
        let index = result["ruleIndex"].as_u64().expect("the rule is described");
        assert_eq!(rules[usize::try_from(index).expect("small")]["id"], json!(finding.code));
        let text = result["message"]["text"].as_str().expect("words");
        assert!(text.starts_with(&finding.message) && text.ends_with(&finding.help), "{text}");
        let place = &result["locations"][0]["physicalLocation"];
        match place.get("region") {
            Some(region) => assert_eq!(
                (region["startLine"].as_u64(), region["startColumn"].as_u64()),
                (Some(finding.line), Some(finding.column))
            ),
            None => assert_eq!((finding.line, finding.column), (1, 1)),
        }
        let uri = place["artifactLocation"]["uri"].as_str().expect("a URI");
        assert!(uri.is_ascii() && !uri.contains([' ', ',']), "{uri}");
    }
    assert!(results.iter().any(|one| one["level"] == "error") && results.iter().any(|one| one["level"] == "warning"));
    let encoded = "cases/%E8%8A%B1%2C%20%E5%AD%90/child.yaml";
    assert!(log.to_string().contains(encoded), "{log:#}");
}

#[test]
fn the_schema_is_held() {
    let schema = schema();
    let log = sarif(&wrong());
    let changed = |pointer: &str, value: Value| {
        let mut log = log.clone();
        *log.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = value;
        faults(&schema, &schema, &log, "")
    };
    for (pointer, value) in [
        ("/version", json!("2.2.0")),
        ("/runs/0/tool", json!({})),
        ("/runs/0/columnKind", json!("bytes")),
        ("/runs/0/results/0/level", json!("info")),
        ("/runs/0/results/0/message", json!("words")),
        ("/runs/0/results/0/ruleIndex", json!(-2)),
        ("/runs/0/results/0/locations/0/physicalLocation", json!({ "file": "a" })),
        ("/runs/0/tool/driver/rules/0/shortDescription", json!({ "texts": "a" })),
    ] {
        assert_ne!(changed(pointer, value), [""; 0], "{pointer}");
    }
}

#[test]
fn github_gets_one_command_a_finding() {
    let project = wrong();
    let run = project.run(["check", "--format", "github"]);
    assert_eq!(run.code, Some(1));
    let all = project.check().all();
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(lines.len(), all.len(), "{}", run.stdout);
    for (line, finding) in lines.iter().zip(&all) {
        let command = match finding.severity.as_str() {
            "info" => "notice",
            other => other,
        };
        assert!(line.starts_with(&format!("::{command} file=")), "{line}");
        assert!(line.contains(&format!(",title={}::", finding.code)), "{line}");
        assert!(line.contains(&finding.message.replace('%', "%25")), "{line}");
    }
    let typo = lines.iter().find(|line| line.contains("unknown-key")).expect("the key");
    let line = project.line_of(PLAN, "留意事頂");
    assert!(typo.contains(&format!("file={PLAN},line={line},endLine={line},col=")), "{typo}");
    assert!(run.stdout.contains("file=cases/花%2C 子/"), "{}", run.stdout);
    let clean = Project::new().run(["check", "--format", "github"]);
    assert_eq!((clean.code, clean.stdout.as_str()), (Some(0), ""));
}

#[test]
fn junit_has_a_suite_a_file_and_a_case_a_finding() {
    let project = wrong();
    let run = project.run(["check", "--format", "junit"]);
    assert_eq!(run.code, Some(1));
    let all = project.check().all();
    let errors = all.iter().filter(|finding| finding.severity == "error").count();
    let head = format!(
        "<testsuites name=\"shien\" tests=\"{}\" skipped=\"{}\" failures=\"{errors}\" errors=\"0\">",
        all.len(),
        all.len() - errors
    );
    assert!(errors > 0 && run.stdout.contains(&head), "{head}\n{}", run.stdout);
    assert_eq!(run.stdout.matches("<failure ").count(), errors);
    for finding in &all {
        let case = format!(
            "<testcase name=\"{} {}:{}\" classname=\"{}\"",
            finding.code, finding.line, finding.column, finding.file
        );
        assert!(run.stdout.contains(&case), "{case}\n{}", run.stdout);
    }
    let clean = Project::new().run(["check", "--format", "junit"]);
    assert_eq!(clean.code, Some(0));
    assert!(clean.stdout.contains("tests=\"1\" skipped=\"0\" failures=\"0\""), "{}", clean.stdout);
}
