//! The signals that end a watch: Ctrl-C, and what a system sends that shuts down or closes the terminal.

/// Waits for one of them.
#[cfg(unix)]
pub(in crate::cli) async fn wait() {
    use std::future::poll_fn;
    use std::task::Poll;
    use tokio::signal::unix::{Signal, SignalKind, signal};

    let kinds = [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()];
    let mut signals: Vec<Signal> = kinds.into_iter().filter_map(|kind| signal(kind).ok()).collect();
    poll_fn(|context| {
        let any = signals.iter_mut().any(|signal| signal.poll_recv(context).is_ready());
        if any { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}

/// Waits for it.
#[cfg(not(unix))]
pub(in crate::cli) async fn wait() {
    let _ = tokio::signal::ctrl_c().await;
}
