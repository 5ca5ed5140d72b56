//! Files as they were at a git revision: the clone that a project lies in, and one revision of it as a tree of files.
//!
//! What git can lack is told apart, because each lack has another remedy: no repository, no such name, a shallow clone
//! (history was left behind), a partial clone (contents were left behind).

mod index;
mod settings;
mod snapshot;

pub use settings::Driver;
pub use snapshot::Snapshot;

use super::Obstacle;
use gix::bstr::ByteSlice;
use gix::revision::plumbing::Spec;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Branches and tags that a message names, at most.
const NAMES_SHOWN: usize = 6;

/// The clone that a project's folder lies in.
#[derive(Debug)]
pub struct Repository {
    repository: gix::Repository,
    /// The project's folder below the working tree's root; empty where they are the same.
    folder: PathBuf,
}

impl Repository {
    /// The clone around a project's folder.
    ///
    /// # Errors
    /// When there is none, or git's own files cannot be read.
    pub fn around(project: &Path) -> Result<Self, Obstacle> {
        let unreadable = |words: String| {
            Obstacle::new(
                format!("git のリポジトリを読めません({words})"),
                "git status が動くか確かめてください。動くなら、この形のリポジトリにはまだ対応していません",
            )
        };
        let project = project.canonicalize().map_err(|error| unreadable(error.to_string()))?;
        let repository = gix::discover(&project).map_err(|error| {
            match project.ancestors().any(|folder| folder.join(".git").exists()) {
                true => unreadable(error.to_string()),
                false => Obstacle::new(
                    format!("{} は git で管理されていません", project.display()),
                    "--rev、--staged、--changed-since は git のリポジトリの中で使います。ファイルの日付で比べるなら、--rev を付けずに日付を指定してください",
                ),
            }
        })?;
        if repository.git_dir_trust() != gix::sec::Trust::Full {
            return Err(strangers(&repository));
        }
        let root = repository.workdir().map(Path::to_path_buf);
        let root = root.and_then(|root| root.canonicalize().ok()).ok_or_else(|| {
            Obstacle::new(
                "作業用のフォルダーを持たない(bare の)git のリポジトリです",
                "git clone したフォルダーの中で実行してください",
            )
        })?;
        let folder = project.strip_prefix(&root).map_err(|_| unreadable(root.display().to_string()))?.to_path_buf();
        Ok(Self { repository, folder })
    }

    /// Files as they were at a revision, named as git understands it: a branch, a tag, a hash, `HEAD~3`.
    ///
    /// Each of `paths`, below the project, is taken with all that is below it; one that was not there is left out.
    ///
    /// # Errors
    /// When there is no such revision, or it lies beyond what this clone holds.
    pub fn snapshot(&self, name: &str, paths: &[&Path]) -> Result<Snapshot, Obstacle> {
        let commit = self.commit(name)?;
        let short = commit.id().shorten_or_id().to_string();
        let label = if name == short { short } else { format!("{name} {short}") };
        let called = format!("版 {label} ");
        let missing = |_| snapshot::incomplete(&self.repository, &called);
        let tree = commit.tree().map_err(missing)?;
        let mut snapshot = Snapshot::new(label.clone(), called.clone(), snapshot::OF_A_CHILD);
        for path in paths {
            if let Some(entry) = tree.lookup_entry_by_path(self.folder.join(path)).map_err(missing)? {
                snapshot.take(&self.repository, path.to_path_buf(), entry.object_id(), entry.mode().kind())?;
            }
        }
        Ok(snapshot)
    }

    /// When a revision was committed, by the clock of whoever did; the beginning of 1970 where it does not tell.
    ///
    /// # Errors
    /// When there is no such revision.
    pub fn committed(&self, name: &str) -> Result<SystemTime, Obstacle> {
        let seconds = self.commit(name)?.time().map_or(0, |time| time.seconds);
        let since = Duration::from_secs(seconds.unsigned_abs());
        let at = if seconds < 0 { UNIX_EPOCH.checked_sub(since) } else { UNIX_EPOCH.checked_add(since) };
        Ok(at.unwrap_or(UNIX_EPOCH))
    }

