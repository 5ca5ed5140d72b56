//! The process that is looked after.

use super::allowance::Excess;
use super::line::Mouth;
use super::roll::{PaperKey, Roll};
use std::sync::{OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::{fmt, thread};

/// What a ward says, one a line: a mark, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Report {
    /// A paper was begun.
    Begun(PaperKey),
    /// A paper is done, whatever came of it.
    Done(PaperKey),
    /// These words are for the next ward.
    Kept(String),
}

impl Report {
    fn written(&self) -> String {
        let (mark, words) = match self {
            Self::Begun(paper) => ('+', paper.word()),
            Self::Done(paper) => ('-', paper.word()),
            Self::Kept(words) => ('=', words.as_str()),
        };
        format!("{mark}{words}\n")
    }

    /// None for a line that says nothing.
    pub(super) fn read(line: &str) -> Option<Self> {
        let mut letters = line.chars();
        let mark = letters.next()?;
        let words = letters.as_str();
        match mark {
            '+' => Some(Self::Begun(PaperKey::new(words))),
            '-' => Some(Self::Done(PaperKey::new(words))),
            '=' => Some(Self::Kept(words.to_owned())),
            _ => None,
        }
    }
}

/// This process, where a warden looks on.
pub struct Ward {
    roll: Roll,
    mouth: Mouth,
    /// Held by every paper; by one that is tried alone, so that no other holds it.
    room: RwLock<()>,
}

// What is kept for the next ward may be a secret.
impl fmt::Debug for Ward {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ward").field("given_up", &self.roll.given_up).finish_non_exhaustive()
    }
}

impl Ward {
    /// This process as a ward; none where nobody looks on, as in tests and benchmarks: papers then take what they like.
    /// It is one or none from the start to the end, whoever asks, as it has one standard input.
    pub fn of_this_process() -> Option<&'static Self> {
        static WARD: OnceLock<Option<Ward>> = OnceLock::new();
        let open = || {
            let (roll, mouth) = (Roll::of_this_process()?, Mouth::of_this_process().ok()?);
            Some(Self { roll, mouth, room: RwLock::default() })
        };
        WARD.get_or_init(open).as_ref()
    }

    /// Calls `then` once the warden is gone or wants an end.
    pub fn when_left(&'static self, then: impl FnOnce() + Send + 'static) {
        let wait = move || {
            self.mouth.outlast();
            then();
        };
        let waiting = thread::Builder::new().name("shien-warden".to_owned()).spawn(wait);
        waiting.expect("internal: the system gives a few threads");
    }

    /// Begins a paper. Waits until it may: one that is tried alone for the others, and they for it.
    ///
    /// # Errors
    /// Why it is not tried again.
    pub fn begin(&'static self, paper: PaperKey) -> Result<Underway, Excess> {
        if let Some(excess) = self.roll.given_up.get(&paper) {
            return Err(*excess);
        }
        let alone = self.roll.alone.contains(&paper);
        let whole = alone.then(|| self.room.write().unwrap_or_else(PoisonError::into_inner));
        let shared = (!alone).then(|| self.room.read().unwrap_or_else(PoisonError::into_inner));
        self.say(&Report::Begun(paper.clone()));
        Ok(Underway { ward: self, paper, _whole: whole, _shared: shared })
    }

    /// What the ward before this one wanted to be kept.
    #[must_use]
    pub fn kept(&self) -> Option<&str> {
        self.roll.kept.as_deref()
    }

    /// Whether it goes on where another was at rest: what it finds at first was said.
    #[must_use]
    pub fn relieves(&self) -> bool {
        self.roll.relieves
    }

    /// Keeps words of one line for the ward that may come after this one.
    pub fn keep(&self, words: &str) {
        self.say(&Report::Kept(words.to_owned()));
    }

    fn say(&self, report: &Report) {
        // Where nobody listens any more, that is noticed elsewhere.
        let _ = self.mouth.say(&report.written());
    }
}

/// A paper on its way, from its layout to the last byte of its print. It is done when this is dropped.
#[derive(Debug)]
pub struct Underway {
    ward: &'static Ward,
    paper: PaperKey,
    /// The room in which papers are made, for itself or with others.
    _whole: Option<RwLockWriteGuard<'static, ()>>,
    _shared: Option<RwLockReadGuard<'static, ()>>,
}

impl Drop for Underway {
    fn drop(&mut self) {
        self.ward.say(&Report::Done(self.paper.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::{PaperKey, Report};

    #[test]
    fn what_is_said_is_understood() {
        let paper = || PaperKey::new("3f");
        for report in [Report::Begun(paper()), Report::Done(paper()), Report::Kept("a =+-".to_owned())] {
            assert_eq!(Report::read(report.written().trim_end_matches('\n')), Some(report));
        }
        assert_eq!(Report::read(""), None);
    }
}
