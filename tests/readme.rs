//! The README says what is so: its commands run and print what it shows, and CI runs all that can rot.

use crate::driver::{Project, TODAY, repository};
use std::fs;

fn readme(name: &str) -> String {
    fs::read_to_string(repository().join(name)).expect("readable")
}

#[test]
fn every_command_of_the_readme_says_what_stands_under_it() {
    let out = tempfile::tempdir().expect("a temporary folder");
    let out = out.path().to_str().expect("UTF-8");
    let text = readme("README.md");
    let (mut run, mut compared) = (0, 0);
    for (line, said) in commands(&text) {
        let mut arguments: Vec<&str> = line.split('#').next().expect("a command").split_whitespace().collect();
        if arguments.contains(&"build") {
            arguments.extend(["--out", out]);
        }
        let output = Project::samples().command().args(&arguments).output().expect("the program starts");
        assert!(output.status.success(), "$ shien {line}: {}", String::from_utf8_lossy(&output.stderr));
        run += 1;
        if !said.is_empty() {
            let printed = String::from_utf8(output.stdout).expect("UTF-8");
            assert_eq!(printed.trim_end(), said, "$ shien {line}");
            compared += 1;
        }
    }
    assert!(run >= 5, "only {run} commands");
    assert!(compared >= 1, "only {compared} outputs are shown");
}

/// The command lines of the `console` blocks, each with what is shown under it.
fn commands(text: &str) -> Vec<(&str, String)> {
    let blocks = text.split("```console\n").skip(1).map(|block| block.split("```").next().expect("a block ends"));
    let mut commands: Vec<(&str, String)> = Vec::new();
    for line in blocks.flat_map(str::lines) {
        match (line.strip_prefix("$ shien "), commands.last_mut()) {
            (Some(command), _) => commands.push((command, String::new())),
            (None, Some((_, said))) => {
                said.push_str(if said.is_empty() { "" } else { "\n" });
                said.push_str(line);
            }
            (None, None) => panic!("a block begins with a command: {line}"),
        }
    }
    commands
}

/// What SECURITY.md promises names tests: a module, or a test in it.
#[test]
fn every_promise_names_a_test_that_is_there() {
    let text = readme("SECURITY.md");
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| what")).collect();
    assert!(rows.len() > 8, "the promises");
    for row in rows {
        let held_by = row.trim_end_matches([' ', '|']).rsplit('|').next().expect("a column");
        let names: Vec<&str> = held_by.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "{row}");
        for name in names {
            assert!(is_test(name), "{name} of: {row}");
        }
    }
}

fn is_test(name: &str) -> bool {
    let source = |parts: &[&str]| {
        let path = repository().join("tests").join(parts.join("/"));
        fs::read_to_string(path.with_extension("rs")).or_else(|_| fs::read_to_string(path.join("mod.rs"))).ok()
    };
    let parts: Vec<&str> = name.split("::").collect();
    let (last, module) = parts.split_last().expect("a name");
    source(&parts).is_some() || source(module).is_some_and(|text| text.contains(&format!("fn {last}(")))
}

#[test]
fn the_way_of_a_file_is_that_of_the_code() {
    let text = readme("README.md");
    let section = text.split("\n## The way of a file\n").nth(1).and_then(|rest| rest.split("\n## ").next());
    let rows = section.expect("the section").lines().filter(|line| line.starts_with("| ")).skip(1);
    let said: Vec<(&str, String)> = rows
        .map(|row| {
            (row.split('|').nth(1).expect("a step").trim(), row.rsplit('`').nth(1).expect("a function").to_owned())
        })
        .collect();
    assert_eq!(said, shien::pipeline::steps());
}

#[test]
fn ci_runs_the_two_commands_of_the_readme() {
    let text = readme("README.md");
    let ci = fs::read_to_string(repository().join(".ci/run")).expect("readable");
    for command in ["cargo run --release -- build", "cargo test --release"] {
        assert!(text.contains(command), "README.md: {command}");
        assert!(ci.lines().any(|line| line == command), ".ci/run: {command}");
    }
}

#[test]
fn ci_runs_on_a_fixed_day_and_skips_nothing() {
    let ci = fs::read_to_string(repository().join(".ci/run")).expect("readable");
    let first_build = ci.find("cargo run").expect("it builds");
    for line in ["export CI=1".to_owned(), format!("export SHIEN_AS_OF={TODAY}")] {
        let at = ci.find(&line).unwrap_or_else(|| panic!(".ci/run: {line}"));
        assert!(at < first_build, "{line} stands before the first command");
    }
}

#[test]
fn ci_runs_every_benchmark() {
    let manifest = fs::read_to_string(repository().join("Cargo.toml")).expect("readable");
    let ci = fs::read_to_string(repository().join(".ci/run")).expect("readable");
    let benches = manifest.split("[[bench]]\nname = \"").skip(1).filter_map(|rest| rest.split('"').next());
    let missing: Vec<&str> = benches.filter(|bench| !ci.contains(&format!("cargo bench --bench {bench} "))).collect();
    assert_eq!(missing, [""; 0], "in .ci/run");
}
