//! `shien watch`: the folders, the live project and the page, brought together.

mod stage;
pub(super) mod stop;

use super::Verdict;
use super::args::WatchArguments;
use super::terminal::Terminal;
use crate::pipeline::live::{Audience, Live, Wear};
use crate::pipeline::{self, Asked, CallSite, Output, OutputFolder, Project, Settings, SetupError};
use crate::preview::{Access, Board, ServerLimits, serve};
use crate::protocol::{Backend, View};
use crate::source::{Blindness, Change, Claim, Watch};
use crate::value::Date;
use crate::warden::Ward;
use stage::Stage;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// What the main thread is told.
enum WatchMessage {
    Changed(Change),
    Opened(View),
    Closed(View),
    Stop,
    /// Another process is to go on.
    Relieve,
}

pub(super) fn run(
    standing: CallSite<'_>,
    arguments: &WatchArguments,
    as_of: Option<Date>,
    terminal: &Arc<Terminal>,
) -> Result<Verdict, SetupError> {
    let root = standing.root;
    let folder = pipeline::output_folder(root, None)?;
    let (sender, messages) = channel();
    let board = Arc::new(Board::default());
    // Of a child all papers are watched, even where one file of it was named.
    let children = match arguments.children.cases.as_slice() {
        [] => Vec::new(),
        words => Project::open(root)?.asked(standing, words)?.children,
    };
    let asked = Asked { children, ..Asked::default() };
    let settings = Settings { asked, as_of, ..Settings::default() };
    let page = if arguments.no_browser_page { None } else { Some(BoundPage::open(arguments.port)?) };
    let invitation = invitation(page.as_ref());
    let ward = Ward::of_this_process();
    let relieves = ward.is_some_and(Ward::relieves);
    let stage = Arc::new(Stage::new(Arc::clone(terminal), folder.clone(), invitation, relieves));
    let (changes, end) = (sender.clone(), sender.clone());
    if let Some(ward) = ward {
        ward.when_left(move || drop(end.send(WatchMessage::Stop)));
    }
    // Before anything is read, so that no change falls between.
    let watch =
        Watch::start(root, move |change| drop(changes.send(WatchMessage::Changed(change)))).map_err(|error| {
            SetupError::new(
                format!("フォルダーの変化を知ることができません({error})"),
                "フォルダーを読む権限を確かめてください。印刷だけなら shien build を使えます",
            )
        })?;
    if let Some(blindness) = watch.blindness().filter(|_| !relieves) {
        terminal.line(&by_looking(blindness, watch.pause()));
    }
    if !relieves {
        terminal.start();
    }
    let audience = Audience { screen: board.clone(), listener: stage.clone() };
    let mut live = Live::open(root, settings, Arc::new(OutputFolder::new(&folder)), audience)?;
    stage.begin();
    let prints = Prints { output: OutputFolder::new(&folder), sender: sender.clone() };
    background(page, board, prints, sender)?;
    let mut verdict = Verdict::Fine;
    while let Some(message) = next(&messages, &mut live) {
        match message {
            WatchMessage::Changed(change) => live.apply(change),
            WatchMessage::Opened(view) => live.open_view(&view),
            WatchMessage::Closed(view) => live.close_view(&view),
            WatchMessage::Stop => break,
            WatchMessage::Relieve => {
                verdict = Verdict::Relieved;
                break;
            }
        }
    }
    live.stop();
    terminal.finish();
    Ok(verdict)
}

/// How long nothing has to change until what can wait is done: whoever writes comes first.
const CALM: Duration = Duration::from_secs(2);

/// The same before another process goes on, where somebody looks: the next save would wait a second or two for it.
const WATCHED_CALM: Duration = Duration::from_secs(10);

