//! The step find: which files of a child's folder are read, and as what. Nothing is opened; what is passed over and should
//! not be is said.

use super::entry::{barred, copied, file_copy, is_passed, list, note};
use super::file_names::{CHILD_FILE, EVENTS_FILE};
use super::kind::Kind;
use super::kinds::KINDS;
use super::misnamed::{dated_name, is_misnamed, meant_name, wrong_name};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::record;
use crate::source::{Files, FolderEntry};
use std::path::{Path, PathBuf};

/// What lies in a child's folder.
#[derive(Debug)]
pub struct Folder {
    pub(super) id: String,
    pub(super) files: Vec<FoundFile>,
    pub(super) findings: Vec<Diagnostic>,
}

/// A file, and as what it is read.
#[derive(Debug)]
pub(super) struct FoundFile {
    pub(super) path: PathBuf,
    pub(super) role: FileRole,
    /// Whether it is there under a name that is not read: it is known to be there, and that is all.
    pub(super) misnamed: bool,
}

/// What a file of a child is.
#[derive(Debug)]
pub(super) enum FileRole {
    /// `child.yaml`.
    Child,
    /// `events.yaml`.
    Events,
    /// A document of a kind.
    Document {
        /// The kind.
        kind: &'static Kind,
        /// The name as it stands.
        name: String,
        /// The name that it was meant to have, where its own is a date in another notation.
        meant: Option<String>,
    },
}

/// Finds the files of a child.
#[must_use]
pub fn find_files(files: &dyn Files, id: &str) -> Folder {
    let root = Path::new("cases").join(id);
    let mut search = FolderSearch { files, root: &root, found: Vec::new(), findings: Vec::new() };
    search.check_name(id, &root);
    search.place("");
    // It is missed where it is not there.
    if !search.found.iter().any(|file| matches!(file.role, FileRole::Child)) {
        search.add(root.join(CHILD_FILE), FileRole::Child);
    }
    let FolderSearch { found, findings, .. } = search;
    Folder { id: id.to_owned(), files: found, findings }
}

struct FolderSearch<'a> {
    files: &'a dyn Files,
    root: &'a Path,
    found: Vec<FoundFile>,
    findings: Vec<Diagnostic>,
}

impl FolderSearch<'_> {
    fn add(&mut self, path: PathBuf, role: FileRole) {
        self.found.push(FoundFile { path, role, misnamed: false });
    }

    fn add_misnamed(&mut self, path: PathBuf, role: FileRole, wanted: &str) {
        self.findings.push(wrong_name(&path, wanted));
        self.found.push(FoundFile { path, role, misnamed: true });
    }

    /// What lies in a part of the child's folder: `place` is "" for the folder itself, or `consult`.
    fn place(&mut self, place: &str) {
        let folder = if place.is_empty() { self.root.to_owned() } else { self.root.join(place) };
        let entries = list(self.files, &folder, &mut self.findings);
        for entry in &entries {
            let path = folder.join(&entry.name);
            let copy = file_copy(&entry.name, &entries).filter(|_| !entry.is_folder);
            if let Some(copy) = copy.filter(|copy| known_names(place, false).contains(&copy.original)) {
                self.findings.push(copied(&path, &copy, &entries));
            } else if let Some((role, wanted)) = misnamed_as(place, entry, &entries) {
                self.add_misnamed(path, role, &wanted);
            } else if place.is_empty() && entry.name == CHILD_FILE {
                self.add(path, FileRole::Child);
            } else if place.is_empty() && entry.name == EVENTS_FILE {
                self.add(path, FileRole::Events);
            } else if !is_passed(entry) {
                self.entry(place, entry, path);
            }
        }
    }

    /// An entry that is no file of its own kind.
    fn entry(&mut self, place: &str, entry: &FolderEntry, path: PathBuf) {
        let here = if place.is_empty() { entry.name.clone() } else { format!("{place}/{}", entry.name) };
        let kind = KINDS.iter().copied().find(|kind| kind.folder == here && kind.file.is_none());
        if let Some(barrier) = &entry.blocked {
            self.findings.push(barred(&path, barrier));
            return;
        }
        match (kind, entry.is_folder) {
            (Some(kind), true) => self.documents(kind, &path),
            (None, true) if places(&here).next().is_some() => self.place(&here),
            (Some(_), false) => {
                let message = "フォルダーのあるべき所にファイルがあります";
                self.findings.push(
                    note(&path, Code::FILE_UNREADABLE, Severity::Error, message)
                        .help("ファイルの名前を変え、この名前のフォルダーの中に日付の名前で置いてください"),
                );
            }
            (None, is_folder) => match KINDS.iter().copied().find(|kind| !is_folder && is_file_of(kind, &here)) {
                Some(kind) => self.add_document(kind, kind.file.unwrap_or_default(), None, path),
                None => self.findings.push(unknown(&path, &entry.name, known_names(place, is_folder))),
            },
        }
    }

    /// The documents of a kind in their folder.
    fn documents(&mut self, kind: &'static Kind, folder: &Path) {
        let entries = list(self.files, folder, &mut self.findings);
        for entry in &entries {
            let path = folder.join(&entry.name);
            if let Some(copy) = file_copy(&entry.name, &entries).filter(|_| !entry.is_folder) {
                self.findings.push(copied(&path, &copy, &entries));
            } else if !is_passed(entry) {
                self.dated(kind, entry, &entries, path);
            }
        }
    }

    fn dated(&mut self, kind: &'static Kind, entry: &FolderEntry, entries: &[FolderEntry], path: PathBuf) {
        let ending = kind.format.extension();
        match entry.name.rsplit_once('.') {
            _ if entry.name.starts_with('.') => {
                let finding = note(&path, Code::FILE_UNKNOWN, Severity::Warning, "名前が「.」で始まるので、読みません");
                self.findings.push(finding.help("読ませるなら先頭の「.」を取り、要らないファイルなら消してください"));
            }
            Some((stem, extension)) if extension == ending => {
                self.add_document(kind, stem, dated_name(stem, entries, kind), path);
            }
            _ if entry.blocked.is_some() => {
                self.findings.extend(entry.blocked.iter().map(|barrier| barred(&path, barrier)));
            }
            // It is there, and is not read: whoever names it names something.
            Some((stem, _)) if !entry.is_folder && meant_name(stem, entries, kind).is_some() => {
                let name = meant_name(stem, entries, kind).unwrap_or(stem);
                let role = FileRole::Document { kind, name: name.to_owned(), meant: None };
                self.add_misnamed(path, role, &format!("{name}.{ending}"));
            }
            _ => {
                let message = format!("{} のファイルではありません", kind.title);
                let finding = note(&path, Code::FILE_UNKNOWN, Severity::Warning, message);
                self.findings.push(finding.help(format!(
                    "{}.{ending} のような名前にしてください。この名前のままでは読みません",
                    kind.example()
                )));
            }
        }
    }

    fn add_document(&mut self, kind: &'static Kind, name: &str, meant: Option<String>, path: PathBuf) {
        self.check_name(name, &path);
        self.add(path, FileRole::Document { kind, name: name.to_owned(), meant });
    }

    fn check_name(&mut self, name: &str, path: &Path) {
        if !name.is_ascii() {
            let message = format!("名前「{name}」に英数字でない文字があります");
            self.findings.push(note(path, Code::FILE_UNKNOWN, Severity::Warning, message).help(
                "半角の英数字とハイフンにしてください。濁点の扱いが機械によって違い、git が同じ名前と見ないことがあります",
            ));
        }
    }
}

