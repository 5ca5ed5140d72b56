//! After whatever happens to a project, a run that remembers says what a run says that does not.

use super::{MEMO, TOGETHER, neglected, owed, said, today};
use crate::chance::tries;
use crate::driver::{Project, files_below};
use proptest::prelude::*;
use proptest::sample::Index;
use shien::value::Date;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Something that happens between two runs.
#[derive(Debug, Clone)]
enum Happening {
    /// A line is added to a file.
    Line(Index, usize),
    /// A date in a file becomes another.
    Date(Index, Index, i64),
    /// A digit of a file becomes another, and the file keeps its size and its time.
    Digit(Index, Index, u8),
    Removed(Index),
    Renamed(Index, usize),
    Touched(Index),
    /// A child's folder is copied to another id, or goes.
    Copied(usize),
    Gone(usize),
    /// A pack, or what should be a font, comes or goes.
    Pack(bool),
    Font(bool),
    /// The clock moves by so many days.
    Clock(i64),
    /// The memory is spoilt at a place.
    Spoilt(Index),
    /// Everything is as in the beginning.
    Restored,
}

const LINES: [&str; 4] = ["備考: 要確認\n", "x: [\n", "状態: 確定\n", "\n# 覚え書き\n"];
const NAMES: [&str; 4] = ["2024-04-01.yaml", "2024-03-28-b.yaml", "events.yml", "notes.txt"];
const CHILDREN: [&str; 3] = ["ren", "sora", "hana2"];

fn happening() -> impl Strategy<Value = Happening> {
    let index = any::<Index>;
    prop_oneof![
        2 => (index(), 0..LINES.len()).prop_map(|(file, line)| Happening::Line(file, line)),
        4 => (index(), index(), -400..400_i64).prop_map(|(file, at, days)| Happening::Date(file, at, days)),
        3 => (index(), index(), 0..10_u8).prop_map(|(file, at, digit)| Happening::Digit(file, at, digit)),
        1 => index().prop_map(Happening::Removed),
        1 => (index(), 0..NAMES.len()).prop_map(|(file, name)| Happening::Renamed(file, name)),
        1 => index().prop_map(Happening::Touched),
        2 => (0..CHILDREN.len()).prop_map(Happening::Copied),
        1 => (0..CHILDREN.len()).prop_map(Happening::Gone),
        1 => any::<bool>().prop_map(Happening::Pack),
        1 => any::<bool>().prop_map(Happening::Font),
        4 => (-200..400_i64).prop_map(Happening::Clock),
        1 => index().prop_map(Happening::Spoilt),
        1 => Just(Happening::Restored),
    ]
}

struct World {
    project: Project,
    day: Date,
}

impl World {
    fn path(&self, path: &str) -> PathBuf {
        self.project.root().join(path)
    }

    fn file(&self, index: &Index) -> PathBuf {
        index.get(&files_below(&self.path("cases"))).clone()
    }

    fn comes(&mut self, happening: &Happening) {
        match happening {
            Happening::Line(file, line) => change(&self.file(file), |text| text + LINES[*line]),
            Happening::Date(file, at, days) => change(&self.file(file), |text| another_date(&text, at, *days)),
            Happening::Digit(file, at, digit) => {
                let path = self.file(file);
                let time = fs::metadata(&path).and_then(|file| file.modified()).expect("a time");
                change(&path, |text| another_digit(&text, at, *digit));
                set_time(&path, time);
            }
            Happening::Removed(file) => fs::remove_file(self.file(file)).expect("removed"),
            Happening::Renamed(file, name) => {
                let path = self.file(file);
                fs::rename(&path, path.with_file_name(NAMES[*name])).expect("renamed");
            }
            Happening::Touched(file) => set_time(&self.file(file), SystemTime::now() + Duration::from_secs(9)),
            Happening::Copied(id) => copy(&self.path("cases/hana"), &self.path(&format!("cases/{}", CHILDREN[*id]))),
            Happening::Gone(id) => drop(fs::remove_dir_all(self.path(&format!("cases/{}", CHILDREN[*id])))),
            Happening::Pack(true) => write(&self.path("templates/city/pack.yaml"), "名称: 市の様式\n継承: plain\n"),
            Happening::Pack(false) => change(&self.path("templates/plain/pack.yaml"), |text| text + "# 覚え書き\n"),
            Happening::Font(true) => write(&self.path("fonts/a.ttf"), "no font"),
            Happening::Font(false) => drop(fs::remove_file(self.path("fonts/a.ttf"))),
            Happening::Clock(days) => self.day = moved(self.day, *days),
            Happening::Spoilt(at) => {
                for memo in [MEMO, TOGETHER].map(|memo| self.path(memo)) {
                    let Ok(mut bytes) = fs::read(&memo) else { continue };
                    let at = at.index(bytes.len().max(1));
                    bytes.get_mut(at).into_iter().for_each(|byte| *byte ^= 1);
                    fs::write(memo, bytes).expect("written");
                }
            }
            Happening::Restored => {
                fs::remove_dir_all(self.path("cases")).expect("removed");
                copy(neglected().root(), self.project.root());
            }
        }
    }
}

fn moved(day: Date, days: i64) -> Date {
    let distance = days.unsigned_abs();
    if days < 0 { day.minus_days(distance) } else { day.plus_days(distance) }
}

fn another_date(text: &str, at: &Index, days: i64) -> String {
    let dates: Vec<(usize, Date)> =
        (0..text.len()).filter_map(|at| Some((at, text.get(at..at + 10)?.parse().ok()?))).collect();
    if dates.is_empty() {
        return text.to_owned();
    }
    let (start, date) = *at.get(&dates);
    format!("{}{}{}", &text[..start], moved(date, days), &text[start + 10..])
}

fn another_digit(text: &str, at: &Index, digit: u8) -> String {
    let digits: Vec<usize> = text.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at).collect();
    if digits.is_empty() {
        return text.to_owned();
    }
    let start = *at.get(&digits);
    format!("{}{digit}{}", &text[..start], &text[start + 1..])
}

fn change(path: &Path, edit: impl FnOnce(String) -> String) {
    let text = fs::read_to_string(path).unwrap_or_default();
    write(path, &edit(text));
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

fn set_time(path: &Path, time: SystemTime) {
    fs::File::options().write(true).open(path).and_then(|file| file.set_modified(time)).expect("set");
}

/// Copies a folder, where it is there.
fn copy(from: &Path, to: &Path) {
    let files = if from.is_dir() { files_below(from) } else { Vec::new() };
    for path in files {
        let target = to.join(path.strip_prefix(from).expect("below"));
        fs::create_dir_all(target.parent().expect("a folder")).expect("made");
        fs::copy(&path, target).expect("copied");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 40, ..tries(16) })]

    #[test]
    fn a_run_that_remembers_says_what_a_run_says_that_does_not(
        is_neglected in any::<bool>(),
        happenings in prop::collection::vec(happening(), 1..10),
    ) {
        // A child of whom there is nothing to say is known without being read.
        let project = if is_neglected { neglected() } else { Project::whole() };
        let mut world = World { project, day: today() };
        said(world.project.root(), world.day, true);
        for happening in &happenings {
            if files_below(&world.path("cases")).is_empty() {
                break;
            }
            world.comes(happening);
            let remembered = said(world.project.root(), world.day, true);
            prop_assert_eq!(remembered, said(world.project.root(), world.day, false), "after {:?}", happening);
            let listed = owed(world.project.root(), world.day, true);
            prop_assert_eq!(listed, owed(world.project.root(), world.day, false), "after {:?}", happening);
        }
    }
}
