//! The second pass: children held against each other, by what is kept of each of them from the first.
//!
//! Of a child only a few short marks are kept, so that they can be kept of every child. Where two children share one, the
//! rule that kept it looks at both. With how many others a child is held against is limited, so that the work grows with
//! the number of children and not with that of their pairs, even where everybody wrote the same.

use super::RULES;
use super::companion::Companion;
use super::mark::mark;
use super::rule::{Check, Reporter};
use crate::diagnostic::{Code, Diagnostic};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Something that two children never share: a hash of it with the rule that keeps it. Whatever shares a hash by chance is
/// compared in vain, and that is all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct SharedMark {
    rule: Code,
    hash: u64,
}

/// The marks of one child as they can be written down: the hashes of each rule, by its code.
pub type ChildMarks = BTreeMap<String, Vec<u64>>;

/// How many of those that share one mark are looked at: where a folder was copied many times, the first few say it.
const MOST_SHARERS: usize = 32;

/// A child by its number, so that little is kept of each: [`Gathering::ids`] knows whose it is.
type Number = u32;

/// The hashes of one rule's marks, in order.
#[derive(Debug)]
struct RuleMarks {
    rule: Code,
    hashes: Box<[u64]>,
}

/// What is kept of each child: some 130 marks of 8 bytes, and as many places in the index.
#[derive(Debug, Default)]
pub struct Gathering {
    ids: Vec<String>,
    numbers: BTreeMap<String, Number>,
    marks: BTreeMap<Number, Box<[RuleMarks]>>,
    /// The child that leaves a mark alone, by its hash: nearly all marks are.
    alone: HashMap<u64, Number>,
    /// The children that leave a mark where they are several, in the order of their ids.
    shared: HashMap<u64, Vec<Number>>,
}

impl Gathering {
    /// Keeps what a child leaves, instead of what was kept of it before. The children for whom this may change something.
    pub fn put(&mut self, child: &Companion<'_>) -> BTreeSet<String> {
        self.put_marks(child.id, marks(child))
    }

    /// Keeps what a child left in an earlier run. None where a rule is meant that there is not.
    #[must_use]
    pub fn restore(&mut self, id: &str, kept: &ChildMarks) -> Option<()> {
        let of = |(code, hashes): (&String, &Vec<u64>)| {
            let rule = super::find(code)?.code;
            Some(hashes.iter().map(|hash| SharedMark { rule, hash: *hash }).collect::<Vec<_>>())
        };
        let marks: Vec<Vec<SharedMark>> = kept.iter().map(of).collect::<Option<_>>()?;
        let mut marks = marks.concat();
        marks.sort_unstable();
        self.take_out(id);
        self.place(id, marks);
        Some(())
    }

    /// What a child left, to be written down.
    #[must_use]
    pub fn kept(&self, id: &str) -> ChildMarks {
        let number = self.numbers.get(id);
        let marks = number.and_then(|number| self.marks.get(number)).into_iter().flatten();
        marks.map(|own| (own.rule.as_str().to_owned(), own.hashes.to_vec())).collect()
    }

    fn put_marks(&mut self, id: &str, marks: Vec<SharedMark>) -> BTreeSet<String> {
        let mut concerned = self.remove(id);
        self.place(id, marks);
        concerned.extend(self.alike(id).into_iter().map(|(_, other, _)| other.to_owned()));
        concerned
    }

    /// Keeps the marks of a child of whom nothing is kept.
    fn place(&mut self, id: &str, marks: Vec<SharedMark>) {
        let number = self.number(id);
        for mark in &marks {
            self.add_sharer(mark.hash, number);
        }
        let of_rule = |marks: &[SharedMark]| RuleMarks {
            rule: marks[0].rule,
            hashes: marks.iter().map(|mark| mark.hash).collect(),
        };
        self.marks.insert(number, marks.chunk_by(|one, next| one.rule == next.rule).map(of_rule).collect());
    }

    fn add_sharer(&mut self, hash: u64, number: Number) {
        let Self { ids, alone, shared, .. } = self;
        let sharers = match (shared.get_mut(&hash), alone.get(&hash)) {
            (Some(sharers), _) => sharers,
            (None, None) => {
                alone.insert(hash, number);
                return;
            }
            (None, Some(other)) if *other == number => return,
            (None, Some(_)) => shared.entry(hash).or_insert_with(|| alone.remove(&hash).into_iter().collect()),
        };
        let id = |number: &Number| ids[*number as usize].as_str();
        if let Err(at) = sharers.binary_search_by(|other| id(other).cmp(id(&number))) {
            sharers.insert(at, number);
        }
    }

