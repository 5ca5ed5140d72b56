//! Real files in a temporary folder, event by event: what is told is what changed, whole, and once.

use crate::driver::{OFFICE, PLAN, Project};
use shien::source::{Change, Watch};
use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(20);
/// Longer than any debounce, and than the second look after folders came.
const SILENCE: Duration = Duration::from_millis(700);

struct Folders {
    project: Project,
    changes: Receiver<(Change, Option<String>)>,
    _watch: Watch,
}

impl Folders {
    /// Follows the small project. With each change comes the plan's text as it was when it was told.
    fn new() -> Self {
        Self::over(Project::new(), true)
    }

    /// The same without the system's events.
    fn by_looking() -> Self {
        Self::over(Project::new(), false)
    }

    fn over(project: Project, with_events: bool) -> Self {
        let (sender, changes) = channel();
        let plan = project.root().join(PLAN);
        let tell = move |change| {
            let _ = sender.send((change, fs::read_to_string(&plan).ok()));
        };
        let watch = match with_events {
            true => Watch::start(project.root(), tell),
            false => Watch::by_looking(project.root(), tell),
        };
        Self { project, changes, _watch: watch.expect("watched") }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.project.root().join(path)
    }

    /// The next change: its paths, and the plan's text when it was told.
    fn next(&self) -> (BTreeSet<PathBuf>, Option<String>) {
        let (change, text) = self.changes.recv_timeout(PATIENCE).expect("a change is told");
        (change.paths, text)
    }

    /// Exactly these paths are told, in one change, and nothing after it.
    fn tells(&self, paths: &[&str]) {
        let expected: BTreeSet<PathBuf> = paths.iter().map(PathBuf::from).collect();
        assert_eq!(self.next().0, expected);
        self.tells_nothing();
    }

    fn tells_nothing(&self) {
        if let Ok((change, _)) = self.changes.recv_timeout(SILENCE) {
            panic!("told: {:?}", change.paths);
        }
    }

    /// Everything that is told until it is quiet, together; and in how many changes.
    fn all(&self) -> (BTreeSet<PathBuf>, usize) {
        let mut paths = self.next().0;
        let mut count = 1;
        while let Ok((change, _)) = self.changes.recv_timeout(SILENCE) {
            paths.extend(change.paths);
            count += 1;
        }
        (paths, count)
    }

    fn text(&self) -> String {
        self.project.text(PLAN)
    }
}

fn write(path: &Path, text: &str) {
    fs::write(path, text).expect("written");
}

#[test]
fn a_save_in_place_is_one_change() {
    let folders = Folders::new();
    // As VS Code does: emptied, then written.
    write(&folders.path(PLAN), &format!("{}# 下書き\n", folders.text()));
    folders.tells(&[PLAN]);
}

#[test]
fn a_save_as_vim_does_it_is_one_change() {
    let folders = Folders::new();
    let (plan, text) = (folders.path(PLAN), folders.text());
    let folder = plan.parent().expect("a folder").to_owned();
    let backup = folder.join("2024-03-28.yaml~");
    write(&folder.join(".2024-03-28.yaml.swp"), "swap");
    write(&folder.join("4913"), "");
    fs::remove_file(folder.join("4913")).expect("removed");
    fs::rename(&plan, &backup).expect("renamed");
    write(&plan, &format!("{text}# 下書き\n"));
    fs::remove_file(&backup).expect("removed");
    fs::remove_file(folder.join(".2024-03-28.yaml.swp")).expect("removed");
    folders.tells(&[PLAN]);
}

#[test]
fn a_save_by_renaming_is_one_change() {
    let folders = Folders::new();
    let (plan, text) = (folders.path(PLAN), folders.text());
    // As LibreOffice does: a lock, the new text beside, renamed over the old.
    let lock = plan.with_file_name(".~lock.2024-03-28.yaml#");
    let beside = plan.with_file_name("lu4242.tmp");
    write(&lock, "");
    write(&beside, &format!("{text}# 下書き\n"));
    fs::rename(&beside, &plan).expect("renamed");
    fs::remove_file(&lock).expect("removed");
    folders.tells(&[PLAN]);
}

#[test]
fn a_file_written_in_halves_is_told_whole() {
    let folders = Folders::new();
    let whole = format!("{}# 下書き\n", folders.text());
    let (first, second) = whole.split_at(whole.len() - 12);
    let mut file = File::create(folders.path(PLAN)).expect("emptied");
    thread::sleep(Duration::from_millis(15));
    file.write_all(first.as_bytes()).expect("written");
    thread::sleep(Duration::from_millis(15));
    file.write_all(second.as_bytes()).expect("written");
    drop(file);
    let (paths, text) = folders.next();
    assert_eq!(paths, BTreeSet::from([PathBuf::from(PLAN)]));
    assert_eq!(text.as_deref(), Some(whole.as_str()));
    folders.tells_nothing();
}

