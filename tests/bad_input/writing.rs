//! What is written: whole, the owner's alone, through no link; and what a killed run or a full disk leaves.

use super::{NEIGHBOUR_PRINT, project};
use crate::driver::{PLAN_PRINT, Project};
use shien::pipeline::{self, Output, OutputFolder, Safety, Settings, create, replace};
use std::fs;
use std::io;
use std::path::Path;

fn disk(project: &Project) -> OutputFolder {
    OutputFolder::new(project.root().join("output")).with_safety(Safety::Unsynced)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).expect("it is there").permissions().mode() & 0o7777
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("allowed");
}

#[cfg(unix)]
#[test]
fn what_is_made_is_its_owners_alone_and_what_is_there_keeps_its_rights() {
    let project = Project::new();
    let disk = disk(&project);
    let at = |path: &str| project.root().join("output").join(path);
    for path in ["hana/a.pdf", ".shien"] {
        disk.write(Path::new(path), b"%PDF-").expect("written");
        assert_eq!(mode(&at(path)), 0o600, "{path}");
    }
    for (path, made) in [("", 0o700), ("hana", 0o700), (".gitignore", 0o600)] {
        assert_eq!(mode(&at(path)), made, "{path}");
    }
    set_mode(&at("hana"), 0o755);
    set_mode(&at("hana/a.pdf"), 0o644);
    disk.write(Path::new("hana/a.pdf"), b"%PDF-2").expect("written");
    disk.write(Path::new("hana/b.pdf"), b"%PDF-2").expect("written");
    assert_eq!(fs::read(at("hana/a.pdf")).expect("readable"), b"%PDF-2");
    let rights = ["hana", "hana/a.pdf", "hana/b.pdf"].map(|path| mode(&at(path)));
    assert_eq!(rights, [0o755, 0o644, 0o600]);
    let (new, deep) = (project.root().join("new.pdf"), project.root().join("one/two/new.pdf"));
    replace(&new, b"x").expect("written");
    create(&deep, b"x").expect("written");
    let rights = [&new, &deep, &project.root().join("one"), &project.root().join("one/two")].map(|path| mode(path));
    assert_eq!(rights, [0o600, 0o600, 0o700, 0o700]);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let project = Project::new().file("victim/a.pdf", "mine").folder("output").link("output/hana", "../victim");
    let refused = disk(&project).write(Path::new("hana/a.pdf"), b"%PDF-").expect_err("a link");
    assert!(refused.to_string().contains("リンク"), "{refused}");
    assert_eq!(project.text("victim/a.pdf"), "mine");
    // A print that is a link itself gives way to the print.
    let project = project.remove("output/hana").folder("output/hana").link("output/hana/a.pdf", "../../victim/a.pdf");
    disk(&project).write(Path::new("hana/a.pdf"), b"%PDF-").expect("written");
    assert_eq!((project.text("victim/a.pdf").as_str(), project.text("output/hana/a.pdf").as_str()), ("mine", "%PDF-"));
    for path in ["../a.pdf", "/tmp/a.pdf", "hana/../../a.pdf"] {
        assert!(disk(&project).write(Path::new(path), b"x").is_err(), "{path}");
    }
    let project = project.link("dangling", "victim/new");
    assert_eq!(
        create(&project.root().join("dangling"), b"x").map_err(|error| error.kind()),
        Err(io::ErrorKind::AlreadyExists)
    );
    assert!(!project.has("victim/new"));
}

#[cfg(unix)]
#[test]
fn nothing_is_read_in_the_output_folder_that_is_no_file() {
    let project = Project::new().file("secret", "x").folder("output/hana");
    let output = project.root().join("output");
    for (link, target) in [(".shien", "/dev/zero"), ("hana/a.pdf", "/dev/zero"), ("hana/b.pdf", "../../secret")] {
        std::os::unix::fs::symlink(target, output.join(link)).expect("linked");
    }
    assert!(std::process::Command::new("mkfifo").arg(output.join("hana/c.pdf")).status().expect("mkfifo").success());
    let disk = disk(&project);
    for path in [".shien", "hana/a.pdf", "hana/b.pdf", "hana/c.pdf"] {
        assert!(disk.read(Path::new(path)).is_err(), "{path}");
    }
    // A whole build over it ends, and makes files of them.
    let opened = pipeline::Project::open(project.root()).expect("a project");
    let report = pipeline::build(&opened, &Settings { jobs: 1, ..Settings::default() }, &disk, &|_| {}).expect("built");
    assert_eq!(report.outcomes.len(), 1);
    assert!(fs::symlink_metadata(output.join(".shien")).expect("written").is_file());
}

