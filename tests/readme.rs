//! The README says what is so: its commands run, and CI runs the one that tests.

use crate::driver::{Project, repository};
use std::fs;

fn readme(name: &str) -> String {
    fs::read_to_string(repository().join(name)).expect("readable")
}

#[test]
fn every_command_of_the_readme_runs_on_the_samples() {
    let out = tempfile::tempdir().expect("a temporary folder");
    let out = out.path().to_str().expect("UTF-8");
    let text = readme("README.md");
    let mut run = 0;
    for block in text.split("```console\n").skip(1) {
        let block = block.split("```").next().expect("a block ends");
        for line in block.lines().filter_map(|line| line.strip_prefix("$ shien ")) {
            let mut arguments: Vec<&str> = line.split('#').next().expect("a command").split_whitespace().collect();
            if arguments.contains(&"build") {
                arguments.extend(["--out", out]);
            }
            let project = Project::samples();
            let output = project.command().args(&arguments).output().expect("the program starts");
            assert!(output.status.success(), "$ shien {line}: {}", String::from_utf8_lossy(&output.stderr));
            run += 1;
        }
    }
    assert!(run >= 5, "only {run} commands");
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
fn no_placeholder_is_left_in_the_documents() {
    for name in ["README.md", "README.ja.md", "CHANGELOG.md"] {
        let text = readme(name);
        let left: Vec<&str> = text.split('@').filter(|part| part.ends_with("_TIME") || *part == "BENCH").collect();
        assert!(left.is_empty(), "{name}: {left:?}");
    }
}