/// The file of which there is one that an entry was meant to be, with the name that it should have.
fn misnamed_as(place: &str, entry: &FolderEntry, entries: &[FolderEntry]) -> Option<(FileRole, String)> {
    if entry.is_folder {
        return None;
    }
    let is_meant = |wanted: &str| is_misnamed(&entry.name, wanted, entries);
    match place {
        "" if is_meant(CHILD_FILE) => return Some((FileRole::Child, CHILD_FILE.to_owned())),
        "" if is_meant(EVENTS_FILE) => return Some((FileRole::Events, EVENTS_FILE.to_owned())),
        _ => {}
    }
    let single = KINDS.iter().copied().filter(|kind| kind.folder == place);
    let mut named = single.filter_map(|kind| Some((kind, kind.file?, file_of(kind)?)));
    let (kind, name, wanted) = named.find(|(.., wanted)| is_meant(wanted))?;
    Some((FileRole::Document { kind, name: name.to_owned(), meant: None }, wanted))
}

/// The folders of kinds, and the folders of single files, that lie below a place.
fn places(place: &str) -> impl Iterator<Item = &'static str> {
    let below = move |kind: &&Kind| {
        let rest = kind.folder.strip_prefix(place);
        rest.is_some_and(|rest| place.is_empty() || rest.starts_with('/') || (rest.is_empty() && kind.file.is_some()))
    };
    KINDS.iter().copied().filter(below).map(|kind| kind.folder)
}

/// The file's name of a kind of which a child has one paper.
fn file_of(kind: &Kind) -> Option<String> {
    Some(format!("{}.{}", kind.file?, kind.format.extension()))
}

fn is_file_of(kind: &Kind, path: &str) -> bool {
    file_of(kind).is_some_and(|file| path == format!("{}/{file}", kind.folder))
}

/// The names that may stand directly in a place.
fn known_names(place: &str, folders: bool) -> Vec<String> {
    let depth = if place.is_empty() { 0 } else { place.split('/').count() };
    let mut names: Vec<String> = match folders {
        true => places(place).filter_map(|folder| folder.split('/').nth(depth)).map(str::to_owned).collect(),
        false if place.is_empty() => vec![CHILD_FILE.to_owned(), EVENTS_FILE.to_owned()],
        false => KINDS.iter().filter(|kind| kind.folder == place).filter_map(|kind| file_of(kind)).collect(),
    };
    let mut seen = Vec::new();
    names.retain(|name| {
        !seen.contains(name) && {
            seen.push(name.clone());
            true
        }
    });
    names
}

fn unknown(path: &Path, name: &str, known: Vec<String>) -> Diagnostic {
    let help = match record::nearest(name, known.iter().map(String::as_str)) {
        Some(near) => format!("`{near}` ではありませんか。この名前のままでは読みません"),
        None => format!("ここに置けるもの: {}。この名前のままでは読みません", known.join("、")),
    };
    note(path, Code::FILE_UNKNOWN, Severity::Warning, format!("`{name}` は知らない名前です")).help(help)
}
