//! The names of the files of which there is one.

/// The offices, beside the children.
pub(super) const OFFICE_FILE: &str = "office.yaml";
/// The child itself, in its folder.
pub const CHILD_FILE: &str = "child.yaml";
/// What happened around the child's papers, line by line.
pub(super) const EVENTS_FILE: &str = "events.yaml";
