//! The packages that carry the program, and the release that makes them. That they install and print is tried by
//! `.packaging/try`, in CI, with the program that is built already.

use crate::browser;
use crate::driver::repository;
use std::fs;
use std::path::Path;
use std::process::Command;

fn text(path: &str) -> String {
    fs::read_to_string(repository().join(path)).expect("readable")
}

/// The targets of the release workflow, in its order.
fn targets() -> Vec<String> {
    let workflow = text(".github/workflows/release.yml");
    let targets = workflow.split("{ target: ").skip(1).map(|rest| rest.split(',').next().expect("a target").to_owned());
    targets.collect()
}

/// Packs a file as if it were the program; gives the names of the packages. None where there is no Python.
fn packed(target: &str, binary: &Path, out: &Path) -> Option<Vec<String>> {
    let script = repository().join(".packaging/package.py");
    let mut python = Command::new("python3");
    let ran = python.arg(script).arg(binary).args(["--target", target]).arg("--out").arg(out).output();
    let Some(ran) = ran.ok().filter(|ran| ran.status.success() || !ran.stderr.is_empty()) else {
        let ci = std::env::var_os("CI");
        assert!(browser::may_skip(ci.as_deref()), "python3 is missing");
        return None;
    };
    assert!(ran.status.success(), "{target}: {}", String::from_utf8_lossy(&ran.stderr));
    let entries = fs::read_dir(out).expect("the packages");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Some(names)
}

#[test]
fn every_target_of_a_release_has_a_wheel_and_an_npm_package_under_the_names_of_the_guide() {
    let guide = text("README.ja.md");
    let folder = tempfile::tempdir().expect("a folder");
    let binary = folder.path().join("program");
    fs::write(&binary, b"GLIBC_2.9 GLIBC_2.17").expect("written");
    let targets = targets();
    assert_eq!(targets.len(), 5, "{targets:?}");
    for target in &targets {
        let Some(names) = packed(target, &binary, &folder.path().join(target)) else { return };
        let [npm, wheel] = &names[..] else { panic!("two packages of {target}: {names:?}") };
        let version = env!("CARGO_PKG_VERSION");
        let tag = wheel.strip_prefix(&format!("shien-{version}-py3-none-")).and_then(|rest| rest.strip_suffix(".whl"));
        let machine = npm.strip_prefix(&format!("shien-{version}-npm-")).and_then(|rest| rest.strip_suffix(".tgz"));
        let (tag, machine) = (tag.expect("a wheel"), machine.expect("an npm package"));
        // The guide writes the second processor of a system shorter.
        if !target.starts_with("aarch64-unknown") {
            assert!(guide.contains(tag) && guide.contains(machine), "the guide names {tag} and {machine}");
        }
    }
}

#[test]
fn the_same_program_makes_the_same_packages() {
    let folder = tempfile::tempdir().expect("a folder");
    let binary = folder.path().join("program");
    fs::write(&binary, b"a program").expect("written");
    let mut runs = Vec::new();
    for run in ["one", "other"] {
        let out = folder.path().join(run);
        let Some(names) = packed("x86_64-unknown-linux-gnu", &binary, &out) else { return };
        runs.push(names.iter().map(|name| fs::read(out.join(name)).expect("readable")).collect::<Vec<_>>());
    }
    assert_eq!(runs[0], runs[1]);
}

#[test]
fn a_release_takes_what_there_is() {
    let workflow = text(".github/workflows/release.yml");
    let manifest = text("Cargo.toml");
    assert!(workflow.contains("--profile dist") && manifest.contains("[profile.dist]"));
    assert!(manifest.lines().any(|line| line.starts_with("rust-version = \"")), "the toolchain is read from it");
    for path in [".packaging/package.py", ".packaging/try", "README.ja.md", "LICENSE-APACHE", "LICENSE-MIT"] {
        assert!(workflow.contains(path) && repository().join(path).exists(), "{path}");
    }
    let ci = text(".ci/run");
    assert!(ci.contains(".packaging/try target/release/shien"), "packages are tried in CI");
}
