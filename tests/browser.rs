//! A real browser, driven through chromedriver, and `shien watch` as a process beside it.

use fantoccini::{Client, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// How long anything may take before it counts as missing. Machines that test are slow and shared.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// Headless, without a network of its own, and without the sandbox that containers forbid.
const FLAGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--force-color-profile=srgb",
];

/// A browser with one window.
pub(crate) struct Browser {
    runtime: Runtime,
    client: Client,
    driver: Child,
    _profile: TempDir,
}

impl Browser {
    /// Starts one; none where chromium or its driver is not installed, which is said.
    ///
    /// # Panics
    /// There, when the variable CI is set: nothing is skipped before it lands.
    pub(crate) fn start() -> Option<Self> {
        let (Some(browser), Some(driver)) =
            (found(&["chromium", "chromium-browser", "google-chrome"]), found(&["chromedriver"]))
        else {
            let words = "chromium and chromedriver are not installed: what needs a browser is SKIPPED";
            let may_skip = may_skip(std::env::var_os("CI").as_deref());
            assert!(may_skip, "{words}, and CI is set");
            // Past the test harness's capture, so that nobody takes a skip for a pass.
            let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("\n{words}\n").as_bytes());
            return None;
        };
        let profile = tempfile::tempdir().expect("a temporary folder");
        let mut driver = Command::new(driver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let mut lines = BufReader::new(driver.stdout.take().expect("piped")).lines();
        let port = lines
            .find_map(|line| {
                line.ok()?.split_once("successfully on port ")?.1.trim_end_matches('.').parse::<u16>().ok()
            })
            .expect("chromedriver says its port");
        thread::spawn(move || lines.for_each(drop));
        let mut flags: Vec<String> = FLAGS.iter().map(|flag| (*flag).to_owned()).collect();
        flags.push(format!("--user-data-dir={}", profile.path().display()));
        let capabilities = json!({ "goog:chromeOptions": { "binary": browser, "args": flags } });
        let capabilities = capabilities.as_object().expect("an object").clone();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let address = format!("http://127.0.0.1:{port}");
        let connecting = Client::with_capabilities_and_connector(&address, &capabilities, HttpConnector::new());
        let client = runtime.block_on(connecting).expect("a session");
        let browser = Self { runtime, client, driver, _profile: profile };
        browser.resize(1280, 800);
        Some(browser)
    }

    /// Opens an address.
    pub(crate) fn open(&self, url: &str) {
        self.runtime.block_on(self.client.goto(url)).expect("the page opens");
    }

    /// The size of the window.
    pub(crate) fn resize(&self, width: u32, height: u32) {
        self.runtime.block_on(self.client.set_window_size(width, height)).expect("resized");
    }

    /// Runs a script on the page; what it returns.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.runtime
            .block_on(self.client.execute(script, Vec::new()))
            .unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Runs a script that calls its last argument with a result, and `meanwhile` beside it.
    pub(crate) fn run_beside(&self, script: &str, meanwhile: impl FnOnce() + Send + 'static) -> Value {
        self.runtime.block_on(async {
            let waiting = self.client.execute_async(script, Vec::new());
            let beside = tokio::task::spawn_blocking(meanwhile);
            let value = waiting.await.unwrap_or_else(|error| panic!("{script}: {error}"));
            beside.await.expect("done");
            value
        })
    }

    /// Waits until an expression is true on the page.
    pub(crate) fn wait_until(&self, expression: &str) {
        let start = Instant::now();
        while self.run(&format!("return Boolean({expression})")) != json!(true) {
            assert!(
                start.elapsed() < PATIENCE,
                "never true: {expression}\n{}",
                self.run("return document.body.innerText")
            );
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// An expression's value as text.
    pub(crate) fn text(&self, expression: &str) -> String {
        self.run(&format!("return String({expression})")).as_str().unwrap_or_default().to_owned()
    }

    /// Presses keys on what has the focus.
    pub(crate) fn press(&self, keys: &str) {
        let pressing = async {
            let focused = self.client.find(Locator::Css("*:focus, body")).await?;
            let focused = self.client.active_element().await.unwrap_or(focused);
            focused.send_keys(keys).await
        };
        self.runtime.block_on(pressing).expect("pressed");
    }

    /// A picture of the window.
    pub(crate) fn picture(&self, path: &Path) {
        let bytes = self.runtime.block_on(self.client.screenshot()).expect("a picture");
        std::fs::write(path, bytes).expect("written");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.runtime.block_on(self.client.clone().close());
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// Whether a test may be skipped where its tools are missing: not where the variable CI is set.
pub(crate) fn may_skip(ci: Option<&OsStr>) -> bool {
    ci.is_none_or(OsStr::is_empty)
}

fn found(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|path| path.is_file())
}

/// `shien watch`, running.
pub(crate) struct Watching {
    process: Child,
    said: Arc<Mutex<Vec<String>>>,
}

impl Watching {
    /// Starts a command that was prepared, and waits for its first run to end.
    pub(crate) fn start(command: &mut Command) -> Self {
        let watching = Self::begin(command);
        watching.wait_for("に印刷しました");
        watching
    }

    /// Starts a command that was prepared.
    pub(crate) fn begin(command: &mut Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        let said = Arc::new(Mutex::new(Vec::new()));
        let out: [Box<dyn std::io::Read + Send>; 2] =
            [Box::new(process.stdout.take().expect("piped")), Box::new(process.stderr.take().expect("piped"))];
        for stream in out {
            let said = Arc::clone(&said);
            thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    said.lock().expect("not poisoned").push(line);
                }
            });
        }
        Self { process, said }
    }

    /// What it has said so far, line by line.
    pub(crate) fn said(&self) -> Vec<String> {
        self.said.lock().expect("not poisoned").clone()
    }

    /// Waits for a line that holds some words.
    pub(crate) fn wait_for(&self, words: &str) -> String {
        self.wait_for_after(0, words)
    }

    /// Waits for a line that holds some words, behind so many other lines.
    pub(crate) fn wait_for_after(&self, lines: usize, words: &str) -> String {
        let start = Instant::now();
        loop {
            if let Some(line) = self.said().iter().skip(lines).find(|line| line.contains(words)) {
                return line.clone();
            }
            assert!(start.elapsed() < PATIENCE * 8, "never said: {words}\n{}", self.said().join("\n"));
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The address of the page.
    pub(crate) fn url(&self) -> String {
        self.wait_for("表示: ").trim_start_matches("表示: ").to_owned()
    }

    /// The process's number.
    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }

    /// The number of the process that does its work.
    pub(crate) fn worker(&self) -> Option<u32> {
        let id = self.id();
        std::fs::read_to_string(format!("/proc/{id}/task/{id}/children")).ok()?.trim().parse().ok()
    }

    /// Sends a signal and waits for the end: the exit code, and how long it took.
    #[cfg(unix)]
    pub(crate) fn end(&mut self, signal: &str) -> (Option<i32>, Duration) {
        let start = Instant::now();
        let sent = Command::new("kill").args([signal, &self.id().to_string()]).status().expect("kill starts");
        assert!(sent.success());
        let status = self.process.wait().expect("it ends");
        (status.code(), start.elapsed())
    }

    /// Memory in use, in megabytes, as the system counts it.
    pub(crate) fn memory(&self) -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.worker()?)).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        Some(line.trim().trim_end_matches(" kB").parse::<f64>().ok()? / 1024.0)
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
