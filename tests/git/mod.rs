//! git as its users meet it: real repositories in temporary folders, read by the program and shown by git itself.

mod diff;
mod merge;
mod renamed;
mod revisions;
#[cfg(unix)]
mod strangers;
mod textconv;

use crate::driver::Project;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A folder under git, with a home of its own, so that nobody's settings decide a result.
pub(crate) struct Repository {
    root: PathBuf,
    home: TempDir,
}

impl Repository {
    /// A new repository at a folder that exists.
    pub(crate) fn init(root: &Path) -> Self {
        let repository = Self::at(root);
        repository.git(["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    /// A repository that is there.
    pub(crate) fn at(root: &Path) -> Self {
        Self { root: root.to_owned(), home: tempfile::tempdir().expect("a temporary folder") }
    }

    /// Everything of the working tree as a commit.
    pub(crate) fn commit(&self, message: &str) {
        self.git(["add", "--all"]);
        self.git(["commit", "--quiet", "--message", message]);
    }

    /// Runs git, which must succeed, and gives what it wrote.
    pub(crate) fn git<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> String {
        let arguments: Vec<&str> = arguments.into_iter().collect();
        let output = self.try_git(arguments.iter().copied());
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("git writes UTF-8")
    }

    /// Runs git.
    pub(crate) fn try_git<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Output {
        let mut command = Command::new("git");
        command.env_clear().env("HOME", self.home.path()).env("GIT_CONFIG_NOSYSTEM", "1").env("LC_ALL", "C.UTF-8");
        command.env("PATH", std::env::var_os("PATH").expect("a search path"));
        for role in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{role}_NAME"), "記録係").env(format!("GIT_{role}_EMAIL"), "office@example.org");
            command.env(format!("GIT_{role}_DATE"), "2024-09-20T09:00:00+09:00");
        }
        command.arg("-C").arg(&self.root).args(["-c", "core.pager=cat"]).args(arguments);
        command.output().expect("git starts")
    }
}

/// The small project under git with one commit.
pub(crate) fn project() -> (Project, Repository) {
    let project = Project::new();
    let repository = Repository::init(project.root());
    repository.commit("はじめ");
    (project, repository)
}
