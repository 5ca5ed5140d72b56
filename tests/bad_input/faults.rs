//! Bad luck at every step of a write: the run is killed there, or the disk is full from there on; and two runs at once.
//!
//! A run that is killed is this test program once more: the output ends it in the middle, with no time to clean up.

use super::{NEIGHBOUR_PRINT, OLD_PRINT, project};
use crate::driver::{PLAN_PRINT, Project, files_below};
use shien::pipeline::{self, BuildReport, Outcome, OutputFolder, Safety, Settings};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The project of a run that is to be killed, and before which step.
const ROOT: &str = "SHIEN_TEST_ROOT";
const STEP: &str = "SHIEN_TEST_STEP";

/// More steps than a run of the small project has.
const MOST_STEPS: usize = 200;

fn build(root: &Path, disk: &OutputFolder) -> BuildReport {
    let opened = pipeline::Project::open(root).expect("a project");
    pipeline::build(&opened, &Settings { jobs: 1, ..Settings::default() }, disk, &|_| {}).expect("everybody is built")
}

/// The output folder, on which the step with this number (from 0), and with `later` all behind it, go wrong.
fn failing(
    root: &Path,
    number: usize,
    later: bool,
    wrong: impl Fn() -> io::Result<()> + Send + Sync + 'static,
) -> OutputFolder {
    let steps = AtomicUsize::new(0);
    OutputFolder::new(root.join("output")).with_safety(Safety::Synced).failing(move |_| {
        let step = steps.fetch_add(1, Ordering::SeqCst);
        if step == number || later && step > number { wrong() } else { Ok(()) }
    })
}

#[test]
#[ignore = "the run that another test kills"]
fn a_run_that_is_killed() {
    let told = |name: &str| std::env::var(name).expect("the other test tells it");
    let root = told(ROOT);
    let step = told(STEP).parse().expect("a number");
    build(Path::new(&root), &failing(Path::new(&root), step, false, || std::process::abort()));
}

/// What lies in the output folder, by path.
fn output(project: &Project) -> BTreeMap<String, Vec<u8>> {
    let root = project.root().join("output");
    if !root.exists() {
        return BTreeMap::new();
    }
    let name = |path: &Path| path.strip_prefix(&root).expect("below").to_str().expect("ASCII").to_owned();
    files_below(&root).iter().map(|path| (name(path), std::fs::read(path).expect("readable"))).collect()
}

/// Nothing of it is half: each print is the old one or the new one, and the rest is as a whole run leaves it.
fn assert_whole(there: &BTreeMap<String, Vec<u8>>, right: &BTreeMap<String, Vec<u8>>, when: &str) {
    for (path, bytes) in there.iter().filter(|(path, _)| !path.ends_with(".tmp")) {
        // The memory of the prints knows as many as there are.
        let is_old = path.ends_with(".pdf") && bytes == OLD_PRINT
            || path == ".shien" && serde_json::from_slice::<serde_json::Value>(bytes).is_ok();
        assert!(is_old || right.get(path) == Some(bytes), "{when}: {path} has {} bytes", bytes.len());
    }
}

/// One plan that was printed before, or not even that.
fn small(fresh: bool) -> Project {
    if fresh { Project::new() } else { Project::new().file(PLAN_PRINT, OLD_PRINT) }
}

/// What a run over a project leaves with which nothing goes wrong.
fn right(project: &Project) -> BTreeMap<String, Vec<u8>> {
    assert_eq!(project.build().code, Some(0));
    output(project)
}

#[test]
fn a_run_that_is_killed_at_any_step_leaves_nothing_half_and_the_next_one_mends_all() {
    for fresh in [false, true] {
        let right = right(&small(fresh));
        assert_eq!(right.get(".gitignore").map(Vec::as_slice), fresh.then_some(&b"*\n"[..]));
        let mut killed = 0;
        for step in 0..MOST_STEPS {
            let project = small(fresh);
            let status = Command::new(std::env::current_exe().expect("this program"))
                .args(["--exact", "bad_input::faults::a_run_that_is_killed", "--ignored"])
                .env(ROOT, project.root())
                .env(STEP, step.to_string())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .expect("started");
            let when = format!("killed before step {step}");
            assert_whole(&output(&project), &right, &when);
            let run = project.build();
            assert_eq!(run.code, Some(0), "{when}: {}", run.stderr);
            assert_eq!(output(&project), right, "{when}: the next run");
            if status.success() {
                break;
            }
            killed += 1;
        }
        assert!((8..MOST_STEPS).contains(&killed), "{killed} steps");
    }
}

#[test]
fn a_disk_that_is_full_from_any_step_on_leaves_nothing_half_and_is_said() {
    for (later, fresh) in [(false, false), (true, true)] {
        let right = right(&small(fresh));
        for step in 0..MOST_STEPS {
            let project = small(fresh);
            let full = || Err(io::ErrorKind::StorageFull.into());
            let report = build(project.root(), &failing(project.root(), step, later, full));
            let when = format!("full from step {step} on, later too: {later}");
            let there = output(&project);
            assert_whole(&there, &right, &when);
            assert!(there.keys().all(|path| !path.ends_with(".tmp")), "{when}: {:?}", there.keys());
            // What is not said to be printed is what was there before.
            for outcome in &report.outcomes {
                match outcome {
                    Outcome::Printed(path) => {
                        assert_eq!(there[path.to_str().expect("ASCII")], right[path.to_str().expect("ASCII")], "{when}")
                    }
                    Outcome::Unwritten(_, words) => assert!(!words.is_empty(), "{when}"),
                    other => panic!("{when}: {other:?}"),
                }
            }
            assert_eq!(project.build().code, Some(0), "{when}");
            assert_eq!(output(&project), right, "{when}: when there is room again");
            let all_printed = report.outcomes.iter().all(|outcome| matches!(outcome, Outcome::Printed(_)));
            if all_printed && there.len() == right.len() {
                break;
            }
            assert!(step + 1 < MOST_STEPS);
        }
    }
}

/// A disk on which a print begins and does not end: the system refuses what goes beyond some kilobytes.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_within_a_print_keeps_the_old_one() {
    let project = project();
    let mut command = Command::new("bash");
    command.args(["-c", "trap '' XFSZ; ulimit -f 4; exec \"$0\" \"$@\""]);
    let program = project.command();
    command.arg(program.get_program()).args(program.get_args()).arg("build").env_clear();
    let full = command.output().expect("bash");
    let said = String::from_utf8_lossy(&full.stderr);
    assert_eq!(full.status.code(), Some(2), "{said}");
    assert!(said.contains("に書けません"), "{said}");
    assert_eq!(project.bytes(PLAN_PRINT), OLD_PRINT);
    assert!(!project.has(NEIGHBOUR_PRINT));
    assert!(output(&project).keys().all(|path| !path.ends_with(".tmp")), "{:?}", output(&project).keys());
    assert_eq!(project.build().code, Some(0));
    assert_eq!(output(&project), right(&super::project()));
}

#[test]
fn two_runs_at_once_leave_what_one_leaves() {
    let right = right(&project());
    for round in 0..3 {
        let project = project();
        let start =
            || project.command().arg("build").stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("started");
        for run in [start(), start(), start()] {
            let ended = run.wait_with_output().expect("ended");
            assert_eq!(ended.status.code(), Some(0), "{round}: {}", String::from_utf8_lossy(&ended.stderr));
        }
        assert_eq!(output(&project), right, "{round}");
        let again = project.build();
        assert!(again.stdout.contains("前と同じ"), "{round}: {}", again.stdout);
    }
}
