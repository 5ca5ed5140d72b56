//! What each command writes is what the README says, and nothing else.

use crate::driver::{Project, files_below};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

/// Every file of a project with its bytes.
fn all(project: &Project) -> BTreeMap<PathBuf, Vec<u8>> {
    files_below(project.root()).into_iter().map(|path| (path.clone(), std::fs::read(path).expect("readable"))).collect()
}

/// The files that are others than before, or new, or gone, below the project.
fn written(project: &Project, before: &BTreeMap<PathBuf, Vec<u8>>) -> Vec<String> {
    let after = all(project);
    let paths = before.keys().chain(after.keys()).filter(|path| before.get(*path) != after.get(*path));
    let name = |path: &PathBuf| path.strip_prefix(project.root()).expect("below").display().to_string();
    let mut names: Vec<String> = paths.map(name).collect();
    names.sort();
    names.dedup();
    names
}

fn git<const N: usize>(project: &Project, arguments: [&str; N]) {
    let mut git = Command::new("git");
    git.args(["-c", "user.name=x", "-c", "user.email=x@example.jp", "-C"]).arg(project.root()).args(arguments);
    let output = git.output().expect("git");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn each_command_writes_what_the_readme_says() {
    let project = Project::copied();
    git(&project, ["init", "--quiet"]);
    git(&project, ["add", "."]);
    git(&project, ["commit", "--quiet", "--message", "x"]);
    // What was just written is not yet known at a glance: a later check would add that.
    std::thread::sleep(Duration::from_secs(4));
    let run = |line: &str| {
        let before = all(&project);
        let output = project.command().args(line.split(' ')).output().expect("the program starts");
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        written(&project, &before)
    };
    assert_eq!(run("check"), [".shien/.gitignore", ".shien/children", ".shien/together"]);
    for line in [
        "check",
        "check --no-cache",
        "check --print hana",
        "check --staged",
        "check --format json",
        "diff hana",
        "diff hana --format html",
        "diff hana --rev HEAD",
        "log hana",
        "due --within all --as-of 2024-03-01",
        "forms",
        "rules",
        "explain text-lost",
        "help build",
        "completions bash",
    ] {
        assert_eq!(run(line), [""; 0], "{line}");
    }
    let below = |path: &str| project.root().join(path).display().to_string();
    assert_eq!(run(&format!("diff hana --format json --out {}", below("changes.json"))), ["changes.json"]);
    let prints = run("diff hana --format pdf");
    assert_eq!(prints[..2], ["output/.gitignore", "output/.shien"]);
    assert!(prints.len() == 3 && prints[2].starts_with("output/hana/"), "{prints:?}");
    let prints = run("build hana");
    let is_print = |name: &String| {
        name == "output/.shien"
            || name == ".shien/children"
            || name.starts_with("output/hana/") && name.ends_with(".pdf")
    };
    assert!(prints.len() > 5 && prints.iter().all(is_print), "{prints:?}");
    let forms = run("forms eject shiki");
    assert!(!forms.is_empty() && forms.iter().all(|name| name.starts_with("templates/shiki/")), "{forms:?}");
    let settings = [".git/config", ".git/info/attributes"];
    assert_eq!(run("textconv --install"), settings);
    assert_eq!(run(&format!("textconv --kind child {}", below("cases/hana/child.yaml"))), [""; 0]);
    assert_eq!(run("textconv --uninstall"), settings);
}

/// A folder may be received with its `.git`, and there may be links in it.
#[cfg(unix)]
#[test]
fn the_settings_of_git_are_not_written_through_a_link() {
    for link in [".git/info/attributes", ".git/info", ".git/config"] {
        let victim = tempfile::tempdir().expect("a folder");
        let project = Project::new();
        git(&project, ["init", "--quiet"]);
        let place = project.root().join(link);
        let target = victim.path().join("mine");
        if link == ".git/info" {
            std::fs::create_dir(&target).expect("made");
        } else {
            let text = std::fs::read(&place).unwrap_or_else(|_| b"# mine\n".to_vec());
            std::fs::write(&target, text).expect("written");
        }
        let before = files_below(victim.path()).into_iter().map(|path| std::fs::read(path).expect("readable"));
        let before: Vec<Vec<u8>> = before.collect();
        let project = project.link(link, target.to_str().expect("UTF-8"));
        let run = project.run(["textconv", "--install"]);
        let after = files_below(victim.path()).into_iter().map(|path| std::fs::read(path).expect("readable"));
        assert_eq!(after.collect::<Vec<_>>(), before, "{link}: {run:?}");
    }
}
