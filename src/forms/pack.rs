//! A form pack as it was read.

use super::doubt::ManifestDoubt;
use super::manifest::Manifest;
use crate::diagnostic::Diagnostic;
use crate::source::Source;
use std::sync::Arc;

/// A pack: its manifest, and where it was read.
#[derive(Debug)]
pub struct Pack {
    /// The folder's name.
    pub id: String,
    /// The manifest's file.
    pub source: Arc<Source>,
    /// The manifest.
    pub manifest: Manifest,
    /// Of which documents it may say more than was read.
    pub doubt: ManifestDoubt,
    /// What is wrong with it.
    pub findings: Vec<Diagnostic>,
}
