//! The rule book against its fixtures: `<code>/bad` makes the rule speak, `<code>/good` is its nearest neighbour that
//! does not. Each is laid over the whole child of `tests/whole/` and looks like a part of a real project. `<code>/bad.snap` is all that
//! `check` says about it, and the example on the rule's page is taken from it.

mod add_ons;
mod author;
mod called;
mod consult;
mod content;
mod copies;
mod linkage;
mod linkage_report;
mod linkage_week;
mod office_trail;
mod pages;
mod plausible;
mod records;
mod time;
mod timetable;
mod trail;

use crate::driver::{CHILD, OFFICE, PLAN, Project, Run, repository};
use shien::diagnostic::Severity;
use shien::rules::{Check, Group, RULES, Reach, Rule};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

fn fixtures() -> PathBuf {
    repository().join("tests/rules")
}

/// The good fixture of a rule, from which a test departs.
fn good(code: &str) -> Project {
    Project::whole().overlay(&fixtures().join(code).join("good"))
}

/// With a child who has not left.
fn staying(project: Project) -> Project {
    let text = project.text(CHILD).replace(", 終了日: 2024-09-27", "").replace(", 終了日: 2025-03-28", "");
    project.file(CHILD, text)
}

/// `check` on another day than the fixed one.
fn check_on(project: &Project, day: &str) -> Run {
    project.run(["check", "--format", "json", "--as-of", day])
}

/// The severities with which a rule speaks.
fn severities(run: &Run, code: &str) -> Vec<String> {
    run.findings(code).into_iter().map(|finding| finding.severity).collect()
}

/// Runs the command that can find this rule's fault over a fixture.
fn run(rule: &Rule, fixture: &str, format: &str) -> Run {
    let project = Project::whole().overlay(&fixtures().join(rule.code.as_str()).join(fixture));
    let laid_out = matches!(rule.checks, [Check::Layout]) || rule.code.as_str() == "template-invalid";
    if laid_out {
        // What never ends need not be waited for.
        project.run(["check", "--print", "--time-limit", "1", "--format", format])
    } else {
        project.run(["check", "--format", format])
    }
}

/// Rules that only a fault of the program makes speak. `tests/texts.rs` runs them over their fixtures with such a fault.
const OF_THE_PROGRAM: [&str; 1] = ["text-changed"];

/// All that `check` says over a rule's bad fixture, as people read it.
fn report(rule: &Rule) -> String {
    if OF_THE_PROGRAM.contains(&rule.code.as_str()) {
        pages::forgetful_report()
    } else {
        run(rule, "bad", "human").stdout
    }
}

/// The first line of each finding of a report.
fn titles(report: &str) -> Vec<&str> {
    let is_title = |line: &&str| {
        [Severity::Error, Severity::Warning, Severity::Info]
            .iter()
            .any(|severity| line.starts_with(&format!("{}[", severity.label())))
    };
    report.lines().filter(is_title).collect()
}

/// What is wrong with a rule's fixtures and with the example on its page.
fn complaints(rule: &Rule, report: &str) -> Vec<String> {
    let code = rule.code.as_str();
    let answers = pages::answers(report, code);
    let mut complaints = pages::complaints(rule, &answers);
    if answers.is_empty() {
        complaints.push(format!("{code}/bad does not make the rule speak:\n{report}"));
    }
    for answer in &answers {
        if answer.severity != rule.severity.label() && code != "file-unknown" {
            complaints.push(format!(
                "{code}/bad speaks as {}, and the rule says {}",
                answer.severity,
                rule.severity.label()
            ));
        }
        if answer.help.is_none() && answer.severity != Severity::Info.label() {
            complaints.push(format!("{code}/bad says no remedy: {}", answer.message));
        }
    }
    if OF_THE_PROGRAM.contains(&code) {
        return complaints;
    }
    // Cause first: what only follows from this fault is silent, and the fixture has no other.
    let others: Vec<&str> =
        titles(report).into_iter().filter(|title| !title.contains(&format!("[{code}]: "))).collect();
    if !others.is_empty() {
        complaints.push(format!("{code}/bad is said to have other faults too:\n    {}", others.join("\n    ")));
    }
    let good = run(rule, "good", "json");
    let shape = |code: &str| shien::rules::find(code).is_none_or(|rule| rule.group == Group::Shape);
    // A file that could not be read would be silent about everything else.
    let spoilt = good.all().iter().any(|finding| finding.severity == "error" && shape(&finding.code));
    if !good.findings(code).is_empty() || spoilt {
        complaints.push(format!("{code}/good is not good:\n{}", good.list()));
    }
    complaints
}

