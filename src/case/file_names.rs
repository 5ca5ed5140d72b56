//! The names of the files of which there is one.

/// The offices, beside the children.
pub(super) const OFFICE_FILE: &str = "office.yaml";
/// The child itself, in its folder.
pub const CHILD_FILE: &str = "child.yaml";
/// What happened around the child's papers, line by line.
pub(super) const EVENTS_FILE: &str = "events.yaml";

/// What the child's file is called on paper.
pub const CHILD_ON_PAPER: &str = "児童の情報";
/// What the file of what happened is called there.
pub const EVENTS_ON_PAPER: &str = "経過の記録";

/// Each of these files with what it is called on paper.
pub const FILES_ON_PAPER: [(&str, &str); 3] =
    [(EVENTS_FILE, EVENTS_ON_PAPER), (OFFICE_FILE, "事業所の記録"), (CHILD_FILE, CHILD_ON_PAPER)];
