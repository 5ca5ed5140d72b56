//! What tells the records of one tree apart while it is being read.

use super::node::Node;
use std::collections::HashMap;

/// The keys that each record of a tree may have, by the record's [`address`].
pub(super) type Shapes = HashMap<usize, &'static [&'static str]>;

/// What tells one node of a tree from all others, as long as the tree is not changed.
pub(super) fn address(node: &Node) -> usize {
    std::ptr::from_ref(node).addr()
}
