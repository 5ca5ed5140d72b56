//! A child of whom there is nothing to say is known at a glance at its folder, and no file of it is read.

use super::{MEMO, today};
use crate::driver::{CHILD, PLAN, Project};
use shien::font::Fonts;
use shien::pipeline::{self, Memo, Progress, Settings, check};
use shien::source::{Disk, Files, FolderEntry, Imprint};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

/// A disk that counts what is read of a child, and may fail at its plan.
struct Counted {
    disk: Disk,
    read: Arc<Mutex<Vec<PathBuf>>>,
    fails: bool,
}

impl Files for Counted {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        if path.starts_with("cases/hana") {
            self.read.lock().expect("nobody fell").push(path.to_owned());
        }
        if self.fails && path == Path::new(PLAN) {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.disk.read(path, limit)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<FolderEntry>> {
        self.disk.list(folder)
    }

    fn imprint(&self, path: &Path) -> Option<Imprint> {
        self.disk.imprint(path)
    }
}

/// How many files of the child a run reads, how many children it judges, and how much it finds.
fn run(project: &Project, margin: Option<Duration>) -> (usize, usize, usize) {
    run_on(project, margin, false)
}

fn run_on(project: &Project, margin: Option<Duration>, fails: bool) -> (usize, usize, usize) {
    let (root, read) = (project.root(), Arc::new(Mutex::new(Vec::new())));
    let files = || -> Box<dyn Files> { Box::new(Counted { disk: Disk::new(root), read: Arc::clone(&read), fails }) };
    let opened = pipeline::Project::from_files(&files, Fonts::embedded()).expect("a project");
    let settings = Settings { as_of: Some(today()), jobs: 1, ..Settings::default() };
    let memo: Arc<Memo> = match margin {
        Some(margin) => opened.memo_with_margin(&settings, root, margin),
        None => opened.memo(&settings, root),
    }
    .expect("it can be kept");
    let settings = Settings { memo: Some(Arc::clone(&memo)), ..settings };
    let report = check(&opened, &settings, false, &|_: Progress| {}).expect("the child");
    let read = read.lock().expect("nobody fell").len();
    (read, memo.judged(), report.findings.len())
}

const AT_ONCE: Option<Duration> = Some(Duration::ZERO);

/// A child of whom there is nothing to say.
fn quiet() -> Project {
    let project = Project::whole();
    let (read, judged, found) = run(&project, AT_ONCE);
    assert!(read > 3 && judged == 1 && found == 0, "{read} {judged} {found}");
    project
}

#[test]
fn a_child_that_nothing_changed_of_is_not_read() {
    assert_eq!(run(&quiet(), AT_ONCE), (0, 0, 0));
}

#[test]
fn a_file_that_was_touched_is_read_once_and_nothing_is_judged() {
    let project = quiet();
    let file = fs::File::options().write(true).open(project.root().join(PLAN)).expect("a plan");
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)).expect("set");
    let (read, judged, _) = run(&project, AT_ONCE);
    assert!(read > 3 && judged == 0, "{read} {judged}");
    assert_eq!(run(&project, AT_ONCE), (0, 0, 0));
}

#[test]
fn another_file_of_the_same_size_and_time_in_its_place_is_seen() {
    let project = quiet();
    let path = project.root().join(CHILD);
    let (text, time) = (project.text(CHILD), fs::metadata(&path).and_then(|file| file.modified()).expect("a time"));
    let beside = project.root().join("beside");
    fs::write(&beside, text.replacen("佐藤 はな", "佐藤 きよ", 1)).expect("written");
    fs::File::options().write(true).open(&beside).and_then(|file| file.set_modified(time)).expect("set");
    fs::rename(&beside, &path).expect("renamed");
    let (_, judged, _) = run(&project, AT_ONCE);
    assert_eq!((judged, project.text(CHILD).len()), (1, text.len()));
}

#[test]
fn what_was_written_a_moment_ago_is_read_again_until_it_was_left_alone() {
    let project = Project::whole();
    run(&project, None);
    let glance = |project: &Project| {
        let memo = project.text(MEMO);
        memo.lines().nth(1).and_then(|line| line.split('\t').nth(2).map(str::to_owned)).expect("a line of the child")
    };
    assert_eq!(glance(&project), "");
    let (read, judged, _) = run(&project, None);
    assert!(read > 3 && judged == 0, "{read} {judged}");
    run(&project, AT_ONCE);
    assert_eq!(glance(&project).len(), 64);
    assert_eq!(run(&project, None), (0, 0, 0));
}

#[test]
fn where_there_is_something_to_say_the_child_is_read() {
    let project = Project::whole();
    let text = project.text(PLAN).replacen("作成日: 2024-03-28", "作成日: ２０２４-03-28", 1);
    let project = project.file(PLAN, text);
    let first = run(&project, AT_ONCE);
    let again = run(&project, AT_ONCE);
    assert!(first.2 > 0 && first.0 == again.0, "{first:?} {again:?}");
    assert_eq!((again.1, again.2), (0, first.2));
}

#[test]
fn a_disk_that_fails_for_a_moment_is_asked_again() {
    let project = Project::whole();
    let failed = run_on(&project, AT_ONCE, true);
    assert!(failed.2 > 0, "{failed:?}");
    let (read, judged, found) = run(&project, AT_ONCE);
    assert!(read > 3 && judged == 1 && found == 0, "{read} {judged} {found}");
}
