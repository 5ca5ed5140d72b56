//! The first chapter of the guide, typed into an empty folder: from nothing to a printed plan, and on to the next one. What
//! is typed beside the texts of the forms is counted.
//!
//! A reader does few things: a line of a `sh` block is a command; a block under a file's name is filled into the file that a
//! command has made; `file` で、`A` を `B` に直します replaces a word, and the note above it is removed.

mod count;
mod fill;

use crate::driver::{Run, repository};
use count::{counted, counted_command};
use fill::{filled, filled_markdown};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One thing that a reader does.
#[derive(Debug)]
enum Act {
    Call(String),
    Fill {
        path: String,
        block: String,
    },
    Replace {
        path: String,
        old: String,
        new: String,
    },
    /// Removes the notes that begin with these words from the file that was changed last.
    Clear {
        path: String,
        note: String,
    },
}

/// What a reader does in a part of the guide, in order.
fn acts(text: &str) -> Vec<Act> {
    let mut acts = Vec::new();
    let mut lines = text.lines();
    let mut named: Option<String> = None;
    while let Some(line) = lines.next() {
        if let Some(kind) = line.strip_prefix("```") {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            match (kind, named.take()) {
                ("sh", _) => acts.extend(block.iter().map(|line| Act::Call((*line).to_owned()))),
                (_, Some(path)) => acts.push(Act::Fill { path, block: block.join("\n") }),
                _ => {}
            }
        } else if let [path, old, new] = ticked(line)[..]
            && path.starts_with("cases/")
        {
            let [path, old, new] = [path, old, new].map(str::to_owned);
            acts.push(Act::Replace { path, old, new });
        } else if let [note] = ticked(line)[..]
            && line.ends_with("のメモを消します。")
            && let Some(Act::Replace { path, .. }) = acts.last()
        {
            acts.push(Act::Clear { path: path.clone(), note: note.to_owned() });
        } else if let Some(path) = line.strip_prefix("`cases/").and_then(|rest| rest.split('`').next()) {
            named = Some(format!("cases/{path}"));
        }
    }
    acts
}

/// The texts between back-ticks in a line.
fn ticked(line: &str) -> Vec<&str> {
    line.split('`').skip(1).step_by(2).collect()
}

/// A reader in a folder that is empty at first.
struct Reader {
    _room: tempfile::TempDir,
    folder: PathBuf,
    /// The day on which the reader sits there: that of what was done last.
    day: String,
    typed: usize,
    last: Option<Run>,
}

impl Reader {
    fn new() -> Self {
        let room = tempfile::tempdir().expect("a folder");
        let folder = room.path().to_owned();
        Self { _room: room, folder, day: "2026-03-13".to_owned(), typed: 0, last: None }
    }

    fn does(&mut self, act: &Act) {
        match act {
            Act::Call(line) => self.calls(line),
            Act::Fill { path, block } => {
                let place = self.folder.join(path);
                let file = fs::read_to_string(&place).unwrap_or_else(|error| panic!("{path}: {error}"));
                let fill =
                    if Path::new(path).extension().is_some_and(|end| end == "md") { filled_markdown } else { filled };
                let (text, typed) = fill(&file, block);
                fs::write(&place, text).expect("written");
                self.typed += typed;
            }
            Act::Replace { path, old, new } => {
                let place = self.folder.join(path);
                let file = fs::read_to_string(&place).unwrap_or_else(|error| panic!("{path}: {error}"));
                assert_eq!(file.matches(old.as_str()).count(), 1, "{old} stands once in {path}:\n{file}");
                fs::write(&place, file.replace(old.as_str(), new)).expect("written");
                self.typed += counted(new);
            }
            Act::Clear { path, note } => {
                let place = self.folder.join(path);
                let file = fs::read_to_string(&place).unwrap_or_else(|error| panic!("{path}: {error}"));
                let kept = file.lines().filter(|line| !line.trim_start().starts_with(note.as_str()));
                fs::write(&place, kept.collect::<Vec<_>>().join("\n") + "\n").expect("written");
            }
        }
    }

    fn calls(&mut self, line: &str) {
        self.typed += counted_command(line);
        let words = words(line.split(" # ").next().unwrap_or_default());
        match words.first().map(String::as_str) {
            Some("cd") => self.folder.push(&words[1]),
            Some("shien") => {
                let day = words.iter().position(|word| word == "--date").map(|at| words[at + 1][..10].to_owned());
                self.day = day.unwrap_or_else(|| self.day.clone());
                let run = self.runs(&words[1..]);
                assert_ne!(run.code, Some(2), "$ {line}\n{}{}", run.stdout, run.stderr);
                self.last = Some(run);
            }
            _ => panic!("a command of the guide: {line}"),
        }
    }

