//! Files as git would commit them now: what was added, whatever the working tree says.

use super::Repository;
use super::snapshot::{OF_AN_OFFICE, Snapshot};
use crate::source::Obstacle;
use gix::bstr::ByteSlice;
use gix::index::entry::{Flags, Stage};
use std::path::{Path, PathBuf};

/// How messages name it.
const CALLED: &str = "git add した内容";

impl Repository {
    /// What git would commit now below these paths of the project.
    ///
    /// # Errors
    /// When git's index cannot be read, or holds more than is read.
    pub fn staged(&self, paths: &[&Path]) -> Result<Snapshot, Obstacle> {
        let unreadable = |words: String| {
            Obstacle::new(
                format!("{CALLED}を読めません({words})"),
                "git status が動くか確かめてください。動くなら、この形のリポジトリにはまだ対応していません",
            )
        };
        let index = self.repository.index_or_empty().map_err(|error| unreadable(error.to_string()))?;
        let mut snapshot = Snapshot::new(CALLED.to_owned(), CALLED.to_owned(), OF_AN_OFFICE);
        for entry in index.entries() {
            let path = PathBuf::from(entry.path(&index).to_str_lossy().into_owned());
            let Ok(path) = path.strip_prefix(&self.folder) else { continue };
            // Named by `git add -N`, with nothing of it added.
            let is_announced = entry.flags.contains(Flags::INTENT_TO_ADD);
            if is_announced || !paths.iter().any(|wanted| path.starts_with(wanted)) {
                continue;
            }
            if entry.stage() != Stage::Unconflicted {
                let hint = "競合を直し、git add してから、もう一度実行してください";
                snapshot.block(path.to_path_buf(), "、結合の競合が残っています", hint);
                continue;
            }
            let Some(mode) = entry.mode.to_tree_entry_mode() else { continue };
            snapshot.take(&self.repository, path.to_path_buf(), entry.id, mode.kind())?;
        }
        Ok(snapshot)
    }
}
