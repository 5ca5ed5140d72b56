//! `shien watch` as a process: what it says, and how it ends.

use super::samples;
use crate::browser::Watching;
use crate::driver::{CHILD, PLAN, PLAN_PRINT, Project, files_below};
use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

fn edit(project: &Project, path: &str, old: &str, new: &str) {
    let text = project.text(path);
    assert!(text.contains(old), "{old:?} in {path}");
    fs::write(project.root().join(path), text.replacen(old, new, 1)).expect("written");
}

#[test]
fn each_change_is_a_line_with_its_state_and_time() {
    let project = Project::new();
    let mut watching = Watching::start(project.command().args(["watch", "--no-browser-page"]));
    let before = project.bytes(PLAN_PRINT);
    let said = watching.said().len();
    edit(&project, CHILD, "氏名: 佐藤 はな", "氏名: 佐藤 花");
    let line = watching.wait_for_after(said, CHILD);
    assert!(line.contains("1 件を印刷") && line.contains("ミリ秒"), "{line}");
    assert_ne!(project.bytes(PLAN_PRINT), before);
    let said = watching.said().len();
    edit(&project, PLAN, "作成日:", "作成の日:");
    let line = watching.wait_for_after(said, "印刷していません。エラー");
    assert!(line.starts_with(PLAN), "{line}");
    // It is said on standard error, which is read beside the other.
    watching.wait_for_after(said, "エラー[unknown-key]");
    // Without the page there is no address.
    assert!(!watching.said().iter().any(|line| line.contains("http://")));
    // What is remembered of the prints is what `build` remembers.
    edit(&project, PLAN, "作成の日:", "作成日:");
    watching.wait_for("1 件は前と同じ");
    assert_eq!(watching.end("-INT").0, Some(0));
    assert!(project.build().stdout.contains("前と同じ"));
}

#[test]
fn the_address_is_said_once() {
    let project = Project::new();
    let watching = Watching::start(project.command().arg("watch"));
    let url = watching.url();
    edit(&project, CHILD, "氏名: 佐藤 はな", "氏名: 佐藤 花");
    watching.wait_for("1 件を印刷");
    assert_eq!(watching.said().iter().filter(|line| line.contains(&url)).count(), 1);
    for path in files_below(project.root()) {
        // What is being written goes by while we look.
        let Ok(bytes) = fs::read(&path) else { continue };
        let token = url.trim_end_matches('/').rsplit('/').next().expect("a token").as_bytes();
        assert!(!bytes.windows(token.len()).any(|window| window == token), "{}", path.display());
    }
}

#[test]
fn the_address_stands_last_at_the_start() {
    let project = Project::new();
    let watching = Watching::start(project.command().arg("watch"));
    let url = watching.url();
    let said = watching.said();
    assert_eq!(said.last(), Some(&format!("表示: {url}")), "{said:?}");
    assert!(said.iter().any(|line| line.contains("終わるには Ctrl-C")), "{said:?}");
}

#[test]
fn a_save_tells_what_is_new_and_what_is_gone_and_repeats_nothing() {
    let project = Project::copied();
    let plan = "cases/yuki/plan/2025-09-25.yaml";
    let run = ["watch", "yuki", "--no-browser-page", "--as-of", "2026-04-01"];
    let watching = Watching::start(project.command().args(run));
    // Something that stays wrong all the time.
    let said = watching.said().len();
    edit(&project, "cases/yuki/child.yaml", "氏名:", "趣味: 電車\n氏名:");
    let line = watching.wait_for_after(said, "→");
    assert!(line.contains("エラー 1 件") && line.contains("(新しい 1 件、消えた 0 件)"), "{line}");
    watching.wait_for_after(said, "エラー[unknown-key]");
    let said = watching.said().len();
    edit(&project, plan, "ゆきさんが", "さて、ゆきさんが");
    let line = watching.wait_for_after(said, "→");
    assert!(line.contains("エラー 1 件") && line.contains("(前と同じ)"), "{line}");
    assert!(!watching.said().iter().skip(said).any(|line| line.contains("[")), "{:?}", &watching.said()[said..]);
    let said = watching.said().len();
    edit(&project, "cases/yuki/child.yaml", "趣味: 電車\n", "");
    let line = watching.wait_for_after(said, "→");
    assert!(line.contains("消えた 1 件)") && !line.contains("エラー"), "{line}");
    watching.wait_for_after(said, "消えた知らせ: エラー cases/yuki/child.yaml");
}

