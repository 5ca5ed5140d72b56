//! From bytes to text: what cannot be read, and what a Windows machine left in it, is said with a remedy.

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Files, Obstacle, Place, Source, Span};
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Larger files are no forms. A full plan has about 20 kB.
pub const MAX_BYTES: u64 = 2 * 1024 * 1024;

/// The system's number for a loop of links, which the standard library does not name yet.
const ELOOP_LINUX: i32 = 40;
const ELOOP_BSD: i32 = 62;

/// Reads a text file, adding what is wrong to `findings`. The text is empty, and `false` is returned with it, when
/// it could not be read.
pub fn read_source(files: &dyn Files, path: &Path, findings: &mut Vec<Diagnostic>) -> (Arc<Source>, bool) {
    let bytes = match files.read(path, MAX_BYTES) {
        Ok(bytes) => bytes,
        Err(error) => {
            let source = Source::new(path, "");
            findings.push(unreadable(&source, &error));
            return (source, false);
        }
    };
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            findings.push(not_utf8(path, error.as_bytes(), error.utf8_error().valid_up_to()));
            return (Source::new(path, ""), false);
        }
    };
    let source = Source::new(path, text);
    if source.text().trim_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']).is_empty() {
        let finding = Diagnostic::new("file-unreadable", Place::new(&source, Span::default()), "ファイルが空です");
        findings.push(finding.help("内容を書くか、要らないファイルなら消してください"));
        return (source, false);
    }
    if source.text().starts_with('\u{FEFF}') {
        let place = Place::new(&source, Span::new(0, 0));
        let finding = Diagnostic::new("encoding-unusual", place, "ファイルの先頭に BOM が付いています");
        findings.push(
            finding
                .severity(Severity::Warning)
                .help("「UTF-8(BOM なし)」で保存し直してください。内容はこのまま読みます"),
        );
    }
    if let Some(at) = source.text().find("\r\n") {
        let place = Place::new(&source, Span::new(at, at));
        let finding = Diagnostic::new("encoding-unusual", place, "改行が CRLF(Windows 式)です");
        findings.push(
            finding.severity(Severity::Warning).help("改行を LF にして保存し直してください。内容はこのまま読みます"),
        );
    }
    (source, true)
}

fn unreadable(source: &Arc<Source>, error: &io::Error) -> Diagnostic {
    if let Some(obstacle) = Obstacle::of(error) {
        let place = Place::new(source, Span::default());
        return Diagnostic::new("file-unreadable", place, &obstacle.message).help(&obstacle.hint);
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
        io::ErrorKind::InvalidInput => ("普通のファイルではありません".to_owned(), "テキストファイルを置いてください"),
        _ => (format!("ファイルを読めません({error})"), "ファイルの状態を確かめてください"),
    };
    Diagnostic::new("file-unreadable", Place::new(source, Span::default()), message).help(help)
}

fn not_utf8(path: &Path, bytes: &[u8], valid_up_to: usize) -> Diagnostic {
    // The readable part is kept, so that the finding can show the line.
    let readable = String::from_utf8_lossy(bytes).into_owned();
    let source = Source::new(path, readable);
    let span = Span::new(valid_up_to, valid_up_to);
    let (message, help) = if looks_like_shift_jis(bytes) {
        (
            "文字コードが Shift_JIS のようです",
            "エディターで「UTF-8」を選んで保存し直してください。内容は書き換えていません",
        )
    } else if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        ("文字コードが UTF-16 です", "エディターで「UTF-8」を選んで保存し直してください。内容は書き換えていません")
    } else {
        ("UTF-8 として読めないバイトがあります", "この行の文字を打ち直し、「UTF-8」で保存し直してください")
    };
    Diagnostic::new("encoding-invalid", Place::new(&source, span), message).help(help)
}

/// Whether all of it is well-formed Shift_JIS with at least one two-byte character.
fn looks_like_shift_jis(bytes: &[u8]) -> bool {
    let mut pairs = 0;
    let mut rest = bytes.iter();
    while let Some(&byte) = rest.next() {
        match byte {
            0x81..=0x9F | 0xE0..=0xFC => match rest.next() {
                Some(0x40..=0x7E | 0x80..=0xFC) => pairs += 1,
                _ => return false,
            },
            0x00..=0x7F | 0xA1..=0xDF => {}
            _ => return false,
        }
    }
    pairs > 0
}
