//! The server, asked as a stranger would: over a bare connection.

use shien::preview::{Access, Board, ServerLimits, serve};
use shien::protocol::{Backend, Faults, ListedChild, ListedDocument, PrintState, Screen, Tally, View};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

/// Has one print, and counts who looks.
#[derive(Default)]
struct Prints {
    open: AtomicUsize,
}

impl Backend for Prints {
    fn open(&self, _: &View) {
        self.open.fetch_add(1, Ordering::SeqCst);
    }
    fn close(&self, _: &View) {
        self.open.fetch_sub(1, Ordering::SeqCst);
    }
    fn pdf(&self, document: &str) -> Option<Vec<u8>> {
        (document == "hana/plan-2024-03-28").then(|| b"%PDF".to_vec())
    }
}

struct Server {
    port: u16,
    token: String,
    prints: Arc<Prints>,
    board: Arc<Board>,
}

impl Server {
    fn start(limits: ServerLimits) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let access = Access::new(port).expect("random numbers");
        let token = access.url().trim_end_matches('/').rsplit('/').next().expect("a token").to_owned();
        let (board, prints) = (Arc::new(Board::default()), Arc::new(Prints::default()));
        board.child(&ListedChild {
            id: "hana".to_owned(),
            name: Some("佐藤 はな".to_owned()),
            reading: None,
            tally: Tally::default(),
            documents: vec![ListedDocument {
                id: "hana/plan-2024-03-28".to_owned(),
                title: "個別支援計画",
                name: "2024-03-28".to_owned(),
                date: None,
                draft: None,
                faults: Faults::default(),
                print: PrintState::Printed,
            }],
            deadlines: Vec::new(),
        });
        let (own_board, backend) = (Arc::clone(&board), Arc::clone(&prints) as Arc<dyn Backend>);
        let (sender, ready) = mpsc::channel();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            sender.send(()).expect("somebody waits");
            let _ = runtime.block_on(serve(listener, access, own_board, backend, limits));
        });
        ready.recv().expect("started");
        Self { port, token, prints, board }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("connected");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("set");
        stream
    }

    /// The whole answer to a request as it is written here.
    fn ask(&self, request: &str) -> String {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).expect("asked");
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// A proper request for a path behind the token.
    fn get(&self, path: &str) -> String {
        self.ask(&self.request(path))
    }

    fn request(&self, path: &str) -> String {
        format!("GET /{}/{path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", self.token, self.port)
    }
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("none")
}

#[test]
fn every_request_needs_the_token() {
    let server = Server::start(ServerLimits::default());
    for path in ["", "page.js", "page.css"] {
        assert_eq!(status(&server.get(path)), "200", "{path}");
    }
    let host = format!("Host: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", server.port);
    let wrong = "0".repeat(server.token.len());
    let print = "print/1";
    for path in ["", "page.js", "events", print] {
        for start in ["/".to_owned(), format!("/{wrong}/"), format!("/{}x/", server.token)] {
            let answer = server.ask(&format!("GET {start}{path} HTTP/1.1\r\n{host}"));
            assert_eq!(status(&answer), "403", "{start}{path}");
            assert!(!answer.contains("はな") && !answer.contains("%PDF"), "{answer}");
        }
    }
    assert!(server.get(print).ends_with("%PDF"));
}

#[test]
fn only_its_own_address_is_answered() {
    let server = Server::start(ServerLimits::default());
    let ask = |host: &str| server.ask(&format!("GET /{}/ HTTP/1.1\r\n{host}Connection: close\r\n\r\n", server.token));
    assert_eq!(status(&ask(&format!("Host: localhost:{}\r\n", server.port))), "200");
    for host in
        ["Host: children.example\r\n".to_owned(), format!("Host: children.example:{}\r\n", server.port), String::new()]
    {
        let answer = ask(&host);
        assert!(["400", "421"].contains(&status(&answer)), "{host:?}: {answer}");
    }
}

#[test]
fn it_is_read_only_and_knows_no_file_of_the_machine() {
    let server = Server::start(ServerLimits::default());
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let request = server.request("").replacen("GET", method, 1);
        assert_eq!(status(&server.ask(&request)), "405", "{method}");
    }
    for path in [
        "../Cargo.toml",
        "..%2f..%2fetc/passwd",
        "pages/../../etc/passwd",
        "patches/%2e%2e/page.js.svg",
        "patches//etc/passwd.svg",
        "print/../../etc/passwd",
        "print/hana/plan-2024-03-28",
        "print/%2Fetc%2Fpasswd",
        "print/0",
        "print/2",
        "print/-1",
        "print/99999999999999999999999",
        "print",
        "cases/hana/child.yaml",
        "page.js/",
    ] {
        assert_eq!(status(&server.get(path)), "404", "{path}");
    }
}