#[test]
fn a_second_watch_on_the_same_folder_is_said() {
    let project = Project::new();
    let first = Watching::start(project.command().args(["watch", "--no-browser-page"]));
    assert!(!first.said().iter().any(|line| line.contains("もう 1 つ")), "{:?}", first.said());
    let mut second = Watching::start(project.command().args(["watch", "--no-browser-page"]));
    second.wait_for("もう 1 つ shien watch が動いています");
    assert_eq!(second.end("-INT").0, Some(0));
    drop(first);
    let third = Watching::start(project.command().args(["watch", "--no-browser-page"]));
    assert!(!third.said().iter().any(|line| line.contains("もう 1 つ")), "{:?}", third.said());
}

#[cfg(unix)]
#[test]
fn links_do_not_keep_it_from_beginning() {
    let project = Project::new();
    for name in ["l1", "l2", "l3"] {
        std::os::unix::fs::symlink(".", project.root().join("cases").join(name)).expect("linked");
    }
    std::os::unix::fs::symlink("/", project.root().join("cases/machine")).expect("linked");
    let start = std::time::Instant::now();
    let watching = Watching::begin(project.command().args(["watch", "--no-browser-page", "hana"]));
    watching.wait_for("終わるには");
    assert!(start.elapsed() < Duration::from_secs(8), "{:?}", start.elapsed());
    let said = watching.said().len();
    edit(&project, PLAN, "作成日:", "# 一行\n作成日:");
    watching.wait_for_after(said, "→");
}

#[cfg(unix)]
#[test]
fn it_ends_at_once_and_leaves_nothing_half_written() {
    for signal in ["-INT", "-TERM"] {
        // In the midst of the first run, with somebody who looks on: of so many documents the address is said before.
        let project = samples();
        let interview = project.text("cases/hana/interview/2024-06-03.md");
        for day in 1..=28 {
            for month in 1..=4 {
                let path = format!("cases/hana/interview/2024-{month:02}-{day:02}.md");
                fs::write(project.root().join(path), &interview).expect("written");
            }
        }
        let mut watching = Watching::begin(project.command().arg("watch"));
        let url = watching.url();
        let (host, path) = url.trim_start_matches("http://").split_once('/').expect("a path");
        let mut stream = TcpStream::connect(host).expect("connected");
        write!(stream, "GET /{path}events HTTP/1.1\r\nHost: {host}\r\n\r\n").expect("asked");
        let mut start = [0; 64];
        assert!(stream.read(&mut start).expect("answered") > 0);
        let (code, time) = watching.end(signal);
        assert_eq!(code, Some(0), "{signal}");
        assert!(time < Duration::from_secs(2), "{signal}: {time:?}");
        let output = project.root().join("output");
        let left = if output.is_dir() { files_below(&output) } else { Vec::new() };
        for path in &left {
            let name = path.file_name().and_then(|name| name.to_str()).expect("ASCII");
            assert!(!name.ends_with(".tmp"), "{name}");
            if name.ends_with(".pdf") {
                let bytes = fs::read(path).expect("readable");
                assert!(bytes.trim_ascii_end().ends_with(b"%%EOF"), "{name} is whole");
            }
        }
    }
}