#[test]
fn a_file_that_was_emptied_and_closed_is_given_time() {
    let folders = Folders::new();
    let whole = format!("{}# 下書き\n", folders.text());
    write(&folders.path(PLAN), "");
    thread::sleep(Duration::from_millis(18));
    write(&folders.path(PLAN), &whole);
    assert_eq!(folders.next().1.as_deref(), Some(whole.as_str()));
    folders.tells_nothing();
}

#[test]
fn a_file_that_stays_empty_is_told() {
    let folders = Folders::new();
    write(&folders.path(PLAN), "");
    folders.tells(&[PLAN]);
}

#[test]
fn what_changes_nothing_is_no_change() {
    let folders = Folders::new();
    write(&folders.path(PLAN), &folders.text());
    fs::read(folders.path(PLAN)).expect("read");
    folders.tells_nothing();
}

#[test]
fn files_of_editors_are_no_change() {
    let folders = Folders::new();
    for name in [".2024-03-28.yaml.swp", "2024-03-28.yaml~", "4913", ".#2024-03-28.yaml", "#2024-03-28.yaml#", "x.tmp"]
    {
        write(&folders.path("cases/hana/plan").join(name), "x");
    }
    write(&folders.path("notes.txt"), "beside the folders");
    folders.tells_nothing();
}

#[test]
fn a_burst_of_a_thousand_files_is_few_changes_and_complete() {
    let folders = Folders::new();
    let path = |index: usize| format!("cases/c{:02}/interview/2024-06-{:02}-{index}.md", index % 50, index % 28 + 1);
    for index in 0..1000 {
        let target = folders.path(&path(index));
        fs::create_dir_all(target.parent().expect("a folder")).expect("made");
        write(&target, "---\n");
    }
    let (told, count) = folders.all();
    let missing: Vec<String> = (0..1000).map(path).filter(|path| !told.contains(Path::new(path))).collect();
    assert!(missing.is_empty(), "{} missing, first {:?}", missing.len(), missing.first());
    assert!(count <= 60, "{count} changes");
}

#[test]
fn steady_writing_does_not_starve_it() {
    let folders = Folders::new();
    let plan = folders.path(PLAN);
    let writer = thread::spawn(move || {
        let mut file = OpenOptions::new().append(true).open(plan).expect("opened");
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(2) {
            file.write_all(b"# \n").expect("written");
            thread::sleep(Duration::from_millis(3));
        }
    });
    folders.next();
    assert!(!writer.is_finished(), "told only when the writing ended");
    writer.join().expect("written");
    folders.all();
}

#[test]
fn a_new_folder_is_told_with_what_is_in_it() {
    let folders = Folders::new();
    fs::create_dir_all(folders.path("cases/sora/plan")).expect("made");
    write(&folders.path("cases/sora/child.yaml"), "氏名: 青木 そら\n");
    write(&folders.path("cases/sora/plan/2026-03-16.yaml"), "状態: 原案\n");
    let (told, _) = folders.all();
    for path in ["cases/sora", "cases/sora/child.yaml", "cases/sora/plan", "cases/sora/plan/2026-03-16.yaml"] {
        assert!(told.contains(Path::new(path)), "{path} in {told:?}");
    }
    // And is followed from now on.
    write(&folders.path("cases/sora/child.yaml"), "氏名: 青木 空\n");
    folders.tells(&["cases/sora/child.yaml"]);
}

#[test]
fn a_folder_that_is_deleted_is_told_with_what_was_in_it() {
    let folders = Folders::new();
    fs::remove_dir_all(folders.path("cases/hana")).expect("removed");
    let (told, _) = folders.all();
    for path in ["cases/hana", "cases/hana/child.yaml", PLAN] {
        assert!(told.contains(Path::new(path)), "{path} in {told:?}");
    }
}

#[test]
fn a_folder_that_goes_and_comes_back_is_followed_again() {
    let folders = Folders::new();
    for away in ["cases-away", "elsewhere"] {
        fs::rename(folders.path("cases"), folders.path(away)).expect("away");
        let (told, _) = folders.all();
        assert!(told.contains(Path::new(PLAN)), "{told:?}");
        fs::rename(folders.path(away), folders.path("cases")).expect("back");
        let (told, _) = folders.all();
        assert!(told.contains(Path::new(PLAN)), "{told:?}");
        write(&folders.path(OFFICE), &format!("{}# {away}\n", folders.project.text(OFFICE)));
        folders.tells(&[OFFICE]);
    }
}

#[test]
fn folders_that_come_later_are_followed() {
    let folders = Folders::new();
    fs::create_dir_all(folders.path("fonts")).expect("made");
    let (told, _) = folders.all();
    assert_eq!(told, BTreeSet::from([PathBuf::from("fonts")]));
    write(&folders.path("fonts/own.ttf"), "not a font");
    folders.tells(&["fonts/own.ttf"]);
}

#[test]
fn the_whole_project_may_go_and_come_back() {
    let folders = Folders::new();
    let away = folders.project.root().with_extension("away");
    fs::rename(folders.project.root(), &away).expect("away");
    assert!(folders.all().0.contains(Path::new(PLAN)));
    fs::rename(&away, folders.project.root()).expect("back");
    assert!(folders.all().0.contains(Path::new(PLAN)));
    write(&folders.path(PLAN), &format!("{}# 下書き\n", folders.text()));
    folders.tells(&[PLAN]);
}