#[test]
fn every_answer_is_kept_nowhere_and_runs_nothing_from_elsewhere() {
    let server = Server::start(ServerLimits::default());
    for path in [
        "",
        "page.js",
        "page.css",
        "regular.ttf",
        "icon.svg",
        "alive",
        "nothing",
        "print/1",
        "print/9",
        "events?open=x",
    ] {
        let answer = server.get(path).to_lowercase();
        for header in [
            "cache-control: no-store",
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "content-security-policy: default-src 'none'",
            "x-frame-options: deny",
        ] {
            assert!(answer.contains(header), "{path}: {header}\n{answer}");
        }
    }
    // What is no request is refused before anybody of ours sees it.
    let long = format!("GET /{} HTTP/1.1\r\n\r\n", "x".repeat(100_000));
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(400));
    for request in
        ["\0\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/1.1\r\na b: c\r\n\r\n", &long, &many]
    {
        let answer = server.ask(request).to_lowercase();
        assert!(answer.starts_with("http/1.1 4"), "{}: {answer}", &request[..request.len().min(60)]);
        assert!(answer.contains("\r\ncache-control: no-store\r\n"), "{answer}");
        assert!(answer.ends_with("\r\n\r\n") && answer.matches("\r\n\r\n").count() == 1, "{answer}");
    }
    let page = server.get("");
    assert!(!page.contains("http://") && !page.contains("https://"), "nothing from elsewhere:\n{page}");
    assert!(page.contains("lang=\"ja\""));
    assert!(!page.contains(&server.token), "the token stands in the address only");
}

#[test]
fn the_event_stream_brings_what_is_newer_and_ends_with_the_connection() {
    let server = Server::start(ServerLimits::default());
    let mut stream = server.connect();
    stream.write_all(server.request("events?open=1").as_bytes()).expect("asked");
    let mut read_until = |words: &str| {
        let mut heard = String::new();
        let mut buffer = [0; 4096];
        while !heard.contains(words) {
            let count = stream.read(&mut buffer).expect("something is sent");
            assert!(count > 0, "ended before {words}: {heard}");
            heard.push_str(&String::from_utf8_lossy(&buffer[..count]));
        }
        heard
    };
    let head = read_until("佐藤");
    assert!(head.contains("text/event-stream"), "{head}");
    assert!(head.to_lowercase().contains("cache-control: no-store\r\n"), "{head}");
    server.board.gone("hana");
    read_until("\"gone\":[\"hana\"]");
    // Even when nothing happens, so that a lost connection is noticed.
    read_until("event: beat");
    assert_eq!(server.prints.open.load(Ordering::SeqCst), 1);
    drop(stream);
    let start = Instant::now();
    while server.prints.open.load(Ordering::SeqCst) > 0 {
        assert!(start.elapsed() < Duration::from_secs(10), "the view stays open");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_request_has_bounds() {
    let limits = ServerLimits { patience: Duration::from_millis(400), connections: 4, ..ServerLimits::default() };
    let server = Server::start(limits);
    let long = server.get(&format!("events?form={}", "x".repeat(64 * 1024)));
    assert!(["none", "414", "431"].contains(&status(&long)), "{}", &long[..long.len().min(200)]);
    // A head that does not come is not waited for, and idle connections do not hold others up.
    let idle: Vec<TcpStream> = (0..4).map(|_| server.connect()).collect();
    let start = Instant::now();
    assert_eq!(status(&server.get("")), "200");
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    for mut stream in idle {
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert!(!String::from_utf8_lossy(&answer).starts_with("HTTP/1.1 200"));
    }
}

#[test]
fn strangers_that_keep_silent_do_not_keep_the_owner_out() {
    // So patient that only making room lets anybody in.
    let limits = ServerLimits { patience: Duration::from_secs(3600), connections: 4, ..ServerLimits::default() };
    let server = Server::start(limits);
    let mut owner = server.connect();
    owner.write_all(server.request("events?open=1").as_bytes()).expect("asked");
    let mut buffer = [0; 64];
    assert!(owner.read(&mut buffer).expect("answered") > 0);
    let strangers: Vec<TcpStream> = (0..40)
        .map(|index| {
            let mut stream = server.connect();
            if index % 2 == 0 {
                stream.write_all(b"GET /").expect("begun");
            }
            stream
        })
        .collect();
    let start = Instant::now();
    assert_eq!(status(&server.get("")), "200");
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    // The stream that the owner had open goes on.
    server.board.gone("hana");
    let mut heard = String::new();
    let mut buffer = [0; 4096];
    while !heard.contains("\"gone\":[\"hana\"]") {
        let count = owner.read(&mut buffer).expect("still there");
        assert!(count > 0, "the owner's stream was ended: {heard}");
        heard.push_str(&String::from_utf8_lossy(&buffer[..count]));
    }
    drop(strangers);
}

#[test]
fn whoever_takes_nothing_of_an_answer_is_let_go() {
    let limits = ServerLimits { drain: Duration::from_millis(300), ..ServerLimits::default() };
    let server = Server::start(limits);
    let mut stream = server.connect();
    // More than the system keeps on the way, many times over on one connection.
    let asked = server.request("regular.ttf").replace("Connection: close\r\n", "");
    for _ in 0..8 {
        stream.write_all(asked.as_bytes()).expect("asked");
    }
    thread::sleep(Duration::from_millis(1500));
    let mut taken = Vec::new();
    let _ = stream.read_to_end(&mut taken);
    let head = server.get("regular.ttf").to_lowercase();
    let length =
        head.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next()?.parse::<usize>().ok());
    let length = length.expect("a length");
    assert!(taken.len() < length * 8, "all of {length} bytes came eight times");
    assert_eq!(status(&server.get("")), "200");
}

#[test]
fn an_address_names_nobody() {
    let server = Server::start(ServerLimits::default());
    let page = server.get("page.js");
    for name in ["document=", "encodeURIComponent"] {
        assert!(!page.contains(name), "{name}");
    }
    // A document is asked for by its number, and by nothing else.
    assert_eq!(status(&server.get("print?document=hana/plan-2024-03-28")), "404");
    assert!(server.get("print/1").ends_with("%PDF"));
}