    fn take_sharer(&mut self, hash: u64, number: Number) {
        if let Some(sharers) = self.shared.get_mut(&hash) {
            sharers.retain(|sharer| *sharer != number);
            if sharers.is_empty() {
                self.shared.remove(&hash);
            }
        } else if self.alone.get(&hash) == Some(&number) {
            self.alone.remove(&hash);
        }
    }

    /// Forgets a child. The children for whom this may change something.
    pub fn remove(&mut self, id: &str) -> BTreeSet<String> {
        let concerned = self.alike(id).into_iter().map(|(_, id, _)| id.to_owned()).collect();
        self.take_out(id);
        concerned
    }

    fn take_out(&mut self, id: &str) {
        let Some(number) = self.numbers.get(id).copied() else { return };
        let marks = self.marks.remove(&number).unwrap_or_default();
        for hash in marks.iter().flat_map(|own| &own.hashes) {
            self.take_sharer(*hash, number);
        }
    }

    /// Whether a child has been kept.
    #[must_use]
    pub fn knows(&self, id: &str) -> bool {
        self.numbers.get(id).is_some_and(|number| self.marks.contains_key(number))
    }

    /// The other children with which a child is held against: for each rule those that share most of its marks.
    #[must_use]
    pub fn companions(&self, id: &str) -> BTreeSet<String> {
        let mut nearest: BTreeMap<Code, Vec<(Reverse<usize>, &str)>> = BTreeMap::new();
        for (rule, other, count) in self.alike(id) {
            nearest.entry(rule).or_default().push((Reverse(count), other));
        }
        let nearest = nearest.into_iter().flat_map(|(rule, mut others)| {
            others.sort_unstable();
            others.truncate(bounds(rule).1);
            others
        });
        nearest.map(|(_, id)| id.to_owned()).collect()
    }

    /// The others that share enough of a rule's marks with a child, and how many they share.
    fn alike(&self, id: &str) -> Vec<(Code, &str, usize)> {
        let mut shared: BTreeMap<(Code, &str), usize> = BTreeMap::new();
        for own in self.sharers(id) {
            *shared.entry(own).or_default() += 1;
        }
        let all = shared.into_iter().map(|((rule, other), count)| (rule, other, count));
        all.filter(|(rule, _, count)| *count >= bounds(*rule).0).collect()
    }

    /// The others that share something with a child, once for each mark.
    fn sharers(&self, id: &str) -> impl Iterator<Item = (Code, &str)> {
        let number = self.numbers.get(id).copied();
        let marks = number.and_then(|number| self.marks.get(&number)).into_iter().flatten();
        let marks = marks.flat_map(|own| own.hashes.iter().map(|hash| (own.rule, *hash)));
        marks.flat_map(move |(rule, hash)| {
            let sharers = self.shared.get(&hash).into_iter().flatten().chain(self.alone.get(&hash));
            let others = sharers.filter(move |other| Some(**other) != number);
            others.take(MOST_SHARERS).map(move |other| (rule, self.ids[*other as usize].as_str()))
        })
    }

    fn number(&mut self, id: &str) -> Number {
        if let Some(number) = self.numbers.get(id) {
            return *number;
        }
        let number = Number::try_from(self.ids.len()).expect("internal: fewer than four milliards of children");
        self.ids.push(id.to_owned());
        self.numbers.insert(id.to_owned(), number);
        number
    }
}

/// Whether findings with a code are made in the second pass.
#[must_use]
pub fn is_found_together(code: Code) -> bool {
    let rule = super::find(code.as_str());
    rule.is_some_and(|rule| rule.checks.iter().any(|check| matches!(check, Check::Together { .. })))
}

/// How many marks of a rule two children must share, and with how many others it holds a child against.
fn bounds(code: Code) -> (usize, usize) {
    let checks = super::find(code.as_str()).map_or(&[][..], |rule| rule.checks);
    let own = checks.iter().find_map(|check| match check {
        Check::Together { least, most, .. } => Some((*least, *most)),
        _ => None,
    });
    own.unwrap_or((1, 0))
}

fn marks(child: &Companion<'_>) -> Vec<SharedMark> {
    let mut marks = Vec::new();
    for rule in RULES.iter().filter(|_| !child.child.broken) {
        for check in rule.checks {
            if let Check::Together { marks: of, .. } = check {
                marks.extend(
                    of(child).into_iter().map(|own| SharedMark { rule: rule.code, hash: mark(&(rule.code, own)) }),
                );
            }
        }
    }
    marks.sort_unstable();
    marks.dedup();
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
    use crate::rules::CompanionNotes;
    use crate::source::Memory;

    fn put(gathering: &mut Gathering, id: &str, yaml: &str) -> Vec<String> {
        let files = Memory::new().with(format!("cases/{id}/child.yaml"), yaml);
        gathering
            .put(&Companion { id, child: &load_child(&files, id), plans: &[], notes: &CompanionNotes::default() })
            .into_iter()
            .collect()
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
