//! The event stream of one who looks on: at first everything, then what changes.

use super::Desk;
use super::board::{Board, SeenUntil};
use super::state::View;
use axum::response::sse::{Event, Sse};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio_stream::wrappers::{IntervalStream, WatchStream};
use tokio_stream::{Stream, StreamExt};

/// How often something is sent when nothing changes, so that a lost connection is noticed.
const BEAT: Duration = Duration::from_secs(4);

/// One who looks on. The view is closed when it is dropped.
struct Viewer {
    board: Arc<Board>,
    desk: Arc<dyn Desk>,
    view: Option<View>,
    seen: SeenUntil,
}

/// A stream for one who looks at a view and has seen the list up to a revision.
pub(super) fn events(
    board: &Arc<Board>,
    desk: &Arc<dyn Desk>,
    view: Option<View>,
    list: u64,
) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<>> {
    let changes = WatchStream::new(board.subscribe()).map(|_| true);
    let beats = IntervalStream::new(tokio::time::interval(BEAT)).map(|_| false);
    let mut viewer = Viewer::new(Arc::clone(board), Arc::clone(desk), view, list);
    Sse::new(changes.merge(beats).filter_map(move |changed| viewer.event(changed).map(Ok)))
}

impl Viewer {
    fn new(board: Arc<Board>, desk: Arc<dyn Desk>, view: Option<View>, list: u64) -> Self {
        if let Some(view) = &view {
            board.open(view);
            desk.open(view);
        }
        Self { board, desk, view, seen: SeenUntil { list, view: 0 } }
    }

    fn event(&mut self, changed: bool) -> Option<Event> {
        if !changed {
            return Some(Event::default().event("beat").data(""));
        }
        let news = self.board.news(self.view.as_ref(), &mut self.seen)?;
        Some(Event::default().data(news.to_string()))
    }
}

impl Drop for Viewer {
    fn drop(&mut self) {
        if let Some(view) = &self.view {
            self.board.close(view);
            self.desk.close(view);
        }
    }
}
