//! The presses of a live project: one for each document that somebody looks at, which knows the last text of it, and as many
//! others as there are threads.
//!
//! What Typst remembers of a text is found again only under the same file and for what stands in the same places of it: a
//! press that had another document before it sets a page that is being written as if it had never seen it.

use super::views::Views;
use crate::pipeline::print::Press;
use crate::pipeline::project::Project;
use std::collections::BTreeMap;
use std::mem;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The presses that no thread works on.
#[derive(Debug, Default)]
pub(super) struct Presses {
    idle: Mutex<IdlePresses>,
}

#[derive(Debug, Default)]
struct IdlePresses {
    /// Of the documents that somebody looks at.
    own: BTreeMap<String, Press>,
    others: Vec<Press>,
}

impl Presses {
    /// The press of a document, or one that is of none. It sets with what the project has now.
    pub(super) fn take(&self, document: &str, project: &Project) -> Press {
        let mut idle = self.lock();
        let found = idle.own.remove(document).or_else(|| idle.others.pop());
        drop(idle);
        found.filter(|press| press.fits(project)).unwrap_or_else(|| Press::new(project))
    }

    /// A press has done with a document: it stays with it while somebody looks at it.
    pub(super) fn give_back(&self, document: &str, press: Press, views: &Views) {
        let open = views.documents();
        let mut idle = self.lock();
        let own = mem::take(&mut idle.own).into_iter().chain([(document.to_owned(), press)]);
        for (document, press) in own {
            if open.contains(&document) {
                idle.own.insert(document, press);
            } else {
                idle.others.push(press);
            }
        }
    }

    /// Lets go of all that Typst remembers.
    pub(super) fn forget_all(&self) {
        let idle = self.lock();
        let press = idle.others.first().or_else(|| idle.own.values().next());
        press.into_iter().for_each(|press| press.typesetter.forget_all());
    }

    fn lock(&self) -> MutexGuard<'_, IdlePresses> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
