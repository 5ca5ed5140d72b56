//! What cannot be seen in a list of findings: where prints may go, which of them have lost their source, what a run says
//! at its end. A line of `commands.txt` each: `clause ¦ steps ¦ exit code ¦ words`, the steps apart by ` ; `.

use super::edit::{path_of, unescaped};
use super::lines_of;
use crate::driver::{Project, Run, repository};

pub(super) struct Command {
    pub(super) clause: String,
    line: String,
    steps: Vec<String>,
    code: i32,
    words: String,
}

pub(super) fn all() -> Vec<Command> {
    lines_of("commands.txt").iter().map(|line| Command::of(line)).collect()
}

impl Command {
    fn of(line: &str) -> Self {
        let parts: Vec<&str> = line.split(" ¦ ").collect();
        let [clause, steps, code, words] = parts.as_slice() else { panic!("four parts: {line}") };
        Self {
            clause: (*clause).to_owned(),
            line: line.to_owned(),
            steps: steps.split(" ; ").map(str::to_owned).collect(),
            code: code.parse().unwrap_or_else(|_| panic!("an exit code: {line}")),
            words: (*words).to_owned(),
        }
    }

    /// What came instead of what should; none where all is as it should be.
    fn complaint(&self) -> Option<String> {
        let mut project = Project::new().remove("cases").overlay(&repository().join("tests/mistakes/base"));
        let mut last = None;
        for step in &self.steps {
            let (verb, rest) = step.split_once(' ').unwrap_or((step, ""));
            project = match verb {
                "edit" => {
                    let (file, change) = rest.split_once(": ").expect("a file and a change");
                    let (old, new) = change.split_once(" => ").expect("old and new");
                    project.edit(path_of(file), &unescaped(old), &unescaped(new))
                }
                "remove" => project.remove(path_of(rest)),
                "folder" => project.folder(rest),
                _ => {
                    last = Some(run(&project, step));
                    project
                }
            };
        }
        let run = last.expect("a command line");
        let said = format!("{}{}", run.stdout, run.stderr);
        let is_said = match self.words.strip_prefix("no ") {
            Some(words) => !said.contains(words),
            None => said.contains(&self.words),
        };
        (run.code != Some(self.code) || !is_said).then(|| format!("{}\n    came {:?}\n{said}", self.line, run.code))
    }
}

/// Runs a command line in the project's folder, on the day on which all is in order.
fn run(project: &Project, line: &str) -> Run {
    let mut command = project.command();
    command.current_dir(project.root()).env("SHIEN_AS_OF", super::DAY).args(line.split(' '));
    Run::of(command.output().expect("the program starts"))
}

#[test]
fn what_a_command_line_does_wrong_is_said() {
    let complaints: Vec<String> = all().iter().filter_map(Command::complaint).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
