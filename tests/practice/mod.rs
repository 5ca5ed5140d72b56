//! What a good office does every day is no fault: a folder each, laid over the whole child of `tests/mistakes/base/`, with
//! the day of the check and why it is ordinary. Nothing may be said there that is a warning or worse, but for what the table
//! itself names.
//!
//! Each is a call of the program's own function over files in memory. `removed.txt` names the files of the base that such an
//! office does not have.

use crate::driver::{files_below, repository};
use shien::diagnostic::Severity;
use shien::font::Fonts;
use shien::pipeline::{Project, Settings, check};
use shien::source::Memory;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Something ordinary.
struct Practice {
    /// Its folder.
    name: &'static str,
    /// The day of the check.
    day: &'static str,
    /// Why nothing is wrong with it.
    why: &'static str,
    /// What is said all the same, and may be.
    said: &'static [&'static str],
}

const fn quiet(name: &'static str, day: &'static str, why: &'static str) -> Practice {
    Practice { name, day, why, said: &[] }
}

const PRACTICES: &[Practice] = &[
    quiet(
        "base",
        "2024-07-10",
        "consent to the 案 before the meeting, six months from April, a delivery to all whom it concerns",
    ),
    Practice {
        said: &["consent-missing"],
        ..quiet(
            "printed-before-consent",
            "2024-03-28",
            "a plan is printed in order to be signed: a warning until it begins",
        )
    },
    quiet("plan-of-2023", "2023-07-10", "in 2023 there were neither 5領域 nor 別表, and no copy for the 相談支援"),
    quiet(
        "transition-2024",
        "2024-07-10",
        "a plan made in March 2024 keeps its contents until October 2024, with a 別表 from April",
    ),
    quiet(
        "summer-schedule",
        "2024-07-10",
        "a second 別表 for the holidays has a consent and a delivery of its own, and no meeting",
    ),
    quiet("as-the-schedule-says", "2024-07-10", "別表のとおり says the hours"),
    quiet("left", "2025-06-01", "no deadline runs after 終了日"),
    quiet(
        "rests-and-returns",
        "2024-11-15",
        "in a 休止 nothing is due; review and plan are there when the child is back",
    ),
    quiet("school-begins", "2024-07-10", "児発 ends and 放デイ begins at one office: a first plan, and two series"),
    quiet("two-offices", "2024-07-10", "each office has its own plan, and the days count together"),
    quiet("comes-from-another-office", "2024-07-10", "who comes from another office gets a first plan"),
    quiet(
        "changed-in-mid-term",
        "2024-07-10",
        "a 変更 ends the old plan early: no overlap, and six months from its own start",
    ),
    quiet("new-manager-in-april", "2024-07-10", "who was 児発管 on the day of each step is what counts"),
    quiet(
        "all-on-one-day",
        "2024-07-10",
        "assessment, 原案, meeting, explanation, signature and copy on one day are in order",
    ),
    quiet("signing-week", "2024-07-10", "many families sign on one day in March"),
    quiet("twins", "2024-07-10", "twins have like goals"),
    quiet("foster-family", "2024-07-10", "里親 consent, and their home is the child's"),
    quiet("children-s-home", "2024-07-10", "the head of a 施設 consents, and it is the child's home"),
    quiet("infant", "2024-07-10", "an infant is not told; one reason covers all papers"),
    quiet("grant-ends-in-mid-plan", "2024-07-10", "a 給付決定 often ends within a plan, and the next one follows"),
    quiet(
        "grant-ends-in-the-birth-month",
        "2024-07-10",
        "a 給付決定 may end in the birth month, after less than a year",
    ),
    quiet("monitored-once-a-year", "2024-07-10", "twelve months are an interval that some cities print"),
    quiet("three-days-of-twelve", "2024-07-10", "three days a week fit into 月12日: four weeks are reckoned"),
    quiet("under-half-an-hour", "2024-07-10", "under 30 minutes with the reason and the city's word in 特記事項"),
    quiet("not-at-school", "2024-07-10", "who does not go to school comes in school hours, under 個別サポート加算(Ⅲ)"),
    quiet("one-sheet-one-consent", "2024-07-10", "原案 and 確定 are one sheet where an office works so"),
    quiet(
        "made-in-march-for-april",
        "2024-07-10",
        "a review on the last day of September is within the plan, though more than six months after 作成日",
    ),
    quiet("self-plan", "2024-07-10", "セルフプラン: there is no 相談支援 to give a copy to"),
    quiet(
        "self-plan-kept",
        "2024-07-10",
        "the family's plan came back and is kept as a copy; its report is still with them",
    ),
    quiet("eighteen-and-over", "2024-07-10", "who is of age applies and signs alone"),
];

