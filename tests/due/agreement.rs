//! `due` and `check` are one fact: every legal day that is over in the list is an error of `check`, and the other way round.

use super::list;
use crate::driver::{files_below, repository};
use shien::diagnostic::{Diagnostic, Severity};
use shien::directory::Directory;
use shien::due::Wanted;
use shien::font::Fonts;
use shien::pipeline::{Project, Settings};
use shien::rules::{self, Check};
use shien::source::{Disk, Memory};
use shien::timeline::{Standing, Timeline, Today, What};
use shien::value::Date;
use std::collections::BTreeSet;

/// The duties that a finding's rule tells.
fn tells(finding: &Diagnostic) -> Vec<What> {
    let checks = rules::find(&finding.code).map_or(&[][..], |rule| rule.checks);
    let own = checks.iter().filter_map(|check| match check {
        Check::Duty(what, _) => Some(*what),
        _ => None,
    });
    own.flatten().copied().collect()
}

/// What is late on a day by the timeline alone, no time left.
fn late(project: &Project, case: &shien::case::Case, day: Date) -> BTreeSet<What> {
    let directory = Directory::new(project.organisation(), case);
    let timeline = Timeline::new(case, &directory);
    let today = Today::new(day);
    let is_late = |duty: &&shien::timeline::Duty<'_>| {
        duty.standing(&today) == Standing::Late && duty.grace.is_none_or(|grace| today.is_over(grace))
    };
    timeline.duties().iter().filter(is_late).map(|duty| duty.what).collect()
}

/// Holds both against each other on a day. How many legal days were over.
fn agree(project: &Project, day: Date) -> usize {
    let settings = Settings { as_of: Some(day), ..Settings::default() };
    let agenda = list(project, day, &Wanted::default());
    let legal: Vec<_> = agenda.items.iter().filter(|item| item.late && item.legal).collect();
    for child in project.select(&settings).expect("all children") {
        let (case, findings) = project.load(&child, &settings);
        let errors: Vec<&Diagnostic> = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error && !tells(finding).is_empty())
            .collect();
        for item in legal.iter().filter(|item| item.child == child) {
            let same =
                |error: &&Diagnostic| Some(error.code) == item.rule && Some(&error.message) == item.finding.as_ref();
            assert!(errors.iter().any(same), "{day}: check does not say {item:#?}");
        }
        let open = late(project, &case, day);
        for error in errors.iter().filter(|error| tells(error).iter().any(|what| open.contains(what))) {
            let listed = legal.iter().any(|item| item.child == child && item.rule == Some(error.code));
            assert!(listed, "{day}: due does not list {child} {} {}", error.code, error.message);
        }
    }
    legal.len()
}

/// Days apart, so that in the end every day of a month has been asked about.
const STRIDE: u64 = 13;

fn days(first: &str, last: &str) -> impl Iterator<Item = Date> {
    let last = super::date(last);
    std::iter::successors(Some(super::date(first)), |day| Some(day.plus_days(STRIDE)))
        .take_while(move |day| *day <= last)
}

fn opened(folder: &str) -> Project {
    let root = repository().join(folder);
    Project::from_files(&|| Box::new(Disk::new(&root)), Fonts::embedded()).expect("the project opens")
}

#[test]
fn the_list_and_the_check_of_the_samples_say_one_thing() {
    let project = opened("");
    for day in days("2024-03-01", "2026-12-31") {
        agree(&project, day);
    }
}

#[test]
fn they_say_one_thing_of_samples_in_which_much_is_missing() {
    let project = bare("");
    let late: usize = days("2024-03-01", "2026-12-31").map(|day| agree(&project, day)).sum();
    assert!(late > 0, "something of it was late on some day");
}

#[test]
fn the_list_and_the_check_of_the_small_project_say_one_thing() {
    let project = opened("tests/project");
    for day in days("2024-03-01", "2026-12-31") {
        agree(&project, day);
    }
}

/// The samples without a line of their trails and without a single モニタリング, their offices with these lines more.
fn bare(more: &str) -> Project {
    let mut files = Memory::new();
    for path in files_below(&repository().join("cases")) {
        let name = path.strip_prefix(repository()).expect("below the repository").to_str().expect("ASCII").to_owned();
        let mut text = std::fs::read_to_string(&path).expect("readable");
        match name.as_str() {
            name if name.contains("/monitoring/") => continue,
            name if name.ends_with("/events.yaml") => text = "[]\n".to_owned(),
            // Without its own exemptions.
            "cases/office.yaml" => text = format!("{}{more}", text.split("規則:").next().unwrap_or_default()),
            _ => {}
        }
        files = files.with(name, text);
    }
    Project::from_files(&|| Box::new(files.clone()), Fonts::embedded()).expect("the project opens")
}

#[test]
fn an_office_that_switches_a_rule_off_is_not_reminded_of_it() {
    let day = super::date("2026-04-01");
    let late = |project: &Project| -> Vec<(String, bool)> {
        let items = list(project, day, &Wanted::default()).items.into_iter().filter(|item| item.late);
        items.filter_map(|item| Some((item.rule?.to_string(), item.legal))).collect()
    };
    const CODE: &str = "monitoring-month-missed";
    let all = late(&bare(""));
    assert!(all.iter().any(|(rule, legal)| rule == CODE && *legal), "{all:?}");
    let off = bare(&format!("規則:\n  重大度: {{{CODE}: なし}}\n"));
    assert_eq!(late(&off), all.iter().filter(|(rule, _)| rule != CODE).cloned().collect::<Vec<_>>());
    agree(&off, day);
    // What an office calls a warning is late, and no legal matter.
    let eased = bare(&format!("規則:\n  重大度: {{{CODE}: 警告}}\n"));
    let own: Vec<bool> = late(&eased).into_iter().filter(|(rule, _)| rule == CODE).map(|(_, legal)| legal).collect();
    assert!(!own.is_empty() && own.iter().all(|legal| !legal), "{own:?}");
    agree(&eased, day);
}
