//! What a project stands on: its folder, its fonts and forms, the system's events, and what would stop a build.
//!
//! Each part looks and says what it saw, good or bad. Nothing is mended here, and nothing stays behind.

mod events;
mod folder;
mod forms;
mod papers;

use super::project::{Project, fonts_of};
use super::settings::Settings;
use crate::font::Fonts;
use crate::scaffold::SCHEMA_FOLDER;
use std::path::Path;

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Health {
    /// As it should be.
    Good,
    /// It works, and somebody should know.
    Doubtful,
    /// It stops a build.
    Bad,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HealthRemark {
    /// What was looked at: フォルダー, フォント.
    pub subject: &'static str,
    /// How it is.
    pub health: Health,
    /// What was seen.
    pub words: String,
    /// What to do, where something is to be done.
    pub remedy: Option<String>,
}

impl HealthRemark {
    /// Something as it should be.
    pub fn good(subject: &'static str, words: impl Into<String>) -> Self {
        Self { subject, health: Health::Good, words: words.into(), remedy: None }
    }

    /// Something that somebody should know of.
    pub fn doubtful(subject: &'static str, words: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { subject, health: Health::Doubtful, words: words.into(), remedy: Some(remedy.into()) }
    }

    /// Something that stops a build.
    pub fn bad(subject: &'static str, words: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { subject, health: Health::Bad, words: words.into(), remedy: Some(remedy.into()) }
    }
}

/// Looks at the project at a folder.
#[must_use]
pub fn examine(root: &Path, settings: &Settings) -> Vec<HealthRemark> {
    let mut remarks = folder::look(root);
    remarks.push(fonts(&fonts_of(root)));
    match Project::open(root) {
        Ok(project) => {
            remarks.append(&mut forms::look(&project, settings));
            remarks.append(&mut papers::look(&project, settings));
            remarks.extend(schemas(&project, root));
        }
        Err(error) => remarks.push(HealthRemark::bad("書類", error.message, error.hint)),
    }
    remarks.push(events::look(root));
    remarks
}

const FONTS: &str = "フォント";

/// The embedded fonts are always there; a damaged one of the project's own is left out of the prints.
fn fonts(fonts: &Fonts) -> HealthRemark {
    let families = fonts.families().join("、");
    match fonts.findings().first() {
        None => HealthRemark::good(FONTS, families),
        Some(finding) => HealthRemark::doubtful(
            FONTS,
            format!("{}: {}", finding.place.source().path().display(), finding.message),
            finding.help.clone().unwrap_or_else(|| "fonts/ の中を確かめてください".to_owned()),
        ),
    }
}

const SCHEMAS: &str = "入力の補助";

/// Whether editors hold the files against what this program reads. A project without schemas does without.
fn schemas(project: &Project, root: &Path) -> Option<HealthRemark> {
    if !root.join(SCHEMA_FOLDER).is_dir() {
        return None;
    }
    let stale = project.stale_schemas(root).len();
    Some(match stale {
        0 => HealthRemark::good(SCHEMAS, format!("{SCHEMA_FOLDER} の定義は、このプログラムのものです")),
        _ => HealthRemark::doubtful(
            SCHEMAS,
            format!(
                "{SCHEMA_FOLDER} の定義 {stale} つが、このプログラムか様式と合いません。エディターの示す間違いが、検査と食い違うことがあります"
            ),
            "shien schema --write と打ってください",
        ),
    })
}