type Tree = BTreeMap<PathBuf, Vec<u8>>;

fn below(folder: &Path) -> Tree {
    let read = |path: PathBuf| {
        let name = path.strip_prefix(folder).expect("below the folder").to_owned();
        (name, std::fs::read(&path).expect("readable"))
    };
    if folder.is_dir() { files_below(folder).into_iter().map(read).collect() } else { Tree::new() }
}

fn tree(name: &str) -> Tree {
    let mut tree = below(&repository().join("tests/mistakes/base"));
    let mut own = below(&repository().join("tests/practice").join(name));
    if let Some(removed) = own.remove(Path::new("removed.txt")) {
        for path in String::from_utf8(removed).expect("a list of names").lines() {
            assert!(tree.remove(Path::new(path)).is_some(), "{name}/removed.txt: {path} is not in the base");
        }
    }
    tree.append(&mut own);
    tree
}

/// What is said that is a warning or worse, a line each.
fn findings(practice: &Practice) -> Vec<(String, String)> {
    let tree = tree(practice.name);
    let memory = tree.iter().fold(Memory::new(), |memory, (path, text)| memory.with(path, text.as_slice()));
    let project = Project::from_files(&|| Box::new(memory.clone()), Fonts::embedded()).expect("a project");
    let settings = Settings { as_of: Some(practice.day.parse().expect("a day")), jobs: 1, ..Settings::default() };
    let found = check(&project, &settings, false, &|_| {}).expect("checked").findings;
    let grave = found.into_iter().filter(|finding| finding.severity != Severity::Info);
    let line = |finding: &shien::diagnostic::Diagnostic| {
        let path = finding.place.source().path().display().to_string();
        format!("{} {}:{} {}", finding.code, path, finding.place.line_column().0, finding.message)
    };
    grave.map(|finding| (finding.code.to_string(), line(&finding))).collect()
}

#[test]
fn ordinary_good_practice_stays_silent() {
    let mut complaints = Vec::new();
    for practice in PRACTICES {
        let found = findings(practice);
        let said: BTreeSet<&str> = found.iter().map(|(code, _)| code.as_str()).collect();
        let strangers = found.iter().filter(|(code, _)| !practice.said.contains(&code.as_str()));
        complaints.extend(strangers.map(|(_, line)| format!("{}: {line}\n    {}", practice.name, practice.why)));
        let unsaid = practice.said.iter().filter(|code| !said.contains(*code));
        complaints.extend(unsaid.map(|code| format!("{}: {code} is not said any more", practice.name)));
    }
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn each_folder_stands_in_the_table_once() {
    let folders = std::fs::read_dir(repository().join("tests/practice")).expect("the folder");
    let folders = folders.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir());
    let names = folders.filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()));
    let mut there: BTreeSet<String> = names.collect();
    // The base itself is laid over by nothing.
    there.insert("base".to_owned());
    let table: Vec<String> = PRACTICES.iter().map(|practice| practice.name.to_owned()).collect();
    assert_eq!(table.iter().cloned().collect::<BTreeSet<_>>(), there);
    assert_eq!(table.len(), there.len());
}
