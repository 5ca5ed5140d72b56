//! Part of a revision, read once into memory: git's own store cannot be shared between threads, and what is missing in
//! a clone is better known before a comparison than in the middle of it.
//!
//! Links, submodules and stand-ins of other programs are no text: each is said when its file is asked for.

use crate::source::{Files, FolderEntry, Obstacle, entries_below};
use gix::bstr::ByteSlice;
use gix::object::tree::EntryKind;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// Larger contents are not read at all, only counted.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// Folders in folders, at most.
const DEEPEST: usize = 12;

/// How much of a revision is read at most. A repository that was received may be made to be read for ever.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Files and folders.
    entries: usize,
    /// The sum of what is held, in bytes.
    bytes: u64,
}

/// What one child's folder may hold: a hundred times a full one.
pub(super) const OF_A_CHILD: Limits = Limits { entries: 10_000, bytes: 64 * 1024 * 1024 };

/// What a whole office may hold.
pub(super) const OF_AN_OFFICE: Limits = Limits { entries: 400_000, bytes: 1024 * 1024 * 1024 };

/// What Git LFS keeps in git in a file's place.
const LFS: &[u8] = b"version https://git-lfs.github.com/spec/";

/// How git-crypt begins what it has encrypted.
const GIT_CRYPT: &[u8] = b"\0GITCRYPT\0";

/// Some of a project's files as they were at a revision.
#[derive(Debug)]
pub struct Snapshot {
    label: String,
    /// How messages name it: `版 main~3 1a2b3c4`.
    called: String,
    limits: Limits,
    /// What was met so far.
    entries: usize,
    bytes: u64,
    files: BTreeMap<PathBuf, Held>,
}

#[derive(Debug)]
enum Held {
    Bytes(Vec<u8>),
    TooLarge(u64),
    Blocked(Obstacle),
}

impl Snapshot {
    pub(super) fn new(label: String, called: String, limits: Limits) -> Self {
        Self { label, called, limits, entries: 0, bytes: 0, files: BTreeMap::new() }
    }

    /// The revision's name as it was given, with the commit: `main~3 1a2b3c4`.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Takes in a file, or a folder with all that is below it.
    ///
    /// # Errors
    /// When contents are missing in this clone, or there is more than the limits allow.
    pub(super) fn take(
        &mut self,
        repository: &gix::Repository,
        path: PathBuf,
        id: gix::ObjectId,
        kind: EntryKind,
    ) -> Result<(), Obstacle> {
        let called = self.called.clone();
        let missing = |_| incomplete(repository, &called);
        self.entries += 1;
        if self.entries > self.limits.entries {
            return Err(self.too_much(&path, &format!("ファイルが多すぎます(上限 {} 個)", self.limits.entries)));
        }
        match kind {
            EntryKind::Tree => {
                if path.components().count() > DEEPEST {
                    return Err(
                        self.too_much(&path, &format!("フォルダーの中のフォルダーが深すぎます(上限 {DEEPEST} 段)"))
                    );
                }
                if repository.find_header(id).map_err(missing)?.size() > MOST_BYTES {
                    return Err(self.too_much(&path, "ファイルが多すぎます"));
                }
                let tree = repository.find_tree(id).map_err(missing)?;
                for entry in tree.iter() {
                    let entry = entry.map_err(|_| incomplete(repository, &called))?;
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
            self.bytes += size;
            if self.bytes > self.limits.bytes {
                let most = self.limits.bytes / 1_048_576;
                return Err(self.too_much(&path, &format!("ファイルの大きさの合計が大きすぎます(上限 {most} MB)")));
            }
            self.hold(kind, std::mem::take(&mut repository.find_object(id).map_err(missing)?.data))
        };
        self.files.insert(path, held);
        Ok(())
    }

    /// Holds in a file's place that it is not to be had.
    pub(super) fn block(&mut self, path: PathBuf, message: &str, hint: &str) {
        let obstacle = Obstacle::new(format!("{}では{message}", self.called), hint);
        self.files.insert(path, Held::Blocked(obstacle));
    }

    fn too_much(&self, path: &Path, words: &str) -> Obstacle {
        Obstacle::new(
            format!("{}の {} で、{words}", self.called, path.display()),
            "文書でないファイル(写真や書庫など)が git に入っていないか確かめてください。ここまでで読むのをやめました",
        )
    }

    fn hold(&self, kind: EntryKind, bytes: Vec<u8>) -> Held {
        let called = &self.called;
        if kind == EntryKind::Link {
            return Held::Blocked(Obstacle::new(
                format!("{called}ではシンボリックリンク(→ {})です", bytes.to_str_lossy()),
                "過去の版のリンクの先は読みません。リンクをやめてファイルそのものを置くと、次の版からは比べられます",
            ));
        }
        if bytes.starts_with(LFS) {
            return Held::Blocked(Obstacle::new(
                format!("{called}では Git LFS に預けられていて、中身が git の中にありません"),
                "文書のファイルを .gitattributes の filter=lfs から外すと、次の版からは比べられます",
            ));
        }
        if bytes.starts_with(GIT_CRYPT) {
            return Held::Blocked(Obstacle::new(
                format!("{called}では git-crypt で暗号化されています"),
                "--rev では読めません。shien textconv --install で設定すると、git diff では読めます",
            ));
        }
        Held::Bytes(bytes)
    }

    fn is_submodule(&self) -> Obstacle {
        Obstacle::new(
            format!("{}ではサブモジュールです", self.called),
            "サブモジュールの中のフォルダーを --project に指定してください",
        )
    }
}

/// The words for contents that a clone does not hold.
pub(super) fn incomplete(repository: &gix::Repository, called: &str) -> Obstacle {
    if is_partial(repository) {
        return Obstacle::new(
            format!("{called}の中身が、この部分的な複製(partial clone)にありません"),
            "git fetch --refetch --no-filter で残りの中身を取ってから、もう一度実行してください",
        );
    }
    Obstacle::new(
        format!("{called}の中身を git から読めません"),
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

impl Snapshot {
    /// The files below a folder, without a look at the others.
    fn below<'a>(&'a self, folder: &'a Path) -> impl Iterator<Item = &'a PathBuf> {
        self.files.range(folder.to_owned()..).map(|(path, _)| path).take_while(move |path| path.starts_with(folder))
    }
}

impl Files for Snapshot {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let too_large = |size: u64| io::Error::new(io::ErrorKind::FileTooLarge, size.to_string());
        match self.files.get(path) {
            Some(Held::Bytes(bytes)) if bytes.len() as u64 > limit => Err(too_large(bytes.len() as u64)),
            Some(Held::Bytes(bytes)) => Ok(bytes.clone()),
            Some(Held::TooLarge(size)) => Err(too_large(*size)),
            Some(Held::Blocked(obstacle)) => Err(obstacle.clone().into()),
            None if self.below(path).next().is_some() => Err(io::ErrorKind::IsADirectory.into()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<FolderEntry>> {
        entries_below(self.below(folder), folder)
    }
}
