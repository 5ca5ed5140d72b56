//! A project that is kept up to date: what is parsed stays in memory, what changed is read again, and what depends on
//! it goes down the rest of the column, on threads that stay warm.

mod affected;
mod changes;
mod children;
mod deadlines;
mod gate;
mod jobs;
mod judgement;
mod ledger;
mod listener;
mod opening;
mod presses;
mod recollection;
mod resting;
mod roster;
mod shared;
mod spots;
mod views;
mod worker;

pub use listener::{Audience, ChangeReport, Listener};

use super::build::{STACK, threads};
use super::cache::Cache;
use super::gathered::Gathered;
use super::project::{Project, fonts_of};
use super::settings::{Settings, SetupError};
use super::write::Output;
use crate::protocol::{ProjectState, View};
use crate::source::{Change, Disk};
use affected::Affected;
use children::LiveChildren;
use opening::{Opened, Opener};
use shared::Shared;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Instant;

/// How far a process is worn. What Typst remembers lies in tables that keep the size of the most that ever lay in them, and the
/// pages of the memory between them stay with a few bytes each: only the end of the process gives both back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wear {
    /// Nothing to speak of, and nothing is under way.
    None,
    /// Papers are under way.
    Working,
    /// A batch was made, and nothing is under way: another process would hold half as much.
    Worn,
}

/// So many papers of batches wear a process.
const WORN: usize = 100;

/// A project that is kept up to date. Dropping it does not stop it: call [`Live::stop`].
pub struct Live {
    root: PathBuf,
    shared: Arc<Shared>,
    files: Opener,
    /// None while the project cannot be opened.
    opened: Option<Opened>,
    cache: Arc<Cache>,
    /// What the second pass of check needs of each child, from one opening of the project to the next.
    gathered: Arc<Gathered>,
    children: LiveChildren,
}

impl Live {
    /// Opens a project and begins to print it.
    ///
    /// # Errors
    /// When it has no `cases/`, or a child that was asked for does not exist.
    pub fn open(
        root: &Path,
        settings: Settings,
        output: Arc<dyn Output + Send>,
        audience: Audience,
    ) -> Result<Self, SetupError> {
        Self::over(Box::new(|root| Box::new(Disk::new(root))), root, settings, output, audience)
    }

    /// The same over files that are opened otherwise, for tests.
    ///
    /// # Errors
    /// As [`Live::open`].
    pub fn over(
        files: Opener,
        root: &Path,
        settings: Settings,
        output: Arc<dyn Output + Send>,
        audience: Audience,
    ) -> Result<Self, SetupError> {
        let since = Instant::now();
        let project = Arc::new(Project::assemble(&|| files(root), Arc::new(fonts_of(root)))?);
        project.select(&settings)?;
        let cache = Arc::new(Cache::open(output.as_ref(), &project));
        let count = threads(&settings);
        let shared = Arc::new(Shared::new(settings, output, audience));
        for _ in 0..count {
            let shared = Arc::clone(&shared);
            let spawned = thread::Builder::new().stack_size(STACK).spawn(move || worker::work(&shared));
            spawned.expect("internal: the system gives a few threads");
        }
        shared.audience.screen.project(opening::state(&project));
        let (root, children) = (root.to_owned(), LiveChildren::new(Arc::clone(&shared)));
        let gathered = Arc::clone(&project.gathered);
        let opened = Some(Opened { project, cache: Arc::clone(&cache) });
        let mut live = Self { root, shared, files, opened, cache, gathered, children };
        let everything = Affected { everything: true, ..Affected::default() };
        live.children.update(live.opened.as_ref(), since, Vec::new(), &everything);
        Ok(live)
    }

    /// Reads again what changed, and prints and shows what depends on it.
    pub fn apply(&mut self, change: Change) {
        let affected = Affected::of(&change.paths);
        let unknown = |opened: &Opened| affected.children.keys().any(|child| !opened.project.children.contains(child));
        let vanished = || affected.children.keys().any(|child| !self.root.join("cases").join(child).is_dir());
        if self.opened.as_ref().is_none_or(unknown) || affected.is_shared() || vanished() {
            self.reopen(affected.fonts);
        }
        let paths = change.paths.into_iter().collect();
        self.children.update(self.opened.as_ref(), change.since, paths, &affected);
    }

    /// Whether something is left to be done once nothing changes for a while.
    #[must_use]
    pub fn has_more(&self) -> bool {
        self.children.are_waiting()
    }

    /// Does a small part of what is left: holds one child against the others, of which one changed.
    pub fn do_more(&mut self) {
        self.children.compare_one(self.opened.as_ref());
    }

    /// Whether somebody looks.
    #[must_use]
    pub fn is_watched(&self) -> bool {
        !self.shared.views.documents().is_empty()
    }

    /// What a batch of papers does to the process.
    #[must_use]
    pub fn wear(&self) -> Wear {
        let idle = self.shared.jobs.is_idle();
        match self.shared.batched.load(Ordering::Relaxed) {
            ..WORN if idle => Wear::None,
            ..WORN => Wear::Working,
            _ if idle => Wear::Worn,
            _ => Wear::Working,
        }
    }

    /// Somebody looks at a document.
    pub fn open_view(&mut self, view: &View) {
        self.shared.views.open(view);
        self.children.show(self.opened.as_ref(), view);
    }

    /// Somebody looks away.
    pub fn close_view(&mut self, view: &View) {
        self.shared.views.close(view);
        self.children.rest();
    }

    /// Begins nothing more, and waits for the print that is being written.
    pub fn stop(&self) {
        self.shared.jobs.close();
        if self.shared.output.close() {
            self.cache.save(self.shared.output.behind());
        }
    }

    /// Opens what all children share again; where that fails, there is no project until it succeeds.
    fn reopen(&mut self, fonts_changed: bool) {
        let kept = self.opened.as_ref().filter(|_| !fonts_changed).map(|opened| Arc::clone(&opened.project.fonts));
        let fonts = kept.unwrap_or_else(|| Arc::new(fonts_of(&self.root)));
        match opening::open(&self.files, &self.root, fonts) {
            Ok(mut project) => {
                project.gathered = Arc::clone(&self.gathered);
                self.cache = Arc::new(self.cache.renewed(&project));
                self.shared.audience.screen.project(opening::state(&project));
                self.opened = Some(Opened { project: Arc::new(project), cache: Arc::clone(&self.cache) });
            }
            Err(error) => {
                self.opened = None;
                self.shared.audience.screen.project(ProjectState::unusable(error.message.clone()));
                self.shared.audience.listener.unusable(&error);
            }
        }
    }
}
