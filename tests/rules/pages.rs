//! The pages of the rules: the Markdown beside each, which `shien explain` shows.

use super::fixtures;
use crate::driver::{Project, files_below, repository};
use shien::diagnostic::{Human, visible};
use shien::prose::{PagePart, PageWord};
use shien::rules::{Certainty, RULES, Rule, SECTIONS, changed_texts};
use shien::source::Disk;
use std::fs;
use std::path::{Path, PathBuf};

/// Set to anything, it makes the tests write what `check` says now into the examples.
const UPDATE: &str = "UPDATE_EXAMPLES";

/// A finding as a page shows it.
pub(super) struct Answer {
    /// The word before the message.
    pub(super) severity: String,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl Answer {
    fn shown(&self) -> String {
        let help = self.help.iter().map(|help| format!("\n直し方: {help}"));
        format!("{}: {}{}", self.severity, self.message, help.collect::<String>())
    }
}

/// The findings of a rule in a report for people.
pub(super) fn answers(report: &str, code: &str) -> Vec<Answer> {
    let findings = report.split("\n\n");
    let own = findings.filter_map(|finding| {
        let (title, rest) = finding.split_once('\n')?;
        let (severity, message) = title.split_once(&format!("[{code}]: "))?;
        let help = rest.lines().find_map(|line| line.split_once("= 直し方: ")).map(|(_, help)| help.to_owned());
        Some(Answer { severity: severity.to_owned(), message: message.to_owned(), help })
    });
    own.collect()
}

/// What would be said over the fixture of `text-changed` by a program that forgets the lines that begin with a bracket.
pub(super) fn forgetful_report() -> String {
    let forgetful = |value: &str, folds: &[usize]| {
        let kept: Vec<&str> = value.lines().filter(|line| !line.starts_with('[')).collect();
        shien::template::content(&kept.join("\n"), folds)
    };
    let project = Project::new().overlay(&fixtures().join("text-changed/bad"));
    let case = shien::case::load_case(&Disk::new(project.root()), "hana");
    let found = case.documents.iter().flat_map(|document| changed_texts(&document.source, &document.tree, &forgetful));
    found.map(|finding| Human::new(false).render(&finding)).collect::<Vec<_>>().join("\n\n")
}

/// Rules whose example is the name or the bytes of a file, and not its lines.
const WITHOUT_LINES: [&str; 5] =
    ["file-unreadable", "file-unknown", "copy-of-file", "name-unportable", "encoding-invalid"];

/// What is wrong with the example of a page: its lines must be the fixture's, what is said must be what `check` says.
pub(super) fn complaints(rule: &Rule, answers: &[Answer]) -> Vec<String> {
    let code = rule.code.as_str();
    let mut complaints = Vec::new();
    let mut file: Option<PathBuf> = None;
    let (mut excerpts, mut said) = (0, 0);
    for part in rule.section("例") {
        match part {
            PagePart::Paragraph(words) => {
                let mut paths = words.iter().filter_map(|word| match word {
                    PageWord::Code(code) => Some(fixtures().join(rule.code.as_str()).join("bad").join(code)),
                    PageWord::Text(_) => None,
                });
                file = paths.rfind(|path| path.is_file()).or(file);
            }
            PagePart::Excerpt { language, text } if language == "text" => {
                said += 1;
                let count = text.split("\n\n").count();
                let expected: Vec<String> = answers.iter().take(count).map(Answer::shown).collect();
                let expected = expected.join("\n\n");
                if text != expected && !update(rule, &text, &expected) {
                    complaints.push(format!(
                        "the example of {code} says\n{text}\nbut `check` says ({UPDATE}=1 writes it there)\n{expected}"
                    ));
                }
            }
            PagePart::Excerpt { text, .. } => {
                excerpts += 1;
                let Some(file) = &file else {
                    complaints.push(format!("the example of {code} does not say whose lines it shows"));
                    continue;
                };
                complaints.extend(foreign(file, &text).map(|lines| format!("{}: not there:\n{lines}", file.display())));
            }
            part => complaints.push(format!("{code}: no part of an example: {part:?}")),
        }
    }
    if file.is_none() || said != 1 || (excerpts == 0) != WITHOUT_LINES.contains(&code) {
        complaints.push(format!("the example of {code} shows a file, its lines, and what is said"));
    }
    complaints
}

/// The lines of an excerpt that do not stand together in a file; `…` stands for a gap.
fn foreign(file: &Path, excerpt: &str) -> Option<String> {
    let text = fs::read_to_string(file).expect("a text");
    let lines: Vec<_> = text.lines().map(visible).collect();
    let excerpt: Vec<&str> = excerpt.lines().collect();
    let runs = excerpt.split(|line| *line == "…");
    let mut foreign = runs.filter(|run| !lines.windows(run.len().max(1)).any(|window| window == *run));
    foreign.next().map(|run| run.join("\n"))
}

/// Writes what `check` says into the example, where that was asked for.
fn update(rule: &Rule, old: &str, new: &str) -> bool {
    let asked = std::env::var_os(UPDATE).is_some();
    if asked {
        let path = pages().into_iter().find(|path| path.file_stem().is_some_and(|stem| stem == rule.code.as_str()));
        let path = path.expect("the page of a rule");
        let page = fs::read_to_string(&path).expect("readable");
        let fenced = |text: &str| format!("```text\n{text}\n```");
        fs::write(&path, page.replace(&fenced(old), &fenced(new))).expect("written");
    }
    asked
}

/// Every Markdown file beside the rules.
fn pages() -> Vec<PathBuf> {
    let files = files_below(&repository().join("src/rules")).into_iter();
    files.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect()
}

#[test]
fn every_rule_has_its_page_and_every_page_its_rule() {
    let mut stems: Vec<String> = Vec::new();
    for path in pages() {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("UTF-8").to_owned();
        let rule = shien::rules::find(&stem).unwrap_or_else(|| panic!("{}: no rule", path.display()));
        if std::env::var_os(UPDATE).is_none() {
            assert_eq!(fs::read_to_string(&path).expect("readable"), rule.explanation, "{stem}");
        }
        stems.push(stem);
    }
    stems.sort();
    let mut codes: Vec<&str> = RULES.iter().map(|rule| rule.code.as_str()).collect();
    codes.sort_unstable();
    assert_eq!(stems, codes);
}

#[test]
fn every_page_has_all_sections_in_order_and_none_is_empty() {
    for rule in RULES {
        let headings = rule.page().into_iter().filter_map(|part| match part {
            PagePart::Heading(name) => Some(name),
            _ => None,
        });
        assert_eq!(headings.collect::<Vec<_>>(), SECTIONS, "{}", rule.code);
        assert!(matches!(rule.page().first(), Some(PagePart::Heading(_))), "{}", rule.code);
        for section in SECTIONS {
            assert!(!rule.section(section).is_empty(), "{}: {section}", rule.code);
        }
    }
}

#[test]
fn a_page_says_what_the_rule_rests_on_and_how_sure_that_is() {
    let list = |part: &PagePart| matches!(part, PagePart::List(_));
    for rule in RULES {
        let section = rule.section("根拠");
        assert_eq!(section.iter().any(list), rule.basis().is_some(), "{}", rule.code);
        assert!(rule.basis().is_some() || rule.certainty == Certainty::Program, "{} rests on nothing", rule.code);
        if !rule.certainty.bears_an_error() {
            let text = format!("{section:?}");
            assert!(text.contains("確認事項") || text.contains("未確認"), "{}: {text}", rule.code);
        }
    }
    let basis = |code: &str| shien::rules::find(code).expect("a rule").basis();
    assert_eq!(
        basis("certificate-number"),
        Some("障害児通所給付費等に係る受給者証の様式(番号欄は 10 桁)、指定事業所番号(10 桁)")
    );
    assert_eq!(basis("unknown-key"), None);
}

#[test]
fn explain_shows_the_page_without_marks_of_colour_in_a_pipe() {
    let run = Project::new().run(["explain", "plan-period-too-long"]);
    assert_eq!(run.code, Some(0));
    insta::assert_snapshot!("explain", run.stdout);
}

#[test]
fn all_codes_stand_in_one_list() {
    let line = |rule: &&Rule| {
        let (group, severity) = (rule.group.id(), rule.severity.id());
        format!("{} | {group} | {severity} | {} | {}", rule.code, rule.certainty.label(), rule.summary)
    };
    let lines: Vec<String> = RULES.iter().map(line).collect();
    insta::assert_snapshot!("codes", lines.join("\n"));
}
