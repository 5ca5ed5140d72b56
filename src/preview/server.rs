//! The server: loopback, reading only, every request checked before anything else.

use super::access::Access;
use super::board::Board;
use super::connection::{Connection, Connections, Patient};
use super::guards::{DRAWING_POLICY, GUARDS};
use super::stream;
use crate::font;
use crate::protocol::{Backend, View};
use axum::Router;
use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::http::header::{self, HeaderValue};
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::future::{Future, poll_fn};
use std::net::TcpListener;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

/// What a request may cost.
#[derive(Debug, Clone, Copy)]
pub struct ServerLimits {
    /// Connections at a time: so many that have shown the token, and so many that have not. One more ends the one that
    /// has been silent longest.
    pub connections: usize,
    /// The head of a request, in bytes.
    pub head: usize,
    /// How long a head may take to arrive, and a connection be idle.
    pub patience: Duration,
    /// How long whoever asked may take nothing of the answer.
    pub drain: Duration,
}

impl Default for ServerLimits {
    fn default() -> Self {
        Self { connections: 64, head: 16 * 1024, patience: Duration::from_secs(10), drain: Duration::from_secs(20) }
    }
}

const HTML: &str = include_str!("page/page.html");
const STYLE: &str = include_str!("page/page.css");
const SCRIPT: &str = include_str!("page/page.js");
const ICON: &str = include_str!("page/icon.svg");

/// Names of forms that are longer are none.
const LONGEST_NAME: usize = 300;

#[derive(Clone)]
struct PageService {
    access: Arc<Access>,
    board: Arc<Board>,
    backend: Arc<dyn Backend>,
}

/// The service, and the connection on which it is asked.
#[derive(Clone)]
struct ConnectionService {
    service: PageService,
    connection: Arc<Connection>,
}

/// Serves the page until the future is dropped. Runs on a current-thread runtime of tokio with time and input/output.
///
/// # Errors
/// When the listener cannot be used.
pub async fn serve(
    listener: TcpListener,
    access: Access,
    board: Arc<Board>,
    backend: Arc<dyn Backend>,
    limits: ServerLimits,
) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let service = PageService { access: Arc::new(access), board, backend };
    let connections = Connections::new(limits.connections);
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file handles, say: others may be closed meanwhile.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let connection = Arc::new(connections.admit());
        let service = ConnectionService { service: service.clone(), connection: Arc::clone(&connection) };
        let service = TowerToHyperService::new(Router::new().fallback(answer).with_state(service));
        tokio::spawn(async move {
            let mut http = http1::Builder::new();
            http.timer(TokioTimer::new()).header_read_timeout(limits.patience).max_buf_size(limits.head);
            let stream = TokioIo::new(Patient::new(stream, limits.drain));
            let mut served = pin!(http.serve_connection(stream, service));
            let mut ended = pin!(connection.ended());
            // A client that hangs up is no fault.
            poll_fn(|context| match ended.as_mut().poll(context) {
                Poll::Ready(()) => Poll::Ready(()),
                Poll::Pending => served.as_mut().poll(context).map(drop),
            })
            .await;
        });
    }
}

async fn answer(
    State(ConnectionService { service, connection }): State<ConnectionService>,
    request: Request,
) -> Response {
    let host = request.headers().get(header::HOST).map(HeaderValue::as_bytes);
    let mut response = if !service.access.knows_host(host) {
        refuse(StatusCode::MISDIRECTED_REQUEST, "この名前では答えません。端末に出ている URL を開いてください。")
    } else if request.method() != Method::GET {
        refuse(StatusCode::METHOD_NOT_ALLOWED, "読むことだけができます。")
    } else {
        match service.access.open(request.uri().path()) {
            None => refuse(StatusCode::FORBIDDEN, "この URL は使えません。端末に出ている新しい URL を開いてください。"),
            Some(asked) => {
                connection.recognise();
                service.serve(asked, request.uri()).await
            }
        }
    };
    let headers = response.headers_mut();
    // An event stream says something weaker by itself.
    headers.remove(header::CACHE_CONTROL);
    for (name, value) in GUARDS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

impl PageService {
    async fn serve(&self, asked: &str, uri: &Uri) -> Response {
        match asked {
            "" => text("text/html; charset=utf-8", HTML),
            "page.css" => text("text/css; charset=utf-8", STYLE),
            "page.js" => text("text/javascript; charset=utf-8", SCRIPT),
            "regular.ttf" => text("font/ttf", font::files()[0]),
            "bold.ttf" => text("font/ttf", font::files()[1]),
            "rare.otf" => text("font/otf", font::files()[2]),
            "icon.svg" => text("image/svg+xml", ICON),
            "events" => self.events(uri),
            "alive" => text("text/plain; charset=utf-8", "はい"),
            _ => match asked.strip_prefix("print/") {
                Some(number) => self.print(number),
                None => self.drawing(asked).await.unwrap_or_else(missing),
            },
        }
    }

    /// `patches/HASH.svg`.
    async fn drawing(&self, asked: &str) -> Option<Response> {
        let hash = asked.strip_prefix("patches/")?.strip_suffix(".svg")?;
        let drawing = self.board.drawing(hash)?;
        // On a thread of its own, so that two are drawn at a time and the stream goes on.
        let svg = tokio::task::spawn_blocking(move || drawing.svg()).await.ok()?;
        let mut response = text("image/svg+xml", svg.to_string());
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(DRAWING_POLICY));
        Some(response)
    }

    /// `print/17`: only what the board lists is looked for.
    fn print(&self, number: &str) -> Response {
        let asked = number.parse().ok().and_then(|number| self.board.document(number));
        let Some(document) = asked.filter(|document| self.board.has(document)) else { return missing() };
        let Some(bytes) = self.backend.pdf(&document) else {
            return refuse(StatusCode::NOT_FOUND, "この文書の PDF は、まだありません。");
        };
        let mut response = text("application/pdf", bytes);
        let name = format!("attachment; filename=\"{}.pdf\"", document.replace('/', "-"));
        if let Ok(name) = HeaderValue::try_from(name) {
            response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
        }
        response
    }

    /// `events?open=17&form=tokyo&seen=12`: the document by the number that the board gave it.
    fn events(&self, uri: &Uri) -> Response {
        let Ok(Query(asked)) = Query::<EventsQuery>::try_from_uri(uri) else {
            return refuse(StatusCode::BAD_REQUEST, "この問い合わせは読めません。");
        };
        let form = asked.form.filter(|name| !name.is_empty() && name.len() <= LONGEST_NAME);
        let view = asked.open.and_then(|number| self.board.document(number)).map(|document| View { document, form });
        stream::events(&self.board, &self.backend, view, asked.seen.unwrap_or(0)).into_response()
    }
}

/// What a request may name.
#[derive(serde::Deserialize)]
struct EventsQuery {
    open: Option<u64>,
    form: Option<String>,
    seen: Option<u64>,
}

fn text(kind: &'static str, body: impl Into<Body>) -> Response {
    ([(header::CONTENT_TYPE, kind)], body.into()).into_response()
}

fn refuse(status: StatusCode, words: &'static str) -> Response {
    let mut response = text("text/plain; charset=utf-8", words);
    *response.status_mut() = status;
    response
}

fn missing() -> Response {
    refuse(StatusCode::NOT_FOUND, "ありません。")
}
