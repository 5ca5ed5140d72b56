//! Typical mistakes, a line each in `operators.txt` and `by-hand.txt`: what is done to which file of `base/`, and the one
//! finding that its author should see, with its place. Nothing else may be said: the cause, and no consequence of it.
//!
//! Everything runs within this process, over files in memory; only what a command line does, in `commands.txt`, is run
//! as a program.

mod commands;
mod edit;

use crate::driver::{files_below, repository};
use edit::{Edit, path_of};
use shien::diagnostic::Diagnostic;
use shien::font::Fonts;
use shien::pipeline::{Project, Settings, check};
use shien::source::Memory;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The day of the check: every paper of `base/` is in order on it.
const DAY: &str = "2024-07-10";

type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// What a user may rely on: each is shown by at least one line of `by-hand.txt` or of `commands.txt`.
const CLAUSES: [&str; 46] = [
    // What one file shows by itself, and a few that need a second one.
    "hours reversed",
    "period reversed",
    "row copied",
    "date of birth",
    "in the future",
    "id typed as Japanese",
    "certificate number",
    "amount and interval",
    "result missing",
    "number of two children",
    "consent before its plan",
    "consent of a stranger",
    "name of a folder",
    "timing as people write it",
    "weekdays",
    "yen, yes and no, year of birth",
    "people as they are",
    // Files.
    "second copy",
    "git conflict",
    "byte order mark",
    "encoding",
    "system file",
    "letter that is not what it seems",
    // Output.
    "folder for prints",
    "print without a source",
    // Messages.
    "guess",
    "choice",
    "indent",
    "hyphen",
    "unclosed bracket or quotation mark",
    "line that is none",
    "sign before a value",
    "quotation mark in a text",
    "keyboard sign",
    "text that lost its indent",
    "period in one word",
    "heading",
    "long word",
    "script without a font",
    "quotation, link, comment",
    // Cause first.
    "one key",
    "one file name",
    "one hyphen",
    "value that could not be read",
    "order and table",
    "nothing found",
];

/// One line of the data: `file ¦ operator ¦ text ¦ code ¦ place ¦ words`, in `by-hand.txt` behind a clause.
struct Mistake {
    clause: Option<String>,
    line: String,
    file: String,
    edit: Edit,
    /// Code, path, line and words of each finding; most have one.
    expected: Vec<Expected>,
}

struct Expected {
    code: String,
    path: String,
    line: usize,
    words: String,
}

fn base() -> Tree {
    let folder = repository().join("tests/mistakes/base");
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&folder).expect("below the folder").to_owned();
        (name, std::fs::read(&path).expect("readable"))
    };
    files_below(&folder).into_iter().map(read).collect()
}

/// The text of a file; none of one that is not there.
fn text_of<'a>(tree: &'a Tree, path: &str) -> &'a str {
    tree.get(Path::new(path)).map_or("", |bytes| std::str::from_utf8(bytes).expect("the base is UTF-8"))
}

/// The lines of a file of data; one that begins with `#` is a heading.
fn lines_of(name: &str) -> Vec<String> {
    let path = repository().join("tests/mistakes").join(name);
    let text = std::fs::read_to_string(path).expect("readable");
    text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).map(str::to_owned).collect()
}

fn findings(tree: &Tree) -> Vec<Diagnostic> {
    let memory = tree.iter().fold(Memory::new(), |memory, (path, text)| memory.with(path, text.as_slice()));
    let project = Project::from_files(&|| Box::new(memory.clone()), Fonts::embedded()).expect("a project");
    let settings = Settings { as_of: Some(DAY.parse().expect("a day")), jobs: 1, ..Settings::default() };
    check(&project, &settings, false, &|_| {}).expect("checked").findings
}

/// The mistakes of a file of data.
fn mistakes(name: &str, base: &Tree) -> Vec<Mistake> {
    lines_of(name).iter().map(|line| Mistake::of(line, name == BY_HAND, base)).collect()
}

const BY_HAND: &str = "by-hand.txt";

