//! What belongs to another user of the machine: git refuses it, and so does whatever asks git's store.

use super::project;
use crate::driver::{CHILD, Project};
use shien::source::git::Repository as Clone;
use shien::source::is_strangers;
use std::os::unix::fs::{MetadataExt, chown};
use std::path::Path;

/// A number that no user of a machine has.
const NOBODY: u32 = 65_534;

/// Gives a folder and all that is in it to another user; whether that could be done (only root can).
fn give_away(folder: &Path) -> bool {
    let all = crate::driver::files_below(folder);
    let folders = all.iter().flat_map(|file| file.ancestors().take_while(|above| above.starts_with(folder)));
    folders.chain([folder]).all(|path| chown(path, Some(NOBODY), Some(NOBODY)).is_ok())
}

#[test]
fn a_folder_of_somebody_else_is_told_from_ones_own() {
    let own = tempfile::tempdir().expect("a folder");
    assert!(!is_strangers(own.path()));
    // Root owns the top of every machine; root itself can give a folder away.
    let is_root = own.path().metadata().expect("there").uid() == 0;
    if is_root {
        assert!(give_away(own.path()));
        assert!(is_strangers(own.path()));
    } else {
        assert!(is_strangers(Path::new("/")));
    }
    assert!(!is_strangers(Path::new("/nowhere")), "what is not there is nobody's");
}

#[test]
fn a_repository_that_git_refuses_is_refused() {
    let (project, repository) = project();
    assert!(Clone::around(project.root()).is_ok());
    if !give_away(project.root()) {
        return;
    }
    assert!(!repository.try_git(["status"]).status.success(), "git refuses it");
    for arguments in [["textconv", "--install"].as_slice(), &["diff", "hana", "--rev", "HEAD"]] {
        let run = project.command().args(arguments).output().expect("the program starts");
        let said = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains("別の利用者のものです") && said.contains("safe.directory"), "{said}");
    }
    assert!(!project.text(".git/config").contains("shien"));
    // Whoever trusts it says so to git, in a place that is their own.
    let home = tempfile::tempdir().expect("a home");
    let settings = format!("[safe]\n\tdirectory = {}\n", project.root().canonicalize().expect("there").display());
    std::fs::write(home.path().join(".gitconfig"), settings).expect("written");
    let run = project.command().env("HOME", home.path()).args(["diff", "hana", "--rev", "HEAD"]).output();
    assert_eq!(run.expect("the program starts").status.code(), Some(0));
    // The folder itself can say nothing of the kind.
    repository_says_it_is_safe(&project);
    let run = project.command().args(["diff", "hana", "--rev", "HEAD"]).output().expect("the program starts");
    assert_eq!(run.status.code(), Some(2));
}

fn repository_says_it_is_safe(project: &Project) {
    let config = project.root().join(".git/config");
    let text = std::fs::read_to_string(&config).expect("readable");
    std::fs::write(&config, format!("{text}[safe]\n\tdirectory = *\n")).expect("written");
    assert!(chown(&config, Some(NOBODY), Some(NOBODY)).is_ok());
}

#[test]
fn a_project_above_that_is_somebody_elses_is_said() {
    let project = Project::new().folder("below/deeper");
    if !give_away(&project.root().join("cases")) {
        return;
    }
    let check = |folder: &Path, named: bool| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_shien"));
        command.env_clear().current_dir(folder).args(["check", "hana"]);
        if named {
            command.arg("--project").arg(project.root());
        }
        let output = command.output().expect("the program starts");
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    let said = check(&project.root().join("below/deeper"), false);
    assert!(said.contains("別の利用者のものです") && said.contains("--project"), "{said}");
    assert_eq!(said.matches("別の利用者").count(), 1, "{said}");
    assert!(!check(project.root(), false).contains("別の利用者"), "who stands in it knows it");
    assert!(!check(&project.root().join("below/deeper"), true).contains("別の利用者"), "it was named");
    assert!(project.has(CHILD));
}
