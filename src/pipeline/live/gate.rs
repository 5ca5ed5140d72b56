//! An output that can be closed: a print that is being written is finished, and none is begun after it.

use crate::pipeline::Output;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// An output with a gate before it.
pub(super) struct Gate {
    output: Arc<dyn Output + Send>,
    closed: Mutex<bool>,
}

impl Gate {
    pub(super) fn new(output: Arc<dyn Output + Send>) -> Self {
        Self { output, closed: Mutex::new(false) }
    }

    /// Waits for what is being written, and lets nothing more pass. Whether it was open.
    pub(super) fn close(&self) -> bool {
        !std::mem::replace(&mut *self.closed.lock().unwrap_or_else(PoisonError::into_inner), true)
    }

    /// Whether nothing passes any more.
    pub(super) fn is_closed(&self) -> bool {
        *self.closed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The output behind the gate.
    pub(super) fn behind(&self) -> &dyn Output {
        self.output.as_ref()
    }
}

impl Output for Gate {
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let closed = self.closed.lock().unwrap_or_else(PoisonError::into_inner);
        if *closed {
            return Err(io::ErrorKind::Interrupted.into());
        }
        self.output.write(path, bytes)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.output.read(path)
    }
}
