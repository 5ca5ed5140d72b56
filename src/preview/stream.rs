//! The event stream of one who looks on: at first everything, then what changes.

use super::board::{Board, SentView};
use crate::protocol::{Backend, View};
use axum::response::sse::{Event, Sse};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio_stream::wrappers::{IntervalStream, WatchStream};
use tokio_stream::{Stream, StreamExt};

/// How often something is sent when nothing changes, so that a lost connection is noticed.
const BEAT: Duration = Duration::from_secs(4);

/// How long news of the list wait for more of them. What is looked at does not wait, and so is drawn first.
const LIST_PAUSE: Duration = Duration::from_millis(150);

/// What there may be news of.
enum Tick {
    List,
    View,
    Beat,
}

/// One who looks on. The view is closed when it is dropped.
struct Viewer {
    board: Arc<Board>,
    backend: Arc<dyn Backend>,
    view: Option<View>,
    /// Up to which serial the list was seen.
    list_seen: u64,
    /// What was sent of the view last.
    sent: SentView,
}

/// A stream for one who looks at a view and has seen the list up to a serial.
pub(super) fn events(
    board: &Arc<Board>,
    backend: &Arc<dyn Backend>,
    view: Option<View>,
    list_seen: u64,
) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<>> {
    let list = WatchStream::new(board.list_changes()).then(async |_| {
        tokio::time::sleep(LIST_PAUSE).await;
        Tick::List
    });
    let views = WatchStream::new(board.view_changes()).map(|_| Tick::View);
    let beats = IntervalStream::new(tokio::time::interval(BEAT)).map(|_| Tick::Beat);
    let mut viewer = Viewer::new(Arc::clone(board), Arc::clone(backend), view, list_seen);
    Sse::new(views.merge(list).merge(beats).filter_map(move |tick| viewer.event(tick).map(Ok)))
}

impl Viewer {
    fn new(board: Arc<Board>, backend: Arc<dyn Backend>, view: Option<View>, list_seen: u64) -> Self {
        if let Some(view) = &view
            && board.open(view)
        {
            backend.open(view);
        }
        Self { board, backend, view, list_seen, sent: SentView::default() }
    }

    fn event(&mut self, tick: Tick) -> Option<Event> {
        let news = match tick {
            Tick::List => self.board.list_news(&mut self.list_seen)?,
            Tick::View => self.board.view_news(self.view.as_ref()?, &mut self.sent)?,
            Tick::Beat => return Some(Event::default().event("beat").data("")),
        };
        Some(Event::default().data(news.to_string()))
    }
}

impl Drop for Viewer {
    fn drop(&mut self) {
        if let Some(view) = &self.view
            && self.board.close(view)
        {
            self.backend.close(view);
        }
    }
}
