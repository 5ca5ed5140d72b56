//! From bytes to text: what cannot be read, and what a Windows machine left in it, is said with a remedy.

use super::foreign::{Foreign, foreign, plain_text};
use super::oddity::Oddity;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Files, Obstacle, Source};
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Larger files are no forms. A full plan has about 20 kB.
pub const MAX_BYTES: u64 = 2 * 1024 * 1024;

/// The byte order mark, which some editors put before the first character.
const MARK: char = '\u{FEFF}';

/// The system's number for a loop of links, which the standard library does not name yet.
const ELOOP_LINUX: i32 = 40;
const ELOOP_BSD: i32 = 62;

/// A file's text as it was read, and what was found wrong with it.
#[derive(Debug)]
pub struct FileText {
    /// The file; without words where it could not be read.
    pub source: Arc<Source>,
    /// Whether it could be read.
    pub readable: bool,
    /// What is wrong with it.
    pub findings: Vec<Diagnostic>,
}

impl FileText {
    /// That of a file which is there and is not read.
    pub(super) fn unread(path: &Path) -> Self {
        Self { source: Source::new(path, ""), readable: false, findings: Vec::new() }
    }

    fn faulty(source: Arc<Source>, finding: Diagnostic) -> Self {
        Self { source, readable: false, findings: vec![finding] }
    }
}

/// Reads a text file.
pub fn read_text(files: &dyn Files, path: &Path) -> FileText {
    let bytes = match files.read(path, MAX_BYTES) {
        Ok(bytes) => bytes,
        Err(error) => {
            let source = Source::new(path, "");
            let finding = unreadable(&source, &error);
            return FileText::faulty(source, finding);
        }
    };
    let text = match plain_text(bytes).or_else(odd_text) {
        Ok(text) => text,
        Err((bytes, Foreign { code, message, help, at })) => {
            // The readable part is kept, so that the finding can show the line.
            let source = Source::new(path, shown(&bytes));
            let known = source.text().is_char_boundary(at);
            let place = if known { source.place(at..at) } else { source.whole() };
            return FileText::faulty(Source::new(path, ""), Diagnostic::new(code, place, message).help(help));
        }
    };
    let marked = text.starts_with(MARK);
    let text = if marked { text.trim_start_matches(MARK).to_owned() } else { text };
    let source = Source::new(path, text);
    if source.text().trim_matches([MARK, ' ', '\n', '\r', '\t']).is_empty() {
        let finding = Diagnostic::new(Code::FILE_UNREADABLE, source.whole(), "ファイルが空です");
        return FileText::faulty(source, finding.help("内容を書くか、要らないファイルなら消してください"));
    }
    let returns = memchr::memchr(b'\r', source.text().as_bytes()).and_then(|_| source.text().find("\r\n"));
    let oddities = [(marked.then_some(0), Oddity::Mark), (returns, Oddity::Returns)];
    let findings = oddities.iter().filter_map(|(at, oddity)| Some(oddity.finding(&source, (*at)?))).collect();
    FileText { source, readable: true, findings }
}

/// The text of bytes that have something odd about them, where they are one all the same.
fn odd_text(bytes: Vec<u8>) -> Result<String, (Vec<u8>, Foreign)> {
    match foreign(&bytes) {
        Some(foreign) => Err((bytes, foreign)),
        None => Ok(String::from_utf8(bytes).expect("internal: what is no UTF-8 is foreign")),
    }
}

/// What can be shown of bytes that are not read, with each character where its byte stands.
fn shown(bytes: &[u8]) -> String {
    let visible = |at: usize| match bytes[at] {
        b'\r' if bytes.get(at + 1) != Some(&b'\n') => b'\n',
        byte @ (b'\n' | b'\r' | b'\t') => byte,
        byte if byte.is_ascii_control() => b' ',
        byte => byte,
    };
    String::from_utf8_lossy(&(0..bytes.len()).map(visible).collect::<Vec<u8>>()).into_owned()
}

fn unreadable(source: &Arc<Source>, error: &io::Error) -> Diagnostic {
    if let Some(obstacle) = Obstacle::of(error) {
        let place = source.whole();
        return Diagnostic::new(Code::FILE_UNREADABLE, place, &obstacle.message).help(&obstacle.hint);
    }
    let (message, help) = match error.kind() {
        io::ErrorKind::NotFound => ("ファイルがありません".to_owned(), "この名前でファイルを作ってください"),
        io::ErrorKind::IsADirectory => (
            "ファイルのあるべき所にフォルダーがあります".to_owned(),
            "フォルダーの名前を変え、この名前のファイルを置いてください",
        ),
        io::ErrorKind::FileTooLarge => {
            let size = error.to_string().parse::<u64>().unwrap_or(MAX_BYTES);
            (
                format!(
                    "ファイルが大きすぎます({:.1} MB、上限 {} MB)",
                    size as f64 / 1_048_576.0,
                    MAX_BYTES / 1_048_576
                ),
                "計画や記録の文書か確かめてください。写真や添付は別の場所に置きます",
            )
        }
        _ if matches!(error.raw_os_error(), Some(ELOOP_LINUX | ELOOP_BSD)) => (
            "シンボリックリンクが輪になっていて読めません".to_owned(),
            "リンクを消し、ファイルそのものを置いてください",
        ),
        io::ErrorKind::PermissionDenied => ("読む権限がありません".to_owned(), "ファイルの権限を直してください"),
        io::ErrorKind::InvalidInput => {
            ("普通のファイルではありません(パイプや装置など)".to_owned(), "テキストファイルを置いてください")
        }
        _ => (format!("ファイルを読めません({error})"), "ファイルの状態を確かめてください"),
    };
    Diagnostic::new(Code::FILE_UNREADABLE, source.whole(), message).help(help)
}
