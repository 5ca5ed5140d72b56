//! Where a Typst source calls functions by their names.

use std::ops::Range;
use typst::syntax::ast::{Expr, FuncCall};
use typst::syntax::{LinkedNode, Source};

/// A call of a function by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedCall {
    /// Its bytes, the name first.
    pub range: Range<usize>,
    /// The number of the call that it lies in.
    pub outer: Option<usize>,
}

/// The calls of a source, in the order in which they begin.
#[must_use]
pub fn named_calls(text: &str) -> Vec<NamedCall> {
    let source = Source::detached(text);
    let mut sites = Vec::new();
    gather(&LinkedNode::new(source.root()), None, &mut sites);
    sites
}

fn gather(node: &LinkedNode<'_>, outer: Option<usize>, sites: &mut Vec<NamedCall>) {
    let mut within = outer;
    if let Some(call) = node.cast::<FuncCall<'_>>()
        && matches!(call.callee(), Expr::Ident(_))
    {
        within = Some(sites.len());
        sites.push(NamedCall { range: node.range(), outer });
    }
    for child in node.children() {
        gather(&child, within, sites);
    }
}