#[test]
fn every_rule_speaks_on_its_bad_fixture_and_is_silent_on_its_good_one() {
    let folders = |rule: &&Rule| ["bad", "good"].map(|name| fixtures().join(rule.code.as_str()).join(name));
    let missing: Vec<PathBuf> = RULES.iter().flat_map(folders).filter(|folder| !folder.is_dir()).collect();
    assert_eq!(missing, [""; 0].map(PathBuf::from), "fixtures that are not there");
    let reports: Vec<(&Rule, String)> = RULES.iter().map(|rule| (*rule, report(rule))).collect();
    let complaints: Vec<String> = reports.iter().flat_map(|(rule, report)| complaints(rule, report)).collect();
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for (rule, report) in reports {
        settings.set_snapshot_path(fixtures().join(rule.code.as_str()));
        settings.bind(|| insta::assert_snapshot!("bad", report));
    }
}

#[test]
fn a_text_that_does_not_fit_is_said_at_its_own_line() {
    for code in ["text-shrunk", "text-overflow"] {
        let project = Project::whole().overlay(&fixtures().join(code).join("bad"));
        let finding = project.check_print().finding(code);
        assert_eq!((finding.file.as_str(), finding.line), (PLAN, project.line_of(PLAN, "特記事項: ")), "{finding:?}");
        assert!(finding.message.starts_with("特記事項"), "{}", finding.message);
    }
}

#[test]
fn every_fixture_belongs_to_a_rule() {
    let entries = fs::read_dir(fixtures()).expect("tests/rules").map(|entry| entry.expect("an entry").path());
    let folders = entries.filter(|path| path.is_dir()).filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()));
    let unknown: Vec<String> =
        folders.filter(|name| name != "snapshots" && shien::rules::find(name).is_none()).collect();
    assert_eq!(unknown, [""; 0]);
}

#[test]
fn every_code_is_there_once_in_kebab_case() {
    let codes: BTreeSet<&str> = RULES.iter().map(|rule| rule.code.as_str()).collect();
    assert_eq!(codes.len(), RULES.len());
    for code in codes {
        assert!(code.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{code}");
    }
}

#[test]
fn what_is_not_confirmed_is_never_an_error() {
    let rash = RULES.iter().filter(|rule| !rule.certainty.bears_an_error() && rule.severity == Severity::Error);
    assert_eq!(rash.map(|rule| rule.code.as_str()).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn a_name_in_a_script_that_no_font_has_is_one_finding_with_the_font_to_get() {
    let project = Project::new().edit(CHILD, "氏名: 佐藤 はな", "氏名: 김민준");
    let finding = project.check().finding("glyph-missing");
    assert!(finding.message.contains("「김민준」の字(ハングル)"), "{}", finding.message);
    assert!(finding.help.contains("Noto Sans KR") && finding.help.contains("fonts/"), "{}", finding.help);
}

#[test]
fn a_word_that_cannot_break_is_said_with_its_field() {
    let word = format!("留意事項: https://example.com/{} 疲れた", "a".repeat(300));
    let project = Project::new().edit(OFFICE, "様式: plain", "様式: standard").edit(PLAN, "留意事項: 疲れた", &word);
    let line = project.line_of(PLAN, "https://example.com");
    let finding = project.check_print().finding("text-lost");
    assert_eq!((finding.file.as_str(), finding.line), (PLAN, line));
    assert!(finding.message.starts_with("`留意事項` の「"), "{}", finding.message);
    assert!(finding.help.contains("長い語"), "{}", finding.help);
}

#[test]
fn what_a_rule_rests_on_are_keys_of_files_that_there_are() {
    let declared: String = ["src/case", "src/value"]
        .iter()
        .flat_map(|folder| crate::driver::files_below(&repository().join(folder)))
        .map(|path| fs::read_to_string(path).expect("readable"))
        .collect();
    let is_step = |word: &str| ["id", "*"].contains(&word) || declared.contains(&format!("rename = \"{word}\""));
    let is_key = |key: &&str| key.split('.').all(is_step);
    let is_place = |word: &str| {
        let of = |kind: &&shien::case::Kind| match kind.file {
            Some(file) => format!("{}/{file}/", kind.folder),
            None => format!("{}/", kind.folder),
        };
        shien::case::KINDS.iter().any(|kind| word == of(kind))
    };
    for (reach, keys) in RULES.iter().flat_map(|rule| rule.rests_on) {
        let unknown: Vec<&&str> = keys.iter().filter(|key| !is_key(key)).collect();
        assert_eq!(unknown, [&""; 0], "{reach:?}");
        match reach {
            Reach::Named(place) | Reach::Linked(place) | Reach::All(place) => assert!(is_place(place), "{place}"),
            Reach::Own | Reach::Office | Reach::Child | Reach::Events => {}
        }
    }
}

#[test]
fn an_unknown_code_is_answered_with_the_nearest_one() {
    let run = Project::new().run(["explain", "unknown-kye"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("`unknown-key` ではありませんか"), "{}", run.stderr);
}