    /// The names of the folders in a folder of a revision; none where it was not there.
    ///
    /// # Errors
    /// When there is no such revision, or it lies beyond what this clone holds.
    pub fn folders(&self, name: &str, folder: &Path) -> Result<Vec<String>, Obstacle> {
        let commit = self.commit(name)?;
        let called = format!("版 {name} ");
        let missing = |_| snapshot::incomplete(&self.repository, &called);
        let tree = commit.tree().map_err(missing)?;
        let Some(entry) = tree.lookup_entry_by_path(self.folder.join(folder)).map_err(missing)? else {
            return Ok(Vec::new());
        };
        if !entry.mode().is_tree() {
            return Ok(Vec::new());
        }
        let tree = self.repository.find_tree(entry.object_id()).map_err(missing)?;
        let folders = tree.iter().filter_map(Result::ok).filter(|entry| entry.mode().is_tree());
        Ok(folders.map(|entry| entry.filename().to_str_lossy().into_owned()).collect())
    }

    fn commit(&self, name: &str) -> Result<gix::Commit<'_>, Obstacle> {
        let repository = &self.repository;
        if repository.head().is_ok_and(|head| head.is_unborn()) {
            return Err(Obstacle::new(
                "この git のリポジトリには、まだコミットがありません",
                "git add と git commit で一度記録してから比べてください",
            ));
        }
        let spec = repository.rev_parse(name.as_bytes().as_bstr());
        let spec = spec.map_err(|error| unresolved(repository, name, &error))?;
        let Spec::Include(id) = spec.detach() else {
            return Err(Obstacle::new(
                format!("`{name}` は一つの版を指していません"),
                "HEAD~1..HEAD のように、二つの版の名前を「..」でつないでください",
            ));
        };
        let object = repository.find_object(id).map_err(|error| unresolved(repository, name, &error))?;
        object.peel_to_commit().map_err(|_| {
            Obstacle::new(
                format!("`{name}` は版(コミット)ではありません"),
                "ブランチ、タグ、コミットの名前を指定してください。git log --oneline で見られます",
            )
        })
    }
}

/// A repository of another user of the machine, which git refuses as well: its settings may start programs.
fn strangers(repository: &gix::Repository) -> Obstacle {
    let folder = repository.workdir().unwrap_or_else(|| repository.git_dir());
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let shown = folder.display();
    Obstacle::new(
        format!("{shown} の git のリポジトリは、このパソコンの別の利用者のものです。git も、そのままでは使いません"),
        format!(
            "持ち主を確かめ、信用してよければ git config --global --add safe.directory '{shown}' を実行してください"
        ),
    )
}

/// Why a name leads to no revision. The base of the name (`main` of `main~3`) tells a wrong name from a short history.
fn unresolved(repository: &gix::Repository, name: &str, error: &gix::Error) -> Obstacle {
    use gix::revision::spec::parse::Error;
    if let Some(Error::AmbiguousPrefix { candidates, .. }) = error.downcast_any_ref::<Error>() {
        let candidates: Vec<String> = candidates.iter().map(|(prefix, _)| prefix.to_string()).collect();
        return Obstacle::new(
            format!("`{name}` で始まるものが {} つあります", candidates.len()),
            format!("もう少し長く書いてください: {}", candidates.join("、")),
        );
    }
    let base = name.split(['~', '^', '@', ':']).next().unwrap_or_default();
    let base = if base.is_empty() { "HEAD" } else { base };
    let base_known = base != name && repository.rev_parse_single(base.as_bytes().as_bstr()).is_ok();
    let shallow = repository.is_shallow().unwrap_or_default();
    match (base_known, shallow) {
        (_, true) => Obstacle::new(
            format!("版 `{name}` はこの浅い複製(shallow clone)にありません。途中までの歴史しか持っていません"),
            "git fetch --unshallow で残りの歴史を取ってから、もう一度実行してください",
        ),
        (true, false) => {
            let back = name.contains(['~', '^']);
            let words = if back {
                "からそこまで遡れません"
            } else {
                "に、それに当たるものがありません"
            };
            Obstacle::new(
                format!("版 `{name}` はありません。`{base}` {words}"),
                "git log --oneline で、いくつ前まであるかを確かめてください",
            )
        }
        (false, false) => {
            let names = names(repository);
            let known = if names.is_empty() { String::new() } else { format!("(あるもの: {})", names.join("、")) };
            Obstacle::new(
                format!("版 `{name}` はありません"),
                format!("ブランチ、タグ、コミットの名前を指定してください{known}。git log --oneline でも見られます"),
            )
        }
    }
}

/// A few names that would do.
fn names(repository: &gix::Repository) -> Vec<String> {
    let Ok(platform) = repository.references() else { return Vec::new() };
    let branches = platform.local_branches().into_iter().flatten();
    let tags = platform.tags().into_iter().flatten();
    let references = branches.chain(tags).filter_map(Result::ok);
    references.map(|reference| reference.name().shorten().to_string()).take(NAMES_SHOWN).collect()
}
