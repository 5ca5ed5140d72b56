//! How far a project reaches: what lies behind a path, and where a link may lead.
//!
//! A received folder may hold a link to anything on the machine. A link is followed when its target lies below the
//! project's folder, or below the target of `cases/` where that is a link itself; one that leads into a folder that is
//! being read already would never end.

use super::Obstacle;
use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Component, Path, PathBuf};

/// The folder of a project with its real place, and the real place of its `cases/`.
#[derive(Debug, Clone)]
pub struct Bounds {
    root: PathBuf,
    inside: Vec<PathBuf>,
}

/// Why something that lies in a folder is not read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Barrier {
    /// A link to itself or to something that is gone.
    Dangling,
    /// A link to this place, outside of the project.
    Outside(PathBuf),
    /// A link to this folder, which is being read already.
    Loop(PathBuf),
    /// A pipe, a device or the like.
    Special,
}

impl Barrier {
    /// What is wrong, and what to do.
    #[must_use]
    pub fn obstacle(&self) -> Obstacle {
        match self {
            Self::Dangling => Obstacle::new(
                "リンクの先がありません(輪になっているか、消されています)",
                "リンクを消し、ファイルやフォルダーそのものを置いてください",
            ),
            Self::Outside(target) => Obstacle::new(
                format!("リンクの先({})がこのプロジェクトのフォルダーの外にあるので、読みません", target.display()),
                "リンクを消し、ファイルやフォルダーそのものをここに置いてください",
            ),
            Self::Loop(target) => Obstacle::new(
                format!("リンクの先が、いま読んでいる途中のフォルダー({})なので、たどりません", target.display()),
                "このリンクは要りません。消してください",
            ),
            Self::Special => Obstacle::new(
                "普通のファイルではありません(パイプや装置など)",
                "消すか、テキストファイルに置き換えてください",
            ),
        }
    }
}

/// What keeps a path from being read.
#[derive(Debug)]
pub(super) enum Stop {
    /// The system's own reason.
    Io(io::Error),
    /// Ours.
    Barred(Barrier),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<Stop> for io::Error {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Io(error) => error,
            Stop::Barred(barrier) => barrier.obstacle().into(),
        }
    }
}

impl Bounds {
    /// The bounds of the project at a folder, as its links are now.
    #[must_use]
    pub fn of(root: &Path) -> Self {
        let mut inside = Vec::new();
        if let Ok(real) = fs::canonicalize(root) {
            let cases = root.join("cases");
            let linked = fs::symlink_metadata(&cases).is_ok_and(|kind| kind.is_symlink());
            // Somebody may have moved the records to a share. A folder above the project is no such place.
            let target = fs::canonicalize(&cases).ok().filter(|target| linked && !real.starts_with(target));
            inside.push(real);
            inside.extend(target);
        }
        Self { root: root.to_owned(), inside }
    }

    /// The project's folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The real places of the project's folder and of its `cases/`.
    pub(super) fn places(&self) -> &[PathBuf] {
        &self.inside
    }

    /// Whether a real place lies inside.
    #[must_use]
    pub fn holds(&self, place: &Path) -> bool {
        self.inside.iter().any(|inside| place.starts_with(inside))
    }

    /// What lies at a path below the project, links followed as far as they may be.
    pub(super) fn look(&self, path: &Path) -> Result<Metadata, Stop> {
        self.plain(path)?.map_or_else(|| self.follow(path), ordinary)
    }

    /// The same where some of the folders were looked at a moment ago, and are no links.
    pub(super) fn look_on(&self, path: &Path, folders: &mut BTreeSet<PathBuf>) -> Result<Metadata, Stop> {
        let is_known = path.parent().is_some_and(|folder| folders.contains(folder));
        let found = if is_known { unlinked(fs::symlink_metadata(self.root.join(path))?) } else { self.plain(path)? };
        let Some(kind) = found else { return self.follow(path) };
        if kind.is_dir() {
            folders.insert(path.to_owned());
        }
        ordinary(kind)
    }

    /// What lies at a path; none where a link is on the way.
    fn plain(&self, path: &Path) -> Result<Option<Metadata>, Stop> {
        let mut at = self.root.clone();
        let mut last = None;
        for part in path.components() {
            let Component::Normal(part) = part else { return Err(Stop::Io(io::ErrorKind::InvalidInput.into())) };
            at.push(part);
            match unlinked(fs::symlink_metadata(&at)?) {
                Some(kind) => last = Some(kind),
                None => return Ok(None),
            }
        }
        Ok(Some(last.map_or_else(|| fs::metadata(&self.root), Ok)?))
    }

    /// Where a link at a path leads, when it is one that is followed.
    #[must_use]
    pub fn target(&self, path: &Path) -> Option<PathBuf> {
        let linked = fs::symlink_metadata(self.root.join(path)).is_ok_and(|kind| kind.is_symlink());
        (linked && self.look(path).is_ok()).then(|| fs::canonicalize(self.root.join(path)).ok())?
    }

    /// The same for a path with a link on its way.
    fn follow(&self, path: &Path) -> Result<Metadata, Stop> {
        let mut at = self.root.clone();
        let mut above = vec![fs::canonicalize(&at)?];
        for part in path.components() {
            at.push(part);
            let real = match fs::canonicalize(&at) {
                Ok(real) => real,
                // A link that leads nowhere is there; a path that is gone is not.
                Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Err(error.into()),
                Err(error) => {
                    let linked = fs::symlink_metadata(&at).is_ok_and(|kind| kind.is_symlink());
                    return Err(if linked { Stop::Barred(Barrier::Dangling) } else { error.into() });
                }
            };
            let linked = fs::symlink_metadata(&at)?.is_symlink();
            if !self.holds(&real) {
                return Err(Stop::Barred(Barrier::Outside(real)));
            }
            if linked && above.iter().any(|above| above.starts_with(&real)) {
                return Err(Stop::Barred(Barrier::Loop(real)));
            }
            above.push(real);
        }
        ordinary(fs::metadata(&at)?)
    }
}

/// None for a link.
fn unlinked(kind: Metadata) -> Option<Metadata> {
    (!kind.is_symlink()).then_some(kind)
}

fn ordinary(kind: Metadata) -> Result<Metadata, Stop> {
    if kind.is_file() || kind.is_dir() { Ok(kind) } else { Err(Stop::Barred(Barrier::Special)) }
}