/// The next message; meanwhile what is left is done, once it is calm. None where nobody sends any more.
fn next(messages: &Receiver<WatchMessage>, live: &mut Live) -> Option<WatchMessage> {
    let mut patience = CALM;
    while live.has_more() {
        match messages.recv_timeout(patience) {
            Ok(message) => return Some(message),
            Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) => live.do_more(),
        }
        patience = Duration::ZERO;
    }
    while Ward::of_this_process().is_some() && live.wear() != Wear::None {
        let calm = if live.is_watched() { WATCHED_CALM } else { CALM };
        match messages.recv_timeout(calm) {
            Ok(message) => return Some(message),
            Err(RecvTimeoutError::Disconnected) => return None,
            Err(RecvTimeoutError::Timeout) if live.wear() == Wear::Worn => return Some(WatchMessage::Relieve),
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
    messages.recv().ok()
}

/// Claims the folder for this watch, or says that another is at work on it.
pub(super) fn claim(root: &Path, terminal: &Terminal) -> Option<Claim> {
    let claim = Claim::on(root);
    if claim.is_none() {
        terminal.aside(TWICE);
    }
    claim
}

/// What is said when another watch is at work.
const TWICE: &str = "注意: このフォルダーでは、もう 1 つ shien watch が動いています。その端末に出ている URL も使えます。\n\
     2 つは要りません。どちらかを Ctrl-C で終わらせてください。";

/// What is said where the system does not tell of every change.
fn by_looking(blindness: &Blindness, pause: Duration) -> String {
    let why = match blindness {
        Blindness::Drive(kind) => {
            format!("このフォルダーは{kind}にあります。ほかのパソコンでの保存は、システムが知らせません")
        }
        Blindness::None(error) => format!("システムがファイルの変化を知らせません({error})"),
        Blindness::Few => "フォルダーが多く、システムはその一部の変化しか知らせません".to_owned(),
    };
    format!("{why}。そのため {} 秒おきに見に行きます(気づくまで少しかかります)。", pause.as_secs().max(1))
}

/// What is said when the pages can be looked at. The address stands last, where it is found.
fn invitation(page: Option<&BoundPage>) -> Vec<String> {
    let Some(page) = page else {
        return vec!["表示はしません。保存するたびに PDF を作り直します。終わるには Ctrl-C を押します。".to_owned()];
    };
    vec![
        "次の URL をブラウザーで開いてください。このパソコンの中だけで、終わるまで使えます。終わるには Ctrl-C を押します。".to_owned(),
        format!("表示: {}", page.access.url()),
    ]
}

/// The prints, and the way to the main thread.
struct Prints {
    output: OutputFolder,
    sender: Sender<WatchMessage>,
}

impl Backend for Prints {
    fn open(&self, view: &View) {
        let _ = self.sender.send(WatchMessage::Opened(view.clone()));
    }

    fn close(&self, view: &View) {
        let _ = self.sender.send(WatchMessage::Closed(view.clone()));
    }

    fn pdf(&self, document: &str) -> Option<Vec<u8>> {
        self.output.read(Path::new(&format!("{document}.pdf"))).ok()
    }
}

/// The page's place, taken before the work begins.
struct BoundPage {
    listener: TcpListener,
    access: Access,
}

impl BoundPage {
    /// The page on this port; on that of the process before this one, and with its token, where there was one: whoever
    /// looks at the page need not know.
    fn open(port: u16) -> Result<Self, SetupError> {
        let ward = Ward::of_this_process();
        let before = ward.and_then(Ward::kept).and_then(|words| words.split_once(' '));
        let before = before.and_then(|(port, token)| Some((port.parse().ok()?, token)));
        let port = before.map_or(port, |(port, _)| port);
        let unusable = |error: std::io::Error| {
            SetupError::new(
                format!("ポート {port} を使えません({error})"),
                "--port に別の番号を書くか、--port を省いてください(空いている番号を使います)",
            )
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(unusable)?;
        let port = listener.local_addr().map_err(unusable)?.port();
        let access = match before {
            Some((_, token)) => Access::with_token(port, token),
            None => Access::new(port).map_err(|error| {
                SetupError::new(format!("URL の合い言葉を作れません({error})"), "もう一度実行してください")
            })?,
        };
        ward.into_iter().for_each(|ward| ward.keep(&format!("{port} {}", access.token())));
        Ok(Self { listener, access })
    }
}

/// The stack of a thread that draws a page: boxes lie in boxes.
const DRAWING_STACK: usize = 8 * 1024 * 1024;

/// A thread that waits for the signals to stop, and serves the page meanwhile.
fn background(
    page: Option<BoundPage>,
    board: Arc<Board>,
    prints: Prints,
    sender: Sender<WatchMessage>,
) -> Result<(), SetupError> {
    let unusable =
        |error: std::io::Error| SetupError::new(format!("表示を始められません({error})"), "もう一度実行してください");
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().thread_stack_size(DRAWING_STACK).build().map_err(unusable)?;
    let work = move || {
        runtime.block_on(async move {
            if let Some(BoundPage { listener, access }) = page {
                tokio::spawn(serve(listener, access, board, Arc::new(prints), ServerLimits::default()));
            }
            stop::wait().await;
            let _ = sender.send(WatchMessage::Stop);
        });
    };
    thread::Builder::new().name("shien-page".to_owned()).spawn(work).map_err(unusable)?;
    Ok(())
}
