//! Files for the user to write in: put where none is, and never through a link that leads out of the project.

use super::settings::SetupError;
use super::write::{create, replace};
use crate::source::{Bounds, read_file};
use std::fs;
use std::io;
use std::path::Path;

/// What became of a file that was to be put where none is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deposit {
    /// It is written.
    Written,
    /// Something is there, and stays as it is.
    Occupied,
}

/// A list that a person keeps by hand is smaller.
const MOST_BYTES: u64 = 1024 * 1024;

/// Puts a file below a folder, where nothing is.
///
/// # Errors
/// When a link is in the way, or the system refuses.
pub fn deposit(root: &Path, path: &Path, bytes: &[u8]) -> Result<Deposit, SetupError> {
    refuse_links(root, path)?;
    match create(&root.join(path), bytes) {
        Ok(()) => Ok(Deposit::Written),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(Deposit::Occupied),
        Err(error) => Err(unwritten(&root.join(path), &error)),
    }
}

/// The text of a file that lines may be added to.
///
/// # Errors
/// When a link is in the way, or it cannot be read as text.
pub fn present_text(root: &Path, path: &Path) -> Result<String, SetupError> {
    refuse_links(root, path)?;
    let place = root.join(path);
    let unread = |words: String| {
        SetupError::new(
            format!("{} を読めません({words})", place.display()),
            "ファイルの権限と文字コードを確かめてください",
        )
    };
    let bytes = read_file(&place, MOST_BYTES).map_err(|error| unread(error.to_string()))?;
    String::from_utf8(bytes).map_err(|_| unread("UTF-8 ではありません".to_owned()))
}

/// Adds lines to the end of a file, in the file's own way to end a line; what is there stays as it is.
///
/// # Errors
/// As for [`present_text`], and when the system refuses.
pub fn add_lines(root: &Path, path: &Path, lines: &[&str]) -> Result<(), SetupError> {
    let mut text = present_text(root, path)?;
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    if !text.is_empty() && !text.ends_with('\n') {
        text.push_str(end);
    }
    lines.iter().for_each(|line| text.extend([line, end]));
    replace(&root.join(path), text.as_bytes()).map_err(|error| unwritten(&root.join(path), &error))
}

/// Refuses a path with a link on it, or in its place, that dangles or leads out of the project.
///
/// # Errors
/// Where there is one.
pub fn refuse_links(root: &Path, path: &Path) -> Result<(), SetupError> {
    let bounds = Bounds::of(root);
    let mut links =
        path.ancestors().filter(|part| fs::symlink_metadata(root.join(part)).is_ok_and(|kind| kind.is_symlink()));
    match links.find(|link| bounds.target(link).is_none()) {
        None => Ok(()),
        Some(link) => Err(SetupError::new(
            format!("{} はリンクで、先がないか、このプロジェクトのフォルダーの外にあります", root.join(link).display()),
            "リンクの先には書きません。リンクを消してから、もう一度実行してください",
        )),
    }
}

fn unwritten(place: &Path, error: &io::Error) -> SetupError {
    SetupError::new(format!("{} に書けません({error})", place.display()), "フォルダーの権限と空きを確かめてください")
}