#[test]
fn a_port_that_is_taken_and_a_child_that_is_not_there_are_said() {
    let project = Project::new();
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let run = project.run(["watch", "--port", &port]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains(&format!("ポート {port} を使えません")), "{}", run.stderr);
    let run = project.run(["watch", "hanna"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("`hana` ではありませんか"), "{}", run.stderr);
}

#[test]
fn only_the_children_asked_for_are_printed() {
    let project = samples();
    let watching = Watching::start(project.command().args(["watch", "yuki", "--no-browser-page"]));
    assert!(project.has("output/yuki") && !project.has("output/hana"));
    let said = watching.said().len();
    edit(&project, "cases/yuki/interview/2025-12-04.md", "。", "、少し書き足した。");
    watching.wait_for_after(said, "1 件を印刷");
}

/// What a batch leaves in a process goes with it: another goes on, at the same address, and says nothing again.
#[cfg(target_os = "linux")]
#[test]
fn after_a_batch_another_process_goes_on_in_silence() {
    let mut project = Project::new();
    let child = project.text(CHILD);
    let plan = project.text(PLAN);
    for number in 0..110 {
        let folder = format!("cases/c{number:03}");
        let name = PLAN.rsplit('/').next().expect("a name");
        project = project.file(&format!("{folder}/child.yaml"), &child).file(&format!("{folder}/plan/{name}"), &plan);
    }
    let mut watching = Watching::start(project.command().arg("watch"));
    let (url, first) = (watching.url(), watching.worker().expect("a second process"));
    watching.wait_for("111 件を ");
    let said = watching.said().len();
    let start = Instant::now();
    while watching.worker().is_none_or(|worker| worker == first) {
        assert!(start.elapsed() < Duration::from_secs(240), "no other process goes on\n{}", watching.said().join("\n"));
        std::thread::sleep(Duration::from_millis(20));
    }
    let (host, path) = url.trim_start_matches("http://").split_once('/').expect("a path");
    let answer = std::iter::repeat_with(|| ask(host, path)).find_map(Result::ok).expect("endless");
    assert!(answer.starts_with("HTTP/1.1 2"), "{answer}");
    edit(&project, CHILD, "氏名: 佐藤 はな", "氏名: 佐藤 花");
    let line = watching.wait_for_after(said, "1 件を印刷");
    // What is saved before the other process listens is printed with its first run.
    assert!(line.starts_with(CHILD) || line.starts_with("交代の間の保存 → "), "{line}");
    let behind: Vec<String> = watching.said().into_iter().skip(said).filter(|line| line.contains("件を印刷")).collect();
    assert_eq!(behind, [line], "what was said is not said again");
    assert_eq!(watching.end("-TERM").0, Some(0));
}

/// Whether the page's server answers.
#[cfg(target_os = "linux")]
fn ask(host: &str, path: &str) -> std::io::Result<String> {
    std::thread::sleep(Duration::from_millis(50));
    let mut stream = TcpStream::connect(host)?;
    write!(stream, "GET /{path}alive HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

/// A paper that never ends is given up; the watch has the same address afterwards, and prints the paper when it is mended.
#[cfg(unix)]
#[test]
fn a_paper_that_never_ends_does_not_end_the_watch() {
    const TEMPLATE: &str = "templates/plain/page.typ.j2";
    let project = Project::new();
    let mut watching = Watching::start(project.command().args(["watch", "--time-limit", "1"]));
    let url = watching.url();
    let (before, said) = (project.bytes(PLAN_PRINT), watching.said().len());
    let line = "#{{ form.title }} #{{ child.name }} #{{ document.date }}";
    edit(
        &project,
        TEMPLATE,
        line,
        &format!("#let many = 100000\n#for i in range(many) {{ for j in range(many) {{ }} }}\n{line}"),
    );
    watching.wait_for_after(said, "エラー[print-given-up]");
    let again = watching.wait_for_after(said, "表示: ");
    assert_eq!(again, format!("表示: {url}"));
    assert_eq!(project.bytes(PLAN_PRINT), before, "the last print stays");
    let (host, path) = url.trim_start_matches("http://").split_once('/').expect("a path");
    let mut stream = TcpStream::connect(host).expect("connected");
    write!(stream, "GET /{path}alive HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("asked");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("answered");
    assert!(answer.starts_with("HTTP/1.1 2"), "{answer}");
    let said = watching.said().len();
    edit(&project, TEMPLATE, "#for i in range(many) { for j in range(many) { } }\n", "");
    watching.wait_for_after(said, "消えた知らせ: エラー cases/hana/plan/2024-03-28.yaml");
    watching.wait_for_after(said, "→");
    let said = watching.said().len();
    edit(&project, CHILD, "氏名: 佐藤 はな", "氏名: 佐藤 花");
    watching.wait_for_after(said, "1 件を印刷");
    assert_eq!(watching.end("-TERM").0, Some(0));
}
