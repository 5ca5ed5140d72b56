//! The project's own `templates/`: which packs are in it, and what of it cannot be read.
//!
//! What cannot be read is said once, for every file, before a form is chosen: in its place the shipped form would be
//! printed, and nobody would see it.

use crate::case::MAX_BYTES;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{Files, Obstacle, Source, is_passing, is_passing_folder};
use std::io;
use std::path::Path;

/// The folder of a project that holds its own forms.
const FOLDER: &str = "templates";

/// Folders in folders that a template may name.
const DEEPEST: usize = 4;

/// What lies in the folder.
#[derive(Debug, Default)]
pub(super) struct OwnTemplates {
    /// The packs, by the names of their folders.
    pub(super) packs: Vec<String>,
    /// What cannot be read.
    pub(super) findings: Vec<Diagnostic>,
}

/// Looks at everything in the folder.
pub(super) fn look(files: &dyn Files) -> OwnTemplates {
    let folder = Path::new(FOLDER);
    let mut own = OwnTemplates::default();
    for entry in files.list(folder).into_iter().flatten() {
        if entry.is_folder && entry.name != "lib" && !is_passing_folder(&entry.name) {
            own.packs.push(entry.name);
        }
    }
    walk(files, folder, DEEPEST, &mut own.findings);
    own
}

/// Whether a path of the folder leads out of it by a link, or the folder itself to the records: a pack that was received
/// from somebody may not print them.
pub(super) fn is_stray(files: &dyn Files, path: &Path) -> bool {
    let Ok(real) = files.resolve(path) else { return false };
    let within = |folder: &str| files.resolve(Path::new(folder)).is_ok_and(|folder| real.starts_with(folder));
    !within(FOLDER) || within("cases")
}

/// Whether something stands at a path of the project, be it readable or not.
pub(super) fn is_there(files: &dyn Files, path: &Path) -> bool {
    match files.read(path, MAX_BYTES) {
        Ok(_) => true,
        Err(error) => !matches!(
            error.kind(),
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidInput
        ),
    }
}

fn walk(files: &dyn Files, folder: &Path, depth: usize, findings: &mut Vec<Diagnostic>) {
    let entries = match files.list(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return,
        Err(error) => return findings.push(unreadable(folder, &error)),
    };
    for entry in entries {
        let path = folder.join(&entry.name);
        if let Some(barrier) = &entry.blocked {
            findings.push(finding(&path, barrier.obstacle()));
        } else if is_stray(files, &path) {
            findings.push(finding(
                &path,
                Obstacle::new(
                    "リンクの先が templates/ の中ではないので、読みません",
                    "リンクを消し、様式のファイルそのものを templates/ の中に置いてください",
                ),
            ));
        } else if entry.is_folder {
            match depth.checked_sub(1) {
                Some(depth) if !is_passing_folder(&entry.name) => walk(files, &path, depth, findings),
                _ => {}
            }
        } else if !is_passing(&entry.name)
            && let Err(error) = files.read(&path, MAX_BYTES)
        {
            findings.push(unreadable(&path, &error));
        }
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    let obstacle = Obstacle::of(error).cloned().unwrap_or_else(|| {
        let (message, hint) = match error.kind() {
            io::ErrorKind::PermissionDenied => ("読む権限がありません".to_owned(), "権限を直してください"),
            io::ErrorKind::FileTooLarge => (
                format!("ファイルが大きすぎます(上限 {} MB)", MAX_BYTES / 1_048_576),
                "様式の雛形か確かめ、要らないものは templates/ の外に置いてください",
            ),
            io::ErrorKind::NotADirectory => (
                "フォルダーのあるべき所にファイルがあります".to_owned(),
                "ファイルの名前を変え、この名前のフォルダーの中に様式を置いてください",
            ),
            _ => (format!("読めません({error})"), "ファイルの状態を確かめてください"),
        };
        Obstacle::new(format!("自作の様式のファイルを使えません。{message}"), hint)
    });
    finding(path, obstacle)
}

fn finding(path: &Path, obstacle: Obstacle) -> Diagnostic {
    let place = Source::new(path, "").whole();
    let finding = Diagnostic::new(Code::FILE_UNREADABLE, place, obstacle.message).severity(Severity::Error);
    finding.help(format!("{}。内蔵の様式で代わりに印刷することはしません", obstacle.hint))
}
