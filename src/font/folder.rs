//! The fonts of a project's own folder: read like any other of its files, with limits.
//!
//! The folder may have been received from somebody. A collection says itself how many fonts it holds, and a reader that
//! believes it may be busy for ever.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{Files, Source, is_passing, is_passing_folder};
use std::io;
use std::path::{Path, PathBuf};
use typst::foundations::Bytes;
use typst::text::Font;

/// The largest families of Japanese faces have about 20 MB a file, collections of them about 100.
const MOST_BYTES: u64 = 160 * 1024 * 1024;

/// All of them together: they stay in memory.
const MOST_BYTES_OF_ALL: u64 = 512 * 1024 * 1024;

const MOST_FILES: usize = 200;

/// Entries of the folder that are looked at, fonts or not.
const MOST_ENTRIES: usize = 5_000;

/// Folders in folders.
const DEEPEST: usize = 4;

/// Fonts of one collection. The largest known ones have 36.
const MOST_FONTS: u32 = 256;

const ENDINGS: [&str; 4] = ["ttf", "otf", "ttc", "otc"];

/// The fonts below a folder of a project, in the order of their paths, and what is wrong with it.
pub(super) fn read(files: &dyn Files, folder: &Path) -> (Vec<Font>, Vec<Diagnostic>) {
    let mut reader = FontReader { files, paths: Vec::new(), entries: 0, findings: Vec::new() };
    reader.look(folder, DEEPEST);
    let FontReader { mut paths, mut findings, .. } = reader;
    paths.sort();
    if paths.len() > MOST_FILES {
        findings.push(
            note(
                folder,
                Severity::Error,
                format!("フォントのファイルが {} 個あります(上限 {MOST_FILES} 個)", paths.len()),
            )
            .help("使うフォントだけを置いてください。上限より後のものは読んでいません"),
        );
        paths.truncate(MOST_FILES);
    }
    let mut fonts = Vec::new();
    let mut left = MOST_BYTES_OF_ALL;
    for path in paths {
        match files.read(&path, MOST_BYTES.min(left)) {
            Ok(bytes) => {
                left -= bytes.len() as u64;
                match load(bytes) {
                    Ok(mut found) => fonts.append(&mut found),
                    Err(reason) => findings
                        .push(note(&path, Severity::Warning, reason).help(
                            "ファイルが壊れていないか確かめ、元から入れ直してください。このフォントは使いません",
                        )),
                }
            }
            Err(error) => findings.push(unreadable(&path, &error)),
        }
    }
    (fonts, findings)
}

struct FontReader<'a> {
    files: &'a dyn Files,
    paths: Vec<PathBuf>,
    entries: usize,
    findings: Vec<Diagnostic>,
}

impl FontReader<'_> {
    fn look(&mut self, folder: &Path, depth: usize) {
        let entries = match self.files.list(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return,
            Err(error) => return self.findings.push(unreadable(folder, &error)),
        };
        self.entries += entries.len();
        if self.entries > MOST_ENTRIES {
            let message = format!("フォントのフォルダーに、ファイルが {MOST_ENTRIES} より多くあります");
            let finding = note(folder, Severity::Error, message);
            return self
                .findings
                .push(finding.help("使うフォントだけを置いてください。このフォルダーは読んでいません"));
        }
        for entry in entries {
            let path = folder.join(&entry.name);
            if let Some(barrier) = &entry.blocked {
                let obstacle = barrier.obstacle();
                self.findings.push(note(&path, Severity::Error, obstacle.message).help(obstacle.hint));
            } else if self.is_record(&path) {
                let finding = note(&path, Severity::Error, "リンクの先が cases/ の中なので、読みません");
                self.findings.push(finding.help("リンクを消し、フォントのファイルそのものをここに置いてください"));
            } else if entry.is_folder {
                match depth.checked_sub(1) {
                    _ if is_passing_folder(&entry.name) => {}
                    Some(depth) => self.look(&path, depth),
                    None => {
                        let finding = note(&path, Severity::Error, "フォルダーが深すぎるので、読んでいません");
                        self.findings.push(finding.help("フォントのファイルを fonts/ のすぐ下に置いてください"));
                    }
                }
            } else if !is_passing(&entry.name) && is_font(&path) {
                self.paths.push(path);
            }
        }
    }

    /// Whether a link leads to the records.
    fn is_record(&self, path: &Path) -> bool {
        let place = |path: &Path| self.files.resolve(path).ok();
        place(path).zip(place(Path::new("cases"))).is_some_and(|(path, cases)| path.starts_with(cases))
    }
}

