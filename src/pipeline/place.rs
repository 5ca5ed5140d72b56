//! Where a command may write: never over what the user wrote.
//!
//! Places are compared as they really are, with links resolved; what is not there yet stands where it would be made.

use super::settings::SetupError;
use crate::source::{Bounds, read_file};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Folders of a project that hold what users write, or what git keeps.
const KEPT: [&str; 4] = ["cases", "templates", "fonts", ".git"];

/// The folder that prints go to: the one that was asked for, or the project's `output/`.
///
/// # Errors
/// When it is, holds or lies in a folder of what users write, or is a link out of the project that nobody asked for.
pub fn output_folder(root: &Path, asked: Option<&Path>) -> Result<PathBuf, SetupError> {
    let folder = asked.map_or_else(|| root.join("output"), Path::to_path_buf);
    let place = real(&folder);
    let remedy = "ほかのフォルダーを --out で指定してください(省くと output/ に書きます)";
    for (name, kept) in kept(root) {
        let words = if place == kept {
            format!("{} は {name}/ そのものです", folder.display())
        } else if place.starts_with(&kept) {
            format!("{} は {name}/ の中にあります", folder.display())
        } else if name == "cases" && kept.starts_with(&place) {
            format!("{} の中に {name}/ があります", folder.display())
        } else {
            continue;
        };
        return Err(SetupError::new(format!("{words}。印刷したものを、書いたものと混ぜません"), remedy));
    }
    let linked = fs::symlink_metadata(&folder).is_ok_and(|kind| kind.is_symlink());
    if asked.is_none() && linked && !Bounds::of(root).holds(&place) {
        let words = format!(
            "{} はリンクで、先({})がこのプロジェクトのフォルダーの外にあります",
            folder.display(),
            place.display()
        );
        return Err(SetupError::new(words, "そこへ書くなら、その場所を --out で指定してください"));
    }
    Ok(folder)
}

/// What a file holds that is written for a user to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// A PDF.
    Pdf,
    /// A page of HTML.
    Html,
    /// JSON.
    Json,
    /// Lines for a terminal.
    Text,
    /// A list of deadlines.
    Deadlines(Deadlines),
    /// The way of some children's plans.
    Log(LogForm),
    /// A sheet of this name about a child.
    Sheet(&'static str),
}

/// The form in which the way of plans is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogForm {
    /// Sheets.
    Pdf,
    /// JSON.
    Json,
    /// Lines for a terminal.
    Text,
}

impl LogForm {
    /// Whether a file may have been written by this program in the same form.
    fn is(self, bytes: &[u8]) -> bool {
        let text = || std::str::from_utf8(bytes).unwrap_or_default();
        match self {
            Self::Pdf => is_print_of(bytes, crate::forms::LOG),
            Self::Json => serde_json::from_slice::<serde_json::Value>(bytes).is_ok_and(|json| {
                let of_child =
                    |json: &serde_json::Value| json.get("steps").is_some() && json.get("kept_until").is_some();
                let children = json.get("children").and_then(serde_json::Value::as_array);
                children.map_or_else(|| of_child(&json), |all| all.iter().all(of_child))
            }),
            Self::Text => text().lines().next().is_some_and(|line| line.ends_with(" 計画と見直し")),
        }
    }
}

/// The form of a list of deadlines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deadlines {
    /// Lines for a terminal.
    Table,
    /// JSON.
    Json,
    /// A table calculation's rows.
    Csv,
    /// A calendar.
    Ics,
    /// A page of HTML.
    Html,
}

impl Deadlines {
    /// Whether a text may have been written by this program in the same form.
    fn is(self, text: &str) -> bool {
        match self {
            Self::Table => text.contains(" 現在"),
            Self::Json => {
                let json = serde_json::from_str::<serde_json::Value>(text);
                json.is_ok_and(|json| json.get("items").is_some() && json.get("as_of").is_some())
            }
            Self::Csv => text.trim_start_matches('\u{FEFF}').starts_with("期日,残り日数,"),
            Self::Ics => text.starts_with("BEGIN:VCALENDAR\r\n") && text.contains("PRODID:-//shien//due//JA"),
            Self::Html => text.starts_with("<!DOCTYPE html>") && text.contains("<title>支援の期限"),
        }
    }
}

