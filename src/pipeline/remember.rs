//! Opening what earlier runs found: of the project on this machine, of a part of a run, or of its parts together.

use super::ground::{self, MemoReader};
use super::memo::{Keeping, Memo, MemoLines, MemoStore, read_parts};
use super::project::Project;
use super::settings::{Settings, SetupError};
use super::shard::Shard;
use crate::rules;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl Project {
    /// What earlier runs found of it, kept below its root. None where a run may neither use it nor add to it: where it
    /// judges less than everything of a child, or on another form than the office's.
    #[must_use]
    pub fn memo(&self, settings: &Settings, root: &Path) -> Option<Arc<Memo>> {
        if settings.kind.is_some() || settings.form.is_some() {
            return None;
        }
        let store = MemoStore::of(root)?;
        let ground = ground::of(self, MemoReader::Here(root));
        let lines = store.read(&ground);
        Some(Memo::new(ground, lines, Keeping::Here(store), self.knows_prints()))
    }

    /// That of a part of a run: it begins with nothing, and is written for whoever joins the parts.
    ///
    /// # Errors
    /// Where the folder for it is somebody else's.
    pub fn memo_of_part(&self, root: &Path, shard: Shard) -> Result<Arc<Memo>, SetupError> {
        let store = MemoStore::of_part(root, shard).ok_or_else(|| {
            SetupError::new(
                ".shien/ に書けません(リンクか、このプログラムが作ったものではないフォルダーです)",
                "別の場所に移してから、もう一度実行してください",
            )
        })?;
        let ground = ground::of(self, MemoReader::Anywhere);
        Ok(Memo::new(ground, MemoLines::new(), Keeping::Part(store), self.knows_prints()))
    }

    /// What the parts of a run left in these folders.
    ///
    /// # Errors
    /// When a folder holds nothing that fits this project and this program.
    pub fn joined_memo(&self, folders: &[PathBuf]) -> Result<Arc<Memo>, SetupError> {
        let ground = ground::of(self, MemoReader::Anywhere);
        let mut lines = MemoLines::new();
        for folder in folders {
            let parts = read_parts(folder, &ground).ok_or_else(|| {
                SetupError::new(
                    format!("{} に、この事業所の記録を --shard で検査した結果(part-…)がありません", folder.display()),
                    "同じ版の shien で、office.yaml・templates/・fonts/・児童の顔ぶれが同じときに書かれた .shien/ のフォルダーを指定してください",
                )
            })?;
            lines.extend(parts);
        }
        Ok(Memo::new(ground, lines, Keeping::Nowhere, false))
    }

    /// Whether prints can be known again: where the project has forms of its own a run says with which files it printed, and
    /// where it exempts from what layout finds, which exemptions met something.
    fn knows_prints(&self) -> bool {
        let has_forms = self.files.list(Path::new("templates")).is_ok_and(|entries| !entries.is_empty());
        !has_forms && !rules::exempts_from_layout(&self.organisation.value)
    }
}
