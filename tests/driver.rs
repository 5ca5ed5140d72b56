//! A project in a temporary folder and the real program run over it.
//!
//! `Project::new()` is the small valid project of `tests/project/`, `Project::whole()` that with `tests/whole/` over it; a
//! test changes what it is about and runs a command. It prints on a pack of its own, so that a change of a real form breaks no test that is about something
//! else. The environment is scrubbed, so that neither the machine's fonts nor its locale decide a result.

use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The day on which every test takes place, so that none turns red because a day passed.
pub(crate) const TODAY: &str = "2026-04-01";
/// The child of `tests/project/`.
pub(crate) const CHILD: &str = "cases/hana/child.yaml";
/// Its plan.
pub(crate) const PLAN: &str = "cases/hana/plan/2024-03-28.yaml";
/// The offices.
pub(crate) const OFFICE: &str = "cases/office.yaml";
/// Where the plan is printed.
pub(crate) const PLAN_PRINT: &str = "output/hana/plan-2024-03-28.pdf";

/// A project folder that is deleted when the test ends.
pub(crate) struct Project {
    root: PathBuf,
    /// Also holds what must not lie in the project: the font configuration.
    _folder: Option<TempDir>,
    fonts: PathBuf,
}

impl Project {
    /// The small valid project: an office, a child who stayed for three weeks, the draft of a plan; nothing is wrong.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().join("project");
        let fonts = folder.path().join("fonts.conf");
        // One folder that does not exist: an empty list would mean the system's own folders.
        fs::write(&fonts, "<fontconfig><dir>/nonexistent</dir></fontconfig>").expect("written");
        Self { root, fonts, _folder: Some(folder) }.overlay(&repository().join("tests/project"))
    }

    /// The same child with all that the rule book asks for: a plan with its whole trail, for half a year. The fixtures of
    /// the rules are laid over it.
    pub(crate) fn whole() -> Self {
        Self::new().overlay(&repository().join("tests/whole"))
    }

    /// The program's own repository with its samples. Tests that write give `--out`.
    pub(crate) fn samples() -> Self {
        Self { root: repository(), ..Self::new() }
    }

    /// The samples in a folder of their own, for tests that change them.
    pub(crate) fn copied() -> Self {
        let project = Self::new();
        fs::remove_dir_all(project.root().join("cases")).expect("removed");
        fs::remove_dir_all(project.root().join("templates")).expect("removed");
        let from = repository().join("cases");
        files_below(&from).into_iter().fold(project, |project, path| {
            let name = path.strip_prefix(repository()).expect("below the repository");
            project.file(name.to_str().expect("ASCII"), fs::read(&path).expect("readable"))
        })
    }

    /// A project that lies somewhere else.
    pub(crate) fn at(root: &Path) -> Self {
        Self { root: root.to_owned(), ..Self::new() }
    }

    /// The folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// With this file, added or replaced; a folder of that name goes.
    pub(crate) fn file(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        assert!(self.root != repository(), "a test may not write into the samples themselves: Project::copied()");
        let target = self.root.join(path);
        if target.is_dir() {
            fs::remove_dir_all(&target).expect("removed");
        }
        fs::create_dir_all(target.parent().expect("a file below the project")).expect("a folder");
        fs::write(&target, bytes).expect("written");
        self
    }

    /// With every file below `folder` laid over the project's own.
    pub(crate) fn overlay(self, folder: &Path) -> Self {
        let mut project = self;
        for path in files_below(folder) {
            let name = path.strip_prefix(folder).expect("below the folder");
            let bytes = fs::read(&path).expect("readable");
            project = project.file(name.to_str().expect("an ASCII name"), bytes);
        }
        project
    }

    /// With an empty folder; a file of that name goes.
    pub(crate) fn folder(self, path: &str) -> Self {
        let project = if self.root.join(path).exists() { self.remove(path) } else { self };
        fs::create_dir_all(project.root.join(path)).expect("a folder");
        project
    }

    /// Without this file or folder.
    pub(crate) fn remove(self, path: &str) -> Self {
        let target = self.root.join(path);
        let removed = if target.is_dir() { fs::remove_dir_all(&target) } else { fs::remove_file(&target) };
        removed.unwrap_or_else(|error| panic!("{path} was there: {error}"));
        self
    }

    /// With a symbolic link at `path`, in place of what was there.
    #[cfg(unix)]
    pub(crate) fn link(self, path: &str, target: &str) -> Self {
        let project = if self.root.join(path).exists() { self.remove(path) } else { self };
        std::os::unix::fs::symlink(target, project.root.join(path)).expect("a link");
        project
    }

    /// With one place of a file changed.
    pub(crate) fn edit(self, path: &str, old: &str, new: &str) -> Self {
        let text = self.text(path);
        assert_eq!(text.matches(old).count(), 1, "{old:?} stands once in {path}");
        self.file(path, text.replace(old, new))
    }

    /// A file's bytes.
    pub(crate) fn bytes(&self, path: &str) -> Vec<u8> {
        fs::read(self.root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// A file's text.
    pub(crate) fn text(&self, path: &str) -> String {
        String::from_utf8(self.bytes(path)).expect("UTF-8")
    }

    /// The line, from 1, on which `needle` first stands in a file.
    pub(crate) fn line_of(&self, path: &str, needle: &str) -> u64 {
        let text = self.text(path);
        let at = text.find(needle).unwrap_or_else(|| panic!("{needle:?} stands in {path}"));
        text[..at].matches('\n').count() as u64 + 1
    }

    /// The plan as the loader understands it, whatever is wrong with other files.
    pub(crate) fn plan(&self) -> Value {
        let case = shien::case::load_case(&shien::source::Disk::new(&self.root), "hana");
        let (_, plan) = case.plan("2024-03-28").expect("the plan is loaded");
        serde_json::to_value(plan).expect("a plan is plain data")
    }

    /// Whether something stands at a path.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.root.join(path).exists()
    }

    /// The program on this project, ready to be given arguments and run.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shien"));
        command.env_clear().env("FONTCONFIG_FILE", &self.fonts).env("SHIEN_AS_OF", TODAY);
        command.arg("--project").arg(&self.root).stdin(Stdio::null());
        command
    }

    /// Runs a command line over the project.
    pub(crate) fn run<const N: usize>(&self, arguments: [&str; N]) -> Run {
        Run::of(self.command().args(arguments).output().expect("the program starts"))
    }

    /// `check --format json`.
    pub(crate) fn check(&self) -> Run {
        self.run(["check", "--format", "json"])
    }

    /// `check --print --format json`.
    pub(crate) fn check_print(&self) -> Run {
        self.run(["check", "--print", "--format", "json"])
    }

    /// `build`.
    pub(crate) fn build(&self) -> Run {
        self.run(["build"])
    }
}