impl Content {
    /// Whether a file that is there may have been written by this program in the same form.
    fn is(self, bytes: &[u8]) -> bool {
        let text = || std::str::from_utf8(bytes).unwrap_or_default();
        match self {
            // The print of a document is another one.
            Self::Pdf => is_print_of(bytes, "新旧対照表"),
            Self::Html => text().starts_with("<!DOCTYPE html>") && text().contains("新旧対照表"),
            Self::Json => serde_json::from_slice::<serde_json::Value>(bytes).is_ok_and(|json| {
                json.get("child").is_some() && (json.get("changes").is_some() || json.get("comparisons").is_some())
            }),
            Self::Text => text()
                .lines()
                .next()
                .is_some_and(|line| line.contains("新旧対照") || line.contains("旧:") && line.contains("新:")),
            Self::Deadlines(form) => form.is(text()),
            Self::Log(form) => form.is(bytes),
            Self::Sheet(title) => is_print_of(bytes, title.split('(').next().unwrap_or(title)),
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Pdf => "PDF の新旧対照表",
            Self::Html => "HTML の新旧対照表",
            Self::Json => "比較の JSON",
            Self::Text => "比較の文",
            Self::Deadlines(_) => "期限の一覧",
            Self::Log(_) => "支援計画の経過",
            Self::Sheet(title) => title,
        }
    }
}

/// Whether a PDF was printed here, and has these words in its title.
fn is_print_of(bytes: &[u8], title: &str) -> bool {
    bytes.starts_with(b"%PDF-") && contains(bytes, b"CreatorTool>shien ") && contains(bytes, title.as_bytes())
}

fn contains(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|part| part == words)
}

/// Larger files are none that were written here.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// Whether a file that a command line names may be written: nothing is there, or what this program wrote before in the
/// same form.
///
/// # Errors
/// When it lies in a folder of what users write, or something else is there.
pub fn overwritable(root: &Path, file: &Path, content: Content) -> Result<(), SetupError> {
    let place = real(file);
    let remedy = "--out に、ほかの場所かまだない名前を指定してください";
    if let Some((name, _)) = kept(root).into_iter().find(|(_, kept)| place.starts_with(kept)) {
        let words = format!("{} は {name}/ の中にあるので、書きません", file.display());
        return Err(SetupError::new(words, remedy));
    }
    let Ok(there) = fs::symlink_metadata(file) else { return Ok(()) };
    let words = if there.is_dir() {
        format!("{} はフォルダーです", file.display())
    } else if !there.is_file() {
        format!("{} は普通のファイルではないので(リンクや装置など)、書きません", file.display())
    } else if there.len() > 0 && !read_file(file, MOST_BYTES).is_ok_and(|bytes| content.is(&bytes)) {
        format!("{} はもうあり、shien が書いた{}ではないので、上書きしません", file.display(), content.label())
    } else {
        return Ok(());
    };
    Err(SetupError::new(words, remedy))
}

/// The real places of what users write, and of the folder in which git keeps it.
fn kept(root: &Path) -> Vec<(&'static str, PathBuf)> {
    let mut kept: Vec<(&str, PathBuf)> = KEPT.into_iter().map(|name| (name, real(&root.join(name)))).collect();
    // The clone may begin above the project.
    let above = real(root).ancestors().map(|folder| folder.join(".git")).find(|git| git.exists());
    kept.extend(above.map(|git| (".git", git)));
    kept
}

/// A path with its links resolved, as far as it is there; the rest as it is written.
fn real(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut real = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => drop(real.pop()),
            Component::CurDir => {}
            part => real.push(part),
        }
        if let Ok(resolved) = fs::canonicalize(&real) {
            real = resolved;
        }
    }
    real
}
