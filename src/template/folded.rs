//! Short values that were folded over lines in their file, as they print: names, places, addresses.
//!
//! The loaded value keeps the blank that YAML made of a line break; here it goes. A long text carries its own folds.

use crate::prose::unfolded;
use crate::record::{Node, folds};
use crate::source::Source;
use minijinja::value::{Object, ObjectRepr};
use std::borrow::Cow;
use std::sync::Arc;

/// Values that hold a blank which YAML made of a line break, and how they print.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded(Vec<(String, String)>);

/// Under which name a context holds them.
pub(super) const NAME: &str = "folded";

impl Object for Folded {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }
}

impl Folded {
    /// Those of these files.
    #[must_use]
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a Arc<Source>, &'a Node)>) -> Self {
        let mut pairs = Vec::new();
        for (source, tree) in files {
            tree.each_text("", &mut |_, text, span| {
                let folds = folds(source, span, text);
                let printed = unfolded(text, &folds);
                if printed != text {
                    pairs.push((text.to_owned(), printed.into_owned()));
                }
            });
        }
        // A value that holds another goes first.
        pairs.sort_by(|a, b| (b.0.len(), &b.0).cmp(&(a.0.len(), &a.0)));
        pairs.dedup();
        Self(pairs)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text as it prints; it may be put together of several values.
    #[must_use]
    pub fn printed<'a>(&self, text: &'a str) -> Cow<'a, str> {
        self.0.iter().fold(Cow::Borrowed(text), |text, (value, printed)| match text.contains(value.as_str()) {
            true => Cow::Owned(text.replace(value.as_str(), printed)),
            false => text,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Folded;
    use crate::record::parse_yaml;
    use crate::source::Source;

    #[test]
    fn a_value_over_lines_prints_without_the_blank() {
        let text = "a: みどり\n  小学校\nb: New\n  York\nc: 一 二\n";
        let source = Source::new("a.yaml", text);
        let tree = parse_yaml(&source, 0..text.len(), &mut Vec::new());
        let folded = Folded::of([(&source, &tree)]);
        assert_eq!(folded.printed("みどり 小学校 小2"), "みどり小学校 小2");
        assert_eq!(folded.printed("New York 一 二"), "New York 一 二");
        assert!(Folded::of([]).is_empty());
    }
}