#[test]
fn without_events_all_is_seen_by_looking() {
    let folders = Folders::by_looking();
    let start = Instant::now();
    write(&folders.path(PLAN), &format!("{}# 下書き\n", folders.text()));
    folders.tells(&[PLAN]);
    assert!(start.elapsed() < Duration::from_secs(8), "{:?}", start.elapsed());
    // A new child, whole; and one that is gone.
    fs::create_dir_all(folders.path("cases/sora")).expect("made");
    write(&folders.path("cases/sora/child.yaml"), "氏名: 青木 そら\n");
    let (told, _) = folders.all();
    assert!(told.contains(Path::new("cases/sora/child.yaml")), "{told:?}");
    fs::remove_dir_all(folders.path("cases/hana")).expect("removed");
    assert!(folders.all().0.contains(Path::new(PLAN)));
}

#[test]
fn without_events_two_saves_in_one_moment_are_both_seen() {
    let folders = Folders::by_looking();
    let (plan, text) = (folders.path(PLAN), folders.text());
    // The same length, and by a coarse clock the same time.
    let time = std::time::SystemTime::now();
    let save = |mark: char| {
        write(&plan, &format!("{text}# {mark}\n"));
        File::options().write(true).open(&plan).and_then(|file| file.set_modified(time)).expect("set");
    };
    save('a');
    assert_eq!(folders.next().1, Some(format!("{text}# a\n")));
    save('b');
    assert_eq!(folders.next().1, Some(format!("{text}# b\n")));
}

/// A child that lies elsewhere in the project, with a link to it.
#[cfg(unix)]
fn linked(project: &Project) -> PathBuf {
    let stock = project.root().join("stock/sora");
    fs::create_dir_all(&stock).expect("made");
    write(&stock.join("child.yaml"), "氏名: 青木 そら\n");
    std::os::unix::fs::symlink("../stock/sora", project.root().join("cases/sora")).expect("linked");
    stock
}

#[cfg(unix)]
#[test]
fn what_lies_behind_a_link_inside_the_project_is_followed() {
    let project = Project::new();
    let stock = linked(&project);
    let office = project.root().join("stock/office.yaml");
    fs::rename(project.root().join(OFFICE), &office).expect("moved");
    std::os::unix::fs::symlink("../stock/office.yaml", project.root().join(OFFICE)).expect("linked");
    let folders = Folders::over(project, true);
    // By events, and not by the next look.
    let told = |paths: &[&str]| {
        let start = Instant::now();
        assert_eq!(folders.next().0, paths.iter().map(PathBuf::from).collect());
        assert!(start.elapsed() < Duration::from_millis(1500), "{:?}", start.elapsed());
        folders.tells_nothing();
    };
    write(&stock.join("child.yaml"), "氏名: 青木 空\n");
    told(&["cases/sora/child.yaml"]);
    let beside = office.with_extension("tmp");
    write(&beside, &format!("{}# 改めた\n", folders.project.text(OFFICE)));
    fs::rename(&beside, &office).expect("saved");
    told(&[OFFICE]);
    // And a link that comes later.
    fs::rename(&stock, folders.path("stock/umi")).expect("moved");
    folders.all();
    std::os::unix::fs::symlink("../stock/umi", folders.path("cases/umi")).expect("linked");
    folders.all();
    write(&folders.path("stock/umi/child.yaml"), "氏名: 青木 海\n");
    told(&["cases/umi/child.yaml"]);
}

#[cfg(unix)]
#[test]
fn links_into_a_circle_and_out_of_the_project_are_not_followed() {
    let project = Project::new();
    let outside = tempfile::tempdir().expect("a folder");
    write(&outside.path().join("child.yaml"), "氏名: よその子\n");
    let link = |target: &Path, name: &str| {
        std::os::unix::fs::symlink(target, project.root().join("cases").join(name)).expect("linked");
    };
    for name in ["l1", "l2", "l3"] {
        link(Path::new("."), name);
    }
    link(Path::new("/"), "machine");
    link(outside.path(), "away");
    link(Path::new(".."), "above");
    for (number, other) in [(1, "l5"), (2, "l4")] {
        fs::create_dir(project.root().join(format!("cases/c{number}"))).expect("made");
        link(&PathBuf::from(format!("../c{}", 3 - number)), &format!("c{number}/{other}"));
    }
    let start = Instant::now();
    let folders = Folders::over(project, true);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    write(&outside.path().join("child.yaml"), "氏名: よその人\n");
    fs::create_dir(outside.path().join("plan")).expect("made");
    // Longer than until the next look.
    thread::sleep(Duration::from_millis(2500));
    folders.tells_nothing();
    write(&folders.path(PLAN), &format!("{}# 下書き\n", folders.text()));
    folders.tells(&[PLAN]);
}
