//! `shien textconv`: one file as labelled lines, and the set-up by which git asks for them.
//!
//! The set-up stays in the clone (`.git/config`, `.git/info/attributes`) and touches no file that is committed: a driver
//! is a command on this machine, and a clone without it must not be told to call it. Nothing is cached
//! (`cachetextconv`): git keeps a cache until the command's words change, which a newer program does not do, and it
//! would put the children's records a second time into git's own references.
//!
//! The lines of `events.yaml` stand by themselves, so two people's are put together (`merge=union`); `check` says where
//! that went wrong.

use super::Verdict;
use super::args::TextconvArguments;
use super::terminal::Terminal;
use crate::case::MAX_BYTES;
use crate::outline::{papers, spread_events};
use crate::pipeline::SetupError;
use crate::source::Disk;
use crate::source::git::{Driver, Repository};
use crate::source::read_file;
use std::path::{Path, PathBuf};

/// Around the lines that we write into the attributes, with the project's folder behind it.
const BEGIN: &str = "# >>> shien textconv /";
const END: &str = "# <<< shien textconv /";

pub(super) fn run(
    arguments: &TextconvArguments,
    root: &dyn Fn() -> Result<PathBuf, SetupError>,
    terminal: &Terminal,
) -> Result<Verdict, SetupError> {
    match (&arguments.kind, &arguments.file) {
        _ if arguments.install => install(&root()?, terminal),
        _ if arguments.uninstall => uninstall(&root()?, terminal),
        (Some(paper), Some(file)) => {
            let bytes = read_file(file, MAX_BYTES).map_err(|error| {
                SetupError::new(
                    format!("{} を読めません({error})", file.display()),
                    "ファイルの名前と権限を確かめてください",
                )
            })?;
            terminal.text(&paper.outline(&bytes));
            Ok(Verdict::Fine)
        }
        _ => unreachable!("internal: clap asks for both or for neither"),
    }
}

fn install(root: &Path, terminal: &Terminal) -> Result<Verdict, SetupError> {
    let path = set_up(root)?;
    terminal.line("git diff、git log -p、git show が、文書を項目ごとの日本語の行で示すようにしました");
    terminal.line("events.yaml は、二人が書き足した行を、git が両方残して結合するようにしました");
    for (path, line) in spread_events(&Disk::new(root)) {
        terminal.line(&format!(
            "注意: {} の {line} 行目からの記録は 2 行以上にわたっています。結合で隣の記録と混ざるので、1 件を 1 行の - {{種類: …, 対象: …, 日付: …}} に直してください",
            path.display()
        ));
    }
    terminal.line(&format!("設定は、この複製の .git/config と {} だけに書きました", path.display()));
    terminal.line("書かれた字のまま見るには git diff --no-textconv、設定を元に戻すには shien textconv --uninstall");
    Ok(Verdict::Fine)
}

/// Writes the set-up into the clone around a project; gives the file of its attributes.
pub(super) fn set_up(root: &Path) -> Result<PathBuf, SetupError> {
    let repository = Repository::around(root)?;
    let folder = repository.folder();
    let (path, before) = repository.attributes()?;
    repository.set_drivers(&drivers(&program()?))?;
    let mut text = without_block(&before, &folder);
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(&block(&folder));
    repository.set_attributes(&text)?;
    Ok(path)
}

/// Whether the clone around a project has the set-up as this program would write it.
pub(super) fn is_set_up(root: &Path) -> Result<bool, SetupError> {
    let repository = Repository::around(root)?;
    let (_, attributes) = repository.attributes()?;
    Ok(attributes.contains(&block(&repository.folder())) && repository.has_drivers(&drivers(&program()?)))
}

fn uninstall(root: &Path, terminal: &Terminal) -> Result<Verdict, SetupError> {
    let repository = Repository::around(root)?;
    let (_, before) = repository.attributes()?;
    let text = without_block(&before, &repository.folder());
    repository.set_attributes(&text)?;
    // Another project of the same clone may still use the drivers.
    if !text.lines().any(|line| line.starts_with(BEGIN)) {
        repository.remove_drivers(&papers().iter().map(|paper| driver_name(paper.id)).collect::<Vec<_>>())?;
    }
    terminal.line("git の表示の設定を元に戻しました");
    Ok(Verdict::Fine)
}

/// This program as a word of a shell command.
fn program() -> Result<String, SetupError> {
    let unknown = |words: String| {
        SetupError::new(
            format!("shien の置き場所が分かりません({words})"),
            "shien を英数字の名前のフォルダーに置いてください",
        )
    };
    let path = std::env::current_exe().map_err(|error| unknown(error.to_string()))?;
    let path = path.to_str().ok_or_else(|| unknown(path.display().to_string()))?;
    // git's shell on Windows takes a slash everywhere, and a backslash not everywhere.
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    Ok(format!("'{}'", path.replace('\'', r"'\''")))
}

fn driver_name(kind: &str) -> String {
    format!("shien-{kind}")
}

fn drivers(program: &str) -> Vec<Driver> {
    let driver = |kind: &str| {
        // A program that was moved or removed must not stop git: the file itself is shown then.
        let command = format!("f() {{ {program} textconv --kind {kind} \"$1\" 2>/dev/null || cat \"$1\"; }}; f");
        (driver_name(kind), vec![("textconv", command), ("xfuncname", "^■ (.*)$".to_owned())])
    };
    papers().iter().map(|paper| driver(paper.id)).collect()
}

/// The lines of the attributes for a project in this folder.
fn block(folder: &str) -> String {
    let below = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let lines = papers().into_iter().map(|paper| {
        let pattern = format!("/{}{}", escape(&below), paper.pattern());
        let merge = if paper.is_line_by_line() { " merge=union" } else { "" };
        format!("{} diff={}{merge}\n", quote(&pattern), driver_name(paper.id))
    });
    format!("{BEGIN}{folder}\n{}{END}{folder}\n", lines.collect::<String>())
}

/// The text without the block of a folder. A block that has lost its end is left alone: what follows may be the user's.
fn without_block(text: &str, folder: &str) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let find = |mark: &str| lines.iter().position(|line| line.trim_end() == format!("{mark}{folder}"));
    match find(BEGIN).zip(find(END)) {
        Some((begin, end)) if begin < end => [&lines[..begin], &lines[end + 1..]].concat().concat(),
        _ => text.to_owned(),
    }
}

/// A folder's name with the marks of patterns taken literally.
fn escape(folder: &str) -> String {
    folder.chars().flat_map(|c| "\\*?[".contains(c).then_some('\\').into_iter().chain([c])).collect()
}

/// A pattern as git's attributes want it where it holds white space or quotation marks.
fn quote(pattern: &str) -> String {
    if !pattern.contains([' ', '\t', '"']) {
        return pattern.to_owned();
    }
    format!("\"{}\"", pattern.replace('\\', r"\\").replace('"', "\\\"").replace('\t', "\\t"))
}
