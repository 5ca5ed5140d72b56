//! Some work for each child, on plain threads. A fault of this program ends one child and nothing else.

use super::build::{ProgramFault, threads};
use super::settings::Settings;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What the work gave for each child, in the order of the children, and where it failed.
pub(super) fn over_children<T: Send>(
    children: &[String],
    settings: &Settings,
    work: impl Fn(&str) -> T + Sync,
) -> (Vec<T>, Vec<ProgramFault>) {
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(child) = children.get(at) else { return done };
            let found = catch_unwind(AssertUnwindSafe(|| work(child)));
            done.push((at, found.map_err(|fault| ProgramFault::new(child, None, fault.as_ref()))));
        }
    };
    let mut found: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads(settings).min(children.len())).map(|_| scope.spawn(take)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
    });
    found.sort_by_key(|(at, _)| *at);
    let (mut given, mut failures) = (Vec::new(), Vec::new());
    for (_, one) in found {
        match one {
            Ok(one) => given.push(one),
            Err(failure) => failures.push(failure),
        }
    }
    failures.sort();
    (given, failures)
}
