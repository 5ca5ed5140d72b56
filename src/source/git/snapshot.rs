//! Part of a revision, read once into memory: git's own store cannot be shared between threads, and what is missing in
//! a clone is better known before a comparison than in the middle of it.
//!
//! Links, submodules and stand-ins of other programs are no text: each is said when its file is asked for.

use crate::source::{Entry, Files, Obstacle, entries_below};
use gix::bstr::ByteSlice;
use gix::object::tree::EntryKind;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// Larger contents are not read at all, only counted.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// What Git LFS keeps in git in a file's place.
const LFS: &[u8] = b"version https://git-lfs.github.com/spec/";

/// How git-crypt begins what it has encrypted.
const GIT_CRYPT: &[u8] = b"\0GITCRYPT\0";

/// Some of a project's files as they were at a revision.
#[derive(Debug)]
pub struct Snapshot {
    label: String,
    files: BTreeMap<PathBuf, Held>,
}

#[derive(Debug)]
enum Held {
    Bytes(Vec<u8>),
    TooLarge(u64),
    Blocked(Obstacle),
}

impl Snapshot {
    pub(super) fn new(label: String) -> Self {
        Self { label, files: BTreeMap::new() }
    }

    /// The revision's name as it was given, with the commit: `main~3 1a2b3c4`.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Takes in a file, or a folder with all that is below it.
    ///
    /// # Errors
    /// When contents are missing in this clone.
    pub(super) fn take(
        &mut self,
        repository: &gix::Repository,
        path: PathBuf,
        id: gix::ObjectId,
        kind: EntryKind,
    ) -> Result<(), Obstacle> {
        let missing = |_| incomplete(repository, &self.label);
        match kind {
            EntryKind::Tree => {
                let tree = repository.find_tree(id).map_err(missing)?;
                for entry in tree.iter() {
                    let entry = entry.map_err(|_| incomplete(repository, &self.label))?;
                    let path = path.join(entry.filename().to_str_lossy().as_ref());
                    self.take(repository, path, entry.object_id(), entry.kind())?;
                }
                return Ok(());
            }
            EntryKind::Commit => {
                self.files.insert(path, Held::Blocked(self.is_submodule()));
                return Ok(());
            }
            EntryKind::Blob | EntryKind::BlobExecutable | EntryKind::Link => {}
        }
        let size = repository.find_header(id).map_err(missing)?.size();
        let held = if size > MOST_BYTES {
            Held::TooLarge(size)
        } else {
            self.hold(kind, std::mem::take(&mut repository.find_object(id).map_err(missing)?.data))
        };
        self.files.insert(path, held);
        Ok(())
    }

    fn hold(&self, kind: EntryKind, bytes: Vec<u8>) -> Held {
        let label = &self.label;
        if kind == EntryKind::Link {
            return Held::Blocked(Obstacle::new(
                format!("版 {label} ではシンボリックリンク(→ {})です", bytes.to_str_lossy()),
                "過去の版のリンクの先は読みません。リンクをやめてファイルそのものを置くと、次の版からは比べられます",
            ));
        }
        if bytes.starts_with(LFS) {
            return Held::Blocked(Obstacle::new(
                format!("版 {label} では Git LFS に預けられていて、中身が git の中にありません"),
                "文書のファイルを .gitattributes の filter=lfs から外すと、次の版からは比べられます",
            ));
        }
        if bytes.starts_with(GIT_CRYPT) {
            return Held::Blocked(Obstacle::new(
                format!("版 {label} では git-crypt で暗号化されています"),
                "--rev では読めません。shien textconv --install で設定すると、git diff では読めます",
            ));
        }
        Held::Bytes(bytes)
    }

    fn is_submodule(&self) -> Obstacle {
        Obstacle::new(
            format!("版 {} ではサブモジュールです", self.label),
            "サブモジュールの中のフォルダーを --project に指定してください",
        )
    }
}

/// The words for contents that a clone does not hold.
pub(super) fn incomplete(repository: &gix::Repository, label: &str) -> Obstacle {
    if is_partial(repository) {
        return Obstacle::new(
            format!("版 {label} の中身が、この部分的な複製(partial clone)にありません"),
            "git fetch --refetch --no-filter で残りの中身を取ってから、もう一度実行してください",
        );
    }
    Obstacle::new(
        format!("版 {label} の中身を git から読めません"),
        "git fsck でリポジトリが壊れていないか確かめ、壊れていれば git clone し直してください",
    )
}

/// Whether a remote has promised to hand out later what was left behind.
fn is_partial(repository: &gix::Repository) -> bool {
    let config = repository.config_snapshot();
    let promised = |name: &str| config.boolean(format!("remote.{name}.promisor").as_str()).unwrap_or_default();
    config.string("extensions.partialClone").is_some()
        || repository.remote_names().iter().any(|name| promised(&name.to_str_lossy()))
}

impl Files for Snapshot {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let too_large = |size: u64| io::Error::new(io::ErrorKind::FileTooLarge, size.to_string());
        match self.files.get(path) {
            Some(Held::Bytes(bytes)) if bytes.len() as u64 > limit => Err(too_large(bytes.len() as u64)),
            Some(Held::Bytes(bytes)) => Ok(bytes.clone()),
            Some(Held::TooLarge(size)) => Err(too_large(*size)),
            Some(Held::Blocked(obstacle)) => Err(obstacle.clone().into()),
            None if self.files.keys().any(|file| file.starts_with(path)) => Err(io::ErrorKind::IsADirectory.into()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        entries_below(self.files.keys(), folder)
    }
}