    fn runs<W: AsRef<std::ffi::OsStr>>(&self, words: &[W]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shien"));
        command.env_clear().env("SHIEN_AS_OF", &self.day).current_dir(&self.folder).stdin(Stdio::null());
        Run::of(command.args(words).output().expect("the program starts"))
    }

    /// What `check` says that is more than a word beside the way, but for what it must find.
    fn surprises(&self, expected: &[&str]) -> Vec<String> {
        let run = self.runs(&["check", "--print", "--format", "json"]);
        let found = run.all().into_iter().filter(|finding| finding.severity != "info");
        let found = found.filter(|finding| !expected.contains(&finding.code.as_str()));
        found
            .map(|finding| format!("{}:{} [{}] {}", finding.file, finding.line, finding.code, finding.message))
            .collect()
    }

    fn has(&self, print: &str) -> bool {
        self.folder.join("output/sora").join(print).is_file()
    }
}

/// The words of a command line; what stands between quotation marks is one.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, piece) in line.split('"').enumerate() {
        match index % 2 {
            0 => words.extend(piece.split_whitespace().map(str::to_owned)),
            _ => words.push(piece.to_owned()),
        }
    }
    words
}

/// The part of the guide between two headings.
fn part(from: &str, to: &str) -> String {
    let text = fs::read_to_string(repository().join("README.ja.md")).expect("readable");
    let start = text.find(&format!("\n{from}\n")).unwrap_or_else(|| panic!("a heading {from}"));
    let end = text[start + 1..].find(&format!("\n{to}\n")).unwrap_or_else(|| panic!("a heading {to}"));
    text[start..start + 1 + end].to_owned()
}

const FIRST: &str = "## 初めの計画を作る";
const CYCLE: &str = "### 初めの一巡";
const BEHIND: &str = "## フォルダーを作る";

#[test]
fn from_nothing_to_the_first_printed_plan_little_is_typed_but_its_texts() {
    let mut reader = Reader::new();
    let acts = acts(&part(FIRST, CYCLE));
    acts.iter().for_each(|act| reader.does(act));
    assert!(reader.has("plan-2026-03-23.pdf"), "the plan is printed: {:?}", reader.last);
    assert_eq!(reader.surprises(&[]), [""; 0], "what is written passes");
    assert!(reader.typed < 400, "{} characters are typed beside the texts", reader.typed);
}

#[test]
fn the_first_cycle_passes_and_no_text_is_typed_twice() {
    let mut reader = Reader::new();
    let acts = acts(&part(FIRST, BEHIND));
    let next = acts.iter().rposition(|act| matches!(act, Act::Call(line) if line.starts_with("shien new plan")));
    for (index, act) in acts.iter().enumerate() {
        if Some(index) == next {
            assert_eq!(reader.surprises(&[]), [""; 0], "the cycle passes before the next plan is begun");
        }
        reader.does(act);
    }
    for print in
        ["plan-2026-03-27", "assessment-2026-03-14", "meeting-2026-03-25", "monitoring-2026-09-10", "plan-2026-09-17"]
    {
        assert!(reader.has(&format!("{print}.pdf")), "{print} is printed: {:?}", reader.last);
    }
    // What the next plan carries over bears its mark until somebody has read it; a row that nobody has rewritten is told too.
    let carried = ["placeholder-left", "copied-from-previous", "monitoring-not-reflected"];
    assert_eq!(reader.surprises(&carried), [""; 0], "nothing is found but what was only carried over");
    assert_ne!(reader.surprises(&carried[1..]), [""; 0], "and its marks are found");
    assert!(reader.typed < 1_500, "{} characters are typed beside the texts", reader.typed);
    let texts = acts.iter().flat_map(texts_of);
    let long: Vec<String> = texts.filter(|text| text.chars().count() > 12 && !text.is_ascii()).collect();
    let twice: Vec<&String> =
        long.iter().filter(|text| long.iter().filter(|other| other == text).count() > 1).collect();
    assert!(twice.is_empty(), "typed twice: {twice:#?}");
}

/// The sentences that an act types.
fn texts_of(act: &Act) -> Vec<String> {
    match act {
        Act::Call(_) | Act::Clear { .. } => Vec::new(),
        Act::Replace { new, .. } => vec![new.clone()],
        Act::Fill { block, .. } => {
            let lines = block.lines().map(|line| line.trim().trim_start_matches("- "));
            // A day or an id is no text.
            let lines = lines.filter(|line| !line.split_once(": ").is_some_and(|(_, value)| value.is_ascii()));
            lines.flat_map(|line| line.split('。')).map(str::to_owned).collect()
        }
    }
}
