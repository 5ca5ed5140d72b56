//! What a process has taken up to now.

use std::time::Duration;
use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System};

/// What a process has taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Taken {
    /// Processor time of all its threads since it began.
    pub(super) time: Duration,
    /// Memory that it holds, in bytes.
    pub(super) memory: u64,
}

/// Measures one process.
#[derive(Debug)]
pub(super) struct Meter {
    /// None where the system tells nobody.
    system: Option<System>,
    process: Pid,
}

impl Meter {
    pub(super) fn of(process: u32) -> Self {
        Self { system: System::new().ok(), process: Pid::from_u32(process) }
    }

    /// What it has taken; none where the system does not tell.
    pub(super) fn read(&mut self) -> Option<Taken> {
        let what = ProcessRefreshKind::nothing().with_cpu().with_memory().without_tasks();
        let system = self.system.as_mut()?;
        system.refresh_processes_specifics(ProcessesToUpdate::Some(&[self.process]), false, what);
        let process = system.process(self.process)?;
        let time = Duration::from_millis(process.accumulated_cpu_time());
        Some(Taken { time, memory: process.memory() })
    }
}

#[cfg(test)]
mod tests {
    use super::Meter;
    use std::hint::black_box;

    #[test]
    fn what_this_process_takes_is_seen() {
        let mut meter = Meter::of(std::process::id());
        let before = meter.read().expect("the system tells");
        let mut kept = vec![0_u8; 64_000_000];
        let mut turns = 0_u64;
        let after = loop {
            for (at, byte) in kept.iter_mut().enumerate() {
                *byte = byte.wrapping_add(at as u8);
            }
            turns += 1;
            let now = meter.read().expect("the system tells");
            if now.time > before.time || turns > 10_000 {
                break now;
            }
        };
        black_box(kept);
        assert!(after.time > before.time);
        assert!(after.memory > before.memory + 32_000_000, "{before:?} {after:?}");
    }
}
