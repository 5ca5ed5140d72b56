//! What the system says of a file, by which it is known to be as it was without being read.
//!
//! A program may write other bytes of the same length into a file and set back the time of that; the time at which the file itself
//! changed last cannot be set by anybody, nor can a file that took its place have its number. What can hide is what was
//! written at the very moment of the last change: whoever keeps an imprint asks whether that lies long enough behind.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

/// The number, the size and the times of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imprint {
    numbers: [u64; 3],
    /// When what is in it was written, and when anything of it changed: seconds and nanoseconds since 1970.
    times: [(i64, i64); 2],
}

impl Imprint {
    /// That of what lies at a path; none where the system does not tell all of it.
    #[cfg(unix)]
    pub(super) fn of(kind: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        kind.is_file().then(|| Self {
            numbers: [kind.dev(), kind.ino(), kind.size()],
            times: [(kind.mtime(), kind.mtime_nsec()), (kind.ctime(), kind.ctime_nsec())],
        })
    }

    /// None: this system has no time that only it sets.
    #[cfg(not(unix))]
    pub(super) fn of(_: &Metadata) -> Option<Self> {
        None
    }

    /// All of it, for a hash.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let times = self.times.iter().flat_map(|(seconds, rest)| [seconds.to_le_bytes(), rest.to_le_bytes()]);
        self.numbers.iter().map(|number| number.to_le_bytes()).chain(times).flatten().collect()
    }

    /// The later of its times.
    #[must_use]
    pub fn last_change(&self) -> SystemTime {
        let time = |(seconds, rest): (i64, i64)| {
            let whole = Duration::from_secs(seconds.unsigned_abs());
            let whole = match seconds {
                0.. => SystemTime::UNIX_EPOCH.checked_add(whole),
                _ => SystemTime::UNIX_EPOCH.checked_sub(whole),
            };
            let rest = Duration::from_nanos(u64::try_from(rest).unwrap_or_default());
            // A time that no clock here can show has not been.
            whole.and_then(|whole| whole.checked_add(rest))
        };
        let times = self.times.map(time);
        times.into_iter().map(|time| time.unwrap_or_else(far_ahead)).max().unwrap_or_else(far_ahead)
    }
}

/// A time behind which nothing lies.
fn far_ahead() -> SystemTime {
    SystemTime::now() + Duration::from_secs(u64::from(u32::MAX))
}
