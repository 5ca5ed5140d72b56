//! `shien watch`: the folders, the live project and the page, brought together.

mod stage;
mod stop;

use super::Verdict;
use super::args::WatchArguments;
use super::terminal::Terminal;
use crate::pipeline::live::{Live, View};
use crate::pipeline::{Asked, Disk, Project, Settings, SetupError, Standing};
use crate::preview::{Access, Board, Limits, serve};
use crate::source::{Change, Watch};
use crate::value::Date;
use stage::{Prints, Stage};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread;

/// What the main thread is told.
enum Message {
    Changed(Change),
    Opened(View),
    Closed(View),
    Stop,
}

pub(super) fn run(
    standing: Standing<'_>,
    arguments: &WatchArguments,
    as_of: Option<Date>,
    terminal: &Arc<Terminal>,
) -> Result<Verdict, SetupError> {
    let root = standing.root;
    let folder = root.join("output");
    let (sender, messages) = channel();
    let board = Arc::new(Board::default());
    let stage = Arc::new(Stage::new(Arc::clone(terminal), Arc::clone(&board), folder.clone()));
    // Of a child all papers are watched, even where one file of it was named.
    let children = match arguments.children.cases.as_slice() {
        [] => Vec::new(),
        words => Project::open(root)?.asked(standing, words)?.children,
    };
    let asked = Asked { children, ..Asked::default() };
    let settings = Settings { asked, as_of, ..Settings::default() };
    let page = if arguments.no_browser_page { None } else { Some(Page::open(arguments.port)?) };
    let changes = sender.clone();
    // Before anything is read, so that no change falls between.
    let _watch = Watch::start(root, move |change| drop(changes.send(Message::Changed(change)))).map_err(|error| {
        SetupError::new(
            format!("フォルダーの変化を知ることができません({error})"),
            "ほかのプログラムを閉じてから、もう一度実行してください。印刷だけなら shien build を使えます",
        )
    })?;
    terminal.start();
    let mut live = Live::open(root, settings, Arc::new(Disk::new(&folder)), stage)?;
    match &page {
        Some(page) => {
            terminal.line(&format!("表示: {}", page.access.url()));
            terminal.line("ブラウザーで開いてください。この URL は、このパソコンの中だけで、終わるまで使えます。");
        }
        None => terminal.line("表示はしません。保存するたびに PDF を作り直します。"),
    }
    terminal.line("終わるには Ctrl-C を押します。");
    let prints = Prints { output: Disk::new(&folder), sender: sender.clone() };
    background(page, board, prints, sender)?;
    for message in messages {
        match message {
            Message::Changed(change) => live.apply(change),
            Message::Opened(view) => live.open_view(&view),
            Message::Closed(view) => live.close_view(&view),
            Message::Stop => break,
        }
    }
    live.stop();
    terminal.finish();
    Ok(Verdict::Fine)
}

/// The page's place, taken before the work begins.
struct Page {
    listener: TcpListener,
    access: Access,
}

impl Page {
    fn open(port: u16) -> Result<Self, SetupError> {
        let unusable = |error: std::io::Error| {
            SetupError::new(
                format!("ポート {port} を使えません({error})"),
                "--port に別の番号を書くか、--port を省いてください(空いている番号を使います)",
            )
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(unusable)?;
        let port = listener.local_addr().map_err(unusable)?.port();
        let access = Access::new(port).map_err(|error| {
            SetupError::new(format!("URL の合い言葉を作れません({error})"), "もう一度実行してください")
        })?;
        Ok(Self { listener, access })
    }
}

/// The stack of a thread that draws a page: boxes lie in boxes.
const DRAWING_STACK: usize = 8 * 1024 * 1024;

/// A thread that waits for the signals to stop, and serves the page meanwhile.
fn background(
    page: Option<Page>,
    board: Arc<Board>,
    prints: Prints,
    sender: Sender<Message>,
) -> Result<(), SetupError> {
    let unusable =
        |error: std::io::Error| SetupError::new(format!("表示を始められません({error})"), "もう一度実行してください");
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().thread_stack_size(DRAWING_STACK).build().map_err(unusable)?;
    let work = move || {
        runtime.block_on(async move {
            if let Some(Page { listener, access }) = page {
                tokio::spawn(serve(listener, access, board, Arc::new(prints), Limits::default()));
            }
            stop::wait().await;
            let _ = sender.send(Message::Stop);
        });
    };
    thread::Builder::new().name("shien-page".to_owned()).spawn(work).map_err(unusable)?;
    Ok(())
}
