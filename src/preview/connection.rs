//! The connections at a time: none is waited for without end, and those of strangers cannot keep the owner out.
//!
//! A connection is a stranger's until a request on it brought the token. Where there are too many of one sort, the one
//! that has been silent longest ends; so a new one is always let in, and strangers only ever end strangers.

use super::guards::GUARDS;
use std::collections::BTreeMap;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::Notify;
use tokio::time::{Sleep, sleep};

/// All connections.
#[derive(Debug)]
pub(super) struct Connections {
    /// Of each sort.
    most: usize,
    open: Mutex<ConnectionTable>,
}

#[derive(Debug, Default)]
struct ConnectionTable {
    /// Counts what happens, so that it can be told what was last.
    clock: u64,
    next: u64,
    entries: BTreeMap<u64, ConnectionEntry>,
}

#[derive(Debug)]
struct ConnectionEntry {
    is_known: bool,
    used: u64,
    end: Arc<Notify>,
}

/// One connection; it is open until this is dropped.
#[derive(Debug)]
pub(super) struct Connection {
    all: Arc<Connections>,
    number: u64,
    end: Arc<Notify>,
}

impl Connections {
    pub(super) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { most: most.max(1), open: Mutex::default() })
    }

    /// Lets a stranger in.
    pub(super) fn admit(self: &Arc<Self>) -> Connection {
        let mut open = self.lock();
        let end = Arc::new(Notify::new());
        let number = open.next;
        open.next += 1;
        let used = open.tick();
        open.entries.insert(number, ConnectionEntry { is_known: false, used, end: Arc::clone(&end) });
        open.keep(self.most, false);
        Connection { all: Arc::clone(self), number, end }
    }

    fn lock(&self) -> MutexGuard<'_, ConnectionTable> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Connection {
    /// A request on it brought the token.
    pub(super) fn recognise(&self) {
        let mut open = self.all.lock();
        let used = open.tick();
        if let Some(entry) = open.entries.get_mut(&self.number) {
            entry.is_known = true;
            entry.used = used;
        }
        open.keep(self.all.most, true);
    }

    /// Waits until it has to make room.
    pub(super) async fn ended(&self) {
        self.end.notified().await;
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.all.lock().entries.remove(&self.number);
    }
}

impl ConnectionTable {
    fn tick(&mut self) -> u64 {
        self.clock += 1;
        self.clock
    }

    /// Ends those of a sort that are too many.
    fn keep(&mut self, most: usize, is_known: bool) {
        while self.entries.values().filter(|entry| entry.is_known == is_known).count() > most {
            let oldest = self.entries.iter().filter(|(_, entry)| entry.is_known == is_known);
            let Some(number) = oldest.min_by_key(|(_, entry)| entry.used).map(|(number, _)| *number) else { return };
            if let Some(entry) = self.entries.remove(&number) {
                entry.end.notify_one();
            }
        }
    }
}

/// A stream whose reader may pause for so long and no longer, and on which no refusal goes out without what every answer
/// carries: hyper refuses by itself what it cannot read as a request, and its own refusals are bare.
#[derive(Debug)]
pub(super) struct Patient<S> {
    stream: S,
    patience: Duration,
    /// Runs while something cannot be written.
    waits: Option<Pin<Box<Sleep>>>,
    /// What is being written in place of a bare refusal.
    clothed: Option<Clothed>,
}

#[derive(Debug)]
struct Clothed {
    bytes: Vec<u8>,
    sent: usize,
}

impl Clothed {
    /// A refusal that hyper wrote by itself, with the guards; none of anything else.
    fn of(bytes: &[u8]) -> Option<Self> {
        let head = std::str::from_utf8(bytes).ok()?.strip_suffix("\r\n\r\n")?;
        let is_bare = head.starts_with("HTTP/1.")
            && head.get(8..10) == Some(" 4")
            && head.to_ascii_lowercase().contains("content-length: 0")
            && !head.contains("\r\n\r\n")
            && !head.to_ascii_lowercase().contains("cache-control:");
        is_bare.then(|| {
            let mut clothed = head.to_owned();
            for (name, value) in GUARDS {
                clothed.push_str(&format!("\r\n{name}: {value}"));
            }
            clothed.push_str("\r\n\r\n");
            Self { bytes: clothed.into_bytes(), sent: 0 }
        })
    }
}

impl<S> Patient<S> {
    pub(super) fn new(stream: S, patience: Duration) -> Self {
        Self { stream, patience, waits: None, clothed: None }
    }

    /// What came of a write; one that has waited too long has failed.
    fn judge<T>(&mut self, context: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.waits = None;
            return written;
        }
        let patience = self.patience;
        let waits = self.waits.get_or_insert_with(|| Box::pin(sleep(patience)));
        ready!(waits.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(context, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let own = self.get_mut();
        if own.clothed.is_none() {
            own.clothed = Clothed::of(bytes);
        }
        // Whoever wrote the bare one writes it again until it has gone.
        while let Some(Clothed { bytes: clothed, sent }) = &mut own.clothed {
            let written = Pin::new(&mut own.stream).poll_write(context, &clothed[*sent..]);
            if let Poll::Ready(Ok(count)) = written {
                *sent += count;
                if count > 0 && *sent < clothed.len() {
                    continue;
                }
                own.clothed = None;
                own.waits = None;
                return Poll::Ready(Ok(if count > 0 { bytes.len() } else { 0 }));
            }
            return own.judge(context, written);
        }
        let written = Pin::new(&mut own.stream).poll_write(context, bytes);
        own.judge(context, written)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if let [only] = bytes {
            return self.poll_write(context, only);
        }
        let own = self.get_mut();
        let written = Pin::new(&mut own.stream).poll_write_vectored(context, bytes);
        own.judge(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::Connections;

    #[test]
    fn strangers_end_strangers_and_never_the_owner() {
        let all = Connections::new(2);
        let owner = all.admit();
        owner.recognise();
        let mut strangers: Vec<_> = (0..5).map(|_| all.admit()).collect();
        let open = |all: &Connections| all.lock().entries.keys().copied().collect::<Vec<_>>();
        assert_eq!(open(&all), [0, 4, 5], "the owner, and the two that came last");
        strangers.pop();
        assert_eq!(open(&all), [0, 4]);
        // The owner's own make room for each other, the one used longest ago first.
        let second = all.admit();
        second.recognise();
        owner.recognise();
        all.admit().recognise();
        assert_eq!(open(&all), [0, 4]);
        drop((owner, second, strangers));
        assert!(open(&all).is_empty());
    }
}
