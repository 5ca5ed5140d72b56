//! What lies in a folder: what of it is passed over, what is not followed, what is a copy. The words for all of it.

use super::second_copy::{self, Copy};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{Barrier, Files, FolderEntry, Source, is_passing, is_passing_folder};
use std::io;
use std::path::{Path, PathBuf};

/// The entries of a folder; one that cannot be read is said, and is never taken for an empty one.
pub(super) fn list(files: &dyn Files, folder: &Path, findings: &mut Vec<Diagnostic>) -> Vec<FolderEntry> {
    files.list(folder).unwrap_or_else(|error| {
        let reason = match error.kind() {
            io::ErrorKind::PermissionDenied => "フォルダーを開く権限がありません。中の文書を読んでいません".to_owned(),
            _ => format!("フォルダーを読めません({error})。中の文書を読んでいません"),
        };
        let finding = note(folder, Code::FILE_UNREADABLE, Severity::Error, reason);
        findings.push(finding.help("フォルダーの権限とリンクを確かめてください"));
        Vec::new()
    })
}

/// Whether an entry is passed over in silence.
pub(super) fn is_passed(entry: &FolderEntry) -> bool {
    if entry.is_folder { is_passing_folder(&entry.name) } else { is_passing(&entry.name) }
}

/// What the name of a file tells about a copy. A number alone makes one only where there is an original.
pub(super) fn file_copy(name: &str, siblings: &[FolderEntry]) -> Option<Copy> {
    second_copy::of_file(name).filter(|copy| {
        let is_text = [".yaml", ".yml", ".md"].iter().any(|ending| name.ends_with(ending));
        // An editor's backup of a text that is gone is no text of the user's.
        is_text || siblings.iter().any(|entry| entry.name == copy.original)
    })
}

/// The same for a child's folder.
pub(super) fn folder_copy(name: &str, siblings: &[FolderEntry]) -> Option<Copy> {
    second_copy::of_folder(name)
        .filter(|copy| siblings.iter().any(|entry| entry.is_folder && entry.name == copy.original))
}

pub(super) const COPY: Code = Code::COPY_OF_FILE;

/// The finding about a file or folder that is not followed. What would be read a second time is not missed.
pub(super) fn barred(path: &Path, barrier: &Barrier) -> Diagnostic {
    let obstacle = barrier.obstacle();
    let (code, severity) = match barrier {
        Barrier::Loop(_) => (Code::FILE_UNKNOWN, Severity::Warning),
        _ => (Code::FILE_UNREADABLE, Severity::Error),
    };
    note(path, code, severity, obstacle.message).help(obstacle.hint)
}

/// The finding about a file or folder whose name is that of a copy.
pub(super) fn copied(path: &Path, copy: &Copy, siblings: &[FolderEntry]) -> Diagnostic {
    let Copy { original, maker } = copy;
    let there = siblings.iter().any(|entry| entry.name == *original);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let message = match there {
        true => format!("「{name}」は `{original}` のコピーです({maker}が付ける名前)。文書としては読みません"),
        false => format!("「{name}」は `{original}` のコピーの名前です({maker}が付ける名前)。文書としては読みません"),
    };
    let help = match there {
        true => format!(
            "二つの中身を見比べ、要る内容を `{original}` にまとめてから、こちらを消すか cases/ の外へ移してください"
        ),
        false => format!("`{original}` はありません。この内容を使うなら、名前を `{original}` に変えてください"),
    };
    note(path, COPY, Severity::Warning, message).help(help)
}

/// A finding about a file or folder as a whole.
pub(super) fn note(path: &Path, code: Code, severity: Severity, message: impl Into<String>) -> Diagnostic {
    let source = Source::new(PathBuf::from(path), "");
    Diagnostic::new(code, source.whole(), message).severity(severity)
}
