//! One revision as a tree of files. Links, submodules and stand-ins of other programs are no text: each is said.

use crate::source::{Entry, Files, Obstacle};
use gix::bstr::ByteSlice;
use gix::object::tree::EntryKind;
use std::io;
use std::path::{Path, PathBuf};

/// What Git LFS keeps in git in a file's place.
const LFS: &[u8] = b"version https://git-lfs.github.com/spec/";

/// How git-crypt begins what it has encrypted.
const GIT_CRYPT: &[u8] = b"\0GITCRYPT\0";

/// The project's files at one revision.
pub struct Revision {
    repository: gix::ThreadSafeRepository,
    folder: PathBuf,
    tree: gix::ObjectId,
    name: String,
    short: String,
}

impl Revision {
    pub(super) fn new(
        repository: gix::ThreadSafeRepository,
        folder: PathBuf,
        tree: gix::ObjectId,
        name: &str,
        short: String,
    ) -> Self {
        Self { repository, folder, tree, name: name.to_owned(), short }
    }

    /// The name as it was given, with the commit: `main~3 (1a2b3c4)`.
    #[must_use]
    pub fn label(&self) -> String {
        if self.name == self.short { self.name.clone() } else { format!("{} ({})", self.name, self.short) }
    }

    /// Makes sure that everything below a folder, if it was there at all, can be read in this clone.
    ///
    /// # Errors
    /// When contents are missing, as in a partial clone.
    pub fn require(&self, folder: &Path) -> Result<(), Obstacle> {
        let repository = self.repository.to_thread_local();
        match self.find(&repository, folder) {
            Ok(Some(entry)) => self.require_object(&repository, entry.object_id(), entry.mode().is_tree()),
            Ok(None) => Ok(()),
            Err(_) => Err(self.incomplete(&repository)),
        }
    }

    fn require_object(&self, repository: &gix::Repository, id: gix::ObjectId, folder: bool) -> Result<(), Obstacle> {
        if !folder {
            return if repository.has_object(id) { Ok(()) } else { Err(self.incomplete(repository)) };
        }
        let tree = repository.find_tree(id).map_err(|_| self.incomplete(repository))?;
        for entry in tree.iter() {
            let entry = entry.map_err(|_| self.incomplete(repository))?;
            if entry.kind() != EntryKind::Commit {
                self.require_object(repository, entry.object_id(), entry.mode().is_tree())?;
            }
        }
        Ok(())
    }

    /// What is at a path of the project; an error when a folder on the way is missing in this clone.
    fn find<'a>(
        &self,
        repository: &'a gix::Repository,
        path: &Path,
    ) -> Result<Option<gix::object::tree::Entry<'a>>, gix::Error> {
        repository.find_tree(self.tree)?.lookup_entry_by_path(self.folder.join(path))
    }

    /// The words for contents that this clone does not hold.
    fn incomplete(&self, repository: &gix::Repository) -> Obstacle {
        let label = self.label();
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
}

/// Whether a remote has promised to hand out later what was left behind.
fn is_partial(repository: &gix::Repository) -> bool {
    let config = repository.config_snapshot();
    let promised = |name: &str| config.boolean(format!("remote.{name}.promisor").as_str()).unwrap_or_default();
    config.string("extensions.partialClone").is_some()
        || repository.remote_names().iter().any(|name| promised(&name.to_str_lossy()))
}

impl Files for Revision {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let repository = self.repository.to_thread_local();
        let entry = self.find(&repository, path).map_err(|_| self.incomplete(&repository))?;
        let entry = entry.ok_or(io::ErrorKind::NotFound)?;
        match entry.mode().kind() {
            EntryKind::Blob | EntryKind::BlobExecutable => {}
            EntryKind::Tree => return Err(io::ErrorKind::IsADirectory.into()),
            EntryKind::Link => {
                let target = entry.object().map(|link| link.data.to_str_lossy().into_owned()).unwrap_or_default();
                return Err(Obstacle::new(
                    format!("版 {} ではシンボリックリンク(→ {target})です", self.label()),
                    "過去の版のリンクの先は読みません。リンクをやめ、ファイルそのものを置くと、次の版からは比べられます",
                )
                .into());
            }
            EntryKind::Commit => {
                return Err(Obstacle::new(
                    format!("版 {} ではサブモジュールです", self.label()),
                    "サブモジュールの中のフォルダーを --project に指定してください",
                )
                .into());
            }
        }
        let header = repository.find_header(entry.object_id()).map_err(|_| self.incomplete(&repository))?;
        if header.size() > limit {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, header.size().to_string()));
        }
        let mut object = entry.object().map_err(|_| self.incomplete(&repository))?;
        let bytes = std::mem::take(&mut object.data);
        if bytes.starts_with(LFS) {
            return Err(Obstacle::new(
                format!("版 {} では Git LFS に預けられていて、中身が git の中にありません", self.label()),
                "文書の YAML や Markdown を .gitattributes の filter=lfs から外すと、次の版からは比べられます",
            )
            .into());
        }
        if bytes.starts_with(GIT_CRYPT) {
            return Err(Obstacle::new(
                format!("版 {} では git-crypt で暗号化されています", self.label()),
                "--rev では読めません。設定すれば git diff は読めます(shien textconv --install)",
            )
            .into());
        }
        Ok(bytes)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let repository = self.repository.to_thread_local();
        let whole = self.folder.join(folder);
        let tree = if whole.as_os_str().is_empty() {
            repository.find_tree(self.tree)
        } else {
            let entry = self.find(&repository, folder).map_err(|_| self.incomplete(&repository))?;
            let entry = entry.filter(|entry| entry.mode().is_tree()).ok_or(io::ErrorKind::NotFound)?;
            repository.find_tree(entry.object_id())
        };
        let tree = tree.map_err(|_| self.incomplete(&repository))?;
        let entries = tree.iter().filter_map(Result::ok).map(|entry| Entry {
            name: entry.filename().to_str_lossy().into_owned(),
            is_folder: entry.mode().is_tree(),
            is_dangling: false,
        });
        let mut entries: Vec<Entry> = entries.collect();
        entries.sort();
        Ok(entries)
    }
}
