//! What one paper may cost, and what was too much.

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What one paper may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// Processor time, over all threads that work for it.
    pub time: Duration,
    /// By how much the process may grow over it, in bytes.
    pub memory: u64,
}

/// Bytes of a megabyte, as drives and machines are sold.
pub(super) const MEGABYTE: u64 = 1_000_000;

impl Allowance {
    /// So many seconds, and so many megabytes.
    #[must_use]
    pub const fn new(seconds: u64, megabytes: u64) -> Self {
        Self { time: Duration::from_secs(seconds), memory: megabytes * MEGABYTE }
    }

    /// The excess of a paper that took more time than this.
    pub(super) fn in_time(&self) -> Excess {
        Excess::Time { seconds: self.time.as_secs() }
    }

    /// The excess of a paper that took more memory than this.
    pub(super) fn in_memory(&self) -> Excess {
        Excess::Memory { megabytes: self.memory / MEGABYTE }
    }
}

/// Why a paper was given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Excess {
    /// It took more processor time than it may.
    Time {
        /// What it may take.
        seconds: u64,
    },
    /// It took more memory than it may.
    Memory {
        /// What it may take.
        megabytes: u64,
    },
    /// The process fell over it: no stack was left, no memory was given, or something called for the end.
    Fall,
}
