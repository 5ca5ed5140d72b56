//! The children that the second pass looked at last: who was copied from is held against many, and is read once.

use crate::case::Case;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many children are held, each with its newest plans: some 100 kB.
const MOST: usize = 48;

/// Children that were read for the second pass, the newest last.
#[derive(Debug, Default)]
pub(super) struct CompanionShelf(Mutex<VecDeque<Arc<Case>>>);

impl CompanionShelf {
    /// A child, which is read where it is not held any more.
    pub(super) fn take(&self, id: &str, read: impl FnOnce() -> Case) -> Arc<Case> {
        if let Some(held) = self.find(id) {
            return held;
        }
        // Others go on while it is read; that two of them read the same child is rare.
        let case = Arc::new(read());
        let mut held = self.lock();
        if held.len() >= MOST {
            held.pop_front();
        }
        held.push_back(Arc::clone(&case));
        case
    }

    /// One that is held, which becomes the newest.
    fn find(&self, id: &str) -> Option<Arc<Case>> {
        let mut held = self.lock();
        let at = held.iter().position(|case| case.id == id)?;
        let case = held.remove(at)?;
        held.push_back(Arc::clone(&case));
        Some(case)
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Arc<Case>>> {
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
        assert_eq!((take("a").id.clone(), take("a").id.clone(), read.get()), ("a".to_owned(), "a".to_owned(), 1));
        (0..MOST - 1).for_each(|number| drop(take(&number.to_string())));
        take("a");
        assert_eq!(read.get(), MOST, "it was used last and is held");
        take("b");
        take("0");
        assert_eq!(read.get(), MOST + 2, "the one that waited longest was let go");
    }
}
