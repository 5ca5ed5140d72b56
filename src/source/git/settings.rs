//! What a clone keeps for itself alone: its configuration, and the attributes of paths that no commit carries.

use super::Repository;
use crate::source::Obstacle;
use gix::config::Source;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The section of the configuration that diff drivers stand in.
const SECTION: &str = "diff";

/// One diff driver: its name, and its keys with their values.
pub type Driver = (String, Vec<(&'static str, String)>);

impl Repository {
    /// Makes a repository of a folder that lies in none; false where there is one already.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn begin(folder: &Path) -> Result<bool, Obstacle> {
        let unmade = |words: String| {
            Obstacle::new(
                format!("{} で git の記録を始められません({words})", folder.display()),
                "フォルダーの権限を確かめてください。git を使わないなら --no-git を付けます",
            )
        };
        let place = folder.canonicalize().map_err(|error| unmade(error.to_string()))?;
        if place.ancestors().any(|above| above.join(".git").exists()) {
            return Ok(false);
        }
        gix::init(&place).map_err(|error| unmade(error.to_string()))?;
        Ok(true)
    }

    /// The project's folder below the top of the working tree, with `/`; empty where they are the same.
    #[must_use]
    pub fn folder(&self) -> String {
        let parts: Vec<_> = self.folder.iter().map(|part| part.to_string_lossy()).collect();
        parts.join("/")
    }

    /// Writes diff drivers to the clone's configuration, in place of older ones of the same names.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn set_drivers(&self, drivers: &[Driver]) -> Result<(), Obstacle> {
        self.edit_config(|config| {
            for (name, keys) in drivers {
                for (key, value) in keys {
                    config.set_raw_value_by(SECTION, name.as_str(), key, value.as_str())?;
                }
            }
            Ok(())
        })
    }

    /// Whether the clone's configuration has these diff drivers, word for word.
    #[must_use]
    pub fn has_drivers(&self, drivers: &[Driver]) -> bool {
        let config = self.repository.config_snapshot();
        let has = |name: &str, key: &str, value: &str| {
            let name = format!("{SECTION}.{name}.{key}");
            config.string(name.as_str()).is_some_and(|own| **own == *value.as_bytes())
        };
        drivers.iter().all(|(name, keys)| keys.iter().all(|(key, value)| has(name, key, value)))
    }

    /// Takes diff drivers out of the clone's configuration.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn remove_drivers(&self, names: &[String]) -> Result<(), Obstacle> {
        self.edit_config(|config| {
            for name in names {
                while config.remove_section(SECTION, name.as_str()).is_some() {}
            }
            Ok(())
        })
    }

    fn edit_config(&self, edit: impl FnOnce(&mut gix::config::File) -> Result<(), gix::Error>) -> Result<(), Obstacle> {
        let place = self.repository.config_path(Source::Local);
        place.ok().as_deref().map_or(Ok(()), unlinked)?;
        let edited = || -> Result<(), gix::Error> {
            let path = self.repository.config_path(Source::Local)?;
            let mut config = self.repository.config_file_mut(path)?;
            edit(&mut config)?;
            config.commit()
        };
        edited().map_err(|error| {
            Obstacle::new(
                format!("git の設定に書けません({error})"),
                ".git/config に書く権限があるか、別の git が動いていないか(.git/config.lock)を確かめてください",
            )
        })
    }

    /// The clone's own attributes: the file and its text, which is empty where there is none.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn attributes(&self) -> Result<(PathBuf, String), Obstacle> {
        let folder = self.repository.common_dir();
        let path = folder.canonicalize().unwrap_or_else(|_| folder.to_owned()).join("info/attributes");
        match fs::read_to_string(&path) {
            Ok(text) => Ok((path, text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((path, String::new())),
            Err(error) => Err(blocked(&path, &error)),
        }
    }

    /// Writes the clone's own attributes; an empty text takes the file away.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_attributes(&self, text: &str) -> Result<(), Obstacle> {
        let (path, before) = self.attributes()?;
        if before == text {
            return Ok(());
        }
        path.parent().map_or(Ok(()), unlinked)?;
        unlinked(&path)?;
        let written = match text {
            "" => fs::remove_file(&path),
            text => path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, text)),
        };
        written.map_err(|error| blocked(&path, &error))
    }
}

/// A folder that was received with its `.git` may hold links to anything of the user's: nothing is written through one.
fn unlinked(path: &Path) -> Result<(), Obstacle> {
    if fs::symlink_metadata(path).is_ok_and(|kind| kind.is_symlink()) {
        return Err(Obstacle::new(
            format!("{} はリンクなので、その先には書きません", path.display()),
            "リンクを消してから、もう一度実行してください",
        ));
    }
    Ok(())
}

fn blocked(path: &Path, error: &io::Error) -> Obstacle {
    Obstacle::new(
        format!("{} を読み書きできません({error})", path.display()),
        "ファイルの権限と、文字コードが UTF-8 かを確かめてください",
    )
}
