//! The second pass: children held against each other, by what is kept of each of them from the first.
//!
//! Of a child only a few short words are kept, so that they can be kept of every child. Where two children share one,
//! the rule that kept it looks at both.

use super::RULES;
use super::companion::Companion;
use super::rule::{Check, Reporter};
use crate::diagnostic::{Code, Diagnostic};
use std::collections::{BTreeMap, BTreeSet};

/// Something that two children never share, in the words of the rule that keeps it.
type SharedMark = (Code, String);

/// What is kept of each child.
#[derive(Debug, Default)]
pub struct Gathering {
    marks: BTreeMap<String, BTreeSet<SharedMark>>,
    children: BTreeMap<SharedMark, BTreeSet<String>>,
}

impl Gathering {
    /// Keeps what a child leaves, instead of what was kept of it before. The children for whom this may change something.
    pub fn put(&mut self, child: &Companion<'_>) -> BTreeSet<String> {
        let mut concerned = self.remove(child.id);
        let marks = marks(child);
        for mark in &marks {
            self.children.entry(mark.clone()).or_default().insert(child.id.to_owned());
        }
        self.marks.insert(child.id.to_owned(), marks);
        concerned.append(&mut self.companions(child.id));
        concerned
    }

    /// Forgets a child. The children for whom this may change something.
    pub fn remove(&mut self, id: &str) -> BTreeSet<String> {
        let concerned = self.companions(id);
        for mark in self.marks.remove(id).unwrap_or_default() {
            if let Some(sharers) = self.children.get_mut(&mark) {
                sharers.remove(id);
                if sharers.is_empty() {
                    self.children.remove(&mark);
                }
            }
        }
        concerned
    }

    /// Whether a child has been kept.
    #[must_use]
    pub fn knows(&self, id: &str) -> bool {
        self.marks.contains_key(id)
    }

    /// The other children that share something with this one.
    #[must_use]
    pub fn companions(&self, id: &str) -> BTreeSet<String> {
        let marks = self.marks.get(id).into_iter().flatten();
        let sharers = marks.filter_map(|mark| self.children.get(mark)).flatten();
        sharers.filter(|other| *other != id).cloned().collect()
    }
}

fn marks(child: &Companion<'_>) -> BTreeSet<SharedMark> {
    let mut marks = BTreeSet::new();
    for rule in RULES.iter().filter(|_| !child.child.broken) {
        for check in rule.checks {
            if let Check::Together { marks: of, .. } = check {
                marks.extend(of(child).into_iter().map(|mark| (rule.code, mark)));
            }
        }
    }
    marks
}

/// Runs the rules of the second pass over a child and one of its companions.
#[must_use]
pub fn check_together(own: &Companion<'_>, other: &Companion<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for rule in RULES {
        let mut reporter = Reporter::new(rule, &mut findings);
        for check in rule.checks {
            if let Check::Together { compare, .. } = check {
                compare(own, other, &mut reporter);
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::{Companion, Gathering, RULES};
    use crate::case::load_child;
    use crate::rules::Check;
    use crate::source::Memory;

    fn put(gathering: &mut Gathering, id: &str, yaml: &str) -> Vec<String> {
        let files = Memory::new().with(format!("cases/{id}/child.yaml"), yaml);
        gathering.put(&Companion { id, child: &load_child(&files, id) }).into_iter().collect()
    }

    #[test]
    fn a_number_is_one_however_it_is_written_and_a_child_that_changes_concerns_both() {
        let number = |number: &str| format!("受給者証: [{{番号: {number}}}]\n");
        let mut all = Gathering::default();
        assert!(put(&mut all, "hana", &number("\"0012345678\"")).is_empty());
        assert!(put(&mut all, "ren", &number("\"0098765432\"")).is_empty());
        assert_eq!(put(&mut all, "taro", &number("００１２ 345-678")), ["hana"]);
        assert_eq!(all.companions("hana").into_iter().collect::<Vec<_>>(), ["taro"]);
        assert_eq!(put(&mut all, "taro", &number("\"0098765432\"")), ["hana", "ren"], "before and after");
        assert!(all.companions("hana").is_empty() && all.knows("hana"));
        assert_eq!(all.remove("ren").into_iter().collect::<Vec<_>>(), ["taro"]);
        assert!(all.companions("taro").is_empty() && !all.knows("ren"));
    }

    /// A document is printed before the second pass begins.
    #[test]
    fn what_is_found_in_the_second_pass_refuses_no_print() {
        let together = RULES.iter().filter(|rule| rule.checks.iter().any(|c| matches!(c, Check::Together { .. })));
        assert!(together.into_iter().all(|rule| !rule.group.refuses_print()));
    }
}
