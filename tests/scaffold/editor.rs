//! The schemas in a real editor's language server: what is wrong shows while it is written.
//!
//! The server is `yaml-language-server`, of npm. Without it the test says that it is skipped; where `CI` is set it fails.

use crate::driver::Project;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// A language server, spoken to over its standard streams.
struct Server {
    process: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    /// How many texts were shown: each under a name of its own, since one that is closed is told of once more.
    shown: usize,
}

impl Server {
    /// None where there is no such program.
    fn start() -> Option<Self> {
        let mut command = Command::new("yaml-language-server");
        command.arg("--stdio").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().ok()?;
        let input = process.stdin.take().expect("piped");
        let mut output = BufReader::new(process.stdout.take().expect("piped"));
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut server = Self { process, input, messages, shown: 0 };
        server.send(json!({ "id": 1, "method": "initialize", "params": { "processId": null, "rootUri": null, "capabilities": {} } }));
        server.wait(|message| message["id"] == 1);
        server.send(json!({ "method": "initialized", "params": {} }));
        Some(server)
    }

    fn send(&mut self, mut message: Value) {
        message["jsonrpc"] = json!("2.0");
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("the server reads");
        self.input.flush().expect("the server reads");
    }

    fn wait(&self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.messages.recv_timeout(Duration::from_secs(120)).expect("the server answers");
            if wanted(&message) {
                return message;
            }
        }
    }

    /// What the editor would show in a file of a project that holds this text.
    fn shown(&mut self, project: &Project, path: &str, text: &str) -> Vec<String> {
        self.shown += 1;
        let uri = format!("file://{}-{}.yaml", project.root().join(path).display(), self.shown);
        let document = json!({ "uri": uri, "languageId": "yaml", "version": 1, "text": text });
        self.send(json!({ "method": "textDocument/didOpen", "params": { "textDocument": document } }));
        let told = self.wait(|message| {
            message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == json!(uri)
        });
        let told = told["params"]["diagnostics"].as_array().expect("a list").clone();
        told.iter().map(|one| one["message"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// One message: its head says how long it is.
fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        output.read_line(&mut line).ok().filter(|read| *read > 0)?;
        match line.trim().split_once(": ") {
            Some(("Content-Length", number)) => length = number.parse().ok()?,
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

#[expect(clippy::print_stdout, reason = "it is said that it is skipped")]
#[test]
fn what_is_wrong_shows_in_the_editor_while_it_is_written() {
    let Some(mut server) = Server::start() else {
        assert!(
            std::env::var_os("CI").is_none(),
            "yaml-language-server is not installed: npm install --global yaml-language-server"
        );
        println!("skipped: yaml-language-server is not installed");
        return;
    };
    let project = Project::whole();
    assert_eq!(project.run(["schema", "--write"]).code, Some(0));
    let path = "cases/hana/monitoring/2024-09-12.yaml";
    let project = if project.has(path) { project.remove(path) } else { project };
    assert_eq!(project.run(["new", "monitoring", "hana", "--date", "2024-09-12"]).code, Some(0));
    let blank = project.text(path);
    assert!(blank.starts_with("# yaml-language-server: $schema=../../../.shien/schema/monitoring.json\n"), "{blank}");
    let filled = blank
        .replace("評価:\n", "評価: 達成\n")
        .replace("今後:\n", "今後: 継続\n")
        .replace("計画の見直し:\n", "計画の見直し: 要\n");
    let shown = server.shown(&project, path, &filled);
    assert!(shown.is_empty(), "nothing is wrong: {shown:?}\n{filled}");
    for (text, word) in [
        (format!("{filled}総合評価: よい\n"), "総合評価"),
        (filled.replace("計画の見直し: 要", "計画の見直し: たぶん"), "不要"),
        (filled.replace("計画: 2024-03-28\n", ""), "計画"),
        // A blank that must be filled in.
        (blank.clone(), "達成"),
    ] {
        let shown = server.shown(&project, path, &text);
        assert!(shown.iter().any(|message| message.contains(word)), "{word}: {shown:?}\n{text}");
    }
}