/// What the program did.
#[derive(Debug)]
pub(crate) struct Run {
    /// The exit code; none when a signal ended it.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    pub(crate) fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
        Self { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// All findings of a run with `--format json`, in its order.
    pub(crate) fn all(&self) -> Vec<Finding> {
        let report: Value =
            serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("no JSON ({error}): {self:?}"));
        report["diagnostics"].as_array().expect("a list of diagnostics").iter().map(Finding::of).collect()
    }

    /// The findings with a code.
    pub(crate) fn findings(&self, code: &str) -> Vec<Finding> {
        self.all().into_iter().filter(|finding| finding.code == code).collect()
    }

    /// The one finding with a code.
    pub(crate) fn finding(&self, code: &str) -> Finding {
        let mut found = self.findings(code);
        assert_eq!(found.len(), 1, "one `{code}` in\n{}", self.list());
        found.remove(0)
    }

    /// The findings of one file.
    pub(crate) fn findings_in(&self, file: &str) -> Vec<Finding> {
        self.all().into_iter().filter(|finding| finding.file == file).collect()
    }

    /// All findings, one a line, for a failing test's message.
    pub(crate) fn list(&self) -> String {
        self.all().iter().fold(String::new(), |mut list, finding| {
            let _ = writeln!(list, "  {}", finding.line());
            list
        })
    }
}

/// A finding as the JSON output gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) code: String,
    pub(crate) severity: String,
    pub(crate) message: String,
    pub(crate) file: String,
    pub(crate) line: u64,
    pub(crate) column: u64,
    pub(crate) help: String,
    /// File and line of each further place.
    pub(crate) labels: Vec<(String, u64)>,
}

impl Finding {
    fn of(value: &Value) -> Self {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let number = |value: &Value| value.as_u64().unwrap_or_default();
        let label = |label: &Value| (text(&label["file"]), number(&label["line"]));
        Self {
            code: text(&value["code"]),
            severity: text(&value["severity"]),
            message: text(&value["message"]),
            file: text(&value["file"]),
            line: number(&value["line"]),
            column: number(&value["column"]),
            help: text(&value["help"]),
            labels: value["labels"].as_array().into_iter().flatten().map(label).collect(),
        }
    }

    fn line(&self) -> String {
        format!(
            "{}:{}:{}: {}[{}]: {} → {}",
            self.file, self.line, self.column, self.severity, self.code, self.message, self.help
        )
    }
}

/// The program's repository.
/// What pdftotext reads in a print, page by page with a form feed behind each.
pub(crate) fn pdf_text(pdf: &Path) -> String {
    let output = Command::new("pdftotext").arg("-raw").arg(pdf).arg("-").output().expect("pdftotext of poppler-utils");
    assert!(output.status.success(), "{}: {}", pdf.display(), String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The words of a print, without white space.
pub(crate) fn pdf_words(pdf: &Path) -> String {
    pdf_text(pdf).split_whitespace().collect()
}

pub(crate) fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder, in order.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let path = entry.expect("an entry").path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}
