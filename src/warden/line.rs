//! The line between the two processes, which is the standard input of the ward: what a command that prints never reads.
//!
//! The end of either process ends it, however that comes about.

#[cfg(not(unix))]
pub(super) use system::{PipeEar as Ear, PipeMouth as Mouth};
#[cfg(unix)]
pub(super) use system::{SocketEar as Ear, SocketMouth as Mouth};

/// On Unix a pair of sockets: a ward that waits on its end is woken when the other is closed.
#[cfg(unix)]
mod system {
    use std::io::{self, Read, Write};
    use std::net::Shutdown;
    use std::os::fd::AsFd;
    use std::os::unix::net::UnixStream;
    use std::process::Stdio;

    /// The warden's end.
    #[derive(Debug)]
    pub(in crate::warden) struct SocketEar(UnixStream);

    /// The ward's end.
    #[derive(Debug)]
    pub(in crate::warden) struct SocketMouth(UnixStream);

    impl SocketEar {
        /// A new line; what the ward is to be given for its standard input.
        pub(in crate::warden) fn open() -> io::Result<(Self, Stdio)> {
            let (own, other) = UnixStream::pair()?;
            Ok((Self(own), Stdio::from(std::os::fd::OwnedFd::from(other))))
        }

        /// What the ward says.
        pub(in crate::warden) fn listen(&self) -> io::Result<impl Read + Send + 'static> {
            self.0.try_clone()
        }

        /// Ends the line.
        pub(in crate::warden) fn close(&self) {
            let _ = self.0.shutdown(Shutdown::Both);
        }
    }

    impl SocketMouth {
        /// The end of this process.
        pub(in crate::warden) fn of_this_process() -> io::Result<Self> {
            Ok(Self(io::stdin().as_fd().try_clone_to_owned()?.into()))
        }

        pub(in crate::warden) fn say(&self, words: &str) -> io::Result<()> {
            (&self.0).write_all(words.as_bytes())
        }

        /// Waits until nobody listens any more.
        pub(in crate::warden) fn outlast(&self) {
            // Nothing is ever said in this direction.
            while matches!((&self.0).read(&mut [0]), Ok(1..)) {}
        }
    }
}

/// Elsewhere a pipe whose end for writing is the ward's standard input. Whether somebody listens is found out by saying
/// something now and then.
#[cfg(not(unix))]
mod system {
    use std::io::{self, PipeReader, PipeWriter, Read, Write};
    use std::os::windows::io::AsHandle;
    use std::process::Stdio;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, Mutex, PoisonError};
    use std::thread;
    use std::time::Duration;

    /// How long the end of the other process may go unnoticed.
    const BREATH: Duration = Duration::from_millis(200);

    /// The warden's end.
    #[derive(Debug)]
    pub(in crate::warden) struct PipeEar {
        reader: Mutex<Option<PipeReader>>,
        closed: Arc<AtomicBool>,
    }

    /// What reads from the pipe until it is told not to.
    struct Listening {
        reader: PipeReader,
        closed: Arc<AtomicBool>,
    }

    /// The ward's end.
    #[derive(Debug)]
    pub(in crate::warden) struct PipeMouth(PipeWriter);

    impl PipeEar {
        /// A new line; what the ward is to be given for its standard input.
        pub(in crate::warden) fn open() -> io::Result<(Self, Stdio)> {
            let (reader, writer) = io::pipe()?;
            Ok((Self { reader: Mutex::new(Some(reader)), closed: Arc::default() }, Stdio::from(writer)))
        }

        /// What the ward says.
        pub(in crate::warden) fn listen(&self) -> io::Result<impl Read + Send + 'static> {
            let reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner).take();
            let reader = reader.ok_or(io::ErrorKind::NotConnected)?;
            Ok(Listening { reader, closed: Arc::clone(&self.closed) })
        }

        /// Ends the line.
        pub(in crate::warden) fn close(&self) {
            self.closed.store(true, Ordering::Relaxed);
        }
    }

    impl Read for Listening {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let read = self.reader.read(buffer)?;
            Ok(if self.closed.load(Ordering::Relaxed) { 0 } else { read })
        }
    }

    impl PipeMouth {
        /// The end of this process.
        pub(in crate::warden) fn of_this_process() -> io::Result<Self> {
            Ok(Self(io::stdin().as_handle().try_clone_to_owned()?.into()))
        }

        pub(in crate::warden) fn say(&self, words: &str) -> io::Result<()> {
            (&self.0).write_all(words.as_bytes())
        }

        /// Waits until nobody listens any more.
        pub(in crate::warden) fn outlast(&self) {
            while self.say("\n").is_ok() {
                thread::sleep(BREATH);
            }
        }
    }
}