impl Mistake {
    fn of(line: &str, has_clause: bool, base: &Tree) -> Self {
        let parts: Vec<&str> = line.split(" ¦ ").collect();
        let (clause, parts) = parts.split_at(usize::from(has_clause));
        let [file, operator, text, rest @ ..] = parts else { panic!("too few parts: {line}") };
        let own = text_of(base, path_of(file));
        let edit = Edit::of(operator, text, own).unwrap_or_else(|why| panic!("{why}: {line}"));
        let expected = rest.chunks(3).map(|finding| match finding {
            [code, place, words] => {
                let (path, line) = edit.place(file, place, base).unwrap_or_else(|why| panic!("{why}: {line}"));
                Expected { code: (*code).to_owned(), path, line, words: (*words).to_owned() }
            }
            _ => panic!("a finding is `code ¦ place ¦ words`: {line}"),
        });
        let expected = expected.collect();
        let clause = clause.first().map(|clause| (*clause).to_owned());
        Self { clause, line: line.to_owned(), file: (*file).to_owned(), edit, expected }
    }

    /// What came instead of what should; none where all is as it should be.
    fn complaint(&self, base: &Tree) -> Option<String> {
        let mut tree = base.clone();
        self.edit.apply(path_of(&self.file), &mut tree);
        let came = findings(&tree);
        let fits = |(expected, came): (&Expected, &Diagnostic)| {
            let said = format!("{} → {}", came.message, came.help.as_deref().unwrap_or_default());
            came.code.as_str() == expected.code
                && came.place.source().path() == Path::new(&expected.path)
                && came.place.line_column().0 == expected.line
                && said.contains(&expected.words)
        };
        if came.len() == self.expected.len() && self.expected.iter().zip(&came).all(fits) {
            return None;
        }
        let expected =
            self.expected.iter().map(|e| format!("\n    expected {}:{} {} {}", e.path, e.line, e.code, e.words));
        let came = came.iter().map(|d| {
            let (line, column) = d.place.line_column();
            let help = d.help.as_deref().unwrap_or_default();
            format!(
                "\n    came     {}:{line}:{column} {} {} → {help}",
                d.place.source().path().display(),
                d.code,
                d.message
            )
        });
        Some(format!("{}{}{}", self.line, expected.collect::<String>(), came.collect::<String>()))
    }
}

fn assert_all(name: &str, at_least: usize) {
    let base = base();
    let mistakes = mistakes(name, &base);
    assert!(mistakes.len() >= at_least, "{} mistakes in {name}", mistakes.len());
    let lines: BTreeSet<&str> = mistakes.iter().map(|mistake| mistake.line.as_str()).collect();
    assert_eq!(lines.len(), mistakes.len(), "no mistake stands twice");
    let complaints: Vec<String> = mistakes.iter().filter_map(|mistake| mistake.complaint(&base)).collect();
    assert!(complaints.is_empty(), "{} of {}:\n{}", complaints.len(), mistakes.len(), complaints.join("\n"));
}

#[test]
fn nothing_is_wrong_before_a_mistake_is_made() {
    let found: Vec<String> = findings(&base()).iter().map(|finding| finding.message.clone()).collect();
    assert_eq!(found, [""; 0]);
}

#[test]
fn what_operators_make_wrong_is_one_finding_at_its_line() {
    assert_all("operators.txt", 100);
}

#[test]
fn what_people_do_by_hand_is_one_finding_at_its_line() {
    assert_all(BY_HAND, 40);
}

#[test]
fn every_clause_is_shown_by_a_line() {
    let base = base();
    let by_hand = mistakes(BY_HAND, &base).into_iter().filter_map(|mistake| mistake.clause);
    let commands = commands::all().into_iter().map(|command| command.clause);
    let shown: BTreeSet<String> = by_hand.chain(commands).collect();
    let known: BTreeSet<String> = CLAUSES.into_iter().map(str::to_owned).collect();
    assert_eq!(shown, known);
}

#[test]
fn the_operators_reach_every_kind_of_file() {
    let base = base();
    let reached: BTreeSet<String> =
        mistakes("operators.txt", &base).into_iter().map(|mistake| path_of(&mistake.file).to_owned()).collect();
    let all = base.keys().map(|path| path.to_string_lossy().into_owned());
    let missed: Vec<String> =
        all.filter(|path| !reached.contains(path) && !path.ends_with("plan/2024-03-18.yaml")).collect();
    assert_eq!(missed, [""; 0]);
}
