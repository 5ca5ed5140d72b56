//! The children that the second pass looked at last: who was copied from is held against many, and is read once.

use crate::case::Case;
use crate::rules::CompanionNotes;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many children are held, each with its newest plans: some 100 kB.
const MOST: usize = 48;

/// Children that were read for the second pass, the newest last.
#[derive(Debug, Default)]
pub(super) struct CompanionShelf(Mutex<VecDeque<Arc<Shelved>>>);

/// A child, with what was found out of it.
#[derive(Debug)]
pub(super) struct Shelved {
    pub(super) case: Case,
    pub(super) notes: CompanionNotes,
}

impl CompanionShelf {
    /// A child, which is read where it is not held any more.
    pub(super) fn take(&self, id: &str, read: impl FnOnce() -> Case) -> Arc<Shelved> {
        if let Some(held) = self.find(id) {
            return held;
        }
        // Others go on while it is read; that two of them read the same child is rare.
        let shelved = Arc::new(Shelved { case: read(), notes: CompanionNotes::default() });
        let mut held = self.lock();
        if held.len() >= MOST {
            held.pop_front();
        }
        held.push_back(Arc::clone(&shelved));
        shelved
    }

    /// One that is held, which becomes the newest.
    fn find(&self, id: &str) -> Option<Arc<Shelved>> {
        let mut held = self.lock();
        let at = held.iter().position(|shelved| shelved.case.id == id)?;
        let shelved = held.remove(at)?;
        held.push_back(Arc::clone(&shelved));
        Some(shelved)
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Arc<Shelved>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{CompanionShelf, MOST};
    use crate::case::load_case;
    use crate::source::Memory;
    use std::cell::Cell;

    #[test]
    fn a_child_is_read_once_while_it_is_held_and_few_are() {
        let (shelf, read) = (CompanionShelf::default(), Cell::new(0));
        let take = |id: &str| {
            shelf.take(id, || {
                read.set(read.get() + 1);
                load_case(&Memory::new(), id)
            })
        };
        assert_eq!(
            (take("a").case.id.clone(), take("a").case.id.clone(), read.get()),
            ("a".to_owned(), "a".to_owned(), 1)
        );
        (0..MOST - 1).for_each(|number| drop(take(&number.to_string())));
        take("a");
        assert_eq!(read.get(), MOST, "it was used last and is held");
        take("b");
        take("0");
        assert_eq!(read.get(), MOST + 2, "the one that waited longest was let go");
    }
}
