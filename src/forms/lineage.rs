//! The templates that a form is made of: its own, those that it goes on from, those that they include.

use super::skeleton::{Skeleton, SkeletonBlock};
use crate::source::Source;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Where templates are read.
pub trait TemplateFiles {
    /// The text of a template, by its name below `templates/`; none where it is not there or cannot be read.
    fn template_text(&self, name: &str) -> Option<Arc<Source>>;

    /// Whether something of this name is there, be it empty or unreadable.
    fn is_there(&self, name: &str) -> bool;

    /// Whether it is the project's own and not what the program carries under that name.
    fn is_own(&self, name: &str, source: &Source) -> bool;

    /// The project's own files of `templates/lib`, by name.
    fn own_library(&self) -> Vec<(String, Arc<Source>)>;
}

/// A template on the way of a form.
#[derive(Debug, Clone)]
pub struct Ancestor {
    /// Its name: `pack/file`.
    pub name: String,
    /// Its text.
    pub source: Arc<Source>,
    /// What it is made of.
    pub skeleton: Skeleton,
    /// Whether it stands in another by `include`; else it is the form's own or one that it goes on from.
    pub included: bool,
}

/// All templates of a form.
#[derive(Debug, Clone, Default)]
pub struct Lineage {
    /// The form's own, then those that it goes on from, nearest first, then what they include.
    pub templates: Vec<Ancestor>,
    /// Whether each that is named is there and can be read.
    pub is_whole: bool,
}

impl Lineage {
    /// Of the template with this name.
    #[must_use]
    pub fn of(files: &impl TemplateFiles, template: &str) -> Self {
        let mut lineage = Self { templates: Vec::new(), is_whole: true };
        let mut next = Some(template.to_owned());
        while let Some(name) = next.take() {
            next = lineage.add(files, name, false).and_then(|at| lineage.templates[at].skeleton.parent.clone());
        }
        let mut at = 0;
        while at < lineage.templates.len() {
            for name in lineage.templates[at].skeleton.included.clone() {
                lineage.add(files, name, true);
            }
            at += 1;
        }
        lineage
    }

    /// Adds a template that is not in it yet: its number.
    fn add(&mut self, files: &impl TemplateFiles, name: String, included: bool) -> Option<usize> {
        if self.templates.iter().any(|own| own.name == name) {
            return None;
        }
        let Some(source) = files.template_text(&name) else {
            self.is_whole = false;
            return None;
        };
        let skeleton = Skeleton::of(source.text());
        self.templates.push(Ancestor { name, source, skeleton, included });
        Some(self.templates.len() - 1)
    }

    /// The templates that go on from each other, nearest first.
    pub fn ancestors(&self) -> impl Iterator<Item = &Ancestor> {
        self.templates.iter().filter(|own| !own.included)
    }

    /// Where a block is written, nearest first.
    pub fn writings<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a Ancestor, &'a SkeletonBlock)> {
        let own = |ancestor: &'a Ancestor| ancestor.skeleton.blocks.iter().map(move |block| (ancestor, block));
        self.ancestors().flat_map(own).filter(move |(_, block)| block.name == name)
    }

    /// The names of the blocks that are printed: those of the last template, and those in the blocks that stand for them.
    #[must_use]
    pub fn printed_blocks(&self) -> BTreeSet<&str> {
        let last = self.ancestors().last().into_iter().flat_map(|own| &own.skeleton.blocks);
        let mut open: Vec<&str> = last.filter(|block| block.outer.is_none()).map(|block| block.name.as_str()).collect();
        let mut printed = BTreeSet::new();
        while let Some(name) = open.pop() {
            if !printed.insert(name) {
                continue;
            }
            for (ancestor, writing) in self.writings(name) {
                let blocks = &ancestor.skeleton.blocks;
                let is_here =
                    |block: &&SkeletonBlock| block.outer.is_some_and(|outer| blocks[outer].range == writing.range);
                open.extend(blocks.iter().filter(is_here).map(|block| block.name.as_str()));
                if !writing.goes_on {
                    break;
                }
            }
        }
        printed
    }
}