fn is_font(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known))
}

/// The fonts of a file; the reason where there is none.
fn load(bytes: Vec<u8>) -> Result<Vec<Font>, String> {
    let count = match bytes.strip_prefix(b"ttcf") {
        None => 1,
        Some(rest) => collection(rest, bytes.len())?,
    };
    let bytes = Bytes::new(bytes);
    let fonts: Vec<Font> = (0..count).filter_map(|index| Font::new(bytes.clone(), index)).collect();
    if fonts.is_empty() { Err("フォントとして読めません".to_owned()) } else { Ok(fonts) }
}

/// How many fonts a collection holds: what it says, where its own table of them has room for so many.
fn collection(rest: &[u8], length: usize) -> Result<u32, String> {
    // The version, the number, then four bytes for each.
    let number = rest.get(4..8).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_be_bytes);
    let room = length.saturating_sub(12) / 4;
    if number == 0 || number > MOST_FONTS || number as usize > room {
        return Err(format!("フォントの数({number})がおかしいので、読みません"));
    }
    Ok(number)
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    if let Some(obstacle) = crate::source::Obstacle::of(error) {
        return note(path, Severity::Error, &*obstacle.message).help(&*obstacle.hint);
    }
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            note(path, Severity::Error, "読む権限がありません").help("ファイルとフォルダーの権限を直してください")
        }
        io::ErrorKind::FileTooLarge => {
            let most = MOST_BYTES / 1_048_576;
            let all = MOST_BYTES_OF_ALL / 1_048_576;
            note(path, Severity::Error, format!("フォントが大きすぎます(1 つ {most} MB、全部で {all} MB まで)"))
                .help("使うフォントだけを置いてください。このフォントは使いません")
        }
        io::ErrorKind::NotADirectory => note(path, Severity::Error, "フォルダーのあるべき所にファイルがあります")
            .help("ファイルの名前を変え、この名前のフォルダーの中にフォントを置いてください"),
        _ => note(path, Severity::Error, format!("読めません({error})")).help("ファイルの状態を確かめてください"),
    }
}

fn note(path: &Path, severity: Severity, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::FILE_UNREADABLE, Source::new(path, "").whole(), message).severity(severity)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::font::files;
    use crate::source::Memory;
    use std::path::Path;

    fn said(memory: &Memory) -> (usize, Vec<String>) {
        let (fonts, findings) = read(memory, Path::new("fonts"));
        (fonts.len(), findings.into_iter().map(|finding| finding.message).collect())
    }

    #[test]
    fn fonts_are_read_and_other_files_passed_over() {
        let memory = Memory::new()
            .with("fonts/b/B.TTF", files()[1])
            .with("fonts/a.ttf", files()[0])
            .with("fonts/OFL.txt", "licence")
            .with("fonts/.DS_Store", "x");
        assert_eq!(said(&memory), (2, vec![]));
        assert_eq!(said(&Memory::new().with("cases/x", "x")), (0, vec![]), "no folder is no fault");
    }

    #[test]
    fn a_collection_is_not_believed() {
        for count in [0_u32, 3, 1 << 31, u32::MAX] {
            let bytes = [&b"ttcf\0\x01\0\0"[..], &count.to_be_bytes(), &[0; 8]].concat();
            let (fonts, said) = said(&Memory::new().with("fonts/a.ttc", bytes));
            assert_eq!(fonts, 0);
            assert!(said[0].contains(&count.to_string()), "{said:?}");
        }
    }

    #[test]
    fn what_is_no_font_is_said() {
        let (fonts, said) = said(&Memory::new().with("fonts/a.ttf", "no font").with("fonts/b.ttf", files()[0]));
        assert_eq!((fonts, said), (1, vec!["フォントとして読めません".to_owned()]));
    }

    #[test]
    fn there_are_limits_to_number_and_depth() {
        let many = (0..201).fold(Memory::new(), |memory, number| memory.with(format!("fonts/{number:03}.ttf"), "x"));
        assert!(said(&many).1.iter().any(|said| said.contains("201 個")));
        let deep = Memory::new().with("fonts/1/2/3/4/5/a.ttf", files()[0]);
        let (fonts, said) = said(&deep);
        assert_eq!(fonts, 0);
        assert!(said[0].contains("深すぎる"), "{said:?}");
    }
}