#[test]
fn the_next_run_removes_what_a_killed_one_left() {
    let project = project()
        .file("output/.shien-abcdef.tmp", "half")
        .file("output/hana/.shien-123456.tmp", "half")
        .file("output/hana/.shien-notes", "mine")
        .file("output/hana/notes.tmp", "mine");
    // Another run is writing this one.
    let held = fs::File::create(project.root().join("output/hana/.shien-held00.tmp")).expect("created");
    held.lock().expect("locked");
    let opened = pipeline::Project::open(project.root()).expect("a project");
    let settings = Settings { jobs: 1, ..Settings::default() };
    pipeline::build(&opened, &settings, &disk(&project), &|_| {}).expect("built");
    let expected =
        [".shien-held00.tmp", ".shien-notes", "interview-2024-06-02.pdf", "notes.tmp", "plan-2024-03-28.pdf"];
    assert_eq!(names(&project.root().join("output/hana")), expected);
    assert!(!project.has("output/.shien-abcdef.tmp"));
    drop(held);
    disk(&project).tidy();
    assert!(!project.has("output/hana/.shien-held00.tmp"), "its run is over");
    assert!(project.has(PLAN_PRINT) && project.has(NEIGHBOUR_PRINT));
}

/// A disk that takes no byte: the system refuses every write to a file.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_nothing_that_is_empty() {
    let project = Project::new().folder("output");
    let mut command = std::process::Command::new("bash");
    command.args(["-c", "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\""]);
    let program = project.command();
    command.arg(program.get_program()).args(program.get_args()).arg("build").env_clear();
    let full = command.output().expect("bash");
    let said = String::from_utf8_lossy(&full.stderr);
    assert_eq!(full.status.code(), Some(2), "{said}");
    assert!(said.contains("書けません"), "{said}");
    let left = crate::driver::files_below(&project.root().join("output"));
    assert!(left.is_empty(), "nothing half-made is left: {left:?}");
    assert_eq!(project.build().code, Some(0));
    assert_eq!(project.text("output/.gitignore"), "*\n", "there is room again");
    assert!(project.has(PLAN_PRINT));
}

#[test]
fn two_runs_at_once_write_every_print_whole() {
    let project = project();
    let folder = project.root().join("output");
    let bytes: Vec<Vec<u8>> = (0..4).map(|number| vec![b'a' + number; 100_000]).collect();
    std::thread::scope(|scope| {
        for bytes in &bytes {
            let folder = &folder;
            scope.spawn(move || {
                let disk = OutputFolder::new(folder).with_safety(Safety::Unsynced);
                for round in 0..50 {
                    disk.tidy();
                    disk.write(Path::new(&format!("hana/{}.pdf", round % 5)), bytes).expect("written");
                }
            });
        }
    });
    for number in 0..5 {
        let print = fs::read(folder.join(format!("hana/{number}.pdf"))).expect("written");
        assert!(bytes.contains(&print), "one of them, whole");
    }
    let left: Vec<String> = names(&folder.join("hana")).into_iter().filter(|name| name.ends_with(".tmp")).collect();
    assert_eq!(left, [""; 0]);
}

#[cfg(unix)]
#[test]
fn forms_are_not_written_out_through_a_link() {
    let folder = tempfile::tempdir().expect("a folder");
    let victim = folder.path().join("victim");
    let eject = |project: &Project| project.run(["forms", "eject", "shiki"]);
    let project = Project::new().folder("templates/shiki");
    std::os::unix::fs::symlink(&victim, project.root().join("templates/shiki/pack.yaml")).expect("linked");
    let run = eject(&project);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("リンク"), "{}", run.stderr);
    assert!(!victim.exists());
    let project = Project::new().remove("templates").link("templates", folder.path().to_str().expect("UTF-8"));
    assert_eq!(eject(&project).code, Some(2));
    assert_eq!(names(folder.path()), [""; 0]);
    let project = Project::new().remove("templates");
    assert_eq!(eject(&project).code, Some(0));
    assert!(project.has("templates/shiki/pack.yaml"));
}

/// `cargo test --release -- --ignored sync_costs --nocapture`
#[expect(clippy::print_stdout, reason = "a measurement is what it prints")]
#[test]
#[ignore = "measures"]
fn sync_costs() {
    let folder = tempfile::tempdir_in(env!("CARGO_MANIFEST_DIR")).expect("a folder on the disk of the project");
    let print = vec![b'x'; 60 * 1024];
    for safety in [Safety::Unsynced, Safety::Synced, Safety::Unsynced, Safety::Synced] {
        let disk = OutputFolder::new(folder.path().join(format!("{safety:?}"))).with_safety(safety);
        let begun = std::time::Instant::now();
        for number in 0..1_000 {
            let path = format!("child{}/plan-{number}.pdf", number / 10);
            disk.write(Path::new(&path), &print).expect("written");
        }
        println!("{safety:?}: {:?} for 1,000 prints of 60 kB", begun.elapsed());
    }
}
