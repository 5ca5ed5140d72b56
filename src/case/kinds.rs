//! The one list of kinds of documents, and how a tree becomes a record of each.

use super::kind::Kind;
use super::{Model, assessment, interview, meeting, monitoring, plan};
use crate::diagnostic::Diagnostic;
use crate::record::{self, Node};
use crate::source::Source;
use std::sync::Arc;

/// Every kind, in the order in which a child's papers come about.
pub static KINDS: &[&Kind] = &[&assessment::KIND, &plan::KIND, &meeting::KIND, &interview::KIND, &monitoring::KIND];

impl Kind {
    /// The kind with this id.
    #[must_use]
    pub fn named(id: &str) -> Option<&'static Self> {
        KINDS.iter().copied().find(|kind| kind.id == id)
    }

    /// Reads a tree as a document of this kind.
    #[must_use]
    pub fn read(&self, source: &Arc<Source>, tree: &Node, findings: &mut Vec<Diagnostic>) -> Model {
        match self.id {
            "assessment" => Model::Assessment(record::read(source, tree, findings)),
            "plan" => Model::Plan(record::read(source, tree, findings)),
            "meeting" => Model::Meeting(record::read(source, tree, findings)),
            "interview" => Model::Interview(record::read(source, tree, findings)),
            "monitoring" => Model::Monitoring(record::read(source, tree, findings)),
            other => unreachable!("internal: no reader for the kind {other}"),
        }
    }
}
