//! Whose time and whose memory it is.
//!
//! What is measured is the process. A paper that was alone in it took all of it. Of several nobody can tell: layout
//! has threads of its own. Each then stands for an equal share of the time, which is enough to suspect one, and a paper is
//! given up for what it took alone and for nothing else.

use super::allowance::{Allowance, Excess};
use super::meter::Taken;
use super::roll::PaperKey;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// The papers under way, and what they took.
#[derive(Debug)]
pub(super) struct Books {
    allowance: Allowance,
    papers: BTreeMap<PaperKey, Page>,
    /// What was measured last.
    last: Option<Taken>,
    /// The most papers that were under way at once since then.
    most: usize,
}

/// What stands in the books of one paper.
#[derive(Debug, Default)]
struct Page {
    /// The memory of the process when the paper was first seen.
    base: Option<u64>,
    /// An equal share of the time since then.
    share: Duration,
    /// The time since then in which it was alone.
    own: Duration,
    /// Whether another was ever beside it.
    accompanied: bool,
}

/// What has to be done.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Finding {
    /// This paper took too much.
    Culprit(PaperKey, Excess),
    /// One of these took too much.
    Suspects(BTreeSet<PaperKey>),
}

impl Books {
    pub(super) fn new(allowance: Allowance) -> Self {
        Self { allowance, papers: BTreeMap::new(), last: None, most: 0 }
    }

    /// Whether nothing is under way.
    pub(super) fn is_empty(&self) -> bool {
        self.papers.is_empty()
    }

    /// The papers under way.
    pub(super) fn into_papers(self) -> BTreeSet<PaperKey> {
        self.papers.into_keys().collect()
    }

    /// A paper begins.
    pub(super) fn begin(&mut self, paper: PaperKey) {
        self.papers.insert(paper, Page::default());
        self.most = self.most.max(self.papers.len());
        if self.papers.len() > 1 {
            self.papers.values_mut().for_each(|page| page.accompanied = true);
        }
    }

    /// A paper is done.
    pub(super) fn end(&mut self, paper: &PaperKey) {
        self.papers.remove(paper);
    }

    /// Opens the books at what the process has taken up to now: nobody is charged with it.
    pub(super) fn open(&mut self, now: Taken) {
        self.last = Some(now);
        self.most = self.papers.len();
        for page in self.papers.values_mut() {
            page.base.get_or_insert(now.memory);
        }
    }

    /// Enters what the process has taken since it was measured last. What has to be done, where that is too much.
    pub(super) fn enter(&mut self, now: Taken) -> Option<Finding> {
        let spent = self.last.map_or(Duration::ZERO, |last| now.time.saturating_sub(last.time));
        let beside = u32::try_from(self.most).unwrap_or(u32::MAX).max(1);
        // Of a paper that was not there yet nobody knows what of it was its own.
        for page in self.papers.values_mut().filter(|page| page.base.is_some()) {
            page.share += spent / beside;
            page.own += if beside == 1 { spent } else { Duration::ZERO };
        }
        self.open(now);
        self.too_much(now)
    }

    fn too_much(&self, now: Taken) -> Option<Finding> {
        let Allowance { time, memory } = self.allowance;
        let grown = |page: &Page| page.base.is_some_and(|base| now.memory.saturating_sub(base) > memory);
        if let Some((paper, page)) = self.papers.iter().find(|(_, page)| grown(page)) {
            return Some(match page.accompanied {
                false => Finding::Culprit(paper.clone(), self.allowance.in_memory()),
                // The one that was there first saw most of what another took.
                true => Finding::Suspects(self.papers.keys().cloned().collect()),
            });
        }
        if let Some((paper, _)) = self.papers.iter().find(|(_, page)| page.own > time) {
            return Some(Finding::Culprit(paper.clone(), self.allowance.in_time()));
        }
        // One that is alone by now need not be tried again for that.
        let slow = self.papers.iter().find(|(_, page)| page.share > time && self.papers.len() > 1);
        slow.map(|(paper, _)| Finding::Suspects(BTreeSet::from([paper.clone()])))
    }
}

#[cfg(test)]
mod tests {
    use super::{Allowance, Books, Excess, Finding, PaperKey, Taken};
    use std::collections::BTreeSet;
    use std::time::Duration;

    const ALLOWANCE: Allowance = Allowance::new(10, 100);

    fn paper(name: &str) -> PaperKey {
        PaperKey::new(name)
    }

    fn papers(names: &[&str]) -> BTreeSet<PaperKey> {
        names.iter().map(|name| paper(name)).collect()
    }

    /// After so many seconds and with so many megabytes.
    fn taken(seconds: u64, megabytes: u64) -> Taken {
        Taken { time: Duration::from_secs(seconds), memory: megabytes * 1_000_000 }
    }

    /// Books that were opened with these papers under way.
    fn books(names: &[&str]) -> Books {
        let mut books = Books::new(ALLOWANCE);
        names.iter().for_each(|name| books.begin(paper(name)));
        books.open(taken(100, 300));
        books
    }

    #[test]
    fn a_paper_by_itself_is_given_up_for_what_it_took_and_not_before() {
        let mut books = books(&["a"]);
        assert_eq!(books.enter(taken(110, 400)), None, "all that it may take");
        assert_eq!(books.enter(taken(111, 400)), Some(Finding::Culprit(paper("a"), Excess::Time { seconds: 10 })));
        let mut books = super::tests::books(&["a"]);
        let memory = Excess::Memory { megabytes: 100 };
        assert_eq!(books.enter(taken(101, 401)), Some(Finding::Culprit(paper("a"), memory)));
    }

    #[test]
    fn one_of_several_is_suspected_and_only_for_more_than_its_share() {
        let mut books = books(&["a", "b"]);
        assert_eq!(books.enter(taken(120, 300)), None);
        books.end(&paper("b"));
        books.begin(paper("c"));
        // Its time beside another is enough to suspect it, and not the one that came just now.
        assert_eq!(books.enter(taken(122, 300)), Some(Finding::Suspects(papers(&["a"]))));
    }

    #[test]
    fn what_outlasts_the_others_is_not_tried_again_for_that() {
        let mut books = books(&["a", "b"]);
        books.end(&paper("b"));
        assert_eq!(books.enter(taken(190, 300)), None, "nobody knows whose it was");
        assert_eq!(books.enter(taken(200, 300)), None);
        assert_eq!(books.enter(taken(201, 300)), Some(Finding::Culprit(paper("a"), Excess::Time { seconds: 10 })));
    }

    #[test]
    fn memory_taken_beside_others_may_be_of_each_of_them() {
        let mut books = books(&["a"]);
        assert_eq!(books.enter(taken(101, 390)), None);
        books.begin(paper("b"));
        assert_eq!(books.enter(taken(101, 401)), Some(Finding::Suspects(papers(&["a", "b"]))));
    }

    #[test]
    fn what_a_paper_found_is_not_charged_to_it() {
        let mut books = books(&[]);
        books.begin(paper("a"));
        assert_eq!(books.enter(taken(500, 3_000)), None, "taken before it was seen");
        assert_eq!(books.enter(taken(509, 3_099)), None);
        // Whoever keeps the books was away.
        books.open(taken(900, 3_099));
        assert_eq!(books.enter(taken(901, 3_099)), None);
        assert!(matches!(books.enter(taken(902, 3_099)), Some(Finding::Culprit(..))));
    }
}
